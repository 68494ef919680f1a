# %% [markdown] lang="en"
# # Meet the sequence: order, chains and shapes
#
# *The cat sat on the mat*, *the mat sat on the cat*: the same words, and a model that only counts them can't tell who sat on whom. What does order tell, and what must a model be made of to hear it? We score sentences by the
# chain rule, estimate a Markov chain from a book and look ahead with it, and build the five shapes that a recurrent model can take.
#
# You will learn
# - what the order of a sequence tells, and which models can't see it,
# - how the probability of a long sequence splits into small steps, and what the Markov assumption buys and costs,
# - what a state is good for: memory, any length, and a number of parameters that doesn't grow.
#
# You need: NumPy, a little probability, and having seen a `Dense` layer in Keras. Running everything takes less than a minute on two cores.

# %% [markdown] lang="zh"
# # 认识序列：顺序、链与形状
#
# *The cat sat on the mat*（猫坐在垫子上），*the mat sat on the cat*（垫子坐在猫上）：词完全相同，只会数词的模型说不出谁坐在谁上面。顺序说明了什么，模型要由什么构成才能听得到它？我们用链式法则给句子打分，
# 从一本书里估计出马尔可夫链（Markov chain），用它向前看若干步，并搭建循环模型可以有的五种形状。
#
# 你将学到
# - 序列的顺序说明了什么，哪些模型看不见它；
# - 一个长序列的概率怎样拆成一小步一小步，马尔可夫假设换来了什么，又付出了什么；
# - 状态有什么用：记忆、任意长度，以及不随长度增长的参数量。
#
# 需要的基础：NumPy，一点概率，见过 Keras 的 `Dense` 层。在两个核上全部运行不到一分钟。

# %%
from unrolled.check import check  # first: it brings up Keras without log lines
import unicodedata
from itertools import pairwise, product

import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from unrolled import figures, grammar
from unrolled.data import book, clean, split
from unrolled.training import Progress, budget

figures.style()
keras.utils.set_random_seed(0)

# %% [markdown] lang="en"
# ## How the exercises work
#
# Now and then a cell ends in `raise NotImplementedError`: there your code goes. Write it, run the cell, then run the `check("…")` below. The check calls your
# function on inputs drawn from a seed, says case by case what is right, and where it recognises a mistake, it says which. Run it as often as you like. Grading asks
# the same with other inputs, and every case that is right earns its share of the points. A *question* is answered in words, and a person reads it.
#
# Three things hold everywhere. A *shape* such as `(batch, time)` says how many rows and columns there are: what you return may lie in an array, a tensor or nested
# lists, and numbers of any type will do, unless the text names one; what you are given with a shape is an array, unless the text or its example shows a list. What is handed in stays as it was, and who is given a random generator `rng` draws from that one only.
# What a note under an exercise rules out is seen, by whatever name it is called.
#
# ## What is a sequence model?
#
# A **sequence** is data whose order says something: letters, words, notes, the pictures of a film, prices. A **sequence model** learns patterns *across* the steps of sequences. It says how likely a sequence is, or what comes next
# in it, or makes something else of it: a label, a number, another sequence. What it answers at one step may depend on all the others, so it has to take inputs of any length, and to tell one order from another.
#
# ## Order matters
#
# Many models of text start by counting the words, a **bag of words**. What is left of our two sentences then?
#
# ### Exercise 1 · A bag of words (2 points)
#
# Write `bag_of_words(words, vocabulary)`: an array of whole numbers with one entry per word of the vocabulary, in its order, that says how many times the word occurs. Words that are not
# in the vocabulary are left out. For `["a", "b", "a"]` and the vocabulary `["b", "a"]` it is `[1, 2]`. *Hint: which list decides how long the answer is?*

# %% [markdown] lang="zh"
# ## 练习怎么做
#
# 有些单元格以 `raise NotImplementedError` 结尾，那里该写你的代码。写好后运行这个单元格，再运行下面的 `check("…")`。检查会用由随机种子产生的输入调用你的函数，
# 逐个用例告诉你哪些是对的；认得出的错误，它会说明是哪一种。可以随意多次运行。评分时问的是同样的问题，只是换了输入，每个正确的用例都得到相应的分数。
# *问题*则用文字回答，由人批阅。
#
# 有三点处处适用。*形状*（shape）如 `(batch, time)` 说的是有多少行、多少列：你返回的可以放在数组、张量或嵌套列表里，数的类型也不限，除非正文指明了；交给你的、写明了形状的东西是数组，除非正文或其中的例子给的是列表。
# 交给函数的东西要保持原样；函数若得到随机数生成器 `rng`，就只从它抽取随机数。练习下方的说明所禁用的，不论换什么名字来用，都会被看到。
#
# ## 什么是序列模型？
#
# **序列**（sequence）是次序有意义的数据：字母、词、音符、电影的画面、价格。**序列模型**（sequence model）学习*跨越*各步的规律。它说出一个序列的可能性有多大，或者接下来是什么，
# 或者由它得出别的东西：一个标签、一个数、另一个序列。它在某一步的回答可以取决于其他所有步，所以它要能接受任意长度的输入，也要能分辨不同的次序。
#
# ## 顺序很重要
#
# 许多文本模型的第一步是数词，得到**词袋**（bag of words）。我们的两个句子那时还剩下什么？
#
# ### 练习 1 · 词袋（2 分）
#
# 编写 `bag_of_words(words, vocabulary)`：返回一个整数数组，按词表（vocabulary）的顺序，每个词一个元素，表示它出现了几次。不在词表里的词略去不计。对 `["a", "b", "a"]` 和词表
# `["b", "a"]`，结果是 `[1, 2]`。*提示：答案的长度由哪个列表决定？*


# %% exercise="bag_of_words"
def bag_of_words(words, vocabulary):
    """Count how many times each word of a vocabulary occurs.

    words       list of strings
    vocabulary  list of different strings

    Returns an array of whole numbers, (len(vocabulary),).
    """
    ### BEGIN SOLUTION
    return np.array([words.count(word) for word in vocabulary])
    ### END SOLUTION


# %% check="bag_of_words" points=2
check("bag_of_words")

# %% [markdown] lang="en"
# Now both readers get both sentences: the bag, and a recurrent network with random weights that takes the words one by one and keeps a state $h_t$ of four numbers.

# %% [markdown] lang="zh"
# 现在让两种读者都读这两个句子：一个是词袋；另一个是随机权重的循环网络（recurrent network），它一个词一个词地读，并保留由四个数组成的状态 $h_t$。

# %% play="order"
sentences = [s.split() for s in ("the cat sat on the mat", "the mat sat on the cat")]
vocabulary = sorted(set(sentences[0]))
bags = np.array([bag_of_words(s, vocabulary) for s in sentences])
one_hot = np.array([[np.eye(5)[vocabulary.index(w)] for w in s] for s in sentences])
states = np.array(keras.layers.SimpleRNN(4)(one_hot))

# %% folded="two_readers"
figures.two_readers(bags, vocabulary, states)
figures.described(
    "Two bar charts with two bars at each place, one for each sentence. In the bags of words both bars are equal for every word; in the state of the recurrent network they differ.",
    "两幅柱状图，每处两根柱子，每句话一根。词袋中，每个词的两根柱子一样高；循环网络的状态中，它们不同。",
)
print("dark:   ", *sentences[0])
print("orange: ", *sentences[1])

# %% claim="the_bags_are_equal_and_the_states_are_not"
assert np.array_equal(bags[0], bags[1])
assert np.abs(states[0] - states[1]).max() > 0.02

# %% [markdown] lang="en"
# The two bags are the same bag, so no model on top of it, however large, can tell who sat on whom. The states differ, without any training: what is read
# later meets a state that has already been changed by what was read before.
#
# ## "Not bad" is another matter
#
# Another pair of sentences does not need order at all. Give each word a score, add the scores up and call a sum above zero a compliment. How many of *good*, *bad*, *not good* and *not bad* can such a model get right, at best? And
# what if the words of a bag may change each other's scores?
#
# ### Exercise 2 · Let words interact (3 points)
#
# Write `phrase_scores(bags, single, pairs)`: the scores of bags of words, shape `(batch, words)`, as an array of shape `(batch,)`,
#
# $$ s = \sum_i n_i a_i + \sum_{i<j} n_i n_j A_{ij}, $$
#
# where $n_i$ says how many times word $i$ occurs, `single`, shape `(words,)`, holds the $a_i$, and `pairs`, shape `(words, words)`, the $A_{ij}$. Of `pairs` only what lies above the diagonal counts; with zeros there, scores are added and no more. For the arrays
# `bags = [[1, 2]]`, `single = [3, 4]` and `pairs = [[7, 5], [9, 8]]` it is `[21]`: 1·3 + 2·4 + 1·2·5. All three may hold whole numbers. *Hint: how many times may each pair of different words be counted?*

