# %% [markdown] lang="en"
# # Backpropagate through time
#
# A wrong gradient raises no error: often the loss still falls, only less, and nobody notices. How do you find out whether the gradient of a recurrent
# network is right? Here you write its backward pass by hand, check it to eight digits, make a Keras layer of it that outruns automatic differentiation
# under XLA, and cut it short in the ways that people use for long sequences.
#
# You will learn
# - how the gradient travels back through the steps, and which formulas for it are wrong,
# - what truncation takes away, what it costs to do without, and how to cut without bias,
# - how to clip gradients, and how to find out whether a training loop does what it says.
#
# You need: `rnn_language_model.ipynb` of chapter 3, and the chain rule. Running everything takes one to two minutes on two cores.

# %% [markdown] lang="zh"
# # 随时间反向传播
#
# 梯度错了并不会报错：损失往往照样下降，只是降得少些，谁也没注意到。怎样才能查明一个循环网络（recurrent network）的梯度对不对？在这里，你要亲手写出它的反向传播（backpropagation），
# 把它核对到八位数字，用它做成一个在 XLA 下跑得过自动微分的 Keras 层，并用人们对付长序列的几种办法截断它。
#
# 你将学到
# - 梯度怎样沿着时间步往回走，哪些流传的公式是错的；
# - 截断拿走了什么，不截断要付出什么，怎样截断才没有偏差；
# - 怎样裁剪梯度，怎样查明一个训练循环是否名副其实。
#
# 需要的基础：第 3 章的 `rnn_language_model.ipynb`，以及链式法则。在两个核上全部运行需一到两分钟。

# %%
from unrolled.check import check  # first: it brings up Keras without log lines
import tempfile
import time
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
from unrolled.training import Progress, budget, peak

figures.style()
keras.utils.set_random_seed(0)

# %% [markdown] lang="en"
# ## One network, many copies
#
# The network of chapter 3 reads $x_t$, updates its state and makes an output:
#
# $$ h_t = \tanh(x_t W_x + h_{t-1} W_h + b), \qquad o_t = h_t W_o + b_o $$
#
# ($W_x$ is what Keras calls the `kernel`, $W_h$ the `recurrent_kernel`.) Here the targets $y_t$ are numbers, and the loss is a **sum** over all steps,
# sequences and outputs:
#
# $$ L = \sum_t L_t, \qquad L_t = \tfrac12 \lVert o_t - y_t \rVert^2 $$
#
# To differentiate a loop, write it out: one copy of the network per step, all with the same weights. That is **unfolding**, and backpropagation through
# the unfolded network is **backpropagation through time** (BPTT).
#
# In the figure below, solid arrows are the way forward, dashed ones the way back. The way back needs what the way forward has seen, so the forward pass keeps it, in a
# **cache**.
#
# ### Exercise 1 · Forward, with a cache (3 points)
#
# Write `forward_pass(x, y, h_0, weights)`: return the loss $L$ and the cache, a dict of arrays: the inputs, all states *with* $h_0$ and the errors
# $o_t - y_t$. Leave what you are given as it is. With all weights zero the states after $h_0$ are zero and the loss is half the sum of all squared targets. *Hint: the errors of all steps
# can be computed in one go, once the states are there.*

# %% [markdown] lang="zh"
# ## 一个网络，许多副本
#
# 第 3 章的网络读入 $x_t$，更新状态，给出输出：
#
# $$ h_t = \tanh(x_t W_x + h_{t-1} W_h + b), \qquad o_t = h_t W_o + b_o $$
#
# （$W_x$ 在 Keras 中叫 `kernel`，$W_h$ 叫 `recurrent_kernel`。）这里的目标 $y_t$ 是数，损失是对所有时间步、序列和输出的**和**（sum）：
#
# $$ L = \sum_t L_t, \qquad L_t = \tfrac12 \lVert o_t - y_t \rVert^2 $$
#
# 要对循环求导，就把它写开：每一步一个网络的副本，权重全都相同。这叫**展开**（unfolding）；在展开的网络上做反向传播，
# 就是**随时间反向传播**（backpropagation through time，BPTT）。
#
# 在下面的图中，实线箭头是前向，虚线是反向。反向要用到前向见过的东西，所以前向传播把它们存进**缓存**（cache）。
#
# ### 练习 1 · 带缓存的前向传播（3 分）
#
# 编写 `forward_pass(x, y, h_0, weights)`：返回损失 $L$ 和缓存；缓存是一个由数组组成的字典，存放输入、*包括* $h_0$ 在内的所有状态，
# 以及误差 $o_t - y_t$。传入的数组要保持原样。权重全为零时，$h_0$ 之后的状态都是零，损失是所有目标平方和的一半。*提示：状态都有了以后，所有时间步的误差可以一次算出。*


# %% play="draw_unfolded"
figures.unfolded()
figures.described(
    "A network unfolded over five time steps: inputs x_t below, states h_t in the middle, losses L_t above. Solid arrows go forward; beside each of them a dashed one goes back, from the losses to the states, to the states before and to the inputs.",
    "展开成五个时间步的网络：下面是输入 x_t，中间是状态 h_t，上面是损失 L_t。实线箭头向前；每条旁边都有一条虚线箭头往回：从损失到状态，再到前面的状态和输入。",
)


# %% exercise="forward_pass"
def forward_pass(x, y, h_0, weights):
    """Run the network over a batch of sequences and keep what the way back needs.

    x        (batch, time, features)   inputs
    y        (batch, time, outputs)    targets
    h_0      (batch, units)            state before the first step
    weights  "W_x" (features, units), "W_h" (units, units), "b" (units,), "W_o" (units, outputs), "b_o" (outputs,)

    Returns the loss, a number, and the cache:
    "x"      (batch, time, features)    the inputs
    "h"      (batch, time + 1, units)   the states h_0, h_1, …
    "error"  (batch, time, outputs)     o_t - y_t
    """
    ### BEGIN SOLUTION
    states = [h_0]
    for t in range(x.shape[1]):
        inner = x[:, t] @ weights["W_x"] + states[-1] @ weights["W_h"] + weights["b"]
        states.append(np.tanh(inner))
    h = np.stack(states, axis=1)
    error = h[:, 1:] @ weights["W_o"] + weights["b_o"] - y
    return np.sum(error**2) / 2, {"x": x, "h": h, "error": error}
    ### END SOLUTION


# %% check="forward_pass" points=3
check("forward_pass")


# %% play="network"
def random_network(rng, features, units, outputs, scale=0.6):
    """Draw weights for `forward_pass`."""
    shapes = {"W_x": (features, units), "W_h": (units, units), "b": (units,)}
    shapes |= {"W_o": (units, outputs), "b_o": (outputs,)}
    return {name: rng.normal(scale=scale, size=shape) for name, shape in shapes.items()}


# %% play="sum_or_mean"
rng = np.random.default_rng(0)
batch, steps, features, units, outputs = 3, 7, 4, 6, 5
weights = random_network(rng, features, units, outputs)
x, y = rng.normal(size=(batch, steps, features)), rng.normal(size=(batch, steps, outputs))
h_0 = rng.normal(size=(batch, units))
loss, cache = forward_pass(x, y, h_0, weights)
mean = keras.losses.mean_squared_error(cache["error"], 0 * y).numpy().mean()
print(f"half the sum {loss:.4f}, mean squared error {mean:.4f}, ratio {loss / mean:.1f}")

# %% [markdown] lang="en"
# A sum or a mean? It is easy to derive one and to program the other. The gradients differ by the same factor as the losses, here
# `batch * time * outputs / 2`, and with it the learning rate that works. Neither is wrong, but a comparison with somebody else's gradients has to know
# which it is.
#
# ## A ruler
#
# Before we derive anything, we want something to measure it with: nudge one number, see how the loss changes. The **central difference**
#
# $$ \frac{\partial L}{\partial w} \approx \frac{L(w + \varepsilon) - L(w - \varepsilon)}{2 \varepsilon} $$
#
# needs two forward passes per weight, so it is no way to train, but it knows no calculus that could be wrong.

# %% [markdown] lang="zh"
# 用和还是用平均？推导用一种、程序用另一种，是常有的事。梯度之比与损失之比相同，这里是 `batch * time * outputs / 2`，合适的学习率（learning rate）也随之改变。两者都不错，
# 但要与别人的梯度比较，就得知道是哪一种。
#
# ## 一把尺子
#
# 推导之前，先要有东西来量：把一个数拨动一点，看损失怎样变。**中心差分**（central difference）
#
# $$ \frac{\partial L}{\partial w} \approx \frac{L(w + \varepsilon) - L(w - \varepsilon)}{2 \varepsilon} $$
#
# 每个权重要做两次前向传播，所以不能用来训练；但它不靠任何可能出错的推导。

# %% claim="sum_and_mean_differ_by_a_factor"
assert np.isclose(loss / mean, batch * steps * outputs / 2, rtol=1e-5)


# %%
def central_differences(loss, array, eps=1e-5):
    """Return the gradient of loss() by each entry of an array, which is nudged in place and put back."""
    gradient = np.zeros_like(array)
    for place in np.ndindex(array.shape):
        kept = array[place]
        array[place] = kept + eps
        above = loss()
        array[place] = kept - eps
        gradient[place] = (above - loss()) / (2 * eps)
        array[place] = kept
    return gradient


def gap(gradient, reference):
    """Return the relative difference of two arrays."""
    return float(np.linalg.norm(gradient - reference) / np.linalg.norm(reference))


def cosine(gradient, reference):
    """Return the cosine of the angle between two arrays."""
    product = np.sum(gradient * reference)
    return float(product / np.linalg.norm(gradient) / np.linalg.norm(reference))


# %% play="which_eps"
nudges = np.logspace(-12, 0, 37)
errors = {"float32": [], "float64": []}
for dtype, found in errors.items():
    for eps in nudges:
        w = np.array([0.7, 1.0], dtype)
        slope = central_differences(lambda w=w: w[1] + np.tanh(w[0]), w, eps)[0]
        found.append(abs(np.float64(slope) / (1 - np.tanh(0.7) ** 2) - 1))
figures.valleys(nudges, errors)
figures.described(
    "Relative error of a central difference over the nudge, both axes logarithmic: two valleys. That of float32 is narrower and its floor lies far higher than that of float64; the lowest point of each is marked.",
    "中心差分的相对误差随扰动大小的变化，两轴都是对数刻度：两个谷。float32 的谷更窄，谷底远高于 float64 的；各自的最低点都有标记。",
)

# %% [markdown] lang="en"
# The error of $1 + \tanh w$: too large a nudge sees the curve, too small a one the rounding. In float32 the valley is narrow and high, and there a
# mistake in a small term hides in the noise. So gradients are checked in **float64**, here with $\varepsilon = 10^{-5}$, and they have to agree to
# $10^{-6}$.
#
# ## The gradient of a state
#
# A state $h_t$ acts on the loss in two ways: on its own output, and through the next state. So its **total** gradient is a sum of two terms,
#
# $$ \frac{\partial L}{\partial h_t} = \underbrace{(o_t - y_t)\, W_o^\top}_{\text{direct: } \partial L_t / \partial h_t} +
# \underbrace{\Bigl(\frac{\partial L}{\partial h_{t+1}} \odot (1 - h_{t+1}^2)\Bigr) W_h^\top}_{\text{handed back by step } t + 1}, $$
#
# since $\tanh' = 1 - \tanh^2$. Nothing comes after the last state, so there the recursion starts, and it runs backwards.
#
# ### Exercise 2 · The recursion (3 points)
#
# Write `state_gradients(direct, h, W_h)`: given all direct gradients and the states $h_1, h_2, \dots$, return all total gradients,
# `(batch, time, units)`. Leave `direct` as it is. With `W_h = 0` the totals are the direct ones. *Hint: whose slope is it, the one of the step that
# hands back or of the one that receives?*

# %% [markdown] lang="zh"
# 这是 $1 + \tanh w$ 的误差：拨得太多，看到的是曲线的弯曲；拨得太少，看到的是舍入。float32 的谷底又窄又高，一个小项的错误就会藏在噪声里。
# 所以核对梯度要用 **float64**，这里取 $\varepsilon = 10^{-5}$，要求一致到 $10^{-6}$。
#
# ## 状态的梯度
#
# 状态 $h_t$ 通过两条路影响损失：自己的输出，和下一个状态。所以它的**总**梯度是两项之和，
#
# $$ \frac{\partial L}{\partial h_t} = \underbrace{(o_t - y_t)\, W_o^\top}_{\text{直接：} \partial L_t / \partial h_t} +
# \underbrace{\Bigl(\frac{\partial L}{\partial h_{t+1}} \odot (1 - h_{t+1}^2)\Bigr) W_h^\top}_{\text{第 } t + 1 \text{ 步传回}}, $$
#
# 因为 $\tanh' = 1 - \tanh^2$。最后一个状态之后什么也没有，递推就从那里开始，往回走。
#
# ### 练习 2 · 递推（3 分）
#
# 编写 `state_gradients(direct, h, W_h)`：给定所有直接梯度和状态 $h_1, h_2, \dots$，返回所有总梯度，形状为 `(batch, time, units)`。`direct` 要保持原样。
# `W_h = 0` 时，总梯度就是直接梯度。*提示：用的是谁的斜率，传回的那一步的，还是接收的那一步的？*

# %% claim="float32_has_a_high_valley"
errors = {dtype: np.array(error) for dtype, error in errors.items()}
assert errors["float32"].min() > 1000 * errors["float64"].min()
assert np.mean(errors["float32"] < 1e-3) < np.mean(errors["float64"] < 1e-3)  # narrow
assert errors["float64"][np.argmin(np.abs(nudges - 1e-5))] < 1e-8


