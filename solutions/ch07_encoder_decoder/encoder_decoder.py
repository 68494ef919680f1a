# %% [markdown] lang="en"
# # Translate with an encoder and a decoder
#
# How does a network write a sentence that has more words than the one it read, and other words first? Two networks do it, with one vector between them. Here you build both and what joins them,
# as Keras layers with a contract, and train them to translate English into French, in sentences that combine words in ways they never met.
#
# You will learn
# - how a sentence of any length goes through one vector of fixed size, and where that hurts,
# - why a model that is always told the right last word is not the model that translates, and how to measure the gap,
# - that the same decoder writes captions for pictures, the same encoder judges a review, and both together continue a melody.
#
# You need: `gru.ipynb` and `parallel_text.ipynb`. Running everything takes a few minutes on two cores.

# %% [markdown] lang="zh"
# # 用编码器和解码器做翻译
#
# 一个网络怎样写出比它读到的更长、词序也不同的句子？办法是用两个网络，中间只隔一个向量。在这里，你要用带有契约的 Keras 层，搭建编码器（encoder）、解码器（decoder）以及把两者连起来的模型，
# 并训练它把英语译成法语；测试用的句子把单词搭配成了它从未见过的组合。
#
# 你将学到
# - 任意长度的句子怎样通过一个固定大小的向量，又在哪里吃亏；
# - 为什么总是被告知上一个正确单词的模型，并不是那个做翻译的模型，以及怎样测量两者的差距；
# - 同一个解码器可以为图片写说明，同一个编码器可以判断一条评论，两者一起还能把旋律接下去。
#
# 需要的基础：`gru.ipynb` 和 `parallel_text.ipynb`。在两个核上全部运行需要几分钟。

# %%
from unrolled.check import check  # first: it brings up Keras without log lines
import importlib.util
import re
from itertools import product, zip_longest
from typing import NamedTuple

import keras
import numpy as np
import pandas as pd
import tensorflow as tf
from IPython.display import display
from keras import ops
from unrolled import figures, grammar
from unrolled.data import parallel
from unrolled.record import beside
from unrolled.training import Progress, budget

figures.style()
pd.set_option("display.max_colwidth", None)  # whole sentences
keras.utils.set_random_seed(0)

# %% [markdown] lang="en"
# ## Two networks and one vector
#
# A translation need not be as long as its source, nor in the same order, so one recurrent network that writes a word for each word it reads will not do. The **encoder-decoder**
# (Cho et al. 2014, Sutskever et al. 2014) takes two. The encoder reads the source $x_1 \dots x_n$ and writes nothing; its last state is the **context** $c$. The decoder starts
# from $c$ and writes the target $y_1 \dots y_m$, one word at a time, each after reading the one before it.
#
# $$
# \begin{aligned}
# h_t &= \mathrm{GRU}(x_t, h_{t-1}), \qquad h_0 = 0, \qquad c = h_n && \text{encoder} \\
# s_t &= \mathrm{GRU}(y_{t-1}, s_{t-1}), \qquad s_0 = c, \qquad y_0 = \text{[bos]} && \text{decoder} \\
# P(y_t \mid y_1 \dots y_{t-1}, x) &= \mathrm{softmax}(s_t W_o + b_o)
# \end{aligned}
# $$
#
# Here $x_t$ and $y_t$ in the GRU stand for the words' embeddings, [bos] is the sign that a sentence begins, and [eos] the one that it ends.

# %% [markdown] lang="zh"
# ## 两个网络和一个向量
#
# 译文不必与原文一样长，顺序也不必相同，所以读一个词就写一个词的单个循环网络（recurrent network）行不通。**编码器-解码器**（encoder-decoder；Cho et al. 2014，Sutskever et al. 2014）
# 用了两个网络。编码器读原文 $x_1 \dots x_n$，什么也不写；它的最后一个状态就是**上下文**（context）$c$。解码器从 $c$ 出发，
# 一次一个词地写出译文 $y_1 \dots y_m$，每写一个词之前先读前一个词。
#
# $$
# \begin{aligned}
# h_t &= \mathrm{GRU}(x_t, h_{t-1}), \qquad h_0 = 0, \qquad c = h_n && \text{编码器} \\
# s_t &= \mathrm{GRU}(y_{t-1}, s_{t-1}), \qquad s_0 = c, \qquad y_0 = \text{[bos]} && \text{解码器} \\
# P(y_t \mid y_1 \dots y_{t-1}, x) &= \mathrm{softmax}(s_t W_o + b_o)
# \end{aligned}
# $$
#
# GRU 里的 $x_t$ 和 $y_t$ 代表单词的嵌入（embedding），[bos] 是句子开始的记号，[eos] 是句子结束的记号。

# %% play="draw_parts"
source, target = "those keys are heavy .", "ces clés sont lourdes ."
figures.encoder_decoder(source.split(), target.split())
figures.described(
    "An encoder and a decoder, unrolled. Five blue boxes read 'those keys are heavy .' one after the other; from the last an arrow leads to the context c. From there six orange boxes go on: they read [bos] and then the words already written, and write 'ces clés sont lourdes .' and [eos]. Dashed wires lead from c to each of them.",
    "展开的编码器和解码器。五个蓝色方框依次读入“those keys are heavy .”；最后一个有箭头通向上下文 c。六个橙色方框从那里继续：读入 [bos] 和已经写出的词，写出“ces clés sont lourdes .”和 [eos]。虚线从 c 通向其中每一个。",
)

# %% [markdown] lang="en"
# Blue boxes read, the others write, and $c$ is all that passes between them. It works like a *consecutive* interpreter, who listens to the end and only then begins, and not like a
# simultaneous one, who speaks while he listens. The dashed wires are an option, to which we come. Of any such drawing follow two wires: the context must end in a cell of the decoder (in some it ends in a
# box from which nothing leads on), and each word that is written must be the next one read, up to [eos].
#
# ## Sentences to translate
#
# Our sentences come from a small grammar that speaks three languages at once, so every translation is right. French is harder than it looks: adjectives agree with their
# nouns, most stand behind them, and negation goes round the verb. Some **pairs** of an adjective and a noun are kept out of training altogether, though each of the two words
# is there: every sentence of the test contains such a pair. A few of them, in all three languages, stand in the table below.

# %% [markdown] lang="zh"
# 蓝色的方框在读，其余的在写，两边之间只通过 $c$ 相连。它像*交替*传译员，听完了才开口，而不像边听边说的同声传译员。
# 虚线是一个可选项，后面会讲到。看任何这样的图，都请沿着两种线走一遍：上下文必须通到解码器的单元（有的图里它通到一个方框就断了）；写出的每个词必须是下一个读入的词，直到 [eos]。
#
# ## 要翻译的句子
#
# 句子来自一个同时说三种语言的小文法，所以每个译文都是对的。法语比看上去难：形容词要与名词一致，多数放在名词后面，否定词要夹住动词。有些形容词与名词的**搭配**
# 完全不出现在训练中，尽管其中的两个词各自都出现；测试的每个句子都含有这样的搭配。下面的表里是其中几句，三种语言并列。


# %% play="task"
class Task(NamedTuple):
    """Sentences as numbers: 0 is padding, and targets run from [bos] to [eos]."""

    x: np.ndarray  # (sentences, time), to learn from
    y: np.ndarray  # (sentences, time)
    x_test: np.ndarray
    y_test: np.ndarray
    source_words: list  # number -> word
    target_words: list


def numbered(learnt, tested, most=None):
    """Return two lists of lines as arrays of numbers, and the words: those of `learnt`, at most so many."""
    layer = keras.layers.TextVectorization(most, standardize=None, split="whitespace")
    layer.adapt(learnt)
    ids, new_ids = (np.array(layer(lines), "int32") for lines in (learnt, tested))
    return ids, new_ids, layer.get_vocabulary()


def as_task(learnt, tested, most=None):
    """Make a Task of pairs of lines, source and target, with at most so many words on each side."""
    sources, new_sources = ([source for source, _ in pairs] for pairs in (learnt, tested))
    targets, new_targets = (
        [f"[bos] {target} [eos]" for _, target in pairs] for pairs in (learnt, tested)
    )
    x, x_test, source_words = numbered(sources, new_sources, most)
    y, y_test, target_words = numbered(targets, new_targets, most)
    return Task(x, y, x_test, y_test, source_words, target_words)


# %% play="grammar_task"
def lines_of(ids, words):
    """Return rows of numbers as lines, without padding and signs."""
    signs = ("", "[bos]", "[eos]")
    return [" ".join(words[k] for k in row if words[k] not in signs) for row in ids]


def grammar_task(kinds, count, language, tested=1_000):
    """Draw sentences of the grammar, from English into "fr" or "zh", and hold out pairs of words."""
    sentences = grammar.sentences(np.random.default_rng(0), count, kinds)
    parts = grammar.split_by_pairs(sentences, np.random.default_rng(1))
    learnt, held_out = (
        [(" ".join(s.en), " ".join(getattr(s, language))) for s in part] for part in parts
    )
    return as_task(learnt, held_out[:tested])


# %% play="sentences"
french, chinese = (grammar_task(("state",), 3_200, language) for language in ("fr", "zh"))
print(f"{len(french.x):,} sentences to learn from, {len(french.x_test)} to test on")
print("as numbers:", french.x_test[0], french.y_test[0])
english = lines_of(french.x_test[:4], french.source_words)
in_french = lines_of(french.y_test[:4], french.target_words)
in_chinese = lines_of(chinese.y_test[:4], chinese.target_words)
pd.DataFrame({"English": english, "French": in_french, "Chinese": in_chinese})

# %% claim="each_test_sentence_has_a_new_pair"
sentences = grammar.sentences(np.random.default_rng(0), 3_200, ("state",))
learnt, tested = grammar.split_by_pairs(sentences, np.random.default_rng(1))
assert (len(learnt), len(tested)) == (len(french.x), len(french.x_test))
met = {pair for sentence in learnt for pair in sentence.pairs}
assert all(set(sentence.pairs) - met for sentence in tested)
words = {word for sentence in learnt for word in sentence.en}
assert np.mean([words.issuperset(sentence.en) for sentence in tested]) > 0.95
assert len(french.target_words) > len(french.source_words)  # adjectives agree

# %% [markdown] lang="en"
# ## The encoder
#
# A batch holds sentences of different lengths, so the short ones are filled with zeros. A GRU that goes on reading there goes on changing its state, and the context of a sentence would depend on
# its neighbours in the batch. (The encoder of *Dive into Deep Learning* 0.17.5, section 9.7, does exactly this.) The context is the state after the last *word*.
#
# ### Exercise 1 · The encoder (4 points)
#
# Write the layer `Encoder`: an embedding of `words` numbers, each to `features` values, and a GRU of `units` as Keras makes it. Called on a source, `(batch, time)`, it returns the context, `(batch, units)`.
# Padding leaves no trace, wherever it stands; a row of nothing else has the context $h_0 = 0$. With one word per row, the context is one step of the GRU from a state of zeros.
# *Hint: one argument of `keras.layers.Embedding` tells all later layers which steps are not there.*

