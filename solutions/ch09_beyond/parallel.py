# %% [markdown] lang="en"
# # Run a recurrence in parallel
#
# A recurrent network goes step by step, because each step needs the state before it. If the step is linear in the state, there is a way around: two steps can be joined into one before any state is known, and then four, and eight. Here you write this *scan*, its gradient and a gated layer on it,
# and you measure what it wins on a processor, and what a network gives up for it.
#
# You will learn
# - which recurrences can be computed in parallel over time, how, and at what price in work,
# - why a minGRU takes less time than a GRU, and why the scan has no part in it here,
# - what such a layer remembers, and a task of one bit that it cannot follow.
#
# You need: `bptt.ipynb` and `gru.ipynb`.

# %% [markdown] lang="zh"
# # 并行计算一个递推
#
# 循环网络（recurrent network）一步一步地走，因为每一步都需要前一步的状态。如果这一步对状态是线性的，就有办法绕过去：在还不知道任何状态时，就能把两步合成一步，再合成四步、八步。在这里，你要写出这个*扫描*（scan）、它的梯度，以及建立在它上面的一个带门的层，
# 并测量它在处理器上赢得了什么，网络又为此放弃了什么。
#
# 你将学到
# - 哪些递推可以在时间上并行计算，怎样算，要多付多少工作量；
# - 为什么 minGRU 比 GRU 省时间，又为什么在本笔记本中，省下的时间与扫描无关；
# - 这样的层能记住什么，以及一个只需记住一比特、这样的层却跟不上的任务。
#
# 需要的基础：`bptt.ipynb` 和 `gru.ipynb`。

# %%
from unrolled.check import check  # first: it brings up Keras without log lines
import time

import keras
import numpy as np
import pandas as pd
from keras import ops
from unrolled import figures
from unrolled.data import delayed_recall
from unrolled.record import beside
from unrolled.training import Progress, budget

figures.style()
keras.utils.set_random_seed(0)

# %% [markdown] lang="en"
# ## What has to wait
#
# A plain recurrent network computes $h_t = \tanh(x_t W_x + h_{t-1} W_h + b)$. Everything that comes from the input can be had for all times at once; the state cannot. Now leave out the tanh and the matrix, and let each unit have its own share $a_t$ of its own past:
#
# $$ h_t = a_t \odot h_{t-1} + b_t, \qquad h_0 = 0 $$
#
# Here $b_t$ comes from the input and is no bias. Both are steps from one state to the next. What do several steps make of any state $h_0$, not of zero alone, in a network with one unit?

# %% [markdown] lang="zh"
# ## 什么必须等
#
# 普通的循环网络计算 $h_t = \tanh(x_t W_x + h_{t-1} W_h + b)$。凡是来自输入的部分，所有时刻可以同时算好；状态却不行。现在去掉 tanh 和矩阵，让每个单元只保留自己上一个状态的一个份额（share）$a_t$：
#
# $$ h_t = a_t \odot h_{t-1} + b_t, \qquad h_0 = 0 $$
#
# 这里的 $b_t$ 来自输入，不是偏置。两者都是从一个状态走到下一个状态。先不限定 $h_0 = 0$：在只有一个单元的网络里，从任意的 $h_0$ 出发，走几步之后状态变成了什么？

# %% play="several_steps"
h_0 = np.linspace(-2, 2, 201)
a, b = [-1.2, 0.8, 1.1, -0.9], [0.3, -0.5, 0.4, 0.2]
panels = {"plain": {}, "linear": {}}
plain = linear = h_0
for t in range(4):
    plain, linear = np.tanh(-2 * plain + b[t]), a[t] * linear + b[t]
    if t in (0, 1, 3):
        panels["plain"][f"$h_{t + 1}$"], panels["linear"][f"$h_{t + 1}$"] = plain, linear

# %% folded="draw_several_steps"
look = {"ylim": (-2.9, 2.9)}
figures.side_by_side(h_0, panels, "$h_0$, state before", "state some steps later", **look)
figures.described(
    "State after one, two and four steps over the state before them, two panels. With the tanh the curves bend between -1 and 1, each in its own way; without it all three are straight lines.",
    "一步、两步、四步之后的状态随最初状态的变化，两幅图。有 tanh 时，曲线在 -1 与 1 之间弯曲，各有各的弯法；没有 tanh 时三条都是直线。",
)

# %% claim="without_the_tanh_the_lines_stay_straight"
assert all(np.abs(np.diff(line, 2)).max() < 1e-12 for line in panels["linear"].values())
bends = [np.abs(np.diff(np.arctanh(line), 2)).max() for line in panels["plain"].values()]
assert bends[0] < 1e-9  # one step: straight before its tanh
assert min(bends[1:]) > 1e-4  # several: no step of this form

# %% [markdown] lang="en"
# On the right every line is straight, however many steps it stands for: two numbers say all, and a stretch of any length is again a step of the same form. On the left two steps no longer make a step of the old form: nothing as short describes them, and here we can only walk.
#
# Write a stretch as the pair $(a, b)$, for $h \mapsto a \odot h + b$. A step is a stretch of length one.
#
# ### Exercise 1 · Join (2 points)
#
# Write `join(first, then)`: two pairs, one stretch behind the other; return the pair that does the same in one go. The parts are arrays that fit together, and all is element by element. Use only `*` and `+`, so that tensors and their shapes may come as well.
# *Hint: put the first stretch into the second.*

# %% [markdown] lang="zh"
# 右图中，不管代表多少步，每条线都是直的：两个数就说明了一切，任意长的一段仍是同样形式的一步。左图中，两步已经不再是原来形式的一步：没有同样简短的写法，在这里只能一步步走。
#
# 把一段写成数对 $(a, b)$，表示 $h \mapsto a \odot h + b$。一步就是长度为一的一段。
#
# ### 练习 1 · 合并（2 分）
#
# 编写 `join(first, then)`：`first` 是时间上在前的一段，`then` 紧接其后，都是数对；返回一个数对，一步就完成这两段。各部分是形状相配的数组，全部逐元素计算。只用 `*` 和 `+`，这样也可以传入张量，包括只有形状、还没有值的张量。
# *提示：把第一段代入第二段。*


# %% exercise="join"
def join(first, then):
    """Return two stretches (a, b) of the recurrence, one behind the other, as one."""
    ### BEGIN SOLUTION
    a_1, b_1 = first
    a_2, b_2 = then
    return a_2 * a_1, a_2 * b_1 + b_2
    ### END SOLUTION


# %% check="join" points=2
check("join")

# %% play="brackets"
steps = list(zip(a, b, strict=True))
one, two, three, four = steps
ways = {
    "((1 2) 3) 4": join(join(join(one, two), three), four),
    "(1 2) (3 4)": join(join(one, two), join(three, four)),
    "1 (2 (3 4))": join(one, join(two, join(three, four))),
    "the other way round": join(join(four, three), join(two, one)),
}
pd.DataFrame(ways, ["a", "b"]).T.round(6)

# %% claim="brackets_do_not_matter_but_the_order_does"
*same, other = ways.values()
assert np.allclose(same, same[0])
assert abs(other[1] - same[0][1]) > 0.1
assert np.allclose(panels["linear"]["$h_4$"], same[0][0] * h_0 + same[0][1])

# %% [markdown] lang="en"
# Where the brackets stand makes no difference; the order of the steps does. An operator like this is called **associative**, and that is all that the rest needs: whoever may choose the brackets may join 1 with 2 while somebody else joins 3 with 4.
#
# ## Every stretch twice as long
#
# We want all states, so at each time $t$ the stretch from the beginning to $t$; with $h_0 = 0$ its $b$ is $h_t$. Begin with the single steps. In the first round every stretch is joined with the one that ends just before it, so all but the first have length two. In the second round with the one that ends two steps earlier, then four, eight:
# what has reached the beginning is ready and stays as it is. Hillis and Steele described this in 1986; all joins of a round are independent of each other.
#
# ### Exercise 2 · Double (3 points)
#
# Write `doubling(a, b, join)` for NumPy arrays with time as their first axis, (time, …): return the second part of all stretches from the beginning, with your operator all states, (time, …). `join` may be any associative operator on pairs, with a neutral pair or without; the check brings two others, both with $a_1 + a_2$, the one with $\max(a_2 + b_1, b_2)$, the other with $\max(b_1, a_1 + b_2)$.
# Call it on whole slices of the time axis, at most $\lceil \log_2 T \rceil$ times for $T$ steps, and leave `a` and `b` as they are.
# *Hint: slices, one that leaves out the last $d$ time steps and one that leaves out the first $d$.*

