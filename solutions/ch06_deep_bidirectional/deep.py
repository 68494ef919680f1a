# %% [markdown] lang="en"
# # Stack recurrent layers
#
# One recurrent layer or three? Advice is everywhere, and the answer turns round with what one keeps equal: the units or the parameters. Here you put recurrent
# layers on top of each other, by hand, as one Keras cell, and with shortcuts past the layers; you measure what depth buys; and you ask a trained stack, layer
# by layer, what it knows.
#
# You will learn
# - what a stack hands on in time, and what it hands up from layer to layer,
# - what a second layer costs, by formula and by the clock, and how to compare deep with shallow fairly,
# - how to find out what a layer knows, and what such a finding does not show.
#
# You need: `rnn_language_model.ipynb` of chapter 3 and `lstm.ipynb` of chapter 5. Running everything takes a minute or two on two cores.

# %% [markdown] lang="zh"
# # 把循环层叠起来
#
# 一个循环层还是三个？建议随处可见，而答案会随着让什么相等（单元数还是参数量）而翻转。在这里，你要把循环层一层一层地叠起来：先用手写，
# 再写成一个 Keras 单元（cell），还加上绕过各层的捷径；你要测量深度能换来什么；还要逐层地问一个训练好的堆叠，它知道些什么。
#
# 你将学到
# - 堆叠沿时间传下去的是什么，从一层向上交给另一层的又是什么；
# - 第二层的代价是多少（用公式算，用钟表量），怎样公平地比较深与浅；
# - 怎样查明一层知道什么，以及这样的结果说明不了什么。
#
# 需要的基础：第 3 章的 `rnn_language_model.ipynb` 和第 5 章的 `lstm.ipynb`。在两个核上全部运行需一两分钟。

# %%
from unrolled.check import check  # first: it brings up Keras without log lines
import time

import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import tensorflow as tf
from keras import ops
from matplotlib.cbook import get_sample_data
from unrolled import figures
from unrolled.baselines import witten_bell
from unrolled.data import book, clean, encode, split, windows
from unrolled.record import beside
from unrolled.training import Progress, budget

figures.style()
keras.utils.set_random_seed(0)
rng = np.random.default_rng(0)

# %% [markdown] lang="en"
# ## Along time and upwards
#
# A recurrent layer reads a sequence and writes a sequence: its states. So a second layer can read what the first one writes, a third what the second
# one writes, and so on:
#
# $$ h_t^{(l)} = \tanh\bigl(h_t^{(l-1)} W_x^{(l)} + h_{t-1}^{(l)} W_h^{(l)} + b^{(l)}\bigr), \qquad h_t^{(0)} = x_t $$
#
# Every layer $l$ has weights of its own, and uses them at every step.

# %% [markdown] lang="zh"
# ## 沿时间，也向上
#
# 循环层读入一个序列，写出一个序列，也就是它的各个状态。于是第二层可以读第一层写出的内容，第三层读第二层写出的内容，依此类推：
#
# $$ h_t^{(l)} = \tanh\bigl(h_t^{(l-1)} W_x^{(l)} + h_{t-1}^{(l)} W_h^{(l)} + b^{(l)}\bigr), \qquad h_t^{(0)} = x_t $$
#
# 每一层 $l$ 都有自己的权重，并在每个时间步都使用它们。

# %% play="draw_stack"
figures.stack("unroll", depth=3)
figures.described(
    "Three recurrent layers over the letters of 'unroll', a disc for each state with the round in which it can be computed, from 1 at the lower left to 8 at the upper right. Two arrows end in each: one from its own past, one from the layer below. Discs of the same round share a shade.",
    "“unroll”各字母上的三个循环层，每个状态一个圆盘，写着最早能在第几轮算出，从左下的 1 到右上的 8。每个圆盘有两个箭头进入：一个来自自己的过去，一个来自下面一层。同一轮的圆盘颜色相同。",
)

# %% [markdown] lang="en"
# Each disc is a state $h_t^{(l)}$. Two arrows end in it: one comes from its own past, one from the layer below at the same moment. The number says in
# which round it can be computed at the earliest. All states of one shade can be computed at once, so these 18 states take 8 rounds. The figure also
# shows how far the first letter is from the last state: every path between them has eight arrows, and only two of these are there because of the second
# and the third layer.
#
# ### Exercise 1 · By hand (3 points)
#
# Write `deep_rnn(x, layers)`. `layers` is a list of triples $W_x^{(l)}$, $W_h^{(l)}$, $b^{(l)}$, the lowest layer first; the widths may differ. All
# states start as zeros. Return a list with the states of each layer, `(batch, time, units)` each. *Hint: what is the input of the second layer?*

# %% [markdown] lang="zh"
# 每个圆点是一个状态 $h_t^{(l)}$。有两个箭头指向它：一个来自它自己的过去，一个来自同一时刻的下面一层。数字表示它最早在第几轮可以算出。
# 同一种深浅的状态可以同时计算，所以这 18 个状态只要 8 轮。图中还能看出第一个字母离最后的状态有多远：两者之间每条路都是八个箭头，
# 其中因为有第二、三层才有的只有两个。
#
# ### 练习 1 · 用手写（3 分）
#
# 编写 `deep_rnn(x, layers)`。`layers` 是三元组 $W_x^{(l)}$、$W_h^{(l)}$、$b^{(l)}$ 的列表，最下面的层在前；各层宽度可以不同。所有状态从零开始。
# 返回一个列表，其中是每一层的状态，形状都是 `(batch, time, units)`。*提示：第二层的输入是什么？*


# %% exercise="deep_rnn"
def deep_rnn(x, layers):
    """Run a stack of plain recurrent layers over a batch of sequences.

    x       (batch, time, features)   inputs
    layers  per layer, the lowest first: W_x (width below, units), W_h (units, units), b (units,)

    Returns a list of the states of each layer, (batch, time, units) each, the lowest layer first.
    """
    ### BEGIN SOLUTION
    states = []
    for W_x, W_h, b in layers:
        h, path = np.zeros((len(x), len(b))), []
        for t in range(x.shape[1]):
            h = np.tanh(x[:, t] @ W_x + h @ W_h + b)
            path.append(h)
        x = np.stack(path, axis=1)
        states.append(x)
    return states
    ### END SOLUTION


# %% check="deep_rnn" points=3
check("deep_rnn")

# %% [markdown] lang="en"
# In Keras a stack is one layer after the other. One thing is easily forgotten: a layer with another one above it has to hand up *all* its states,
# `return_sequences=True`.

# %% [markdown] lang="zh"
# 在 Keras 中，堆叠就是一层接一层。有一点很容易忘记：上面还有别的层时，一层必须交出它的*全部*状态，即 `return_sequences=True`。

# %% play="two_keras_layers"
x = rng.normal(size=(2, 6, 3)).astype("float32")
lower = keras.layers.SimpleRNN(5, return_sequences=True)
upper = keras.layers.SimpleRNN(4, return_sequences=True)
reference = upper(lower(x))
by_hand = deep_rnn(x, [lower.get_weights(), upper.get_weights()])
gap = np.abs(by_hand[-1] - reference).max()
print(f"yours and two Keras layers differ by {gap:.0e} at most")

# %% play="last_state_only"
last_only = keras.layers.SimpleRNN(5)
print("with return_sequences the lower layer hands up", lower(x).shape)
print("without it, it hands up", last_only(x).shape)
try:
    upper(last_only(x))
except ValueError as error:
    refused = str(error).split(": ", 1)[1]
    print("and the upper layer says:", refused)

# %% claim="yours_equals_two_keras_layers"
assert gap < 1e-5
assert "ndim=3" in refused

