# %% [markdown] lang="en"
# # Search for the best sequence
#
# Take the most probable word at every step, and you may miss the most probable sentence. Find the most probable sentence, and it may say nothing at all. Here you write greedy search,
# exhaustive search and beam search, the last of them also in a form that translates hundreds of sentences at once, and you measure what a wider beam buys and what it does not.
#
# You will learn
# - why the best next token is not the next token of the best sequence,
# - why the most probable output is often too short, and what dividing by the length does about it,
# - how much a search costs, when it may stop early, and when to draw at random instead.
#
# You need: chapter 3 (sampling with a temperature) and chapter 7 (encoder and decoder). Running everything takes about a minute and a half on two cores.

# %% [markdown] lang="zh"
# # 搜索最好的序列
#
# 每一步都取概率最大的词，可能错过概率最大的句子。找到了概率最大的句子，它又可能什么都没说。在这里，你要写出贪心（greedy）搜索、穷举搜索和束搜索（beam search），其中束搜索还有一种能同时翻译几百个句子的写法；你还要测量更宽的束能换来什么，换不来什么。
#
# 你将学到
# - 为什么最好的下一个词元（token）不一定属于最好的序列；
# - 为什么概率最大的输出往往太短，除以长度又能起什么作用；
# - 一次搜索要花多少代价，什么时候可以提前停止，什么时候应当改为随机采样（sampling）。
#
# 需要的基础：第 3 章的温度（temperature）与采样（sampling），第 7 章的编码器（encoder）与解码器（decoder）。在两个核上全部运行约需一分半钟。

# %%
from unrolled.check import check  # first: it brings up Keras without log lines
import timeit
from functools import partial
from itertools import combinations

import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import tensorflow as tf
from keras import ops
from unrolled import figures, grammar
from unrolled.record import beside
from unrolled.training import Progress, budget

figures.style()
pd.set_option("display.max_colwidth", None)  # whole sentences
keras.utils.set_random_seed(0)

# %% [markdown] lang="en"
# ## What is searched, and what a search needs
#
# A decoder gives the probability of the next token $y_t$, given the source $x$ and the tokens before. A whole output has the product of these, or, in logarithms, their sum:
#
# $$ \log P(y \mid x) = \sum_{t=1}^{L} \log P(y_t \mid y_1, \dots, y_{t-1}, x) $$
#
# Which output has the largest? That is a search through all sequences, and a search needs no more of a model than one function:
#
#     log_probs, state = step(tokens, state)
#
# `tokens`, `(hypotheses,)`, are the tokens taken last; a token is a whole number. `state`, `(hypotheses, …)`, is all that the model remembers, one row for each hypothesis. Back come the logarithms of the probabilities of
# the next token, `(hypotheses, vocabulary)`, and the new state. An output is **complete** when it ends with the end token, or when it has `max_length` tokens, the end token
# counted.
#
# Before any network, a model small enough to be checked by hand: three letters and E, which ends. Its state is what was written so far.

# %% [markdown] lang="zh"
# ## 搜索什么，需要什么
#
# 给定源序列 $x$ 和之前的词元，解码器给出下一个词元 $y_t$ 的概率。整个输出的概率是它们的乘积；取对数，就是它们的和：
#
# $$ \log P(y \mid x) = \sum_{t=1}^{L} \log P(y_t \mid y_1, \dots, y_{t-1}, x) $$
#
# 哪个输出的概率最大？这是在所有序列中的搜索，而搜索只需要模型提供一个函数：
#
#     log_probs, state = step(tokens, state)
#
# `tokens`，形状 `(hypotheses,)`，是各个假设（hypothesis）刚刚取的词元；词元是整数。`state`，形状 `(hypotheses, …)`，是模型记住的一切，每个假设一行。
# 返回的是下一个词元概率的对数，形状 `(hypotheses, vocabulary)`，以及新的状态。输出以结束词元收尾，或者已有 `max_length` 个词元（结束词元也计入），就算**完整**。
#
# 在用网络之前，先看一个小到可以手算的模型：三个字母，外加表示结束的 E。它的状态就是到目前为止写出的内容。

# %%
LETTERS = ["A", "B", "C", "E", ""]  # E ends an output; "" is before it begins
END, START = 3, 4
TABLE = {  # what is written so far: the probabilities of A, B, C and E
    "": [0.5, 0.2, 0.2, 0.1],
    "A": [0.1, 0.4, 0.3, 0.2],
    "AB": [0.2, 0.2, 0.4, 0.2],
    "AC": [0.1, 0.6, 0.2, 0.1],
    "ABC": [0.0, 0.2, 0.2, 0.6],
    "ACB": [0.1, 0.2, 0.1, 0.6],
}  # after anything else, 0.25 each


def table_step(tokens, state):
    """Add the tokens, (hypotheses,), to what is written so far, and look up what may follow.

    Returns log_probs, (hypotheses, vocabulary), and the new state, (hypotheses,), of strings.
    """
    state = np.array(
        [old + LETTERS[token] for old, token in zip(state, tokens, strict=True)]
    )
    p = np.array([TABLE.get(written, [0.25] * 4) for written in state])
    with np.errstate(divide="ignore"):  # the logarithm of 0 is minus infinity
        return np.log(p), state


def written(tokens):
    """Return letters for tokens."""
    return "".join(LETTERS[token] for token in tokens)


# %% play="first_steps"
at_first, state = table_step([START], [""])
then, state = table_step([0, 1], np.repeat(state, 2))
print("state:", state.tolist())
rows = ["at first", "after A", "after B"]
pd.DataFrame(np.exp([*at_first, *then]).round(2), rows, list("ABCE"))

# %% [markdown] lang="en"
# ## Greedy
#
# The cheapest search takes the most probable token at each step, as the translators of chapter 7 do. Every step is one token: *je suis chez moi* takes five,
# *je*, *suis*, *chez*, *moi* and the end.
#
# ### Exercise 1 · Greedy search (3 points)
#
# Write `greedy_search(step, start, state, end, max_length)`. Begin with the token `start` and a state of one row, take the most probable token each time, and stop when the output is complete. Return its tokens, without
# `start` and with `end` if it was reached, and its log-probability. Some models have one token for both: what they start with ends nothing. *Hint: `step` wants an array of tokens, here of one.*

# %% [markdown] lang="zh"
# ## 贪心
#
# 最便宜的搜索是每一步都取概率最大的词元，第 7 章的翻译器就是这样做的。每一步只取一个词元：*je suis chez moi* 要五步，
# 即 *je*、*suis*、*chez*、*moi* 和结束。
#
# ### 练习 1 · 贪心搜索（3 分）
#
# 编写 `greedy_search(step, start, state, end, max_length)`。从词元 `start` 和只有一行的状态出发，每次取概率最大的词元，直到输出完整。返回它的词元
# （不含 `start`；若到达了 `end` 则包含它）和它的对数概率。有的模型两者是同一个词元：用来起始的那个并不结束什么。*提示：`step` 要的是词元的数组，这里只有一个。*


# %% exercise="greedy_search"
def greedy_search(step, start, state, end, max_length):
    """Follow the most probable token at each step.

    step        tokens (hypotheses,), state (hypotheses, …) -> log_probs (hypotheses, vocabulary), state
    start, end  tokens
    state       (1, …)   state before the first token
    max_length  how many tokens an output may have, `end` included

    Returns the output, a list of tokens, and its log-probability.
    """
    ### BEGIN SOLUTION
    output, log_prob, token = [], 0.0, start
    while len(output) < max_length:
        (log_probs,), state = step(np.full(1, token), state)
        token = int(np.argmax(log_probs))
        log_prob += log_probs[token]
        output.append(token)
        if token == end:
            break
    return output, log_prob
    ### END SOLUTION


# %% check="greedy_search" points=3
check("greedy_search")

# %% play="greedy"
tokens, log_prob = greedy_search(table_step, START, np.array([""]), END, 4)
print(f"greedy: {written(tokens)}, probability {np.exp(log_prob):.3f}")
print(f"A, C, B, E from the table:  {0.5 * 0.3 * 0.6 * 0.6:.3f}")

# %% [markdown] lang="en"
# Greedy search takes B after A, the more probable letter, and never learns that C would have led to something better: $0.5 \cdot 0.3 \cdot 0.6 \cdot 0.6 = 0.054$ against $0.048$. (These two
# products are the example of *Dive into Deep Learning* 0.17.5, section 9.8; the rest of the table is ours.) But two outputs are not all outputs: is 0.054 the best there is?
#
# ## All of them
#
# ### Exercise 2 · Exhaustive search (3 points)
#
# Write `exhaustive_search(step, start, state, end, max_length)`: return all complete outputs with their log-probabilities, as a list of pairs `(tokens, log_prob)`, the most probable first. Outputs of
# probability zero are outputs too. *Hint: keep a list of what is not complete yet, with the state that belongs to it; take one out, put its extensions where they belong.*

# %% [markdown] lang="zh"
# 贪心搜索在 A 之后取了概率更大的 B，永远不会知道 C 能通向更好的结果：$0.5 \cdot 0.3 \cdot 0.6 \cdot 0.6 = 0.054$，而不是 $0.048$。（这两个乘积是 *Dive into Deep Learning* 0.17.5 第 9.8 节的例子，表的其余部分是我们补的。）
# 可是两个输出并不是所有的输出：0.054 真的是最好的吗？
#
# ## 全部列举
#
# ### 练习 2 · 穷举搜索（3 分）
#
# 编写 `exhaustive_search(step, start, state, end, max_length)`：返回所有完整的输出及其对数概率，即由 `(tokens, log_prob)` 组成的列表，概率最大的在最前。
# 概率为零的输出也是输出。*提示：把尚未完整的序列连同它的状态放在一个列表里；每次取出一个，把它的各种延长放到该放的地方。*


# %% exercise="exhaustive_search"
def exhaustive_search(step, start, state, end, max_length):
    """Enumerate all complete outputs.

    step        tokens (hypotheses,), state (hypotheses, …) -> log_probs (hypotheses, vocabulary), state
    start, end  tokens
    state       (1, …)   state before the first token
    max_length  how many tokens an output may have, `end` included

    Returns a list of (tokens, log_prob), the most probable first.
    """
    ### BEGIN SOLUTION
    waiting, complete = [((), 0.0, start, state)], []
    while waiting:
        prefix, so_far, last, before = waiting.pop()
        (log_probs,), after = step(np.full(1, last), before)
        for token, log_p in enumerate(log_probs):
            longer, total = (*prefix, token), so_far + log_p
            if token == end or len(longer) == max_length:
                complete.append((longer, total))
            else:
                waiting.append((longer, total, token, after))
    return sorted(complete, key=lambda pair: pair[1], reverse=True)
    ### END SOLUTION


