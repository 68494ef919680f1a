# %% [markdown] lang="en"
# # Turn a text into numbers
#
# A network can't read a letter. What has to happen to a file of text until it can, and what gets lost on the way? You turn text into sequences of whole numbers and back into text. Every
# step is written by you, and at the end Keras' own layers give the same numbers.
#
# You will learn
# - to read, clean, tokenise, count and index a text, in English and in Chinese, and what each step throws away,
# - how unevenly words are used, what that means for the size of a vocabulary, and what there is between words and characters,
# - why a one-hot vector and an `Embedding` layer are the same thing.
#
# You need: Python's strings, lists and dictionaries. Running everything takes less than a minute.

# %% [markdown] lang="zh"
# # 把文本变成数字
#
# 网络一个字母也不认识。一个文本文件要经过什么才能让它读，途中又会丢掉什么？你将把文本变成整数序列，再变回文本。每一步都由你来写，最后 Keras 自带的层给出同样的数字。
#
# 你将学到
# - 怎样对英文和中文文本作读取、清洗、切成词元（token）、计数和编号，以及每一步丢掉了什么；
# - 词的使用是多么不均匀，这对词表（vocabulary）的大小意味着什么，词与字符之间又有什么；
# - 为什么独热（one-hot）向量与 `Embedding` 层是一回事。
#
# 需要的基础：Python 的字符串、列表和字典。全部运行不到一分钟。

# %%
from unrolled.check import check  # first: it brings up Keras without log lines
import re
import string
import tempfile
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path

import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import tensorflow as tf
from keras import ops
from unrolled import figures
from unrolled.data import book
from unrolled.training import Progress

figures.style()
keras.utils.set_random_seed(0)

# %% [markdown] lang="en"
# ## Order has to survive
#
# A network computes with numbers, so each word needs one. For two words we can do it by hand: 机器 (machine) becomes 1, 学习 (learning) becomes 2. What matters is that
# the *sequence* stays: the way back has to give the same words in the same order.

# %% [markdown] lang="zh"
# ## 顺序要保留
#
# 网络用数字计算，所以每个词都要有一个数字。两个词可以手工完成：“机器”变成 1，“学习”变成 2。要紧的是*序列*得以保留：变回来时，词和顺序都应当一样。

# %% play="two_words"
number = {"机器": 1, "学习": 2}
word = {i: w for w, i in number.items()}
ids = [number[w] for w in ["机器", "学习", "学习", "机器"]]
print(ids, "->", [word[i] for i in ids])

# %% [markdown] lang="en"
# For a whole book the same takes four steps, and they are the plan of this notebook: **read** lines, **tokenise** them, build a **vocabulary**, and **index** the tokens by it.
#
# Our book is H. G. Wells' *The Time Machine* if this machine has it or can fetch it, and otherwise the manual that comes with Python. We put it into a file, since files are what
# you will get.

# %% [markdown] lang="zh"
# 对一整本书，同样的事分四步，也就是本笔记本的计划：按行**读取**（read），切成**词元**，建立**词表**，再用词表给词元**编号**（index）。
#
# 我们用的书是 H. G. Wells 的《时间机器》（*The Time Machine*），只要这台机器上有或者能下载到；否则用 Python 自带的手册。我们先把它写进一个文件，因为你以后拿到的都是文件。

# %% play="write_book"
path = Path(tempfile.mkdtemp(), "book.txt")
path.write_text(book("time_machine"), encoding="utf-8")
print(f"{path.stat().st_size:,} bytes; the first 60: {path.read_bytes()[:60]}")

# %% [markdown] lang="en"
# ## Read
#
# Bytes become text by an encoding. Today that is UTF-8, but `open` takes whatever the machine prefers unless told, and some editors put a *byte order mark* in front, three
# bytes that would stick to the first word; Python's name for "UTF-8, with or without that mark" is `"utf-8-sig"`.
#
# ### Exercise 1 · Read lines (2 points)
#
# Write `read_lines(path)`: the lines of a text file in UTF-8, in their order, without white space at either end. Leave out lines that are blank. A byte order mark is no part of
# the text. The file `"  One \n\n two\n"` gives `["One", "two"]`. *Hint: when is a line blank, before or after its ends have been cut off?*

# %% [markdown] lang="zh"
# ## 读取
#
# 字节通过编码（encoding）变成文本。如今都用 UTF-8，但如果不指定，`open` 会用这台机器偏好的编码；有些编辑器还会在开头放一个*字节顺序标记*（byte order mark，BOM），
# 这三个字节会粘在第一个词上。“UTF-8，有无此标记都行”在 Python 里叫 `"utf-8-sig"`。
#
# ### 练习 1 · 按行读取（2 分）
#
# 编写 `read_lines(path)`：按原来的顺序返回一个 UTF-8 文本文件的各行，去掉每行两端的空白，略去空行。字节顺序标记不属于文本。文件 `"  One \n\n two\n"` 给出
# `["One", "two"]`。*提示：一行是不是空行，应当在去掉两端空白之前还是之后判断？*


# %% exercise="read_lines"
def read_lines(path):
    """Return the lines of a UTF-8 text file as a list, stripped, without the blank ones.

    path  a str or a Path; the file may begin with a byte order mark
    """
    ### BEGIN SOLUTION
    text = Path(path).read_text(encoding="utf-8-sig")
    stripped = [line.strip() for line in text.splitlines()]
    return [line for line in stripped if line]
    ### END SOLUTION


# %% check="read_lines" points=2
check("read_lines")

# %% play="count_lines"
lines = read_lines(path)
everything = path.read_text(encoding="utf-8").splitlines()
size = sum(map(len, lines))
print(f"{len(everything):,} lines, {len(lines):,} of them not blank; {size:,} characters")
print(*lines[:3], sep="\n")

# %% claim="every_line_is_stripped_and_none_is_blank"
assert 0 < len(lines) < len(everything)
assert all(line == line.strip() != "" for line in lines)

# %% [markdown] lang="en"
# Print the counts of the file you have, and never write them into code. The copy of *The Time Machine* that *Dive into Deep Learning* reads has 3,221 lines, and that is a property of one file on one server: another edition,
# other line breaks, or another book give another number.
#
# ## Clean
#
# `The`, `the` and `the,` should be one word. The usual recipe (*Dive into Deep Learning*, section 9.2) keeps the letters a to z and puts a space for anything else. It turns "The Time Machine, by H. G. Wells" into
# "the time machine by h g wells", as it should. What does it do to other texts?

# %% [markdown] lang="zh"
# 请打印你手上文件的行数，不要把它写进代码。《动手学深度学习》（*Dive into Deep Learning*）所读的《时间机器》有 3221 行，那是某个服务器上某个文件的性质：换一个版本、换一种分行，或者换一本书，数字就不同。
#
# ## 清洗
#
# `The`、`the` 和 `the,` 应当是同一个词。常见的做法（《动手学深度学习》9.2 节）是只留下字母 a 到 z，其余一律换成空格。“The Time Machine, by H. G. Wells” 于是变成
# “the time machine by h g wells”，这没有问题。它对别的文本会怎样？

# %% play="textbook_recipe"
texts = ["The Time Machine, by H. G. Wells", "Don't!", "a café in 1895", "时间机器"]
recipe = {text: re.sub("[^A-Za-z]+", " ", text).lower() for text in texts}
pd.DataFrame({"text": map(repr, recipe), "becomes": map(repr, recipe.values())})

# %% play="two_ways_to_write_an_accent"
accent = ["caf\u00e9", "cafe\u0301"]
equal, sizes = accent[0] == accent[1], [*map(len, accent)]
print(f"{accent[0]} == {accent[1]}: {equal}, lengths {sizes}")
print(f"the code point of é is {ord('é')}; ASCII has {2**7}, from 0 to {2**7 - 1}")

# %% claim="the_usual_recipe_knows_a_to_z_only"
assert recipe["a café in 1895"] == "a caf in "
assert recipe["时间机器"] == " "
assert not equal
assert unicodedata.normalize("NFC", accent[1]) == accent[0]