# %% [markdown] lang="zh"
# 两个词袋完全一样，所以无论在上面放多大的模型，都分不出谁坐在谁上面。两个状态却不同，而且没有经过任何训练：后读到的内容遇到的，是已经被先读到的内容改变过的状态。
#
# ## “Not bad” 是另一回事
#
# 另一对句子根本不需要顺序。给每个词一个分数，把分数加起来，和大于零就算夸奖。*good*（好）、*bad*（差）、*not good*（不好）和 *not bad*（不差）四句，这样的模型最多能判对几句？
# 如果同一个袋里的词可以改变彼此的分数，又会怎样？
#
# ### 练习 2 · 让词相互作用（3 分）
#
# 编写 `phrase_scores(bags, single, pairs)`：对形状为 `(batch, words)` 的词袋返回分数，即形状为 `(batch,)` 的数组：
#
# $$ s = \sum_i n_i a_i + \sum_{i<j} n_i n_j A_{ij}, $$
#
# 其中 $n_i$ 是词 $i$ 出现的次数，`single` 的形状为 `(words,)`，放着 $a_i$，`pairs` 的形状为 `(words, words)`，放着 $A_{ij}$。`pairs` 里只有对角线以上的部分算数；那里全是零时，就只是把分数相加。对数组
# `bags = [[1, 2]]`、`single = [3, 4]` 和 `pairs = [[7, 5], [9, 8]]`，结果是 `[21]`：1·3 + 2·4 + 1·2·5。三者都可以是整数。*提示：不同的两个词，每一对可以算几次？*


# %% exercise="phrase_scores"
def phrase_scores(bags, single, pairs):
    """Score bags of words: the scores of their words, and of their pairs of different words.

    bags    (batch, words)   how many times each word occurs
    single  (words,)         the score of each word
    pairs   (words, words)   the score of each pair of words, above the diagonal

    Returns (batch,).
    """
    ### BEGIN SOLUTION
    above = np.triu(pairs, k=1)
    return bags @ single + np.sum(bags @ above * bags, axis=1)
    ### END SOLUTION


# %% check="phrase_scores" points=3
check("phrase_scores")

# %% [markdown] lang="en"
# Now leave the scores to chance, 5,000 times, first those of the words alone, then those of the pairs as well. Beside it a network with one hidden layer learns the four phrases from examples.

# %% [markdown] lang="zh"
# 现在让分数由随机数决定，抽 5,000 次，先只抽各个词的，再加上各对词的。旁边有一个带一个隐藏层（hidden layer）的网络，从样本里学这四句。

# %% play="not_good"
phrases = ["good", "bad", "not good", "not bad"]
praise = np.array([True, False, False, True])
four = np.array([bag_of_words(p.split(), ["good", "bad", "not"]) for p in phrases])
rng, right = np.random.default_rng(0), {"added": [], "with pairs": []}
for _ in range(5_000):
    single, pairs = rng.normal(size=3), rng.normal(size=(3, 3))
    for name, table in {"added": 0 * pairs, "with pairs": pairs}.items():
        scores = np.array(phrase_scores(four, single, table))
        right[name].append(np.sum((scores > 0) == praise))

# %% play="not_good_learnt"
layers = keras.layers.Dense(8, "tanh"), keras.layers.Dense(1)
hidden = keras.Sequential([keras.Input((3,)), *layers])
loss = keras.losses.BinaryCrossentropy(from_logits=True)
hidden.compile(keras.optimizers.Adam(0.1), loss)
examples = np.tile(four, (80, 1)), np.tile(praise, 80).astype("float32")
hidden.fit(*examples, batch_size=4, shuffle=False, verbose=0)
learnt = np.sum((hidden(four).numpy()[:, 0] > 0) == praise)

# %% folded="not_good_right"
best = {f"{name}, best of 5,000 draws": max(found) for name, found in right.items()}
pd.DataFrame({"right, of 4": best | {"one hidden layer, trained": learnt}})

# %% claim="sums_of_scores_reach_three_and_interactions_four"
assert max(right["added"]) == 3
assert max(right["with pairs"]) == 4
assert learnt == 4
assert len({tuple(bag) for bag in four}) == 4  # the bags of all four differ

# %% [markdown] lang="en"
# Three, and it can't be four: *good* + *not bad* and *bad* + *not good* consist of the same words, so both pairs have the same sum, yet one pair should be positive and the
# other negative. The words **interact**: scores for pairs settle that, and so does one hidden layer.
#
# > **Often claimed.** A feed-forward network can't tell *the movie was not good* from *the movie was not bad*: it sees the same words and misses the last one. So one needs a recurrent network.
# >
# > **What we run.** The four bags above, once with added scores, once with scores for pairs, once with a small feed-forward network, all without any order.
# >
# > **What holds.** The last word is an input like the others, and the bags differ. Adding up fails, an interaction of words does not, and order is not needed. For order, cats and mats are the argument. Nor does it take a long memory: even in *not very
# > good* only two steps lie between *not* and the word it turns. (And the example is English: 不错, the usual Chinese for *not bad*, is a word of its own that means *pretty good*, so that in Chinese the two sentences don't even share their *not*.)
#
# ## The chain rule
#
# How likely is a sequence? Whatever it is, its probability splits into steps, each given all that came before:
#
# $$ P(y_1, \dots, y_T) = \prod_{t=1}^{T} P(y_t \mid y_1, \dots, y_{t-1}) $$
#
# A model that gives these factors is called **autoregressive**: it conditions on past values. (Feeding its *own* outputs back in is what one does when generating; while it learns, it is
# given the true past.) The product of the factors becomes tiny very fast, so one adds their logarithms. Per token, $\exp(-\frac1T \log P)$ is the **perplexity**: the model is as undecided as if it had to choose among so many
# equally likely tokens.
#
# ### Exercise 3 · Score a sequence (2 points)
#
# Write `sequence_scores(probabilities)` for the factors of one sequence, a list or an array: return the joint probability, its natural logarithm, and the perplexity per token. Say *The cat is cute* has
# the factors 0.8, 0.6, 0.7, 0.5 and, for the end of the sentence, 0.9. Then its joint probability is 0.1512. *Hint: 2,000 factors of one half give zero in floating point. Which two of the
# three numbers are still there?*

# %% [markdown] lang="zh"
# 三句，而且不可能是四句：*good* + *not bad* 与 *bad* + *not good* 由同样的词组成，所以两对的总和相同，可是一对应当为正，另一对应当为负。词与词之间有**相互作用**：
# 给词对打分就能解决，一个隐藏层也能。
#
# > **常见的说法。** 前馈网络分不清 *the movie was not good*（不好）和 *the movie was not bad*（不差）：它看到的是同样的词，会漏掉最后一个。所以需要循环网络。
# >
# > **我们运行的。** 上面的四个词袋，一次把分数相加，一次给词对打分，一次用小的前馈网络，都不含顺序。
# >
# > **成立的是。** 最后一个词和其他词一样是输入，几个词袋也各不相同。只做加法不行，让词相互作用就行，而且不需要顺序。说明顺序重要的是猫和垫子。这里也用不着长的记忆：
# > 即使在 *not very good*（不太好）里，*not* 与它所否定的词也只隔两步。（而且这是英语的例子：*not bad* 通常译作“不错”，那是一个固定的词，意思是“相当好”，所以译成中文，两个句子就不再共有同一个否定词了。）
#
# ## 链式法则
#
# 一个序列的可能性有多大？无论它是什么，其概率都可以拆成一步一步，每一步以之前的全部内容为条件：
#
# $$ P(y_1, \dots, y_T) = \prod_{t=1}^{T} P(y_t \mid y_1, \dots, y_{t-1}) $$
#
# 给出这些因子的模型叫作**自回归**（autoregressive）模型：它以过去的值为条件。（把模型*自己的*输出送回去，是生成时的做法；学习时给它的是真实的过去。）这些因子的乘积很快就变得极小，
# 所以人们把它们的对数相加。按词元（token）平均，$\exp(-\frac1T \log P)$ 叫作**困惑度**（perplexity）：模型的犹豫程度，相当于在多少个同样可能的词元中作选择。
#
# ### 练习 3 · 给序列打分（2 分）
#
# 编写 `sequence_scores(probabilities)`，输入是一个序列的各个因子，可以是列表或数组：返回联合概率、它的自然对数，以及每个词元的困惑度。设 *The cat is cute* 的因子是 0.8、0.6、0.7、0.5，
# 句子结束处是 0.9。它的联合概率就是 0.1512。*提示：2,000 个二分之一相乘，在浮点数里是零。三个数中哪两个仍然求得出来？*