# %% check="exhaustive_search" points=3
check("exhaustive_search")

# %% play="exhaustive"
outputs = exhaustive_search(table_step, START, np.array([""]), END, 4)
total = sum(np.exp(log_prob) for _, log_prob in outputs)
best = [(written(tokens), np.exp(log_prob)) for tokens, log_prob in outputs[:4]]
print(f"{len(outputs)} outputs, total probability {total:.6f}")
print(f"sequences of 10 tokens, each one of 10,000: {10_000**10:.0e}")
pd.DataFrame(best, range(1, 5), ["output", "probability"]).round(3)

# %% claim="the_most_probable_output_says_nothing"
assert abs(total - 1) < 1e-9
assert {letters for letters, _ in best[:2]} == {"AE", "E"}
assert best[2][0] == "ACBE"

# %% [markdown] lang="en"
# The total is one, so none was forgotten. And the two most probable outputs, equal in rank, are A followed by the end, and nothing at all: every further token multiplies by a number below one, so short outputs start with an
# advantage. ACBE is only the third. Keep this in mind; it returns below.
#
# For a real vocabulary the list is out of reach: the line above the table is the count for ten tokens.
#
# ## A beam
#
# Between the two: keep not one hypothesis but $k$. In each step, extend every hypothesis by every token and keep the $k$ best of all these candidates. The details decide whether it works:
#
# - **A complete hypothesis keeps its place.** It is set aside with its log-probability, and the search goes on with as many hypotheses fewer. So $k$ outputs are found at most.
# - **Only complete hypotheses are outputs.** *Dive into Deep Learning* (section 9.8) ranks unfinished beginnings among them; but a beginning has not paid for its end yet.
# - **Ties** go to the candidate whose hypothesis stands first, and then to the lower token.
# - **What is impossible is no candidate**: log-probability $-\infty$.
# - **Not too short**: while the output would have fewer than `min_length` tokens, the end token is impossible.
#
# ### Exercise 3 · Beam search (6 points)
#
# Write `beam_search(step, start, state, end, max_length, k, min_length=1, stop=None)`. Call `step` once for each step, with the tokens and states of all hypotheses. Return the complete hypotheses as a list of pairs
# `(tokens, log_prob)`, the best first. If `stop` is given, call `stop(finished, live)` after each step that leaves hypotheses to extend, with two lists of such pairs, and end the search when it says so; we need it later.
# *Hint: put all candidates in one array, `(hypotheses, vocabulary)`. `np.argsort(-scores, axis=None, kind="stable")` ranks the whole array and respects ties. And a state has to follow the hypothesis it
# belongs to.*

# %% [markdown] lang="zh"
# 总和为一，所以没有漏掉任何一个。而概率最大的两个输出并列：一个是 A 之后立刻结束，另一个什么也没写。每多一个词元就要乘上一个小于一的数，所以短的输出一开始就占便宜。ACBE 只排第三。
# 请记住这一点，下面还会遇到。
#
# 对真实的词表（vocabulary），这样的清单根本列不出来：表上方的那一行是十个词元时的个数。
#
# ## 束
#
# 折中的办法：保留的假设不是一个，而是 $k$ 个。每一步用每个词元延长每个假设，再从所有这些候选中留下最好的 $k$ 个。成败在于细节：
#
# - **完整的假设保住自己的位置。** 它连同对数概率放到一边，搜索继续，而要延长的假设少一个。所以最多找到 $k$ 个输出。
# - **只有完整的假设才是输出。** *Dive into Deep Learning*（第 9.8 节）把没写完的开头也排进结果；可是开头还没有为结尾付出代价。
# - **并列时**，所属假设排在前面的候选优先，其次词元编号小的优先。
# - **不可能的不是候选**：对数概率为 $-\infty$。
# - **不能太短**：如果输出会少于 `min_length` 个词元，结束词元就是不可能的。
#
# ### 练习 3 · 束搜索（6 分）
#
# 编写 `beam_search(step, start, state, end, max_length, k, min_length=1, stop=None)`。每一步只调用一次 `step`，传入所有假设的词元和状态。返回完整的假设，即由 `(tokens, log_prob)` 组成的列表，
# 最好的在最前。如果给了 `stop`，那么在每一步之后，只要还有假设要延长，就用两个这样的列表调用 `stop(finished, live)`，它说停就停；后面会用到它。
# *提示：把所有候选放进一个数组 `(hypotheses, vocabulary)`。`np.argsort(-scores, axis=None, kind="stable")` 给整个数组排序，并遵守并列时的规则。另外，状态要跟着它所属的假设走。*


