# %% [markdown] lang="en"
# # Look back at every word
#
# Chapter 7 put a whole sentence into one vector and saw long sentences break. Here the decoder looks back at *all* states of the encoder, and at each step decides anew which of them to read. You build
# this step by step, train it beside the model without it at equal cost, and look at what it reads while it writes; then you leave out the recurrent network and keep the looking.
#
# You will learn
# - how scores become weights, weights a context, and why the mask must come before the softmax,
# - how much of a long row is kept with attention and without, at equal cost,
# - what self-attention does about order, about the future and about the cost of a long text.
#
# You need: `gru.ipynb` and `encoder_decoder.ipynb`.

# %% [markdown] lang="zh"
# # 回头看每一个词
#
# 第 7 章把整个句子装进一个向量，结果长句就出了问题。在这里，解码器（decoder）回头看编码器（encoder）的*所有*状态，每一步重新决定读哪些。你要一步步搭出这样的解码器，
# 用同样的计算代价分别训练它和没有它的模型，再看它写的时候在读什么；然后去掉循环网络（recurrent network），只留下“看”。
#
# 你将学到
# - 得分怎样变成权重，权重怎样变成上下文，为什么掩码（mask）必须用在 softmax 之前；
# - 计算代价相同时，有注意力（attention）和没有注意力的模型各能记住一长串符号的多少；
# - 自注意力怎样处理顺序、怎样不看未来，读长文本时代价如何。
#
# 需要的基础：`gru.ipynb` 和 `encoder_decoder.ipynb`。

# %%
from unrolled.check import check  # first: it brings up Keras without log lines
from time import process_time
from typing import NamedTuple

import keras
import numpy as np
import pandas as pd
from keras import ops
from unrolled import figures, grammar
from unrolled.data import book, clean, encode, split, windows
from unrolled.record import beside
from unrolled.training import Progress, budget

figures.style()
keras.utils.set_random_seed(0)

# %% [markdown] lang="en"
# ## From one vector to all of them
#
# The encoder has a state $h_i$ after each word $x_i$ of the source; chapter 7 kept only the last. Bahdanau, Cho and Bengio (2015) keep them all. Before the decoder writes the word $t$, with the state $s_{t-1}$ and the embedding $y_{t-1}$ of the word before behind it,
# it gives each $h_i$ a score $e_{ti}$, turns the scores into weights, and reads the weighted sum:
#
# $$
# \alpha_{ti} = \frac{\exp(e_{ti})}{\sum_{j} \exp(e_{tj})}, \qquad c_t = \sum_i \alpha_{ti} h_i, \qquad s_t = \mathrm{GRU}([y_{t-1}, c_t], s_{t-1})
# $$
#
# The weights of a step are positive and sum to one, so $c_t$ is a mean of the states, another one at each step. Where the source is filled up with zeros there is nothing to read: those places must have the weight 0, exactly, and the others still sum to one.
#
# ### Exercise 1 · Attend (3 points)
#
# Write `attend(scores, values, mask)` for NumPy arrays: `scores` are $e_{ti}$, (batch, m, n), for m queries and n places; `values` are what is read, (batch, n, size); `mask`, (batch, n), is True where there is a word.
# Return the contexts, (batch, m, size), and the weights, (batch, m, n). A place without a word has the weight 0, wherever in the row it stands; in a row without any word all weights are 0, and so is the context. Scores of plus or minus some thousands must not lead to NaN. What is handed in stays as it is, here and in the exercises below.
# *Hint: which score has the exponential 0?*

# %% [markdown] lang="zh"
# ## 从一个向量到所有向量
#
# 编码器每读完原文的一个词 $x_i$，就得到一个状态 $h_i$；第 7 章只留下最后一个。Bahdanau、Cho 和 Bengio（2015）把它们全部留下。解码器写第 $t$ 个词之前，手里有状态 $s_{t-1}$ 和前一个词的嵌入（embedding）$y_{t-1}$，
# 它给每个 $h_i$ 一个得分 $e_{ti}$，把得分变成权重，再读加权和：
#
# $$
# \alpha_{ti} = \frac{\exp(e_{ti})}{\sum_{j} \exp(e_{tj})}, \qquad c_t = \sum_i \alpha_{ti} h_i, \qquad s_t = \mathrm{GRU}([y_{t-1}, c_t], s_{t-1})
# $$
#
# 每一步的权重都是正的，和为一，所以 $c_t$ 是各个状态的加权平均，每一步都不同。原文后面用零填充（padding）的地方没有东西可读：那里的权重必须恰好为 0，其余的和仍为一。
#
# ### 练习 1 · 按权重读取（3 分）
#
# 为 NumPy 数组编写 `attend(scores, values, mask)`：`scores` 是 $e_{ti}$，(batch, m, n)，即 m 个查询对 n 个位置的得分；`values` 是被读的内容，(batch, n, size)；`mask`，(batch, n)，有词的地方为 True。
# 返回上下文 (batch, m, size) 和权重 (batch, m, n)。没有词的位置权重为 0，不管它在一行的什么地方；一个词也没有的行，权重全为 0，上下文也为 0。得分为正负几千时，结果里不得出现 NaN。交给函数的数组保持原样，下面的练习也一样。
# *提示：哪个得分取 exp 之后恰好是 0？*


# %% exercise="attend"
def attend(scores, values, mask):
    """Read values with the weights that scores give them.

    scores  (batch, m, n)     of m queries for n places
    values  (batch, n, size)
    mask    (batch, n)        True where there is something to read

    Returns contexts, (batch, m, size), and weights, (batch, m, n): 0 where there is nothing.
    """
    ### BEGIN SOLUTION
    there = np.broadcast_to(mask[:, None], scores.shape)
    highest = np.max(scores, axis=-1, keepdims=True, initial=-1e30, where=there)
    weights = np.where(there, np.exp(np.where(there, scores - highest, 0)), 0)
    total = weights.sum(axis=-1, keepdims=True)
    weights = weights / np.where(total > 0, total, 1)
    return weights @ values, weights
    ### END SOLUTION


# %% check="attend" points=3
check("attend")

# %% [markdown] lang="en"
# ## Which state fits
#
# A score says how well a state of the encoder fits what the decoder is about to write. **Additive** attention asks a small network with one hidden layer:
#
# $$ e_{ti} = \tanh(s_{t-1} W + h_i U)\, v $$
#
# The product $h_i U$ does not depend on $t$, so it is computed once for a sentence and not once for each word that is written.
#
# ### Exercise 2 · Additive scores (3 points)
#
# Write `additive_scores(queries, states, W, U, v)` for NumPy arrays: `queries`, (batch, m, units), are the $s_{t-1}$, `states`, (batch, n, size), the $h_i$; `W` is (units, hidden), `U` (size, hidden), `v` (hidden,). Return all $e_{ti}$, (batch, m, n).
# *Hint: two new axes make the sum of every query with every state.*