# %% [markdown] lang="en"
# It cuts off the end of `café`, loses the year, and nothing at all is left of the Chinese. The lines below the table show another trap: é can be written as one code point or as e and an accent. Both look
# alike and are different strings. The normal form NFC of Unicode (`unicodedata.normalize("NFC", …)`) makes them the first one.
#
# ### Exercise 2 · Clean (3 points)
#
# Write `clean(line)`: bring the line into the form NFC and into lower case; keep the letters and digits *of every script*, which are the characters for which `str.isalnum` is true; let each run of anything else become one space, with none at the
# two ends. `"Don't, Café_7!"` becomes `"don t café 7"`. *Hint: Python's `\w` stands for the same characters, and for one more than you want.*

# %% [markdown] lang="zh"
# 它切掉了 `café` 的末尾，丢了年份，中文则一个字都没留下。表下面的两行是另一个陷阱：é 可以写成一个码位（code point），也可以写成 e 加一个重音符。两者看上去一样，却是不同的字符串。
# Unicode 的规范形式 NFC（`unicodedata.normalize("NFC", …)`）把它们都变成前一种。
#
# ### 练习 2 · 清洗（3 分）
#
# 编写 `clean(line)`：把一行变成 NFC 形式和小写；保留*各种文字*的字母和数字，即 `str.isalnum` 为真的字符；其余字符，连在一起的一段换成一个空格，两端不留空格。
# `"Don't, Café_7!"` 变成 `"don t café 7"`。*提示：Python 的 `\w` 表示同样的字符，另外还多一个你不想要的。*


# %% exercise="clean"
def clean(line):
    """Return a line in NFC and lower case, with single spaces for all that is no letter or digit of any script."""
    ### BEGIN SOLUTION
    composed = unicodedata.normalize("NFC", line).lower()
    return re.sub(r"[\W_]+", " ", composed).strip()
    ### END SOLUTION


# %% check="clean" points=3
check("clean")

# %% play="clean_some"
texts = [
    "The Time Machine, by H. G. Wells",
    "Don't!",
    "a cafe\u0301 in 1895",
    "时间，机器。",
    "हिन्दी, İstanbul",
]
pd.DataFrame({"text": map(repr, texts), "becomes": [repr(clean(text)) for text in texts]})

# %% claim="marks_are_no_letters"
assert clean("Don't!") == "don t"
assert clean("a cafe\u0301 in 1895") == "a café in 1895"
assert clean("时间，机器。") == "时间 机器"
assert clean("हिन्दी, İstanbul") == "ह न द i stanbul"

# %% [markdown] lang="en"
# `don t` is the price: the apostrophe is gone, and with it the difference between *we'll* and *we ll*. And the last row shows a limit: a *combining mark* is no letter for `str.isalnum`. The vowel signs of Hindi are such marks, as are the points
# of Hebrew and Arabic, and words fall apart where they stood; İ in lower case is an i and a mark. (Who needs those keeps the Unicode categories beginning with L, N *and* M.) No cleaning is free. Which losses you can bear depends on what the model is for.
#
# ## Tokenise
#
# A **token** is the unit that gets a number: here a word or a character. Among the characters the space is a token like any other. (Tokens are often called the smallest units of meaning. They are units of the *model*: a single letter means nothing, nor
# does the `t` of `don t`.)
#
# ### Exercise 3 · Tokenise (3 points)
#
# Write `tokenize(lines, token="word")`: for each line the list of its words, those parts that white space separates, or with `token="char"` the list of its characters. Any other `token`
# raises a `ValueError`, even if there are no lines. `tokenize(["the time machine"])` is `[["the", "time", "machine"]]`, and `tokenize(["a b"], "char")` is `[["a", " ", "b"]]`.
# *Hint: a list of lists comes back, one for each line, even for an empty one.*

# %% [markdown] lang="zh"
# `don t` 就是代价：撇号没有了，*we'll* 与 *we ll* 的区别也随之消失。最后一行则显示了一个局限：对 `str.isalnum` 来说，*组合符号*（combining mark）不是字母。印地语的元音符号就是这种符号，希伯来语和阿拉伯语的标音点也是，
# 词在这些地方会断开；İ 的小写是一个 i 加一个符号。（需要它们的话，就保留以 L、N *和* M 开头的 Unicode 类别。）清洗总有代价。哪些损失可以承受，取决于模型的用途。
#
# ## 词元化
#
# **词元**是得到一个编号的单位：这里是一个词或一个字符。在字符当中，空格与其他词元地位相同。（词元常被称为最小的意义单位。其实它是*模型的*单位：单个字母没有意义，`don t` 里的 `t` 也没有。）
#
# ### 练习 3 · 词元化（3 分）
#
# 编写 `tokenize(lines, token="word")`：对每一行返回它的词的列表，词由空白分隔；当 `token="char"` 时返回它的字符的列表。其他的 `token` 引发 `ValueError`，哪怕一行也没有。
# `tokenize(["the time machine"])` 是 `[["the", "time", "machine"]]`，`tokenize(["a b"], "char")` 是 `[["a", " ", "b"]]`。
# *提示：返回的是列表的列表，每行一个，空行也不例外。*


# %% exercise="tokenize"
def tokenize(lines, token="word"):
    """Return a list of tokens for each line: its words, or its characters with token="char".

    lines  a list of strings

    Raises ValueError for any other `token`.
    """
    ### BEGIN SOLUTION
    if token == "word":
        return [line.split() for line in lines]
    if token == "char":
        return [list(line) for line in lines]
    raise ValueError(f"token is {token!r}; it can be 'word' or 'char'")
    ### END SOLUTION


# %% check="tokenize" points=3
check("tokenize")

# %% play="count_tokens"
cleaned = [line for line in map(clean, lines) if line]
words, characters = tokenize(cleaned), tokenize(cleaned, "char")
print(f"the book: {sum(map(len, words)):,} words, {sum(map(len, characters)):,} characters")
print(words[0], characters[0][:12], sep="\n")

texts = ["the time machine", "abc", "The cat runs fast"]
counted = zip(tokenize(texts), tokenize(texts, "char"), strict=True)
numbers = [(len(by_word), len(by_character)) for by_word, by_character in counted]
pd.DataFrame(numbers, index=texts, columns=["words", "characters"])

# %% [markdown] lang="en"
# Chinese is written without spaces, so its "words" by this rule are whole clauses, most of which occur once. To find real words in it takes a program for word segmentation. (Markov chains are often said
# to do that. But a chain models the tokens that are seen, and where a word ends is not seen: what segments are *hidden* Markov models, or networks that tag each character as the first of a word or not, as chapter 6 tags words with either.) By character
# there is nothing to decide. Here is a passage written for this course; keep it in mind, for a river is not a bad picture of a hidden state.

# %% [markdown] lang="zh"
# 中文书写时没有空格，按这个规则得到的“词”是整个分句，大多只出现一次。要找出真正的词，得用分词程序。（常有人说这可以用马尔可夫链（Markov chain）来做。
# 可是链描述的是看得见的词元，而词在哪里结束是看不见的：能分词的是隐马尔可夫模型（hidden Markov model），或者给每个字标注“是不是词首”的网络；第 6 章就用这两种办法给词作标注。）按字切分则没有什么要决定的。下面这段文字是为本课程写的；
# 不妨记住它，因为用河来比喻隐藏状态（hidden state）并不坏。

# %%
RIVER = """清晨，小河边很安静。老人坐在石头上，看着水慢慢地流。
水从山上来，到海里去。昨天的水已经走远了，今天的水又来了。
老人说：“水是新的，河还是旧的。”孩子问：“那么，河是什么？”
老人笑了：“水走了，路还在。河记得水走过的路。”"""

