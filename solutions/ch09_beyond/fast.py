# %% [markdown] lang="en"
# # Take an LSTM to the machine's limit
#
# The LSTM of chapter 5 computes the right numbers. Here the same numbers come in less time: what need not wait is taken out of the loop, the way back is written by hand, and a compiler makes one program of it. At the end stand a layer that
# takes the place of `keras.layers.LSTM`, weights, masks and all, and a staircase of measurements, from Keras' layer down to the bare matrix products, which no LSTM can do without.
#
# You will learn
# - which products of an LSTM have to wait for each other, and which do not,
# - how the gradient of a gated cell goes back by hand, through gates, two states and masks, exact to nine digits,
# - what a way back has to keep, and what it costs to keep less,
# - how to measure a layer so that the result means something.
#
# You need: `lstm.ipynb` and `bptt.ipynb`.

# %% [markdown] lang="zh"
# # 把 LSTM 推到机器的极限
#
# 第 5 章的 LSTM 算出的数是对的。在这里，同样的数用更少的时间得到：不必等待的移到循环之外，反向过程亲手写出，整体再由编译器合成一个程序。最后得到一个可以
# 代替 `keras.layers.LSTM` 的层，权重（weight）、掩码（mask）等等一样不少；还有一级一级的测量结果，从 Keras 的层一直降到单纯的矩阵乘积，那是任何 LSTM 都省不掉的。
#
# 你将学到
# - LSTM 的哪些乘积必须一个等一个，哪些不必；
# - 怎样亲手写出门控单元的梯度，穿过各个门、两个状态和掩码，精确到九位有效数字；
# - 反向时必须保存什么，少保存一些又要付出什么；
# - 怎样测量一个层，结果才有意义。
#
# 需要的基础：`lstm.ipynb` 和 `bptt.ipynb`。

# %%
from unrolled.check import check  # first: it brings up Keras without log lines
from importlib.util import find_spec
from time import perf_counter, process_time

import keras
import numpy as np
import pandas as pd
import tensorflow as tf
from keras import ops
from unrolled import figures
from unrolled.record import beside
from unrolled.training import budget, peak

figures.style()
keras.utils.set_random_seed(0)


def sigmoid(x):
    """Squash x into (0, 1), elementwise."""
    return 1 / (1 + np.exp(-x))


# %% [markdown] lang="en"
# ## What has to wait
#
# With the gates side by side in Keras' order i, f, c, o, a step of an LSTM needs one sum of two products, four blocks wide, and the rest goes element by element:
#
# $$
# \begin{aligned}
# {}[\,i_t, f_t, \tilde c_t, o_t\,] &= [\,\sigma, \sigma, \tanh, \sigma\,]\,(x_t W_x + b + h_{t-1} W_h) \\
# c_t &= f_t \odot c_{t-1} + i_t \odot \tilde c_t, \qquad h_t = o_t \odot \tanh(c_t)
# \end{aligned}
# $$
#
# Only $h_{t-1} W_h$ has to wait for the step before. The inputs are all there, so $a_t = x_t W_x + b$ can be computed for all steps at once, before the loop: one large product in the place of many small ones. This is called **hoisting**. It saves no multiplication; it takes some
# of them out of the queue.
#
# ### Exercise 1 · Count (2 points)
#
# Write `multiplications(time, batch, features, units, hoisted)`: return two whole numbers, the multiplications inside the loop and those outside of it, for the way forward over all steps. Each counts with its addition as one. Only the two matrix products count, not the bias nor what goes element by element. With all
# four sizes 1, they are 8 and 0; hoisted, 4 and 4.
# *Hint: how many rows, how long is each, and how many columns?*

# %% [markdown] lang="zh"
# ## 什么必须等待
#
# 各个门按 Keras 的顺序 i、f、c、o 并排，LSTM 的一步只需要两个乘积之和，列数为 4 · units（四个块并排），其余都是逐元素的：
#
# $$
# \begin{aligned}
# {}[\,i_t, f_t, \tilde c_t, o_t\,] &= [\,\sigma, \sigma, \tanh, \sigma\,]\,(x_t W_x + b + h_{t-1} W_h) \\
# c_t &= f_t \odot c_{t-1} + i_t \odot \tilde c_t, \qquad h_t = o_t \odot \tanh(c_t)
# \end{aligned}
# $$
#
# 只有 $h_{t-1} W_h$ 必须等前一步。输入全都在手，所以 $a_t = x_t W_x + b$ 可以在循环之前对所有时间步一次算好：用一个大乘积代替许多小乘积。这叫做**外提**（hoisting）。它一次乘法也不省，只是让其中一部分
# 不再排队。
#
# ### 练习 1 · 数一数（2 分）
#
# 编写 `multiplications(time, batch, features, units, hoisted)`：返回两个整数，即前向走完所有时间步时，循环之内的乘法次数和循环之外的乘法次数。每次乘法连同它的加法算作一次。只数那两个矩阵乘积，不数偏置（bias），也不数逐元素的运算。四个大小
# 都是 1 时，结果是 8 和 0；外提之后是 4 和 4。
# *提示：有多少行，每行多长，又有多少列？*


# %% exercise="multiplications"
def multiplications(time, batch, features, units, hoisted):
    """Return how many multiplications an LSTM's way forward has inside its loop, and how many outside.

    hoisted  whether the inputs are multiplied before the loop
    """
    ### BEGIN SOLUTION
    inputs = time * batch * features * 4 * units
    states = time * batch * units * 4 * units
    return (states, inputs) if hoisted else (inputs + states, 0)
    ### END SOLUTION


# %% check="multiplications" points=2
check("multiplications")

# %% play="share_in_the_loop"
units = 256
features = [2**k for k in range(4, 13)]
shares = {}
for hoisted in (False, True):
    counts = [multiplications(35, 32, width, units, hoisted) for width in features]
    shares["hoisted" if hoisted else "as it was"] = [a / (a + b) for a, b in counts]
look = {"xscale": "log", "ylim": (0, 1.1)}
figures.curves(features, shares, "features of the input", "share inside the loop", **look)
figures.described(
    "Share of the multiplications inside the loop over the number of features, for 256 units. As it was, all are inside. Hoisted, nearly all are where there are few features, half at 256, and hardly any at 4096.",
    "循环之内的乘法所占的份额随输入特征数的变化，单元数为 256。原来全部在循环之内。外提之后，特征少时几乎全部还在里面，256 时是一半，4096 时几乎没有了。",
)

# %% claim="hoisting_saves_no_multiplication"
assert set(shares["as it was"]) == {1.0}
assert dict(zip(features, shares["hoisted"], strict=True))[256] == 0.5
assert shares["hoisted"][0] > 0.9
assert shares["hoisted"][-1] < 0.1
for width in features:
    before, after = (multiplications(35, 32, width, units, yes) for yes in (False, True))
    assert sum(before) == sum(after)

# %% [markdown] lang="en"
# Hoisting takes half of the multiplications out of the loop where there are as many features as units, and more where there are more.
#
# ## The way forward
#
# Time comes first from here on, (time, batch, …), because the loop reads one step after another. Some steps of a batch may be padding, and a **mask** says so: there the network stands still, and both states stay what they were.
#
# ### Exercise 2 · Hoist (3 points)
#
# Write `lstm_forward(x, h_0, c_0, W_x, W_h, b, mask=None)` in NumPy: `x` is (time, batch, features), the states before the first step are (batch, units), `W_x`, (features, 4 · units), `W_h`, (units, 4 · units), and `b`, (4 · units,), hold the gates in Keras' order, and `mask`, (time, batch), is True where there is a step, or None where all are. Return all $h_t$ and all $c_t$, (time, batch, units) each, and what
# the way back will ask for: $i_t, f_t, \tilde c_t, o_t$ side by side, (time, batch, 4 · units). What these hold at a masked step does not matter. `W_x` takes part in one product, however many steps there are.
# *Hint: compute all $a_t$; then chapter 5's step, without the inputs.*

# %% [markdown] lang="zh"
# 特征数与单元数相同时，外提把一半的乘法移出循环；特征更多时，移出的也更多。
#
# ## 前向过程
#
# 从这里起时间是第一轴，(time, batch, …)，因为循环一步一步地读。一个批次（batch）里有些时间步可能只是填充（padding），由**掩码**说明：在那里网络停住不动，两个状态保持原样。
#
# ### 练习 2 · 外提（3 分）
#
# 用 NumPy 编写 `lstm_forward(x, h_0, c_0, W_x, W_h, b, mask=None)`：`x` 是 (time, batch, features)，第一步之前的状态是 (batch, units)，`W_x`，(features, 4 · units)，`W_h`，(units, 4 · units)，和 `b`，(4 · units,)，按 Keras 的顺序放各个门，`mask` 是 (time, batch)，真正的时间步处为 True，填充处为 False；没有填充时，它是 None。返回所有的 $h_t$ 和所有的 $c_t$，各为 (time, batch, units)，以及
# 反向时要用的：并排的 $i_t, f_t, \tilde c_t, o_t$，(time, batch, 4 · units)。被掩码挡住的时间步上，它们取什么值都可以。不管有多少时间步，`W_x` 只参加一个乘积。
# *提示：先算好所有的 $a_t$，然后就是第 5 章的那一步，只是输入已经乘好，换成了 $a_t$。*


