# %% [markdown] lang="en"
# # Read from both sides
#
# At the end of this notebook you have written a bidirectional layer that equals `keras.layers.Bidirectional`, padding included, and its older relative, the hidden Markov model with
# its two passes. You have tagged words and names with both, filled gaps, read reviews, and seen a perplexity near 1 that is worth nothing.
#
# You will learn
# - how two networks that read in opposite directions share the work, and what padding does to the one that starts at the end,
# - how the forward and the backward pass of a hidden Markov model do the same exactly, with probabilities,
# - when the right-hand side may be read, and when reading it is cheating.
#
# You need: recurrent layers (chapter 3) and the gated cells (chapter 5). Running everything takes less than a minute on two cores.

# %% [markdown] lang="zh"
# # 从两边读
#
# 学完本笔记本，你就写出了一个与 `keras.layers.Bidirectional` 结果相等（包括对填充的处理）的双向层，也写出了它的前辈：有前向、后向两遍计算的隐马尔可夫模型。
# 你还用这两种模型给词和名称作了标注，填了空，读了评论，并见到了一个接近 1 却毫无价值的困惑度。
#
# 你将学到
# - 两个方向相反的网络怎样分工，以及填充对从末尾读起的那个网络有什么影响；
# - 隐马尔可夫模型的前向与后向两遍计算，怎样用概率精确地做同一件事；
# - 什么时候可以读右边，什么时候读右边就是作弊。
#
# 需要的基础：循环层（第 3 章）和门控单元（第 5 章）。在两个核上全部运行不到一分钟。

# %%
from unrolled.check import check  # first: it brings up Keras without log lines
from itertools import product

import keras
import matplotlib.pyplot as plt
import numpy as np
from keras import ops
from unrolled import figures
from unrolled.training import budget

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
# To the left the three are the same. "Happy" fits the first; "not" and "very" fit the second; only "very" fits the third. (A set of notes argues for reading from both sides with "The cat sat on the ___". But nothing
# follows that gap: a left-to-right model is all it needs.) The same holds for what a word *is*: "green" is a colour in "green leaves fell" and a person in "green laughed". Whoever types Chinese by sound writes *xian*
# both for 先 (first) and for 线 (line): in *xian zou* the right side decides (先走, go first), in *dianxian* the left (电线, power line).
#
# A **bidirectional** network (Schuster and Paliwal 1997) is two networks with weights of their own. One reads from the left, the other from the right, and what they know at the same word is put side by side:
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
# 三句的左边完全相同。第一句可以填“很高兴”；第二句可以填“不”或“非常”；第三句只能填“非常”。（有份笔记用“The cat sat on the ___”来说明为什么要从两边读。可是那个空格后面什么也没有：从左到右的模型就够了。）
# 一个词*是什么*，也是如此：在“green leaves fell”里 green 是颜色，在“green laughed”里是人名。用拼音打字的人，*xian* 既可能是“先”，也可能是“线”：在 *xian zou*（先走）里由右边决定，在 *dianxian*（电线）里由左边决定。
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
fig, ax = plt.subplots(figsize=(8, 3.1))
rows = {"forward": (1.0, figures.NAVY), "backward": (2.0, figures.CRIMSON)}
for t, word in enumerate(["I", "am", "very", "hungry"]):
    ax.text(t, -0.1, word, ha="center", va="center")
    ax.text(t, 3.1, f"$h_{t + 1}$", ha="center", va="center", size=13)
    for row, (level, colour) in rows.items():
        hidden = rf"$\over{'right' if row == 'forward' else 'left'}arrow{{h}}_{t + 1}$"
        look = {"boxstyle": "round,pad=0.35", "fc": figures.PALE, "ec": "none"}
        aside = t + (0.16 if row == "forward" else -0.16)
        ax.text(aside, level, hidden, ha="center", va="center", color=colour, bbox=look)
        for start, end in (((t, 0.05), (aside, level)), ((aside, level), (t, 2.95))):
            shrink = {"shrinkA": 4 if start[1] < 1 else 13, "shrinkB": 13 if end[1] < 3 else 4}
            if end[1] > 2.5:
                shrink["shrinkB"] = 6
            arrow = {"arrowstyle": "-|>", "color": figures.GREY, "lw": 1} | shrink
            ax.annotate("", end, start, arrowprops=arrow)
        step = 1 if row == "forward" else -1
        if 0 <= t + step <= 3:
            arrow = {"arrowstyle": "-|>", "color": colour, "shrinkA": 15, "shrinkB": 15}
            ax.annotate("", (aside + step, level), (aside, level), arrowprops=arrow)