# %% exercise="sequence_scores"
def sequence_scores(probabilities):
    """Score one sequence by the probabilities of its steps, each given the steps before.

    probabilities  (time,)   numbers above 0, at most 1

    Returns joint, log_joint, perplexity: three numbers.
    """
    ### BEGIN SOLUTION
    joint = np.prod(probabilities)
    log_joint = np.sum(np.log(probabilities))
    perplexity = np.exp(-log_joint / len(probabilities))
    return joint, log_joint, perplexity
    ### END SOLUTION


# %% check="sequence_scores" points=2
check("sequence_scores")

# %% play="the_cat_is_cute"
tokens = ["The", "cat", "is", "cute", "<end>"]
factors = [0.8, 0.6, 0.7, 0.5, 0.9]
joint, log_joint, perplexity = sequence_scores(factors)
print(f"joint probability {joint:.4f}, logarithm {log_joint:.4f}")
print(f"perplexity {perplexity:.4f}; without the end {np.prod(factors[:-1]):.3f}")

# %% folded="probability_so_far"
fig, ax = plt.subplots(figsize=(6, 2.4))
ax.set(ylabel="probability so far", xlabel="$y_t$, the token read", ylim=(0, 1))
ax.bar(tokens, np.cumprod(factors), 0.5, color=figures.BLUE)
for t, factor in enumerate(factors):
    ax.text(t, np.prod(factors[: t + 1]) + 0.03, f"× {factor}", ha="center")
figures.described(
    "A bar for each token of 'The cat is cute' and for the end of the sentence, as high as the probability so far. Each factor makes the bar lower than the one before.",
    "“The cat is cute”的每个词元和句末各一根柱子，高度是到此为止的概率。每乘一个因子，柱子都比前一根更低。",
)

# %% claim="the_end_of_a_sentence_counts"
assert abs(joint - 0.1512) < 1e-9
assert abs(np.prod(factors[:-1]) - 0.168) < 1e-9
assert np.all(np.diff(np.cumprod(factors)) < 0)


# %% play="all_sequences"
def urn(letters):
    """Return the factors of a sequence of a's and b's by a toy model: each letter is the likelier, the more often it came before."""
    return [(letters[:t].count(c) + 1) / (t + 2) for t, c in enumerate(letters)]


rows = {}
for length in 1, 3, 6:
    joints = [sequence_scores(urn(letters))[0] for letters in product("ab", repeat=length)]
    rows[length] = len(joints), min(joints), max(joints), np.sum(joints)
columns = ["sequences", "the least likely", "the likeliest", "together"]
pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("length").round(4)

# %% claim="the_sequences_of_one_length_share_the_probability_one"
assert np.allclose([together for *_, together in rows.values()], 1, atol=1e-12)
assert max(joints) > 10 * min(joints)

# %% [markdown] lang="en"
# The bar falls with every token: the longer a sequence goes on, the less likely it is, which says nothing against it. The perplexity is per token, so it can be compared. And
# the fifth factor counts: without it the model would give 0.168 to a sentence that never ends, and a model that has not been trained on
# the end as a target never learns to stop.
#
# The last cell asks a toy model, whose factors look back on the whole past, for *all* sequences of one length. However unequal they are, they share the probability 1: if each factor is a distribution over the next token, the products are one over
# sequences, and nothing has to be normalised. (With an end token it is the sequences of all lengths that share it.)
#
# ## Markov chains
#
# The factors have a longer and longer past to look at. A **Markov chain** cuts it short: $P(y_t \mid y_1, \dots, y_{t-1}) = P(y_t \mid y_{t-1})$. Then a table is all there is to
# learn: row *i*, column *j* holds the probability of going from state *i* to state *j*. Counting gives it: how many of the steps that leave *i* arrive in *j*?
#
# ### Exercise 4 · Count the transitions (3 points)
#
# Write `transition_matrix(sequence, states)` for a sequence of the numbers 0 … `states - 1`: return the matrix of relative frequencies, each row summing to one. A state
# that is never left gets equal chances for all. The sequence 0, 0, 1 with two states gives the rows (½, ½) and (½, ½): one by counting, one for lack of counts.
# *Hint: which two slices of the sequence hold "from" and "to"?*

# %% [markdown] lang="zh"
# 柱子随每个词元下降：序列继续得越长，概率越小，这并不说明它不好。困惑度是按词元计的，所以可以比较。第五个因子也要算：没有它，模型就会把 0.168 给一个永远不结束的句子；
# 训练时如果没有把结束符当作目标，模型就学不会停下来。
#
# 最后一个单元格有一个玩具模型，它的因子要看全部过去；我们向它要同一长度的*所有*序列。无论它们多么不等，合起来的概率总是 1：只要每个因子都是下一个词元的分布，乘积就是序列的分布，不必再归一化。
# （有结束符时，共有这个 1 的是所有长度的序列。）
#
# ## 马尔可夫链
#
# 这些因子要看的过去越来越长。**马尔可夫链**把它截短：$P(y_t \mid y_1, \dots, y_{t-1}) = P(y_t \mid y_{t-1})$。于是要学的只剩一张表：第 *i* 行第 *j* 列是从状态 *i*
# 走到状态 *j* 的概率。数一数就能得到：离开 *i* 的步子里，有多少到达了 *j*？
#
# ### 练习 4 · 数转移（3 分）
#
# 编写 `transition_matrix(sequence, states)`，序列由数 0 … `states - 1` 组成：返回相对频率的矩阵，每行的和为一。从未离开过的状态，给所有去向同样的概率。序列 0, 0, 1 有两个状态，
# 得到的两行是 (½, ½) 和 (½, ½)：一行来自计数，一行因为没有计数。*提示：“从”和“到”分别是序列的哪一段切片？*


# %% exercise="transition_matrix"
def transition_matrix(sequence, states):
    """Estimate the transition probabilities of a Markov chain by counting.

    sequence  (time,)   whole numbers from 0 to states - 1
    states              number of states

    Returns (states, states): from the row's state to the column's; rows sum to one, uniform where nothing was counted.
    """
    ### BEGIN SOLUTION
    counts = np.zeros((states, states))
    np.add.at(counts, (sequence[:-1], sequence[1:]), 1)
    counts[counts.sum(axis=1) == 0] = 1
    return counts / counts.sum(axis=1, keepdims=True)
    ### END SOLUTION


# %% check="transition_matrix" points=3
check("transition_matrix")

# %% [markdown] lang="en"
# Does counting find the truth? Only where one knows it: draw chains of growing length from a table of our own, count, and look how far the counted table is from it.

# %% [markdown] lang="zh"
# 数出来的是真的吗？只有知道真相的地方才能回答：按我们自己的一张表抽出越来越长的链，数一数，看数出来的表离它有多远。


# %%
def walk(table, steps, rng):
    """Draw a chain of states, beginning at state 0, from a table of transition probabilities."""
    borders, path = table.cumsum(axis=1)[:, :-1], [0]
    for u in rng.random(steps):
        path.append(int(np.searchsorted(borders[path[-1]], u)))
    return np.array(path)


# %% play="known_chain"
known = np.array([[0.1, 0.6, 0.3], [0.5, 0.2, 0.3], [0.0, 0.8, 0.2]])
chain = walk(known, 100_000, np.random.default_rng(0))
off = {}
for steps in 100, 1_000, 10_000, 100_000:
    counted = np.array(transition_matrix(chain[: steps + 1], 3))
    off[f"{steps:,} steps"] = np.abs(counted - known).max()
pd.DataFrame({"largest distance from the known table": off}).round(4)

# %% claim="counting_finds_the_table_a_chain_was_drawn_from"
assert off["100,000 steps"] < 0.02
assert off["100 steps"] > 5 * off["100,000 steps"]
assert counted[2, 0] == 0  # what can't happen was never counted