# %% [markdown] lang="zh"
# ## 哪个状态合适
#
# 得分说明编码器的一个状态与解码器将要写的内容有多匹配。**加性**（additive）注意力用一个只有一层隐藏层（hidden layer）的小网络来计算它：
#
# $$ e_{ti} = \tanh(s_{t-1} W + h_i U)\, v $$
#
# 乘积 $h_i U$ 与 $t$ 无关，所以每个句子只算一次，而不是每写一个词就算一次。
#
# ### 练习 2 · 加性得分（3 分）
#
# 为 NumPy 数组编写 `additive_scores(queries, states, W, U, v)`：`queries`，(batch, m, units)，是各个 $s_{t-1}$；`states`，(batch, n, size)，是各个 $h_i$；`W` 为 (units, hidden)，`U` 为 (size, hidden)，`v` 为 (hidden,)。返回所有的 $e_{ti}$，(batch, m, n)。
# *提示：各插入一个新轴，就得到每个查询与每个状态之和。*


# %% exercise="additive_scores"
def additive_scores(queries, states, W, U, v):
    """Return the additive score of every state for every query, (batch, m, n).

    queries  (batch, m, units)
    states   (batch, n, size)
    W        (units, hidden)
    U        (size, hidden)
    v        (hidden,)
    """
    ### BEGIN SOLUTION
    hidden = np.tanh((queries @ W)[:, :, None] + (states @ U)[:, None])
    return hidden @ v
    ### END SOLUTION


# %% check="additive_scores" points=3
check("additive_scores")

# %% [markdown] lang="en"
# ## A layer
#
# In a model the scores are learnt, so they belong in a layer. It is called at each step, with one query for each row; what does not change from step to step, the **keys** $h_i U$, is computed once and handed to it.
#
# ### Exercise 3 · The layer (4 points)
#
# Write the layer `Attention(hidden)` with `keras.ops` and the weights `W`, `U`, `v`, shaped as in exercise 2, in this order and by these names, made and drawn at random in `build` by `add_weight`. The method `keys(states)` returns $h_i U$, (batch, n, hidden);
# `call(query, states, keys, mask)`, with a query, (batch, units), `states`, (batch, n, size), keys as that method gives them, and `mask`, (batch, n), returns the context, (batch, size), and the attention weights $\alpha$ of the places, (batch, n). Here every row has a word. `get_config` returns what `__init__` needs.
# *Hint: the mask as in exercise 1. Keras hands `build` the shapes of those arguments of `call` that it asks for by name.*

# %% [markdown] lang="zh"
# ## 写成层
#
# 在模型里，得分是学来的，所以应当属于一个层。这个层每一步调用一次，每行一个查询；$h_i U$ 在各步之间不变，称为**键**（key），只算一次，从外面交给它。
#
# ### 练习 3 · 层（4 分）
#
# 用 `keras.ops` 编写层 `Attention(hidden)`，权重依次为 `W`、`U`、`v`，名称也是这些，形状如练习 2，在 `build` 里用 `add_weight` 创建，初值随机。方法 `keys(states)` 返回 $h_i U$，(batch, n, hidden)；
# `call(query, states, keys, mask)` 接收查询，(batch, units)，`states`，(batch, n, size)，由那个方法算出的键，以及 `mask`，(batch, n)，返回上下文 (batch, size) 和各个位置的注意力权重 $\alpha$，(batch, n)。这里每一行至少有一个词。`get_config` 返回 `__init__` 所需的内容。
# *提示：掩码与练习 1 相同。`build` 按名称索要 `call` 的哪些参数的形状，Keras 就给它哪些。*


# %% exercise="Attention"
@keras.saving.register_keras_serializable("unrolled")
class Attention(keras.layers.Layer):
    """Additive attention: read states with weights that depend on a query.

    hidden  the width of the hidden layer that computes the scores
    """

    def __init__(self, hidden, **kwargs):
        super().__init__(**kwargs)
        self.hidden = hidden

    def build(self, query_shape, states_shape):
        """Create W (units, hidden), U (size, hidden) and v (hidden,)."""
        ### BEGIN SOLUTION
        self.W = self.add_weight(shape=(query_shape[-1], self.hidden), name="W")
        self.U = self.add_weight(shape=(states_shape[-1], self.hidden), name="U")
        self.v = self.add_weight(
            shape=(self.hidden,), initializer="random_normal", name="v"
        )
        ### END SOLUTION

    def keys(self, states):
        """states (batch, n, size) -> what of the scores does not depend on the query, (batch, n, hidden)."""
        ### BEGIN SOLUTION
        return ops.matmul(states, self.U)
        ### END SOLUTION

    def call(self, query, states, keys, mask):
        """query (batch, units), states (batch, n, size), keys (batch, n, hidden), mask (batch, n) -> context, weights."""
        ### BEGIN SOLUTION
        hidden = ops.tanh(ops.matmul(query, self.W)[:, None] + keys)
        scores = ops.where(mask, ops.matmul(hidden, self.v), -1e9)
        weights = ops.softmax(scores, axis=-1)
        return ops.sum(weights[:, :, None] * states, axis=1), weights
        ### END SOLUTION

    def get_config(self):
        """Return what __init__ needs to build the same layer again."""
        ### BEGIN SOLUTION
        return super().get_config() | {"hidden": self.hidden}
        ### END SOLUTION


# %% check="Attention" points=4
check("Attention")

# %% [markdown] lang="en"
# ### Exercise 4 · A decoder that looks back (4 points)
#
# Write the layer `AttentionDecoder` of four parts, created in `__init__`: an embedding of `words` words, `features` numbers each, a `keras.layers.GRUCell` of `units`, your `Attention` with `units` hidden values, and a dense layer to logits. `build` creates all their weights, and `get_config` returns what `__init__` needs. Called on `target_in`, (batch, time), the first state, (batch, units), the encoder's `states`, (batch, n, size), and
# `mask`, (batch, n), it reads $c_t$ at each step $t$ with the state *before* that step, lets the cell take the step on the embedding joined with the context, in this order, and gives the new state joined with the context to the dense layer.
# Return the logits, (batch, time, words), and the weights of all steps, (batch, time, n). The length of `target_in` is known from its shape.
# *Hint: a Python loop over the steps; the keys before it.*