# %% [markdown] lang="en"
# Without it the lower layer hands up its last state only, and Keras misses the time axis.
#
# ## A stack is a cell
#
# Look at one column of the figure. From outside, it takes an input and some states and gives back an output and new states: that is what a **cell**
# does. So a whole stack of cells is a cell again, and `keras.layers.RNN` can run it in a single loop. A model that writes or listens step by step
# needs just this.
#
# ### Exercise 2 · `StackedCells` (5 points)
#
# Write this cell. A cell has a `state_size`, a number or a list of numbers (an LSTM cell has two states), and an `output_size`. Here `state_size` is
# *one flat list*, the lowest cell's states first, and the states come in and go out in this order (a cell with one state may return it bare, without
# a list). Two LSTM cells of 5 and 4 units have the `state_size` `[5, 5, 4, 4]` and the `output_size` 4. `keras.tree.flatten` makes a flat list of anything nested. In `build`, leave a cell alone that is `built` already, as one from a file is.
# In the config, cells become data by `keras.saving.serialize_keras_object`, and `from_config` turns them back. *Hint: of all the states that come in,
# how many belong to the first cell?*

# %% [markdown] lang="zh"
# 没有它，下面的层只交出最后一个状态，Keras 就找不到时间轴了。
#
# ## 堆叠也是单元
#
# 看图中的一列。从外面看，它接受一个输入和若干状态，给出一个输出和新的状态：这正是一个**单元**（cell）所做的事。所以一整叠单元又是一个单元，
# `keras.layers.RNN` 用一个循环就能运行它。一步一步地写或听的模型，需要的就是这个。
#
# ### 练习 2 · `StackedCells`（5 分）
#
# 写出这个单元。每个单元都有 `state_size`，它是一个数或几个数的列表（LSTM 单元有两个状态），
# 还有 `output_size`。这里的 `state_size` 是*一个平的列表*，最下面的单元的状态在前，状态也按这个顺序进来和出去（只有一个状态的单元返回它时可以不放在列表里）。5 个和 4 个单元的两个 LSTM 单元，`state_size` 是 `[5, 5, 4, 4]`，`output_size` 是 4。
# `keras.tree.flatten` 把任何嵌套的东西变成平的列表。在 `build` 中，不要动已经 `built` 的单元，从文件载入的单元就是这样。在配置里，
# 单元用 `keras.saving.serialize_keras_object` 变成数据，再由 `from_config` 变回来。*提示：进来的所有状态中，有几个属于第一个单元？*


# %% exercise="StackedCells"
@keras.saving.register_keras_serializable("unrolled")
class StackedCells(keras.layers.Layer):
    """Recurrent cells on top of each other, as one cell for keras.layers.RNN.

    cells        the cells, the lowest first
    state_size   the sizes of all their states in one flat list, the lowest cell's first
    output_size  the size of what the topmost cell hands out
    """

    def __init__(self, cells, **kwargs):
        super().__init__(**kwargs)
        self.cells = list(cells)
        ### BEGIN SOLUTION
        self.state_size = keras.tree.flatten([cell.state_size for cell in self.cells])
        self.output_size = self.cells[-1].output_size
        ### END SOLUTION

    def build(self, input_shape):
        """Create the weights of every cell; input_shape is (batch, features)."""
        ### BEGIN SOLUTION
        batch, width = input_shape
        for cell in self.cells:
            if not cell.built:
                cell.build((batch, width))
            width = cell.output_size
        ### END SOLUTION

    def call(self, inputs, states):
        """inputs (batch, features), all states, the lowest cell's first -> output, all new states."""
        ### BEGIN SOLUTION
        new_states = []
        for cell in self.cells:
            count = len(keras.tree.flatten(cell.state_size))
            inputs, new = cell(inputs, states[:count])
            states = states[count:]
            new_states += keras.tree.flatten(new)
        return inputs, new_states
        ### END SOLUTION

    def get_config(self):
        """Return what from_config needs to build the same stack again."""
        ### BEGIN SOLUTION
        cells = [keras.saving.serialize_keras_object(cell) for cell in self.cells]
        return super().get_config() | {"cells": cells}
        ### END SOLUTION

    @classmethod
    def from_config(cls, config):
        """Build a stack from its config."""
        ### BEGIN SOLUTION
        cells = map(keras.saving.deserialize_keras_object, config["cells"])
        return cls(**config | {"cells": cells})
        ### END SOLUTION


# %% check="StackedCells" points=5
check("StackedCells")

# %% play="the_same_network"
layers = [keras.layers.LSTM(n, return_sequences=True) for n in (5, 4)]
two_layers = keras.Sequential([keras.Input((6, 3)), *layers])
stacks = {
    "your StackedCells": StackedCells([keras.layers.LSTMCell(n) for n in (5, 4)]),
    "a list of cells": [keras.layers.LSTMCell(n) for n in (5, 4)],
}

# %% play="four_ways"
gaps = {}
for name, cell in stacks.items():
    layer = keras.layers.RNN(cell, return_sequences=True)
    layer.build(x.shape)
    layer.set_weights(two_layers.get_weights())
    gaps[name] = np.abs(layer(x) - two_layers(x)).max()
pd.DataFrame({"differs from two layers by": gaps})

# %% claim="one_network_three_times"
assert max(gaps.values()) < 1e-5

# %% [markdown] lang="en"
# The same network written three times; Keras makes a `StackedRNNCells` of a list of cells, and PyTorch says `nn.LSTM(3, 5, num_layers=2)`, though
# there all layers have the same width. One thing only Keras' own stack can do: cells that have a `dropout` of their own. `keras.layers.RNN` draws the masks
# before its loop begins, and looks for such cells there and not in yours.
#
# A language model on such a stack reads the words and the states of all layers, and returns its logits and the new states of all layers: so the next words can be read later, in another call. Here are
# 10,000 words and two layers of 512 units.

# %% [markdown] lang="zh"
# 同一个网络写了三遍；Keras 会把单元的列表变成 `StackedRNNCells`，PyTorch 则写 `nn.LSTM(3, 5, num_layers=2)`，不过在那里各层宽度都相同。只有一件事是 Keras 自己的堆叠才会的：
# 单元自带 `dropout`。`keras.layers.RNN` 在循环开始之前抽取丢弃的掩码（mask），它到那里去找这样的单元，而不到你的堆叠里找。
#
# 建在这种堆叠上的语言模型（language model）读入词和各层的状态，返回 logits 和各层的新状态：这样，后面的词可以留到另一次调用再读。下面是 10,000 个词和两层各 512 个单元。


# %%
def stateful_model(V, features, units, depth):
    """Return a model from words, (batch, time), and `depth` states, (batch, units), to logits, (batch, time, V), and as many new states."""
    words = keras.Input((None,), dtype="int32")
    before = [keras.Input((units,)) for _ in range(depth)]
    cell = StackedCells([keras.layers.GRUCell(units) for _ in range(depth)])
    layer = keras.layers.RNN(cell, return_sequences=True, return_state=True)
    embedded = keras.layers.Embedding(V, features)(words)
    states, *after = layer(embedded, initial_state=before)
    return keras.Model([words, *before], [keras.layers.Dense(V)(states), *after])


# %% play="states_in_and_out"
model = stateful_model(10_000, features=128, units=512, depth=2)
text, zeros = ops.array(rng.integers(10_000, size=(4, 10))), 2 * [ops.zeros((4, 512))]
logits, *states = model([text, *zeros])
print("logits:", logits.shape, "· in rows for the loss:", (4 * 10, logits.shape[-1]))
print("states of all layers together:", np.shape(states))

