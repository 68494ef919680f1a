# %% [markdown] lang="en"
# # Keep the score of nine chapters
#
# At the end there is one table: every model of this course that can say what comes next, on one text, asked the same questions, given equal time. Beside the bits stands what each of them costs, and you write the function that says which of them is worth its price.
#
# You will learn
# - where counting is the better buy, and what more time changes,
# - how to compare models by more than one number, ties included,
# - what the course has shown, and what it has not.
#
# You need: `ngrams.ipynb` and `rnn_language_model.ipynb`; the other chapters where you want to know what a row of the table is. Running everything takes about a minute and a half on two cores.

# %% [markdown] lang="zh"
# # 给九章记分
#
# 最后会有一张表：本课程中所有能说出下一个字符的模型，面对同一段文本，回答同样的问题，得到同样的时间。比特数旁边写着每个模型的代价，而你要写一个函数，说出哪些模型物有所值。
#
# 你将学到
# - 在哪里计数更划算，更多的时间又改变什么；
# - 怎样用不止一个数来比较模型，包括并列；
# - 本课程说明了什么，没有说明什么。
#
# 需要的基础：`ngrams.ipynb` 和 `rnn_language_model.ipynb`；想知道表中某一行是什么，就看其他各章。在两个核上全部运行大约需要一分半钟。

# %%
from unrolled.check import check  # first: it brings up Keras without log lines
from time import process_time

import keras
import numpy as np
import pandas as pd
from keras import layers, ops
from unrolled import figures
from unrolled.baselines import witten_bell
from unrolled.data import book, clean, encode, split, windows
from unrolled.record import beside, on_record
from unrolled.training import Progress, budget

figures.style()

# %% [markdown] lang="en"
# ## One text, one exam
#
# The text is the Python manual in letters and spaces, and the last tenth of it is the future. The exam is that of `rnn_language_model.ipynb`: 512 windows of 64 characters, each read from nothing, so that nobody looks back beyond the start of a window. What counts are the bits per character, $-\log_2 p$ on average; equal chances for all signs of the alphabet need $\log_2 V$.

# %% [markdown] lang="zh"
# ## 一段文本，一场考试
#
# 文本是只剩字母和空格的 Python 手册，最后十分之一是未来。考试与 `rnn_language_model.ipynb` 的相同：512 个长为 64 个字符的窗口，每个都从空白开始读，所以谁也不能看到窗口开始之前。计分的是每字符比特数，即 $-\log_2 p$ 的平均值；字母表中所有字符机会相等时，需要 $\log_2 V$。

# %% play="same_text"
text, WINDOW = clean(book()), 64
ids, alphabet = encode(text)
(learn, test), V = split(ids), len(alphabet)
x, y = windows(learn, WINDOW)
x_test, y_test = (part[:512] for part in windows(test, WINDOW))
exam = np.column_stack([x_test, y_test[:, -1]])
print(f"{len(learn):,} characters to learn from, {y_test.size:,} to be asked about")

# %% claim="the_exam_is_that_of_chapter_3"
assert alphabet == " abcdefghijklmnopqrstuvwxyz"
assert abs(len(test) / len(ids) - 0.1) < 0.001
assert exam.shape == (512, WINDOW + 1)

# %% [markdown] lang="en"
# Two families of the course are not on the board. A **bidirectional** network has read the answer before it is asked (chapter 6). An **encoder with a decoder** needs a source to translate, and here there is none (chapter 7).
#
# ## Those who count
#
# An n-gram model from letter frequencies on, with Witten-Bell smoothing. What it holds are its counts, one for each different n-gram of any order up to its own. Kneser-Ney stands here with the bits that `ngrams.ipynb` has measured on these windows; its seconds were not taken here, so it has none.