for row, (level, colour) in rows.items():
    ax.text(-0.6, level, row, ha="right", va="center", color=colour)
ax.set(xlim=(-1.3, 3.5), ylim=(-0.4, 3.4))
ax.set_axis_off()

# %% [markdown] lang="en"
# No arrow leads from one row to the other. A description that tells us to *stack* a forward and a backward network is misleading: they run in parallel, and only their outputs meet.
#
# ## Where does the end begin?
#
# In a batch the sentences have different lengths, and the short ones are filled up with padding. The network that reads from the left meets the padding last; the other one meets it *first*. If it reads it, its
# state is spoilt before it comes to the first word. So padding must not be read at all: where the mask says so, the state stays what it was.
#
# ### Exercise 1 · Two passes (3 points)
#
# Write `both_ways(x, mask, forward, backward, units)`. `forward` and `backward` are steps, `h_t = step(x_t, h_prev)`; each pass starts with a state of zeros. Return the states of both passes side by side,
# `(batch, time, 2 * units)`, those at time $t$ being the ones just after $x_t$ was read and zeros at padding; and the last state of each pass side by side, `(batch, 2 * units)`. Padding may stand at the end, in front or
# anywhere. *Hint: the two passes differ in the step and in the order of time, and in nothing else.*

# %% [markdown] lang="zh"
# 没有箭头从一行通向另一行。有的说法叫我们把前向网络和后向网络*堆叠*起来，这会误导人：它们并行运行，只有输出才汇合。
#
# ## 末尾从哪里开始？
#
# 一个批次中的句子长短不一，短的用填充（padding）补齐。从左读的网络最后才遇到填充，另一个网络却*最先*遇到它。如果把填充也读进去，还没读到第一个词，状态就已经坏了。所以填充根本不能读：凡是遮罩（mask）标明是填充的地方，
# 状态保持不变。
#
# ### 练习 1 · 两遍（3 分）
#
# 编写 `both_ways(x, mask, forward, backward, units)`。`forward` 和 `backward` 是走一步的函数，`h_t = step(x_t, h_prev)`；每一遍都从全零的状态开始。返回并排放置的两遍的状态 `(batch, time, 2 * units)`，
# 其中时刻 $t$ 的状态是刚读完 $x_t$ 之后的状态，填充处为零；再返回并排放置的两遍的最后状态 `(batch, 2 * units)`。填充可能在末尾、在前面，也可能在任何地方。*提示：两遍的区别只在于用哪个步、按什么时间顺序，别无其他。*


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
        h, states = np.zeros((len(x), units)), np.zeros((*mask.shape, units))
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
# "In TensorFlow it is enough to set `bidirectional=True`", say some notes. That is PyTorch's argument. What does Keras say?

# %% [markdown] lang="zh"
# ## 写成 Keras 层
#
# 有份笔记说：“在 TensorFlow 里只要设 `bidirectional=True` 就行。”那是 PyTorch 的参数。Keras 怎么说？

# %% play="no_such_argument"
try:
    keras.layers.LSTM(4, bidirectional=True)
except (TypeError, ValueError) as error:
    print(str(error).splitlines()[0])
