# %% [markdown] lang="en"
# # Build an LSTM that remembers
#
# A symbol goes by, thirty others follow, and then you are asked for the first one. After a few hundred steps of training a plain recurrent network
# guesses; a long short-term memory (LSTM) network names it. What makes the difference is an addition where the plain network has a matrix product. Here you
# build the LSTM twice, as equations in NumPy and as a Keras layer that agrees with `keras.layers.LSTM` to the last digits that matter, and find out when even
# an LSTM forgets.
#
# You will learn
# - why a plain recurrent network finds it hard to keep something, and what an additive cell state changes about that,
# - what each gate does, by holding it open and shut,
# - when an LSTM forgets after all, and which bias prevents it.
#
# You need: the plain recurrent network (`keras.layers.SimpleRNN`) and the chain rule. Running everything takes about a minute on two cores.

# %% [markdown] lang="zh"
# # 搭建一个记得住的 LSTM
#
# 一个符号过去了，后面跟着三十个别的符号，然后有人问你第一个是什么。训练几百步之后，普通循环网络（recurrent network）只能瞎猜；长短期记忆网络（long short-term memory，LSTM）
# 却说得出来。差别在于：普通网络用矩阵乘积的地方，它用加法。在这里，你要把 LSTM 写两遍，一遍用 NumPy 写成公式，一遍写成 Keras 层，
# 后者与 `keras.layers.LSTM` 的结果在有意义的位数上完全一致；然后查明 LSTM 什么时候也会忘记。
#
# 你将学到
# - 普通循环网络为什么难以记住东西，相加更新的细胞状态（cell state）又改变了什么；
# - 通过把门打开和关上，看清每个门的作用；
# - LSTM 什么时候还是会忘记，以及怎样的偏置（bias）能够避免。
#
# 需要的基础：普通循环网络（`keras.layers.SimpleRNN`）和链式法则。在两个核上全部运行约需一分钟。

# %%
from unrolled.check import check  # first: it brings up Keras without log lines
import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import tensorflow as tf
from keras import ops
from unrolled import figures
from unrolled.data import delayed_recall
from unrolled.record import beside
from unrolled.training import Progress, budget

figures.style()
keras.utils.set_random_seed(0)

# %% [markdown] lang="en"
# ## What a plain network finds hard
#
# Here is a memory test. A stream of symbols goes by, and now and then one of them is marked. At the end the network names **the symbol marked
# last**. The *delay* is the number of symbols that came after it. With eight symbols, guessing is right one time in eight.

# %% [markdown] lang="zh"
# ## 普通网络的难处
#
# 先来做一个记忆测试。一串符号依次经过，其中偶尔有一个带标记。到末尾时，网络要说出**最后一个带标记的符号**。*延迟*（delay）是在它之后又出现了多少个符号。
# 一共八种符号，所以瞎猜的准确率是八分之一。

# %% play="stream"
x, y = delayed_recall(np.random.default_rng(3), samples=1, length=30)
letters = np.array(list("abcdefgh"))
stream, marked = letters[x[0, :, :-1].argmax(axis=-1)], x[0, :, -1] == 1
figures.marked_stream(stream, marked, answer=letters[y[0]])
figures.described(
    f"A stream of letters in a row, some of them on red discs: these are marked. The answer is the letter marked last, {letters[y[0]]}.",
    f"排成一行的字母，其中一些在红色圆盘上：它们被标记了。答案是最后一个被标记的字母 {letters[y[0]]}。",
)

# %% [markdown] lang="en"
# The marked symbols are the red ones. Everything the network needs for its answer is one symbol, but it has to carry that symbol past all
# the others that follow. Let us train a `SimpleRNN` on such streams and test it with one delay at a time.

# %% [markdown] lang="zh"
# 红色的是带标记的符号。网络回答时需要的只是一个符号，但它必须带着这个符号走过后面的所有符号。我们用这样的符号串训练一个 `SimpleRNN`，
# 再按延迟逐一测试。

# %%
length, delays = 30, [0, 2, 5, 10, 20, 28]


def train(name, layer, samples=budget(quick=38_400, full=384_000)):
    """Train a recurrent layer on the memory test and return the model."""
    x, y = delayed_recall(np.random.default_rng(1), samples, length)
    model = keras.Sequential([keras.Input(x.shape[1:]), layer, keras.layers.Dense(8)])
    model.compile(
        keras.optimizers.Adam(0.02, global_clipnorm=1.0),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
        steps_per_execution=10,
    )
    model.fit(x, y, batch_size=128, verbose=0, callbacks=[Progress(name)])
    return model


# %%
def accuracy(model):
    """Return the accuracy for each delay, on streams the model has not seen."""
    rates = []
    for delay in delays:
        x, y = delayed_recall(np.random.default_rng(2), 1000, length, delay)
        rates.append(model.evaluate(x, y, batch_size=1000, verbose=0)[1])
    return rates


# %% play="simple_rnn"
simple_rnn = accuracy(train("SimpleRNN", keras.layers.SimpleRNN(32)))

# %% folded="draw_simple_rnn"
fig, ax = plt.subplots()
ax.set_ylim(0, 1.05)
figures.lines(
    ax,
    delays,
    {"SimpleRNN": simple_rnn, "chance": [1 / 8] * 6},
    "delay, time steps",
    "accuracy",
)
figures.described(
    f"Accuracy of the SimpleRNN over the delay, beside the level line of chance: {simple_rnn[0]:.2f} at delay {delays[0]} and {simple_rnn[-1]:.2f} at delay {delays[-1]}.",
    f"SimpleRNN 的准确率随延迟的变化，旁边的水平线是瞎猜水平：延迟为 {delays[0]} 时是 {simple_rnn[0]:.2f}，延迟为 {delays[-1]} 时是 {simple_rnn[-1]:.2f}。",
)

# %% claim="the_plain_network_has_not_learnt_it"
if budget(quick=True, full=False):
    assert simple_rnn[-1] + 0.1 < simple_rnn[0] < 0.85
    assert max(simple_rnn[3:]) < 0.3

# %% [markdown] lang="en"
# After the 300 training steps of the quick budget it is often wrong even where the marked symbol was the very last (delay 0), and after ten more symbols it
# guesses. So it has not learnt to keep the symbol and then forgotten it; it has not learnt the task. Why is that hard? The state $h_t = \tanh(x_t W_x + h_{t-1} W_h + b)$ is
# written anew at every step: whatever is to be kept has to pass through the matrix $W_h$ and the $\tanh$ each time, and whatever arrives is mixed into it, marked or not.
#
# ## A cell that adds
#
# A reader who turns to a new chapter drops the details of the last one and remembers who the hero is: keeping and forgetting are decisions. A network
# needs a way to make them.
#
# An LSTM (Hochreiter and Schmidhuber 1997; the forget gate came with Gers et al. 2000) carries a second state, the **cell state** $c_t$, that is
# *added to* instead of being written anew. Three **gates** between 0 and 1 decide what is kept, what is written and what is shown:
#
# $$
# \begin{aligned}
# i_t &= \sigma(x_t W_x^i + h_{t-1} W_h^i + b^i) && \text{input gate: how much is written} \\
# f_t &= \sigma(x_t W_x^f + h_{t-1} W_h^f + b^f) && \text{forget gate: how much is kept} \\
# \tilde c_t &= \tanh(x_t W_x^c + h_{t-1} W_h^c + b^c) && \text{candidate: what would be written} \\
# o_t &= \sigma(x_t W_x^o + h_{t-1} W_h^o + b^o) && \text{output gate: how much is shown} \\
# c_t &= f_t \odot c_{t-1} + i_t \odot \tilde c_t && \text{cell state} \\
# h_t &= o_t \odot \tanh(c_t) && \text{hidden state}
# \end{aligned}
# $$
#
# $\odot$ multiplies element by element, and $\sigma(a) = 1 / (1 + e^{-a})$. Follow the thick line at the top of the figure: between one step and the
# next, the cell state meets one multiplication and one addition, and no matrix at all.