# %% [markdown] lang="zh"
# 括号放在哪里没有区别，步的顺序却有区别。这样的算子满足**结合律**（associative），后面只需要这一点：既然括号可以随意放，合并 1 和 2 的同时就可以合并 3 和 4。
#
# ## 每一段都加倍
#
# 我们要所有的状态，也就是对每个时刻 $t$，要从开头到 $t$ 的那一段；由于 $h_0 = 0$，它的 $b$ 就是 $h_t$。从单步开始，每个时刻都有一段到它为止。第一轮，每一段与恰好在它之前结束的那一段合并，于是除第一段外，长度都是二。第二轮与早两步结束的那一段合并，然后是四步、八步：
# 已经到达开头的就完成了，保持不变。Hillis 和 Steele 在 1986 年描述了这个方法；一轮之内，各次合并互不依赖。
#
# ### 练习 2 · 加倍（3 分）
#
# 为以时间为第一轴的 NumPy 数组 (time, …) 编写 `doubling(a, b, join)`：对每个时刻，返回从开头到该时刻那一段的第二部分；用你的算子时，这就是所有状态，(time, …)。`join` 可以是任何作用在数对上、满足结合律的算子，有没有单位元都行；检查时会换成另外两个：第一部分都是 $a_1 + a_2$，第二部分一个是 $\max(a_2 + b_1, b_2)$，另一个是 $\max(b_1, a_1 + b_2)$。
# 每次调用都一并处理一整片时刻，$T$ 步最多调用 $\lceil \log_2 T \rceil$ 次，并且不改动传入的 `a` 和 `b`。
# *提示：两个切片，一个去掉最后 $d$ 个时刻，一个去掉最前 $d$ 个时刻。*


# %% exercise="doubling"
def doubling(a, b, join):
    """Scan with an associative operator in rounds; each round doubles the length of all stretches.

    a, b  (time, …)  the single steps
    join  pair, pair -> pair

    Returns the second part of the stretch from the beginning to each time, (time, …).
    """
    ### BEGIN SOLUTION
    d = 1
    while d < len(b):
        joined = join((a[:-d], b[:-d]), (a[d:], b[d:]))
        a, b = (np.concatenate([v[:d], w]) for v, w in zip((a, b), joined, strict=True))
        d = 2 * d
    return b
    ### END SOLUTION


# %% check="doubling" points=3
check("doubling")

# %% [markdown] lang="en"
# The scan never looks into the operator. So one that only notes which steps went in shows what the rounds do.

# %% [markdown] lang="zh"
# 扫描从不看算子内部。所以，换一个只记录合并了哪些步的算子，就能看到每一轮做了什么。

# %% play="rounds"
rounds = {"the steps": np.eye(16, dtype=bool)}


def who_is_in(first, then):
    """Return of which steps two stretches are made, and note it for all that are not ready."""
    both = first[0] | then[0]
    done = rounds[list(rounds)[-1]][: 16 - len(both)]
    rounds[f"round {len(rounds)}"] = np.concatenate([done, both])
    return both, both


doubling(np.eye(16, dtype=bool), np.eye(16, dtype=bool), who_is_in)
print(f"16 steps took {len(rounds) - 1} rounds")

# %% folded="draw_rounds"
figures.reachable(rounds, 16)
figures.described(
    "Five squares, before the first round and after each of four: rows are times, columns are the steps that are joined there. A diagonal becomes a band of width two, four and eight, and at last a full triangle.",
    "五个方格图，第一轮之前和四轮之后各一个：行是时刻，列是在那里合并了的步。对角线先变成宽为二、四、八的带，最后成为完整的三角形。",
)

# %% claim="four_rounds_reach_the_beginning"
assert len(rounds) == 5
assert np.array_equal(list(rounds.values())[-1], np.tri(16, dtype=bool))
widths = [states.sum(axis=1).max() for states in rounds.values()]
assert widths == [1, 2, 4, 8, 16]

# %% [markdown] lang="en"
# The band doubles with each round, and after four of them each of the 16 rows reaches from its time back to the beginning.
#
# ## Two levels
#
# The rounds are few, but each of them joins nearly all stretches again. Whoever has only a few processors, or one that computes on rows of numbers, would rather do less. Cut the time into chunks of $C$ steps. First go through all chunks side by side, $C - 1$ steps one behind the other; then hand the last stretch of each chunk
# to the next, $T/C - 1$ times. With $C = \sqrt{T}$ that is about $2\sqrt{T}$ calls of the operator.
#
# ### Exercise 3 · In chunks (3 points)
#
# Write `in_chunks(a, b, join, size)`: the same result as `doubling`, in chunks of `size` steps; `size` divides the number of steps. Call `join` at most `size` + time / `size` times, for any associative operator; it may join one stretch with several, if their shapes fit together. Leave `a` and `b` as they are.
# *Hint: give the arrays the shape (chunks, size, …); the first loop runs along the second axis, the second loop along the first.*

# %% [markdown] lang="zh"
# 每过一轮，带宽加倍；四轮之后，16 行中的每一行都从自己的时刻一直回到开头。
#
# ## 两层
#
# 轮数虽少，但每一轮几乎把所有的段重新合并一遍。如果只有几个处理器，或者处理器一次就能同时算一排数，就宁可少做一些。把时间切成块（chunk），每块 $C$ 步。先让所有的块并排走，各自依次走 $C - 1$ 步；再从前往后，把每块末尾那一段（这时已从开头算起）交给
# 下一块，共 $T/C - 1$ 次。取 $C = \sqrt{T}$，总共约 $2\sqrt{T}$ 次调用。
#
# ### 练习 3 · 分块（3 分）
#
# 编写 `in_chunks(a, b, join, size)`：结果与 `doubling` 相同，按每块 `size` 步计算，`size` 整除时间长度。`join` 是任何满足结合律的算子，最多调用 `size` + time / `size` 次；只要形状相配，它可以把一段与多段合并。不改动传入的 `a` 和 `b`。
# *提示：把数组变成 (chunks, size, …) 的形状；第一个循环沿第二轴走，第二个循环沿第一轴走。*


# %% exercise="in_chunks"
def in_chunks(a, b, join, size):
    """Scan with an associative operator: all chunks of `size` steps side by side, then from chunk to chunk.

    a, b  (time, …)  the single steps
    join  pair, pair -> pair

    Returns the second part of the stretch from the beginning to each time, (time, …).
    """
    ### BEGIN SOLUTION
    shape = b.shape
    a, b = (v.reshape(-1, size, *v.shape[1:]).copy() for v in (a, b))
    for t in range(1, size):
        a[:, t], b[:, t] = join((a[:, t - 1], b[:, t - 1]), (a[:, t], b[:, t]))
    for k in range(1, len(b)):
        a[k], b[k] = join((a[k - 1, -1], b[k - 1, -1]), (a[k], b[k]))
    return b.reshape(shape)
    ### END SOLUTION


# %% check="in_chunks" points=3
check("in_chunks")

# %% [markdown] lang="en"
# ## Work and depth
#
# Two counts tell scans apart, and no clock is needed for them: the **work**, how many pairs are joined in all, and the **depth**, how many calls have to follow one another. A loop over time has both equal to the number of steps.

# %% [markdown] lang="zh"
# ## 工作量与深度
#
# 有两个计数可以区分各种扫描，不需要钟表：**工作量**（work），总共合并了多少对；**深度**（depth），有多少次调用必须一次接一次。沿时间循环时，两者都等于步数。


# %% play="count"
def count(scan, steps, *options):
    """Return how many pairs a scan joins, and in how many calls of the operator."""
    sizes = []

    def counted(first, then):
        sizes.append(np.size(then[1]))
        return join(first, then)

    scan(np.ones(steps), np.ones(steps), counted, *options)
    return sum(sizes), len(sizes)