# %% exercise="beam_search"
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    """Search with a beam of k hypotheses.

    step        tokens (hypotheses,), state (hypotheses, …) -> log_probs (hypotheses, vocabulary), state
    start, end  tokens
    state       (1, …)   state before the first token
    max_length  how many tokens an output may have, `end` included
    k           how many hypotheses are kept, the complete ones included
    min_length  how many tokens an output must have, `end` included
    stop        function of finished and live, two lists of (tokens, log_prob): True ends the search

    Returns a list of (tokens, log_prob), the best first.
    """
    ### BEGIN SOLUTION
    finished, live, last = [], [((), 0.0)], np.full(1, start)
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([log_prob for _, log_prob in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        ranked = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        kept = []
        for row, token in zip(*np.unravel_index(ranked, scores.shape), strict=True):
            hypothesis = (*live[row][0], int(token)), scores[row, token]
            if scores[row, token] == -np.inf:
                continue
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                kept.append((row, hypothesis))
        if not kept:
            break
        rows, live = (list(part) for part in zip(*kept, strict=True))
        if stop is not None and stop(finished, live):
            break
        state, last = state[rows], np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)
    ### END SOLUTION


# %% check="beam_search" points=6
check("beam_search")

# %% play="beams"
places, beams, rows = ["best", "second", "third", "fourth"], {}, {}
for k in (1, 2, 3, 40):
    found = beam_search(table_step, START, np.array([""]), END, 4, k)
    beams[k] = [(written(tokens), np.exp(log_prob)) for tokens, log_prob in found]
    shown = [f"{letters} {p:.3f}" for letters, p in beams[k]]
    rows[f"k = {k}"] = dict(zip(places, shown, strict=False))
pd.DataFrame(rows, places).T.fillna("")

# %% claim="three_hypotheses_return_two_tokens"
assert beams[1][0][0] == "ABCE"
assert beams[2][0][0] == "ACBE"
assert len(beams[3][0][0]) == 2
assert found[:3] == outputs[:3]

# %% [markdown] lang="en"
# One hypothesis is greedy search. Two find ACBE, which greedy misses. From three on, the beam has room for A with its end, and the "better" search returns an output of two tokens; with forty it finds what exhaustive
# search finds. None of this is a fault of the search: it does what it is asked, and what it is asked for is the most probable output.
#
# The same as a tree, which grows step by step under the arrow keys. Every column is a step; filled boxes are the hypotheses that are kept, orange ones are complete, and grey ones were considered and dropped.

# %% [markdown] lang="zh"
# 只留一个假设就是贪心搜索。留两个，就能找到贪心错过的 ACBE。从三个起，束里有了 A 加结束的位置，这个“更好”的搜索返回的输出只有两个词元；留四十个，找到的就是穷举搜索的结果。
# 这些都不是搜索的错：它做的正是要它做的事，而要它找的就是概率最大的输出。
#
# 同样的过程画成一棵树，按方向键，它就一步一步地长。每一列是一步；填色的方框是留下的假设，橙色的已经完整，灰色的考虑过但被丢弃。


# %%
def recorded(step):
    """Return a step function that does the same, and the list of all that it has returned so far."""
    calls = []

    def recording(tokens, state):
        calls.append(step(tokens, state))
        return calls[-1]

    return recording, calls


# %% folded="tree"
def grown(k):
    """Return the columns of the tree that a beam of the table model makes, and which names go on and are complete."""
    step, calls = recorded(table_step)
    found = beam_search(step, START, np.array([""]), END, 4, k)
    outputs, log_p, columns = {written(tokens) for tokens, _ in found}, {"": 0.0}, []
    for log_probs, prefixes in calls:
        columns.append([])
        for parent, row in zip(map(str, prefixes), log_probs, strict=True):
            for letter, log_prob in zip("ABCE", row, strict=True):
                child = parent + letter
                log_p[child] = log_p[parent] + log_prob
                text = f"{child} {np.exp(log_p[child]):.3f}"
                if child in outputs:  # log P and log P / length ** 0.75
                    score = log_p[child] / len(child) ** 0.75
                    text += f"\n{log_p[child]:.2f} → {score:.2f}"
                columns[-1].append((parent, child, text))
    extended = {str(prefix) for _, prefixes in calls for prefix in prefixes}
    return columns, extended, outputs


tree = grown(2)
named = [[child for _, child, _ in column] for column in tree[0]]
going = [", ".join(child for child in column if child in tree[1]) for column in named]
ended = [", ".join(child for child in column if child in tree[2]) for column in named]
figures.frames(
    "step",
    "步",
    lambda step: figures.beam_tree(*tree, "a beam of k = 2", step),
    {
        step: (
            f"Tree of a beam search with k = 2 after {step} of {len(named)} steps, with the probability of each beginning: {len(named[step - 1])} beginnings in the last column. Dark, and going on: {going[step - 1] or 'none'}. Orange, complete and with their scores: {ended[step - 1] or 'none'}. All others are pale and dropped.",
            f"k = 2 的束搜索画成树，{len(named)} 步中走了 {step} 步，写着每个开头的概率：最后一列有 {len(named[step - 1])} 个开头。深色、继续的：{going[step - 1] or '无'}。橙色、完整并写有得分的：{ended[step - 1] or '无'}。其余的颜色浅，被丢弃。",
        )
        for step in range(1, 1 + len(named))
    },
)

# %% folded="wider_tree"
figures.beam_tree(*grown(3), "a beam of k = 3")
figures.described(
    "The same tree for k = 3: up to three beginnings go on after each step, so that more branches are dark and more candidates are looked at.",
    "k = 3 时的同一棵树：每步之后最多有三个开头继续，因此深色的分支更多，考察的候选也更多。",
)

# %% [markdown] lang="en"
# In the box of each output stand its log-probability and, after the arrow, what the length normalisation below makes of it. Step 1 has a tie: B and C both have 0.2, and with $k = 2$ only one of them stays, by the rule above
# B. Whichever stays is dropped in the next step.
#
# ## What it costs
#
# For $k$ hypotheses, a vocabulary of $V$ and $T$ steps the cost is usually given as $O(k V T)$. That counts the candidates that are scored and compared. What it costs to score them is hidden in each of these: every hypothesis needs one **decoder pass** per
# step, through all layers, and each pass scores $V$ tokens.
#
# ### Exercise 4 · Count the work (2 points)
#
# Write `search_cost(vocabulary, max_length, k=None)`: return the numbers of decoder passes and of scored tokens of a beam search when no hypothesis of the beam ends before `max_length`; with `k=None` those of exhaustive search. The vocabulary
# contains the end token. The beam fills up as fast as it can: `search_cost(4, 3, 5)` is `(9, 36)`, for passes of 1, 3 and 5 hypotheses. *Hint: how many unfinished extensions does a hypothesis have?*

# %% [markdown] lang="zh"
# 每个输出的方框里是它的对数概率，箭头之后是下文的长度归一化（length normalisation）得到的分数。第 1 步有一次并列：B 和 C 都是 0.2，而 $k = 2$ 时只能留一个，按上面的规则留 B。不管留下哪一个，下一步都会被丢弃。
#
# ## 代价
#
# 对 $k$ 个假设、大小为 $V$ 的词表和 $T$ 步，通常给出的代价是 $O(k V T)$。它数的是打分并比较的候选。打分本身的代价藏在里面：每个假设每一步需要解码器**前向计算一次**（decoder pass），要经过所有的层，
# 每次计算给 $V$ 个词元打分。
#
# ### 练习 4 · 数一数工作量（2 分）
#
# 编写 `search_cost(vocabulary, max_length, k=None)`：假定束中没有假设在 `max_length` 之前结束，返回束搜索的解码器计算次数和打分的词元数；`k=None` 时返回穷举搜索的。词表包含结束词元。
# 束会以最快的速度填满：`search_cost(4, 3, 5)` 是 `(9, 36)`，三步分别有 1、3、5 个假设。*提示：一个假设有多少个未完成的延长？*


# %% exercise="search_cost"
def search_cost(vocabulary, max_length, k=None):
    """Count the work of a beam search whose hypotheses all go on to max_length, or of exhaustive search.

    vocabulary  number of tokens, the end token included
    max_length  number of steps
    k           width of the beam, or None for all hypotheses

    Returns the numbers of decoder passes and of scored tokens.
    """
    ### BEGIN SOLUTION
    passes, hypotheses = 0, 1
    for _ in range(max_length):
        passes += hypotheses
        hypotheses *= vocabulary - 1
        if k is not None:
            hypotheses = min(hypotheses, k)
    return passes, passes * vocabulary
    ### END SOLUTION


# %% check="search_cost" points=2
check("search_cost")

# %% play="cost"
for k in (1, 5, None):
    passes, scored = search_cost(10_000, 10, k)
    print(
        f"10,000 tokens, 10 steps, k = {k}: {passes:.3g} passes, {scored:.3g} scored tokens"
    )

used, most = {}, {}
for k in (1, 2, 3):
    step, calls = recorded(table_step)
    beam_search(step, START, np.array([""]), END, 4, k)
    used[k] = sum(len(log_probs) for log_probs, _ in calls)
    most[k], _ = search_cost(4, 4, k)
table = pd.DataFrame({"passes for the table of letters": used, "at most": most})
table.rename_axis("k")

# %% claim="no_more_passes_than_counted"
assert all(used[k] <= most[k] for k in used)

# %% [markdown] lang="en"
# ## Length
#
# Since every token costs probability, a search that really finds the most probable output is biased towards short ones. The usual remedy divides by the length:
#
# $$ s(y) = \frac{\log P(y \mid x)}{L^{\alpha}} \qquad\text{or, in the form of GNMT (Wu et al. 2016),}\qquad s(y) = \frac{\log P(y \mid x)}{\bigl((5 + L) / 6\bigr)^{\alpha}} $$
#
# with $\alpha$ often between 0.6 and 1, and $L$ the number of tokens, the end token included. Which outputs does it help? Logarithms of probabilities are negative, and a negative number divided by a larger one comes *closer to zero*.
#
# ### Exercise 5 · Normalise (2 points)
#
# Write `length_normalised(log_prob, length, alpha=0.75, gnmt=False)` for both forms; numbers and arrays are welcome alike, for `alpha` too.

# %% [markdown] lang="zh"
# ## 长度
#
# 每个词元都要付出概率，所以真正找到概率最大输出的搜索会偏向短的。常用的补救办法是除以长度：
#
# $$ s(y) = \frac{\log P(y \mid x)}{L^{\alpha}} \qquad\text{或 GNMT 的形式（Wu et al. 2016）}\qquad s(y) = \frac{\log P(y \mid x)}{\bigl((5 + L) / 6\bigr)^{\alpha}} $$
#
# 其中 $\alpha$ 常取 0.6 到 1，$L$ 是词元数，包含结束词元。它帮的是哪些输出？概率的对数是负数，负数除以更大的数会*更接近零*。
#
# ### 练习 5 · 归一化（2 分）
#
# 编写 `length_normalised(log_prob, length, alpha=0.75, gnmt=False)`，两种形式都要；数和数组都能用，`alpha` 也不例外。


# %% exercise="length_normalised"
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    """Return log-probabilities divided by length ** alpha, or by ((5 + length) / 6) ** alpha."""
    ### BEGIN SOLUTION
    base = (5 + length) / 6 if gnmt else length
    return log_prob / base**alpha
    ### END SOLUTION


# %% check="length_normalised" points=2
check("length_normalised")

# %% play="normalised"
normalised, rows = {}, {}
for k in (2, 3, 40):
    scored = []
    for tokens, log_p in beam_search(table_step, START, np.array([""]), END, 4, k):
        scored.append((length_normalised(log_p, len(tokens)), written(tokens)))
    normalised[k] = sorted(scored, reverse=True)
    shown = [f"{letters} {score:.3f}" for score, letters in normalised[k]]
    rows[f"k = {k}"] = dict(zip(places, shown, strict=False))
pd.DataFrame(rows, places).T.fillna("")

# %% claim="every_beam_puts_ACBE_first"
assert all(ranked[0][1] == "ACBE" for ranked in normalised.values())
assert normalised[40][1][1] == "ABCE"
assert "AE" in [letters for _, letters in normalised[3]]

# %% [markdown] lang="en"
# Now all three put ACBE first, before ABCE and before AE. Where exactly does AE lose its lead?
#
# ### Exercise 6 · Where the ranking flips (2 points)
#
# Write `flip_alpha(log_probs, lengths)` for two outputs, each argument a list or an array of two: the $\alpha$ at which both have the same score in the first form, $\log P / L^\alpha$. Above it the longer one leads. *Hint: set the two scores equal and take logarithms of what is positive.*

# %% [markdown] lang="zh"
# 现在，三个束都把 ACBE 排在第一，在 ABCE 和 AE 之前。AE 究竟在哪里失去领先？
#
# ### 练习 6 · 名次在哪里翻转（2 分）
#
# 对两个输出编写 `flip_alpha(log_probs, lengths)`，每个参数是两个数的列表或数组：返回使两者按第一种形式 $\log P / L^\alpha$ 得分相同的 $\alpha$。超过它，长的领先。*提示：令两个分数相等，再对正的数取对数。*


# %% exercise="flip_alpha"
def flip_alpha(log_probs, lengths):
    """Return the alpha at which two outputs have the same log_prob / length ** alpha.

    log_probs  two numbers below zero
    lengths    two different numbers of tokens
    """
    ### BEGIN SOLUTION
    (one, other), (short, long) = log_probs, lengths
    return np.log(other / one) / np.log(long / short)
    ### END SOLUTION


# %% check="flip_alpha" points=2
check("flip_alpha")

# %% play="scores_over_alpha"
alphas = np.linspace(0, 1.5, 100)
cases = [(-2.0, 2), (-3.0, 6), (-6.0, 20)]
curves = {}
for log_p, length in cases:
    name = f"log P = {log_p:.0f}, {length} tokens"
    curves[name] = length_normalised(log_p, length, alphas)
fig, ax = plt.subplots()
figures.lines(ax, alphas, curves, r"$\alpha$", r"$\log P\, /\, L^\alpha$")
figures.described(
    "Score over alpha for outputs of 2, 6 and 20 tokens. The lines rise and cross: on the left the shortest leads, on the right the longest.",
    "2、6 和 20 个词元的输出，得分随 alpha 的变化。各线上升并相交：左边最短的领先，右边最长的领先。",
)

# %% play="flips"
print(f"AE and ACBE: level at alpha = {flip_alpha(np.log([0.1, 0.054]), [2, 4]):.3f}")
for (one, n), (other, m) in combinations(cases, 2):
    print(f"{n} and {m} tokens: level at alpha = {flip_alpha([one, other], [n, m]):.3f}")

plain = [float(length_normalised(*case)) for case in cases]
gnmt = [float(length_normalised(*case, gnmt=True)) for case in cases]
columns = {"score at alpha = 0.75": plain, "in the form of GNMT": gnmt}
pd.DataFrame(columns, list(curves)).round(3)

# %% claim="the_longest_wins"
assert [np.argmax([curve[end] for curve in curves.values()]) for end in (0, -1)] == [0, 2]
assert plain == sorted(plain)
assert gnmt == sorted(gnmt, reverse=True)

# %% [markdown] lang="en"
# At the left the shortest output leads, at the right the longest, and with $\alpha = 0.75$ an output of twenty tokens with $\log P = -6$ wins over one of six tokens with $-3$. The form of GNMT grows more slowly, so the same $\alpha$ means something else in it: here it
# puts the shortest first.
#
# > **Often claimed.** $L^\alpha$ "penalizes long sequences in the summation" (*Dive into Deep Learning* 0.17.5, section 9.8), and $\alpha = 0.75$ avoids outputs that are too short as well as outputs that are too long.
# >
# > **What we run.** Three outputs of 2, 6 and 20 tokens, over $\alpha$.
# >
# > **What holds.** It favours long outputs, the more the larger $\alpha$ is. It works against short ones only, and where long outputs are the trouble it makes them worse.
#
# ## Stop early, but rightly
#
# A log-probability can only fall as an output grows. So a search without normalisation may stop as soon as the best complete output is at least as good as every live hypothesis. With $\alpha > 0$ this is wrong: the score of a live
# hypothesis may still *rise*, since its length grows too. What can it reach at best?
#
# ### Exercise 7 · May we stop? (3 points)
#
# Write `can_stop(finished, live, max_length, alpha=0.0)`: True exactly when, whatever the model says from here on, no live hypothesis can end with a score $\log P / L^\alpha$ above the best of the complete ones. Both lists hold pairs `(tokens, log_prob)`; with nothing complete the
# answer is False. Any output may grow to `max_length` tokens. The search goes on with both lists: leave them as they are. *Hint: what would the best future of a hypothesis look like?*

# %% [markdown] lang="zh"
# 最左边是最短的输出领先，最右边是最长的领先；$\alpha = 0.75$ 时，二十个词元、$\log P = -6$ 的输出胜过六个词元、$-3$ 的输出。GNMT 的形式增长得慢一些，所以同样的 $\alpha$ 在其中含义不同：这里它把最短的排在第一。
#
# > **常见的说法。** $L^\alpha$ “惩罚求和中的长序列”（*Dive into Deep Learning* 0.17.5 第 9.8 节），而 $\alpha = 0.75$ 既避免输出太短，也避免输出太长。
# >
# > **我们运行的。** 长度为 2、6、20 个词元的三个输出，随 $\alpha$ 变化。
# >
# > **成立的是。** 它偏爱长的输出，$\alpha$ 越大越偏爱。它只对付太短的；如果毛病在于太长，它反而雪上加霜。
#
# ## 提前停止，但要停得对
#
# 输出变长时，对数概率只会下降。所以不做归一化的搜索，只要最好的完整输出不差于每个还在延长的假设，就可以停。若 $\alpha > 0$，这就不对了：还在延长的假设，分数仍可能*上升*，因为长度也在增加。它最多能到多少？
#
# ### 练习 7 · 可以停了吗？（3 分）
#
# 编写 `can_stop(finished, live, max_length, alpha=0.0)`：当且仅当不管模型接下来怎么说，都没有任何还在延长的假设最终的分数 $\log P / L^\alpha$ 能超过完整输出中最好的分数时，返回 True。
# 两个列表都由 `(tokens, log_prob)` 组成；还没有完整输出时，答案是 False。任何输出都可以延长到 `max_length` 个词元。搜索还要继续用这两个列表：让它们保持原样。*提示：一个假设最好的将来是什么样子？*


# %% exercise="can_stop"
def can_stop(finished, live, max_length, alpha=0.0):
    """Say whether no live hypothesis can still overtake the best complete output.

    finished, live  lists of (tokens, log_prob)
    max_length      how many tokens an output may have
    alpha           exponent of the length in the score
    """
    ### BEGIN SOLUTION
    if not finished:
        return False
    best = max(log_prob / len(tokens) ** alpha for tokens, log_prob in finished)
    return all(log_prob / max_length**alpha <= best for _, log_prob in live)
    ### END SOLUTION


# %% check="can_stop" points=3
check("can_stop")

# %% [markdown] lang="en"
# Its use waits for a model that needs more than four steps.
#
# ## A model that translates
#
# Short sentences from the course's grammar, English to French, and the network of chapter 7 from Keras' own layers: one GRU reads the sentence, from its end to its beginning (Sutskever et al. 2014), and hands its state to another one that writes. It is
# trained on sentences of up to nine words, not very long. Then it is tested on sentences of that kind that it has not seen, and on harder ones of ten to thirteen words, of which it has seen none. Once it is trained, one decoder step is the function that every search asks for. `tf.function` compiles it; a second, thin function hands NumPy arrays in and out for the searches above.

# %% [markdown] lang="zh"
# 它的用处，要等到一个不止四步的模型才看得出来。
#
# ## 一个会翻译的模型
#
# 取课程文法生成的短句，英语译法语；网络与第 7 章相同，用 Keras 自带的层：一个 GRU 从句尾到句首读完句子（Sutskever et al. 2014），把状态交给另一个 GRU 来写。它只用不超过九个词的句子训练，训练得也不久。
# 然后在没见过的同类句子上测试，再在十到十三个词、更难的句子上测试，那样的长度它从未见过。训练好之后，解码器走一步，正是每种搜索所要的那个函数。`tf.function` 把它编译好；另有一个薄薄的函数，为上面的搜索传入传出 NumPy 数组。

# %% play="sentences"
kinds = "event", "action", "state", "judgement"
count, held = budget(quick=15_000, full=24_000), budget(quick=150, full=500)
drawn = grammar.sentences(np.random.default_rng(0), count, kinds)
short, long = grammar.split_by_length([s for s in drawn if len(s.en) <= 13], 9)
learn, tests = short[:-held], {"like training": short[-held:], "longer": long[:held]}
print(f"{len(learn):,} sentences to learn, for example:")
print(f"{grammar.text(learn[1].en)} → {grammar.text(learn[1].fr)}")

# %% play="vocabularies"
BEGIN, STOP, SOURCE, TARGET = 1, 2, 13, 17  # two tokens, and the lengths of both sides
words, ids = {}, {}
for lang in ("en", "fr"):
    known = {word for sentence in learn for word in getattr(sentence, lang)}
    words[lang] = ["", "<start>", "<end>", *sorted(known)]
    ids[lang] = {word: i for i, word in enumerate(words[lang])}
print(f"{len(words['en'])} English and {len(words['fr'])} French tokens")


def turned(sentences):
    """Return English as ids, from the end to the beginning, (sentences, SOURCE), filled up with 0."""
    rows = [[ids["en"].get(word, 0) for word in reversed(s.en)] for s in sentences]
    return keras.utils.pad_sequences(rows, SOURCE, padding="post")


rows = [[BEGIN, *(ids["fr"][word] for word in s.fr), STOP] for s in learn]
x, y = turned(learn), keras.utils.pad_sequences(rows, padding="post")

# %% play="translator"
units = 192
source, target = keras.Input((SOURCE,), dtype="int32"), keras.Input((None,), dtype="int32")
read = keras.layers.Embedding(len(words["en"]), 64, mask_zero=True)
meaning = keras.layers.GRU(units)(read(source))
encoder = keras.Model(source, meaning)

embed = keras.layers.Embedding(len(words["fr"]), 64, mask_zero=True)
decoder = keras.layers.GRU(units, return_sequences=True)
readout = keras.layers.Dense(len(words["fr"]))
logits = readout(decoder(embed(target), initial_state=meaning))
translator = keras.Model([source, target], logits)

# %% play="train"
epochs, batch_size = budget(quick=3, full=4), 128
steps = epochs * len(x) // batch_size
slowing = keras.optimizers.schedules.CosineDecay(0.012, steps, alpha=0.05)
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=0)
translator.compile(keras.optimizers.Adam(slowing, global_clipnorm=1.0), loss)
how = {"epochs": epochs, "verbose": 0, "callbacks": [Progress("translator")]}
history = translator.fit([x, y[:, :-1]], y[:, 1:], batch_size, **how).history
print("loss per token, in nats:", *(f"{value:.2f}" for value in history["loss"]))


