"""Mistakes of chapter 2, text preprocessing."""

from autograder.source.misconceptions import wrong

# read_lines

wrong(
    "read_lines",
    "[line for line in stripped if line]",
    "stripped",
    en="Blank lines are still there, as empty strings. They hold no token and would later become empty sentences.",
    zh="空行还在，成了空字符串。它们不含任何词元，以后会变成空句子。",
)
wrong(
    "read_lines",
    "[line.strip() for line in text.splitlines()]",
    "text.splitlines()",
    en="White space stays at the ends of the lines, and a line of spaces does not count as blank. Cut off the ends first, then ask whether anything is left.",
    zh="行的两端还留着空白，只含空格的行也没有算作空行。先去掉两端，再问还剩什么。",
)
wrong(
    "read_lines",
    "[line.strip() for line in text.splitlines()]",
    "[line.rstrip() for line in text.splitlines()]",
    en="Only the right end of the lines was cut off: the indentation on the left is still there.",
    zh="只去掉了行的右端：左边的缩进还在。",
)
wrong(
    "read_lines",
    'encoding="utf-8-sig"',
    'encoding="utf-8"',
    en='The byte order mark has become part of the first line: an invisible character, "\\ufeff", sticks to its first word. The encoding "utf-8-sig" takes it away.',
    zh='字节顺序标记成了第一行的一部分：一个看不见的字符 "\\ufeff" 粘在第一个词上。编码 "utf-8-sig" 会把它去掉。',
)
wrong(
    "read_lines",
    'encoding="utf-8-sig"',
    'encoding="latin-1"',
    en="The bytes were read as Latin-1: each letter beyond ASCII has become two or three wrong ones (é looks like Ã©). The file is UTF-8.",
    zh="字节被当作 Latin-1 读取：ASCII 以外的每个字母都变成了两三个错的字符（é 变成 Ã©）。这个文件是 UTF-8。",
)
wrong(
    "read_lines",
    'encoding="utf-8-sig"',
    'encoding="ascii", errors="ignore"',
    en="Everything beyond ASCII has vanished: errors are ignored instead of read in the right encoding. Nothing warns you when half a text is missing.",
    zh="ASCII 以外的一切都消失了：错误被忽略，而不是用正确的编码读取。文本少了一半，也没有任何提示。",
)
wrong(
    "read_lines",
    "[line for line in stripped if line]",
    "list(dict.fromkeys(line for line in stripped if line))",
    en="A line that occurs twice is there once only. Repetitions belong to the text: leave out blank lines and nothing else.",
    zh="出现两次的行只剩一次。重复也是文本的一部分：只略去空行，别的都要保留。",
)
wrong(
    "read_lines",
    "[line.strip() for line in text.splitlines()]",
    '[" ".join(line.split()) for line in text.splitlines()]',
    en="White space inside of the lines was changed as well: a tab or two spaces have become one space. Only the two ends are to be cut off.",
    zh="行内的空白也被改动了：制表符或两个空格变成了一个空格。只应去掉两端的空白。",
)
wrong(
    "read_lines",
    "line.strip()",
    'line.strip(" ")',
    en="Only spaces are cut off, while tabs and the wide space of Chinese texts stay. `strip()` without an argument takes off white space of every kind.",
    zh="只去掉了空格，制表符和中文的全角空格还在。不带参数的 `strip()` 会去掉各种空白。",
)

# clean

wrong(
    "clean",
    r'r"[\W_]+"',
    '"[^a-z]+"',
    en="Only the letters a to z are kept. Digits are lost, é cuts its word in two, and of Chinese nothing is left.",
    zh="只留下了字母 a 到 z。数字丢了，é 把词切成两半，中文一个字也不剩。",
)
wrong(
    "clean",
    r'r"[\W_]+"',
    '"[^a-z0-9]+"',
    en="Letters and digits of ASCII are kept, those of other scripts are not: é cuts its word in two, and of Chinese nothing is left.",
    zh="只留下了 ASCII 的字母和数字，其他文字的没有留下：é 把词切成两半，中文一个字也不剩。",
)
wrong(
    "clean",
    r'r"[\W_]+"',
    r'r"\W+"',
    en=r"The underscore is still there. To Python's `\w` it is a character of words, so `\W` does not match it.",
    zh=r"下划线还在。在 Python 的 `\w` 看来它属于词，所以 `\W` 不匹配它。",
)
wrong(
    "clean",
    r'r"[\W_]+"',
    r'r"[\W\d_]+"',
    en="The digits are gone. Years and numbers are to stay.",
    zh="数字不见了。年份和数字应当保留。",
)
wrong(
    "clean",
    r're.sub(r"[\W_]+", " ", composed)',
    r're.sub(r"[\W_]", " ", composed)',
    en="Each character becomes a space of its own. A whole run, such as a comma and a space, should become one.",
    zh="每个字符各变成一个空格。连在一起的一段，例如逗号加空格，应当变成一个。",
)
wrong(
    "clean",
    r're.sub(r"[\W_]+", " ", composed)',
    r're.sub(r"[^\w\s]|_", "", composed)',
    en="Punctuation is deleted instead of becoming a space, so that words it stood between grow together.",
    zh="标点被删掉了，而不是换成空格，于是被它隔开的词粘在了一起。",
)
wrong(
    "clean",
    ".strip()",
    "",
    en="A space is left at an end of the line, where punctuation or white space has been.",
    zh="行的一端原来有标点或空白，那里还留着一个空格。",
)
wrong(
    "clean",
    ".lower()",
    "",
    en="The line keeps its capital letters: `The` and `the` would be two words.",
    zh="大写字母还在：`The` 和 `the` 会成为两个词。",
)
wrong(
    "clean",
    'unicodedata.normalize("NFC", line)',
    "line",
    en="The line was not brought into the form NFC: an accent that is a code point of its own is no letter, so it was replaced by a space, in the middle of a word.",
    zh="这一行没有变成 NFC 形式：单独成为一个码位的重音符不是字母，于是在词的中间被换成了空格。",
)
wrong(
    "clean",
    'unicodedata.normalize("NFC", line)',
    'unicodedata.normalize("NFKD", line).encode("ascii", "ignore").decode()',
    en="Letters were forced into ASCII: é has become e, and Chinese has vanished. The letters of every script are to stay.",
    zh="字母被强行变成 ASCII：é 成了 e，中文消失了。各种文字的字母都应当保留。",
)
wrong(
    "clean",
    'normalize("NFC", line)',
    'normalize("NFKC", line)',
    en="The line was brought into the form NFKC, which also replaces letters by similar ones: a full-width ａ becomes a. NFC only joins a letter and its accent.",
    zh="这一行变成了 NFKC 形式，它还会把字母换成相近的字母：全角的 ａ 变成 a。NFC 只把字母与它的重音符合在一起。",
)
wrong(
    "clean",
    'r"[\\W_]+"',
    'r"[^a-z0-9\\u00df-\\u024f\\u4e00-\\u9fff]+"',
    en="Letters with accents and Chinese characters are kept, but Greek, Cyrillic and other scripts have vanished. No list of ranges is complete; `\\w` knows them all.",
    zh="带重音符的字母和汉字留下了，但希腊文、西里尔文等文字消失了。列举范围总有遗漏；`\\w` 认识所有文字。",
)
wrong(
    "clean",
    ".lower()",
    ".casefold()",
    en="The line was folded, not brought into lower case: `casefold` also writes ß as ss. `lower` is asked for.",
    zh="这里用了 `casefold` 而不是变成小写：它还会把 ß 写成 ss。要求的是 `lower`。",
)