# %% play="work_and_depth"
exponents = [4, 6, 8, 10, 12]
counts = {"loop": [], "doubling": [], "chunks": []}
for T in (2**k for k in exponents):
    counts["loop"].append((T, T))
    counts["doubling"].append(count(doubling, T))
    counts["chunks"].append(count(in_chunks, T, round(T**0.5)))
work, depth = (
    {name: [pair[k] for pair in pairs] for name, pairs in counts.items()} for k in (0, 1)
)
both = {"work": work, "depth": depth}
of_all = {(what, name): row for what, rows in both.items() for name, row in rows.items()}
pd.DataFrame(of_all, [f"{2**k} steps" for k in exponents]).T

# %% folded="draw_work_and_depth"
figures.courses(exponents, both, r"$\log_2 T$, number of steps", ("work", "depth"))
figures.described(
    "Work and depth of three scans over the number of steps, logarithmic scales, two panels. In work, doubling lies highest and chunks close above the loop; in depth the order is the other way round: the loop highest, chunks in the middle, doubling far below.",
    "三种扫描的工作量和深度随步数的变化，对数坐标，两幅图。工作量上，加倍最高，分块略高于循环；深度上次序相反：循环最高，分块居中，加倍远在下面。",
)

# %% claim="less_depth_costs_work"
for k, exponent in enumerate(exponents):
    T = 2**exponent
    assert (work["doubling"][k], depth["doubling"][k]) == (T * exponent - T + 1, exponent)
    assert work["chunks"][k] < 2 * T
    assert depth["chunks"][k] == 2 * round(T**0.5) - 2

# %% [markdown] lang="en"
# For 4,096 steps doubling needs a depth of 12 in place of 4,096, and eleven times the work; chunks stay below twice the work, with a depth of 126. A machine with thousands of idle units cares about the depth alone. One processor has to do all the work, and may only save what each call costs by itself, however little there is in it.
# So what counts here is how wide a step is: how many numbers, batch times units, are computed in each.

# %% [markdown] lang="zh"
# 对 4,096 步，加倍的深度是 12 而不是 4,096，工作量却是十一倍；分块的工作量不到两倍，深度为 126。有成千上万个空闲计算单元的机器只在乎深度。单个处理器必须做完所有的工作，能省下的只是每次调用的固定开销，调用里要算的再少，这笔开销也得付。
# 所以在这里要紧的是一步有多宽：每一步计算多少个数，即批次（batch）乘以单元数。


# %%
def recurrence(a, b):
    """Return all states of h_t = a_t * h_{t-1} + b_t, (time, …), one behind the other."""
    h, states = 0.0, []
    for a_t, b_t in zip(a, b, strict=True):
        h = a_t * h + b_t
        states.append(h)
    return np.stack(states)


def processor_time(run, *given, repeats=5):
    """Return the processor's seconds for a call, the median of some."""
    seconds = []
    for _ in range(repeats):
        began = time.process_time()
        run(*given)
        seconds.append(time.process_time() - began)
    return np.median(seconds)


# %% play="speed_up"
widths = [4**k for k in range(7)]
gain = {"doubling": [], "chunks": []}
for width in widths:
    a, b = np.random.default_rng(0).uniform(0.5, 1, size=(2, 1024, width)).astype("float32")
    assert np.allclose(doubling(a, b, join), recurrence(a, b), rtol=1e-4)
    loop = processor_time(recurrence, a, b)
    gain["doubling"].append(loop / processor_time(doubling, a, b, join))
    gain["chunks"].append(loop / processor_time(in_chunks, a, b, join, 32))

# %% folded="draw_speed_up"
figures.curves(
    widths,
    gain,
    "numbers in a step",
    "times as fast as the loop",
    {"as fast": 1},
    xscale="log",
    yscale="log",
)
figures.described(
    f"How many times as fast as the loop two scans are, over the numbers in a step, logarithmic scales. Both begin far above one and fall; doubling crosses one first and ends at {gain['doubling'][-1]:.1f}.",
    f"两种扫描比循环快多少倍，随一步中数的个数变化，对数坐标。两条线都从远高于 1 的地方开始，然后下降；加倍先降到 1 以下，最后是 {gain['doubling'][-1]:.1f}。",
)

# %% claim="a_scan_pays_where_a_step_is_narrow"
assert min(gain["doubling"][0], gain["chunks"][0]) > 2
assert gain["doubling"][-1] < 0.8

# %% [markdown] lang="en"
# With one number in a step the scans are many times as fast as the loop, because a call of NumPy costs far more than the one number in it. With thousands of numbers in a step the calls no longer matter, the work does, and doubling is slower than the loop that it was to replace. A layer of 256 units at a batch of 32 has 8,192 numbers in each step.
#
# There seems to be a shorter way. With $A_t = a_1 a_2 \cdots a_t$ the sum can be written out, $h_t = A_t \sum_{s \le t} b_s / A_s$, and the product and the sum are one cumulative call each. On paper it is the same.

# %% [markdown] lang="zh"
# 一步只有一个数时，扫描比循环快许多倍，因为 NumPy 的一次调用比其中那一个数贵得多。一步有几千个数时，调用不再要紧，要紧的是工作量，加倍就比它本要取代的循环还慢。256 个单元的层，批次为 32 时，每一步有 8,192 个数。
#
# 似乎还有更短的路。令 $A_t = a_1 a_2 \cdots a_t$，就可以把 $h_t$ 写成一个和，$h_t = A_t \sum_{s \le t} b_s / A_s$，连乘与求和都只是一次累积调用。在纸面上，它与递推相同。

# %% play="division"
a, b = np.random.default_rng(0).uniform(0.3, 0.9, size=(2, 1024)).astype("float32")
right = recurrence(a.astype(float), b.astype(float))
log_a, log_b = np.log(a), np.log(b)
summed = np.cumsum(log_a)
with np.errstate(all="ignore"):
    A = np.cumprod(a)
    results = {"doubling": doubling(a, b, join), "by division": A * np.cumsum(b / A)}
results["by logarithms"] = np.exp(summed + np.logaddexp.accumulate(log_b - summed))
errors = {name: np.abs(result - right)[[9, 99, 999]] for name, result in results.items()}
table = pd.DataFrame(errors, ["t = 10", "t = 100", "t = 1,000"]).T
table.map("{:.0e}".format)

# %% claim="division_dies_and_logarithms_are_coarse"
assert errors["doubling"].max() < 1e-5
assert np.isnan(errors["by division"][-1])
assert errors["doubling"].max() < errors["by logarithms"][-1] < 0.1

# %% [markdown] lang="en"
# The product of a few hundred such shares is too small for a float32: it becomes 0, and $0 \cdot \infty$ is no number. In logarithms, $\log h_t = \log A_t + \log \sum_{s \le t} \exp(\log b_s - \log A_s)$, nothing dies; Feng et al. (2024) compute so, for which every $b_t$ has to be positive. The large sums of logarithms cost digits, as the table says. The operator `join` never divides.
#
# ## Its gradient is the same scan, backwards
#
# Let the loss have the gradient $g_t$ with respect to the state $h_t$ as it is used at time $t$. The state also goes on into $h_{t+1}$, with the share $a_{t+1}$. Since $b_t$ enters $h_t$ as it is, with $\bar b_t$ and $\bar a_t$ for the whole gradients of the loss,
#
# $$ \bar b_t = g_t + a_{t+1} \odot \bar b_{t+1}, \qquad \bar a_t = \bar b_t \odot h_{t-1} $$
#
# Read from the last time to the first, the left one is the recurrence itself. So the way back is parallel too.
#
# ### Exercise 4 · Backwards (3 points)
#
# Write `scan_gradient(a, h, g)`: all three are (time, units), `h` holds all states, and $h_0 = 0$. Return $\bar a$ and $\bar b$, both (time, units). Leave what you are given as it is.
# *Hint: which share does the last time have? A loop is right as well; `doubling` is shorter.*

