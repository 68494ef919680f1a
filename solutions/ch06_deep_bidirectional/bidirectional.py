# %% [markdown] lang="en"
# # Read from both sides
#
# Give a language model a second network that reads from the right, and its perplexity falls almost to 1, the best there can be. Let it write, and what comes out is
# worse than before. Why? And where is it right to read from both sides? Here you write a bidirectional layer that equals `keras.layers.Bidirectional`, padding
# included, and its older relative, the hidden Markov model with its two passes; with both you tag words and names, and with the layer you fill gaps and
# judge reviews.
#
# You will learn
# - how two networks that read in opposite directions share the work, and what padding does to the one that starts at the end,
# - how the forward and the backward pass of a hidden Markov model do the same exactly, with probabilities,
# - when the right-hand side may be read, and when reading it is cheating.
#
# You need: recurrent layers (chapter 3) and the gated cells (chapter 5). Running everything takes a minute or two on two cores.

# %% [markdown] lang="zh"
# # 从两边读
#
# 给语言模型（language model）加上第二个从右边读的网络，它的困惑度（perplexity）几乎降到 1，也就是最好的可能值。让它写作，写出来的却比原来更差。为什么？从两边读，在哪里才是对的？
# 在这里，你要写出一个与 `keras.layers.Bidirectional` 结果相等、也会处理填充（padding）的双向层，以及它的前辈：有前向、后向两遍计算的隐马尔可夫模型（hidden Markov model）；
# 用这两种模型给词和名称作标注，再用双向层填空、判断评论。
#
# 你将学到
# - 两个方向相反的网络怎样分工，以及填充对从末尾读起的那个网络有什么影响；
# - 隐马尔可夫模型的前向与后向两遍计算，怎样用概率精确地做同一件事；
# - 什么时候可以读右边，什么时候读右边就是作弊。
#
# 需要的基础：循环层（第 3 章）和门控单元（第 5 章）。在两个核上全部运行需一两分钟。

# %%
from unrolled.check import check  # first: it brings up Keras without log lines
import os
from itertools import pairwise, product
from pathlib import Path

import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from keras import ops
from unrolled import figures
from unrolled.baselines import witten_bell
from unrolled.data import book, clean, encode, split, windows
from unrolled.grammar import AMBIGUOUS, KINDS, sentences, text
from unrolled.record import beside
from unrolled.training import Progress, budget

figures.style()
keras.utils.set_random_seed(0)

# %% [markdown] lang="en"
# ## Words that wait for what follows
#
# What stands in the gap?
#
# - I am ___.
# - I am ___ hungry.
# - I am ___ hungry, and could eat half a pig.
#
# (The gaps are those of *Dive into Deep Learning*.) To the left the three are the same. "Happy" fits the first; "not" and "very" fit the second; only "very"
# fits the third. "The cat sat on the ___", on the other hand, is no case for reading from both sides: nothing follows that gap, and a left-to-right model is all it
# needs. The same holds for what a word *is*: "green" is a colour in "green leaves fell" and a person in "green laughed". Whoever types Chinese by sound writes *xian* both for 先
# (first) and for 线 (line): in *xian zou* the right side decides (先走, go first), in *dianxian* the left (电线, power line).
#
# A **bidirectional** network (Schuster and Paliwal 1997) is two networks with weights of their own. One reads from the left, the other from the
# right, and what they know at the same word is put side by side:
#
# $$
# \begin{aligned}
# \overrightarrow h_t &= \tanh(x_t \overrightarrow W_x + \overrightarrow h_{t-1} \overrightarrow W_h + \overrightarrow b) \\
# \overleftarrow h_t &= \tanh(x_t \overleftarrow W_x + \overleftarrow h_{t+1} \overleftarrow W_h + \overleftarrow b) \\
# h_t &= [\overrightarrow h_t, \overleftarrow h_t]
# \end{aligned}
# $$

# %% [markdown] lang="zh"
# ## 要等到后文才明白的词
#
# 空格里填什么？
#
# - 我 ___。
# - 我 ___ 饿了。
# - 我 ___ 饿了，我可以吃半头猪。
#
# （这几个空格取自 *Dive into Deep Learning*。）三句的左边完全相同。第一句可以填“很高兴”；第二句可以填“不”或“非常”；第三句只能填“非常”。
# 而“The cat sat on the ___”并不需要从两边读：那个空格后面什么也没有，从左到右的模型就够了。一个词*是什么*，也是如此：在“green leaves fell”里 green 是颜色，在“green laughed”里是人名。
# 用拼音打字的人，*xian* 既可能是“先”，也可能是“线”：在 *xian zou*（先走）里由右边决定，在 *dianxian*（电线）里由左边决定。
#
# **双向**（bidirectional）网络（Schuster and Paliwal 1997）是两个网络，各有各的权重。一个从左读，一个从右读，它们在同一个词上知道的东西并排放在一起：
#
# $$
# \begin{aligned}
# \overrightarrow h_t &= \tanh(x_t \overrightarrow W_x + \overrightarrow h_{t-1} \overrightarrow W_h + \overrightarrow b) \\
# \overleftarrow h_t &= \tanh(x_t \overleftarrow W_x + \overleftarrow h_{t+1} \overleftarrow W_h + \overleftarrow b) \\
# h_t &= [\overrightarrow h_t, \overleftarrow h_t]
# \end{aligned}
# $$

# %% play="draw_both_ways"
figures.both_directions(["I", "am", "very", "hungry"])
figures.described(
    "A bidirectional network over 'I am very hungry': one row of states with arrows to the right, one with arrows to the left. Both read the words, and both lead to h_t at each step; no arrow joins the two rows.",
    "“I am very hungry”上的双向网络：一行状态的箭头向右，一行的箭头向左。两行都读入这些词，每一步都通向 h_t；两行之间没有箭头。",
)

# %% [markdown] lang="en"
# No arrow leads from one row to the other. So the forward and the backward network are not *stacked*, as one reads now and then: they run in parallel,
# and only their outputs meet.
#
# ## Where does the end begin?
#
# In a batch the sentences have different lengths, and the short ones are filled up with padding. The network that reads from the left meets the
# padding last; the other one meets it *first*. If it reads it, its state is no longer what it should be when it comes to the first word. So padding must not be read at
# all: where the mask says so, the state stays what it was.
#
# ### Exercise 1 · Two passes (3 points)
#
# Write `both_ways(x, mask, forward, backward, units)`. `forward` and `backward` are steps, `h_t = step(x_t, h_prev)`; each pass starts with a state
# of zeros. Return the states of both passes side by side, `(batch, time, 2 * units)`, those at time $t$ being the ones just after $x_t$ was read and
# zeros at padding; and the last state of each pass side by side, `(batch, 2 * units)`. Padding may stand at the end, in front or anywhere. *Hint: the
# two passes differ in the step and in the order of time, and in nothing else.*

# %% [markdown] lang="zh"
# 没有箭头从一行通向另一行。所以前向网络和后向网络并不像有时说的那样*堆叠*在一起：它们并行运行，只有输出才汇合。
#
# ## 末尾从哪里开始？
#
# 一个批次（batch）中的句子长短不一，短的后面加填充。从左读的网络最后才遇到填充，另一个网络却*最先*遇到它。如果把填充也读进去，还没读到第一个词，
# 状态就已经坏了。所以填充根本不能读：凡是掩码（mask）标明是填充的地方，状态保持不变。
#
# ### 练习 1 · 两遍（3 分）
#
# 编写 `both_ways(x, mask, forward, backward, units)`。`forward` 和 `backward` 是走一步的函数，`h_t = step(x_t, h_prev)`；每一遍都从全零的状态开始。
# 返回并排放置的两遍的状态 `(batch, time, 2 * units)`，其中时刻 $t$ 的状态是刚读完 $x_t$ 之后的状态，填充处为零；
# 再返回并排放置的两遍的最后状态 `(batch, 2 * units)`。填充可能在末尾、在前面，也可能在任何地方。*提示：两遍的区别只在于用哪个步、按什么时间顺序，
# 别无其他。*


# %% exercise="both_ways"
def both_ways(x, mask, forward, backward, units):
    """Read a batch of padded sequences once from the left and once from the right.

    x         (batch, time, features)   inputs
    mask      (batch, time)             True where there is an input, False at padding
    forward   step(x_t, h_prev) -> h_t, (batch, units), of the pass from the left
    backward  the same of the pass from the right
    units     the length of the state of either pass

    Returns the states, (batch, time, 2 * units), zero at padding, and the last states, (batch, 2 * units).
    """

    ### BEGIN SOLUTION
    def walk(step, order):
        h, states = np.zeros((len(x), units)), np.empty((*mask.shape, units))
        for t in order:
            here = mask[:, t, None]
            h = np.where(here, step(x[:, t], h), h)
            states[:, t] = h * here
        return states, h

    time = range(mask.shape[1])
    passes = walk(forward, time), walk(backward, reversed(time))
    states, last = zip(*passes, strict=True)
    return np.concatenate(states, axis=-1), np.concatenate(last, axis=-1)
    ### END SOLUTION


# %% check="both_ways" points=3
check("both_ways")

# %% [markdown] lang="en"
# ## The same as a Keras layer
#
# In PyTorch a recurrent layer has an argument `bidirectional=True`. A layer of Keras refuses that; there one layer wraps another,
# `keras.layers.Bidirectional(keras.layers.LSTM(4))`. How the outputs meet is the `merge_mode`: side by side (`"concat"`, twice the units), their sum, their average or
# their product. (A *weighted* sum needs no mode of its own: it is what a `Dense` layer makes of the two halves.)
#
# ### Exercise 2 · `Bidirectional` (4 points)
#
# Write the layer for `SimpleRNN`, `GRU` and `LSTM`. Make two layers from the configuration of the given one, with all its options; the second has
# `go_backwards=True`. The given layer is neither used nor changed: somebody may need it elsewhere. A layer that goes backwards turns inputs and mask round by itself and returns its sequence *in the order in which it has read*. With `return_sequences=True` the merged
# output at padding is zero; without, it merges the last states. States are neither taken nor returned:
# for `initial_state` and `return_state` there is Keras' own layer. `get_config` and the like are given. *Hint: which of the two outputs has to be turned
# round before they meet, and when is there nothing to turn?*

# %% [markdown] lang="zh"
# ## 写成 Keras 层
#
# 在 PyTorch 里，循环层有一个参数 `bidirectional=True`。Keras 的层不接受它；在那里是用一个层包住另一个层：`keras.layers.Bidirectional(keras.layers.LSTM(4))`。两个输出怎样汇合，由 `merge_mode` 决定：并排（`"concat"`，单元数加倍）、求和、求平均或求积。
# （*加权*和不需要单独的方式：`Dense` 层对并排的两半所做的正是这件事。）
#
# ### 练习 2 · `Bidirectional`（4 分）
#
# 为 `SimpleRNN`、`GRU` 和 `LSTM` 编写这个层。由给定层的配置（连同它的全部选项）造出两个层；第二个带 `go_backwards=True`。给定的层本身既不使用也不改动：
# 别处也许还要用它。反着读的层自己会把输入和掩码反过来，而返回的序列是*按它阅读的顺序*排列的。`return_sequences=True` 时，合并后的输出在填充处为零；否则合并的是最后的状态。状态既不传入也不返回：
# 需要 `initial_state` 和 `return_state` 时，用 Keras 自带的层。`get_config` 等已经给出。*提示：
# 汇合之前，两个输出中哪一个要反过来？什么时候没有东西可反？*