# tokenize

wrong(
    "tokenize",
    "line.split()",
    'line.split(" ")',
    en='`split(" ")` cuts at every single space: two spaces in a row make an empty word, and a tab does not divide. `split()` without an argument divides at any white space.',
    zh='`split(" ")` 在每一个空格处切开：连着两个空格就多出一个空词，制表符则不起分隔作用。不带参数的 `split()` 按任意空白切分。',
)
wrong(
    "tokenize",
    "[list(line) for line in lines]",
    '[list(line.replace(" ", "")) for line in lines]',
    en="The spaces are missing among the characters. A model that writes character by character has to write spaces too.",
    zh="字符里缺了空格。逐字符书写的模型也得写出空格。",
)
wrong(
    "tokenize",
    "[line.split() for line in lines]",
    "[word for line in lines for word in line.split()]",
    en="All words came in one list. Each line should keep a list of its own, so that the ends of lines are not lost.",
    zh="所有的词在一个列表里。每一行应当各有一个列表，行的边界才不会丢失。",
)
wrong(
    "tokenize",
    "[list(line) for line in lines]",
    "[character for line in lines for character in line]",
    en="All characters came in one list. Each line should keep a list of its own.",
    zh="所有的字符在一个列表里。每一行应当各有一个列表。",
)
wrong(
    "tokenize",
    'token="word"',
    'token="char"',
    en="Without a second argument the lines were divided into characters; words are the default.",
    zh="不给第二个参数时，行被切成了字符；默认应当是词。",
)
wrong(
    "tokenize",
    "raise ValueError(f\"token is {token!r}; it can be 'word' or 'char'\")",
    "return lines",
    en="A kind of token that does not exist is accepted in silence. A typing mistake such as token='words' should stop with a ValueError, not give something else.",
    zh="不存在的 token 种类被默默接受了。像 token='words' 这样的笔误应当以 ValueError 停下，而不是给出别的东西。",
)
wrong(
    "tokenize",
    "[line.split() for line in lines]",
    "[line.split() for line in lines if line]",
    en="An empty line has lost its list: the result is shorter than `lines`, and the two no longer match line by line.",
    zh="空行的列表丢了：结果比 `lines` 短，两者不再逐行对应。",
)
wrong(
    "tokenize",
    "raise ValueError(f\"token is {token!r}; it can be 'word' or 'char'\")",
    'if lines:\n        raise ValueError("no such token")\n    return []',
    en="A kind of token that does not exist is refused only where there is a line to divide. Look at `token` before the loop, so that the mistake shows at once.",
    zh="不存在的 token 种类只在有行可切时才被拒绝。应当在循环之前检查 `token`，错误才会立刻显现。",
)
wrong(
    "tokenize",
    "return [line.split() for line in lines]",
    "lines[:] = [line.split() for line in lines]\n        return lines",
    en="The words were written into the list that was handed in, whose lines are gone now. Build a new list.",
    zh="词被写进了传入的列表，原来的行没有了。应当建立一个新的列表。",
)
wrong(
    "tokenize",
    "[line.split() for line in lines]",
    "[line.lower().split() for line in lines]",
    en="The words were brought into lower case. That is the job of `clean`; here lines are only divided.",
    zh="词被变成了小写。那是 `clean` 的工作；这里只切分。",
)
wrong(
    "tokenize",
    "[list(line) for line in lines]",
    "[list(line.strip()) for line in lines]",
    en="Spaces at the ends of a line are missing among the characters. Every character of the line is a token.",
    zh="行两端的空格没有出现在字符里。行里的每个字符都是词元。",
)

# Vocab

wrong(
    "Vocab",
    "sorted(counts, key=lambda token: -counts[token])",
    "sorted(counts, key=lambda token: (-counts[token], token))",
    en="Tokens with equal counts are in alphabetical order. They should stay in the order in which the text shows them first.",
    zh="次数相同的词元按字母顺序排列了。它们应当保持在文本中首次出现的顺序。",
)
wrong(
    "Vocab",
    "sorted(counts, key=lambda token: -counts[token])",
    "sorted(counts, key=lambda token: counts[token])",
    en="The rarest tokens come first. The most frequent should have the smallest ids.",
    zh="最少见的词元排在了最前。最常见的应当得到最小的编号。",
)
wrong(
    "Vocab",
    "sorted(counts, key=lambda token: -counts[token])",
    "list(counts)",
    en="The tokens are in the order in which they are first seen, whatever their counts. Frequent ones should come first.",
    zh="词元按首次出现的顺序排列，没有看次数。常见的应当在前。",
)
wrong(
    "Vocab",
    "sorted(counts, key=lambda token: -counts[token])",
    "sorted(reversed(counts), key=lambda token: -counts[token])",
    en="Of tokens with equal counts the one that is seen last comes first. It should be the other way round.",
    zh="次数相同的词元中，后出现的排在了前面。应当反过来。",
)
wrong(
    "Vocab",
    "counts[token] >= min_freq",
    "counts[token] > min_freq",
    en="A token that occurs exactly min_freq times is left out; *at least* min_freq times is asked for. With min_freq=1 half of all words would be gone.",
    zh="恰好出现 min_freq 次的词元被略去了；要求的是*至少* min_freq 次。否则 min_freq=1 时就会去掉一半的词。",
)
wrong(
    "Vocab",
    "[token for token in ranked if counts[token] >= min_freq]",
    "ranked",
    en="min_freq has no effect: rare tokens are still in the vocabulary.",
    zh="min_freq 没有起作用：少见的词元还在词表里。",
)
wrong(
    "Vocab",
    "(token for token in kept if token not in special)",
    "kept",
    en="A special token that occurs in the text has two places in `tokens`. Then one of its ids is never used, and the other one is not the one in the table.",
    zh="文本中出现的特殊词元在 `tokens` 里占了两个位置。于是一个编号永远用不到，另一个又与表中不同。",
)
wrong(
    "Vocab",
    "[*special, *(token for token in kept if token not in special)]",
    "[*(token for token in kept if token not in special), *special]",
    en="The special tokens come last. They should come first, so that <pad> is 0 in every vocabulary, whatever its size.",
    zh="特殊词元排在了最后。它们应当在最前，这样无论词表多大，<pad> 都是 0。",
)
wrong(
    "Vocab",
    'self.ids.get(token, self.ids["<unk>"])',
    "self.ids.get(token, 1)",
    en="Unknown tokens get the id 1 in any case. That is the place of <unk> in the table of this course; with other special tokens it is somewhere else.",
    zh="未知词元一律得到编号 1。那是本课程的表中 <unk> 的位置；换了别的特殊词元，它就在别处。",
)
wrong(
    "Vocab",
    'self.ids.get(token, self.ids["<unk>"])',
    "self.ids.get(token, 0)",
    en="Unknown tokens get the id 0, which is <pad>: a mask would hide every unknown word. They should get the id of <unk>.",
    zh="未知词元得到了编号 0，那是 <pad>：掩码会把每个未知词都藏起来。它们应当得到 <unk> 的编号。",
)
wrong(
    "Vocab",
    'self.ids.get(token, self.ids["<unk>"])',
    "self.ids[token]",
    en="An unknown token stops the program with a KeyError. It should get the id of <unk>: new text always contains new words.",
    zh="未知词元以 KeyError 使程序停下。它应当得到 <unk> 的编号：新文本里总有新词。",
)
wrong(
    "Vocab",
    "Counter(token for line in lines for token in line)",
    "Counter(token for line in lines for token in dict.fromkeys(line))",
    en="A token counts once per line, however often the line holds it. Count every occurrence.",
    zh="一个词元在一行里不论出现几次都只计一次。应当计入每一次出现。",
)
wrong(
    "Vocab",
    "Counter(token for line in lines for token in line)",
    "Counter(token.lower() for line in lines for token in line)",
    en="The tokens were brought into lower case. That is the job of `clean`; a vocabulary takes tokens as they are.",
    zh="词元被变成了小写。那是 `clean` 的工作；词表应当按原样接受词元。",
)
wrong(
    "Vocab",
    "self.tokens = [*special, *(token for token in kept if token not in special)]",
    "self.tokens = special if type(special) is list else list(special)\n        self.tokens += [token for token in kept if token not in special]",
    en="The list `special` that was handed in has grown: `self.tokens` is the same list, not a copy. The next vocabulary made with it begins with the tokens of this one.",
    zh="传入的列表 `special` 变长了：`self.tokens` 就是同一个列表，而不是副本。下一个用它建立的词表会以这个词表的词元开头。",
)