layer = keras.layers.Bidirectional(keras.layers.LSTM(4, return_sequences=True))
print("wrapped instead, 4 units give the output", layer(np.zeros((2, 5, 3))).shape)

# %% [markdown] lang="en"
# In Keras one layer wraps another. How the outputs meet is the `merge_mode`: side by side (`"concat"`, twice the units), their sum, their average or their product.
#
# ### Exercise 2 · `Bidirectional` (4 points)
#
# Write the layer for any recurrent Keras layer. Make two layers from the configuration of the given one; the second has `go_backwards=True`. Such a layer turns inputs and mask round by itself and returns its sequence *in the
# order in which it has read*. With `return_sequences=True` the merged output at padding is zero; without, it merges the last states. `get_config` and the like are given. *Hint: which of the two outputs has to be turned
# round before they meet, and when is there nothing to turn?*

# %% [markdown] lang="zh"
# 在 Keras 里是用一个层包住另一个层。两个输出怎样汇合，由 `merge_mode` 决定：并排（`"concat"`，单元数加倍）、求和、求平均或求积。
#
# ### 练习 2 · `Bidirectional`（4 分）
#
# 为任意的 Keras 循环层编写这个层。由给定层的配置造出两个层；第二个带 `go_backwards=True`。这样的层自己会把输入和遮罩反过来，而返回的序列是*按它阅读的顺序*排列的。`return_sequences=True` 时，合并后的输出在填充处为零；
# 否则合并的是最后的状态。`get_config` 等已经给出。*提示：汇合之前，两个输出中哪一个要反过来？什么时候没有东西可反？*


# %% exercise="Bidirectional"
@keras.saving.register_keras_serializable("unrolled")
class Bidirectional(keras.layers.Layer):
    """Read a sequence from both sides with two copies of a recurrent layer.

    layer       recurrent Keras layer; its configuration is used, its weights are not
    merge_mode  how the outputs meet: "concat", "sum", "ave" or "mul"

    The weights are those of `forward_layer`, then those of `backward_layer`.
    """

    def __init__(self, layer, merge_mode="concat", **kwargs):
        super().__init__(**kwargs)
        self.merge_mode = merge_mode
        self.supports_masking = True
        ### BEGIN SOLUTION
        config = layer.get_config()
        self.forward_layer = type(layer).from_config(config)
        self.backward_layer = type(layer).from_config(config | {"go_backwards": True})
        ### END SOLUTION

    def build(self, input_shape):
        """Create the weights; input_shape is (batch, time, features)."""
        self.forward_layer.build(input_shape)
        self.backward_layer.build(input_shape)

    def call(self, inputs, mask=None):
        """inputs (batch, time, features), mask (batch, time) or None -> the merged output."""
        ### BEGIN SOLUTION
        forward = self.forward_layer(inputs, mask=mask)
        backward = self.backward_layer(inputs, mask=mask)
        if self.forward_layer.return_sequences:
            backward = ops.flip(backward, axis=1)
            if mask is not None:
                here = ops.cast(mask, forward.dtype)[:, :, None]
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
# Three times the same: your loop, your layer, Keras' layer. Then a sentence of six words alone, and the same sentence with two pads behind it. One set of notes takes the last state of each direction
# as a summary of the sentence, with no word about the mask.

# %% [markdown] lang="zh"
# 同一个东西算三遍：你的循环、你的层、Keras 的层。然后单独看一个六个词的句子，再看后面加了两个填充的同一个句子。有份笔记用两个方向的最后状态来概括句子，却一字不提遮罩。

