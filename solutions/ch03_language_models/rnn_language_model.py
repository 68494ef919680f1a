# %% [markdown] lang="en"
# # Train a network that writes
#
# Can a network beat a good model that only counts, in a few minutes of training? On a book of 340,000 characters it can, if it is trained well, and cannot if it is
# merely trained; with the best model that counts it draws level. Here you write a recurrent network by hand and as a Keras layer, train it to predict the next character, let it write, and put it beside the counting
# models of `ngrams.ipynb`.
#
# You will learn
# - what one step of a recurrent network computes, and what it hands on to the next,
# - which labels a language model learns from, and how it is trained and made to write,
# - how to compare it fairly with an n-gram model, and what decides who wins.
#
# You need: NumPy, the one-hot vectors and batches of chapter 2, and perplexity from `ngrams.ipynb`. Running everything takes a few minutes on two cores.

# %% [markdown] lang="zh"
# # 训练一个会写字的网络
#
# 只训练几分钟，网络能不能胜过只会计数的好模型？在一本 34 万字符的书上，训练得好就能，只是训练过则不能；与计数的最好模型则不分高下。在本笔记本中，你将用手写的方式和 Keras 层的方式各写一个循环网络（recurrent network），
# 训练它预测下一个字符，让它自己写，并把它与 `ngrams.ipynb` 中只会计数的模型放在一起比较。
#
# 你将学到
# - 循环网络的一步计算了什么，又把什么传给下一步；
# - 语言模型（language model）从怎样的标签学习，怎样训练，怎样让它写字；
# - 怎样公平地把它与 n 元模型（n-gram model）比较，胜负由什么决定。
#
# 需要的基础：NumPy，第 2 章的独热向量（one-hot）和批次（batch），以及 `ngrams.ipynb` 中的困惑度（perplexity）。在两个核上全部运行需要几分钟。

# %%
from unrolled.check import check  # first: it brings up Keras without log lines
import timeit
from functools import partial

import keras
import numpy as np
import pandas as pd
import tensorflow as tf
from keras import ops
from unrolled import figures
from unrolled.baselines import witten_bell
from unrolled.data import book, clean, encode, split, windows
from unrolled.record import beside
from unrolled.training import Progress, Stopwatch, budget

figures.style()
keras.utils.set_random_seed(0)
rng = np.random.default_rng(0)

# %% [markdown] lang="en"
# ## One network, used again and again
#
# A **language model** gives every text a probability, one symbol at a time: $p(x_1, \dots, x_T) = p(x_1) \prod_{t=1}^{T-1} p(x_{t+1} \mid x_1, \dots, x_t)$. An n-gram model
# looks at the last few symbols and forgets the rest. A recurrent network reads them all, one by one, and keeps what it has read in a
# **hidden state** $h_t$:
#
# $$ h_t = \tanh(x_t W_x + h_{t-1} W_h + b), \qquad o_t = h_t W_o + b_o $$
#
# The scores $o_t$, one per symbol, are called **logits**; their softmax is the prediction of the *next* symbol.

# %% [markdown] lang="zh"
# ## 一个网络，反复使用
#
# **语言模型**逐个符号地给每段文本一个概率：$p(x_1, \dots, x_T) = p(x_1) \prod_{t=1}^{T-1} p(x_{t+1} \mid x_1, \dots, x_t)$。n 元模型只看最后几个符号，
# 其余的都忘掉。循环网络则一个一个地把它们全部读完，并把读过的内容保存在**隐藏状态**（hidden state）$h_t$ 里：
#
# $$ h_t = \tanh(x_t W_x + h_{t-1} W_h + b), \qquad o_t = h_t W_o + b_o $$
#
# 分数 $o_t$ 每个符号一个，叫作 **logits**；它们的 softmax 就是对*下一个*符号的预测。

# %% play="draw_unrolled"
figures.unrolled("time", "ime␣")
figures.described(
    "A recurrent network drawn four times, once for each character of 'time'. Each copy reads x_t, hands its state h_t on to the right, and gives the logits o_t that are to predict the next character. The same W_x, W_h and W_o stand at the arrows of all copies.",
    "一个循环网络画了四次，“time”的每个字符一次。每一份读入 x_t，把状态 h_t 传给右边，并给出用来预测下一个字符的 logits o_t。各份的箭头上都是同样的 W_x、W_h 和 W_o。",
)

# %% [markdown] lang="en"
# The figure shows the network four times, once per character of "time". There is one network only: the same $W_x$, $W_h$ and $W_o$ stand at every arrow.
#
# ## A page of arithmetic
#
# Let us follow the words "deep learning rocks" through such a network by hand, with three units and a vocabulary of four words, the fourth being padding. In many texts
# the matrices act on *columns*: $W_{hh} h$, $W_{hy} h + b_y$. The input is where shapes go wrong first: a table with a row of three numbers for each of four words does
# not go with a one-hot column of length four. A one-hot *row* times $W_x$ does: it picks the row of its word, the three numbers that the word contributes,
# $(0.1, 0.4, 0.7)$ for "deep". The other matrices act on columns here.
#
# ### Exercise 1 · Three steps by the book (3 points)
#
# Write `worked_pass(words, W_x, W_hh, W_hy, b_h, b_y)`. `words` is a list of row numbers of `W_x`. Start with a state of zeros; at each word form
# $h_t = \tanh(W_{hh} h_{t-1} + W_x[\text{word}] + b_h)$ and the logits $W_{hy} h_t + b_y$. Return all states, `(time, units)`, and all logits,
# `(time, vocabulary)`. For "deep" as the first word the state is $(0.1974, 0.5370, 0.7616)$. *Hint: the output of a step is made from the new state.*

# %% [markdown] lang="zh"
# 图中把网络画了四遍，“time”的每个字符一遍。其实网络只有一个：每个箭头上都是同样的 $W_x$、$W_h$ 和 $W_o$。
#
# ## 一页演算
#
# 让我们用手算使“deep learning rocks”这几个词走过这样一个网络，它有三个单元，词表（vocabulary）有四个词，第四个是填充（padding）符。在许多教材里，矩阵作用在*列*向量上：$W_{hh} h$、$W_{hy} h + b_y$。
# 形状最先在输入处出错：每个词一行、每行三个数、一共四行的表，与长度为四的独热列向量并不相配。独热的*行*向量乘以 $W_x$ 才相配：它取出这个词的那一行，也就是这个词贡献的三个数，
# “deep”是 $(0.1, 0.4, 0.7)$。其余矩阵在这里作用于列向量。
#
# ### 练习 1 · 照公式走三步（3 分）
#
# 编写 `worked_pass(words, W_x, W_hh, W_hy, b_h, b_y)`。`words` 是 `W_x` 行号的列表。从全零的状态开始；对每个词计算
# $h_t = \tanh(W_{hh} h_{t-1} + W_x[\text{word}] + b_h)$ 以及 logits $W_{hy} h_t + b_y$。返回所有状态 `(time, units)` 和所有 logits
# `(time, vocabulary)`。第一个词是“deep”时，状态是 $(0.1974, 0.5370, 0.7616)$。*提示：每一步的输出由新的状态得到。*


# %% exercise="worked_pass"
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    """Walk through a sequence of words with matrices that act on columns.

    words  (time,)               row numbers of W_x
    W_x    (vocabulary, units)   what each word adds
    W_hh   (units, units)        for W_hh h
    W_hy   (vocabulary, units)   for W_hy h
    b_h    (units,)              bias of the state
    b_y    (vocabulary,)         bias of the logits

    Returns the states, (time, units), and the logits, (time, vocabulary); the state before the first word is zero.
    """
    ### BEGIN SOLUTION
    h = np.zeros(len(b_h))
    states, logits = [], []
    for word in words:
        h = np.tanh(W_hh @ h + W_x[word] + b_h)
        states.append(h)
        logits.append(W_hy @ h + b_y)
    return np.stack(states), np.stack(logits)
    ### END SOLUTION


# %% check="worked_pass" points=3
check("worked_pass")

# %% play="three_steps"
W_x = np.array([[0.1, 0.4, 0.7], [0.2, 0.5, 0.8], [0.3, 0.6, 0.9], [0.2, 0.3, 0.4]])
W_hh = np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6], [0.7, 0.8, 0.9]])
W_hy = np.array([[0.5, 0.6, 0.7], [0.8, 0.9, 1.0], [1.1, 1.2, 1.3], [1.4, 1.5, 1.6]])
b_h, b_y = np.array([0.1, 0.2, 0.3]), np.full(4, 0.1)
deep = np.array([[1], [0], [0], [0]])
print(f"W_x {W_x.shape} times a column {deep.shape}: the inner sizes differ")
print(f"a row {deep.T.shape} times W_x {W_x.shape}:", deep.T @ W_x)

vocabulary = ["deep", "learning", "rocks", "padding"]
states, logits = map(np.asarray, worked_pass([0, 1, 2], W_x, W_hh, W_hy, b_h, b_y))
print("ranks first:", [vocabulary[k] for k in logits.argmax(axis=1)])
units = ["unit 1", "unit 2", "unit 3"]
tables = pd.DataFrame(states, columns=units), pd.DataFrame(logits, columns=vocabulary)
pd.concat(tables, axis=1, keys=["state", "logits"]).set_axis(vocabulary[:3]).round(4)

# %% [markdown] lang="en"
# Such a page is easily wrong when it is done by hand: one product that is rounded too early, and every number after it differs. (The weights are arbitrary: the network puts the padding first after every word.)
#
# From here on a state is a **row** and stands on the left, $x_t W_x + h_{t-1} W_h$, so that a batch is many rows. $W_h$ is then the transpose of $W_{hh}$, and Keras
# calls $W_x$ the `kernel` and $W_h$ the `recurrent_kernel`. Whoever compares texts needs a dictionary; in each row all entries are the same product, written with a matrix or with its transpose:
#
# | here and in code, rows | with columns | *Dive into Deep Learning*, rows | Keras, rows | PyTorch, transposed |
# |---|---|---|---|---|
# | $x_t W_x$ | $W_{xh} x_t$ or $W_{hx} x_t$ | $X_t W_{xh}$ | `kernel` | `weight_ih_l0`, (units, features) |
# | $h_{t-1} W_h$ | $W_{hh} h_{t-1}$ | $H_{t-1} W_{hh}$ | `recurrent_kernel` | `weight_hh_l0`, (units, units) |
# | $h_t W_o$ | $W_{hy} h_t$ or $W_{yh} h_t$ | $H_t W_{hq}$ | `kernel` of a `Dense` layer | `weight` of a `Linear` layer, (vocabulary, units) |
#
# ### Exercise 2 · One step for a batch (2 points)
#
# Write `rnn_step(x_t, h_prev, W_x, W_h, b)`: return $h_t$, shape `(batch, units)`. With all weights zero it is $\tanh(b)$ in every row. *Hint: one sum goes into
# one $\tanh$.*

# %% [markdown] lang="zh"
# 这样的一页用手算很容易错：一个乘积舍入得太早，后面的每个数就都不一样了。（这些权重是随意取的：每个词之后，网络都把填充符排在第一。）
#
# 从现在起，状态是**行**向量，写在左边：$x_t W_x + h_{t-1} W_h$，于是一个批次就是许多行。这时 $W_h$ 是 $W_{hh}$ 的转置；Keras 把 $W_x$ 叫作 `kernel`，
# 把 $W_h$ 叫作 `recurrent_kernel`。对照不同的文献时需要一张对照表；每一行里各种写法是同一个乘积，用的是矩阵或者它的转置：
#
# | 这里与代码，行向量 | 列向量 | *Dive into Deep Learning*，行向量 | Keras，行向量 | PyTorch，转置 |
# |---|---|---|---|---|
# | $x_t W_x$ | $W_{xh} x_t$ 或 $W_{hx} x_t$ | $X_t W_{xh}$ | `kernel` | `weight_ih_l0`，(units, features) |
# | $h_{t-1} W_h$ | $W_{hh} h_{t-1}$ | $H_{t-1} W_{hh}$ | `recurrent_kernel` | `weight_hh_l0`，(units, units) |
# | $h_t W_o$ | $W_{hy} h_t$ 或 $W_{yh} h_t$ | $H_t W_{hq}$ | `Dense` 层的 `kernel` | `Linear` 层的 `weight`，(vocabulary, units) |
#
# ### 练习 2 · 对一个批次走一步（2 分）
#
# 编写 `rnn_step(x_t, h_prev, W_x, W_h, b)`：返回 $h_t$，形状为 `(batch, units)`。所有权重为零时，每一行都是 $\tanh(b)$。*提示：只有一个和，进入一个 $\tanh$。*


# %% claim="padding_ranks_first"
assert np.allclose(states[0], [0.1974, 0.5370, 0.7616], atol=1e-4)
assert (logits.argmax(axis=1) == 3).all()


# %% exercise="rnn_step"
def rnn_step(x_t, h_prev, W_x, W_h, b):
    """Advance the hidden state by one time step.

    x_t     (batch, features)     input at time t
    h_prev  (batch, units)        state after time t - 1
    W_x     (features, units)     input weights
    W_h     (units, units)        recurrent weights
    b       (units,)              bias

    Returns h_t, (batch, units).
    """
    ### BEGIN SOLUTION
    return np.tanh(x_t @ W_x + h_prev @ W_h + b)
    ### END SOLUTION