# successors

wrong(
    "successors",
    "list(pairwise(tokens)), {}",
    "list(zip(tokens, [*tokens[1:], *tokens[:1]], strict=True)), {}",
    en="The last token is paired with the first. Nothing follows the last one: n tokens make n - 1 pairs.",
    zh="最后一个词元与第一个配成了对。最后一个后面什么也没有：n 个词元组成 n - 1 对。",
)
wrong(
    "successors",
    "list(pairwise(tokens)), {}",
    "list(zip(tokens[::2], tokens[1::2], strict=False)), {}",
    en="Only every other pair is there. The pairs overlap: each token but the last begins one.",
    zh="对只有一半。它们是相互重叠的：除最后一个外，每个词元都是一对的开头。",
)
wrong(
    "successors",
    "list(pairwise(tokens)), {}",
    "list(dict.fromkeys(pairwise(tokens))), {}",
    en="Each pair is listed once. In the list a pair stands as often as it occurs in the text; only the sets forget how often.",
    zh="每种对只列了一次。列表里，一对在文本中出现几次就有几个；只有集合不记次数。",
)
wrong(
    "successors",
    "return pairs, following",
    "return [pair[::-1] for pair in pairs], following",
    en="The pairs are turned round: first the token, then the one that follows it.",
    zh="对的前后颠倒了：先是词元，然后是跟在它后面的。",
)
wrong(
    "successors",
    "following.setdefault(token, set()).add(after)",
    "following.setdefault(after, set()).add(token)",
    en="The dictionary says what comes *before* each token. What follows it is asked for.",
    zh="字典说的是每个词元*之前*是什么。要求的是跟在它后面的。",
)
wrong(
    "successors",
    "following.setdefault(token, set()).add(after)",
    "following[token] = {after}",
    en="Each set holds the last successor only: a new one takes the place of those before. Add it to the set.",
    zh="每个集合里只有最后一个后继：新的把之前的替换了。应当加进集合里。",
)
wrong(
    "successors",
    "following.setdefault(token, set()).add(after)",
    "following.setdefault(token, {after})",
    en="Each set holds the first successor only. Whatever follows the token later belongs to it as well.",
    zh="每个集合里只有第一个后继。词元后来出现时跟在后面的，也要加进去。",
)
wrong(
    "successors",
    "following.setdefault(token, set()).add(after)",
    "following.setdefault(token, []).append(after)",
    en="A successor that comes several times is there several times. A set holds the *different* ones.",
    zh="出现几次的后继就有几个。集合里放的是*不同的*后继。",
)
wrong(
    "successors",
    "return pairs, following",
    "return pairs, {token: following.get(token, set()) for token in tokens}",
    en="A token that nothing follows has an entry, an empty set. Only tokens that something follows belong into the dictionary.",
    zh="后面什么也没有的词元也有一项，即空集。字典里只应有后面还有词元的词元。",
)
wrong(
    "successors",
    "following.setdefault(token, set()).add(after)",
    "following.setdefault(token, set()).update({after} - {token})",
    en="A token that follows itself is missing in its set. After the first l of *hello* comes an l.",
    zh="词元后面跟着它自己的情况漏掉了。*hello* 的第一个 l 后面就是 l。",
)

# learn_merges