# %% play="padding"
rng = np.random.default_rng(0)
x = rng.normal(size=(3, 6, 4)).astype("float32")
mask = np.arange(6) < np.array([[6], [4], [2]])
for mode in ("concat", "sum", "ave", "mul"):
    theirs = keras.layers.Bidirectional(
        keras.layers.SimpleRNN(5, return_sequences=True), merge_mode=mode
    )
    yours = Bidirectional(keras.layers.SimpleRNN(5, return_sequences=True), mode)
    expected = theirs(x, mask=mask)
    yours.build(x.shape)
    yours.set_weights(theirs.get_weights())
    print(f"{mode:6} yours - Keras': {np.abs(yours(x, mask=mask) - expected).max():.1e}", end="")
    if mode == "concat":
        steps = [
            lambda x_t, h, W=layer.get_weights(): np.tanh(x_t @ W[0] + h @ W[1] + W[2])
            for layer in (yours.forward_layer, yours.backward_layer)
        ]
        loop = both_ways(x, mask, *steps, units=5)[0]
        print(f"   your loop - Keras': {np.abs(loop - expected).max():.1e}", end="")
    print()

embed = keras.layers.Embedding(10, 4, mask_zero=True)
read = Bidirectional(keras.layers.LSTM(5))
alone = read(embed(np.array([[7, 3, 9, 1, 4, 2]])))
print("\nlargest change of the last states, compared with the sentence alone")
for name, ids in {
    "two pads behind": [7, 3, 9, 1, 4, 2, 0, 0],
    "two pads in front": [0, 0, 7, 3, 9, 1, 4, 2],
}.items():
    vectors = embed(np.array([ids]))
    for masked in (False, True):
        seen = np.array(ids)[None] != 0 if masked else np.ones((1, 8), bool)
        change = np.abs(read(vectors, mask=seen) - alone)[0]
        print(
            f"{name:18} {'masked' if masked else 'read  '}   forward {change[:5].max():.4f}   backward {change[5:].max():.4f}"
        )

# %% [markdown] lang="en"
# Where padding is read, it changes the summary; with the mask it changes nothing at all, wherever it stands. (The table shows something else too: the two halves need not suffer alike. Padding spoils most the pass that reads it *last*.)
#
# ## Who sees what
#
# Of any function from sequences to sequences one can ask: which inputs does the output at time $t$ depend on?
#
# ### Exercise 3 · Who sees what (2 points)
#
# Write `dependence(f, x)`: return a boolean array `(time, time)` with `True` at $[t, s]$ where the output of `f` at time $t$ changes, in any row of the batch and any unit, when the input at time $s$ is changed. `f` takes
# an array like `x`, `(batch, time, features)`, and returns `(batch, time, units)`. For `f = lambda x: 2 * x` it is the identity. Leave `x` as it is. *Hint: change one time step, look at all outputs.*

# %% [markdown] lang="zh"
# 填充一旦被读进去，就会改变句子的概括；有了遮罩，无论填充在哪里，都毫无影响。（表中还能看出另一点：两半受到的影响并不一样。填充对*最后*读到它的那一遍损害最大。）
#
# ## 谁看得见什么
#
# 对任何一个从序列到序列的函数，都可以问：时刻 $t$ 的输出取决于哪些输入？
#
# ### 练习 3 · 谁看得见什么（2 分）
#
# 编写 `dependence(f, x)`：返回布尔数组 `(time, time)`，如果改变时刻 $s$ 的输入会使 `f` 在时刻 $t$ 的输出（在批次的任何一行、任何一个单元上）发生变化，那么 $[t, s]$ 处为 `True`。
# `f` 接受与 `x` 同样的数组 `(batch, time, features)`，返回 `(batch, time, units)`。对 `f = lambda x: 2 * x`，结果是单位矩阵。`x` 要保持原样。*提示：改变一个时间步，看所有的输出。*


# %% exercise="dependence"
def dependence(f, x):
    """Find out which inputs each output of a sequence function depends on.

    f  (batch, time, features) -> (batch, time, units)
    x  (batch, time, features)   where to try it

    Returns a boolean array, (time, time): [t, s] says whether the output at t changes with the input at s.
    """
    ### BEGIN SOLUTION
    before, seen = np.array(f(x)), []
    for s in range(x.shape[1]):
        changed = x.copy()
        changed[:, s] += 1
        seen.append(np.any(np.array(f(changed)) != before, axis=(0, 2)))
    return np.stack(seen, axis=1)
    ### END SOLUTION