# %% [markdown] lang="zh"
# 在 quick 预算的 300 步训练之后，即使带标记的符号就是最后一个（延迟为 0），它也常常答错；再过十个符号，就只是瞎猜了。所以它不是先学会了记住、后来又忘记，
# 而是还没有学会这个任务。难在哪里？状态 $h_t = \tanh(x_t W_x + h_{t-1} W_h + b)$ 每一步都被重写：想要保留的内容每次都得穿过矩阵 $W_h$ 和 $\tanh$，
# 而新来的内容不论有没有标记，都会混进去。
#
# ## 用加法更新的细胞
#
# 读者翻到新的一章，会放下上一章的细节，却记得主人公是谁：保留和忘记都是选择。网络也需要做这种选择的办法。
#
# LSTM（Hochreiter and Schmidhuber 1997）多带了一个状态，即**细胞状态** $c_t$：它不是被重写，
# 而是在原有的基础上*相加*。三个取值在 0 和 1 之间的**门**（gate）决定保留什么、写入什么、输出什么：
#
# $$
# \begin{aligned}
# i_t &= \sigma(x_t W_x^i + h_{t-1} W_h^i + b^i) && \text{输入门（input gate）：写入多少} \\
# f_t &= \sigma(x_t W_x^f + h_{t-1} W_h^f + b^f) && \text{遗忘门（forget gate）：保留多少} \\
# \tilde c_t &= \tanh(x_t W_x^c + h_{t-1} W_h^c + b^c) && \text{候选值（candidate）：要写的内容} \\
# o_t &= \sigma(x_t W_x^o + h_{t-1} W_h^o + b^o) && \text{输出门（output gate）：输出多少} \\
# c_t &= f_t \odot c_{t-1} + i_t \odot \tilde c_t && \text{细胞状态} \\
# h_t &= o_t \odot \tanh(c_t) && \text{隐藏状态（hidden state）}
# \end{aligned}
# $$
#
# $\odot$ 表示逐元素相乘，$\sigma(a) = 1 / (1 + e^{-a})$；遗忘门来自 Gers et al. 2000。请沿着图中上方的粗线看：从一步到下一步，细胞状态只经过一次乘法和一次加法，没有任何矩阵。

# %% play="draw_cell"
figures.lstm_cell()
figures.described(
    "Circuit of an LSTM cell. The cell state runs along the top: it is multiplied by the forget gate, and the candidate times the input gate is added. The tanh of the cell state times the output gate is the hidden state. Gates and candidate read x_t and h_{t-1}.",
    "LSTM 单元的电路图。细胞状态沿上方走过：先乘以遗忘门，再加上候选值与输入门之积。细胞状态的 tanh 乘以输出门就是隐藏状态。各个门和候选值都读取 x_t 和 h_{t-1}。",
)

# %% [markdown] lang="en"
# Elsewhere you will often see $[h_{t-1}, x_t]\,W$ for $x_t W_x + h_{t-1} W_h$. That is the same sum: $W$ is $W_h$ on top of $W_x$. We keep the two
# apart, as Keras does, and start with a dictionary that holds the weights gate by gate.

# %% [markdown] lang="zh"
# 在别处，$x_t W_x + h_{t-1} W_h$ 常写成 $[h_{t-1}, x_t]\,W$。两者是同一个和：$W$ 就是 $W_h$ 叠在 $W_x$ 上面。我们和 Keras 一样把两者分开，
# 并先用一个字典逐门存放权重。


# %%
def sigmoid(x):
    """Squash x into (0, 1), elementwise."""
    return 1 / (1 + np.exp(-x))


def random_gates(rng, names, features, units):
    """Draw W_x (features, units), W_h (units, units) and b (units,) for every name."""
    shapes = (features, units), (units, units), (units,)
    return {
        name: tuple(rng.normal(scale=0.5, size=shape) for shape in shapes) for name in names
    }


# %% play="one_sum_two_spellings"
rng = np.random.default_rng(0)
W_x, W_h, _ = random_gates(rng, "f", features=3, units=4)["f"]
x_t, h_prev = rng.normal(size=(2, 3)), rng.normal(size=(2, 4))
W = np.concatenate([W_h, W_x])
difference = np.concatenate([h_prev, x_t], axis=1) @ W - (x_t @ W_x + h_prev @ W_h)
print("largest difference between the two spellings:", np.abs(difference).max())

# %% claim="two_spellings_one_sum"
assert np.abs(difference).max() < 1e-12

# %% [markdown] lang="en"
# ### Exercise 1 · One step (3 points)
#
# Write `lstm_step(x_t, h_prev, c_prev, gates)`: the six equations above for a whole batch. `gates["f"]` is the triple $W_x^f$, $W_h^f$, $b^f$ of the
# forget gate, and so on for `"i"`, `"c"` (the candidate) and `"o"`. Return $h_t$ and $c_t$.
#
# A first test of your own: with all weights and biases zero, each gate is $\frac12$ and the candidate is 0, so $c_t = \frac12 c_{t-1}$.
# *Hint: four of the six equations have the same form.*

# %% [markdown] lang="zh"
# ### 练习 1 · 走一步（3 分）
#
# 编写 `lstm_step(x_t, h_prev, c_prev, gates)`：对整个批次（batch）计算上面六个公式。`gates["f"]` 是遗忘门的三元组 $W_x^f$、$W_h^f$、$b^f$，
# `"i"`、`"c"`（候选值）和 `"o"` 依此类推。返回 $h_t$ 和 $c_t$。
#
# 可以先自己测试：若所有权重和偏置都为零，则每个门都是 $\frac12$，候选值是 0，于是 $c_t = \frac12 c_{t-1}$。
# *提示：六个公式中有四个形式相同。*


# %% exercise="lstm_step"
def lstm_step(x_t, h_prev, c_prev, gates):
    """Advance an LSTM by one time step.

    x_t     (batch, features)   input at time t
    h_prev  (batch, units)      hidden state after time t - 1
    c_prev  (batch, units)      cell state after time t - 1
    gates   "i", "f", "c", "o" -> W_x (features, units), W_h (units, units), b (units,)

    Returns h_t and c_t, each (batch, units).
    """

    ### BEGIN SOLUTION
    def gate(name, activation):
        W_x, W_h, b = gates[name]
        return activation(x_t @ W_x + h_prev @ W_h + b)

    i_t = gate("i", sigmoid)
    f_t = gate("f", sigmoid)
    candidate = gate("c", np.tanh)
    o_t = gate("o", sigmoid)
    c_t = f_t * c_prev + i_t * candidate
    h_t = o_t * np.tanh(c_t)
    return h_t, c_t
    ### END SOLUTION


# %% check="lstm_step" points=3
check("lstm_step")

# %% [markdown] lang="en"
# ## What each gate does
#
# To see a gate work, hold it with its bias: a large positive bias opens it, a large negative one shuts it. Here one unit has its cell filled with
# $c_0 = 1$ and then reads noise. Each panel turns one gate's bias and leaves the other two alone. Turn it yourself: the arrow keys go along the row of
# buttons, and the other biases stay pale.