# %% check="rnn_step" points=2
check("rnn_step")

# %% [markdown] lang="en"
# ### Exercise 3 · From nothing to all states (5 points)
#
# Three functions: the weights to begin with, the state to begin with, and the loop. `init_params(rng, features, units)` draws `W_x`, uniform between $\pm\sqrt{6 / (\text{features} + \text{units})}$ (Glorot's limit); `W_h`, **orthogonal**,
# that is, $W_h W_h^\top = I$; and `b`, zeros. An orthogonal matrix leaves the length of a state as it is; small random numbers, such as normal ones times 0.01, would leave next to nothing of it after a few steps (measured below).
# `np.linalg.qr` of a square matrix of normal numbers returns an orthogonal one first. All draws come from `rng`, a NumPy generator. `init_state(batch, units)` returns zeros.
#
# `rnn(x, h_0, W_x, W_h, b)` applies the step to `x[:, 0]`, `x[:, 1]`, … and carries the state along. It returns every state after `h_0`, shape
# `(batch, time, units)`. With `W_h = 0` each step forgets the past, and the result is `tanh(x W_x + b)`: a good first test of your own. *Hint: what does the loop
# have to remember from one step to the next?*

# %% [markdown] lang="zh"
# ### 练习 3 · 从零到所有状态（5 分）
#
# 三个函数：开始时的权重、开始时的状态，以及循环。`init_params(rng, features, units)` 给出 `W_x`，在 $\pm\sqrt{6 / (\text{features} + \text{units})}$（Glorot 的界限）之间均匀分布；`W_h`，**正交**（orthogonal），
# 即 $W_h W_h^\top = I$；以及 `b`，全零。正交矩阵不改变状态的长度；小的随机数，例如正态随机数乘以 0.01，几步之后就几乎什么也不剩（下文会测量）。
# 对由正态随机数组成的方阵用 `np.linalg.qr`，返回的第一个就是正交矩阵。所有随机数都取自 `rng`，它是 NumPy 的生成器。`init_state(batch, units)` 返回全零。
#
# `rnn(x, h_0, W_x, W_h, b)` 把这一步依次用于 `x[:, 0]`、`x[:, 1]`……并把状态传下去。它返回 `h_0` 之后的每个状态，形状为 `(batch, time, units)`。
# 若 `W_h = 0`，每一步都会忘记过去，结果就是 `tanh(x W_x + b)`：可以先用它自己试一试。*提示：循环从一步到下一步需要记住什么？*


# %% exercise="rnn"
def init_params(rng, features, units):
    """Draw the weights with which a recurrent network begins.

    Returns W_x (features, units), uniform within Glorot's limit; W_h (units, units), orthogonal; b (units,), zeros.
    """
    ### BEGIN SOLUTION
    limit = np.sqrt(6 / (features + units))
    W_x = rng.uniform(-limit, limit, size=(features, units))
    W_h, _ = np.linalg.qr(rng.normal(size=(units, units)))
    return W_x, W_h, np.zeros(units)
    ### END SOLUTION


def init_state(batch, units):
    """Return the state before the first step, (batch, units), zeros."""
    ### BEGIN SOLUTION
    return np.zeros((batch, units))
    ### END SOLUTION


def rnn(x, h_0, W_x, W_h, b):
    """Run a recurrent network over a batch of sequences.

    x    (batch, time, features)   inputs
    h_0  (batch, units)            state before the first step
    W_x, W_h, b                    as for rnn_step

    Returns all states h_1, h_2, …, (batch, time, units).
    """
    ### BEGIN SOLUTION
    h, states = h_0, []
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, W_x, W_h, b)
        states.append(h)
    return np.stack(states, axis=1)
    ### END SOLUTION


# %% check="rnn" points=5
check("rnn")

# %% [markdown] lang="en"
# ## What it costs
#
# A step multiplies `features * units` numbers for the input and `units * units` for the state. So the work grows in proportion to the number of steps and, once
# there are many more units than features, with the square of the units. Beside a feed-forward layer that reads the whole window at once:
#
# | multiplications for a window | input | state | output | weights |
# |---|---|---|---|---|
# | recurrent | `time * features * units` | `time * units * units` | `time * units * V` | `units * (features + units + V)` |
# | feed-forward | `time * features * units` | none | `units * V` | `units * (time * features + V)` |
#
# The recurrent network does more, and one step after the other, but its weights don't grow with the window, and it predicts at every step (one logit vector costs `units * V`). The table below has the counts for input and state beside the time your function takes, with weights from `init_params`.
#
# Why $\tanh$, of all functions? Between steps the state has to stay bounded, and the gradient, which is multiplied by the slope of this function at every step, should
# not shrink more than it must. The figure has three functions and their slopes.

# %% [markdown] lang="zh"
# ## 代价
#
# 每一步，输入要做 `features * units` 次乘法，状态要做 `units * units` 次。所以工作量与步数成正比；当单元数远大于特征数时，与单元数的平方成正比。
# 与一次读完整个窗口的前馈层相比：
#
# | 一个窗口的乘法次数 | 输入 | 状态 | 输出 | 权重 |
# |---|---|---|---|---|
# | 循环 | `time * features * units` | `time * units * units` | `time * units * V` | `units * (features + units + V)` |
# | 前馈 | `time * features * units` | 无 | `units * V` | `units * (time * features + V)` |
#
# 循环网络做得更多，而且要一步接一步，但它的权重不随窗口增长，并且每一步都作出预测（给出一次 logits 要 `units * V` 次）。下面的表中是输入与状态的计数结果，旁边是你的函数所用的时间，权重来自 `init_params`。
#
# 为什么偏偏用 $\tanh$？状态一步步传下去必须保持有界；而梯度每一步都要乘上这个函数的斜率，所以不应缩小得太多。图中是三个函数和它们的斜率。

# %% play="cost"
products, seconds = {}, {}
for steps, units in ((50, 256), (100, 256), (200, 256), (100, 512), (100, 1024)):
    x, h_0 = rng.normal(size=(8, steps, 27)), init_state(8, units)
    run = partial(rnn, x, h_0, *init_params(rng, 27, units))
    seconds[steps, units] = min(timeit.repeat(run, number=1, repeat=3))
    products[steps, units] = 8 * steps * units * (27 + units)

a = np.linspace(-5, 5, 401)
s = 1 / (1 + np.exp(-a))
functions = {"tanh": np.tanh(a), "ReLU": np.maximum(a, 0), "sigmoid": s}
slopes = {"tanh": 1 - np.tanh(a) ** 2, "ReLU": np.heaviside(a, 0), "sigmoid": s * (1 - s)}
figures.activations(a, functions, slopes)
figures.described(
    "Two panels. Left, tanh, ReLU and sigmoid over the sum that goes in; right, their slopes: that of tanh reaches 1 at zero, that of the sigmoid at most a quarter, that of ReLU is 0 or 1.",
    "两幅图。左边是 tanh、ReLU 和 sigmoid 随输入之和的变化；右边是它们的斜率：tanh 的在零处达到 1，sigmoid 的最多四分之一，ReLU 的是 0 或 1。",
)
print("largest slopes:", {name: slope.max().item() for name, slope in slopes.items()})
pd.DataFrame({"products": products, "seconds": seconds}).rename_axis(["steps", "units"])

# %% [markdown] lang="en"
# More steps take more time in proportion, give or take what else the machine does; four times the units cost several times as much, up to sixteen times once the products dominate.
#
# The sigmoid takes at least three quarters of the gradient away at every step; $\tanh$ need not take anything, near zero; ReLU takes all or nothing, but has no upper
# bound. (Chapter 4 multiplies this up over many steps.)
#
# ## The same as a Keras layer
#
# `keras.layers.RNN` does the loop, the masks and the carrying of states for any **cell**, a layer that takes one step.
#
# ### Exercise 4 · `RNNCell` (4 points)
#
# Write the cell with `keras.ops`, so that `keras.layers.RNN(RNNCell(units))` equals `keras.layers.SimpleRNN(units)`. There is *one* bias, as in the equation; an implementation made of
# two `Linear` layers would have two. *Hint: `states` is a list, and so is what you hand back.*

# %% [markdown] lang="zh"
# 步数增加，时间按比例增加，出入取决于机器还在忙什么；单元数变成四倍，代价就变成好几倍，当乘法占主导时可达十六倍。
#
# sigmoid 每一步至少拿走四分之三的梯度；$\tanh$ 在零附近可以一点也不拿；ReLU 要么全拿走，要么不拿，但它没有上界。（第 4 章会把这些因子连乘许多步。）
#
# ## 写成 Keras 层
#
# `keras.layers.RNN` 负责循环、掩码（mask）和状态的传递；它需要的只是一个**单元**（cell），也就是走一步的层。
#
# ### 练习 4 · `RNNCell`（4 分）
#
# 用 `keras.ops` 写出这个单元，使 `keras.layers.RNN(RNNCell(units))` 与 `keras.layers.SimpleRNN(units)` 相等。与公式一样，偏置只有*一个*；用两个 `Linear` 层来实现就会有两个。*提示：`states` 是列表，返回的也是列表。*


# %% claim="time_grows_with_steps_and_units"
assert seconds[200, 256] > 1.5 * seconds[50, 256], seconds
assert seconds[100, 1024] > 2 * seconds[100, 256], seconds
assert np.allclose([slope.max() for slope in slopes.values()], [1, 1, 0.25])