# %% exercise="state_gradients"
def state_gradients(direct, h, W_h):
    """Return the total gradient of the loss by every state.

    direct  (batch, time, units)   gradient of L_t by h_t, for t = 1, 2, …
    h       (batch, time, units)   the states h_1, h_2, …
    W_h     (units, units)         recurrent weights

    Returns the gradients of the sum of all L_t, (batch, time, units); `direct` itself is not changed.
    """
    ### BEGIN SOLUTION
    total = np.array(direct)
    for t in reversed(range(h.shape[1] - 1)):
        total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T
    return total
    ### END SOLUTION


# %% check="state_gradients" points=3
check("state_gradients")

# %% play="every_step"
h, direct = cache["h"].copy(), cache["error"] @ weights["W_o"].T
totals = state_gradients(direct, h[:, 1:], weights["W_h"])
off = {}
for t in range(1, steps):
    later = x[:, t:], y[:, t:], h[:, t], weights  # all that h_t acts on but its own output
    measured = central_differences(lambda later=later: forward_pass(*later)[0], h[:, t])
    off[f"h_{t}"] = gap(totals[:, t - 1], direct[:, t - 1] + measured)
pd.DataFrame({"relative difference": off}).map("{:.0e}".format)

# %% claim="every_state_agrees"
assert max(off.values()) < 1e-7

# %% [markdown] lang="en"
# Each step agrees to far more than six digits.
#
# ### Written out: a product of Jacobians
#
# Follow the recursion from $t$ back to $k$ and you multiply one matrix per step. In this notebook the Jacobian has a row for each entry of $h_t$ and a
# column for each entry of $h_{t-1}$:
#
# $$ J_t = \frac{\partial h_t}{\partial h_{t-1}} = \operatorname{diag}(1 - h_t^2)\, W_h^\top, \qquad \frac{\partial h_t}{\partial h_k} = J_t J_{t-1} \cdots J_{k+1} $$
#
# Some texts have this layout (and write $W_{hh}$ for our $W_h^\top$), others its transpose. Both are right as long as the *order of the product* turns
# round as well.

# %% [markdown] lang="zh"
# 每一步的一致程度都远超六位数字。
#
# ### 写开来：雅可比矩阵的乘积
#
# 沿着递推从 $t$ 回到 $k$，每一步就乘上一个矩阵。本笔记本中，雅可比矩阵（Jacobian）的行对应 $h_t$ 的元素，列对应 $h_{t-1}$ 的元素：
#
# $$ J_t = \frac{\partial h_t}{\partial h_{t-1}} = \operatorname{diag}(1 - h_t^2)\, W_h^\top, \qquad \frac{\partial h_t}{\partial h_k} = J_t J_{t-1} \cdots J_{k+1} $$
#
# 有的书采用这种排列（把我们的 $W_h^\top$ 写成 $W_{hh}$），有的用它的转置。两者都对，只要*乘积的次序*也跟着反过来。

# %% play="jacobians"
h, h_2 = cache["h"], cache["h"][:1, 2].copy()
J = {t: (1 - h[0, t][:, None] ** 2) * weights["W_h"].T for t in range(1, steps + 1)}


def last_state(entry):
    """Return one entry of the last state of sequence 0, as a function of h_2."""
    return forward_pass(x[:1, 2:], y[:1, 2:], h_2, weights)[1]["h"][0, -1, entry]


rows = [central_differences(lambda k=k: last_state(k), h_2)[0] for k in range(units)]
products = {
    "J_7 J_6 J_5 J_4 J_3": J[7] @ J[6] @ J[5] @ J[4] @ J[3],
    "J_3 J_4 J_5 J_6 J_7": J[3] @ J[4] @ J[5] @ J[6] @ J[7],
    "transposed, and in reverse": (J[3].T @ J[4].T @ J[5].T @ J[6].T @ J[7].T).T,
}
off = {name: gap(product, np.array(rows)) for name, product in products.items()}
pd.DataFrame({"relative difference": off}).map("{:.0e}".format)

# %% claim="the_order_counts"
in_order, reversed_order, transposed = off.values()
assert max(in_order, transposed) < 1e-6
assert reversed_order > 0.1

# %% [markdown] lang="en"
# (What happens to such products over a hundred steps is the subject of `long_term_dependencies.ipynb`.)
#
# ## The gradient of every weight
#
# The weights are the same in every copy, so their gradients are added up over the copies. Call $\delta_t = \partial L / \partial h_t \odot (1 - h_t^2)$
# what arrives before the $\tanh$. Then, for one sequence,
#
# $$ \frac{\partial L}{\partial W_o} = \sum_t h_t^\top (o_t - y_t), \quad \frac{\partial L}{\partial W_h} = \sum_t h_{t-1}^\top \delta_t, \quad
# \frac{\partial L}{\partial W_x} = \sum_t x_t^\top \delta_t, \quad \frac{\partial L}{\partial b} = \sum_t \delta_t $$
#
# and what goes further down and further back is $\partial L / \partial x_t = \delta_t W_x^\top$ and $\partial L / \partial h_0 = \delta_1 W_h^\top$: an
# embedding layer needs the one, an encoder the other.
#
# ### Exercise 3 · Backward, by hand (5 points)
#
# Write `backward_pass(cache, weights, after=0.0, recursion=state_gradients)`: return the gradients of all weights, of `x` and of `h_0`, summed over the
# batch where the thing itself has no batch axis. `after` is a gradient that arrives at the *last* state from later steps; it is added to the direct one
# there. Get the totals from `recursion`, so that other rules can be tried later. *Hint: which states go with the deltas in each sum, those before the
# step or those after it?*

# %% [markdown] lang="zh"
# （这样的乘积经过一百步会怎样，是 `long_term_dependencies.ipynb` 的主题。）
#
# ## 每个权重的梯度
#
# 每个副本的权重都相同，所以梯度要对所有副本求和。把到达 $\tanh$ 之前的梯度记作 $\delta_t = \partial L / \partial h_t \odot (1 - h_t^2)$。
# 于是对一个序列，
#
# $$ \frac{\partial L}{\partial W_o} = \sum_t h_t^\top (o_t - y_t), \quad \frac{\partial L}{\partial W_h} = \sum_t h_{t-1}^\top \delta_t, \quad
# \frac{\partial L}{\partial W_x} = \sum_t x_t^\top \delta_t, \quad \frac{\partial L}{\partial b} = \sum_t \delta_t $$
#
# 继续往下、往前传的是 $\partial L / \partial x_t = \delta_t W_x^\top$ 和 $\partial L / \partial h_0 = \delta_1 W_h^\top$：嵌入（embedding）层需要前者，
# 编码器（encoder）需要后者。
#
# ### 练习 3 · 手写反向传播（5 分）
#
# 编写 `backward_pass(cache, weights, after=0.0, recursion=state_gradients)`：返回所有权重以及 `x` 和 `h_0` 的梯度；对象本身没有批次（batch）轴的，要对批次求和。
# `after` 是从后面的时间步到达*最后一个*状态的梯度，要加到那里的直接梯度上。总梯度由 `recursion` 给出，以便后面换别的规则。*提示：每个和式里，
# 与 delta 相配的是这一步之前的状态，还是之后的？*