# %% play="river"
verses = [clean(line) for line in RIVER.splitlines()]
by_character = tokenize([verse.replace(" ", "") for verse in verses], "char")
found, once = {}, {}
for name, tokens in {"white space": tokenize(verses), "characters": by_character}.items():
    found[name] = counts = Counter(token for line in tokens for token in line)
    once[name] = sum(count == 1 for count in counts.values()) / len(counts)

# %% folded="tokens_of_the_river"
table = {
    "tokens": {name: counts.total() for name, counts in found.items()},
    "different": {name: len(counts) for name, counts in found.items()},
    "of these once, %": {name: round(100 * share) for name, share in once.items()},
    "most frequent": {name: counts.most_common(3) for name, counts in found.items()},
}
pd.DataFrame(table)

# %% claim="most_clauses_occur_once"
assert once["white space"] > 0.8
assert once["characters"] < once["white space"] - 0.1

# %% [markdown] lang="en"
# ## Count and number
#
# A vocabulary begins with counting. Python's `Counter` does that, so let us hand it what `tokenize` returned.

# %% [markdown] lang="zh"
# ## 计数与编号
#
# 词表从计数开始。Python 的 `Counter` 能做这件事，我们就把 `tokenize` 的返回值交给它。

# %% play="count_lists"
try:
    Counter(words)
except TypeError as error:
    print(f"TypeError: {error}")
print(Counter(token for line in words for token in line).most_common(6))

# %% [markdown] lang="en"
# A list of lists has to be flattened first. Then frequent tokens get small numbers, and a few **special tokens** come before them all. This table holds for the whole course. (Other texts give 0 to another token, so look before you mix them. On a web
# page the names have to be escaped, for a browser takes `<unk>` for HTML and shows nothing.)
#
# | id | token | stands for |
# |---|---|---|
# | 0 | `<pad>` | nothing: fills a short sequence up to the length of a longer one |
# | 1 | `<unk>` | any token that is not in the vocabulary |
# | 2 | `<bos>` | beginning of a sequence |
# | 3 | `<eos>` | end of a sequence |

# %% [markdown] lang="zh"
# 列表的列表要先展平。然后，常见的词元得到小的编号，排在最前面的是几个**特殊词元**（special token）。下表对整个课程有效。（别的教材会把 0 给别的词元，混用之前请先看清楚。在网页上这些名字需要转义，
# 因为浏览器会把 `<unk>` 当成 HTML，什么也不显示。）
#
# | 编号 | 词元 | 含义 |
# |---|---|---|
# | 0 | `<pad>` | 什么也不是：把短序列填充（padding）到长序列的长度 |
# | 1 | `<unk>` | 词表之外的任何词元 |
# | 2 | `<bos>` | 序列的开头 |
# | 3 | `<eos>` | 序列的结尾 |

# %%
SPECIAL = ("<pad>", "<unk>", "<bos>", "<eos>")

# %% [markdown] lang="en"
# ### Exercise 4 · The vocabulary (5 points)
#
# Complete the class `Vocab(lines, min_freq=1, special=SPECIAL)`, where `lines` is what `tokenize` returns.
# - `vocab.tokens` is the list of all tokens, so that `vocab.tokens[i]` has the id `i`: first `special` in the given order, then the tokens of the text that occur at least `min_freq` times, the
#   most frequent first; of two with equal counts, the one that is seen first in the text. A special token that occurs in the text keeps its place and gets no second one.
# - `vocab[token]` is the id of a token, and that of `<unk>`, wherever `special` has it, for a token that is not there.
# - `vocab.to_tokens(ids)` is the way back, a list.
#
# For `lines = [["b", "a"], ["a", "c"]]` the tokens behind the special ones are `"a", "b", "c"`, and with `min_freq=2` only `"a"`. *Hint: Python's sort is stable: what counts as equal stays in the order it had.*

# %% [markdown] lang="zh"
# ### 练习 4 · 词表（5 分）
#
# 完成类 `Vocab(lines, min_freq=1, special=SPECIAL)`，其中 `lines` 是 `tokenize` 的返回值。
# - `vocab.tokens` 是全部词元的列表，`vocab.tokens[i]` 的编号就是 `i`：先是 `special`，按给定的顺序；然后是文本中至少出现 `min_freq` 次的词元，出现次数多的在前；次数相同时，
#   在文本中先出现的在前。文本中若出现特殊词元，它保持原来的位置，不再占第二个位置。
# - `vocab[token]` 是一个词元的编号；对于词表里没有的词元，是 `<unk>` 的编号，不论 `special` 把它放在哪里。
# - `vocab.to_tokens(ids)` 是反方向，返回列表。
#
# 对 `lines = [["b", "a"], ["a", "c"]]`，特殊词元之后是 `"a", "b", "c"`；若 `min_freq=2`，则只有 `"a"`。*提示：Python 的排序是稳定的：被视为相等的元素保持原来的顺序。*


# %% exercise="Vocab"
class Vocab:
    """The tokens of a text, numbered: special tokens first, then by frequency.

    lines     a list of tokens for each line, as `tokenize` returns it
    min_freq  how often a token has to occur to be in it
    special   the tokens that come first; "<unk>" is one of them

    tokens    a list: tokens[i] is the token with id i
    """

    def __init__(self, lines, min_freq=1, special=SPECIAL):
        ### BEGIN SOLUTION
        counts = Counter(token for line in lines for token in line)
        ranked = sorted(counts, key=lambda token: -counts[token])
        kept = [token for token in ranked if counts[token] >= min_freq]
        self.tokens = [*special, *(token for token in kept if token not in special)]
        self.ids = {token: i for i, token in enumerate(self.tokens)}
        ### END SOLUTION

    def __len__(self):
        return len(self.tokens)

    def __getitem__(self, token):
        """Return the id of one token, that of "<unk>" for an unknown one."""
        ### BEGIN SOLUTION
        return self.ids.get(token, self.ids["<unk>"])
        ### END SOLUTION

    def to_ids(self, tokens):
        """Return the ids of a list of tokens."""
        return [self[token] for token in tokens]

    def to_tokens(self, ids):
        """Return the tokens of a list or an array of ids."""
        ### BEGIN SOLUTION
        return [self.tokens[i] for i in ids]
        ### END SOLUTION


# %% check="Vocab" points=5
check("Vocab")

# %% play="title"
title = tokenize([clean("The Time Machine, by H. G. Wells")])
alone, behind_four = Vocab(title, special=["<unk>"]), Vocab(title)
print("only <unk> before it:", alone.to_ids(title[0]))
print("the course's table:", behind_four.to_ids(title[0]))

vocab = Vocab(words)
ids = vocab.to_ids(["the", "hello", "zyzzyva", "machine"])
print(f"{len(vocab):,} tokens in the vocabulary of the book: {vocab.tokens[:12]}")
print(ids, "->", vocab.to_tokens(ids))

# %% claim="the_order_is_that_of_the_text_or_decided_by_counting"
assert list(alone.to_ids(title[0])) == [1, 2, 3, 4, 5, 6, 7]
assert list(behind_four.to_ids(title[0])) == [4, 5, 6, 7, 8, 9, 10]
assert vocab["the"] == 4 < vocab["machine"]
assert vocab.to_tokens([vocab["zyzzyva"]]) == ["<unk>"]

# %% [markdown] lang="en"
# The seven words of the title each occur once, so they keep the order of the text: ids 1 to 7 behind a lone `<unk>`, 4 to 10 behind our four special tokens. In the whole book the order is decided
# by counting: *the* stands first, and *machine* far behind. The made-up word becomes `<unk>`, and from there no way leads back.
#
# With Chinese by character the same class works as it is.

# %% [markdown] lang="zh"
# 标题的七个词各出现一次，所以保持文本中的顺序：若前面只有一个 `<unk>`，编号是 1 到 7；若前面是我们的四个特殊词元，则是 4 到 10。在整本书里，顺序由计数决定：
# *the* 排第一，*machine* 远在后面。生造的词变成 `<unk>`，从那里再也回不来了。
#
# 对于按字切分的中文，同一个类原样可用。