# %% exercise="RNNCell"
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN.

    Weights:
    kernel            (features, units)   glorot_uniform
    recurrent_kernel  (units, units)      orthogonal
    bias              (units,)            zeros
    """

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        """Create the weights; input_shape is (batch, features)."""
        ### BEGIN SOLUTION
        shape = (input_shape[-1], self.units)
        self.kernel = self.add_weight(
            shape=shape, initializer="glorot_uniform", name="kernel"
        )
        square = (self.units, self.units)
        self.recurrent_kernel = self.add_weight(
            shape=square, initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")
        ### END SOLUTION

    def call(self, inputs, states):
        """inputs (batch, features), states [h_prev] -> h_t, [h_t]."""
        ### BEGIN SOLUTION
        x_part = ops.matmul(inputs, self.kernel)
        h_part = ops.matmul(states[0], self.recurrent_kernel)
        h_t = ops.tanh(x_part + h_part + self.bias)
        return h_t, [h_t]
        ### END SOLUTION

    def get_config(self):
        """Return what __init__ needs to build the same cell again."""
        ### BEGIN SOLUTION
        return super().get_config() | {"units": self.units}
        ### END SOLUTION


# %% check="RNNCell" points=4
check("RNNCell")

# %% play="three_times_the_same"
x = rng.normal(size=(2, 40, 3)).astype("float32")
keras_rnn = keras.layers.SimpleRNN(5, return_sequences=True)
own_rnn = keras.layers.RNN(RNNCell(5), return_sequences=True)
reference, _ = keras_rnn(x), own_rnn(x)  # a layer has weights once it was called
own_rnn.set_weights(keras_rnn.get_weights())
by_hand = np.asarray(rnn(x, init_state(2, 5), *keras_rnn.get_weights()))
gaps = np.abs(own_rnn(x) - reference).max(), np.abs(by_hand - reference).max()
print(f"against SimpleRNN: your layer {gaps[0]:.1e}, your function {gaps[1]:.1e}")
print("parameters:", own_rnn.count_params(), "whether the text has 40 steps or 4,000")

# %% [markdown] lang="en"
# Three times the same network, up to the rounding of `float32`. Its parameters are shared by all time steps, so their number does not depend on the length of the text.
#
# ## What is to be predicted
#
# A language model is trained on its own input, moved by one place. After "t" of "time" it should say "i", then "m", then "e", and after the "e" whatever comes *next* in
# the text. Mind the shift: a model whose labels are t, i, m, e, the very symbols that it reads, has only to repeat what it sees, is soon perfect and knows nothing.
#
# ### Exercise 5 · Windows with labels (2 points)
#
# Write `labelled_windows(ids, length, step)`: return `x` and `y`, both `(count, length)`. Row $k$ of `x` starts at place `k * step` of the text, and `y[k, t]` is
# the symbol that follows `x[k, t]`, both whole numbers as in `ids`. Return every such row that fits with its last label. For "abcdef", length 3 and step 2: `x` is abc, cde and `y` is bcd, def.
# *Hint: how many symbols does one row need, labels included?*

# %% [markdown] lang="zh"
# 同一个网络写了三遍，只差 `float32` 的舍入误差。它的参数由所有时间步共享，所以参数的个数与文本长度无关。
#
# ## 要预测的是什么
#
# 语言模型的训练标签就是它自己的输入，往后移一位。读过“time”的“t”应当说“i”，然后是“m”，再是“e”，读过“e”则是文本中*接下来*的那个字符。
# 不要忘了移位：如果标签就是读入的 t、i、m、e，模型只需重复所见，很快就是完美的，却什么也不知道。
#
# ### 练习 5 · 带标签的窗口（2 分）
#
# 编写 `labelled_windows(ids, length, step)`：返回 `x` 和 `y`，形状都是 `(count, length)`。`x` 的第 $k$ 行从文本的第 `k * step` 个位置开始，
# `y[k, t]` 是紧跟在 `x[k, t]` 后面的符号，两者都与 `ids` 一样是整数。凡是连同最后一个标签都放得下的行，都要返回。对“abcdef”，长度 3，步长 2：`x` 是 abc、cde，`y` 是 bcd、def。
# *提示：连标签在内，一行需要多少个符号？*


# %% claim="three_times_the_same_network"
assert max(gaps) < 1e-5, gaps
assert own_rnn.count_params() == keras_rnn.count_params() == 3 * 5 + 5 * 5 + 5


# %% exercise="labelled_windows"
def labelled_windows(ids, length, step):
    """Cut a text into windows that start every `step` symbols, each beside its labels.

    ids  (symbols,)   the text as numbers

    Returns x and y, both (count, length); y[k, t] is the symbol after x[k, t].
    """
    ### BEGIN SOLUTION
    starts = np.arange(0, len(ids) - length, step)
    places = starts[:, None] + np.arange(length)
    return ids[places], ids[places + 1]
    ### END SOLUTION


# %% check="labelled_windows" points=2
check("labelled_windows")

# %% play="read_the_book"
ids, alphabet = encode(clean(book()))
learn, test = split(ids)
V = len(alphabet)
print(f"{len(ids):,} characters, {V} different ones: {alphabet!r}")

line = np.array([alphabet.index(character) for character in "the time traveller"])
for inputs, labels in zip(*labelled_windows(line, length=8, step=3), strict=True):
    print("".join(alphabet[k] for k in inputs), " ->", "".join(alphabet[k] for k in labels))

# %% [markdown] lang="en"
# ## One-hot in, logits out
#
# The book is the Python manual that every Python carries, as lower-case letters and spaces; the last tenth is for the test. A character goes in as a one-hot vector of
# length $V$; out come $V$ logits. The loss is the mean of $-\ln p(\text{next character})$ over all places, in **nats**; $e^{\text{loss}}$ is the perplexity, and
# $\text{loss} / \ln 2$ are the bits per character. (Mind the base: $2^{\text{loss}}$ of a loss in nats is no perplexity.)
#
# How a network is trained decides more than how long. The recipe below has five parts: **small batches** of 16 windows, so that one pass over the book makes many updates;
# **Adam**, with a rate that rises during the first twentieth of the updates (warm-up) and then falls along a cosine; gradients clipped, as explained below; an embedding
# that begins at up to ±0.5 instead of Keras' ±0.05, so that symbols can be told apart from the start; and eight updates per call of TensorFlow, which changes nothing
# but the time. (`keras.optimizers.schedules` has other schedules. One that is often met is `ExponentialDecay(initial_learning_rate, decay_steps, decay_rate)`: after every `decay_steps` updates the rate has been multiplied
# by `decay_rate`. PyTorch's counterpart is called `ExponentialLR`.)

# %% [markdown] lang="zh"
# ## 输入独热向量，输出 logits
#
# 书是每个 Python 自带的手册，清洗成小写字母和空格；最后十分之一留作测试。一个字符以长度为 $V$ 的独热向量输入，输出是 $V$ 个 logits。
# 损失是所有位置上 $-\ln p(\text{下一个字符})$ 的平均值，单位是**奈特**（nat）；$e^{\text{loss}}$ 是困惑度，$\text{loss} / \ln 2$ 是每字符比特数（bits per character）。
# （注意底数：对以奈特为单位的损失算 $2^{\text{loss}}$，得到的不是困惑度。）
#
# 怎样训练网络，比训练多久更要紧。下面的做法有五点：**小批次**，每批 16 个窗口，于是读一遍书就有许多次更新；**Adam**，步长在前二十分之一的更新中上升（预热），然后沿余弦下降；
# 梯度裁剪（gradient clipping），下文解释；嵌入（embedding）的初值取到 ±0.5，而不是 Keras 的 ±0.05，使各个符号一开始就分得开；每次调用 TensorFlow 做八次更新，这只影响所用的时间。
# （`keras.optimizers.schedules` 里还有别的步长安排。常见的一种是 `ExponentialDecay(initial_learning_rate, decay_steps, decay_rate)`：每过 `decay_steps` 次更新，步长就乘过一次 `decay_rate`。PyTorch 里与它相应的叫 `ExponentialLR`。）


# %%
def language_model(recurrent, one_hot=False, batch=None):
    """Return a model from characters, (batch, time), to logits, (batch, time, V).

    recurrent  a layer that returns sequences
    one_hot    whether characters go in as one-hot vectors; else an Embedding learns 64 numbers for each
    batch      the number of rows, which a layer that carries its state over batches has to know
    """
    if one_hot:
        read = keras.layers.Lambda(lambda ids: ops.one_hot(ids, V), name="one_hot")
    else:
        read = keras.layers.Embedding(V, 64, keras.initializers.RandomUniform(-0.5, 0.5))
    inputs = keras.Input((None,), batch, dtype="int32")
    return keras.Sequential([inputs, read, recurrent, keras.layers.Dense(V)])


# %%
def whole(x, y, batch_size=16):
    """Leave out what would not fill a batch: Keras compiles a model anew for every shape it meets."""
    end = len(x) // batch_size * batch_size
    return x[:end], y[:end]


def train(model, x, y, epochs, rate, batch_size=16, at_once=8, **options):
    """Train a model for the next character; return what `fit` noted for each epoch.

    rate     the highest learning rate: it rises for a twentieth of the updates and falls along a cosine
    at_once  how many updates TensorFlow makes before Python sees it again
    """
    updates = epochs * len(x) // batch_size
    rising = 1 + updates // 20
    rate = keras.optimizers.schedules.CosineDecay(
        rate / 20, updates - rising, alpha=0.02, warmup_target=rate, warmup_steps=rising
    )
    optimizer = keras.optimizers.Adam(rate, global_clipnorm=1.0)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer, loss, steps_per_execution=at_once)
    return model.fit(x, y, batch_size, epochs, verbose=0, **options).history


def bits(model, x, y, batch_size=256):
    """Return the bits per character of a trained model."""
    return model.evaluate(x, y, batch_size, verbose=0) / np.log(2)


# %% play="before_training"
x, y = whole(*windows(learn, 64), 128)
x_test, y_test = whole(*windows(test, 64), 256)
own = keras.layers.RNN(RNNCell(96), return_sequences=True)
model = language_model(own, one_hot=True)
logits = model(x_test[:32])
log_p = np.array(ops.log_softmax(logits))
loss = -np.take_along_axis(log_p, y_test[:32, :, None], axis=-1).mean()
print("characters", x_test[:32].shape, "-> logits", tuple(logits.shape))
print(f"loss before training {loss:.2f}; ln V = {np.log(V):.2f}, the loss of equal chances")
kernel, t = own.get_weights()[0], alphabet.index("t")
row = np.eye(V)[t] @ kernel
print("one-hot of t times W_x is row t of W_x:", np.array_equal(row, kernel[t]))

# %% [markdown] lang="en"
# An untrained network should be close to $\ln V$: a first test of any language model. And since a one-hot vector picks a row, the product can be replaced by a look-up. That is an
# `Embedding`, and its rows may have any length: $V$ rows of 64 numbers here.
#
# ## Gradients that explode, and clipping
#
# Backpropagation through many steps can give very large gradients (chapter 4 shows when). The usual remedy is to scale *all gradients together* when their **global
# norm** exceeds a limit $\theta$:
#
# $$ g_i \leftarrow g_i \cdot \min\Bigl(1, \frac{\theta}{\lVert g \rVert}\Bigr), \qquad \lVert g \rVert = \sqrt{\textstyle\sum_i \lVert g_i \rVert^2} $$
#
# ### Exercise 6 · Clip by global norm (3 points)
#
# Write `clip_by_global_norm(gradients, limit)` for a list of arrays of any shapes; return a new list and leave the arrays as they are. Gradients $(3)$ and $(4)$
# have the norm 5; with the limit 1 they become $(0.6)$ and $(0.8)$. *Hint: one number scales them all.*

# %% [markdown] lang="zh"
# 未经训练的网络，损失应当接近 $\ln V$：这是对任何语言模型的第一个检验。另外，独热向量只是取出一行，所以乘法可以换成查表。这就是 `Embedding`，
# 它的行可以是任意长度：这里是 $V$ 行，每行 64 个数。
#
# ## 会爆炸的梯度与裁剪
#
# 反向传播（backpropagation）经过许多步后，梯度可能非常大（第 4 章会讲何时如此）。常用的办法是：当**全局范数**（global norm）超过上限 $\theta$ 时，把*所有梯度一起*缩小：
#
# $$ g_i \leftarrow g_i \cdot \min\Bigl(1, \frac{\theta}{\lVert g \rVert}\Bigr), \qquad \lVert g \rVert = \sqrt{\textstyle\sum_i \lVert g_i \rVert^2} $$
#
# ### 练习 6 · 按全局范数裁剪（3 分）
#
# 对任意形状的数组的列表编写 `clip_by_global_norm(gradients, limit)`；返回新的列表，原来的数组保持不变。梯度 $(3)$ 和 $(4)$ 的范数是 5；上限为 1 时，
# 它们变成 $(0.6)$ 和 $(0.8)$。*提示：所有梯度乘以同一个数。*


# %% claim="untrained_is_near_equal_chances"
assert abs(loss - np.log(V)) < 0.3, loss
assert np.array_equal(row, kernel[t])
fading = keras.optimizers.schedules.ExponentialDecay(0.01, 100, 0.5)
assert np.allclose([fading(0), fading(100), fading(200)], [0.01, 0.005, 0.0025])


# %% exercise="clip_by_global_norm"
def clip_by_global_norm(gradients, limit):
    """Scale gradients together so that their global norm is at most `limit`.

    gradients  list of arrays of any shapes
    limit      a positive number

    Returns a new list of arrays; gradients that are short enough come back as they were.
    """
    ### BEGIN SOLUTION
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients))
    scale = limit / max(norm, limit)
    return [g * scale for g in gradients]
    ### END SOLUTION


# %% check="clip_by_global_norm" points=3
check("clip_by_global_norm")


# %% play="clipnorm"
gradients = [np.array([30.0, 40.0]), np.array([0.6, 0.0, 0.8])]
together = np.concatenate(gradients)


def step_of(**rule):
    """Return the step that gradient descent with rate 1 takes with these gradients."""
    variables = [keras.Variable(np.zeros_like(g), dtype="float64") for g in gradients]
    given = [ops.convert_to_tensor(g) for g in gradients]
    keras.optimizers.SGD(1.0, **rule).apply(given, variables)
    return -np.concatenate([variable.numpy() for variable in variables])


steps = {
    "as it is": together,
    "yours": np.concatenate(clip_by_global_norm(gradients, 1.0)),
    "global_clipnorm=1": step_of(global_clipnorm=1.0),
    "clipnorm=1": step_of(clipnorm=1.0),
    "clipvalue=1": step_of(clipvalue=1.0),
}
lengths = {name: np.linalg.norm(g) for name, g in steps.items()}
variables = ["first", "first", "second", "second", "second"]
table = pd.DataFrame(steps, variables).T
table["length"] = pd.Series(lengths)
table["cosine"] = [
    g @ together / np.linalg.norm(g) / np.linalg.norm(together) for g in steps.values()
]
table.round(3) + 0  # so that no zero has a minus sign

# %% [markdown] lang="en"
# Two variables, two gradients, one step of gradient descent with rate 1. Keras optimizers take `global_clipnorm`, which is this rule, and `clipnorm`, which clips each variable
# *by itself*. Clipping by global norm keeps the direction of the step. `clipnorm` lets the small gradient through in full and shortens the large one, so the step turns towards the
# small one and its length is $\sqrt 2$, not 1.
#
# ## Random or sequential batches
#
# Windows may be shuffled, with a state of zeros before each one. Or row $b$ of every batch goes on where row $b$ of the batch before stopped, and the state is carried
# over (`stateful=True`), though no gradient crosses the border. For that the batches must not be shuffled.

# %% [markdown] lang="zh"
# 两个变量，两个梯度，以步长 1 做一步梯度下降。Keras 的优化器有 `global_clipnorm`，就是这条规则；还有 `clipnorm`，它把每个变量*各自*裁剪。
# 按全局范数裁剪保持这一步的方向。`clipnorm` 让小梯度完整通过而缩短大梯度，于是这一步转向小梯度的方向，长度也是 $\sqrt 2$ 而不是 1。
#
# ## 随机批次还是顺序批次
#
# 可以把窗口打乱，每个窗口之前状态归零。也可以让每个批次的第 $b$ 行接着上一批次的第 $b$ 行往下读，状态也传过去（`stateful=True`），不过梯度不会越过边界。
# 这时批次就不能打乱。

# %% claim="clipping_together_keeps_the_direction"
assert np.allclose(steps["yours"], steps["global_clipnorm=1"])
assert np.allclose(steps["yours"], together / lengths["as it is"])
assert abs(lengths["clipnorm=1"] - np.sqrt(2)) < 1e-6
assert np.allclose(steps["clipnorm=1"][2:], gradients[1])


# %%
def in_streams(x, y, streams=32):
    """Order windows so that each row of a batch is continued by the same row of the next batch."""
    batches = len(x) // streams
    order = np.add.outer(np.arange(batches), batches * np.arange(streams)).ravel()
    return x[order], y[order]


def train_in_streams(name, carried, epochs):
    """Train a SimpleRNN on shuffled windows, or on streams with the state carried over.

    Returns the test's perplexity after each epoch, read as in training, and at the end that of both ways of reading.
    """
    keras.utils.set_random_seed(0)
    layer = keras.layers.SimpleRNN(96, return_sequences=True, stateful=True)
    model = language_model(layer, batch=32)

    def zeros(*moments):
        """Return a callback that sets the state to zero at these moments."""
        forget = dict.fromkeys(moments, lambda *_, **__: layer.reset_states())
        return keras.callbacks.LambdaCallback(**forget)

    each = zeros("on_train_batch_begin", "on_test_batch_begin")
    once = zeros("on_epoch_begin", "on_test_begin")
    text, exam = in_streams(x[:part], y[:part]), in_streams(x_test, y_test)
    callbacks = [once if carried else each, Progress(f"{name} batches")]
    options = {"shuffle": not carried, "validation_data": exam, "validation_batch_size": 32}
    # A callback that sets the state to zero has to be called at every batch.
    curve = train(model, *text, epochs, 0.004, 32, 1, callbacks=callbacks, **options)
    ends = [model.evaluate(*exam, 32, verbose=0, callbacks=[how]) for how in (each, once)]
    return np.exp(curve["val_loss"]), np.exp(ends)


# %% play="batches"
part, epochs = budget(quick=1024, full=2048), budget(quick=3, full=6)
curves, ends, ticks = {}, {}, range(1, epochs + 1)
for name, carried in {"random": False, "sequential": True}.items():
    curves[name], ends[name] = train_in_streams(name, carried, epochs)
figures.curves(ticks, curves, "epoch", "perplexity on the test", xticks=ticks)
figures.described(
    f"Perplexity on the test over the epochs: trained on random batches it ends at {curves['random'][-1]:.2f}, on sequential ones at {curves['sequential'][-1]:.2f}.",
    f"测试困惑度随轮次的变化：用随机批次训练的最后是 {curves['random'][-1]:.2f}，用顺序批次的是 {curves['sequential'][-1]:.2f}。",
)
table = pd.DataFrame(ends, ["zeros before each window", "state carried over"]).T
table.rename_axis("trained on batches").round(2)

# %% [markdown] lang="en"
# The figure shows each model reading as it was trained; the table has the perplexity of both when they read in both ways. A state that is carried over helps both, though not by much: in windows of 64 characters
# the cold start concerns the first few only. Which way of *training* is better, one seed cannot decide. What matters is that
# batches with a carried state are never shuffled.
#
# ## Let it write
#
# To go on from a prefix, a model first **warms up**: it reads the prefix, its predictions are ignored, and only the state is kept. Then the last logits give the next symbol, which is
# read in turn, and so on.
#
# ### Exercise 7 · Generate (4 points)
#
# Write `generate(step, state, prefix, n, choose, end=None)`. `step(token, state)` reads one token and returns logits and the new state; `choose(logits)` names a token, and is asked once for each new one. Return the list of
# all tokens: the prefix and `n` new ones, so `len(prefix) + n` in all, or fewer if the token `end` is *chosen*: it is the last one then. *Hint: every token of the
# prefix is read once; which logits does the first choice use?*

# %% [markdown] lang="zh"
# 图中每个模型都按训练时的方式阅读；表中则是两者各用两种方式阅读的困惑度。传递状态对两者都有帮助，但不多：窗口长 64 个字符，从零状态开始只影响最前面的几个。
# 哪种*训练*方式更好，一个随机种子说明不了。要紧的是：传递状态的批次绝不能打乱。
#
# ## 让它写
#
# 要从一个前缀往下写，模型先要**预热**（warm-up）：读完前缀，不理会它的预测，只保留状态。然后由最后的 logits 得到下一个符号，再把它读进去，如此继续。
#
# ### 练习 7 · 生成（4 分）
#
# 编写 `generate(step, state, prefix, n, choose, end=None)`。`step(token, state)` 读入一个词元（token），返回 logits 和新的状态；`choose(logits)` 选定一个词元，每个新词元只问它一次。
# 返回全部词元的列表：前缀和 `n` 个新词元，一共 `len(prefix) + n` 个；如果*选中*了词元 `end`，它就是最后一个，总数会少一些。
# *提示：前缀中每个词元都只读一次；第一次选择用的是哪个 logits？*


# %% claim="carrying_the_state_helps_a_little"
for fresh, carried_on in ends.values():
    assert carried_on < fresh < 1.15 * carried_on, ends


# %% exercise="generate"
def generate(step, state, prefix, n, choose, end=None):
    """Let a language model go on from a prefix.

    step    (token, state) -> (logits, state): reads one token
    state   the state before the first token
    prefix  a list of one token or more
    n       how many tokens to add
    choose  logits -> token
    end     a token after which to stop, once it was chosen

    Returns the list of all tokens, the prefix first.
    """
    ### BEGIN SOLUTION
    tokens = list(prefix)
    for token in prefix:
        logits, state = step(token, state)
    for _ in range(n):
        token = choose(logits)
        tokens.append(token)
        if token == end:
            break
        logits, state = step(token, state)
    return tokens
    ### END SOLUTION


# %% check="generate" points=4
check("generate")

# %% [markdown] lang="en"
# ## Choose, but how?
#
# Always taking the most likely symbol soon runs in circles. Drawing from the softmax gives variety, and a **temperature** $T$ tunes it:
#
# $$ p_k = \frac{e^{o_k / T}}{\sum_j e^{o_j / T}} $$
#
# ### Exercise 8 · Temperature (2 points)
#
# Write `soften(logits, temperature)`: the probabilities for logits of shape `(…, vocabulary)`, each distribution along the last axis. It must cope with logits in the thousands and
# a temperature of $10^{-3}$. *Hint: the softmax stays the same if all logits of a row are lowered by the same number.*

# %% [markdown] lang="zh"
# ## 选，但怎么选？
#
# 总是取最可能的符号，很快就会原地打转。按 softmax 采样（sampling）则有变化，**温度**（temperature）$T$ 可以调节变化的大小：
#
# $$ p_k = \frac{e^{o_k / T}}{\sum_j e^{o_j / T}} $$
#
# ### 练习 8 · 温度（2 分）
#
# 编写 `soften(logits, temperature)`：对形状为 `(…, vocabulary)` 的 logits 给出概率，每个分布沿最后一个轴。logits 大到几千、温度低到 $10^{-3}$ 时，它也要算得出来。
# *提示：一行的所有 logits 减去同一个数，softmax 不变。*


# %% exercise="soften"
def soften(logits, temperature):
    """Return the softmax of logits / temperature along the last axis.

    logits  (…, vocabulary)

    Returns probabilities of the same shape.
    """
    ### BEGIN SOLUTION
    scaled = logits / temperature
    powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
    ### END SOLUTION


# %% check="soften" points=2
check("soften")

# %% play="entropy"
temperatures = np.geomspace(0.05, 20, 60)
curves = {}
for name, scale in {"sure model": 4.0, "unsure model": 1.0}.items():
    logits = scale * np.linspace(-1.5, 1.5, 27) ** 3 / temperatures[:, None]
    p = np.asarray(soften(logits, 1.0))
    curves[name] = -(p * np.log2(p + 1e-300)).sum(axis=1)
labels, level = ("$T$, temperature", "entropy, bits"), {"equal chances": np.log2(27)}
figures.curves(temperatures, curves, *labels, levels=level, xscale="log")
figures.described(
    "Entropy over the temperature, on a logarithmic axis, for a sure and an unsure model. Both lines rise from near zero towards the dashed line of equal chances, that of the sure model later.",
    "熵随温度（对数刻度）的变化，一个有把握的模型和一个没把握的模型。两条线都从接近零升向表示等概率的虚线，有把握的模型升得更晚。",
)

# %% [markdown] lang="en"
# The entropy of the distribution rises with $T$: near 0 it is the most likely symbol alone, far up it is equal chances, whatever the model has learnt.
#
# A different remedy for nonsense is to cut the tail off. **Top-k** keeps the $k$ most likely symbols. **Top-p** keeps the smallest group of most likely symbols whose shares
# add up to at least $p$: few where the model is sure, many where it is not.
#
# ### Exercise 9 · Cut the tail (4 points)
#
# Write `truncate(p, top_k=None, top_p=None)` for one distribution, `(vocabulary,)`, an array or a list: what is cut gets probability zero, the rest adds up to one. With both, top-k comes first, and the shares
# that top-p adds up are those *after* it. `truncate([0.5, 0.3, 0.2], top_p=0.6)` is `[0.625, 0.375, 0]`. Which of equally likely symbols go first is up to you.
# *Hint: sort, cut, and put everything back in its place.*

# %% [markdown] lang="zh"
# 分布的熵随 $T$ 上升：接近 0 时只剩最可能的符号；很高时不管模型学到了什么，都成了等概率。
#
# 防止胡言乱语的另一个办法是截掉尾巴。**Top-k** 只留下最可能的 $k$ 个符号。**Top-p** 留下概率之和至少为 $p$ 的最小一组最可能的符号：模型有把握时留得少，没把握时留得多。
#
# ### 练习 9 · 截尾（4 分）
#
# 对一个分布 `(vocabulary,)`（数组或列表）编写 `truncate(p, top_k=None, top_p=None)`：被截掉的概率为零，其余加起来为一。两者都给时先做 top-k，top-p 累加的是*截过之后*的份额。
# `truncate([0.5, 0.3, 0.2], top_p=0.6)` 是 `[0.625, 0.375, 0]`。同样可能的符号，先截哪一个由你决定。*提示：排序，截断，再把每个数放回原位。*


# %% claim="entropy_rises_with_temperature"
for name in ("sure model", "unsure model"):
    assert (np.diff(curves[name]) > -1e-9).all()
    assert curves[name][0] < 0.3
    assert curves[name][-1] > np.log2(27) - 0.1


# %% exercise="truncate"
def truncate(p, top_k=None, top_p=None):
    """Cut the tail off a distribution and let the rest add up to one.

    p      (vocabulary,)   probabilities
    top_k  how many of the most likely symbols stay, or None for all
    top_p  the share that the most likely symbols that stay have to reach, or None for all

    Returns probabilities, (vocabulary,).
    """
    ### BEGIN SOLUTION
    order = np.argsort(p)[::-1]
    shares = np.sort(p)[::-1]  # a copy
    if top_k is not None:
        shares[top_k:] = 0
    shares = shares / shares.sum()
    if top_p is not None:
        before = np.cumsum(shares) - shares
        shares[before >= top_p] = 0
    kept = shares / shares.sum()
    return kept[np.argsort(order)]
    ### END SOLUTION


# %% check="truncate" points=4
check("truncate")

# %% [markdown] lang="en"
# ## The scoreboard
#
# A good place for a break. For a while there is nothing to write: run, look, read. Three more exercises and Question 1 come later.
#
# Now for the comparison. All models learn from the same characters and are tested on the same windows of 64, each read from a state of zeros or, for the counting models, with no
# context from before the window:
#
# - equal chances; n-gram models of order 1 (letter frequencies) to 7 with Witten-Bell smoothing, which mixes the orders (`unrolled.baselines`); and, cited, the best that counting
#   does in `ngrams.ipynb` on these very windows: Kneser-Ney, n = 7,
# - your `RNNCell` with one-hot inputs, Keras' `SimpleRNN` and `LSTM` with an embedding, 128 units each, and a `GRU` of 192 that reads the book half as often again. LSTM and GRU are recurrent
#   networks with *gates*, small sigmoid layers that decide at every step how much of the state is kept and how much overwritten (chapter 5).
#
# The learning rates were chosen in a few trials on this very text, so a small lead of one network over another says nothing. The clock stands still while a network is tested on the way.
#
# A trained network that loses to the bigram has either hardly been trained or carries nothing from one step to the next, whatever its loss curve looks like. So the notebook
# fails in that case. The race is drawn below: each network's bits over its seconds of training, and a dashed line for each model that only counts.

# %% [markdown] lang="zh"
# ## 记分牌
#
# 正好可以休息一下。接下来有一段没有什么要写：运行，看，读。后面还有三个练习和问题 1。
#
# 现在来比较。所有模型都从同样的字符学习，在同样的长度为 64 的窗口上测试；每个窗口都从零状态开始读，计数模型则不看窗口之前的上下文：
#
# - 等概率；1 阶（字母频率）到 7 阶的 n 元模型，用 Witten-Bell 平滑把各阶混合起来（`unrolled.baselines`）；以及引自 `ngrams.ipynb` 的、计数在同样这些窗口上的最好成绩：n = 7 的 Kneser-Ney；
# - 你的 `RNNCell`（输入独热向量），Keras 的 `SimpleRNN` 和 `LSTM`（输入嵌入），各 128 个单元，还有一个 192 个单元的 `GRU`，它读书的遍数是其他网络的一倍半。LSTM 和 GRU 是带*门*（gate）的循环网络：
#   门是小的 sigmoid 层，每一步决定状态保留多少、改写多少（第 5 章）。
#
# 学习率（learning rate）是在这段文本上试了几次选定的，所以一个网络略微领先另一个，说明不了什么。途中测试网络时，计时暂停。
#
# 训练过的网络如果输给二元模型，那么不管损失曲线多好看，它要么几乎没有训练，要么没有把任何东西从一步带到下一步。所以遇到这种情况，笔记本就会报错。这场比赛画在下面：
# 每个网络的比特数随训练秒数的变化，以及每个只会计数的模型的一条虚线。

# %% play="scoreboard"
exam = np.column_stack([x_test, y_test[:, -1]])
scores = {"uniform": float(np.log2(V))}
names = ["unigram", "bigram", *(f"{n}-gram" for n in range(3, 8))]
for n, name in enumerate(names, 1):
    scores[name] = witten_bell(learn, exam, n, V)
scores["Kneser-Ney"] = 1.817  # n = 7, from ngrams.ipynb; on the manual of Python 3.11
counting = list(scores)

units, epochs = 128, budget(quick=2, full=4)
every = {"return_sequences": True}
entrants = {
    "your RNNCell": (keras.layers.RNN(RNNCell(units), **every), 0.003, epochs),
    "SimpleRNN": (keras.layers.SimpleRNN(units, **every), 0.003, epochs),
    "LSTM": (keras.layers.LSTM(units, **every), 0.015, epochs),
    "GRU, 192 units": (keras.layers.GRU(192, **every), 0.01, 3 * epochs // 2),
}
models, watches = {}, {}
for name, (layer, rate, times) in entrants.items():
    keras.utils.set_random_seed(0)
    models[name] = language_model(layer, one_hot=name == "your RNNCell")
    watches[name] = Stopwatch(lambda model: bits(model, x_test, y_test))
    train(models[name], x, y, times, rate, callbacks=[watches[name], Progress(name)])
    scores[name] = watches[name].bits[-1]
    assert scores[name] < scores["bigram"], f"{name} is no better than a bigram"


# %% folded="race"
best_n_gram = min((f"{n}-gram" for n in range(3, 8)), key=scores.get)
levels = {name: scores[name] for name in ("bigram", "3-gram", "4-gram", best_n_gram)}
levels["Kneser-Ney"] = scores["Kneser-Ney"]
figures.race({name: (w.seconds, w.bits) for name, w in watches.items()}, levels)
figures.described(
    "Bits per character over the seconds of training: the lines of the networks fall, dashed lines stand for models that only count. All networks end below the bigram; the GRU of 192 units ends about level with Kneser-Ney or below.",
    "每个字符的比特数随训练秒数的变化：网络的线下降，虚线是只计数的模型。所有网络最后都低于二元模型；192 个单元的 GRU 最后与 Kneser-Ney 大致持平或更低。",
)
table = pd.DataFrame({"bits per character": scores}).round(3)
table["perplexity"] = (2 ** table["bits per character"]).round(2)
table["parameters"] = pd.Series(
    {name: f"{m.count_params():,}" for name, m in models.items()}
)
table["seconds"] = pd.Series({name: f"{w.seconds[-1]:.0f}" for name, w in watches.items()})
beside("language_models", table.fillna("").rename_axis("model"))

# %% [markdown] lang="en"
# All networks leave the bigram behind. Your cell with one-hot inputs learns more slowly than the same network with an embedding, at the same rate. That one, `SimpleRNN`, passes the 3-gram, too, and
# stops before the 4-gram. The LSTM of as many units passes it, and the GRU of 192 units ends ahead of every n-gram with Witten-Bell smoothing and about level with Kneser-Ney,
# the best that counting does here; the table says after how many seconds. (Rows of the full budget, where the table has any, come from a run that trained twice as long.) "An RNN has the lower perplexity" is no law, though. The counting models need a few seconds and one pass over the text;
# a network needs enough units, enough updates and enough text, and each of the three can be missing. And this is no contest of LSTM against GRU: they differ in size and in time.
#
# Mind that these perplexities are *per character* and cannot be set beside those of a model of words; only bits per character compare the two (`ngrams.ipynb`).
#
# ## What each matrix is for
#
# Take the trained `SimpleRNN` and set one of its matrices to zero. Which ability goes?

# %% [markdown] lang="zh"
# 所有网络都胜过了二元模型。学习率相同时，输入独热向量的你的单元，比同样的网络加上嵌入学得慢。后者，即 `SimpleRNN`，也胜过了三元模型，但在四元模型之前就止步了。单元数相同的 LSTM 超过了它，而 192 个单元的 GRU 最后领先于所有用 Witten-Bell 平滑的 n 元模型，
# 与 Kneser-Ney（也就是计数在这里的最好成绩）大致打平；表中写着用了多少秒。（表中若有“full budget”各行，它们来自一次训练时间为两倍的运行。）不过，“RNN 的困惑度更低”并不是定律。计数模型只需几秒钟，把文本读一遍；网络则需要足够的单元、足够的更新和足够的文本，三者都可能缺少。
# 而且这并不是 LSTM 与 GRU 的较量：两者的大小和时间都不同。
#
# 注意：这里的困惑度是*每字符*的，不能与词模型的困惑度放在一起；只有每字符比特数才能比较两者（见 `ngrams.ipynb`）。
#
# ## 每个矩阵的用处
#
# 取训练好的 `SimpleRNN`，把其中一个矩阵置零。失去的是哪种能力？

# %% claim="training_well_beats_counting"
assert max(scores[name] for name in models) < scores["bigram"] - 0.2, scores
assert scores["SimpleRNN"] < scores["your RNNCell"] - 0.05, scores
assert scores["4-gram"] + 0.05 < scores["SimpleRNN"] < scores["3-gram"] - 0.05, scores
assert scores["LSTM"] < scores["4-gram"] - 0.05, scores
witten_bells = [scores[name] for name in counting if name != "Kneser-Ney"]
assert scores["GRU, 192 units"] < min(witten_bells) - 0.04, scores
assert scores["GRU, 192 units"] < scores["Kneser-Ney"] + 0.05, scores
assert scores["Kneser-Ney"] == min(scores[name] for name in counting)

# %% play="without"
plain, without = models["SimpleRNN"], {}
weights = plain.get_weights()
for k, name in {1: "without W_x", 2: "without W_h", 4: "without W_o"}.items():
    plain.set_weights([np.zeros_like(w) if j == k else w for j, w in enumerate(weights)])
    without[name] = bits(plain, x_test, y_test)
plain.set_weights(weights)
others = {name: scores[name] for name in ("SimpleRNN", "bigram", "unigram", "uniform")}
pd.DataFrame({"bits per character": without | others}).round(2)

# %% [markdown] lang="en"
# Without $W_h$ the network knows the last letter only, so it cannot do better than a bigram, and since it was trained to have a past it does worse. Without $W_x$ it is blind, and without $W_o$ only the
# bias $b_o$ speaks: in both cases the frequencies of single letters would serve better.
#
# ## The state while it reads
#
# What does a state look like? Here are the states of the trained `SimpleRNN`, computed with your `rnn`.

# %% [markdown] lang="zh"
# 没有 $W_h$，网络只知道最后一个字母，所以不可能胜过二元模型；而它训练时习惯了有过去，结果更差。没有 $W_x$，它就是瞎子；没有 $W_o$，就只剩偏置 $b_o$ 在说话：
# 这两种情况还不如直接用单个字母的频率。
#
# ## 阅读时的状态
#
# 状态看上去是什么样子？下面是训练好的 `SimpleRNN` 的状态，用你的 `rnn` 算出。

# %% claim="each_matrix_is_needed"
assert without["without W_h"] > scores["bigram"] + 0.05, without
assert min(without["without W_x"], without["without W_o"]) > scores["unigram"], without

# %% play="hidden_state"
text = "the import statement searches for the named module"
embedding, *recurrent_weights = weights[:4]
read = embedding[[alphabet.index(character) for character in text]]
states = np.asarray(rnn(read[None], init_state(1, units), *recurrent_weights))[0]

space = np.array(list(text)) == " "
contrast = states[space].mean(axis=0) - states[~space].mean(axis=0)
order = np.argsort(contrast)
strips = {"high at spaces": states[:, order[:-13:-1]], "others": states[:, order[58:70]]}
figures.heat_strips(strips, text)
figures.described(
    "Two strips of colour over the characters of a sentence, 12 units each. Units of the upper one are high at the spaces, for which they were picked; in the lower one spaces do not stand out.",
    "一句话的字符上的两条色带，各 12 个单元。上面的单元在空格处很高，它们就是按此挑选的；下面的色带中，空格并不突出。",
)
top = states[:, order[-1]]
at_spaces, at_letters = top[space].mean(), top[~space].mean()
print(f"the top row: {at_spaces:+.2f} at spaces, {at_letters:+.2f} at letters, on average")

# %% [markdown] lang="en"
# Units of the upper strip light up at the spaces: they were picked because they do, out of all units, and nobody had told the network what a word is. Of the 12 below, which lie in the middle
# of that order, no such meaning can be read off: a state is a joint code, not a list of labelled facts. Nor is it a "selective memory": the matrix $W_h$ that carries the past on is the same at every step, whatever was read, and nothing
# in this network decides what to keep and what to drop. That takes gates (chapter 5).
#
# ## How far the state looks back
#
# The gradient of the last state with respect to each earlier one tells how much the earlier one still counts. The tape has to see the state that goes on into the next step: a *copy* of it,
# made to be kept, is not part of the computation, and its gradient is `None`.

# %% [markdown] lang="zh"
# 上面色带中的单元在空格处变亮：它们正是因此从全部单元中挑出来的，而没有人告诉过网络什么是词。下面的 12 个排在这个次序的中间，看不出这样的含义：状态是一种联合编码，而不是一张写明含义的清单。它也不是“选择性记忆”：不管读到什么，把过去带下去的 $W_h$ 每一步都相同，
# 这个网络里没有什么来决定保留哪些、丢掉哪些。那要靠门（第 5 章）。
#
# ## 状态能看多远
#
# 最后的状态对每个较早状态的梯度，说明较早的状态还有多大作用。梯度带（tape）记录的必须是真正进入下一步的那个状态：为了保存而做的*副本*不在计算之中，它的梯度是 `None`。

# %% claim="some_units_know_the_spaces"
assert at_spaces > at_letters + 0.5, (at_spaces, at_letters)
assert contrast[order[-12:]].min() > 2 * abs(contrast[order[58:70]]).max()


# %% play="to_compare"
def recency(cell, inputs):
    """Return the gradient norms of the last state's sum with respect to each state, (batch, time), and what a copy gives."""
    h, states, copies = tf.zeros((len(inputs), cell.units)), [], []
    with tf.GradientTape(persistent=True) as tape:
        for t in range(inputs.shape[1]):
            h, _ = cell(inputs[:, t], [h])
            states.append(h)
            copies.append(tf.identity(h))
        last = tf.reduce_sum(h)
    norms = [np.linalg.norm(gradient, axis=-1) for gradient in tape.gradient(last, states)]
    return np.stack(norms, axis=1), tape.gradient(last, copies[0])