# %% [markdown] lang="en"
# The counted table comes nearer and nearer, roughly as one over the root of the number of steps: a hundred times as many for one more digit. Now a text, of which nobody knows the table.
#
# In 1913 A. A. Markov himself counted the vowels and consonants of a novel by Pushkin. Let us do the same, and count spaces too, on a book that is always at hand: the reference manual that every Python
# brings along. Beside it stands the same book with its letters shuffled.

# %% [markdown] lang="zh"
# 数出来的表越来越近，大致与步数的平方根成反比：要多一位数字，就要一百倍的步数。现在来看文本，它的表谁也不知道。
#
# 1913 年，马尔可夫（A. A. Markov）本人数过普希金一部小说里的元音和辅音。我们照样来做，把空格也算上，用的是随手可得的一本书：每个 Python 自带的参考手册。
# 旁边放的是同一本书，但字母顺序被打乱了。

# %% play="markov_1913"
names = ["vowel", "consonant", "space"]
text = clean(book())
letters = np.array([2 if c == " " else 0 if c in "aeiou" else 1 for c in text])
versions = {"the book": letters, "shuffled": np.random.default_rng(0).permutation(letters)}
tables = {
    name: np.array(transition_matrix(version, 3)) for name, version in versions.items()
}
figures.transition_tables(tables, names)
figures.described(
    "Two tables of transition probabilities between vowel, consonant and space. In the book the rows differ: a vowel is mostly followed by a consonant, and a space never by a space. In the shuffled copy all rows are alike.",
    "两张元音、辅音和空格之间的转移概率表。书中各行不同：元音后面大多是辅音，空格后面从不出现空格。打乱的副本中各行都一样。",
)

# %% claim="the_book_has_order_and_its_shuffled_copy_has_none"
assert tables["the book"][2, 2] == 0  # two spaces never meet
assert tables["the book"][0, 1] > 0.7  # a vowel calls for a consonant
assert np.ptp(tables["the book"], axis=0).max() > 0.3
assert np.ptp(tables["shuffled"], axis=0).max() < 0.02  # all rows are alike

# %% [markdown] lang="en"
# In the book, what follows depends on what came before: two spaces never meet (cleaning has left single ones), and a vowel calls for a consonant. After shuffling all rows are alike: the frequencies of
# the letters are the same, and their order tells nothing.
#
# What is that knowledge worth? The first nine tenths of the text are counted, the rest is scored in **bits per letter**, the mean of $-\log_2$ of the probability given to what came. For order 2 the state is the
# *pair* of the last two, so the same function will do.

# %% [markdown] lang="zh"
# 在书里，后面是什么取决于前面是什么：两个空格不会相遇（清洗之后只剩单个的空格），元音之后往往是辅音。打乱之后所有行都一样：字母的频率没有变，而顺序不再说明任何事情。
#
# 这种知识值多少？用前十分之九的文本来计数，剩下的用**每字母比特数**（bits per letter）打分，即实际出现的字母所得概率的 $-\log_2$ 的平均值。二阶时，状态是最近两个的*组合*，
# 所以还可以用同一个函数。


# %%
def bits(sequence, order):
    """Return the bits per letter of a Markov chain of some order on the last tenth of a sequence."""
    ids = np.zeros(len(sequence) - order, int)
    for back in range(order):  # the last `order` letters as one number
        ids += 3**back * sequence[order - back : len(sequence) - back]
    learn, test = split(ids)
    matrix = np.array(transition_matrix(learn, 3**order))
    return -np.log2(np.maximum(matrix[test[:-1], test[1:]], 1e-6)).mean()


def order_zero(sequence):
    """Return the bits per letter that the frequencies alone give."""
    learn, test = split(sequence)
    return -np.log2(np.bincount(learn) / len(learn))[test].mean()


# %% play="orders"
orders, curves, shares = range(7), {}, {}
for name, version in versions.items():
    curves[name] = [order_zero(version), *(bits(version, order) for order in orders[1:])]
    for part, read in zip(("counted", "scored"), split(version), strict=True):
        shares[f"{name}, part {part}"] = np.bincount(read) / len(read)

# %% folded="bits_by_order"
fig, ax = plt.subplots(figsize=(6, 2.6))
ax.set_ylim(0, 1.8)
figures.lines(ax, orders, curves, "order, letters looked back", "bits per letter")
figures.described(
    "Bits per letter over the order, from 0 to 6. The line of the book falls with each further letter of the past; that of the shuffled copy stays level.",
    "每个字母的比特数随阶数（0 到 6）的变化。多看一个过去的字母，书的曲线就下降一些；打乱的副本的曲线保持水平。",
)
pd.DataFrame(curves, index=pd.Index(orders, name="order")).T.round(3)

# %% folded="frequencies_by_part"
pd.DataFrame(shares, index=[f"{name}s" for name in names]).T.round(3)

# %% claim="the_past_helps_in_the_book_only"
assert np.all(np.diff(curves["the book"]) < 0)
assert curves["the book"][0] - curves["the book"][1] > 0.1
assert np.ptp(curves["shuffled"]) < 0.02
assert (
    curves["shuffled"][0] < curves["the book"][0]
)  # frequencies alone: the shuffled copy is ahead
assert min(curves["shuffled"]) - curves["the book"][1] > 0.1

# %% [markdown] lang="en"
# The same model on the same letters: in the book each further letter of the past helps a little, in the shuffled copy it helps nothing. The gap is what order is worth to this model. Only at order 0, where the frequencies
# alone count, the shuffled copy is slightly *ahead*: the last tenth of the book has more spaces and fewer consonants than the rest, as the second table shows, while shuffling has made all parts alike. A table of
# order $n$ has $3^n$ rows here, $27^n$ for all letters and spaces: chapter 3 shows how far counting gets, and goes on to a state that is *learnt*.
#
# ## Which language is it?
#
# To give a whole sequence one label is a use of sequence models too, and two chains are enough to try it: count one table on English sentences and one on French ones, and let each score a new sentence. The table that finds it
# likelier names the language. The sentences come from the grammar that later chapters translate with; accents are taken off, for they would tell too easily.

# %% [markdown] lang="zh"
# 同样的模型，同样的字母：在书里，多看一个过去的字母总有些帮助；在打乱的副本里则毫无帮助。两条线的差距，就是顺序对这个模型的价值。只有在零阶，即只看频率时，打乱的副本反而略微*领先*：
# 从第二张表可以看出，书的最后十分之一比其余部分空格多、辅音少，而打乱使各部分都一样了。这里 $n$ 阶的表有 $3^n$ 行，若区分所有字母和空格，就是 $27^n$ 行：
# 第 3 章会说明计数能走多远，接着讲*学来的*状态。
#
# ## 这是哪种语言？
#
# 给整个序列一个标签，也是序列模型的一种用途，有两条链就可以试：一张表由英语句子数出来，一张由法语句子数出来，让它们各给新句子打分。认为它更可能的那张表，就说出了语言。
# 句子来自后面各章翻译所用的文法（grammar）；重音符去掉了，否则太容易认出来。


# %%
def letter_ids(sentence):
    """Return a sentence as numbers, 0 for a space and 1 to 26 for a to z, accents taken off."""
    plain = unicodedata.normalize("NFKD", sentence).encode("ascii", "ignore").decode()
    return np.array([max(ord(c) - 96, 0) for c in clean(f" {plain} ")])


def language_scores(ids, matrices):
    """Return the log-probability of a sequence of letters by each chain."""
    return [np.log(np.maximum(m[ids[:-1], ids[1:]], 1e-4)).sum() for m in matrices]


# %% play="which_language"
translated = grammar.sentences(np.random.default_rng(0), 1_500)
spoken = {
    "English": [letter_ids(grammar.text(sentence.en)) for sentence in translated],
    "French": [letter_ids(grammar.text(sentence.fr)) for sentence in translated],
}
learnt_from = [np.concatenate(ids[:1_200]) for ids in spoken.values()]
matrices = [np.array(transition_matrix(ids, 27)) for ids in learnt_from]

# %% play="languages_named"
read, named = [2, 8, 32], {}
for k, (language, ids) in enumerate(spoken.items()):
    scores = [
        [language_scores(new[: n + 1], matrices) for new in ids[1_200:]] for n in read
    ]
    named[language] = np.mean(np.argmax(scores, axis=-1) == k, axis=1)

# %% folded="language_by_letters_read"
pd.DataFrame(named, index=pd.Index(read, name="named rightly after letters")).T.round(3)