# %% play="cut_in_two"
_, *half_way = model([text[:, :5], *zeros])
cut = {}
for name, start in {"the states": half_way, "zeros": zeros}.items():
    rest, *_ = model([text[:, 5:], *start])
    cut[name] = np.abs(rest - logits[:, 5:]).max()
    print(f"the second half alone, begun with {name}, differs by {cut[name]:.1g}")

# %% claim="a_stack_hands_its_states_on"
assert np.shape(np.reshape(logits, (-1, 10_000))) == (40, 10_000)
assert np.shape(states) == (2, 4, 512)
assert cut["the states"] < 1e-6
assert cut["zeros"] > 1e-4

# %% [markdown] lang="en"
# In PyTorch the states of the layers lie in one array, `(layers, batch, units)`; here they are a list. What an untrained model says of the second half depends on the states it was given, and with the
# right ones nothing shows that the text was cut.
#
# ## What a second layer costs
#
# Twice as many layers, twice the cost? Count. An LSTM multiplies its input and its state by four blocks of weights each, three gates and the candidate; a
# plain layer has one block.
#
# ### Exercise 3 · Parameters and multiplications (3 points)
#
# Write `stack_cost(features, units, blocks=4)`; `units` lists the widths of the layers, the lowest first. Return two whole numbers: that of the
# parameters, and that of the multiplications in the matrix products of one time step, for one sequence. *Hint: what is the number of features of the second layer? And
# which parameters multiply nothing?*

# %% [markdown] lang="zh"
# PyTorch 把各层的状态放在一个数组 `(layers, batch, units)` 里；在这里它们是一个列表。未经训练的模型对后一半怎么说，取决于给它的状态；
# 状态给对了，就看不出文本曾被切开。
#
# ## 第二层的代价
#
# 层数加倍，代价也加倍吗？数一数吧。LSTM 用四块权重分别去乘输入和状态，即三个门和候选状态；普通层只有一块。
#
# ### 练习 3 · 参数与乘法（3 分）
#
# 编写 `stack_cost(features, units, blocks=4)`；`units` 列出各层的宽度，最下面的在前。返回两个整数：参数的个数，
# 以及一个序列走一个时间步时矩阵乘积中乘法的次数。*提示：第二层的特征数是多少？哪些参数不与任何东西相乘？*


# %% exercise="stack_cost"
def stack_cost(features, units, blocks=4):
    """Count the parameters of a stack of recurrent layers and the multiplications of one time step.

    features  how many numbers the lowest layer reads at each step
    units     the width of each layer, the lowest first
    blocks    how many blocks of weights a layer has: 4 in an LSTM, 1 in a SimpleRNN

    Returns two whole numbers: parameters, multiplications.
    """
    ### BEGIN SOLUTION
    parameters = multiplications = 0
    for width in units:
        weights = blocks * width * (features + width)
        multiplications += weights
        parameters += weights + blocks * width
        features = width
    return parameters, multiplications
    ### END SOLUTION


# %% check="stack_cost" points=3
check("stack_cost")

# %% play="twice"
costs = {}
for features, units in ((28, 256), (64, 128), (128, 128), (512, 128)):
    one, two = (stack_cost(features, [units] * depth)[0] for depth in (1, 2))
    costs[features, units] = {"one layer": one, "two layers": two, "ratio": two / one}
table = pd.DataFrame(costs).T.rename_axis(["features", "units"])
table.astype({"one layer": int, "two layers": int}).round(2)

# %% claim="twice_where_features_equal_units"
assert costs[128, 128]["ratio"] == 2
assert round(costs[28, 256]["ratio"], 1) == 2.8

# %% [markdown] lang="en"
# "Twice" is right where a layer reads as many numbers as it has units. With 28 letters into 256 units the second layer costs almost twice the first,
# and the stack 2.8 times as much as one layer. Does the clock agree?

# %% [markdown] lang="zh"
# 只有当一层读入的数与它的单元一样多时，“两倍”才对。28 个字母进入 256 个单元时，第二层的代价几乎是第一层的两倍，整个堆叠是一层的 2.8 倍。钟表同意吗？


# %% play="ratio"
def lstm_stack(depth, features, units=256):
    """Return a model of `depth` LSTM layers that reads 20 steps."""
    layers = [keras.layers.LSTM(units, return_sequences=True) for _ in range(depth)]
    return keras.Sequential([keras.Input((20, features)), *layers])


def ratio(features):
    """Return how long two LSTM layers take to read a batch, in units of the time that one takes."""
    x, times = np.zeros((64, 20, features), "float32"), []
    models = [lstm_stack(depth, features) for depth in (1, 2)]
    for model in models:
        model.predict_on_batch(x)  # compiles it
    for _ in range(budget(quick=10, full=40)):
        for model in models:  # in turn, so that a busy moment hits both
            started = time.perf_counter()
            model.predict_on_batch(x)
            times.append(time.perf_counter() - started)
    one, two = np.reshape(times, (-1, 2)).min(axis=0)
    return two / one


# %% play="clock"
features, measured = [28, 256, 1024], []
for n in features:
    measured.append(ratio(n))
    print(f"{n} features: two layers take {measured[-1]:.2f} times as long as one")

# %% folded="draw_clock"
curve = np.geomspace(12, 1400, 100)
one, two = (np.array([stack_cost(n, [256] * d)[1] for n in curve]) for d in (1, 2))

fig, ax = plt.subplots()
ax.set(xscale="log", ylim=(1, 3.1))
ax.set_title("two LSTM layers of 256 units; dots: by the clock")
ax.axhline(2, color=figures.GREY, linestyle=(0, (4, 3)), linewidth=1.2)
ax.plot(features, measured, "o", color=figures.CRIMSON)
lines = {"by formula": two / one}
ax.set_xticks(features, features)
ax.set_xticks([], minor=True)
figures.lines(ax, curve, lines, "features", "cost, in single layers")
figures.described(
    "Cost of two LSTM layers, in single layers, over the number of features on a logarithmic axis. The curve by formula falls from almost three to almost one and crosses the dashed line at two where features and units are equally many; the dots, measured by the clock, fall too.",
    "两个 LSTM 层的代价（以单层计）随特征数（对数刻度）的变化。按公式的曲线从将近三降到将近一，在特征与单元一样多时穿过二处的虚线；用时钟测得的点也下降。",
)

# %% claim="the_clock_falls_too"
assert measured[0] > measured[-1] + 0.15

# %% [markdown] lang="en"
# > **Often claimed.** Two LSTM layers cost about twice as much as one.
# >
# > **What we run.** The number of multiplications, and the clock, for 28, 256 and 1024 features and 256 units.
# >
# > **What holds.** The curve falls from almost three to almost one and crosses "twice" where features and units are equally many; for one block it is the same as for four.
# > From 28 to 1024 features the dots fall too. They need not lie on the curve, since not all the time goes into multiplications.
#
# ## Shortcuts, and what goes between the layers
#
# On its way up a signal passes one layer after the other, and a gradient comes back the same way. An LSTM guards the way along *time* with its cell
# state; no cell state leads from layer to layer. The remedy is a **residual connection**: a layer does not replace what it reads, it adds to it,
#
# $$ h^{(1)} = \text{layer}_1(x), \qquad h^{(l)} = h^{(l-1)} + \text{layer}_l\bigl(\text{between}(h^{(l-1)})\bigr) \quad (l > 1). $$
#
# *Between* two layers is also the place for dropout (Zaremba et al. 2014): there it disturbs what is handed up and leaves alone what is carried along
# time.
#
# ### Exercise 4 · `stack_layers` (4 points)
#
# Write `stack_layers(x, layers, between=None, residual=False)`. `layers` are functions or Keras layers, the lowest first. With `residual=False`
# nothing is added: each later layer reads `between` of what came out below it. Return the list $[h^{(1)}, h^{(2)}, \dots]$. *Hint: how many places
# are there between the layers of a stack of one? And what does the shortcut carry?*