places = np.random.default_rng(1).integers(len(test) - 40, size=64)
chunks = np.stack([test[k : k + 40] for k in places])
small = keras.initializers.RandomUniform(-(units**-0.5), units**-0.5, seed=0)
uniform = {"kernel_initializer": small, "recurrent_initializer": small}
tiny = {"recurrent_initializer": keras.initializers.RandomNormal(stddev=0.01, seed=0)}
orthogonal = language_model(keras.layers.SimpleRNN(units))
cells = {
    "trained": (plain, 1),
    "orthogonal": (orthogonal, 1),
    "orthogonal, inputs / 10": (orthogonal, 0.1),
    "uniform": (language_model(keras.layers.SimpleRNN(units, **uniform)), 1),
    "normal / 100": (language_model(keras.layers.SimpleRNN(units, **tiny)), 1),
}

# %% play="recency"
curves = {}
for name, (model, scale) in cells.items():
    norms, copied = recency(model.layers[1].cell, scale * model.layers[0](chunks))
    norms /= norms[:, -1:]
    curves[name] = np.exp(np.log(norms + 1e-30).mean(axis=0))[::-1]
print("the gradient with respect to a copy:", copied)
labels = "how many characters ago", "gradient, relative to now"
figures.curves(range(40), curves, *labels, yscale="log", ylim=(1e-11, 3))
figures.described(
    "Gradient of the last state by earlier ones, relative to now, over how many characters ago, on a logarithmic axis: one trained network and four untrained ones. All lines fade. The orthogonal one with inputs of a tenth keeps most of the untrained ones, the one of tiny normal weights loses all within a few characters.",
    "最后状态对更早状态的梯度（相对于当前），随往回字符数的变化，对数刻度：一个训练过的网络和四个未训练的。所有线都衰减。未训练的网络中，正交且输入为十分之一的保留最多；权重极小的正态分布在几个字符之内就全部丢失。",
)

