# %% [markdown] lang="en"
# # Prepare two languages
#
# Take a file of sentences and their translations, set some lines aside for a test, and half of that test may have been trained on. What else goes wrong
# between raw text and a first score? Here two languages come into arrays, ready for a network that translates from one to the other, and you build the
# score of what such a network will say. There is no network in this notebook: its nine short exercises are what stands around one.
#
# You will learn
# - every step from a file of sentence pairs to batches: cleaning, tokens, vocabularies, lengths, the decoder's input,
# - to hold out sentences such that a translation cannot have been memorised,
# - what BLEU counts, by writing it, and what it does not see.
#
# You need: chapter 2. Running everything takes less than a minute on two cores.

# %% [markdown] lang="zh"
# # 准备两种语言
#
# 拿一个句子与译文的文件，留出若干行作测试，测试的一半可能已经训练过了。从原始文本到第一个分数，还有什么会出错？在这里，两种语言要放进数组，
# 交给从一种译成另一种的网络；你还要自己写出给这样的网络打分的办法。本笔记本里没有网络：九个短练习，是网络周围的一切。
#
# 你将学到
# - 从句对文件到批次（batch）的每一步：清洗、词元（token）、词表（vocabulary）、长度、解码器（decoder）的输入；
# - 怎样留出句子，使译文不可能是背下来的；
# - 通过亲手编写 BLEU，知道它数的是什么，又看不见什么。
#
# 需要的基础：第 2 章。在两个核上全部运行不到一分钟。

# %%
from unrolled.check import check  # first: it brings up Keras without log lines
import re
import unicodedata
from collections import Counter
from itertools import chain

import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import display
from unrolled import figures
from unrolled.data import parallel
from unrolled.training import budget

figures.style()
pd.set_option("display.max_colwidth", None)  # whole sentences

# %% [markdown] lang="en"
# ## What is learnt from
#
# **Machine translation** began with rules that people wrote down. Since about 1990 statistical systems have learnt from **parallel text**, sentences
# beside their translations (Brown et al. 1990), and to do without rules made by hand was their point. Networks that learn from it without any such
# system followed in 2013 (Kalchbrenner and Blunsom) and 2014 (Sutskever et al.; Cho et al.).
#
# Our parallel text is English and French, written by the volunteers of tatoeba.org (CC BY 2.0, by way of manythings.org/anki). Where the file cannot
# be had, a small grammar of this course takes its place. So here are the file's first 24 lines, as they stand, for every run to look at:

# %% [markdown] lang="zh"
# ## 从什么中学习
#
# **机器翻译**（machine translation）最初靠人写下的规则。大约从 1990 年起，统计系统从**平行文本**（parallel text），即并排的句子与译文中学习（Brown et al. 1990），不用人工写的规则正是它们的要点。
# 不借助这种系统、直接从平行文本中学习的网络，出现在 2013 年（Kalchbrenner and Blunsom）和 2014 年（Sutskever et al.；Cho et al.）。
#
# 我们的平行文本是英语和法语，由 tatoeba.org 的志愿者写成（CC BY 2.0，经 manythings.org/anki 整理）。若得不到这个文件，就由本课程的一个小文法代替。所以先把文件最前面的 24 行原样放在这里，每次运行都能看到：

# %% play="first_lines"
FIRST_LINES = {  # of the file of 2019: English, and its translations, one a line
    "Go.": ["Va !"],
    "Hi.": ["Salut !"],
    "Run!": ["Cours\u202f!", "Courez\u202f!"],
    "Who?": ["Qui ?"],
    "Wow!": ["Ça alors\u202f!"],
    "Fire!": ["Au feu !"],
    "Help!": ["À l'aide\u202f!"],
    "Jump.": ["Saute."],
    "Stop!": ["Ça suffit\u202f!", "Stop\u202f!", "Arrête-toi !"],
    "Wait!": ["Attends !", "Attendez !"],
    "Go on.": ["Poursuis.", "Continuez.", "Poursuivez."],
    "Hello!": ["Bonjour !", "Salut !"],
    "I see.": ["Je comprends."],
    "I try.": ["J'essaye."],
    "I won!": ["J'ai gagné !", "Je l'ai emporté !"],
    "I won.": ["J’ai gagné."],
}
first_lines = [(line, one) for line, several in FIRST_LINES.items() for one in several]


# %% play="first_signs"
def named(counts):
    """Return the twelve most frequent characters as a table, with their names in Unicode."""
    rows = [
        (count, f"U+{ord(c):04X}", unicodedata.name(c, "a control character").lower())
        for c, count in counts.most_common(12)
    ]
    return pd.DataFrame(rows, columns=["count", "code point", "name"])


before = Counter(french[-2] for _, french in first_lines if french.endswith("!"))
apostrophes = Counter(c for _, french in first_lines for c in french if c in "'’")
named(before + apostrophes)

# %% [markdown] lang="en"
# In 24 lines the space before `!` is written in two ways, and so is the apostrophe. And this is what your run reads:

# %% [markdown] lang="zh"
# 24 行里，`!` 前的空格有两种写法，撇号也有两种。下面是你这次运行读到的：

# %% claim="written_in_two_ways"
assert len(first_lines) == 24
assert len(before) == len(apostrophes) == 2