# %% [markdown] lang="zh"
# > **常见的说法。** 两层 LSTM 的代价约为一层的两倍。
# >
# > **我们运行的。** 特征数为 28、256 和 1024、单元数为 256 时，乘法的次数和钟表上的时间。
# >
# > **成立的是。** 曲线从将近三降到将近一，在特征与单元一样多的地方穿过“两倍”；一块权重时与四块权重时一样。
# > 从 28 到 1024 个特征，圆点也在下降；它们不必正好落在曲线上，因为时间并非全都花在乘法上。
#
# ## 捷径，以及层与层之间
#
# 信号向上要一层一层地通过，梯度也沿原路返回。LSTM 用细胞状态（cell state）守住沿*时间*的路；从一层到另一层却没有细胞状态。
# 补救的办法是**残差连接**（residual connection）：一层不是换掉它读到的内容，而是往上面加，
#
# $$ h^{(1)} = \text{layer}_1(x), \qquad h^{(l)} = h^{(l-1)} + \text{layer}_l\bigl(\text{between}(h^{(l-1)})\bigr) \quad (l > 1). $$
#
# 两层*之间*（between）也是放 dropout 的地方（Zaremba et al. 2014）：在那里它只扰动向上交的内容，不碰沿时间传递的内容。
#
# ### 练习 4 · `stack_layers`（4 分）
#
# 编写 `stack_layers(x, layers, between=None, residual=False)`。`layers` 是函数或 Keras 层，最下面的在前。`residual=False` 时什么也不加：
# 后面的每一层读的是下面的结果经过 `between` 之后的样子。返回列表 $[h^{(1)}, h^{(2)}, \dots]$。*提示：只有一层的堆叠有几处“层间”？捷径传递的又是什么？*


# %% exercise="stack_layers"
def stack_layers(x, layers, between=None, residual=False):
    """Apply layers one after the other.

    x         what the lowest layer reads
    layers    functions or Keras layers, the lowest first
    between   a function or Keras layer for every place between two layers, or None for nothing
    residual  whether every layer but the lowest adds to what came out below it, instead of replacing it

    Returns a list of what comes out of each layer, the lowest first.
    """
    ### BEGIN SOLUTION
    lowest, *others = layers
    outputs = [lowest(x)]
    for layer in others:
        below = outputs[-1]
        h = layer(below if between is None else between(below))
        outputs.append(below + h if residual else h)
    return outputs
    ### END SOLUTION


# %% check="stack_layers" points=4
check("stack_layers")

# %% [markdown] lang="en"
# How much of a gradient arrives at the bottom? Take stacks of 1 to 16 untrained LSTM layers, pull at the states on top in a random direction, and see
# how hard that pulls at the inputs.

# %% [markdown] lang="zh"
# 有多少梯度能到达底部？取 1 到 16 层未经训练的 LSTM，沿一个随机方向拉动最上面的状态，看输入感到多大的力。

# %% play="pull"
depths, width = [1, 2, 4, 8, 16], 32
inputs = tf.constant(rng.normal(size=(8, 6, width)), "float32")
direction = tf.constant(rng.normal(size=(8, 6, width)), "float32")


def pull(depth, residual):
    """Return the norm of the gradient at the inputs of a new stack of LSTM layers."""
    layers = [keras.layers.LSTM(width, return_sequences=True) for _ in range(depth)]
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        top = stack_layers(inputs, layers, residual=residual)[-1]
        loss = ops.sum(direction * top)
    return float(tf.norm(tape.gradient(loss, inputs)))


# %% play="gradients"
norms = {
    "with shortcuts": [pull(depth, residual=True) for depth in depths],
    "without": [pull(depth, residual=False) for depth in depths],
}

# %% folded="draw_gradients"
fig, ax = plt.subplots()
ax.set(xscale="log", yscale="log")
ax.set_xticks(depths, depths)
ax.set_xticks([], minor=True)
figures.lines(ax, depths, norms, "layers", "gradient at the inputs")
figures.described(
    "Gradient at the inputs over the number of layers, both axes logarithmic. With shortcuts the line stays high; without, it falls by many powers of ten.",
    "输入处的梯度随层数的变化，两轴都是对数刻度。有捷径时，线保持在高处；没有时，下降许多个数量级。",
)

# %% claim="shortcuts_let_the_gradient_through"
assert norms["without"][-1] < 1e-5 * norms["without"][0]
assert norms["with shortcuts"][-1] > 0.5 * norms["with shortcuts"][0]
assert np.all(np.diff(norms["without"]) < 0)  # every layer takes its share

# %% [markdown] lang="en"
# Without shortcuts every layer takes its share, and under sixteen hardly anything is left, for all the gates of the LSTM. With shortcuts the gradient
# gets through. (This is how training starts; what becomes of it we shall see.)
#
# Now dropout. What does PyTorch's `nn.RNN(…, num_layers=1, dropout=0.5)` drop? It puts this dropout between the layers, as we do, and a single layer has
# no between: PyTorch warns, and drops nothing. In Keras `LSTM(dropout=0.5)` means something else: a dropout of the layer's own inputs. Where
# something is dropped, two readings of the same inputs differ.

# %% [markdown] lang="zh"
# 没有捷径时，每一层都拿走一份，到了十六层底下几乎什么也不剩，LSTM 的门再多也没有用。有了捷径，梯度就能通过。
# （训练就是这样开始的；后来怎样，下面会看到。）
#
# 再看 dropout。PyTorch 的 `nn.RNN(…, num_layers=1, dropout=0.5)` 会丢弃什么？它与我们一样，把这个 dropout 放在层与层之间，而单独一层没有“之间”：
# PyTorch 发出警告，什么也不丢弃。在 Keras 中 `LSTM(dropout=0.5)` 是另一回事：丢弃的是该层自己的输入。凡是丢弃了东西，把同样的输入读两遍，结果就不同。


# %% play="between"
def lstm(**options):
    """Return an LSTM layer that reads as it does in training."""
    layer = keras.layers.LSTM(width, return_sequences=True, **options)
    return lambda x: layer(x, training=True)


def between(h, drop=keras.layers.Dropout(0.5)):
    """Drop half of what is handed up, as in training."""
    return drop(h, training=True)


# %% play="dropout"
stacks = {
    "one layer, dropout between the layers": [lstm()],
    "two layers, dropout between the layers": [lstm(), lstm()],
    "one layer, Keras' LSTM(dropout=0.5)": [lstm(dropout=0.5)],
}
moved = {}
for name, layers in stacks.items():
    first, second = (stack_layers(inputs, layers, between)[-1] for _ in range(2))
    moved[name] = np.abs(first - second).max()
pd.DataFrame({"two readings differ by": moved}).round(2)

# %% claim="one_layer_has_no_between"
one, two, own = moved.values()
assert one == 0
assert min(two, own) > 0.01

# %% [markdown] lang="en"
# ## Does depth pay?
#
# Advice is easy to find: two to four layers, more would overfit. Let us train stacks of one to four plain layers as character models and look. At
# equal *units* the deeper network has more parameters as well, so there has to be a second comparison, at equal *parameters*.
#
# ### Exercise 5 · As many parameters (2 points)
#
# Write `units_within(parameters, features, depth, blocks=4)`: how many units may each of `depth` equally wide layers have so that the whole stack has
# at most `parameters`? Return the largest such whole number; where not even one unit fits, 0. *Hint: you have written what counts them.*