# %% [markdown] lang="zh"
# 本课程有两类模型不在记分牌上。**双向**网络在被问之前就读过了答案（第 6 章）。**编码器**（encoder）加**解码器**（decoder）需要一段可译的原文，而这里没有（第 7 章）。
#
# ## 计数的模型
#
# 从字母频率开始的各个 n 元模型（n-gram），用 Witten-Bell 平滑。它所存的是它的计数，从一阶到它自己的阶，每个不同的 n 元组一个。Kneser-Ney 的比特数引自 `ngrams.ipynb` 在同样这些窗口上的测量；它的秒数没有在这里测量，所以空着。

# %% play="counting"
bits, numbers = {"equal chances": np.log2(V)}, {"equal chances": 0}
seconds, held = {"equal chances": 0.0}, 0
counters = ["letter frequencies", "bigram", "3-gram", "4-gram", "5-gram"]
for n, name in enumerate(counters, 1):
    began = process_time()
    bits[name] = witten_bell(learn, exam, n, V)
    seconds[name] = process_time() - began
    held += len({text[k : k + n] for k in range(len(learn) - n + 1)})
    numbers[name] = held
measured = on_record("windows_of_64")  # of ngrams.ipynb
bits["Kneser-Ney, n = 7"] = 1.817 if measured is None else measured["Kneser-Ney"][7]
counting = list(bits)

# %% [markdown] lang="en"
# ## Those who train
#
# All begin with an embedding of 64 numbers and end with a dense layer to the logits; between the two stands what the chapter was about. The **window** of chapter 1 sees the last eight characters and nothing else: a convolution over time is just that, one hidden layer moved along the text. The **minGRU** of chapter 9 has its gate and its candidate from two dense layers, so that only a mean is left to the steps.
# **Self-attention** learns a vector for each place, and has one block.

# %% [markdown] lang="zh"
# ## 训练的模型
#
# 所有模型都以 64 个数的嵌入（embedding）开头，以输出 logits 的全连接层结尾；两者之间是各章的主题。第 1 章的**窗口**只看最后八个字符：沿时间的卷积正是这样，一个隐藏层（hidden layer）沿着文本移动。第 9 章的 **minGRU** 从两个全连接层得到门和候选值，留给逐步计算的只剩一个平均。
# **自注意力**（self-attention）为每个位置学一个向量，只有一个块。


# %% play="readers"
def embedded(characters):
    """Return 64 numbers for each character."""
    near_half = keras.initializers.RandomUniform(-0.5, 0.5)
    return layers.Embedding(V, 64, near_half)(characters)


def window_of_eight(characters):
    """Read the last eight characters, at each place."""
    return layers.Conv1D(128, 8, padding="causal", activation="relu")(embedded(characters))


def recurrent(layer, units, depth=1):
    """Return a function that reads with recurrent layers, one above the other."""

    def read(characters):
        states = embedded(characters)
        for _ in range(depth):
            states = layer(units, return_sequences=True)(states)
        return states

    return read