# %% check="dependence" points=2
check("dependence")

# %% play="draw_dependence"
mask = np.arange(6) < np.array([[4]])
both = Bidirectional(keras.layers.SimpleRNN(5, return_sequences=True))
readers = {
    "SimpleRNN": keras.layers.SimpleRNN(5, return_sequences=True),
    "backwards": lambda x: both(x)[..., 5:],
    "Bidirectional": both,
    "two pads, masked": lambda x: both(x, mask=mask),
}
fig, axes = plt.subplots(1, 4, figsize=(8, 2.3), sharey=True)
for ax, (name, reader) in zip(axes, readers.items(), strict=True):
    ax.imshow(dependence(reader, x[:1]), cmap=figures.OPEN, vmin=0, vmax=1.4)
    ax.set(title=name, xlabel="$s$, input", xticks=range(6), yticks=range(6))
    ax.set_xticks(np.arange(5) + 0.5, minor=True)
    ax.set_yticks(np.arange(5) + 0.5, minor=True)
    ax.grid(which="minor", color="white", linewidth=2)
    ax.tick_params(which="both", length=0)
    ax.spines[:].set_visible(False)
axes[0].set_ylabel("$t$, output")

# %% [markdown] lang="en"
# Each row is an output, each dark square an input it depends on. The bidirectional layer sees everything from everywhere. So it needs the whole sequence before it can say anything: it cannot follow speech as it is spoken, and it
# cannot write. The second picture holds a trap: the *last* entry of a sequence, `[:, -1]`, has a backward half that has read one word only. Its summary stands at $t = 0$; `return_sequences=False` picks the right one.
#
# Where the whole input is there before the answer is due, both sides may be read: tagging, names, the encoder of a translator, recorded speech (with the words' borders known, one label per stretch of sound is tagging too). Notes that want a
# bidirectional *translator* because the target word depends on both sides forget that the target is still being written: only the encoder can be bidirectional.

# %% [markdown] lang="zh"
# 每一行是一个输出，每个深色方格是它所依赖的一个输入。双向层的每个输出都看得见全部输入。所以它必须等整个序列到齐才能开口：它不能边听边识别语音，也不能写作。第二幅图里藏着一个陷阱：序列的*最后*一项 `[:, -1]`，
# 其后向的那一半只读过一个词。后向的概括在 $t = 0$ 处；`return_sequences=False` 会取到正确的那一个。
#
# 凡是回答之前整个输入已经到齐的任务，都可以从两边读：词性标注、名称识别、翻译的编码器、录好的语音（如果词的边界已知，给每一段声音一个标签也是标注）。有的笔记因为目标词取决于两边而想要双向的*翻译器*，却忘了目标句还在写：
# 能双向的只有编码器。

# %% [markdown] lang="en"
# ## The older reader from both sides
#
# A **hidden Markov model** (HMM) tells how a sequence comes about. There is a hidden state $z_t$, one of a few; it moves at random, and at each step it shows a symbol $x_t$:
#
# $$ p(z_1 = i) = \pi_i, \qquad p(z_{t+1} = j \mid z_t = i) = A_{ij}, \qquad p(x_t = k \mid z_t = i) = B_{ik} $$
#
# For tagging, the states are tags and the symbols words. All that can be asked of it, can be answered by going through *all* sequences of states. That is easy to write and hopeless to run: there are $\text{states}^{\text{time}}$ of them.