# %% [markdown] lang="zh"
# ## 每个门的作用
#
# 想看清一个门，就用偏置把它固定住：很大的正偏置使它打开，很大的负偏置使它关上。这里有一个单元，细胞里先装着 $c_0 = 1$，然后读入噪声。
# 每一幅图只改变一个门的偏置，另外两个不动。请自己来调：方向键沿着那一排按钮移动，其余的偏置颜色浅。


# %% play="walk"
def walk(biases):
    """Run one unit over noise with the given biases; return c_0, ..., c_T and h_0, ..., h_T."""
    zero, one = np.zeros((1, 1)), np.ones((1, 1))
    gates = {name: (zero, zero, np.full(1, biases[name])) for name in "ifo"}
    gates["c"] = one, zero, np.zeros(1)  # what would be written is the noise, squashed
    h, c = zero, one
    states = [(c.item(), h.item())]
    for x_t in np.random.default_rng(0).normal(size=(40, 1, 1)):
        h, c = lstm_step(x_t, h, c, gates)
        states.append((c.item(), h.item()))
    return dict(zip(["c_t", "h_t"], np.transpose(states), strict=True))


# %% play="drive_gates"
walks = {
    "f": {b: walk({"f": b, "i": -9, "o": 9}) for b in (-4, 0, 4)},
    "i": {b: walk({"f": 9, "i": b, "o": 9}) for b in (-4, 0, 4)},
    "o": {b: walk({"f": 9, "i": -9, "o": b}) for b in (-4, 0, 4)},
}

# %% folded="draw_gates"
panels = {
    "f": ("forget gate, no writing", "c_t", {"i": -9, "o": 9}),
    "i": ("input gate, nothing forgotten", "c_t", {"f": 9, "o": 9}),
    "o": ("output gate, cell kept at 1", "h_t", {"f": 9, "i": -9}),
}
turned = {
    gate: {b: walk({gate: b} | others) for b in (-4, -2, 0, 2, 4)}
    for gate, (*_, others) in panels.items()
}


def draw_gates(bias):
    """Draw what each gate does when its bias is this one, and, pale, what it does with the others."""
    _, axes = plt.subplots(1, 3, figsize=(9, 2.8))
    for ax, (gate, (title, shown, _)) in zip(axes, panels.items(), strict=True):
        for states in turned[gate].values():
            ax.plot(states[shown], color="#d3d6dc", linewidth=1)
        ax.plot(turned[gate][bias][shown], color=figures.NAVY)
        if gate != "i":  # what is added up has no bounds
            ax.set_ylim(-0.05, 1.1)
        ax.set(title=title, xlabel="$t$, time step", ylabel=f"${shown}$")


figures.frames(
    "bias",
    "偏置",
    draw_gates,
    {
        b: (
            f"Three panels over 40 time steps with a bias of {b}, where a gate alone is at {sigmoid(b):.2f}. Forget gate: {turned['f'][b]['c_t'][1]:.2f} of the cell's content is left after one step, {turned['f'][b]['c_t'][-1]:.2f} at the end. Input gate: the cell swings over {np.ptp(turned['i'][b]['c_t']):.1f}. Output gate: the cell that is kept shows up to {turned['o'][b]['h_t'].max():.2f}.",
            f"三幅图，40 个时间步，偏置为 {b}，这时门的值是 {sigmoid(b):.2f}。遗忘门：一步之后内容剩 {turned['f'][b]['c_t'][1]:.2f}，最后剩 {turned['f'][b]['c_t'][-1]:.2f}。输入门：细胞摆动的幅度是 {np.ptp(turned['i'][b]['c_t']):.1f}。输出门：保持不变的细胞至多显示 {turned['o'][b]['h_t'].max():.2f}。",
        )
        for b in turned["f"]
    },
)

# %% claim="what_each_gate_does"
stored, written, held = (walks[gate] for gate in "fio")
assert abs(stored[0]["c_t"][1] - 0.5) < 0.01
assert stored[4]["c_t"][40] > 0.4
swing = {b: np.ptp(states["c_t"]) for b, states in written.items()}
assert swing[-4] < 0.3 * swing[0] < 0.3 * swing[4]
assert all(np.ptp(states["c_t"]) < 0.02 for states in held.values())  # hidden, not lost
assert held[-4]["h_t"][-1] < 0.05
assert held[4]["h_t"][-1] > 0.7

# %% [markdown] lang="en"
# Left: the forget gate sets the half-life of what is stored; at bias 0, half of it is gone after one step. Middle: the input gate decides how much of
# the noise is added up. Right: the cell keeps its value while the output gate shows it or hides it; what is hidden is not lost.
#
# ## The order of the gates
#
# Libraries keep all gates side by side in one matrix, so that a step needs only two matrix products. The *order* is a convention, and copying weights
# from elsewhere in the wrong order gives a network that runs, and is wrong. Keras' order is **i, f, c, o** (PyTorch writes g for the candidate and
# has the same order, but transposed matrices and two biases):
#
# | Keras | holds | shape |
# |---|---|---|
# | `kernel` | $W_x^i, W_x^f, W_x^c, W_x^o$ side by side | `(features, 4 * units)` |
# | `recurrent_kernel` | $W_h^i, W_h^f, W_h^c, W_h^o$ side by side | `(units, 4 * units)` |
# | `bias` | $b^i, b^f, b^c, b^o$ | `(4 * units,)` |
#
# ### Exercise 2 · Pack the weights (3 points)
#
# Write `to_keras_weights(gates)`: turn the dictionary into the list `[kernel, recurrent_kernel, bias]` that `keras.layers.LSTM.set_weights` takes.
# *Hint: side by side means that the number of rows stays what it is.*

# %% [markdown] lang="zh"
# 左图：遗忘门决定所存内容的半衰期（half-life）；偏置为 0 时，一步之后就只剩一半。中图：输入门决定有多少噪声被累加进来。右图：细胞保持着它的值，
# 输出门只是把它显示出来或藏起来；藏起来并不等于丢失。
#
# ## 各门的顺序
#
# 各种库都把所有的门并排放在一个矩阵里，这样一步只需要两次矩阵乘法。*顺序*只是约定，但若按错误的顺序从别处复制权重，网络照样能运行，
# 结果却是错的。Keras 的顺序是 **i、f、c、o**（PyTorch 把候选值记作 g，顺序相同，但矩阵是转置的，而且有两个偏置）：
#
# | Keras | 内容 | 形状 |
# |---|---|---|
# | `kernel` | $W_x^i, W_x^f, W_x^c, W_x^o$ 并排 | `(features, 4 * units)` |
# | `recurrent_kernel` | $W_h^i, W_h^f, W_h^c, W_h^o$ 并排 | `(units, 4 * units)` |
# | `bias` | $b^i, b^f, b^c, b^o$ | `(4 * units,)` |
#
# ### 练习 2 · 打包权重（3 分）
#
# 编写 `to_keras_weights(gates)`：把字典变成 `keras.layers.LSTM.set_weights` 所需的列表 `[kernel, recurrent_kernel, bias]`。
# *提示：并排意味着行数保持不变。*