# %% play="readers_of_chapter_9"
class Leak(keras.layers.Layer):
    """Move a state towards a candidate by the share of a gate; both come in side by side."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.state_size = self.output_size = units

    def call(self, inputs, states):
        (h,), (share, candidate) = states, ops.split(inputs, 2, axis=-1)
        h = h + share * (candidate - h)
        return h, [h]


def min_gru(characters):
    """Read with gates that know the input alone."""
    letters = embedded(characters)
    share, candidate = layers.Dense(256, "sigmoid")(letters), layers.Dense(256)(letters)
    both = layers.Concatenate()([share, candidate])
    return layers.RNN(Leak(256), return_sequences=True)(both)


def self_attention(characters):
    """Read with one block of self-attention that does not see the future."""
    places = ops.cumsum(ops.ones_like(characters), axis=1) - 1
    h = embedded(characters) + layers.Embedding(WINDOW, 64)(places)
    normal = layers.LayerNormalization()(h)
    h = h + layers.MultiHeadAttention(4, 16)(normal, normal, use_causal_mask=True)
    hidden = layers.Dense(256, "gelu")(layers.LayerNormalization()(h))
    return layers.LayerNormalization()(h + layers.Dense(64)(hidden))


# %% [markdown] lang="en"
# Each has a learning rate that its chapter has found, or a trial or two here, and as many updates as took about five processor seconds on the machine where they were fixed; in the full budget ten times as many. Batches of 16 windows, the rate rising and falling as in chapter 3, one seed. The first eight updates, in which everything is compiled, are not on the clock.

# %% [markdown] lang="zh"
# 每个模型的学习率（learning rate）取自它那一章，或者在这里试一两次选定；更新次数固定为在选定时的机器上大约用五个处理器秒的次数，full 预算下是十倍。批次（batch）为 16 个窗口，学习率像第 3 章那样先升后降，一个随机种子。头八次更新要编译一切，不计时。


# %% play="trained"
def trained(name, read, rate, updates):
    """Train a reader on windows drawn at random; return the model and the processor's seconds."""
    keras.utils.set_random_seed(0)
    characters = keras.Input((WINDOW,), dtype="int32")
    model = keras.Model(characters, layers.Dense(V)(read(characters)))
    rising = updates // 20
    rates = keras.optimizers.schedules.CosineDecay(
        rate / 20, updates - rising, alpha=0.02, warmup_target=rate, warmup_steps=rising
    )
    of_characters = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    optimizer = keras.optimizers.Adam(rates, global_clipnorm=1.0)
    model.compile(optimizer, of_characters, steps_per_execution=8)
    order = np.random.default_rng(0).integers(len(x), size=16 * updates)
    first, rest = order[:128], order[128:]
    model.fit(x[first], y[first], 16, verbose=0)
    began = process_time()
    model.fit(x[rest], y[rest], 16, verbose=0, callbacks=[Progress(name)])
    return model, process_time() - began


# %% play="everybody"
readers = {  # how it reads, its learning rate, its updates in the quick budget
    "window of 8": (window_of_eight, 0.01, 400),
    "SimpleRNN, 128 units": (recurrent(layers.SimpleRNN, 128), 0.003, 280),
    "GRU, 96 units": (recurrent(layers.GRU, 96), 0.01, 192),
    "LSTM, 96 units": (recurrent(layers.LSTM, 96), 0.015, 176),
    "two GRUs, 64 units": (recurrent(layers.GRU, 64, depth=2), 0.01, 136),
    "minGRU, 256 units": (min_gru, 0.02, 264),
    "self-attention, 64": (self_attention, 0.01, 208),
}
updates = {name: budget(1, 10) * quick for name, (*_, quick) in readers.items()}
for name, (read, rate, _) in readers.items():
    model, seconds[name] = trained(name, read, rate, updates[name])
    bits[name] = model.evaluate(x_test, y_test, 256, verbose=0) / np.log(2)
    numbers[name] = model.count_params()

# %% [markdown] lang="en"
# ## The board
#
# Numbers held are weights, or counts; seconds are those of the processor, of learning alone.

# %% [markdown] lang="zh"
# ## 记分牌
#
# numbers held 是模型所存的数，即权重或者计数；秒数是处理器只用于学习的时间。

# %% play="board"
chapters = dict(zip(readers, (1, 3, 5, 5, 6, 9, 9), strict=True))
table = pd.DataFrame({"bits per character": bits}).round(3)
table["chapter"] = pd.Series(dict.fromkeys(counting, 3) | chapters)
table["numbers held"] = pd.Series(numbers).map("{:,}".format)
table["updates"] = pd.Series(updates).map("{:,}".format)
table["seconds"] = pd.Series(seconds).map("{:.1f}".format)
table = table.fillna("").sort_values("bits per character").rename_axis("model")
beside("scoreboard", table)