# %% play="river_ids"
river = Vocab(by_character)
ids = river.to_ids(by_character[1])
print(ids[:12], "->", "".join(river.to_tokens(ids)))
print(
    "机器学习:", river.to_ids("机器学习"), "->", river.to_tokens(river.to_ids("机器学习"))
)

# %% [markdown] lang="en"
# ## A few words do much of the work
#
# How often does the most frequent word occur, the tenth, the hundredth? The same for pairs and triples of neighbouring words (bigrams and trigrams):

# %% [markdown] lang="zh"
# ## 少数词承担许多工作
#
# 最常见的词出现多少次？第十位、第一百位呢？再对相邻的两个词（bigram，二元组）和三个词（trigram，三元组）提同样的问题：

# %% play="zipf"
text = [token for line in words for token in line]
counts, slopes, once = {}, {}, {}
for n, name in enumerate(["single words", "pairs", "triples"], 1):
    neighbours = zip(*(text[k:] for k in range(n)), strict=False)
    counts[name] = found = np.sort([*Counter(neighbours).values()])[::-1]
    slopes[name], _ = np.polyfit(np.log(np.arange(10, 1001)), np.log(found[9:1000]), 1)
    once[name] = (found == 1).mean()
top_ten = counts["single words"][:10].sum() / len(text)
print(f"the ten most frequent words make up {top_ten:.0%} of the text")

# %% folded="occurrences_by_rank"
rank = np.unique(np.geomspace(1, len(counts["single words"]), 60).astype(int))
fig, ax = plt.subplots(figsize=(6, 3.4))
ax.set(xscale="log", yscale="log")
curves = {name: found[rank - 1] for name, found in counts.items()}
figures.lines(ax, rank, curves, "rank (1 is the most frequent)", "occurrences")
figures.described(
    "Occurrences over rank, both axes logarithmic. The line of single words falls steepest, along a straight line; those of pairs and triples are flatter.",
    "出现次数随名次的变化，两轴都是对数刻度。单个词的线下降最陡，近似直线；两词组和三词组的线更平。",
)
table = {
    "different": {name: len(found) for name, found in counts.items()},
    "of these once, %": {name: round(100 * share) for name, share in once.items()},
    "slope from rank 10 to 1000": {name: round(slope, 2) for name, slope in slopes.items()},
}
pd.DataFrame(table)

# %% claim="words_follow_zipf_and_most_triples_occur_once"
assert -1.25 < slopes["single words"] < -0.85
assert slopes["single words"] + 0.2 < slopes["pairs"] < slopes["triples"] - 0.1
assert once["single words"] < once["pairs"] < once["triples"]
assert once["triples"] > 0.6
assert top_ten > 0.2  # few words do most of the work

# %% [markdown] lang="en"
# Single words lie near a falling straight line on logarithmic axes, with a slope not far from $-1$: from rank 10 on, the number of occurrences falls about in proportion to $1/r$, where $r$ is the rank. That is **Zipf's
# law**, an observation and not a theorem. Pairs and triples fall more slowly, and most triples occur once. Chapter 3, which predicts words by counting, will suffer from that.
#
# The long tail invites us to cut it off. `min_freq = 1` cuts nothing, for no word of a text occurs less than once. What do larger values do? The
# vocabulary is built on the first nine tenths of the lines and meets the last tenth as new text.

# %% [markdown] lang="zh"
# 在对数坐标上，单个词接近一条下降的直线，斜率离 $-1$ 不远：从第 10 名起，出现次数大致与 $1/r$ 成正比，$r$ 是排名。这就是 **Zipf 定律**（Zipf's law），它是观察结果，不是定理。二元组和三元组下降得慢些，
# 而大多数三元组只出现一次。第 3 章靠计数来预测词，会吃到这个苦头。
#
# 长长的尾巴让人想把它剪掉。`min_freq = 1` 什么也剪不掉，因为文本里没有哪个词出现不到一次。更大的值会怎样？词表建立在前十分之九的行上，最后十分之一当作新文本。


# %%
def unknown_rate(vocab, lines):
    """Return the share of tokens in lines that the vocabulary does not know."""
    ids = [i for line in lines for i in vocab.to_ids(line)]
    return ids.count(vocab["<unk>"]) / len(ids)


# %% play="min_freq"
border = len(words) * 9 // 10
learn, new = words[:border], words[border:]
thresholds = [1, 2, 5, 10]
vocabs = [Vocab(learn, min_freq) for min_freq in thresholds]
new_rates = [unknown_rate(vocab, new) for vocab in vocabs]
own_rates = [unknown_rate(vocab, learn) for vocab in vocabs]

# %% folded="unknown_by_threshold"
fig, ax = plt.subplots()
ax.set_xscale("log")
ax.set_xticks(thresholds, thresholds)
ax.set_xticks([], minor=True)
rates = {"new text": new_rates, "text it was built on": own_rates}
figures.lines(ax, thresholds, rates, "min_freq", "share of <unk>")
figures.described(
    "Share of <unk> over min_freq on a logarithmic axis: in the text that the vocabulary was built on it starts at zero and rises; in new text some words are unknown from the start.",
    "<unk> 的比例随 min_freq（对数刻度）的变化：在建立词表的文本中从零开始上升；在新文本中一开始就有未知的词。",
)
table = {
    "tokens in the vocabulary": list(map(len, vocabs)),
    "<unk> in its text, %": np.round(100 * np.array(own_rates), 1),
    "<unk> in new text, %": np.round(100 * np.array(new_rates), 1),
}
pd.DataFrame(table, index=pd.Index(thresholds, name="min_freq"))

# %% claim="the_first_step_is_cheap_and_the_next_cost_more"
steps = np.diff(own_rates)
assert own_rates[0] == 0
assert new_rates[0] > 0.02
assert np.all(np.array(new_rates) > own_rates)
removed = 1 - len(vocabs[1]) / len(vocabs[0])
assert 0.2 < removed < 0.6  # a quarter of the manual, half of a novel
assert steps[0] < 0.1
assert steps[1:].min() > 1.05 * steps[0]

# %% [markdown] lang="en"
# With `min_freq = 1` nothing of the text at hand is unknown, but some of the new text is: the rate on your own text says nothing. The first step, to 2, removes a quarter of the manual's vocabulary, or about half of a
# novel's, and costs less than a tenth of the text it was built on. Each of the further steps costs more.
#
# ## Words or characters?
#
# How large is a vocabulary of characters? Count.

# %% [markdown] lang="zh"
# `min_freq = 1` 时，手上的文本没有未知词，新文本里却有：在自己文本上的未知率什么也说明不了。第一步，取 2，就去掉了手册词表的四分之一，
# 或者小说词表的大约一半，代价不到原文本的十分之一。之后的每一步代价都更大。
#
# ## 词还是字符？
#
# 字符的词表有多大？数一数。

# %% play="alphabets"
alphabets = {
    "'hello world'": set("hello world"),
    "a to z and the space": set(string.ascii_lowercase + " "),
    "the same and . ! ?": set(string.ascii_lowercase + " .!?"),
    "ASCII that can be printed": set(map(chr, range(32, 127))),
    "the book as it is": set("".join(lines)),
    "the book, cleaned": set("".join(cleaned)),
    "the river": set("".join(verses)),
}
first = {name: "".join(sorted(alphabet))[:44] for name, alphabet in alphabets.items()}
sizes = {name: len(alphabet) for name, alphabet in alphabets.items()}
pd.DataFrame({"characters": sizes, "the first of them": first})

# %% claim="no_alphabet_has_26_characters"
assert 26 not in map(len, alphabets.values())
assert len(alphabets["a to z and the space"]) == 27

# %% [markdown] lang="en"
# None of these is 26, the number that is quoted for cleaned English: that forgets the space. A vocabulary adds the special tokens to these numbers.
#
# Now the two kinds of tokens side by side, with a vocabulary from the first nine tenths of the book, and how long the sequences become:

# %% [markdown] lang="zh"
# 没有一个是 26，而讲清洗后的英文时常引用这个数：那是忘了空格。词表还要在这些数上加上特殊词元。
#
# 现在把两种词元并排比较，词表来自书的前十分之九；再看序列会有多长：

# %% play="words_or_characters"
built, unknown, lengths = {}, {}, {}
for name, tokens in {"words": words, "characters": characters}.items():
    built[name] = Vocab(tokens[:border])
    unknown[name] = unknown_rate(built[name], tokens[border:])
    lengths[name] = [len(line) for line in tokens]

# %% folded="words_beside_characters"
figures.lengths_of_lines(lengths)
figures.described(
    "Two histograms of the lines of a text, by their number of words and by their number of characters: a line has several times as many characters as words.",
    "一个文本各行的两幅直方图，按词数和按字符数：一行的字符数是词数的好几倍。",
)
table = {
    "tokens": {name: sum(counted) for name, counted in lengths.items()},
    "a line, mean": {name: np.mean(counted).round(1) for name, counted in lengths.items()},
    "vocabulary": {name: len(vocab_of) for name, vocab_of in built.items()},
    "unknown in new text, %": {
        name: round(100 * rate, 2) for name, rate in unknown.items()
    },
}
pd.DataFrame(table)

# %% claim="characters_few_kinds_nothing_unknown_many_steps"
assert len(built["words"]) > 50 * len(built["characters"])
assert unknown["characters"] < 0.001
assert unknown["words"] > 0.02
assert np.mean(lengths["characters"]) > 4 * np.mean(lengths["words"])
assert max(len(built["words"]), len(vocab)) < 10_000  # far from 50,000

# %% [markdown] lang="en"
# Words: a large vocabulary, some unknown ones, few steps. Characters: a tiny vocabulary, hardly anything unknown, and several times as many steps for the network to remember across. (A loss per word and a loss
# per character can't be compared either: chapter 3 converts one into the other.)
#
# > **Often claimed.** A vocabulary has 50,000 words or 100 characters.
# >
# > **What we run.** The words and characters of one book, as it is and cleaned, and of a few other alphabets.
# >
# > **What holds.** Both numbers belong to a text, its language and its cleaning: this book has a few thousand words and, cleaned, a few dozen characters, and `min_freq` moves the first.
#
# In exchange each character says little about the next. How little, the pairs of neighbours show.
#
# ### Exercise 5 · Who follows whom (2 points)
#
# Write `successors(tokens)` for a text as a string or as a list of tokens: return the list of its pairs of a token and the next one, in the order of the text, and a dictionary from each token that something follows to the set of the different tokens that follow it.
# `"abba"` gives `[("a", "b"), ("b", "b"), ("b", "a")]` and `{"a": {"b"}, "b": {"a", "b"}}`. A text of one token or none has no pairs. *Hint: how many pairs have n tokens?*

# %% [markdown] lang="zh"
# 词：词表大，有一些未知词，步数少。字符：词表极小，几乎没有未知的，但网络要记住的步数多了好几倍。（每词的损失与每字符的损失也不能直接相比：第 3 章会把一种换算成另一种。）
#
# > **常见的说法。** 词表有 50000 个词或 100 个字符。
# >
# > **我们运行的。** 一本书原样和清洗之后的词与字符，以及另外几种字母表。
# >
# > **成立的是。** 这两个数取决于文本、语言和清洗：这本书有几千个词，清洗后有几十个字符，而 `min_freq` 会改变前者。
#
# 而且单个字符对下一个字符说明得很少。相邻的字符对可以看出有多少。
#
# ### 练习 5 · 谁跟在谁后面（2 分）
#
# 编写 `successors(tokens)`，文本可以是字符串，也可以是词元的列表：返回由一个词元和下一个词元组成的对的列表，按文本中的顺序；以及一个字典，对每个后面还有词元的词元，给出跟在它后面的不同词元的集合。
# `"abba"` 给出 `[("a", "b"), ("b", "b"), ("b", "a")]` 和 `{"a": {"b"}, "b": {"a", "b"}}`。只有一个词元或没有词元的文本没有对。*提示：n 个词元有多少对？*


# %% exercise="successors"
def successors(tokens):
    """Return the pairs of neighbours in a text, and which different tokens follow each token.

    tokens  a string, or a list of tokens

    Returns a list of pairs, and a dict from a token to a set of tokens.
    """
    ### BEGIN SOLUTION
    pairs, following = list(pairwise(tokens)), {}
    for token, after in pairs:
        following.setdefault(token, set()).add(after)
    return pairs, following
    ### END SOLUTION


# %% check="successors" points=2
check("successors")

# %% play="hello_world"
hello = "hello world"
pairs, following = successors(hello)
print(f"{len(hello)} characters, {len(pairs)} pairs:", end=" ")
print(*(f"{a}→{b}".replace(" ", "␣") for a, b in pairs))
for character in "hel":
    print(f"after {character}:", *sorted(following[character]))

# %% claim="after_l_comes_l_o_or_d"
assert len(hello) == 11
assert len(pairs) == 10
assert sorted(following["l"]) == ["d", "l", "o"]

# %% [markdown] lang="en"
# Eleven characters make ten pairs, and after `l` comes `l`, `o` or `d`. Which one, only the letters before it can tell: that is what a recurrent network has a state for.
#
# ## Between words and characters
#
# There are tokens between the two: **subwords**, pieces of words that are learnt from the text by *byte pair encoding* (Sennrich, Haddow and Birch 2016, after a way to compress files). Each word begins as a row of characters. Find the pair of neighbours that occurs most often, join it to one piece
# wherever it stands, and count again. After some hundreds of such **merges** a frequent word is a single piece and a rare one a few.
#
# ### Exercise 6 · Learn the merges (5 points)
#
# Write `learn_merges(counts, size)`, where `counts` is a dictionary from each word of a text to how often it occurs. Return the merges as a list of pairs of strings, in the order in which they are made.
# - In each round count the pairs of neighbouring pieces within the words, each pair as often as its word occurs. In `aaa` the pair of `a` and `a` stands twice.
# - The most frequent pair is merged; of pairs with equal counts, the one that comes first in Python's order, where `("a", "b") < ("a", "c") < ("ab", "a")`.
# - It is joined in every word, from left to right, so that `aaa` becomes `aa`, `a`.
# - It ends after `size` merges, or earlier, where every word is a single piece. `counts` stays as it is.
#
# `learn_merges({"lot": 3, "low": 5}, 2)` is `[("l", "o"), ("lo", "w")]`: the first pair stands there eight times, the second five times. *Hint: a word that was merged has fewer pieces than before; take care of a loop over its places.*

# %% [markdown] lang="zh"
# 十一个字符组成十对，而 `l` 之后是 `l`、`o` 或 `d`。究竟是哪一个，只有更前面的字母知道：循环网络（recurrent network）的状态正是为此而设。
#
# ## 词与字符之间
#
# 两者之间还有别的词元：**子词**（subword），即词的片段，它们由*字节对编码*（byte pair encoding，BPE）从文本中学到（Sennrich, Haddow and Birch 2016，源自一种压缩文件的办法）。开始时，每个词是一串字符。找出出现次数最多的相邻对，
# 凡是它出现的地方都合成一个片段，然后重新计数。这样**合并**（merge）几百次之后，常见的词就是单独一个片段，罕见的词则是几个。
#
# ### 练习 6 · 学会合并（5 分）
#
# 编写 `learn_merges(counts, size)`，其中 `counts` 是一个字典，对文本中的每个词给出它出现的次数。返回各次合并，即由字符串对组成的列表，按合并的先后排列。
# - 每一轮都在各个词的内部数相邻片段组成的对，词出现几次，对就计几次。在 `aaa` 里，`a` 与 `a` 这一对有两处。
# - 合并次数最多的对；次数相同时，取按 Python 的次序排在最前的，即 `("a", "b") < ("a", "c") < ("ab", "a")`。
# - 在每个词里从左到右地合并它，所以 `aaa` 变成 `aa`、`a`。
# - 合并 `size` 次后结束；如果每个词都已是单独一个片段，就更早结束。`counts` 保持原样。
#
# `learn_merges({"lot": 3, "low": 5}, 2)` 是 `[("l", "o"), ("lo", "w")]`：前一对出现八次，后一对出现五次。*提示：合并之后，词的片段比原来少；遍历它的各个位置时要当心。*