# %% [markdown] lang="en"
# > **Often claimed.** A recurrent network pays attention to recent and relevant words by itself, and the gradient with respect to earlier states shows it.
# >
# > **What we run.** Those gradients, averaged over 64 places of the test, for the trained `SimpleRNN` and for untrained ones.
# >
# > **What holds.** The gradient fades, and no curve rises again further back at something "relevant": a fading memory is no attention. How fast an *untrained* network forgets is
# > decided by how $W_h$ was drawn *and* by how large the inputs are. An orthogonal $W_h$, as in Keras, loses little as long as $\tanh$ stays near zero, where its slope is one; with
# > inputs ten times as large it loses a good deal more. With small uniform numbers, as PyTorch draws them, the gradient shrinks at every step; with
# > normal numbers times 0.01, which one meets in examples, a step leaves about a ninth of it ($0.01 \sqrt{128} = 0.11$), and after ten steps nothing that could teach anything. (Chapter 4 has the mathematics.)
#
# ## Let a network judge, and write
#
# A language model gives every text a probability, and `generate` already knows what all language models have in common: `step(token, state)`. For a network the state is $h_t$; for an n-gram model it is the n - 2 tokens before the one that is read. So one function can
# score a text with either.
#
# ### Exercise 10 · The probability of a text (3 points)
#
# Write `log_prob(step, state, tokens)`: return $\ln P(x_2, \dots, x_T \mid x_1)$, a number. The first token is read and not scored; every later one is scored by the logits that `step` returned before it was read, with
# $\ln p_k = o_k - \ln \sum_j e^{o_j}$. `tokens` is a list of one token or more (for one, the result is 0); it may be long, and logits may be in the thousands. With equal logits for 27 symbols, a text of three tokens has $-2 \ln 27 = -6.59$.
# *Hint: which logits does the second token meet?*