# %% [markdown] lang="zh"
# ## 编码器
#
# 一个批次（batch）里的句子长短不一，短的用零填充（padding）。GRU 若在填充处继续读，状态就会继续变，句子的上下文就取决于同一批次里的邻居了。（*Dive into Deep Learning* 0.17.5 第 9.7 节的编码器正是如此。）
# 上下文应当是读完最后一个*词*之后的状态。
#
# ### 练习 1 · 编码器（4 分）
#
# 编写层 `Encoder`：一个嵌入，把 `words` 个编号各变成 `features` 个数；再加一个 `units` 个单元的 GRU，按 Keras 的默认设置。输入原文 `(batch, time)`，返回上下文 `(batch, units)`。
# 填充的零不论在哪里都不留痕迹；全是零的行，上下文是 $h_0 = 0$。若每行只有一个词，上下文就是 GRU 从零状态走一步的结果。
# *提示：`keras.layers.Embedding` 有一个参数，能告诉后面的所有层哪些时间步并不存在。*


# %% exercise="Encoder"
@keras.saving.register_keras_serializable("unrolled")
class Encoder(keras.layers.Layer):
    """Read a source, (batch, time), and return its context, (batch, units); the number 0 is padding.

    words     how many numbers there are, 0 included
    features  the length of a word's embedding
    units     the length of the GRU's state
    """

    def __init__(self, words, features, units, **kwargs):
        super().__init__(**kwargs)
        self.words, self.features, self.units = words, features, units
        ### BEGIN SOLUTION
        self.embedding = keras.layers.Embedding(words, features, mask_zero=True)
        self.gru = keras.layers.GRU(units)
        ### END SOLUTION

    def call(self, source):
        """source (batch, time) -> context (batch, units)."""
        ### BEGIN SOLUTION
        return self.gru(self.embedding(source))
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

    def build_from_config(self, config):
        """Leave it to a call to create the weights, in a model that is loaded too."""


# %% check="Encoder" points=4
check("Encoder")

# %% play="padding"
encoder, gru = Encoder(len(french.source_words), 32, 64), keras.layers.GRU(64)
unmasked = keras.Sequential([keras.layers.Embedding(len(french.source_words), 32), gru])
row, moved = french.x_test[:1, :5], {}
for zeros in (1, 5, 20):
    padded = np.pad(row, ((0, 0), (0, zeros)))
    moved[zeros] = [np.abs(read(padded) - read(row)).max() for read in (encoder, unmasked)]
columns = ["your encoder moves by", "a GRU without a mask moves by"]
pd.DataFrame(moved, index=columns).T.rename_axis("zeros behind").round(3)

# %% claim="a_gru_without_a_mask_moves"
assert all(masked < 1e-6 and without > 1e-3 for masked, without in moved.values())

# %% [markdown] lang="en"
# ## The decoder
#
# There are two ways to hand over the context. Sutskever et al. give it to the decoder as its first state and never again; Cho et al. also join it to the input of **every step**, as the dashed
# wires in the figure do: $s_t = \mathrm{GRU}([y_{t-1}, c], s_{t-1})$. Both are good models, and they are two: where the context is called the only link, its code should not join it to every step.
# To join it, this line looks right:

# %% [markdown] lang="zh"
# ## 解码器
#
# 交出上下文有两种方式。Sutskever et al. 只把它作为解码器的初始状态，此后不再给；Cho et al. 还把它接在**每一步**的输入上，即图中的虚线：
# $s_t = \mathrm{GRU}([y_{t-1}, c], s_{t-1})$。两种都是好模型，但它们是两种：说上下文是唯一的联系，代码就不该把它接到每一步。要接上它，下面这一行看似正确：

# %% play="joined"
X = np.zeros((7, 2, 5))  # (time, batch, features)
context = np.zeros((2, 4))  # (batch, units)
try:
    np.concatenate([X, context], axis=2)
except ValueError as error:
    print("np.concatenate([X, context], axis=2):", error)

# %% [markdown] lang="en"
# The context has no time axis: it has to be repeated for every step first. Behind this error waits a worse one that no shape gives away: a decoder that takes as context whatever state is *handed in*, as that of *Dive into Deep Learning* (0.17.5, section 9.7) does. In training
# this is the encoder's; but when the decoder writes word by word, it is handed its own last state, so from the second word on it works with another context than it was trained with.
#
# So let us agree on a contract, in which a state is whatever the decoder needs, and nobody else looks inside:
#
# | call | returns |
# |---|---|
# | `encoder(source)` | `context`, `(batch, units)` |
# | `decoder.start(context)` | the state before the first word |
# | `decoder(target_in, state)` | `logits`, `(batch, time, words)`, and the state after the last word |
#
# All that is remembered from one call to the next is in the state, so that several texts may be written in turn.
#
# ### Exercise 2 · The decoder (4 points)
#
# Write the layer `Decoder`: an embedding, a GRU as Keras makes it that starts from the context, and a dense layer from its states to logits; with `every_step=True` the GRU reads the
# embedding and behind it the context, at every step. Reading a target in two parts, with the state carried over, gives the same logits as reading it at once.
# You may rely on the length of a target being known, as it is in every batch of this notebook. *Hint: the state may be a list, and hold more than the GRU's state.*

# %% [markdown] lang="zh"
# 上下文没有时间轴：要先为每一步重复一份。这个错误后面还藏着一个更糟的，形状不会暴露它：解码器把*传进来的*状态当作上下文，*Dive into Deep Learning*（0.17.5 第 9.7 节）的解码器就是这样。训练时那是编码器的状态；
# 可是解码器逐词写作时，传进来的是它自己的上一个状态，于是从第二个词起，它用的就不是训练时的那种上下文了。
#
# 所以我们约定一份契约：状态可以是解码器需要的任何东西，别人都不看里面：
#
# | 调用 | 返回 |
# |---|---|
# | `encoder(source)` | `context`，`(batch, units)` |
# | `decoder.start(context)` | 写第一个词之前的状态 |
# | `decoder(target_in, state)` | `logits`，`(batch, time, words)`，以及最后一个词之后的状态 |
#
# 从一次调用到下一次所记住的一切都在状态里，所以可以轮流写几个译文。
#
# ### 练习 2 · 解码器（4 分）
#
# 编写层 `Decoder`：一个嵌入，一个从上下文出发的 GRU（按 Keras 的默认设置），再用一个全连接层把它的状态变成 logits；`every_step=True` 时，GRU 每一步读的是嵌入，后面接上上下文。
# 把译文分两段读、状态接着传，得到的 logits 应与一次读完相同。
# 可以认为译文的长度是已知的，本笔记本的每个批次都是如此。*提示：状态可以是列表，除了 GRU 的状态，还可以装别的。*


# %% exercise="Decoder"
@keras.saving.register_keras_serializable("unrolled")
class Decoder(keras.layers.Layer):
    """Write a target from a context.

    words       how many numbers there are
    features    the length of a word's embedding
    units       the length of the GRU's state, and of the context
    every_step  whether the GRU reads the context at every step, behind the embedding
    """

    def __init__(self, words, features, units, every_step=False, **kwargs):
        super().__init__(**kwargs)
        self.words, self.features, self.units = words, features, units
        self.every_step = every_step
        ### BEGIN SOLUTION
        self.embedding = keras.layers.Embedding(words, features)
        self.gru = keras.layers.GRU(units, return_sequences=True, return_state=True)
        self.dense = keras.layers.Dense(words)
        ### END SOLUTION

    def start(self, context):
        """context (batch, units) -> the state before the first word."""
        ### BEGIN SOLUTION
        return [context, context]
        ### END SOLUTION

    def call(self, target_in, state):
        """target_in (batch, time) -> logits (batch, time, words), and the state after the last word."""
        ### BEGIN SOLUTION
        h, context = state
        inputs = self.embedding(target_in)
        if self.every_step:
            length = ops.shape(inputs)[1]
            repeated = ops.repeat(context[:, None], length, axis=1)
            inputs = ops.concatenate([inputs, repeated], axis=-1)
        states, h = self.gru(inputs, initial_state=h)
        return self.dense(states), [h, context]
        ### END SOLUTION

    def get_config(self):
        """Return what __init__ needs to build the same layer again."""
        ### BEGIN SOLUTION
        return super().get_config() | {
            "words": self.words,
            "features": self.features,
            "units": self.units,
            "every_step": self.every_step,
        }
        ### END SOLUTION

    def build_from_config(self, config):
        """Leave it to a call to create the weights, in a model that is loaded too."""


# %% check="Decoder" points=4
check("Decoder")

# %% claim="a_state_handed_in_is_not_the_context"
# Of a decoder that takes what is handed in for its context: nothing is wrong up to the second word.
decoder, context = Decoder(7, 4, 5, every_step=True), ops.eye(2, 5)
words = np.array([[1, 2, 3], [4, 5, 6]])
whole, _ = decoder(words, decoder.start(context))
one, (h, _) = decoder(words[:, :1], decoder.start(context))
assert np.abs(one - whole[:, :1]).max() < 1e-5
assert np.abs(decoder(words[:, 1:2], decoder.start(h))[0] - whole[:, 1:2]).max() > 1e-4

# %% [markdown] lang="en"
# ## Both together
#
# ### Exercise 3 · The model (3 points)
#
# Write `EncoderDecoder`, a Keras model made of any encoder and any decoder that keep the contract. Called on a source and a target it returns the logits of the whole target, for
# `fit`; `start` and `step` serve to write a target word by word. What it takes to save the model is given. With nine numbers on either side, the source `[[6, 7, 8, 2]]` and the target
# `[[1, 6, 7, 8, 2]]` (*我 爱 你* and *i love you* in `parallel_text.ipynb`) give logits of shape `(1, 5, 9)`. *Hint: each method is one or two calls of the contract.*

# %% [markdown] lang="zh"
# ## 合在一起
#
# ### 练习 3 · 模型（3 分）
#
# 编写 `EncoderDecoder`：一个 Keras 模型，由任意一对遵守契约的编码器和解码器组成。输入原文和译文时，它返回整个译文的 logits，供 `fit` 使用；`start` 和 `step`
# 用来逐词写出译文。保存模型所需的部分已经给出。若两边各有九个编号，原文 `[[6, 7, 8, 2]]` 和译文 `[[1, 6, 7, 8, 2]]`（即 `parallel_text.ipynb` 里的 *我 爱 你* 和 *i love you*）给出的 logits 形状是 `(1, 5, 9)`。*提示：每个方法只需一两次契约里的调用。*


# %% exercise="EncoderDecoder"
@keras.saving.register_keras_serializable("unrolled")
class EncoderDecoder(keras.Model):
    """A model from a source and a target to the logits of the next word, at each step of the target."""

    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder = encoder
        self.decoder = decoder

    def start(self, source):
        """source (batch, time) -> the decoder's state before the first word."""
        ### BEGIN SOLUTION
        return self.decoder.start(self.encoder(source))
        ### END SOLUTION

    def step(self, token, state):
        """token (batch,), the word before -> logits (batch, words), and the new state."""
        ### BEGIN SOLUTION
        logits, state = self.decoder(token[:, None], state)
        return logits[:, 0], state
        ### END SOLUTION

    def call(self, inputs):
        """inputs (source, target_in) -> logits (batch, time, words)."""
        ### BEGIN SOLUTION
        source, target_in = inputs
        logits, _ = self.decoder(target_in, self.start(source))
        return logits
        ### END SOLUTION

    def get_config(self):
        """Return what from_config needs, encoder and decoder as configurations of their own."""
        write = keras.saving.serialize_keras_object
        parts = {"encoder": write(self.encoder), "decoder": write(self.decoder)}
        return super().get_config() | parts

    @classmethod
    def from_config(cls, config):
        """Make the model from what get_config returned."""
        read = keras.saving.deserialize_keras_object
        parts = {name: read(config[name]) for name in ("encoder", "decoder")}
        return cls(**config | parts)