# %% exercise="Bidirectional"
@keras.saving.register_keras_serializable("unrolled")
class Bidirectional(keras.layers.Layer):
    """Read a sequence from both sides with two copies of a recurrent layer.

    layer       SimpleRNN, GRU or LSTM; its configuration is used, itself and its weights are not
    merge_mode  how the outputs meet: "concat", "sum", "ave" or "mul"

    The weights are those of `forward_layer`, then those of `backward_layer`.
    """

    def __init__(self, layer, merge_mode="concat", **kwargs):
        super().__init__(**kwargs)
        self.merge_mode = merge_mode
        self.supports_masking = True
        ### BEGIN SOLUTION
        self.forward_layer = layer.__class__.from_config(layer.get_config())
        backwards = layer.get_config() | {"go_backwards": True}
        self.backward_layer = layer.__class__.from_config(backwards)
        ### END SOLUTION

    def build(self, input_shape):
        """Create the weights; input_shape is (batch, time, features)."""
        self.forward_layer.build(input_shape)
        # In an .h5 file no two weights may have one name.
        with keras.name_scope("backward"):
            self.backward_layer.build(input_shape)

    def call(self, inputs, mask=None):
        """inputs (batch, time, features), mask (batch, time) or None -> the merged output."""
        ### BEGIN SOLUTION
        forward = self.forward_layer(inputs, mask=mask)
        backward = self.backward_layer(inputs, mask=mask)
        if self.forward_layer.return_sequences:
            backward = ops.flip(backward, axis=1)
            if mask is not None:
                here = ops.cast(mask, self.compute_dtype)[:, :, None]
                forward, backward = forward * here, backward * here
        if self.merge_mode == "concat":
            return ops.concatenate([forward, backward], axis=-1)
        if self.merge_mode == "mul":
            return forward * backward
        return (forward + backward) * (0.5 if self.merge_mode == "ave" else 1)
        ### END SOLUTION

    def compute_mask(self, inputs, mask=None):
        """A sequence keeps its mask; without return_sequences there is no time axis left."""
        return mask if self.forward_layer.return_sequences else None

    def get_config(self):
        """Return what __init__ needs, the wrapped layer as a configuration of its own."""
        layer = keras.saving.serialize_keras_object(self.forward_layer)
        return super().get_config() | {"layer": layer, "merge_mode": self.merge_mode}

    @classmethod
    def from_config(cls, config):
        """Make the layer from what get_config returned."""
        layer = keras.saving.deserialize_keras_object(config["layer"])
        return cls(**config | {"layer": layer})


# %% check="Bidirectional" points=4
check("Bidirectional")

# %% [markdown] lang="en"
# Three times the same: your loop, your layer, Keras' layer. Then 200 sentences of six words alone, and the same sentences with two pads behind them or in front. The last
# states of both directions often serve as a summary of a sentence: how far does padding move them?

# %% [markdown] lang="zh"
# 同一个东西算三遍：你的循环、你的层、Keras 的层。然后单独看 200 个六个词的句子，再看后面或前面加了两个填充的同样的句子。
# 两个方向的最后状态常用来概括一个句子：填充会让它们移动多远？

# %% play="three_times_the_same"
rng = np.random.default_rng(0)
x = rng.normal(size=(3, 6, 4)).astype("float32")
mask = np.arange(6) < np.array([[6], [4], [2]])
plain = keras.layers.SimpleRNN(5, return_sequences=True)
gaps = {}
for mode in ("concat", "sum", "ave", "mul"):
    theirs, yours = keras.layers.Bidirectional(plain, mode), Bidirectional(plain, mode)
    expected = theirs(x, mask=mask)
    yours.build(x.shape)
    yours.set_weights(theirs.get_weights())
    gaps[f"your layer - Keras', {mode}"] = np.abs(yours(x, mask=mask) - expected).max()


def step_of(layer):
    """Return one step of a SimpleRNN as a function in NumPy."""
    W_x, W_h, b = layer.get_weights()
    return lambda x_t, h: np.tanh(x_t @ W_x + h @ W_h + b)


yours = Bidirectional(plain)
expected = yours(x, mask=mask)
steps = step_of(yours.forward_layer), step_of(yours.backward_layer)
states, _ = both_ways(x, mask, *steps, units=5)
gaps["your loop - your layer, concat"] = np.abs(states - expected).max()
pd.DataFrame({"largest difference": gaps})

# %% claim="side_by_side_is_twice_the_units"
assert expected.shape == (3, 6, 2 * 5)
try:
    keras.layers.LSTM(4, bidirectional=True)
    refused = ""
except (TypeError, ValueError) as error:
    refused = str(error)
assert "bidirectional" in refused

# %% play="padding_read_and_masked"
embed = keras.layers.Embedding(10, 4, keras.initializers.RandomNormal(stddev=1.0))
sentence, pads = rng.integers(1, 10, size=(200, 6)), np.zeros((200, 2), int)
read = Bidirectional(keras.layers.LSTM(5))
alone = read(embed(sentence))
changes = {}
for name, parts in {"behind": (sentence, pads), "in front": (pads, sentence)}.items():
    ids = np.concatenate(parts, axis=1)
    for way, seen in {"read": np.ones_like(ids) > 0, "masked": ids > 0}.items():
        change = np.abs(read(embed(ids), mask=seen) - alone).mean(axis=0)
        changes[name, way] = change[:5].mean(), change[5:].mean()
rows = ["mean change, forward", "mean change, backward"]
pd.DataFrame(changes, index=rows).T.rename_axis(["two pads", ""]).round(4)

# %% claim="padding"
assert max(gaps.values()) < 1e-5
for name in ("behind", "in front"):
    assert max(changes[name, "masked"]) < 1e-6
    assert min(changes[name, "read"]) > 1e-4
assert changes["behind", "read"][0] > 1.5 * changes["behind", "read"][1]  # read last
assert changes["in front", "read"][1] > 1.5 * changes["in front", "read"][0]

# %% [markdown] lang="en"
# Where padding is read, it changes the summary; with the mask it changes nothing at all, wherever it stands. (The table shows something else too: the
# two halves do not suffer alike. Padding harms most the pass that reads it *last*.)
#
# ## Who sees what
#
# Of any function from sequences to sequences one can ask: which inputs does the output at time $t$ depend on?
#
# ### Exercise 3 · Who sees what (2 points)
#
# Write `dependence(f, x)`: return a boolean array `(time, time)` with `True` at $[t, s]$ where the output of `f` at time $t$ changes, in any row of
# the batch and any unit, when the input at time $s$ is changed. `f` takes an array like `x`, `(batch, time, features)`, and returns `(batch, time,
# units)`. How you change an input is up to you; what comes of it at an output may be a rise or a fall, and small. A time step of `x` may hold anything, zeros too. For
# `f = lambda x: 2 * x` the result is the identity. Leave `x` as it is. *Hint: change one time step, look at all outputs.*

# %% [markdown] lang="zh"
# 填充一旦被读进去，就会改变句子的概括；有了掩码，无论填充在哪里，都毫无影响。（表中还能看出另一点：两半受到的影响并不一样。
# 填充对*最后*读到它的那一遍损害最大。）
#
# ## 谁看得见什么
#
# 对任何一个从序列到序列的函数，都可以问：时刻 $t$ 的输出取决于哪些输入？
#
# ### 练习 3 · 谁看得见什么（2 分）
#
# 编写 `dependence(f, x)`：返回布尔数组 `(time, time)`，如果改变时刻 $s$ 的输入会使 `f` 在时刻 $t$ 的输出（在批次的任何一行、任何一个单元上）
# 发生变化，那么 $[t, s]$ 处为 `True`。`f` 接受与 `x` 同样的数组 `(batch, time, features)`，返回 `(batch, time, units)`。怎样改变输入由你决定；
# 输出随之发生的变化可升可降，也可以很小。`x` 的一个时间步里可以是任何数，也可以全是零。对 `f = lambda x: 2 * x`，结果是单位矩阵。`x` 要保持原样。*提示：改变一个时间步，看所有的输出。*


# %% exercise="dependence"
def dependence(f, x):
    """Find out which inputs each output of a sequence function depends on.

    f  (batch, time, features) -> (batch, time, units)
    x  (batch, time, features)   where to try it

    Returns a boolean array, (time, time): [t, s] says whether the output at t changes with the input at s.
    """
    ### BEGIN SOLUTION
    before, seen = f(x), []
    for s in range(x.shape[1]):
        changed = x.copy()
        changed[:, s] += 1
        seen.append(np.any(f(changed) != before, axis=(0, 2)))
    return np.stack(seen, axis=1)
    ### END SOLUTION


# %% check="dependence" points=2
check("dependence")

# %% play="draw_dependence"
both = Bidirectional(plain)
seen = {
    "SimpleRNN": dependence(plain, x[:1]),
    "backwards": dependence(lambda x: both(x)[..., 5:], x[:1]),
    "Bidirectional": dependence(both, x[:1]),
    "two pads, masked": dependence(lambda x: both(x, mask=mask[1:2]), x[:1]),
}
figures.dependences(seen)
figures.described(
    "Four squares, outputs in rows and inputs in columns, dark where an output depends on an input. SimpleRNN: the diagonal and all below it. Backwards: the diagonal and all above it. Bidirectional: all. With two pads masked: only the first four by the first four.",
    "四个方阵，行是输出，列是输入，输出依赖于输入的格子为深色。SimpleRNN：对角线及其下方。反向：对角线及其上方。双向：全部。两个填充被掩码遮住时：只有前四个对前四个。",
)

# %% claim="who_sees_what"
assert np.array_equal(seen["SimpleRNN"], np.tri(6) > 0)
assert np.array_equal(seen["backwards"], np.tri(6).T > 0)
assert seen["Bidirectional"].all()
assert seen["two pads, masked"][:4, :4].all()
assert seen["two pads, masked"].sum() == 16

# %% [markdown] lang="en"
# Each row is an output, each dark square an input it depends on. The bidirectional layer sees everything from everywhere. So it needs the whole
# sequence before it can say anything: it cannot follow speech as it is spoken, and it cannot write. The second picture holds a trap: the *last* entry
# of a sequence, `[:, -1]`, has a backward half that has read one word only. Its summary stands at $t = 0$; `return_sequences=False` picks the right
# one.
#
# Where the whole input is there before the answer is due, both sides may be read: tagging, names, the encoder of a translator, recorded speech (with
# the words' borders known, one label per stretch of sound is tagging too). So may the phonemes of a speech synthesiser and the syntax tree that code is to be generated from: though often listed
# as tasks that go from one vector to a sequence, they begin with a sequence or a tree. A *translator* as a whole cannot be bidirectional, although a word of the target goes with
# the words on both its sides: the target is still being written. Only the encoder can.
#
# ## The older reader from both sides
#
# A **hidden Markov model** (HMM) tells how a sequence comes about. There is a hidden state $z_t$, one of a few; it moves at random, and at each step
# it shows a symbol $x_t$:
#
# $$ p(z_1 = i) = \pi_i, \qquad p(z_{t+1} = j \mid z_t = i) = A_{ij}, \qquad p(x_t = k \mid z_t = i) = B_{ik} $$
#
# For tagging, the states are tags and the symbols words. Cutting Chinese text into words is tagging too: of each character, whether it begins a word, goes on with it, ends it or is one by itself. (So it
# takes a *hidden* Markov model. A plain Markov chain, which is sometimes named for it, is about characters that are seen, and the borders are not.) All that can be asked of it can be answered by going through *all* sequences of states. That
# is easy to write and hopeless to run: there are $\text{states}^{\text{time}}$ of them.