# %% play="model_step"
@tf.function(reduce_retracing=True)
def model_step(tokens, state):
    """Take one step of the decoder: tokens (rows,), state (rows, units) -> log_probs (rows, vocabulary), state."""
    state, _ = decoder.cell(ops.take(embed.embeddings, tokens, axis=0), [state])
    return ops.log_softmax(readout(state)), state


def numpy_step(tokens, state):
    """The same for NumPy arrays."""
    log_probs, state = model_step(tf.constant(tokens, "int32"), tf.constant(state))
    return np.array(log_probs), np.array(state)


def french(tokens):
    """Return words for tokens, without the end."""
    return [words["fr"][token] for token in tokens if token != STOP]


states = {name: np.array(encoder(turned(test))) for name, test in tests.items()}

# %% play="example"
example = 3
sentence, state = tests["longer"][example], states["longer"][[example]]
print("source:   ", grammar.text(sentence.en))
print("reference:", grammar.text(sentence.fr))
greedy = greedy_search(numpy_step, BEGIN, state, STOP, TARGET)
five = beam_search(numpy_step, BEGIN, state, STOP, TARGET, 5)
rows = [(log_prob, " ".join(french(tokens))) for tokens, log_prob in [greedy, *five]]
pd.DataFrame(rows, ["greedy"] + ["k = 5"] * len(five), ["log P", "output"]).round(2)

# %% claim="a_word_or_two"
best, *others = [french(tokens) for tokens, _ in five]
assert np.median([len(set(other) - set(best)) for other in others]) <= 2


# %% play="stopping"
def search_some(rule, alpha):
    """Search for 20 longer sentences; return the number of decoder passes and the best score of each."""
    passes, best = 0, []
    for state in states["longer"][:20]:
        step, calls = recorded(numpy_step)
        found = beam_search(step, BEGIN, state[None], STOP, TARGET, 10, stop=rule)
        passes += sum(len(log_probs) for log_probs, _ in calls)
        best.append(max(length_normalised(p, len(tokens), alpha) for tokens, p in found))
    return passes, np.array(best)


stopped = {}
for alpha in (0.0, 0.75):
    rules = {
        "to the end": None,
        "can_stop": partial(can_stop, max_length=TARGET, alpha=alpha),
        "at the first output": lambda finished, live: len(finished) > 0,
    }
    for name, rule in rules.items():
        stopped[alpha, name] = search_some(rule, alpha)

rows = [(*how, passes, best.mean()) for how, (passes, best) in stopped.items()]
columns = ["alpha", "searched", "decoder passes", "mean score"]
pd.DataFrame(rows, columns=columns).set_index(columns[:2]).round(4)

# %% claim="can_stop_changes_nothing"
for alpha in (0.0, 0.75):
    (all_passes, best), (passes, same), (fewest, poorer) = (
        stopped[alpha, name] for name in rules
    )
    assert np.array_equal(best, same)
    assert fewest < passes <= all_passes
    assert all(poorer <= best)