# %% exercise="learn_merges"
def learn_merges(counts, size):
    """Learn by byte pair encoding which pieces to join; return the merges in their order, a list of pairs of strings.

    counts  a dict from each word to how often it occurs
    size    how many merges there are at most
    """
    ### BEGIN SOLUTION
    pieces, merges = {word: list(word) for word in counts}, []
    for _ in range(size):
        pairs = Counter()
        for word, parts in pieces.items():
            for pair in pairwise(parts):
                pairs[pair] += counts[word]
        if not pairs:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        for parts in pieces.values():
            k = 0
            while k < len(parts) - 1:
                if (parts[k], parts[k + 1]) == best:
                    parts[k : k + 2] = ["".join(best)]
                k += 1
    return merges
    ### END SOLUTION


# %% check="learn_merges" points=5
check("learn_merges")


# %% play="merges"
def split(word, merges):
    """Cut a word into pieces: its characters, joined by one merge after the other."""
    spaced = "".join(f" {character} " for character in word)
    for left, right in merges:
        spaced = spaced.replace(f" {left}  {right} ", f" {left}{right} ")
    return spaced.split()


seen = Counter(word + "_" for line in learn for word in line)  # _ ends a word
twice = {word: n for word, n in seen.items() if n > 1}  # half the words, half the time
merges = learn_merges(twice, 200)
print("the first of them:", *map("".join, merges[:14]))
for word in "the", "something", "unquestioningly":
    print(f"{word}:", *split(word + "_", merges))

# %% folded="pieces_by_merges"
fresh = Counter(word + "_" for line in new for word in line)  # counts in the new text
strange = Counter({word: n for word, n in fresh.items() if word not in seen})
sizes, per_word = [0, 12, 25, 50, 100, 200], {}
for name, some in {"all words": fresh, "unknown as words": strange}.items():
    cut = [{word: len(split(word, merges[:size])) for word in some} for size in sizes]
    per_word[name] = [sum(some[w] * one[w] for w in some) / some.total() for one in cut]
kinds = [len(set("".join(seen))) + size for size in sizes]
fig, ax = plt.subplots()
figures.lines(ax, kinds, per_word, "characters and merges", "pieces per word")
figures.described(
    f"Pieces per word of the new text over the size of the vocabulary, characters and merges together. Both lines fall, steeply at first: that of all words to {per_word['all words'][-1]:.1f}, that of words which the vocabulary of words does not know to {per_word['unknown as words'][-1]:.1f} pieces.",
    f"新文本中每个词的片段数随词表大小（字符与合并之和）的变化。两条线都下降，开始时很陡：所有的词降到 {per_word['all words'][-1]:.1f} 个片段，词的词表不认识的那些词降到 {per_word['unknown as words'][-1]:.1f} 个。",
)
spelt = set("".join(strange)) <= set("".join(seen))
share = strange.total() / fresh.total()
print(f"{share:.1%} of the new words are unknown as words;", end=" ")
print("all of them can be spelt" if spelt else "some have unknown characters")

# %% claim="about_half_the_pieces_and_hardly_anything_unknown"
assert len(merges) == 200
assert split("the_", merges) == ["the_"]
steps = {name: np.diff(means) for name, means in per_word.items()}
assert all((falls < 0).all() for falls in steps.values())
assert per_word["all words"][-1] < 0.6 * per_word["all words"][0]
assert per_word["unknown as words"][-1] > 1.5 * per_word["all words"][-1]
assert len(split("unquestioningly_", merges)) > 3
assert len(built["words"]) > 10 * kinds[-1]
assert "".join(split("unquestioningly_", merges)) == "unquestioningly_"
rest = set("".join(strange)) - set("".join(seen))
assert sum(n for word, n in strange.items() if rest & set(word)) < 0.001 * fresh.total()

# %% [markdown] lang="en"
# With 200 merges the new text has about half as many steps as by character, with a vocabulary less than a tenth of that of words. What the vocabulary of words does not know can be spelt as before, in more pieces than other words: hardly anything is unknown. (Cleaning has left no underscore in the text, so that it can stand for the end of a word: it makes
# *the* as a word another piece than the beginning of *then*, and says where the spaces were.) The pieces are what is frequent, no syllables or stems, and how many merges are best is for the model to say. Translators of whole languages, where names and compounds have no end, are where this came from.

# %% [markdown] lang="zh"
# 合并 200 次之后，新文本的步数大约是按字符时的一半，而词表不到词的词表的十分之一。词的词表不认识的，照样可以拼出来，只是片段比别的词多：几乎没有什么是未知的。（清洗之后文本里没有下划线，所以可以用它表示词的结尾：有了它，
# 单独成词的 *the* 与 *then* 的开头就是不同的片段，空格原来在哪里也一目了然。）片段只是常见的字符串，不是音节，也不是词干；合并多少次最好，要由模型来说。这个办法来自真实语言的翻译，那里的人名和复合词无穷无尽。

# %% [markdown] answer="words_or_characters" points=2 lang="en"
# ### Question 1 (2 points, read by a person)
#
# You are to build two models: one that completes what a person types in a search box, typing mistakes and names included, and one that sorts newspaper articles by topic. For each,
# would you take words or characters as tokens, with which `min_freq`, and what do you lose? Argue with the numbers you have measured above.
#
# ### BEGIN SOLUTION
# The search box: characters. Names and typing mistakes are words that no training text contains; the table shows that some words of even the same book's last tenth are unknown, and
# `<unk>` can neither be completed nor turned back into letters, while hardly any character is unknown. The input is short, so that several times as many steps do not hurt. What is lost:
# the model has to learn spelling first.
# The articles: words. The topic is carried by which words occur, articles are long, and by character there would be several times as many steps. A min_freq of 2 or more removes a
# large part of the vocabulary for a small share of the text; those rare words are hard to learn anyway, as each was seen a few times. What is lost: names that occur once, which
# may be telling. The exact threshold should be decided by the unknown rate on new text, never on the text the vocabulary was built on.
# ### END SOLUTION

# %% [markdown] answer="words_or_characters" points=2 lang="zh"
# ### 问题 1（2 分，由人批阅）
#
# 你要做两个模型：一个补全人在搜索框里输入的内容，包括打错的字和人名；另一个按主题给报纸文章分类。对每一个，你会用词还是字符作词元，`min_freq` 取多少，会失去什么？
# 请用上面测得的数字说明理由。
#
# ### BEGIN SOLUTION
# 搜索框：用字符。人名和打错的词不在任何训练文本里；表中可见，就连同一本书的最后十分之一也有未知词，而 `<unk>` 既不能补全，也变不回字母；未知的字符则几乎没有。输入很短，
# 步数多几倍也无妨。失去的是：模型要先学会拼写。
# 文章：用词。主题取决于出现了哪些词，文章又长，按字符步数要多好几倍。min_freq 取 2 或更大，能以文本的一小部分为代价去掉词表的一大部分；那些罕见词只见过几次，本来就难学。
# 失去的是：只出现一次、却可能很说明问题的名字。确切的阈值应当由新文本上的未知率决定，绝不能由建立词表的文本决定。
# ### END SOLUTION

# %% [markdown] lang="en"
# ## From a number to a vector
#
# Id 7 is not more than id 3: the ids are names. A **one-hot** vector says that without an order, with as many entries as the vocabulary has tokens: zero everywhere except for a one at the id.
#
# ### Exercise 7 · One-hot (2 points)
#
# Write `one_hot(ids, vocab_size)` for ids of any shape, such as `(batch, time)`; the vectors, an array of dtype `float32`, lie along a new last axis, `(batch, time, vocab_size)`. An id that is negative, or not below
# `vocab_size`, raises a `ValueError`. `one_hot([2, 0], 3)` is `[[0, 0, 1], [1, 0, 0]]`. *Hint: which rows of which matrix are these? And what does NumPy make of the index −1?*