# %% exercise="lstm_forward"
def lstm_forward(x, h_0, c_0, W_x, W_h, b, mask=None):
    """Run an LSTM, the inputs multiplied before the loop.

    x         (time, batch, features)
    h_0, c_0  (batch, units)             states before the first step
    W_x       (features, 4 * units)      gates in the order i, f, c, o
    W_h       (units, 4 * units)
    b         (4 * units,)
    mask      (time, batch)              True where there is a step; None: everywhere

    Returns h and c, (time, batch, units) each, and the gates and the candidate, (time, batch, 4 * units).
    """
    ### BEGIN SOLUTION
    a = x @ W_x + b
    h_t, c_t, kept = h_0, c_0, []
    for t in range(len(x)):
        i, f, candidate, o = np.split(a[t] + h_t @ W_h, 4, axis=-1)
        i, f, candidate, o = sigmoid(i), sigmoid(f), np.tanh(candidate), sigmoid(o)
        here = True if mask is None else mask[t][:, None]
        c_t = np.where(here, f * c_t + i * candidate, c_t)
        h_t = np.where(here, o * np.tanh(c_t), h_t)
        kept.append((h_t, c_t, np.concatenate([i, f, candidate, o], axis=-1)))
    h, c, gates = map(np.stack, zip(*kept, strict=True))
    return h, c, gates
    ### END SOLUTION


# %% check="lstm_forward" points=3
check("lstm_forward")

# %% [markdown] lang="en"
# A batch of three sequences, one of them whole, one that is over early, one with a gap. Your states and those of Keras' layer:

# %% [markdown] lang="zh"
# 一个批次，三个序列：一个是完整的，一个提前结束，一个中间有空缺。你的状态与 Keras 的层的状态：


# %% play="batch"
def draw(rng, time, batch, features, units):
    """Draw inputs, two states and the weights of an LSTM: x, h_0, c_0, (W_x, W_h, b)."""
    x = rng.normal(size=(time, batch, features))
    h_0, c_0 = rng.normal(scale=0.5, size=(2, batch, units))
    W_x, W_h = (
        rng.normal(size=(rows, 4 * units)) / rows**0.5 for rows in (features, units)
    )
    return x, h_0, c_0, (W_x, W_h, rng.normal(scale=0.1, size=4 * units))


x, h_0, c_0, weights = draw(np.random.default_rng(0), 24, 3, 5, 8)
weights[2][8:16] += 3  # the forget gates are open
mask = np.ones((24, 3), bool)
mask[18:, 1] = False
mask[8:14, 2] = False
h, c, gates = lstm_forward(x, h_0, c_0, *weights, mask)

# %% play="against_keras"
lstm = keras.layers.LSTM(8, return_sequences=True, return_state=True, dtype="float64")
lstm.build((None, None, 5))
lstm.set_weights(weights)
theirs = lstm(x.swapaxes(0, 1), initial_state=[h_0, c_0], mask=mask.T)
pairs = {"all h": (h.swapaxes(0, 1), theirs[0]), "last c": (c[-1], theirs[2])}
gaps = {name: np.abs(ours - keras_own).max() for name, (ours, keras_own) in pairs.items()}
pd.DataFrame({"largest difference": gaps}).map("{:.0e}".format)

# %% claim="the_states_are_those_of_keras"
assert max(gaps.values()) < 1e-12
assert np.array_equal(h[13, 2], h[7, 2])
assert np.array_equal(c[23, 1], c[17, 1])

# %% [markdown] lang="en"
# ## One step back
#
# Write $dh_t$ for $\partial L / \partial h_t$ and $dc_t$ for $\partial L / \partial c_t$, as the code does, and $\delta_t$ for the gradient of the sum $a_t + h_{t-1} W_h$, four blocks wide. The step $t + 1$ hands back $dh_t$ and $dc_t$. But $c_t$ has a second way to the loss, through $h_t$; it is added first:
#
# $$
# \begin{aligned}
# dc_t &\leftarrow dc_t + dh_t \odot o_t \odot (1 - \tanh^2 c_t) \\
# \delta^i_t &= dc_t \odot \tilde c_t \odot i_t \odot (1 - i_t) &
# \delta^f_t &= dc_t \odot c_{t-1} \odot f_t \odot (1 - f_t) \\
# \delta^c_t &= dc_t \odot i_t \odot (1 - \tilde c_t^2) &
# \delta^o_t &= dh_t \odot \tanh(c_t) \odot o_t \odot (1 - o_t) \\
# dh_{t-1} &= \delta_t W_h^\top &
# dc_{t-1} &= dc_t \odot f_t
# \end{aligned}
# $$
#
# The right half of the last line is what the LSTM was invented for: on the way back, the cell state meets no matrix, only a gate (the forget gate, which came with Gers et al. 2000).
#
# ### Exercise 3 · A step back (4 points)
#
# Write `lstm_backward_step(dh, dc, gates, c_prev, c_t, W_h)` in NumPy: `dh` and `dc`, (batch, units), are the gradients with respect to $h_t$ and $c_t$ as the step is handed them, `gates`, (batch, 4 · units), what `lstm_forward` returned of this step, `c_prev` and `c_t`, (batch, units), the cell states before and after it. Return $\delta_t$, (batch, 4 · units), $dh_{t-1}$ and $dc_{t-1}$.
# The numbers are asked for to nine digits. With `dh` of zeros and $f_t = 1$, `dc` comes back as it is.
# *Hint: derivatives of the sigmoid and the tanh are made of their values, which are there.*

# %% [markdown] lang="zh"
# ## 往回一步
#
# 像代码那样，用 $dh_t$ 表示 $\partial L / \partial h_t$，$dc_t$ 表示 $\partial L / \partial c_t$，用 $\delta_t$ 表示损失对总和 $a_t + h_{t-1} W_h$ 的梯度，列数为 4 · units。第 $t + 1$ 步传回 $dh_t$ 和 $dc_t$。但 $c_t$ 还有第二条路通向损失（loss），即经过 $h_t$；先把它加上：
#
# $$
# \begin{aligned}
# dc_t &\leftarrow dc_t + dh_t \odot o_t \odot (1 - \tanh^2 c_t) \\
# \delta^i_t &= dc_t \odot \tilde c_t \odot i_t \odot (1 - i_t) &
# \delta^f_t &= dc_t \odot c_{t-1} \odot f_t \odot (1 - f_t) \\
# \delta^c_t &= dc_t \odot i_t \odot (1 - \tilde c_t^2) &
# \delta^o_t &= dh_t \odot \tanh(c_t) \odot o_t \odot (1 - o_t) \\
# dh_{t-1} &= \delta_t W_h^\top &
# dc_{t-1} &= dc_t \odot f_t
# \end{aligned}
# $$
#
# 最后一行的右半正是发明 LSTM 的理由：往回走时，细胞状态（cell state）遇到的没有矩阵，只有一个门（遗忘门（forget gate），来自 Gers et al. 2000）。
#
# ### 练习 3 · 往回走一步（4 分）
#
# 用 NumPy 编写 `lstm_backward_step(dh, dc, gates, c_prev, c_t, W_h)`：`dh` 和 `dc`，(batch, units)，是传到这一步的、损失对 $h_t$ 和 $c_t$ 的梯度（`dc` 还不含经过 $h_t$ 的那条路）；`gates`，(batch, 4 · units)，是 `lstm_forward` 为这一步返回的内容；`c_prev` 和 `c_t`，(batch, units)，是这一步之前和之后的细胞状态。返回 $\delta_t$，(batch, 4 · units)，以及 $dh_{t-1}$ 和 $dc_{t-1}$。
# 要求精确到九位有效数字。`dh` 为零且 $f_t = 1$ 时，$dc_{t-1}$ 应恰好等于 `dc`。
# *提示：sigmoid 和 tanh 的导数由它们的值组成，而这些值都在手上。*


# %% exercise="lstm_backward_step"
def lstm_backward_step(dh, dc, gates, c_prev, c_t, W_h):
    """Go one step of an LSTM back.

    dh, dc       (batch, units)       gradients of the loss by h_t and, as the step after hands it back, by c_t
    gates        (batch, 4 * units)   i_t, f_t, the candidate and o_t
    c_prev, c_t  (batch, units)       cell states before and after the step
    W_h          (units, 4 * units)

    Returns delta_t, (batch, 4 * units), and the gradients by h_prev and c_prev, (batch, units) each.
    """
    ### BEGIN SOLUTION
    i, f, candidate, o = np.split(gates, 4, axis=-1)
    shown = np.tanh(c_t)
    dc = dc + dh * o * (1 - shown**2)
    delta_i = dc * candidate * i * (1 - i)
    delta_f = dc * c_prev * f * (1 - f)
    delta_c = dc * i * (1 - candidate**2)
    delta_o = dh * shown * o * (1 - o)
    delta = np.concatenate([delta_i, delta_f, delta_c, delta_o], axis=-1)
    return delta, delta @ W_h.T, dc * f
    ### END SOLUTION