# %% check="EncoderDecoder" points=3
check("EncoderDecoder")

# %% claim="a_pair_of_three_words"
of_nine = EncoderDecoder(Encoder(9, 3, 4), Decoder(9, 3, 4))
pair = np.array([[6, 7, 8, 2]]), np.array([[1, 6, 7, 8, 2]])
assert tuple(of_nine(pair).shape) == (1, 5, 9)

# %% [markdown] lang="en"
# ## Write until the end
#
# To translate, the decoder reads [bos], takes the likeliest word, reads that, and so on until it says [eos]. This is **greedy** search: no word is ever taken back. (Chapter 8 keeps several
# hypotheses.) In a batch some rows end before others; they have to wait without a word.
#
# ### Exercise 4 · Translate greedily (4 points)
#
# Write `greedy_translate(step, state, rows, bos, eos, limit)` for a batch of `rows` sentences; `step` is `EncoderDecoder.step` or anything like it. Return the numbers that were
# written, [eos] included, in an array of whole numbers, `(rows, time)`, with zeros behind each [eos]. Stop when every row has ended, after at most `limit` words. What a
# row reads after its end makes no difference.
# *Hint: keep an array of truth values, one for each row.*

# %% [markdown] lang="zh"
# ## 一直写到结束
#
# 翻译时，解码器读 [bos]，取最可能的词，再读这个词，如此下去，直到说出 [eos]。这叫**贪心**（greedy）搜索：写下的词不再收回。（第 8 章会同时保留几个假设。）
# 一个批次里有的行先结束，就要在那里等着，不再写词。
#
# ### 练习 4 · 贪心翻译（4 分）
#
# 为 `rows` 个句子的批次编写 `greedy_translate(step, state, rows, bos, eos, limit)`；`step` 是 `EncoderDecoder.step` 或任何类似的函数。返回写出的编号，包括 [eos]，
# 放在整数数组 `(rows, time)` 里，每个 [eos] 之后都是零。所有行都结束时停止，最多写 `limit` 个词。一行结束之后读什么都无所谓。*提示：为每一行记一个真假值。*


# %% exercise="greedy_translate"
def greedy_translate(step, state, rows, bos, eos, limit):
    """Write a batch of targets, always with the likeliest next word.

    step    token (rows,), state -> logits (rows, words), state
    state   before the first word
    bos     the number that is read first
    eos     the number that ends a row
    limit   how many words to write at most

    Returns numbers, (rows, time), with 0 after the end of a row.
    """
    ### BEGIN SOLUTION
    token, ended = np.full(rows, bos), np.zeros(rows, bool)
    written = []
    while len(written) < limit and not ended.all():
        logits, state = step(token, state)
        token = np.where(ended, 0, np.argmax(logits, axis=-1))
        ended |= token == eos
        written.append(token)
    return np.stack(written, axis=1)
    ### END SOLUTION


# %% check="greedy_translate" points=4
check("greedy_translate")

# %% [markdown] lang="en"
# ## Train
#
# In training the decoder reads the right words, whatever it would have written itself: **teacher forcing**. The input runs from [bos] to the last word and the target from the first word to [eos], so
# both are the same row, one step apart; and all steps can be computed at once. `ignore_class=0` keeps padding out of the loss.

# %% [markdown] lang="zh"
# ## 训练
#
# 训练时，不管解码器自己会写什么，它读到的都是正确的词，这叫**教师强制**（teacher forcing）。输入从 [bos] 到最后一个词，目标从第一个词到 [eos]，是同一行错开一步；
# 于是所有时间步可以一起计算。`ignore_class=0` 把填充的零排除在损失之外。


# %% play="translator"
BATCH = 64
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=0)