# %% exercise="to_keras_weights"
def to_keras_weights(gates):
    """Pack weights kept gate by gate the way keras.layers.LSTM keeps them.

    gates  "i", "f", "c", "o" -> W_x (features, units), W_h (units, units), b (units,)

    Returns [kernel, recurrent_kernel, bias] of shapes (features, 4 * units), (units, 4 * units), (4 * units,).
    """
    ### BEGIN SOLUTION
    W_x, W_h, b = zip(*(gates[name] for name in "ifco"), strict=True)
    return [np.concatenate(W_x, axis=1), np.concatenate(W_h, axis=1), np.concatenate(b)]
    ### END SOLUTION


# %% check="to_keras_weights" points=3
check("to_keras_weights")

# %% [markdown] lang="en"
# Now your equations and Keras' layer can be compared directly: the same weights, the same input, ten steps.

# %% [markdown] lang="zh"
# 现在可以直接比较你的公式和 Keras 的层了：同样的权重，同样的输入，走十步。

# %% play="compare_with_keras"
rng = np.random.default_rng(0)
gates = random_gates(rng, "ifco", features=3, units=4)
x = rng.normal(size=(2, 10, 3))

lstm = keras.layers.LSTM(4, return_sequences=True, dtype="float64")
lstm.build(x.shape)
lstm.set_weights(to_keras_weights(gates))

h, c = np.zeros((2, 4)), np.zeros((2, 4))
for t in range(10):
    h, c = lstm_step(x[:, t], h, c, gates)
gap = np.abs(h - lstm(x)[:, -1]).max()
print("largest difference after ten steps:", gap)

# %% claim="equations_equal_keras"
assert gap < 1e-12

# %% [markdown] lang="en"
# ## The cell as a Keras layer
#
# `keras.layers.RNN` runs any *cell* over time. It takes care of masks, initial states and the choice between the last output and all of them. A cell
# is a layer whose `call` takes the input of one step and the states, and returns the output and the new states; `state_size` and `output_size` say
# how wide they are.
#
# ### Exercise 3 · `LSTMCell` (4 points)
#
# Write the three methods. `build` creates the three weights of the table above, in this order and under these names, all of them trainable, with the
# biases zero except for the forget gate's, which start at `forget_bias`. `call` takes one step with one matrix product for the input and one for the
# hidden state. `get_config` returns what `__init__` needs, so that a saved model can be loaded again. Use `keras.ops` so that the cell runs on every
# backend.
# *Hint: `ops.split(z, 4, axis=-1)` cuts the last axis into four blocks.*

# %% [markdown] lang="zh"
# ## 把单元写成 Keras 层
#
# `keras.layers.RNN` 可以让任何*单元*（cell）沿时间运行，并负责掩码（mask）、初始状态，以及只返回最后一个输出还是返回全部。单元也是一个层：它的
# `call` 接收一步的输入和各个状态，返回输出和新的状态；`state_size` 和 `output_size` 说明它们有多宽。
#
# ### 练习 3 · `LSTMCell`（4 分）
#
# 编写三个方法。`build` 按上表的次序和名称创建三个权重，都可训练；偏置为零，只有遗忘门的偏置从 `forget_bias` 开始。`call` 走一步：输入和隐藏状态各用一次矩阵乘法。
# `get_config` 返回 `__init__` 所需的参数，这样保存的模型才能重新载入。请使用 `keras.ops`，使单元可以在任何后端（backend）上运行。
# *提示：`ops.split(z, 4, axis=-1)` 把最后一个轴切成四块。*


# %% exercise="LSTMCell"
@keras.saving.register_keras_serializable("unrolled")
class LSTMCell(keras.layers.Layer):
    """One step of an LSTM, for keras.layers.RNN; forget_bias is where the forget gate's bias starts.

    Weights, the gates side by side in the order i, f, c, o:
    kernel            (features, 4 * units)   glorot_uniform
    recurrent_kernel  (units, 4 * units)      orthogonal
    bias              (4 * units,)            zeros, but forget_bias for the forget gate
    """

    def __init__(self, units, forget_bias=1.0, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.forget_bias = forget_bias
        self.state_size = [units, units]
        self.output_size = units

    def build(self, input_shape):
        """Create the weights; input_shape is (batch, features)."""

        ### BEGIN SOLUTION
        def start(shape, dtype=None):
            i, f, c, o = ops.split(ops.zeros(shape, dtype), 4)
            return ops.concatenate([i, f + self.forget_bias, c, o])

        width = 4 * self.units
        self.kernel = self.add_weight(
            shape=(input_shape[-1], width), initializer="glorot_uniform", name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, width), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(width,), initializer=start, name="bias")
        ### END SOLUTION

    def call(self, inputs, states):
        """inputs (batch, features), states [h_prev, c_prev] -> h_t, [h_t, c_t]."""
        ### BEGIN SOLUTION
        h_prev, c_prev = states
        z = (
            ops.matmul(inputs, self.kernel)
            + ops.matmul(h_prev, self.recurrent_kernel)
            + self.bias
        )
        i, f, c, o = ops.split(z, 4, axis=-1)
        c_t = ops.sigmoid(f) * c_prev + ops.sigmoid(i) * ops.tanh(c)
        h_t = ops.sigmoid(o) * ops.tanh(c_t)
        return h_t, [h_t, c_t]
        ### END SOLUTION

    def get_config(self):
        """Return what __init__ needs to build the same cell again."""
        ### BEGIN SOLUTION
        return super().get_config() | {"units": self.units, "forget_bias": self.forget_bias}
        ### END SOLUTION


# %% check="LSTMCell" points=4
check("LSTMCell")

# %% [markdown] lang="en"
# Your layer is a Keras layer like any other. Let it take the memory test that was too hard for the plain network, inside a `Sequential` model.

# %% [markdown] lang="zh"
# 你的层与任何其他 Keras 层一样使用。让它在一个 `Sequential` 模型里参加普通网络没有通过的记忆测试。

# %% play="lstm_remembers"
your_lstm = train("LSTM", keras.layers.RNN(LSTMCell(32)))
results = {"LSTM": accuracy(your_lstm), "SimpleRNN": simple_rnn, "chance": [1 / 8] * 6}

# %% folded="draw_lstm_remembers"
fig, ax = plt.subplots()
ax.set_ylim(0, 1.05)
figures.lines(ax, delays, results, "delay, time steps", "accuracy")
figures.described(
    f"Accuracy over the delay: the LSTM is high at every delay; the SimpleRNN goes from {simple_rnn[0]:.2f} to {simple_rnn[-1]:.2f}, beside the level line of chance.",
    f"准确率随延迟的变化：LSTM 在所有延迟处都很高；SimpleRNN 从 {simple_rnn[0]:.2f} 变到 {simple_rnn[-1]:.2f}，旁边的水平线是瞎猜水平。",
)

# %% claim="the_lstm_remembers"
assert min(results["LSTM"]) > 0.8
assert min(np.subtract(results["LSTM"], simple_rnn)[3:]) > budget(quick=0.5, full=-0.1)

# %% [markdown] lang="en"
# The same number of units, the same data, the same optimiser: in the quick budget the plain network guesses where yours still knows the symbol. Do not read too
# much into it: this is how fast they *learn*, not what they could ever do. With ten times the training (`UNROLLED_BUDGET=full`) the plain network gets
# further. What it is slow to learn is to choose, among things that all look alike, which one to keep.
#
# How does yours choose? Every gate is a function of what arrives, and can be read off the trained weights. Here are the means over all units and 1000 new streams, at the
# marked symbols and at the others.