# %% exercise="backward_pass"
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    """Return the gradients of the loss.

    cache      what forward_pass has kept
    weights    as for forward_pass
    after      (batch, units)   gradient that arrives at the last state from later steps, or 0.0 if there are none
    recursion  makes total gradients of states from direct ones, with the arguments of state_gradients

    Returns a dict, "W_x", "W_h", "b", "W_o", "b_o", "x", "h_0": each gradient has the shape of what it belongs to.
    """

    ### BEGIN SOLUTION
    def products(rows, columns):
        return np.einsum("bti,btj->ij", rows, columns)

    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    direct[:, -1] += after
    delta = recursion(direct, h[:, 1:], weights["W_h"]) * (1 - h[:, 1:] ** 2)
    return {
        "W_x": products(x, delta),
        "W_h": products(h[:, :-1], delta),
        "b": delta.sum(axis=(0, 1)),
        "W_o": products(h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": delta @ weights["W_x"].T,
        "h_0": delta[:, 0] @ weights["W_h"].T,
    }
    ### END SOLUTION


# %% check="backward_pass" points=5
check("backward_pass")

# %% play="gradient_check"
gradients, entries = backward_pass(cache, weights), weights | {"x": x, "h_0": h_0}
measured = {
    name: central_differences(lambda: forward_pass(x, y, h_0, weights)[0], array)
    for name, array in entries.items()
}

# The same network made of Keras' layers
rnn = keras.layers.SimpleRNN(units, return_sequences=True, dtype="float64")
readout = keras.layers.Dense(outputs, dtype="float64")
rnn.build(x.shape)
readout.build((batch, steps, units))
rnn.set_weights([weights[name] for name in ("W_x", "W_h", "b")])
readout.set_weights([weights[name] for name in ("W_o", "b_o")])
given = [tf.constant(x), tf.constant(h_0)]
with tf.GradientTape() as tape:
    tape.watch(given)
    o = readout(rnn(given[0], initial_state=given[1]))
    half_the_sum = tf.reduce_sum((o - y) ** 2) / 2
variables = [v.value for v in rnn.trainable_variables + readout.trainable_variables]
automatic = dict(zip(entries, tape.gradient(half_the_sum, variables + given), strict=True))

off = {name: gap(gradients[name], measured[name]) for name in entries}
off_autodiff = {name: gap(gradients[name], automatic[name].numpy()) for name in entries}
columns = {"off from central differences": off, "off from autodiff": off_autodiff}
pd.DataFrame(columns).map("{:.0e}".format)

# %% claim="checked_to_eight_digits"
assert max(gap(gradients[name], measured[name]) for name in entries) < 1e-8
assert max(gap(gradients[name], automatic[name].numpy()) for name in entries) < 1e-12

# %% [markdown] lang="en"
# The table says how far your gradients are off from central differences of your own loss, and from TensorFlow's automatic differentiation of Keras'
# layers with the same weights. Against the latter only the last digits differ: both compute the same sums.
#
# ## Formulas that fail
#
# Several formulas for $\partial L / \partial W_h$ are in circulation. Write $\partial^+ h_k / \partial W_h$ for the **immediate** derivative, with
# $h_{k-1}$ held fixed. Two forms are right:
#
# $$ \frac{\partial L}{\partial W_h} = \sum_t \frac{\partial L}{\partial h_t} \frac{\partial^+ h_t}{\partial W_h} = \sum_t \sum_{k \le t} \frac{\partial L_t}{\partial h_t} \frac{\partial h_t}{\partial h_k} \frac{\partial^+ h_k}{\partial W_h}, $$
#
# the single sum with *total* gradients, the double sum with *direct* ones. Others look much like these. Into the test with all of them.
#
# And one more slip, of another kind: `outputs[t]`, where the batch comes first, is a *sequence* and not a *step*. With more steps than sequences that stops with
# an error. With as many, it runs; the second table says what comes of it.

# %% [markdown] lang="zh"
# 这张表说的是你的梯度与你自己的损失的中心差分相差多少，与 TensorFlow 对 Keras 层（权重相同）的自动微分又相差多少。
# 与后者相比只有最后几位不同：两者计算的是同样的和。
#
# ## 通不过检验的公式
#
# 关于 $\partial L / \partial W_h$ 流传着好几个公式。把 $h_{k-1}$ 固定时的**直接**导数（immediate derivative）记作 $\partial^+ h_k / \partial W_h$。
# 有两种形式是对的：
#
# $$ \frac{\partial L}{\partial W_h} = \sum_t \frac{\partial L}{\partial h_t} \frac{\partial^+ h_t}{\partial W_h} = \sum_t \sum_{k \le t} \frac{\partial L_t}{\partial h_t} \frac{\partial h_t}{\partial h_k} \frac{\partial^+ h_k}{\partial W_h}, $$
#
# 单重和用*总*梯度，双重和用*直接*梯度。另一些公式看上去与它们十分相像。让它们都来过一遍检验。
#
# 还有一种别的失误：数据以批次为第一轴时，`outputs[t]` 是一个*序列*，而不是一*步*。时间步比序列多时，它会报错停下；一样多时，它照样运行；第二张表说明结果如何。


# %% play="wrong_formulas"
def double_sum(source):
    """Return the sum over t and k <= t of source_t dh_t/dh_k d+h_k/dW_h, as it stands in the formula."""
    result = np.zeros((units, units))
    for s, t in np.ndindex(batch, steps):
        row = source[s, t]
        for k in range(t, -1, -1):
            row = row * (1 - h[s, k + 1] ** 2)
            result += np.outer(h[s, k], row)
            row = row @ weights["W_h"].T
    return result


def single_sum(rule):
    """Return the single sum with the totals that another rule makes of direct gradients d, states s and W_h."""
    return backward_pass(cache, weights, recursion=rule)["W_h"]


last, truth = np.arange(steps)[:, None] == steps - 1, measured["W_h"]
claims = {
    "single sum, total gradients": single_sum(state_gradients),
    "double sum, direct gradients": double_sum(direct),
    "double sum, total gradients": double_sum(totals),
    "slope at h_t": single_sum(lambda d, s, W: state_gradients(d, h[:, :-1], W)),
    "W_h in place of its transpose": single_sum(lambda d, s, W: state_gradients(d, s, W.T)),
    "no direct terms": single_sum(lambda d, s, W: state_gradients(d * last, s, W)),
}
verdicts = [(gap(claim, truth), cosine(claim, truth)) for claim in claims.values()]
columns = ["relative difference", "cosine to the true gradient"]
pd.DataFrame(verdicts, list(claims), columns).round(2)

# %% play="axis_slip"
square = slice(None), slice(batch)  # as many steps as sequences
_, slipped = forward_pass(x[square], y[square], h_0, weights)
right = backward_pass(slipped, weights)
slipped["error"] = slipped["error"].swapaxes(0, 1)
wrong = backward_pass(slipped, weights)
off = {name: gap(wrong[name], right[name]) for name in ("W_x", "W_h", "W_o", "b_o")}
pd.DataFrame({"relative difference": off}).round(2)

# %% [markdown] lang="en"
# > **Often claimed.** $\frac{\partial L}{\partial W_h}$ is the double sum with *total* gradients in the place of the direct ones, or the double sum without its last factor; and
# > $\frac{\partial L}{\partial h_t} = \frac{\partial L}{\partial h_{t+1}} \cdot W_{hh} \cdot \tanh'(h_t)$.
# >
# > **What we run.** Each as it stands, the last one taken apart into its three slips, against central differences.
# >
# > **What holds.** The two forms above, and no other. The double sum with total gradients counts every path several times, since the total at $t$ already
# > contains what comes from later steps; without its last factor it does not even have the shape of $W_h$. The recursion needs the direct term, the slope
# > of the step that hands back, $\tanh'$ at $t + 1$, and the transpose of the weights that lead forward.
#
# None of these mistakes but the one in the shape raises an error, and as long as the cosine to the true gradient is positive, small steps still lower
# the loss. Only the check finds them.
#
# In the second table only the bias of the output cannot tell; the rest is nonsense without an error message. Different sizes for all axes would have shown it at once.
#
# ## As a Keras layer
#
# Automatic differentiation does what you did, step by step. But the formulas above offer something it does not see: once all $\delta_t$ are there, the
# gradient of a weight is **one** matrix product over all steps and sequences, not a sum of many small ones. So we hand Keras our own gradient, with
# `keras.ops.custom_gradient`. The input's share $a_t = x_t W_x + b$ is computed for all steps at once before; time comes first here, since the loop
# reads one step after another.
#
# The loop itself, `walk`, is given below.
#
# ### Exercise 4 · A gradient for Keras (5 points)
#
# Write `hand_rnn(a, h_0, W_h)` with `keras.ops`: return the states $h_1, h_2, \dots$ with $h_t = \tanh(a_t + h_{t-1} W_h)$, and a function that, given
# the `upstream` gradient of all these states, returns the gradients of `a`, `h_0` and `W_h`. Use `walk` once in each direction, and one product for the
# gradient of `W_h`. On the way back $\delta_t = (\text{upstream}_t + \delta_{t+1} W_h^\top) \odot (1 - h_t^2)$; the gradient of $h_0$ is $\delta_1 W_h^\top$, that of $W_h$ is
# $\sum_t h_{t-1}^\top \delta_t$. A training step is compiled: both functions are to work on tensors that have no values yet. *Hint: on the way back, carry
# $\delta_t$, which is also the gradient of $a_t$.*

# %% [markdown] lang="zh"
# > **常见的说法。** $\frac{\partial L}{\partial W_h}$ 是把双重和中的直接梯度换成*总*梯度，或者是漏掉最后一个因子的双重和；又如
# > $\frac{\partial L}{\partial h_t} = \frac{\partial L}{\partial h_{t+1}} \cdot W_{hh} \cdot \tanh'(h_t)$。
# >
# > **我们运行的。** 照原样逐个与中心差分比较；最后一个拆成它的三处失误，分别检验。
# >
# > **成立的是。** 只有上面那两种形式。用总梯度的双重和把每条路径数了好几遍，因为 $t$ 处的总梯度已经包含了后面各步传来的部分；漏掉最后一个因子，连形状都与
# > $W_h$ 不同。递推中要有直接项，要用传回的那一步的斜率，即 $t + 1$ 处的 $\tanh'$，还要用前向权重的转置。
#
# 除了形状不对的那个，这些错误都不会报错；只要与真正梯度的余弦是正的，小步走下去损失照样会下降。只有检验能发现它们。
#
# 第二张表中只有输出偏置看不出差别；其余的都是胡说，却没有任何报错。如果各个轴的大小都不同，马上就会露馅。
#
# ## 写成 Keras 层
#
# 自动微分一步一步做的，就是你刚才做的事。但上面的公式里有一样它看不到的东西：所有 $\delta_t$ 都有了以后，
# 一个权重的梯度就是对所有时间步和序列的**一个**矩阵乘积，而不是许多小乘积的和。所以我们用 `keras.ops.custom_gradient` 把自己的梯度交给 Keras。
# 输入的部分 $a_t = x_t W_x + b$ 事先对所有时间步一次算好；这里时间是第一轴，因为循环一步一步地读。
#
# 循环本身 `walk` 已在下面给出。
#
# ### 练习 4 · 交给 Keras 的梯度（5 分）
#
# 用 `keras.ops` 编写 `hand_rnn(a, h_0, W_h)`：返回状态 $h_1, h_2, \dots$，其中 $h_t = \tanh(a_t + h_{t-1} W_h)$；再返回一个函数，
# 它得到所有这些状态的上游梯度 `upstream`，返回 `a`、`h_0` 和 `W_h` 的梯度。每个方向各用一次 `walk`，`W_h` 的梯度用一个乘积。
# 往回走时 $\delta_t = (\text{upstream}_t + \delta_{t+1} W_h^\top) \odot (1 - h_t^2)$；$h_0$ 的梯度是 $\delta_1 W_h^\top$，$W_h$ 的梯度是 $\sum_t h_{t-1}^\top \delta_t$。
# 训练步骤是编译的：两个函数都要能用于还没有值的张量。*提示：
# 往回走时传递 $\delta_t$，它也就是 $a_t$ 的梯度。*

# %% claim="two_forms_pass"
offs, cosines = np.transpose(verdicts)
assert (offs[:2] < 1e-6).all()
assert (offs[2:] > 0.1).all()
assert cosines[2:].max() > 0.3  # a wrong one with which the loss would fall
assert direct[:, 0].shape != (units, units)  # without the last factor

# %% claim="only_the_output_bias_cannot_tell"
assert off["b_o"] < 1e-12
assert min(off["W_x"], off["W_h"], off["W_o"]) > 0.1


# %%
def walk(step, state, *sequences, backwards=False):
    """Take one step for each time of the sequences and return all the states, (time, batch, units).

    step       (state, one entry of each sequence) -> the next state
    state      (batch, units)          before the first step
    sequences  (time, batch, units)    each
    backwards  start at the end; the states are returned in the order of time all the same
    """
    length = ops.shape(sequences[0])[0]

    def body(t, state, states):
        at = length - 1 - t if backwards else t
        state = step(state, *(sequence[at] for sequence in sequences))
        return t + 1, state, ops.slice_update(states, (at, 0, 0), state[None])

    empty = ops.zeros((length, *ops.shape(state)), state.dtype)
    return ops.while_loop(
        lambda t, *_: t < length, body, (0, state, empty), maximum_iterations=length
    )[-1]


# %% exercise="hand_rnn"
def hand_rnn(a, h_0, W_h):
    """Run a recurrent network whose inputs are already multiplied; for keras.ops.custom_gradient.

    a    (time, batch, units)   x_t W_x + b of every step
    h_0  (batch, units)         state before the first step
    W_h  (units, units)         recurrent weights

    Returns the states, (time, batch, units), and a function: upstream, the gradient of the loss by these
    states, (time, batch, units) -> the gradients by a, h_0 and W_h.
    """
    ### BEGIN SOLUTION
    h = walk(lambda h, a_t: ops.tanh(a_t + ops.matmul(h, W_h)), h_0, a)
    ### END SOLUTION

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream  # backends differ in this
        ### BEGIN SOLUTION
        W_back = ops.transpose(W_h)

        def step_back(delta, upstream_t, slope_t):
            return (upstream_t + ops.matmul(delta, W_back)) * slope_t

        slopes = 1 - ops.square(h)
        nothing = ops.zeros_like(h_0)
        deltas = walk(step_back, nothing, upstream, slopes, backwards=True)
        before = ops.concatenate([h_0[None], h[:-1]])
        by_W_h = ops.tensordot(before, deltas, axes=[[0, 1], [0, 1]])
        return deltas, ops.matmul(deltas[0], W_back), by_W_h
        ### END SOLUTION

    return h, gradient


# %% check="hand_rnn" points=5
check("hand_rnn")

# %% [markdown] lang="en"
# The layer around it is short, because `keras.layers.SimpleRNN` has the weights, the configuration and everything else already. Only its inner loop is
# replaced, and only where ours can do the job. (Keras' own LSTM, a cell whose memory is guarded by gates and the subject of chapter 5, turns to the GPU's
# library in the same manner.) With a mask it goes the ordinary way.
#
# Two questions to it: are its gradients those of Keras, and is it faster? For the second we time one training step each (loss and all gradients) of a
# `SimpleRNN` and of your layer, both as a plain TensorFlow graph, which is what `fit` makes on a CPU, and compiled by XLA, as with `jit_compile=True`.
# They take turns so that whatever else the machine does falls on all alike; the time in which they are compiled does not count.

# %% [markdown] lang="zh"
# 外面的层很短，因为权重、配置等等 `keras.layers.SimpleRNN` 都有了。只替换它的内层循环，而且只在我们的代码能胜任时才替换。（LSTM 是一种用门来保护记忆的单元，
# 第 5 章讲它；Keras 自己的 LSTM 也是这样转用 GPU 库的。）有掩码（mask）时，走原来的路。
#
# 要问它两件事：它的梯度与 Keras 的一样吗？它更快吗？为了第二个问题，取 `SimpleRNN` 和你的层各一个训练步（损失和所有梯度）来计时，一次作为普通的 TensorFlow 图，
# `fit` 在 CPU 上就是这样做的；一次用 XLA 编译，即 `jit_compile=True`。它们轮流运行，这样机器上的其他活动对它们一视同仁；编译所用的时间不算在内。


# %%
@keras.saving.register_keras_serializable("unrolled")
class HandRNN(keras.layers.SimpleRNN):
    """keras.layers.SimpleRNN with a gradient written by hand; with a mask, dropout or another activation, as it is."""

    def inner_loop(self, sequences, initial_state, mask, training=False):
        """Run over sequences (batch, time, features): last output, all outputs, last states."""
        cell = self.cell
        dropped = training and (cell.dropout or cell.recurrent_dropout)
        plain = cell.use_bias and cell.activation is keras.activations.tanh
        if mask is not None or dropped or not plain or self.go_backwards or self.unroll:
            return super().inner_loop(sequences, initial_state, mask, training)
        a = ops.matmul(sequences, cell.kernel) + cell.bias
        recurrent = ops.custom_gradient(hand_rnn)
        h = recurrent(
            ops.transpose(a, (1, 0, 2)),
            ops.copy(initial_state[0]),
            ops.copy(cell.recurrent_kernel),
        )
        return h[-1], ops.transpose(h, (1, 0, 2)), [h[-1]]


# %% play="gradients_of"
def gradients_of(kind, mask=None):
    """Return the gradients of a number made of all outputs by all weights of a layer."""
    layer = kind(units, return_sequences=True, dtype="float64")
    layer.build(x.shape)
    layer.set_weights([weights[name] for name in ("W_x", "W_h", "b")])
    with tf.GradientTape() as tape:
        number = ops.sum(ops.sin(layer(x, mask=mask)))
    return tape.gradient(number, [v.value for v in layer.trainable_variables])


# %% play="same_gradients"
shorter = np.arange(steps) < np.array([[7], [4], [2]])
off = {}
for name, mask in {"all steps": None, "with a mask": shorter}.items():
    theirs, yours = gradients_of(keras.layers.SimpleRNN, mask), gradients_of(HandRNN, mask)
    gaps = [gap(a.numpy(), b.numpy()) for a, b in zip(yours, theirs, strict=True)]
    off[name] = max(gaps)
    print(f"{name}: the gradients of all three weights differ by at most {off[name]:.0e}")

# %% claim="the_layer_has_the_gradients_of_keras"
assert max(off.values()) < 1e-12


# %% play="speed"
def training_step(layer, x, compiled):
    """Return a function of x that computes the loss and the gradients of all weights of a layer once."""
    layer.build(x.shape)
    variables = [v.value for v in layer.trainable_variables]

    @tf.function(jit_compile=compiled)
    def step(x):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(layer(x) ** 2)
        return loss, tape.gradient(loss, variables)

    return step


x_speed = tf.random.normal((32, 35, 64), seed=0)
runs = {}
for whose, kind in {"autodiff": keras.layers.SimpleRNN, "your gradient": HandRNN}.items():
    for how, compiled in {"XLA": True, "plain graph": False}.items():
        layer = kind(256, return_sequences=True)
        runs[f"{whose}, {how}"] = training_step(layer, x_speed, compiled)
seconds = {name: [] for name in runs}
for _ in range(budget(quick=20, full=60)):
    for name, run in runs.items():
        started = time.perf_counter()
        run(x_speed)[0].numpy()
        seconds[name].append(time.perf_counter() - started)
medians = 1000 * pd.DataFrame(seconds)[3:].median()
relative = medians / medians["autodiff, XLA"]
pd.DataFrame({"milliseconds": medians, "autodiff, XLA = 1": relative}).round(2)

# %% [markdown] lang="en"
# Autodiff makes one small product per step for each weight; you make one large one. Under XLA that shows: your gradient takes clearly less time, for the
# same numbers. As a plain graph it takes longer than under XLA, since there each step of `walk` copies the array of states. By how much belongs to a
# machine and its load: quote no ratio without them.
#
# ## Cut the chain
#
# A text of a million characters is one sequence. **Truncated BPTT** (Williams and Peng 1990) takes it window by window: the *state* is carried from
# each window to the next, but its gradient is not; the state a window starts with is taken as given (one says that it is *detached*).
#
# In the first figure below nothing is missing forward. On the way back, what $L_4$ and $L_5$ have to say does not reach $h_3$ and all before it. In the
# second you choose the window: with the arrow keys, from one step to the whole sequence.
#
# ### Exercise 5 · Truncate (3 points)
#
# Write `truncated_bptt(x, y, h_0, weights, window)`: cut the sequences into windows of `window` steps (the last one may be shorter), and return the
# loss of the whole sequence and the gradients that truncated BPTT finds. The weights stay the same in all windows, so the loss is that of
# `forward_pass`. `add_up` below joins the gradients of the windows. *Hint: where is the last state of a window?*

# %% [markdown] lang="zh"
# 自动微分每一步为每个权重做一个小乘积；你只做一个大乘积。在 XLA 下看得出来：得到同样的数，你的梯度用的时间明显更少。作为普通图运行时，它比在 XLA 下慢，
# 因为那时 `walk` 的每一步都要复制存放状态的数组。差多少取决于机器和它的负载：引用比值时要把这些一起写上。
#
# ## 切断链条
#
# 一百万个字符的文本是一个序列。**截断 BPTT**（truncated BPTT，Williams and Peng 1990）一个窗口一个窗口地处理：*状态*从一个窗口传到下一个，梯度却不传；
# 窗口开始时的状态被当作已知（称为*分离*，detached）。
#
# 在下面的第一张图中，前向的路什么也不缺。反向时，$L_4$ 和 $L_5$ 的意见到不了 $h_3$，也到不了更早的地方。第二张图的窗口由你选：用方向键，从一步到整个序列。
#
# ### 练习 5 · 截断（3 分）
#
# 编写 `truncated_bptt(x, y, h_0, weights, window)`：把序列切成每段 `window` 步的窗口（最后一个可以短些），返回整个序列的损失，
# 以及截断 BPTT 得到的梯度。所有窗口用同样的权重，所以损失与 `forward_pass` 的相同。下面的 `add_up` 把各窗口的梯度合在一起。*提示：
# 一个窗口的最后一个状态在哪里？*

# %% claim="your_gradient_is_faster_under_xla"
assert medians["your gradient, XLA"] < 0.9 * medians["autodiff, XLA"]
assert medians["your gradient, XLA"] < medians["your gradient, plain graph"]

# %% play="draw_cut"
figures.unfolded(cuts=(4,))
figures.described(
    "The unfolded network again. Between the third and the fourth state a cross stands in place of the dashed arrow back; all arrows forward are there.",
    "还是那个展开的网络。第三个和第四个状态之间，往回的虚线箭头换成了一个叉；向前的箭头全都在。",
)

# %% folded="draw_windows"
figures.frames(
    "window",
    "窗口",
    lambda window: figures.unfolded(range(window + 1, 7, window), 6),
    {
        window: (
            f"The network unfolded over 6 steps, in windows of {window}: dashed arrows back are missing at {5 // window} places, where crosses stand. Of the states after h_0, the last loss reaches {window}; all arrows forward are there.",
            f"展开成 6 个时间步的网络，窗口为 {window} 步：往回的虚线箭头有 {5 // window} 处换成了叉。h_0 之后的状态里，最后的损失到得了 {window} 个；向前的箭头全都在。",
        )
        for window in (1, 2, 3, 6)
    },
)


# %%
def add_up(parts):
    """Join gradients of consecutive windows: add up the weights', put those of `x` in a row, keep the first window's of `h_0`."""
    weights = [name for name in parts[0] if name not in ("x", "h_0")]
    joined = {name: sum(part[name] for part in parts) for name in weights}
    joined["x"] = np.concatenate([part["x"] for part in parts], axis=1)
    return joined | {"h_0": parts[0]["h_0"]}


# %% exercise="truncated_bptt"
def truncated_bptt(x, y, h_0, weights, window):
    """Return the loss, and the gradients of truncated backpropagation, as backward_pass has them.

    x, y, h_0, weights   as for forward_pass
    window               number of steps after which the way back is cut
    """
    ### BEGIN SOLUTION
    loss, parts, carried = 0.0, [], h_0
    for start in range(0, x.shape[1], window):
        piece = np.s_[:, start : start + window]
        of_window, cache = forward_pass(x[piece], y[piece], carried, weights)
        loss += of_window
        parts.append(backward_pass(cache, weights))
        carried = cache["h"][:, -1]
    return loss, add_up(parts)
    ### END SOLUTION


# %% check="truncated_bptt" points=3
check("truncated_bptt")

# %% [markdown] lang="en"
# Who knows of whom, and who learns from whom? For every pair of steps: does the output $o_t$ change when $x_k$ is changed (**forward**), and does the
# gradient at $x_k$ change when the target $y_t$ is changed (**back**)? A third column has windows that each start from a state of **zeros**, as in
# training on shuffled windows.

# %% [markdown] lang="zh"
# 谁知道谁，谁又向谁学习？对每一对时间步：改变 $x_k$，输出 $o_t$ 变不变（**前向**）？改变目标 $y_t$，$x_k$ 处的梯度变不变（**反向**）？
# 第三列的窗口都从**零**状态开始，就像在打乱的窗口上训练那样。

# %% play="ways"
length, window = 24, 8
small = random_network(rng, 1, 16, 1)
small["W_h"] = keras.initializers.Orthogonal(seed=0)((16, 16)).numpy().astype("float64")
x_long, y_long = rng.normal(size=(2, 8, length, 1))
zeros = np.zeros((8, 16))


def carried_on(window):
    """Return a function of x and y that makes outputs, and gradients at x, with the state carried on."""

    def run(x, y):
        _, kept = forward_pass(x, y, zeros, small)
        return kept["error"] + y, truncated_bptt(x, y, zeros, small, window)[1]["x"]

    return run


def from_zeros(x, y):
    """Return outputs, and gradients at x, of windows that all start from a state of zeros."""
    cuts = range(window, length, window)
    pairs = zip(np.split(x, cuts, axis=1), np.split(y, cuts, axis=1), strict=True)
    caches = [forward_pass(*pair, zeros, small)[1] for pair in pairs]
    outputs = np.concatenate([cache["error"] for cache in caches], axis=1) + y
    return outputs, add_up([backward_pass(cache, small) for cache in caches])["x"]


# %% play="influence"
def influence(run):
    """Return how far output t depends on x_k, and the gradient at x_k on target t: two (time, time) arrays."""
    outputs, gradients = run(x_long, y_long)
    knows, learns = np.zeros((2, length, length))
    for k, nudge in enumerate(np.eye(length)[:, :, None]):
        knows[:, k] = np.linalg.norm(run(x_long + nudge, y_long)[0] - outputs, axis=(0, 2))
        learns[k] = np.linalg.norm(run(x_long, y_long + nudge)[1] - gradients, axis=(0, 2))
    return {"forward": knows, "back": learns}


# %% play="who_learns"
ways = {"full": carried_on(length), "truncated, state carried": carried_on(window)}
ways["windows from zero"] = from_zeros
found = {name: influence(run) for name, run in ways.items()}
figures.influence_maps(found, ticks=range(0, length, window))
figures.described(
    "Six maps of time step against time step, dark where one acts on the other: forward above and back below. With the full gradient both reach across all borders of the windows. Truncated with the state carried on, only the way back is cut into blocks along the diagonal; with windows from zero both ways are.",
    "六张时间步对时间步的图，颜色越深，作用越强：上排向前，下排往回。完整的梯度在两个方向上都越过所有窗口边界。截断而传递状态时，只有往回的方向被切成对角线上的小块；各窗口从零开始时，两个方向都被切开。",
)
print(f"0.9^999 = {0.9**999:.2e}, 0.9^19 = {0.9**19:.3f}")
print("The strongest influence across the last border:")
pd.DataFrame(found).map(lambda strength: strength[16:, :16].max()).T.round(2)

# %% [markdown] lang="en"
# Dark is strong, white is zero: above the diagonal, since the future does not act on the past, and wherever something is cut.
#
# > **Often claimed.** Truncation mitigates vanishing gradients. With a factor of 0.9 per step nothing is left of the gradient over 1000 steps; with
# > windows of 20 steps it is $0.9^{19} = 0.135$, still useful.
# >
# > **What we run.** Every pair of steps: with the full gradient, with windows and the state carried on, and with windows that start from zero.
# >
# > **What holds.** Where the full gradient is small, the truncated one is **exactly zero**: truncation only changes what is counted. Both numbers are
# > right, but they belong to different pairs of steps, the second to the last and the first step of a *window*. From the end of the sequence to its first
# > step the truncated gradient is not 0.135 but zero.
#
# Two more things can be read off. A window of 8 does not mean 8 steps of credit: the first step of each window gets none from before, the last one
# seven; the mean is less than half of the window. And windows that start from zero are **not** truncated BPTT: their gradients look alike, but forward
# they know nothing of what came before.
#
# In Keras a recurrent layer with `stateful=True` and a fixed batch size carries its state, and no gradient crosses from one call to the next.
# `reset_state()` starts afresh, as between documents. (Mind the axis when you cut a sequence into windows: with the batch first, `sequence[start:end]`
# cuts the batch, not the time.)

# %% [markdown] lang="zh"
# 颜色深表示影响强，白色是零：对角线以上是零，因为未来不影响过去；切断的地方也是零。
#
# > **常见的说法。** 截断能缓解梯度消失（vanishing gradient）。每步乘 0.9，1000 步之后梯度就一点不剩了；用 20 步的窗口，得到 $0.9^{19} = 0.135$，仍然有用。
# >
# > **我们运行的。** 每一对时间步：用完整的梯度，用窗口并让状态传下去，以及用从零开始的窗口。
# >
# > **成立的是。** 完整的梯度很小的地方，截断后的梯度**恰好是零**：截断改变的只是算进了什么。两个数都对，但属于不同的两步，后者是*窗口*的最后一步与第一步。
# > 从序列末尾到序列的第一步，截断的梯度不是 0.135，而是零。
#
# 还可以读出两件事。窗口为 8 并不意味着有 8 步的功劳分配：每个窗口的第一步得不到更早的任何东西，最后一步能回溯七步；平均还不到窗口的一半。从零开始的窗口**不是**
# 截断 BPTT：它们的梯度看起来相像，但前向时它们对之前的内容一无所知。
#
# 在 Keras 中，`stateful=True` 且批大小固定的循环层会传递状态，梯度则不会从一次调用跨到下一次。`reset_state()` 重新开始，例如在两篇文档之间。
# （把序列切成窗口时要看清是哪个轴：以批次为第一轴时，`sequence[start:end]` 切的是批次，而不是时间。）

# %% claim="what_is_cut_is_exactly_zero"
for pair in found.values():  # the future does not act on the past
    assert not np.triu(pair["forward"], 1).any()
    assert not np.triu(pair["back"], 1).any()
whole, cut, fresh = found.values()
assert np.array_equal(cut["forward"], whole["forward"])  # forward nothing is missing
assert (whole["back"][16:, :16] > 0).all()
assert not cut["back"][16:, :16].any()
assert not fresh["forward"][16:, :16].any()
credit = [np.count_nonzero(cut["back"][t, :t]) for t in range(length)]
assert credit[::window] == [0, 0, 0]
assert credit[window - 1] == window - 1
assert np.mean(credit) < window / 2


# %% play="stateful"
layer = keras.layers.SimpleRNN(units, return_sequences=True, stateful=True, dtype="float64")
layer.build((batch, 3, features))
layer.set_weights([weights[name] for name in ("W_x", "W_h", "b")])
by_kernel = np.zeros((features, units))
for start in range(0, steps, 3):
    with tf.GradientTape() as tape:
        o = readout(layer(x[:, start : start + 3]))
        part = tf.reduce_sum((o - y[:, start : start + 3]) ** 2) / 2
    by_kernel += tape.gradient(part, layer.cell.kernel.value).numpy()
_, truncated = truncated_bptt(x, y, np.zeros((batch, units)), weights, 3)
_, full = truncated_bptt(x, y, np.zeros((batch, units)), weights, steps)  # a single window
print(f"stateful=True against your truncated_bptt: {gap(by_kernel, truncated['W_x']):.0e}")
print(f"against the full gradient: {gap(by_kernel, full['W_x']):.2f}")

# %% claim="stateful_layers_truncate"
assert gap(by_kernel, truncated["W_x"]) < 1e-10
assert gap(by_kernel, full["W_x"]) > 0.01

# %% [markdown] lang="en"
# ## Cut at random
#
# Windows always cut at the same places, so the gradient is always wrong in the same way: it is **biased**. Cut at random instead, and make up for it:
# let each border be cut with probability $p$, and where it is not cut, multiply what is handed back by $1 / (1 - p)$. On average the factor is one, and
# the average gradient is the full one (Tallec and Ollivier 2017). The formula in *Dive into Deep Learning* (section 9.7) has the *true* derivative of the
# step before in it; what makes the scheme work is that the recursion uses the *randomised* one.
#
# ### Exercise 6 · Randomised truncation (3 points)
#
# Write `randomised_state_gradients(direct, h, W_h, cuts, p)`: as `state_gradients`, but nothing is handed back over a border that is cut, and the rest
# is reweighted. Border $t$ lies between the states `h[:, t]` and `h[:, t + 1]`; each has a probability of its own. *Hint: averaged over all patterns of
# cuts, each weighted with its probability, the result has to be that of `state_gradients`.*

# %% [markdown] lang="zh"
# ## 随机地切
#
# 窗口总在同样的地方切断，所以梯度总错得一样：它是**有偏的**（biased）。改为随机地切，并加以补偿：每个边界以概率 $p$ 切断，
# 没有切断时把传回的梯度乘以 $1 / (1 - p)$。因子的平均值是一，梯度的平均值就是完整的梯度（Tallec and Ollivier 2017）。
# 《动手学深度学习》（*Dive into Deep Learning*，第 9.7 节）的公式里用的是前一步*真正的*导数；而这个办法之所以成立，是因为递推中用的是*随机化的*那个。
#
# ### 练习 6 · 随机截断（3 分）
#
# 编写 `randomised_state_gradients(direct, h, W_h, cuts, p)`：与 `state_gradients` 相同，但切断的边界上什么也不传回，其余的重新加权。
# 边界 $t$ 位于状态 `h[:, t]` 与 `h[:, t + 1]` 之间；每个边界有自己的概率。*提示：对所有的切法按各自的概率取平均，结果应当与 `state_gradients` 相同。*


# %% exercise="randomised_state_gradients"
def randomised_state_gradients(direct, h, W_h, cuts, p):
    """Return total gradients of the states with the chain cut at random, right on average.

    direct, h, W_h   as for state_gradients
    cuts             (time - 1,)   booleans: whether border t, between h[:, t] and h[:, t + 1], is cut
    p                (time - 1,)   the probability of each cut

    Returns (batch, time, units), as state_gradients does; `direct` itself is not changed.
    """
    ### BEGIN SOLUTION
    passed = np.where(cuts, 0.0, 1 / (1 - p))
    total = np.array(direct)
    for t in reversed(range(h.shape[1] - 1)):
        delta = total[:, t + 1] * (1 - h[:, t + 1] ** 2)
        total[:, t] += passed[t] * (delta @ W_h.T)
    return total
    ### END SOLUTION


# %% check="randomised_state_gradients" points=3
check("randomised_state_gradients")


# %% play="noise"
def one_draw(size):
    """Return the gradient of W_h with cuts at random, in windows of `size` steps on average."""
    p = np.full(length - 1, 1 / size)
    rule = partial(randomised_state_gradients, cuts=rng.random(length - 1) < p, p=p)
    return backward_pass(kept, small, recursion=rule)["W_h"]


_, kept = forward_pass(x_long, y_long, zeros, small)
exact = backward_pass(kept, small)["W_h"]
draws = np.unique(np.logspace(0, np.log10(budget(quick=1000, full=20_000)), 60).astype(int))
distances, spreads = {}, {}
for size in (8, 4):
    samples = np.array([one_draw(size) for _ in range(draws[-1])])
    averaged = [gap(samples[:n].mean(axis=0), exact) for n in draws]
    biased = gap(truncated_bptt(x_long, y_long, zeros, small, size)[1]["W_h"], exact)
    distances |= {
        f"random, mean {size}": averaged,
        f"regular, {size}": [biased] * len(draws),
    }
    single = np.sqrt(np.mean([gap(sample, exact) ** 2 for sample in samples]))
    spreads[f"windows of {size}"] = biased, single, averaged[-1]
away, look = "distance from\nthe full gradient", {"xscale": "log", "yscale": "log"}
figures.curves(draws, distances, "draws averaged", away, **look)
figures.described(
    "Distance from the full gradient over the number of random draws that are averaged, both axes logarithmic. The lines of random cuts fall as more draws are averaged and end below the level lines of regular windows.",
    "与完整梯度的距离随平均次数的变化，两轴都是对数刻度。平均的次数越多，随机切断的曲线越低，最后低于规则窗口的水平线。",
)
columns = ["regular, each time", "random, one draw", f"random, mean of {draws[-1]}"]
pd.DataFrame(spreads, index=columns).T.round(3)

# %% [markdown] lang="en"
# The price is noise. The lines are averages of the gradient of $W_h$ over more and more random draws, for the network of the figure before this one,
# beside regular windows as long as the random ones are on average.
#
# A single random gradient scatters about the truth, and the shorter the windows, the wider, since the weights $1 / (1 - p)$ multiply up; one alone need
# not be better than the regular one. But its mean goes where it should. The regular one does not scatter at all, and stays wrong.
#
# ## How long must a window be?
#
# Recommended lengths circulate (100 steps for characters, 35 for words, 30 % of the mean length of the sequences, …), without a source. So measure, on a
# task where we know what is needed: the **echo**. The input is a random sequence of $\pm 1$, the target what was read eight steps ago. A plain guess, 0,
# has an error of 1. All networks read the whole sequence with the state carried; only the cuts differ. One cell does it all: an extra input column is the
# factor with which the gradient is handed back.
#
# The training step is written out, too. In whatever framework, it has seven parts: an optimizer, a state of zeros, a loss of zero, the loop that reads
# and adds up the loss, the way back, the update, and the one that is easily forgotten: the gradients of the batch before have to be cleared, or from the
# second batch on they are added to. In Keras that is done for you, since a `GradientTape` starts empty. (What returns into the network at each step is
# the state, not the output.)

# %% [markdown] lang="zh"
# 代价是噪声。这些曲线是对越来越多次随机抽取的 $W_h$ 的梯度求平均，网络就是前一张图中的那个；旁边是与随机窗口的平均长度一样长的规则窗口。
#
# 单独一次的随机梯度散布在真值周围，窗口越短散得越开，因为权重 $1 / (1 - p)$ 会连乘起来；只抽一次，未必比规则截断的好。但它的平均值走向该去的地方。
# 规则截断的梯度一点也不散，却一直错下去。
#
# ## 窗口要多长？
#
# 流传着一些推荐长度（字符 100 步，词 35 步，序列平均长度的 30% 等等），却没有出处。那就在一个我们知道答案的任务上测量：**回声**（echo）。
# 输入是 $\pm 1$ 的随机序列，目标是八步之前读到的数。一律猜 0，误差是 1。所有网络都从头到尾地读，状态一直传下去；不同的只是在哪里切。一个单元就够了：
# 多出来的一列输入，就是梯度传回时乘的因子。
#
# 训练步骤也写开来。无论用什么框架，它都有七个部分：优化器、零状态、零损失、边读边累加损失的循环、反向、更新，以及容易忘记的一个：要清空前一个批次的梯度，
# 否则从第二个批次起，梯度就会累加上去。在 Keras 中不用操心，因为 `GradientTape` 一开始就是空的。（每一步回到网络里的是状态，而不是输出。）

# %% claim="the_mean_of_random_cuts_is_right"
assert spreads["windows of 4"][1] > 1.2 * spreads["windows of 8"][1]
for biased, single, averaged in spreads.values():
    assert averaged < min(single / 10, biased / 3)
    assert single > biased / 2  # one alone is no bargain


# %% play="cut_cell"
@keras.saving.register_keras_serializable("unrolled")
class CutCell(keras.layers.Layer):
    """A plain recurrent cell; the last input feature is the factor with which it hands its gradient back."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = self.state_size = self.output_size = units

    def build(self, input_shape):
        """Create the weights; input_shape is (batch, features + 1)."""
        shape = (input_shape[-1] - 1, self.units)
        self.kernel = self.add_weight(shape=shape)
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="orthogonal"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros")

    def call(self, inputs, states):
        """inputs (batch, features + 1), states [h_prev] -> h_t, [h_t]."""
        x_t, factor = inputs[:, :-1], inputs[:, -1:]
        h_prev = factor * states[0] + ops.stop_gradient((1 - factor) * states[0])
        h_t = ops.tanh(x_t @ self.kernel + h_prev @ self.recurrent_kernel + self.bias)
        return h_t, [h_t]

    def get_config(self):
        """Return what __init__ needs."""
        return super().get_config() | {"units": self.units}


# %% play="written_out"
SMALL = {"jit_compile": False}  # so little work that XLA does not pay for its compilation


class WrittenOut(keras.Model):
    """A model whose training step is written out; `limit` is the largest global norm of the gradients."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.limit = tf.Variable(1.0, trainable=False)

    def train_step(self, data):
        """Train on one batch; return its loss and the norm of its gradients before clipping."""
        x, y = data
        with tf.GradientTape() as tape:
            loss = self.compute_loss(y=y, y_pred=self(x, training=True))
        gradients = tape.gradient(loss, self.trainable_variables)
        gradients, norm = tf.clip_by_global_norm(gradients, self.limit)
        self.optimizer.apply(gradients, self.trainable_variables)
        return {"loss": loss, "norm": norm}

    def start_again(self, seed):
        """Draw new weights and forget what the optimizer has gathered, so that nothing need be compiled again."""
        keras.utils.set_random_seed(seed)
        self.set_weights(keras.models.clone_model(self).get_weights())
        for v in self.optimizer.variables:
            if "learning_rate" not in v.path:
                v.assign(np.zeros(v.shape))

    def curve(self, x, y, callbacks=()):
        """Train on every batch of 32 once; return the losses and the norms, each (batches,)."""
        seen = []
        note = keras.callbacks.LambdaCallback(
            on_train_batch_end=lambda _, logs: seen.append((logs["loss"], logs["norm"]))
        )
        self.fit(x, y, 32, verbose=0, shuffle=False, callbacks=[note, *callbacks])
        return np.array(seen).T


# %% play="listen"
def echo(rng, samples, length=28, lag=8):
    """Draw sequences of +1 and -1 and their echoes, each (samples, length, 1); an echo is silent until `lag`."""
    x = rng.choice([-1.0, 1.0], size=(samples, length, 1)).astype("float32")
    y = np.roll(x, lag, axis=1)
    y[:, :lag] = 0
    return x, y


inputs = keras.Input((28, 2))
hidden = keras.layers.RNN(CutCell(10), return_sequences=True, unroll=True)(inputs)
listener = WrittenOut(inputs, keras.layers.Dense(1)(hidden))
listener.compile(keras.optimizers.Adam(0.01), "mse", **SMALL)


def listen(seed, window, at_random=False, batches=budget(quick=200, full=1000)):
    """Train with cuts before every `window`-th step, or at random and reweighted; return the error of the last batches, 1 for a guess of 0."""
    rng = np.random.default_rng(seed)
    listener.start_again(seed)
    x, y = echo(rng, 32 * batches)
    factors = np.tile(np.arange(28) % window > 0, (batches, 1))
    if at_random:
        factors = np.where(rng.random((batches, 28)) < 1 / window, 0, window / (window - 1))
    column = np.repeat(factors, 32, axis=0)
    losses, _ = listener.curve(np.dstack([x, column]).astype("float32"), y)
    return losses[-25:].mean() / (1 - 8 / 28)


# %% play="window_sweep"
sizes, seeds = [4, 8, 9, 28], range(budget(quick=2, full=5))
scores = np.zeros((len(sizes), len(seeds)))
for row, k in enumerate(sizes):
    scores[row] = [listen(seed, k) for seed in seeds]
    print(f"windows of {k}: errors {scores[row].round(2)}")
by_chance = np.array([listen(seed, 8, at_random=True) for seed in seeds])
print(f"random, mean 8: errors {by_chance.round(2)}")
figures.window_errors(sizes, scores, by_chance, needed=9)
figures.described(
    "Error of the echo over the length of the windows, a dot for each seed: high at 4, low from a grey line at nine steps on. Diamonds at 8 show that random cuts as frequent as those of these windows give low errors.",
    "回声误差随窗口长度的变化，每个随机种子一个点：长度为 4 时很高，从九步处的灰线起很低。8 处的菱形表明：切得同样频繁但位置随机，误差就低。",
)

# %% [markdown] lang="en"
# The grey line is where a window begins to hold an input *and* its echo, nine steps. To the left of it no gradient ever tells an input what its echo
# needed: what is learnt there is learnt late and by luck, from what the carried state happens to contain. From nine steps on it is learnt with every
# seed. The random cuts come as often as those of the windows of 8, but now and then they let something through, and that is enough. No rule about lengths
# can know how far back a task has to look.
#
# ## What the full gradient costs
#
# How much does the whole way back take? Count: a step of the network multiplies `units * (features + units + outputs)` pairs of numbers, the way back
# does so twice (once for the states, once for the weights), and each step leaves one state. All of it grows in proportion to the number of steps.
#
# What can be done when even a linear amount is too much? Throw the states away and compute them **again** (*checkpointing*): keep only the state at the
# start of each window; on the way back, run the window forward once more. The gradient that truncation drops at the border is handed over.
#
# ### Exercise 7 · Recompute (3 points)
#
# Write `checkpointed(x, y, h_0, weights, window)`: return the *full* gradients, as `backward_pass` does, without ever keeping the states of more than
# one window, apart from one state per border. With ten steps and windows of four, $h_0$, $h_4$ and $h_8$ are kept, and the way back takes steps 9 and 10 first. *Hint: a slice of an array is a view and keeps the whole array alive; `.copy()` does not.*

# %% [markdown] lang="zh"
# 灰线是窗口开始能同时容下一个输入*和*它的回声的地方：九步。在它左边，没有任何梯度会告诉一个输入，它的回声需要什么：那里学到的，学得慢而且靠运气，
# 靠的是传下来的状态碰巧含有的东西。从九步起，每个随机种子都学会了。随机切断与 8 步窗口切得一样频繁，但它们时不时会放一些东西过去，这就够了。
# 任何关于长度的规则，都不可能知道一个任务需要往回看多远。
#
# ## 完整梯度的代价
#
# 走完全部的回程要花多少？数一数：网络的一步要乘 `units * (features + units + outputs)` 对数，反向要乘两遍（一遍为状态，一遍为权重），每一步留下一个状态。
# 所有这些都与时间步数成正比。
#
# 要是线性的量也太多，怎么办？把状态扔掉，需要时**再算一遍**（重计算，checkpointing）：只保存每个窗口开始处的状态；反向时，把这个窗口再前向走一遍。
# 截断在边界上丢掉的梯度，这里传了过去。
#
# ### 练习 7 · 重计算（3 分）
#
# 编写 `checkpointed(x, y, h_0, weights, window)`：像 `backward_pass` 那样返回*完整的*梯度；除了每个边界一个状态之外，
# 任何时候都不保存超过一个窗口的状态。十步、窗口为四时，保留 $h_0$、$h_4$ 和 $h_8$；反向先走第 9、10 步。*提示：数组的切片是视图（view），会让整个数组留在内存里；`.copy()` 则不会。*

# %% claim="a_window_has_to_hold_input_and_echo"
assert scores[2:].max() < 0.3
assert by_chance.max() < 0.3
assert scores[0].min() > 0.4
assert scores[1].mean() > 2 * max(scores[2:].mean(), by_chance.mean())


# %% exercise="checkpointed"
def checkpointed(x, y, h_0, weights, window):
    """Return the full gradients, as backward_pass does, with the states of one window at a time in memory.

    x, y, h_0, weights   as for forward_pass
    window               number of steps from one kept state to the next
    """
    ### BEGIN SOLUTION
    pieces = [np.s_[:, start : start + window] for start in range(0, x.shape[1], window)]
    kept = [h_0]
    for piece in pieces[:-1]:
        _, cache = forward_pass(x[piece], y[piece], kept[-1], weights)
        kept.append(cache["h"][:, -1].copy())
    after, parts = 0.0, []
    while kept:
        piece = pieces[len(kept) - 1]
        _, cache = forward_pass(x[piece], y[piece], kept.pop(), weights)
        parts.append(backward_pass(cache, weights, after))
        after = parts[-1]["h_0"]
    return add_up(parts[::-1])
    ### END SOLUTION


# %% check="checkpointed" points=3
check("checkpointed")

# %% play="memory"
lengths = budget(quick=[250, 500, 1000, 2000], full=[250, 500, 1000, 2000, 4000])
wide = random_network(rng, 2, 16, 2, scale=0.2)
memory = {"full": [], "checkpointed": [], "truncated": []}
for n in lengths:
    data = *rng.normal(size=(2, 32, n, 2)), np.zeros((32, 16)), wide
    memory["full"].append(peak(lambda d=data: backward_pass(forward_pass(*d)[1], wide)))
    memory["checkpointed"].append(peak(checkpointed, *data, int(np.sqrt(n))))
    memory["truncated"].append(peak(truncated_bptt, *data, 20))

# %% play="same_gradient_less_memory"
exact = backward_pass(forward_pass(*data)[1], wide)["W_h"]
again = checkpointed(*data, int(np.sqrt(n)))["W_h"]
cut = truncated_bptt(*data, 20)[1]["W_h"]
print(
    f"Off from full: checkpointed {gap(again, exact):.0e}, truncated {gap(cut, exact):.0e}"
)
figures.curves(lengths, memory, "time steps", "peak memory, MiB")
figures.described(
    "Peak memory over the number of time steps. For the full way back it grows in proportion; checkpoints need a small part of that. The third line belongs to truncated windows.",
    "峰值内存随时间步数的变化。完整地往回走时成比例增长；用检查点只需其中一小部分。第三条线是截断的窗口。",
)
pd.DataFrame(memory, index=[f"{n} steps" for n in lengths]).add_suffix(", MiB").round(1)

# %% [markdown] lang="en"
# > **Often claimed.** Full BPTT takes $O(T^2)$ memory, is infeasible for 1000 steps and almost never used.
# >
# > **What we run.** Your three functions on longer and longer sequences, the peak of their memory measured.
# >
# > **What holds.** Twice the steps, twice the memory: a straight line, and a thousand steps are nothing to be afraid of. $T^2$ is the number of terms in
# > the double sum of further up, for those who compute it as it is written.
#
# Windows of $\sqrt T$ steps bring the memory down to a fraction, for one more forward pass, which is a third more multiplications, and *the same
# gradient* but for rounding (Gruslys et al. 2016 save 95 % at 1000 steps for a third more time). The rest of what you see is the inputs' own gradients,
# which all three return. What really limits long sequences is that the steps have to be taken one after another, and what the gradient is still worth at
# the far end. (Nor is the full gradient "optimal learning", as is also said of it. It is exact: the slope at one place, for one batch, and no more.)
#
# (Such counts are often printed as a table: with $D$ inputs and $H$ units, $O(DH)$ for a feed-forward layer against $O(TH^2)$ for a recurrent one. But a
# feed-forward layer that is to see the same $T$ inputs multiplies $TDH$ pairs of numbers, and the recurrent one $TH(D + H)$: the table leaves out $T$ in
# the one and $D$ in the other. Likewise with $O(TH^2)$ against $O(T^2 H)$ for a Transformer's layer: self-attention costs $T H^2$ as well, for its weights,
# besides $T^2 H$ for comparing all pairs.)
#
# ## When gradients explode
#
# One factor per step: if it is larger than one on average, the gradient grows with the distance. A $\tanh$ keeps the *states* within one, so a log with
# $h_3 = 15.7$, $h_4 = \infty$ cannot come from it; the states of a **ReLU** can grow, too. Let us provoke it there: a ReLU network, started with
# $W_h = I$, that is to hear the echo of the step before, with plain gradient descent and a bold rate.

# %% [markdown] lang="zh"
# > **常见的说法。** 完整的 BPTT 需要 $O(T^2)$ 的内存，对 1000 步不可行，几乎没人使用。
# >
# > **我们运行的。** 用你的三个函数处理越来越长的序列，测量内存的峰值。
# >
# > **成立的是。** 时间步加倍，内存加倍：一条直线，一千步没有什么可怕的。$T^2$ 是前面那个双重和的项数，是给照式子硬算的人准备的。
#
# 每 $\sqrt T$ 步一个窗口，内存就降到几分之一，代价是多一次前向传播，即多三分之一的乘法，而*梯度相同*，只差舍入（Gruslys et al. 2016 在 1000 步时以三分之一的额外
# 时间省下 95%）。剩下的是输入自己的梯度，三种方法都要返回它。真正限制长序列的，是时间步必须一个接一个地走，以及梯度到了远端还剩多少价值。
# （也有人称完整的梯度为“最优的学习”。它不是。它是精确的：一个批次在一个位置上的斜率，仅此而已。）
#
# （这类计数常写成一张表：有 $D$ 个输入、$H$ 个单元时，前馈层 $O(DH)$，循环层 $O(TH^2)$。但前馈层要看到同样的 $T$ 个输入，就得乘 $TDH$ 对数，循环层则是
# $TH(D + H)$ 对：表中前者漏了 $T$，后者漏了 $D$。把 $O(TH^2)$ 与 Transformer 的层 $O(T^2 H)$ 相比也是如此：自注意力（self-attention）层的权重也要 $T H^2$，
# 另外比较所有的对才要 $T^2 H$。）
#
# ## 梯度爆炸的时候
#
# 每一步一个因子：如果平均大于一，梯度就随距离增长。$\tanh$ 使*状态*不超过一，所以 $h_3 = 15.7$、$h_4 = \infty$ 这样的日志不可能出自它；**ReLU** 的状态则也会增长。
# 我们就在那里引发它：一个 ReLU 网络，以 $W_h = I$ 开始，用最普通的梯度下降和大胆的学习率，去听前一步的回声。

# %% claim="memory_grows_in_proportion"
doubled = np.divide(memory["full"][1:], memory["full"][:-1])
assert (doubled > 1.8).all()
assert (doubled < 2.2).all()
assert memory["full"][lengths.index(1000)] < 100  # nothing to be afraid of
assert memory["checkpointed"][-1] < memory["full"][-1] / 5
assert gap(again, exact) < 1e-10
assert gap(cut, exact) > 1e-4


# %% play="explode"
def relu_listener(optimizer):
    """Return a ReLU network that is to hear an echo, with W_h = I at the start."""
    inputs = keras.Input((24, 1))
    options = {"activation": "relu", "recurrent_initializer": "identity", "unroll": True}
    hidden = keras.layers.SimpleRNN(24, return_sequences=True, **options)(inputs)
    model = WrittenOut(inputs, keras.layers.Dense(1)(hidden))
    model.compile(optimizer, "mse", **SMALL)
    return model


def listen_closely(model, seed, limit, callbacks=(), batches=budget(quick=100, full=600)):
    """Train with a limit for the gradients' norm; return the losses, 1 for a guess of 0, and the norms before clipping."""
    model.start_again(seed)
    model.limit.assign(limit)
    data = echo(np.random.default_rng(seed), 32 * batches, length=24, lag=1)
    losses, norms = model.curve(*data, callbacks)
    return losses / (1 - 1 / 24), norms


NO_LIMIT, by_descent = 1e30, relu_listener(keras.optimizers.SGD(0.1))
curves, largest = {"not clipped": [], "clipped at 1": []}, {}
for (name, runs), limit in zip(curves.items(), (NO_LIMIT, 1.0), strict=True):
    for seed in range(3):
        line = f"{name}, seed {seed}"
        losses, norms = listen_closely(by_descent, seed, limit, [Progress(line)])
        runs.append(losses)
        largest[line] = np.nanmax(losses), np.nanmax(norms), losses[-10:].mean()
figures.leaps(curves, first=50)
figures.described(
    "Loss over the first batches on a logarithmic axis, three seeds each. Without clipping it leaps by orders of magnitude; clipped at 1 it stays far below these leaps.",
    "最初若干批次的损失，对数刻度，各三个随机种子。不裁剪时，损失跳高若干个数量级；裁剪到 1 时，一直远低于这些跳跃。",
)
columns = ["largest loss", "largest norm", "last losses"]
pd.DataFrame(largest, index=columns).T.map("{:.2g}".format)

# %% [markdown] lang="en"
# Without a limit the loss leaps by orders of magnitude within a few batches: one huge step, and where the network lands the next gradient is larger
# still. What is left is NaN, or a network that no longer listens: its units are switched off, and it says 0. These are the signs to look for: leaps of the
# loss, leaps of the gradients' norm, NaN. With the norm limited, the same network learns. (A $\tanh$ bounds the *states*; it does not bound the gradients.)
#
# ## Three ways to clip
#
# Three rules are in use. **By value**: every entry is brought into $[-\theta, \theta]$. **By variable**: each gradient whose own norm exceeds $\theta$
# is shortened to $\theta$. **By global norm**: all gradients are shortened together if the norm of all of them exceeds $\theta$.
#
# ### Exercise 8 · Clip in three ways (3 points)
#
# Write `clip_three_ways(gradients, limit)` for a list of arrays of any shapes: return three lists, clipped by value, by variable and by global norm.
# For gradients $(3)$ and $(4)$ and the limit 3.5 that is $(3), (3.5)$ twice, and $(2.1), (2.8)$. *Hint: what is short enough stays as it is.*

# %% [markdown] lang="zh"
# 不加限制时，损失在几个批次之内就跃升好几个数量级：走了巨大的一步，落脚之处的下一个梯度还要更大。最后剩下的是 NaN，或者不再倾听的网络：单元全都关闭了，
# 它只回答 0。要留意的迹象就是这些：损失突跳，梯度范数突跳，NaN。限制了范数，同样的网络就学得会。（$\tanh$ 限制的是*状态*，并不限制梯度。）
#
# ## 三种裁剪
#
# 常用的规则有三种。**按值**（by value）：每个元素都限制在 $[-\theta, \theta]$ 之内。**按变量**（by variable）：哪个梯度自己的范数超过 $\theta$，
# 就把它缩短到 $\theta$。**按全局范数**（by global norm）：所有梯度合起来的范数超过 $\theta$ 时，一起缩短。
#
# ### 练习 8 · 三种裁剪（3 分）
#
# 对任意形状的数组的列表编写 `clip_three_ways(gradients, limit)`：返回三个列表，分别按值、按变量、按全局范数裁剪。梯度为 $(3)$ 和 $(4)$、上限为 3.5 时，
# 前两种都得到 $(3), (3.5)$，第三种得到 $(2.1), (2.8)$。*提示：已经够短的保持不变。*

# %% claim="clipping_saves_the_network"
for losses in curves["not clipped"]:
    assert not np.nanmax(losses) < 1000  # leaps, or NaN alone
    assert not losses[-10:].mean() < 0.9
for losses in curves["clipped at 1"]:
    assert losses.max() < 20
    assert losses[-10:].mean() < 0.3


# %% exercise="clip_three_ways"
def clip_three_ways(gradients, limit):
    """Clip gradients by value, by variable and by global norm.

    gradients  list of arrays of any shapes
    limit      a positive number

    Returns three lists of arrays; `gradients` itself is not changed.
    """

    ### BEGIN SOLUTION
    def shortened(g, norm):
        return g * (limit / max(norm, limit))

    by_value = [np.clip(g, -limit, limit) for g in gradients]
    norms = [np.linalg.norm(g) for g in gradients]
    by_variable = [shortened(g, norm) for g, norm in zip(gradients, norms, strict=True)]
    together = np.linalg.norm(norms)
    return by_value, by_variable, [shortened(g, together) for g in gradients]
    ### END SOLUTION


# %% check="clip_three_ways" points=3
check("clip_three_ways")


# %% play="directions"
def flat(arrays):
    """Return the entries of several arrays as one long vector."""
    return np.concatenate([np.ravel(array) for array in arrays])


def keras_step(**rule):
    """Return the step that gradient descent with rate 1 takes, as one long vector."""
    variables = [keras.Variable(np.zeros_like(g), dtype="float64") for g in named]
    keras.optimizers.SGD(1.0, **rule).apply([tf.constant(g) for g in named], variables)
    return -flat([v.numpy() for v in variables])


named = [gradients[name] for name in weights]
whole, clippings = flat(named), {}
print(f"norm of the gradient: {np.linalg.norm(whole):.2f}; clipped with a limit of 2:")
rules = ("clipvalue", "clipnorm", "global_clipnorm")
for rule, clipped in zip(rules, clip_three_ways(named, 2.0), strict=True):
    step = flat(clipped)
    off = gap(step, keras_step(**{rule: 2.0}))
    clippings[rule] = np.linalg.norm(step), cosine(step, whole), off
columns = ["norm", "cosine to the gradient", "off from Keras"]
pd.DataFrame(clippings, index=columns).T.round(4)

# %% [markdown] lang="en"
# Only the global norm keeps the direction, and only there is the limit itself the length of the longest step. In Keras the textbook rule is
# `global_clipnorm`. Print both norms, before and after, whenever you clip: if they are 0.0000 and 0.0000, the loss came from another model than the one
# whose gradients you clip.
#
# ## Which limit?
#
# Sweep the limit, for the network that explodes, with plain gradient descent and with Adam.

# %% [markdown] lang="zh"
# 只有按全局范数裁剪保持方向，也只有在这里，上限本身就是最长一步的长度。教科书的规则在 Keras 中是 `global_clipnorm`。裁剪时总要把前后两个范数都打印出来：
# 如果是 0.0000 和 0.0000，那么损失来自另一个模型，而不是你裁剪梯度的那个。
#
# ## 上限取多少？
#
# 对会爆炸的那个网络把上限扫描一遍，分别用普通梯度下降和 Adam。

# %% claim="only_the_global_norm_keeps_the_direction"
by_value, by_variable, together = clippings.values()
assert together[1] > 0.9999
assert max(by_value[1], by_variable[1]) < 0.99
assert np.isclose(together[0], 2)
assert min(by_value[0], by_variable[0]) > 2
assert max(off for *_, off in clippings.values()) < 1e-6  # as Keras clips

# %% play="limits"
limits, seeds = [0.1, 1.0, 5.0, 100.0, NO_LIMIT], range(budget(quick=2, full=5))
adam, ends = relu_listener(keras.optimizers.Adam(0.01)), {}
for name, model in {"gradient descent": by_descent, "Adam": adam}.items():
    ends[name] = np.zeros((len(limits), len(seeds)))
    for row, limit in enumerate(limits):
        runs = [listen_closely(model, seed, limit)[0] for seed in seeds]
        ends[name][row] = [losses[-20:].mean() for losses in runs]
        print(f"{name}, limit {limit:g}: losses {ends[name][row].round(2)}")
figures.ends_over_limits(limits, ends)
figures.described(
    "Loss at the end over the limit of the gradients' norm, a dot for each seed. Gradient descent is slow at 0.1, good at 1 and 5, and lost without a limit. Adam ends alike at 0.1 and at 1, and higher at 100 and without a limit.",
    "最终损失随梯度范数上限的变化，每个随机种子一个点。梯度下降在 0.1 处很慢，在 1 和 5 处很好，没有上限时失败。Adam 在 0.1 和 1 处结果相近，在 100 处和没有上限时更高。",
)

# %% [markdown] lang="en"
# > **Often claimed.** A limit of 0.1 prevents learning, 100 is useless, 0.5 to 5 is good.
# >
# > **What we run.** Limits from 0.1 to none, for two optimizers with two seeds each, on the network that explodes.
# >
# > **What holds.** There is no good range apart from optimizer and task. For gradient descent the limit is part of the learning rate: a step is never longer
# > than rate times limit, so a tiny limit is slow, and without one the network is lost. Adam divides each gradient by its own usual size: as long as *every*
# > gradient is clipped, a limit ten times smaller changes little, and 0.1 learns as well as 1. What hurts Adam is a limit that lets the first giants
# > through, which it remembers for a long time.
#
# Look at the norms of *your* gradients.
#
# ## A bug hunt
#
# One more proposal is "adaptive" clipping, with a threshold that follows the size of the gradients. Here is a listing of it in NumPy, run on your
# gradients at three sizes.

# %% [markdown] lang="zh"
# > **常见的说法。** 上限 0.1 会阻止学习，100 没有用，0.5 到 5 合适。
# >
# > **我们运行的。** 从 0.1 到没有上限，两种优化器各两个随机种子，用会爆炸的那个网络。
# >
# > **成立的是。** 离开优化器和任务，就没有什么合适的范围。对梯度下降来说，上限就是学习率的一部分：一步的长度不会超过学习率乘上限，所以上限太小就慢，没有上限就完了。
# > Adam 把每个梯度除以它自己通常的大小：只要*每个*梯度都被裁剪，上限再小十倍也没有多大变化，0.1 学得和 1 一样好。对 Adam 有害的是让最初的巨大梯度通过的上限，
# > 这些它会记住很久。
#
# 请看*你自己的*梯度的范数。
#
# ## 找一个错误
#
# 还有一种提议是“自适应”裁剪，阈值随梯度的大小而变。下面是它用 NumPy 写成的程序，用你的梯度在三种大小下运行。

# %% claim="no_limit_suits_both_optimizers"
slow, one, five, _, lost = ends["gradient descent"]
assert not (lost < 0.9).any()  # NaN is not below either
assert slow.min() > budget(quick=0.5, full=0.01) > max(one.max(), five.max())
tenth, one, _, hundred, none = np.median(ends["Adam"], axis=1)
assert abs(tenth - one) < 0.2
assert max(tenth, one) < min(hundred, none) - budget(quick=0.15, full=0.005)


# %% play="adaptive_clip"
def adaptive_clip(gradients, max_norm=1.0, eps=1e-8):
    """Clip with a threshold that is to adapt to the gradients; return the clipped gradients and the threshold."""
    total_norm = np.sqrt(sum(np.linalg.norm(g) ** 2 for g in gradients))
    average = total_norm / sum(g.size for g in gradients)
    threshold = max_norm * (1 + np.log(average + eps))
    if total_norm > threshold:
        gradients = [g * threshold / (total_norm + eps) for g in gradients]
    return gradients, threshold


# %% play="bug_hunt"
rows = []
for scale in (1e-4, 1e-2, 1.0):
    clipped, threshold = adaptive_clip([scale * g for g in named])
    after = flat(clipped)
    norms = scale * np.linalg.norm(whole), np.linalg.norm(after)
    rows.append([*norms, threshold, cosine(after, whole)])
columns = ["norm before", "norm after", "threshold", "cosine to the gradient"]
pd.DataFrame(rows, columns=columns).map("{:.2g}".format)

# %% claim="the_clipped_gradient_turns_round"
cosines = [row[-1] for row in rows]
assert max(cosines[:2]) < -0.99
assert cosines[2] > 0.99

# %% [markdown] answer="adaptive_clipping" points=3 lang="en"
# ### Question 1 (3 points, read by a person)
#
# What does this function do to a training run, and how do you see it in the three lines? Find the cause in the program, say from which norm on the
# function would behave, and which one-line test of a clipping function would have found the mistake.
#
# ### BEGIN SOLUTION
# The cosine of -1 says that the clipped gradient points the opposite way: training climbs. The small gradients even grow: of a norm near zero comes one
# of several. The cause is the threshold. It is 1 + log(average), where the average is the norm divided by the number of all weights, and that logarithm
# is below -1 as soon as the norm is less than number of weights / e, about 0.37 times their number, which is practically always so. A negative
# threshold is always exceeded, and the gradients are multiplied by a negative number. (The sizes in which the sum and the count are mixed make no sense
# either: a norm does not grow in proportion to the number of weights.) A test: clipping must never turn the gradient round or lengthen it, so the
# cosine is positive and the norm afterwards is at most the norm before, for gradients of any size; or simply that the threshold is positive.
# ### END SOLUTION

# %% [markdown] answer="adaptive_clipping" points=3 lang="zh"
# ### 问题 1（3 分，由人批阅）
#
# 这个函数会让训练变成什么样？你从那三行输出中怎样看出来？在程序中找出原因，说明范数从多大起这个函数才正常，
# 以及对裁剪函数做怎样的一行测试就能发现这个错误。
#
# ### BEGIN SOLUTION
# 余弦为 -1，说明裁剪后的梯度指向相反的方向：训练在往上爬。小梯度甚至变大了：接近零的范数变成了好几。原因在阈值：它是 1 + log(平均)，
# 平均是范数除以全部权重的个数；只要范数小于权重个数除以 e，即约 0.37 倍的个数，这个对数就小于 -1，而实际上几乎总是如此。负的阈值总会被超过，
# 于是梯度乘上了一个负数。（把范数与个数这样混在一起本来也没有意义：范数并不与权重的个数成正比。）测试：裁剪绝不能使梯度反向或变长，
# 所以对任意大小的梯度，余弦为正，裁剪后的范数不超过之前的；或者干脆检查阈值是正数。
# ### END SOLUTION

# %% [markdown] lang="en"
# ## The learning rate over time
#
# Often the rate starts low, rises during a **warm-up** and falls later. In Keras that is a **schedule**, an object that the optimizer asks before every
# update; it counts the updates from 0. (Names differ: Keras' `ExponentialDecay` is PyTorch's `ExponentialLR`; the
# `torch.optim.lr_scheduler.ExponentialDecay` of some listings does not exist.) A common one, with $n = 1, 2, \dots$ for the number of the update:
#
# $$ \eta_n = \eta \cdot \frac{n}{n_{\text{warm}}} \quad (n \le n_{\text{warm}}), \qquad \eta_n = \eta \cdot f^{\lfloor (n - n_{\text{warm}}) / n_{\text{every}} \rfloor} \quad \text{later} $$
#
# ### Exercise 9 · A schedule (3 points)
#
# Write `WarmUpSteps` as a `keras.optimizers.schedules.LearningRateSchedule`, with `get_config`. Called with 499, it gives the rate of the 500th update:
# with the defaults, half the peak. *Hint: in a compiled training step, `step` is a tensor without a value, so choose between the two formulas with
# `ops.where`, not with `if`.*

# %% [markdown] lang="zh"
# ## 随时间变化的学习率
#
# 学习率往往从低处开始，在**预热**（warm-up）期间上升，然后下降。在 Keras 中这叫**调度**（schedule）：一个对象，优化器每次更新之前都来问它；
# 更新次数从 0 数起。（名称各不相同：Keras 的 `ExponentialDecay` 在 PyTorch 中叫 `ExponentialLR`；有些程序里写的
# `torch.optim.lr_scheduler.ExponentialDecay` 并不存在。）常用的一种是：设 $n = 1, 2, \dots$ 是第几次更新，
#
# $$ \eta_n = \eta \cdot \frac{n}{n_{\text{warm}}} \quad (n \le n_{\text{warm}}), \qquad \eta_n = \eta \cdot f^{\lfloor (n - n_{\text{warm}}) / n_{\text{every}} \rfloor} \quad \text{此后} $$
#
# ### 练习 9 · 一个调度（3 分）
#
# 把 `WarmUpSteps` 写成 `keras.optimizers.schedules.LearningRateSchedule`，要有 `get_config`。用 499 调用时，它给出第 500 次更新的学习率：
# 取默认参数时是峰值的一半。*提示：在编译后的训练步骤里，`step` 是没有值的张量，所以用 `ops.where` 而不是 `if` 在两个公式之间选择。*


# %% exercise="WarmUpSteps"
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps to `peak` during `warm_up` updates, then is multiplied by `factor` after `every` updates."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every

    def __call__(self, step):
        """Return the rate of the next update; step is the number of updates made so far."""
        ### BEGIN SOLUTION
        n = ops.cast(step, "float32") + 1
        rising = self.peak * n / self.warm_up
        fallen = ops.floor((n - self.warm_up) / self.every)
        return ops.where(n <= self.warm_up, rising, self.peak * self.factor**fallen)
        ### END SOLUTION

    def get_config(self):
        """Return what __init__ needs."""
        ### BEGIN SOLUTION
        kept = {"peak": self.peak, "warm_up": self.warm_up}
        return kept | {"factor": self.factor, "every": self.every}
        ### END SOLUTION


# %% check="WarmUpSteps" points=3
check("WarmUpSteps")

# %% play="schedules"
updates, decay = range(0, 5000, 20), keras.optimizers.schedules.ExponentialDecay
rules = {"yours": WarmUpSteps(1.0), "ExponentialDecay": decay(1.0, 1000, 0.5)}
rates = {name: [float(rule(n)) for n in updates] for name, rule in rules.items()}
figures.curves(updates, rates, "update", "learning rate")
figures.described(
    "Learning rate over the updates. Yours climbs at first and then falls in stairs; ExponentialDecay falls smoothly from the start.",
    "学习率随更新次数的变化。你的先上升，再像台阶一样下降；ExponentialDecay 从一开始就平滑地下降。",
)
yours, stairs = rules["yours"], decay(1.0, 1000, 0.5, staircase=True)
late = [abs(float(yours(n + 999)) - float(stairs(n))) for n in (0, 500, 1500, 3999)]
print(f"after the warm-up, off from ExponentialDecay(staircase=True) by {max(late):.0e}")

# %% claim="the_schedule_falls_in_stairs"
assert np.isclose(float(yours(499)), 0.5)
assert max(late) < 1e-6

# %% [markdown] lang="en"
# ## All of it in one `fit`
#
# Written out, a training loop soon fills a page, and its mistakes are quiet: an "early stopping" that only saves, a mean over the means of batches of
# unequal sizes. In Keras it is `compile` and `fit`: clipping is an argument of the optimizer, and
# callbacks stop early, keep the best weights and lower the rate. (`ReduceLROnPlateau` sets the rate itself, so it goes with a plain number, not with a
# schedule.) The layer is yours, the text the Python reference manual, and beside it stand models that only count.
#
# Three more things are a line each, for when memory or time are short; the cell after the training tries them.
#
# - **Recomputing**, as your `checkpointed` does: layers made inside `keras.RematScope(mode="full")`, or wrapped in `keras.remat`, keep only what goes into
#   them and compute the rest again on the way back. (With TensorFlow that is `tf.recompute_grad`.)
# - **Mixed precision**: `dtype="mixed_float16"` for a layer, or `keras.config.set_dtype_policy("mixed_float16")` for all that follow, computes in 16 bits,
#   which halves the memory of the states and on a GPU can save much time, and keeps the weights in 32. The price: float16 has nothing between 0 and
#   $6 \cdot 10^{-8}$, and a gradient from far back is soon smaller than that. So the loss is multiplied by a large number and the gradients are divided by
#   it before the update: **loss scaling**. Under that policy `compile` puts a `keras.optimizers.LossScaleOptimizer` around the optimizer, which does so.
#   bfloat16 has the range of float32 and fewer digits; it needs no scaling.
# - **Several devices**: each takes a share of the batch through a copy of the network, and the gradients are averaged before the update (*data
#   parallelism*). That divides the batch, not the time: the steps still wait for each other. With JAX below Keras one calls
#   `keras.distribution.set_distribution(keras.distribution.DataParallel())` before the model is made; with TensorFlow, as here, the model is made inside
#   `tf.distribute.MirroredStrategy().scope()`; with PyTorch it takes a loop of one's own around `DistributedDataParallel`. (Listings with
#   `torch.cuda.amp`, which is deprecated, or with `init_process_group()` without arguments, which stops with an error, are out of date.)

# %% [markdown] lang="zh"
# ## 一次 `fit` 全部做完
#
# 自己写训练循环，很快就写满一页，而且错了也不声张：所谓“提前停止”（early stopping）只是保存，或者对大小不等的批次的均值再取平均。
# 在 Keras 中这就是 `compile` 和 `fit`：裁剪是优化器的参数，回调函数（callback）负责提前停止、保留最好的权重、降低学习率。
# （`ReduceLROnPlateau` 自己设定学习率，所以要配一个普通的数，而不是调度。）层是你写的，文本是 Python 参考手册，旁边是只会计数的模型。
#
# 内存或时间不够时，还有三样东西各只要一行；训练之后的单元格里会试一试。
#
# - **重计算**，就像你的 `checkpointed`：在 `keras.RematScope(mode="full")` 之内建立的层，或者用 `keras.remat` 包起来的层，只保存进入它的东西，其余的在反向时再算一遍。
#   （在 TensorFlow 中就是 `tf.recompute_grad`。）
# - **混合精度**（mixed precision）：对一个层写 `dtype="mixed_float16"`，或者用 `keras.config.set_dtype_policy("mixed_float16")` 管以后所有的层，就用 16 位来计算，
#   状态所占的内存减半，在 GPU 上还能省下很多时间；权重仍保持 32 位。代价是：float16 在 0 与 $6 \cdot 10^{-8}$ 之间什么也没有，而来自远处的梯度很快就比这还小。
#   于是把损失乘上一个大数，更新之前再把梯度除以它：**损失缩放**（loss scaling）。采用这个策略时，`compile` 会给优化器套上
#   `keras.optimizers.LossScaleOptimizer`，由它来做这件事。bfloat16 的范围与 float32 相同，只是位数少，不需要缩放。
# - **多个设备**：每个设备让批次中的一份通过网络的一个副本，更新之前把各自的梯度取平均（*数据并行*，data parallelism）。这样分开的是批次，不是时间：
#   时间步还是要一个等一个。Keras 下面是 JAX 时，在建立模型之前调用 `keras.distribution.set_distribution(keras.distribution.DataParallel())`；
#   像这里一样用 TensorFlow 时，在 `tf.distribute.MirroredStrategy().scope()` 之内建立模型；用 PyTorch 时，要围绕 `DistributedDataParallel` 自己写循环。
#   （用 `torch.cuda.amp` 的程序已经过时，它已被弃用；不带参数的 `init_process_group()` 则会报错停下。）

# %% play="fit"
ids, alphabet = encode(clean(book())[: budget(quick=100_000, full=None)])
learn, exam = split(ids)
inner, held_back = split(learn)
V = len(alphabet)

keras.utils.set_random_seed(0)
layers = [
    keras.Input((64,), dtype="int32"),
    keras.layers.Embedding(V, 32),
    HandRNN(96, return_sequences=True),
    keras.layers.Dense(V),
]
reader = keras.Sequential(layers)
cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
reader.compile(
    keras.optimizers.Adam(0.01, global_clipnorm=1.0), cross_entropy, jit_compile=True
)
with tempfile.TemporaryDirectory() as folder:
    best = f"{folder}/best.keras"
    callbacks = [
        keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True),
        keras.callbacks.ModelCheckpoint(best, save_best_only=True),
        keras.callbacks.ReduceLROnPlateau(factor=0.5, patience=1, min_delta=0.002),
        Progress("your layer reads a book"),
    ]
    options = {"batch_size": 32, "epochs": budget(quick=5, full=20), "verbose": 0}
    options |= {"validation_data": windows(held_back, 64), "callbacks": callbacks}
    history = reader.fit(*windows(inner, 64), **options).history
    saved = keras.models.load_model(best)