# %% [markdown] lang="zh"
# ## 从数字到向量
#
# 编号 7 并不比编号 3 大：编号只是名字。**独热向量**不带顺序地表达这一点，它的长度等于词表的词元数：编号处是一，其余全是零。
#
# ### 练习 7 · 独热（2 分）
#
# 编写 `one_hot(ids, vocab_size)`，`ids` 可以是任意形状，例如 `(batch, time)`；向量组成 dtype 为 `float32` 的数组，沿着新的最后一个轴，即 `(batch, time, vocab_size)`。负的编号，或者不小于 `vocab_size` 的编号，
# 引发 `ValueError`。`one_hot([2, 0], 3)` 是 `[[0, 0, 1], [1, 0, 0]]`。*提示：这是哪个矩阵的哪些行？NumPy 又会怎样理解下标 −1？*


# %% exercise="one_hot"
def one_hot(ids, vocab_size):
    """Return one-hot vectors, float32 of shape (*shape of ids, vocab_size).

    ids  whole numbers, a list or an array of any shape

    Raises ValueError for an id below 0 or not below vocab_size.
    """
    ### BEGIN SOLUTION
    ids = np.asarray(ids)
    if np.any(ids < 0) or np.any(ids >= vocab_size):
        raise ValueError("an id is not in the vocabulary")
    return np.eye(vocab_size, dtype="float32")[ids]
    ### END SOLUTION


# %% check="one_hot" points=2
check("one_hot")

# %% play="one_hot_strip"
alphabet = "".join(sorted(set(hello)))
ids = [alphabet.index(character) for character in hello]
figures.heat_strips({"one-hot": one_hot(ids, len(alphabet))}, hello)
figures.described(
    f"A strip with a column for each character of '{hello}' and a row for each of its {len(alphabet)} different ones: one mark in each column, and equal letters have equal columns.",
    f"一条带子，“{hello}”的每个字符一列，{len(alphabet)} 个不同的字符各一行：每列一个标记，相同的字母列也相同。",
)
print({character: k for k, character in enumerate(alphabet)}, ids)

batch = 32 * 35  # tokens in a batch of 32 sequences, 35 steps long
print(f"{batch} ids of int32: {batch * 4:,} bytes")
for vocab_size in 28, 50_000:
    print(f"one-hot with {vocab_size:,} tokens: {batch * vocab_size * 4:,} bytes")

# %% claim="one_batch_of_one_hot_words_fills_hundreds_of_megabytes"
assert np.array_equal(np.sum(one_hot(ids, len(alphabet)), axis=1), np.ones(11))
assert 2e8 < batch * 50_000 * 4 < 3e8

# %% [markdown] lang="en"
# One mark per column, and equal letters have equal columns. For characters that is fine. For 50,000 words a single batch fills hundreds of megabytes, nearly all of them zeros. One need not
# make such vectors, for the product of a one-hot vector with a matrix *is* one row of that matrix, and a row can be looked up. An `Embedding` layer does no more than that.
#
# ### Exercise 8 · One-hot by looking up (2 points)
#
# Write `identity_embedding(vocab_size)`: return a `keras.layers.Embedding` that turns ids into one-hot vectors. Training must not change it. *Hint: look at the matrix whose rows
# you took in Exercise 7, and at the arguments `embeddings_initializer` and `trainable`.*

# %% [markdown] lang="zh"
# 每列一个标记，相同的字母对应相同的列。对字符来说这没问题。若有五万个词，单单一个批次（batch）就要占几百兆字节，几乎全是零。不必真的造出这种向量，
# 因为独热向量乘以一个矩阵，*就是*该矩阵的一行，而一行查表就能得到。`Embedding` 层即嵌入（embedding）层，做的不过如此。
#
# ### 练习 8 · 查表得到独热向量（2 分）
#
# 编写 `identity_embedding(vocab_size)`：返回一个把编号变成独热向量的 `keras.layers.Embedding`，训练不得改变它。*提示：看看练习 7 里你取的是哪个矩阵的行，
# 再看看参数 `embeddings_initializer` 和 `trainable`。*


# %% exercise="identity_embedding"
def identity_embedding(vocab_size):
    """Return a keras.layers.Embedding whose output for ids is their one-hot vectors, and that training does not change."""
    ### BEGIN SOLUTION
    options = {"embeddings_initializer": "identity", "trainable": False}
    return keras.layers.Embedding(vocab_size, vocab_size, **options)
    ### END SOLUTION


# %% check="identity_embedding" points=2
check("identity_embedding")

# %% play="embedding_is_a_product"
learnt = keras.layers.Embedding(len(alphabet), 5)
looked_up = learnt(np.array(ids))
product = one_hot(ids, len(alphabet)) @ ops.convert_to_numpy(learnt.embeddings)
difference = np.abs(looked_up - product).max()
print("largest difference between looking up and multiplying:", difference)
print(f"Embedding({len(alphabet)}, 5) has {learnt.count_params()} weights")
print(f"Embedding(50_000, 256) would have {50_000 * 256:,}")

# %% claim="an_embedding_is_a_product"
assert difference < 1e-6
assert learnt.count_params() == len(alphabet) * 5

# %% [markdown] lang="en"
# So an embedding is a matrix of shape `(vocab_size, features)`, one row per token, and learning it is learning a layer on one-hot inputs.
#
# Do similar words have similar rows? A new layer knows nothing of words. We train two tables, from two seeds, to predict which verb follows which noun in a small
# world where animals run, sleep and eat and fruits fall, ripen and rot. The similarity shown is the cosine between two rows.

# %% [markdown] lang="zh"
# 所以嵌入是一个形状为 `(vocab_size, features)` 的矩阵，每个词元一行；学习嵌入，就是学习独热输入上的一个层。
#
# 相近的词，行也相近吗？新建的层对词一无所知。我们从两个随机种子出发训练两张表，让它们预测哪个动词跟在哪个名词后面：在这个小世界里，动物会跑、会睡、会吃，果子会落、会熟、会烂。
# 图中的相似度是两行之间的余弦。

# %%
NOUNS = ["cat", "dog", "horse", "bird", "apple", "pear", "plum", "fig"]
VERBS = ["runs", "sleeps", "eats", "falls", "ripens", "rots"]


def train_table(seed, epochs=40):
    """Train an Embedding to predict the verb after a noun; return the rows before and after, (nouns, features) each."""
    keras.utils.set_random_seed(seed)
    rng = np.random.default_rng(seed)
    noun = rng.integers(len(NOUNS), size=2000)
    verb = rng.integers(3, size=2000) + 3 * (noun >= 4)
    table = keras.layers.Embedding(len(NOUNS), 8)
    model = keras.Sequential([keras.Input(()), table, keras.layers.Dense(len(VERBS))])
    before = table.get_weights()[0]
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(0.03), loss)
    progress = Progress(f"table from seed {seed}")
    model.fit(noun, verb, batch_size=1000, epochs=epochs, verbose=0, callbacks=[progress])
    return before, table.get_weights()[0]


# %% play="neighbours"
def cosines(a, b):
    """Return the cosine of each row of a with each row of b."""
    a, b = (m / np.linalg.norm(m, axis=1, keepdims=True) for m in (a, b))
    return a @ b.T


(before, first), (_, second) = train_table(seed=0), train_table(seed=1)
panels = {
    "before training": cosines(before, before),
    "after training": cosines(first, first),
    "table 1 and table 2": cosines(first, second),
}
figures.similarities(panels, NOUNS)
figures.described(
    "Three tables of the cosines between eight nouns. After training two blocks stand out, animals with animals and fruits with fruits, which was not so before. Between two tables that were trained apart, the diagonal is hardly brighter than its block: a word is hardly nearer to itself than to its kind.",
    "三张表，八个名词之间的余弦。训练之后出现两块：动物与动物、水果与水果，训练之前则没有。分别训练的两张表之间，对角线并不比所在的块更突出：一个词与自己并不比与同类更近多少。",
)