# %% play="pairs_as_written"
text_pairs = parallel("tatoeba")
different = len({english for english, _ in text_pairs})
print(f"{len(text_pairs):,} pairs, {different:,} different English sentences")
display(pd.DataFrame(text_pairs[:: len(text_pairs) // 6], columns=["English", "French"]))

named(Counter(c for c in "".join(chain(*text_pairs)) if not c.isalnum()))

# %% [markdown] lang="en"
# ## Cleaning and tokens
#
# A network sees tokens, and two spellings of one word are two tokens that know nothing of each other. (A token is the smallest unit of the *model*, not
# of meaning, as is often said: a comma or a single letter means nothing by itself, and may be one.) French adds troubles of its own: before `!`,
# `?`, `:` and `»` stands a space that must not break the line, written as U+00A0 or U+202F, or a usual space, or none; the apostrophe is `'` or `’`;
# and a short word that loses its vowel sticks to the next one, as in *l'ami* and *qu'il*. Left there, it makes a new word of every word that it
# precedes.
#
# ### Exercise 1 · From a line to tokens (4 points)
#
# Write `tokens_of(line)`, which returns a list of strings:
#
# 1. Unicode in its composed form (NFC), all in lower case, and `'` for `’`.
# 2. A token is a word or a number, which is a run of letters and digits without a gap, or one other sign. White space of any kind only separates. Apostrophes and hyphens *between* letters or
#    digits belong to their word (`don't`, `aujourd'hui`, `dix-sept`), and `.`, `,` and `:` *between* digits to their number (`3.5`, `10:30`).
# 3. But one of `ELIDED` that *begins* a word, with the word going on behind it, is a token of its own. What goes on is a word again, to which this rule applies as well: `j't'aime` is
#    `["j'", "t'", "aime"]`.
#
# `tokens_of("L’ami dit\u202f: qu'est-ce\xa0?")` is `["l'", "ami", "dit", ":", "qu'", "est-ce", "?"]`. *Hint: one regular expression with
# alternatives, which are tried from left to right; `\w` matches letters, digits and `_`.*

# %% [markdown] lang="zh"
# ## 清洗与词元
#
# 网络看到的是词元；同一个词有两种写法，就成了互不相识的两个词元。（常有人说词元是最小的意义单位；其实它是*模型*的最小单位：一个逗号或单个字母本身没有意义，也可以是词元。）法语还有自己的麻烦：在 `!`、`?`、`:` 和 `»` 之前有一个不许换行的空格，写成 U+00A0 或 U+202F，或普通空格，或者干脆没有；撇号写成 `'` 或 `’`；
# 失去元音的短词粘在下一个词上，例如 *l'ami* 和 *qu'il*。若任其粘着，它后面的每个词都会多出一个新词。
#
# ### 练习 1 · 从一行文字到词元（4 分）
#
# 编写 `tokens_of(line)`，返回字符串的列表：
#
# 1. Unicode 取合成形式（NFC），全部小写，`’` 改成 `'`。
# 2. 一个词元是一个词或一个数（连在一起、中间不断的字母和数字），或者一个别的符号，如标点。任何空白都只起分隔作用。字母或数字*之间*的撇号和连字符属于所在的词（`don't`、`aujourd'hui`、`dix-sept`），数字*之间*的 `.`、`,` 和 `:` 属于所在的数（`3.5`、`10:30`）。
# 3. 但若一个词以 `ELIDED` 中的某一项*开头*，且后面还有词的其余部分，这一项就单独成为一个词元。其余部分又是一个词，同样适用本条：`j't'aime` 是 `["j'", "t'", "aime"]`。
#
# `tokens_of("L’ami dit\u202f: qu'est-ce\xa0?")` 是 `["l'", "ami", "dit", ":", "qu'", "est-ce", "?"]`。*提示：一个含有多个分支的正则表达式，各分支从左到右尝试；`\w` 匹配字母、数字和 `_`。*

# %%
ONE_LETTER = ["c'", "d'", "j'", "l'", "m'", "n'", "s'", "t'"]
ELIDED = [*ONE_LETTER, "qu'", "jusqu'", "lorsqu'", "puisqu'", "quoiqu'"]


# %% exercise="tokens_of"
def tokens_of(line):
    """Return the tokens of a line of English or French, a list of strings; `line` may hold any Unicode text."""
    ### BEGIN SOLUTION
    line = unicodedata.normalize("NFC", line).lower().replace("’", "'")
    elided = "(?:" + "|".join(ELIDED) + r")(?=\w)"
    word = r"\w+(?:['-]\w+|(?<=\d)[.,:](?=\d)\w+)*"
    return re.findall("|".join([elided, word, r"[^\w\s]"]), line)
    ### END SOLUTION


# %% check="tokens_of" points=4
check("tokens_of")

# %% play="what_cleaning_does"
pairs = [
    (tuple(tokens_of(english)), tuple(tokens_of(french))) for english, french in text_pairs
]
vocabulary_sizes = {}
for side, language in enumerate(["English", "French"]):
    split = {word for pair in text_pairs for word in pair[side].split(" ")}
    tokens = {token for pair in pairs for token in pair[side]}
    vocabulary_sizes[language] = len(split), len(tokens)
kinds = ["different words, cut at spaces", "different tokens"]
pd.DataFrame(vocabulary_sizes, index=kinds).T

# %% [markdown] lang="en"
# The same sentences, and far fewer different words: those that are gone were a word once more, with a capital or with a sign stuck to it.
#
# ## Two lengths
#
# A sentence and its translation need not be equally long, nor say things in the same order, nor word by word: *not bad* is 不错 in Chinese, a fixed word
# in which there is no *bad*, and warmer praise than the English. So a network with one output per input, as in chapter 6,
# cannot do this task.

# %% [markdown] lang="zh"
# 句子还是那些句子，不同的词却少了许多：消失的那些，是同一个词的另一种写法，或是大写，或是粘上了标点。
#
# ## 两个长度
#
# 一个句子和它的译文不一定等长，说的次序不一定相同，也不是逐词对应：英语的 *not bad* 译成“不错”，这是一个固定的词，里面没有“坏”，夸奖的分量也比英语重。所以像第 6 章那样每个输入对应一个输出的网络，做不了这件事。

# %% claim="far_fewer_words"
for split, tokens in vocabulary_sizes.values():
    assert tokens < 0.75 * split

# %% play="lengths"
TOY_LINES = [  # a small parallel set, of several languages
    ("我 爱 你", "I love you"),
    ("They are watching.", "Ils regardent."),
    ("Translating language is difficult", "Traducir un idioma es difícil"),
]
toy = [(tuple(tokens_of(line)), tuple(tokens_of(other))) for line, other in TOY_LINES]
for tokens, other_tokens in toy:
    print(len(tokens), "and", len(other_tokens), "tokens:", *tokens, "|", *other_tokens)

lengths = np.array([[len(source), len(target)] for source, target in pairs])
equal = np.mean(lengths[:, 0] == lengths[:, 1])
print(f"{equal:.0%} of your pairs are equally long")
figures.lengths_of_pairs(lengths, ["English", "French"])
figures.described(
    f"How many pairs of sentences have which two lengths, English across and French up, darker for more: a cloud along the grey line of equal lengths, with {1 - equal:.0%} of the pairs off the line.",
    f"各种长度组合的句对有多少，横轴是英语，纵轴是法语，颜色越深越多：一团沿着表示等长的灰线分布，{1 - equal:.0%} 的句对不在线上。",
)

# %% claim="most_pairs_differ_in_length"
assert [tuple(map(len, pair)) for pair in toy] == [(3, 3), (4, 3), (4, 5)]
assert equal < 0.45

# %% [markdown] lang="en"
# The grey line is where both would be equal. Most pairs are not on it.
#
# ## Hold out sentences, not lines
#
# In the first lines of Tatoeba *Stop!* stands three times, with a translation each. If one of the three is drawn for the test and another stays in
# training, the test asks for a sentence that the model has seen translated. How often does that happen when *lines* are drawn?

# %% [markdown] lang="zh"
# 灰线是两者相等的地方。大多数句对不在线上。
#
# ## 留出句子，而不是行
#
# 在 Tatoeba 的前几行里，*Stop!* 出现了三次，每次一个译文。如果三行中有一行抽作测试，另一行留在训练里，测试问的就是模型见过译文的句子。若按*行*抽取，这种情况有多常见？


# %%
def contamination(train, test):
    """Return the shares of test pairs whose source, whose target, and whose pair stand in training too."""
    pairs = set(train)
    sources, targets = {source for source, _ in train}, {target for _, target in train}
    return {
        "source": sum(source in sources for source, _ in test) / len(test),
        "target": sum(target in targets for _, target in test) / len(test),
        "pair": sum(pair in pairs for pair in test) / len(test),
    }


# %% play="leak_by_line"
def leak_by_line(pairs, count, draws):
    """Hold out `count` of the lines; return which share of their sources stands in training too, the mean of some draws."""
    rng, shares = np.random.default_rng(0), []
    for _ in range(draws):
        test, train = np.split(rng.permutation(len(pairs)), [count])
        parts = ([pairs[k] for k in part] for part in (train, test))
        shares.append(contamination(*parts)["source"])
    return np.mean(shares)


# %% play="lines_leak"
few = [(tuple(tokens_of(line)), tuple(tokens_of(one))) for line, one in first_lines]
turned = [(french, english) for english, french in pairs]
leaks = {
    "the first 24 lines of Tatoeba, from English": leak_by_line(few, 5, draws=300),
    "your pairs, from English": leak_by_line(pairs, 2_000, draws=3),
    "your pairs, from French": leak_by_line(turned, 2_000, draws=3),
}
pd.DataFrame({"seen with another translation, % of the test": leaks}).mul(100).round(1)

# %% [markdown] lang="en"
# Of the 24 lines about half of what is held out has been seen, and if your pairs are the whole file of Tatoeba, the second line says the same of it. The
# grammar has each English sentence once, so from English nothing leaks. Turned round it does leak: *ses chats* are *his cats* or *her cats*. Whether
# a split is clean depends on the direction.
#
# > **Often claimed.** These sentences show what a translator has learnt: *go .*, *i lost .*, *he's calm .* and *i'm home .* (*Dive into Deep Learning*
# > 0.17.5, section 9.7, whose model is trained on the first 600 lines of this file.)
# >
# > **What we run.** We look the four up in the file.
# >
# > **What holds.** Three of the four are among the 600 lines, so what comes out for them may be memory. Only the fourth is a test.

# %% [markdown] lang="zh"
# 在这 24 行里，留出的大约一半是见过的；如果你的句对是整个 Tatoeba 文件，第二行的结果也一样。文法里每个英语句子只出现一次，所以从英语译出时没有泄漏（leakage）。
# 反过来就有：*ses chats* 是 *his cats*，也是 *her cats*。划分是否干净，取决于翻译的方向。
#
# > **常见的说法。** 这几个句子显示了翻译器学到了什么：*go .*、*i lost .*、*he's calm .* 和 *i'm home .*（*Dive into Deep Learning* 0.17.5 第 9.7 节，那里的模型用这个文件的前 600 行训练）。
# >
# > **我们运行的。** 在文件里查找这四个句子。
# >
# > **成立的是。** 四句中有三句就在这 600 行之中，所以译出来的可能只是记忆。只有第四句算得上测试。

# %% claim="half_of_the_lines_leak"
seen, from_english, from_french = leaks.values()
assert len(FIRST_LINES["Stop!"]) == 3
assert 0.4 < seen < 0.65
if len(pairs) > 100_000:  # Tatoeba
    assert 0.4 < from_english < 0.65
else:
    assert from_english == 0 < from_french

# %% play="four_examples"
LINE = {"Go.": 1, "I lost.": 50, "I'm home.": 350}  # of the file of 2019
examples = ["Go.", "I lost.", "He's calm.", "I'm home."]
places = {sentence: str(LINE.get(sentence, "nowhere")) for sentence in examples}
pd.DataFrame({"line of the file of 2019": places})

# %% claim="three_of_four_were_trained_on"
assert len(LINE) == 3
assert max(LINE.values()) <= 600
if len(pairs) > 100_000:
    sources = [english for english, _ in text_pairs]
    assert all(sources[line - 1] == sentence for sentence, line in LINE.items())
    assert "He's calm." not in sources

# %% [markdown] lang="en"
# ### Exercise 2 · Split by source (3 points)
#
# Write `split_by_source(pairs, fraction, rng)` for pairs `(source, target)`, both tuples of tokens. Of the $n$ *different* sources `round(fraction *
# n)`, drawn by `rng`, go to the test with all of their pairs. Return two lists, `train` and `test`; each keeps its pairs in the order in which they
# came. *Hint: draw among the sources, then sort the pairs into two lists.*

# %% [markdown] lang="zh"
# ### 练习 2 · 按源句划分（3 分）
#
# 为句对 `(source, target)`（两者都是词元的元组）编写 `split_by_source(pairs, fraction, rng)`。在 $n$ 个*不同*的源句中，用 `rng` 抽出 `round(fraction * n)` 个，连同它们的所有句对归入测试。返回两个列表 `train` 和 `test`；
# 各自保持句对原来的次序。*提示：先在源句里抽取，再把句对分到两个列表。*


# %% exercise="split_by_source"
def split_by_source(pairs, fraction, rng):
    """Return pairs to train on and pairs to test on, two lists, such that no source is in both.

    pairs     a list of (source, target), tuples of tokens; sources may come several times
    fraction  of the different sources, to test on
    rng       a numpy Generator
    """
    ### BEGIN SOLUTION
    sources = list(dict.fromkeys(source for source, _ in pairs))
    count = round(fraction * len(sources))
    held = {sources[k] for k in rng.permutation(len(sources))[:count]}
    train = [pair for pair in pairs if pair[0] not in held]
    return train, [pair for pair in pairs if pair[0] in held]
    ### END SOLUTION


# %% check="split_by_source" points=3
check("split_by_source")

# %% play="split"
train, test = split_by_source(pairs, 0.05, np.random.default_rng(0))
print(f"{len(train):,} pairs to train on, {len(test):,} to test on")
shared = contamination(train, test)
pd.DataFrame({"also in training, % of the test": shared}).mul(100).round(1)

# %% claim="no_source_and_no_pair_in_both"
assert shared["source"] == shared["pair"] == 0 < shared["target"] < 0.3

# %% [markdown] lang="en"
# No source and no pair is in both. Targets may be: different sentences can share a translation. Had we translated the other way, those would be the
# sources, and the split another one.
#
# ## Vocabularies
#
# Each language has its own. The course's special tokens come first, `<pad>` 0, `<unk>` 1, `<bos>` 2, `<eos>` 3, and only *training* pairs are
# counted: a test word that was never trained on is unknown, and has to show up as such.
#
# ### Exercise 3 · Two vocabularies (3 points)
#
# Write `build_vocabularies(pairs, min_count)`: return two lists of tokens, for the sources and for the targets, where a token's id is its place: the
# four of `SPECIAL`, then all tokens that occur at least `min_count` times on that side, the most frequent first, and those that are equally frequent
# in the order of the alphabet, as Python compares strings. *Hint: sort by a key of two parts.*

# %% [markdown] lang="zh"
# 没有哪个源句或句对同时在两边。目标句可能会：不同的句子可以有相同的译文。假如反方向翻译，它们就是源句，划分也就不同了。
#
# ## 词表
#
# 每种语言有自己的词表。最前面是本课程的特殊词元：`<pad>` 0、`<unk>` 1、`<bos>` 2、`<eos>` 3；只数*训练*句对：从未训练过的测试词就是未知词，也应当显示为未知。
#
# ### 练习 3 · 两个词表（3 分）
#
# 编写 `build_vocabularies(pairs, min_count)`：返回两个词元列表，分别用于源句和目标句，词元的编号就是它的位置：先是 `SPECIAL` 的四个，然后是在该侧至少出现 `min_count` 次的所有词元，次数多的在前，
# 次数相同的按 Python 比较字符串的顺序排列。*提示：用含两个部分的键排序。*

# %%
SPECIAL = ["<pad>", "<unk>", "<bos>", "<eos>"]
PAD, UNK, BOS, EOS = range(4)


# %% exercise="build_vocabularies"
def build_vocabularies(pairs, min_count):
    """Return the vocabularies of sources and targets, two lists of tokens that begin with those of SPECIAL.

    pairs      a list of (source, target), tuples of tokens
    min_count  how often a token has to occur on its side
    """
    ### BEGIN SOLUTION
    vocabularies = []
    for sentences in zip(*pairs, strict=True):
        counts = Counter(chain.from_iterable(sentences))
        ranked = sorted(counts, key=lambda token: (-counts[token], token))
        vocabularies.append(
            SPECIAL + [token for token in ranked if counts[token] >= min_count]
        )
    return vocabularies
    ### END SOLUTION


# %% check="build_vocabularies" points=3
check("build_vocabularies")

# %% play="unknown_words"
least = [1, 2, 3, 5, 10, 20, 50, 100]
unknown, sizes = {}, {}
for side, language in enumerate(["English", "French"]):
    often = Counter(token for pair in train for token in pair[side])
    known = np.array(list(often.values()))
    asked = np.array([often[token] for pair in test for token in pair[side]])
    unknown[language] = [100 * np.mean(asked < min_count) for min_count in least]
    sizes[language] = [4 + int(np.sum(known >= min_count)) for min_count in least]

# %% folded="price_of_a_small_vocabulary"
fig, ax = plt.subplots()
ax.set(xscale="log", ylim=(0, 1.1 * max(map(max, unknown.values())) + 0.1))
figures.lines(ax, least, unknown, "min_count", "unknown test tokens, %")
ax.set_xticks(least, least)
ax.minorticks_off()
figures.described(
    "Share of unknown test tokens over min_count, which has a logarithmic axis: both lines rise, and on the whole that of French lies above that of English.",
    "测试中未知词元的比例随 min_count（对数刻度）的变化：两条线都上升，总的来说法语高于英语。",
)
names = {language: f"{language} vocabulary" for language in sizes}
pd.DataFrame(sizes, index=pd.Index(least, name="min_count")).rename(columns=names).T

# %% claim="french_pays_more"
assert all(size == sorted(size, reverse=True) for size in sizes.values())
assert all(share == sorted(share) for share in unknown.values())
assert sum(unknown["French"]) > 1.1 * sum(unknown["English"])

# %% [markdown] lang="en"
# A larger `min_count` makes the vocabularies smaller, and with them the embedding and the softmax, which have a row for each token, at the price of
# unknown words. French has more forms, so it pays more. We take 5.
#
# ## Ids, with an end
#
# The decoder stops when it says `<eos>`, so it must have seen it in training, behind *every* sentence. If `<eos>` is appended first and long sentences
# are cut afterwards, the model is taught that these never end. First a single pair, each side with as many ids as it needs:
#
# ### Exercise 4 · One pair as ids (3 points)
#
# Write `pair_to_ids(source, target, source_vocabulary, target_vocabulary)` for two tuples of tokens, of $n$ and of $m$. Return two arrays of whole
# numbers: `x`, `(1, n + 1)`, holds the ids of the source and of `<eos>` behind it; `y`, `(1, m + 2)`, those of `<bos>`, of the target, and of `<eos>`. An
# id is the token's place in the vocabulary of *its own* side, and a token that is not there has the id of `<unk>`. Other people order the special
# tokens in another way: look up where they stand, for here that may be anywhere in a vocabulary. An empty sentence has its special tokens only. If both
# vocabularies begin with `<pad>`, `<bos>`, `<eos>`, `<unk>`, and 你好 世界 我 爱 你 and *hello world i love you* follow, *我 爱 你* and *i love you* are
# `[[6, 7, 8, 2]]` and `[[1, 6, 7, 8, 2]]`. *Hint: write the row as tokens first, special ones included.*

# %% [markdown] lang="zh"
# `min_count` 越大，词表就越小，嵌入（embedding）和 softmax（它们为每个词元各有一行）也随之变小，代价是未知词。法语的词形更多，所以代价更大。我们取 5。
#
# ## 编号，并有结尾
#
# 解码器说出 `<eos>` 时停止，所以它必须在训练中见过它，而且在*每个*句子后面。如果先加上 `<eos>` 再截断长句，就等于教它：长句永不结束。先看单独的一对，两边各有几个编号就用几个：
#
# ### 练习 4 · 一个句对的编号（3 分）
#
# 为两个词元元组（分别有 $n$ 个和 $m$ 个词元）编写 `pair_to_ids(source, target, source_vocabulary, target_vocabulary)`。返回两个整数数组：`x`，形状 `(1, n + 1)`，是源句各词元的编号，后面是 `<eos>` 的编号；`y`，形状 `(1, m + 2)`，依次是 `<bos>`、目标句各词元、`<eos>` 的编号。
# 编号是词元在*自己那一侧*的词表里的位置；词表里没有的词元，用 `<unk>` 的编号。别人的特殊词元可能按别的次序排列：请查出它们的位置，因为在这里它们可以在词表的任何地方。空句子只有特殊词元。
# 若两个词表都以 `<pad>`、`<bos>`、`<eos>`、`<unk>` 开头，后面分别是 你好 世界 我 爱 你 和 *hello world i love you*，那么 *我 爱 你* 和 *i love you* 就是 `[[6, 7, 8, 2]]` 和 `[[1, 6, 7, 8, 2]]`。*提示：先把一行写成词元，特殊词元也在内。*


# %% exercise="pair_to_ids"
def pair_to_ids(source, target, source_vocabulary, target_vocabulary):
    """Return the ids of a source closed by <eos>, (1, n + 1), and of a target from <bos> to <eos>, (1, m + 2).

    source, target  tuples of n and of m tokens
    vocabularies    lists of tokens; an id is a place in one, and the special tokens may stand anywhere
    """
    ### BEGIN SOLUTION
    sides = (
        ((*source, "<eos>"), source_vocabulary),
        (("<bos>", *target, "<eos>"), target_vocabulary),
    )
    rows = []
    for tokens, vocabulary in sides:
        id_of = {token: k for k, token in enumerate(vocabulary)}
        rows.append(np.array([[id_of.get(token, id_of["<unk>"]) for token in tokens]]))
    return tuple(rows)
    ### END SOLUTION


# %% check="pair_to_ids" points=3
check("pair_to_ids")

# %% play="ids_of_a_toy_pair"
CHINESE = ["你好", "世界", "我", "爱", "你"]
ENGLISH = ["hello", "world", "i", "love", "you"]
numbered = {}
for order in (SPECIAL, ["<pad>", "<bos>", "<eos>", "<unk>"]):
    x, y = pair_to_ids(*toy[0], order + CHINESE, order + ENGLISH)
    numbered[" ".join(order)] = {"我 爱 你": x.tolist(), "i love you": y.tolist()}
print("shapes", x.shape, "and", y.shape)
pd.DataFrame(numbered).T.rename_axis("vocabularies that begin with")

# %% claim="the_toy_pair"
here, elsewhere = numbered.values()
assert list(here.values()) == [[[6, 7, 8, 3]], [[2, 6, 7, 8, 3]]]
assert list(elsewhere.values()) == [[[6, 7, 8, 2]], [[1, 6, 7, 8, 2]]]

# %% [markdown] lang="en"
# Numbers are a convention; mixing two is an error. From here on we keep to ours.
#
# A batch is one array, so its rows need one length: what is longer is cut, what is shorter is filled up. And the decoder's `<bos>` waits until the next
# section.
#
# ### Exercise 5 · Cut, close and fill up (3 points)
#
# Write `pad_with_eos(sentences, vocabulary, length)`: return an array of ids `(sentences, length)` and the **valid lengths** `(sentences,)`, both
# arrays of whole numbers. In each row stand the ids of the tokens, `UNK` for those not in the vocabulary, then `EOS`, then `PAD`; of sentences that are too
# long only the last tokens are missing, never `EOS`. The valid length counts all but `PAD`. *Hint: how many tokens fit if the end has to fit as
# well?*

# %% [markdown] lang="zh"
# 编号只是约定；混用两套才是错误。从这里起，我们只用自己的一套。
#
# 一个批次是一个数组，各行必须等长：长的要截断，短的要填满。解码器的 `<bos>` 则留到下一节。
#
# ### 练习 5 · 截断、收尾、填满（3 分）
#
# 编写 `pad_with_eos(sentences, vocabulary, length)`：返回编号数组 `(sentences, length)` 和**有效长度**（valid length）`(sentences,)`，都是整数数组。每行依次是各词元的编号（不在词表中的用 `UNK`）、`EOS`、`PAD`；
# 太长的句子只缺最后几个词元，绝不缺 `EOS`。有效长度计入 `PAD` 以外的一切。*提示：如果结尾也要放得下，能放多少个词元？*


# %% exercise="pad_with_eos"
def pad_with_eos(sentences, vocabulary, length):
    """Return the ids of sentences, (sentences, length), each closed by EOS and filled up with PAD, and their valid lengths, (sentences,).

    sentences   tuples of tokens
    vocabulary  a list of tokens that begins with those of SPECIAL; an id is a place in it
    """
    ### BEGIN SOLUTION
    id_of = {token: k for k, token in enumerate(vocabulary)}
    ids = np.full((len(sentences), length), PAD)
    for row, sentence in zip(ids, sentences, strict=True):
        closed = [id_of.get(token, UNK) for token in sentence[: length - 1]] + [EOS]
        row[: len(closed)] = closed
    return ids, (ids != PAD).sum(axis=1)
    ### END SOLUTION


# %% check="pad_with_eos" points=3
check("pad_with_eos")


# %% play="ids_of_all_pairs"
def padded(pairs, vocabularies, length):
    """Return ids and valid lengths of the sources, then those of the targets."""
    sides = zip(zip(*pairs, strict=True), vocabularies, strict=True)
    return [pad_with_eos(side, vocabulary, length) for side, vocabulary in sides]


(x_toy, _), (y_toy, _) = padded(toy, build_vocabularies(toy, min_count=1), length=6)
print("the toy set:", *x_toy, "and", *y_toy)

source_vocabulary, target_vocabulary = vocabularies = build_vocabularies(train, min_count=5)
length = int(np.quantile(lengths, 0.99)) + 1
(source, source_valid), (target, target_valid) = padded(train, vocabularies, length)
print("from", *(source_vocabulary[k] for k in source[0]))
print("to  ", *(target_vocabulary[k] for k in target[0]))
print(f"{source.shape} ids on either side, ", end="")
print(f"{np.mean(source == PAD):.0%} and {np.mean(target == PAD):.0%} of them padding")

# %% [markdown] lang="en"
# ## What the decoder is given
#
# While it is trained, the decoder is given the right words so far and has to say the next one. This is called **teacher forcing**. So its input is
# the labels, one step later, behind `<bos>`:
#
# | | $t=0$ | 1 | 2 | 3 | 4 |
# |---|---|---|---|---|---|
# | input | `<bos>` | ils | regardent | . | `<pad>` |
# | label | ils | regardent | . | `<eos>` | `<pad>` |
#
# What may be read before a label is what stands before it, and not the label: to say 饭, the last word of 我 吃 饭, the decoder has read `<bos>` 我 吃.
# Shown 我 吃 饭, it would have to copy and no more.
#
# ### Exercise 6 · Shift right (3 points)
#
# Write `shift_right(labels)` for labels `(batch, time)`, rows as `pad_with_eos` makes them: return the decoder's input, an array of whole numbers of
# the same shape. Nothing
# follows `<eos>`, so it is never an input: where the label is `PAD` the input is `PAD` too, and a mask made from the input is then also one for the
# labels. `labels` itself stays as it is. *Hint: begin with a column of `BOS`.*

# %% [markdown] lang="zh"
# ## 给解码器什么
#
# 训练时，解码器得到到目前为止的正确的词，要说出下一个。这叫**教师强制**（teacher forcing）。所以它的输入就是标签，晚一步，前面加上 `<bos>`：
#
# | | $t=0$ | 1 | 2 | 3 | 4 |
# |---|---|---|---|---|---|
# | 输入 | `<bos>` | ils | regardent | . | `<pad>` |
# | 标签 | ils | regardent | . | `<eos>` | `<pad>` |
#
# 说出一个标签之前，能读的只有它前面的词，不包括它自己：要说出“我 吃 饭”的最后一个词“饭”，解码器读过的是 `<bos>` 我 吃。若给它看了“我 吃 饭”，它只要照抄就行了。
#
# ### 练习 6 · 右移（3 分）
#
# 为标签 `(batch, time)`（各行如 `pad_with_eos` 所产生）编写 `shift_right(labels)`：返回解码器的输入，是同样形状的整数数组。`<eos>` 之后什么也没有，所以它绝不作输入：标签是 `PAD` 的地方输入也是 `PAD`，这样由输入得到的掩码（mask）也适用于标签。
# `labels` 本身保持不变。*提示：从一列 `BOS` 开始。*


# %% exercise="shift_right"
def shift_right(labels):
    """Return the decoder's input for labels (batch, time): BOS first, then each label one step later, PAD where the label is PAD."""
    ### BEGIN SOLUTION
    start = np.full((len(labels), 1), BOS)
    shifted = np.concatenate([start, labels[:, :-1]], axis=1)
    return np.where(labels == PAD, PAD, shifted)
    ### END SOLUTION


# %% check="shift_right" points=3
check("shift_right")


# %% [markdown] lang="en"
# > **Often claimed.** The target begins with `<bos>`, and the decoder is started with `<bos>`.
# >
# > **What we run.** Both at once, beside your `shift_right`: each input stands above its label.
# >
# > **What holds.** One of the two. With both `<bos>` is read twice, and at its first step the model is taught to say `<bos>`, so each translation will
# > begin with it.

# %% [markdown] lang="zh"
# > **常见的说法。** 目标句以 `<bos>` 开头，解码器从 `<bos>` 开始。
# >
# > **我们运行的。** 两者同时采用，与你的 `shift_right` 并列：每个输入的下面是它的标签。
# >
# > **成立的是。** 只能取其一。两者都取，`<bos>` 就读了两次，模型在第一步学的是说 `<bos>`，于是每个译文都会以它开头。

# %% play="the_start_twice"
english = SPECIAL + ENGLISH
ids, _ = pad_with_eos([("i", "love", "you")], english, length=4)
with_start = np.concatenate([[BOS], ids[0]])
started_twice = np.concatenate([[BOS], with_start[:-1]])
rows = {
    ("shift_right", "input"): shift_right(ids)[0],
    ("shift_right", "label"): ids[0],
    ("<bos> twice", "input"): started_twice,
    ("<bos> twice", "label"): with_start,
}
words = {row: pd.Series([english[k] for k in ids]) for row, ids in rows.items()}
pd.DataFrame(words).T.fillna("")

# %% claim="taught_to_say_bos"
assert started_twice[0] == with_start[0] == BOS
assert BOS not in ids

# %% [markdown] lang="en"
# Print input above label before you train anything.
#
# ## Batches
#
# In one array for each side about half of what is stored would be padding. As in chapter 2, sentences of similar length go together; but now there are two
# lengths, and a row of one array must stay with its row in the other.
#
# ### Exercise 7 · Batches of pairs (3 points)
#
# Write the generator `pair_batches(source, target, batch, rng)` for arrays of ids `(pairs, time)` with `PAD` at the row ends; the two may differ in
# `time`. For one pass: draw an order of the pairs; sort by the valid length of the *source*, so that equally long ones stay in the drawn order; cut
# into batches of `batch` pairs, the last one with what is left; yield the batches in an order that is drawn as well, each as two arrays `x, y`
# without columns that are nothing but `PAD`. *Hint: `np.argsort` with `kind="stable"`.*

# %% [markdown] lang="zh"
# 训练任何东西之前，请先把输入印在标签上方看一看。
#
# ## 批次
#
# 每种语言各放进一个大数组，存下的大约一半会是填充（padding）。与第 2 章一样，长度相近的句子放在一起；但现在有两个长度，而且一个数组的某一行必须与另一个数组的同一行在一起。
#
# ### 练习 7 · 句对的批次（3 分）
#
# 为编号数组 `(pairs, time)`（行末是 `PAD`，两个数组的 `time` 可以不同）编写生成器 `pair_batches(source, target, batch, rng)`。走一遍数据：抽取句对的一个次序；按*源句*的有效长度排序，一样长的保持抽取的次序；
# 切成每批 `batch` 对，最后一批是剩下的；再按另一个抽取的次序逐批产生两个数组 `x, y`，去掉全是 `PAD` 的列。*提示：`np.argsort` 加上 `kind="stable"`。*


# %% exercise="pair_batches"
def pair_batches(source, target, batch, rng):
    """Yield batches x, y of pairs, (batch, time of x) and (batch, time of y), similar in the length of x, without columns of padding only.

    source, target  (pairs, time)   ids, PAD at the ends of rows
    rng             a numpy Generator
    """
    ### BEGIN SOLUTION
    valid = (source != PAD).sum(axis=1)
    order = rng.permutation(len(valid))
    order = order[np.argsort(valid[order], kind="stable")]
    starts = np.arange(0, len(order), batch)
    for start in rng.permutation(starts):
        rows = order[start : start + batch]
        x, y = source[rows], target[rows]
        yield x[:, (x != PAD).any(axis=0)], y[:, (y != PAD).any(axis=0)]
    ### END SOLUTION


# %% check="pair_batches" points=3
check("pair_batches")


# %% play="some_pairs"
def trimmed(ids):
    """Return ids without the columns at the end that are padding only."""
    return ids[:, : (ids != PAD).sum(axis=1).max()]


def padding(arrays):
    """Return the share of padding in some arrays of ids."""
    return np.mean(np.concatenate([ids.ravel() for ids in arrays]) == PAD)


rng = np.random.default_rng(0)
some = rng.choice(len(source), size=min(20_000, len(source)), replace=False)
x_some, y_some = source[some], target[some]

for x, y in pair_batches(x_toy, y_toy, 2, np.random.default_rng(0)):
    print("a batch of the toy set:", *x, "and", *y)

# %% play="how_much_padding"
blocks = [slice(k, k + 64) for k in range(0, len(some), 64)]
shuffled = [trimmed(ids[block]) for ids in (x_some, y_some) for block in blocks]
x_sorted, y_sorted = zip(*pair_batches(x_some, y_some, 64, rng), strict=True)
shares = {
    "one length for all": padding([x_some, y_some]),
    "batches, shuffled": padding(shuffled),
    "pair_batches": padding(x_sorted + y_sorted),
}
left = padding(x_sorted), padding(y_sorted)
print(f"pair_batches: {left[0]:.1%} padding in the source, {left[1]:.1%} in the target")
figures.share_bars(shares, "share of padding in all positions, %")
figures.described(
    f"Bars of the share of padding: {', '.join(f'{name} {share:.0%}' for name, share in shares.items())}.",
    f"填充所占比例的柱状图：{', '.join(f'{name} {share:.0%}' for name, share in shares.items())}。",
)

# %% claim="hardly_any_padding_in_the_source"
assert (
    shares["one length for all"]
    > shares["batches, shuffled"]
    > 1.5 * shares["pair_batches"]
)
assert left[0] < 0.03 < left[1]
assert 0.35 < shares["one length for all"] < 0.8  # "about half", said before the exercise
of_equal_length = target_valid[source_valid == 10]
assert len(set(of_equal_length)) > 1

# %% [markdown] lang="en"
# Sorted by the source, a batch has hardly any padding there; what is left is in the target, since equally long sentences have translations of
# different lengths.
#
# ## A loss that leaves padding alone
#
# What is left of padding must not be learnt. With a mask $m$, 1 where the label is a token and 0 where it is `PAD`, $n = \sum m$ and the logits $z$
# of one position, the loss and its gradient are
#
# $$ \text{loss} = -\frac1n \sum_{b,t} m_{b,t} \log p_{b,t}(\text{label}), \qquad p = \operatorname{softmax}(z), \qquad \frac{\partial\,\text{loss}}{\partial z_{b,t}} = \frac{m_{b,t}}{n} \left( p_{b,t} - \text{one-hot}(\text{label}) \right). $$
#
# ### Exercise 8 · The loss and its gradient (4 points)
#
# Write `sequence_loss(logits, labels)` in NumPy, logits `(batch, time, vocab_size)` and labels `(batch, time)`, of which at least one is a token: return the loss, one number, and its
# gradient, an array of the shape of the logits. Logits of 1000 must not overflow. *Hint: the softmax does not change when a number is subtracted from all
# logits of a position.*

# %% [markdown] lang="zh"
# 按源句排序后，批次的源句里几乎没有填充；剩下的在目标句里，因为一样长的句子，译文长短不一。
#
# ## 不碰填充的损失
#
# 剩下的填充不应当去学。设掩码 $m$ 在标签是词元处为 1，在 `PAD` 处为 0，$n = \sum m$，$z$ 是一个位置的 logits，损失及其梯度是
#
# $$ \text{loss} = -\frac1n \sum_{b,t} m_{b,t} \log p_{b,t}(\text{标签}), \qquad p = \operatorname{softmax}(z), \qquad \frac{\partial\,\text{loss}}{\partial z_{b,t}} = \frac{m_{b,t}}{n} \left( p_{b,t} - \text{one-hot}(\text{标签}) \right). $$
#
# ### 练习 8 · 损失及其梯度（4 分）
#
# 用 NumPy 编写 `sequence_loss(logits, labels)`，logits 为 `(batch, time, vocab_size)`，标签为 `(batch, time)`，其中至少有一个词元：返回损失这一个数，以及梯度，它是与 logits 同形状的数组。logits 大到 1000 也不许溢出。
# *提示：一个位置的所有 logits 减去同一个数，softmax 不变。*


# %% exercise="sequence_loss"
def sequence_loss(logits, labels):
    """Return the mean cross-entropy over all labels but PAD, and its gradient with respect to the logits.

    logits  (batch, time, vocab_size)
    labels  (batch, time)               ids, PAD where nothing is to be said
    """
    ### BEGIN SOLUTION
    one_hot = np.eye(logits.shape[-1])[labels]
    weight = (labels != PAD)[..., None] / np.sum(labels != PAD)
    log_p = logits - np.logaddexp.reduce(logits, axis=-1, keepdims=True)
    return -np.sum(weight * one_hot * log_p), weight * (np.exp(log_p) - one_hot)
    ### END SOLUTION


# %% check="sequence_loss" points=4
check("sequence_loss")

# %% play="beside_keras"
labels = target[np.argsort(target_valid, kind="stable")[:: len(target) // 8]][:9]
logits = np.random.default_rng(0).normal(size=(*labels.shape, len(target_vocabulary)))
loss, gradient = sequence_loss(logits, labels)
in_keras = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=PAD)
print(f"sequence_loss {loss:.5f}, in Keras {float(in_keras(labels, logits)):.5f}")
print("largest gradient where the label is <pad>:", np.abs(gradient[labels == PAD]).max())

# %% play="where_the_gradient_is"
p = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
counted = (p - np.eye(len(target_vocabulary))[labels]) / labels.size
pull = {
    "padding masked": np.abs(gradient).sum(axis=-1),
    "padding counted": np.abs(counted).sum(axis=-1),
}

# %% folded="pull"
fig, axes = plt.subplots(1, 2, figsize=(8, 2.6), sharey=True)
most = 2 / np.sum(labels != PAD)
look = {"cmap": figures.OPEN, "vmin": 0, "vmax": most, "aspect": "auto"}
for ax, (name, size) in zip(axes, pull.items(), strict=True):
    image = ax.imshow(size, **look)
    ax.set(title=name, xlabel="$t$, time step", yticks=[])
axes[0].set_ylabel("sentences")
bar = fig.colorbar(image, ax=axes, label="size of the gradient", shrink=0.9, format="%.2g")
bar.outline.set_visible(False)
figures.described(
    "Size of the gradient for each sentence and time step, two panels. With padding masked it is white behind the ends of the sentences; with padding counted it is coloured there too, and paler at the words.",
    "每个句子、每个时间步的梯度大小，两幅图。用掩码时，句子结束之后是白色；把填充也算进去时，那里也有颜色，而词的位置颜色更浅。",
)

# %% play="flattery"
sure = logits.copy()
sure[labels == PAD, PAD] += 30
counting = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
masked, flattering = sequence_loss(sure, labels)[0], float(counting(labels, sure))
print("sure of every <pad>, and of no word: ", end="")
print(f"{masked:.2f} with the mask, {flattering:.2f} with padding counted")

# %% claim="padding_counted_pulls_towards_pad"
word = labels != PAD
assert abs(loss - float(in_keras(labels, logits))) < 1e-4
assert pull["padding masked"][~word].max() == 0 < pull["padding counted"][~word].min()
assert pull["padding counted"][word].mean() < 0.8 * pull["padding masked"][word].mean()
assert flattering < 0.8 * masked

# %% [markdown] lang="en"
# On the left the gradient ends where the sentence ends. On the right, where padding counts as a word, the pull on the real words is weaker, since the
# mean is taken over more, and every position behind the end pulls towards `<pad>`: part of what such a model learns is to say nothing, and the line
# below the figure shows how much better it looks for that while it knows no word.
#
# ## Score a translation
#
# A translation has many right forms, so one compares it with translations by people, the **references**. **BLEU** (Papineni et al. 2002) counts the
# n-grams that a candidate shares with them:

# %% [markdown] lang="zh"
# 左图中，梯度在句子结束处也结束。右图把填充也算作词：平均的对象更多，真实的词受到的拉力就更弱，而结尾之后的每个位置都拉向 `<pad>`：这样的模型学到的，有一部分是什么都不说；图下面的那一行显示，它一个词也不会，损失却因此好看了许多。
#
# ## 给译文打分
#
# 一个句子有许多正确的译法，所以要与人的译文比较，它们称为**参考译文**（reference）。**BLEU**（Papineni et al. 2002）数的是候选译文与它们共有的 n 元组（n-gram）：


# %%
def ngrams(tokens, n):
    """Return how often each n-gram stands in a list of tokens, a Counter of tuples."""
    return Counter(tuple(tokens[k : k + n]) for k in range(len(tokens) - n + 1))


# %% play="shared_ngrams"
candidate, reference = 7 * ["the"], tokens_of("The cat is on the mat")
shared = ngrams(candidate, 1) & ngrams(reference, 1)
print("candidate:", dict(ngrams(candidate, 1)))
print("reference:", dict(ngrams(reference, 1)))
print("shared:   ", dict(shared))

# %% claim="two_of_seven"
assert all(word in reference for word in candidate)
assert shared.total() == 2

# %% [markdown] lang="en"
# All seven words of this candidate are in the reference, yet it says *the* more often than there is cause. Counts are therefore **clipped**: `&` of
# two counters takes the smaller count of each n-gram, which leaves 2 of 7. Over all sentences $s$ of the corpus, with `order` $N = 4$,
#
# $$ \text{BLEU} = \min(1,\, e^{1 - r/c}) \, \Bigl( \prod_{n=1}^{N} p_n \Bigr)^{1/N}, \qquad p_n = \frac{\sum_s \text{clipped matches of n-grams in } s}{\sum_s \text{n-grams of the candidate } s}. $$
#
# $c$ is the length of all candidates together and $r$ that of the references. The first factor, the **brevity penalty**, is there because precision
# alone would favour saying only what is certain.
#
# ### Exercise 9 · BLEU (5 points)
#
# Write `corpus_bleu(candidates, references, order=4)`. `candidates` holds one list or tuple of tokens per sentence, `references` a *list* of such lists for
# each, since there may be several. An n-gram counts up to as often as it stands in that reference of its sentence which has it *most often*; and $r$
# adds up, for each sentence, the length of the reference *closest* in length to the candidate, the shorter one of two equally close. Matches and
# n-grams are summed over the corpus *before* they are divided. Return a number from 0 to 1, and 0 where any $p_n$ is 0 or there are no such n-grams.
# `ngrams` is there to be used. *Hint: `|` of two counters takes the larger counts.*

# %% [markdown] lang="zh"
# 这个候选的七个词都在参考译文里，可它说 *the* 的次数多得没有道理。所以计数要**截断**（clipped）：两个计数器的 `&` 对每个 n 元组取较小的次数，于是七个里剩下两个。对语料的所有句子 $s$，阶数 `order` 为 $N = 4$ 时，
#
# $$ \text{BLEU} = \min(1,\, e^{1 - r/c}) \, \Bigl( \prod_{n=1}^{N} p_n \Bigr)^{1/N}, \qquad p_n = \frac{\sum_s s \text{ 中截断后匹配的 n 元组数}}{\sum_s \text{候选译文 } s \text{ 的 n 元组数}}. $$
#
# $c$ 是所有候选译文的总长，$r$ 是参考译文的总长。第一个因子称为**简短惩罚**（brevity penalty）：只看精确率，就会鼓励只说有把握的话。
#
# ### 练习 9 · BLEU（5 分）
#
# 编写 `corpus_bleu(candidates, references, order=4)`。`candidates` 为每个句子给出一个词元列表或元组，`references` 为每个句子给出一个*列表*，内含一个或多个这样的词元列表。一个 n 元组的次数，最多计到它在该句的各参考译文中出现*最多*的那一份的次数；
# $r$ 对每个句子加上长度与候选*最接近*的那份参考译文的长度，两份同样接近时取较短的。匹配数和 n 元组数先对整个语料求和，*然后*才相除。返回 0 到 1 之间的数；若有某个 $p_n$ 为 0 或没有这样的 n 元组，返回 0。
# 可以使用 `ngrams`。*提示：两个计数器的 `|` 取较大的次数。*


# %% exercise="corpus_bleu"
def corpus_bleu(candidates, references, order=4):
    """Return the BLEU of a corpus, a number from 0 to 1, without smoothing.

    candidates  one list of tokens per sentence
    references  one list of lists of tokens per sentence
    order       of the longest n-grams
    """
    ### BEGIN SOLUTION
    said, meant, score = sum(map(len, candidates)), 0, 1
    for candidate, several in zip(candidates, references, strict=True):
        meant += min((abs(len(one) - len(candidate)), len(one)) for one in several)[1]
    for n in range(1, order + 1):
        matched = there = 0
        for candidate, several in zip(candidates, references, strict=True):
            counts, allowed = ngrams(candidate, n), Counter()
            for one in several:
                allowed |= ngrams(one, n)
            matched += (counts & allowed).total()
            there += counts.total()
        if matched == 0:
            return 0
        score *= (matched / there) ** (1 / order)
    return min(1, np.exp(1 - meant / said)) * score
    ### END SOLUTION


# %% check="corpus_bleu" points=5
check("corpus_bleu")

# %% [markdown] lang="en"
# When you quote BLEU, say which one. *Dive into Deep Learning* (0.17.5, section 9.7) prints a variant of its own: one sentence, $N = 2$, and the
# exponents $1/2^n$, which add up to 3/4 and not to 1.

# %% [markdown] lang="zh"
# 引用 BLEU 时必须说明是哪一种。*Dive into Deep Learning*（0.17.5 第 9.7 节）印出的是它自己的变体：单个句子，$N = 2$，指数为 $1/2^n$，加起来是 3/4 而不是 1。


# %% play="another_bleu"
def d2l_bleu(candidate, reference, k=2):
    """Return the score that d2l calls BLEU."""
    score = np.exp(min(0, 1 - len(reference) / len(candidate)))
    for n in range(1, k + 1):
        found, there = ngrams(candidate, n), ngrams(reference, n)
        score *= (sum((found & there).values()) / (len(candidate) - n + 1)) ** 0.5**n
    return score


# %% play="three_scores"
said, meant = tokens_of("Il est riche."), tokens_of("Il est calme.")
print("candidate:", *said, "  reference:", *meant)
three = {
    "d2l, k = 2": d2l_bleu(said, meant),
    "BLEU of order 2": corpus_bleu([said], [[meant]], 2),
    "BLEU of order 4": corpus_bleu([said], [[meant]], 4),
}
pd.DataFrame({"score": three}).round(3)

# %% claim="three_scores"
assert three["BLEU of order 4"] == 0 < three["BLEU of order 2"] < three["d2l, k = 2"]
assert sum(0.5**n for n in (1, 2)) == 3 / 4

# %% [markdown] lang="en"
# The same four words get three scores. The original gives every order the weight $1/N$, and takes $N = 4$ and a whole corpus: in four tokens with a wrong
# one among them no 4-gram matches, so many a short sentence alone has a BLEU of 0. Average those zeros and you have a third quantity, which is not BLEU:

# %% [markdown] lang="zh"
# 同样的四个词，得到三个分数。原文给每一阶的权重都是 $1/N$，取 $N = 4$，并且用整个语料：四个词元里错一个，就没有匹配的四元组，所以许多单个短句的 BLEU 是 0。把这些 0 取平均，又得到第三种量，那不是 BLEU：

# %% play="wrong_words"
rng = np.random.default_rng(1)
held = [target for _, target in test[:: max(1, len(test) // 1000)]][:1000]
references = [[sentence] for sentence in held]
frequent = target_vocabulary[4:104]


def with_wrong_words(sentence, share):
    """Return a sentence in which that share of the tokens, on average, is replaced by any frequent ones."""
    wrong = rng.random(len(sentence)) < share
    return [
        str(rng.choice(frequent)) if w else t for w, t in zip(wrong, sentence, strict=True)
    ]


# %% play="what_bleu_sees"
wrong_shares = [0, 0.1, 0.2, 0.3, 0.4, 0.5]
scores = {name: [] for name in ("order 1", "order 2", "order 4", "mean of sentences")}
for share in wrong_shares:
    said = [with_wrong_words(sentence, share) for sentence in held]
    for order in (1, 2, 4):
        scores[f"order {order}"].append(corpus_bleu(said, references, order))
    alone = [corpus_bleu([one], [own]) for one, own in zip(said, references, strict=True)]
    scores["mean of sentences"].append(np.mean(alone))
shuffled = [rng.permutation(sentence).tolist() for sentence in held]
disorder = {n: corpus_bleu(shuffled, references, order=n) for n in (1, 4)}
for order, score in disorder.items():
    print(f"right words in a random order: BLEU of order {order} is {score:.2f}")

# %% folded="falling_scores"
fig, ax = plt.subplots()
ax.set_ylim(0, 1.05)
percent = [100 * share for share in wrong_shares]
figures.lines(ax, percent, scores, "wrong words, %", "BLEU")
figures.described(
    "BLEU over the share of wrong words, four falling lines that start at 1: order 1 falls least, order 2 and order 4 more, and with many wrong words the mean of the sentences is lowest.",
    "BLEU 随错词比例的变化，四条从 1 开始下降的线：1 阶下降最少，2 阶和 4 阶更多；错词多时，逐句平均最低。",
)

# %% [markdown] lang="en"
# BLEU falls quickly, for a wrong word destroys up to four 4-grams, and the mean over sentences falls faster still. Order 1 does not notice word order
# at all. What else do n-grams not see?

# %% [markdown] lang="zh"
# BLEU 下降得很快，因为一个错词最多毁掉四个四元组；各句的平均降得还要快。一阶完全不管词序。n 元组还看不见什么？

# %% claim="bleu_falls_quickly"
one, two, four, mean = (np.array(falling) for falling in scores.values())
assert one[0] == two[0] == four[0] == 1
assert four[1] < 0.85
assert all(one[1:] > two[1:])
assert all(two[1:] > four[1:])
assert all(four[3:] > mean[3:])
assert disorder[1] > 0.99
assert disorder[4] < 0.2

# %% play="what_ngrams_miss"
REFERENCE = ["I", "do", "not", "think", "that", "the", "film", "is", "bad", "."]
candidates = {
    "without *not*": "I do think that the film is bad .",
    "without *that*": "I do not think the film is bad .",
    "a paraphrase": "to me it is a decent movie .",
}
seen = {}
for name, candidate in candidates.items():
    seen[name] = corpus_bleu([candidate.split()], [[REFERENCE]])
short = ["elle", "chante", "."]
seen["three tokens, all right"] = corpus_bleu([short], [[short]])
sentences = pd.Series(candidates | {"three tokens, all right": " ".join(short)})
pd.DataFrame({"BLEU": pd.Series(seen).round(2), "candidate": sentences})

# %% claim="the_lost_not"
assert seen["without *not*"] > seen["without *that*"] > 0.6
assert seen["a paraphrase"] == 0
assert seen["three tokens, all right"] == 0

# %% [markdown] lang="en"
# The loss of *not*, which turns the meaning round, costs even less than the loss of *that*, which changes nothing; the paraphrase, which says the same, gets nothing;
# and a perfect sentence of three tokens has no 4-gram and gets nothing either.
#
# > **Often claimed.** BLEU says how good a generated text is.
# >
# > **What we run.** Wrong words, right words in disorder, and the four candidates above.
# >
# > **What holds.** BLEU ranks systems on a whole corpus with references. It is no measure of a single sentence, nor of text that has no reference, such
# > as a story.
#
# ## People, and diversity
#
# Where it matters, people judge: is it fluent, does it say what the source says? One thing more can be counted: diversity. A model that always
# gives the same safe answer says few different things.
#
# ### Exercise 10 · Distinct-n (2 points)
#
# Write `distinct_n(sentences, n)` for lists or tuples of tokens: the number of *different* n-grams in all the sentences together, divided by the number of all their n-grams (Li et
# al. 2016). No n-gram goes across the border of two sentences. Without any n-gram, return 0. *Hint: first collect, then divide once.*

# %% [markdown] lang="zh"
# 丢了 *not*，意思就反了，扣的分却比丢了 *that* 还少，而丢了 *that* 意思一点没变；意思相同的意译一分没有；三个词元的句子即使全对，也没有四元组，同样一分没有。
#
# > **常见的说法。** BLEU 说明生成的文本有多好。
# >
# > **我们运行的。** 错词，次序打乱的对词，以及上面的四个候选。
# >
# > **成立的是。** BLEU 用来在有参考译文的整个语料上给系统排名。它不衡量单个句子，也不衡量没有参考译文的文本，例如故事。
#
# ## 人的判断，以及多样性
#
# 要紧的时候由人来评判：通顺吗？说的是原文说的吗？还有一样可以数，就是多样性：总给出同一个保险回答的模型，说的不同的话就少。
#
# ### 练习 10 · Distinct-n（2 分）
#
# 为词元列表或元组编写 `distinct_n(sentences, n)`：所有句子合在一起，*不同*的 n 元组的个数除以全部 n 元组的个数（Li et al. 2016）。n 元组不跨越两个句子的边界。一个 n 元组也没有时返回 0。
# *提示：先收集，再一次相除。*


# %% exercise="distinct_n"
def distinct_n(sentences, n):
    """Return the share of different n-grams among all n-grams of the sentences, lists of tokens; 0 where there are none."""
    ### BEGIN SOLUTION
    counts = Counter()
    for sentence in sentences:
        counts += ngrams(sentence, n)
    return len(counts) / counts.total() if counts else 0.0
    ### END SOLUTION


# %% check="distinct_n" points=2
check("distinct_n")

# %% [markdown] lang="en"
# ## The bar
#
# Before any network, what do cheap translators reach on sentences that were held out? One always says the commonest French sentence of its training.
# Another looks for the training sentence that shares the most words with the source, rare words counting for more, and gives *its* translation. Where
# a source has several translations, we may even ask how well a person does: one of them is the candidate, the others are its references.

# %% [markdown] lang="zh"
# ## 及格线
#
# 在用任何网络之前，廉价的翻译器在留出的句子上能得多少分？一个总说训练中最常见的法语句子。另一个寻找与源句共有的词最多的训练句（越少见的词分量越重），给出*那一句*的译文。如果一个源句有多种译文，还可以问人能得多少分：
# 其中一个作候选，其余的作参考译文。


# %%
def nearest(queries, sentences):
    """Return for each query the index of the sentence that shares the most of its words, weighted by rarity (cosine)."""
    with_word = {}
    for k, sentence in enumerate(sentences):
        for word in set(sentence):
            with_word.setdefault(word, []).append(k)
    weight, size = {}, np.full(len(sentences), 1e-9)
    for word, places in with_word.items():
        weight[word] = np.log(len(sentences) / len(places)) ** 2
        size[places] += weight[word]
    best = []
    for query in queries:
        score = np.zeros(len(sentences))
        for word in set(query) & with_word.keys():
            score[with_word[word]] += weight[word]
        best.append(int(np.argmax(score / np.sqrt(size))))
    return best


# %% play="cheap_translators"
by_source = {}
for source_tokens, target_tokens in test:
    by_source.setdefault(source_tokens, []).append(target_tokens)
asked = list(by_source)[:: max(1, len(by_source) // budget(quick=300, full=1500))]
references = [by_source[source_tokens] for source_tokens in asked]

commonest = Counter(target for _, target in train).most_common(1)[0][0]
memory = train[:: max(1, len(train) // budget(quick=20_000, full=160_000))]
places = nearest(asked, [source_tokens for source_tokens, _ in memory])
translators = {
    "the commonest sentence": [commonest] * len(asked),
    "the nearest sentence": [memory[k][1] for k in places],
}
bar = {name: corpus_bleu(said, references) for name, said in translators.items()}

several = [lines for lines in by_source.values() if len(set(lines)) >= 4]
if several:
    translators["a person"] = [lines[0] for lines in several]
    bar["a person"] = corpus_bleu(translators["a person"], [lines[1:] for lines in several])
variety = {name: distinct_n(said, 2) for name, said in translators.items()}

# %% folded="the_bar"
figures.share_bars(bar, "corpus BLEU, %", digits=1)
figures.described(
    f"Bars of corpus BLEU in per cent: {', '.join(f'{name} {100 * score:.1f}' for name, score in bar.items())}.",
    f"语料 BLEU（百分数）的柱状图：{', '.join(f'{name} {100 * score:.1f}' for name, score in bar.items())}。",
)
counts = {name: len(said) for name, said in translators.items()}
display(pd.DataFrame({"sentences": counts, "distinct-2": pd.Series(variety).round(3)}))
lines = {
    "source": asked[0],
    "nearest sentence": translators["the nearest sentence"][0],
    "one of its references": references[0][0],
}
pd.DataFrame({"": {name: " ".join(tokens) for name, tokens in lines.items()}})

# %% claim="the_bar"
assert bar["the commonest sentence"] < 0.05 < bar["the nearest sentence"] < 0.8
assert variety["the commonest sentence"] < 0.05
assert variety["the nearest sentence"] > 0.2
if several:
    assert bar["the nearest sentence"] + 0.1 < bar["a person"] < 0.95

# %% [markdown] lang="en"
# The commonest sentence scores next to nothing, and its diversity shows why nobody would mistake it for a translator. The nearest sentence sets a bar that a
# network has to pass before it may be said to translate. If your pairs are those of Tatoeba you also see a person, who scores more and still not
# 100: other people used other words, and a system with 100 on real text would be the sign of a leak.

# %% [markdown] lang="zh"
# 总说最常见的句子几乎得不到分，它的多样性也说明为什么没有人会把它当作翻译器。最近的句子立下了一条线，网络先要越过它，才谈得上会翻译。如果你用的是 Tatoeba 的句对，还能看到人的得分：更高，但也不到 100，因为别人用了别的词；在真实文本上得到 100 分的系统，反倒是泄漏的迹象。

# %% [markdown] answer="two_bleus" points=2 lang="en"
# ### Question 1 (2 points, read by a person)
#
# Two reports translate English to French. One states "BLEU 38", lower-cased, with tokens of its own, on every tenth line of Tatoeba; the other "BLEU
# 34", by sacreBLEU, on held-out sources. Which system is better? Say what you would need, and name two reasons for which the first figure may be too
# high.
#
# ### BEGIN SOLUTION
# It cannot be said: the two scores differ in tokens, in letter case and in the test itself.
#
# I would need the output of both systems on one test set with held-out sources, scored by one tool with one tokeniser; sacreBLEU prints a signature
# for that.
#
# The first figure may be too high
#
# - because held-out lines leave other translations of the same source, or the very same pair, in training,
# - because lower case makes tokens match that differ,
# - because finer tokens, such as `l'` and every comma, give more easy matches.
# ### END SOLUTION

# %% [markdown] answer="two_bleus" points=2 lang="zh"
# ### 问题 1（2 分，由人批阅）
#
# 两份报告把英语译成法语。一份写着“BLEU 38”，全部小写，用自己的词元，在 Tatoeba 的每第十行上测试；另一份写着“BLEU 34”，用 sacreBLEU，在留出的源句上测试。哪个系统更好？说明你还需要什么，并举出第一个数字可能偏高的两个原因。
#
# ### BEGIN SOLUTION
# 无法判断：两个分数的词元、大小写和测试集都不同。
#
# 需要两个系统在同一个测试集（源句都是留出的）上的译文，用同一个工具、同一种分词打分；sacreBLEU 会为此印出一个签名。
#
# 第一个数字可能偏高，
#
# - 因为按行留出时，同一源句的其他译文甚至同一句对就在训练集里；
# - 因为全部小写使本来不同的词元也算匹配；
# - 因为更细的词元（如 `l'` 和每个逗号）带来更多容易的匹配。
# ### END SOLUTION

# %% [markdown] lang="en"
# ## Try
#
# - Translate from French: swap the pairs, split again, and compare `contamination` with before.
# - `unrolled.grammar.sentences` also speaks Chinese. What becomes of the picture of lengths, and what does `tokens_of` do to a text without spaces?
# - Score the nearest sentence with `order` 1 to 4. Which n-grams does it get right?
#
# ## Read
#
# - K. Papineni, S. Roukos, T. Ward and W.-J. Zhu, "BLEU: a method for automatic evaluation of machine translation", ACL 2002.
# - M. Post, "A call for clarity in reporting BLEU scores", WMT 2018: why every score needs its tokeniser.
# - P. Brown et al., "A statistical approach to machine translation", Computational Linguistics 16(2), 1990.
# - A. Zhang, Z. Lipton, M. Li and A. Smola, *Dive into Deep Learning* 0.17.5, sections 9.5 to 9.7: another way through the same file, from which
#   *They are watching.* and the examples and the score quoted above are taken.
#
# Next: `encoder_decoder.ipynb`, a network that translates.

# %% [markdown] lang="zh"
# ## 试一试
#
# - 从法语译出：交换句对，重新划分，把 `contamination` 与之前比较。
# - `unrolled.grammar.sentences` 也会说中文。长度的图会变成什么样？`tokens_of` 对没有空格的文本会做什么？
# - 用 `order` 1 到 4 给最近的句子打分。它对的是哪些 n 元组？
#
# ## 读一读
#
# - K. Papineni, S. Roukos, T. Ward and W.-J. Zhu, "BLEU: a method for automatic evaluation of machine translation", ACL 2002。
# - M. Post, "A call for clarity in reporting BLEU scores", WMT 2018：为什么每个分数都要说明用的分词。
# - P. Brown et al., "A statistical approach to machine translation", Computational Linguistics 16(2), 1990。
# - A. Zhang, Z. Lipton, M. Li and A. Smola, *Dive into Deep Learning* 0.17.5，第 9.5 至 9.7 节：处理同一个文件的另一条路；*They are watching.* 以及上面引用的例子和分数都出自那里。
#
# 下一节：`encoder_decoder.ipynb`，一个会翻译的网络。