bits = {key: np.divide(history[key], np.log(2)) for key in ("loss", "val_loss")}

# %% play="scores"
x_exam, y_exam = windows(exam, 64)
rows = np.column_stack([x_exam, y_exam[:, -1]])
scores = {f"{n}-gram": witten_bell(learn, rows, n, V) for n in (1, 2, 4)}
for name, model in {"your layer": reader, "the saved model": saved}.items():
    scores[name] = model.evaluate(x_exam, y_exam, verbose=0) / np.log(2)
curves = {"training": bits["loss"], "held back": bits["val_loss"]}
figures.curves(range(1, 1 + len(bits["loss"])), curves, "epoch", "bits per character")
figures.described(
    f"Bits per character over the epochs, from {bits['loss'][0]:.2f} to {bits['loss'][-1]:.2f} on the training text and from {bits['val_loss'][0]:.2f} to {bits['val_loss'][-1]:.2f} on the text held back.",
    f"每个字符的比特数随轮次的变化：训练文本上从 {bits['loss'][0]:.2f} 到 {bits['loss'][-1]:.2f}，留出的文本上从 {bits['val_loss'][0]:.2f} 到 {bits['val_loss'][-1]:.2f}。",
)
beside(
    "by_hand", pd.DataFrame({"bits per character": scores}).round(3).rename_axis("model")
)

