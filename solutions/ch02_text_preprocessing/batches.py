# %% [markdown] lang="en"
# # Pack sequences into batches
#
# Put a short sentence beside a long one, and two thirds of a batch may be nothing at all; and yet that nothing changes the loss and what the network remembers. How does one keep it out? You put sequences of unequal length into arrays without their
# padding being counted anywhere, cut a running text into batches in two ways, and find out whether a test is a test.
#
# You will learn
# - to pad and to mask, and what goes wrong in the loss and in the state where the mask is forgotten,
# - how sorting by length saves computation, and when batches may continue each other,
# - how to split a text so that the test has not been seen, and how to check that.
#
# You need: `text_preprocessing.ipynb`. Running everything takes less than a minute.

# %% [markdown] lang="zh"
# # 把序列装进批次
#
# 把短句子放在长句子旁边，一个批次（batch）的三分之二可能都是空的；可是这些空位会改变损失，也会改变网络记住的东西。怎样把它们挡在外面？你将把长短不一的序列放进数组，而填充（padding）的部分不会在任何地方被计入；把一篇连续的文本用两种方式切成批次；
# 还要判断一次测试究竟是不是测试。
#
# 你将学到
# - 怎样填充、怎样使用掩码（mask），忘了掩码时损失和状态会出什么错；
# - 按长度排序怎样节省计算，批次之间什么时候可以前后相接；
# - 怎样划分文本，使测试部分没有被看到过，又怎样检查这一点。
#
# 需要的基础：`text_preprocessing.ipynb`。全部运行不到一分钟。

# %%
from unrolled.check import check  # first: it brings up Keras without log lines
import re
from collections import Counter

import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import tensorflow as tf
from keras import ops
from unrolled import figures
from unrolled.data import book, clean, encode

figures.style()
keras.utils.set_random_seed(0)

# %% [markdown] lang="en"
# ## Sentences have lengths
#
# We cut the book into sentences, and Keras' `TextVectorization` does what you did by hand: it cleans, splits and numbers. Id 0 is `<pad>` and 1 is `<unk>`, as everywhere in this course.

# %% [markdown] lang="zh"
# ## 句子有长有短
#
# 我们把书切成句子，由 Keras 的 `TextVectorization` 来做你手工做过的事：清洗、切分、编号。与整个课程一样，编号 0 是 `<pad>`，1 是 `<unk>`。

# %% play="sentences"
text = " ".join(book("time_machine").split())
sentences = [s for s in re.split(r"(?<=[.!?])\s", text) if clean(s).strip()]
vectorize = keras.layers.TextVectorization(max_tokens=2000, ragged=True)
vectorize.adapt(sentences)
ids = [row for row in vectorize(tf.constant(sentences)).to_list() if row]
lengths = np.array([len(row) for row in ids])
print(sentences[20][:80], ids[20][:12], sep="\n")

# %% folded="lengths_of_sentences"
fig, ax = plt.subplots()
ax.hist(np.minimum(lengths, 100), bins=50, color=figures.BLUE)
ax.set(xlabel="words in a sentence (100 stands for 100 or more)", ylabel="sentences")
figures.described(
    f"Histogram of the number of words in a sentence. Half of the sentences have {np.median(lengths):.0f} words or fewer; a long tail reaches to the longest one of {lengths.max()}.",
    f"句子词数的直方图。一半的句子不超过 {np.median(lengths):.0f} 个词；长尾一直延伸到最长的一句，有 {lengths.max()} 个词。",
)
print(f"{len(ids):,} sentences, mean length {lengths.mean():.1f}", end=", ")
print(f"median {np.median(lengths):.0f}, longest {lengths.max()}")

# %% claim="the_longest_sentence_is_several_times_the_usual_one"
assert lengths.max() > 5 * np.median(lengths)

# %% [markdown] lang="en"
# The longest sentence is several times as long as the usual one. Yet a network wants arrays. Keras' order of axes is `(batch, time, features)`: 32 sequences of 10 steps with 100 numbers each
# are an array of shape (32, 10, 100). A recurrent layer with the formula $h_t = \tanh(x_t W_x + h_{t-1} W_h + b)$ makes a state of each step, in which every row belongs to one sequence of the batch.
#
# ### Exercise 1 · Shapes (2 points)
#
# Write `rnn_shapes(batch, time, features, units)` for a layer with that formula: a dictionary with the shapes of `"x"`, all it reads; of `"states"`, the states of all steps; of `"last"`, the last states, without an axis for time; and of what it learns, `"kernel"`, which is
# $W_x$, `"recurrent_kernel"`, which is $W_h$, and `"bias"`. Each shape is a tuple of whole numbers; `(5,)` is one with a single number. With 256 units `"x"` is (32, 10, 100) here and `"last"` is (32, 256). *Hint: `(batch, features)` times what gives `(batch, units)`?*

# %% [markdown] lang="zh"
# 最长的句子是通常句子的好几倍。而网络要的是数组。Keras 的轴顺序是 `(batch, time, features)`：32 个序列，每个 10 步，每步 100 个数，就是形状为 (32, 10, 100) 的数组。
# 公式为 $h_t = \tanh(x_t W_x + h_{t-1} W_h + b)$ 的循环层，每一步得出一个状态，其中每一行属于批次里的一个序列。
#
# ### 练习 1 · 形状（2 分）
#
# 编写 `rnn_shapes(batch, time, features, units)`，对有这个公式的层返回一个字典，给出各个形状：`"x"`，它读到的全部；`"states"`，所有步的状态；`"last"`，最后的状态，没有时间轴；以及它所学的，`"kernel"` 即 $W_x$，
# `"recurrent_kernel"` 即 $W_h$，还有 `"bias"`。每个形状是由整数组成的元组；`(5,)` 是只有一个数的元组。若有 256 个单元，这里的 `"x"` 是 (32, 10, 100)，`"last"` 是 (32, 256)。*提示：`(batch, features)` 乘以什么得到 `(batch, units)`？*


# %% exercise="rnn_shapes"
def rnn_shapes(batch, time, features, units):
    """Return the shapes of what a recurrent layer reads, returns and learns.

    Returns a dict of tuples: "x", "states", "last", "kernel", "recurrent_kernel" and "bias".
    """
    ### BEGIN SOLUTION
    return {
        "x": (batch, time, features),
        "states": (batch, time, units),
        "last": (batch, units),
        "kernel": (features, units),
        "recurrent_kernel": (units, units),
        "bias": (units,),
    }
    ### END SOLUTION