wrong(
    "learn_merges",
    "pairs[pair] += counts[word]",
    "pairs[pair] += 1",
    en="Each word counts once, however often it occurs. A pair counts as often as the words that hold it.",
    zh="每个词不管出现几次都只计了一次。含有一对的词出现几次，这一对就计几次。",
)
wrong(
    "learn_merges",
    "(-pairs[pair], pair)",
    "-pairs[pair]",
    en="Of pairs with equal counts, the one that was met first is merged. Asked for is the one that comes first in Python's order.",
    zh="次数相同的对，合并的是先遇到的那个。要求的是按 Python 的次序排在最前的那个。",
)
wrong(
    "learn_merges",
    "min(pairs, key=lambda pair: (-pairs[pair], pair))",
    "max(pairs, key=lambda pair: (pairs[pair], pair))",
    en="Of pairs with equal counts, the last one in Python's order is merged: `max` looks for the largest pair as well as the largest count. Asked for is the first one.",
    zh="次数相同的对，合并的是按 Python 的次序排在最后的那个：`max` 不仅找最大的次数，也找最大的对。要求的是排在最前的那个。",
)
wrong(
    "learn_merges",
    "(-pairs[pair], pair)",
    '(-pairs[pair], "".join(pair))',
    en="Of pairs with equal counts, those were compared as joined strings. The pairs themselves are compared: first the left pieces, then the right ones.",
    zh="次数相同的对，是按合成之后的字符串来比较的。应当比较对本身：先比左边的片段，再比右边的。",
)
wrong(
    "learn_merges",
    "if not pairs:\n            break\n",
    "",
    en="It goes on where there is nothing left to merge. When every word is a single piece, the list ends, even before `size` merges.",
    zh="已经没有可合并的了，它还在继续。每个词都是单独一个片段时，列表就结束，哪怕还不到 `size` 次。",
)
wrong(
    "learn_merges",
    'parts[k : k + 2] = ["".join(best)]',
    'parts[k : k + 2] = ["".join(best)]\n                    break',
    en="A word that holds the pair twice is merged at the first place only. Go on to the end of the word.",
    zh="一个词里有两处这一对时，只合并了第一处。应当一直做到词尾。",
)
wrong(
    "learn_merges",
    'k = 0\n            while k < len(parts) - 1:\n                if (parts[k], parts[k + 1]) == best:\n                    parts[k : k + 2] = ["".join(best)]\n                k += 1',
    'k = len(parts) - 2\n            while k >= 0:\n                if tuple(parts[k : k + 2]) == best:\n                    parts[k : k + 2] = ["".join(best)]\n                k -= 1',
    en="Where pairs overlap, the right one is joined: `aaa` has become `a`, `aa`. From left to right it becomes `aa`, `a`.",
    zh="对互相重叠时，合并的是右边的：`aaa` 变成了 `a`、`aa`。从左到右应当变成 `aa`、`a`。",
)
wrong(
    "learn_merges",
    "merges.append(best)",
    'merges.append("".join(best))',
    en="The joined pieces come back. Asked for are the pairs: from the joined piece one does not see what it was made from.",
    zh="返回的是合成后的片段。要求的是对：从合成后的片段看不出它由哪两个组成。",
)
wrong(
    "learn_merges",
    "merges.append(best)",
    "return sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:size]",
    en="The pairs are counted once, at the beginning, and the `size` most frequent ones are returned. Each merge changes what stands side by side: join, and count again.",
    zh="只在开始时数了一次，就返回了次数最多的 `size` 个对。每次合并都会改变谁与谁相邻：合并之后要重新计数。",
)
wrong(
    "learn_merges",
    "for pair in pairwise(parts):",
    "for pair in set(pairwise(parts)):",
    en="A pair that stands twice in a word is counted once there. Every place counts.",
    zh="一个词里有两处的对，在这个词里只计了一次。每一处都应当计入。",
)
wrong(
    "learn_merges",
    "for word, parts in pieces.items():\n            for pair in pairwise(parts):\n                pairs[pair] += counts[word]",
    "row = [(part, word) for word, parts in pieces.items() for part in parts]\n        for (left, word), (right, _) in pairwise(row):\n            pairs[left, right] += counts[word]",
    en="The end of a word is counted as the neighbour of the next word's beginning. Words stand for themselves: count pairs within each.",
    zh="一个词的结尾与下一个词的开头也被算作相邻。各个词是独立的：应当在每个词的内部计数。",
)

# one_hot

wrong(
    "one_hot",
    'np.eye(vocab_size, dtype="float32")[ids]',
    'np.eye(int(ids.max()) + 1, dtype="float32")[ids]',
    en="The vectors are as long as the largest id of this input asks for. Their length must not depend on the input: it is vocab_size.",
    zh="向量的长度取决于这次输入中最大的编号。长度不能依赖输入：它应当是 vocab_size。",
)
wrong(
    "one_hot",
    'np.eye(vocab_size, dtype="float32")[ids]',
    'np.eye(vocab_size, dtype="float32")[ids - 1]',
    en="Each one stands one place too early: id 0 belongs to the first place, since counting begins at 0.",
    zh="每个一都早了一个位置：从 0 开始数，编号 0 属于第一个位置。",
)
wrong(
    "one_hot",
    'np.eye(vocab_size, dtype="float32")[ids]',
    'np.eye(vocab_size, dtype="float32")[:, ids]',
    en="The new axis comes first. The vectors should lie along the last axis, (batch, time, vocab_size): take rows of the matrix, not columns.",
    zh="新的轴排在了最前。向量应当沿着最后一个轴，(batch, time, vocab_size)：取矩阵的行，而不是列。",
)
wrong(
    "one_hot",
    'np.eye(vocab_size, dtype="float32")[ids]',
    'np.eye(vocab_size, dtype="float32")[ids.ravel()]',
    en="The shape of the ids is lost: all vectors stand in one long list. Keep the axes of `ids` and add one.",
    zh="编号的形状丢了：所有向量排成了一长列。应当保留 `ids` 的各个轴，再加一个。",
)
wrong(
    "one_hot",
    "np.any(ids < 0) or np.any(ids >= vocab_size)",
    "np.any(ids >= vocab_size)",
    en="A negative id is accepted: NumPy counts -1 from the end, so that it becomes the last token in silence. Refuse it with a ValueError.",
    zh="负的编号被接受了：NumPy 把 -1 从末尾数起，于是它默默变成了最后一个词元。应当以 ValueError 拒绝。",
)
wrong(
    "one_hot",
    "np.any(ids < 0) or np.any(ids >= vocab_size)",
    "np.any(ids < 0) or np.any(ids > vocab_size)",
    en="The id vocab_size gets through the test and stops as an IndexError. The last id is vocab_size - 1; refuse what is not below vocab_size.",
    zh="编号 vocab_size 通过了检查，然后以 IndexError 停下。最后一个编号是 vocab_size - 1；不小于 vocab_size 的都应当拒绝。",
)
wrong(
    "one_hot",
    'np.eye(vocab_size, dtype="float32")[ids]',
    "np.eye(vocab_size)[ids]",
    en="The values are right, but not their dtype: float32 is asked for, that of Keras' weights. NumPy makes float64 unless told, and a comparison gives True and False.",
    zh="数值是对的，但 dtype 不对：要求的是 float32，即 Keras 权重的 dtype。不指定时 NumPy 给出 float64，而比较给出的是 True 和 False。",
)
wrong(
    "one_hot",
    'np.eye(vocab_size, dtype="float32")[ids]',
    "ids[..., None] == np.arange(vocab_size)",
    en="The values are right, but not their dtype: float32 is asked for, that of Keras' weights. NumPy makes float64 unless told, and a comparison gives True and False.",
    zh="数值是对的，但 dtype 不对：要求的是 float32，即 Keras 权重的 dtype。不指定时 NumPy 给出 float64，而比较给出的是 True 和 False。",
)
wrong(
    "one_hot",
    'raise ValueError("an id is not in the vocabulary")',
    "ids = np.clip(ids, 0, vocab_size - 1)",
    en="An id that cannot be is moved to the nearest one that can, in silence. Refuse it with a ValueError: a wrong id is a mistake made earlier.",
    zh="不可能的编号被悄悄移到了最近的可能编号。应当以 ValueError 拒绝：错误的编号说明前面出了错。",
)