# %% play="by_the_framework"
with keras.RematScope(mode="full"):
    recomputed = gradients_of(keras.layers.SimpleRNN)
pairs = zip(recomputed, gradients_of(keras.layers.SimpleRNN), strict=True)
off = max(gap(again.numpy(), kept.numpy()) for again, kept in pairs)

drawn, far = np.random.default_rng(0).normal(scale=0.3, size=(1, 40, 2)), {}
x_far = tf.constant(drawn, "float32")
start = keras.initializers.GlorotUniform(0), keras.initializers.Orthogonal(0.6, seed=0)
half, brain = "mixed_float16", "mixed_bfloat16"
for policy, scale in [("float32", 1), (half, 1), (half, 2**13), (brain, 1)]:
    layer = keras.layers.SimpleRNN(16, "tanh", True, *start, dtype=policy)
    with tf.GradientTape() as tape:
        tape.watch(x_far)
        h_last = layer(x_far)
        total = scale * tf.reduce_sum(tf.cast(h_last, "float32"))
    sizes = tf.norm(tape.gradient(total, x_far)[0] / scale, axis=-1).numpy()
    row = layer.cell.kernel.dtype, h_last.dtype.name, *(f"{sizes[t]:.1e}" for t in (0, -1))
    far[f"{policy}, loss times {scale}"] = row