# %% [markdown] lang="zh"
# > **常见的说法。** 循环网络自己就会注意最近的和相关的词，对较早状态的梯度就显示了这一点。
# >
# > **我们运行的。** 求这些梯度，在测试文本的 64 处取平均：训练好的 `SimpleRNN`，以及未经训练的网络。
# >
# > **成立的是。** 梯度逐渐淡去，没有一条曲线在更远的“相关”之处重新升高：淡去的记忆并不是注意力（attention）。*未经训练*的网络忘得多快，既取决于 $W_h$ 怎样抽取，也取决于输入有多大。
# > 像 Keras 那样取正交矩阵，只要 $\tanh$ 留在斜率为一的零附近，损失就很小；输入大到十倍，损失就大得多。像 PyTorch 那样取小的均匀随机数，梯度每一步都在缩小；
# > 若像一些例子那样取正态随机数乘以 0.01，一步只留下大约九分之一（$0.01 \sqrt{128} = 0.11$），十步之后已经教不了什么。（数学在第 4 章。）
#
# ## 让网络评判，让网络写
#
# 语言模型给每段文本一个概率，而 `generate` 已经知道所有语言模型的共同之处：`step(token, state)`。对网络来说，状态是 $h_t$；对 n 元模型来说，状态就是正在读的词元之前的 n - 2 个词元。所以同一个函数可以用任何一种模型给文本打分。
#
# ### 练习 10 · 文本的概率（3 分）
#
# 编写 `log_prob(step, state, tokens)`：返回 $\ln P(x_2, \dots, x_T \mid x_1)$，一个数。第一个词元只读，不计分；后面的每一个，都由读入它之前 `step` 返回的 logits 来计分，
# $\ln p_k = o_k - \ln \sum_j e^{o_j}$。`tokens` 是有一个或更多词元的列表（只有一个时，结果是 0）；它可能很长，logits 也可能大到几千。若 27 个符号的 logits 都相等，三个词元的文本得 $-2 \ln 27 = -6.59$。
# *提示：第二个词元遇到的是哪个 logits？*

# %% claim="memory_fades"
assert copied is None
for name, curve in curves.items():
    assert curve[30] < curve[10] < 1, (name, curve[10], curve[30])
    assert (curve[5:] < 2 * np.minimum.accumulate(curve)[4:-1]).all(), name
assert curves["orthogonal, inputs / 10"][30] > 10 * curves["orthogonal"][30]
assert curves["orthogonal, inputs / 10"][30] > 0.1
assert curves["uniform"][30] < 0.01 * curves["orthogonal"][30]
assert 0.05 < curves["normal / 100"][1] < 0.2, curves["normal / 100"][1]
assert curves["normal / 100"][10] < 1e-7, curves["normal / 100"][10]


# %% exercise="log_prob"
def log_prob(step, state, tokens):
    """Score a text with any language model: the logarithm of its probability, given its first token.

    step    (token, state) -> (logits, state): reads one token
    state   the state before the first token
    tokens  a list of one token or more

    Returns a number.
    """
    ### BEGIN SOLUTION
    total = 0.0
    logits, state = step(tokens[0], state)
    for token in tokens[1:]:
        scores = np.asarray(logits, dtype="float64")
        scores = scores - scores.max()
        total += scores[token] - np.log(np.exp(scores).sum())
        logits, state = step(token, state)
    return total
    ### END SOLUTION


# %% check="log_prob" points=3
check("log_prob")

# %% play="one_step_at_a_time"
embed, gru, out = models["GRU, 192 units"].layers


@tf.function  # compiled, so that a line does not take seconds
def forward(token, state):
    """Take one step of the GRU."""
    h, _ = gru.cell(embed(token), [state])
    return out(h)[0], h


def step(token, state):
    """Read one character; return its logits and the new state."""
    logits, state = forward(tf.constant([token]), state)
    return logits.numpy(), state


triples = np.full((V, V, V), 0.1)
np.add.at(triples, (learn[:-2], learn[1:-1], learn[2:]), 1)


def look_up(token, before):
    """Read one character as a trigram model does, whose state is the character before."""
    return np.log(triples[before, token]), token


# %% play="judged"
right, mixed = "the value of the object is returned", "value the object of the returned is"
lines = [right, mixed, right[::-1]]
encoded = [[alphabet.index(character) for character in line] for line in lines]
zeros = tf.zeros((1, gru.units))
judged = {
    "GRU": [log_prob(step, zeros, line) for line in encoded],
    "trigram": [log_prob(look_up, alphabet.index(" "), line) for line in encoded],
}
pd.DataFrame(judged, lines).rename_axis("ln P").round(1)


# %% play="write"
def write(prefix, n, choose):
    """Return a text that the network writes after a prefix."""
    start = [alphabet.index(character) for character in prefix]
    tokens = generate(step, tf.zeros((1, gru.units)), start, n, choose)
    return "".join(alphabet[token] for token in tokens)


def drawn(temperature, top_p=None):
    """Return a function that draws from softened, truncated logits."""
    rng = np.random.default_rng(0)

    def choose(logits):
        p = soften(logits.astype("float64"), temperature)
        return int(rng.choice(V, p=truncate(p, top_p=top_p)))

    return choose


ways = {"the most likely each time": np.argmax}
ways |= {f"drawn with temperature {t}": drawn(t) for t in (0.5, 1.0, 2.0)}
ways["temperature 1.0, top-p 0.8"] = drawn(1.0, top_p=0.8)
texts = {name: write("the ", 400, choose) for name, choose in ways.items()}
known = set("".join(alphabet[k] for k in learn).split())
real = {name: np.mean([w in known for w in t.split()]) for name, t in texts.items()}
for name, written in texts.items():
    print(f"{name}, {real[name]:.0%} real words: {written[:80]}")

# %% [markdown] lang="en"
# Asked by the same function, both models prefer words to the same letters read backwards. The order of the words is another matter: with two characters of context the trigram model hardly sees it, and the network prefers the right one.
#
# The most likely character each time leads into a loop sooner or later; a low temperature is careful and keeps to words of the book; a temperature of 2 is noise.
#
# ## The textbook's experiment
#
# *Dive into Deep Learning* trains such networks on *The Time Machine*: 32 units, windows of 32 characters that start at every place, the first 10,000 to learn from, the next 5,000 for the test, and prints the
# perplexities on that test. The windows overlap, so what is learnt from is the first 10,032 of the book's 173,428 characters. The textbook compares its networks with one another only. Here its figures stand
# beside counting models, and, in the full budget, beside our networks on the same windows. These are trained differently: with Adam instead of plain gradient descent, for 8 epochs instead of 50 or 100, and with
# **dropout**. Dropout before the network hides some of the characters from it, so that it has to get along with shorter contexts, too; that is close to what smoothing does for an n-gram (Xie et al. 2017). (It is a layer of its own here: the `dropout` argument of a stack
# of layers, in PyTorch for one, acts *between* layers and does nothing in a network of one.)

# %% [markdown] lang="zh"
# 同一个函数问两个模型，它们都认为词比同样的字母倒着读更可能。词的顺序则是另一回事：三元模型只有两个字符的上文，几乎看不出顺序；网络则偏爱正确的那一种。
#
# 每次取最可能的字符，迟早会陷入循环；温度低则谨慎，大多是书里的词；温度为 2 就是噪声。
#
# ## 教材的实验
#
# *Dive into Deep Learning* 在《时间机器》（*The Time Machine*）上训练这样的网络：32 个单元，每个位置都开始一个长 32 个字符的窗口，前 10,000 个窗口用来学习，接着的 5,000 个用来测试，并印出测试的困惑度。
# 窗口互相重叠，所以学习用的只是全书 173,428 个字符中的前 10,032 个。这本教材只把自己的网络互相比较。这里把它的数字与计数模型放在一起；在 full 预算下，还有我们的网络在同样窗口上的结果。
# 我们的训练方式不同：用 Adam 而不是普通梯度下降，8 轮而不是 50 或 100 轮，并且用了 **dropout**。放在网络之前的 dropout 会遮住一部分字符，迫使网络也学会用较短的上下文；
# 这与平滑对 n 元模型的作用很接近（Xie et al. 2017）。（它在这里是单独的一层：多层网络的 `dropout` 参数，例如 PyTorch 的，只作用于层与层*之间*，在单层网络里什么也不做。）

# %% claim="loops_care_and_noise"
for in_order, words_mixed, backwards in judged.values():
    assert min(in_order, words_mixed) > backwards + 20, judged
assert judged["GRU"][0] > judged["GRU"][1] + 2, judged
assert abs(judged["trigram"][0] - judged["trigram"][1]) < 5, judged
exam_line = [int(k) for k in np.append(x_test[0], y_test[0, -1])]
mean = bits(models["GRU, 192 units"], x_test[:1], y_test[:1]) * np.log(2)
assert abs(log_prob(step, zeros, exam_line) + 64 * mean) < 0.1  # all 64 labels are scored
greedy = texts["the most likely each time"]
assert greedy[-40:] in greedy[:-1], greedy
assert real["drawn with temperature 0.5"] > 0.75, real
assert real["drawn with temperature 2.0"] < real["drawn with temperature 0.5"] - 0.3, real

# %% play="time_machine"
# A. Zhang et al., Dive into Deep Learning 1.0.3, 2023: validation perplexities printed in the executed notebooks, the better of PyTorch and TensorFlow.
textbook = {"RNN from scratch": 7.24, "RNN": 7.19, "LSTM": 6.69}
textbook |= {"GRU": 6.55, "GRU, two layers": 6.11}
tale = clean(book("time_machine"))
tale_scores, cited = {}, {f"textbook: {name}": np.log2(p) for name, p in textbook.items()}
if "time traveller" in tale:
    tale_ids, letters = encode(tale)
    x_tale, y_tale = map(np.asarray, labelled_windows(tale_ids[:15_032], 32, step=1))
    x_next, y_next = x_tale[10_000:], y_tale[10_000:]
    exam_tale = np.column_stack([x_next, y_next[:, -1]])
    for n in range(1, 8):
        tale_scores[f"{n}-gram"] = witten_bell(tale_ids[:10_032], exam_tale, n, V)
    tale_scores |= cited

below, upper = (keras.layers.GRU(32, **every) for _ in range(2))
small = {
    "SimpleRNN, 32 units": keras.layers.SimpleRNN(32, **every),
    "LSTM, 32 units": keras.layers.LSTM(32, **every),
    "GRU, 32 units": keras.layers.GRU(32, **every),
    "GRU, two layers of 32": keras.Sequential([below, keras.layers.Dropout(0.1), upper]),
    "GRU, 64 units": keras.layers.GRU(64, **every),
}
for name, layer in budget(quick={}, full=small if tale_scores else {}).items():
    keras.utils.set_random_seed(0)
    before, after = keras.layers.Dropout(0.15), keras.layers.Dropout(0.2)
    model = language_model(keras.Sequential([before, layer, after]), one_hot=True)
    learnt, callbacks = (x_tale[:10_000], y_tale[:10_000]), [Progress(name)]
    train(model, *learnt, 8, 0.02, 400, at_once=1, callbacks=callbacks)
    tale_scores[name] = bits(model, x_next, y_next, 1000)

# %% folded="time_machine_shown"
table = pd.DataFrame({"bits per character": tale_scores})
table["perplexity"] = 2 ** table["bits per character"]
if tale_scores:
    figures.score_bars(tale_scores, "The Time Machine, the textbook's windows", cited)
    figures.described(
        "Bars of bits per character on the windows of the textbook: models that count in grey, trained ones in colour, figures cited from the textbook pale. The best model that counts needs fewer bits than every network of the textbook.",
        "教科书所用窗口上每个字符比特数的柱状图：计数的模型为灰色，训练过的为彩色，引自教科书的为浅色。最好的计数模型需要的比特数少于教科书的所有网络。",
    )
else:
    print("The comparison with the textbook is left out: it needs The Time Machine.")
table.round(2) if tale_scores else None