# identity_embedding

wrong(
    "identity_embedding",
    '"embeddings_initializer": "identity", ',
    "",
    en="The table holds random numbers, as Keras begins unless told otherwise. For one-hot vectors it has to be the identity matrix.",
    zh="表里是随机数，这是 Keras 默认的初始值。要得到独热向量，它必须是单位矩阵。",
)
wrong(
    "identity_embedding",
    ', "trainable": False',
    "",
    en="The layer begins as the identity, but training changes it: afterwards its rows are no longer one-hot.",
    zh="这个层开始时是单位矩阵，但训练会改变它：之后它的行就不再是 one-hot 了。",
)
wrong(
    "identity_embedding",
    '"identity"',
    '"ones"',
    en="Every entry of the table is one, so that all tokens look the same. A one-hot vector has a single one, at the place of its id.",
    zh="表中每个元素都是一，于是所有词元看起来都一样。独热向量只有一个一，位于编号处。",
)
wrong(
    "identity_embedding",
    "(vocab_size, vocab_size,",
    "(vocab_size + 1, vocab_size,",
    en="The table has one row too many. Ids go from 0 to vocab_size - 1, <pad> included: vocab_size rows.",
    zh="表多了一行。编号从 0 到 vocab_size - 1，已经包括 <pad>：共 vocab_size 行。",
)
wrong(
    "identity_embedding",
    "(vocab_size, vocab_size,",
    "(vocab_size, vocab_size - 1,",
    en="The vectors are one entry too short, so the last id has no place in them.",
    zh="向量短了一个元素，最后一个编号没有位置。",
)

# rnn_shapes

wrong(
    "rnn_shapes",
    '"x": (batch, time, features),\n        "states": (batch, time, units),',
    '"x": (time, batch, features),\n        "states": (time, batch, units),',
    en="Time comes first here. In Keras, and in this course, the batch does: (batch, time, features).",
    zh="这里时间在最前面。在 Keras 和本课程里，批次在最前面：(batch, time, features)。",
)
wrong(
    "rnn_shapes",
    '"last": (batch, units)',
    '"last": (batch, 1, units)',
    en="The last states have an axis for time, of length 1. The last state of each sequence is one row: (batch, units).",
    zh="最后的状态带着一个长度为 1 的时间轴。每个序列的最后状态是一行：(batch, units)。",
)
wrong(
    "rnn_shapes",
    '"states": (batch, time, units)',
    '"states": (batch, time, features)',
    en="The states have as many numbers as the inputs. How many a state has, the layer decides: its units.",
    zh="状态的个数与输入的特征数一样。一个状态有多少个数，由层决定：即它的单元数。",
)
wrong(
    "rnn_shapes",
    '"kernel": (features, units)',
    '"kernel": (units, features)',
    en="The kernel is transposed: rows of x are multiplied from the left, x_t W_x, so it has a row for each feature.",
    zh="kernel 转置了：x 的行从左边相乘，x_t W_x，所以每个特征对应它的一行。",
)
wrong(
    "rnn_shapes",
    '"recurrent_kernel": (units, units)',
    '"recurrent_kernel": (features, units)',
    en="The recurrent kernel has the shape of the kernel. It multiplies the state before, which has as many numbers as the new one.",
    zh="recurrent_kernel 的形状与 kernel 一样了。它乘的是前一步的状态，而那个状态与新的状态一样长。",
)
wrong(
    "rnn_shapes",
    '"kernel": (features, units)',
    '"kernel": (time, features, units)',
    en="There is a kernel for each step here. The same weights serve every step, so the time is in none of their shapes.",
    zh="这里每一步各有一个 kernel。每一步用的是同样的权重，所以它们的形状里没有时间。",
)
wrong(
    "rnn_shapes",
    '"bias": (units,)',
    '"bias": (batch, units)',
    en="There is a bias for each sequence of the batch. All sequences share the weights, so the batch is in none of their shapes.",
    zh="批次里的每个序列各有一个偏置。所有序列共享权重，所以它们的形状里没有批次。",
)
wrong(
    "rnn_shapes",
    '"bias": (units,)',
    '"bias": (units)',
    en="The shape of the bias is a number, not a tuple: parentheses alone make none. A tuple with one entry needs a comma, (units,).",
    zh="偏置的形状是一个数，不是元组：只有括号不算元组。只有一个元素的元组要有逗号：(units,)。",
)

# pad_batch

wrong(
    "pad_batch",
    "row[: len(kept)] = kept",
    "row[time - len(kept) :] = kept",
    en="The padding stands in front, as Keras' pad_sequences does it unless told. Here each sequence begins at the left.",
    zh="填充放在了前面，那是 Keras 的 pad_sequences 的默认做法。这里每个序列从左边开始。",
)
wrong(
    "pad_batch",
    "kept = sequence[:time]",
    "kept = sequence[-time:]",
    en="What is too long is cut off in front: the last tokens are kept, as Keras' pad_sequences does it unless told. Keep the first ones.",
    zh="太长的序列从前面截掉，留下了最后的词元，那是 Keras 的 pad_sequences 的默认做法。应当留下最前的。",
)
wrong(
    "pad_batch",
    "np.full((len(sequences), time), pad,",
    "np.full((len(sequences), time), 0,",
    en="The argument `pad` has no effect: it is always filled up with 0.",
    zh="参数 `pad` 没有起作用：总是用 0 填充。",
)
wrong(
    "pad_batch",
    "max(len(sequence) for sequence in sequences)",
    "len(sequences[0])",
    en="The first sequence decides how long the batch is. It should be the longest one; what is longer than the first gets cut off.",
    zh="批次的长度由第一个序列决定了。应当由最长的决定，否则比第一个长的都被截断。",
)
wrong(
    "pad_batch",
    "max(len(sequence) for sequence in sequences)",
    "min(len(sequence) for sequence in sequences)",
    en="The shortest sequence decides how long the batch is, and all others are cut off. It should be the longest one.",
    zh="批次的长度由最短的序列决定，其余都被截断了。应当由最长的决定。",
)
wrong(
    "pad_batch",
    "if length is None else length",
    "if length is None else min(length, max(len(sequence) for sequence in sequences))",
    en="With a length beyond the longest sequence the batch is too narrow. The length that is asked for holds, even if it is all padding at the end.",
    zh="给定的长度超过最长序列时，批次太窄了。要求多长就是多长，哪怕末尾全是填充。",
)
wrong(
    "pad_batch",
    "max(len(sequence) for sequence in sequences) if length is None else length",
    "max(len(sequence) for sequence in sequences)",
    en="The argument `length` has no effect: the longest sequence decides in any case.",
    zh="参数 `length` 没有起作用：总是由最长的序列决定。",
)
wrong(
    "pad_batch",
    'dtype="int32"',
    'dtype="float32"',
    en="The batch holds floats. Ids are whole numbers, and later they serve as indices; `np.zeros` and `np.full` take a `dtype`.",
    zh="批次里是浮点数。编号是整数，以后还要用作下标；`np.zeros` 和 `np.full` 可以指定 `dtype`。",
)
wrong(
    "pad_batch",
    "return batch",
    "return batch.tolist()",
    en="A list of lists came back. An array is asked for: the cells below compare and compute with all of it at once.",
    zh="返回的是列表的列表。要求的是数组：后面的单元格要对整个批次作比较和计算。",
)
wrong(
    "pad_batch",
    "kept = sequence[:time]",
    "if isinstance(sequence, list):\n            sequence += [pad] * (time - len(sequence))\n        kept = sequence[:time]",
    en="The sequences that were handed in have been padded themselves: `+=`, `append` and `extend` change the caller's lists. Leave them as they are.",
    zh="传入的序列本身也被填充了：`+=`、`append` 和 `extend` 会改变调用者的列表。应当让它们保持原样。",
)