devices = keras.distribution.list_devices()
print(f"recomputed gradients: off by {off:.0e}; devices found: {', '.join(devices)}")
if len(devices) > 1:
    with tf.distribute.MirroredStrategy([name.upper() for name in devices]).scope():
        shared = keras.models.clone_model(reader)
        shared.compile(keras.optimizers.SGD(0.1), cross_entropy, jit_compile=False)
    print("trained on all of them:", shared.fit(x_exam, y_exam, verbose=0).history)
columns = ["weights", "states", "gradient at the first step", "at the last"]
pd.DataFrame(far, index=columns).T

# %% claim="small_gradients_need_scaling"
assert off < 1e-12
true, lost, scaled, brain = ([float(size) for size in row[2:]] for row in far.values())
assert lost[0] == 0 < true[0] < 6e-8
assert abs(scaled[0] / true[0] - 1) < 0.2
assert abs(brain[0] / true[0] - 1) < 0.3
assert abs(lost[1] / true[1] - 1) < 0.1
assert {row[0] for row in far.values()} == {"float32"}

# %% [markdown] lang="en"
# The layer whose gradient you derived reads a book, in a `fit` like any other, and comes back from the file as it was saved. It is far ahead of single
# letters and of pairs, and in the quick budget not yet of the model that counts four letters at a time. One seed, one size; chapter 3 compares
# with more care.
#
# In the last table, the first of forty steps is too far back for 16 bits: its gradient is not small but **zero**, while the last step loses nothing. Scaled,
# it is back; with bfloat16 it was never lost. Only where several devices are found is the training shared among them.
#
# ## Where to go from here
#
# **Try** the recursion for a gated cell of chapter 5 by hand: what is handed back over the gates? · Let `CutCell` cut at random with longer and shorter windows:
# where does the noise eat up what is gained? · Give `checkpointed` windows within windows: how far down can the memory go?
#
# **Read** P. Werbos, *Backpropagation through time: what it does and how to do it*, Proc. IEEE 1990 · R. Williams and J. Peng, *An efficient
# gradient-based algorithm for on-line training of recurrent network trajectories*, Neural Computation 1990, on truncation · R. Pascanu, T. Mikolov and
# Y. Bengio, *On the difficulty of training recurrent neural networks*, ICML 2013, on clipping · A. Gruslys et al., *Memory-efficient backpropagation
# through time*, NeurIPS 2016 · C. Tallec and Y. Ollivier, *Unbiasing truncated backpropagation through time*, 2017 · P. Micikevicius et al., *Mixed
# precision training*, ICLR 2018 · A. Zhang, Z. Lipton, M. Li and A. Smola, *Dive into Deep Learning*, section 9.7, for another derivation.