# %% [markdown] lang="zh"
# ## 深度划算吗？
#
# 建议随处可见：两到四层，再多就过拟合（overfitting）。我们来训练由一到四个普通循环层组成的字符模型，看一看。*单元数*相等时，更深的网络参数也更多，
# 所以还要有第二种比较：*参数量*相等。
#
# ### 练习 5 · 参数一样多（2 分）
#
# 编写 `units_within(parameters, features, depth, blocks=4)`：`depth` 层宽度相同，整个堆叠的参数不超过 `parameters`，每层可以有几个单元？
# 返回其中最大的整数；连一个单元也放不下时返回 0。*提示：数参数的函数你已经写好了。*


# %% exercise="units_within"
def units_within(parameters, features, depth, blocks=4):
    """Return the largest width of `depth` equally wide layers that have at most `parameters` parameters in all."""
    ### BEGIN SOLUTION
    units = 0
    while stack_cost(features, [units + 1] * depth, blocks)[0] <= parameters:
        units += 1
    return units
    ### END SOLUTION


# %% check="units_within" points=2
check("units_within")

# %% [markdown] lang="en"
# The text is the Python manual once more, the last tenth kept for the test, and every window of 32 characters is read from a state of zeros. Beside the networks
# stand smoothed 3-, 4- and 5-grams that have counted the same text and are asked the same questions.

# %% [markdown] lang="zh"
# 文本还是 Python 手册，最后十分之一留作测试；每个 32 个字符的窗口都从零状态开始读。网络旁边是平滑过的三元、四元和五元模型（n-gram），
# 它们数过同样的文本，回答同样的问题。


# %%
length, batch_size = 32, 32
ids, alphabet = encode(clean(book()))
learn, test = split(ids)
x, y = windows(learn, length)
x_test, y_test = (part[:1024] for part in windows(test, length))


def character_model(units, depth, residual=False):
    """Return a model from characters, (batch, time), to logits, with `depth` recurrent layers of one width."""
    characters = keras.Input((length,), dtype="int32")
    near_half = keras.initializers.RandomUniform(-0.5, 0.5)
    embedding = keras.layers.Embedding(len(alphabet), 32, embeddings_initializer=near_half)
    embedded = embedding(characters)
    layers = [keras.layers.SimpleRNN(units, return_sequences=True) for _ in range(depth)]
    top = stack_layers(embedded, layers, residual=residual)[-1]
    return keras.Model(characters, keras.layers.Dense(len(alphabet))(top))


# %%
def compiled(model, epochs):
    """Compile a model; its learning rate rises for a twentieth of the steps and then falls to zero."""
    steps = epochs * len(x) // batch_size
    rise = steps // 20
    schedule = keras.optimizers.schedules.CosineDecay
    rate = schedule(0.0, steps - rise, warmup_target=0.01, warmup_steps=rise)
    optimizer = keras.optimizers.Adam(rate, global_clipnorm=1.0)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer, loss, steps_per_execution=8, jit_compile=budget(False, True))
    optimizer.build(model.trainable_variables)
    return model


# %%
def train(name, shape, seeds, epochs):
    """Train a character model of one shape anew for each seed.

    Returns the model of the last seed, and bits per character, (seeds, 2): of a part of what was learnt, and of the test.
    """
    model, scores = compiled(character_model(*shape), epochs), []
    fresh = [variable.numpy() for variable in model.optimizer.variables]
    for seed in seeds:
        keras.utils.set_random_seed(seed)
        model.set_weights(character_model(*shape).get_weights())
        for variable, value in zip(model.optimizer.variables, fresh, strict=True):
            variable.assign(value)
        progress = Progress(f"{name}, seed {seed}")
        model.fit(x, y, batch_size, epochs, verbose=0, callbacks=[progress])
        parts = (x[:1024], y[:1024]), (x_test, y_test)
        nats = [model.evaluate(*part, batch_size=256, verbose=0) for part in parts]
        scores.append(np.divide(nats, np.log(2)))
    return model, np.array(scores)


# %% play="comparisons"
seeds, epochs = range(budget(quick=2, full=3)), budget(quick=2, full=5)
depths, deepest, units = budget(quick=[1, 3], full=[1, 2, 3, 4]), 4, 64
room, _ = stack_cost(32, [units], blocks=1)
widths = {depth: units_within(room, 32, depth, blocks=1) for depth in depths}
comparisons = {
    "equal units": {depth: (units, depth) for depth in sorted({*depths, deepest})},
    "equal units, with shortcuts": {depth: (units, depth, True) for depth in depths},
    "equal parameters": {depth: (widths[depth], depth) for depth in depths},
}

# %% play="depths"
models, scores = {}, {}
for name, shapes in comparisons.items():
    for depth, shape in shapes.items():
        if depth == 1 and scores:  # one layer is the same in every comparison
            scores[name, 1] = scores["equal units", 1]
        else:
            once = budget(quick=name != "equal units" or depth == deepest, full=False)
            runs = seeds[:1] if once else seeds
            trained = train(f"{name}, {depth} deep", shape, runs, epochs)
            models[name, depth], scores[name, depth] = trained

# %% play="counted"
exam = np.column_stack([x_test, y_test[:, -1]])
counted = {f"{n}-gram": witten_bell(learn, exam, n, len(alphabet)) for n in (3, 4, 5)}
pd.DataFrame({"bits per character, test": counted}).round(2)

# %% folded="depth_scores"
rows = {}
for (name, depth), bits in scores.items():
    width, *_ = comparisons[name][depth]
    count, _ = stack_cost(32, [width] * depth, blocks=1)
    known, new = np.median(bits, axis=0)
    rows[name, depth] = [width, count, known, new, new - known]
columns = ["units", "parameters", "bits, learnt text", "bits, test", "distance"]
table = pd.DataFrame(rows, index=columns).T.rename_axis(["comparison", "layers"])
beside("depths", table.astype({"units": int, "parameters": int}).round(2))

# %% play="draw_depths"
figures.depths(scores, counted)
figures.described(
    "Bits per character over the number of layers, a panel for each comparison: blue for learnt text, red for the test, a dot for each seed, dashed lines for models that count. With equal units more layers bring the red line down, most of it at first; with equal parameters they do not.",
    "每个字符的比特数随层数的变化，每种比较一幅：蓝色是学过的文本，红色是测试，每个随机种子一个点，虚线是计数的模型。单元数相等时，层数增加使红线下降，起初降得最多；参数数相等时则不下降。",
)

# %% claim="depth"
deep = depths[-1]
test_bits = {shape: np.median(bits[:, 1]) for shape, bits in scores.items()}
distance = {shape: np.median(bits[:, 1] - bits[:, 0]) for shape, bits in scores.items()}
one_layer = test_bits["equal units", 1]
assert max(test_bits.values()) < counted["3-gram"] - 0.1
assert test_bits["equal units", deep] < one_layer - 0.1
gains = -np.diff([test_bits["equal units", depth] for depth in (1, 3, deepest)])
assert gains[1] < 0.5 * gains[0]
assert test_bits["equal parameters", deep] > one_layer - 0.01
assert abs(test_bits["equal units, with shortcuts", 3] - test_bits["equal units", 3]) < 0.1
if budget(quick=True, full=False):
    assert counted["5-gram"] < min(test_bits.values())

# %% claim="layers_and_overfitting"
assert distance["equal units", deep] > distance["equal units", 1] + 0.02
assert distance["equal parameters", deep] < distance["equal units", 1] + 0.02