def translator(task, units, every_step=True, seed=0):
    """Return a new model for a task; equal seeds give equal weights."""
    keras.utils.set_random_seed(seed)
    encoder = Encoder(len(task.source_words), units // 2, units)
    decoder = Decoder(len(task.target_words), units // 2, units, every_step)
    model = EncoderDecoder(encoder, decoder)
    model((task.x[:2], task.y[:2, :-1]))
    return model


def fit(model, x, y, epochs, rate=0.01, callbacks=()):
    """Train a model with teacher forcing; y runs from [bos] to [eos]. A model that is trained again begins anew, compiled as it is."""
    whole = len(x) // BATCH * BATCH
    if not model.compiled:
        steps = epochs * whole // BATCH
        schedule = keras.optimizers.schedules.CosineDecay(rate, steps, alpha=0.02)
        model.compile(keras.optimizers.Adam(schedule, global_clipnorm=1.0), loss)
    for variable in model.optimizer.variables:
        variable.assign(ops.zeros_like(variable))
    inputs, target = (x[:whole], y[:whole, :-1]), y[:whole, 1:]
    return model.fit(inputs, target, BATCH, epochs, verbose=0, callbacks=[*callbacks])


# %% claim="padding_is_out_of_the_loss"
logits, words = (
    np.random.default_rng(0).normal(size=(2, 5, 7)),
    np.array([[1, 2, 3], [4, 5, 6]]),
)
behind = np.pad(words, ((0, 0), (0, 2)))
assert abs(float(loss(behind, logits)) - float(loss(words, logits[:, :3]))) < 1e-5


# %% play="translate"
def translate(model, task, source=None, limit=20):
    """Translate sources, (batch, time), or the task's test, with greedy search."""
    source = task.x_test if source is None else source
    bos, eos = (task.target_words.index(sign) for sign in ("[bos]", "[eos]"))
    return greedy_translate(model.step, model.start(source), len(source), bos, eos, limit)


# %% play="keep"
def keep(number, model, copy):
    """Return a callback that puts the weights of one epoch into a copy of a model, for a later look."""

    def end(epoch, logs):
        if epoch + 1 == number:
            copy.set_weights(model.get_weights())

    return keras.callbacks.LambdaCallback(on_epoch_end=end)


# %% play="learn"
model, halfway = translator(french, 128), translator(french, 128)
callbacks = [keep(4, model, halfway), Progress("the translator")]
epochs = budget(quick=10, full=20)
losses = fit(model, french.x, french.y, epochs, callbacks=callbacks).history["loss"]
print("loss of each epoch, in nats per word:", *np.round(losses, 2))

# %% [markdown] lang="en"
# Two models without a network stand beside it. **Word by word** gives each English word the French word that keeps it company most faithfully (twice the number of sentences with both, over the sum of
# the numbers with either: Dice's coefficient). **Nearest sentence** looks for the sentence in training that shares most words with the source, and returns its translation.
# Each gets two scores: **exact match** is the share of sentences that are right to the last word, **token accuracy** the share of right words, place by place.

# %% [markdown] lang="zh"
# 旁边放两个不含网络的模型。**逐词翻译**给每个英语词配上与它相伴最忠实的法语词（同时含两者的句子数的两倍，除以各自句子数之和：Dice 系数）。
# **最近的句子**在训练集中找与原文共有的词最多的句子，返回它的译文。分数有两个：**完全匹配**（exact match）是全句一词不错的比例，**词元准确率**（token accuracy）是逐个位置上正确的词的比例。


# %% play="word_by_word"
def present(ids, words):
    """Return which words occur in which rows, float (rows, words), without padding, signs and unknown words."""
    bag = np.zeros((len(ids), len(words)), "float32")
    np.put_along_axis(bag, ids, 1, axis=1)
    left_out = [
        k for k, word in enumerate(words) if word in ("", "[UNK]", "[bos]", "[eos]")
    ]
    bag[:, left_out] = 0
    return bag


def word_by_word(task):
    """Translate the test's words one by one."""
    x, y = present(task.x, task.source_words), present(task.y, task.target_words)
    dice = 2 * (x.T @ y) / (x.sum(axis=0)[:, None] + y.sum(axis=0) + 1e-9)
    dictionary, there = dice.argmax(axis=1), task.x_test > 0
    written = np.pad(np.where(there, dictionary[task.x_test], 0), ((0, 0), (0, 1)))
    written[np.arange(len(written)), there.sum(axis=1)] = task.target_words.index("[eos]")
    return written


def nearest(task):
    """Return the translation of the most similar sentence in training, for each sentence of the test."""
    x, x_test = (present(ids, task.source_words) for ids in (task.x, task.x_test))
    shared = x_test @ x.T
    union = x_test.sum(axis=1)[:, None] + x.sum(axis=1) - shared
    return task.y[(shared / union).argmax(axis=1), 1:]


# %% play="scores"
def scores(written, target):
    """Return exact match and token accuracy of what was written; the target, (rows, time), begins with [bos]."""
    target = target[:, 1:]
    width = max(written.shape[1], target.shape[1])
    written, target = (
        np.pad(ids, ((0, 0), (0, width - ids.shape[1]))) for ids in (written, target)
    )
    right = written == target
    return right.all(axis=1).mean(), right[target > 0].mean()


def score_table(found):
    """Return scores, name -> exact match and token accuracy, as a table in per cent."""
    names = ["exact match, %", "token accuracy, %"]
    return pd.DataFrame(found, index=names).T.mul(100).round(1)


# %% play="translations"
written = translate(model, french)
found = {
    "word by word": scores(word_by_word(french), french.y_test),
    "nearest sentence": scores(nearest(french), french.y_test),
    "encoder and decoder": scores(written, french.y_test),
}
score_table(found)

# %% folded="some_translations"
lines = {
    "English": lines_of(french.x_test, french.source_words),
    "meant": lines_of(french.y_test, french.target_words),
    "written": lines_of(written, french.target_words),
}
lines = pd.DataFrame(lines)
wrong = lines[lines["meant"] != lines["written"]]
pd.concat([lines.head(4), wrong.head(4)], keys=["the first four", "mistakes"])

# %% claim="words_and_rules"
assert found["word by word"][0] < 0.3 < found["word by word"][1]
assert found["nearest sentence"][0] < 0.005
assert found["nearest sentence"][1] > found["word by word"][1] + 0.1
assert found["encoder and decoder"][0] > 0.5
assert set(lines_of(french.x, french.source_words)).isdisjoint(lines["English"])

# %% [markdown] lang="en"
# The first line of numbers is the fate of a dictionary: many words right, few sentences. The second knows only sentences it has met, and none of this test is among them: more words right, and no sentence. The network gets whole sentences right, most of them, whose pair of words it never saw together: it has learnt words and rules, not sentences.
#
# ## No loss of its own
#
# Nobody tells the encoder what a good context is. Yet it learns, since the decoder's loss depends on $c$ and $c$ depends on the
# encoder's weights $W$: $\frac{\partial L}{\partial W} = \frac{\partial L}{\partial c} \frac{\partial c}{\partial W}$. All that the encoder is ever taught is in the first factor.
#
# ### Exercise 5 · What the encoder is told (3 points)
#
# Write `context_gradient(model, loss, source, target_in, target)`: return $\partial L / \partial c$, a NumPy array `(batch, units)`, for the loss of the logits under teacher forcing. Use only the contract, and
# `tf.GradientTape`. *Hint: the tape must know the context before the decoder starts from it.*

# %% [markdown] lang="zh"
# 第一行数字是词典的命运：很多词对了，整句对的却很少。第二行只认得见过的句子，而测试的句子都不在其中：对的词更多，整句对的却没有。网络能把大多数整句译对，而其中的搭配它从未见过：
# 它学到的是单词和规则，而不是句子。
#
# ## 没有自己的损失
#
# 没有人告诉编码器什么是好的上下文。可它还是在学，因为解码器的损失取决于 $c$，而 $c$ 取决于编码器的权重 $W$：
# $\frac{\partial L}{\partial W} = \frac{\partial L}{\partial c} \frac{\partial c}{\partial W}$。编码器得到的全部教导都在第一个因子里。
#
# ### 练习 5 · 编码器听到了什么（3 分）
#
# 编写 `context_gradient(model, loss, source, target_in, target)`：返回教师强制下 logits 的损失的 $\partial L / \partial c$，形状为 `(batch, units)` 的 NumPy 数组。只用契约里的调用和
# `tf.GradientTape`。*提示：在解码器从上下文出发之前，磁带（tape）就得知道这个上下文。*


# %% exercise="context_gradient"
def context_gradient(model, loss, source, target_in, target):
    """Return the gradient of the loss with respect to the context, as a NumPy array (batch, units).

    model      an EncoderDecoder, or anything with `encoder` and `decoder` that keep the contract
    loss       target, logits -> a number
    source     (batch, time)
    target_in  (batch, steps)   the words that the decoder reads
    target     (batch, steps)   the words that it should write
    """
    ### BEGIN SOLUTION
    context = model.encoder(source)
    with tf.GradientTape() as tape:
        tape.watch(context)
        logits, _ = model.decoder(target_in, model.decoder.start(context))
        error = loss(target, logits)
    return tape.gradient(error, context).numpy()
    ### END SOLUTION


# %% check="context_gradient" points=3
check("context_gradient")

# %% play="reaches"
untrained = translator(french, 128)
x, y = french.x[:BATCH], french.y[:BATCH]
told = context_gradient(untrained, loss, x, y[:, :-1], y[:, 1:])
weights = untrained.encoder.trainable_weights
with tf.GradientTape(persistent=True) as tape:
    whole = loss(y[:, 1:], untrained((x, y[:, :-1])))
    through = ops.sum(untrained.encoder(x) * told)  # its gradient is the product
directly, products = tape.gradient(whole, weights), tape.gradient(through, weights)

# %% folded="reached"
reach = {}
for weight, *both in zip(weights, directly, products, strict=True):
    gradient, factors = (tf.convert_to_tensor(each).numpy() for each in both)
    reach[weight.name] = np.linalg.norm(gradient), np.abs(gradient - factors).max()
columns = ["length of its gradient", "largest difference from the product"]
pd.DataFrame(reach, index=columns).T.rename_axis("weight of the encoder").round(4)

# %% claim="every_weight_gets_a_gradient"
assert all(length > 1e-5 and apart < 1e-5 for length, apart in reach.values())
with tf.GradientTape() as tape:  # the wire taken away
    state = untrained.decoder.start(ops.stop_gradient(untrained.encoder(x)))
    cut = loss(y[:, 1:], untrained.decoder(y[:, :-1], state)[0])
assert all(gradient is None for gradient in tape.gradient(cut, weights))

# %% [markdown] lang="en"
# > **Often claimed.** The encoder has no loss.
# >
# > **What we run.** The gradient of the decoder's loss with respect to each weight of the encoder, beside the product of the two factors.
# >
# > **What holds.** It has no loss of *its own*. Every one of its weights gets a gradient, and all of it comes through $c$. Take away the wire, and the encoder stays as it was drawn.
#
# ## Which way round, and how wide
#
# Everything has to fit into $c$, so what is lost there is lost for good. A task without any rules shows it best: *repeat* a row of random symbols. Nothing can be guessed, so the context must hold
# them all. How many it holds after equal training depends on how wide it is, as we shall see. Sutskever et al. found that it helps to **reverse the source**: the first word of the source then stands next to the first of the target, and the gradient has a short way
# to go when learning starts.
#
# ### Exercise 6 · Reverse (2 points)
#
# Write `reverse_words(source)` for numbers `(batch, time)` with zeros behind the words of each row: turn the words round and leave the zeros behind them. Return a new array of whole
# numbers, as long in time as the old one. *Hint: on which column does
# the word in column t end up?*

# %% [markdown] lang="zh"
# > **常见的说法。** 编码器没有损失。
# >
# > **我们运行的。** 解码器的损失对编码器每个权重的梯度，旁边是两个因子的乘积。
# >
# > **成立的是。** 它没有*自己的*损失。它的每个权重都得到了梯度，而且全部经过 $c$ 而来。拿掉这根线，编码器就永远停在随机的初始值。
#
# ## 朝哪个方向读，要多宽
#
# 一切都要装进 $c$，在那里丢掉的就再也找不回来。没有任何规则的任务最能说明这一点：*重复*一行随机符号。什么也猜不出来，所以上下文必须全部装下。我们会看到，经过同样的训练，能装下多少取决于它有多宽。
# Sutskever et al. 发现，**把原文倒过来**（reverse）有帮助：这样原文的第一个词就紧挨着译文的第一个词，学习刚开始时，梯度要走的路很短。
#
# ### 练习 6 · 倒过来（2 分）
#
# 为编号 `(batch, time)`（每行单词之后是零）编写 `reverse_words(source)`：把单词的顺序倒过来，零仍留在后面。返回新的整数数组，时间轴与原来一样长。*提示：第 t 列的词最后到了哪一列？*


# %% exercise="reverse_words"
def reverse_words(source):
    """Return the words of each row in reverse order, with the zeros still behind them.

    source  (batch, time)   numbers; 0 is padding and stands behind the words

    Returns a new array of the same shape.
    """
    ### BEGIN SOLUTION
    lengths = np.count_nonzero(source, axis=1)[:, None]
    # Where this falls below 0, it counts from the end of the row, where the zeros are.
    places = lengths - 1 - np.arange(source.shape[1])
    return np.take_along_axis(source, places, axis=1)
    ### END SOLUTION


# %% check="reverse_words" points=2
check("reverse_words")


# %% play="repeat"
def repeat_task(count, longest, symbols=10):
    """Return a Task of rows of 1 to `longest` random symbols, each to be repeated."""
    rng = np.random.default_rng(0)
    lengths = rng.integers(1, longest + 1, size=count + 1000)
    lines = [" ".join(map(str, rng.integers(symbols, size=length))) for length in lengths]
    pairs = [(line, line) for line in lines]
    return as_task(pairs[:count], pairs[count:])


repeat = repeat_task(budget(quick=6_400, full=10_000), longest=8)
turned = repeat._replace(x=reverse_words(repeat.x), x_test=reverse_words(repeat.x_test))
seeds, passes = range(budget(quick=1, full=3)), budget(quick=4, full=6)
print(repeat.x[0], "becomes", turned.x[0])


# %% play="study"
def by_length(written, task):
    """Return the exact match for each length of the source, from 1 on."""
    lengths = (task.x_test > 0).sum(axis=1)
    groups = [lengths == n for n in range(1, lengths.max() + 1)]
    return [scores(written[group], task.y_test[group])[0] for group in groups]


def study(units, tasks, every_step=True):
    """Train one model anew for each task and seed; return name -> exact match, (seeds, lengths)."""
    learner, curves = translator(repeat, units, every_step), {}
    for name, task in tasks.items():
        curves[name] = []
        for seed in seeds:
            learner.set_weights(translator(repeat, units, every_step, seed).get_weights())
            progress = Progress(f"{name}, seed {seed}")
            fit(learner, task.x, task.y, passes, rate=0.02, callbacks=[progress])
            curves[name].append(by_length(translate(learner, task), task))
    return {name: np.array(runs) for name, runs in curves.items()}


# %% play="bottleneck"
wide = study(32, {"32 numbers": repeat})
wide |= study(64, {"64 numbers": repeat, "source reversed": turned})
wide |= study(128, {"128 numbers": repeat})
ways = {"at every step": wide["64 numbers"], "source reversed": wide.pop("source reversed")}
ways |= study(64, {"as first state only": repeat}, every_step=False)
figures.by_length({"the context's width": wide, "64 numbers, three ways": ways})
figures.described(
    "Exact match over the number of symbols in the source, two panels. On the left contexts of 32, 64 and 128 numbers: every line is high for one symbol and falls with the length, that of 32 lowest on average. On the right contexts of 64 numbers: at every step, as first state only, and with the source reversed.",
    "完全匹配的比例随源句符号数的变化，两幅图。左边是 32、64 和 128 个数的上下文：一个符号时每条线都很高，随长度下降，32 个数的平均最低。右边是 64 个数的上下文：每一步都给、只作初始状态、源句反转。",
)
each = {name: 100 * runs.mean(axis=1) for name, runs in (wide | ways).items()}
spread = {"exact match, %": np.mean, "best seed less worst": np.ptp, "seeds": len}
rows = {
    name: {column: of(seed) for column, of in spread.items()} for name, seed in each.items()
}
beside("bottleneck", pd.DataFrame(rows).T.round(1).rename_axis("context"))

# %% claim="what_a_fixed_context_holds"
for runs in (wide | ways).values():
    assert runs[:, 0].min() > 0.9
    assert runs[:, -1].mean() < 0.85
narrow, medium, broad = (runs.mean() for runs in wide.values())
assert narrow + budget(quick=0.04, full=0.02) < min(medium, broad)
assert broad - medium < medium - narrow  # more from 32 to 64 than from 64 to 128
assert wide["32 numbers"][:, -1].max() < budget(quick=0.3, full=0.85)
learners = [translator(repeat, units) for units in (32, 64, 128)]
assert np.all(np.diff([learner.count_params() for learner in learners]) > 0)

# %% [markdown] lang="en"
# One symbol is easy, eight are hard: the context has the same size for all of them. That is the **bottleneck**. A wider context moves the border to the right, here more from 32 to 64 numbers than from 64 to 128, and costs more weights; every
# curve falls in the end. What reversing and the context at every step bring, the panel on the right shows for your run; with one seed, do not trust small differences
# (`UNROLLED_BUDGET=full` runs three). The cure for long sources is not an ever wider vector but many: *attention* lets the decoder look back at all states of the encoder. It
# is the subject of `attention.ipynb` in chapter 9.
#
# ## The same decoder describes pictures
#
# The decoder does not ask where its context comes from. A vector to a sequence, one to many: let the context be computed from a vector $v$, by any layer that returns `(batch, units)`; here $c = \mathrm{relu}(v W + b)$, and $v$ holds the points of a picture. Our pictures show one shape; of all combinations of shape,
# colour and place, one in five is never seen in training.

# %% [markdown] lang="zh"
# 一个符号容易，八个就难了：它们的上下文一样大。这就是**瓶颈**（bottleneck）。更宽的上下文把界限向右移（这里从 32 到 64 比从 64 到 128 移得多），代价是更多的权重；但每条曲线最终都会下降。
# 倒序与每一步都给上下文带来什么，看右图里你这次运行的结果；只有一个随机种子时，不要相信小的差别（`UNROLLED_BUDGET=full` 会跑三个）。对付长的原文，办法不是越来越宽的向量，
# 而是更多的向量：*注意力*（attention）让解码器回头看编码器的所有状态。第 9 章的 `attention.ipynb` 讲的就是它。
#
# ## 同一个解码器为图片写说明
#
# 解码器并不问上下文从哪里来。从一个向量到一个序列，一对多：让任何一个返回 `(batch, units)` 的层从向量 $v$ 算出上下文；这里是 $c = \mathrm{relu}(v W + b)$，$v$ 是图片的各个像素。我们的图片只画一个形状；形状、颜色和位置的所有组合中，
# 有五分之一从不在训练中出现。


# %% play="pictures"
def album(rng, combinations, count):
    """Return pictures, float32 (count, 21, 21, 3), and their captions."""
    chosen = [combinations[k] for k in rng.integers(len(combinations), size=count)]
    captions = [f"a {colour} {shape} {place}" for shape, colour, place in chosen]
    return np.array([figures.picture(rng, *which) for which in chosen], "float32"), captions


combinations = list(product(figures.SHAPES, figures.COLOURS, figures.PLACES))
rng = np.random.default_rng(0)
order = [combinations[k] for k in rng.permutation(len(combinations))]
pictures, captions = album(rng, order[16:], 1_920)
new_pictures, new_captions = album(rng, order[:16], 320)
figures.captioned(pictures[:4], captions[:4])
figures.described(
    f"Four small pictures of a coloured shape, with their captions above: {'; '.join(captions[:4])}.",
    f"四张小图，各有一个彩色图形，上方是说明：{'; '.join(captions[:4])}。",
)

# %% claim="one_combination_in_five_is_new"
assert len(combinations) == 5 * len(order[:16]) == 80
assert set(captions).isdisjoint(new_captions)

# %% play="captioner"
units = 64
keras.utils.set_random_seed(0)
paper_to_zero = keras.layers.Rescaling(-1.0, offset=1.0)
dense = keras.layers.Dense(units, activation="relu")
look = keras.Sequential([paper_to_zero, keras.layers.Flatten(), dense])
written = as_task([(c, c) for c in captions], [(c, c) for c in new_captions])
captioning = written._replace(x=pictures, x_test=new_pictures)
decoder = Decoder(len(captioning.target_words), 32, units, every_step=True)
captioner = EncoderDecoder(look, decoder)
epochs = budget(quick=8, full=16)
before = translate(captioner, captioning)
fit(captioner, pictures, captioning.y, epochs, callbacks=[Progress("captions")])
after = translate(captioner, captioning)

flat, new_flat = (some.reshape(len(some), -1) for some in (pictures, new_pictures))
distance = (flat**2).sum(axis=1) - 2 * new_flat @ flat.T
found = {
    "caption of the nearest picture": captioning.y[distance.argmin(axis=1), 1:],
    "decoder": after,
}
found = {name: scores(ids, captioning.y_test) for name, ids in found.items()}
colour, shape = (after[:, 1:3] == captioning.y_test[:, 2:4]).mean(axis=0)
print(
    f"{colour:.1%} of the decoder's captions name the right colour, {shape:.1%} the right shape"
)
score_table(found)

# %% folded="captioned"
lines = {
    "shown": lines_of(captioning.y_test, captioning.target_words),
    "written before training": lines_of(before[:, :6], captioning.target_words),
    "written after it": lines_of(after, captioning.target_words),
}
lines = pd.DataFrame(lines)
right = lines["shown"] == lines["written after it"]
chosen = [*lines.index[right][:2], *lines.index[~right][:2]]
figures.captioned(new_pictures[chosen], lines["written after it"][chosen])
figures.described(
    f"Four new pictures below the captions that the decoder wrote. Two are right, {' and '.join(lines['written after it'][chosen[:2]])}; two are wrong, {' and '.join(lines['written after it'][chosen[2:]])}.",
    f"四张新图，上方是解码器写的说明。两个是对的：{' 和 '.join(lines['written after it'][chosen[:2]])}；两个是错的：{' 和 '.join(lines['written after it'][chosen[2:]])}。",
)
lines.loc[chosen]

# %% claim="colour_sooner_than_shape"
assert found["caption of the nearest picture"][0] == 0
assert found["decoder"][0] > 0.35
assert shape < colour
assert scores(before, captioning.y_test)[0] == 0
assert (~right).sum() >= 2  # for the figure

# %% [markdown] lang="en"
# The nearest picture of training cannot have the right caption, since its combination is not among them; the decoder puts words together, and where it errs it is the shape more often than the colour, perhaps because no weight of a dense layer serves two places, so that
# each shape has to be learnt anew at every place. (The figure shows two captions that are right and two that are not.) What it wrote before training stands in the table. Where you see a sentence such as "a cat sitting on chair" printed as the output of a model that was
# never trained, it did not write that: what such a model writes is noise.
#
# ## The same encoder judges
#
# Many to one: an encoder and a single number, the chance that a review is kind. The grammar's judgements are a hard case for whoever counts words, since praise and blame are turned round by *not* and *nobody*.
# Beside the encoder stands such a counter, a **bag of words** with one weight for each word.

# %% [markdown] lang="zh"
# 训练集中最近的图片不可能有正确的说明，因为那种组合不在其中；解码器则把词组合起来，出错时错在形状的比错在颜色的多，也许是因为全连接层没有哪个权重同时管两个位置，每种形状要在每个位置重新学一遍。（图中有两条正确的说明和两条不正确的。）它在训练之前写了什么，表里可以看到。如果你看到“a cat sitting on chair”这样的句子，
# 说是一个从未训练过的模型的输出，那不是它写的：这样的模型写出来的只是噪声。
#
# ## 同一个编码器作评判
#
# 多对一：一个编码器和一个数，即评论是好评的概率。对数单词的方法来说，文法里的评价句很难，因为 *not* 和 *nobody* 会把褒贬倒过来。
# 编码器旁边放的正是这样一个计数的模型：**词袋**（bag of words），每个词一个权重。

# %% play="reviews"
reviews = grammar.sentences(np.random.default_rng(0), 2_500, ("judgement",))
lines = [" ".join(review.en) for review in reviews]
kind = np.array([review.polarity > 0 for review in reviews], "float32")
x, x_test, review_words = numbered(lines[:2_048], lines[2_048:])
y, y_test = kind[:2_048], kind[2_048:]
bags, bags_test = present(x, review_words), present(x_test, review_words)


# %% play="judge"
def judge(layers, given, epochs, name):
    """Train layers, and one logit behind them, to tell whether each review is kind; return the model."""
    keras.utils.set_random_seed(0)
    model = keras.Sequential([*layers, keras.layers.Dense(1)])
    error = keras.losses.BinaryCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(0.01), error)
    model.fit(given, y, BATCH, epochs, verbose=0, callbacks=[Progress(name)])
    return model


def kindness(model, given):
    """Return the chance that each review is kind."""
    return ops.sigmoid(model(given)).numpy()[:, 0]


# %% play="sentiment"
counter = judge([], bags, 20, "bag of words")
reader = judge([Encoder(len(review_words), 24, 48)], x, budget(quick=3, full=8), "encoder")
right = {
    "always kind": y_test.mean(),
    "bag of words": np.mean((kindness(counter, bags_test) > 0.5) == y_test),
    "encoder": np.mean((kindness(reader, x_test) > 0.5) == y_test),
}
padded = np.pad(x_test, ((0, 0), (0, 2)))
moved = np.abs(kindness(reader, padded) - kindness(reader, x_test)).max()
print(f"two more zeros change a chance by {moved:.1g}")
pd.DataFrame({"new reviews judged rightly, %": right}).mul(100).round(1)

# %% claim="words_alone_do_not_judge"
assert right["bag of words"] < 0.8
assert right["encoder"] > right["bag of words"] + 0.1
assert moved < 1e-5

# %% [markdown] lang="en"
# Two zeros behind a review change nothing, because the encoder masks them. And how does a verdict come about? Let us follow a sentence word by word, with all there is on the way: the word's number, its
# embedding $e_t$, the state behind it, and what would be said if the review ended there.
#
# $$ h_t = \mathrm{step}(e_t, h_{t-1}), \qquad h_0 = 0, \qquad z_t = h_t \cdot w + b, \qquad p_t = \frac{1}{1 + e^{-z_t}} $$
#
# ### Exercise 7 · Follow a verdict (3 points)
#
# Write `trace(tokens, words, table, step, w, b)` for one sentence, a list of at least one token. The number of a token is its place in the list `words`, or 1 where it is not in it; its embedding is the row of `table`,
# `(words, features)`, at that place. `step(e_t, h_prev)` returns $h_t$, `(units,)`; call it once for each token. `w` is `(units,)` and `b` a number. Return a dictionary of NumPy arrays: `"numbers"`, whole numbers, `(time,)`;
# `"embeddings"`, `(time, features)`; `"states"`, `(time, units)`; `"logits"` and `"chances"`, the $z_t$ and the $p_t$, `(time,)` each. With a step that only adds, `h_prev + e_t`, the states are running sums of the embeddings.
# *Hint: what is said after a word has seen that word.*

# %% [markdown] lang="zh"
# 评论后面多两个零，什么也不会改变，因为编码器遮住了它们。那么判断是怎样形成的？我们逐词跟踪一个句子，把一路上的东西都写出来：词的编号、它的嵌入 $e_t$、读完它之后的状态，以及评论若到此为止会怎样判断。
#
# $$ h_t = \mathrm{step}(e_t, h_{t-1}), \qquad h_0 = 0, \qquad z_t = h_t \cdot w + b, \qquad p_t = \frac{1}{1 + e^{-z_t}} $$
#
# ### 练习 7 · 跟踪一个判断（3 分）
#
# 为一个句子（词元的列表，至少有一个词元）编写 `trace(tokens, words, table, step, w, b)`。词元的编号是它在列表 `words` 中的位置，不在其中就是 1；它的嵌入是 `table`（形状 `(words, features)`）在该位置的一行。
# `step(e_t, h_prev)` 返回 $h_t$，形状 `(units,)`；每个词元调用一次。`w` 的形状是 `(units,)`，`b` 是一个数。返回一个由 NumPy 数组组成的字典：`"numbers"`，整数，`(time,)`；`"embeddings"`，`(time, features)`；`"states"`，`(time, units)`；
# `"logits"` 和 `"chances"`，即各 $z_t$ 和 $p_t$，形状都是 `(time,)`。若 step 只做加法，即 `h_prev + e_t`，各状态就是嵌入的累计和。*提示：读完一个词之后的判断，已经看到了这个词。*


# %% exercise="trace"
def trace(tokens, words, table, step, w, b):
    """Return all that happens between the words of a review and what is thought of it after each.

    tokens  a list of strings
    words   a list: number -> word
    table   (words, features)   embeddings
    step    e_t (features,), h_prev (units,) -> h_t (units,)
    w, b    (units,), a number: from a state to a logit

    Returns a dictionary of arrays: numbers, embeddings, states, logits and chances, time first in each.
    """
    ### BEGIN SOLUTION
    place = {word: number for number, word in enumerate(words)}
    numbers = np.array([place.get(token, 1) for token in tokens])
    embeddings, states, h = table[numbers], [], np.zeros(len(w))
    for e_t in embeddings:
        h = step(e_t, h)
        states.append(h)
    states = np.array(states)
    logits = states @ w + b
    chances = 1 / (1 + np.exp(-logits))
    found = {"numbers": numbers, "embeddings": embeddings, "states": states}
    return found | {"logits": logits, "chances": chances}
    ### END SOLUTION


# %% check="trace" points=3
check("trace")

# %% play="by_hand"
EMBEDDINGS = {  # made up, to be checked by hand
    "this": [0.1, 0.2, 0.3],
    "movie": [0.4, 0.1, 0.6],
    "is": [0.2, 0.5, 0.1],
    "absolutely": [0.7, 0.3, 0.4],
    "terrible": [0.9, 0.1, 0.2],
}

table = np.array([[0, 0, 0], [0, 0, 0], *EMBEDDINGS.values()])
names, w = ["", "[UNK]", *EMBEDDINGS], np.array([-1, 1, 0])
by_hand = trace(list(EMBEDDINGS), names, table, lambda e_t, h_prev: h_prev + e_t, w, b=0)
rows = {name: np.round(part, 2).tolist() for name, part in by_hand.items()}
pd.DataFrame(rows, index=EMBEDDINGS)

# %% claim="the_last_state_is_the_sum"
assert np.allclose(by_hand["states"][-1], [2.3, 1.2, 1.6])
assert by_hand["chances"][-1] < 0.3 < by_hand["chances"][0]

# %% [markdown] lang="en"
# That is all there is to it: a table of rows, a state, a product. What a network adds is that its numbers and its step are learnt. So now those of the encoder above, on a review that begins with *nobody*, and on the same one with *everybody* in its place:

# %% [markdown] lang="zh"
# 全部过程就是这些：一张查表，一个状态，一个乘积。网络所添的，是其中的数和 step 都由学习得来。现在换上前面那个编码器的，先读一条以 *nobody* 开头的评论，再把开头换成 *everybody*：

# %% play="verdicts"
by_shape = {weight.shape: weight for weight in reader.layers[0].get_weights()}
cell, table = keras.layers.GRUCell(48), by_shape[len(review_words), 24]
cell.build((None, 24))
cell.set_weights([by_shape[shape] for shape in ((24, 144), (48, 144), (2, 144))])
w, b = reader.layers[-1].get_weights()


def learnt_step(e_t, h_prev):
    """Take one step of the trained encoder's GRU."""
    return np.array(cell(e_t[None], [np.float32(h_prev)[None]])[0])[0]


nobody, everybody = (review_words.index(word) for word in ("nobody", "everybody"))
review = next(row[row > 0] for row in x_test if row[0] == nobody)
rest, traces = [review_words[k] for k in review[1:]], {}
for first in ("nobody", "everybody"):
    traces[first] = trace([first, *rest], review_words, table, learnt_step, w[:, 0], b[0])

about = x_test[x_test[:, 0] == nobody]  # not this review only
other = np.where(about == nobody, everybody, about)
flips = (kindness(reader, about) > 0.5) != (kindness(reader, other) > 0.5)
later = (about > 0).sum(axis=1) - 1
print(f"{flips.mean():.0%} of {len(about)} verdicts are turned round ", end="")
print(f"by the first word, {later.min()} to {later.max()} words later")
figures.verdicts({first: found["chances"] for first, found in traces.items()}, rest)
figures.described(
    "The chance of kind after each word of a review, as bars up or down from one half: above for the review that begins with nobody, below for the same with everybody. The last bars point in opposite directions.",
    "一条评论读到每个词之后判为善意的概率，画成从二分之一向上或向下的柱子：上面的评论以 nobody 开头，下面的同一条以 everybody 开头。最后的柱子方向相反。",
)

# %% claim="one_word_turns_the_verdict"
prefixes = np.where(np.tri(len(review)), review, 0)  # the first word, the first two, …
assert np.abs(kindness(reader, prefixes) - traces["nobody"]["chances"]).max() < 1e-4
assert (traces["nobody"]["chances"][-1] > 0.5) != (traces["everybody"]["chances"][-1] > 0.5)
assert flips.mean() > 0.8
assert later.min() > 2

# %% [markdown] lang="en"
# The words that follow are the same in both, and the verdicts are opposite: the first word decides which way the others count. (The label is one number here, the chance of *kind*; where there are two, [negative, positive] or the other way round, say in
# which order.)
#
# > **Often claimed.** In *not very good*, the network may have forgotten *not* by the time it reads *good*. And: it judges 95 % of reviews rightly.
# >
# > **What we run.** All new reviews that begin with *nobody*, with *everybody* in its place; the share of right verdicts, beside a bag of words and the commoner answer.
# >
# > **What holds.** Two steps are no long dependency: here the first word still decides after more, as many as are printed above. (Chapter 4 has long ones.) And a share of right verdicts says something beside those of simple models on the same new reviews; alone, 95 % or any other number says nothing.
#
# ## A melody, continued
#
# Can such a pair of networks go on with a tune? A scale, do re mi fa so la ti do, would be no test: a table of which note follows which goes on with it just as well. Let us ask for what musicians call a **sequence**: a figure of four notes, repeated one step of the scale higher or lower each time.
# The encoder hears it twice, the decoder goes on twice. The test has figures that begin on notes on which they never began in training, so nothing can be looked up.

# %% [markdown] lang="zh"
# 两条评论后面的词都一样，判断却相反：第一个词决定了其余的词朝哪一边算。（这里的标签是一个数，即*好评*的概率；若有两个，无论是 [negative, positive] 还是反过来，都要说明顺序。）
#
# > **常见的说法。** 在 *not very good* 中，网络读到 *good* 时可能已经忘了 *not*。还有：它能判对 95% 的评论。
# >
# > **我们运行的。** 所有以 *nobody* 开头的新评论，以及把开头换成 *everybody* 的同一批评论；判对的比例，旁边是词袋和最常见的答案。
# >
# > **成立的是。** 两步不算长距离依赖：这里过了更多步，第一个词仍起决定作用，步数印在上面。（真正长的在第 4 章。）判对的比例，要与简单模型在同一批新评论上的比例并列才说明问题；单独的 95% 或任何别的数字，什么也说明不了。
#
# ## 把旋律接下去
#
# 这样一对网络能把一段旋律接下去吗？音阶 do re mi fa so la ti do 算不上考验：一张“哪个音后面跟哪个音”的表同样能接下去。我们来要求音乐里所说的**模进**（sequence）：一个四音的音型，每次升高或降低音阶的一级，反复出现。
# 编码器听两遍，解码器接着写两遍。测试中的音型从训练时从未用过的音开始，所以什么都查不到。

# %% play="tunes"
FIGURES = [(0, *rest) for rest in np.ndindex(5, 5, 5) if len({0, *rest}) > 2]


def tune(figure, first, way):
    """Return a figure four times from a first note, each time one step higher or lower, (16,), in steps of the scale."""
    return first + np.tile(FIGURES[figure], 4) + way * np.arange(4).repeat(4)


def halves(notes):
    """Return of each tune what is heard and how it goes on, as two lines."""
    return [tuple(" ".join(map(str, half)) for half in np.split(tune, 2)) for tune in notes]


beginnings = [(figure, first) for figure in range(len(FIGURES)) for first in range(5, 13)]
shuffled = np.random.default_rng(0).permutation(beginnings)
both_ways = np.array([tune(*beginning, way) for beginning in shuffled for way in (1, -1)])
new_tunes, old_tunes = np.split(both_ways, [len(shuffled) // 5 * 2])
music = as_task(halves(old_tunes), halves(new_tunes))
print(f"{len(old_tunes):,} tunes to learn from, {len(new_tunes)} to test on")

# %% play="melody"
musician, beginner = translator(music, 96), translator(music, 96)
callbacks = [keep(12, musician, beginner), Progress("the musician")]
fit(musician, music.x, music.y, budget(quick=30, full=40), callbacks=callbacks)
played = translate(musician, music)
by_memory = scores(nearest(music), music.y_test)
found = {"nearest tune": by_memory, "encoder and decoder": scores(played, music.y_test)}
score_table(found)

# %% folded="played"
lines = lines_of(played, music.target_words)
right = [line == rest for line, (_, rest) in zip(lines, halves(new_tunes), strict=True)]
chosen = np.argsort(right)[[-1, 0]]
own = [[int(note) for note in lines[k].split()] for k in chosen]
titles = ["right" if right[k] else "wrong" for k in chosen]
figures.tunes(new_tunes[chosen], own, titles)
figures.described(
    f"Two tunes, note by note. Dark dots are the half that was heard, grey rings the half that was meant, red dots what the network wrote in its place: {titles[0]} on the left, {titles[1]} on the right.",
    f"两首曲子，逐个音符。深色点是听到的一半，灰色圆圈是本来的另一半，红点是网络写下的；标题 right 表示对，wrong 表示错：左边 {titles[0]}，右边 {titles[1]}。",
)

# %% claim="most_tunes_go_on_right"
assert found["nearest tune"][0] < 0.05
assert found["encoder and decoder"][0] > 0.5
heard, rest = np.split(new_tunes, 2, axis=1)
met = {tuple(begun) for begun in np.split(old_tunes, 2, axis=1)[0]}
assert met.isdisjoint(map(tuple, heard))  # nothing can be looked up
step = heard[:, 4:] - heard[:, :4]  # the line of arithmetic
assert (rest == np.hstack([heard[:, 4:] + step, heard[:, 4:] + 2 * step])).all()

# %% [markdown] lang="en"
# > **Often claimed.** A recurrent network can learn a melody and reproduce it: do re mi fa so la ti do.
# >
# > **What we run.** Tunes that cannot be looked up, since their figures begin on new notes.
# >
# > **What holds.** It goes on with most of them without a mistake, and the figure on the right shows a mistake if there is one. A line of arithmetic does it without any; the network was not told that line, and had to find it in examples. Music is more than this, but a claim about it
# > should be at least this much: a task, a test that was not in training, and a number.
#
# ## Told the right word, or left alone
#
# In training the decoder reads the right words; at work it reads its own. After its first mistake it may stand before a beginning that no sentence in training had. This is **exposure bias**
# (Bengio et al. 2015, Ranzato et al. 2016). So accuracy under teacher forcing is not the quality of translation: there the model has been told all but the next word. How far apart the two are depends on how much
# hangs on the word before. Let us ask two models in the middle of their training: the translator, and the musician, whose next note is a step from the last one.

# %% [markdown] lang="zh"
# > **常见的说法。** 循环网络可以学会一段旋律并复现：do re mi fa so la ti do。
# >
# > **我们运行的。** 无法查到的旋律，因为其中的音型从新的音开始。
# >
# > **成立的是。** 它把其中大多数毫无差错地接了下去；若有错误，右图就是一个。一行算术可以一个不错；可是没有人把这一行告诉网络，它得从例子里去找。音乐远不止于此，但关于它的断言至少要有这些：一个任务、一份不在训练中的测试、一个数字。
#
# ## 被告知正确的词，还是只靠自己
#
# 训练时解码器读的是正确的词；工作时读的是自己写的词。一旦写错一个，它面对的就可能是训练中任何句子都没有过的开头。这叫**暴露偏差**（exposure bias；Bengio et al. 2015，
# Ranzato et al. 2016）。所以教师强制下的准确率并不是翻译的质量：那里的模型除了下一个词，什么都被告知了。两者相差多少，要看前一个词牵连着多少东西。
# 我们来问两个训练到一半的模型：翻译模型，和写旋律的模型，后者的下一个音总是从上一个音走出一步。


# %% play="forced_and_free"
def forced_and_free(model, task):
    """Return which words of the test come out right, read in both ways, and where there are words: (sentences, time) each."""
    inputs, target = task.y_test[:, :-1], task.y_test[:, 1:]
    forced = np.argmax(model((task.x_test, inputs)), axis=-1)
    free = np.zeros_like(target)
    own = translate(model, task, limit=target.shape[1])
    free[:, : own.shape[1]] = own
    return {"teacher forcing": forced == target, "free running": free == target}, target > 0


def after_a_mistake(right, there, words=4):
    """Return the token accuracy 1, 2, … words after the first mistake of free running, for both ways."""
    wrong = there & ~right["free running"]
    rows = np.flatnonzero(wrong.any(axis=1))
    later = np.arange(there.shape[1]) - wrong[rows].argmax(axis=1)[:, None]
    places = [there[rows] & (later == n) for n in range(1, words + 1)]
    return {name: [hits[rows][at].mean() for at in places] for name, hits in right.items()}


# %% play="exposure"
learners = {"the translator": (halfway, french), "the musician": (beginner, music)}
overall, curves = {}, {}
for name, (learner, task) in learners.items():
    right, there = forced_and_free(learner, task)
    overall[name] = {way: hits[there].mean() for way, hits in right.items()}
    curves[name] = after_a_mistake(right, there)
figures.after_a_mistake(curves)
figures.described(
    "Token accuracy over the number of words after the first mistake, told the right word or running free, a panel each for the translator and the musician. Told the right word, the musician does far better; the translator's lines lie closer together.",
    "第一个错误之后，词元准确率随词数的变化，分为告知正确的词和自由运行两种，翻译者和音乐者各一幅。告知正确的词时，音乐者好得多；翻译者的两条线更靠近。",
)
pd.DataFrame(overall).T.mul(100).round(1).add_suffix(", % of all words right")

# %% claim="told_the_right_word_goes_on_better"
later = {
    name: np.diff([np.mean(hits) for hits in both.values()])
    for name, both in curves.items()
}
assert later["the musician"] < -0.15
assert later["the translator"] < 0.03
gaps = [both["teacher forcing"] - both["free running"] for both in overall.values()]
assert abs(gaps[0]) < 0.06
assert gaps[0] + 0.02 < gaps[1]
for learner, task in learners.values():  # up to the first mistake both ways are one
    right, there = forced_and_free(learner, task)
    mistakes = np.cumsum(there & ~right["free running"], axis=1)
    before = there & (mistakes == 0)
    assert right["teacher forcing"][before].mean() > 0.999

# %% [markdown] lang="en"
# Same weights, same sentences, same places. Up to the first mistake both ways of reading are one; after it, who is told the right word goes on better than who has to live with a wrong one:
# the musician, whose notes hang on the one before, by far; the translator by little, if at all. A remedy is to let the decoder read some of its own words
# already in training, **scheduled sampling** (Bengio et al. 2015): a coin decides at every step whether the right word is read or the one just written.
#
# ### Exercise 8 · Read some of your own words (4 points)
#
# Write `mixed_pass(decoder, state, target_in, forced)`: the logits of a whole target, `(batch, time, words)`, when the word at step t is read from `target_in` where `forced` is true, and is else the
# likeliest word of the step before. The first word is always read from `target_in`. All true gives teacher forcing, all false free running. It has to run inside
# `fit`, so use `keras.ops`. *Hint: which step's logits decide what step t reads?*

# %% [markdown] lang="zh"
# 同样的权重，同样的句子，同样的位置。第一个错误之前，两种读法完全一样；之后，被告知正确单词的一方，比只能带着错词走下去的一方写得好：写旋律的模型每个音都牵连着前一个音，
# 差别很大；翻译模型即使有差别，也很小。一种补救办法是在训练中就让解码器读一部分自己写的词，即**计划采样**（scheduled sampling；
# Bengio et al. 2015）：每一步由一枚硬币决定读正确的词，还是读刚写出的词。
#
# ### 练习 8 · 读一些自己写的词（4 分）
#
# 编写 `mixed_pass(decoder, state, target_in, forced)`：返回整个译文的 logits，`(batch, time, words)`；`forced` 为真的地方，第 t 步读 `target_in` 里的词，
# 否则读上一步最可能的词。第一个词总是取自 `target_in`。全为真就是教师强制，全为假就是自由运行（free running）。它要在 `fit` 里运行，所以请用 `keras.ops`。
# *提示：第 t 步读什么，由哪一步的 logits 决定？*


# %% exercise="mixed_pass"
def mixed_pass(decoder, state, target_in, forced):
    """Run a decoder that reads right words and words of its own.

    decoder    target_in (batch, time), state -> logits (batch, time, words), state
    state      before the first word
    target_in  (batch, time)   the right words to read, [bos] first
    forced     (batch, time)   truth values: whether the right word is read

    Returns logits, (batch, time, words).
    """
    ### BEGIN SOLUTION
    token, steps = target_in[:, :1], []
    for t in range(target_in.shape[1]):
        if t > 0:
            own = ops.argmax(steps[-1], axis=-1)
            token = ops.where(forced[:, t : t + 1], target_in[:, t : t + 1], own)
        logits, state = decoder(token, state)
        steps.append(logits)
    return ops.concatenate(steps, axis=1)
    ### END SOLUTION


# %% check="mixed_pass" points=4
check("mixed_pass")


# %% play="scheduled"
class ScheduledSampling(EncoderDecoder):
    """An EncoderDecoder that in training reads the right word with probability `ratio`, else its own."""

    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(encoder, decoder, **kwargs)
        self.ratio = self.add_weight(shape=(), initializer="ones", trainable=False)
        self.coins = keras.random.SeedGenerator(0)

    def call(self, inputs, training=False):
        if not training:
            return super().call(inputs)
        x, y = inputs
        forced = keras.random.uniform(ops.shape(y), seed=self.coins) < self.ratio
        return mixed_pass(self.decoder, self.start(x), y, forced)


def anneal(sampler, ratios):
    """Return a callback that sets the ratio of each epoch."""

    def begin(epoch, logs):
        sampler.ratio.assign(ratios[epoch])

    return keras.callbacks.LambdaCallback(on_epoch_begin=begin)


# %% play="ratios"
rounds = budget(quick=10, full=30)
schedules = {
    "1": np.ones(rounds),
    "0.5": np.full(rounds, 0.5),
    "0": np.zeros(rounds),
    "from 1 to 0": np.linspace(1, 0, rounds),
}

new, sampled = translator(music, 96), {}
sampler = ScheduledSampling(new.encoder, new.decoder)
for name, ratios in schedules.items():
    new = translator(music, 96)  # all begin with the same weights
    sampler.encoder.set_weights(new.encoder.get_weights())
    sampler.decoder.set_weights(new.decoder.get_weights())
    callbacks = [anneal(sampler, ratios), Progress(f"ratio {name}")]
    fit(sampler, music.x, music.y, rounds, callbacks=callbacks)
    right, there = forced_and_free(sampler, music)
    sampled[name] = {f"{way}, %": 100 * hits[there].mean() for way, hits in right.items()}
    whole = right["free running"] | ~there
    sampled[name]["exact match, %"] = 100 * whole.all(axis=1).mean()
beside("ratios", pd.DataFrame(sampled).T.round(1).rename_axis("trained with ratio"))

# %% play="shares"
x, y = music.x_test, music.y_test
coins, told = np.random.default_rng(0).random(y[:, :-1].shape), {}
for share in (1.0, 0.5, 0.0):
    logits = mixed_pass(beginner.decoder, beginner.start(x), y[:, :-1], coins < share)
    told[share] = np.mean((np.argmax(logits, axis=-1) == y[:, 1:])[y[:, 1:] > 0])
    print(
        f"the musician in training, told {share:4.0%} of the notes: {told[share]:.1%} right"
    )

# %% claim="told_more_or_nothing"
assert told[1.0] > told[0.5] > told[0.0]
foretold = {name: both["teacher forcing, %"] for name, both in sampled.items()}
behind = {name: foretold["1"] - share for name, share in foretold.items() if name != "1"}
if budget(quick=True, full=False):
    assert min(behind["0"], behind["0.5"]) > 3
    assert behind["from 1 to 0"] > 1
else:
    assert max(map(abs, behind.values())) < 1
assert all(both["exact match, %"] <= both["free running, %"] for both in sampled.values())

# %% [markdown] lang="en"
# The more it is told, the more it gets right. As training it is another matter: with a ratio of 0 from the start the model reads its own nonsense until it can write, and after equally many
# passes it foretells the next note less well (left column) than the model that was told every one; so does the model that is told half of them. In the other columns, where each writes by itself, do not trust small differences: it is one seed. Scheduled sampling therefore lowers the ratio little by little;
# in the quick budget that, too, stays behind in the left column. (With three times the passes, in the full budget, all four foretell alike to a point.) And nothing better is promised in the limit: words of its own are followed by right words that need not fit them, so even a perfect learner would not learn the true probabilities (Huszár 2015).
#
# ## Real sentences, another language, more of the grammar
#
# With `UNROLLED_BUDGET=full` the cells below train on two kinds of the grammar's sentences, judgements among them, into French and into Chinese, and on real ones. BLEU (`parallel_text.ipynb`) is printed where the package `sacrebleu` is installed;
# our own implementation is an exercise there, so it stays out of this notebook.
#
# Models that began with different numbers need not make the same mistakes on pairs they never met. So let several of them write together, an **ensemble**, as Sutskever et al. did with five:
# each keeps its own state, and the sum of their log-probabilities decides on the next word, which all of them then read. `greedy_translate` asks for no more than a step.

# %% [markdown] lang="zh"
# 被告知的越多，对的就越多。用来训练则是另一回事：比例从一开始就是 0 时，模型在会写之前读到的都是自己的胡言乱语，走完同样多遍之后，它预测下一个音（左列）不如每个音都被告知的模型；被告知一半的模型也是如此。其余两列是各自写作的结果，里面的小差别不要相信：只有一个随机种子。
# 所以计划采样是逐渐降低比例的；在 quick 预算下，它在左列里也落后。（full 预算的遍数是三倍，那时四者在左列相差不到一个百分点。）而且极限情形下也不保证更好：模型自己写的词后面接着的正确的词
# 未必与之相配，所以即使是完美的学习者，学到的也不是真实的概率（Huszár 2015）。
#
# ## 真实的句子，另一种语言，更多的文法
#
# 设 `UNROLLED_BUDGET=full` 时，下面的单元格会用文法的两类句子（包括评价句）训练，译成法语和汉语，也会用真实的句子训练。若装有 `sacrebleu` 包，就会打印 BLEU（见 `parallel_text.ipynb`）；
# 自己实现 BLEU 是那里的练习，所以不出现在本笔记本里。
#
# 从不同的初始数值出发的模型，在没见过的搭配上犯的错不一定相同。所以让几个模型一起写，即**集成**（ensemble），Sutskever et al. 用了五个：
# 每个模型保有自己的状态，由它们的对数概率之和决定下一个词，然后大家都读这个词。`greedy_translate` 要的只是一个 step。


# %% play="ensemble"
class Ensemble:
    """Several models that write one translation; the sum of their log-probabilities decides."""

    def __init__(self, models):
        self.models = models

    def start(self, source):
        """source (batch, time) -> the state of each model."""
        return [model.start(source) for model in self.models]

    def step(self, token, states):
        """token (batch,) -> the sum of log-probabilities (batch, words), and the new states."""
        pairs = zip(self.models, states, strict=True)
        written = [model.step(token, state) for model, state in pairs]
        logits, states = zip(*written, strict=True)
        return sum(map(ops.log_softmax, logits)), states


def ensemble(task, units, epochs, seeds):
    """Train one model for each seed, in the same compiled one; return them as an Ensemble."""
    learner, models = translator(task, units), []
    for seed in seeds:
        models.append(translator(task, units, seed=seed))
        learner.set_weights(models[-1].get_weights())
        fit(learner, task.x, task.y, epochs, callbacks=[Progress(f"model {seed}")])
        models[-1].set_weights(learner.get_weights())
    return Ensemble(models)


# %% play="bleu"
def bleu(lines, references):
    """Return corpus BLEU-4 of lines of tokens, each with a list of references, by sacrebleu; NaN where it is not installed."""
    if importlib.util.find_spec("sacrebleu") is None:
        return np.nan
    from sacrebleu import corpus_bleu

    several = list(zip_longest(*references))
    return round(corpus_bleu(lines, several, tokenize="none", force=True).score, 1)


# %% play="large"
def compared(task, several):
    """Return translations of the test by two models without a network, by each model, and by all of them together."""
    written = {"word by word": word_by_word(task), "nearest sentence": nearest(task)}
    for number, model in enumerate(several.models):
        written[f"model {number} alone"] = translate(model, task)
    return written | {"ensemble": translate(several, task)}


languages = budget(quick=(), full=("fr", "zh"))
if not languages:
    print("UNROLLED_BUDGET=full trains on more of the grammar, into French and Chinese.")
for language in languages:
    task = grammar_task(("state", "judgement"), 20_000, language)
    written = compared(task, ensemble(task, 192, epochs=4, seeds=range(3)))
    lines = {name: lines_of(ids, task.target_words) for name, ids in written.items()}
    wanted = [[line] for line in lines_of(task.y_test, task.target_words)]
    table = score_table({name: scores(ids, task.y_test) for name, ids in written.items()})
    table["BLEU-4"] = [bleu(some, wanted) for some in lines.values()]
    print(
        f"English to {language}: {len(task.x):,} sentences to learn from, {len(wanted)} to test on"
    )
    print(*lines_of(task.x_test[:1], task.source_words), "|", lines["ensemble"][0])
    display(table)

# %% play="real_task"
EXAMPLES = {  # of Dive into Deep Learning 0.17.5, section 9.7, with its references
    "go .": "va !",
    "i lost .": "j'ai perdu .",
    "he's calm .": "il est calme .",
    "i'm home .": "je suis chez moi .",
}
PUBLISHED = {
    "their BLEU, PyTorch": (1, 1, 0, 1),
    "their BLEU, TensorFlow": (0, 0, 0, 0.704),
}


def spaced(line):
    """Return a line in lower case, with spaces round its punctuation."""
    return re.sub(r"\s*([.,!?])", r" \1", re.sub(r"\s", " ", line.lower())).strip()


def real_task(pairs, held_out=1_000, longest=10, words=4_000):
    """Hold out sources, the examples among them; return a Task with one row for each, and all their translations."""
    translations = {source: [target] for source, target in EXAMPLES.items()}
    for source, target in pairs:
        if len(spaced(target).split()) <= longest:
            translations.setdefault(spaced(source), []).append(spaced(target))
    others = sorted(set(translations) - set(EXAMPLES))
    chosen = np.random.default_rng(0).permutation(len(others))[: held_out - len(EXAMPLES)]
    test = [*EXAMPLES, *(others[k] for k in chosen)]
    sources = sorted(set(translations) - set(test))
    learnt = [(source, target) for source in sources for target in translations[source]]
    task = as_task(learnt, [(source, translations[source][0]) for source in test], words)
    return task, [translations[source] for source in test]


# %% play="tatoeba"
pairs = parallel("tatoeba") if budget(quick=False, full=True) else []
if len(pairs) > 100_000:
    real, wanted = real_task(pairs[:20_000])
    large = translator(real, 192)
    fit(large, real.x, real.y, epochs=6, callbacks=[Progress("Tatoeba")])
    lines = {
        "nearest sentence": nearest(real),
        "encoder and decoder": translate(large, real),
    }
    lines = {name: lines_of(ids, real.target_words) for name, ids in lines.items()}
    found = {}
    for name, some in lines.items():
        right = [line in several for line, several in zip(some, wanted, strict=True)]
        found[name] = 100 * np.mean(right), bleu(some, wanted)
    print(f"{len(real.x):,} pairs to learn from, {len(wanted):,} sources held out")
    display(pd.DataFrame(found, index=["one of the translations, %", "BLEU-4"]).T.round(1))
    theirs = pd.DataFrame(PUBLISHED, index=list(EXAMPLES))
    display(theirs.assign(ours=some[: len(EXAMPLES)], right=right[: len(EXAMPLES)]))
else:
    print("Tatoeba is not read: it needs UNROLLED_BUDGET=full and the file fra-eng.zip.")

# %% [markdown] lang="en"
# ## What it can do, and what it cannot
#
# > **Often claimed.** An encoder and a decoder catch long dependencies. They lose long sentences. (Both, at times on one page.)
# >
# > **What we run.** Sentences with pairs of words that were never met together; rows of one to eight symbols through a context of 32, 64 and 128 numbers.
# >
# > **What holds.** Trained end to end, without one rule written down, the model translates combinations that it never met; and what it keeps of a long source is limited by a context of fixed size.
#
# It also reads and writes one word after the other, so its steps cannot be computed side by side. A Transformer computes them side by side in training, at a
# cost that grows with the square of the length; see *Read* below.
#
# What the two parts are used for, in the shapes that you have built:
#
# | from | to | uses | here |
# |---|---|---|---|
# | a vector | a sequence | captions of pictures; of a video, where one vector stands for all its frames; music from a vector of style | pictures |
# | a sequence | a vector | kinds of text, spam, which language, who speaks, what is done in a video | reviews |
# | a sequence | a sequence | machine translation, summaries, chatbots, speech into text and text into speech, handwriting, captions of a video frame by frame, code from a description | French, melodies |
#
# Speech from phonemes and code from a syntax tree are sometimes put into the first row. But phonemes are a sequence, and a tree is written down as one, as long as it is large: their place is the last row.

# %% [markdown] lang="zh"
# ## 它能做什么，不能做什么
#
# > **常见的说法。** 编码器-解码器能抓住长距离依赖。它会丢失长句。（两种说法，有时出现在同一页上。）
# >
# > **我们运行的。** 含有从未同时出现过的搭配的句子；一到八个符号的串，经过 32、64、128 个数的上下文。
# >
# > **成立的是。** 模型端到端训练，没有写下一条规则，却能翻译从未见过的组合；而它能从长原文中留住多少，受固定大小的上下文限制。
#
# 它还要一个词接一个词地读和写，所以各步不能并排计算。Transformer 在训练时并排计算，代价随长度的平方增长；
# 见下面的*读一读*。
#
# 这两部分用在哪里，按你搭建过的几种形状来看：
#
# | 从 | 到 | 用途 | 本笔记本 |
# |---|---|---|---|
# | 一个向量 | 一个序列 | 图片说明；视频说明，若一个向量代表所有帧；由表示风格的向量生成音乐 | 图片 |
# | 一个序列 | 一个向量 | 文本分类、垃圾邮件、语种识别、说话人识别、视频中的动作 | 评论 |
# | 一个序列 | 一个序列 | 机器翻译（machine translation）、摘要、聊天机器人、语音识别与语音合成、手写识别、逐帧的视频说明、由描述生成代码 | 法语、旋律 |
#
# 由音素合成语音、由语法树生成代码，有时被归入第一行。可是音素本身是序列，树写下来也是序列，树有多大就有多长：它们属于最后一行。

# %% [markdown] answer="teacher_forced_score" points=2 lang="en"
# ### Question 1 (2 points, read by a person)
#
# A colleague reports: "Our translator gets 97 % of the next words right on sentences it has not seen, so about 97 of 100 words in our translations are right." Which two things may be wrong with this sentence? What should she
# measure instead, and on which sentences?
#
# ### BEGIN SOLUTION
# The 97 % were probably measured with teacher forcing: before each word the model was told all the right words before it. At work it reads its own words, and after its first mistake the beginning is one that it was never trained on, so that the
# share of right words falls along the sentence. Besides, it has to be said what was counted: with padding among the words, zeros that are easy to predict raise the share. And words right one by one are
# not a sentence right: at 97 % independent words, about three sentences in four of ten words would be free of mistakes. She should let the model write by itself, as it is used, and
# report exact match, or BLEU on the whole test where several translations are right, beside a simple baseline; on sources that do not occur in training, and whose word pairs or near copies do not either.
# ### END SOLUTION

# %% [markdown] answer="teacher_forced_score" points=2 lang="zh"
# ### 问题 1（2 分，由人批阅）
#
# 一位同事报告：“我们的翻译模型在没见过的句子上，下一个词的准确率是 97%，所以我们的译文里每 100 个词大约有 97 个是对的。”这句话可能有哪两处不对？她应当改为测量什么，在哪些句子上测量？
#
# ### BEGIN SOLUTION
# 这 97% 很可能是在教师强制下测得的：每个词之前，模型都被告知了前面所有正确的词。工作时它读的是自己写的词，一旦写错，面对的就是训练中没有过的开头，正确词的比例会沿着句子下降。
# 此外还要说明数的是什么：若把填充的零也算作词，这些容易预测的零会抬高比例。而且单个词对不等于整句对：若各词独立、准确率 97%，十个词的句子大约四句中只有三句没有错误。
# 她应当让模型像实际使用时那样自己写，报告完全匹配率，若一句有多种正确译法则报告整个测试集上的 BLEU，并与简单的基线并列；测试用的原文不能出现在训练中，词的搭配或近似的句子也不能。
# ### END SOLUTION

# %% [markdown] lang="en"
# ## Where to go from here
#
# **Try** an encoder that reads in both directions (chapter 6): its two states side by side need a decoder twice as wide, or a dense layer between. · Train the repeating model on sources of up to four symbols and test it on eight. ·
# Let a picture show two shapes, "a red cross above a blue disc".
#
# **Read** I. Sutskever, O. Vinyals and Q. Le, *Sequence to sequence learning with neural networks*, NIPS 2014 · K. Cho et al., *Learning phrase representations using RNN encoder-decoder for statistical machine translation*, EMNLP 2014 ·
# S. Bengio et al., *Scheduled sampling for sequence prediction with recurrent neural networks*, NIPS 2015, and F. Huszár, *How (not) to train your generative model*, 2015, against it · M. Ranzato et al., *Sequence level training with recurrent neural networks*,
# ICLR 2016 · D. Bahdanau, K. Cho and Y. Bengio, *Neural machine translation by jointly learning to align and translate*, ICLR 2015, on attention · A. Vaswani et al., *Attention is all you need*, NIPS 2017 ·
# A. Zhang, Z. Lipton, M. Li and A. Smola, *Dive into Deep Learning* 0.17.5, sections 9.6 and 9.7, with code of the same parts, which is quoted above.

# %% [markdown] lang="zh"
# ## 接下来
#
# **试一试** 用双向阅读的编码器（第 6 章）：两个状态并排，解码器要宽一倍，或者中间加一个全连接层。· 让重复符号的模型只在至多四个符号的原文上训练，再用八个符号测试。·
# 让一幅图里有两个形状：“a red cross above a blue disc”。
#
# **读一读** I. Sutskever, O. Vinyals and Q. Le, *Sequence to sequence learning with neural networks*, NIPS 2014 · K. Cho et al., *Learning phrase representations using RNN encoder-decoder for statistical machine translation*, EMNLP 2014 ·
# S. Bengio et al., *Scheduled sampling for sequence prediction with recurrent neural networks*, NIPS 2015，以及反对它的 F. Huszár, *How (not) to train your generative model*, 2015 · M. Ranzato et al., *Sequence level training with recurrent neural networks*,
# ICLR 2016 · D. Bahdanau, K. Cho and Y. Bengio, *Neural machine translation by jointly learning to align and translate*, ICLR 2015，讲注意力 · A. Vaswani et al., *Attention is all you need*, NIPS 2017 ·
# A. Zhang, Z. Lipton, M. Li and A. Smola, *Dive into Deep Learning* 0.17.5，第 9.6 和 9.7 节：同样几个部分的代码，上面引用过。