# masked_loss

wrong(
    "masked_loss",
    "ops.sum(losses * mask) / ops.sum(mask)",
    "ops.mean(losses * mask)",
    en="The sum is divided by all positions, padding included: the more padding, the smaller the loss. Divide by the number of tokens that exist.",
    zh="总和除以了所有位置，包括填充：填充越多，损失越小。应当除以真实存在的词元数。",
)
wrong(
    "masked_loss",
    "ops.sum(losses * mask) / ops.sum(mask)",
    "ops.mean(losses)",
    en="The padding counts in the loss like any token: the mask is not used.",
    zh="填充像词元一样计入了损失：没有用上掩码。",
)
wrong(
    "masked_loss",
    "ops.sum(losses * mask) / ops.sum(mask)",
    "ops.sum(losses * mask)",
    en="This is the sum over all tokens. The mean is asked for, so that a long batch has no larger loss than a short one.",
    zh="这是对所有词元的总和。要求的是平均值，这样长的批次不会比短的批次损失更大。",
)
wrong(
    "masked_loss",
    "ops.sum(losses * mask) / ops.sum(mask)",
    "ops.mean(ops.sum(losses * mask, axis=1) / ops.maximum(ops.sum(mask, axis=1), 1.0))",
    en="First the mean of each sentence is taken, then the mean of these: a word of a short sentence counts more than one of a long sentence. Every token should count the same.",
    zh="先取了每个句子的平均，再取这些平均的平均：短句中的词比长句中的词分量更重。每个词元应当分量相同。",
)
wrong(
    "masked_loss",
    "from_logits=True",
    "from_logits=False",
    en="The logits were taken for probabilities. They are any real numbers: from_logits=True applies the softmax first.",
    zh="logits 被当成了概率。它们可以是任意实数：from_logits=True 会先作 softmax。",
)
wrong(
    "masked_loss",
    "ops.sum(losses * mask) / ops.sum(mask)",
    "ops.mean(ops.mean(losses) * mask)",
    en="The mean was taken before the mask: one number times every entry of the mask. Keep a loss for each position, hide those of the padding, and take the mean last.",
    zh="在用掩码之前就取了平均：掩码的每个元素乘的是同一个数。应当保留每个位置的损失，盖住填充处的，最后才取平均。",
)
wrong(
    "masked_loss",
    "ops.not_equal(y_true, 0)",
    "ops.not_equal(ops.argmax(y_pred, axis=-1), 0)",
    en="The mask was made from the predictions. What is padding is told by the labels; a model that predicts 0 would get rid of its loss.",
    zh="掩码是由预测得来的。是不是填充由标签决定；否则模型只要预测 0 就能摆脱损失。",
)
wrong(
    "masked_loss",
    "/ ops.sum(mask)",
    "/ ops.cast(ops.shape(losses)[0], losses.dtype)",
    en="The sum is divided by the number of sentences, so that long sentences have a larger loss. Divide by the number of tokens that exist.",
    zh="总和除以了句子的个数，于是长句的损失更大。应当除以真实存在的词元数。",
)
wrong(
    "masked_loss",
    "ops.not_equal(y_true, 0)",
    "ops.greater(y_true, 1)",
    en="Labels 1 are hidden as well. That is <unk>, a token like any other; only 0 is padding.",
    zh="标签 1 也被盖住了。那是 <unk>，与其他词元一样；只有 0 是填充。",
)
wrong(
    "masked_loss",
    "ops.not_equal(y_true, 0)",
    "np.not_equal(y_true, 0)",
    en="On arrays it is right, but it computes with NumPy, and so it stops in training: there Keras hands over tensors that have no values yet. Use keras.ops throughout.",
    zh="用在数组上是对的，但它用 NumPy 计算，所以训练时会停下：那时 Keras 传来的张量还没有值。请一律使用 keras.ops。",
)

# random_batches