# %% check="rnn_shapes" points=2
check("rnn_shapes")

# %% play="shapes"
shapes = rnn_shapes(32, 10, 100, 256)
layer = keras.layers.SimpleRNN(256, return_sequences=True, return_state=True)
x = np.zeros((32, 10, 100))
states, last = layer(x)
names = "x", "states", "last", "kernel", "recurrent_kernel", "bias"
arrays = zip(names, [x, states, last, *layer.get_weights()], strict=True)
by_keras = {name: tuple(array.shape) for name, array in arrays}
pd.DataFrame({"your shape": shapes, "Keras": by_keras})

# %% claim="batch_first_then_time_then_features"
assert by_keras["last"] == (32, 256)
assert by_keras["states"] == (32, 10, 256)
assert by_keras == shapes

# %% [markdown] lang="en"
# ## Padding
#
# Short sequences are filled up with `<pad>`. Where, and what happens to those that are too long, should be your decision.
#
# ### Exercise 2 · Pad (3 points)
#
# Write `pad_batch(sequences, length=None, pad=0)`: whole numbers in an array `(batch, time)`, one sequence in each row, **beginning at the left**; what is missing at the end is filled
# with `pad`. `time` is `length`; what does not fit is cut off at the end. Without a `length` the longest sequence decides. `pad_batch([[5, 6], [7]])` is `[[5, 6], [7, 0]]`.
# *Hint: begin with an array that is all padding.*

# %% [markdown] lang="zh"
# ## 填充
#
# 短序列用 `<pad>` 填满，这叫**填充**。填在哪一边，太长的怎么办，应当由你来决定。
#
# ### 练习 2 · 填充（3 分）
#
# 编写 `pad_batch(sequences, length=None, pad=0)`：返回整数数组 `(batch, time)`，每行一个序列，**从左边开始**；末尾缺的用 `pad` 填满。`time` 等于 `length`，放不下的从末尾截掉。
# 不给 `length` 时由最长的序列决定。`pad_batch([[5, 6], [7]])` 是 `[[5, 6], [7, 0]]`。*提示：从一个全是填充的数组开始。*


# %% exercise="pad_batch"
def pad_batch(sequences, length=None, pad=0):
    """Return sequences of ids as one array (batch, time), padded and cut off at the end.

    sequences  a list of lists of ids; some may be empty
    length     time; None for that of the longest sequence
    pad        the id that fills up
    """
    ### BEGIN SOLUTION
    time = max(len(sequence) for sequence in sequences) if length is None else length
    batch = np.full((len(sequences), time), pad, dtype="int32")
    for row, sequence in zip(batch, sequences, strict=True):
        kept = sequence[:time]
        row[: len(kept)] = kept
    return batch
    ### END SOLUTION


# %% check="pad_batch" points=3
check("pad_batch")

# %% play="keras_pads_in_front"
some = [list(range(1, n + 1)) for n in (4, 9, 2, 12, 6)]
own, default = np.array(pad_batch(some, 8)), keras.utils.pad_sequences(some, maxlen=8)
figures.padded({"pad_batch, length 8": own, "keras.utils.pad_sequences, maxlen 8": default})
figures.described(
    "Two tables of five sequences with dots for padding. The one of pad_batch is padded and cut at the end; the one of Keras' pad_sequences is padded and cut in front.",
    "两张表，各有五个序列，填充画成点。pad_batch 的在末尾填充和截断；Keras 的 pad_sequences 的在前面填充和截断。",
)
four, three = [[1, 2, 3, 4]], keras.utils.pad_sequences([[1, 2, 3, 4]], maxlen=3)[0]
print("[1, 2, 3, 4] with maxlen 3:", three, "yours:", np.array(pad_batch(four, 3))[0])

# %% claim="keras_pads_and_cuts_in_front"
assert list(three) == [2, 3, 4]
assert np.all(own[0] == [1, 2, 3, 4, 0, 0, 0, 0])
assert np.all(default[0] == [0, 0, 0, 0, 1, 2, 3, 4])
told = keras.utils.pad_sequences(some, maxlen=8, padding="post", truncating="post")
assert np.array_equal(told, own)

# %% [markdown] lang="en"
# Keras' function does both at the *front* unless told `padding="post", truncating="post"`. Its own example *Bidirectional LSTM on IMDB* says "Only consider the first 200 words of each movie review" beside these defaults, and keeps the last 200. Neither side is wrong, but
# two models that were padded on different sides have seen different things. This course pads at the end; so do the fast routines on a GPU, which take nothing else.
#
# ## Padding in the state
#
# A recurrent layer goes on computing when it reads a pad. With a **mask**, which `Embedding(mask_zero=True)` makes from the ids, it leaves its state as it was.

# %% [markdown] lang="zh"
# Keras 的函数默认把这两件事都做在*前面*，除非指明 `padding="post", truncating="post"`。Keras 自己的例子 *Bidirectional LSTM on IMDB* 用了这些默认值，旁边写着“只取每条影评的前 200 个词”，留下的却是最后 200 个。
# 哪一边都不算错，但填充在不同边的两个模型，看到的是不同的东西。本课程填在末尾；GPU 上的快速例程也是如此，而且只接受这一种。
#
# ## 状态里的填充
#
# 循环层读到填充时照样计算。有了**掩码**，它就让状态保持原样；`Embedding(mask_zero=True)` 根据编号产生掩码。

# %% play="padding_in_the_state"
sequence, pads = [[5, 3, 8, 2]], range(11)
changes = {}
for name, mask_zero in {"without a mask": False, "with a mask": True}.items():
    keras.utils.set_random_seed(0)
    reader = keras.Sequential(
        [keras.layers.Embedding(10, 8, mask_zero=mask_zero), keras.layers.SimpleRNN(16)]
    )
    alone = reader(np.array(sequence)).numpy()
    padded = [reader(pad_batch(sequence, 4 + n)).numpy() for n in pads]
    changes[name] = [np.abs(h - alone).max() for h in padded]

# %% folded="change_of_the_state"
fig, ax = plt.subplots()
figures.lines(ax, pads, changes, "pads behind the sequence", "change of the last state")
figures.described(
    "Change of the last state over the number of pads behind a sequence: with a mask it is zero throughout, without one it is not from the first pad on.",
    "最后状态的变化随序列后面填充个数的变化：有掩码时始终为零，没有掩码时从第一个填充起就不为零。",
)
print(f"largest change with a mask: {max(changes['with a mask']):.2g}")