# %% folded="draw_board"
ranked = {name: bits[name] for name in table.index}
figures.score_bars(ranked, "Nine chapters on 512 windows", ["Kneser-Ney, n = 7"], readers)
figures.described(
    f"Bars of bits per character, the shortest at the top: trained models in colour, counting ones in grey, the cited one pale. First comes {table.index[0]} with {min(bits.values()):.2f}, last {table.index[-1]} with {max(bits.values()):.2f}.",
    f"每字符比特数的柱状图，最短的在最上面：训练的模型为彩色，计数的为灰色，引用的为浅色。第一名是 {table.index[0]}，{min(bits.values()):.2f}；最后是 {table.index[-1]}，{max(bits.values()):.2f}。",
)

# %% claim="what_the_board_says"
five, kneser_ney = bits["5-gram"], bits["Kneser-Ney, n = 7"]
learnt = {name: bits[name] for name in readers}
spent = [seconds[name] for name in readers]
assert max(spent) < 4 * min(spent)
assert max(seconds[name] for name in counters) < 0.3 * min(spent)
assert five == min(bits[name] for name in counters)
assert kneser_ney < five - 0.05
gated = [bits[name] for name in ("GRU, 96 units", "LSTM, 96 units", "two GRUs, 64 units")]
assert max(updates, key=updates.get) == "window of 8"
if budget(quick=True, full=False):
    assert min(learnt.values()) > bits["4-gram"] + 0.05
    assert min(learnt, key=learnt.get) == "window of 8"
    assert max(learnt, key=learnt.get) == "self-attention, 64"
else:
    assert max(gated) < five - 0.005
    assert bits["SimpleRNN, 128 units"] < bits["4-gram"] - 0.02
    assert min(learnt.values()) > kneser_ney + 0.02
    assert bits["minGRU, 256 units"] > max(gated) + 0.1

# %% [markdown] lang="en"
# Counting takes a fraction of the seconds, and of what is counted here the 5-gram is best, with Kneser-Ney ahead of it. In the quick budget no model that trains reaches the 4-gram. Of those, the window of eight leads: it has no loop over time, and makes the most updates in its seconds. Self-attention comes last of those that train.
#
# Ten times as long, in the full budget, turns it round: the GRU, the LSTM and the stack of two GRUs pass the 5-gram, none of them Kneser-Ney, and the minGRU stays more than a tenth of a bit behind the three. How the three stand to each other, one seed does not tell.
#
# ## Worth its price
#
# A ranking by one column hides the others. Of two models, one **beats** the other if it is at least as good in both of two columns, its cost and its bits, and better in at least one of them; less is better in both. What no other model beats is on the **Pareto front**: whoever wants fewer bits than a model there has to pay more.
#
# ### Exercise 1 · The front (3 points)
#
# Write `pareto_front(costs, bits)`: two arrays, (models,), in any order. Return an array of True and False, (models,): True for each model that no other one beats. Mind the ties: of two models at the same cost, the one with more bits is beaten; two that are alike in both columns do not beat each other. Costs 1, 2, 2, 3 with the bits 4, 3, 2, 2 give True, False, True, False.
# *Hint: compare all pairs, in an array (models, models); which axis is the winner's?*

# %% [markdown] lang="zh"
# 计数只用一小部分秒数，这里数过的模型中 5-gram 最好，Kneser-Ney 又领先于它。在 quick 预算下，训练的模型没有一个赶上 4-gram。其中八个字符的窗口领先：它没有沿时间的循环，在它的秒数里更新次数最多。自注意力在训练的模型中排最后。
#
# full 预算的时间是十倍，结果就反过来：GRU、LSTM 和两个 GRU 的堆叠超过 5-gram，但没有一个超过 Kneser-Ney，而 minGRU 比这三个落后十分之一比特以上。这三个之间谁先谁后，一个随机种子说明不了。
#
# ## 物有所值
#
# 只按一列排名，就看不见其他各列。两个模型中，一个若在代价和比特数两列都不比另一个差，并且至少有一列更好，它就**胜过**另一个；两列都是越少越好。没有被任何模型胜过的，就在**帕累托前沿**（Pareto front）上：想要比那里的某个模型更少的比特数，就得付出更多。
#
# ### 练习 1 · 前沿（3 分）
#
# 编写 `pareto_front(costs, bits)`：两个数组，(models,)，顺序任意。返回由 True 和 False 组成的数组，(models,)：没有被其他模型胜过的为 True。注意并列：代价相同的两个模型中，比特数多的被胜过；两列都相同的两个，谁也没有胜过谁。代价 1, 2, 2, 3 与比特数 4, 3, 2, 2 得到 True, False, True, False。
# *提示：在一个 (models, models) 的数组里比较所有的两两组合；哪个轴是胜者的？*