# %% [markdown] lang="zh"
# 由你推导出梯度的层，像其他层一样在 `fit` 里读一本书，从文件里读回来也和保存时一样。它远远胜过单个字母和字母对的统计；在 quick 预算下，
# 它还没有超过每次数四个字母的模型。只有一个随机种子、一种大小；第 3 章的比较更为仔细。
#
# 最后那张表里，四十步中的第一步对 16 位来说太远了：它的梯度不是小，而是**零**；最后一步则什么也没有丢。缩放之后，它又回来了；用 bfloat16 时，它根本没有丢过。
# 只有找到几个设备时，才会把训练分给它们。
#
# ## 接下来
#
# **试一试** 亲手推导第 5 章的某个门控单元的递推：经过门传回的是什么？· 让 `CutCell` 用更长或更短的平均窗口随机地切：从哪里起，噪声吃掉了好处？
# · 让 `checkpointed` 在窗口里再分窗口：内存还能降到多低？
#
# **读一读** P. Werbos, *Backpropagation through time: what it does and how to do it*, Proc. IEEE 1990 · R. Williams and J. Peng, *An efficient
# gradient-based algorithm for on-line training of recurrent network trajectories*, Neural Computation 1990，
# 讲截断 · R. Pascanu, T. Mikolov and Y. Bengio, *On the difficulty of training recurrent neural networks*, ICML 2013，
# 讲裁剪 · A. Gruslys et al., *Memory-efficient backpropagation through time*, NeurIPS 2016 · C. Tallec and Y. Ollivier, *Unbiasing truncated
# backpropagation through time*, 2017 · P. Micikevicius et al., *Mixed precision training*, ICLR 2018 · A. Zhang, Z. Lipton, M. Li and A. Smola,
# *Dive into Deep Learning*，第 9.7 节，看另一种推导。

# %% claim="your_layer_reads_a_book"
assert scores["your layer"] < scores["2-gram"] - 0.5 < scores["1-gram"] - 0.5
assert budget(quick=scores["your layer"] > scores["4-gram"], full=True)
assert abs(scores["your layer"] - scores["the saved model"]) < 1e-3