wrong(
    "random_batches",
    "offset = rng.integers(time)",
    "offset = 0",
    en="The windows begin at the first token every time, so that the borders fall at the same places in each pass. Draw the offset.",
    zh="窗口每次都从第一个词元开始，于是每一遍的边界都落在同样的地方。偏移量应当抽取。",
)
wrong(
    "random_batches",
    "offset = rng.integers(time)",
    "offset = rng.integers(1, time)",
    en="The offset is never 0. All offsets from 0 to time - 1 should be drawn.",
    zh="偏移量从不为 0。从 0 到 time - 1 的偏移量都应当能抽到。",
)
wrong(
    "random_batches",
    "ids[window], ids[window + 1]",
    "ids[window], ids[window]",
    en="x and y are the same: the label of a token would be the token itself. y is one token later.",
    zh="x 与 y 相同：词元的标签成了它自己。y 应当晚一个词元。",
)
wrong(
    "random_batches",
    "ids[window], ids[window + 1]",
    "ids[window + 1], ids[window]",
    en="x and y have changed places: this model would predict the token before, not the next one.",
    zh="x 与 y 的位置反了：这样的模型预测的是前一个词元，而不是下一个。",
)
wrong(
    "random_batches",
    "rng.permutation(np.arange(offset, len(ids) - time, time))",
    "np.arange(offset, len(ids) - time, time)",
    en="The windows come in the order of the text. Random sampling shuffles them.",
    zh="窗口按文本的次序出现。随机采样应当打乱它们。",
)
wrong(
    "random_batches",
    "np.arange(offset, len(ids) - time, time)",
    "np.arange(offset, len(ids) - time)",
    en="Windows begin at every token, so they overlap: each token comes about `time` times in one pass. They should follow each other without overlap.",
    zh="每个词元处都有一个窗口开始，于是窗口互相重叠：一遍之中每个词元出现大约 `time` 次。它们应当一个紧接一个，不重叠。",
)
wrong(
    "random_batches",
    "range(0, len(starts) - batch + 1, batch)",
    "range(0, len(starts), batch)",
    en="The last batch has fewer rows than the others. Windows that fill no whole batch are to be left out.",
    zh="最后一个批次的行数比别的少。凑不满一个批次的窗口应当舍去。",
)
wrong(
    "random_batches",
    "range(0, len(starts) - batch + 1, batch)",
    "range(0, len(starts) - batch, batch)",
    en="The last batch is lost, even where it is full: `range` ends before its second argument.",
    zh="最后一个批次丢了，哪怕它是满的：`range` 在第二个参数之前就结束。",
)
wrong(
    "random_batches",
    "len(ids) - time, time)",
    "len(ids) - time - 1, time)",
    en="One window too few for some offsets: the window whose last label is the last token of the text is still complete.",
    zh="某些偏移量下少了一个窗口：最后一个标签恰好是文本最后一个词元的窗口仍是完整的。",
)
wrong(
    "random_batches",
    "ids[window], ids[window + 1]",
    "ids[window], ids[window] + 1",
    en="The labels are the ids plus one. One token later means the next *place* in the text, whatever id stands there.",
    zh="标签成了编号加一。晚一个词元，指的是文本中的下一个*位置*，不管那里是什么编号。",
)
wrong(
    "random_batches",
    "rng.permutation(np.arange(offset, len(ids) - time, time))",
    "rng.permutation(np.arange(offset, len(ids) - time, time)[: (len(ids) - offset - 1) // time // batch * batch])",
    en="The windows that fill no whole batch are left out before shuffling, so that it is always the end of the text. Shuffle first: then each window has its turn.",
    zh="凑不满批次的窗口在打乱之前就舍去了，于是舍去的总是文本的末尾。应当先打乱：这样每个窗口都有机会。",
)
wrong(
    "random_batches",
    "rng.permutation(",
    "np.random.default_rng(0).permutation(",
    en="The order does not come from `rng`: it is the same in every pass. All chance should come from the generator that is handed in.",
    zh="窗口的次序不是由 `rng` 而来：每一遍都一样。所有随机性都应当来自传入的生成器。",
)
wrong(
    "random_batches",
    "offset = rng.integers(time)",
    "offset = round(rng.random() * (time - 1))",
    en="Rounding gives the first and the last offset half the chance of the others. `rng.integers(time)` draws each equally likely.",
    zh="四舍五入使第一个和最后一个偏移量的机会只有其他的一半。`rng.integers(time)` 才是等概率地抽取。",
)
wrong(
    "random_batches",
    "offset = rng.integers(time)",
    "offset = rng.integers(time - 1)",
    en="The last offset, time - 1, is never drawn: `rng.integers(n)` ends before n.",
    zh="最后一个偏移量 time - 1 从未抽到：`rng.integers(n)` 到 n 之前为止。",
)

# sequential_batches

wrong(
    "sequential_batches",
    "ids[offset:end].reshape(batch, length)",
    "ids[offset:end].reshape(length, batch).T",
    en="The tokens are dealt out to the rows like cards: neighbours of the text stand in different rows. Each row should be one stretch of text.",
    zh="词元像发牌一样分到各行：文本中相邻的词元落在不同的行。每一行应当是一段连续的文本。",
)
wrong(
    "sequential_batches",
    "ids[offset + 1 : end + 1].reshape(batch, length)",
    "ids[offset:end].reshape(batch, length)",
    en="x and y are the same: the label of a token would be the token itself. y is one token later.",
    zh="x 与 y 相同：词元的标签成了它自己。y 应当晚一个词元。",
)
wrong(
    "sequential_batches",
    "ids[offset + 1 : end + 1].reshape(batch, length)",
    "np.roll(x, -1, axis=1)",
    en="The last label of each row is the first token of that row. It should be the token that follows in the text.",
    zh="每行的最后一个标签成了该行的第一个词元。它应当是文本中接下来的词元。",
)
wrong(
    "sequential_batches",
    "length = (len(ids) - offset - 1) // batch",
    "length = (len(ids) - 1) // batch\n    ids, offset = ids[:], 0",
    en="The offset has no effect: the rows begin at the first token.",
    zh="偏移量没有起作用：各行仍从第一个词元开始。",
)
wrong(
    "sequential_batches",
    "range(0, length - time + 1, time)",
    "range(0, length, time)",
    en="The remainder of the rows comes as a narrower batch. Leave out what is shorter than `time`.",
    zh="各行的余数成了一个更窄的批次。不足 `time` 的应当舍去。",
)
wrong(
    "sequential_batches",
    "range(0, length - time + 1, time)",
    "range(0, length - time, time)",
    en="The last batch is lost where the rows divide without a remainder: `range` ends before its second argument.",
    zh="各行恰好分完时，最后一个批次丢了：`range` 在第二个参数之前就结束。",
)
wrong(
    "sequential_batches",
    "range(0, length - time + 1, time)",
    "range(length - time + 1)",
    en="Each batch begins one token after the last one instead of where that ended: a carried state would read most tokens several times.",
    zh="每个批次只比上一个晚一个词元开始，而不是从上一个结束处开始：传递的状态会把多数词元读好几遍。",
)
wrong(
    "sequential_batches",
    "for t in range(0, length - time + 1, time):\n        yield x[:, t : t + time], y[:, t : t + time]",
    "whole = length // time * time\n    x, y = (part[:, :whole].reshape(-1, time) for part in (x, y))\n    for t in range(0, len(x), batch):\n        yield x[t : t + batch], y[t : t + batch]",
    en="The rows of a batch are neighbouring windows, and the next batch goes on elsewhere. Row r of a batch should continue row r of the batch before.",
    zh="一个批次的各行是相邻的窗口，下一批次又从别处开始。一个批次的第 r 行应当接着前一批次的第 r 行。",
)
wrong(
    "sequential_batches",
    "ids[offset + 1 : end + 1].reshape(batch, length)",
    "x + 1",
    en="The labels are the ids plus one. One token later means the next *place* in the text, whatever id stands there.",
    zh="标签成了编号加一。晚一个词元，指的是文本中的下一个*位置*，不管那里是什么编号。",
)

# split_by_sentence