# %% claim="only_a_mask_keeps_the_state"
assert max(changes["with a mask"]) < 1e-6
assert min(changes["without a mask"][1:]) > 1e-3

# %% [markdown] lang="en"
# Without a mask the sentence means something else as soon as another one in its batch is longer. With it, the last state is the one of the sentence alone.
#
# ## Padding in the loss
#
# The loss of a batch is the mean over the tokens that exist. With a mask $m$, 1 where there is a token and 0 where there is padding,
#
# $$ \text{loss} = \frac{\sum_{b,t} m_{b,t} \, \ell_{b,t}}{\sum_{b,t} m_{b,t}}, \qquad \ell_{b,t} = -\log p_{b,t}(\text{label}). $$
#
# ### Exercise 3 · A loss that does not see padding (3 points)
#
# Write `masked_loss(y_true, y_pred)` for `model.compile(loss=masked_loss)`: labels `(batch, time)`, in which 0 means padding, at least one of them no padding, and logits `(batch, time, vocab_size)`; return the one number above. Use `keras.ops`.
# You may take each $\ell_{b,t}$ from `keras.losses.sparse_categorical_crossentropy(..., from_logits=True)`. *Hint: what do you have to divide by?*

# %% [markdown] lang="zh"
# 没有掩码时，只要同一批次里有更长的句子，这个句子的含义就变了。有掩码时，最后的状态就是这个句子单独的状态。
#
# ## 损失里的填充
#
# 一个批次的损失，是对真实存在的词元（token）取平均。设掩码 $m$ 在有词元处为 1，在填充处为 0：
#
# $$ \text{loss} = \frac{\sum_{b,t} m_{b,t} \, \ell_{b,t}}{\sum_{b,t} m_{b,t}}, \qquad \ell_{b,t} = -\log p_{b,t}(\text{标签}). $$
#
# ### 练习 3 · 看不见填充的损失（3 分）
#
# 为 `model.compile(loss=masked_loss)` 编写 `masked_loss(y_true, y_pred)`：标签 `(batch, time)`，其中 0 表示填充，至少有一个不是填充；logits `(batch, time, vocab_size)`；返回上式这一个数。请用 `keras.ops`。
# 每个 $\ell_{b,t}$ 可以取自 `keras.losses.sparse_categorical_crossentropy(..., from_logits=True)`。*提示：应当除以什么？*


# %% exercise="masked_loss"
def masked_loss(y_true, y_pred):
    """Return the mean cross-entropy over all labels that are not 0, one number.

    y_true  (batch, time)              labels, 0 for padding; in `fit` Keras hands them over as floats
    y_pred  (batch, time, vocab_size)  logits
    """
    ### BEGIN SOLUTION
    losses = keras.losses.sparse_categorical_crossentropy(y_true, y_pred, from_logits=True)
    mask = ops.cast(ops.not_equal(y_true, 0), losses.dtype)
    return ops.sum(losses * mask) / ops.sum(mask)
    ### END SOLUTION


# %% check="masked_loss" points=3
check("masked_loss")

# %% [markdown] lang="en"
# Two short-cuts are tempting: to multiply a ready loss by the mask, or to hand Keras the mask as `sample_weight`. Four tokens, two places of padding, and five ways to the loss:

# %% [markdown] lang="zh"
# 有两条捷径很诱人：把算好的损失乘以掩码，或者把掩码作为 `sample_weight` 交给 Keras。四个词元，两处填充，五种求损失的办法：

# %% play="losses_side_by_side"
labels = pad_batch([[4, 2, 1], [3]])
logits = np.random.default_rng(0).normal(size=(2, 3, 5)).astype("float32")
mask = (labels > 0).astype("float32")
mean_loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
ignoring = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=0)
losses = {
    "the four tokens alone": mean_loss(labels[labels > 0], logits[labels > 0]),
    "masked_loss": masked_loss(labels, logits),
    "ignore_class=0": ignoring(labels, logits),
    "sample_weight=mask": mean_loss(labels, logits, sample_weight=mask),
}
times_mask = float(mean_loss(labels, logits)) * mask
print("mean, times the mask:", *times_mask.astype(float).round(2).tolist())
pd.DataFrame({"loss": {name: float(loss) for name, loss in losses.items()}}).round(4)

# %% claim="two_ways_are_right_and_two_are_not"
alone, masked, ignored, weighted = map(float, losses.values())
assert abs(alone - masked) < 1e-5
assert abs(alone - ignored) < 1e-5
assert abs(weighted - alone * 4 / 6) < 1e-5
assert len(set(times_mask.ravel().tolist())) == 2  # one number and zeros

# %% [markdown] lang="en"
# `ignore_class` divides by the tokens.
#
# > **Often claimed.** A mask takes padding out of the loss: `criterion(pred, target) * mask`, or `sample_weight=mask`.
# >
# > **What we run.** Both, beside the mean over the tokens alone.
# >
# > **What holds.** A criterion has taken its mean already, so one and the same number is multiplied by every entry of the mask. `sample_weight` divides by *all* positions: with two of six padded, it gives two thirds of the loss. It is the sum of the masked losses divided by
# > the sum of the mask that does not see padding.
#
# With `sample_weight`, the more padding, the better a model looks. Here the predictions stay the same and only the padding grows:

# %% [markdown] lang="zh"
# `ignore_class` 除以词元数。
#
# > **常见的说法。** 掩码能把填充从损失里去掉：`criterion(pred, target) * mask`，或者 `sample_weight=mask`。
# >
# > **我们运行的。** 两种都试，旁边放着只对词元取的平均。
# >
# > **成立的是。** criterion 已经取过平均，于是掩码的每个元素都乘以同一个数。`sample_weight` 除以*所有*位置：六个位置里有两个是填充，得到的就是损失的三分之二。看不见填充的，是掩码后损失的和除以掩码的和。
#
# 用 `sample_weight` 时，填充越多，模型显得越好。下面预测不变，只有填充在增加：

# %% play="loss_against_padding"
pads = range(0, 41, 4)
flat, falling = [], []
for n in pads:
    more_labels = np.pad(labels, [(0, 0), (0, n)])
    more_logits = np.pad(logits, [(0, 0), (0, n), (0, 0)])
    weight = (more_labels > 0).astype("float32")
    flat.append(float(masked_loss(more_labels, more_logits)))
    falling.append(float(mean_loss(more_labels, more_logits, sample_weight=weight)))