# %% claim="a_few_letters_tell_the_language"
share = np.mean(list(named.values()), axis=0)
assert 0.6 < share[0] < 0.95
assert share[-1] > 0.97
assert share[-1] > share[0] + 0.04

# %% [markdown] lang="en"
# Two letters already name the language more often than not, and a sentence is nearly always enough, for chains that remember one letter: each step adds a little evidence, and the two sums drift apart. (Both parts use the words of one small
# grammar, which makes it easier than the languages are.)
#
# ## Looking ahead
#
# Where will the chain be $t$ steps from now? The direct way adds up the probabilities of all paths, and there are $\text{states}^t$ of them. But a chain forgets by which path
# it arrived, so the sum can be carried along (this is **dynamic programming**):
#
# $$ p_t[j] = \sum_i p_{t-1}[i] \, P[i, j] $$
#
# ### Exercise 5 · The forward recursion (3 points)
#
# Write `marginals(start, transition, steps)`: the distributions $p_0, \dots, p_{\text{steps}}$, shape `(steps + 1, states)`, with $p_0$ = `start`, which may be whole numbers such as 0, 0, 1. If `transition` is the identity, all rows are `start`.
# *Hint: in the formula, over which index of the matrix does the sum run?*

# %% [markdown] lang="zh"
# 两个字母已经多半能说出语言，而一个句子几乎总是够的，尽管链只记得一个字母：每一步添一点证据，两个和就渐渐分开。（两部分用的是同一个小文法的词，这比真实的语言容易。）
#
# ## 向前看
#
# 从现在起过 $t$ 步，链会在哪里？直接的办法是把所有路径的概率加起来，而路径有 $\text{states}^t$ 条。但是链不记得自己是从哪条路来的，所以这个和可以一路带着走
# （这就是**动态规划**，dynamic programming）：
#
# $$ p_t[j] = \sum_i p_{t-1}[i] \, P[i, j] $$
#
# ### 练习 5 · 前向递推（3 分）
#
# 编写 `marginals(start, transition, steps)`：返回分布 $p_0, \dots, p_{\text{steps}}$，形状为 `(steps + 1, states)`，其中 $p_0$ = `start`，它可以是整数，例如 0, 0, 1。若 `transition` 是单位矩阵，则每一行都是 `start`。
# *提示：公式里的求和是对矩阵的哪个下标进行的？*


# %% exercise="marginals"
def marginals(start, transition, steps):
    """Return where a Markov chain is, step by step.

    start       (states,)          distribution at time 0
    transition  (states, states)   from the row's state to the column's

    Returns (steps + 1, states), the distribution at times 0 to steps.
    """
    ### BEGIN SOLUTION
    path = [start]
    for _ in range(steps):
        path.append(path[-1] @ transition)
    return np.stack(path)
    ### END SOLUTION


# %% check="marginals" points=3
check("marginals")

# %% play="brute_force"
P = tables["the book"]
start = np.array([0.0, 0.0, 1.0])  # we stand at a space
steps = 8
enumerated = np.zeros(3)
for path in product(range(3), repeat=steps):
    p = start @ P[:, path[0]]
    for i, j in pairwise(path):
        p *= P[i, j]
    enumerated[path[-1]] += p

# %% play="carried_along"
ahead = np.array(marginals(start, P, steps))
difference = np.abs(ahead[-1] - enumerated).max()
frequencies = np.bincount(letters) / len(letters)
print(f"largest difference from all paths added up: {difference:.1g}")
print(f"all {3**steps:,} paths together: {enumerated.sum():.12f}")
print(
    f"multiplications: {steps * 3**steps:,} along all paths, {steps * 3**2} carried along"
)

# %% folded="sinking_to_a_constant"
fig, ax = plt.subplots(figsize=(6, 2.6))
ax.set_ylim(0, 1)
curves = dict(zip(names, ahead.T, strict=True))
figures.lines(ax, range(steps + 1), curves, "$t$, letters after a space", "probability")
figures.described(
    "Probabilities of vowel, consonant and space over the letters after a space: the three lines move for a few letters and then stay at constants.",
    "空格之后元音、辅音和空格的概率：三条线变动几个字母之后就停在常数上。",
)
reached = {f"after {steps} letters": ahead[-1], "in the book": frequencies}
pd.DataFrame(reached, index=names).T.round(3)

# %% claim="the_chain_forgets_where_it_started"
assert difference < 1e-12
assert abs(enumerated.sum() - 1) < 1e-9
assert np.abs(ahead[0] - frequencies).max() > 0.5
assert np.abs(ahead[5:] - frequencies).max() < 0.01
assert np.allclose(
    marginals(start, P, 1000)[-1], frequencies, atol=1e-3
)  # a thousand steps

# %% [markdown] lang="en"
# Both ways agree to the last digits, and one of them still works for a thousand steps. The picture says something more: after a handful of letters the chain has forgotten
# that it started at a space, and its forecast is a constant, the overall frequencies. Forecasts that sink to a constant will return in `autoregression.ipynb`, with an explanation.
#
# ## Why from left to right?
#
# The chain rule works in any order. From right to left it is just as exact, $P(y_1, \dots, y_T) = \prod_t P(y_t \mid y_{t+1}, \dots, y_T)$. Does the book prefer a direction? Count on the first part, score the rest, once as it stands
# and once reversed.

# %% [markdown] lang="zh"
# 两种办法算到最后几位都一致，而其中一种走一千步也不成问题。图里还能看出别的：过了几个字母，链就忘了自己是从空格出发的，它的预测成了常数，即总的频率。
# 趋于常数的预测在 `autoregression.ipynb` 里还会出现，那里会解释原因。
#
# ## 为什么从左到右？
#
# 链式法则对任何顺序都成立。从右到左同样精确：$P(y_1, \dots, y_T) = \prod_t P(y_t \mid y_{t+1}, \dots, y_T)$。书偏爱哪个方向吗？用前一部分计数，给其余部分打分，一次照原样，
# 一次倒过来。

# %% play="direction"
learn, test = split(letters)
forward, backward = np.array([transition_matrix(s, 3) for s in (learn, learn[::-1])])
costs = {
    "left to right": -np.log2(forward[test[:-1], test[1:]]).mean(),
    "right to left": -np.log2(backward[test[1:], test[:-1]]).mean(),
}
apart = np.abs(forward - backward).max()
print(f"the tables differ, by up to {apart:.2f}")
pd.DataFrame({"bits per letter": costs}).round(5)

# %% claim="neither_direction_is_easier"
assert abs(costs["left to right"] - costs["right to left"]) < 5e-4
assert apart > 0.05

# %% [markdown] lang="en"
# The tables differ, and the scores agree to three digits: both tables are made from the same pairs of letters, and those don't say which way time runs. **We** prefer left to right, because at time $t$ the past is known and the future isn't: a model of
# $P(x_t \mid \text{past})$ can be used the moment $x_{t-1}$ is there. Such a model is called **causal**. What happens to a forecast that peeks, you will see in the next notebook.
#
# ## With a state and without
#
# A network **without a state** treats each step by itself, $y_t = f(x_t W + b)$. A network **with a state** carries a summary along, $h_t = \tanh(x_t W_x + h_{t-1} W_h + b)$. A task that tells them
# apart: numbers between 0 and 1 go by, and at each step one has to say whether this number is larger than the *previous* one. A model without memory can do no better than to ask whether $x_t > \frac12$, which is right three times out of four.
#
# ### Exercise 6 · Without a state (2 points)
#
# Write `stateless(features, units, outputs)`, the baseline that every recurrent network has to beat: an untrained Keras model that takes `(batch, time, features)`, of any length, and returns `(batch, time, outputs)`. At each step it is the same network with one hidden
# layer of `units` units, $y_t = \tanh(x_t W + b)\, V + c$, and it knows this step only: shuffle the steps of an input, and the steps of the output are shuffled in the same way. *Hint: along which axis does a `Dense` layer multiply?*