# %% [markdown] lang="zh"
# 几百个这样的份额相乘，乘积对 float32 来说太小：它变成 0，而 $0 \cdot \infty$ 不是数。用对数来算，$\log h_t = \log A_t + \log \sum_{s \le t} \exp(\log b_s - \log A_s)$，就不会失效；Feng et al.（2024）就是这样算的，为此每个 $b_t$ 必须为正。对数累加得很大，会损失几位数字，如表所示。算子 `join` 从不做除法。
#
# ## 它的梯度是倒着走的同一个扫描
#
# 设 $g_t$ 为损失（loss）对状态 $h_t$ 的直接梯度：只算 $h_t$ 在时刻 $t$ 本身的用处，不算经过后面状态的路。状态还会带着份额 $a_{t+1}$ 进入 $h_{t+1}$。$b_t$ 原样进入 $h_t$；所以，用 $\bar b_t$ 和 $\bar a_t$ 表示损失对 $b_t$ 和 $a_t$ 的完整梯度，就有
#
# $$ \bar b_t = g_t + a_{t+1} \odot \bar b_{t+1}, \qquad \bar a_t = \bar b_t \odot h_{t-1} $$
#
# 从最后一个时刻读到第一个，左式就是这个递推本身。所以往回走也可以并行。
#
# ### 练习 4 · 往回走（3 分）
#
# 编写 `scan_gradient(a, h, g)`：三者都是 (time, units)，`h` 是所有状态，$h_0 = 0$。返回 $\bar a$ 和 $\bar b$，都是 (time, units)。传入的数组要保持原样。
# *提示：最后一个时刻的份额是哪个？用循环也对；用 `doubling` 更短。*


# %% exercise="scan_gradient"
def scan_gradient(a, h, g):
    """Return the gradients of a loss with respect to a and b of the recurrence, both (time, units).

    a  (time, units)  the shares
    h  (time, units)  the states
    g  (time, units)  gradient of the loss with respect to each state, as it is used at its own time
    """
    ### BEGIN SOLUTION
    nothing = np.zeros_like(h[:1])
    later = np.concatenate([a[1:], nothing])
    db = doubling(later[::-1], g[::-1], join)[::-1]
    before = np.concatenate([nothing, h[:-1]])
    return db * before, db
    ### END SOLUTION


# %% check="scan_gradient" points=3
check("scan_gradient")

# %% play="nudge"
rng = np.random.default_rng(0)
a, b, g = rng.uniform(0.5, 1, size=(3, 20, 2))
da, db = scan_gradient(a, recurrence(a, b), g)
nudged = np.zeros_like(a)
for place in np.ndindex(a.shape):
    up, down = a.copy(), a.copy()
    up[place] += 1e-6
    down[place] -= 1e-6
    nudged[place] = np.sum(g * (recurrence(up, b) - recurrence(down, b))) / 2e-6
gap = np.abs(da - nudged).max()
print(f"gradients up to {np.abs(da).max():.0f}, central differences agree to {gap:.0e}")

# %% claim="central_differences_agree"
assert gap < 1e-6 * np.abs(da).max()

# %% [markdown] lang="en"
# ## A GRU whose gates do not look back
#
# Which network has such a recurrence? Feng et al. (2024) take a GRU and cross out what stands in the way: the gate and the candidate see the input only, the reset gate is gone, and so is the tanh.
#
# $$
# \begin{aligned}
# z_t &= \sigma(x_t W^z + b^z), \qquad \tilde h_t = x_t W^h + b^h \\
# h_t &= (1 - z_t) \odot h_{t-1} + z_t \odot \tilde h_t
# \end{aligned}
# $$
#
# Mind the convention: here $z = 1$ **replaces**, the other one of the two that `gru.ipynb` tells apart. The shares are $a_t = 1 - z_t$, the news is $b_t = z_t \odot \tilde h_t$, and both are known for all times before the first state is.
#
# ### Exercise 5 · `MinGRUCell` (3 points)
#
# Write the cell with `keras.ops`. `kernel`, (features, 2 · units), and `bias`, (2 · units,), hold the gate $z$ first, then the candidate; the kernel starts with `glorot_uniform`, the bias of the gate with `gate_bias`, that of the candidate with zero. `coefficients(inputs)` returns $a$ and $b$ for inputs with any axes before the features; `call(inputs, states)` takes one step and returns $h_t$ and the list of it, and `get_config` returns what `__init__` needs.
# *Hint: `keras.initializers.Constant` takes an array, too.*

# %% [markdown] lang="zh"
# ## 门不往回看的 GRU
#
# 哪种网络有这样的递推？Feng et al.（2024）拿来一个 GRU，划掉挡路的东西：门和候选状态只看输入，重置门（reset gate）没有了，tanh 也没有了。
#
# $$
# \begin{aligned}
# z_t &= \sigma(x_t W^z + b^z), \qquad \tilde h_t = x_t W^h + b^h \\
# h_t &= (1 - z_t) \odot h_{t-1} + z_t \odot \tilde h_t
# \end{aligned}
# $$
#
# 注意约定：这里 $z = 1$ 表示**替换**，`gru.ipynb` 区分了两种约定，这是与 Keras 的 GRU 相反的那一种。份额是 $a_t = 1 - z_t$，新内容是 $b_t = z_t \odot \tilde h_t$，在第一个状态算出之前，所有时刻的两者都已知道。
#
# ### 练习 5 · `MinGRUCell`（3 分）
#
# 用 `keras.ops` 编写这个单元。`kernel`，(features, 2 · units)，和 `bias`，(2 · units,)，都先放门 $z$，再放候选状态；`kernel` 用 `glorot_uniform` 初始化，门的偏置初值全为 `gate_bias`，候选状态的偏置初值全为零。`coefficients(inputs)` 返回 $a$ 和 $b$，输入在特征轴之前可以有任意个轴；`call(inputs, states)` 走一步，返回 $h_t$ 和由它组成的列表；`get_config` 返回 `__init__` 所需的内容。
# *提示：`keras.initializers.Constant` 也接受数组。*