# %% [markdown] lang="zh"
# ### 练习 4 · 会回头看的解码器（4 分）
#
# 编写层 `AttentionDecoder`，由四个部分组成，都在 `__init__` 里创建：`words` 个词、每个词 `features` 个数的嵌入（embedding），`units` 个单元的 `keras.layers.GRUCell`，隐藏值为 `units` 个的 `Attention`，以及一个输出 logits 的全连接层。`build` 创建它们的所有权重，`get_config` 返回 `__init__` 所需的内容。输入 `target_in`，(batch, time)，初始状态 `first`，(batch, units)，编码器的 `states`，(batch, n, size)，以及
# `mask`，(batch, n)；在每一步 $t$，它用这一步*之前*的状态读出 $c_t$，把嵌入与上下文按这个顺序拼接起来，让单元走一步，再把新的状态与上下文拼接起来，交给全连接层。
# 返回 logits，(batch, time, words)，以及各步的权重，(batch, time, n)。`target_in` 的长度可以从它的形状得知。
# *提示：用 Python 循环走各个时间步；键在循环之前算好。*


# %% exercise="AttentionDecoder"
@keras.saving.register_keras_serializable("unrolled")
class AttentionDecoder(keras.layers.Layer):
    """Write a target while looking back at all states of a source.

    words     how many numbers there are
    features  the length of a word's embedding
    units     the length of the cell's state, and the width of the attention
    """

    def __init__(self, words, features, units, **kwargs):
        super().__init__(**kwargs)
        self.words, self.features, self.units = words, features, units
        ### BEGIN SOLUTION
        self.embedding = keras.layers.Embedding(words, features)
        self.cell = keras.layers.GRUCell(units)
        self.attention = Attention(units)
        self.dense = keras.layers.Dense(words)
        ### END SOLUTION

    def build(self, target_in_shape, first_shape, states_shape):
        """Create the weights of all parts."""
        ### BEGIN SOLUTION
        self.embedding.build(target_in_shape)
        self.attention.build(first_shape, states_shape)
        self.cell.build((None, self.features + states_shape[-1]))
        self.dense.build((None, None, self.units + states_shape[-1]))
        ### END SOLUTION

    def call(self, target_in, first, states, mask):
        """target_in (batch, time), first (batch, units), states (batch, n, size), mask (batch, n) -> logits, weights."""
        ### BEGIN SOLUTION
        words, keys = self.embedding(target_in), self.attention.keys(states)
        s, read, weights = first, [], []
        for t in range(target_in.shape[1]):
            context, alpha = self.attention(s, states, keys, mask)
            _, (s,) = self.cell(ops.concatenate([words[:, t], context], axis=-1), [s])
            read.append(ops.concatenate([s, context], axis=-1))
            weights.append(alpha)
        return self.dense(ops.stack(read, axis=1)), ops.stack(weights, axis=1)
        ### END SOLUTION

    def get_config(self):
        """Return what __init__ needs to build the same layer again."""
        ### BEGIN SOLUTION
        return super().get_config() | {
            "words": self.words,
            "features": self.features,
            "units": self.units,
        }
        ### END SOLUTION


# %% check="AttentionDecoder" points=4
check("AttentionDecoder")

# %% [markdown] lang="en"
# ## Twelve symbols through one vector, or through twelve
#
# The task of chapter 7 that has no rules: repeat a row of random symbols, here of one to twelve. Both models have an encoder and a decoder of 64 units. The one without attention is made of Keras' own layers, and its cell reads the last
# state of the encoder at every step, the way that Cho et al. (2014) give the context. An update of the model with attention takes longer, so the other gets twice as many; the table has the processor's seconds of both.

# %% [markdown] lang="zh"
# ## 十二个符号：压进一个向量，还是留下十二个
#
# 还是第 7 章那个没有规则的任务：重复一串随机符号，这里有一到十二个。两个模型的编码器和解码器都是 64 个单元。没有注意力的模型全用 Keras 自带的部件，它的单元在每一步都读编码器的最后一个
# 状态，这是 Cho et al.（2014）传递上下文的方式。有注意力的模型每次更新更久，所以让另一个更新两倍的次数；表里有两者所用的处理器秒数。


# %% play="repeat"
class Pairs(NamedTuple):
    """Sources and targets as numbers: 0 is padding; in a target 1 begins and 2 ends."""

    x: np.ndarray  # (pairs, n)
    y: np.ndarray  # (pairs, m + 1)


BEGIN, END, SYMBOLS, LONGEST = 1, 2, 10, 12


def rows(count, rng):
    """Draw rows of 1 to LONGEST random symbols, each to be repeated."""
    x = rng.integers(3, 3 + SYMBOLS, size=(count, LONGEST))
    lengths = rng.integers(1, LONGEST + 1, size=count)
    x[np.arange(LONGEST) >= lengths[:, None]] = 0
    y = np.pad(x, ((0, 0), (1, 1)))
    y[:, 0], y[np.arange(count), lengths + 1] = BEGIN, END
    return Pairs(x, y)


symbols, new_symbols = (
    rows(6_400, np.random.default_rng(0)),
    rows(1_000, np.random.default_rng(1)),
)
print(symbols.x[0], "becomes", symbols.y[0])


# %% play="models"
def words_of(ids):
    """Return how many numbers there are, 0 included."""
    return int(ids.max()) + 1