# %% [markdown] lang="en"
# On so little text every network of the textbook loses to a model that counts with four characters of context or fewer. (Figures cited from A. Zhang et al., *Dive into Deep Learning* 1.0.3; the GRU in its TensorFlow edition reached 9.74, about a bigram.) Ours have one seed each, and settings that were chosen with an eye on
# these very windows: they show what is possible here, not what to expect elsewhere.
#
# ## How much text does a network need?
#
# So let us change the amount of text. Both kinds of model learn from the first $N$ characters of the Python manual and are tested on its last tenth. The networks that get less than the whole see the last tenth of what they are given only to
# decide when to stop, and have 128 units; the one for the whole book is the GRU of the scoreboard.

# %% [markdown] lang="zh"
# 文本这么少时，图中教材的每个网络都输给一个只用四个字符以内的上文来计数的模型。（数字引自 A. Zhang et al., *Dive into Deep Learning* 1.0.3；其 TensorFlow 版的 GRU 只到 9.74，大约是二元模型的水平。）我们的网络各只有一个随机种子，
# 设置也是看着这些窗口选的：我们的数字说明这里能做到什么，而不是在别处可以期待什么。
#
# ## 网络需要多少文本？
#
# 那就改变文本的数量。两种模型都从 Python 手册的前 $N$ 个字符学习，在最后十分之一上测试。得到的不是全书的网络，用所给文本的最后十分之一只是为了决定何时停止，它们有 128 个单元；全书的那一个就是记分牌上的 GRU。

# %% claim="the_textbook_loses_to_counting"
if tale_scores:
    assert letters == alphabet
    best = min(tale_scores[f"{n}-gram"] for n in range(1, 6))
    assert best < min(cited.values()) - 0.05, tale_scores