wrong(
    "split_by_sentence",
    "list(dict.fromkeys(sentences))",
    "list(sentences)",
    en="The draw is among all copies, so that the sizes depend on how often a sentence occurs. Draw among the different sentences, then hand out the copies.",
    zh="抽取是在所有副本之中进行的，于是各部分的大小取决于句子出现的次数。应当在不同的句子里抽取，再分发副本。",
)
wrong(
    "split_by_sentence",
    "[different[k] for k in rng.permutation(len(different))]",
    "different",
    en="Nothing is drawn: validation and test are simply the first sentences of the text. Shuffle with rng before you divide.",
    zh="没有抽取：验证集和测试集只是文本最前面的句子。划分之前要用 rng 打乱。",
)
wrong(
    "split_by_sentence",
    "[different[k] for k in rng.permutation(len(different))]",
    "[different[k] for k in np.random.default_rng(0).permutation(len(different))]",
    en="The draw does not come from `rng`: every call gives the same split. The caller should be able to choose.",
    zh="抽取没有用 `rng`：每次调用都得到同样的划分。应当由调用者来决定。",
)
wrong(
    "split_by_sentence",
    "set(drawn[count : 2 * count])",
    "set(drawn[:count])",
    en="Validation and test hold the same sentences. Choices made on the one are then made on the other.",
    zh="验证集和测试集是同样的句子。在一个上作的选择，也就是在另一个上作的。",
)
wrong(
    "split_by_sentence",
    "if sentence not in valid | test",
    "if sentence not in valid",
    en="The test sentences are in the training part as well. That is the leak a split is to prevent.",
    zh="测试的句子也在训练部分里。这正是划分要防止的泄漏。",
)
wrong(
    "split_by_sentence",
    "round(0.15 * len(different))",
    "round(0.15 * len(sentences))",
    en="The 15 per cent are counted of all sentences, copies included. Count them of the different sentences.",
    zh="15% 是按所有句子（包括副本）计算的。应当按不同的句子计算。",
)
wrong(
    "split_by_sentence",
    "[sentence for sentence in sentences if sentence not in valid | test]",
    "[sentence for sentence in different if sentence not in valid | test]",
    en="Copies of training sentences are lost. They are data too: hand them out with their sentence.",
    zh="训练句子的副本丢了。它们也是数据：应当跟着它们的句子一起分发。",
)
wrong(
    "split_by_sentence",
    "round(0.15 * len(different))",
    "int(0.15 * len(different))",
    en="The sizes are cut off instead of rounded: `int` drops the fraction, `round` goes to the nearest whole number.",
    zh="大小是截断而不是四舍五入得到的：`int` 丢掉小数部分，`round` 取最近的整数。",
)
wrong(
    "split_by_sentence",
    "round(0.15 * len(different))",
    "int(np.ceil(0.15 * len(different)))",
    en="The sizes are rounded up. `round` goes to the nearest whole number.",
    zh="大小是向上取整的。`round` 取最近的整数。",
)
wrong(
    "split_by_sentence",
    "set(drawn[count : 2 * count])",
    "set(drawn[count : len(drawn) - round(0.7 * len(drawn))])",
    en="The test part is what is left over by 70 and 15 per cent, each rounded. It should have as many sentences as validation; `train` takes the rest.",
    zh="测试部分成了 70% 和 15% 各自取整之后剩下的。它的句子应当与验证部分一样多；余数归 `train`。",
)
wrong(
    "split_by_sentence",
    "round(0.15 * len(different))",
    "max(1, round(0.15 * len(different)))",
    en="Each part gets at least one sentence. With very few sentences round(0.15 n) is 0, and then all of them are for training.",
    zh="每个部分至少分到一句。句子很少时 round(0.15 n) 是 0，那时应当全部归训练部分。",
)

# leakage

wrong(
    "leakage",
    "/ len(test)",
    "/ len(train)",
    en="The count is divided by the number of training sentences. Asked for is a share of the test.",
    zh="个数除以了训练句子的数目。要求的是在测试部分中所占的比例。",
)
wrong(
    "leakage",
    " / len(test)",
    "",
    en="This is a number of sentences. Asked for is a share: divide by the size of the test.",
    zh="这是句子的个数。要求的是比例：还要除以测试部分的大小。",
)
wrong(
    "leakage",
    "sentence.lower().split()",
    "sentence.split()",
    en="Upper and lower case make a difference here: GO ON and go on count as two sentences.",
    zh="这里大小写不同就不算同一句：GO ON 与 go on 被当成了两个句子。",
)
wrong(
    "leakage",
    "tuple(sentence.lower().split())",
    "sentence.lower()",
    en="White space makes a difference here: with two spaces instead of one, a sentence counts as another.",
    zh="这里空白不同就不算同一句：一个空格换成两个，就被当成了另一个句子。",
)
wrong(
    "leakage",
    "tuple(sentence.lower().split())",
    "frozenset(sentence.lower().split())",
    en="The order of the words is lost: two sentences with the same words count as one. Order matters in a sequence.",
    zh="词的顺序丢了：词相同的两个句子被当成了一个。在序列里，顺序是要紧的。",
)
wrong(
    "leakage",
    "sum(key(sentence) in seen for sentence in test) / len(test)",
    "len(seen & {key(sentence) for sentence in test}) / len({key(sentence) for sentence in test})",
    en="Copies in the test were counted once only. Each copy is a question of the test, so each counts.",
    zh="测试部分的副本只计了一次。每个副本都是一道测试题，都应当计入。",
)
wrong(
    "leakage",
    "sum(key(sentence) in seen for sentence in test) / len(test)",
    'sum(any(" ".join(key(sentence)) in " ".join(other) for other in seen) for sentence in test) / len(test)',
    en="A sentence that is a part of a longer training sentence counts as seen. Whole sentences are to be compared.",
    zh="作为较长训练句子一部分的句子也被算作见过。应当比较整个句子。",
)
wrong(
    "leakage",
    "sum(key(sentence) in seen for sentence in test)",
    "sum(key(sentence) == key(other) for sentence in test for other in train)",
    en="Pairs were counted: a test sentence that stands in `train` three times counts three times. Ask of each test sentence only whether it is there.",
    zh="计的是句子对：在 `train` 里出现三次的测试句子被计了三次。对每个测试句子，只应问它在不在。",
)
wrong(
    "leakage",
    "tuple(sentence.lower().split())",
    '"".join(sentence.lower().split())',
    en='All white space was removed, so that words run together: "a way" and "away" count as the same. Keep the words apart.',
    zh="所有空白都被去掉，词连在了一起：“a way” 与 “away” 被算作同一个。应当把词分开。",
)
wrong(
    "leakage",
    "sentence.lower().split()",
    '[word for word in sentence.lower().split(" ") if word]',
    en="Words are divided at spaces only; a tab or a wide space stays inside a word. `split()` without an argument divides at white space of every kind.",
    zh="词只在空格处切开；制表符或全角空格留在了词里。不带参数的 `split()` 按各种空白切分。",
)
wrong(
    "leakage",
    "tuple(sentence.lower().split())",
    'sentence.lower().strip().replace("  ", " ")',
    en="Only pairs of spaces were replaced. White space may also be three spaces or a tab: divide into words with `split()` and compare these.",
    zh="只替换了成对的空格。空白也可能是三个空格或制表符：应当用 `split()` 切成词再比较。",
)
wrong(
    "leakage",
    "sentence.lower().split()",
    're.sub(r"[^\\w\\s]", "", sentence.lower()).split()',
    en="Punctuation was taken off before comparing. Only white space and upper and lower case are set aside; `go on.` and `go on` are two sentences.",
    zh="比较之前去掉了标点。可以不计的只有空白和大小写；`go on.` 与 `go on` 是两个句子。",
)