def read(pairs, units):
    """Return inputs for the sources and targets of pairs, and what an encoder of `units` makes of a source: its last state, all, and where there is a word."""
    source, target = (
        keras.Input((length,), dtype="int32")
        for length in (pairs.x.shape[1], pairs.y.shape[1] - 1)
    )
    embedded = keras.layers.Embedding(words_of(pairs.x), units // 2, mask_zero=True)(source)
    states, last = keras.layers.GRU(units, return_sequences=True, return_state=True)(
        embedded
    )
    return [source, target], last, states, ops.not_equal(source, 0)


def without_attention(pairs, units):
    """Return a model from a source and a target to logits, whose decoder reads the encoder's last state at every step."""
    inputs, last, _, _ = read(pairs, units)
    embedded = keras.layers.Embedding(words_of(pairs.y), units // 2)(inputs[1])
    context = keras.layers.RepeatVector(inputs[1].shape[1])(last)
    joined = keras.layers.Concatenate()([embedded, context])
    states = keras.layers.GRU(units, return_sequences=True)(joined, initial_state=last)
    return keras.Model(inputs, keras.layers.Dense(words_of(pairs.y))(states))


def with_attention(pairs, units):
    """Return a model from a source and a target to logits, and another one, of the same layers, to the weights."""
    inputs, last, states, mask = read(pairs, units)
    decoder = AttentionDecoder(words_of(pairs.y), units // 2, units)
    logits, weights = decoder(inputs[1], last, states, mask)
    return keras.Model(inputs, logits), keras.Model(inputs, weights)


# %% play="train"
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=0)
BATCH = 64


def train(model, pairs, updates, name, rate=0.02):
    """Train a model with teacher forcing for a number of updates; return the processor's seconds."""
    slowing = keras.optimizers.schedules.CosineDecay(rate, updates, alpha=0.02)
    model.compile(keras.optimizers.Adam(slowing, global_clipnorm=1.0), loss)
    order = np.random.default_rng(0).integers(len(pairs.x), size=updates * BATCH)
    inputs, began = [pairs.x[order], pairs.y[order, :-1]], process_time()
    model.fit(inputs, pairs.y[order, 1:], BATCH, verbose=0, callbacks=[Progress(name)])
    return process_time() - began


def write(model, pairs):
    """Write a target for each source, word by word, always the likeliest: (pairs, m), zeros behind each end."""
    written = np.zeros_like(pairs.y)
    written[:, 0] = BEGIN
    for t in range(written.shape[1] - 1):
        logits = model.predict([pairs.x, written[:, :-1]], 250, verbose=0)[:, t]
        ended = np.isin(written[:, t], (0, END))
        written[:, t + 1] = np.where(ended, 0, logits.argmax(axis=-1))
    return written[:, 1:]


def by_length(model, pairs):
    """Return the share of targets written without a mistake, for each length of the source from 1 on."""
    right = (write(model, pairs) == pairs.y[:, 1:]).all(axis=1)
    lengths = (pairs.x > 0).sum(axis=1)
    return [right[lengths == n].mean() for n in range(1, lengths.max() + 1)]


# %% play="compare"
updates = budget(quick=150, full=600)
curves, cost = {"one vector": [], "all states": []}, {}
for seed in range(budget(quick=2, full=3)):
    keras.utils.set_random_seed(seed)
    model = without_attention(symbols, 64)
    cost["one vector"] = train(model, symbols, 2 * updates, f"one vector, seed {seed}")
    curves["one vector"].append(by_length(model, new_symbols))
    model, looks = with_attention(symbols, 64)
    cost["all states"] = train(model, symbols, updates, f"all states, seed {seed}")
    curves["all states"].append(by_length(model, new_symbols))
curves = {name: np.array(runs) for name, runs in curves.items()}
figures.by_length({"what the decoder reads": curves})
figures.described(
    "Exact match over the number of symbols in the source. Both lines begin at one; that of the decoder which reads one vector falls to nearly zero, that of the one which reads all states stays high.",
    "完全匹配的比例随源句符号数的变化。两条线都从 1 出发；只读一个向量的解码器，线降到接近零；读所有状态的解码器，线一直很高。",
)
table = {name: runs[:, [0, 5, 8, 11]].mean(axis=0) * 100 for name, runs in curves.items()}
lengths = [f"length {n}, %" for n in (1, 6, 9, 12)]
table = pd.DataFrame(table, index=lengths).T.round(1)
beside("repeat", table.assign(**{"seconds for a seed": pd.Series(cost).round()}))

# %% claim="all_states_keep_what_one_vector_loses"
for one, all_of_them in zip(*curves.values(), strict=True):
    assert one[0] > 0.9
    assert one[-1] < 0.2
    assert all_of_them[-1] > 0.6
    assert all_of_them.mean() > one.mean() + 0.2
assert cost["all states"] < 2.5 * cost["one vector"]

# %% [markdown] lang="en"
# With one vector a single symbol comes back and twelve do not; with all states most rows of twelve come back whole. Every seed says the same, and by far.
#
# ## What it reads while it writes
#
# The weights can be looked at: one row for each word that is written, one column for each word of the source. Here the right place is known, since the word $t$ is a copy of the source's word $t$.
#
# ### Exercise 5 · Score an alignment (2 points)
#
# Write `alignment_accuracy(weights, links)`: `weights`, (batch, m, n); `links`, (batch, m), whole numbers, holds for each written word the place that it should look at, counted from 0, and -1 where there is none. Of the written words with a place, and there are some, return the share whose largest weight is there.

# %% [markdown] lang="zh"
# 只有一个向量时，一个符号能重复，十二个就不行；有了所有状态，十二个符号的串大多也能完整重复。每个随机种子的结果都是如此，而且差距悬殊。
#
# ## 它写的时候在读什么
#
# 权重可以看：写出的每个词一行，原文的每个词一列。这里正确的位置是已知的，因为第 $t$ 个词就是原文第 $t$ 个词的复制。
#
# ### 练习 5 · 给对齐打分（2 分）
#
# 编写 `alignment_accuracy(weights, links)`：`weights`，(batch, m, n)；`links`，(batch, m)，整数，是写出的每个词应当看的位置，从 0 数起，没有对应位置时为 -1。在有对应位置的词里（总是有的），返回最大权重恰好落在那里的比例。


# %% exercise="alignment_accuracy"
def alignment_accuracy(weights, links):
    """Return the share of written words that look most at the right place.

    weights  (batch, m, n)
    links    (batch, m)     the right place, -1 where there is none
    """
    ### BEGIN SOLUTION
    return float(np.mean((weights.argmax(axis=-1) == links)[links >= 0]))
    ### END SOLUTION


# %% check="alignment_accuracy" points=2
check("alignment_accuracy")

# %% play="aligned"
weights = looks.predict([new_symbols.x, new_symbols.y[:, :-1]], 250, verbose=0)
copies = np.where(new_symbols.y[:, 1:] > END, np.arange(LONGEST + 1), -1)
aligned = alignment_accuracy(weights, copies)
print(f"{aligned:.1%} of the written symbols look most at the one they copy")

# %% claim="it_looks_at_what_it_copies"
assert aligned > 0.85

# %% [markdown] lang="en"
# Nobody told the model where to look: this was learnt from the targets alone. And between languages? Here are sentences of the course's own grammar, English and French, of a few words and a full stop. What belongs together is known: the nouns, the adjectives, and *pas* and *not*. The test has only sentences
# whose adjective and noun were never seen together in training; these have four or five words before the full stop. First both alignments whole, then word by word: the arrow keys write on.

# %% [markdown] lang="zh"
# 没有谁告诉模型该看哪里：它只是从目标序列里学会的。那么两种语言之间呢？下面是用本课程自己的文法造出的英法句对，几个词加一个句号。哪些词互相对应是已知的：两种语言的名词，两种语言的形容词，还有 *pas* 与 *not*。测试只用这样的句子：其中的形容词与名词在训练中
# 从未同时出现过；这些句子在句号前有四五个词。先看完整的两张对齐图，再一个词一个词地看：按方向键，就往下写。

# %% play="sentences"
drawn = grammar.sentences(np.random.default_rng(0), 3_200, ("state",))
some, others = grammar.split_by_pairs(drawn, np.random.default_rng(1))
words = {}
for language in ("en", "fr"):
    known = {word for sentence in some for word in getattr(sentence, language)}
    words[language] = ["", "[begin]", "[end]", *sorted(known)]


def as_pairs(sentences):
    """Return sentences, English and French, as numbers."""
    x, y = (
        [[words[language].index(w) for w in getattr(s, language)] for s in sentences]
        for language in ("en", "fr")
    )
    y = [[BEGIN, *row, END] for row in y]
    pad = keras.utils.pad_sequences
    return Pairs(pad(x, 8, padding="post"), pad(y, 12, padding="post"))


french, new_french = as_pairs(some), as_pairs(others)
print(" ".join(others[1].en), "->", " ".join(others[1].fr))

# %% play="translate"
keras.utils.set_random_seed(0)
translator, looks = with_attention(french, 64)
train(translator, french, budget(quick=300, full=900), "into French")
right = (write(translator, new_french) == new_french.y[:, 1:]).all(axis=1)
print(f"{right.mean():.1%} of {len(right)} new sentences are right to the last word")

# %% play="links"
weights = looks.predict([new_french.x, new_french.y[:, :-1]], 250, verbose=0)
links = {
    part: np.full(weights.shape[:2], -1) for part in ("nouns", "adjectives", "pas to not")
}
for k, sentence in enumerate(others):
    links["nouns"][k, 1] = 1
    links["adjectives"][k, len(sentence.fr) - 2] = len(sentence.en) - 2
    if "not" in sentence.en:
        links["pas to not"][k, sentence.fr.index("pas")] = sentence.en.index("not")
found = {part: alignment_accuracy(weights, there) for part, there in links.items()}
pd.Series(found, name="look most at their own").map("{:.1%}".format).to_frame()

# %% play="alignments"
panels = []
for k in (0, 1):
    source, target = list(others[k].en), [*others[k].fr, "[end]"]
    panels.append((weights[k, : len(target), : len(source)], source, target))
figures.alignment(panels)
figures.described(
    "How much each French word reads of each English word, as two tables of shades: a sentence without a negation and one with it. The noun and the adjective have one dark field each, at their English word; so has 'pas', at 'not'. The full stop and the end read several words a little.",
    "每个法语词从每个英语词读取多少，画成两张图，颜色越深权重越大：一句没有否定，一句有否定。名词和形容词各有一个深色格，在对应的英语词上；pas 也有，在 not 上。句号和句末标记从几个词各读一点。",
)


# %% folded="draw_words"
def so_far(word):
    """Draw the same tables up to this word."""
    shown = []
    for table, source, target in panels:
        rows = np.arange(len(target))[:, None] < word
        shown.append(
            (
                np.where(rows, table, np.nan),
                source,
                [*target[:word], *[""] * (len(target) - word)],
            )
        )
    figures.alignment(shown)


def read_most(word):
    """Return, for each sentence that has as many words, the word that is written and the one that it reads most."""
    return [
        (target[word - 1], source[table[word - 1].argmax()])
        for table, source, target in panels
        if word <= len(target)
    ]


figures.frames(
    "word",
    "词",
    so_far,
    {
        word: (
            f"The two tables of shades up to word {word}. Written, and read most: {'; '.join(f'{own} from {read}' for own, read in read_most(word))}.",
            f"两张深浅图，写到第 {word} 个词。写出的词和它读得最多的词：{'；'.join(f'{own} 读 {read}' for own, read in read_most(word))}。",
        )
        for word in range(1, 1 + max(len(target) for *_, target in panels))
    },
)

# %% claim="words_look_at_their_own"
assert right.mean() > 0.4
assert len(right) > 100
assert min(found["nouns"], found["pas to not"]) > 0.8
assert found["adjectives"] > 0.6

# %% [markdown] lang="en"
# Nouns and adjectives look at their own, and *pas* looks at *not*, in sentences that were never seen. French says no with two words around the verb; English has one, behind it. The full stop and the end mark read several words a little, and the full stop passes over its own partner. The weights have to sum to one, and where the words before tell what comes next it may not matter what is read.

# %% [markdown] lang="zh"
# 名词和形容词看的是各自对应的词，*pas* 看的是 *not*，而模型从未见过这些句子。法语的否定是动词前后的两个词；英语只有一个，在动词后面。句号和句末标记从几个词各读一点，句号还越过了与自己对应的句号。权重的和必须为一，而前面的词已经说明接下来是什么时，读进什么也许无所谓。

# %% [markdown] lang="en"
# ## Without a recurrent network
#
# The same sum works within one sentence: every word asks, every word is read. Vaswani et al. (2017) leave out the recurrent network and keep this. The score is a dot product, $q_t \cdot k_i / \sqrt{d}$ for $d$ numbers in each: without the root, they suspect, the scores of long vectors grow so far apart that the softmax
# takes nearly one place alone and hardly learns. For a language model no word may read what comes after it, so the future has the weight 0.
#
# ### Exercise 6 · Scaled dot products (2 points)
#
# Write `dot_scores(queries, keys)`: `queries`, (batch, m, d), `keys`, (batch, n, d), NumPy arrays; return the scores $q_t \cdot k_i / \sqrt{d}$, (batch, m, n).
#
# ### Exercise 7 · Causal self-attention (4 points)
#
# Write `causal_self_attention(x, W_q, W_k, W_v)`: of `x`, (batch, time, size), the queries are $x W_q$, the keys $x W_k$, the values $x W_v$; all four are NumPy arrays, the matrices (size, d). The weights are the softmax of the scores of exercise 6, with 0 for the future, and scores of a thousand are no trouble. Return the contexts, (batch, time, d): the first word reads only itself, and what comes later changes nothing.
# *Hint: `attend` has one mask for all queries; here each query has its own.*

# %% [markdown] lang="zh"
# ## 不用循环网络
#
# 同样的加权和也可以用在一个句子内部：每个词都发问，每个词都被读。Vaswani et al.（2017）去掉循环网络，保留了这一部分。得分是点积 $q_t \cdot k_i / \sqrt{d}$，其中 $d$ 是向量的长度：他们猜想，没有这个根号，长向量的得分会相差太远，softmax
# 几乎只取一个位置，就很难再学到东西。作为语言模型（language model），任何词都不许读后面的内容，所以未来的权重为 0。
#
# ### 练习 6 · 缩放点积（2 分）
#
# 编写 `dot_scores(queries, keys)`：`queries`，(batch, m, d)，`keys`，(batch, n, d)，都是 NumPy 数组；返回得分 $q_t \cdot k_i / \sqrt{d}$，(batch, m, n)。
#
# ### 练习 7 · 因果自注意力（4 分）
#
# 编写 `causal_self_attention(x, W_q, W_k, W_v)`：对 `x`，(batch, time, size)，查询是 $x W_q$，键是 $x W_k$，值是 $x W_v$；四者都是 NumPy 数组，矩阵的形状是 (size, d)。权重是练习 6 的得分的 softmax，未来的权重为 0，得分上千也不会出错。返回上下文，(batch, time, d)：第一个词只读自己，后面的词无论是什么，都不改变前面的结果。
# *提示：`attend` 的掩码为所有查询共用；这里每个查询有自己的掩码。*


# %% exercise="dot_scores"
def dot_scores(queries, keys):
    """Return the scaled dot product of every query, (batch, m, d), with every key, (batch, n, d): (batch, m, n)."""
    ### BEGIN SOLUTION
    return queries @ np.swapaxes(keys, 1, 2) / np.sqrt(queries.shape[-1])
    ### END SOLUTION


# %% check="dot_scores" points=2
check("dot_scores")


# %% exercise="causal_self_attention"
def causal_self_attention(x, W_q, W_k, W_v):
    """Let every word read itself and what stands before it.

    x              (batch, time, size)
    W_q, W_k, W_v  (size, d)

    Returns contexts, (batch, time, d).
    """
    ### BEGIN SOLUTION
    scores = dot_scores(x @ W_q, x @ W_k)
    past = np.tril(np.ones(scores.shape[1:], bool))
    scores = np.where(past, scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True) @ (x @ W_v)
    ### END SOLUTION


# %% check="causal_self_attention" points=4
check("causal_self_attention")

# %% claim="keras_attends_the_same"
rng = np.random.default_rng(0)
x, *matrices = rng.normal(size=(2, 5, 3)), *rng.normal(size=(3, 3, 4))
query, key, value = (x @ W for W in matrices)
layer = keras.layers.Attention(score_mode="dot", use_scale=False)
theirs = layer([query / 2, value, key], use_causal_mask=True)
assert np.allclose(theirs, causal_self_attention(x, *matrices), atol=1e-5)

# %% [markdown] lang="en"
# ## A sum has no order
#
# The recurrent network reads one word after the other, so it knows which came first. A weighted sum does not: shuffle the words before the last, and what the last one reads stays the same. So a single layer has to be told the place with the word. Vaswani et al. add to the embedding at place $t$, of `size` numbers, a row of waves, fast and slow ones ($d$ = `size`, $k = 0, 1, \dots$):
#
# $$ p_{t,2k} = \sin\left(t / 10000^{2k/d}\right), \qquad p_{t,2k+1} = \cos\left(t / 10000^{2k/d}\right) $$
#
# ### Exercise 8 · Places (2 points)
#
# Write `positions(time, size)`: return $p$, a NumPy array (time, size), from $t = 0$; `size` is even.

# %% [markdown] lang="zh"
# ## 加权和不知道顺序
#
# 循环网络一个词接一个词地读，所以知道谁在前。加权和不知道：把最后一个词之前的词打乱，最后一个词读到的还是一样。所以只有一层时，位置要和词一起告诉它。Vaswani et al. 在位置 $t$ 的嵌入（`size` 个数）上加一组快慢不同的波（$d$ = `size`，$k = 0, 1, \dots$）：
#
# $$ p_{t,2k} = \sin\left(t / 10000^{2k/d}\right), \qquad p_{t,2k+1} = \cos\left(t / 10000^{2k/d}\right) $$
#
# ### 练习 8 · 位置（2 分）
#
# 编写 `positions(time, size)`：返回 $p$，NumPy 数组 (time, size)，从 $t = 0$ 开始；`size` 是偶数。


# %% exercise="positions"
def positions(time, size):
    """Return a row of sines and cosines for each place, (time, size)."""
    ### BEGIN SOLUTION
    angles = np.arange(time)[:, None] / 10_000 ** (np.arange(0, size, 2) / size)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(time, size)
    ### END SOLUTION


# %% check="positions" points=2
check("positions")

# %% play="waves"
places = positions(64, 32)
waves = {f"number {k}": places[:, k] for k in (0, 8, 24)}
figures.curves(range(64), waves, "$t$, place", "$p_{t,j}$")
figures.described(
    "Three of the numbers over 64 places: number 0 is a wave of about six places, number 8 one of about sixty, and number 24 has hardly left zero when the text ends.",
    "其中三个数随 64 个位置的变化：第 0 个是大约六个位置一个周期的波，第 8 个的周期大约六十个位置，第 24 个到文字结束时还没有怎么离开零。",
)

# %% claim="fast_and_slow_waves"
crossings = [np.sum(np.diff(np.sign(places[1:, k])) != 0) for k in (0, 8, 24)]
assert crossings == [20, 2, 0]

# %% [markdown] lang="en"
# A fast wave tells neighbours apart, a slow one the beginning from the end. Now shuffle the words before the last, with these numbers and without.

# %% [markdown] lang="zh"
# 快的波区分相邻的位置，慢的波区分开头与结尾。现在把最后一个词之前的词打乱，一次加上这些数，一次不加。

# %% play="order"
rng = np.random.default_rng(0)
x, *matrices = rng.normal(size=(1, 6, 8)), *rng.normal(size=(3, 8, 8))
shuffled = x[:, [3, 1, 4, 0, 2, 5]]
moved = {}
for name, told in {"words alone": 0, "words and places": positions(6, 8)}.items():
    last, other = (
        causal_self_attention(row + told, *matrices)[:, -1] for row in (x, shuffled)
    )
    moved[name] = np.abs(last - other).max()
pd.Series(moved, name="shuffling moves the last context by").to_frame().round(3)

# %% claim="a_sum_has_no_order"
assert moved["words alone"] < 1e-9
assert moved["words and places"] > 0.01

# %% [markdown] lang="en"
# ## Several heads
#
# One set of weights reads one mean. **Heads** read several at once, each with small matrices of its own, for which $d$ is often size / heads; what they have read is put together by one more matrix: $\sum_j C_j W_{o,j}$, with the contexts $C_j$ of head $j$.
#
# ### Exercise 9 · Several heads (4 points)
#
# Write `multi_head(x, W_q, W_k, W_v, W_o)`: causal self-attention of `x`, (batch, time, size), NumPy arrays in the shapes of `keras.layers.MultiHeadAttention` without a bias: `W_q`, `W_k`, `W_v` are (size, heads, d), `W_o` is (heads, d, size). Return (batch, time, size).
# *Hint: exercise 7 for each head, or `np.einsum`.*

# %% [markdown] lang="zh"
# ## 多个头
#
# 一组权重只读出一个加权平均。多个**头**（head）同时读出几个，每个头有自己的小矩阵，$d$ 通常是 size / heads；读出的内容再由一个矩阵合在一起：$\sum_j C_j W_{o,j}$，其中 $C_j$ 是第 $j$ 个头的上下文。
#
# ### 练习 9 · 多个头（4 分）
#
# 编写 `multi_head(x, W_q, W_k, W_v, W_o)`：对 `x`，(batch, time, size)，做因果自注意力，都是 NumPy 数组，形状与没有偏置的 `keras.layers.MultiHeadAttention` 相同：`W_q`、`W_k`、`W_v` 是 (size, heads, d)，`W_o` 是 (heads, d, size)。返回 (batch, time, size)。
# *提示：每个头用一次练习 7，或者用 `np.einsum`。*


# %% exercise="multi_head"
def multi_head(x, W_q, W_k, W_v, W_o):
    """Attend with several heads at once, and not to the future.

    x              (batch, time, size)
    W_q, W_k, W_v  (size, heads, d)
    W_o            (heads, d, size)

    Returns (batch, time, size).
    """
    ### BEGIN SOLUTION
    heads = range(W_q.shape[1])
    read = [causal_self_attention(x, *(W[:, k] for W in (W_q, W_k, W_v))) for k in heads]
    return sum(context @ W_o[k] for k, context in enumerate(read))
    ### END SOLUTION


# %% check="multi_head" points=4
check("multi_head")

# %% claim="keras_has_the_same_heads"
layer, x = keras.layers.MultiHeadAttention(2, 3, use_bias=False), rng.normal(size=(2, 5, 6))
layer.build(x.shape, x.shape)
query, key, value, out = matrices = [
    rng.normal(size=weight.shape) for weight in layer.weights
]
assert [matrix.shape for matrix in matrices] == [(6, 2, 3), (6, 2, 3), (6, 2, 3), (2, 3, 6)]
layer.set_weights(matrices)
theirs = layer(x, x, use_causal_mask=True)
assert np.allclose(theirs, multi_head(x, query, key, value, out), atol=1e-4)

# %% [markdown] lang="en"
# ## A language model without recurrence
#
# Put together: embeddings with places, a **block** of several heads and a dense part with one hidden layer, each of which reads its input through a layer normalization and *adds* its output to that input, and logits for the next character. Train it on the windows of chapter 3, and a `GRU` beside it: both see batches of 16 windows, and the model with attention
# gets one and a half times as many updates, since each of them costs less; the table has the processor's seconds.

# %% [markdown] lang="zh"
# ## 不用循环的语言模型
#
# 把各部分合起来：带位置的嵌入；一个**块**（block），由多个头和一个带隐藏层的全连接部分组成，两者都先对输入做层归一化（layer normalization），再把自己的输出*加*到输入上；最后是下一个字符的 logits。用第 3 章的窗口训练它，并训练一个 `GRU` 作对照：两者的批次（batch）都是 16 个窗口，
# 有注意力的模型每次更新的代价小一些，所以更新次数是一倍半；表里有处理器的秒数。


# %% play="block"
def block(x, heads):
    """Return x, (batch, time, size), after causal self-attention and a dense part, each added to what it was given."""
    size, layers = x.shape[-1], keras.layers
    normal = layers.LayerNormalization()(x)
    attention = layers.MultiHeadAttention(heads, size // heads)
    x = x + attention(normal, normal, use_causal_mask=True)
    hidden = layers.Dense(4 * size, "gelu")(layers.LayerNormalization()(x))
    return x + layers.Dense(size)(hidden)


ids, alphabet = encode(clean(book()))
(learn, test), WINDOW, V = split(ids), 64, len(alphabet)
characters = keras.Input((WINDOW,), dtype="int32")

embedded = keras.layers.Embedding(V, 64)(characters)
x = block(embedded + positions(WINDOW, 64).astype("float32"), heads=4)
logits = keras.layers.Dense(V)(keras.layers.LayerNormalization()(x))
attending = keras.Model(characters, logits)

wide = keras.initializers.RandomUniform(-0.5, 0.5)
embedded = keras.layers.Embedding(V, 64, wide)(characters)
states = keras.layers.GRU(128, return_sequences=True)(embedded)
recurrent = keras.Model(characters, keras.layers.Dense(V)(states))

# %% play="language_models"
x, y = windows(learn, WINDOW)
entrants = {
    "GRU, 128 units": (recurrent, budget(quick=320, full=2_000)),
    "self-attention, 64": (attending, budget(quick=480, full=3_000)),
}
rows = {}
for name, (model, updates) in entrants.items():
    rising = updates // 20
    rate = keras.optimizers.schedules.CosineDecay(
        0.0005, updates - rising, alpha=0.02, warmup_target=0.01, warmup_steps=rising
    )
    optimizer = keras.optimizers.Adam(rate, global_clipnorm=1.0)
    of_characters = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer, of_characters, steps_per_execution=8)
    order = np.random.default_rng(0).integers(len(x), size=16 * updates)
    began = process_time()
    model.fit(x[order], y[order], 16, verbose=0, callbacks=[Progress(name)])
    cost[name] = process_time() - began
    score = model.evaluate(*windows(test, WINDOW), 256, verbose=0) / np.log(2)
    spent = {"updates": f"{updates:,}", "seconds": f"{cost[name]:.0f}"}
    rows[name] = {"bits per character": score} | spent
rows["Kneser-Ney, n = 7"] = {"bits per character": 1.817}  # from ngrams.ipynb
table = pd.DataFrame.from_dict(rows, orient="index").round(3)
beside("self_attention", table.fillna("").rename_axis("model"))

# %% claim="at_this_cost_the_gru_leads"
gru_bits, attention_bits, counted = table["bits per character"]
assert budget(quick=counted < gru_bits, full=gru_bits < counted + 0.03 < attention_bits)
assert attention_bits > gru_bits + budget(quick=0.15, full=0.03)
assert (
    cost["self-attention, 64"] < 2 * cost["GRU, 128 units"] < 4 * cost["self-attention, 64"]
)

# %% [markdown] lang="en"
# In so few seconds, on so short a text, the recurrent network is ahead, and counting is ahead of both. (With six times the updates, in the full budget, the GRU has caught up with counting; self-attention is behind both.) Self-attention has to learn from examples what the GRU has built in: that what stands near matters most. What made it famous are long training, large data and processors that compute a thousand places at once; a notebook that runs in a few minutes is no
# place to see that, and this table is no verdict on it.

# %% [markdown] lang="zh"
# 时间这么短，文本这么少，循环网络领先，而只计数的模型又领先于两者。（full 预算的更新次数是六倍，那时 GRU 已追上计数的模型，自注意力仍落后于两者。）近处的内容最要紧，这一点 GRU 天生就有，自注意力却要从例子里学。让自注意力出名的是长时间的训练、大量的数据，以及同时计算上千个位置的处理器；几分钟就跑完的笔记本看不到这些，
# 这张表也不是对它的定论。

# %% [markdown] lang="en"
# ## What the next word costs
#
# In training, self-attention computes all words at once, where a recurrent network goes step by step. In writing both go word by word, and there the text behind them counts. To read one more word, a plain recurrent layer of `size` inputs and units multiplies it with $W_x$ and its state with $W_h$, however long
# the text was. Self-attention with one head of that size, $d$ = `size`, keeps the keys and values of all words: the new word is multiplied with $W_q, W_k, W_v$, scored against all words up to and including itself, the values are added up with their weights, and the sum is multiplied with $W_o$.
#
# ### Exercise 10 · Costs (2 points)
#
# Write `next_word_costs(before, size)`: return two numbers, the multiplications (each counted with its addition as one) that the next word takes after `before` words, first for the recurrent layer, then for self-attention. All products count, those of the scores and of the weighted sum too; the softmax, the bias and the root do not.

# %% [markdown] lang="zh"
# ## 下一个词的代价
#
# 训练时，自注意力同时计算所有的词，循环网络则一步一步地走。生成文本时两者都是逐词进行，这时前面有多少文字就要紧了。要再读一个词，`size` 个输入、`size` 个单元的普通循环层把它乘以 $W_x$，把状态乘以 $W_h$，不管前面
# 有多长。同样大小、一个头（$d$ = `size`）的自注意力保留所有词的键和值：新的词乘以 $W_q, W_k, W_v$，与到它为止（包括它自己）的所有词计算得分，各个值按权重相加，再把和乘以 $W_o$。
#
# ### 练习 10 · 代价（2 分）
#
# 编写 `next_word_costs(before, size)`：返回两个数，即前面有 `before` 个词时，下一个词所需的乘法次数（每次乘法连同它的加法算作一次），先是循环层，后是自注意力。所有乘积都要数，得分和加权和的也算在内；不数 softmax、偏置和根号。


# %% exercise="next_word_costs"
def next_word_costs(before, size):
    """Return the multiplications for one more word after `before` words: of a plain recurrent layer, and of self-attention."""
    ### BEGIN SOLUTION
    return 2 * size**2, 4 * size**2 + 2 * (before + 1) * size
    ### END SOLUTION


# %% check="next_word_costs" points=2
check("next_word_costs")

# %% play="costs"
lengths = [2**k for k in range(4, 15)]
recurrent, attention = zip(
    *(next_word_costs(length, 128) for length in lengths), strict=True
)
both = {"recurrent": recurrent, "self-attention": attention}
figures.curves(
    lengths,
    both,
    "words before",
    "multiplications for the next one",
    xscale="log",
    yscale="log",
)
figures.described(
    "Multiplications for the next word over the number of words before, both on logarithmic scales. The recurrent layer's line is flat; that of self-attention lies above it everywhere, and bends upwards once the text is longer than a few hundred words.",
    "下一个词所需的乘法次数随前面词数的变化，两轴都是对数。循环层的线是平的；自注意力的线处处在它上方，文字超过几百个词之后向上弯。",
)

# %% claim="the_past_costs_more_and_more"
assert len(set(recurrent)) == 1
assert min(attention) >= 2 * max(recurrent)
assert attention[-1] > 40 * recurrent[-1]
past, matrices = (next_word_costs(n, 128)[1] for n in (2 * 128, -1))
assert matrices < past - matrices < 1.01 * matrices

# %% [markdown] lang="en"
# The recurrent layer's line is flat: what it knows of the past is its state, and the state has one size. That is its weakness in the first half of this notebook and its strength here. Self-attention keeps everything and pays for it, with every word a little more: beyond a text of two times `size` words, reading the past costs more than its four matrices.

# %% [markdown] lang="zh"
# 循环层的线是平的：它对过去的全部了解就是它的状态，而状态的大小不变。在本笔记本的前半部分，这是它的弱点；在这里，是它的长处。自注意力保留一切，也为此付出代价，每多一个词就多一些：文字超过 `size` 的两倍之后，读过去的代价就超过了它的四个矩阵。

# %% [markdown] answer="what_weights_say" points=2 lang="en"
# ### Question 1 (2 points, read by a person)
#
# A colleague shows the weights of a trained translator and says: "The largest weight stands at *keys*, so the model wrote *lourdes* because of *keys*." Which two things may be wrong with this sentence? How would you test it?
#
# ### BEGIN SOLUTION
# The weights say which states were read, and a state of the encoder is not its word: the GRU has read all words up to there,
# so the state at *keys* may carry what stood before it. And that it was read does not say that it decided:
# the decoder's own state and the word before reach the output without attention, and other weights may give the same output.
# A test changes the input and not the picture: another noun at that place, or that place masked, and see whether the written word changes, over many sentences.
# ### END SOLUTION

# %% [markdown] answer="what_weights_say" points=2 lang="zh"
# ### 问题 1（2 分，由人批阅）
#
# 一位同事展示训练好的翻译模型的权重，说：“最大的权重在 *keys* 上，所以模型是因为 *keys* 才写出 *lourdes* 的。”这句话可能有哪两处不对？你会怎样检验它？
#
# ### BEGIN SOLUTION
# 权重说的是读了哪些状态，而编码器的一个状态并不等于那个词：GRU 已经读过到那里为止的所有词，
# 所以 *keys* 处的状态可能带着前面的内容。而且读了它并不说明由它决定：
# 解码器自己的状态和前一个词不经过注意力就能影响输出，别的权重也可能给出同样的输出。
# 检验时应当改变输入，而不是看图：在那个位置换一个名词，或者把那个位置遮住，在许多句子上看写出的词是否改变。
# ### END SOLUTION

# %% [markdown] lang="en"
# ## Where to go from here
#
# **Try** scores that are dot products in the decoder of exercise 4 · an encoder that reads in both directions (chapter 6) · rows of up to twenty symbols, with both models.
#
# **Read** D. Bahdanau, K. Cho and Y. Bengio, *Neural machine translation by jointly learning to align and translate*, ICLR 2015 · M. Luong, H. Pham and C. Manning, *Effective approaches to attention-based neural machine translation*, EMNLP 2015, on dot products ·
# A. Vaswani et al., *Attention is all you need*, NIPS 2017 · S. Jain and B. Wallace, *Attention is not explanation*, NAACL 2019, on question 1.

# %% [markdown] lang="zh"
# ## 接下来
#
# **试一试** 在练习 4 的解码器里用点积作得分 · 用双向阅读的编码器（第 6 章）· 让两个模型重复最多二十个符号的串。
#
# **读一读** D. Bahdanau, K. Cho and Y. Bengio, *Neural machine translation by jointly learning to align and translate*, ICLR 2015 · M. Luong, H. Pham and C. Manning, *Effective approaches to attention-based neural machine translation*, EMNLP 2015，讲点积 ·
# A. Vaswani et al., *Attention is all you need*, NIPS 2017 · S. Jain and B. Wallace, *Attention is not explanation*, NAACL 2019，与问题 1 有关。