# %% [markdown] lang="zh"
# 单元数相同，数据相同，优化器也相同：在 quick 预算下，普通网络只能瞎猜的地方，你的网络仍然知道那个符号。但不要过度解读：这里比的是*学得多快*，而不是最终能做到什么。
# 若训练量增加到十倍（`UNROLLED_BUDGET=full`），普通网络会更进一步。它学得慢的，是在看起来都一样的东西里选出要保留的那一个。
#
# 你的网络是怎样选的？每个门都是输入的函数，可以由训练好的权重读出来。下面是各门在 1000 串新符号上、对所有单元取的平均值：一列在带标记的符号处，一列在其他符号处。

# %% play="gates_at_marks"
cell = your_lstm.layers[0].cell
kernel, recurrent_kernel, bias = your_lstm.layers[0].get_weights()
x, _ = delayed_recall(np.random.default_rng(4), 1000, length)
h = np.array(keras.layers.RNN(cell, return_sequences=True)(x))
before = np.pad(h, ((0, 0), (1, 0), (0, 0)))[:, :-1]
i, f, _, _ = np.split(x @ kernel + before @ recurrent_kernel + bias, 4, axis=-1)
opened, marked = {"input gate": sigmoid(i), "forget gate": sigmoid(f)}, x[..., -1] == 1
means = {name: (gate[marked].mean(), gate[~marked].mean()) for name, gate in opened.items()}
pd.DataFrame(means, ["at marked symbols", "at the others"]).T.round(2)

# %% claim="gates_choose"
assert means["input gate"][0] > means["input gate"][1] + 0.1
assert means["forget gate"][0] < means["forget gate"][1] - 0.1

# %% [markdown] lang="en"
# > **Often claimed.** A plain recurrent network has a selective memory: its $W_h$ learns what to keep.
# >
# > **What we run.** The mean gates of your trained LSTM, where a symbol is marked and where it is not.
# >
# > **What holds.** $W_h$ is fixed once it is learnt and the same for every symbol, so by itself it selects nothing; a plain network is left with the slope of its $\tanh$. To keep one symbol and not
# > another takes a factor that depends on the symbol. That is a gate: at a mark the forget gate goes down, which drops the old symbol, and the input gate goes up, which writes the new one.
#
# In the functional API the cell can do more, for instance return its final states and ignore padded steps. Here ten steps of zeros are
# appended to every stream; thanks to the mask, both states after the padding are the ones before it.

# %% [markdown] lang="zh"
# > **常见的说法。** 普通循环网络有选择性的记忆：它的 $W_h$ 学会了该保留什么。
# >
# > **我们运行的。** 你训练好的 LSTM 的各门的平均值，分别在带标记的符号处和其他符号处。
# >
# > **成立的是。** $W_h$ 一旦学好就固定不变，对每个符号都一样，所以它本身什么也不选；普通网络只剩下 $\tanh$ 的斜率可用。要保留这个符号而不保留那个，
# > 就需要一个随符号而变的因子，那就是门：遇到标记时，遗忘门变小，旧的符号被放下；输入门变大，新的符号被写入。
#
# 用函数式 API（functional API）还能做得更多，例如返回最终状态，并忽略填充（padding）的时间步。这里在每串符号后面补上十步零；有了掩码，
# 填充之后的两个状态就是填充之前的那两个。

# %% play="functional"
inputs = keras.Input((None, 9))
masked = keras.layers.Masking()(inputs)
layer = keras.layers.RNN(cell, return_sequences=True, return_state=True)
sequence, h_last, c_last = layer(masked)
states = keras.Model(inputs, [h_last, c_last])

# %% play="padded"
x, y = delayed_recall(np.random.default_rng(4), 3, 20)
padded = np.pad(x, ((0, 0), (0, 10), (0, 0)))
for name, after, before in zip(("hidden", "cell"), states(padded), states(x), strict=True):
    gap = np.abs(after - before).max()
    print(f"largest difference of the {name} state, padded against not: {gap:.1g}")

# %% claim="padding_changes_neither_state"
for after, before in zip(states(padded), states(x), strict=True):
    assert np.abs(after - before).max() < 1e-6

# %% [markdown] lang="en"
# States go in as well: what one call returns, the next one takes as `initial_state`, in the order $h$, $c$. So a long stream can be read piece by piece. Without it every call begins with zeros, which
# `get_initial_state` makes for a batch (elsewhere such a function is often called `init_hidden`). Your weights fit `keras.layers.LSTM`; let it read new streams in two halves, the last marked symbol in the
# first half, and hand over both states, one of them, or none.

# %% [markdown] lang="zh"
# 状态也可以传进去：一次调用返回的状态，按 $h$、$c$ 的次序，由下一次调用作为 `initial_state` 接收。这样，很长的符号串就可以一段一段地读。不传的话，每次调用都从零开始；
# `get_initial_state` 会为一个批次生成这些零（在别处，这样的函数常叫 `init_hidden`）。你的权重正合 `keras.layers.LSTM`；让它把新的符号串分两半来读，最后一个带标记的符号在前一半，
# 而交给后一半的是两个状态、其中一个，或者一个也不交。

# %% play="handed_over"
x, y = delayed_recall(np.random.default_rng(5), 1000, length, delay=20)
first, rest = np.split(x, 2, axis=1)
keras_lstm = keras.layers.LSTM(32, return_sequences=True, return_state=True)
keras_lstm.build(x.shape)
keras_lstm.set_weights(your_lstm.layers[0].get_weights())
_, *in_one_go = keras_lstm(x)
_, h, c = keras_lstm(first)
h_0, c_0 = keras_lstm.get_initial_state(batch_size=1000)
starts = {"both": [h, c], "c only": [h_0, c], "h only": [h, c_0], "none": [h_0, c_0]}

# %% play="second_half"
handed = {}
for name, start in starts.items():
    _, *end = keras_lstm(rest, initial_state=start)
    gap = max(np.abs(a - b).max() for a, b in zip(end, in_one_go, strict=True))
    right = np.mean(np.argmax(your_lstm.layers[-1](end[0]), axis=-1) == y)
    handed[name] = {"differs from one reading by": f"{gap:.1g}", "accuracy": right}
pd.DataFrame(handed).T.rename_axis("handed over")

# %% claim="states_go_in"
assert float(handed["both"]["differs from one reading by"]) < 1e-4
assert handed["both"]["accuracy"] > 0.7
assert handed["c only"]["accuracy"] > handed["both"]["accuracy"] - 0.1
assert handed["none"]["accuracy"] < 0.3
assert handed["c only"]["accuracy"] > handed["h only"]["accuracy"] - 0.02

# %% [markdown] lang="en"
# With both states two halves are one stream. With none the second half can only guess. The cell state alone is almost as good as both: the symbol is kept there.
#
# ## Does it solve vanishing gradients?
#
# Along the cell state, $\partial c_t / \partial c_{t-1} = f_t$ (plus what flows through the gates and the candidate, which look at $h_{t-1}$). Over $T$ steps the
# direct path multiplies $T$ forget gates:
#
# $$ \frac{\partial c_T}{\partial c_t} = f_{t+1} \odot f_{t+2} \odot \dots \odot f_T $$
#
# A product of numbers below 1 is precisely what can vanish.

# %% [markdown] lang="zh"
# 两个状态都交过去，两半就是同一串。什么也不交，后一半只能瞎猜。只交细胞状态，几乎与两个都交一样好：符号就存在那里。
#
# ## 它解决了梯度消失吗？
#
# 沿着细胞状态，$\partial c_t / \partial c_{t-1} = f_t$（另外还有经过各门和候选值的部分，因为它们要看 $h_{t-1}$）。走过 $T$ 步，
# 直接路径就把 $T$ 个遗忘门相乘：
#
# $$ \frac{\partial c_T}{\partial c_t} = f_{t+1} \odot f_{t+2} \odot \dots \odot f_T $$
#
# 一串小于 1 的数相乘，恰恰可能会消失。