# %% check="lstm_backward_step" points=4
check("lstm_backward_step")

# %% [markdown] lang="en"
# A nudge tells whether it is right: change one number by $\pm 10^{-5}$, and half the difference of the losses, over the nudge, is very nearly its gradient. Here for the bias, whose gradient is $\delta_t$ itself, and for both states.

# %% [markdown] lang="zh"
# 对不对，做一个小小的改动就知道：把一个数改变 $\pm 10^{-5}$，两个损失之差的一半除以改动的大小，非常接近它的梯度。这里检验偏置（它的梯度就是 $\delta_t$ 本身）和两个状态。


# %% play="nudge"
def nudged(loss, given, k):
    """Return the gradients of loss(*given) by each number of given[k], by central differences."""
    slopes = np.zeros_like(given[k])
    for place in np.ndindex(slopes.shape):
        nudge = np.zeros_like(slopes)
        nudge[place] = 1e-5
        up, down = ([*given[:k], given[k] + s * nudge, *given[k + 1 :]] for s in (1, -1))
        slopes[place] = (loss(*up) - loss(*down)) / 2e-5
    return slopes


# %% play="one_step_checked"
rng = np.random.default_rng(1)
x_1, h_prev, c_prev, (W_x, W_h, b) = draw(rng, 1, 1, 2, 3)
dh, dc = rng.normal(size=(2, 1, 3))


def one_step(b, h_prev, c_prev):
    """Return a loss whose gradients by h_t and c_t are dh and dc."""
    h, c, _ = lstm_forward(x_1, h_prev, c_prev, W_x, W_h, b)
    return np.sum(dh * h) + np.sum(dc * c)


_, c_1, gates_1 = lstm_forward(x_1, h_prev, c_prev, W_x, W_h, b)
by_hand = lstm_backward_step(dh, dc, gates_1[0], c_prev, c_1[0], W_h)
measured = [nudged(one_step, [b, h_prev, c_prev], k) for k in range(3)]
off = [np.abs(a - b).max() for a, b in zip(by_hand, measured, strict=True)]
names = ["delta", "dh_prev", "dc_prev"]
pd.DataFrame({"off from the nudge by": off}, names).map("{:.0e}".format)

# %% claim="the_step_back_is_what_the_nudge_measures"
assert max(off) < 1e-8
assert min(np.abs(part).max() for part in by_hand) > 0.01

# %% [markdown] lang="en"
# ## Back through time
#
# All steps back are this step, taken from the last to the first. Each step adds to $dh_t$ what its own output gets from the loss. At a masked step the states stood still, so their gradients do as well: $dh_{t-1} = dh_t$, $dc_{t-1} = dc_t$ and $\delta_t = 0$.
#
# ### Exercise 4 · Through time, with masks (3 points)
#
# Write `lstm_backward(upstream, dc_last, gates, c, c_0, W_h, mask=None)` in NumPy: `upstream`, (time, batch, units), is what each $h_t$ gets directly from the loss, `dc_last`, (batch, units), what the last cell state gets; `gates`, `c` and `mask` are those of `lstm_forward`. Return all $\delta_t$, (time, batch, 4 · units), and the
# gradients with respect to `h_0` and `c_0`. To nine digits, and without changing an array that you are given.
# *Hint: what the output of a masked step gets from the loss is not lost.*

# %% [markdown] lang="zh"
# ## 穿过时间往回走
#
# 整个反向过程就是重复这一步，从最后一个时间步到第一个。每一步还要把自己的输出直接从损失得到的梯度加进 $dh_t$。在被掩码挡住的时间步上状态停住不动，所以它们的梯度也原样传给前一个时间步：$dh_{t-1} = dh_t$，$dc_{t-1} = dc_t$，$\delta_t = 0$。
#
# ### 练习 4 · 穿过时间，带掩码（3 分）
#
# 用 NumPy 编写 `lstm_backward(upstream, dc_last, gates, c, c_0, W_h, mask=None)`：`upstream`，(time, batch, units)，是每个 $h_t$ 直接从损失得到的梯度；`dc_last`，(batch, units)，是最后的细胞状态直接从损失得到的梯度；`gates`、`c` 和 `mask` 与 `lstm_forward` 的相同。返回所有的 $\delta_t$，(time, batch, 4 · units)，以及
# `h_0` 和 `c_0` 的梯度。精确到九位有效数字，而且不改动传入的数组。
# *提示：被挡住的时间步，它的输出从损失得到的梯度也不能丢。*


# %% exercise="lstm_backward"
def lstm_backward(upstream, dc_last, gates, c, c_0, W_h, mask=None):
    """Go back through all steps of an LSTM.

    upstream  (time, batch, units)       what each h_t gets directly from the loss
    dc_last   (batch, units)             what the last cell state gets from it
    gates     (time, batch, 4 * units)   i_t, f_t, the candidate and o_t
    c         (time, batch, units)       cell states
    c_0       (batch, units)             the one before the first step
    W_h       (units, 4 * units)
    mask      (time, batch)              True where there is a step; None: everywhere

    Returns all delta_t, (time, batch, 4 * units), and the gradients by h_0 and c_0, (batch, units) each.
    """
    ### BEGIN SOLUTION
    c_before = np.concatenate([c_0[None], c[:-1]])
    dh, dc, deltas = np.zeros_like(c_0), dc_last, np.zeros_like(gates)
    for t in reversed(range(len(gates))):
        dh = dh + upstream[t]
        given = dh, dc, gates[t], c_before[t], c[t], W_h
        delta, dh_prev, dc_prev = lstm_backward_step(*given)
        here = True if mask is None else mask[t][:, None]
        deltas[t] = np.where(here, delta, 0)
        dh, dc = np.where(here, dh_prev, dh), np.where(here, dc_prev, dc)
    return deltas, dh, dc
    ### END SOLUTION


# %% check="lstm_backward" points=3
check("lstm_backward")

# %% [markdown] lang="en"
# A loss at the last step only, and what each step's weights hear of it: the size of $\delta_t$ in the three sequences from above.

# %% [markdown] lang="zh"
# 只有最后一步有损失时，每一步传给权重的梯度有多大：上面三个序列中 $\delta_t$ 的大小。

# %% play="reach"
last = np.zeros_like(h)
last[-1] = 1
deltas, _, _ = lstm_backward(last, np.zeros_like(c_0), gates, c, c_0, weights[1], mask)
names = ["whole", "over after 18 steps", "gap of 6 steps"]
sizes = dict(zip(names, np.linalg.norm(deltas, axis=-1).T, strict=True))

# %% folded="draw_reach"
figures.curves(np.arange(1, 25), sizes, "$t$, time step", "size of $\\delta_t$")
figures.described(
    "Size of delta over 24 time steps for three sequences. In the sequence that is over early it is zero from there on and large before; in the one with a gap it is zero within the gap and not on either side of it.",
    "三个序列在 24 个时间步上 delta 的大小。提前结束的序列，从结束处起是零，之前很大；有空缺的序列，空缺之内是零，空缺两边则不是。",
)

# %% claim="a_masked_step_hands_on_what_it_gets"
assert not deltas[~mask].any()
assert (np.linalg.norm(deltas[mask], axis=-1) > 0).all()
assert np.linalg.norm(deltas[17, 1]) > 0.1
assert np.linalg.norm(deltas[[7, 14], 2], axis=-1).min() > 0.05

# %% [markdown] lang="en"
# Padding learns nothing and hides nothing: what comes from the loss passes a masked step untouched, to the steps before it.
#
# ## One large product
#
# Each step has a share in the gradients of the weights: $x_t^\top \delta_t$ for $W_x$, $h_{t-1}^\top \delta_t$ for $W_h$, and the sum of the rows of $\delta_t$ for $b$. Automatic differentiation adds them up step by step, inside the loop. But with all $\delta_t$ at hand, the sum over steps is itself a matrix product. Put the rows of all steps and
# sequences below each other, (time · batch, …):
#
# $$ \sum_t h_{t-1}^\top \delta_t = \begin{bmatrix} h_0 \\ h_1 \\ \vdots \end{bmatrix}^\top \begin{bmatrix} \delta_1 \\ \delta_2 \\ \vdots \end{bmatrix} $$
#
# ### Exercise 5 · All steps at once (2 points)
#
# Write `weight_gradients(x, h_0, h, deltas)` in NumPy, of `x`, `h_0` and `h` as in exercise 2 and all $\delta_t$ as exercise 4 returns them: return the gradients with respect to $W_x$, $W_h$ and $b$, in this order and in the shapes of these, with no more products for many steps than for few. To nine digits.
# *Hint: which $h$ belongs to $\delta_1$?*