# %% exercise="pareto_front"
def pareto_front(costs, bits):
    """Return which models no other one beats, (models,), by their costs and bits, both (models,)."""
    ### BEGIN SOLUTION
    no_worse = (costs[:, None] <= costs) & (bits[:, None] <= bits)
    better = (costs[:, None] < costs) | (bits[:, None] < bits)
    beaten = no_worse & better
    return ~beaten.any(axis=0)
    ### END SOLUTION


# %% check="pareto_front" points=3
check("pareto_front")

# %% [markdown] lang="en"
# Now twice: which model is worth its seconds, and which the numbers that it holds? The trained models were given equal seconds, and what still differs is the clock; so all of them are charged the mean, and are ties. Kneser-Ney is not entered, since its costs were not taken here.

# %% [markdown] lang="zh"
# 现在用两次：哪个模型值它所用的秒数，哪个值它所存的数？训练的模型得到的秒数本来相等，剩下的差别来自计时；所以都按平均值计，算作并列。Kneser-Ney 不参加，因为它的代价没有在这里测量。

# %% play="fronts"
charged = seconds | dict.fromkeys(readers, np.mean([seconds[name] for name in readers]))
fronts = {}
for column, costs in {"seconds": charged, "numbers held": numbers}.items():
    given = [np.array([row[name] for name in costs]) for row in (costs, bits)]
    stays = pareto_front(*given)
    fronts[column] = [name for name, on_it in zip(costs, stays, strict=True) if on_it]
rows = {
    name: {
        column: "on the front" if name in front else "" for column, front in fronts.items()
    }
    for name in table.index
    if name in numbers
}
pd.DataFrame.from_dict(rows, orient="index").rename_axis("model")

# %% claim="who_is_on_the_fronts"
of_seconds, of_numbers = fronts["seconds"], fronts["numbers held"]
for name in readers:
    assert numbers[name] > numbers["4-gram"]
    assert charged[name] > 3 * charged["4-gram"]
if budget(quick=True, full=False):
    assert not readers.keys() & {*of_seconds, *of_numbers}
    assert "5-gram" in of_seconds
    assert "5-gram" in of_numbers
else:
    assert readers.keys() & {*of_seconds} == {min(learnt, key=learnt.get)}
    assert {"4-gram", "SimpleRNN, 128 units", "5-gram", "GRU, 96 units"} <= {*of_numbers}
    assert numbers["SimpleRNN, 128 units"] < numbers["5-gram"] < numbers["GRU, 96 units"]

# %% [markdown] lang="en"
# In the quick budget both fronts belong to those who count: the 4-gram costs less than any model that trains, in seconds and in numbers, and has fewer bits. In the full budget trained models are on both. By seconds it is the best of them alone, since they are ties; by numbers the plain network stands between the 4-gram and the 5-gram, and the GRU comes after the 5-gram.
# More time brings those who train down and leaves those who count where they are, so which model is worth its price depends on the price that one can pay.

# %% [markdown] lang="zh"
# 在 quick 预算下，两条前沿都属于计数的模型：无论按秒数还是按所存的数，4-gram 都比任何训练的模型便宜，比特数还更少。在 full 预算下，两条前沿上都有训练的模型。按秒数只有其中最好的一个，因为它们并列；按所存的数，普通网络在 4-gram 与 5-gram 之间，GRU 在 5-gram 之后。
# 更多的时间让训练的模型继续下降，计数的模型则留在原处，所以哪个模型物有所值，取决于付得起怎样的代价。