# %% [markdown] lang="en"
# The outputs of a beam, in the first table, differ in a word or two: hold on to that. The second table has `can_stop` at work in the same search. With it the results are the same to the last digit, and never does it need more passes. How many it saves depends on the model and on $\alpha$: read it from the table. Stopping at the first output saves more, but then a better one may have been
# on its way: the mean score can only be lower or equal.
#
# ## Many sentences at once
#
# The loop above asks the network for five rows at a time, far too little to keep a processor busy. For speed, search for many sentences at once, with tensors of fixed shapes, so that it all compiles: `scores (batch, k)`, `finished (batch, k)`, and in every step
# `log_probs (batch, k, vocabulary)`. A complete hypothesis keeps its slot, frozen; what "extends" it is one more end token for free.
#
# ### Exercise 8 · Advance the beams (4 points)
#
# Write `advance_beams(scores, finished, log_probs, end)` with `keras.ops`: one step of the selection for all sentences. Return four tensors `(batch, k)`: the new scores, for each slot the number of its parent slot, its token, and whether it is
# finished. Finished hypotheses always stay, with score and end token. The other slots go to the best candidates. A slot may be empty, with a score of $-\infty$; it must never count as finished.
# *Hint: rank by something other than the score: plus infinity for what must stay, minus infinity for what must not be. `ops.top_k` on `(batch, k * vocabulary)`; a position there holds parent and token both.*

# %% [markdown] lang="zh"
# 第一张表里，同一束的几个输出只差一两个词：请记住这一点。第二张表是 `can_stop` 在同样的搜索中发挥作用。用了它，结果一位不差，计算次数也绝不会更多。至于省了多少，要看模型和 $\alpha$：请读上面的表。一有输出就停，省得更多，可是更好的输出也许正在路上：平均分数只会更低或相等。
#
# ## 许多句子同时翻译
#
# 上面的循环每次只让网络算五行，处理器远远吃不饱。要快，就要同时为许多句子搜索，用固定形状的张量，使整个过程可以编译：`scores (batch, k)`、`finished (batch, k)`，
# 以及每一步的 `log_probs (batch, k, vocabulary)`。完整的假设冻结起来，保住自己的位置；“延长”它的是又一个不花代价的结束词元。
#
# ### 练习 8 · 推进各束（4 分）
#
# 用 `keras.ops` 编写 `advance_beams(scores, finished, log_probs, end)`：为所有句子完成一步选择。返回四个形状为 `(batch, k)` 的张量：新的分数、每个位置的来源位置（parent）、它的词元，以及它是否完整。
# 完整的假设总是留下，分数不变，词元为结束词元。其余位置给最好的候选。位置可以是空的，分数为 $-\infty$；空的位置永远不算完整。
# *提示：排序时不要用分数本身：必须留下的用正无穷，不允许的用负无穷。对 `(batch, k * vocabulary)` 用 `ops.top_k`；其中一个位置同时包含来源和词元。*


# %% exercise="advance_beams"
def advance_beams(scores, finished, log_probs, end):
    """Choose the hypotheses of the next step for a batch of beams.

    scores     (batch, k)              log-probabilities of the hypotheses, minus infinity for an empty slot
    finished   (batch, k)              whether they are complete
    log_probs  (batch, k, vocabulary)  of the next tokens
    end        the end token

    Returns scores, parents (slots of the hypotheses that were extended), tokens and finished, each (batch, k).
    """
    ### BEGIN SOLUTION
    batch, k, vocabulary = log_probs.shape
    is_end = ops.arange(vocabulary) == end
    frozen = ops.expand_dims(finished, -1)
    old = ops.expand_dims(scores, -1)
    grown = ops.where(frozen, old, old + log_probs)
    rank = ops.where(frozen, ops.where(is_end, np.inf, -np.inf), grown)
    _, places = ops.top_k(ops.reshape(rank, (batch, k * vocabulary)), k)
    chosen = ops.take_along_axis(
        ops.reshape(grown, (batch, k * vocabulary)), places, axis=1
    )
    parents, tokens = places // vocabulary, places % vocabulary
    return chosen, parents, tokens, (tokens == end) & (chosen > -np.inf)
    ### END SOLUTION


# %% check="advance_beams" points=4
check("advance_beams")

# %% [markdown] lang="en"
# ### Exercise 9 · Batched beam search (4 points)
#
# Write `batched_beam_search(step, start, state, end, max_length, k)` with your `advance_beams`. `state` is `(batch, units)`; for `step` the slots of all sentences lie below each other, `(batch * k,)` tokens and `(batch * k, units)` states, the $k$ slots of the first sentence first. At the
# beginning only the first slot of every beam holds a hypothesis. Return the tokens, `(batch, k, max_length)`, filled up with end tokens, and the scores, `(batch, k)`, the best hypothesis of each sentence first. It is compiled below, so NumPy can't help here: wrapped in `tf.function`, the whole search becomes one graph, and we ask whether it is the same search, and how much faster.
# *Hint: after every step tokens and states have to follow the parents.*

# %% [markdown] lang="zh"
# ### 练习 9 · 批量束搜索（4 分）
#
# 用你的 `advance_beams` 编写 `batched_beam_search(step, start, state, end, max_length, k)`。`state` 的形状是 `(batch, units)`；对 `step` 来说，所有句子的位置上下相接：`(batch * k,)` 个词元和 `(batch * k, units)` 的状态，
# 第一个句子的 $k$ 个位置在最前。开始时每束只有第一个位置有假设。返回词元 `(batch, k, max_length)`，用结束词元填充（padding），以及分数 `(batch, k)`，每个句子最好的假设在最前。下面要编译它，所以这里用不了 NumPy：套上 `tf.function`，整个搜索就变成一张图，我们再看它是不是同样的搜索，又快了多少。
# *提示：每一步之后，词元和状态都要跟着来源（parents）走。*


# %% exercise="batched_beam_search"
def batched_beam_search(step, start, state, end, max_length, k):
    """Search with a beam of k hypotheses for each sentence of a batch.

    step        tokens (rows,), state (rows, units) -> log_probs (rows, vocabulary), state
    start, end  tokens
    state       (batch, units)   states before the first token
    max_length  how many tokens an output may have, `end` included
    k           how many hypotheses are kept for each sentence

    Returns tokens, (batch, k, max_length), and scores, (batch, k), the best first.
    """
    ### BEGIN SOLUTION
    batch = state.shape[0]
    first = ops.arange(batch * k) % k == 0
    scores = ops.reshape(ops.where(first, 0.0, -np.inf), (batch, k))
    last = ops.full_like(scores, start, dtype="int32")
    state, output = ops.repeat(state, k, axis=0), ops.expand_dims(last, -1)
    finished = scores == np.inf  # none
    first_slots = ops.reshape(ops.arange(batch) * k, (batch, 1))
    for _ in range(max_length):
        log_probs, state = step(ops.reshape(last, (batch * k,)), state)
        log_probs = ops.reshape(log_probs, (batch, k, -1))
        scores, parents, last, finished = advance_beams(scores, finished, log_probs, end)
        output = ops.take_along_axis(output, ops.expand_dims(parents, -1), axis=1)
        output = ops.concatenate([output, ops.expand_dims(last, -1)], axis=-1)
        rows = ops.reshape(ops.add(first_slots, parents), (batch * k,))
        state = ops.take(state, rows, axis=0)
    order = ops.argsort(-scores)
    output = ops.take_along_axis(output, ops.expand_dims(order, -1), axis=1)
    return output[:, :, 1:], ops.take_along_axis(scores, order, axis=1)
    ### END SOLUTION


# %% check="batched_beam_search" points=4
check("batched_beam_search")


# %% play="compiled"
def compiled(k, sentences):
    """Return a function of states, (sentences, units), that searches with a beam of k, as one graph."""

    def search(state):
        return batched_beam_search(model_step, BEGIN, state, STOP, TARGET, k)

    shape = tf.TensorSpec((sentences, units), "float32")
    return tf.function(search).get_concrete_function(shape)


# %% play="rates"
def rate(search, state):
    """Return how many sentences a second a search does at best, after a first call, which builds what is built once."""
    search(state)
    seconds = min(timeit.repeat(lambda: search(state), number=1, repeat=3))
    return len(state) / seconds


def loop(state):
    """Search with your first beam search, a sentence at a time."""
    return [beam_search(numpy_step, BEGIN, row[None], STOP, TARGET, 5) for row in state]


together = tf.constant(states["longer"])
search, search_one = compiled(5, len(together)), compiled(5, 1)
rates = {
    "the loop": rate(loop, states["longer"][:30]),
    "a graph, a sentence at a time": rate(
        lambda state: [search_one(row[None]) for row in state], together[:30]
    ),
    "a graph, all sentences at once": rate(search, together),
}
pd.DataFrame({"sentences per second": rates}).round().astype(int)

# %% play="agreement"
tokens, scores = (np.array(part) for part in search(together))
firsts = [found[0] for found in loop(states["longer"][:30])]
same = 0
for (best, _), row in zip(firsts, tokens, strict=False):
    same += list(best) == row[0, : len(best)].tolist()
gap = np.abs([log_p for _, log_p in firsts] - scores[: len(firsts), 0]).max()
print(f"the same best output for {same} of {len(firsts)} sentences")
print(f"largest difference of log P {gap:.0e}")

# %% claim="the_same_search_and_faster"
slow, alone, fast = rates.values()
assert same >= len(firsts) - 1  # two outputs may be as good as equal
assert gap < 1e-3
assert fast > 4 * slow
assert fast > 1.5 * alone

# %% [markdown] lang="en"
# The outputs agree. How many times faster it is belongs to this machine: the first step down the list is what it brings to leave Python out of the loop, the second what it brings to ask the network for many rows at a time. (The first call of a graph builds it, and is not timed.)
#
# ## Does a wider beam translate better?
#
# Three things must be kept apart: the **score** the search maximises, $\log P$; the **quality** of the
# translation; and the **length**. The grammar has one translation for a sentence, so quality needs no clever measure: the share of outputs that match it exactly, and the **edit errors**, the number of words to insert, delete or replace, divided by the number of words that should be there. (BLEU, chapter 7's measure, was made for
# several good translations.)
#
# For comparison without a network: copy the translation of the training sentence that has most words in common with the source.

# %% [markdown] lang="zh"
# 输出一致。快多少倍属于这台机器：表中第一步是循环里不再经过 Python 带来的，第二步是一次让网络计算许多行带来的。（一张图的第一次调用要建图，不计时。）
#
# ## 束越宽，翻译越好吗？
#
# 有三件事要分开：搜索所最大化的**分数** $\log P$；翻译的**质量**；以及**长度**。文法为每个句子只给一个译文，所以质量不需要巧妙的度量：
# 与它完全相同的输出所占的比例，以及**编辑错误**（edit errors），即要插入、删除或替换的词数，除以应有的词数。（第 7 章的 BLEU 是为有好几种好译文的情形设计的。）
#
# 再放一个不含网络的对照：找出与源句共有词最多的训练句，照抄它的译文。