# %% [markdown] lang="zh"
# 从填充处什么也学不到，填充也不阻挡什么：从损失传来的梯度，原封不动地经过被挡住的时间步，传到它之前的各步。
#
# ## 一个大乘积
#
# 每一步都在权重的梯度中占一份：$W_x$ 的是 $x_t^\top \delta_t$，$W_h$ 的是 $h_{t-1}^\top \delta_t$，$b$ 的是 $\delta_t$ 各行之和。自动微分在循环里一步一步地把它们加起来。但有了所有的 $\delta_t$，对时间步求和本身就是一个矩阵乘积。把所有时间步和序列的行
# 上下叠起来，(time · batch, …)：
#
# $$ \sum_t h_{t-1}^\top \delta_t = \begin{bmatrix} h_0 \\ h_1 \\ \vdots \end{bmatrix}^\top \begin{bmatrix} \delta_1 \\ \delta_2 \\ \vdots \end{bmatrix} $$
#
# ### 练习 5 · 所有时间步一次算完（2 分）
#
# 用 NumPy 编写 `weight_gradients(x, h_0, h, deltas)`，`x`、`h_0` 和 `h` 与练习 2 相同，`deltas` 是练习 4 返回的所有 $\delta_t$：依次返回 $W_x$、$W_h$ 和 $b$ 的梯度，形状与它们相同；矩阵乘积的个数不随时间步数增加。精确到九位有效数字。
# *提示：哪个 $h$ 与 $\delta_1$ 配对？*


# %% exercise="weight_gradients"
def weight_gradients(x, h_0, h, deltas):
    """Return the gradients of an LSTM's weights, one product each.

    x       (time, batch, features)
    h_0     (batch, units)             state before the first step
    h       (time, batch, units)       states
    deltas  (time, batch, 4 * units)   gradients by the sums that go into the gates

    Returns those by W_x, (features, 4 * units), W_h, (units, 4 * units), and b, (4 * units,).
    """
    ### BEGIN SOLUTION
    before = np.concatenate([h_0[None], h[:-1]])
    x, before, deltas = (part.reshape(-1, part.shape[-1]) for part in (x, before, deltas))
    return x.T @ deltas, before.T @ deltas, deltas.sum(axis=0)
    ### END SOLUTION


# %% check="weight_gradients" points=2
check("weight_gradients")

# %% [markdown] lang="en"
# Now the whole way back can be held against the tape of TensorFlow, which went through Keras' layer: all gradients of $L = \frac12 \sum h_t^2 + \sum c_T$, masks included. As $\partial L/\partial h_t = h_t$, what comes from above is `h` itself.

# %% [markdown] lang="zh"
# 现在可以用 TensorFlow 的记录带（tape）检验整个反向过程，记录带走的是 Keras 的层：$L = \frac12 \sum h_t^2 + \sum c_T$ 的所有梯度，包括掩码。因为 $\partial L/\partial h_t = h_t$，所以 `upstream` 就是 `h` 本身。

# %% play="against_the_tape"
deltas, dh_0, dc_0 = lstm_backward(h, np.ones_like(c_0), gates, c, c_0, weights[1], mask)
yours = [deltas @ weights[0].T, dh_0, dc_0, *weight_gradients(x, h_0, h, deltas)]

given = [tf.constant(part) for part in (x, h_0, c_0)]
with tf.GradientTape() as tape:
    tape.watch(given)
    rows = tf.transpose(given[0], (1, 0, 2))
    states, _, last_c = lstm(rows, initial_state=given[1:], mask=mask.T)
    loss = tf.reduce_sum(states**2) / 2 + tf.reduce_sum(last_c)
theirs = tape.gradient(loss, [*given, *(weight.value for weight in lstm.weights)])

names = ["x", "h_0", "c_0", "W_x", "W_h", "b"]
off = [np.abs(a - b).max() / np.abs(b).max() for a, b in zip(yours, theirs, strict=True)]
pd.DataFrame({"relative difference": off}, names).map("{:.0e}".format)

# %% claim="nine_digits_and_more"
assert max(off) < 1e-11

# %% [markdown] lang="en"
# ## Keep or compute again
#
# Your way back reads $h_t$, $c_t$, three gates and the candidate for every step, every sequence and every unit: six numbers, kept from the way forward until they are used. Chapter 4 has the alternative: keep the two states before every segment of some steps, and on the way back run each segment once more. Then the six numbers are there
# for one segment at a time.
#
# ### Exercise 6 · Stored numbers (2 points)
#
# Write `stored_numbers(time, batch, units, every)`: how many numbers are there at most at one time, with segments of `every` steps (the last may be shorter; `every` may be larger than `time`)? Count $h$ and $c$ before each segment, the first included, and the six numbers of each step of the largest segment. Inputs, weights and gradients are there
# either way and do not count. One sequence of one unit: 4 steps in segments of 2 make $2 \cdot 2 + 2 \cdot 6 = 16$.

# %% [markdown] lang="zh"
# ## 保存，还是重算
#
# 你的反向过程要为每个时间步、每个序列、每个单元读 $h_t$、$c_t$、三个门和候选值：六个数，从前向时一直保存到用上为止。第 4 章有另一种办法：每若干步为一段，只保存每段之前的两个状态，反向时每段再走一遍前向。这样，六个数同一时刻
# 只为一段而存在。
#
# ### 练习 6 · 保存的数（2 分）
#
# 编写 `stored_numbers(time, batch, units, every)`：每段 `every` 步时（最后一段可以短些；`every` 也可以大于 `time`），同一时刻最多有多少个数？要数的是：每段之前的 $h$ 和 $c$，第一段也算；以及最大的那一段里每一步的六个数。输入、权重和梯度无论如何都在，
# 不计入。一个序列、一个单元：4 步，每段 2 步，是 $2 \cdot 2 + 2 \cdot 6 = 16$。