# %% exercise="MinGRUCell"
@keras.saving.register_keras_serializable("unrolled")
class MinGRUCell(keras.layers.Layer):
    """One step of a minGRU, for keras.layers.RNN.

    Weights, the gate z first, then the candidate:
    kernel  (features, 2 * units)   glorot_uniform
    bias    (2 * units,)            gate_bias, then zeros
    """

    def __init__(self, units, gate_bias=0.0, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.gate_bias = gate_bias
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        """Create the weights; the last of input_shape is features."""
        ### BEGIN SOLUTION
        width = 2 * self.units
        start = keras.initializers.Constant(np.repeat([self.gate_bias, 0.0], self.units))
        self.kernel = self.add_weight(
            shape=(input_shape[-1], width), initializer="glorot_uniform", name="kernel"
        )
        self.bias = self.add_weight(shape=(width,), initializer=start, name="bias")
        ### END SOLUTION

    def coefficients(self, inputs):
        """inputs (…, features) -> a and b of the recurrence, both (…, units)."""
        ### BEGIN SOLUTION
        products = ops.matmul(inputs, self.kernel) + self.bias
        x_z, candidate = ops.split(products, 2, axis=-1)
        z = ops.sigmoid(x_z)
        return 1 - z, z * candidate
        ### END SOLUTION

    def call(self, inputs, states):
        """inputs (batch, features), states [h_prev] -> h_t, [h_t]."""
        ### BEGIN SOLUTION
        a_t, b_t = self.coefficients(inputs)
        h_t = a_t * states[0] + b_t
        return h_t, [h_t]
        ### END SOLUTION

    def get_config(self):
        """Return what __init__ needs to build the same cell again."""
        ### BEGIN SOLUTION
        return super().get_config() | {"units": self.units, "gate_bias": self.gate_bias}
        ### END SOLUTION


# %% check="MinGRUCell" points=3
check("MinGRUCell")

# %% [markdown] lang="en"
# ### Exercise 6 · All steps at once (4 points)
#
# Write the layer `MinGRU` around your cell. `scan(a, b)`, of tensors (batch, time, units), returns all states from zero in the same shape; the number of steps is known. For 1,024 steps it has to get by with fewer than 1,024 operations of `keras.ops`, so no Python loop may run over time. `call` returns all states, from `initial_state`, (batch, units), if one is given; where the `mask`, (batch, time), is
# False, the state stays as it is.
# *Hint: which pair leaves a state as it is? And into which $b$ can the initial state go?*

# %% [markdown] lang="zh"
# ### 练习 6 · 所有时间步一起算（4 分）
#
# 以你的单元为核心编写层 `MinGRU`。`scan(a, b)` 的两个张量是 (batch, time, units)，返回从零状态出发的所有状态（不含零状态本身），形状相同；步数已知（`a.shape[1]` 是整数）。对 1,024 步，它调用的 `keras.ops` 运算必须少于 1,024 次，所以不能用 Python 循环沿时间走。`call` 返回所有状态；如果给了 `initial_state`，(batch, units)，就从它出发；掩码（mask）`mask`，(batch, time)，为
# False 的地方，状态保持不变。
# *提示：哪个数对让状态保持不变？初始状态又可以放进哪个 $b$？*


# %% exercise="MinGRU"
@keras.saving.register_keras_serializable("unrolled")
class MinGRU(keras.layers.Layer):
    """A minGRU that computes all time steps at once."""

    def __init__(self, units, gate_bias=0.0, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.gate_bias = gate_bias
        self.cell = MinGRUCell(units, gate_bias)
        self.supports_masking = True

    def build(self, input_shape):
        """Create the cell's weights; input_shape is (batch, time, features)."""
        self.cell.build(input_shape)

    def scan(self, a, b):
        """a and b (batch, time, units) -> all states from zero, (batch, time, units)."""
        ### BEGIN SOLUTION
        d = 1
        while d < b.shape[1]:
            joined = join((a[:, :-d], b[:, :-d]), (a[:, d:], b[:, d:]))
            pairs = zip((a, b), joined, strict=True)
            a, b = (ops.concatenate([v[:, :d], w], axis=1) for v, w in pairs)
            d = 2 * d
        return b
        ### END SOLUTION

    def call(self, sequence, initial_state=None, mask=None):
        """sequence (batch, time, features), initial_state (batch, units), mask (batch, time) -> states (batch, time, units)."""
        ### BEGIN SOLUTION
        a, b = self.cell.coefficients(sequence)
        if mask is not None:
            there = ops.expand_dims(mask, axis=-1)
            a, b = ops.where(there, a, 1.0), ops.where(there, b, 0.0)
        if initial_state is not None:
            first = a[:, :1] * initial_state[:, None] + b[:, :1]
            b = ops.concatenate([first, b[:, 1:]], axis=1)
        return self.scan(a, b)
        ### END SOLUTION

    def get_config(self):
        """Return what __init__ needs to build the same layer again."""
        ### BEGIN SOLUTION
        return super().get_config() | {"units": self.units, "gate_bias": self.gate_bias}
        ### END SOLUTION


# %% check="MinGRU" points=4
check("MinGRU")

# %% play="same_layer"
x = np.random.default_rng(0).normal(size=(2, 50, 3)).astype("float32")
at_once = MinGRU(4)
stepwise = keras.layers.RNN(MinGRUCell(4), return_sequences=True)
both = [layer(x) for layer in (at_once, stepwise)]
stepwise.set_weights(at_once.get_weights())
gap = np.abs(np.array(at_once(x)) - np.array(stepwise(x))).max()
print(f"the same weights, all steps at once or one by one: {gap:.0e} apart")

# %% claim="one_layer_in_two_forms"
assert both[0].shape == both[1].shape == (2, 50, 4)
assert gap < 1e-5

# %% [markdown] lang="en"
# ## Where the time goes
#
# So there is one function in several forms: `keras.layers.RNN` around the cell, your scan, and the two scans of Keras, `ops.scan`, a loop, and `ops.associative_scan`, which is given your `join`. Count first: how many multiplications does a step take for one sequence, and how many of them are with the state, so that they have to wait for it?

# %% [markdown] lang="zh"
# ## 时间花在哪里
#
# 于是同一个函数有了几种形式：套在单元外的 `keras.layers.RNN`，你的扫描，以及 Keras 的两种扫描：`ops.scan` 是循环，`ops.associative_scan` 接受你的 `join`。先数一数：一步对一个序列要做多少次乘法？其中多少是与状态相乘、因而必须等状态的？


# %% play="forms"
class WithLoop(MinGRU):
    """A minGRU on the scan of Keras that is a loop."""

    def scan(self, a, b):
        def step(h, pair):
            h = pair[0] * h + pair[1]
            return h, h

        by_time = ops.moveaxis(a, 1, 0), ops.moveaxis(b, 1, 0)
        _, states = ops.scan(step, ops.zeros_like(b[:, 0]), by_time)
        return ops.moveaxis(states, 0, 1)


class WithTree(MinGRU):
    """A minGRU on the scan of Keras for associative operators."""

    def scan(self, a, b):
        _, states = ops.associative_scan(join, (a, b), axis=1)
        return ops.reshape(states, (-1, *b.shape[1:]))  # TensorFlow has lost its length


forms = {
    "Keras' GRU": lambda units: keras.layers.GRU(units, return_sequences=True),
    "RNN(MinGRUCell)": lambda units: keras.layers.RNN(
        MinGRUCell(units), return_sequences=True
    ),
    "ops.scan": WithLoop,
    "your scan": MinGRU,
    "ops.associative_scan": WithTree,
}

# %% play="multiplications"
features, units = 64, 256
gru, cell = keras.layers.GRUCell(units), MinGRUCell(units)
gru.build((None, features))
cell.build((None, features))
products = {
    "GRU": [np.size(gru.kernel), np.size(gru.recurrent_kernel) + 3 * units],
    "minGRU": [np.size(cell.kernel) + units, units],
}
table = pd.DataFrame(products, ["with the input alone", "with the state"]).T
table.assign(all=table.sum(axis=1)).map("{:,}".format)


# %% play="clock"
def ready(layer, steps, features, jit_compile=False):
    """Return a compiled model around a layer, and six batches of 32 to train it on."""
    inputs = keras.Input((steps, features))
    model = keras.Sequential([inputs, layer, keras.layers.Dense(1)])
    model.compile("sgd", "mse", jit_compile=jit_compile)
    x = np.random.default_rng(0).normal(size=(192, steps, features)).astype("float32")
    return model, x, x[..., :1]


def update_time(layer):
    """Return the processor's milliseconds for an update of a layer over 64 steps."""
    model, x, y = ready(layer, 64, features)
    model.fit(x[:32], y[:32], verbose=0)  # the first update compiles
    return 1000 / 6 * processor_time(lambda: model.fit(x, y, verbose=0), repeats=1)


milliseconds = {name: update_time(make(units)) for name, make in forms.items()}
table = pd.Series(milliseconds, name="processor time of an update, ms").round(1).to_frame()
beside("parallel_clock", table)

# %% claim="the_gain_is_the_product_that_is_gone"
(_, gru_state), (_, min_state) = products.values()
assert gru_state > 700 * min_state
assert sum(products["GRU"]) > 7 * sum(products["minGRU"])
assert milliseconds["Keras' GRU"] > 1.8 * milliseconds["RNN(MinGRUCell)"]

# %% [markdown] lang="en"
# A step of the GRU multiplies seven times as often, and most of it with the state. The minGRU has no matrix there, and in `keras.layers.RNN`, step by step, an update takes about half of the GRU's time or less. That is the gain, and it has nothing to do with parallel computing: on a processor, at this width, neither of the parallel scans is the fastest form of the layer, as the counts above lead one to expect.
#
# The forms also differ in what a compiler makes of them. Keras can have a model compiled by XLA, `jit_compile=True`.

# %% [markdown] lang="zh"
# GRU 的一步要做七倍的乘法，其中大部分与状态相乘。minGRU 与状态相乘时不用矩阵，放在 `keras.layers.RNN` 里一步步走，一次更新只需 GRU 一半左右或更少的时间。这就是赢得的东西，而它与并行计算无关：在处理器上、这样的宽度下，两种并行扫描都不是这个层最快的形式，正如上面的计数所预示的。
#
# 这些形式的另一个区别，是编译器能拿它们做什么。Keras 可以让 XLA 编译模型，`jit_compile=True`。


# %% play="compiler"
def outcome(layer):
    """Return what comes of training a layer under XLA: "trains", or the error."""
    model, x, y = ready(layer, 4, 3, jit_compile=True)
    try:
        model.fit(x, y, verbose=0)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "trains"


outcomes = {name: outcome(make(2)) for name, make in forms.items() if name != "Keras' GRU"}
table = pd.Series(outcomes, name="under XLA").to_frame()
table.map(lambda text: text.partition(":")[0])

# %% claim="two_forms_fail_under_xla"
if keras.backend.backend() == "tensorflow":
    assert outcomes["your scan"] == outcomes["RNN(MinGRUCell)"] == "trains"
    assert "fixed tensor list size" in outcomes["ops.scan"]
    assert "Cannot concatenate" in outcomes["ops.associative_scan"]

# %% [markdown] lang="en"
# On TensorFlow, both scans of Keras die there. `ops.associative_scan` says *Cannot concatenate arrays that differ in dimensions other than the one being concatenated*, here at four steps, though its shapes are right; `ops.scan`, where a gradient is asked for, that *XLA compilation requires a fixed tensor list size*. Your own scan,
# made of slices, is compiled; so is `keras.layers.RNN`. Both errors come from what stands behind the two in that backend; with JAX, Keras calls JAX's own functions of these names.
#
# ## How long it remembers
#
# A linear state can be written out. With $h_0 = 0$ the last state is a sum over all candidates, and each has the weight that the gates have left to it:
#
# $$ h_T = \sum_t w_t \odot \tilde h_t, \qquad w_t = z_t \odot \prod_{s > t} (1 - z_s) $$
#
# The weights are positive, like those of attention, and sum to less than one; but no question is asked that could change them later. What a gate lets in at any later time takes from the share of $t$ for ever.
#
# ### Exercise 7 · Weights (2 points)
#
# Write `memory_weights(z)`: `z` holds the gates, (time, units); return all $w_t$ of the last state, (time, units). Gates may also be exactly 0 or 1.
#
# ### Exercise 8 · A bias that keeps (2 points)
#
# Write `keeping_bias(steps, share=0.5)`: the `gate_bias` with which, as long as the weights of the gate are zero, the `share` of a state is left after so many steps. Return a number; the convention is that of this notebook.
# *Hint: which share must one step leave?*

# %% [markdown] lang="zh"
# 在 TensorFlow 上，Keras 的两种扫描经 XLA 编译都会失败。`ops.associative_scan` 在这里的四步上就报 *Cannot concatenate arrays that differ in dimensions other than the one being concatenated*，尽管它的形状没有错；`ops.scan` 在求梯度时报 *XLA compilation requires a fixed tensor list size*。你自己的扫描
# 由切片组成，可以编译；`keras.layers.RNN` 也可以。两个错误都出在这个后端对两者的实现；用 JAX 时，Keras 直接调用 JAX 的同名函数。
#
# ## 它能记多久
#
# 线性递推的状态可以展开。由于 $h_0 = 0$，最后的状态是所有候选状态的加权和，每个权重是它自己的门放进来、后面的门又给它留下的部分：
#
# $$ h_T = \sum_t w_t \odot \tilde h_t, \qquad w_t = z_t \odot \prod_{s > t} (1 - z_s) $$
#
# 这些权重像注意力（attention）的权重一样都是正的，只是和小于一；而且这里没有查询（query），所以事后无法改变。$t$ 之后的门每放进一点东西，都会永久地减少 $t$ 的权重。
#
# ### 练习 7 · 权重（2 分）
#
# 编写 `memory_weights(z)`：`z` 是各个门，(time, units)；返回最后一个状态的所有 $w_t$，(time, units)。门也可以恰好为 0 或 1。
#
# ### 练习 8 · 让状态保留下来的偏置（2 分）
#
# 编写 `keeping_bias(steps, share=0.5)`：求 `gate_bias`，使得门的权重（kernel）为零时，状态在 `steps` 步之后还剩 `share` 这一比例。返回一个数；$z$ 的约定按本笔记本。
# *提示：一步必须留下多少？*


# %% exercise="memory_weights"
def memory_weights(z):
    """Return the weight of each candidate in the last state of a minGRU, (time, units), given its gates, (time, units)."""
    ### BEGIN SOLUTION
    kept = np.cumprod((1 - z)[::-1], axis=0)[::-1]
    after = np.concatenate([kept[1:], np.ones_like(z[:1])])
    return z * after
    ### END SOLUTION


# %% check="memory_weights" points=2
check("memory_weights")


# %% exercise="keeping_bias"
def keeping_bias(steps, share=0.5):
    """Return the bias of a minGRU's gate that leaves a share of the state after so many steps."""
    ### BEGIN SOLUTION
    keep = share ** (1 / steps)
    return float(np.log((1 - keep) / keep))
    ### END SOLUTION


# %% check="keeping_bias" points=2
check("keeping_bias")

# %% play="shares"
z = {steps: 1 / (1 + np.exp(-keeping_bias(steps))) for steps in (1, 10, 100)}
left = {}
for steps, gate in z.items():
    w = memory_weights(np.full((200, 1), gate))[::-1, 0]
    left[f"bias {keeping_bias(steps):.1f}"] = w / w[0]
table = {name: row[[0, 1, 10, 100]] for name, row in left.items()}
pd.DataFrame(table, [f"{n} steps ago" for n in (0, 1, 10, 100)]).T.map("{:.1%}".format)

# %% folded="draw_shares"
figures.curves(
    range(200),
    left,
    "steps since it was read",
    "share of its first weight",
    {"half": 0.5},
    xscale="symlog",
)
figures.described(
    "Share that is left of a symbol's first weight over the steps since it was read, for three biases of the gate. The lines cross one half after one, ten and a hundred steps.",
    "一个符号最初的权重还剩多少，随读过它之后的步数变化，门的偏置有三种。三条线分别在一步、十步和一百步之后穿过二分之一。",
)

# %% claim="half_after_the_steps_that_were_asked_for"
for steps, row in zip(z, left.values(), strict=True):
    assert abs(row[steps] - 0.5) < 1e-6
assert abs(z[100] - 0.007) < 0.0005

# %% [markdown] lang="en"
# To keep half over a hundred steps a gate may let through no more than seven thousandths at each of them, and it has to know from the symbol alone, without a look at the state, when to open.
#
# Is the time that was saved worth more than that? The memory test of chapter 5, now with streams of 96: name the symbol that was marked last. A GRU, and a minGRU of the same width with the bias that leaves half after 48 steps; it runs step by step and gets two and a half times as many updates; the column of seconds says how long each took.

# %% [markdown] lang="zh"
# 要在一百步之后还留下一半，门在每一步最多只能放进千分之七，而且它只凭当前符号、不看状态，就得知道什么时候打开。
#
# 省下的时间能弥补这个不足吗？再做第 5 章的记忆测试，这次序列长 96：说出最后一个带标记的符号。一个 GRU，一个同样宽的 minGRU，其偏置使它在 48 步之后留下一半；minGRU 一步步走，更新次数是 GRU 的两倍半；各用了多长时间，看 seconds 一列。


# %% play="train"
def trained(name, layers, data, loss, rate, batch_size=64):
    """Train a model of these layers on the samples once; return it and the processor's seconds."""
    x, y = data
    model = keras.Sequential([keras.Input(x.shape[1:]), *layers])
    model.compile(keras.optimizers.Adam(rate, global_clipnorm=1.0), loss)
    began = time.process_time()
    model.fit(x, y, batch_size, verbose=0, callbacks=[Progress(name)])
    return model, time.process_time() - began


# %% play="recall"
length, delays = 96, [0, 8, 32, 64, 90]
tests = [delayed_recall(np.random.default_rng(99), 500, length, delay) for delay in delays]
streams, answers = (np.concatenate(part) for part in zip(*tests, strict=True))
updates = budget(quick=90, full=120)
readers = {
    "GRU": (lambda: keras.layers.GRU(32), updates),
    "minGRU": (
        lambda: keras.layers.RNN(MinGRUCell(32, keeping_bias(48))),
        5 * updates // 2,
    ),
}
named = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
runs, rows = {}, {}
for name, (make, count_of_updates) in readers.items():
    runs[name] = []
    for seed in range(budget(quick=2, full=3)):
        keras.utils.set_random_seed(seed)
        data = delayed_recall(np.random.default_rng(seed), 128 * count_of_updates, length)
        layers = [make(), keras.layers.Dense(8)]
        model, seconds = trained(f"{name}, seed {seed}", layers, data, named, 0.02, 128)
        right = np.argmax(model(streams), axis=-1) == answers
        runs[name].append(right.reshape(len(delays), -1).mean(axis=1))
    at_delays = dict(
        zip((f"delay {d}" for d in delays), np.mean(runs[name], axis=0), strict=True)
    )
    rows[name] = {"updates": count_of_updates, "seconds": seconds, **at_delays}
beside("parallel_recall", pd.DataFrame.from_dict(rows, orient="index").round(2))

# %% folded="draw_recall"
accuracies = {"delayed recall": {name: np.array(run) for name, run in runs.items()}}
figures.accuracy_panels(delays, accuracies, {"delayed recall": 1 / 8}, "delay, time steps")
figures.described(
    "Accuracy over the delay for a GRU and a minGRU, a dot for each seed. Both begin near one; at the longest delay the minGRU lies well below the GRU.",
    "一个 GRU 和一个 minGRU 的准确率随延迟的变化，每个随机种子一个点。两者都从 1 附近开始；在最长的延迟处，minGRU 明显低于 GRU。",
)

# %% claim="more_updates_do_not_buy_memory"
at_the_longest = {name: [run[-1] for run in of_seeds] for name, of_seeds in runs.items()}
assert min(at_the_longest["GRU"]) > max(at_the_longest["minGRU"]) + 0.1
assert min(run[1] for of_seeds in runs.values() for run in of_seeds) > 0.9

# %% [markdown] lang="en"
# Both name a symbol that lies eight steps back. At the longest delay the GRU is well ahead, with every seed, and with less than half of the updates: steps that cost less do not buy memory. What was tried is little: one width, one learning rate, one length.
#
# ## A share of its own for each unit
#
# The linear recurrent unit of Orvieto et al. (2023) goes one step further: its shares do not even depend on the input. Each unit has one share $a$, for all times, and learns it. A share above 1 would let the state grow without bound, so what is learnt is $\nu$, any number:
#
# $$ a = \exp(-\exp(\nu)), \qquad \gamma = \sqrt{1 - a^2}, \qquad h_t = a \odot h_{t-1} + \gamma \odot (x_t W_x) $$
#
# (Theirs are complex, and this is their size; and their $\gamma$ is a weight that only begins at this value.) Of what was read $n$ steps ago $a^n = \exp(-n e^{\nu})$ is left, so that after $e^{-\nu}$ steps $1/e$ is left: take that number of steps for the memory. And whoever keeps nearly everything piles it up: noise of variance one makes a state of variance $1/(1 - a^2)$, and $\gamma$ takes that back.
#
# ### Exercise 9 · Decay and gain (2 points)
#
# Write `decay_and_gain(nu)` with NumPy: `nu` is a number or an array; return $a$ and $\gamma$ of its shape. In float32, the numbers of networks, $\gamma$ must be right to four digits for memories of some millions of steps, too, although $a$ is then so close to 1 that $1 - a^2$ has lost them.
# *Hint: `np.expm1(x)` is $e^x - 1$, without that loss.*

# %% [markdown] lang="zh"
# 两者都能说出八步之前的符号。在最长的延迟处，GRU 在每个随机种子上都遥遥领先，更新次数却不到一半：更便宜的步子买不来记忆。这里试过的不多：一种宽度，一个学习率（learning rate），一种长度。
#
# ## 每个单元自己的份额
#
# Orvieto et al.（2023）的线性循环单元更进一步：它的份额连输入也不看。每个单元有一个份额 $a$，所有时刻都一样，由学习得到。大于 1 的份额会让状态无限增长，所以学的是 $\nu$，它可以是任何数：
#
# $$ a = \exp(-\exp(\nu)), \qquad \gamma = \sqrt{1 - a^2}, \qquad h_t = a \odot h_{t-1} + \gamma \odot (x_t W_x) $$
#
# （他们的份额是复数，这里只取它的模；而且他们的 $\gamma$ 也是权重，只是从这个值开始。）$n$ 步之前读到的内容还剩 $a^n = \exp(-n e^{\nu})$，所以 $e^{-\nu}$ 步之后还剩 $1/e$：把这个步数当作记忆的长度。而几乎全部保留的单元会把一切堆积起来：方差为一的噪声使状态的方差达到 $1/(1 - a^2)$，$\gamma$ 再把它压回到一。
#
# ### 练习 9 · 衰减与增益（2 分）
#
# 用 NumPy 编写 `decay_and_gain(nu)`：`nu` 是一个数或数组；返回形状相同的 $a$ 和 $\gamma$。在网络常用的 float32 下，对几百万步的记忆，$\gamma$ 的前四位有效数字仍须正确，尽管这时 $a$ 已经非常接近 1，直接算 $1 - a^2$ 会丢掉这些数字。
# *提示：`np.expm1(x)` 就是 $e^x - 1$，没有这种损失。*


# %% exercise="decay_and_gain"
def decay_and_gain(nu):
    """Return the share a and the gain of the input of linear recurrent units, for any numbers nu."""
    ### BEGIN SOLUTION
    rate = np.exp(nu)
    return np.exp(-rate), np.sqrt(-np.expm1(-2 * rate))
    ### END SOLUTION


# %% check="decay_and_gain" points=2
check("decay_and_gain")

# %% play="noise"
nu = np.linspace(-5, 1, 13)
share, gamma = decay_and_gain(nu)
noise = np.random.default_rng(0).normal(size=(2048, 50, 13))
shares = np.broadcast_to(share, noise.shape)
spread = {}
for name, gain in {r"with $\gamma$": gamma, r"without": 1}.items():
    states = doubling(shares, gain * noise, join)
    spread[name] = states[1024:].std(axis=(0, 1))

# %% folded="draw_noise"
figures.curves(nu, spread, r"$\nu$", "standard deviation of the state", ylim=(0, 10))
figures.described(
    "Standard deviation of states that read noise, over nu. With the gain it is one everywhere; without it, it is one at the right and grows many times over towards the left, where the memory is long.",
    "读入噪声的状态的标准差，随 nu 变化。有增益时处处为一；没有增益时，右端为一，往左在记忆长的地方增长到许多倍。",
)

# %% claim="the_gain_keeps_the_size"
assert np.abs(spread[r"with $\gamma$"] - 1).max() < 0.1
assert spread["without"][0] > 5
assert abs(spread["without"][-1] - 1) < 0.1

# %% [markdown] lang="en"
# ## What is given up
#
# The shares of all these layers, as they stand here, lie between 0 and 1, and they do not see the state. Feed such a layer ones only: $a$ and $b$ are the same at each step, and $h_t$ goes towards one point, $h_\star = b / (1 - a)$, always from the same side, $h_t - h_\star = a^t (h_0 - h_\star)$. While only ones come, nothing in it can go back and forth. But there is a task of one bit that asks for nothing else, **parity**: has the number
# of ones so far been even or odd? The answer is asked for at every step, from a dense network with a hidden layer on top of the states.

# %% [markdown] lang="zh"
# ## 放弃了什么
#
# 这里写出的这些层，份额都在 0 与 1 之间，而且看不到状态。给这样的层只输入 1：每一步的 $a$ 和 $b$ 都相同，$h_t$ 总是从同一侧走向一个点 $h_\star = b / (1 - a)$，$h_t - h_\star = a^t (h_0 - h_\star)$。只要一直输入一，其中就没有什么能来回摆动。然而有一个一比特的任务恰恰只要求这个，**奇偶性**（parity）：到目前为止，输入中 1 的个数
# 是偶数还是奇数？每一步都要回答，由状态之上的一个带隐藏层（hidden layer）的全连接网络给出答案。


# %% play="parity"
def parity_batch(rng, samples, length=16):
    """Draw bits, (samples, length, 1), and at each place the parity of all bits up to there."""
    bits = rng.integers(2, size=(samples, length, 1))
    return bits.astype("float32"), np.cumsum(bits, axis=1) % 2


bits, parities = parity_batch(np.random.default_rng(99), 1000)
even_or_odd = keras.losses.BinaryCrossentropy(from_logits=True)
updates = budget(quick=320, full=600)
followers = {
    "GRU": (lambda: keras.layers.GRU(24, return_sequences=True), updates),
    "minGRU": (
        lambda: keras.layers.RNN(MinGRUCell(48), return_sequences=True),
        2 * updates,
    ),
}
panels, rows = {"seed 0": {}, "seed 1": {}}, {}
for seed, panel in enumerate(panels.values()):
    for name, (make, count_of_updates) in followers.items():
        keras.utils.set_random_seed(seed)
        data = parity_batch(np.random.default_rng(seed), 64 * count_of_updates)
        layers = [make(), keras.layers.Dense(32, activation="relu"), keras.layers.Dense(1)]
        model, seconds = trained(f"{name}, seed {seed}", layers, data, even_or_odd, 0.01)
        right = (np.array(model(bits)) > 0) == parities
        panel[name] = right.mean(axis=(0, 2))
        rows[f"{name}, seed {seed}"] = {"updates": count_of_updates, "seconds": seconds}
        rows[f"{name}, seed {seed}"] |= {
            f"step {t}": panel[name][t - 1] for t in (1, 2, 4, 16)
        }
beside("parallel_parity", pd.DataFrame.from_dict(rows, orient="index").round(2))

# %% folded="draw_parity"
look = {"chance": 0.5, "ylim": (0.2, 1.03), "xticks": range(2, 17, 2)}
figures.side_by_side(range(1, 17), panels, "$t$, time step", "accuracy", **look)
figures.described(
    "Accuracy of the parity over the time step, a panel for each seed. The GRU's line stays at one; the minGRU's falls from one to a half within a dozen steps.",
    "奇偶性的准确率随时间步的变化，每个随机种子一幅图。GRU 的线一直是一；minGRU 的线在十几步之内从一降到一半。",
)

# %% claim="a_gru_follows_and_a_mingru_does_not"
for panel in panels.values():
    assert panel["GRU"].min() > 0.9
    assert panel["minGRU"][0] > 0.9
    assert panel["minGRU"][9:].max() < 0.75

# %% claim="with_ones_only_every_unit_goes_one_way"
states = np.array(MinGRU(30)(np.ones((1, 40, 1), "float32")))[0]
moves = np.diff(states, axis=0)
assert np.all((moves[:-1] * moves[1:]) >= -1e-10)
assert np.all(np.abs(moves[1:]) <= np.abs(moves[:-1]) + 1e-6)

# %% [markdown] lang="en"
# The GRU follows the bit to the end. The minGRU has twice as many units and twice as many updates, is right about the first bit, and from the tenth on less than three times in four: it has found no state that turns.
#
# Is the scan to blame? No: the shares are. Let a share be negative, $a_t = 1 - 2x_t$: a one turns the sign and a zero leaves it. Begin with $h_0 = 1$, and a single unit without any training is right for ever, by the same scan.

# %% [markdown] lang="zh"
# GRU 一直跟到最后。minGRU 的单元数是两倍，更新次数也是两倍，第一比特答得对，从第十个起，答对的不到四分之三：它没有找到一个会翻转的状态。
#
# 是扫描的错吗？不是，是份额的错。让份额可以为负，$a_t = 1 - 2x_t$：输入 1 使符号翻转，输入 0 使它不变。从 $h_0 = 1$ 开始，一个单元不用任何训练就永远正确，用的还是同一个扫描。

# %% play="signs"
x = np.random.default_rng(0).integers(2, size=100_000)
a, b = 1 - 2 * x, np.zeros_like(x)
b[0] = a[0]  # where the initial state goes in
states = doubling(a, b, join)
right = np.mean((states < 0) == (np.cumsum(x) % 2 == 1))
print(f"one unit with a sign: {right:.0%} of {len(x):,} steps are right")

# %% claim="one_unit_with_a_sign_is_right_for_ever"
assert right == 1

# %% [markdown] lang="en"
# So it is worth asking of each new layer which steps its states can take, not only how many of them it takes in a second. Layers that allow negative shares do learn parity (Grazzi et al. 2025); other tasks, such as following five things that change places, are thought to stay out of reach for every layer whose steps are a share for each unit (Merrill et al. 2024). A GRU pays for its steps with time, and gets something for it.

# %% [markdown] lang="zh"
# 所以面对每一种新的层，都值得问一问它的状态能走怎样的步，而不只是每秒走多少步。允许负份额的层确实能学会奇偶性（Grazzi et al. 2025）；另一些任务，例如跟踪五个互换位置的东西，一般认为凡是每步只给每个单元一个份额的层都做不到（Merrill et al. 2024）。GRU 为它的步子付出时间，也换来了一些东西。

# %% [markdown] answer="a_hundred_times" points=2 lang="en"
# ### Question 1 (2 points, read by a person)
#
# A colleague reads that a scan over 1,024 steps needs ten rounds, and writes: "We replace the GRU in our product by a minGRU and run it a hundred times faster on the same processors, with the same accuracy." Which three of your measurements or counts answer this, and what would you advise?
#
# ### BEGIN SOLUTION
# Depth is not time: the ten rounds do nine times the work of the loop, and one processor has to do all of it; only where a step has very few numbers was the scan faster than the loop. The time that was won came from the recurrent matrix product that is gone, in the loop as well, and it is a factor of a few and not of a hundred.
# And the accuracy is not the same: at long delays the minGRU was behind with more updates, and it could not follow parity at all.
# Advice: find out which memory the task needs, measure the accuracy of both at equal time on it, run the minGRU step by step where one processor serves wide batches, and think of the scan where there are many idle units or a single narrow stream.
# ### END SOLUTION

# %% [markdown] answer="a_hundred_times" points=2 lang="zh"
# ### 问题 1（2 分，由人批阅）
#
# 一位同事读到 1,024 步的扫描只需十轮，就写道：“我们把产品里的 GRU 换成 minGRU，在同样的处理器上快一百倍，准确率不变。”你的哪三项测量或计数可以回答他？你会怎样建议？
#
# ### BEGIN SOLUTION
# 深度不是时间：十轮的工作量是循环的九倍，一个处理器必须全部做完；只有一步中的数很少时，扫描才比循环快。赢得的时间来自去掉了的循环矩阵乘法，用循环时也一样，而且只是几倍，不是一百倍。
# 准确率也并非不变：延迟长时，minGRU 更新次数更多却仍然落后，而奇偶性它根本跟不上。
# 建议：先弄清任务需要怎样的记忆，在这个任务上以同样的时间测量两者的准确率；一个处理器处理很宽的批次时，让 minGRU 一步步走；有许多空闲的计算单元，或者只有一条很窄的序列时，再考虑扫描。
# ### END SOLUTION

# %% [markdown] lang="en"
# ## Where to go from here
#
# **Try** `in_chunks` as the scan of your layer, with `keras.ops` · two minGRUs one above the other on parity: does the second layer help, and how far? · a minGRU with the shares $1 - 2z_t$, trained on parity · the same notebook on a GPU, with the figure of the speed-up again.
#
# **Read** W. D. Hillis and G. L. Steele, *Data parallel algorithms*, Communications of the ACM, 1986 · G. Blelloch, *Prefix sums and their applications*, 1990 · E. Martin and C. Cundy, *Parallelizing linear recurrent neural nets over sequence length*, ICLR 2018 · L. Feng et al., *Were RNNs all we needed?*, 2024 · A. Orvieto et al., *Resurrecting recurrent neural networks for long sequences*, ICML 2023 ·
# W. Merrill, J. Petty and A. Sabharwal, *The illusion of state in state-space models*, ICML 2024 · R. Grazzi et al., *Unlocking state-tracking in linear RNNs through negative eigenvalues*, ICLR 2025.

# %% [markdown] lang="zh"
# ## 接下来
#
# **试一试** 用 `keras.ops` 写 `in_chunks`，作为你的层的扫描 · 两个 minGRU 叠起来做奇偶性：层数有帮助吗，能到多远？· 份额为 $1 - 2z_t$ 的 minGRU，在奇偶性上训练 · 在 GPU 上运行同一个笔记本，再看一次加速的图。
#
# **读一读** W. D. Hillis and G. L. Steele, *Data parallel algorithms*, Communications of the ACM, 1986 · G. Blelloch, *Prefix sums and their applications*, 1990 · E. Martin and C. Cundy, *Parallelizing linear recurrent neural nets over sequence length*, ICLR 2018 · L. Feng et al., *Were RNNs all we needed?*, 2024 · A. Orvieto et al., *Resurrecting recurrent neural networks for long sequences*, ICML 2023 ·
# W. Merrill, J. Petty and A. Sabharwal, *The illusion of state in state-space models*, ICML 2024 · R. Grazzi et al., *Unlocking state-tracking in linear RNNs through negative eigenvalues*, ICLR 2025.