# %%
def edit_distance(one, other):
    """Return how many insertions, deletions and replacements turn one list into the other."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        corner, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            corner, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, corner + (a != b))
    return row[-1]


# %% play="copying"
def bags(sentences):
    """Return which English words each sentence has, (sentences, vocabulary), as 0 and 1."""
    return np.eye(len(words["en"]))[turned(sentences)].max(axis=1)[:, 1:]


def copies(sentences):
    """Return, for each sentence, the French of the training sentence that shares most words with it."""
    known = bags(learn)
    shared = bags(sentences) @ known.T - 0.01 * known.sum(
        axis=1
    )  # of equals, the shorter one
    return [list(learn[i].fr) for i in np.argmax(shared, axis=1)]


references, there, copied = {}, {}, {}
for name, test in tests.items():
    wanted = references[name] = [list(sentence.fr) for sentence in test]
    there[name] = sum(map(len, wanted))
    copied[name] = sum(map(edit_distance, copies(test), wanted)) / there[name]
pd.DataFrame({"edit errors per word, copying": copied}).round(3)


# %% play="quality"
def lengths(tokens):
    """Count the tokens of outputs, (…, max_length) -> (…), up to the first end token and with it."""
    return np.minimum((np.array(tokens) != STOP).sum(axis=-1) + 1, TARGET)


def quality(tokens, scores, alpha, wanted):
    """Return edit distances, and the length in words, of the outputs that are best at alpha."""
    best = np.argmax(length_normalised(scores, lengths(tokens), alpha), axis=1)
    outputs = [french(row[slot]) for row, slot in zip(tokens, best, strict=True)]
    return np.array(list(map(edit_distance, outputs, wanted))), sum(map(len, outputs))


def measure(search, state, wanted):
    """Return what a compiled search finds for states, and how fast; the first call is not timed."""
    tokens, scores = (np.array(part) for part in search(state))
    found = {alpha: quality(tokens, scores, alpha, wanted) for alpha in (0, 0.75)}
    found |= {"best": tokens[:, 0], "log P": scores[:, 0]}
    return found | {"per second": rate(search, state)}


# %% play="widths"
widths = [1, 2, 5, 10, 20, 50]
measured = {name: [] for name in tests}
for k in widths:
    search = compiled(k, held)
    print(f"searching with k = {k}")
    for name, wanted in references.items():
        measured[name].append(measure(search, tf.constant(states[name]), wanted))

# %% folded="curse"
rows = {}
for name, runs in measured.items():
    for k, run in zip(widths, runs, strict=True):
        (plain, words_plain), (even, words_even) = run[0], run[0.75]
        rows[name, k] = {
            "mean log P": run["log P"].mean().round(2),
            "exact": f"{(plain == 0).mean():.0%}",
            "errors per word": (plain.sum() / there[name]).round(3),
            "words per word wanted": round(words_plain / there[name], 3),
            "errors, alpha = 0.75": (even.sum() / there[name]).round(3),
            "words, alpha = 0.75": round(words_even / there[name], 3),
            "sentences per second": round(run["per second"]),
        }

titles = "sentences like those in training", "the hard ones: longer sentences"
log_p, errors = {}, {}
for title, (name, runs) in zip(titles, measured.items(), strict=True):
    log_p[title] = [run["log P"].mean() for run in runs]
    errors[title] = {}
    for alpha in (0, 0.75):
        errors[title][alpha] = [run[alpha][0].sum() / there[name] for run in runs]
figures.widths_of_beams(widths, log_p, errors)
figures.described(
    "Four panels over the width of the beam, on the left for sentences like those in training and on the right for longer ones. Above, the mean log P of the results rises with the width. Below, the edit errors per word, with alpha = 0 and 0.75, do not fall along with it.",
    "四幅图，横轴是束宽，左边是与训练相似的句子，右边是更长的句子。上面，结果的平均 log P 随束宽上升。下面，alpha = 0 和 0.75 时每词的编辑错误并不随之下降。",
)
table = pd.DataFrame.from_dict(rows, orient="index").rename_axis(["sentences", "k"])
beside("widths", table)

# %% [markdown] lang="en"
# The upper curves rise: a wider beam finds more probable outputs, on average. (No law says so for a single sentence: what the narrow beam kept may be pushed out of the wide one by beginnings that look better.) The lower curves do not
# follow: fifty hypotheses make hardly fewer mistakes than one, and often more. The columns of words show a small part of the reason: the outputs shrink a little. Dividing by $L^\alpha$ brings the length up again.
# This is known as the **beam search curse** (Koehn and Knowles 2017; Yang et al. 2018): greedy search makes mistakes that happen to protect us from the model's own.
#
# Is it the search's fault, then, or the model's? Two checks tell. Does the decoder, when it reads the finished outputs anew, give them the log-probability that the search reports? And are the outputs of the wide beam, sentence by sentence, more probable than the greedy ones?

# %% [markdown] lang="zh"
# 上面的曲线上升：平均来说，更宽的束找到概率更大的输出。（对单个句子没有这样的定律：窄束留下的假设，在宽束里可能被看起来更好的开头挤掉。）下面的曲线却没有跟着走：留五十个假设，错误并不比留一个少多少，往往还更多。
# 词数的那两列说出了一小部分原因：输出缩短了一点。除以 $L^\alpha$ 使长度回升。
# 这就是所谓**束搜索的诅咒**（beam search curse；Koehn and Knowles 2017；Yang et al. 2018）：贪心搜索犯的错，碰巧让我们躲过了模型自己的错。
#
# 那么这是搜索的错，还是模型的错？两项检查可以分清。让解码器把完整的输出重新读一遍，得到的对数概率与搜索报告的一样吗？逐句来看，宽束的输出比贪心的概率更大吗？

# %% claim="more_probable_and_not_better"
for name, runs in measured.items():
    log_p = np.array([run["log P"].mean() for run in runs])
    errors = np.array([run[0][0].sum() for run in runs]) / there[name]
    written_words = np.array([run[0][1] for run in runs])
    assert all(np.diff(log_p) > -0.02)
    assert log_p[-1] > log_p[0] + 0.02
    assert errors[-1] > 0.9 * errors[0]
    assert written_words[-1] < written_words[0]
    assert all(run[0.75][1] >= run[0][1] for run in runs)


# %% play="read_anew"
def log_p_of(outputs, state):
    """Return log P of outputs, (rows, max_length), filled up with end tokens, as the decoder reads them anew."""
    total, last = np.zeros(len(outputs)), np.full(len(outputs), BEGIN)
    for tokens in outputs.T:
        log_probs, state = numpy_step(last, state)
        total += np.where(last == STOP, 0, log_probs[np.arange(len(last)), tokens])
        last = tokens
    return total


# %% play="whose_fault"
faults = {}
for name, runs in measured.items():
    greedy, wide = runs[0], runs[-1]
    anew = log_p_of(wide["best"], states[name])
    gain = anew - log_p_of(greedy["best"], states[name])
    more = (wide[0][0] - greedy[0][0])[gain > 1e-3]
    faults[name] = {
        "largest difference of scores computed anew": np.abs(anew - wide["log P"]).max(),
        "outputs of k = 50 more probable than greedy": len(more),
        "less probable": (gain < -1e-3).sum(),
        "more probable and better": (more < 0).sum(),
        "more probable and worse": (more > 0).sum(),
    }
pd.DataFrame(faults).map("{:.3g}".format)

# %% claim="not_the_searchs_fault"
for found in faults.values():
    difference, more_probable, less_probable, _, worse = found.values()
    assert difference < 1e-3
    assert more_probable > 5 * less_probable
    assert worse > 0

# %% [markdown] lang="en"
# The scores are right, and hardly an output of the wide beam is less probable than the greedy one; yet many of the more probable ones are worse. The search does what it is asked to do. It is the model that gives too much probability to poor outputs.
#
# > **Often claimed.** The larger $k$, the more accurate; beam search clearly improves the translation.
# >
# > **What we run.** One network, six widths, sentences as in training and longer ones; the score, the errors and the length.
# >
# > **What holds.** A larger $k$ finds more probable outputs, on average. Whether they are better has to be measured: choose $k$ and $\alpha$ on held-out sentences, with the measure you care about, and read in the last column of the table what a wide beam costs.
#
# ## Draw instead of search
#
# For translation one best output is wanted. For a story, the most probable text is a dull one, and one draws instead. Chapter 3 had the three knobs: the temperature, top-k and top-p. Here they are on two distributions of the translator, at the step of one sentence where it is most sure and at the one where it is least sure.

# %% [markdown] lang="zh"
# 分数是对的，宽束的输出几乎没有哪一个比贪心的概率更小；可是概率更大的输出里，有许多质量更差。搜索做的正是要它做的事，是模型给了差的输出太多概率。
#
# > **常见的说法。** $k$ 越大越准确；束搜索明显改进翻译。
# >
# > **我们运行的。** 一个网络，六种宽度，与训练时同类的句子和更长的句子；分数、错误和长度。
# >
# > **成立的是。** 平均来说，更大的 $k$ 找到概率更大的输出。它们是不是更好，要靠测量：用留出的句子和你真正关心的度量来选 $k$ 和 $\alpha$，并在表的最后一列读出宽束的代价。
#
# ## 不搜索，而是抽取
#
# 翻译要的是一个最好的输出。写故事时，概率最大的文本往往乏味，这时改为采样。第 3 章讲过三个旋钮：温度、top-k 和 top-p。下面把它们用在翻译器的两个分布上：取一个句子中它最有把握的一步，和最没有把握的一步。

# %% play="knobs"
state = states["longer"][[example]]
output, _ = greedy_search(numpy_step, BEGIN, state, STOP, TARGET)
steps = []
for token in [BEGIN, *output[:-1]]:
    log_probs, state = numpy_step([token], state)
    steps.append(log_probs[0])
entropies = [-(np.exp(step) * step).sum() for step in steps]
surest, vaguest = np.argmin(entropies), np.argmax(entropies)

# %% folded="draw_knobs"
panels = {}
for kind, t in (("most", surest), ("least", vaguest)):
    before = " ".join(french(output[:t])[-4:]) or "the start"
    panels[f"{kind} sure, after “{before}”"] = np.sort(steps[t])[::-1]
figures.knobs(panels, temperatures=(0.5, 1.0, 2.0), k=5, p=0.9)
figures.described(
    "Probability of the tokens over their rank, both axes logarithmic, at temperatures 0.5, 1 and 2, where the model is most sure and where it is least sure. A low temperature makes the line steeper. Top-k cuts at the same rank in both panels, top-p earlier where the model is sure.",
    "词元的概率随名次的变化，两轴都是对数刻度，温度为 0.5、1 和 2，一幅是模型最有把握处，一幅是最没把握处。温度低时线更陡。Top-k 在两幅中截在同一名次，top-p 在模型有把握处截得更早。",
)

# %% claim="top_p_cuts_early_where_it_is_sure"
cuts = [np.sum(np.cumsum(np.sort(np.exp(steps[t]))[::-1]) < 0.9) for t in (surest, vaguest)]
assert cuts[0] < cuts[1]

# %% [markdown] lang="en"
# Tokens stand from the most probable to the hundredth, both axes logarithmic. A low temperature piles the probability up on the left, a high one spreads it. Top-k cuts at the same rank in both; top-p cuts where the probabilities reach $0.9$, early where the model is sure and late where it is not.
#
# ### Exercise 10 · Draw from the top (3 points)
#
# It is tempting to write `next_word = sample(top_k_probs)`. Two things are wrong with it: the probabilities of the $k$ tokens do not sum to one, and what is drawn is a *rank*, between 0 and $k - 1$, not a token. Write `sample_top_k(log_probs, k, u)`: for each row of `log_probs`, `(rows, vocabulary)`, walk through the $k$ most probable
# tokens, the most probable first, and return the first at which their renormalised probabilities add up to more than `u`, a number in $[0, 1)$ drawn uniformly for each row. The result has the shape `(rows,)`. (No two tokens of a row are equally probable.)

# %% [markdown] lang="zh"
# 词元按概率从大到小排到第一百个，两个轴都是对数刻度。低温把概率堆到左边，高温把它摊开。Top-k 在两处都截在同一名次；top-p 截在概率累加到 $0.9$ 的地方，模型有把握时截得早，没把握时截得晚。
#
# ### 练习 10 · 从头部抽取（3 分）
#
# 人们容易写成 `next_word = sample(top_k_probs)`。它有两处错：这 $k$ 个词元的概率之和不是一；抽到的是*名次*，在 0 到 $k - 1$ 之间，而不是词元。编写 `sample_top_k(log_probs, k, u)`：对 `log_probs`（形状 `(rows, vocabulary)`）的每一行，
# 从概率最大的开始，依次走过概率最大的 $k$ 个词元，返回第一个使重新归一化的概率之和超过 `u` 的词元；`u` 是每行均匀抽取的一个数，在 $[0, 1)$ 内。结果的形状是 `(rows,)`。（一行里没有两个词元的概率相等。）


# %% exercise="sample_top_k"
def sample_top_k(log_probs, k, u):
    """Draw a token from the k most probable ones of each row.

    log_probs  (rows, vocabulary)
    k          how many tokens can be drawn
    u          (rows,)   numbers in [0, 1)

    Returns tokens, (rows,).
    """
    ### BEGIN SOLUTION
    top = np.argsort(-log_probs)
    p = np.exp(-np.sort(-log_probs)[:, :k])
    reached = np.cumsum(p, axis=1) / np.sum(p, axis=1, keepdims=True)
    ranks = np.argmax(reached > u[:, None], axis=1)
    return np.take_along_axis(top, ranks[:, None], axis=1)[:, 0]
    ### END SOLUTION


# %% check="sample_top_k" points=3
check("sample_top_k")

# %% play="frequencies"
rng = np.random.default_rng(0)
kept = np.argsort(-steps[vaguest])[:5]
p = np.exp(steps[vaguest][kept])
many = np.tile(steps[vaguest], (20_000, 1))
draws = np.asarray(sample_top_k(many, 5, rng.random(20_000)))
away = {}
for n in (20, 200, 2_000):
    frequencies = (draws.reshape(-1, n, 1) == kept).mean(axis=1)
    away[n] = np.sqrt(np.mean((frequencies - p / p.sum()) ** 2))
roots = {n: n**-0.5 for n in away}
columns = {"frequencies from the probabilities": away, "1 / sqrt(draws)": roots}
pd.DataFrame(columns).round(4).rename_axis("draws")

# %% claim="at_the_pace_of_the_root"
steady = np.array([distance * np.sqrt(n) for n, distance in away.items()])
assert steady.max() < 0.5  # at most sqrt(p (1 - p))
assert steady.max() < 1.6 * steady.min()

# %% [markdown] lang="en"
# With ten times as many draws the frequencies come about three times nearer to the probabilities (root mean square over all groups of so many draws): that is the pace of $1 / \sqrt n$. Now ten outputs for each of a hundred longer sentences, drawn in several ways, beside the ten of a beam. **Distinct-n** (Li et al. 2016) is the number of different
# n-grams divided by the number of all n-grams, here among the ten outputs of one sentence; the errors are edit errors per word.

# %% [markdown] lang="zh"
# 抽取次数多十倍，频率离概率就近大约三倍（对所有这样大小的组取均方根）：这就是 $1 / \sqrt n$ 的速度。现在为一百个较长的句子各取十个输出，用几种方式抽取，再与束的十个输出并列。**Distinct-n**（Li et al. 2016）是不同的 n 元组个数除以全部 n 元组个数，这里在同一句的十个输出中计算；错误是每个词的编辑错误数。


# %% play="draw"
def reached(p, share):
    """Return for each row the probability of the fewest tokens that have at least that share together."""
    sums = np.cumsum(-np.sort(-p, axis=1), axis=1)
    return np.where(sums >= share, sums, 1).min(axis=1)


def draw(state, temperature=1.0, top_k=len(words["fr"]), top_p=None):
    """Draw an output for each row of a state; returns tokens, (rows, max_length), filled up with end tokens."""
    tokens, last = [], np.full(len(state), BEGIN)
    for _ in range(TARGET):
        log_probs, state = numpy_step(last, state)
        u = rng.random(len(last))
        if top_p:  # a smaller u never gets to the tokens that are cut
            u *= reached(np.exp(log_probs), top_p)
        drawn = sample_top_k(log_probs / temperature, top_k, u)
        last = np.where(last == STOP, STOP, drawn)
        tokens.append(last)
    return np.stack(tokens, axis=1)


# %% play="ten_outputs"
hundred = states["longer"][:100]
ten_times = np.repeat(hundred, 10, axis=0)
tens = {
    "beam, k = 10": np.array(compiled(10, 100)(tf.constant(hundred))[0]),
    "top-k, k = 2": draw(ten_times, top_k=2),
    "top-k, k = 10": draw(ten_times, top_k=10),
    "top-p, p = 0.9": draw(ten_times, top_p=0.9),
    "T = 0.5": draw(ten_times, temperature=0.5),
    "T = 1, all tokens": draw(ten_times),
}


# %% play="diversity"
def distinct_n(outputs, n):
    """Return the share of different n-grams among all n-grams of a list of outputs."""
    grams = []
    for output in outputs:
        grams += zip(*(output[start:] for start in range(n)), strict=False)
    return len(set(grams)) / max(1, len(grams))


rows, there_are = {}, sum(map(len, references["longer"][:100]))  # words
for name, tokens in tens.items():
    groups = [[french(row) for row in ten] for ten in tokens.reshape(100, 10, -1)]
    errors = []
    for group, wanted in zip(groups, references["longer"][:100], strict=True):
        errors.append([edit_distance(output, wanted) for output in group])
    rows[name] = {
        "different outputs": np.mean([len(set(map(tuple, group))) for group in groups]),
        "distinct-2": np.mean([distinct_n(group, 2) for group in groups]),
        "mean errors per word": np.mean(errors, axis=1).sum() / there_are,
        "best of ten": np.min(errors, axis=1).sum() / there_are,
    }
diverse = pd.DataFrame(rows).T
diverse.round(3).rename_axis("ten outputs per sentence")

# %% claim="near_copies_and_wild_draws"
pairs = diverse["distinct-2"]
assert diverse["different outputs"]["beam, k = 10"] > 9.9
assert pairs["beam, k = 10"] < budget(quick=0.75, full=0.95) * pairs["T = 1, all tokens"]
assert pairs.idxmax() == "T = 1, all tokens"
assert diverse["mean errors per word"].idxmax() == "T = 1, all tokens"

# %% [markdown] lang="en"
# The beam's ten outputs are all different, and yet near copies of each other: the share of different word pairs among them is small. Draws from the whole distribution differ most, and on average they make most errors. Which row is best depends on what the ten are for: if one of them is to be picked
# afterwards, by a person or by another model, it is the last column that counts.
#
# ## The one that the others agree with, and the one that nothing beats
#
# One can also pick without a reference and without asking for probabilities. **Minimum Bayes risk** takes the draws for a picture of what the model holds possible, and picks the output from which the others are the fewest edits away, on average (Eikema and Aziz 2020). In the first table it picks from each ten of the table above.
#
# And how good is the output that a search finds which misses nothing? For outputs as short as ours it can be found: extend the most probable beginnings first, and drop each beginning that is less probable than the best complete output so far, for it can only fall. When none is left, that output is proven to be the most probable of all. The second table
# has it for forty longer sentences, with about 4,000 decoder passes at most for each.

# %% [markdown] lang="zh"
# 束的十个输出各不相同，却几乎互为副本：其中不同的词对所占的比例很小。从整个分布中抽取，输出之间差别最大，平均错误也最多。哪一行最好，要看这十个输出用来做什么：如果之后由人或另一个模型从中挑一个，那就看最后一列。
#
# ## 与其他输出最一致的，和没有什么能超过的
#
# 没有参考译文（reference）、也不问概率，同样可以挑选。**最小贝叶斯风险**（minimum Bayes risk）把抽取的输出看作模型所认为的种种可能，挑出平均来说离其他输出编辑次数最少的一个（Eikema and Aziz 2020）。第一张表里，它从上表的每十个输出中各挑一个。
#
# 而什么也不漏掉的搜索，找到的输出有多好？我们的输出很短，所以找得到：先延长概率最大的开头；凡是概率已低于目前最好的完整输出的开头，一律放弃，因为概率只会下降。一个开头也不剩时，就证明了那个输出是所有输出中概率最大的。第二张表
# 给出四十个较长句子的结果，每句最多约 4000 次解码器计算。


# %% folded="agreement_of_ten"
def consensus(group):
    """Return the output of a group from which the others are the fewest edits away."""
    edits = np.zeros((len(group), len(group)))
    for i, j in combinations(range(len(group)), 2):
        edits[i, j] = edits[j, i] = edit_distance(group[i], group[j])
    return group[np.argmin(edits.sum(axis=1))]


picked = {}
for name, tokens in tens.items():
    groups = [[french(row) for row in ten] for ten in tokens.reshape(100, 10, -1)]
    chosen = map(consensus, groups)
    errors = sum(map(edit_distance, chosen, references["longer"][:100]))
    picked[name] = errors / there_are
greedy_errors = measured["longer"][0][0][0][:100].sum() / there_are
print(f"errors per word of greedy search on the same sentences: {greedy_errors:.3f}")
columns = diverse[["mean errors per word", "best of ten"]].copy()
columns.insert(1, "the one nearest to the others", pd.Series(picked))
columns.round(3).rename_axis("ten outputs per sentence")

# %% claim="agreement_beats_the_average"
average = diverse["mean errors per word"]
assert all(picked[name] < 0.97 * average[name] for name in picked)
assert all(picked[name] > diverse["best of ten"][name] for name in picked)
if budget(quick=True, full=False):
    assert picked["T = 1, all tokens"] > 1.05 * greedy_errors


# %% folded="nothing_missed"
def most_probable(state, passes=4_000, at_once=32):
    """Search exactly, the most probable beginnings first.

    Returns the best output, its log-probability, and whether it is proven that none is more probable.
    """
    waiting, best, highest, used = [(0.0, (), state)], (), -np.inf, 0
    while waiting and used < passes:
        waiting.sort(key=lambda beginning: beginning[0])
        some, waiting = waiting[-at_once:], waiting[:-at_once]
        used += len(some)
        last = [prefix[-1] if prefix else BEGIN for _, prefix, _ in some]
        log_probs, after = numpy_step(last, np.stack([old for *_, old in some]))
        for (so_far, prefix, _), row, new in zip(some, log_probs, after, strict=True):
            for token in np.flatnonzero(so_far + row > highest):
                longer, log_p = (*prefix, int(token)), so_far + row[token]
                if token != STOP and len(longer) < TARGET:
                    waiting.append((log_p, longer, new))
                elif log_p > highest:
                    best, highest = longer, log_p
        waiting = [beginning for beginning in waiting if beginning[0] > highest]
    return best, highest, not waiting


forty, wanted = states["longer"][:40], references["longer"][:40]
exact = [most_probable(state) for state in forty]
ten_wide = tens["beam, k = 10"].reshape(100, 10, -1)[:40, 0]
ended = [(*output, *[STOP] * (TARGET - len(output))) for output, *_ in exact]
outputs = {
    "greedy": measured["longer"][0]["best"][:40],
    "beam, k = 10": ten_wide,
    "exact": np.array(ended),
}
log_ps = {name: log_p_of(tokens, forty) for name, tokens in outputs.items()}
of_empty = numpy_step(np.full(40, BEGIN), forty)[0][:, STOP]
rows = {}
for name, tokens in outputs.items():
    found = [french(row) for row in tokens]
    rows[name] = {
        "mean log P": log_ps[name].mean(),
        "errors per word": sum(map(edit_distance, found, wanted)) / sum(map(len, wanted)),
        "words per word wanted": sum(map(len, found)) / sum(map(len, wanted)),
        "found the most probable": np.mean(log_ps["exact"] < log_ps[name] + 1e-3),
        "empty": sum(not words_found for words_found in found),
    }
proven = np.array([certain for *_, certain in exact])
print(
    f"proven for {proven.sum()} of 40 sentences; mean log P of the empty output:", end=" "
)
print(f"{of_empty.mean():.1f}")
searched = pd.DataFrame(rows).T
searched.round(3).rename_axis("search")

# %% claim="the_most_probable_output_is_no_better"
assert proven.mean() > 0.9
for log_p in (log_ps["greedy"], log_ps["beam, k = 10"], of_empty):
    assert np.all(log_ps["exact"][proven] > log_p[proven] - 1e-3)
assert searched["found the most probable"]["greedy"] < 0.9
assert searched["errors per word"]["exact"] > 0.9 * searched["errors per word"]["greedy"]
assert searched["empty"]["exact"] == 0
assert of_empty.mean() < log_ps["exact"].mean() - 5

# %% [markdown] lang="en"
# In every row the pick has fewer errors than the ten on average: what most outputs share is right more often. It does not become the best of ten, for which one has to know what is right, and in the quick budget ten draws from the whole distribution are too few to reach greedy search.
#
# The exact search says the last word on whose fault it is. No output is more probable than what it finds, greedy search often misses that, and still it has hardly fewer errors than greedy search, and often more. None of its outputs is empty: this model, trained on short sentences with one right translation each, gives an empty output very little. In a large
# translator for real languages, Stahlberg and Byrne (2019) found the empty output to be the most probable one for more than half of the sentences; it was the errors of beam search that kept it hidden.

# %% [markdown] lang="zh"
# 每一行里，挑出的那个都比十个的平均错误少：多数输出共有的部分，对的时候更多。它成不了十个里最好的，那需要知道什么是对的；而且在 quick 预算下，从整个分布中抽取十个还太少，赶不上贪心搜索。
#
# 是谁的错，精确搜索给出了最后的回答。没有哪个输出的概率比它找到的更大，贪心搜索常常错过它，而它的错误却几乎不比贪心搜索少，往往还更多。它的输出没有一个是空的：这个模型用短句训练，每句只有一个正确的译文，给空输出的概率很小。
# 在真实语言的大型翻译器里，Stahlberg and Byrne（2019）发现，对一半以上的句子，概率最大的是空输出；正是束搜索的错误把它掩盖了。

# %% [markdown] answer="wider_is_worse" points=2 lang="en"
# ### Question 1 (2 points, read by a person)
#
# A colleague replaces greedy search by a beam of $k = 50$; the translations get worse, and he concludes that his beam search has a bug. Which two things would you check or measure first to tell a fault of the search from a fault of the model, and what would you do in either case?
#
# ### BEGIN SOLUTION
# Compare the log-probabilities that the model gives to both outputs, sentence by sentence, computed anew by running the decoder over the finished outputs. If the beam's outputs are often *less* probable than those of greedy search, or if the scores computed anew differ from
# those that the search reports, the search is at fault: states that do not follow their hypotheses, complete hypotheses that are lost, unfinished ones that are ranked. Beam 1 has to equal greedy search, and on a small model a wide beam has to equal exhaustive search. If the outputs are more probable and worse, the model is at fault: it gives too much
# probability to poor outputs, often to short ones, which the lengths show. Then normalise by the length, choose $k$ and $\alpha$ on held-out sentences, or train the model better; a wider beam will not help.
# ### END SOLUTION

# %% [markdown] answer="wider_is_worse" points=2 lang="zh"
# ### 问题 1（2 分，由人批阅）
#
# 一位同事把贪心搜索换成 $k = 50$ 的束搜索，译文却变差了，于是他断定自己的束搜索有错。要分清是搜索的错还是模型的错，你会先检查或测量哪两件事？两种情况下各怎么办？
#
# ### BEGIN SOLUTION
# 逐句比较模型给两种输出的对数概率，而且要让解码器在完整的输出上重新算一遍。如果束的输出常常比贪心的概率*更小*，或者重新算出的分数与搜索报告的不同，那就是搜索的错：状态没有跟着假设走，完整的假设丢失了，或者把没写完的也排了名。
# 宽度为 1 的束必须等于贪心搜索；在小模型上，足够宽的束必须等于穷举搜索。如果输出的概率更大而质量更差，那就是模型的错：它给差的输出、往往是短的输出太多概率，这从长度可以看出来。这时应当按长度归一化，
# 用留出的句子选择 $k$ 和 $\alpha$，或者把模型训练得更好；更宽的束无济于事。
# ### END SOLUTION

# %% [markdown] lang="en"
# ## Where to go from here
#
# **Try** a `while` loop in the batched search that ends when all beams are finished (`ops.while_loop`): how much time does it save? · Give the beam a minimal length on the longer sentences. · Let the ten outputs of a beam differ more: forbid two hypotheses of one beam to
# share their first token. · Train the translator on a tenth of the sentences: is the output of the exact search ever empty then?
#
# **Read** I. Sutskever, O. Vinyals and Q. Le, *Sequence to sequence learning with neural networks*, NeurIPS 2014, a beam of 12 and what it brought · Y. Wu et al., *Google's neural machine translation system*, 2016, section 7, for the length · P. Koehn and R. Knowles, *Six challenges for neural machine
# translation*, 2017, and Y. Yang, L. Huang and M. Ma, *Breaking the beam search curse*, EMNLP 2018 · F. Stahlberg and B. Byrne, *On NMT search errors and model errors: cat got your tongue?*, EMNLP 2019 · B. Eikema and W. Aziz, *Is MAP decoding all you need?*, COLING 2020 · J. Li et al., *A diversity-promoting objective function for neural conversation models*, NAACL 2016 · A. Zhang, Z. Lipton, M. Li and A. Smola,
# *Dive into Deep Learning* 0.17.5, section 9.8, the shortest account of the three searches, quoted above.

# %% [markdown] lang="zh"
# ## 接下来
#
# **试一试** 在批量搜索中用 `while` 循环（`ops.while_loop`），所有束都完整时就结束：能省多少时间？· 在较长的句子上给束一个最小长度。· 让一个束的十个输出差别更大：不许两个假设的第一个词元相同。· 只用十分之一的句子训练翻译器：这时精确搜索的输出会不会是空的？
#
# **读一读** I. Sutskever, O. Vinyals and Q. Le, *Sequence to sequence learning with neural networks*, NeurIPS 2014，宽度为 12 的束，以及它带来了什么 · Y. Wu et al., *Google's neural machine translation system*, 2016，第 7 节，关于长度 · P. Koehn and R. Knowles,
# *Six challenges for neural machine translation*, 2017，以及 Y. Yang, L. Huang and M. Ma, *Breaking the beam search curse*, EMNLP 2018 · F. Stahlberg and B. Byrne, *On NMT search errors and model errors: cat got your tongue?*, EMNLP 2019 · B. Eikema and W. Aziz, *Is MAP decoding all you need?*, COLING 2020 · J. Li et al., *A diversity-promoting objective function for neural conversation models*, NAACL 2016 · A. Zhang, Z. Lipton, M. Li and A. Smola,
# *Dive into Deep Learning* 0.17.5，第 9.8 节：对三种搜索最简短的讲解，上面引用过。