# %% [markdown] lang="zh"
# 每一行是一个输出，每个深色方格是它所依赖的一个输入。双向层的每个输出都看得见全部输入。所以它必须等整个序列到齐才能开口：它不能边听边识别语音，
# 也不能写作。第二幅图里藏着一个陷阱：序列的*最后*一项 `[:, -1]`，其后向的那一半只读过一个词。后向的概括在 $t = 0$ 处；
# `return_sequences=False` 会取到正确的那一个。
#
# 凡是回答之前整个输入已经到齐的任务，都可以从两边读：词性（part of speech）标注、名称识别、翻译的编码器（encoder）、录好的语音（如果词的边界已知，给每一段声音一个标签也是标注）。
# 语音合成的音素，以及用来生成代码的语法树，也都是如此：它们常被列为从一个向量到序列的任务，其实一开始就是序列或树。
# 整个*翻译器*不能是双向的，尽管目标句中的词与它两边的词都有关：目标句还在写。能双向的只有编码器。
#
# ## 从两边读的前辈
#
# **隐马尔可夫模型**（HMM）描述一个序列怎样产生。有一个隐藏的状态 $z_t$，取值只有几种；它随机地变动，每一步显示一个符号 $x_t$：
#
# $$ p(z_1 = i) = \pi_i, \qquad p(z_{t+1} = j \mid z_t = i) = A_{ij}, \qquad p(x_t = k \mid z_t = i) = B_{ik} $$
#
# 用于词性标注时，状态是词性，符号是词。给中文分词也是标注：每个字是一个词的开头、中间、结尾，还是自成一词。（所以用的是*隐*马尔可夫模型。
# 有时人们说用马尔可夫链（Markov chain），但它只管看得见的字，而词的边界是看不见的。）凡是能向它提出的问题，都可以通过遍历*所有*状态序列来回答。这写起来容易，运行起来却没有希望：
# 一共有 $\text{states}^{\text{time}}$ 个序列。


# %%
def brute_force(observed, initial, transition, emission):
    """Answer every question about a small HMM by adding up all sequences of states.

    Returns p(x), the posterior p(z_t | x), (time, states), the best sequence and its p(z, x).
    """
    total, posterior, best = 0.0, np.zeros((len(observed), len(initial))), (0.0, None)
    for path in product(range(len(initial)), repeat=len(observed)):
        p = initial[path[0]]
        for i, j in pairwise(path):
            p *= transition[i, j]
        for i, symbol in zip(path, observed, strict=True):
            p *= emission[i, symbol]
        total += p
        posterior[range(len(path)), path] += p
        best = max(best, (p, path))
    return total, posterior / total, np.array(best[1]), best[0]


def draw_hmm(rng, states, symbols, sharp=1.0):
    """Draw the tables of an HMM; the smaller `sharp`, the more one-sided they are."""
    shapes = (states,), (states, states), (states, symbols)
    return [rng.dirichlet(np.full(shape[-1], sharp), size=shape[:-1]) for shape in shapes]


# %% [markdown] lang="en"
# What makes it feasible is the chain: given $z_t$, what comes before and what comes after have nothing to do with each other. So one pass can collect
# the past, another one the future.
#
# The **forward pass** keeps what is known after reading $x_1, \dots, x_t$, as a row vector $\alpha_t$ of probabilities that sum to one:
#
# $$ \alpha_t = \frac{(\alpha_{t-1} A) \odot B_{:, x_t}}{c_t}, \qquad c_t = \textstyle\sum \,(\alpha_{t-1} A) \odot B_{:, x_t} = p(x_t \mid x_1, \dots, x_{t-1}) $$
#
# At the first step $\pi$ stands in place of $\alpha_0 A$. The sum $c_t$ is the probability of the symbol given its past: the HMM is a language model,
# and $\log p(x) = \sum_t \log c_t$.
#
# ### Exercise 4 · The forward pass (3 points)
#
# Write `hmm_forward(observed, initial, transition, emission)`: return all $\alpha_t$, `(time, states)`, and $\log p(x)$. It has to work for thousands
# of steps. *Hint: divide at every step and keep the logarithm of what you divided by.*

# %% [markdown] lang="zh"
# 使计算可行的是链式结构：给定 $z_t$，它之前与之后的内容互不相干。所以可以用一遍计算收集过去，用另一遍收集将来。
#
# **前向**计算（forward pass）保存读过 $x_1, \dots, x_t$ 之后所知道的东西，即一个和为一的概率行向量 $\alpha_t$：
#
# $$ \alpha_t = \frac{(\alpha_{t-1} A) \odot B_{:, x_t}}{c_t}, \qquad c_t = \textstyle\sum \,(\alpha_{t-1} A) \odot B_{:, x_t} = p(x_t \mid x_1, \dots, x_{t-1}) $$
#
# 在第一步，用 $\pi$ 代替 $\alpha_0 A$。和 $c_t$ 就是该符号在已知过去时的概率：HMM 也是语言模型，$\log p(x) = \sum_t \log c_t$。
#
# ### 练习 4 · 前向计算（3 分）
#
# 编写 `hmm_forward(observed, initial, transition, emission)`：返回所有的 $\alpha_t$，形状为 `(time, states)`，以及 $\log p(x)$。
# 它必须能处理几千步。*提示：每一步都做除法，并记下除数的对数。*


# %% exercise="hmm_forward"
def hmm_forward(observed, initial, transition, emission):
    """Collect what is known of the hidden state from the left.

    observed    (time,)             the symbols, as numbers
    initial     (states,)           probabilities of the first state
    transition  (states, states)    row i: where state i goes
    emission    (states, symbols)   row i: what state i shows

    Returns p(z_t | x_1, …, x_t), (time, states), and log p(x), a number.
    """
    ### BEGIN SOLUTION
    prior, alpha, log_p = initial, [], 0.0
    for symbol in observed:
        joint = prior * emission[:, symbol]
        likelihood = joint.sum()
        alpha.append(joint / likelihood)
        log_p += np.log(likelihood)
        prior = alpha[-1] @ transition
    return np.stack(alpha), log_p
    ### END SOLUTION


# %% check="hmm_forward" points=3
check("hmm_forward")

# %% [markdown] lang="en"
# The **backward pass** asks of each state how well it goes with what follows. $\beta_t(i)$ is proportional to $p(x_{t+1}, x_{t+2}, \dots \mid z_t =
# i)$. Nothing follows the last step, so all states are equal there; then
#
# $$ \beta_t(i) \propto \sum_j A_{ij} \, B_{j, x_{t+1}} \, \beta_{t+1}(j) $$
#
# Only the ratios within a step matter. So we divide each $\beta_t$ by its sum, which keeps it from vanishing.
#
# ### Exercise 5 · The backward pass (2 points)
#
# Write `hmm_backward(observed, transition, emission)`: return all $\beta_t$, `(time, states)`, each row with the sum one; the last row is $1 /
# \text{states}$ everywhere. *Hint: which symbol does $\beta_t$ look at, and which has it not seen?*

# %% [markdown] lang="zh"
# **后向**计算（backward pass）问的是：每个状态与后文有多相配。$\beta_t(i)$ 正比于 $p(x_{t+1}, x_{t+2}, \dots \mid z_t = i)$。最后一步之后什么也没有，
# 所以那里所有状态相等；然后
#
# $$ \beta_t(i) \propto \sum_j A_{ij} \, B_{j, x_{t+1}} \, \beta_{t+1}(j) $$
#
# 要紧的只是同一步之内的比例。所以我们把每个 $\beta_t$ 除以它的和，免得它趋于零。
#
# ### 练习 5 · 后向计算（2 分）
#
# 编写 `hmm_backward(observed, transition, emission)`：返回所有的 $\beta_t$，形状为 `(time, states)`，每行的和为一；
# 最后一行处处是 $1 / \text{states}$。*提示：$\beta_t$ 看的是哪个符号？哪个符号它没有看过？*


# %% exercise="hmm_backward"
def hmm_backward(observed, transition, emission):
    """Collect what the following symbols say about each hidden state.

    observed    (time,)             the symbols, as numbers
    transition  (states, states)    row i: where state i goes
    emission    (states, symbols)   row i: what state i shows

    Returns p(x_{t+1}, … | z_t), (time, states), every row divided by its sum.
    """
    ### BEGIN SOLUTION
    states = len(transition)
    beta = np.full((len(observed), states), 1 / states)
    for t in range(len(observed) - 2, -1, -1):
        follows = emission[:, observed[t + 1]] * beta[t + 1]
        beta[t] = transition @ follows
        beta[t] /= beta[t].sum()
    return beta
    ### END SOLUTION


# %% check="hmm_backward" points=2
check("hmm_backward")

# %% [markdown] lang="en"
# Both sides together give the **posterior**, $p(z_t = i \mid x) \propto \alpha_t(i) \, \beta_t(i)$.
#
# ### Exercise 6 · Both sides together (2 points)
#
# Write `hmm_posterior(observed, initial, transition, emission)`: return $p(z_t \mid x)$, `(time, states)`, each row with the sum one. At the last
# step it equals $\alpha$. *Hint: your two passes have done the work.*

# %% [markdown] lang="zh"
# 两边合起来就得到**后验概率**（posterior）：$p(z_t = i \mid x) \propto \alpha_t(i) \, \beta_t(i)$。
#
# ### 练习 6 · 两边合起来（2 分）
#
# 编写 `hmm_posterior(observed, initial, transition, emission)`：返回 $p(z_t \mid x)$，形状为 `(time, states)`，每行的和为一。在最后一步，
# 它等于 $\alpha$。*提示：你的两遍计算已经把活干完了。*


# %% exercise="hmm_posterior"
def hmm_posterior(observed, initial, transition, emission):
    """Return the probability of each hidden state at each step, given the whole sequence.

    observed    (time,)             the symbols, as numbers
    initial     (states,)           probabilities of the first state
    transition  (states, states)    row i: where state i goes
    emission    (states, symbols)   row i: what state i shows

    Returns p(z_t | x), (time, states).
    """
    ### BEGIN SOLUTION
    alpha, _ = hmm_forward(observed, initial, transition, emission)
    both = alpha * hmm_backward(observed, transition, emission)
    return both / both.sum(axis=1, keepdims=True)
    ### END SOLUTION