# %% [markdown] lang="zh"
# 两张表不同，得分的前三位却一致：两张表来自同样的字母对，而这些字母对并不说明时间朝哪个方向走。偏爱从左到右的是**我们**，因为在时刻 $t$，过去是已知的，未来不是：$P(x_t \mid \text{过去})$ 的模型在 $x_{t-1}$ 到来的那一刻就能用。
# 这样的模型叫作**因果的**（causal）。偷看未来的预测会怎样，下一个笔记本里就会看到。
#
# ## 有状态与无状态
#
# **没有状态**的网络（stateless）单独处理每一步，$y_t = f(x_t W + b)$。**有状态**的网络（stateful）一路带着一份摘要，$h_t = \tanh(x_t W_x + h_{t-1} W_h + b)$。有一个任务能把它们分开：
# 0 和 1 之间的数依次经过，每一步都要说出这个数是否比*前一个*大。没有记忆的模型，最好的办法是问 $x_t$ 是否大于 $\frac12$，这样四次里能对三次。
#
# ### 练习 6 · 没有状态（2 分）
#
# 编写 `stateless(features, units, outputs)`，这是每个循环网络都必须胜过的基线：一个未经训练的 Keras 模型，输入 `(batch, time, features)`，长度任意，返回 `(batch, time, outputs)`。它在每一步都是同一个网络，带一个 `units` 个单元的隐藏层，
# $y_t = \tanh(x_t W + b)\, V + c$，而且只知道这一步：打乱输入的各步，输出的各步也同样被打乱。*提示：`Dense` 层沿着哪个轴做乘法？*


# %% exercise="stateless"
def stateless(features, units, outputs):
    """Return an untrained Keras model that treats each step of a sequence by itself, with one hidden layer of tanh.

    It maps (batch, time, features) to (batch, time, outputs).
    """
    ### BEGIN SOLUTION
    hidden = keras.layers.Dense(units, "tanh")
    return keras.Sequential(
        [keras.Input((None, features)), hidden, keras.layers.Dense(outputs)]
    )
    ### END SOLUTION


# %% check="stateless" points=2
check("stateless")


# %%
def risers(rng, samples, time):
    """Draw numbers x, (samples, time, 1), and whether each is larger than the one before."""
    x = rng.random((samples, time + 1, 1)).astype("float32")
    y = x[:, 1:] > x[:, :-1]
    return x, np.concatenate([np.zeros_like(y[:, :1]), y], axis=1).astype("float32")


# %%
def with_a_state():
    """Return a network like the stateless one, with a recurrent layer in place of the hidden one."""
    layer = keras.layers.SimpleRNN(16, return_sequences=True)
    return keras.Sequential([keras.Input((None, 1)), layer, keras.layers.Dense(1)])


def train(name, network, seed, samples=budget(quick=6_400, full=32_000)):
    """Train a network that answers at every step; return it."""
    keras.utils.set_random_seed(seed)
    x, y = risers(np.random.default_rng(seed), samples, 20)
    model = network()
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(0.01), loss)
    model.fit(x, y, batch_size=64, verbose=0, callbacks=[Progress(f"{name}, seed {seed}")])
    return model


# %% play="memory"
kinds = {"no state": lambda: stateless(1, 16, 1), "SimpleRNN": with_a_state}
trained = {}
for name, network in kinds.items():
    trained[name] = [train(name, network, seed) for seed in range(3)]

# %% play="memory_measured"
lengths = [5, 20, 100, 500]
x_long, y_long = risers(np.random.default_rng(9), 100, max(lengths))
runs = {name: [] for name in kinds}
for name, models in trained.items():
    for model in models:
        right = (model(x_long).numpy() > 0) == y_long
        # A shorter sequence would give the same: no output depends on what comes later.
        runs[name].append([right[:, 1:length].mean() for length in lengths])

# %% folded="accuracy_by_length"
figures.accuracy_by_length(lengths, runs, best_without_memory=0.75)
figures.described(
    "Accuracy over the length of the sequences, a dot for each seed. Without a state it stays at the dashed line of three in four; the SimpleRNN lies well above it at every length.",
    "准确率随序列长度的变化，每个随机种子一个点。没有状态时停在四分之三的虚线处；SimpleRNN 在所有长度上都明显更高。",
)
at_500 = {name: np.array(accuracies)[:, -1] for name, accuracies in runs.items()}
seeds = pd.Index([f"seed {seed}" for seed in range(3)], name="accuracy at length 500")
pd.DataFrame(at_500, index=seeds).T.round(3)

# %% claim="only_a_state_beats_three_in_four"
without, recurrent = np.array(runs["no state"]), np.array(runs["SimpleRNN"])
assert np.abs(without[:, 1:] - 0.75).max() < 0.03  # of length 5 there are only 400 answers
assert np.abs(without[:, 0] - 0.75).max() < 0.08
assert recurrent.min() > 0.88  # trained on length 20 only

# %% [markdown] lang="en"
# Without a state the accuracy stays at the dashed line, three in four, with every seed: that is no weakness of training but of what it can see. The recurrent network does far better, and it was trained on sequences of
# one length and works on all of them: the same weights serve every step. (This task needs a memory of one step only. "Any length" is not the same as "any distance back": chapter 4 measures that.)
#
# A second test: shuffle the time steps of one input, and compare the output with the old output, shuffled in the same way:

# %% [markdown] lang="zh"
# 没有状态时，每个随机种子的准确率都停在虚线处，即四分之三：这不是训练得不够，而是它只看得见这么多。循环网络好得多；它只在一种长度的序列上训练过，却适用于所有长度，
# 因为每一步用的是同样的权重。（这个任务只需要记住一步。“任意长度”不等于“任意远的过去”：第 4 章会测量这一点。）
#
# 再检验一次：打乱一个输入的时间步，把输出与同样打乱的原输出相比较：

# %% play="permutation"
x, _ = risers(np.random.default_rng(1), 1, 20)
order = np.random.default_rng(2).permutation(21)
gaps = {}
for name, models in trained.items():
    model = models[0]
    gaps[name] = np.abs(model(x[:, order]).numpy() - model(x).numpy()[:, order]).max()
pd.DataFrame({"largest difference": gaps}).map("{:.2g}".format)

# %% claim="order_exists_for_a_state_only"
assert gaps["no state"] < 1e-5
assert gaps["SimpleRNN"] > 0.5

# %% [markdown] lang="en"
# Shuffle the input of the network without a state and its output is shuffled in the same way, up to rounding: order does not exist for it. The output of the recurrent network changes by much more than that (it is a logit, and the
# sign decides): each number now follows another one, so another answer is right.
#
# ## Five shapes
#
# Tasks differ in what goes in and what comes out. With one vector or a sequence on either side there are four cases, and the fourth has two forms that are often taken for one:
# **aligned**, one output for each input step (tagging words), and **not aligned**, an output sequence of its own length (translation: three words may become four).
#
# | task | layers before `Dense(outputs)` | input | output |
# |---|---|---|---|
# | `"one to one"` | `Dense(units, "tanh")` | `(batch, features)` | `(batch, outputs)` |
# | `"one to many"` | repeat the input `time_out` times, then a recurrent layer | `(batch, features)` | `(batch, time_out, outputs)` |
# | `"many to one"` | a recurrent layer, its last state only | `(batch, time, features)` | `(batch, outputs)` |
# | `"aligned"` | a recurrent layer, all its states | `(batch, time, features)` | `(batch, time, outputs)` |
# | `"many to many"` | one that reads, its last state repeated `time_out` times, one that writes | `(batch, time, features)` | `(batch, time_out, outputs)` |
#
# Much of what sequence models are used for falls into this table:
#
# | shape | uses |
# |---|---|
# | one to many | a caption for a picture, a tune in a given style |
# | many to one | the topic of a text or its tone, spam or not, the language (above), who is speaking, what is done in a video |
# | aligned | tags for words, names in a text; and, with the next token as the answer at every step, language models: autocomplete, keyboards, the choice between what sounds alike in recognising speech or handwriting |
# | many to many | translation, summaries, chatbots, recognising and synthesising speech, reading handwriting, captions for videos, code from a description or from another language |
#
# Lists of uses often put the synthesis of speech, captions for videos, or code from a syntax tree under *one to many*. But phonemes and pictures come in sequences, and a tree is a structure that can be written out as one: they are *many to many*. The course runs tagging,
# names and tones of reviews (chapter 6), captions, tunes and translation (7), and language models all along.
#
# ### Exercise 7 · Build the five (5 points)
#
# Write `build_model(task, features, units, outputs, time_out)`: an untrained Keras model for each row of the table. Recurrent layers are `keras.layers.SimpleRNN(units)`; the last layer is `Dense(outputs)` without an activation. Leave
# the length of the input open, `keras.Input((None, features))`, so that the model takes any. *Hint: `return_sequences`, `keras.layers.RepeatVector`.*