# %% play="products"
bias = np.array([0, 1, 5])
left = sigmoid(bias) ** 100
columns = {"forget bias": bias, "gate": sigmoid(bias), "left after 100 steps": left}
pd.DataFrame(columns).map("{:.2g}".format).set_index("forget bias")

# %% claim="a_gate_at_one_half_keeps_nothing"
assert left[0] < 1e-30
assert left[1] < 1e-13
assert left[2] > 0.5

# %% [markdown] lang="en"
# > **Often claimed.** An LSTM does not suffer from vanishing gradients, because its gates lie in $(0, 1)$.
# >
# > **What we run.** The product of a hundred forget gates, with a bias of 0, 1 and 5.
# >
# > **What holds.** With a bias of 0 nothing survives a hundred steps. What helps is not the interval but the *place* in it: a gate near 1 lets the gradient through. An
# > LSTM can learn such gates, unit by unit and step by step. Explosion is another matter; that is what gradient clipping is for.
#
# ### Exercise 4 · The gradient along the cell path (3 points)
#
# Write `cell_path_gradient(f)`: given the forget gates $f_1, \dots, f_T$, an array of shape `(time, units)`, return $\partial c_T / \partial c_t$ along the direct
# path for $t = 0, \dots, T$, an array of shape `(time + 1, units)`. For gates all at 0.5 and $T = 2$ that is 0.25, 0.5, 1.
# *Hint: backpropagation starts at the end.*

# %% [markdown] lang="zh"
# > **常见的说法。** LSTM 不会出现梯度消失（vanishing gradient），因为它的门在 $(0, 1)$ 之间。
# >
# > **我们运行的。** 一百个遗忘门的乘积，偏置分别为 0、1 和 5。
# >
# > **成立的是。** 偏置为 0 时，一百步之后什么也不剩。起作用的不是这个区间，而是在区间中的*位置*：接近 1 的门才让梯度通过。LSTM
# > 能够逐个单元、逐步地学会这样的门。梯度爆炸（exploding gradient）则是另一回事，那要靠梯度裁剪（gradient clipping）。
#
# ### 练习 4 · 沿细胞路径的梯度（3 分）
#
# 编写 `cell_path_gradient(f)`：给定遗忘门 $f_1, \dots, f_T$，即形状为 `(time, units)` 的数组，返回直接路径上的 $\partial c_T / \partial c_t$，
# 其中 $t = 0, \dots, T$，即形状为 `(time + 1, units)` 的数组。若所有门都是 0.5 且 $T = 2$，结果是 0.25、0.5、1。
# *提示：反向传播（backpropagation）从末尾开始。*


# %% exercise="cell_path_gradient"
def cell_path_gradient(f):
    """Return dc_T / dc_t along the direct cell path, for t = 0, ..., T.

    f  (time, units)   the forget gates f_1, ..., f_T

    Returns (time + 1, units); the last row is dc_T / dc_T.
    """
    ### BEGIN SOLUTION
    one = np.ones((1, f.shape[1]))
    backwards = np.concatenate([one, f[::-1]])
    return np.cumprod(backwards, axis=0)[::-1]
    ### END SOLUTION


# %% check="cell_path_gradient" points=3
check("cell_path_gradient")

# %% [markdown] lang="en"
# Automatic differentiation can tell whether that formula is the whole truth. We run your cell on noise, once as it is and once with `recurrent_kernel` set
# to zero, so that gates and candidate do not see the state, and compare $\partial c_T / \partial c_t$ with the product of the forget gates.

# %% [markdown] lang="zh"
# 自动微分（automatic differentiation）可以告诉我们，这个公式是不是全部的真相。我们让你的单元读入噪声，一次照常，一次把 `recurrent_kernel` 设为零，
# 使各门和候选值都看不到状态，然后比较 $\partial c_T / \partial c_t$ 与遗忘门的乘积。


# %% play="forget_gate"
def forget_gate(cell, x_t, h_prev):
    """Return f_t, (batch, units): the second of the four blocks."""
    _, W_x, _, _ = ops.split(cell.kernel, 4, axis=-1)
    _, W_h, _, _ = ops.split(cell.recurrent_kernel, 4, axis=-1)
    _, b, _, _ = ops.split(cell.bias, 4)
    return ops.sigmoid(ops.matmul(x_t, W_x) + ops.matmul(h_prev, W_h) + b)


# %% play="both_gradients"
def both_gradients(cell, x):
    """Return dc_T / dc_t of unit 0 for every t: by automatic differentiation, and along the direct path."""
    h, c, f = ops.zeros((1, cell.units)), [ops.zeros((1, cell.units))], []
    with tf.GradientTape() as tape:
        tape.watch(c[0])
        for t in range(x.shape[1]):
            f.append(forget_gate(cell, x[:, t], h)[0])
            h, [_, c_t] = cell(x[:, t], [h, c[-1]])
            c.append(c_t)
        last = c[-1][0, 0]
    automatic = np.array([gradient[0, 0] for gradient in tape.gradient(last, c)])
    return automatic, cell_path_gradient(np.array(f))[:, 0]


# %% play="autodiff"
cell = LSTMCell(8, forget_bias=2.0)
cell.build((1, 3))
x = np.random.default_rng(0).normal(size=(1, 40, 3)).astype("float32")

gradients = {"gates see the state": both_gradients(cell, x)}
cell.recurrent_kernel.assign(ops.zeros_like(cell.recurrent_kernel))
gradients["gates see the input only"] = both_gradients(cell, x)

# %% folded="draw_autodiff"
fig, axes = plt.subplots(1, 2, figsize=(8, 3), sharey=True)
for ax, (title, (automatic, direct)) in zip(axes, gradients.items(), strict=True):
    ax.set(yscale="log", ylim=(1e-3, 10))
    curves = {"autodiff": np.abs(automatic), "product of $f$": direct}
    figures.lines(
        ax, range(41), curves, "$t$, time step", r"$|\partial c_T / \partial c_t|$"
    )
    ax.set_title(f"{title}: they differ by {np.abs(automatic - direct).max():.0e}")
figures.described(
    "Two panels with the gradient of the last cell state by that of each step on a logarithmic axis, once by automatic differentiation and once as the product of the forget gates. Where the gates see the state the two lines part; where they see the input only, they are one.",
    "两幅图，最后的细胞状态对每一步细胞状态的梯度，对数刻度：一条由自动微分得到，一条是遗忘门之积。门看得到状态时，两条线分开；门只看输入时，两条线重合。",
)

# %% claim="detours"
automatic, direct = gradients["gates see the input only"]
assert np.allclose(automatic, direct, atol=1e-6)
automatic, direct = gradients["gates see the state"]
assert np.abs(np.log(np.abs(automatic / direct))).max() > np.log(1.5)

# %% [markdown] lang="en"
# Where the gates see only the input, the product is exact. With recurrent weights there are detours through the gates and the candidate as well: going back over
# forty steps the two curves part, and the product is no more than a first estimate.
#
# ## Choose how long to remember
#
# If $f$ is all that matters, we can choose it. A cell that is to keep the share $k$ of its content over $n$ steps needs gates with $f^n = k$.
#
# ### Exercise 5 · The right bias (2 points)
#
# Write `forget_bias(keep, steps)`: return the bias $b$ with $\sigma(b)^{\text{steps}} = \text{keep}$. Keeping one half over one step needs a gate at one half, so the
# bias is 0. *Hint: first the gate, then the number that the sigmoid turns into it.*