# %% play="kinds"
same = np.kron(np.eye(2), np.ones((4, 4))) - np.eye(8)  # another word of one kind
of_one_kind = {name: values[same == 1].mean() for name, values in panels.items()}
of_two_kinds = {name: values[:4, 4:].mean() for name, values in panels.items()}
with_itself = {name: np.diag(values).mean() for name, values in panels.items()}
cosine = {
    "of one kind": of_one_kind,
    "of two kinds": of_two_kinds,
    "with itself": with_itself,
}
pd.DataFrame(cosine).rename_axis(columns="mean cosine").round(2)

# %% claim="training_sorts_one_table_and_two_tables_do_not_meet"
assert abs(of_one_kind["before training"]) < 0.4
assert of_one_kind["after training"] > 0.6
assert of_one_kind["after training"] > of_two_kinds["after training"] + 0.6
met = "table 1 and table 2"
assert with_itself[met] < 0.8  # trained alike, and yet not the same
assert abs(with_itself[met] - of_one_kind[met]) < 0.35

# %% [markdown] lang="en"
# Before training the nouns lie anywhere; after it, animals lie with animals and fruits with fruits, since what follows them is alike. The third panel compares the *same* words in two tables
# that never met: a word is hardly nearer to itself than to the rest of its kind, and how near is an accident of the seeds.
#
# > **Often claimed.** In a translator the vectors of *run* and of French *cours* lie close, since they mean the same.
# >
# > **What we run.** Two tables, trained on the same task from two seeds; the cosine of each word with itself and with its kind, within one table and between the two.
# >
# > **What holds.** Words that are used alike come together *within* one trained table. A translator like that of chapter 7 has a table for each language, and nothing in its training asks for equal rows in the two.
#
# ## Now with Keras
#
# `keras.layers.StringLookup` is your vocabulary as a layer; `keras.layers.TextVectorization` cleans and splits as well. Both can be given the tokens of yours. Their regular expressions are
# those of TensorFlow, where `\w` knows ASCII only, so we ask for letters and digits by their Unicode classes. (NFC is left out: our book has no loose accents.)

# %% [markdown] lang="zh"
# 训练之前名词随处散落；训练之后，动物与动物在一起，果子与果子在一起，因为跟在它们后面的词相似。第三幅图比较的是从未见过面的两张表里*相同*的词：一个词与自己几乎不比与同类的其他词更近，近到什么程度则是随机种子的偶然。
#
# > **常见的说法。** 在翻译模型里，*run* 与法语 *cours* 的向量靠得近，因为它们意思相同。
# >
# > **我们运行的。** 从两个随机种子出发，在同一个任务上训练两张表；在一张表内部和两张表之间，求每个词与自己、与同类的余弦。
# >
# > **成立的是。** 用法相似的词会*在*同一张训练好的表*之内*聚到一起。第 7 章那样的翻译模型，每种语言各有一张表，训练中没有什么要求两张表里的行相同。
#
# ## 用 Keras 来做
#
# `keras.layers.StringLookup` 就是做成层的词表；`keras.layers.TextVectorization` 还会清洗和切分。两者都可以接受你的词元。它们的正则表达式是 TensorFlow 的，其中 `\w` 只认识 ASCII，
# 所以我们用 Unicode 类别来要求字母和数字。（这里省去了 NFC：我们的书里没有分离的重音符。）


# %%
def keras_clean(text):
    """Do what `clean` does, apart from NFC, to a tensor of strings."""
    lower = tf.strings.lower(text, encoding="utf-8")
    return tf.strings.strip(tf.strings.regex_replace(lower, r"[^\pL\pN]+", " "))


# %% play="keras_layers"
vocab = Vocab(words, min_freq=2)
names = {"vocabulary": vocab.tokens, "mask_token": "<pad>", "oov_token": "<unk>"}
lookup = keras.layers.StringLookup(**names)
vectorize = keras.layers.TextVectorization(
    standardize=keras_clean, vocabulary=vocab.tokens[2:], ragged=True
)
yours = [list(vocab.to_ids(line)) for line in words]

# %% play="the_same_numbers"
of_cleaned = vectorize(tf.constant(cleaned)).to_list()
of_raw = vectorize(tf.constant([line for line in lines if clean(line)])).to_list()
looked_up = ops.convert_to_numpy(lookup(words[0]))
sizes = [vectorize.vocabulary_size(), lookup.vocabulary_size(), len(vocab)]
print("TextVectorization gives your ids:", of_cleaned == yours)
print("and for the lines as they were:", of_raw == yours)
print("StringLookup:", looked_up, "yours:", yours[0])
print("sizes:", *sizes)

# %% claim="keras_gives_the_same_numbers"
assert of_cleaned == of_raw == yours
assert list(looked_up) == yours[0]
assert len(set(sizes)) == 1

# %% [markdown] lang="en"
# Line by line the numbers are yours. Two things differ where you let Keras decide. With `adapt` it builds the vocabulary itself and breaks ties in its own way, and its default cleaning *deletes*
# punctuation where ours puts a space:

# %% [markdown] lang="zh"
# 每一行的数字都与你的相同。若让 Keras 自己决定，有两点不同。用 `adapt` 时它自己建立词表，次数相同时有自己的排法；它默认的清洗把标点*删掉*，而我们换成空格：

# %% play="keras_defaults"
adapted = keras.layers.TextVectorization(standardize=keras_clean)
adapted.adapt(cleaned)
theirs, own = adapted.get_vocabulary()[2:], Vocab(words).tokens[4:]
moved = np.mean([a != b for a, b in zip(theirs, own, strict=True)])
print(f"the same {len(own):,} tokens: {set(theirs) == set(own)}; elsewhere: {moved:.0%}")

# %% play="keras_deletes_punctuation"
sample = "Don't stop-time, snake_case"
default = keras.layers.TextVectorization()
default.adapt([sample])
deleted = sorted(map(str, default.get_vocabulary()[2:]))
print("default cleaning:", deleted, "yours:", sorted(clean(sample).split()))

# %% claim="keras_breaks_ties_and_cleans_in_its_own_way"
assert set(theirs) == set(own)
assert moved > 0.3
assert deleted == ["dont", "snakecase", "stoptime"]

# %% [markdown] lang="en"
# Neither is wrong, but the two may not be mixed: a model belongs to the vocabulary it was trained with, order included. Save both together.
#
# ## Where to go from here
#
# **Try** another book of yours, in another language: what does `clean` do to it? · Count how much of the text the 100 most frequent words cover. · Let `clean` keep the apostrophe between two
# letters, and see how the vocabulary changes.
#
# **Read** G. K. Zipf, *Human Behavior and the Principle of Least Effort*, 1949, on the law · R. Sennrich, B. Haddow and A. Birch, *Neural machine translation of rare words with subword units*, ACL 2016, on
# tokens between word and character · the guide of Keras' `TextVectorization`. Then go on with `batches.ipynb`: from sequences of unequal length to arrays.

# %% [markdown] lang="zh"
# 两者都没有错，但不可混用：模型属于训练时所用的词表，包括其中的顺序。请把两者存在一起。
#
# ## 接下来
#
# **试一试** 换一本你自己的书，换一种语言：`clean` 会对它做什么？· 数一数最常见的 100 个词覆盖了文本的多少。· 让 `clean` 保留两个字母之间的撇号，看看词表有什么变化。
#
# **读一读** G. K. Zipf, *Human Behavior and the Principle of Least Effort*, 1949，讲这条定律 · R. Sennrich, B. Haddow and A. Birch, *Neural machine translation of rare words with subword units*, ACL 2016，
# 讲介于词与字符之间的词元 · Keras 的 `TextVectorization` 指南。然后继续 `batches.ipynb`：从长短不一的序列到数组。