# %% [markdown] answer="three_buyers" points=2 lang="en"
# ### Question 1 (2 points, read by a person)
#
# Three people ask which row they should take: one for a phone that suggests the next letter while somebody types, one for a server that judges whole documents, one who has ten times as much text to learn from. Answer each with reasons from the table. What does it not say that you would measure first?
#
# ### BEGIN SOLUTION
# The phone: it has little memory and takes one letter at a time. A 4-gram holds about sixteen thousand counts and looks up a few of them for a letter; a GRU of 96 units holds fifty thousand weights and a state of 96 numbers, however long the text was. Which of the two depends on the seconds that may be spent on learning. Self-attention would have to keep all letters before.
# The server: the documents lie there as a whole, so what computes all places at once is at home: the window, and self-attention, whose updates are cheap in the table. If bits are all that counts, Kneser-Ney or the model that leads after the full budget.
# Ten times the text: the counts grow with the text, the weights do not; longer contexts have then been seen, so a larger n pays, and a trained model is far from knowing its text by heart. It needs the full budget or more: the rows of both budgets show what time buys, and counting gains nothing from it.
# Not in the table: the time to read one letter, memory in bytes, other seeds, and contexts longer than a window of 64.
# ### END SOLUTION

# %% [markdown] answer="three_buyers" points=2 lang="zh"
# ### 问题 1（2 分，由人批阅）
#
# 三个人来问该选哪一行：一个要用在手机上，在人打字时建议下一个字母；一个要用在服务器上，给整篇文档打分；一个有十倍的文本可供学习。请用表中的理由分别回答。表中没有说、而你会先去测量的是什么？
#
# ### BEGIN SOLUTION
# 手机：内存小，一次只来一个字母。4-gram 存约一万六千个计数，一个字母只需查其中几个；96 个单元的 GRU 存五万个权重和 96 个数的状态，不管前面有多长。选哪个取决于学习可以花多少秒。自注意力则要保留之前的所有字母。
# 服务器：文档整篇都在，所以同时计算所有位置的模型合适：窗口，以及自注意力，表中它们的更新很便宜。如果只看比特数，就选 Kneser-Ney，或者 full 预算之后领先的模型。
# 十倍的文本：计数随文本增长，权重不会；那时更长的上文也见过了，所以更大的 n 划算，而训练的模型远不能把文本背下来。它需要 full 预算或更多：两种预算的各行说明时间能买到什么，而计数从中得不到好处。
# 表中没有的：读一个字母的时间，以字节计的内存，别的随机种子，以及比 64 的窗口更长的上文。
# ### END SOLUTION