# %% check="hmm_posterior" points=2
check("hmm_posterior")

# %% play="against_brute_force"
rng = np.random.default_rng(1)
hmm = draw_hmm(rng, states=3, symbols=4)
observed = rng.integers(4, size=9)
total, expected, best_path, best_p = brute_force(observed, *hmm)
log_p_gap = abs(hmm_forward(observed, *hmm)[1] - np.log(total))
posterior_gap = np.abs(hmm_posterior(observed, *hmm) - expected).max()
print(f"yours against all {3**9:,} sequences of states:", end=" ")
print(f"log p(x) differs by {log_p_gap:.0e}, the posterior by {posterior_gap:.0e}")

# %% claim="equal_to_brute_force"
assert max(log_p_gap, posterior_gap) < 1e-10

# %% [markdown] lang="en"
# The most probable *sequence* is another question than the most probable state at each step. The **Viterbi** algorithm is the forward pass with a
# maximum in place of the sum. It keeps, for every state, the probability of the best path that ends there, and from where that path came:
#
# $$ v_t(j) = \max_i \, v_{t-1}(i) \, A_{ij} \cdot B_{j, x_t} $$
#
# At the end it starts from the best state and follows these records back.
#
# ### Exercise 7 · Viterbi (3 points)
#
# Write `viterbi(observed, initial, transition, emission)`: return the best sequence of states, `(time,)`, as whole numbers, and $\log p(z, x)$ of it.
# Thousands of steps must not make it underflow. A table may hold zeros, whose logarithm is $-\infty$ and does no harm (`np.errstate(divide="ignore")`
# silences NumPy about it): what they forbid never comes out, however improbable all the rest is. *Hint: with logarithms the products become sums, and the maximum stays the maximum.*

# %% [markdown] lang="zh"
# 最可能的状态*序列*，与每一步最可能的状态，是两个不同的问题。**Viterbi** 算法就是把前向计算里的求和换成取最大值。它为每个状态记下：
# 以该状态结尾的最佳路径的概率，以及这条路径从哪里来：
#
# $$ v_t(j) = \max_i \, v_{t-1}(i) \, A_{ij} \cdot B_{j, x_t} $$
#
# 到了末尾，从最好的状态出发，循着记录往回走。
#
# ### 练习 7 · Viterbi（3 分）
#
# 编写 `viterbi(observed, initial, transition, emission)`：返回最佳状态序列 `(time,)`（用整数表示），以及它的 $\log p(z, x)$。几千步也不能下溢。
# 表中可以有零，其对数是 $-\infty$，这并无妨碍（`np.errstate(divide="ignore")` 可让 NumPy 不为此发警告）：零所禁止的绝不能出现，
# 不管其余的有多不可能。*提示：取对数后，乘积变成和，最大值仍是最大值。*


# %% exercise="viterbi"
def viterbi(observed, initial, transition, emission):
    """Find the most probable sequence of hidden states.

    observed    (time,)             the symbols, as numbers
    initial     (states,)           probabilities of the first state
    transition  (states, states)    row i: where state i goes
    emission    (states, symbols)   row i: what state i shows

    Returns the states, (time,), whole numbers, and log p(z, x), a number.
    """
    ### BEGIN SOLUTION
    with np.errstate(divide="ignore"):
        start, move, show = np.log(initial), np.log(transition), np.log(emission)
    best, came_from = start + show[:, observed[0]], []
    for symbol in observed[1:]:
        scores = best[:, None] + move
        came_from.append(scores.argmax(axis=0))
        best = scores.max(axis=0) + show[:, symbol]
    path = [best.argmax()]
    for origin in reversed(came_from):
        path.append(origin[path[-1]])
    return np.array(path[::-1]), best.max()
    ### END SOLUTION


# %% check="viterbi" points=3
check("viterbi")

# %% play="viterbi_against_brute_force"
path, log_p = viterbi(observed, *hmm)
print("best path, yours:      ", *path, f"  log p(z, x) = {log_p:.4f}")
print("best path, brute force:", *best_path, f"  log p(z, x) = {np.log(best_p):.4f}")

# %% play="impossible_moves"
blocked, found = np.array([[0.5, 0.5, 0], [0, 0.5, 0.5], [0.5, 0, 0.5]]), []
for _ in range(300):
    start, _, show = draw_hmm(rng, 3, 4)
    given = rng.integers(4, size=9), start, blocked, show
    paths = hmm_posterior(*given).argmax(axis=1), viterbi(*given)[0]
    found.append([np.any(blocked[path[:-1], path[1:]] == 0) for path in paths])
impossible = np.sum(found, axis=0)
pd.DataFrame(impossible, ["best state at each step", "Viterbi"], ["forbidden, of 300"])

# %% claim="viterbi"
assert np.array_equal(path, best_path)
assert abs(log_p - np.log(best_p)) < 1e-10
assert impossible[0] > 10
assert impossible[1] == 0

# %% [markdown] lang="en"
# Which one to take depends on what counts: the single states (the posterior makes the fewest mistakes) or the sequence as a whole (Viterbi).
#
# Now the comparison that matters here. We draw many chains, hide the states, and guess them from the symbol alone, from the left side, and from both.

# %% [markdown] lang="zh"
# 取哪一个，要看什么重要：是一个个状态（后验概率犯的错最少），还是整个序列（Viterbi）。
#
# 现在做这里真正要紧的比较。我们生成许多条链，藏起状态，再分别由单个符号、由左边、由两边来猜。

# %% play="one_side_or_two"
rng = np.random.default_rng(3)
sticky = 0.85 * np.eye(3) + 0.05
show = 0.4 * np.eye(3) + 0.2
start, time = np.full(3, 1 / 3), 40


def draw_chain():
    """Draw the hidden states of a chain and the symbols it shows, (time,) each."""
    z = [rng.choice(3, p=start)]
    for _ in range(time - 1):
        z.append(rng.choice(3, p=sticky[z[-1]]))
    return np.array(z), np.array([rng.choice(3, p=show[i]) for i in z])


right = {"symbol alone": [], "left": [], "both sides": []}
for _ in range(300):
    z, symbols = draw_chain()
    filtered, _ = hmm_forward(symbols, start, sticky, show)
    smoothed = hmm_posterior(symbols, start, sticky, show)
    looks = symbols, filtered.argmax(axis=1), smoothed.argmax(axis=1)
    for name, guess in zip(right, looks, strict=True):
        right[name].append(np.mean(guess == z))
shares = {name: np.mean(hits) for name, hits in right.items()}

# %% folded="draw_one_side_or_two"
fig, ax = plt.subplots(figsize=(8, 2.6))
ax.step(range(time), z == 0, where="mid", color=figures.GREY, lw=1)
ax.set(ylim=(-0.05, 1.05), yticks=[0, 0.5, 1])
curves = {"left": filtered[:, 0], "both sides": smoothed[:, 0]}
figures.lines(ax, range(time), curves, "$t$, time step", "p(state 0)")
figures.described(
    "Probability of state 0 over 40 time steps, with the truth as a grey line of steps. The curve that knows both sides wavers less than the one that knows the left; at the last step they meet.",
    "40 个时间步上状态 0 的概率，真实状态是灰色的阶梯线。知道两边的曲线比只知道左边的摇摆更少；在最后一步两者相遇。",
)
pd.DataFrame({"states guessed right": shares}).round(3)

# %% claim="both_sides_beat_one"
alone, left, both_sides = shares.values()
assert alone + 0.02 < left < both_sides - 0.02
assert np.abs(np.diff(smoothed[:, 0])).sum() < np.abs(np.diff(filtered[:, 0])).sum()
assert np.allclose(filtered[-1], smoothed[-1])

# %% [markdown] lang="en"
# Grey is the truth in the last chain. The curve that knows the left side only needs a few symbols to notice a change; the one that knows both sides
# has them already, and wavers less. At the last step the two agree.
#
# The HMM and the bidirectional network are built alike:
#
# | | hidden Markov model | bidirectional network |
# |---|---|---|
# | from the left | $\alpha_t \propto (\alpha_{t-1} A) \odot B_{:, x_t}$ | $\overrightarrow h_t = \tanh(\overrightarrow h_{t-1} \overrightarrow W_h + x_t \overrightarrow W_x + \overrightarrow b)$ |
# | from the right | $\beta_t \propto A \, (B_{:, x_{t+1}} \odot \beta_{t+1})$ | $\overleftarrow h_t = \tanh(\overleftarrow h_{t+1} \overleftarrow W_h + x_t \overleftarrow W_x + \overleftarrow b)$ |
# | together | $\log p(z_t \mid x) = \log \alpha_t + \log \beta_t + \text{const}$ | $\text{logits}_t = \overrightarrow h_t W_1 + \overleftarrow h_t W_2 + b_o$ |
#
# In both, either side contributes a term to the logarithm of each tag's probability. The HMM's states have a meaning, and it needs only counts; its
# memory is one tag. The network's states may keep whatever helps.
#
# ## Tag the words
#
# Our sentences come from a grammar that is part of the course and knows the part of speech of every word. Some words have two or three, and what
# decides is the word before, the word after, or only both together:
#
# | what decides | words | for example |
# |---|---|---|
# | left | book, cook, dance, plant, play, run, walk, watch | "my watch is red", "I watch the film" |
# | right | her, this | "he helps her", "he helps her sister" |
# | both | light, orange, that | "I know that bag", "I know that bags are red", "the bag that I know is red" |
#
# Three sentences in ten are "puzzles", in which such words are met in all of their uses.

# %% [markdown] lang="zh"
# 灰线是最后一条链的真相。只知道左边的曲线要多看几个符号才察觉变化；知道两边的曲线早已看到它们，摇摆也较少。在最后一步，两者一致。
#
# HMM 与双向网络的构造是一样的：
#
# | | 隐马尔可夫模型 | 双向网络 |
# |---|---|---|
# | 从左 | $\alpha_t \propto (\alpha_{t-1} A) \odot B_{:, x_t}$ | $\overrightarrow h_t = \tanh(\overrightarrow h_{t-1} \overrightarrow W_h + x_t \overrightarrow W_x + \overrightarrow b)$ |
# | 从右 | $\beta_t \propto A \, (B_{:, x_{t+1}} \odot \beta_{t+1})$ | $\overleftarrow h_t = \tanh(\overleftarrow h_{t+1} \overleftarrow W_h + x_t \overleftarrow W_x + \overleftarrow b)$ |
# | 合起来 | $\log p(z_t \mid x) = \log \alpha_t + \log \beta_t + \text{const}$ | $\text{logits}_t = \overrightarrow h_t W_1 + \overleftarrow h_t W_2 + b_o$ |
#
# 在两者中，每一边都给每个标签概率的对数贡献一个加项。HMM 的状态有明确的含义，只需要计数；它的记忆只是一个标签。网络的状态则可以保存任何有用的东西。
#
# ## 给词标注词性
#
# 我们的句子来自一部文法，它是课程的一部分，知道每个词的词性（part of speech）。有些词有两三种词性，起决定作用的是前一个词、后一个词，
# 或者只有两者合在一起才行：
#
# | 由什么决定 | 词 | 例如 |
# |---|---|---|
# | 左边（left） | book、cook、dance、plant、play、run、walk、watch | “my watch is red”，“I watch the film” |
# | 右边（right） | her、this | “he helps her”，“he helps her sister” |
# | 两边（both） | light、orange、that | “I know that bag”，“I know that bags are red”，“the bag that I know is red” |
#
# 每十个句子里有三个是“谜题”（puzzle），其中这些词的各种用法都会出现。