# %% [markdown] lang="zh"
# 打乱无状态网络的输入，它的输出也跟着同样打乱（除了舍入误差）：对它来说，顺序不存在。循环网络的输出变化大得多（它是 logit，由符号决定回答）：每个数前面现在是另一个数，正确的回答也就不同了。
#
# ## 五种形状
#
# 任务的区别在于输入什么、输出什么。两边各可以是一个向量或一个序列，于是有四种情况，而第四种有两种形式，常被混为一谈：**对齐的**（aligned），每个输入步一个输出，例如给词标注词性（part of speech）；
# **不对齐的**，输出序列有自己的长度（翻译：三个词可能变成四个）。
#
# | 任务 | `Dense(outputs)` 之前的层 | 输入 | 输出 |
# |---|---|---|---|
# | `"one to one"` | `Dense(units, "tanh")` | `(batch, features)` | `(batch, outputs)` |
# | `"one to many"` | 输入重复 `time_out` 次，再接一个循环层 | `(batch, features)` | `(batch, time_out, outputs)` |
# | `"many to one"` | 一个循环层，只取最后的状态 | `(batch, time, features)` | `(batch, outputs)` |
# | `"aligned"` | 一个循环层，取全部状态 | `(batch, time, features)` | `(batch, time, outputs)` |
# | `"many to many"` | 一个负责读的层，其最后状态重复 `time_out` 次，再接一个负责写的层 | `(batch, time, features)` | `(batch, time_out, outputs)` |
#
# 序列模型的许多用途都在这张表里：
#
# | 形状 | 用途 |
# |---|---|
# | 一对多 | 给图片配说明，按给定的风格写曲子 |
# | 多对一 | 文本的主题或褒贬，是不是垃圾邮件，是哪种语言（见上文），谁在说话，视频里在做什么 |
# | 对齐的 | 给词标注词性，找出文中的人名地名；若每一步的答案是下一个词元，就是语言模型（language model）：自动补全、输入法，以及识别语音或手写时在同音、形近的候选之间作选择 |
# | 不对齐的 | 翻译、摘要、聊天机器人、语音的识别与合成、手写的辨认、给视频配说明、由描述或另一种语言生成代码 |
#
# 列举用途时，常有人把语音合成、给视频配说明、由语法树生成代码归为*一对多*。可是音素和画面本来就是一个接一个的序列，树是一种结构，也可以写成序列：它们属于*不对齐的*多对多。本课程会运行的有：
# 词性、人名地名和影评的褒贬（第 6 章），图片说明、曲子和翻译（第 7 章），而语言模型贯穿始终。
#
# ### 练习 7 · 搭建五种模型（5 分）
#
# 编写 `build_model(task, features, units, outputs, time_out)`：为表中每一行返回一个未经训练的 Keras 模型。循环层用 `keras.layers.SimpleRNN(units)`；最后一层是不带激活函数的 `Dense(outputs)`。
# 输入的长度不要写死，用 `keras.Input((None, features))`，这样任何长度都可以。*提示：`return_sequences`、`keras.layers.RepeatVector`。*


# %% exercise="build_model"
def build_model(task, features, units, outputs, time_out):
    """Return an untrained Keras model for one of five shapes of task.

    task      "one to one", "one to many", "many to one", "aligned" or "many to many"
    time_out  length of the output where it is not that of the input

    Input (batch, features) for the tasks from one, else (batch, time, features); output as in the table.
    """
    ### BEGIN SOLUTION
    shape = (features,) if task.startswith("one") else (None, features)
    last = keras.layers.SimpleRNN(units)
    every = keras.layers.SimpleRNN(units, return_sequences=True)
    repeat = keras.layers.RepeatVector(time_out)
    stack = {
        "one to one": [keras.layers.Dense(units, "tanh")],
        "one to many": [repeat, every],
        "many to one": [last],
        "aligned": [every],
        "many to many": [last, repeat, every],
    }[task]
    return keras.Sequential([keras.Input(shape), *stack, keras.layers.Dense(outputs)])
    ### END SOLUTION


# %% check="build_model" points=5
check("build_model")

# %% [markdown] lang="en"
# Which output can depend on which input? Change one input step at a time and see which outputs move.

# %% [markdown] lang="zh"
# 哪个输出可能依赖哪个输入？每次改变一个输入步，看哪些输出动了。

# %% play="shapes"
tasks = "one to one", "one to many", "many to one", "aligned", "many to many"
time, time_out = 5, 4
reached = {}
for task in tasks:
    model = build_model(task, features=3, units=8, outputs=2, time_out=time_out)
    x = np.random.default_rng(0).normal(size=(time, 3)).astype("float32")
    changed = np.repeat(x[None], time, axis=0)
    changed[range(time), range(time)] += 1  # in copy s, step s is another one
    if task.startswith("one"):  # one vector only
        x, changed = x[0], changed[:1, 0]
    moved = np.abs(model(changed).numpy() - model(x[None]).numpy()).max(axis=-1)
    reached[task] = (moved.reshape(len(changed), -1) > 1e-6).T
figures.reachable(reached, time)
figures.described(
    "Five grids with inputs as columns and outputs as rows, coloured where an input can reach an output. All are full except the task named aligned: a staircase, in which no output is reached by a later input.",
    "五个方格阵，列是输入，行是输出，输入能影响输出的格子着色。除名为 aligned 的任务外都是满的；它是阶梯形：更晚的输入影响不到输出。",
)

# %% claim="aligned_is_a_staircase_and_the_others_are_full"
shown = {task: (rows.shape, rows.sum()) for task, rows in reached.items()}
assert np.array_equal(reached["aligned"], np.tri(time, dtype=bool))
assert shown["one to one"] == ((1, 1), 1)
assert shown["one to many"] == ((4, 1), 4)
assert shown["many to one"] == ((1, 5), 5)
assert shown["many to many"] == ((4, 5), 20)

# %% [markdown] lang="en"
# A square is an output (row) that an input (column) can reach. *Aligned* is the one with the staircase: output $t$ knows the inputs up to $t$ and none that come later. That is causality again, now as a property of
# a network. In the last panel every output may look at the whole input, as a translation looks at its source, so the block is full.
#
# ## What a longer past costs
#
# A feed-forward network that is handed the whole window as one long vector sees every word and every position. A convolution shares its weights over time, as a recurrent layer does. How many parameters does each need for a longer window?
#
# ### Exercise 8 · Count (3 points)
#
# Write `window_parameters(kind, window, features, units)` as a formula for three networks that read `window` steps and give one number with a last `Dense(1)`: `"MLP"`, the window flattened into `Dense(units)`; `"Conv1D"`,
# `Conv1D(units, 3)` and an average over time; `"SimpleRNN"`, with `units` units. Biases count. *Hint: one of the three depends on the window. How many inputs does one unit have?*

# %% [markdown] lang="zh"
# 一个方格表示这一列的输入可以影响这一行的输出。*aligned* 呈阶梯状：输出 $t$ 知道直到 $t$ 的输入，之后的一概不知。这又是因果性，不过现在是网络的一个性质。最后一幅图里，
# 每个输出都可以看整个输入，就像翻译可以看整个源句，所以方块是满的。
#
# ## 更长的过去要花多少
#
# 如果把整个窗口当作一个长向量交给前馈网络，它就看得见每个词和每个位置；而卷积和循环层一样，在时间上共享权重。窗口变长时，它们各需要多少参数？
#
# ### 练习 8 · 数一数（3 分）
#
# 把 `window_parameters(kind, window, features, units)` 写成公式，用于三种网络，它们读 `window` 步，最后由 `Dense(1)` 给出一个数：`"MLP"`，窗口展平后接 `Dense(units)`；`"Conv1D"`，
# `Conv1D(units, 3)` 再对时间取平均；`"SimpleRNN"`，有 `units` 个单元。偏置也要算。*提示：三者中有一个取决于窗口。一个单元有多少个输入？*


# %% exercise="window_parameters"
def window_parameters(kind, window, features, units):
    """Return the number of weights and biases of a network that reads a window and gives one number.

    kind  "MLP", "Conv1D" (of width 3) or "SimpleRNN"
    """
    ### BEGIN SOLUTION
    inputs = {
        "MLP": window * features,
        "Conv1D": 3 * features,
        "SimpleRNN": features + units,
    }
    return units * (inputs[kind] + 1) + units + 1
    ### END SOLUTION