# %% folded="loss_by_padding"
fig, ax = plt.subplots()
ax.set_ylim(0, 1.2 * max(flat))
curves = {"masked_loss": flat, "sample_weight = mask": falling}
figures.lines(ax, pads, curves, "columns of padding added", "loss")
figures.described(
    "Loss over the columns of padding that were added: that of masked_loss is level, that with the mask as sample_weight falls.",
    "损失随所加填充列数的变化：masked_loss 是水平的，以掩码作 sample_weight 的则下降。",
)

# %% claim="padding_lowers_the_weighted_loss_only"
assert np.ptp(flat) < 1e-5
assert np.all(np.diff(falling) < 0)
assert falling[-1] < 0.2 * falling[0]

# %% [markdown] lang="en"
# The masked loss is a flat line: it is a property of the predictions. The other one falls although nothing was learnt.
#
# ## Less padding
#
# A mask makes padding harmless, not free: the layer still walks over it. A batch is as long as its longest sentence, so we had better put sentences of similar length together. `tf.data` has this as
# `bucket_by_sequence_length`: a bucket collects sentences between two boundaries, and a full bucket is a batch.

# %% [markdown] lang="zh"
# 用了掩码的损失是一条水平线：它是预测本身的性质。另一条在下降，虽然什么也没有学到。
#
# ## 少一些填充
#
# 掩码使填充无害，却不是免费：层照样要走过它。一个批次与其中最长的句子一样长，所以最好把长度相近的句子放在一起。`tf.data` 里有现成的 `bucket_by_sequence_length`：
# 一个桶（bucket）收集两个边界之间的句子，装满就成为一个批次。


# %%
def as_dataset(sequences):
    """Return sequences of ids as a tf.data.Dataset with one sequence per element."""
    spec = tf.TensorSpec([None], tf.int32)
    return tf.data.Dataset.from_generator(lambda: iter(sequences), output_signature=spec)


def usage(batches):
    """Return how many sequences the batches hold, and the share of their positions that is padding."""
    held = [(len(batch), int((batch != 0).sum()), batch.size) for batch in batches]
    sequences, tokens, size = np.sum(held, axis=0)
    return sequences, 1 - tokens / size


# %% play="buckets"
order = np.random.default_rng(0).permutation(len(ids))
shuffled = [np.array(ids[k], "int32") for k in order]
boundaries, batch_size = [6, 11, 16, 21, 31, 41, 61], 32
sizes = [batch_size] * (len(boundaries) + 1)
buckets = as_dataset(shuffled).bucket_by_sequence_length(tf.size, boundaries, sizes)
in_order = as_dataset(shuffled).padded_batch(batch_size)
by_length = as_dataset(sorted(shuffled, key=len)).padded_batch(batch_size)

# %% play="padding_of_four_ways"
ways = {
    "all in one array": [np.array(pad_batch(shuffled))],
    "shuffled, padded_batch": in_order.as_numpy_iterator(),
    "buckets": buckets.as_numpy_iterator(),
    "sorted by length": by_length.as_numpy_iterator(),
}
counts, padding = {}, {}
for name, batches in ways.items():
    counts[name], padding[name] = usage(batches)