# %% claim="words_that_wait"
assert AMBIGUOUS["left"] == (
    "book",
    "cook",
    "dance",
    "plant",
    "play",
    "run",
    "walk",
    "watch",
)
assert AMBIGUOUS["right"] == ("her", "this")
assert AMBIGUOUS["both"] == ("light", "orange", "that")


# %%
def numbered(rows, names, time=16):
    """Return lists of tokens as numbers, their places in `names`, with zeros behind, (sentences, time); a token that is not among them is 1."""
    index = {name: k for k, name in enumerate(names)}
    ids = np.zeros((len(rows), time), "int32")
    for row, tokens in zip(ids, rows, strict=True):
        row[: len(tokens)] = [index.get(token, 1) for token in tokens]
    return ids


def labels_of(sentence):
    """The tag of each word, and for a name what kind of name it begins or goes on with."""
    pairs = zip(sentence.tags, sentence.entities, strict=True)
    return [tag if entity == "O" else entity for tag, entity in pairs]


def tagger(*layers):
    """Return a model from words, (batch, time), to one logit per label, (batch, time, labels)."""
    embed = keras.layers.Embedding(len(words), 32, mask_zero=True)
    inputs = keras.Input((x.shape[1],), dtype="int32")
    return keras.Sequential([inputs, embed, *layers, keras.layers.Dense(len(labels))])


def rnn(units=32):
    """Return a plain recurrent layer; unrolled, it takes longer to compile and less long to run."""
    return keras.layers.SimpleRNN(units, return_sequences=True, unroll=True)


def bilstm(units=16):
    """Return an LSTM that reads from both sides, (batch, time, features) -> (batch, time, 2 * units)."""
    return Bidirectional(keras.layers.LSTM(units, return_sequences=True))


# %% play="data"
drawn = sentences(np.random.default_rng(0), 6000, (*KINDS, *3 * ["puzzle"]))
drawn = [s for s in drawn if len(s.en) <= 16]
learn, test = drawn[:2560], drawn[2560:]
words = ["", "?", *sorted({word for s in learn for word in s.en})]
labels = ["", "?", *sorted({label for s in learn for label in labels_of(s)})]
x, x_test = (numbered([s.en for s in part], words) for part in (learn, test))
y, y_test = (numbered([labels_of(s) for s in part], labels) for part in (learn, test))
print(f"{len(learn)} sentences to learn from, {len(words)} words, {len(labels)} labels")

# %% play="needs"
group_of = {word: group for group, members in AMBIGUOUS.items() for word in members}
needs = np.array([group_of.get(word, "nothing") for word in words])[x_test]
needs[x_test == 0] = "padding"
groups = ["nothing", "left", "right", "both"]
counts = {group: np.sum(needs == group) for group in groups}
pd.DataFrame({f"words in {len(test)} sentences of the test": counts}).rename_axis("needs")


# %%
def trained(name, make, x, y, epochs, seeds=(0,), batch_size=64, rate=0.01, **options):
    """Train a model from one or several random starts, compiled only once; yields it after each.

    make  () -> a model that names one of several classes at each place; padding counts for nothing, since the mask says so
    """
    model = make()
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss, steps_per_execution=5)
    model.optimizer.build(model.trainable_variables)
    clean_slate = [variable.numpy() for variable in model.optimizer.variables]
    for seed in seeds:
        keras.utils.set_random_seed(seed)
        model.set_weights(make().get_weights())
        for variable, value in zip(model.optimizer.variables, clean_slate, strict=True):
            variable.assign(value)
        progress = Progress(f"{name}, seed {seed}")
        model.fit(x, y, batch_size, epochs, verbose=0, callbacks=[progress], **options)
        yield model


# %% play="makers"
makers = {
    "stateless": tagger,
    "RNN": lambda: tagger(rnn()),
    "RNN, 2 layers": lambda: tagger(rnn(), rnn()),
    "bidirectional": lambda: tagger(Bidirectional(rnn())),
    "BiLSTM, 2 layers": lambda: tagger(bilstm(), bilstm()),
}
two = {"bidirectional, 2": lambda: tagger(Bidirectional(rnn()), Bidirectional(rnn()))}
makers |= budget(quick={}, full=two)

# %% play="train_taggers"
guesses, models = {}, {}
for name, make in makers.items():
    seeds = range(budget(quick=1 if "2 layers" in name else 2, full=4))
    guesses[name] = []
    for model in trained(name, make, x, y, budget(quick=5, full=12), seeds):
        guesses[name].append(np.argmax(model(x_test), axis=-1))
    models[name] = model

# %% [markdown] lang="en"
# The HMM needs no training, it counts: which tag starts a sentence, which follows which, and which words a tag shows (a little is added everywhere,
# so that nothing is impossible). Its $\alpha_t$ sums up all the words to the left, but what is handed on from word to word is a single tag: once that tag is known, the
# words before it count for nothing. Through the backward pass the HMM sees the right as well. It stands here twice, with its forward pass alone and with
# both.

# %% [markdown] lang="zh"
# HMM 不用训练，它只计数：哪个标签开始一个句子，哪个标签跟在哪个之后，每个标签显示哪些词（处处都加上一点，免得有什么成为不可能）。
# 它的 $\alpha_t$ 概括了左边所有的词，但从一个词传给下一个词的只是一个标签：一旦知道了这个标签，它之前的词就不再起作用。通过后向计算，HMM 也看得见右边。
# 这里它出现两次，一次只用前向计算，一次两遍都用。


# %%
def count_hmm(x, y, symbols, states, little=0.01):
    """Count the tables of an HMM from sentences with their labels; zeros are padding."""
    shapes = (states,), (states, states), (states, symbols)
    initial, transition, emission = tables = [np.full(shape, little) for shape in shapes]
    real = x > 0
    np.add.at(initial, y[:, 0], 1)
    np.add.at(transition, (y[:, :-1][real[:, 1:]], y[:, 1:][real[:, 1:]]), 1)
    np.add.at(emission, (y[real], x[real]), 1)
    return [table / table.sum(axis=-1, keepdims=True) for table in tables]


def scores(guess):
    """Return for each group the share of right guesses; each reading of each word counts the same, so that a rare one is not drowned."""
    table = []
    for group in groups:
        readings = set(zip(x_test[needs == group], y_test[needs == group], strict=True))
        places = [(x_test == word) & (y_test == label) for word, label in readings]
        shares = [np.mean(guess[here] == y_test[here]) for here in places if here.sum() > 4]
        table.append(np.mean(shares))
    return table


# %% play="hmm_taggers"
tables = count_hmm(x, y, len(words), len(labels))
filtered, smoothed = np.zeros_like(x_test), np.zeros_like(x_test)
for row, ids in enumerate(x_test):
    sentence = ids[ids > 0]
    alpha, _ = hmm_forward(sentence, *tables)
    filtered[row, : len(sentence)] = alpha.argmax(axis=1)
    smoothed[row, : len(sentence)] = hmm_posterior(sentence, *tables).argmax(axis=1)
guesses |= {"HMM, left": [filtered], "HMM, both": [smoothed]}


# %% play="scores"
right = {name: np.array([scores(g) for g in runs]) for name, runs in guesses.items()}
shown = ["stateless", "HMM, left", "RNN", "HMM, both", "bidirectional"]
figures.taggers({name: right[name][:, 1:] for name in shown}, groups[1:])
figures.described(
    "Share of readings that five taggers get right, a panel each for words that need the left, the right or both, every seed as a dot. The stateless one gets about half where one side decides; what the left decides the RNN solves too, what the right decides only the bidirectional network does far better.",
    "五个标注器读对的比例，需要左边、右边或两边的词各一幅，每个随机种子一个点。由一边决定时，无状态的大约对一半；由左边决定的，RNN 也能解决；由右边决定的，双向网络远好于 RNN。",
)
columns = [f"right, needs {group}" for group in groups]
table = pd.DataFrame({name: runs.mean(axis=0) for name, runs in right.items()}, columns).T
numbers = {name: f"{model.count_params():,}" for name, model in models.items()}
how_many = [numbers.get(name, "counts") for name in right]
beside("taggers", table.round(2).assign(parameters=how_many).rename_axis("tagger"))

# %% claim="taggers"
low = {
    name: dict(zip(groups, runs.min(axis=0), strict=True)) for name, runs in right.items()
}
high = {
    name: dict(zip(groups, runs.max(axis=0), strict=True)) for name, runs in right.items()
}
assert all(0.4 < low["stateless"][group] < 0.6 for group in ("left", "right"))
assert low["RNN"]["left"] > 0.9  # what the left decides, it solves
worst = low["bidirectional"]["right"]
assert max(high["RNN"]["right"], high["RNN, 2 layers"]["right"]) < worst - 0.1
assert low["RNN"]["both"] > high["HMM, both"]["both"] + 0.05
for group in groups:
    assert abs(low["BiLSTM, 2 layers"][group] - high["bidirectional"][group]) < 0.05

# %% [markdown] lang="en"
# Each dot is a seed, and each reading of each word counts the same. The stateless model can only say what each word is most often: of two readings it
# gets one. A network that reads from the left solves what the left decides. On words that the right decides it is far behind, and a second layer does
# not change that; what it gets there it owes to the wider context. The bidirectional network is ahead there with one layer: more layers of one
# direction are no substitute for the other direction. Two layers of LSTMs that read from both sides, a `Dense` layer on top at every step, do as well, and find next to nothing left to gain. (Words that need both neighbours the RNN gets mostly right: it remembers more of the left than
# the one word before. The HMM, whose memory is one tag, does not.)
#
# Whoever explains a tagger likes to print how sure it is of each word. Two questions to such a table: which model said so, and do the numbers of a word sum to one? Here is
# what ours say of "that" in "I know that light bag .": every label that one of them gives half a per cent.

# %% [markdown] lang="zh"
# 每个点是一个随机种子，每个词的每种读法同样计数。无状态的模型只能说出每个词最常见的词性：两种读法它答对一种。从左读的网络解决了由左边决定的词。
# 对由右边决定的词，它远远落后，加第二层也无济于事；它在那里答对的，靠的是更宽的上下文。双向网络只用一层就在那里领先：同一方向的层再多，
# 也代替不了另一个方向。两层从两边读的 LSTM，上面在每一步接一个 `Dense` 层，做得一样好，也几乎没有什么可再提高了。（需要两边邻居的词，RNN 大多也答对：它对左边记住的不止前一个词。HMM 的记忆只有一个标签，就做不到。）
#
# 讲解标注器的人喜欢列出它对每个词有多大把握。对这样的表要问两个问题：是哪个模型说的？一个词的各数之和是一吗？下面是我们的模型对“I know that light bag .”中“that”的判断，凡有一个模型给出千分之五以上的标签都列出。

