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