held, _ = np.histogram(lengths, bins=np.subtract([0, *boundaries], 0.5))
full = (held // batch_size * batch_size).sum()

# %% folded="sentences_and_padding"
figures.share_bars(padding, "share of padding in all positions, %")
figures.described(
    f"Bars of the share of padding in all positions: {', '.join(f'{name} {share:.0%}' for name, share in padding.items())}.",
    f"填充占所有位置的比例的柱状图：{', '.join(f'{name} {share:.0%}' for name, share in padding.items())}。",
)
counted = counts | {"full buckets only": full}
pd.DataFrame({f"sentences, of {len(ids):,}": counted})

# %% claim="buckets_save_much_and_lose_nobody"
assert padding["all in one array"] > 0.7
assert 0.55 < padding["shuffled, padded_batch"] < 0.9 * padding["all in one array"]
assert padding["buckets"] < 0.5 * padding["shuffled, padded_batch"]
assert padding["sorted by length"] < 0.7 * padding["buckets"]
assert set(counts.values()) == {len(ids)}
assert full < 0.99 * len(ids)

# %% [markdown] lang="en"
# One array for all is mostly padding. Batches help, buckets help much more, and sorting leaves least. But sorted batches are no longer random: all short sentences come first, and
# neighbours in a batch are alike. Buckets with shuffled contents are the compromise.
#
# The number of sentences is a test of its own. A routine that yields full buckets only, and has none behind its last boundary, drops the long sentences and the last ones of each bucket; the last row says how many of
# our sentences would be left. Count what comes out.
#
# ## A running text
#
# A book is one long sequence. For a language model the label of each token is the next one: for the input `machin` the labels are `achine`. So a window of $n$ labels takes $n + 1$ tokens:

# %% [markdown] lang="zh"
# 全部放进一个数组，大半都是填充。分批有帮助，分桶的帮助大得多，排序后剩下的最少。但排过序的批次不再随机：短句子全在前面，同一批次里的句子彼此相似。桶内打乱是折中的办法。
#
# 句子的个数本身也是一个检验。如果分桶程序只给出装满的桶，最后一个边界之后又没有桶，就会丢掉长句子，以及每个桶里最后的那些句子；最后一行说明我们的句子那样会剩下多少。请数一数出来的有多少。
#
# ## 连续的文本
#
# 一本书是一个很长的序列。对语言模型（language model）来说，每个词元的标签是下一个词元：输入 `machin` 的标签是 `achine`。所以 $n$ 个标签的窗口需要 $n + 1$ 个词元：

# %% play="shifted"
for piece in "abcde", "machine":
    print(piece[:-1], "->", piece[1:])

letters, alphabet = encode(clean(text))
print(
    f"the book: {len(letters):,} characters, {len(alphabet)} different; first ids {letters[:8]}"
)

# %% [markdown] lang="en"
# **Random sampling** cuts the text into windows that do not overlap and shuffles them. If the first window always began at the first token, the borders would always fall at the same places; so each pass
# begins at an offset that is drawn anew.
#
# ### Exercise 4 · Random sampling (4 points)
#
# Write the generator `random_batches(ids, batch, time, rng)`.
# - Draw an offset from 0 to `time - 1`, each equally likely. All chance comes from `rng`.
# - From the offset on, windows of `time` tokens follow each other without a gap, as many as have all their labels in the text.
# - Shuffle the windows, and yield pairs `x, y`, each `(batch, time)`, where `y` is one token later than `x`.
# - After shuffling, the windows that fill no whole batch at the end are left out.
#
# With `ids` 0 to 9, `time` 3 and the offset 1, the windows are 1, 2, 3 and 4, 5, 6; the next one, 7, 8, 9, would need the label 10. *Hint: shuffle where windows begin, not the windows.*

# %% [markdown] lang="zh"
# **随机采样**（random sampling）把文本切成互不重叠的窗口，再打乱它们的次序。如果第一个窗口总是从第一个词元开始，边界就总落在同样的地方；所以每一遍都从一个新抽取的偏移量（offset）开始。
#
# ### 练习 4 · 随机采样（4 分）
#
# 编写生成器（generator）`random_batches(ids, batch, time, rng)`。
# - 从 0 到 `time - 1` 等概率地抽取一个偏移量。所有随机性都来自 `rng`。
# - 从偏移量处开始，长为 `time` 的窗口一个紧接一个，只要标签还全在文本之内，能取多少取多少。
# - 打乱窗口，逐个产生 `x, y`，形状都是 `(batch, time)`，其中 `y` 比 `x` 晚一个词元。
# - 打乱之后，最后凑不满一个批次的窗口舍去。
#
# 当 `ids` 为 0 到 9，`time` 为 3，偏移量为 1 时，窗口是 1, 2, 3 和 4, 5, 6；下一个 7, 8, 9 需要标签 10，所以没有。*提示：打乱窗口的起点，而不是窗口本身。*


# %% exercise="random_batches"
def random_batches(ids, batch, time, rng):
    """Yield shuffled windows of a text, x and y (batch, time), where y is one token later than x.

    ids  (length,)  an array
    rng  a numpy Generator
    """
    ### BEGIN SOLUTION
    offset = rng.integers(time)
    starts = rng.permutation(np.arange(offset, len(ids) - time, time))
    for k in range(0, len(starts) - batch + 1, batch):
        window = starts[k : k + batch, None] + np.arange(time)
        yield ids[window], ids[window + 1]
    ### END SOLUTION


# %% check="random_batches" points=4
check("random_batches")

# %% play="share_of_the_book"
drawn = list(random_batches(letters, 32, 35, np.random.default_rng(0)))
read = sum(np.size(x) for x, _ in drawn)
windows = np.arange(10_000)[:, None] + np.arange(33)  # 32 characters and their labels
touched = len(np.unique(windows))
characters = {"your windows": read, "10,000 windows": touched}
table = pd.DataFrame({"characters read": characters})
table["of the book, %"] = (100 * table["characters read"] / len(letters)).round(1)
table

# %% claim="ten_thousand_overlapping_windows_read_little"
starts = np.concatenate(
    [
        np.array(x)[:, 0]
        for x, _ in random_batches(np.arange(999), 2, 35, np.random.default_rng(0))
    ]
)
assert len(set(starts.tolist())) == len(starts)  # each read once
assert read / len(letters) > 0.98
assert touched / len(letters) < 0.1

# %% [markdown] lang="en"
# > **Often claimed.** A language model that draws windows at random offsets is trained on the entire book (*Dive into Deep Learning* 1.0, section 9.3).
# >
# > **What we run.** Your windows and those that the book's program takes by default, the first 10,000 windows of 32 characters, each beginning one character after the last; we count the characters that are read.
# >
# > **What holds.** Your windows read nearly the whole book, each character once. The overlapping ones read its first few per cent, most characters 32 times. Look at what was read, not at what was loaded.
#
# **Sequential partitioning** keeps the order instead: the text is cut into as many long rows as the batch has, and all rows are read side by side from left to right. Row $r$ of the next batch continues row $r$
# of this one, so a network can carry its state along.
#
# ### Exercise 5 · Sequential partitioning (4 points)
#
# Write the generator `sequential_batches(ids, batch, time, offset=0)`. From `offset` on, cut the text into `batch` rows of equal length, as long as the text allows if every token needs its label; yield
# pairs `x, y` of shape `(batch, time)`, from the beginning of the rows to their end; a remainder shorter than `time` is left out.
# With `ids` 0 to 12, `batch` 2 and `time` 3, the first `x` is `[[0, 1, 2], [6, 7, 8]]` and the second `[[3, 4, 5], [9, 10, 11]]`. *Hint: how many tokens have a label?*

# %% [markdown] lang="zh"
# > **常见的说法。** 以随机偏移量抽取窗口的语言模型，是在整本书上训练的（《动手学深度学习》1.0 版，9.3 节）。
# >
# > **我们运行的。** 你的窗口，以及那本书的程序默认取的窗口，即最前面 10,000 个长为 32 个字符的窗口，每个比上一个晚一个字符；我们数一数读到了多少字符。
# >
# > **成立的是。** 你的窗口几乎读完整本书，每个字符读一次。互相重叠的窗口只读到书的最前面百分之几，其中大多数字符读了 32 次。要看读了什么，而不是载入了什么。
#
# **顺序划分**（sequential partitioning）则保持次序：批次有多少行，就把文本切成多少个长行，所有的行并排地从左读到右。下一批次的第 $r$ 行接着这一批次的第 $r$ 行，所以网络可以把状态传下去。
#
# ### 练习 5 · 顺序划分（4 分）
#
# 编写生成器 `sequential_batches(ids, batch, time, offset=0)`。从 `offset` 起把文本切成 `batch` 个等长的行，在每个词元都要有标签的前提下尽可能长；从各行的开头到末尾，逐个产生形状为 `(batch, time)` 的
# `x, y`；不足 `time` 的余数舍去。当 `ids` 为 0 到 12，`batch` 为 2，`time` 为 3 时，第一个 `x` 是 `[[0, 1, 2], [6, 7, 8]]`，第二个是 `[[3, 4, 5], [9, 10, 11]]`。*提示：有多少个词元有标签？*


# %% exercise="sequential_batches"
def sequential_batches(ids, batch, time, offset=0):
    """Yield a text in rows that continue from batch to batch, x and y (batch, time), where y is one token later than x.

    ids  (length,)  an array
    """
    ### BEGIN SOLUTION
    length = (len(ids) - offset - 1) // batch
    end = offset + batch * length
    x = ids[offset:end].reshape(batch, length)
    y = ids[offset + 1 : end + 1].reshape(batch, length)
    for t in range(0, length - time + 1, time):
        yield x[:, t : t + time], y[:, t : t + time]
    ### END SOLUTION


# %% check="sequential_batches" points=4
check("sequential_batches")

# %% play="draw_partitions"
tokens, batch, time = np.arange(61), 3, 5
kinds = {
    "random sampling": random_batches(tokens, batch, time, np.random.default_rng(4)),
    "sequential partitioning": sequential_batches(tokens, batch, time),
}
kinds = {name: [np.array(x) for x, _ in batches] for name, batches in kinds.items()}
figures.partitions(kinds)
figures.described(
    "Which places of a text the three rows of each batch read. With random sampling the numbers of the batches are scattered over the rows; with sequential partitioning each row is one stretch, and the batches 1, 2, 3, 4 follow each other in it.",
    "每个批次的三行读取文本的哪些位置。随机采样时，批次的编号散乱分布在各行；顺序划分时，每行是连续的一段，批次 1、2、3、4 依次相接。",
)
print(f"windows of {time} tokens from a text of {len(tokens)}, batches of {batch}")

# %% claim="rows_continue_in_sequential_batches_only"
mixed, in_order = ([x[:, 0] for x in batches] for batches in kinds.values())
assert len(in_order) == 4
assert np.all(np.diff(in_order, axis=0) == time)
assert not np.all(np.diff(mixed, axis=0) == time)

# %% [markdown] lang="en"
# Below, each row is one stretch of text and the batches run through it in order, 1, 2, 3, 4. Above, a batch is a mixture of places. Does a network see the difference? We let the same network read the beginning of the
# book in one go, and in batches with the state carried on.

# %% [markdown] lang="zh"
# 下图中，每一行是一段连续的文本，批次按 1、2、3、4 的次序从中走过。上图中，一个批次混合了各处的文字。网络看得出区别吗？我们让同一个网络一口气读完书的开头，再让它分批读，并把状态接着传。


# %%
def furthest(batches, part, whole, carry):
    """Return how far the states of a network that reads in batches are from those it has when it reads in one go.

    batches  pairs of which the first is where to read, positions (batch, time)
    part     (length,)         ids of the text
    whole    (length, units)   the states when it is read in one go
    carry    begin each batch with the last state of the one before, instead of zeros
    """
    state, worst = None, 0.0
    for where, _ in batches:
        states, last = rnn(embed(part[where]), initial_state=state)
        state = last if carry else None
        worst = max(worst, np.abs(ops.convert_to_numpy(states) - whole[where]).max())
    return worst


embed = keras.layers.Embedding(30, 16)
rnn = keras.layers.SimpleRNN(32, return_sequences=True, return_state=True)

# %% play="carry_the_state"
part = letters[:800]
whole = ops.convert_to_numpy(rnn(embed(part.reshape(4, 200)))[0]).reshape(800, 32)
places = np.arange(801)
off = {}
for carry in True, False:
    in_order = sequential_batches(places, 4, 50)
    mixed = random_batches(places, 4, 50, np.random.default_rng(0))
    off[carry] = [furthest(way, part, whole, carry) for way in (in_order, mixed)]

# %% folded="off_by"
columns = ["sequential batches", "random batches"]
rows = {f"state {'carried' if carry else 'at zero'}": off[carry] for carry in off}
table = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
table.rename_axis(columns="states off by").map("{:.2g}".format)

# %% claim="only_sequential_batches_with_the_state_carried_read_on"
assert off[True][0] < 1e-5
assert min(off[True][1], *off[False]) > 1e-2

# %% [markdown] lang="en"
# Only sequential batches with the state carried give the states of one long reading, to rounding. After shuffled batches the carried state belongs to another place of the book; there one
# begins at zero, and the first steps of each window know little of what came before. The same holds where another text begins: reset the state there.
#
# ## Split
#
# What a model has seen in training it may simply remember. So a part is kept away: one for choices (validation), one for the final test; 70, 15 and 15 per cent are usual. For single
# sentences, such as those of a translator, the sentence is the unit, never the token.
#
# ### Exercise 6 · Split by sentence (3 points)
#
# Write `split_by_sentence(sentences, rng)`: return three lists, `train`, `valid` and `test`. Of the $n$ *different* sentences, `round(0.15 * n)` go to `valid`, as many to `test`, and the rest to `train`, by a
# random draw with `rng`; each sentence that occurs several times goes with all its copies to one place. Within a list the
# sentences keep the order of `sentences`. *Hint: draw among the different sentences, then hand out the copies.*

# %% [markdown] lang="zh"
# 只有顺序的批次加上传递的状态，才给出与一口气读完相同的状态，只差舍入误差。打乱的批次之后，传来的状态属于书中别的地方；那时应当从零开始，而每个窗口开头的几步对之前的内容所知甚少。换到另一篇文本时也一样：应当重置状态。
#
# ## 划分
#
# 模型在训练中见过的东西，可能只是被它记住了。所以要留出一些：一份用来作选择（验证集，validation），一份用于最后的测试；常见的比例是 70%、15% 和 15%。对于单个的句子，例如翻译用的句子，
# 划分的单位是句子，绝不是词元。
#
# ### 练习 6 · 按句子划分（3 分）
#
# 编写 `split_by_sentence(sentences, rng)`：返回三个列表 `train`、`valid` 和 `test`。在 $n$ 个*不同*的句子中，`round(0.15 * n)` 个归 `valid`，同样多的归 `test`，其余归 `train`，用 `rng` 随机抽取；
# 出现多次的句子，连同它的所有副本归到同一处。每个列表里的句子保持 `sentences` 中的顺序。*提示：先在不同的句子里抽取，再分发副本。*


# %% exercise="split_by_sentence"
def split_by_sentence(sentences, rng):
    """Return three lists, train, valid and test, 70, 15 and 15 % of the different sentences, copies together and in order.

    sentences  a list of strings, some of which may be equal
    rng        a numpy Generator
    """
    ### BEGIN SOLUTION
    different = list(dict.fromkeys(sentences))
    count = round(0.15 * len(different))
    drawn = [different[k] for k in rng.permutation(len(different))]
    valid, test = set(drawn[:count]), set(drawn[count : 2 * count])
    return (
        [sentence for sentence in sentences if sentence not in valid | test],
        [sentence for sentence in sentences if sentence in valid],
        [sentence for sentence in sentences if sentence in test],
    )
    ### END SOLUTION


# %% check="split_by_sentence" points=3
check("split_by_sentence")

# %% [markdown] lang="en"
# Do not trust a split, yours or another's: check it. The check should be a little stricter than the split, since `"Thank you"` and `"thank  you"` are no two sentences to a model.
#
# ### Exercise 7 · Find the leak (2 points)
#
# Write `leakage(train, test)`: the share of the sentences of `test`, which has at least one, each copy counted, that also stand in `train`. Two sentences count as the same if their words, divided by white space, are the same apart from upper and
# lower case. `leakage(["Go on"], ["go  on", "Go"])` is 0.5. *Hint: what is the share a share of?*

# %% [markdown] lang="zh"
# 不要轻信一个划分，不论是你的还是别人的：要检查。检查应当比划分更严一点，因为对模型来说，`"Thank you"` 与 `"thank  you"` 并不是两个句子。
#
# ### 练习 7 · 找出泄漏（2 分）
#
# 编写 `leakage(train, test)`：`test` 的句子（至少有一句，每个副本都计数）中，有多大比例也出现在 `train` 里；这就是**泄漏**（leakage）。两个句子按空白切成词，若除大小写外各词都相同，就算同一个句子。
# `leakage(["Go on"], ["go  on", "Go"])` 是 0.5。*提示：这个比例是相对于什么的？*


# %% exercise="leakage"
def leakage(train, test):
    """Return the share of the sentences of test, two lists of strings, that also stand in train, case and white space aside."""

    ### BEGIN SOLUTION
    def key(sentence):
        return tuple(sentence.lower().split())

    seen = {key(sentence) for sentence in train}
    return sum(key(sentence) in seen for sentence in test) / len(test)
    ### END SOLUTION


# %% check="leakage" points=2
check("leakage")

# %% play="small_world"
rng = np.random.default_rng(0)
parts = [
    ["the", "a", "no"],
    ["cat", "dog", "horse", "bird"],
    ["runs", "sleeps", "eats"],
    ["", "now", "again"],
]
small_world = [" ".join(str(rng.choice(part)) for part in parts) for _ in range(600)]


# %% play="leaks_measured"
def naive_split(sentences, rng):
    """Deal the sentences out one by one, copies or not; return train and test."""
    border = round(0.85 * len(sentences))
    dealt = [sentences[k] for k in rng.permutation(len(sentences))]
    return dealt[:border], dealt[border:]


cleaned = [clean(sentence).strip() for sentence in sentences]
worlds = {"the book": sentences, "the book, cleaned": cleaned, "a small world": small_world}
naive, yours = {}, {}
for name, kind in worlds.items():
    naive[name] = leakage(*naive_split(kind, np.random.default_rng(0)))
    train, _, test = split_by_sentence(kind, np.random.default_rng(0))
    yours[name] = leakage(train, test)

# %% folded="leakage_of_both_splits"
table = {
    "sentences": {name: len(kind) for name, kind in worlds.items()},
    "different": {name: len(set(kind)) for name, kind in worlds.items()},
    "leakage of a naive split, %": {name: round(100 * naive[name], 1) for name in worlds},
    "leakage of yours, %": {name: round(100 * yours[name], 1) for name in worlds},
}
pd.DataFrame(table)

# %% claim="copies_leak_unless_they_stay_together"
repeated = 1 - len(set(sentences)) / len(sentences)
# The manual repeats many sentences, The Time Machine none.
assert naive["the book"] > 0.2 if repeated > 0.1 else naive["the book"] < 0.05
assert naive["a small world"] > 0.9
assert yours["the book"] < 0.02
assert yours["the book, cleaned"] == yours["a small world"] == 0

# %% [markdown] lang="en"
# A novel hardly repeats a sentence, a manual repeats many, and of short or generated sentences nearly all return: a naive split of the last kind tests memory only. If your split still leaks, it is by upper and lower case or by
# spaces, and in the cleaned book nothing leaks: clean before you split.
#
# ## Split by time
#
# A book or a time series is not a bag of sentences. Windows that overlap are the worst case: shuffled before the split, they leave each test window in training, piece by piece. Let us count
# the test tokens, inputs and labels, that some training window contains at the very same place of the text.

# %% [markdown] lang="zh"
# 小说里的句子几乎不重复，手册里的许多会重复，短句或生成的句子几乎都会重复：对最后一种随手一分，测的只是记忆。你的划分若还有泄漏，那来自大小写或空格；清洗过的书则没有泄漏：应当先清洗再划分。
#
# ## 按时间划分
#
# 一本书或一个时间序列不是装句子的口袋。最糟的是互相重叠的窗口：如果在划分之前打乱它们，每个测试窗口的内容就都零散地出现在训练集里。我们来数一数，有多少测试词元（输入和标签）在文本的同一位置上也被某个训练窗口包含。


# %%
def contained(train, test, time=32):
    """Return the share of the tokens in test windows that training windows contain; windows, of `time` inputs and as many labels, are given by their starts."""
    places = range(time + 1)  # the inputs and the last label
    seen = {start + t for start in train.tolist() for t in places}
    return np.mean([start + t in seen for start in test.tolist() for t in places])


# %% play="overlapping_windows"
length, time, rng = 5000, 32, np.random.default_rng(0)
every, apart = np.arange(length - time), np.arange(0, length - time, time)
starts = {
    "overlapping, shuffled": rng.permutation(every),
    "apart, shuffled": rng.permutation(apart),
    "overlapping, by time": every,
}
shares = {}
for name, begin in starts.items():
    border = len(begin) * 85 // 100
    shares[name] = contained(begin[:border], begin[border:])

# %% play="text_split_first"
border = length * 85 // 100
before, after = every[every < border - time], every[every >= border]
shares["text split first, then windows"] = contained(before, after)
figures.share_bars(shares, "test tokens that training windows contain, %", digits=1)
figures.described(
    f"Bars of the share of test tokens that training windows contain: {', '.join(f'{name} {share:.1%}' for name, share in shares.items())}.",
    f"训练窗口包含的测试词元所占比例的柱状图：{', '.join(f'{name} {share:.1%}' for name, share in shares.items())}。",
)

# %% claim="only_a_text_split_first_is_clean"
overlapping, apart_shuffled, by_time, clean_cut = shares.values()
assert overlapping > 0.99
assert 0.01 < apart_shuffled < 2.5 / (time + 1)  # a token at each end, at most
assert 0 < by_time < 0.05
assert clean_cut == 0

# %% [markdown] lang="en"
# Shuffled overlapping windows leak everything; even in order, the windows across the border leak a little. Windows that stand apart share only the tokens at their ends: the last label of one is the first input of the
# next. Only the last way is clean: split the text first, then cut windows. And windows that stand apart still have neighbours: a test sentence between two training sentences shares their names and topics. That shows in the rarer words, those that
# occur two to ten times in the book: how many of them in the test does no training sentence contain, for random splits and for one by time, the last 15 per cent?

# %% [markdown] lang="zh"
# 打乱的重叠窗口全部泄漏；即使按顺序，跨过边界的窗口也漏一点。互不重叠的窗口只共有两端的词元：一个窗口的最后一个标签，就是下一个窗口的第一个输入。只有最后一种是干净的：先划分文本，再切窗口。
# 而且互不重叠的窗口仍有邻居：夹在两个训练句子之间的测试句子，与它们共有人名和话题。
# 这一点可以从较少见的词看出来，即在书中出现两到十次的词：测试部分的这些词，有多少是任何训练句子都没有的？随机划分与按时间划分（最后 15%）相比：


# %%
def new_words(test):
    """Return how many of the rarer words in the test sentences, given by a mask, are in no training sentence, as a share."""
    known = {w for words, kept in zip(spoken, ~test, strict=True) if kept for w in words}
    asked = [w for words, kept in zip(spoken, test, strict=True) if kept for w in words]
    return np.mean([w not in known for w in asked if 2 <= occurrences[w] <= 10])


# %% play="random_against_time"
spoken = [sentence.split() for sentence in cleaned]
occurrences = Counter(word for words in spoken for word in words)
by_time = np.arange(len(spoken)) >= len(spoken) * 85 // 100
at_random = [np.random.default_rng(seed).permutation(by_time) for seed in range(10)]
rates, future = [new_words(test) for test in at_random], new_words(by_time)

# %% folded="new_words_by_split"
figures.split_strips({"random": at_random[0], "by time": by_time})
figures.described(
    "Two strips with the sentences of a book from first to last, dark for the test: at random they lie all over it, by time they are the last part.",
    "两条带子，从头到尾是一本书的句子，深色是测试部分：随机划分时散布全书，按时间划分时是最后一段。",
)
print(f"rarer words of the test part that are new: by time {future:.1%},", end=" ")
print(f"at random {min(rates):.1%} to {max(rates):.1%} (ten draws)")

# %% claim="the_future_holds_more_new_words_than_the_gaps"
assert future > 1.1 * max(rates)

# %% [markdown] lang="en"
# The last part holds more new words than any of the random draws: here the future is harder than the gaps, and the future is what a language model or a forecast will meet. So in this course running text and time series are split by time, single sentences by sentence.

# %% [markdown] lang="zh"
# 最后一部分的新词比任何一次随机抽取的都多：在这里，未来比空隙更难，而语言模型或预测遇到的正是未来。所以在本课程里，连续文本和时间序列按时间划分，单个的句子按句子划分。

# %% [markdown] answer="which_split" points=2 lang="en"
# ### Question 1 (2 points, read by a person)
#
# A colleague predicts tomorrow's temperature from windows of 30 days. She cuts ten years into all windows (one begins on each day), shuffles them, keeps 15 per cent for the test, pads nothing, and reports an error far
# below that of every forecast you know. What do you suspect, which number would you compute first to confirm it, how should she split, and what would you put beside her error?
#
# ### BEGIN SOLUTION
# Leakage: windows that begin on neighbouring days share 29 of their 30 days, and the day a test window asks for is an input of the training windows that begin a little later. The network can remember the answer.
# First number: the share of test targets (or tokens, as measured above) that stand at the same date in some training window; it will be near 100 per cent.
# She should split by time first, for instance the last year and a half for validation and test, and cut windows within each part only, so that no window crosses a border.
# Beside the error belongs a baseline on the same test days, "tomorrow is as today" or the mean of the date in the training years; and several test periods rather than one, as one summer may be easy.
# ### END SOLUTION

# %% [markdown] answer="which_split" points=2 lang="zh"
# ### 问题 1（2 分，由人批阅）
#
# 一位同事用 30 天的窗口预测明天的气温。她把十年的数据切成所有可能的窗口（每天都有一个开始），打乱，留 15% 作测试，没有填充，报告的误差远低于你所知的任何预报。你怀疑什么？
# 你会先算哪个数字来证实？她应当怎样划分？她的误差旁边应当放上什么？
#
# ### BEGIN SOLUTION
# 泄漏：起始日相邻的窗口，30 天里有 29 天相同；测试窗口所问的那一天，正是稍晚开始的训练窗口的输入。网络可以记住答案。
# 先算的数字：测试目标（或像上面那样，词元）中有多大比例在同一日期上也出现在某个训练窗口里；它会接近 100%。
# 她应当先按时间划分，例如最后一年半用作验证和测试，只在各部分内部切窗口，使任何窗口都不跨过边界。
# 误差旁边应当放上同一测试日上的基线：“明天与今天一样”，或训练年份中该日期的平均；而且应当用几段测试时期而不是一段，因为某个夏天可能恰好容易。
# ### END SOLUTION

# %% [markdown] lang="en"
# ## Where to go from here
#
# **Try** buckets with other boundaries: how few do you need to halve the padding? · Train the same small model with `masked_loss` and with `sample_weight`, and compare what each reports. ·
# Give `sequential_batches` a random offset at each pass.
#
# **Read** the guides *Understanding masking and padding* and *Working with RNNs* of Keras · S. Kaufman et al., *Leakage in data mining: formulation, detection, and avoidance*, ACM TKDD 2012. Chapter 3 trains language models on such
# batches.

# %% [markdown] lang="zh"
# ## 接下来
#
# **试一试** 换几个桶的边界：要把填充减半，最少需要几个？· 用 `masked_loss` 和 `sample_weight` 各训练一次同一个小模型，比较两者报告的数字。· 每一遍给 `sequential_batches` 一个随机的偏移量。
#
# **读一读** Keras 的指南 *Understanding masking and padding* 和 *Working with RNNs* · S. Kaufman et al., *Leakage in data mining: formulation, detection, and avoidance*, ACM TKDD 2012。第 3 章将在这样的批次上训练语言模型。