# %% [markdown] lang="zh"
# ## 从两边读的前辈
#
# **隐马尔可夫模型**（hidden Markov model，HMM）描述一个序列怎样产生。有一个隐藏的状态 $z_t$，取值只有几种；它随机地变动，每一步显示一个符号 $x_t$：
#
# $$ p(z_1 = i) = \pi_i, \qquad p(z_{t+1} = j \mid z_t = i) = A_{ij}, \qquad p(x_t = k \mid z_t = i) = B_{ik} $$
#
# 用于词性标注时，状态是词性，符号是词。凡是能向它提出的问题，都可以通过遍历*所有*状态序列来回答。这写起来容易，运行起来却没有希望：一共有 $\text{states}^{\text{time}}$ 个序列。


# %%
def brute_force(observed, initial, transition, emission):
    """Answer every question about a small HMM by adding up all sequences of states.

    Returns p(x), the posterior p(z_t | x), (time, states), the best sequence and its p(z, x).
    """
    total, posterior, best = 0.0, np.zeros((len(observed), len(initial))), (0.0, None)
    for path in product(range(len(initial)), repeat=len(observed)):
        p = initial[path[0]]
        for i, j in zip(path, path[1:], strict=False):
            p *= transition[i, j]
        for i, symbol in zip(path, observed, strict=True):
            p *= emission[i, symbol]
        total += p
        posterior[range(len(path)), path] += p
        best = max(best, (p, path))
    return total, posterior / total, np.array(best[1]), best[0]


def draw_hmm(rng, states, symbols, sharp=1.0):
    """Draw the tables of an HMM; the smaller `sharp`, the more one-sided they are."""
    rows = lambda *shape: rng.dirichlet(np.full(shape[-1], sharp), size=shape[:-1])
    return rows(states), rows(states, states), rows(states, symbols)


# %% [markdown] lang="en"
# What makes it feasible is the chain: given $z_t$, what comes before and what comes after have nothing to do with each other. So one pass can collect the past, another one the future.
#
# The **forward pass** keeps what is known after reading $x_1, \dots, x_t$, as a row vector $\alpha_t$ of probabilities that sum to one:
#
# $$ \alpha_t = \frac{(\alpha_{t-1} A) \odot B_{:, x_t}}{c_t}, \qquad c_t = \textstyle\sum \,(\alpha_{t-1} A) \odot B_{:, x_t} = p(x_t \mid x_1, \dots, x_{t-1}) $$
#
# At the first step $\pi$ stands in place of $\alpha_0 A$. The sum $c_t$ is the probability of the symbol given its past: the HMM is a language model, and $\log p(x) = \sum_t \log c_t$.
#
# ### Exercise 4 · The forward pass (3 points)
#
# Write `hmm_forward(observed, initial, transition, emission)`: return all $\alpha_t$, `(time, states)`, and $\log p(x)$. It has to work for thousands of steps. *Hint: divide at every step and keep the logarithm of what you divided by.*

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
# 编写 `hmm_forward(observed, initial, transition, emission)`：返回所有的 $\alpha_t$，形状为 `(time, states)`，以及 $\log p(x)$。它必须能处理几千步。*提示：每一步都做除法，并记下除数的对数。*


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
# The **backward pass** asks of each state how well it goes with what follows. $\beta_t(i)$ is proportional to $p(x_{t+1}, x_{t+2}, \dots \mid z_t = i)$. Nothing follows the last step, so all states are equal there; then
#
# $$ \beta_t(i) \propto \sum_j A_{ij} \, B_{j, x_{t+1}} \, \beta_{t+1}(j) $$
#
# Only the ratios within a step matter. So we divide each $\beta_t$ by its sum, which keeps it from vanishing.
#
# ### Exercise 5 · The backward pass (2 points)
#
# Write `hmm_backward(observed, transition, emission)`: return all $\beta_t$, `(time, states)`, each row with the sum one; the last row is $1 / \text{states}$ everywhere. *Hint: which symbol does $\beta_t$ look at, and which has it not seen?*