# %% [markdown] lang="zh"
# 当门只看输入时，乘积是精确的。有了循环权重，就多了穿过各门和候选值的弯路：往回走四十步，两条曲线就分开了，
# 这时乘积不过是初步的估计。
#
# ## 选择记多久
#
# 既然关键在于 $f$，我们就可以选择它。一个细胞若要在 $n$ 步之后仍保留 $k$ 这么多，门就要满足 $f^n = k$。
#
# ### 练习 5 · 合适的偏置（2 分）
#
# 编写 `forget_bias(keep, steps)`：返回满足 $\sigma(b)^{\text{steps}} = \text{keep}$ 的偏置 $b$。一步保留一半需要门等于二分之一，所以偏置是 0。
# *提示：先求门，再求被 sigmoid 变成它的那个数。*


# %% exercise="forget_bias"
def forget_bias(keep, steps):
    """Return the forget-gate bias with which a cell keeps the share `keep`, between 0 and 1, after `steps` steps."""
    ### BEGIN SOLUTION
    f = keep ** (1 / steps)
    return np.log(f / (1 - f))
    ### END SOLUTION


# %% check="forget_bias" points=2
check("forget_bias")

# %% [markdown] lang="en"
# To keep $1/e$ over $T$ steps the bias is close to $\ln(T - 1)$. Tallec and Ollivier (2018) recommend starts of up to this value for dependencies of up
# to $T$ steps: $b_f = \ln u$, with $u$ drawn evenly between 1 and $T - 1$ for each unit, and $b_i = -b_f$, so that a unit that keeps long writes little. We
# take the first half of this advice only, and its upper end for all units. Compare it with the two common choices: 0, which many textbook implementations use, and 1,
# which Keras uses (`unit_forget_bias`).

# %% [markdown] lang="zh"
# 要在 $T$ 步之后保留 $1/e$，偏置接近 $\ln(T - 1)$。对于不超过 $T$ 步的依赖，Tallec 和 Ollivier（2018）推荐以此为上限的初始值：
# $b_f = \ln u$，其中 $u$ 对每个单元在 1 与 $T - 1$ 之间均匀抽取；再令 $b_i = -b_f$，使保留得久的单元写得少。我们只采用这条建议的前一半，
# 并让所有单元都取上限。把它与两种常见的选择比较：许多教材的实现用 0，Keras 用 1（`unit_forget_bias`）。

# %% play="biases"
T = 100
biases = {"0": 0.0, "1": 1.0, "ln(T - 1)": np.log(T - 1)}
best = forget_bias(np.exp(-1), T)
print(f"forget_bias(1/e, {T}) = {best:.4f}, ln({T} - 1) = {np.log(T - 1):.4f}")

kept = pd.DataFrame({"gate": sigmoid(pd.Series(biases))})
kept["half-life, steps"] = np.log(0.5) / np.log(kept["gate"])
kept[f"left after {T} steps"] = kept["gate"] ** T
kept.map("{:.2g}".format).rename_axis("forget bias")

# %% claim="half_lives"
assert [round(steps) for steps in kept["half-life, steps"]] == [1, 2, 69]
assert abs(best - np.log(T - 1)) < 0.01

# %% [markdown] lang="en"
# Half-lives of 1, about 2 and 69 steps. Do they matter for learning? First the gradient at the very start: how much does the last state of a new layer
# feel the input at step $t$?

# %% [markdown] lang="zh"
# 半衰期分别是 1 步、约 2 步和 69 步。这对学习有影响吗？先看刚开始时的梯度：一个新建的层，它最后的状态对第 $t$ 步的输入有多敏感？


# %% play="sensitivity"
def sensitivity(bias, recurrent=True):
    """Return the mean size of the gradient that reaches each input from the last state of a new layer."""
    keras.utils.set_random_seed(0)
    layer = keras.layers.RNN(LSTMCell(32, forget_bias=float(bias)))
    x = tf.constant(np.random.default_rng(0).normal(size=(64, T, 12)), dtype="float32")
    layer.build(x.shape)
    if not recurrent:
        layer.cell.recurrent_kernel.assign(np.zeros((32, 128)))
    with tf.GradientTape() as tape:
        tape.watch(x)
        total = ops.sum(layer(x))
    gradient = np.array(
        tape.gradient(total, x), "float64"
    )  # squares of 1e-30 are no float32
    return np.linalg.norm(gradient, axis=-1).mean(axis=0)


# %% play="gradient_flow"
flow = {name: sensitivity(bias) for name, bias in biases.items()}
straight = {name: sensitivity(bias, recurrent=False) for name, bias in biases.items()}
share = {name: sizes[0] / sizes[-1] for name, sizes in flow.items()}
share_straight = {name: sizes[0] / sizes[-1] for name, sizes in straight.items()}

columns = {"with recurrent weights": share, "without": share_straight}
print("gradient at the first input, as a multiple of that at the last:")
pd.DataFrame(columns).map("{:.1g}".format).rename_axis("forget bias")

# %% folded="draw_gradient_flow"
fig, ax = plt.subplots()
ax.set(yscale="log", ylim=(1e-24, 1e3))
curves = {f"bias {name}": sizes[::-1] for name, sizes in flow.items()}
figures.lines(ax, range(T), curves, "$T - t$, steps back", "gradient that reaches $x_t$")
figures.described(
    "Gradient that reaches the input over the number of steps back, on a logarithmic axis, for three biases of the forget gate. With bias 0 and with bias 1 it falls by many powers of ten; with ln(T - 1) the first input gets more than the last.",
    "到达输入的梯度随往回步数的变化，对数刻度，遗忘门有三种偏置。偏置为 0 和 1 时下降许多个数量级；为 ln(T - 1) 时，第一个输入得到的比最后一个还多。",
)

# %% claim="what_the_gradient_reaches"
assert share["0"] < 1e-18
assert share["1"] < 1e-6
assert share["ln(T - 1)"] > 1.5
assert 0.05 < share_straight["ln(T - 1)"] < 0.5

# %% [markdown] lang="en"
# With bias 0 the first input is out of reach, with 1 nearly so; with $\ln 99$ it counts even more than the last. More than the last? Without recurrent weights it counts about a
# fifth: the cell has kept $1/e$ of it, and the last input has a way of its own, through the output gate. With recurrent weights an early input also
# moves all the gates that come after it, and in a cell that forgets nothing these effects add up. (That is what the other half of the advice is for: with $b_i = -b_f$
# little is written, and little adds up.)
#
# Now train: the first of 100 symbols is to be named at the end, and 99 distractors of other kinds follow it. Everything is the same for the three biases, and short:
# 200 steps of training.

# %% [markdown] lang="zh"
# 偏置为 0 时，第一个输入根本够不着；为 1 时也几乎够不着；为 $\ln 99$ 时，它的作用甚至比最后一个输入还大。比最后一个还大？没有循环权重时，它的作用约为五分之一：
# 细胞保留了它的 $1/e$，而最后一个输入还有一条自己的路，即通过输出门。有了循环权重，早的输入还会改变它之后的所有门，
# 而在一个什么也不忘的细胞里，这些影响会累积起来。（那条建议的另一半就是为此：令 $b_i = -b_f$，写得少，累积的也就少。）
#
# 现在来训练：一共 100 个符号，末尾要说出第一个，它后面跟着 99 个其他种类的干扰符号（distractor）。三种偏置的其他条件都相同，而且训练很短：200 步。