# %% [markdown] lang="en"
# Blue is a part of what was learnt, red is the test. Every dot is one seed, every line joins medians, and the dashed lines are the counting models on the test.
#
# - At equal *units* three layers are better than one, with more than three times the parameters. The fourth adds less than half of what the second and the third have added, if it adds anything.
# - At equal *parameters* they are not: one wide layer is at least as good as several narrow ones.
# - Shortcuts change little at three layers: the plain stack trains well too. The gradients above made us fear for deeper ones.
# - All these networks are ahead of the 3-gram. In the quick budget the 5-gram, which has only counted, is ahead of all of them. That is worth knowing before one
#   adds a layer.
#
# > **Often claimed.** More than a few layers overfit.
# >
# > **What we run.** One layer and several, and the distance between the bits on the test and on learnt text.
# >
# > **What holds.** At equal units the distance grows with the layers; at equal parameters it does not. What a network can learn by heart is a question of its parameters
# > before it is one of its layers.
#
# This is one text, one kind of layer, one to three seeds, and one learning rate for all, which may suit some depths better than others.
#
# ## What each layer knows
#
# The lower layers see what is local, the upper ones what is global: that is often said of deep networks. Whether it is so, a **linear probe** can
# tell (Alain and Bengio 2016): a linear model that tries to read some fact off the states of one layer, the letter four places back, say, or the
# place in the word. Where it succeeds, the layer has kept the fact.
#
# Let the rows of $X$ be states, and the rows of $Y$ the facts, one-hot; take the mean state off all rows of $X$. Then ridge regression has its
# solution in one line,
#
# $$ W = (X^\top X + \lambda I)^{-1} X^\top Y, $$
#
# and a state is answered by (itself less the mean state) times $W$, plus the mean fact. The largest number in the answer is the guess.
#
# ### Exercise 6 · A linear probe (3 points)
#
# Write `linear_probe(states, facts, new_states, ridge=1.0)`: learn from `states` and `facts`, $\lambda$ being `ridge`, and return the answers for
# `new_states`. With an enormous ridge every answer is the mean fact. *Hint: a probe may be asked about a single state; which means can it use then?*

# %% [markdown] lang="zh"
# 蓝色是学过的文本中的一部分，红色是测试文本。每个点是一个随机种子，线连接中位数，虚线是计数模型在测试文本上的成绩。
#
# - *单元数*相等时，三层比一层好，不过参数是三倍还多。第四层带来的不到第二、三层所带来的一半，也可能什么也不带来。
# - *参数量*相等时则不然：一个宽的层至少不比几个窄的层差。
# - 在三层时，捷径没有带来多少改变：普通的堆叠也训练得很好。上面的梯度让我们担心的是更深的堆叠。
# - 这些网络都领先于三元模型。在 quick 预算下，只会计数的五元模型领先于它们全部。在多加一层之前，值得先知道这一点。
#
# > **常见的说法。** 层数一多就会过拟合。
# >
# > **我们运行的。** 一层和多层，以及测试文本与学过的文本上比特数的差距。
# >
# > **成立的是。** 单元数相等时，差距随层数增大；参数量相等时则不然。网络能死记多少，首先取决于参数，其次才是层数。
#
# 这只是一种文本、一种层、一到三个随机种子，而且所有网络用同一个学习率（learning rate），它未必同样适合每一种深度。
#
# ## 每一层知道什么
#
# 下面的层看局部，上面的层看全局：人们常这样说深层网络。是否如此，可以用**线性探针**（linear probe，Alain and Bengio 2016）来查：它是一个线性模型，
# 试着从某一层的状态中读出某个事实，比如四个位置之前的字母，或者当前在词中的位置。读得出来，就说明这一层保留了这个事实。
#
# 设 $X$ 的各行是状态，$Y$ 的各行是用独热（one-hot）向量表示的事实；从 $X$ 的每一行减去平均状态。这时岭回归（ridge regression）的解只有一行：
#
# $$ W = (X^\top X + \lambda I)^{-1} X^\top Y $$
#
# 对一个状态的回答是：它减去平均状态，乘以 $W$，再加上平均事实。回答中最大的那个数就是探针猜的答案。
#
# ### 练习 6 · 线性探针（3 分）
#
# 编写 `linear_probe(states, facts, new_states, ridge=1.0)`：从 `states` 和 `facts` 学习，$\lambda$ 就是 `ridge`，返回对 `new_states` 的回答。
# ridge 极大时，每个回答都是平均事实。*提示：探针可能一次只被问一个状态；那时它能用的是哪些平均值？*


# %% exercise="linear_probe"
def linear_probe(states, facts, new_states, ridge=1.0):
    """Read facts off states by ridge regression, and read them off new states.

    states      (samples, units)       states the probe learns from
    facts       (samples, facts)       what was the case at each, one-hot for instance
    new_states  (new samples, units)   states it has not seen
    ridge       the price of the square of each weight; the constant term is free

    Returns the scores, (new samples, facts).
    """
    ### BEGIN SOLUTION
    centre = states.mean(axis=0)
    X = states - centre
    W = np.linalg.solve(X.T @ X + ridge * np.eye(len(centre)), X.T @ facts)
    return (new_states - centre) @ W + facts.mean(axis=0)
    ### END SOLUTION


# %% check="linear_probe" points=3
check("linear_probe")

# %% [markdown] lang="en"
# The plain stack of three from above now reads the test. The probes learn from the first half of what it reads and are tested on the second. A probe
# needs something to be compared with as well: the most frequent answer, and the same questions put to a stack of the same shape that has *never been
# trained*.

# %% [markdown] lang="zh"
# 现在让上面那个三层的普通堆叠来读测试文本。探针从前一半学习，在后一半上测试。探针也需要有东西来比较：最常见的答案，
# 以及一个形状相同、*从未训练过*的堆叠对同样问题的回答。


# %%
first = 12  # the places before it are too close to the start of a window


def states_of(model):
    """Return what each recurrent layer says while a model reads the test, a list of (windows, time, units)."""
    layers = [layer for layer in model.layers if isinstance(layer, keras.layers.RNN)]
    reader = keras.Model(model.input, [layer.output for layer in layers])
    return reader.predict(x_test[:512], batch_size=256, verbose=0)


def back(k):
    """Return the character k places before the one that is read, (windows, time); 0 before the window."""
    return np.pad(x_test, ((0, 0), (k, 0)))[:, :length]


# %%
def answers(fact):
    """Return a fact at the places that are asked about: what a probe learns from, and what it is tested on."""
    return np.split(fact[:512, first:].ravel(), 2)


def accuracy(states, fact):
    """Return how often a probe names the fact right from states of one layer.

    states  (windows, time, units)
    fact    (windows, time), whole numbers

    The probe learns from the first half of the windows and is tested on the second.
    """
    known, new = np.split(states[:, first:].reshape(-1, states.shape[-1]), 2)
    learnt, tested = answers(fact)
    scores = linear_probe(known, np.eye(len(alphabet))[learnt], new)
    return np.mean(scores.argmax(axis=1) == tested)


def most_frequent(fact):
    """Return how often the most frequent answer is right."""
    learnt, tested = answers(fact)
    return np.mean(np.bincount(learnt).argmax() == tested)


# %% play="letters_back"
lags, named = range(11), {}
layers = {
    "trained": states_of(models["equal units", 3]),
    "not trained": states_of(character_model(units, 3)),
}
for title, parts in layers.items():
    for number, states in enumerate(parts, start=1):
        named[title, f"layer {number}"] = [accuracy(states, back(lag)) for lag in lags]