# %% play="sizes"
def train_until_worse(ids, seed, most):
    """Train a GRU on a text for `most` updates, or until it gets worse on the text's last tenth; return its bits per character on the test."""
    keras.utils.set_random_seed(seed)
    inner, held_back = split(ids)
    x, y = windows(inner, 64)
    again = -(-40 * 16 // len(x))  # an epoch has 40 updates or more
    x, y = whole(np.tile(x, (again, 1)), np.tile(y, (again, 1)), 128)
    model = language_model(keras.layers.GRU(128, return_sequences=True))
    stop = keras.callbacks.EarlyStopping(patience=2, restore_best_weights=True)
    exam = {
        "validation_data": whole(*windows(held_back, 64), 4),
        "validation_batch_size": 4,
    }
    callbacks = [stop, Progress(f"GRU, {len(ids):,} characters, seed {seed}")]
    train(model, x, y, max(1, 16 * most // len(x)), 0.01, callbacks=callbacks, **exam)
    return bits(model, x_test, y_test)


sizes = [*budget(quick=(8_000, 50_000), full=(8_000, 32_000, 128_000)), len(learn)]
seeds, most = range(budget(quick=1, full=2)), budget(quick=200, full=1000)
runs = [[train_until_worse(learn[:n], k, most) for k in seeds] for n in sizes[:-1]]
learning = {"GRU": [*np.mean(runs, axis=1), scores["GRU, 192 units"]]}
for order in (2, 4, 5):
    learning[f"{order}-gram"] = [witten_bell(learn[:n], exam, order, V) for n in sizes]
figures.curves(sizes, learning, "$N$, characters", "bits per character", xscale="log")
figures.described(
    "Bits per character over the length of the text that was learnt, on a logarithmic axis, for a GRU and for models that count 2, 4 and 5 characters. All lines fall; that of the GRU starts above those of 4 and 5 and ends below them.",
    "每个字符的比特数随学习的文本长度（对数刻度）的变化，有 GRU 和计 2、4、5 个字符的模型。所有线都下降；GRU 的线开始时高于 4 和 5 的线，最后低于它们。",
)
pd.DataFrame(learning, pd.Index(sizes, name="characters")).round(2)

# %% [markdown] lang="en"
# More text helps everybody. With little of it the counting models are ahead, for good reason: they know from the start that what followed a context will follow it again, and a network has to find that out. On the whole
# book the network has overtaken them (and is about level with Kneser-Ney). "Which model is better" has no answer without "on how much text, and with how much training".
#
# ## One table for both ends
#
# In a model of *words* most parameters sit in two tables: the embedding, a row per word, and the output layer, a column per word. **Weight tying** uses one table for both: the logits
# are the products of the state with the rows of the embedding, $o_t = h_t E^\top$. `keras.layers.ReversibleEmbedding` does it. For this the state has to be as wide as the embedding, not as the vocabulary. (To *assign* the transposed table to an output layer of its own ties nothing, if it
# can be done at all: two variables with equal numbers at the start are trained apart. It is the variable that has to be shared.)

# %% [markdown] lang="zh"
# 文本越多，对谁都有好处。文本少时计数模型领先，这有道理：它们一开始就知道，一个上下文后面出现过什么，以后还会出现；网络则要自己去发现。到了全书，网络已经超过它们（与 Kneser-Ney 则大致打平）。
# 不说“用多少文本、训练多久”，“哪个模型更好”就没有答案。
#
# ## 一张表两头用
#
# 在*词*的模型里，大部分参数都在两张表中：嵌入每个词一行，输出层每个词一列。**权重绑定**（weight tying）让一张表两头用：logits 就是状态与嵌入各行的乘积，$o_t = h_t E^\top$。`keras.layers.ReversibleEmbedding` 就是这样做的。
# 为此，状态必须与嵌入一样宽，而不是与词表一样宽。（把转置的表*赋值*给一个单独的输出层，即使做得到，也没有绑定什么：两个变量只是开始时数值相同，之后各训练各的。要共享的是变量本身。）

# %% claim="little_text_favours_counting"
best_count = np.min([learning["4-gram"], learning["5-gram"]], axis=0)
assert learning["GRU"][0] > best_count[0] + 0.03, learning
assert learning["GRU"][-1] < best_count[-1] - 0.05, learning
assert all((np.diff(curve) < 0).all() for curve in learning.values()), learning

# %% play="tying"
words = clean(book()).split()
lookup = keras.layers.StringLookup(max_tokens=1000)
lookup.adapt(words[: len(words) * 9 // 10])
word_learn, word_test = split(lookup(words).numpy())
frequency = (np.bincount(word_learn, minlength=1000) + 1) / (len(word_learn) + 1000)
by_frequency = np.exp(-np.log(frequency[word_test]).mean())
print(f"{len(words):,} words, 1,000 kinds; perplexity of frequencies {by_frequency:.0f}")


def word_model(tied):
    """Return a GRU over words with one table for both ends, or with two."""
    inputs = keras.Input((None,), dtype="int32")
    table = keras.layers.ReversibleEmbedding(1000, 64, tie_weights=tied)
    h = keras.layers.GRU(64, return_sequences=True)(table(inputs))
    return keras.Model(inputs, table(h, reverse=True))


word_text = whole(*windows(word_learn, 32), 128)
word_exam = whole(*windows(word_test, 32), 32)
tables, of_words = {}, {}
for name, tied in {"two tables": False, "one table": True}.items():
    found = []
    for seed in range(budget(quick=1, full=3)):
        keras.utils.set_random_seed(seed)
        model, callbacks = word_model(tied), [Progress(f"{name}, seed {seed}")]
        train(model, *word_text, budget(quick=4, full=8), 0.01, callbacks=callbacks)
        found.append(round(2 ** bits(model, *word_exam, 32), 1))
    tables[name], of_words[name] = (model.count_params(), found), model
pd.DataFrame(tables, ["parameters", "perplexity of each seed"]).T

# %% [markdown] lang="en"
# One table saves 64,000 parameters, here some two fifths of the model. In the quick budget it has its price: with two tables the perplexity is lower, and below that of the frequencies. (The full budget trains twice as long, with three seeds; look at their spread before you speak of a gain or a loss.)
#
# ## A language model, layer by layer
#
# `language_model` above was given, and all its states are zero at the start of a text. Here is one of your own, of as many recurrent layers as one likes, each reading the states of the layer below (chapter 6 asks what depth is good for), that takes its states and hands them back.
#
# ### Exercise 11 · `RNNLanguageModel` (5 points)
#
# Write the class: in `__init__` the layers, under the names in the docstring; in `call` the way from numbers to logits. The first recurrent layer reads the embedding, the next one what the first returns at every step, and so on; the output layer reads the last one, and its numbers stay logits.
# `dropout` hides a share of what *each recurrent layer* reads, in training only, so that it has something to do in a model of one layer, too.
# `states[k]` is where layer $k$ begins, zeros if `states` is None. Return the logits, `(batch, time, vocabulary)`, and the states after the last step, `(layers, batch, units)`. *Hint: `return_sequences` and `return_state`; a recurrent layer takes `initial_state`.*

# %% [markdown] lang="zh"
# 一张表省下 64,000 个参数，在这里约占模型的五分之二。在 quick 预算下，它有代价：用两张表时困惑度更低，也低于只看频率。（full 预算的训练量是两倍，并运行三个随机种子；在说有好处或有代价之前，先看看它们之间的差别。）
#
# ## 语言模型，一层一层地搭
#
# 上面的 `language_model` 是给定的，而且每段文本开始时状态都为零。这里由你自己写一个：循环层要几层有几层，每层读下面一层的状态（多几层有什么好处，第 6 章再问），它接受状态，也交还状态。
#
# ### 练习 11 · `RNNLanguageModel`（5 分）
#
# 编写这个类：在 `__init__` 里建立各层，名字照文档字符串；在 `call` 里从编号走到 logits。第一个循环层读嵌入，下一个读前一个在每一步返回的结果，依此类推；输出层读最后一个，它的结果就是 logits，不再变换。
# `dropout` 遮住*每个循环层*所读内容的一部分，只在训练时遮，所以只有一层时它也有事可做。
# `states[k]` 是第 $k$ 层的起点；`states` 为 None 时是零。返回 logits `(batch, time, vocabulary)`，以及最后一步之后的各层状态 `(layers, batch, units)`。*提示：`return_sequences` 与 `return_state`；循环层接受 `initial_state`。*

# %% claim="one_table_saves"
(separate, of_two), (shared, of_one) = tables["two tables"], tables["one table"]
assert separate - shared == 64_000
assert 0.35 < 64_000 / separate < 0.45
if budget(quick=True, full=False):
    assert min(of_one) > max(of_two), tables
assert max(of_two) < 0.97 * by_frequency, tables


# %% exercise="RNNLanguageModel"
class RNNLanguageModel(keras.Model):
    """A language model of recurrent layers, one above the other, that takes its states and hands them back.

    Layers:
    embedding  keras.layers.Embedding, `features` numbers for each symbol
    recurrent  a list of keras.layers.SimpleRNN, `units` each, as many as `layers` says
    dropout    keras.layers.Dropout, which hides a share of what each recurrent layer reads
    dense      keras.layers.Dense, the logits
    """

    def __init__(self, vocabulary, features, units, layers=1, dropout=0.0):
        super().__init__()
        ### BEGIN SOLUTION
        every = {"return_sequences": True, "return_state": True}
        self.embedding = keras.layers.Embedding(vocabulary, features)
        self.recurrent = [keras.layers.SimpleRNN(units, **every) for _ in range(layers)]
        self.dropout = keras.layers.Dropout(dropout)
        self.dense = keras.layers.Dense(vocabulary)
        ### END SOLUTION

    def call(self, ids, states=None, training=None):
        """ids (batch, time), states (layers, batch, units) or None -> logits (batch, time, vocabulary), states after the last step."""
        ### BEGIN SOLUTION
        h, last = self.embedding(ids), []
        for k, layer in enumerate(self.recurrent):
            h = self.dropout(h, training=training)
            h, state = layer(h, initial_state=None if states is None else states[k])
            last.append(state)
        return self.dense(h), ops.stack(last)
        ### END SOLUTION


# %% check="RNNLanguageModel" points=5
check("RNNLanguageModel")

# %% play="shapes_of_a_model"
large = RNNLanguageModel(10_000, 256, 512, layers=2)
logits, states = large(rng.integers(10_000, size=(4, 10)))
places = ops.reshape(logits, (-1, 10_000))
print(f"logits {tuple(logits.shape)}; a row for each place: {tuple(places.shape)}")
print(f"states {tuple(states.shape)}; {large.count_params():,} parameters")

# %% claim="shapes_of_a_large_model"
assert tuple(logits.shape) == (4, 10, 10_000)
assert tuple(places.shape) == (40, 10_000)
assert tuple(states.shape) == (2, 4, 512)
below, upper = 512 * (256 + 512 + 1), 512 * (512 + 512 + 1)
assert large.count_params() == 10_000 * 256 + below + upper + 513 * 10_000

# %% [markdown] lang="en"
# Four texts of ten words make forty predictions. Some programs keep batch and time apart, `(4, 10, 10000)`, some lay all places below one another, `(40, 10000)`; the numbers are the same. Of states there is one per layer and text, however long the texts are.
#
# ## When to stop
#
# A model learns the end of a text only if there is something to learn: a token for the end that is a *label* like any other. Where the place after the last word is left out of the loss, and generation is to stop
# at the padding, which is never trained, nothing tells the model to stop. Both ways, on four sentences of which no two begin with the same word: so each word follows from those before it, and the loss can fall to nearly nothing. With an end to learn,
# the network says its sentence and stops. Without one it has no idea what comes after the last word and runs on to the limit, however low its loss is.
#
# What does a model expect after "the cat sat on the"? What it has read. The last cell below asks the model of four sentences and the one of the manual's words for the five words that each thinks most likely; a figure such as "mat, 95 %" says nothing without the text behind it.
#
# ### Exercise 12 · One update (4 points)
#
# Write `update(model, optimizer, ids)` for a batch of padded sentences, `(batch, time)`, where 0 is padding. The model reads all but the last place, as in training (`training=True`), and is to name all but the first. The loss is the mean of
# $-\ln p$ over the labels that are not padding, all sentences taken together. Compute its gradient, let `optimizer` apply it to the model's trainable weights, and return the loss from before. Sentences that don't continue one another
# begin with states of zeros each time. It will be compiled by `tf.function`, so return the loss as a tensor and use neither `float` nor NumPy on what you compute. *Hint: how many labels are counted?*

# %% [markdown] lang="zh"
# 四段文本，各十个词，就是四十次预测。有的程序把批次和时间分开，`(4, 10, 10000)`；有的把所有位置排成一列，`(40, 10000)`；数都是同样的数。状态则是每层、每段文本各一个，与文本多长无关。
#
# ## 何时停下
#
# 模型要学会文本的结尾，就得有东西可学：一个表示结束的词元，和别的*标签*一样参与训练。如果最后一个词之后的位置在损失中被忽略，生成时又等着从未训练过的填充符，那就没有什么告诉模型该停下。
# 下面用四个句子把两种做法都试一试，没有两句以同一个词开头：于是每个词都由前面的词决定，损失可以降到几乎为零。有结尾可学，网络说完句子就停下。没有的话，不管损失多低，它都不知道最后一个词之后是什么，一直写到上限。
#
# 在“the cat sat on the”之后，模型期待什么？它读过的东西。下面最后一个单元格向读过四个句子的模型和读过手册的词模型各问五个它认为最可能的词；“mat，95 %”这样的数字，离开背后的文本就什么也没说。
#
# ### 练习 12 · 一次更新（4 分）
#
# 对一批填充过的句子 `(batch, time)` 编写 `update(model, optimizer, ids)`，其中 0 是填充。模型读除最后一个之外的所有位置，按训练的方式（`training=True`），要说出除第一个之外的所有词元。损失是
# $-\ln p$ 对所有不是填充的标签取的平均，全部句子合在一起算。求它的梯度，让 `optimizer` 把梯度用于模型的可训练权重，并返回更新之前的损失。互不相接的句子，
# 每次都从零状态开始。它会由 `tf.function` 编译，所以请以张量返回损失，对算出的东西不要用 `float`，也不要用 NumPy。*提示：计入的标签有多少个？*


# %% exercise="update"
def update(model, optimizer, ids):
    """Teach a language model a batch of padded sentences, by one update.

    model      (ids, training=…) -> logits (batch, time, vocabulary), states
    optimizer  a Keras optimizer
    ids        (batch, time)   whole numbers, 0 for padding

    Returns the loss before the update: the mean of -ln p over all labels that are not padding.
    """
    ### BEGIN SOLUTION
    labels = ids[:, 1:]
    with tf.GradientTape() as tape:
        logits, _ = model(ids[:, :-1], training=True)
        log_p = ops.log_softmax(logits)
        losses = -ops.take_along_axis(log_p, labels[..., None], axis=-1)[..., 0]
        counted = ops.cast(labels != 0, losses.dtype)
        loss = ops.sum(losses * counted) / ops.sum(counted)
    weights = model.trainable_variables
    optimizer.apply(tape.gradient(loss, weights), weights)
    return loss
    ### END SOLUTION


# %% check="update" points=4
check("update")

# %% play="four_sentences"
sentences = ["hello world deep learning is fun", "the cat sat on the mat"]
sentences += ["one dog ran", "rain fell on the old town all day"]
tokens = ["<pad>", "<eos>", *sorted(set(" ".join(sentences).split()))]
rows = [[*map(tokens.index, sentence.split()), 1] for sentence in sentences]
padded = np.array([row + [0] * (9 - len(row)) for row in rows])


def taught(ids, updates=100):
    """Return a network that has learnt sentences, and its loss before each update."""
    keras.utils.set_random_seed(0)
    model = RNNLanguageModel(len(tokens), 16, 32)
    model(ids)  # from here on it has weights
    optimizer = keras.optimizers.Adam(0.01, global_clipnorm=1.0)
    optimizer.build(model.trainable_variables)
    once = tf.function(partial(update, model, optimizer), autograph=False)
    return model, [float(once(tf.constant(ids))) for _ in range(updates)]


def read_word(token, states, model):
    """Read one word; return its logits and the new states."""
    logits, states = model(np.array([[token]]), states)
    return np.array(logits)[0, -1], states


# %% play="when_to_stop"
without_end = np.where(padded == 1, 0, padded)
ways = {"with an end to learn": padded, "the end left out of the loss": without_end}
speakers, says, losses, prefix = {}, {}, {}, [tokens.index("rain")]
for name, ids in ways.items():
    speakers[name], losses[name] = taught(ids)
    read = partial(read_word, model=speakers[name])
    written = generate(read, np.zeros((1, 1, 32), "float32"), prefix, 14, np.argmax, end=1)
    says[name] = " ".join(tokens[token] for token in written)
    print(f"{name}, loss {losses[name][0]:.2f} -> {losses[name][-1]:.4f}: {says[name]}")
figures.curves(range(100), losses, "updates", "loss, nats", yscale="log")
figures.described(
    "Loss over a hundred updates on a logarithmic axis, with an end to learn and with the end left out: both lines fall from about the logarithm of the number of tokens to a small loss.",
    "一百次更新中的损失，对数刻度，一条学习结束符，一条的损失不含结束符：两条线都从大约词元数的对数降到很小。",
)

# %% claim="an_end_has_to_be_learnt"
stops, runs_on = (said.split() for said in says.values())
assert stops == [*sentences[3].split(), "<eos>"], stops
assert (len(runs_on), "<eos>" in runs_on) == (15, False), runs_on
assert runs_on[:8] == sentences[3].split()
for curve in losses.values():
    assert abs(curve[0] - np.log(len(tokens))) < 0.5, curve[0]
    assert curve[-1] < 0.05, curve[-1]


# %% play="expectations"
def top_five(logits, names):
    """Return the five most likely tokens at the last place, with their probabilities."""
    p = soften(np.array(logits)[0, -1], 1.0)
    return ", ".join(f"{names[k]} {p[k]:.2f}" for k in np.argsort(p)[:-6:-1])


cat = "the cat sat on the"
logits, _ = speakers["with an end to learn"](
    np.array([[tokens.index(word) for word in cat.split()]])
)
expected = {f"{cat} … (four sentences)": top_five(logits, tokens)}
for prefix in (cat, "the value of the", "it is possible", "a list of"):
    logits = of_words["one table"](lookup(prefix.split())[None])
    expected[f"{prefix} … (the manual)"] = top_five(logits, lookup.get_vocabulary())
print(*(f"{prefix} {words}" for prefix, words in expected.items()), sep="\n")

# %% claim="a_model_expects_what_it_has_read"
first = {
    question: answer.split(", ")[0].split(" ") for question, answer in expected.items()
}
likeliest, p = first[f"{cat} … (four sentences)"]
assert likeliest == "mat", expected
assert float(p) > 0.8, expected
assert "mat" not in lookup.get_vocabulary()

# %% [markdown] answer="who_wins" points=3 lang="en"
# ### Question 1 (3 points, read by a person)
#
# One can read: "The perplexity of an RNN is lower than that of an n-gram model, which shows that it captures dependencies better." Use the scoreboard, the curve over the amount of text and the gradients: what is right, what
# is wrong about both halves of the sentence, and what would you measure to show that a network really uses what an n-gram cannot see?
#
# ### BEGIN SOLUTION
# The first half depends on the text, its amount and the training: on a few thousand characters the smoothed n-gram is clearly ahead; on the whole book a plain network stays behind the 4-gram, and a GRU that is large and trained well enough is ahead of every n-gram with Witten-Bell smoothing and about level with Kneser-Ney.
# The second half does not follow from the first. A lower perplexity can come from better estimates for short contexts, by sharing strength between similar contexts, with nothing used from far away; and the gradients show that a plain network hardly looks further
# back than ten or twenty characters. To show that a network uses more one would feed it the same windows with the context beyond n characters removed or replaced (reset the state n characters before each prediction) and see how much the bits per
# character rise, as a function of n; or score only those places where the answer depends on something far back. It takes several seeds, the same windows for both, and an n-gram that is smoothed well.
# ### END SOLUTION

# %% [markdown] answer="who_wins" points=3 lang="zh"
# ### 问题 1（3 分，由人批阅）
#
# 有一种说法：“RNN 的困惑度低于 n 元模型，说明它捕捉依赖关系的能力更强。”请用记分牌、随文本数量变化的曲线和梯度来讨论：这句话的前后两半各有什么对、什么不对？要证明网络确实用到了 n 元模型看不见的内容，你会测量什么？
#
# ### BEGIN SOLUTION
# 前一半取决于文本、文本的数量和训练：只有几千个字符时，平滑过的 n 元模型明显领先；在全书上，普通网络仍落后于四元模型，而足够大、训练得足够好的 GRU 领先于所有用 Witten-Bell 平滑的 n 元模型，与 Kneser-Ney 大致打平。
# 后一半并不能由前一半推出。困惑度低，也可能只是因为对短上下文估计得更好（相似的上下文互相借力），而根本没有用到远处的内容；梯度也表明，普通网络几乎看不到十到二十个字符以前。
# 要证明网络用得更多，可以把 n 个字符以外的上下文去掉或换掉（在每次预测之前 n 个字符处把状态归零），看每字符比特数随 n 上升多少；或者只对答案取决于远处内容的位置计分。
# 这需要几个随机种子，两种模型用同样的窗口，还要有平滑得好的 n 元模型。
# ### END SOLUTION

# %% [markdown] lang="en"
# ## Where to go from here
#
# What is said for and against recurrent language models, and where you have measured it: they share parameters over time and read texts of any length (Exercise 4); they need no table that grows with the context (scoreboard); they have to be
# computed step by step (what it costs); their state forgets (how far the state looks back). A feed-forward network can read sequences as well, but through a window of fixed width and without a state: that is the difference, and "long-range dependencies" is a question of *how far*, which chapters 4 and 5 measure.
#
# **Try** replacing `SimpleRNN` by `GRU` in the batches experiment: does the carried state help more? · Reset the state of the trained GRU every $n$ characters and plot the bits per character over $n$. · Let the n-gram model write.
#
# **Read** C. E. Shannon, *Prediction and entropy of printed English*, Bell System Technical Journal 1951 · Y. Bengio et al., *A neural probabilistic language model*, JMLR 2003, the network between n-gram and RNN ·
# T. Mikolov et al., *Recurrent neural network based language model*, Interspeech 2010, where mixing both kinds is better than either · A. Karpathy, *The unreasonable effectiveness of recurrent neural networks*, 2015 · H. Inan, K. Khosravi and R. Socher, *Tying word vectors and word classifiers*, ICLR 2017 ·
# Z. Xie et al., *Data noising as smoothing in neural network language models*, ICLR 2017 · A. Holtzman et al., *The curious case of neural text degeneration*, ICLR 2020, on top-p · G. Melis, C. Dyer and P. Blunsom, *On the state of the art of evaluation in neural language models*, ICLR 2018.

# %% [markdown] lang="zh"
# ## 接下来
#
# 人们对循环语言模型的褒贬，以及你在哪里测量过：它们在时间上共享参数，能读任意长的文本（练习 4）；不需要随上下文增长的表（记分牌）；必须一步一步地计算（代价）；
# 状态会遗忘（状态能看多远）。前馈网络也能读序列，只是透过固定宽度的窗口，而且没有状态：区别就在这里。“长距离依赖”要问的是*多远*，第 4、5 章会测量它。
#
# **试一试** 在批次的实验里用 `GRU` 代替 `SimpleRNN`：传递状态的好处更大吗？· 每隔 $n$ 个字符把训练好的 GRU 的状态归零，画出每字符比特数随 $n$ 的变化。· 让 n 元模型写字。
#
# **读一读** C. E. Shannon, *Prediction and entropy of printed English*, Bell System Technical Journal 1951 · Y. Bengio et al., *A neural probabilistic language model*, JMLR 2003，介于 n 元模型与 RNN 之间的网络 ·
# T. Mikolov et al., *Recurrent neural network based language model*, Interspeech 2010，其中两种模型混合后比各自都好 · A. Karpathy, *The unreasonable effectiveness of recurrent neural networks*, 2015 · H. Inan, K. Khosravi and R. Socher, *Tying word vectors and word classifiers*, ICLR 2017 ·
# Z. Xie et al., *Data noising as smoothing in neural network language models*, ICLR 2017 · A. Holtzman et al., *The curious case of neural text degeneration*, ICLR 2020，讲 top-p · G. Melis, C. Dyer and P. Blunsom, *On the state of the art of evaluation in neural language models*, ICLR 2018.