# %% [markdown] lang="zh"
# **后向**计算（backward pass）问的是：每个状态与后文有多相配。$\beta_t(i)$ 正比于 $p(x_{t+1}, x_{t+2}, \dots \mid z_t = i)$。最后一步之后什么也没有，所以那里所有状态相等；然后
#
# $$ \beta_t(i) \propto \sum_j A_{ij} \, B_{j, x_{t+1}} \, \beta_{t+1}(j) $$
#
# 要紧的只是同一步之内的比例。所以我们把每个 $\beta_t$ 除以它的和，免得它趋于零。
#
# ### 练习 5 · 后向计算（2 分）
#
# 编写 `hmm_backward(observed, transition, emission)`：返回所有的 $\beta_t$，形状为 `(time, states)`，每行的和为一；最后一行处处是 $1 / \text{states}$。*提示：$\beta_t$ 看的是哪个符号？哪个符号它没有看过？*


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
# Write `hmm_posterior(observed, initial, transition, emission)`: return $p(z_t \mid x)$, `(time, states)`, each row with the sum one. At the last step it equals $\alpha$. *Hint: your two passes have done the work.*

# %% [markdown] lang="zh"
# 两边合起来就得到**后验概率**（posterior）：$p(z_t = i \mid x) \propto \alpha_t(i) \, \beta_t(i)$。
#
# ### 练习 6 · 两边合起来（2 分）
#
# 编写 `hmm_posterior(observed, initial, transition, emission)`：返回 $p(z_t \mid x)$，形状为 `(time, states)`，每行的和为一。在最后一步，它等于 $\alpha$。*提示：你的两遍计算已经把活干完了。*


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
print(f"sequences of states that brute force went through: {3**9:,}")
print("log p(x):  yours - brute force:", abs(hmm_forward(observed, *hmm)[1] - np.log(total)))
print("posterior: yours - brute force:", np.abs(hmm_posterior(observed, *hmm) - expected).max())

# %% [markdown] lang="en"
# The most probable *sequence* is another question than the most probable state at each step. The **Viterbi** algorithm is the forward pass with a maximum in place of the sum. It keeps, for every state, the
# probability of the best path that ends there, and from where that path came:
#
# $$ v_t(j) = \max_i \, v_{t-1}(i) \, A_{ij} \cdot B_{j, x_t} $$
#
# At the end it starts from the best state and follows the notes back.
#
# ### Exercise 7 · Viterbi (3 points)
#
# Write `viterbi(observed, initial, transition, emission)`: return the best sequence of states, `(time,)`, and $\log p(z, x)$ of it. Thousands of steps must not make it underflow; and a table may hold zeros, whose logarithm is $-\infty$ and does no harm
# (`np.errstate(divide="ignore")` silences NumPy about it). *Hint: with logarithms the products become sums, and the maximum stays the maximum.*

# %% [markdown] lang="zh"
# 最可能的状态*序列*，与每一步最可能的状态，是两个不同的问题。**Viterbi** 算法就是把前向计算里的求和换成取最大值。它为每个状态记下：以该状态结尾的最佳路径的概率，以及这条路径从哪里来：
#
# $$ v_t(j) = \max_i \, v_{t-1}(i) \, A_{ij} \cdot B_{j, x_t} $$
#
# 到了末尾，从最好的状态出发，循着记录往回走。
#
# ### 练习 7 · Viterbi（3 分）
#
# 编写 `viterbi(observed, initial, transition, emission)`：返回最佳状态序列 `(time,)`，以及它的 $\log p(z, x)$。几千步也不能下溢；表中可以有零，其对数是 $-\infty$，这并无妨碍（`np.errstate(divide="ignore")` 可让 NumPy 不为此发警告）。
# *提示：取对数后，乘积变成和，最大值仍是最大值。*


# %% exercise="viterbi"
def viterbi(observed, initial, transition, emission):
    """Find the most probable sequence of hidden states.

    observed    (time,)             the symbols, as numbers
    initial     (states,)           probabilities of the first state
    transition  (states, states)    row i: where state i goes
    emission    (states, symbols)   row i: what state i shows

    Returns the states, (time,), and log p(z, x), a number.
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