# %% play="own_confidences"
line = ["I", "know", "that", "light", "bag", "."]
ids, that = numbered([line], words), {}
for name in ("stateless", "RNN", "bidirectional"):
    p = np.array(ops.softmax(models[name](ids)))[0]
    that[name] = p[line.index("that")]
table = pd.DataFrame(that, labels).T
table.loc[:, table.max() > 0.005].round(2)

# %% claim="the_bidirectional_network_has_seen_the_bag"
answer = labels.index("DET")
assert all(abs(p.sum() - 1) < 1e-4 for p in that.values())
assert that["bidirectional"][answer] > max(
    0.6, that["RNN"][answer] + budget(quick=0.2, full=0.05)
)

# %% [markdown] lang="en"
# After "I know" a reader from the left can only say what "that" mostly is in such a place; the bidirectional network has seen the bag.
#
# ## Names, and how to score them
#
# The labels above hold a second task. A name may have several words and is marked with **BIO** tags: `B-PER` begins a person, `I-PER` goes on with
# it, `B-LOC` and `I-LOC` are places, `O` is outside. "Paris Martin left New York ." is `B-PER I-PER O B-LOC I-LOC O`. In our sentences "Paris",
# "Jordan" or "London" may be either.
#
# Most words are no names, so a model that never finds one has a high accuracy. What counts are **spans**: a span is right if its beginning, its end
# and its kind are. With $\text{precision} = \text{right} / \text{predicted}$ and $\text{recall} = \text{right} / \text{gold}$,
#
# $$ F_1 = \frac{2 \cdot \text{precision} \cdot \text{recall}}{\text{precision} + \text{recall}} = \frac{2 \cdot \text{right}}{\text{gold} + \text{predicted}} $$
#
# ### Exercise 8 · Span F1 (3 points)
#
# Write `span_f1(gold, predicted)` for two lists of sentences, each a list of BIO tags. Count the spans of all sentences together and return $F_1$, or
# 0 where neither side has any. An `I-` tag that does not go on with a span of its own kind begins a new one, as in the CoNLL evaluation. *Hint: when
# does a tag go on with the span before it? In all other cases, what is it?*

# %% [markdown] lang="zh"
# 读过“I know”之后，从左读的网络只能说出“that”在这种地方多半是什么；双向网络已经看见了那个包（bag）。
#
# ## 名称，以及怎样打分
#
# 上面的标签里还藏着第二个任务。一个名称可能有几个词，用 **BIO** 标签来标注：`B-PER` 是人名的开头，`I-PER` 接着它往下，`B-LOC` 和 `I-LOC` 是地名，
# `O` 在名称之外。“Paris Martin left New York .”就是 `B-PER I-PER O B-LOC I-LOC O`。在我们的句子里，“Paris”、“Jordan”或“London”两种都可能。
#
# 多数词不是名称，所以一个从不找出名称的模型，准确率也很高。要紧的是**片段**（span）：起点、终点和种类都对，才算对。
# 设 $\text{precision} = \text{right} / \text{predicted}$（精确率），$\text{recall} = \text{right} / \text{gold}$（召回率），
#
# $$ F_1 = \frac{2 \cdot \text{precision} \cdot \text{recall}}{\text{precision} + \text{recall}} = \frac{2 \cdot \text{right}}{\text{gold} + \text{predicted}} $$
#
# ### 练习 8 · 片段 F1（3 分）
#
# 对两个句子列表（每个句子是 BIO 标签的列表）编写 `span_f1(gold, predicted)`。把所有句子的片段放在一起计数，返回 $F_1$；若两边都没有片段，返回 0。
# 若一个 `I-` 标签不是接着同种类的片段，它就开始一个新的片段，CoNLL 评测也是这样规定的。*提示：一个标签什么时候是接着前面的片段？除此之外，它是什么？*


# %% exercise="span_f1"
def span_f1(gold, predicted):
    """Score predicted names: F1 of the spans of all sentences together.

    gold, predicted  lists of sentences, each a list of tags: "O", "B-…" or "I-…"

    Returns a number from 0 to 1.
    """

    ### BEGIN SOLUTION
    def spans(rows):
        found = []
        for k, tags in enumerate(rows):
            for t, tag in enumerate(tags):
                if t and tag[0] == "I" and tags[t - 1][2:] == tag[2:]:
                    found[-1] += (tag,)
                elif tag != "O":
                    found.append((k, t, tag[2:]))
        return set(found)

    true = spans(gold)
    said = spans(predicted)
    return 2 * len(true & said) / (len(true) + len(said)) if true else 0.0
    ### END SOLUTION


# %% check="span_f1" points=3
check("span_f1")


# %% play="score_names"
def entities(ids, lengths):
    """Turn rows of label numbers into lists of BIO tags."""
    is_name = np.array([label[1:2] == "-" for label in labels])
    names = np.where(is_name, labels, "O")
    return [names[row[:n]].tolist() for row, n in zip(ids, lengths, strict=True)]


lengths = (x_test > 0).sum(axis=1)
gold = entities(y_test, lengths)
flat = np.concatenate(gold)
accuracies, f1 = {}, {}
for name, runs in {"never a name": [np.zeros_like(y_test)], **guesses}.items():
    found = [entities(ids, lengths) for ids in runs]
    accuracies[name] = np.mean([np.concatenate(tags) == flat for tags in found])
    f1[name] = [span_f1(gold, tags) for tags in found]
means = {name: np.mean(values) for name, values in f1.items()}
pd.DataFrame({"accuracy of tags": accuracies, "span F1": means}).round(3)

# %% claim="span_f1_tells_taggers_apart"
assert accuracies["never a name"] > 0.5
assert f1["never a name"] == [0]
taggers = [name for name in f1 if name != "never a name"]
spread = np.ptp([np.mean(f1[name]) for name in taggers])
assert spread > 2 * np.ptp([accuracies[name] for name in taggers])

# %% [markdown] lang="en"
# A model that never finds a name gets most tags right and no span. The accuracies of the taggers lie close together; their span F1 tells them apart.
#
# ## Fill the gap
#
# A model that is to fill gaps has to predict a word from all the *others*. The state of a bidirectional layer at the gap will not do, it has read the
# word. But its two neighbours have not: on the left $\overrightarrow h_{t-1}$, on the right $\overleftarrow h_{t+1}$.
#
# ### Exercise 9 · Around the gap (2 points)
#
# Write `around_gap(forward, backward)` with `keras.ops`. At each time $t$ put $\overrightarrow h_{t-1}$ and $\overleftarrow h_{t+1}$ side by side;
# before the first and after the last step there are zeros. The two passes may have different numbers of units. *Hint: which way does each of the two
# have to move?*

# %% [markdown] lang="zh"
# 从不找出名称的模型，多数标签是对的，却没有一个片段是对的。各个标注器的准确率很接近；片段 F1 才分得出高下。
#
# ## 填空
#
# 填空的模型要由*其余的*词来预测一个词。双向层在空格处的状态不能用，因为它已经读过那个词。但它的两个邻居没有读过：左边是 $\overrightarrow h_{t-1}$，
# 右边是 $\overleftarrow h_{t+1}$。
#
# ### 练习 9 · 空格的两边（2 分）
#
# 用 `keras.ops` 编写 `around_gap(forward, backward)`。在每个时刻 $t$，把 $\overrightarrow h_{t-1}$ 和 $\overleftarrow h_{t+1}$ 并排放置；
# 第一步之前和最后一步之后为零。两遍的单元数可以不同。*提示：两者各要往哪个方向移动？*


# %% exercise="around_gap"
def around_gap(forward, backward):
    """Put together, for each time step, what both passes know of all the other steps.

    forward   (batch, time, units)         states of the pass from the left
    backward  (batch, time, other units)   states of the pass from the right

    Returns (batch, time, units + other units).
    """
    ### BEGIN SOLUTION
    before = ops.pad(forward[:, :-1], [[0, 0], [1, 0], [0, 0]])
    after = ops.pad(backward[:, 1:], [[0, 0], [0, 1], [0, 0]])
    return ops.concatenate([before, after], axis=-1)
    ### END SOLUTION


# %% check="around_gap" points=2
check("around_gap")

# %% play="fill_gaps"
vectors = rng.normal(size=(1, 6, 4))
sees = dependence(lambda x: around_gap(both(x)[..., :5], both(x)[..., 5:]), vectors)
figures.dependences({"Bidirectional": seen["Bidirectional"], "around the gap": sees})
figures.described(
    "Two squares, outputs in rows and inputs in columns, dark where an output depends on an input. Bidirectional: all are dark. Around the gap: all but the diagonal, so that no output sees its own word.",
    "两个方阵，行是输出，列是输入，输出依赖于输入的格子为深色。双向：全部为深色。绕过空缺：除对角线外全部为深色，任何输出都看不到自己的词。",
)

# %% claim="no_gap_sees_its_own_word"
assert not np.trace(sees)
assert sees.sum() == 30


# %%
def gap_model(units):
    """Return a model from words to three predictions of each word: from the left, from the right and from both, (batch, time, 3, words)."""
    ids = keras.Input((x.shape[1],), dtype="int32")
    vectors = keras.layers.Embedding(len(words), 32, mask_zero=True)(ids)
    states = Bidirectional(keras.layers.SimpleRNN(units, return_sequences=True))(vectors)
    around = around_gap(states[..., :units], states[..., units:])
    views = around[..., :units], around[..., units:], around
    logits = [keras.layers.Dense(len(words))(view) for view in views]
    return keras.Model(ids, ops.stack(logits, axis=2))


# %% play="train_gap_model"
targets, real = (np.repeat(part[..., None], 3, axis=-1) for part in (x, x > 0))
options = {"epochs": budget(quick=5, full=15), "sample_weight": real.astype("float32")}
(model,) = trained("to fill gaps", lambda: gap_model(48), x, targets, **options)
left, right_side, both_views = np.moveaxis(np.array(model(x_test)), 2, 0)


# %% play="fillers"
def one_of_two(view, pair):
    """Return how often a model chooses the right one of two words where one of them stands."""
    two = [words.index(word) for word in pair]
    here = np.isin(x_test, two)
    chosen = np.array(two)[view[here][:, two].argmax(axis=-1)]
    return np.mean(chosen == x_test[here])


between = {}  # what stood between two words, counted: a model without any network
for row in np.pad(x, ((0, 0), (1, 1))):
    for a, word, b in zip(row, row[1:], row[2:], strict=False):
        if word:
            between.setdefault((a, b), []).append(word)
often = np.bincount(x.ravel(), minlength=len(words)) * (np.arange(len(words)) > 1)
counted = np.tile(often / x.size, (*x_test.shape, 1))
for row, views in zip(np.pad(x_test, ((0, 0), (1, 1))), counted, strict=True):
    for a, b, view in zip(row, row[2:], views, strict=False):
        np.add.at(view, between.get((a, b), []), 1)

fillers = {"left": left, "right": right_side, "both": both_views}
fillers["two neighbours, counted"] = counted
fillers["the more frequent word"] = np.broadcast_to(often, counted.shape)
pairs, filled = (("is", "are"), ("do", "does"), ("this", "these"), ("he", "they")), {}
for name, view in fillers.items():
    every = np.mean((view.argmax(axis=-1) == x_test)[x_test > 0])
    filled[name] = [every, *(one_of_two(view, pair) for pair in pairs)]