# %% play="first_of_many"
def first_of_many(rng, samples):
    """Draw one of 8 symbols and then T - 1 distractors of 4 other kinds; the answer is the first symbol."""
    y = rng.integers(8, size=(samples, 1))
    distractors = rng.integers(8, 12, size=(samples, T - 1))
    return np.eye(12, dtype="float32")[np.concatenate([y, distractors], axis=1)], y


x, y = first_of_many(np.random.default_rng(0), 200 * 64)
x_test, y_test = first_of_many(np.random.default_rng(1), 1000)


# %% play="recall"
def recall(name, seed):
    """Train an LSTM that starts with one of the biases; return its accuracy."""
    keras.utils.set_random_seed(seed)
    recurrent = keras.layers.RNN(LSTMCell(32, forget_bias=float(biases[name])))
    model = keras.Sequential([keras.Input(x.shape[1:]), recurrent, keras.layers.Dense(8)])
    model.compile(
        keras.optimizers.Adam(0.003, global_clipnorm=1.0),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
        steps_per_execution=10,
    )
    line = Progress(f"forget bias {name}, seed {seed}")
    model.fit(x, y, batch_size=64, verbose=0, callbacks=[line])
    return model.evaluate(x_test, y_test, batch_size=1000, verbose=0)[1]


# %% play="compare_biases"
seeds = range(budget(quick=2, full=8))
recalled = {name: [recall(name, seed) for seed in seeds] for name in biases}
print("accuracy (by chance 0.125):")
table = pd.DataFrame(recalled, [f"seed {seed}" for seed in seeds]).T
beside("forget_biases", table.round(2).rename_axis("forget bias"))

# %% claim="one_number_at_the_start"
assert max(recalled["0"] + recalled["1"]) < 0.3
assert np.median(recalled["ln(T - 1)"]) > 0.8

# %% [markdown] lang="en"
# What the gradient can't reach is not learnt in this time. One number at the start makes the difference between guessing and learning, with the same cell,
# data and optimiser. It opens the way and is no guarantee: the learning rate has to fit as well (try it below). (Longer training can make up
# for a poor start, and a task with short dependencies has no use for a cell that starts by keeping everything.)

# %% [markdown] lang="zh"
# 梯度够不着的东西，在这段时间里学不会。单元、数据和优化器都相同，起点上的一个数就造成了瞎猜与学会之别。它打开了路，却不是保证：
# 学习率（learning rate）也要合适（见文末的“试一试”）。（训练得更久可以弥补不好的起点；而只有短程依赖的任务，
# 也用不着一个一开始就什么都保留的细胞。）

# %% [markdown] answer="why_gates" points=2 lang="en"
# ### Question 1 (2 points, read by a person)
#
# A friend reads: "An LSTM does not suffer from vanishing gradients, because its gates lie between 0 and 1." Explain in three or four sentences what is wrong with the
# reason, what is right about the conclusion, and what you would do before training an LSTM on dependencies over 500 steps.
#
# ### BEGIN SOLUTION
# The reason is wrong: a product of numbers between 0 and 1 shrinks, and with gates at one half only $0.5^{100} \approx 8 \cdot 10^{-31}$ is left after
# 100 steps. What helps is that the cell state is added to, so that the direct path multiplies forget gates instead of matrices and slopes of the
# $\tanh$; a gate near 1 then keeps content and gradient. The network can hold such gates open where it pays, so vanishing is *mitigated*, not
# abolished, and exploding gradients are still possible. For 500 steps I would start the forget gate's bias near $\ln 499 \approx 6.2$ and clip the
# gradient's norm.
# ### END SOLUTION

# %% [markdown] answer="why_gates" points=2 lang="zh"
# ### 问题 1（2 分，由人批阅）
#
# 有位朋友读到：“LSTM 不会出现梯度消失，因为它的门在 0 和 1 之间。”请用三四句话说明：这个理由错在哪里，结论中对的是什么，以及要用 LSTM 学习跨越 500
# 步的依赖时，训练之前你会做什么。
#
# ### BEGIN SOLUTION
# 理由是错的：0 和 1 之间的数相乘会越来越小，门若停在二分之一，100 步之后只剩 $0.5^{100} \approx 8 \cdot 10^{-31}$。真正起作用的是细胞状态用加法更新，
# 直接路径上相乘的是遗忘门，而不是矩阵和 $\tanh$ 的斜率；门接近 1 时，内容和梯度都得以保留。网络可以在值得的地方让门保持打开，所以梯度消失是被*缓解*，
# 而不是被消除，梯度爆炸也仍有可能。对于 500 步，我会让遗忘门的偏置从 $\ln 499 \approx 6.2$ 附近开始，并裁剪梯度的范数。
# ### END SOLUTION

# %% [markdown] lang="en"
# ## Where to go from here
#
# **Try** a forget bias of 10 on the memory test with `length = 30`: can a cell that never forgets still tell the *last* marked symbol? · Give the
# SimpleRNN 128 units: does width buy memory? · Repeat the last experiment with a learning rate of 0.01: a good bias is no guarantee. · Set
# `UNROLLED_BUDGET=full` and watch how far the plain network gets with ten times the data.
#
# **Read** S. Hochreiter and J. Schmidhuber, *Long short-term memory*, Neural Computation 9 (1997) · F. Gers, J. Schmidhuber and F. Cummins, *Learning
# to forget*, Neural Computation 12 (2000) · R. Jozefowicz, W. Zaremba and I. Sutskever, *An empirical exploration of recurrent network architectures*,
# ICML 2015, on the forget bias · K. Greff et al., *LSTM: a search space odyssey*, IEEE Transactions on Neural Networks and Learning Systems 2017, which takes the gates away one
# by one · C. Tallec and Y. Ollivier, *Can recurrent neural networks warp time?*, ICLR 2018, on $\ln(T - 1)$.
#
# Next: `gru.ipynb`, the same idea with one state and two gates.

# %% [markdown] lang="zh"
# ## 接下来
#
# **试一试** 在 `length = 30` 的记忆测试上把遗忘偏置设为 10：一个从不遗忘的细胞还能说出*最后*一个带标记的符号吗？· 给 SimpleRNN 128 个单元：
# 宽度能换来记忆吗？· 用 0.01 的学习率重做最后一个实验：好的偏置并不是保证。· 设置 `UNROLLED_BUDGET=full`，看看普通网络有了十倍的数据能走多远。
#
# **读一读** S. Hochreiter and J. Schmidhuber, *Long short-term memory*, Neural Computation 9 (1997) · F. Gers, J. Schmidhuber and F. Cummins, *Learning to forget*, Neural
# Computation 12 (2000) · R. Jozefowicz, W. Zaremba and I. Sutskever, *An empirical exploration of recurrent network architectures*, ICML 2015，关于遗忘偏置 ·
# K. Greff et al., *LSTM: a search space odyssey*, IEEE Transactions on Neural Networks and Learning Systems 2017，把各个门逐一去掉 ·
# C. Tallec and Y. Ollivier, *Can recurrent neural networks warp time?*, ICLR 2018，关于 $\ln(T - 1)$。
#
# 下一篇：`gru.ipynb`，同样的想法，一个状态，两个门。