# %% exercise="stored_numbers"
def stored_numbers(time, batch, units, every):
    """Return how many numbers an LSTM's way back has to find at one time, run in segments of `every` steps."""
    ### BEGIN SOLUTION
    segments = -(-time // every)
    return (2 * segments + 6 * min(every, time)) * batch * units
    ### END SOLUTION


# %% check="stored_numbers" points=2
check("stored_numbers")


# %% play="in_segments"
def in_segments(x, h_0, c_0, weights, every):
    """Return the gradients of half the sum of all squared h by the weights, with the gates of `every` steps at a time."""
    starts, states = range(0, len(x), every), [(h_0, c_0)]
    for t in starts:
        h, c, _ = lstm_forward(x[t : t + every], *states[-1], *weights)
        states.append((h[-1].copy(), c[-1].copy()))
    dh, dc = np.zeros_like(states.pop())
    total = [np.zeros_like(weight) for weight in weights]
    for t in reversed(starts):
        h_t, c_t = states.pop()
        h, c, gates = lstm_forward(x[t : t + every], h_t, c_t, *weights)
        upstream = h.copy()
        upstream[-1] += dh
        deltas, dh, dc = lstm_backward(upstream, dc, gates, c, c_t, weights[1])
        new = weight_gradients(x[t : t + every], h_t, h, deltas)
        total = [part + more for part, more in zip(total, new, strict=True)]
    return total


# %% play="memory"
sizes = 256, 16, 8, 32  # time, batch, features, units
x_long, h_long, c_long, w_long = draw(np.random.default_rng(2), *sizes)
every = [2**k for k in range(9)]
found = {k: in_segments(x_long, h_long, c_long, w_long, k) for k in every}
mebibytes = {
    "counted": [8 * stored_numbers(256, 16, 32, k) / 2**20 for k in every],
    "allocated": [peak(in_segments, x_long, h_long, c_long, w_long, k) for k in every],
}
figures.curves(every, mebibytes, "steps in a segment", "MiB", xscale="log", yscale="log")
figures.described(
    "Memory over the number of steps in a segment, counted and as it was allocated, both axes logarithmic. Both curves fall from one step to about ten, then rise; with everything kept, as one segment, they are highest.",
    "内存随每段步数的变化，一条是数出来的，一条是实际分配的，两轴都是对数。两条曲线从一步到十步左右下降，然后上升；全部保存，即只有一段时，最高。",
)

# %% claim="the_least_lies_between"
counted, allocated = mebibytes.values()
assert 4 <= every[np.argmin(counted)] <= 16
assert 2 <= every[np.argmin(allocated)] <= 32
assert all(more > least for more, least in zip(allocated, counted, strict=True))
assert counted[-1] == max(counted)
assert allocated[-1] == max(allocated)
assert counted[-1] > 5 * min(counted)
assert allocated[-1] > 3 * min(allocated)
for gradients in found.values():
    assert all(
        np.allclose(*pair, atol=1e-9) for pair in zip(gradients, found[256], strict=True)
    )

# %% [markdown] lang="en"
# Every point of the curves gives the same gradients. The least memory lies where both parts are about equal, near $\sqrt{T/3}$ steps: a small part of what keeping everything takes. The allocated memory is more than the count, which leaves out what exists for a moment only. The price is a second way forward: $h_{t-1} W_h$ once more in each step, and the inputs multiplied once more. Where memory is
# no problem, as at the sizes below, one keeps everything.
#
# ## One program
#
# So far NumPy runs each line by itself. XLA, the compiler below TensorFlow and JAX, makes one program of the whole: it joins what goes element by element, and it does not go back to Python between steps. For it we write with `keras.ops`, and the loop as `ops.while_loop`. Here is `walk` from chapter 4, for several states.

# %% [markdown] lang="zh"
# 曲线上的每一点给出的梯度都相同。两部分（每段之前的状态，以及一段之内的数）大致相等的地方内存最少，在 $\sqrt{T/3}$ 步附近：只是全部保存时的一小部分。实际分配的比数出来的多：只存在片刻的没有数在内。代价是前向要走第二遍：每一步再算一次 $h_{t-1} W_h$，输入也要再乘一次。内存不成问题时，
# 比如下面的这些大小，就全部保存。
#
# ## 合成一个程序
#
# 到现在为止，NumPy 一行一行地执行。TensorFlow 和 JAX 下面的编译器 XLA 把整体合成一个程序：它把逐元素的运算合并起来，时间步之间也不再回到 Python。为此我们用 `keras.ops` 来写，循环用 `ops.while_loop`。下面是第 4 章的 `walk`，这里用于多个状态。


# %%
def walk(step, states, widths, *sequences, backwards=False):
    """Take one step for each time of the sequences; return the last states, and all that the steps have put down.

    step       (states, one entry of each sequence) -> the next states, what to put down: both tuples
    states     (batch, units) each             before the first step
    widths     how wide each of the things is that a step puts down, (batch, width)
    sequences  (time, batch, …) each
    backwards  start at the end; what was put down, (time, batch, width), is in the order of time all the same
    """
    length = ops.shape(sequences[0])[0]

    def body(t, states, put_down):
        at = length - 1 - t if backwards else t
        states, new = step(states, *(sequence[at] for sequence in sequences))
        pairs = zip(put_down, new, strict=True)
        return (
            t + 1,
            states,
            tuple(ops.slice_update(a, (at, 0, 0), b[None]) for a, b in pairs),
        )

    batch, dtype = ops.shape(states[0])[0], states[0].dtype
    empty = tuple(ops.zeros((length, batch, width), dtype) for width in widths)
    start = 0, tuple(states), empty
    return ops.while_loop(lambda t, *_: t < length, body, start, maximum_iterations=length)[
        1:
    ]


# %% [markdown] lang="en"
# On the way back, too, something can be taken out of the loop: every factor that does not depend on $dh_t$ and $dc_t$ can be computed for all steps at once, before it. And with these factors the mask, 1 or 0 as a number $m_t$, needs no `where`:
#
# $$
# \begin{aligned}
# dc_t &\leftarrow dc_t + dh_t \odot p_t, & p_t &= m_t\, o_t \odot (1 - \tanh^2 c_t) \\
# \delta_t &= [\,dc_t, dc_t, dc_t, dh_t\,] \odot q_t, & q_t &= m_t\, [\,\tilde c_t \odot i_t \odot (1 - i_t),\ c_{t-1} \odot f_t \odot (1 - f_t),\ i_t \odot (1 - \tilde c_t^2),\ \tanh(c_t) \odot o_t \odot (1 - o_t)\,] \\
# dh_{t-1} &= \delta_t W_h^\top + (1 - m_t)\, dh_t, & dc_{t-1} &= dc_t \odot (1 - m_t + m_t f_t)
# \end{aligned}
# $$
#
# ### Exercise 7 · For the compiler (5 points)
#
# Write `fast_lstm(a, h_0, c_0, W_h, mask)` with `keras.ops`, for `keras.ops.custom_gradient`: `a`, (time, batch, 4 · units), are all $x_t W_x + b$; `h_0` and `c_0` are (batch, units), `W_h` is (units, 4 · units); `mask`, (time, batch, 1), holds 1 or 0 in the dtype of `a`. Return the pair of all $h_t$ and the last $c_t$, and a function that gets the gradients of these two and returns those
# of `a`, `h_0`, `c_0`, `W_h` and `mask`; zeros for the mask. One call of `walk` in each direction, and one product for the gradient of $W_h$. A training step is compiled: tensors may have no values yet, and the batch no size.
# *Hint: `ops.tensordot` sums over two axes at once.*

# %% [markdown] lang="zh"
# 反向时也有东西可以移出循环：凡是不依赖 $dh_t$ 和 $dc_t$ 的因子，都可以在循环之前对所有时间步一次算好。有了这些因子，掩码写成数 $m_t$，取 1 或 0，就不再需要 `where`：
#
# $$
# \begin{aligned}
# dc_t &\leftarrow dc_t + dh_t \odot p_t, & p_t &= m_t\, o_t \odot (1 - \tanh^2 c_t) \\
# \delta_t &= [\,dc_t, dc_t, dc_t, dh_t\,] \odot q_t, & q_t &= m_t\, [\,\tilde c_t \odot i_t \odot (1 - i_t),\ c_{t-1} \odot f_t \odot (1 - f_t),\ i_t \odot (1 - \tilde c_t^2),\ \tanh(c_t) \odot o_t \odot (1 - o_t)\,] \\
# dh_{t-1} &= \delta_t W_h^\top + (1 - m_t)\, dh_t, & dc_{t-1} &= dc_t \odot (1 - m_t + m_t f_t)
# \end{aligned}
# $$
#
# ### 练习 7 · 交给编译器（5 分）
#
# 用 `keras.ops` 编写 `fast_lstm(a, h_0, c_0, W_h, mask)`，供 `keras.ops.custom_gradient` 使用：`a`，(time, batch, 4 · units)，是所有的 $x_t W_x + b$；`h_0` 和 `c_0` 是 (batch, units)，`W_h` 是 (units, 4 · units)；`mask`，(time, batch, 1)，取 1 或 0，dtype 与 `a` 相同。返回一对结果，即所有的 $h_t$ 和最后的 $c_t$；再返回一个函数，它得到这两者的梯度，返回
# `a`、`h_0`、`c_0`、`W_h` 和 `mask` 的梯度；掩码的梯度为零。每个方向调用一次 `walk`，$W_h$ 的梯度只用一个乘积。训练步骤会被编译：张量可能还没有值，批次的大小也可能未知。
# *提示：`ops.tensordot` 可以同时对两个轴求和。*


# %% exercise="fast_lstm"
def fast_lstm(a, h_0, c_0, W_h, mask):
    """Run an LSTM whose inputs are already multiplied; for keras.ops.custom_gradient.

    a         (time, batch, 4 * units)   x_t W_x + b of every step, in the order i, f, c, o
    h_0, c_0  (batch, units)             states before the first step
    W_h       (units, 4 * units)
    mask      (time, batch, 1)           1 where there is a step, 0 where there is none

    Returns a pair, all h, (time, batch, units), and the last c, (batch, units); and a function: the gradients
    of the loss by these two -> those by a, h_0, c_0, W_h and mask.
    """
    units = W_h.shape[0]

    ### BEGIN SOLUTION
    def step(states, a_t, m_t):
        h, c = states
        i, f, candidate, o = ops.split(a_t + ops.matmul(h, W_h), 4, axis=-1)
        i, f, o = ops.sigmoid(i), ops.sigmoid(f), ops.sigmoid(o)
        candidate = ops.tanh(candidate)
        c_t = ops.where(m_t > 0, f * c + i * candidate, c)
        h_t = ops.where(m_t > 0, o * ops.tanh(c_t), h)
        return (h_t, c_t), (h_t, c_t, ops.concatenate([i, f, candidate, o], axis=-1))

    (_, c_last), (h, c, gates) = walk(step, (h_0, c_0), (units, units, 4 * units), a, mask)
    ### END SOLUTION

    def gradient(*given):
        upstream, dc_last = given[0] if len(given) == 1 else given  # JAX hands over a pair
        ### BEGIN SOLUTION
        h_before = ops.concatenate([h_0[None], h[:-1]])
        c_before = ops.concatenate([c_0[None], c[:-1]])
        i, f, candidate, o = ops.split(gates, 4, axis=-1)
        shown = ops.tanh(c)
        p = mask * o * (1 - shown * shown)
        blocks = [
            candidate * i * (1 - i),
            c_before * f * (1 - f),
            i * (1 - candidate * candidate),
            shown * o * (1 - o),
        ]
        q, stays = mask * ops.concatenate(blocks, axis=-1), 1 - mask
        W_back = ops.transpose(W_h)

        def step_back(states, upstream_t, p_t, q_t, keep_t, stays_t):
            dh, dc = states
            dh = dh + upstream_t
            dc = dc + dh * p_t
            delta = ops.concatenate([dc, dc, dc, dh], axis=-1) * q_t
            return (ops.matmul(delta, W_back) + stays_t * dh, dc * keep_t), (delta,)

        start, widths = (ops.zeros_like(h_0), dc_last), (4 * units,)
        rows = upstream, p, q, stays + mask * f, stays
        (dh_0, dc_0), (deltas,) = walk(step_back, start, widths, *rows, backwards=True)
        dW_h = ops.tensordot(h_before, deltas, axes=[[0, 1], [0, 1]])
        return deltas, dh_0, dc_0, dW_h, ops.zeros_like(mask)
        ### END SOLUTION

    return (h, c_last), gradient


# %% check="fast_lstm" points=5
check("fast_lstm")

# %% [markdown] lang="en"
# ## The layer
#
# `keras.layers.LSTM` has the weights, the initial values, the configuration and all options already. Its `inner_loop` gets the `sequences`, (batch, time, features), the two states before the first step, and the mask, (batch, time) or None; it returns the last output, all outputs, and the list of the two last states. Replace it, and the rest
# is Keras'. What ours cannot do, such as other activations, dropout or going backwards, goes the ordinary way.
#
# One thing is worth knowing about Keras' masks. The *state* stands still at a masked step, and so does the *output*; but before the first step that is not masked, the output is zero, whatever the initial state.
#
# ### Exercise 8 · `FastLSTM` (3 points)
#
# Write its `inner_loop`: multiply the inputs by `kernel` and add `bias` for all steps at once, put time first, run `keras.ops.custom_gradient(fast_lstm)`, and return what Keras' `inner_loop` returns. *Hint: `ops.copy` makes a tensor of a weight; the count of steps so far says where the outputs are zero.*

# %% [markdown] lang="zh"
# ## 写成层
#
# `keras.layers.LSTM` 已经有了权重、初始值、配置和所有选项。它的 `inner_loop` 得到 `sequences`，(batch, time, features)，第一步之前的两个状态，以及掩码，(batch, time) 或 None；它返回最后的输出、所有的输出，以及最后两个状态组成的列表。只替换它，其余都是
# Keras 的。我们的代码做不到的，比如别的激活函数、dropout 或倒着走，走原来的路。
#
# 关于 Keras 的掩码，有一点要知道。在被挡住的时间步上，*状态*停住不动，*输出*也是；但在第一个真正的时间步之前，不管初始状态是什么，输出都是零。
#
# ### 练习 8 · `FastLSTM`（3 分）
#
# 编写它的 `inner_loop`：对所有时间步一次完成输入与 `kernel` 相乘、加上 `bias`，把时间放到第一轴，运行 `keras.ops.custom_gradient(fast_lstm)`，返回 Keras 所返回的内容。*提示：`ops.copy` 把权重变成张量；到每个时刻为止真正时间步的个数说明哪些输出为零。*


# %% exercise="FastLSTM"
@keras.saving.register_keras_serializable("unrolled")
class FastLSTM(keras.layers.LSTM):
    """keras.layers.LSTM with its products out of the loop and its gradient written by hand."""

    def can_be_fast(self, mask, training):
        """Return whether `fast_lstm` does what this layer is asked for."""
        cell = self.cell
        usual = keras.activations.tanh, keras.activations.sigmoid
        same = (cell.activation, cell.recurrent_activation) == usual and cell.use_bias
        dropped = training and (cell.dropout or cell.recurrent_dropout)
        zeros = mask is not None and self.zero_output_for_mask
        return same and not (dropped or zeros or self.go_backwards or self.unroll)

    def inner_loop(self, sequences, initial_state, mask, training=False):
        """Run over sequences (batch, time, features): last output, all outputs, last states."""
        if not self.can_be_fast(mask, training):
            return super().inner_loop(sequences, initial_state, mask, training)
        cell = self.cell
        ### BEGIN SOLUTION
        a = ops.matmul(sequences, cell.kernel) + cell.bias
        a = ops.transpose(a, (1, 0, 2))
        steps = ops.ones_like(a[..., :1])
        if mask is not None:
            steps = ops.cast(ops.transpose(mask)[..., None], a.dtype)
        h_0, c_0 = initial_state
        given = a, h_0, c_0, ops.copy(cell.recurrent_kernel), steps
        h, c_last = ops.custom_gradient(fast_lstm)(*given)
        outputs = h if mask is None else ops.where(ops.cumsum(steps, axis=0) > 0, h, 0)
        return outputs[-1], ops.transpose(outputs, (1, 0, 2)), [h[-1], c_last]
        ### END SOLUTION


# %% check="FastLSTM" points=3
check("FastLSTM")

# %% [markdown] lang="en"
# A drop-in takes the place of what is there: the same configuration, the same weights. Here a model of Keras' layers is copied with yours in their places; the zeros of the input are masked.

# %% [markdown] lang="zh"
# 直接替换，就是占下原来那一层的位置：同样的配置，同样的权重。这里复制一个由 Keras 的层组成的模型，把其中的 LSTM 都换成你的；输入中的零被掩码挡住。


# %% play="drop_in"
def faster(layer):
    """Return a FastLSTM for a keras.layers.LSTM, and a new layer like it for every other."""
    kind = FastLSTM if type(layer) is keras.layers.LSTM else type(layer)
    return kind.from_config(layer.get_config())


layers = [
    keras.Input((None,)),
    keras.layers.Embedding(20, 8, mask_zero=True),
    keras.layers.LSTM(12, return_sequences=True),
    keras.layers.LSTM(6),
    keras.layers.Dense(3),
]
model = keras.Sequential(layers)
copy = keras.models.clone_model(model, clone_function=faster)
copy.set_weights(model.get_weights())
ids = np.random.default_rng(0).integers(1, 20, size=(4, 30))
ids[1:, 20:] = 0
gap = np.abs(model(ids) - copy(ids)).max()
print(*(type(layer).__name__ for layer in copy.layers), f"\noutputs differ by {gap:.0e}")

# %% claim="it_is_a_drop_in"
assert [type(layer) for layer in copy.layers[1:3]] == [FastLSTM, FastLSTM]
assert gap < 1e-5
assert np.abs(model(ids)).max() > 1e-3
start = FastLSTM(2)
start.build((None, None, 3))
assert [w.name for w in start.weights] == ["kernel", "recurrent_kernel", "bias"]
assert start.get_weights()[2].tolist() == [0, 0, 1, 1, 0, 0, 0, 0]  # of i, f, c, o

# %% [markdown] lang="en"
# ## The staircase
#
# How much does each idea bring? One training step, the loss and the gradients of all weights, for 32 sequences of 35 steps, 64 features and 256 units; each stair down changes one thing:
#
# 1. *Keras, graph*: `keras.layers.LSTM` as a TensorFlow graph, which is what `fit` makes of it on a CPU unless it is told otherwise,
# 2. *Keras, XLA*: the same, compiled, as with `compile(..., jit_compile=True)`,
# 3. *hoisted*: the inputs multiplied before the loop, the gradient by automatic differentiation,
# 4. *by hand*: the gradient written by hand, but the one of $W_h$ added up step by step,
# 5. *FastLSTM*: one product for it,
# 6. *bare products*: what has to be multiplied, each product after those it has to wait for, in the same loops, and little else. This is the floor.
#
# Below them stand *FastLSTM, graph*, which is yours without the compiler, and PyTorch's LSTM, where PyTorch is installed.

# %% [markdown] lang="zh"
# ## 一级一级往下走
#
# 每个主意各带来多少？一个训练步，即损失和所有权重的梯度，32 个序列，35 个时间步，64 个特征，256 个单元；每下一级台阶只改变一样：
#
# 1. *Keras, graph*：`keras.layers.LSTM` 作为 TensorFlow 图；在 CPU 上，如不另外指定，`fit` 就是这样做的；
# 2. *Keras, XLA*：同一个层，经过编译，如同 `compile(..., jit_compile=True)`；
# 3. *hoisted*：输入在循环之前乘好，梯度由自动微分得到；
# 4. *by hand*：梯度亲手写出，但 $W_h$ 的梯度一步一步地相加；
# 5. *FastLSTM*：$W_h$ 的梯度也只用一个乘积；
# 6. *bare products*：只有非做不可的乘积，每个都排在它必须等待的乘积之后，循环照旧，此外几乎没有别的。这是地板（floor），即时间的下限。
#
# 下面还有 *FastLSTM, graph*，即你的层不经过编译器，以及 PyTorch 的 LSTM，如果装了 PyTorch。


# %% play="hoisted"
class HoistedCell(keras.layers.Layer):
    """A step of an LSTM that finds its input multiplied, for keras.layers.RNN."""

    def __init__(self, W_h):
        super().__init__()
        self.W_h, self.output_size = W_h, W_h.shape[0]
        self.state_size = [self.output_size, self.output_size]

    def call(self, inputs, states):
        """inputs (batch, 4 * units), states [h, c] -> h_t, [h_t, c_t]."""
        h, c = states
        i, f, candidate, o = ops.split(inputs + ops.matmul(h, self.W_h), 4, axis=-1)
        c_t = ops.sigmoid(f) * c + ops.sigmoid(i) * ops.tanh(candidate)
        h_t = ops.sigmoid(o) * ops.tanh(c_t)
        return h_t, [h_t, c_t]


# %% play="by_hand"
def added_up(a, h_0, c_0, W_h, mask):
    """Run `fast_lstm`, but add the gradient of W_h up, a product for each step."""
    (h, c_last), gradient = fast_lstm(a, h_0, c_0, W_h, mask)

    def slower(*given):
        deltas, dh_0, dc_0, _, d_mask = gradient(*given)

        def add(states, h_t, delta):
            return (states[0] + ops.matmul(ops.transpose(h_t), delta),), ()

        before = ops.concatenate([h_0[None], h[:-1]])
        (dW_h,), _ = walk(add, (ops.zeros_like(W_h),), (), before, deltas)
        return deltas, dh_0, dc_0, dW_h, d_mask

    return (h, c_last), slower


# %% play="bare"
def bare_products(rows):
    """Multiply what a training step has to, and return as many numbers as its gradients are."""
    a = ops.matmul(rows, W_x)

    def step(states, a_t):
        z = a_t + ops.matmul(states[0], W_h)
        return (z[:, : W_h.shape[0]],), (states[0],)

    def step_back(states, a_t):
        delta = a_t + ops.tile(states[0], (1, 4))
        return (ops.matmul(delta, ops.transpose(W_h)),), (delta,)

    nothing = ops.zeros((rows.shape[1], W_h.shape[0]))
    _, (h,) = walk(step, (nothing,), (W_h.shape[0],), a)
    _, (deltas,) = walk(step_back, (nothing,), (W_h.shape[1],), a, backwards=True)
    return [ops.tensordot(part, deltas, axes=[[0, 1], [0, 1]]) for part in (rows, h)]


# %% play="one_lstm"
x_speed = tf.random.normal((32, 35, 64), seed=0)
lstm = keras.layers.LSTM(256, return_sequences=True)
fast = FastLSTM(256, return_sequences=True)
for layer in (lstm, fast):
    layer.build(x_speed.shape)
fast.set_weights(lstm.get_weights())
W_x, W_h, b = theirs = [variable.value for variable in lstm.trainable_variables]
ours = [variable.value for variable in fast.trainable_variables]


# %% play="between"
hoisted_rnn = keras.layers.RNN(HoistedCell(W_h), return_sequences=True)
nothing = tf.zeros((32, 256))


def hoisted(x):
    """Return all h, the inputs multiplied before the loop."""
    return hoisted_rnn(ops.matmul(x, W_x) + b)


def by_hand(x):
    """Return all h, with the gradient of `added_up`."""
    a = ops.transpose(ops.matmul(x, W_x) + b, (1, 0, 2))
    run = ops.custom_gradient(added_up)
    return run(a, nothing, nothing, ops.copy(W_h), ops.ones_like(a[..., :1]))[0]


def bare(x):
    """Return what `bare_products` does, the batch first as for the others."""
    return bare_products(ops.transpose(x, (1, 0, 2)))


# %% play="stairs"
def training_step(call, weights, compiled):
    """Return a function of x that computes the gradients of a loss by all weights."""

    @tf.function(jit_compile=compiled)
    def step(x):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(call(x) ** 2)
        return tape.gradient(loss, weights)

    return step


stairs = {
    "Keras, graph": training_step(lstm, theirs, compiled=False),
    "Keras, XLA": training_step(lstm, theirs, compiled=True),
    "hoisted, XLA": training_step(hoisted, theirs, compiled=True),
    "by hand, XLA": training_step(by_hand, theirs, compiled=True),
    "FastLSTM, XLA": training_step(fast, ours, compiled=True),
    "bare products, XLA": tf.function(bare, jit_compile=True),
    "FastLSTM, graph": training_step(fast, ours, compiled=False),
}

# %% [markdown] lang="en"
# First count. XLA shows the program that it is given, so the products in it can be counted: those inside of the loops, which are done for every step, and those outside.

# %% [markdown] lang="zh"
# 先数一数。XLA 会显示交给它的程序，所以可以数出其中的乘积：循环之内的，每个时间步都要做；以及循环之外的。


# %% play="count_products"
def products(step):
    """Return how many matrix products a compiled step has inside its loops, and outside."""
    text = step.experimental_get_compiler_ir(x_speed)(stage="hlo")
    outside = text[text.index("ENTRY") :].count(" dot(")
    return text.count(" dot(") - outside, outside


counts = {name: products(step) for name, step in stairs.items() if "XLA" in name}
pd.DataFrame.from_dict(counts, "index", columns=["inside loops", "outside"])

# %% claim="six_products_become_two"
assert counts["Keras, XLA"][0] == 6
assert counts["hoisted, XLA"][0] == 3
assert counts["by hand, XLA"][0] == 3
assert counts["FastLSTM, XLA"][0] == counts["bare products, XLA"][0] == 2

# %% claim="all_stairs_give_the_same_gradients"
wanted = [part.numpy() for part in stairs["Keras, graph"](x_speed)]
for name in stairs.keys() - {"bare products, XLA"}:
    for part, right in zip(stairs[name](x_speed), wanted, strict=True):
        assert np.abs(part - right).max() < 1e-4 * np.abs(right).max(), name

# %% [markdown] lang="en"
# Keras' step has six products for every step of time: two forward, and on the way back four, since each product forward has two factors, and each factor a gradient. (The two outside are a step that Keras takes once more to learn its shapes.) With the inputs hoisted, three are left. With the gradient by hand, and one product for that of $W_h$, two: $h_{t-1} W_h$ and $\delta_t W_h^\top$. These have to wait, and so they are on the floor as well.
#
# Then measure. All take turns, so that whatever else the machine does falls on all alike, and the medians are shown; compiling does not count.

# %% [markdown] lang="zh"
# Keras 的一个训练步，每个时间步有六个乘积：前向两个，反向四个，因为前向的每个乘积有两个因子，每个因子各有一个梯度。（循环之外的两个，是 Keras 为了得知形状而多走的一步。）输入外提之后剩三个。梯度亲手写出，$W_h$ 的梯度又只用一个乘积之后，剩两个：$h_{t-1} W_h$ 和 $\delta_t W_h^\top$。它们必须等待，所以地板上也有它们。
#
# 然后再测量。各个程序轮流运行，这样机器上的其他活动对它们的影响相同；显示的是中位数；编译不算在内。


# %% play="pytorch"
def torch_step():
    """Return the same training step of PyTorch's LSTM, as a function of x, which it knows already."""
    import torch

    layer = torch.nn.LSTM(64, 256, batch_first=True)
    rows = torch.tensor(x_speed.numpy())

    def step(x):
        layer.zero_grad()
        (layer(rows)[0] ** 2).mean().backward()
        return [layer.weight_ih_l0.grad]

    return step


if find_spec("torch"):
    stairs["PyTorch"] = torch_step()
else:
    print("PyTorch is not installed, so it is not in the table: pip install torch")


# %% play="measure"
def take_turns(steps, rounds):
    """Return the median milliseconds of each step by the clock, and those of the processor."""
    spent = {name: [] for name in steps}
    for k in range(rounds + 2):
        for name, step in steps.items():
            clock, processor = perf_counter(), process_time()
            step(x_speed)[0].numpy()
            if k > 1:  # the first ones warm up
                spent[name].append([perf_counter() - clock, process_time() - processor])
    return {name: 1e3 * np.median(seconds, axis=0) for name, seconds in spent.items()}


spent = take_turns(stairs, budget(quick=15, full=100))
table = pd.DataFrame.from_dict(spent, "index", columns=["milliseconds", "of the processor"])
table["share of Keras, graph"] = table["milliseconds"] / table["milliseconds"].iloc[0]
table.index.name = "training step"
beside("staircase", table.round({"share of Keras, graph": 2}).round(1))

# %% folded="draw_staircase"
clock = {name: milliseconds for name, (milliseconds, _) in spent.items()}
figures.staircase(clock, floor="bare products, XLA")
figures.described(
    f"Bars of the milliseconds of a training step, one for each stair: {clock['Keras, graph']:.0f} for Keras' layer as a graph and {clock['Keras, XLA']:.0f} under XLA, {clock['FastLSTM, XLA']:.0f} for FastLSTM, {clock['bare products, XLA']:.0f} for the bare products.",
    f"一个训练步的毫秒数，每级台阶一根柱子：Keras 的层作为图 {clock['Keras, graph']:.0f}，在 XLA 下 {clock['Keras, XLA']:.0f}；FastLSTM {clock['FastLSTM, XLA']:.0f}；单纯的乘积 {clock['bare products, XLA']:.0f}。",
)

# %% claim="less_work_than_keras_graph"
work = {name: processor for name, (_, processor) in spent.items()}
assert work["FastLSTM, XLA"] < 0.9 * work["Keras, graph"]
assert 2 * work["FastLSTM, XLA"] < work["FastLSTM, graph"]
assert work["bare products, XLA"] < 0.8 * work["Keras, graph"]

# %% [markdown] lang="en"
# The same gradients, for less work than Keras' graph needs. Both halves are necessary: without the compiler yours takes more than twice the work, we suspect because as a plain graph each step of `walk` copies the arrays that it puts something into; so a model with this layer is compiled with `jit_compile=True`. What lies between *FastLSTM* and the
# bare products is no matrix product any more: sigmoid, tanh and what else goes element by element. The loop is in both. To go further one would write a program of one's own for a step, in which these are done while the products are still near the processor; the libraries for GPUs go some of this way (Appleyard et al. 2016, below). How high each stair is belongs to a
# machine, to the sizes and to the load: quote no ratio without them.

# %% [markdown] lang="zh"
# 梯度相同，所需的工作比 Keras 的图少。亲手写的梯度和编译器缺一不可：不经编译，你的层要做的工作会增加到两倍以上，我们猜想，这是因为作为普通图运行时，`walk` 的每一步都要复制它写入的数组；所以含有这个层的模型要用 `jit_compile=True` 编译。*FastLSTM* 与单纯的乘积之间的差距
# 不再是矩阵乘积：是 sigmoid、tanh 等逐元素的运算。循环两者都有。要再进一步，就得为一步专门写一个程序，趁乘积的结果还在处理器的缓存或寄存器里，就把这些做完；GPU 的程序库在这条路上走了一段（Appleyard et al. 2016，见下）。每级台阶有多高，取决于
# 机器、大小和负载：引用比值时要把这些一起写上。

# %% [markdown] answer="five_times_faster" points=2 lang="en"
# ### Question 1 (2 points, read by a person)
#
# A colleague writes: "Our LSTM is five times faster than Keras'." Name four things that you want to know before you believe it, and why each of them can change the number. How does the staircase above answer two of them?
#
# ### BEGIN SOLUTION
# For example: does it compute the same, states and all gradients, masks included? Leaving something out is fast.
# Which mode of Keras was it held against? Its graph and XLA differ, and the fair opponent is Keras' best.
# Which sizes? Hoisting gains more with many features, and a loop costs more where its steps are small.
# Was compiling counted, and how often does it happen, for instance at each new length? Was it a whole training step, or the way forward only?
# How many runs were there, what of them is shown, and did the machine do something else meanwhile? Numbers of 32 bits, or fewer?
# The staircase says that all stairs give the same gradients, names the mode and the sizes, and lets all take turns and shows medians, without compiling.
# ### END SOLUTION

# %% [markdown] answer="five_times_faster" points=2 lang="zh"
# ### 问题 1（2 分，由人批阅）
#
# 一位同事写道：“我们的 LSTM 比 Keras 的快五倍。”在相信它之前，你想知道哪四件事？为什么每一件都能改变这个数？上面的台阶怎样回答了其中两件？
#
# ### BEGIN SOLUTION
# 例如：算的是否一样，包括状态、所有梯度和掩码？少算一些当然快。
# 与 Keras 的哪种方式相比？它的图和 XLA 不同，公平的对手是 Keras 最快的方式。
# 大小是多少？特征多时外提收益更大，步子小时循环的代价更大。
# 编译算不算在内，多久编译一次，比如每遇到一个新长度？是整个训练步，还是只有前向？
# 测了几次，显示的是什么，机器当时还做了别的吗？用的是 32 位的数，还是更少？
# 台阶说明了所有各级给出同样的梯度，写出了方式和大小，并且让大家轮流运行，显示中位数，不含编译。
# ### END SOLUTION

# %% [markdown] lang="en"
# ## On a GPU
#
# Nothing in this notebook was measured on a GPU, so here is only what can be counted or is documented. The steps wait for each other there as well: the 35 steps above, each with 32 · 256 · 1024 multiplications forward, are 35 products one after another on any machine. A larger batch makes each of them larger, a longer sequence makes more of them; which of the two costs you time, the script below says.
# Appleyard, Kočiský and Blunsom (2016) describe what was done for NVIDIA's library cuDNN, among it hoisting and joining what goes element by element, and report an order of magnitude over a naive form. `keras.layers.LSTM` turns to cuDNN by itself where it can: with the usual activations and a bias, and not unrolled; with Keras 3.15 on JAX a mask keeps it from cuDNN as well, and there `keras.layers.GRU` does not use it at all, though its inputs are hoisted where there is no mask.
# A cell in `keras.layers.RNN` does not use it, nor does your `fast_lstm`. With TensorFlow on a GPU give `FastLSTM` the option `use_cudnn=False`: otherwise it says of itself, as Keras' layer does, that XLA cannot compile it, and `jit_compile=True` is set aside with a warning. Under `keras.config.set_dtype_policy("mixed_bfloat16")` the products are made of numbers with 8 bits of precision, two to three digits and not nine, so compare with a tolerance to match. How all this adds up for your sizes, measure: `KERAS_BACKEND=jax python tests/bench_gpu.py`, in a checkout of
# the course, prints one table of recurrent layers of the course beside Keras' own, over batches, lengths and both precisions; after nine minutes it begins no further row.

# %% [markdown] lang="zh"
# ## 在 GPU 上
#
# 本笔记本没有任何内容是在 GPU 上测量的，所以这里只写数得出来的和有文献可查的。在那里时间步也要一个等一个：上面的 35 个时间步，每步前向有 32 · 256 · 1024 次乘法，在任何机器上都是 35 个先后相接的乘积。批次变大，每个乘积就变大；序列变长，乘积就变多；两者之中哪个更费时间，下面的程序会告诉你。
# Appleyard、Kočiský 和 Blunsom（2016）写了为 NVIDIA 的程序库 cuDNN 所做的工作，外提和合并逐元素的运算都在其中，并报告说比朴素的写法快一个数量级。`keras.layers.LSTM` 能用 cuDNN 时自己就会用：激活函数是通常的，有偏置，也不展开；Keras 3.15 以 JAX 为后端时，有掩码就不能用，而 `keras.layers.GRU` 在那里没有 cuDNN 可用，不过没有掩码时输入是外提的。
# `keras.layers.RNN` 中的单元不用它，你的 `fast_lstm` 也不用。TensorFlow 加 GPU 时，要给 `FastLSTM` 加上选项 `use_cudnn=False`：否则它会像 Keras 的层那样声明自己不能由 XLA 编译，`jit_compile=True` 就被放弃，只有一条警告。在 `keras.config.set_dtype_policy("mixed_bfloat16")` 之下，乘积由有效位为 8 个二进制位的数算出，只有两到三位十进制有效数字，而不是九位，所以比较时容差也要相应放宽。对你的大小，这些加起来结果如何，请测量：在课程的检出目录中运行
# `KERAS_BACKEND=jax python tests/bench_gpu.py`，它打印一张表，课程的循环层与 Keras 自带的并列，涵盖几种批次、长度和两种精度；九分钟之后不再开始新的一行。

# %% [markdown] lang="en"
# ## Where to go from here
#
# **Try** a GRU by hand, with `reset_after=True`: how many products stay in its loop, and why would `reset_after=False` need one more? · other sizes of the staircase, such as 8 units or 1024 features · `walk` with two steps in each turn of the loop.
#
# **Read** S. Hochreiter and J. Schmidhuber, *Long short-term memory*, 1997 · J. Appleyard, T. Kočiský and P. Blunsom, *Optimizing performance of recurrent neural networks on GPUs*, 2016 · A. Gruslys et al., *Memory-efficient backpropagation through time*, NIPS 2016, on what to keep and what to compute again.

# %% [markdown] lang="zh"
# ## 接下来
#
# **试一试** 亲手写一个 `reset_after=True` 的 GRU：它的循环里还剩几个乘积，为什么 `reset_after=False` 要多一个？· 台阶换别的大小，比如 8 个单元，或者 1024 个特征 · 让 `walk` 在循环的每一轮走两步。
#
# **读一读** S. Hochreiter and J. Schmidhuber, *Long short-term memory*, 1997 · J. Appleyard, T. Kočiský and P. Blunsom, *Optimizing performance of recurrent neural networks on GPUs*, 2016 · A. Gruslys et al., *Memory-efficient backpropagation through time*, NIPS 2016，讲保存什么、重算什么。