columns = ["all words", *("/".join(pair) for pair in pairs)]
pd.DataFrame(filled, index=columns).T.round(3)

# %% claim="gaps"
left, right_side, both_views = (
    np.array(filled[name]) for name in ("left", "right", "both")
)
assert both_views[0] > max(left[0], right_side[0]) + 0.02
assert np.all(left[1:3] > right_side[1:3] + 0.1)  # is/are, do/does
assert np.all(right_side[3:] > left[3:])  # this/these, he/they
assert np.all(both_views > np.maximum(left, right_side) - 0.07)

# %% [markdown] lang="en"
# The picture: around the gap every output depends on all inputs but its own. The network has three ways out: one reads only the left neighbour's state, one only the right
# neighbour's, one both. Often several words fit a gap, so nobody fills all of them. But with both sides more gaps are filled than with either, and the choice between two
# words shows who knows what: "is" or "are" and "do" or "does" are settled by the subject on the left, "this" or "these" and often "he" or "they" by
# what follows on the right. Who sees both is as good, or nearly, as the better of the two. Networks of today that are trained to fill gaps (*masked
# language models*) rest on the same idea.
#
# A warning: multiplying these probabilities over a sentence does not give the probability of the sentence. Each of them has been told all the other
# words.
#
# ## Not bad at all
#
# Does one need both sides to judge a whole sentence? Our grammar also praises and blames, with negations that turn the judgement round: "the film was
# not bad at all", "I do not think that the plot is good", "nobody liked the song". The words are the same on both sides, so a **bag of words** that
# adds up a weight per word has a hard time. (Chinese has no such pair: 不错, literally "not wrong", is one word and means "pretty good", which is more than "not bad"; no "not" is left in it to be counted.)

# %% [markdown] lang="zh"
# 先看图：在空格两边，每个输出都取决于除自己之外的所有输入。网络有三个出口：一个只读左邻的状态，一个只读右邻的状态，一个两边都读。
# 一个空格常有几个词都合适，所以谁也填不对全部。但两边都看，填对的空比只看任何一边都多；而在两个词之间二选一，则显示出谁知道什么：“is”还是“are”、
# “do”还是“does”由左边的主语决定，“this”还是“these”，以及常常“he”还是“they”，由右边的后文决定。两边都看的，与其中较好的一边一样好，或差不多一样好。
# 今天那些以填空来训练的网络（*masked language model*）就建立在同样的想法上。
#
# 提醒一点：把这些概率沿句子相乘，得到的不是句子的概率。其中每一个都已经知道所有其他的词。
#
# ## 一点也不差
#
# 判断一整句话，需要从两边读吗？我们的文法也会褒贬，还有把判断反过来的否定：“the film was not bad at all”，“I do not think that the plot is good”，
# “nobody liked the song”。褒和贬用的是同样的词，所以给每个词一个权重再相加的**词袋**（bag of words）很为难。（中文的“不错”不能作例子：它是一个词，意思是“相当好”，比英语的 not bad 更肯定；
# 分词之后，里面没有“不”可数。）

# %% play="judgements"
drawn = sentences(np.random.default_rng(1), budget(quick=2400, full=6000), ("judgement",))
longest, half = max(len(s.en) for s in drawn), len(drawn) * 2 // 3
vocabulary = ["", "?", *sorted({word for s in drawn for word in s.en})]
reviews = numbered([s.en for s in drawn], vocabulary, longest)
praise = np.array([s.polarity > 0 for s in drawn]).astype("int32")
for k in (0, 1, 2, 5):
    print("praise:" if praise[k] else "blame: ", text(drawn[k].en))


# %% play="judges"
def judge(layer, size=len(vocabulary), time=longest, width=16):
    """Return a model from words, (batch, time), to two logits, blame and praise, around one layer."""
    embed = keras.layers.Embedding(size, width, mask_zero=True)
    inputs = keras.Input((time,), dtype="int32")
    return keras.Sequential([inputs, embed, layer, keras.layers.Dense(2)])


judges = {
    "bag of words": lambda: judge(keras.layers.GlobalAveragePooling1D()),
    "RNN": lambda: judge(keras.layers.SimpleRNN(24, unroll=True)),
    "bidirectional": lambda: judge(Bidirectional(keras.layers.SimpleRNN(12, unroll=True))),
}
turned = np.array([not {"not", "never", "nobody"}.isdisjoint(s.en) for s in drawn[half:]])
contrast = np.array(["," in s.en for s in drawn[half:]])
kinds = {
    "all": turned | ~turned,
    "no negation": ~turned,
    "negated": turned & ~contrast,
    "good, not bad": contrast,
    "do not think": np.array(["not think" in " ".join(s.en) for s in drawn[half:]]),
}
judged, learnt = {}, (reviews[:half], praise[:half], budget(quick=14, full=20))
for name, make in judges.items():
    runs = trained(name, make, *learnt, seeds=(0, 1))
    guessed = [np.argmax(model(reviews[half:]), axis=-1) for model in runs]
    hits = np.mean(guessed == praise[half:], axis=0)
    judged[name] = [np.mean(hits[kind]) for kind in kinds.values()]
pd.DataFrame(judged, index=kinds).T.round(3)

# %% claim="judges"
bag, one_way, two_ways = map(np.array, judged.values())
assert 0.3 < bag[3] < 0.7  # "good, not bad": it guesses
assert min(one_way[:4].min(), two_ways[:4].min()) > 0.85
assert one_way[0] > two_ways[0] - 0.03
assert max(bag[1], bag[2]) < 0.95

# %% claim="a_plain_network_carries_not_over_five_words"
away = []
for k in half + np.flatnonzero(kinds["do not think"]):
    words_of = drawn[k].en[:-1]  # what is judged stands before the full stop
    away.append(len(words_of) - 1 - words_of.index("not"))
assert 5 <= min(away) <= max(away) <= 7
assert one_way[4] > 0.85

# %% [markdown] lang="en"
# (Two seeds each, their mean.) The last column is that part of the negated sentences in which the negation stands furthest away: "I do not think that this story is boring". A bag of words cannot tell "good, not bad" from "bad, not good", so it guesses there; and since a word weighs the same with and without a negation,
# what it gets right of the negated sentences it loses on the others. Both networks can tell them apart, and here the one that reads in one direction
# is no worse off: by the last word it has read the whole sentence. For one answer at the end, the second direction is a convenience, not a necessity.
#
# > **Often claimed.** In "not very good" a recurrent network may have forgotten the "not" when it comes to "good": a long-term dependency.
# >
# > **What we run.** A plain network on sentences whose negation stands five to seven words before what it turns round.
# >
# > **What holds.** It gets them right with few exceptions. "Good" comes two steps after "not", and two steps are not long for any recurrent network; chapter 4 measures how far is too far.
#
# Real reviews need a download. Where Keras has kept the IMDB reviews from an earlier use, the next cell reads them: the first 200 words of each,
# padding behind. (`pad_sequences` pads *and cuts* in front unless it is told otherwise: Keras' example *Bidirectional LSTM on IMDB* announces the
# first 200 words and takes the last.)

# %% [markdown] lang="zh"
# （每种两个随机种子，取平均。）最后一列是否定句中否定词离得最远的那一部分：“I do not think that this story is boring”。词袋分不清“good, not bad”与“bad, not good”，所以在那里只能猜；又因为一个词有没有被否定，权重都一样，它在否定句上答对的，就在其他句子上输掉。
# 两个网络都分得清，而且在这里只朝一个方向读的网络并不吃亏：读到最后一个词时，它已经读完了整句话。只要最后给出一个回答时，第二个方向是方便，
# 而不是必需。
#
# > **常见的说法。** 在“not very good”里，循环网络（recurrent network）读到“good”时可能已经忘了“not”：这是长期依赖。
# >
# > **我们运行的。** 普通循环网络，读的句子里，否定词在它所否定的词之前五到七个词。
# >
# > **成立的是。** 除少数例外，它都答对。“good”在“not”之后两步，而两步对任何循环网络都不算远；多远才算太远，第 4 章有测量。
#
# 真实的评论需要下载。如果 Keras 以前用过并保存了 IMDB 评论，下一个单元格就会读取它们：每条取前 200 个词，在后面填充。（`pad_sequences` 若不另行说明，
# 填充*和截断*都在前面：Keras 的例子 *Bidirectional LSTM on IMDB* 说取前 200 个词，取到的却是后 200 个。）


# %% play="imdb"
def first_200(reviews):
    """Return the first 200 words of each review, padding behind, (reviews, 200)."""
    return keras.utils.pad_sequences(reviews, 200, padding="post", truncating="post")


reviewers = {
    "bag of words": lambda: judge(keras.layers.GlobalAveragePooling1D(), 5000, 200, 32),
    "bidirectional": lambda: judge(Bidirectional(keras.layers.LSTM(32)), 5000, 200, 32),
}
kept = Path(os.environ.get("KERAS_HOME", "~/.keras")).expanduser() / "datasets/imdb.npz"
if kept.is_file():
    (learnt, liked), (exam, exam_liked) = keras.datasets.imdb.load_data(num_words=5000)
    many = budget(quick=2000, full=25_000)
    learnt, exam = first_200(learnt[:many]), first_200(exam[:many])
    for name, make in reviewers.items():
        epochs = budget(quick=2, full=3)
        (model,) = trained(name, make, learnt, liked[:many], epochs, rate=0.003)
        guessed = model.predict(exam, batch_size=500, verbose=0).argmax(axis=-1)
        share = np.mean(guessed == exam_liked[:many])
        print(f"{name}: {share:.1%} of {many:,} reviews of the test judged right")
else:
    print(f"No IMDB reviews in {kept}; keras.datasets.imdb.load_data() would fetch them.")

# %% [markdown] lang="en"
# ## How to fool oneself with a second direction
#
# A language model predicts the next character, $x_{t+1}$. Let us train one with a bidirectional layer in place of the one-directional, on the Python
# manual as in chapter 3, and look at its perplexity.

# %% [markdown] lang="zh"
# ## 怎样用第二个方向骗自己
#
# 语言模型预测下一个字符 $x_{t+1}$。我们像第 3 章那样用 Python 手册来训练，只是把单向的层换成双向的，再看它的困惑度。


# %%
def language_model(layer):
    """Return a model from characters, (batch, time), to logits of the next ones, (batch, time, V)."""
    inputs = keras.Input((length,), dtype="int32")
    embed = keras.layers.Embedding(V, 32)
    return keras.Sequential([inputs, embed, layer, keras.layers.Dense(V)])


def bits_by_place(model, x, y):
    """Return the mean of -log2 p(next character) for each place in the window, (time,)."""
    log_p = ops.log_softmax(model(x))
    right = np.take_along_axis(np.array(log_p), y[..., None], axis=-1)[..., 0]
    return -right.mean(axis=0) / np.log(2)