# %% [markdown] lang="en"
# ## What the course has shown
#
# 1. Counting is a language model, and Kneser-Ney a strong one (`ngrams`).
# 2. A recurrent network takes one step again and again; after little training the plain one stands between the 3-gram and the 4-gram, which it passes in the full budget here, and a gated one, trained well, passes every n-gram with Witten-Bell smoothing (`rnn_language_model`).
# 3. Its gradient can be computed by hand to eight digits, and where it is cut, what lies further back is not learnt (`bptt`).
# 4. What a network remembers has to be measured: no spectral radius and no first gradient tells it beforehand (`long_term_dependencies`).
# 5. Gates keep a state, and with as many parameters the gated cells read a book better than the plain one (`lstm`, `gru`).
# 6. At equal parameters, more layers were no better than a wide one (`deep`); a second direction helps where the whole text lies there, and is a leak where it does not (`bidirectional`).
# 7. One vector is too small for a long row, and attention lifts that limit (`encoder_decoder`, `attention`).
# 8. A wider beam finds more probable outputs, and hardly fewer mistakes (`beam_search`).
# 9. Whoever takes the matrix out of the step gains time and gives up memory (`parallel`); a claim of speed needs mode, sizes and machine beside it (`fast`).
#
# It has not shown who wins with a thousand times the text, on many processors, or after weeks. This table is one English text, one seed, small models and learning rates that were hardly searched: a small lead in it says nothing, and a window of 64 cannot reward a memory of more. `make record CHAPTER=ch09_beyond`, in a checkout of the course, trains its models in the full budget and puts the bits on record.
#
# ## Where to go from here
#
# **Try** a window of 16 · Dropout, in the full budget · two seeds, and what of the ranking stays · the front over your own column, such as the time to read a letter.
#
# **Read** S. Chen and J. Goodman, *An empirical study of smoothing techniques for language modeling*, 1999 · Y. Bengio, R. Ducharme, P. Vincent and C. Jauvin, *A neural probabilistic language model*, JMLR 2003, on the window · G. Melis, C. Dyer and P. Blunsom, *On the state of the art of evaluation in neural language models*, ICLR 2018: a fair search has turned rankings round ·
# S. Merity, *Single headed attention RNN: stop thinking with your head*, 2019 · J. Kaplan et al., *Scaling laws for neural language models*, 2020, on much more text and time.

# %% [markdown] lang="zh"
# ## 本课程说明了什么
#
# 1. 计数就是一种语言模型（language model），而 Kneser-Ney 是很强的一种（`ngrams`）。
# 2. 循环网络（recurrent network）一遍遍走同一步；普通的在少量训练之后位于三元与四元模型之间，在这里的 full 预算下则超过四元模型；训练得好的门控网络超过所有用 Witten-Bell 平滑（smoothing）的 n 元模型（`rnn_language_model`）。
# 3. 它的梯度可以亲手算到八位数字；在哪里截断，更早的内容就学不到（`bptt`）。
# 4. 网络记得什么，必须测量：谱半径（spectral radius）和最初的梯度都不能预先说出（`long_term_dependencies`）。
# 5. 门能保住状态；参数一样多时，门控单元读书比普通单元好（`lstm`、`gru`）。
# 6. 参数一样多时，更多的层并不比一个宽的层好（`deep`）；整段文本都在时，第二个方向有帮助，否则就是泄漏（leakage）（`bidirectional`）。
# 7. 一个向量装不下长的一串，注意力（attention）解除了这个限制（`encoder_decoder`、`attention`）。
# 8. 更宽的束找到更可能的输出，错误却几乎没有减少（`beam_search`）。
# 9. 把矩阵从时间步里拿走，就赢得时间，失去记忆（`parallel`）；说快多少，必须同时写出方式、大小和机器（`fast`）。
#
# 它没有说明：文本多一千倍、用许多处理器或者训练几个星期之后谁会赢。这张表只是一种英语文本、一个随机种子、小模型和几乎没有搜索过的学习率：其中的微小领先说明不了什么，而 64 的窗口也无法奖励更长的记忆。在课程的检出目录中，`make record CHAPTER=ch09_beyond` 用 full 预算训练这些模型，并把比特数记录下来。
#
# ## 接下来
#
# **试一试** 长为 16 的窗口 · 在 full 预算下用 Dropout · 两个随机种子，看名次还剩下什么 · 用你自己的一列画前沿，例如读一个字母的时间。
#
# **读一读** S. Chen and J. Goodman, *An empirical study of smoothing techniques for language modeling*, 1999 · Y. Bengio, R. Ducharme, P. Vincent and C. Jauvin, *A neural probabilistic language model*, JMLR 2003，讲窗口 · G. Melis, C. Dyer and P. Blunsom, *On the state of the art of evaluation in neural language models*, ICLR 2018：公平的搜索颠倒过名次 ·
# S. Merity, *Single headed attention RNN: stop thinking with your head*, 2019 · J. Kaplan et al., *Scaling laws for neural language models*, 2020，讲多得多的文本和时间。