# %% check="window_parameters" points=3
check("window_parameters")

# %% play="growth"
windows_read = [4, 8, 16, 32, 64, 128]
counts = {
    kind: [window_parameters(kind, window, 16, 64) for window in windows_read]
    for kind in ("MLP", "Conv1D", "SimpleRNN")
}
dense = [keras.layers.Dense(64), keras.layers.Dense(1)]
flattened = keras.Sequential([keras.Input((128, 16)), keras.layers.Flatten(), *dense])
by_keras = flattened.count_params()
print(f"MLP at window 128: {counts['MLP'][-1]:,}; Keras counts {by_keras:,}")

# %% folded="parameters_by_window"
fig, ax = plt.subplots(figsize=(6, 2.6))
ax.set(xscale="log", yscale="log", ylim=(1_000, 300_000))
ax.set_xticks(windows_read, windows_read)
ax.set_xticks([], minor=True)
figures.lines(ax, windows_read, counts, "window, time steps", "parameters")
figures.described(
    "Number of parameters over the window, both axes logarithmic. The line of the MLP rises with the window; those of Conv1D and SimpleRNN are level.",
    "参数个数随窗口的变化，两轴都是对数刻度。MLP 的线随窗口上升；Conv1D 和 SimpleRNN 的线是水平的。",
)

# %% play="multiplications"
rows = {}
for window in 8, 32, 128:
    x = np.zeros((1, window, 16))
    flat = keras.layers.Dense(64, use_bias=False)
    flat(x.reshape(1, -1))
    recurrent = keras.layers.SimpleRNN(64, use_bias=False)
    recurrent(x)
    # Each weight of the Dense layer is used once, each of the recurrent one at every step.
    rows[window] = [flat.count_params(), window * recurrent.count_params()]
columns = ["MLP", "SimpleRNN"]
work = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
work.rename_axis("window").rename_axis(columns="multiplications, hidden layer")

# %% claim="only_the_flattened_window_pays_for_a_longer_past"
assert counts["MLP"][-1] == by_keras
assert counts["MLP"][-1] > 20 * counts["MLP"][0]
assert len(set(counts["Conv1D"])) == len(set(counts["SimpleRNN"])) == 1
assert all(work["SimpleRNN"] == 5 * work["MLP"])  # (16 + 64) / 16
assert work.loc[128, "MLP"] == 128 * 16 * 64

# %% [markdown] lang="en"
# Only the flattened window pays for a longer past. The other two share their weights over time; of those, only the recurrent layer has a state that can, in principle, bring something from
# outside any window.
#
# Parameters are not work, as the table shows. Reading the window once takes `window · features · units` multiplications in the hidden layer of the MLP and `window · (features + units) · units` in the recurrent one: both grow with the window, and the recurrent
# layer does (features + units) / features times the work, here five times, one step after the other. (One often sees features · units for a feed-forward network beside time · units² for a recurrent one. That compares a single step with a whole sequence, and drops the inputs.
# An output at every step costs both `units · outputs` more per step.)
#
# > **Often claimed.** Feed-forward networks treat their inputs independently, so they can't do sequences.
# >
# > **What we run.** An MLP on the flattened window, a convolution and a recurrent layer, counted for windows of 4 to 128 steps; and above, layers with and without a state on a task that asks for the previous number.
# >
# > **What holds.** A network *without a state that gets one step at a time* can't use order. Handed a window, a feed-forward network sees every position in it. What it lacks is a state: it sees nothing beyond its window, and the
# > flattened one pays for every step of it.

# %% [markdown] lang="zh"
# 只有展平的窗口要为更长的过去付出代价。另外两种在时间上共享权重；其中又只有循环层有状态，原则上能把任何窗口之外的内容带过来。
#
# 参数不等于计算量，上表就说明了这一点。读一遍窗口，MLP 的隐藏层要做 `window · features · units` 次乘法，循环层要做 `window · (features + units) · units` 次：两者都随窗口增长，而循环层的计算量是
# (features + units) / features 倍，这里是五倍，并且要一步接一步地做。（常见的是把前馈网络的 features · units 与循环网络的 time · units² 并排。那是拿一步与整个序列相比，又漏掉了输入。若每一步都要输出，两者每步各再多 `units · outputs` 次。）
#
# > **常见的说法。** 前馈网络独立处理各个输入，所以做不了序列。
# >
# > **我们运行的。** 展平窗口上的 MLP、卷积和循环层，窗口从 4 步到 128 步，数一数参数；还有上面那个要与前一个数比较的任务，用有状态和没有状态的层来做。
# >
# > **成立的是。** *每次只得到一步、又没有状态*的网络利用不了顺序。若把窗口交给前馈网络，它看得见其中的每个位置。它缺的是状态：窗口之外什么也看不见，而展平的窗口每多一步都要付出代价。

# %% [markdown] answer="why_a_state" points=3 lang="en"
# ### Question 1 (3 points, read by a person)
#
# A friend claims: "A recurrent network is better than a Markov chain and better than an MLP on a window, since it remembers everything." Which part of this have you measured here, which part is only true in principle, and when
# would you take the chain or the window instead?
#
# ### BEGIN SOLUTION
# Measured: a network without a state can't solve the riser task beyond three in four, a recurrent one can, and it runs on lengths it was not trained on; a Markov chain of higher order predicts
# better, while its table grows as states to the power of the order; the flattened window grows in parameters, the recurrent layer doesn't.
# Only in principle: that the state holds everything. It has a fixed number of units and is rewritten at each step; our task needed a memory of a single step, so nothing here says how far back a trained network can reach.
# A chain is the right model where few states and a short past suffice: it is counted instead of trained, exact to look ahead with, and easy to read. A window is good where one knows how far the past matters;
# it sees all its positions directly and is easy to train. Fair comparison needs the same data, several seeds and the simple models as baselines.
# ### END SOLUTION

# %% [markdown] answer="why_a_state" points=3 lang="zh"
# ### 问题 1（3 分，由人批阅）
#
# 有位朋友说：“循环网络比马尔可夫链好，也比窗口上的 MLP 好，因为它什么都记得。”其中哪些你在这里测量过，哪些只是原则上成立？什么时候你会改用链或窗口？
#
# ### BEGIN SOLUTION
# 测量过的：没有状态的网络在“是否变大”的任务上超不过四分之三，循环网络可以，而且能用于没有训练过的长度；阶数更高的马尔可夫链预测得更好，但它的表按状态数的阶数次方增长；
# 展平的窗口参数会增长，循环层不会。
# 只是原则上成立的：状态容得下一切。它的单元数是固定的，每一步都会被重写；我们的任务只需要记住一步，所以这里没有说明训练出来的网络能追溯多远。
# 状态少、需要的过去短时，链是合适的模型：它靠计数而不用训练，可以精确地向前看，也容易读懂。知道过去多远以内有用时，窗口很好；它直接看得见所有位置，也容易训练。
# 公平的比较需要同样的数据、几个随机种子，并以简单的模型为基线。
# ### END SOLUTION

# %% [markdown] lang="en"
# ## Where to go from here
#
# **Try** all 27 characters instead of three classes in the Markov chain: up to which order does the held-out text still gain? · Ask in the riser task whether $x_t$ is larger than the number *five* steps before: how does the training
# go now? · Sample from the chain, letter by letter.
#
# Next: `autoregression.ipynb`, where the sequence is made of numbers and the past becomes a forecast.
#
# **Read** A. A. Markov, *An example of statistical investigation of the text Eugene Onegin concerning the connection of samples in chains*, 1913; English translation in Science in Context 19(4), 2006 · J. L. Elman, *Finding
# structure in time*, Cognitive Science 14, 1990, where the simple recurrent network comes from.

# %% [markdown] lang="zh"
# ## 接下来
#
# **试一试** 在马尔可夫链里用全部 27 个字符代替三类：到几阶为止，留出的文本还能得益？· 在“是否变大”的任务里，改问 $x_t$ 是否比*五步*之前的数大：训练会变得怎样？· 从链里一个字母一个字母地采样（sampling）。
#
# 下一个：`autoregression.ipynb`，那里的序列由数组成，过去变成预测。
#
# **读一读** A. A. Markov, *An example of statistical investigation of the text Eugene Onegin concerning the connection of samples in chains*, 1913；英译见 Science in Context 19(4), 2006 · J. L. Elman, *Finding
# structure in time*, Cognitive Science 14, 1990，简单循环网络由此而来。