def write(model, prefixes, n, rng):
    """Let a model go on with several texts: the last window is read, a character is drawn from its last prediction, and so on.

    prefixes  (texts, length)

    Returns the new characters, (texts, n).
    """
    written = prefixes
    for _ in range(n):
        p = np.array(ops.softmax(model(written[:, -length:])[:, -1]), "float64")
        drawn = (p.cumsum(axis=1) < rng.random((len(p), 1))).sum(axis=1)
        written = np.column_stack([written, np.minimum(drawn, V - 1)])
    return written[:, length:]


# %% play="leak"
ids, alphabet = encode(clean(book()))
manual, rest = split(ids)
V, length = len(alphabet), 32
x_book, y_book = windows(manual[: budget(quick=70_000, full=400_000)], length)
x_rest, y_rest = windows(rest[:20_000], length)
writers = {
    "left to right": lambda: language_model(rnn(96)),
    "bidirectional": lambda: language_model(Bidirectional(rnn(48))),
}
options = {"epochs": budget(quick=3, full=6), "batch_size": 32, "rate": 0.005}
curves, drawn = {}, {}
for name, make in writers.items():
    (model,) = trained(name, make, x_book, y_book, **options)
    curves[name] = bits_by_place(model, x_rest, y_rest)
    drawn[name] = write(model, x_rest[:8], 60, np.random.default_rng(0))

# %% play="what_is_written"
counts = witten_bell(manual, np.column_stack([x_rest, y_rest[:, -1]]), 5, V)
drawn["the book itself"] = y_rest[8:16]
needed = {name: witten_bell(manual, new, 5, V) for name, new in drawn.items()}
print("what is written, and how many bits per character counted 5-grams need for it:")
for name, new in drawn.items():
    print(f"{name} ({needed[name]:.2f} bits): {''.join(alphabet[k] for k in new[0])}")

# %% folded="draw_leak"
fig, ax = plt.subplots(figsize=(6, 2.6))
ax.set(ylim=(0, 5))
figures.lines(ax, range(length), curves, "$t$, place in the window", "bits per character")
figures.described(
    "Bits per character over the place in the window. The bidirectional network is near zero at all places but the last, where it jumps far above the network that reads from left to right.",
    "每个字符的比特数随窗口中位置的变化。双向网络在除最后一个之外的所有位置都接近零，在最后一个位置跳到远高于从左到右阅读的网络。",
)
ppl = {name: [2 ** bits.mean(), 2 ** bits[-1]] for name, bits in curves.items()}
columns = ["perplexity, all places", "perplexity, last place"]
table = pd.DataFrame(ppl | {"5-grams, counted": [2**counts, ""]}, columns).T
table.map(lambda value: f"{value:.2f}" if value else "")

# %% claim="the_second_direction_is_a_leak"
honest, leaky = (curves[name] for name in writers)
assert 2 ** leaky.mean() < 1.5
assert 2 ** leaky.mean() < 0.5 * min(2 ** honest.mean(), 2**counts)
assert leaky[-1] > honest[-1] + 0.5
assert leaky[:-1].max() < 0.5
assert needed["bidirectional"] > needed["left to right"] + 0.5

# %% [markdown] lang="en"
# The perplexity of the bidirectional model is close to 1, the best there can be, far below that of the honest network and of the counts. And what it
# writes is nonsense, much more so than what the honest network writes: the 5-grams, which know the book, need many more bits for it. The figure shows
# why. Its label at $t$ is the input at $t + 1$, and the backward pass has *just read it*: the answer leaks, all that is left to learn is copying.
# Only at the last place of a window nothing follows, there it must really predict, and there it is bad: it has learnt from one place in thirty-two.
# When it writes, *every* place is the last one.
#
# The matrix of exercise 3 shows such a leak before any training: an honest language model is `False` everywhere right of the diagonal.
#
# Forecasting knows the same mistake: that a second direction improves forecasts where future values are available. Here is a series in which every value depends on
# the last one; the four values before a place and the four after it are the inputs.

# %% [markdown] lang="zh"
# 双向模型的困惑度接近 1，也就是最好的可能值，远低于老实的网络和计数模型。而它写出来的是胡话，比老实的网络写的糟得多：
# 熟悉这本书的 5-gram 要用多得多的比特来描述它。图中可以看出原因：它在 $t$ 处的标签就是 $t + 1$ 处的输入，而后向那一遍*刚刚读过它*：
# 答案泄漏（leakage）了，剩下要学的只是照抄。只有在窗口的最后一处，后面什么也没有，它必须真的预测，而那里它很差：三十二处中它只从一处学过。
# 写作时，*每一处*都是最后一处。
#
# 练习 3 的矩阵在训练之前就能显示这种泄漏：老实的语言模型在对角线右边处处是 `False`。
#
# 预报也有同样的错误：说什么有未来的值可用时，第二个方向能改进预报。下面这个序列里，每个值都取决于前一个；输入是某一处之前的四个值和之后的四个值。

# %% play="series"
rng = np.random.default_rng(0)
series = np.zeros(6000)
for t in range(1, len(series)):
    series[t] = 0.9 * series[t - 1] + rng.normal()
around = np.lib.stride_tricks.sliding_window_view(series, 9)
past, value, future = around[:, :4], around[:, 4], around[:, 5:]
half = len(value) // 2


# %% play="no_forecast"
def error(inputs, weights):
    """Return the root of the mean squared error on the second half of the series."""
    return np.sqrt(np.mean((inputs @ weights - value)[half:] ** 2))


sides = np.column_stack([past, future])
unknown = np.column_stack([past, np.repeat(past[:, -1:], 4, axis=1)])
from_past = np.linalg.lstsq(past[:half], value[:half])[0]
from_both = np.linalg.lstsq(sides[:half], value[:half])[0]
errors = {
    "a forecast from the past": error(past, from_past),
    "a hole filled from both sides": error(sides, from_both),
    "the latter as a forecast, the future unknown": error(unknown, from_both),
}
pd.DataFrame({"error": errors}).round(3)

# %% claim="no_forecast"
forecast, hole, pretended = errors.values()
assert hole < 0.9 * forecast < 0.9 * pretended

# %% [markdown] lang="en"
# > **Often claimed.** A bidirectional network improves forecasts where future values are available.
# >
# > **What we run.** The same linear model on the four values before, and on these and the four after; then the second once more, with the last known value in place of the
# > future.
# >
# > **What holds.** From both sides the error is smaller, and it is no forecast: filling a hole in a series (*smoothing*, *imputation*) is an honest task, and an easier one.
# > Tomorrow it cannot be had: without the future the same weights do worse than the honest forecast.

# %% [markdown] lang="zh"
# > **常见的说法。** 有未来的值可用时，双向网络能改进预报。
# >
# > **我们运行的。** 同样的线性模型，一次用之前的四个值，一次再加上之后的四个值；然后再用一次后者，但用最后一个已知的值代替未来。
# >
# > **成立的是。** 从两边看，误差更小，但那不是预报：填补序列中的空缺（*平滑*、*插补*）是一个正当的任务，也更容易。
# > 到了明天，就得不到这样的结果：没有未来，同样的权重还不如老实的预报。

# %% [markdown] answer="is_it_a_leak" points=2 lang="en"
# ### Question 1 (2 points, read by a person)
#
# A colleague has replaced the LSTM of a speech keyboard, which suggests the next word while one speaks, by a bidirectional one. On recorded dialogues
# the perplexity fell from 60 to 1.3. What has happened? Name a test that would have shown it before training, and say for which part of the keyboard
# a second direction would be allowed.
#
# ### BEGIN SOLUTION
# The label at a word is the next word, and the backward pass has read it: the model copies its input, and the perplexity measures that. On the
# recordings the future is in the batch; when somebody speaks it is not there, so the suggestions will be poor. Test: change the input at t + 1 and
# see whether the output at t changes (the dependence matrix must be False right of the diagonal); or score only the last place of each window; or let
# it generate. A second direction is allowed where the input is complete before the answer is due: correcting or tagging a sentence once it has been
# spoken (punctuation, names, homophones), but not for suggesting what comes next.
# ### END SOLUTION

# %% [markdown] answer="is_it_a_leak" points=2 lang="zh"
# ### 问题 1（2 分，由人批阅）
#
# 有个语音键盘在人说话时建议下一个词。一位同事把其中的 LSTM 换成了双向的；在录好的对话上，困惑度从 60 降到了 1.3。发生了什么？
# 说出一个在训练之前就能发现它的检验，再说说这个键盘的哪一部分可以用第二个方向。
#
# ### BEGIN SOLUTION
# 某个词处的标签是下一个词，而后向那一遍已经读过它：模型只是照抄输入，困惑度衡量的就是这一点。在录音里，未来就在批次中；有人说话时它还不存在，
# 所以建议会很差。检验：改变 t + 1 处的输入，看 t 处的输出是否改变（依赖矩阵在对角线右边必须是 False）；或者只给每个窗口的最后一处打分；或者让它生成。
# 凡是回答之前输入已经完整的地方，都可以用第二个方向：一句话说完之后对它纠错或标注（标点、名称、同音词），但不能用来建议接下来的词。
# ### END SOLUTION

# %% [markdown] lang="en"
# ## Where to go from here
#
# **Try** a second-order HMM, whose states are pairs of tags: which words does it gain? · Put an HMM on top of the bidirectional network, its
# emissions replaced by the network's logits, and let Viterbi choose the tags: do impossible names such as `O I-PER` vanish? · Fill the gaps of
# chapter 3's book.
#
# **Read** M. Schuster and K. Paliwal, *Bidirectional recurrent neural networks*, IEEE Transactions on Signal Processing, 1997 · L. Rabiner, *A
# tutorial on hidden Markov models and selected applications in speech recognition*, Proceedings of the IEEE, 1989 · A. Graves and J. Schmidhuber,
# *Framewise phoneme classification with bidirectional LSTM*, Neural Networks, 2005 · E. Tjong Kim Sang and F. De Meulder, *Introduction to the
# CoNLL-2003 shared task*, on how names are scored · A. Zhang, Z. Lipton, M. Li and A. Smola, *Dive into Deep Learning*, chapter 10, with the gaps of the beginning.

# %% [markdown] lang="zh"
# ## 接下来
#
# **试一试** 二阶 HMM，它的状态是标签对：哪些词会改善？· 在双向网络上面放一个 HMM，用网络的 logits 代替显示概率，由 Viterbi 选择标签：
# `O I-PER` 这样不可能的名称会消失吗？· 填第 3 章那本书里的空。
#
# **读一读** M. Schuster and K. Paliwal, *Bidirectional recurrent neural networks*, IEEE Transactions on Signal Processing, 1997 · L. Rabiner, *A tutorial on hidden Markov models and selected applications in speech recognition*, Proceedings of the IEEE, 1989 · A. Graves and J. Schmidhuber, *Framewise phoneme classification with bidirectional LSTM*, Neural Networks, 2005 · E. Tjong Kim Sang and F. De Meulder, *Introduction to the CoNLL-2003 shared task*，
# 说明名称怎样打分 · A. Zhang, Z. Lipton, M. Li and A. Smola, *Dive into Deep Learning* 第 10 章，开头的空格出自那里。