# %% folded="draw_letters_back"
guess = most_frequent(x_test)
fig, axes = plt.subplots(1, 2, figsize=(9, 3.2), sharey=True)
right = axes[1].get_yaxis_transform()
axes[1].text(1.02, guess, "a fixed guess", color=figures.GREY, va="center", transform=right)
for ax, title in zip(axes, layers, strict=True):
    ax.set(title=title, ylim=(0, 1.03), xticks=lags)
    curves = {layer: shares for (part, layer), shares in named.items() if part == title}
    ax.axhline(guess, color=figures.GREY, linestyle=(0, (4, 3)), linewidth=1.2)
    figures.lines(ax, lags, curves, "letters back", "" if ax is axes[1] else "named right")
figures.described(
    "How often the letter of some steps ago is named from the states of three layers, with a dashed line for a fixed guess. In the trained network all lines fall, and the lowest layer knows most; in the untrained one letters further back are named more often than in the trained one.",
    "从三个层的状态说出若干步之前的字母的比例，虚线是固定的猜测。训练过的网络中，所有线都下降，最低层知道得最多；未训练的网络对更早的字母说对的比例高于训练过的。",
)

# %% claim="lowest_knows_most"
low, middle, top = (np.array(named["trained", f"layer {n}"]) for n in (1, 2, 3))
for layer in (low, middle, top):
    assert np.all(np.diff(layer) < 0.02)
    assert layer[0] > layer[-1] + 0.3
assert np.all(low > np.maximum(middle, top) - 0.03)
assert low[2] > max(middle[2], top[2]) + 0.03

# %% claim="untrained_knows_older_letters"
idle = np.array([named["not trained", f"layer {n}"] for n in (1, 2, 3)])
assert idle[0, 5] > low[5] + 0.15
assert idle[:, 10].min() > max(low[10], guess) + 0.1
assert low[10] < guess + 0.05
assert top[0] > idle[2, 0] + 0.1

# %% [markdown] lang="en"
# Left, the trained stack. Every layer knows the letters just read best and older ones less and less; and wherever the layers differ, it is the
# *lowest* that knows most. Nothing suggests that the upper layers look further back. (This is one network, with one seed.)
#
# Right, a warning. A stack that has learnt nothing knows the letters of long ago *better*: five places back, and even ten, where the trained stack does no better than a
# fixed guess. An orthogonal $W_h$ hands on most of what comes in, whatever it may be good for. So a probe shows what *could* be read off a
# state, not what the network reads off it. What training has done shows only when the panels are compared: the stack has learnt to hand the latest
# letters up to its top, and to forget the others.

# %% [markdown] lang="zh"
# 左边是训练过的堆叠。每一层都最清楚刚读过的字母，越早的字母知道得越少；而且凡是各层有差别的地方，知道得最多的都是*最下面*的层。
# 没有任何迹象表明上面的层看得更远。（这只是一个网络、一个随机种子。）
#
# 右边是一个警告。一个什么也没学过的堆叠，反而*更*清楚很久以前的字母：五个位置之前如此，十个位置之前也如此，而训练过的堆叠在那里并不比固定的猜测强。
# 正交的 $W_h$ 把进来的大部分内容都传下去，不管它们有什么用。所以探针表明的是从状态中*可以*读出什么，而不是网络从中读出了什么。训练做了什么，
# 只有把两幅图放在一起比较才看得出来：这个堆叠学会了把最近的字母交到顶层，也学会了忘掉其余的。

# %% play="facts"
since = np.zeros_like(x_test)  # letters since the last space
before = np.zeros_like(x_test)  # length of the word before
for t in range(1, length):
    space = x_test[:, t] == alphabet.index(" ")
    since[:, t] = np.where(space, 0, since[:, t - 1] + 1)
    before[:, t] = np.where(space, since[:, t - 1], before[:, t - 1])
facts = {
    "the letter read": x_test,
    "the letter before": back(1),
    "place in the word": np.minimum(since, 9),
    "length of the word before": np.minimum(before, 9),
    "the letter to come": y_test,
}

# %% play="other_facts"
read_off = {}
for name, fact in facts.items():
    shares = [accuracy(states, fact) for part in layers.values() for states in part]
    read_off[name] = [*shares, most_frequent(fact)]

# %% folded="other_facts_table"
columns = [(title, f"layer {number}") for title in layers for number in (1, 2, 3)]
columns = pd.MultiIndex.from_tuples([*columns, ("most frequent", "answer")])
pd.DataFrame(read_off, index=columns).T.round(2)

# %% claim="what_rises"
place, come = np.array(read_off["place in the word"]), read_off["the letter to come"]
assert abs(place[0] - place[3]) < 0.12
assert place[1:3].max() < place[0] + 0.03
assert place[2] > max(place[0] - 0.12, place[5] + 0.02)
*lengths, usual = read_off["length of the word before"]
assert max(lengths) < usual + 0.12
assert come[0] < come[1] + 0.02 < come[2] + 0.04
assert come[2] > come[0] + 0.05

# %% [markdown] lang="en"
# The place in the word, nobody's task, stands in the lowest layer about as clearly before training as after it; after training the top layer says it nearly as clearly as
# the lowest. Of the length of the word before there is hardly a trace anywhere. One fact alone goes the other way: the letter *to come*, the one thing that the stack is
# trained for, becomes clearer from layer to layer. In this stack the way up does not lead from local to global; it
# leads from what was read to what will be said. Elsewhere it may be otherwise: Hermans and Schrauwen (2013) found slower states higher up in their
# larger stacks.
#
# ## A week and a quarter
#
# An example that goes with "low is local, high is global" comes from finance: a lower layer for what moves from day to day, a higher one for the state of the market (*Dive
# into Deep Learning*, on deep recurrent networks). Does it take two layers? A linear unit that keeps the share $k$ of its state and takes $1 - k$ of its input is a running mean
# over about $1 / (1 - k)$ steps. Here are two such units, in *one* layer, reading the daily prices of a share: one with five days, one with 63, the
# trading days of a quarter.

# %% [markdown] lang="zh"
# 当前在词中的位置并不是谁的任务，训练之前，最下面的层里它就与训练之后差不多一样清楚；训练之后，最上面的层说得几乎与最下面的层一样清楚。
# 前一个词的长度，则在哪一层都几乎没有留下痕迹。只有一个事实的走向相反：*将要来的*字母，也就是堆叠训练时唯一的目标，一层比一层清楚。在这个堆叠里，向上的路不是从局部到全局，而是从读过的到将要说的。别处也可能不同：
# Hermans and Schrauwen（2013）在他们更大的堆叠里发现，越往上状态变化越慢。
#
# ## 一周与一个季度
#
# 与“低层局部、高层全局”相伴的是一个金融的例子，出自 *Dive into Deep Learning* 讲深层循环网络（recurrent network）的一节：下面的层管每天的涨落，
# 上面的层管市场的状况。这需要两层吗？一个线性单元，若保留自己状态的 $k$ 份，
# 再取输入的 $1 - k$ 份，就是大约 $1 / (1 - k)$ 步上的滑动平均。下面是*同一层*里的两个这样的单元，读一只股票的每日价格：一个是五天，另一个是 63 天，
# 即一个季度的交易日数。

# %% play="two_scales"
price = get_sample_data("goog.npz")["price_data"]["adj_close"].astype("float32")
keep = 1 - 1 / np.array([5, 63])  # a week and a quarter of trading days
layer = keras.layers.SimpleRNN(2, activation="linear", return_sequences=True)
layer.build((1, None, 1))
layer.set_weights([1 - keep[None], np.diag(keep), np.zeros(2)])
states = layer(price[None, :, None], initial_state=np.full((1, 2), price[0]))
traces = dict(zip(("a week", "a quarter"), np.transpose(states[0]), strict=True))

# %% folded="draw_two_scales"
fig, ax = plt.subplots(figsize=(8, 3))
ax.set_title("a price (grey) and two units of one layer that reads it")
ax.plot(price, color=figures.GREY, linewidth=0.7)
figures.lines(ax, range(len(price)), traces, "trading day", "dollars")
figures.described(
    "Daily price of a share in grey, and two units that read it: that of a week follows it closely, that of a quarter is smooth and lags behind.",
    "灰色的股票每日价格，以及读取它的两个单元：一周的单元紧跟着它，一季度的单元平滑而滞后。",
)

# %% claim="one_layer_follows_both"
for days, trace in zip((5, 63), traces.values(), strict=True):
    mean = [price[max(0, t - days + 1) : t + 1].mean() for t in range(len(price))]
    assert np.corrcoef(trace, mean)[0, 1] > 0.98
jumps = [np.abs(np.diff(trace)).mean() for trace in traces.values()]
assert jumps[0] > 3 * jumps[1]

# %% [markdown] lang="en"
# > **Often claimed.** A single layer cannot follow what is short and what is long at the same time.
# >
# > **What we run.** A layer of two linear units, set by hand to remember a week and a quarter, on the daily price of a share.
# >
# > **What holds.** One layer follows both: two time scales need two *units*, not two layers. That a stack *learns* it more easily is neither shown nor refuted by this, for
# > nothing was learnt here. What a trained stack makes of its layers is to be measured, as above, on the data in question.

# %% [markdown] lang="zh"
# > **常见的说法。** 单独一层无法同时跟上短期和长期的变化。
# >
# > **我们运行的。** 由两个线性单元组成的一层，手工设定为分别记住一周和一个季度，读一只股票的每日价格。
# >
# > **成立的是。** 一层两样都跟得上：两种时间尺度需要的是两个*单元*，而不是两层。至于堆叠是否更容易*学会*，这里既没有证明，也没有推翻，
# > 因为这里什么也没有学。训练过的堆叠怎样使用它的各层，要像上面那样，用所关心的数据来测量。

# %% [markdown] answer="does_depth_pay" points=2 lang="en"
# ### Question 1 (2 points, read by a person)
#
# A colleague writes: "Take two to four recurrent layers. The lower ones see what is local, the upper ones what is global, and a single layer cannot
# do both. More than four overfit." Take this apart with what you have measured: what is supported, what is contradicted, what was not tested? Which
# experiment would you run before you choose the number of layers for a task of your own?
#
# ### BEGIN SOLUTION
# Contradicted: a single layer can do both, since two units of one linear layer follow the week and the quarter. "Lower is local, upper is global" is
# not what the probes find in this stack: the lowest layer knows the older letters and the place in the word best, and what becomes clearer on the way
# up is the letter to come. Supported in part: at equal units more layers give a better test score;
# but they have more parameters, and at equal parameters a single layer was at least as good. That more layers overfit was not seen: at equal parameters the
# distance between learnt text and test did not grow. Not tested: more than four layers, other cells, tuned learning rates, larger networks, tasks
# with facts that are global, such as a topic. For a task of my own I would fix what may be spent (parameters or time), choose width and learning rate
# for each depth by validation, with and without shortcuts, use several seeds, put a simple baseline beside them, and use the test once, at the end.
# ### END SOLUTION

# %% [markdown] answer="does_depth_pay" points=2 lang="zh"
# ### 问题 1（2 分，由人批阅）
#
# 一位同事写道：“用两到四个循环层。下面的层看局部，上面的层看全局，单独一层无法兼顾。超过四层就会过拟合。”请用你测量到的结果逐条分析：哪些得到支持，
# 哪些被推翻，哪些没有检验过？在为自己的任务选择层数之前，你会做什么实验？
#
# ### BEGIN SOLUTION
# 被推翻的：单独一层可以兼顾，因为同一个线性层里的两个单元就同时跟上了一周和一个季度。“下层局部、上层全局”也不是探针在这个堆叠里的发现：较早的字母和词中的位置，最下面的层知道得最清楚；越往上越清楚的，是将要来的字母。部分得到支持的：单元数相等时，更多的层在测试上更好；但它们参数也更多，而参数量相等时，单独一层至少不差。没有看到层数多就过拟合：参数量相等时，学过的文本与测试文本的差距并没有增大。没有检验过的：四层以上、别的单元、调好的学习率、更大的网络，以及需要全局事实（例如主题）的任务。对自己的任务，我会先定下能花多少（参数或时间），
# 用验证集为每种深度选择宽度和学习率，有捷径和没有捷径都试，用几个随机种子，旁边放一个简单的基线，最后只用一次测试集。
# ### END SOLUTION

# %% [markdown] lang="en"
# ## Where to go from here
#
# **Try** `keras.layers.LSTM` in place of `SimpleRNN` in `character_model`, or a `Dropout` between its layers and more epochs. · Probe the stack with
# shortcuts: does the letter just read reach the top now? · Swap one letter and see how far the state of each layer moves: is what a probe can read
# also what the network uses?
#
# **Read** J. Schmidhuber, *Learning complex, extended sequences using the principle of history compression*, Neural Computation 1992, and M. Hermans
# and B. Schrauwen, *Training and analysing deep recurrent neural networks*, NIPS 2013, on layers and time scales · R. Pascanu et al., *How to
# construct deep recurrent neural networks*, ICLR 2014 · W. Zaremba, I. Sutskever and O. Vinyals, *Recurrent neural network regularization*, 2014, on
# dropout between layers · Y. Gal and Z. Ghahramani, *A theoretically grounded application of dropout in recurrent neural networks*, NIPS 2016, on dropout along time with
# one mask for all steps · Y. Wu et al., *Google's neural machine translation system*, 2016, eight layers with residual connections · G. Alain and Y.
# Bengio, *Understanding intermediate layers using linear classifier probes*, 2016 · J. Hewitt and P. Liang, *Designing and interpreting probes with
# control tasks*, EMNLP 2019 · A. Zhang, Z. Lipton, M. Li and A. Smola, *Dive into Deep Learning*, chapter 10, on deep recurrent networks.

# %% [markdown] lang="zh"
# ## 接下来
#
# **试一试** 在 `character_model` 里用 `keras.layers.LSTM` 代替 `SimpleRNN`，或者在各层之间放 `Dropout` 并多训练几轮。· 用探针查带捷径的堆叠：
# 刚读到的字母现在能到达顶层吗？· 换掉一个字母，看每一层的状态移动多远：探针读得出来的，也是网络所用的吗？
#
# **读一读** J. Schmidhuber, *Learning complex, extended sequences using the principle of history compression*, Neural Computation 1992，
# 以及 M. Hermans and B. Schrauwen, *Training and analysing deep recurrent neural networks*, NIPS 2013，
# 讲层与时间尺度 · R. Pascanu et al., *How to construct deep recurrent neural networks*, ICLR 2014 · W. Zaremba, I. Sutskever and O. Vinyals, *Recurrent neural network regularization*, 2014，
# 讲层间的 dropout · Y. Gal and Z. Ghahramani, *A theoretically grounded application of dropout in recurrent neural networks*, NIPS 2016，讲沿时间、各步共用一个掩码（mask）的 dropout · Y. Wu et al., *Google's neural machine translation system*, 2016，
# 八层加残差连接 · G. Alain and Y. Bengio, *Understanding intermediate layers using linear classifier probes*, 2016 · J. Hewitt and P. Liang, *Designing and interpreting probes with control tasks*, EMNLP 2019
# · A. Zhang, Z. Lipton, M. Li and A. Smola, *Dive into Deep Learning* 第 10 章，讲深层循环网络。
