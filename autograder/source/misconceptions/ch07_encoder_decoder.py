"""Mistakes of chapter 7, encoder and decoder."""

from autograder.source.misconceptions import wrong

# -- parallel_text -----------------------------------------------------------------------------

# tokens_of

wrong(
    "tokens_of",
    'unicodedata.normalize("NFC", line).lower()',
    "line.lower()",
    en="An accent that is a code point of its own has become a token of its own, or has cut its word in two. NFC joins a letter and its accent into one code point.",
    zh="单独成为码位的重音符变成了单独的词元，或者把词切成了两半。NFC 会把字母与重音符合成一个码位。",
)
wrong(
    "tokens_of",
    'unicodedata.normalize("NFC", line).lower()',
    'unicodedata.normalize("NFC", line)',
    en="Capitals are still there: the first word of each sentence is then another token than the same word inside one.",
    zh="大写字母还在：这样每个句子的第一个词，就与句中同样的词成了不同的词元。",
)
wrong(
    "tokens_of",
    '.replace("’", "\'")',
    "",
    en="The curly apostrophe ’ was left as it is, so words with it are cut or spelt in two ways. It is to become the straight one first.",
    zh="弯的撇号 ’ 没有处理，含有它的词被切开，或者有了两种写法。应当先把它改成直的。",
)
wrong(
    "tokens_of",
    '"|".join([elided, word,',
    '"|".join([word, elided,',
    en="No elided word was cut off: *l'ami* is one token. Alternatives are tried from left to right, and the one for words takes all before the other is asked.",
    zh="省音词没有切下来：*l'ami* 成了一个词元。各分支从左到右尝试，词的分支在另一个分支之前就把整个词拿走了。",
)
wrong(
    "tokens_of",
    r'r")(?=\w)"',
    '")"',
    en="An elided word became a token where no word goes on behind it. There it is an ordinary word and a sign of punctuation.",
    zh="后面没有词的其余部分时，省音词也成了一个词元。那时它只是普通的词和一个标点。",
)
wrong(
    "tokens_of",
    r"(?:['-]\w+|",
    r"(?:'\w+|",
    en="Words with hyphens were cut into pieces. A hyphen between letters belongs to the word.",
    zh="带连字符的词被切成了几段。字母之间的连字符属于这个词。",
)
wrong(
    "tokens_of",
    r"|(?<=\d)[.,:](?=\d)\w+)*",
    ")*",
    en="Numbers were cut at their `.`, `,` or `:`. Between two digits these belong to the number.",
    zh="数在 `.`、`,` 或 `:` 处被切开了。它们在两个数字之间时属于这个数。",
)
wrong(
    "tokens_of",
    r"|(?<=\d)[.,:](?=\d)\w+)*",
    r"|[.,:]\w+)*",
    en="A sign of punctuation inside a word was kept in it, though there are no digits on both sides: only numbers may hold `.`, `,` or `:`.",
    zh="标点留在了词里，虽然它的两边并不都是数字：只有数里面才可以有 `.`、`,` 或 `:`。",
)
wrong(
    "tokens_of",
    r', r"[^\w\s]"',
    "",
    en="All punctuation is gone. A question and a statement may differ in nothing else; each sign is a token.",
    zh="标点全没了。问句和陈述句有时只差标点；每个标点都是一个词元。",
)
wrong(
    "tokens_of",
    r', r"[^\w\s]"',
    r', r"[^\w\s]+"',
    en="Several signs of punctuation in a row became one token. Each of them is one of its own.",
    zh="连在一起的几个标点成了一个词元。每个标点应各成一个。",
)

wrong(
    "tokens_of",
    'unicodedata.normalize("NFC", line)',
    'unicodedata.normalize("NFKC", line)',
    en="NFKC rewrites signs: … becomes three dots, ² an ordinary 2. NFC only joins letters with their accents.",
    zh="NFKC 会改写符号：… 变成三个点，² 变成普通的 2。NFC 只把字母与重音符合在一起。",
)
wrong(
    "tokens_of",
    r"""['-]\w+|(?<=\d)[.,:](?=\d)\w+)*""",
    r"""['-]\w+)*(?:(?<=\d)[.,:](?=\d)\w+)?""",
    en="A number was cut at its second sign. There may be several in it, as in 1,234,567 or 12:30:45.",
    zh="数在它的第二个符号处被切开了。一个数里可以有几个符号，如 1,234,567 或 12:30:45。",
)
wrong(
    "tokens_of",
    r"""(?=\d)\w+)*""",
    r"""(?=\d)\w+)?""",
    en="A word or a number was cut behind its second part. There may be several hyphens or signs in it, as in *vis-à-vis* or 1,234,567.",
    zh="词或数在第二段之后被切开了。里面可以有几个连字符或符号，如 *vis-à-vis* 或 1,234,567。",
)

# split_by_source

wrong(
    "split_by_source",
    "list(dict.fromkeys(source for source, _ in pairs))",
    "[source for source, _ in pairs]",
    en="The draw was among the pairs, not among the different sources: a source with many translations is drawn more often, and the number of sources in the test is not the one asked for.",
    zh="抽取是在句对之间进行的，而不是在不同的源句之间：译文多的源句更容易抽中，测试中的源句数也就不对。",
)
wrong(
    "split_by_source",
    "rng.permutation(len(sources))[:count]",
    "range(count)",
    en="The first sources of the list were taken. Files are sorted, Tatoeba's by length, so that the test would hold short sentences only: draw with `rng`.",
    zh="取的是列表中最前面的源句。文件往往排过序，Tatoeba 就按长度排列，测试里便只有短句：请用 `rng` 抽取。",
)
wrong(
    "split_by_source",
    "round(fraction * len(sources))",
    "int(fraction * len(sources))",
    en="The number of sources was rounded down. It is `round(fraction * n)`.",
    zh="源句的个数向下取整了。应当是 `round(fraction * n)`。",
)
wrong(
    "split_by_source",
    "round(fraction * len(sources))",
    "round(fraction * len(pairs))",
    en="The fraction was taken of the pairs. It is a fraction of the different sources.",
    zh="比例是相对于句对算的。它应当是不同源句的比例。",
)
wrong(
    "split_by_source",
    "train = [pair for pair in pairs if",
    "train = [pair for pair in dict.fromkeys(pairs) if",
    en="A pair that stands twice in the data is in training only once: some pairs were lost.",
    zh="数据里出现两次的句对，在训练中只剩一次：丢了一些句对。",
)
wrong(
    "split_by_source",
    "return train, [pair for pair in pairs if pair[0] in held]",
    "return [pair for pair in pairs if pair[0] in held], train",
    en="Train and test are the wrong way round: the drawn sources are for the test.",
    zh="训练和测试弄反了：抽出的源句应当归入测试。",
)

wrong(
    "split_by_source",
    "round(fraction * len(sources))",
    "int(np.ceil(fraction * len(sources)))",
    en="The number of sources was rounded up. It is `round(fraction * n)`.",
    zh="源句的个数向上取整了。应当是 `round(fraction * n)`。",
)
wrong(
    "split_by_source",
    "round(fraction * len(sources))",
    "int(fraction * len(sources) + 0.5)",
    en="A number that ends in a half was rounded up. `round` takes the even one of its two neighbours.",
    zh="恰好以一半结尾的个数被向上取了。`round` 取两个相邻整数中的偶数。",
)
wrong(
    "split_by_source",
    "rng.permutation(len(sources))[:count]",
    "np.random.default_rng(0).permutation(len(sources))[:count]",
    en="The sources were drawn by a generator made here, so that every split is the same. Draw with the `rng` that is handed in.",
    zh="源句是用在这里新建的生成器抽取的，于是每次划分都一样。请用传入的 `rng` 抽取。",
)
wrong(
    "split_by_source",
    "rng.permutation(len(sources))[:count]",
    "rng.permutation(len(sources))[-count:]",
    en="Where no source is to be drawn, all are: `[-0:]` is the whole list.",
    zh="一个源句也不该抽时，却全都抽了：`[-0:]` 是整个列表。",
)

# build_vocabularies

wrong(
    "build_vocabularies",
    "(-counts[token], token)",
    "-counts[token]",
    en="Equally frequent tokens stand in the order in which they were met. Sort them by the alphabet, or a vocabulary depends on the order of the file.",
    zh="次数相同的词元按出现的先后排列。应当按字母表排列，否则词表会随文件的次序而变。",
)
wrong(
    "build_vocabularies",
    "(-counts[token], token)",
    "(counts[token], token)",
    en="The rarest tokens come first. The most frequent ones should.",
    zh="最少见的词元排在了最前面。应当是最常见的在前。",
)
wrong(
    "build_vocabularies",
    "(-counts[token], token)",
    "token",
    en="The tokens stand in the order of the alphabet alone. The most frequent come first; the alphabet decides only between equal ones.",
    zh="词元只按字母表排列了。最常见的应当在前；只有次数相同时才看字母表。",
)
wrong(
    "build_vocabularies",
    "counts[token] >= min_count",
    "counts[token] > min_count",
    en="Tokens that occur exactly `min_count` times are missing. At least that often is enough.",
    zh="恰好出现 `min_count` 次的词元不见了。至少出现这么多次就够了。",
)
wrong(
    "build_vocabularies",
    "SPECIAL + [",
    "[",
    en="The special tokens are missing, so that the most frequent word got the id of `<pad>`.",
    zh="缺了特殊词元，于是最常见的词得到了 `<pad>` 的编号。",
)
wrong(
    "build_vocabularies",
    "Counter(chain.from_iterable(sentences))",
    "Counter(chain.from_iterable(chain.from_iterable(pairs)))",
    en="Both languages were counted together. Each has a vocabulary of its own, made of the tokens on its side.",
    zh="两种语言合在一起计数了。每种语言有自己的词表，由本侧的词元构成。",
)
wrong(
    "build_vocabularies",
    "Counter(chain.from_iterable(sentences))",
    "Counter(chain.from_iterable(map(set, sentences)))",
    en="A token that stands twice in a sentence was counted once: these are numbers of sentences, not of occurrences.",
    zh="在一个句子中出现两次的词元只计了一次：数的是句子数，而不是出现的次数。",
)

# pair_to_ids

wrong(
    "pair_to_ids",
    '((*source, "<eos>"), source_vocabulary)',
    "(source, source_vocabulary)",
    en="The source has no `<eos>`. Both rows end with it, so that the encoder is told as well where the sentence is over.",
    zh="源句没有 `<eos>`。两行都以它结尾，编码器才同样知道句子到哪里结束。",
)
wrong(
    "pair_to_ids",
    '((*source, "<eos>"), source_vocabulary)',
    '(("<bos>", *source, "<eos>"), source_vocabulary)',
    en="The source begins with `<bos>`. Only the target does: the decoder has to be started with something, the encoder simply reads.",
    zh="源句以 `<bos>` 开头了。只有目标句如此：解码器要有东西来启动，编码器直接读就行。",
)
wrong(
    "pair_to_ids",
    '(("<bos>", *target, "<eos>"), target_vocabulary)',
    '((*target, "<eos>"), target_vocabulary)',
    en="The target has no `<bos>` in front. Here the row runs from `<bos>` to `<eos>`, m + 2 ids.",
    zh="目标句前面没有 `<bos>`。这里的一行从 `<bos>` 到 `<eos>`，共 m + 2 个编号。",
)
wrong(
    "pair_to_ids",
    '(("<bos>", *target, "<eos>"), target_vocabulary)',
    '(("<bos>", *target), target_vocabulary)',
    en="The target has no `<eos>`: a decoder that learns from it never stops.",
    zh="目标句没有 `<eos>`：由它学习的解码器永远不会停下来。",
)
wrong(
    "pair_to_ids",
    '(("<bos>", *target, "<eos>"), target_vocabulary)',
    '(("<bos>", *target, "<eos>"), source_vocabulary)',
    en="The target was looked up in the vocabulary of the source. Each side has its own, and the same number means another word there.",
    zh="目标句查的是源句的词表。两边各有自己的词表，同一个编号在那里是另一个词。",
)
wrong(
    "pair_to_ids",
    'id_of.get(token, id_of["<unk>"])',
    "id_of.get(token, UNK)",
    en="Unknown tokens became `UNK`, which is where *this course* has `<unk>`. In the vocabularies handed in it may stand elsewhere: look it up.",
    zh="未知的词元成了 `UNK`，那是*本课程*里 `<unk>` 的位置。在传入的词表里它可能在别处：请查出来。",
)
wrong(
    "pair_to_ids",
    "for k, token in enumerate(vocabulary)}",
    "for k, token in enumerate(vocabulary)} | {'<bos>': BOS, '<eos>': EOS}",
    en="`<bos>` and `<eos>` have the numbers of this course, whatever the vocabulary says. Their ids are their places in it, as for all other tokens.",
    zh="不管词表怎么写，`<bos>` 和 `<eos>` 用的都是本课程的编号。与别的词元一样，它们的编号是各自在词表里的位置。",
)
wrong(
    "pair_to_ids",
    'id_of.get(token, id_of["<unk>"]) for token in tokens]',
    "id_of[token] for token in tokens if token in id_of]",
    en="Unknown tokens were left out. They stand there as `<unk>`, so that the sentence keeps its length.",
    zh="未知的词元被丢掉了。它们应当以 `<unk>` 留在原处，句子才保持原来的长度。",
)
wrong(
    "pair_to_ids",
    "np.array([[",
    "*np.array([[",
    en="The arrays have one axis, `(time,)`. A batch of one sentence has an axis for it too: `(1, time)`.",
    zh="数组只有一个轴 `(time,)`。只含一个句子的批次也有批次轴：`(1, time)`。",
)
wrong(
    "pair_to_ids",
    "return tuple(rows)",
    "return [np.pad(row, ((0, 0), (0, max(r.shape[1] for r in rows) - row.shape[1]))) for row in rows]",
    en="The shorter row was filled up to the length of the longer one. Each side has as many columns as it needs.",
    zh="较短的一行被填到与较长的一样长。两边各需要几列就有几列。",
)
wrong(
    "pair_to_ids",
    "for token in tokens]]))",
    "for token in tokens]], float))",
    en="The ids are floats. An id is a place in a list, and only whole numbers are.",
    zh="编号成了浮点数。编号是列表中的位置，只能是整数。",
)

# pad_with_eos

wrong(
    "pad_with_eos",
    "closed = [id_of.get(token, UNK) for token in sentence[: length - 1]] + [EOS]",
    "closed = ([id_of.get(token, UNK) for token in sentence] + [EOS])[:length]",
    en="Sentences that are too long have lost their `EOS`: it was appended first and then cut off. The model would learn that long sentences never end.",
    zh="太长的句子丢了 `EOS`：先加上它，又把它截掉了。模型会学到长句永不结束。",
)
wrong(
    "pad_with_eos",
    "for token in sentence[: length - 1]] + [EOS]",
    "for token in sentence[:length]]",
    en="There is no `EOS` at the end of the sentences. Without it the decoder never learns to stop.",
    zh="句子末尾没有 `EOS`。没有它，解码器永远学不会停下来。",
)
wrong(
    "pad_with_eos",
    "closed = [id_of",
    "closed = [BOS] + [id_of",
    en="There is a `BOS` in front. It belongs to the decoder's input only, which is made later; labels have none.",
    zh="前面多了 `BOS`。它只属于后面才做的解码器输入；标签里没有它。",
)
wrong(
    "pad_with_eos",
    "id_of.get(token, UNK) for token in sentence[: length - 1]",
    "id_of[token] for token in sentence[: length - 1] if token in id_of",
    en="Unknown words were left out. They are to stand there as `UNK`, so that the sentence keeps its length.",
    zh="未知词被丢掉了。它们应当以 `UNK` 留在原处，句子才保持原来的长度。",
)
wrong(
    "pad_with_eos",
    "id_of.get(token, UNK)",
    "id_of.get(token, PAD)",
    en="Unknown words became `PAD`: a mask would take them for the end of the sentence. They are `UNK`.",
    zh="未知词成了 `PAD`：掩码会把它们当作句子的结尾。它们应当是 `UNK`。",
)
wrong(
    "pad_with_eos",
    "row[: len(closed)] = closed",
    "row[length - len(closed) :] = closed",
    en="The padding is in front. In this course it is at the end of each row.",
    zh="填充放在了前面。本课程把它放在每行的末尾。",
)
wrong(
    "pad_with_eos",
    "(ids != PAD).sum(axis=1)",
    "(ids > EOS).sum(axis=1)",
    en="The valid lengths are too small: `EOS` and unknown words count as well. Only `PAD` does not.",
    zh="有效长度偏小：`EOS` 和未知词也要计入，只有 `PAD` 不算。",
)
wrong(
    "pad_with_eos",
    "(ids != PAD).sum(axis=1)",
    "np.array([len(sentence) + 1 for sentence in sentences])",
    en="The valid lengths are those of the sentences before they were cut: none can be larger than `length`.",
    zh="有效长度是截断之前的：没有哪个可以大于 `length`。",
)

wrong(
    "pad_with_eos",
    "np.full((len(sentences), length), PAD)",
    "np.zeros((len(sentences), length))",
    en="The ids are floats, which `np.zeros` and `np.ones` make unless told otherwise. An id is a place in a list, and only whole numbers are.",
    zh="编号成了浮点数：`np.zeros` 和 `np.ones` 若不另外说明，给的就是浮点数。编号是列表中的位置，只能是整数。",
)

# shift_right

wrong(
    "shift_right",
    "np.where(labels == PAD, PAD, shifted)",
    "shifted",
    en="`EOS` is given to the decoder, at the step behind each sentence's end. There is nothing to say there, so the input is `PAD` where the label is.",
    zh="在每个句子结束之后的那一步，`EOS` 被送进了解码器。那里没有什么要说的，所以标签是 `PAD` 的地方输入也是 `PAD`。",
)
wrong(
    "shift_right",
    "np.concatenate([start, labels[:, :-1]], axis=1)",
    "labels",
    en="The input is the labels themselves: at each step the decoder is given the word that it has to say, and learns to copy. Shift them by one step.",
    zh="输入就是标签本身：每一步都把该说的词给了解码器，它只学会照抄。应当移动一步。",
)
wrong(
    "shift_right",
    "labels[:, :-1]",
    "np.concatenate([start, labels[:, :-2]], axis=1)",
    en="The start is given twice: `BOS` stands at the first two steps, and all that follows is one step late.",
    zh="开头给了两次：前两步都是 `BOS`，后面的一切都晚了一步。",
)
wrong(
    "shift_right",
    "np.concatenate([start, labels[:, :-1]], axis=1)",
    "np.concatenate([labels[:, 1:], 0 * start], axis=1)",
    en="The labels were moved to the left: the decoder is shown the word *after* the one that it has to say.",
    zh="标签移到左边去了：给解码器看的是它该说的词*之后*的那个词。",
)
wrong(
    "shift_right",
    "np.concatenate([start, labels[:, :-1]], axis=1)",
    "np.roll(labels, 1, axis=1)",
    en="`np.roll` brings the last column to the front, so the first input is a `PAD` or an `EOS`. It should be `BOS`.",
    zh="`np.roll` 把最后一列转到了前面，所以第一个输入成了 `PAD` 或 `EOS`。它应当是 `BOS`。",
)
wrong(
    "shift_right",
    "np.full((len(labels), 1), BOS)",
    "np.full((len(labels), 1), EOS)",
    en="The first input is `EOS`. It is `BOS` that stands for the beginning.",
    zh="第一个输入是 `EOS`。表示开头的是 `BOS`。",
)
wrong(
    "shift_right",
    "start = np.full((len(labels), 1), BOS)",
    "labels[:, 1:] = labels[:, :-1].copy(); labels[:, 0] = BOS; return labels",
    en="The labels were shifted in place: whoever handed them in has lost them. Work on a copy.",
    zh="标签被就地移动了：交进来的人失去了原来的标签。请在副本上操作。",
)

wrong(
    "shift_right",
    "np.full((len(labels), 1), BOS)",
    "BOS * np.ones((len(labels), 1))",
    en="The ids are floats: `np.zeros` and `np.ones` make floats unless told otherwise, and one column of them makes the whole array so.",
    zh="编号成了浮点数：`np.zeros` 和 `np.ones` 若不另外说明，给的就是浮点数；有一列是，整个数组就都是。",
)

# pair_batches

wrong(
    "pair_batches",
    "order = rng.permutation(len(valid))",
    "order = np.arange(len(valid))",
    en="Equally long sources stay in the order of the data, so that the same pairs share a batch in every pass. Draw an order first; a stable sort keeps it among equals.",
    zh="一样长的源句保持数据里的次序，于是每一遍都是同样的句对在一批里。先抽取一个次序；稳定排序会在相等者之间保持它。",
)
wrong(
    "pair_batches",
    'order = order[np.argsort(valid[order], kind="stable")]',
    "",
    en="The pairs were not sorted by the length of their source: one long sentence makes a whole batch long.",
    zh="句对没有按源句的长度排序：一个长句会让整个批次都变长。",
)
wrong(
    "pair_batches",
    "for start in rng.permutation(starts):",
    "for start in starts:",
    en="The batches come from short to long. In each pass the model would see all short sentences first; their order is to be drawn as well.",
    zh="批次从短到长依次出现。每一遍模型都会先看到所有短句；批次的次序也应当抽取。",
)
wrong(
    "pair_batches",
    "starts = np.arange(0, len(order), batch)",
    "starts = np.arange(0, len(order) - batch + 1, batch)",
    en="The last batch is missing since it is not full. It is to hold what is left.",
    zh="最后一批因为不满而丢掉了。它应当装下剩余的句对。",
)
wrong(
    "pair_batches",
    'order[np.argsort(valid[order], kind="stable")]',
    'np.argsort(valid[order], kind="stable")',
    en="The sort gives places *in the drawn order*. To get places in the data, index the drawn order with them.",
    zh="排序给出的是*在抽取的次序中*的位置。要得到在数据中的位置，应当用它们去索引抽取的次序。",
)
wrong(
    "pair_batches",
    "yield x[:, (x != PAD).any(axis=0)], y[:, (y != PAD).any(axis=0)]",
    "yield x, y",
    en="There are columns of nothing but padding: a batch is to be as long as its longest row.",
    zh="有的列全是填充：一个批次只应当与其中最长的一行一样长。",
)
wrong(
    "pair_batches",
    "x[:, (x != PAD).any(axis=0)], y[:, (y != PAD).any(axis=0)]",
    "x[:, (x != PAD).all(axis=0)], y[:, (y != PAD).all(axis=0)]",
    en="A batch is as short as its *shortest* row: the ends of the longer sentences are cut off.",
    zh="批次与其中*最短*的一行一样长：较长句子的末尾被截掉了。",
)

wrong(
    "pair_batches",
    "y[:, (y != PAD).any(axis=0)]",
    "y[:, : (x != PAD).sum(axis=1).max()]",
    en="The targets were cut to the length of the sources. The two sides have lengths of their own.",
    zh="目标句按源句的长度截断了。两边各有自己的长度。",
)

wrong(
    "pair_batches",
    "for start in rng.permutation(starts):",
    "for start in [*rng.permutation(starts[:-1]), starts[-1]]:",
    en="The batch that is not full always comes last. The order of all batches is to be drawn.",
    zh="不满的那一批总在最后。所有批次的次序都应当抽取。",
)
wrong(
    "pair_batches",
    "valid = (source != PAD).sum(axis=1)",
    "valid = (target != PAD).sum(axis=1)",
    en="The pairs were sorted by the length of the target. It is the source's that is asked for.",
    zh="句对按目标句的长度排序了。要求的是按源句的长度。",
)
wrong(
    "pair_batches",
    "yield x[:, (x != PAD).any(axis=0)], y[:, (y != PAD).any(axis=0)]",
    "width = max((x != PAD).any(axis=0).sum(), (y != PAD).any(axis=0).sum())\n        yield x[:, :width], y[:, :width]",
    en="Both sides were cut to one length, that of the longer side, so that the other keeps columns of padding. Each has a length of its own.",
    zh="两边按同一个长度（较长一边的）截断了，另一边就留下了全是填充的列。两边各有自己的长度。",
)

# sequence_loss

wrong(
    "sequence_loss",
    "np.logaddexp.reduce(logits, axis=-1, keepdims=True)",
    "np.log(np.exp(logits).sum(axis=-1, keepdims=True))",
    en="Large logits overflow: their exponential is infinite, and the loss is not a number. Subtract the largest logit of each position first.",
    zh="logits 很大时溢出了：它们的指数是无穷大，损失不再是数。请先减去每个位置上最大的 logit。",
)
wrong(
    "sequence_loss",
    "weight = (labels != PAD)[..., None] / np.sum(labels != PAD)",
    "weight = np.ones((*labels.shape, 1)) / labels.size",
    en="Padding is counted like words: its positions have a loss and a gradient. Both should be exactly 0 there.",
    zh="填充被当作词一样计入：它的位置上有损失和梯度。那里两者都应当正好是 0。",
)
wrong(
    "sequence_loss",
    "/ np.sum(labels != PAD)",
    "/ labels.size",
    en="Padding was left out of the sum but not out of the number divided by: with more padding the loss gets smaller. Divide by the number of real labels.",
    zh="填充没有计入总和，却计入了除数：填充越多损失越小。应当除以真实标签的个数。",
)
wrong(
    "sequence_loss",
    "/ np.sum(labels != PAD)",
    "/ len(labels)",
    en="The sum was divided by the number of sentences. It is the mean over all labels that are not `PAD`.",
    zh="总和除以了句子数。应当是对所有不是 `PAD` 的标签取平均。",
)
wrong(
    "sequence_loss",
    "/ np.sum(labels != PAD)",
    "/ (labels != PAD).sum(axis=1)[:, None, None] / len(labels)",
    en="Each sentence was averaged by itself, then the sentences: words of short sentences weigh more. All real labels have the same weight.",
    zh="先在每个句子内取平均，再对句子取平均：短句里的词分量更重。所有真实标签的权重应当相同。",
)
wrong(
    "sequence_loss",
    "weight * (np.exp(log_p) - one_hot)",
    "weight * (one_hot - np.exp(log_p))",
    en="The gradient has the wrong sign: a step against it would make the loss larger.",
    zh="梯度的符号反了：沿它的反方向走，损失会变大。",
)
wrong(
    "sequence_loss",
    "weight * (np.exp(log_p) - one_hot)",
    "(labels != PAD)[..., None] * (np.exp(log_p) - one_hot)",
    en="The gradient belongs to the *sum* of the losses. The loss is a mean, so the gradient is divided by the same number.",
    zh="这是损失*之和*的梯度。损失是平均值，所以梯度也要除以同一个数。",
)
wrong(
    "sequence_loss",
    "np.exp(log_p) - one_hot",
    "np.exp(log_p) - one_hot * np.exp(log_p)",
    en="At the label itself the gradient is zero. There it is $p - 1$, which is what pulls the right word up.",
    zh="在标签自己的位置上梯度是零。那里应当是 $p - 1$，正是它把正确的词拉上去。",
)

wrong(
    "sequence_loss",
    "weight * (np.exp(log_p) - one_hot)",
    "(np.exp(log_p) - one_hot) / np.sum(labels != PAD)",
    en="Padding was left out of the loss, but it has a gradient. Where the loss does not look, its gradient is exactly 0.",
    zh="损失没有计入填充，填充处却有梯度。损失不看的地方，梯度正好是 0。",
)

# corpus_bleu

wrong(
    "corpus_bleu",
    "(counts & allowed).total()",
    "sum(count for gram, count in counts.items() if gram in allowed)",
    en="A word that is repeated counts each time, however seldom the reference has it. Matches are clipped: at most as many as in the reference.",
    zh="重复的词每次都计入，不管参考译文里有几个。匹配数要截断：最多与参考译文中的一样多。",
)
wrong(
    "corpus_bleu",
    "allowed |= ngrams(one, n)",
    "allowed += ngrams(one, n)",
    en="The counts of several references were added. A candidate may use an n-gram as often as *one* of them does: take the largest count.",
    zh="几份参考译文的次数加在了一起。一个 n 元组最多只能用到*某一份*参考译文中的次数：应当取最大的次数。",
)
wrong(
    "corpus_bleu",
    "for one in several:\n",
    "for one in several[:1]:\n",
    en="Only the first reference of each sentence was looked at for matches. All of them count.",
    zh="匹配时只看了每个句子的第一份参考译文。所有参考译文都算。",
)
wrong(
    "corpus_bleu",
    "min((abs(len(one) - len(candidate)), len(one)) for one in several)[1]",
    "len(several[0])",
    en="The length of the first reference was taken. It is the one closest to the candidate's length that counts, for each sentence.",
    zh="用的是第一份参考译文的长度。每个句子都应当用与候选长度最接近的那一份。",
)
wrong(
    "corpus_bleu",
    "min((abs(len(one) - len(candidate)), len(one)) for one in several)[1]",
    "min(len(one) for one in several)",
    en="The shortest reference was taken for the length. It is the one closest to the candidate's length that counts.",
    zh="长度取了最短的参考译文。应当取与候选长度最接近的那一份。",
)
wrong(
    "corpus_bleu",
    "min((abs(len(one) - len(candidate)), len(one)) for one in several)[1]",
    "min((abs(len(one) - len(candidate)), -len(one)) for one in several)[1] * -1",
    en="Of two references equally close in length the longer one was taken. It is the shorter one.",
    zh="两份长度同样接近时取了较长的。应当取较短的。",
)
wrong(
    "corpus_bleu",
    "min(1, np.exp(1 - meant / said)) * score",
    "score",
    en="There is no brevity penalty: candidates that are too short get a score that is too high.",
    zh="没有简短惩罚：太短的候选译文得分过高。",
)
wrong(
    "corpus_bleu",
    "min(1, np.exp(1 - meant / said))",
    "np.exp(1 - meant / said)",
    en="Candidates that are too long are rewarded. The brevity penalty is never larger than 1.",
    zh="太长的候选译文得到了奖励。简短惩罚绝不大于 1。",
)
wrong(
    "corpus_bleu",
    "score *= (matched / there) ** (1 / order)",
    "score = (n > 1) * score + matched / there / order",
    en="The precisions were averaged by adding. BLEU takes their geometric mean: one that is 0 makes the whole 0.",
    zh="各阶精确率取了算术平均。BLEU 取几何平均：有一个是 0，整个就是 0。",
)
wrong(
    "corpus_bleu",
    "** (1 / order)",
    "** 0.5**n",
    en="The orders have the weights 1/2, 1/4, … as in d2l. BLEU gives each of them 1/N.",
    zh="各阶的权重是 1/2、1/4、……，与 d2l 一样。BLEU 给每一阶的权重都是 1/N。",
)
wrong(
    "corpus_bleu",
    "(matched / there) ** (1 / order)",
    "matched / there",
    en="The N-th root is missing: the precisions were multiplied only.",
    zh="缺了 N 次方根：各阶精确率只是乘了起来。",
)

wrong(
    "corpus_bleu",
    "min((abs(len(one) - len(candidate)), len(one)) for one in several)[1]",
    "sum(map(len, several)) / len(several)",
    en="The mean length of the references was taken. It is the length of the closest one that counts, for each sentence.",
    zh="用的是各份参考译文的平均长度。每个句子都应当用长度最接近的那一份。",
)
wrong(
    "corpus_bleu",
    "    said, meant, score = sum(map(len, candidates)), 0, 1\n",
    "    if len(candidates) > 1:\n"
    "        return np.mean([corpus_bleu([c], [r], order) for c, r in zip(candidates, references, strict=True)])\n"
    "    said, meant, score = sum(map(len, candidates)), 0, 1\n",
    en="Each sentence was scored by itself, and the scores were averaged. Matches, n-grams and lengths are summed over the corpus first.",
    zh="先给每个句子单独打分，再取了平均。匹配数、n 元组数和长度都要先对整个语料求和。",
)
wrong(
    "corpus_bleu",
    "(matched / there) **",
    "((matched + (n > 1)) / (there + (n > 1))) **",
    en="One was added to matches and n-grams of the higher orders. That is a smoothed BLEU; the one asked for has no smoothing.",
    zh="较高阶的匹配数和 n 元组数都加了一。那是平滑过的 BLEU；这里要求的不作平滑。",
)

# distinct_n

wrong(
    "distinct_n",
    "ngrams(sentence, n)",
    "Counter(set(ngrams(sentence, n)))",
    en="An n-gram that is repeated within a sentence was counted once among all. In the denominator every occurrence counts.",
    zh="一个句子里重复的 n 元组在总数中只计了一次。分母里每次出现都要计入。",
)
wrong(
    "distinct_n",
    "for sentence in sentences:",
    "for sentence in [list(chain.from_iterable(sentences))]:",
    en="The sentences were joined first: there are n-grams that begin in one sentence and end in the next.",
    zh="先把句子接在了一起：有的 n 元组从一个句子开始，到下一个句子才结束。",
)
wrong(
    "distinct_n",
    "return len(counts) / counts.total() if counts else 0.0",
    "return np.mean([len(ngrams(s, n)) / max(1, ngrams(s, n).total()) for s in sentences]) if sentences else 0.0",
    en="The shares of single sentences were averaged. A model that always says the same sentence would look diverse; collect the n-grams of all sentences first.",
    zh="对单个句子的比例取了平均。这样总说同一句话的模型也会显得多样；应当先收集所有句子的 n 元组。",
)
wrong(
    "distinct_n",
    "if counts else 0.0",
    "",
    en="Without any n-gram there was a division by zero. The answer is then 0.",
    zh="一个 n 元组也没有时除以了零。那时答案是 0。",
)
wrong(
    "distinct_n",
    "len(counts) / counts.total()",
    "len(counts) / len(sentences)",
    en="The number of different n-grams was divided by the number of sentences. It is a share of all n-grams.",
    zh="不同的 n 元组数除以了句子数。它应当是占全部 n 元组的比例。",
)


wrong(
    "distinct_n",
    "return len(counts) / counts.total() if counts else 0.0",
    "shares = [len(ngrams(s, n)) / ngrams(s, n).total() for s in sentences if len(s) >= n]\n    return sum(shares) / len(shares) if shares else 0.0",
    en="The shares of single sentences were averaged. A model that always says the same sentence would look diverse; collect the n-grams of all sentences first.",
    zh="对单个句子的比例取了平均。这样总说同一句话的模型也会显得多样；应当先收集所有句子的 n 元组。",
)
wrong(
    "distinct_n",
    "len(counts) / counts.total()",
    "sum(len(ngrams(sentence, n)) for sentence in sentences) / counts.total()",
    en="What two sentences have in common was counted as different in each. An n-gram is new only if none of the sentences had it before.",
    zh="两个句子共有的 n 元组在每个句子里都算作不同的了。一个 n 元组只有在各个句子里都没出现过时才是新的。",
)

# -- encoder_decoder ---------------------------------------------------------------------------

# Encoder

wrong(
    "Encoder",
    "features, mask_zero=True)",
    "features)",
    en="The GRU goes on reading where the sentence is padded, so the context depends on how many zeros stand there. The embedding has to tell which steps are padding.",
    zh="句子里填充的地方 GRU 还在继续读，上下文就取决于那里有多少个零。嵌入层要告诉后面哪些时间步是填充。",
)
wrong(
    "Encoder",
    "self.gru = keras.layers.GRU(units)",
    "self.gru = keras.layers.GRU(units, go_backwards=True)",
    en="The source is read from its end to its beginning. That can be a good idea, but here the words come in their order.",
    zh="原文是从后往前读的。那有时是个好主意，但这里要按单词的顺序读。",
)
wrong(
    "Encoder",
    "return self.gru(self.embedding(source))",
    "return self.gru(self.embedding(source), mask=source > 1)",
    en="The word with the number 1 is treated as padding too. Only the number 0 is padding.",
    zh="编号为 1 的词也被当成了填充。只有编号 0 是填充。",
)
wrong(
    "Encoder",
    "self.gru = keras.layers.GRU(units)",
    "self.gru = keras.layers.GRU(units, reset_after=False)",
    en="The GRU is built with reset_after=False, so its bias has one row instead of two. Keras' default is meant here.",
    zh="GRU 用了 reset_after=False，偏置只有一行而不是两行。这里要用 Keras 的默认设置。",
)
wrong(
    "Encoder",
    "return self.gru(self.embedding(source))",
    "return ops.mean(self.embedding(source), axis=1) @ self.gru.cell.kernel[:, : self.units] if self.gru.built else self.gru(self.embedding(source))",
    en="The embeddings are averaged, and the order of the words is lost. The context is the GRU's last state.",
    zh="这里对嵌入取了平均，单词的顺序就丢了。上下文是 GRU 的最后一个状态。",
)
wrong(
    "Encoder",
    "return self.gru(self.embedding(source))",
    "states = keras.layers.RNN(self.gru.cell, return_sequences=True)(self.embedding(source))\n        return ops.mean(states, axis=1)",
    en="This is the mean of all states. The context is the state after the last word.",
    zh="这是所有状态的平均。上下文是读完最后一个词之后的状态。",
)
wrong(
    "Encoder",
    '"features": self.features,\n            "units": self.units,',
    '"features": self.features,',
    en="get_config leaves out units, so the layer can't be rebuilt or loaded. Every argument of __init__ belongs in the config.",
    zh="get_config 漏了 units，层无法重建，也无法载入。__init__ 的每个参数都应写进配置。",
)
for layer in "Encoder", "Decoder":
    wrong(
        layer,
        "return super().get_config() | {",
        "return {",
        en="The config lacks what every Keras layer puts there, such as its name: a rebuilt layer is called otherwise, and `get_layer` does not find it. Begin with that of `super()`.",
        zh="配置里缺了每个 Keras 层都会写入的内容，例如名字：重建的层换了名字，`get_layer` 就找不到它了。应当从 `super()` 的配置开始。",
    )

# Decoder

wrong(
    "Decoder",
    "return self.dense(states), [h, context]",
    "return self.dense(states), [h, h]",
    en="The GRU's own state takes the place of the context, in what is joined to the inputs or in what is handed on: from the second call on the decoder works with another context than in training. The context is to be carried along unchanged.",
    zh="GRU 自己的状态顶替了上下文，不是在接到输入上的那部分里，就是在传下去的那部分里：从第二次调用起，解码器用的就不是训练时的那种上下文了。上下文应当原样传下去。",
)
wrong(
    "Decoder",
    "return self.dense(states), [h, context]",
    "return self.dense(states), state",
    en="The state that comes back is the one that went in: every part of a target begins again at the context. Hand on the GRU's new state.",
    zh="返回的状态就是传进来的那个：译文的每一段都又从上下文开始。请把 GRU 的新状态传下去。",
)
wrong(
    "Decoder",
    "return [context, context]",
    "return [ops.zeros_like(context), context]",
    en="The GRU starts from zeros instead of the context. Without the context at every step it would know nothing of the source.",
    zh="GRU 从零出发，而不是从上下文出发。若不是每一步都给上下文，它就对原文一无所知。",
)
wrong(
    "Decoder",
    "inputs = ops.concatenate([inputs, repeated], axis=-1)",
    "inputs = ops.concatenate([repeated, inputs], axis=-1)",
    en="The context stands in front of the embedding; it is asked for behind it. The model would learn as well, but its weights mean something else.",
    zh="上下文接在了嵌入前面；要求接在后面。这样的模型也能学，但权重的含义不同了。",
)
wrong(
    "Decoder",
    "return self.dense(states), [h, context]",
    "return ops.softmax(self.dense(states)), [h, context]",
    en="These are probabilities. Logits are asked for, before the softmax; the loss takes care of it.",
    zh="返回的是概率。要求的是 softmax 之前的 logits；softmax 由损失函数处理。",
)
wrong(
    "Decoder",
    "states, h = self.gru(inputs, initial_state=h)",
    "states, h = self.gru(inputs)",
    en="The GRU is not told where to start, so it starts from zeros at every call, and the context or the state of the words before is lost.",
    zh="没有告诉 GRU 从哪里出发，于是每次调用都从零开始，上下文或者前面单词的状态就丢了。",
)
wrong(
    "Decoder",
    '"units": self.units,\n            "every_step": self.every_step,',
    '"units": self.units,',
    en="get_config leaves out every_step, so a decoder of the one kind comes back as the other. Every argument of __init__ belongs in the config.",
    zh="get_config 漏了 every_step，重建后一种解码器变成了另一种。__init__ 的每个参数都应写进配置。",
)
wrong(
    "Decoder",
    """        return [context, context]
        ### END SOLUTION

    def call(self, target_in, state):
        \"\"\"target_in (batch, time) -> logits (batch, time, words), and the state after the last word.\"\"\"
        ### BEGIN SOLUTION
        h, context = state
""",
    """        self.context = context
        return [context, context]
        ### END SOLUTION

    def call(self, target_in, state):
        \"\"\"target_in (batch, time) -> logits (batch, time, words), and the state after the last word.\"\"\"
        ### BEGIN SOLUTION
        h, context = state[0], self.context
""",
    en="The context is kept in the layer: where another text is begun meanwhile, the first goes on with the context of the second. It belongs in the state.",
    zh="上下文存在了层里：中间若开始写另一个译文，前一个就会用后一个的上下文接着写。它应当放在状态里。",
)

# EncoderDecoder

wrong(
    "EncoderDecoder",
    "return self.decoder.start(self.encoder(source))",
    "return self.encoder(source)",
    en="The context itself is handed to the decoder as its state. What a first state looks like only the decoder knows: `decoder.start` makes it.",
    zh="直接把上下文当作状态交给了解码器。初始状态是什么样子只有解码器知道：由 `decoder.start` 生成。",
)
wrong(
    "EncoderDecoder",
    "logits, _ = self.decoder(target_in, self.start(source))",
    "logits, _ = self.decoder(source, self.start(source))",
    en="The decoder reads the source. It has to read the target; of the source it knows the context only.",
    zh="解码器读的是原文。它应当读译文；关于原文，它只知道上下文。",
)
wrong(
    "EncoderDecoder",
    "source, target_in = inputs",
    "target_in, source = inputs",
    en="Source and target have changed places: the inputs come as (source, target_in).",
    zh="原文和译文弄反了：inputs 的顺序是 (source, target_in)。",
)
wrong(
    "EncoderDecoder",
    "logits, state = self.decoder(token[:, None], state)",
    "logits, _ = self.decoder(token[:, None], state)",
    en="The step hands back the state it was given: the decoder stands still at the first word. The new state is the second thing the decoder returns.",
    zh="这一步把收到的状态又原样交了回去：解码器停在第一个词上。新状态是解码器返回的第二样东西。",
)
wrong(
    "EncoderDecoder",
    "return logits[:, 0], state",
    "return logits, state",
    en="The logits of a step still have a time axis of length one. Asked for is (batch, words).",
    zh="一步的 logits 还带着长度为一的时间轴。要求的形状是 (batch, words)。",
)
wrong(
    "EncoderDecoder",
    "return logits[:, 0], state",
    "return ops.softmax(logits[:, 0]), state",
    en="A step returns probabilities; logits are asked for, as from the whole target.",
    zh="一步返回的是概率；要求的是 logits，与整个译文时一样。",
)
wrong(
    "EncoderDecoder",
    "logits, _ = self.decoder(target_in, self.start(source))\n        return logits",
    "return self.decoder(target_in, self.start(source))",
    en="Logits and state come back together. `fit` compares the model's output with the target, so the logits alone are asked for.",
    zh="logits 和状态一起返回了。`fit` 要拿模型的输出与目标比较，所以只应返回 logits。",
)

# greedy_translate

wrong(
    "greedy_translate",
    "token = np.where(ended, 0, np.argmax(logits, axis=-1))",
    "token = np.argmax(logits, axis=-1)",
    en="Rows that have ended go on writing. They have to wait, with zeros, until the last row has ended.",
    zh="已经结束的行还在继续写。它们应当写零，等到最后一行结束。",
)
wrong(
    "greedy_translate",
    "token = np.where(ended, 0, np.argmax(logits, axis=-1))\n        ended |= token == eos\n        written.append(token)",
    "new = np.where(ended, 0, np.argmax(logits, axis=-1))\n        ended |= new == eos\n        written.append(new)",
    en="Every step is fed bos again. What was written at one step is what the next one reads.",
    zh="每一步读到的又是 bos。上一步写出的词，正是下一步要读的词。",
)
wrong(
    "greedy_translate",
    "logits, state = step(token, state)",
    "logits, _ = step(token, state)",
    en="The state stays what it was before the first word. Each step returns a new one, for the next step.",
    zh="状态一直停在第一个词之前。每一步都会返回新状态，供下一步使用。",
)
wrong(
    "greedy_translate",
    "while len(written) < limit and not ended.all():",
    "while len(written) < limit and not ended.any():",
    en="Writing stops as soon as one row has ended, and the others are cut off. Go on until all have ended.",
    zh="只要有一行结束就停了，其他行被截断。要一直写到所有行都结束。",
)
wrong(
    "greedy_translate",
    "while len(written) < limit and not ended.all():",
    "while len(written) < limit:",
    en="Writing always goes on to the limit, with columns of zeros at the end. Stop when every row has ended.",
    zh="总是写到上限，末尾多出整列的零。所有行都结束时就应停下。",
)
wrong(
    "greedy_translate",
    "return np.stack(written, axis=1)",
    "return np.stack([np.full(rows, bos), *written], axis=1)",
    en="bos stands in front of what was written. It is read, not written.",
    zh="写出的结果前面带着 bos。它是读入的，不是写出的。",
)
wrong(
    "greedy_translate",
    "ended |= token == eos\n        written.append(token)",
    "ended |= token == eos\n        written.append(np.where(ended, 0, token))",
    en="eos is missing at the end of each row. It belongs to what was written.",
    zh="每行末尾缺少 eos。它也属于写出的内容。",
)
wrong(
    "greedy_translate",
    "return np.stack(written, axis=1)",
    "return np.stack(written)",
    en="Time comes first. The steps are to be stacked along axis 1, so that each row is a sentence.",
    zh="时间排在了第一个轴。各步应沿 axis 1 堆叠，使每一行是一个句子。",
)
wrong(
    "greedy_translate",
    "ended |= token == eos",
    "ended = token == eos",
    en="A row that has ended starts to write again after its first zero: only the last word is looked at. Once a row has ended, it has ended.",
    zh="已经结束的行写了一个零之后又开始写了：这里只看最后一个词。一行一旦结束，就一直是结束的。",
)

wrong(
    "greedy_translate",
    "while len(written) < limit and not ended.all():",
    "while len(written) <= limit and not ended.all():",
    en="One word more than `limit` is written where nobody ends.",
    zh="没有一行结束时，写的词比 `limit` 多了一个。",
)

# context_gradient

wrong(
    "context_gradient",
    "logits, _ = model.decoder(target_in, model.decoder.start(context))",
    "logits, _ = model.decoder(target, model.decoder.start(context))",
    en="The decoder reads the target itself, which it should write. Under teacher forcing it reads target_in.",
    zh="解码器读了它应当写出的 target。教师强制下它读的是 target_in。",
)
wrong(
    "context_gradient",
    "return tape.gradient(error, context).numpy()",
    "return tape.gradient(error, context).numpy() / len(source)",
    en="The gradient is divided by the size of the batch. The loss has taken its mean already.",
    zh="梯度又除以了批次大小。损失里已经取过平均了。",
)
wrong(
    "context_gradient",
    "return tape.gradient(error, context).numpy()",
    "return -tape.gradient(error, context).numpy()",
    en="The sign is turned: this is the way downhill. The gradient is asked for.",
    zh="符号反了：这是下降的方向。要求的是梯度本身。",
)
wrong(
    "context_gradient",
    "error = loss(target, logits)",
    "error = loss(target, ops.softmax(logits))",
    en="The loss is handed probabilities. It is made for logits, as they come from the decoder.",
    zh="交给损失函数的是概率。它需要的是解码器输出的 logits。",
)

wrong(
    "context_gradient",
    "model.decoder.start(context))",
    "model.decoder.start(model.encoder(source)))",
    en="No gradient came, only None: what the decoder starts from does not come from the context that the tape watches. It was made anew, or the way to it was cut.",
    zh="没有得到梯度，只有 None：解码器出发时所用的，并不来自磁带所看着的那个上下文。它是另外算出的，或者通向它的路被截断了。",
)
wrong(
    "context_gradient",
    "return tape.gradient(error, context).numpy()",
    "return tape.gradient(error, context)",
    en="A tensor came back. A NumPy array is asked for: `.numpy()` makes one.",
    zh="返回的是张量。要求的是 NumPy 数组：`.numpy()` 会得到它。",
)

# reverse_words

wrong(
    "reverse_words",
    "return np.take_along_axis(source, places, axis=1)",
    "return source[:, ::-1]",
    en="The zeros are turned round with the words and stand in front now. Only the words change places.",
    zh="零也跟着倒了过来，现在排在了前面。只有单词要换位置。",
)
wrong(
    "reverse_words",
    "places = lengths - 1 - np.arange(source.shape[1])",
    "places = (lengths - np.arange(source.shape[1])) % source.shape[1]",
    en="Everything stands one column too far to the right. The last word of a row with n words is in column n - 1.",
    zh="所有词都偏右了一列。一行有 n 个词时，最后一个词在第 n - 1 列。",
)
wrong(
    "reverse_words",
    "return np.take_along_axis(source, places, axis=1)",
    "return source[::-1]",
    en="The sentences of the batch have changed places. The words within each row are to be turned round.",
    zh="倒过来的是批次里句子的顺序。应当倒转每一行里的单词。",
)
wrong(
    "reverse_words",
    "return np.take_along_axis(source, places, axis=1)",
    "source[:] = np.take_along_axis(source, places, axis=1)\n    return source",
    en="The words are turned round in the array that was handed in. Whoever kept it finds it changed: return a new array.",
    zh="单词是在传入的数组里倒过来的。之前留着它的人会发现它变了：请返回新的数组。",
)
wrong(
    "reverse_words",
    "lengths = np.count_nonzero(source, axis=1)[:, None]",
    "lengths = np.count_nonzero(source, axis=1).max()",
    en="All rows are turned round as if they were as long as the longest. Each row has a length of its own.",
    zh="所有行都按最长一行的长度来倒转了。每一行有自己的长度。",
)

wrong(
    "reverse_words",
    "return np.take_along_axis(source, places, axis=1)",
    "return np.take_along_axis(source, places, axis=1)[:, : lengths.max()]",
    en="Columns in which all rows have a zero were cut off. The new array has the shape of the old one.",
    zh="各行都是零的列被去掉了。新数组的形状应当与原来的相同。",
)

# trace

wrong(
    "trace",
    "place.get(token, 1)",
    "place.get(token, 0)",
    en="Unknown words got the number 0, which is padding. A word that is not in the list has the number 1.",
    zh="未知的词得到了编号 0，那是填充。不在列表里的词，编号是 1。",
)
wrong(
    "trace",
    "for token in tokens])",
    "for token in tokens if token in place])",
    en="Unknown words were left out: the trace is shorter than the sentence. They are read as number 1.",
    zh="未知的词被丢掉了：跟踪的结果比句子短。它们应当以编号 1 读入。",
)
wrong(
    "trace",
    "h = step(e_t, h)",
    "h = step(e_t, np.zeros(len(w)))",
    en="Each word is read from a state of zeros, so that no word knows of the ones before. The state that `step` returned goes into its next call.",
    zh="每个词都从全零的状态开始读，于是没有一个词知道前面的词。`step` 返回的状态应当送进下一次调用。",
)
wrong(
    "trace",
    "        h = step(e_t, h)\n        states.append(h)",
    "        states.append(h)\n        h = step(e_t, h)",
    en="The states are those *before* each word: the first is all zeros, and the last word is never judged. Take the state after the word was read.",
    zh="各状态是读每个词*之前*的：第一个全是零，最后一个词从未参与判断。应当取读完这个词之后的状态。",
)
wrong(
    "trace",
    "np.zeros(len(w))",
    "np.ones(len(w))",
    en="The state does not begin with zeros: $h_0 = 0$.",
    zh="状态不是从零开始的：$h_0 = 0$。",
)
wrong(
    "trace",
    "states @ w + b",
    "states @ w",
    en="The bias `b` is missing in the logits.",
    zh="logits 里少了偏置 `b`。",
)
wrong(
    "trace",
    "1 / (1 + np.exp(-logits))",
    "np.exp(logits) / np.exp(logits).sum()",
    en="The chances add up to 1 over the words: that is a softmax over time. Each word has a verdict of its own, the sigmoid of its logit.",
    zh="各词的概率加起来是 1：那是沿时间的 softmax。每个词之后各有一个判断，即它的 logit 的 sigmoid。",
)
wrong(
    "trace",
    "1 / (1 + np.exp(-logits))",
    "1 / (1 + np.exp(logits))",
    en="The chances are those of the opposite verdict: there is a sign too few in the sigmoid, $1 / (1 + e^{-z})$.",
    zh="得到的是相反判断的概率：sigmoid $1 / (1 + e^{-z})$ 里少了一个负号。",
)
wrong(
    "trace",
    "1 / (1 + np.exp(-logits))",
    "(logits > 0) * 1.0",
    en="The chances are 0 and 1: the verdict is cut off at one half already. A chance is the sigmoid of the logit.",
    zh="概率只有 0 和 1：判断已经在二分之一处截断。概率应当是 logit 的 sigmoid。",
)
wrong(
    "trace",
    "logits = states @ w + b",
    "logits = np.cumsum(states, axis=0) @ w + b",
    en="The logits see the sum of all states so far. What was read before is in the state already: $z_t = h_t \\cdot w + b$.",
    zh="logits 看到的是到目前为止所有状态之和。前面读过的内容已经在状态里了：$z_t = h_t \\cdot w + b$。",
)

# mixed_pass

wrong(
    "mixed_pass",
    "token = ops.where(forced[:, t : t + 1], target_in[:, t : t + 1], own)",
    "token = ops.where(forced[:, t - 1 : t], target_in[:, t : t + 1], own)",
    en="The coin of the step before decides what is read. Column t of `forced` belongs to what step t reads.",
    zh="决定读什么的是上一步的硬币。`forced` 的第 t 列对应第 t 步读的词。",
)
wrong(
    "mixed_pass",
    "token = ops.where(forced[:, t : t + 1], target_in[:, t : t + 1], own)",
    "token = ops.where(forced[:, t : t + 1], target_in[:, t - 1 : t], own)",
    en="The right words are read one step late. target_in is shifted already: step t reads its column t.",
    zh="正确的词晚了一步才读。target_in 已经错开过了：第 t 步读它的第 t 列。",
)
wrong(
    "mixed_pass",
    "token = ops.where(forced[:, t : t + 1], target_in[:, t : t + 1], own)",
    "token = ops.where(forced[:, t : t + 1], own, target_in[:, t : t + 1])",
    en="True and false have changed places: where `forced` is true, the right word is read.",
    zh="真和假弄反了：`forced` 为真的地方读正确的词。",
)
wrong(
    "mixed_pass",
    "if t > 0:",
    "if t > 1:",
    en="The second step still reads the first word. From step 1 on there is a word of its own to choose from.",
    zh="第二步读的还是第一个词。从第 1 步起，就有自己写的词可选了。",
)
wrong(
    "mixed_pass",
    "logits, state = decoder(token, state)",
    "logits, _ = decoder(token, state)",
    en="The state is not handed on: every step starts again at the first state.",
    zh="状态没有传下去：每一步又从初始状态开始。",
)
wrong(
    "mixed_pass",
    "own = ops.argmax(steps[-1], axis=-1)",
    "own = ops.argmax(steps[0], axis=-1)",
    en="What the decoder reads of its own is always its first word. The word of the step before is asked for.",
    zh="解码器读的自己的词总是第一步写的那个。应当是上一步写的词。",
)
wrong(
    "mixed_pass",
    "return ops.concatenate(steps, axis=1)",
    "return ops.stack(steps, axis=1)",
    en="There is an axis too many: every step's logits have a time axis of length one already.",
    zh="多了一个轴：每一步的 logits 已经带有长度为一的时间轴。",
)
wrong(
    "mixed_pass",
    "own = ops.argmax(steps[-1], axis=-1)",
    "own = ops.argmax(steps[max(0, t - 2)], axis=-1)",
    en="The word of the step before the last is read. Step t reads what step t - 1 wrote.",
    zh="读的是再前一步写的词。第 t 步读的是第 t - 1 步写的。",
)
wrong(
    "mixed_pass",
    "own = ops.argmax(steps[-1], axis=-1)",
    "own = np.argmax(steps[-1], axis=-1)",
    en="NumPy needs values, and in training a tensor has none yet: `keras.ops` has the same functions for tensors.",
    zh="NumPy 需要数值，而在训练里张量还没有数值：`keras.ops` 有同样的函数，可用于张量。",
)
wrong(
    "mixed_pass",
    "return ops.concatenate(steps, axis=1)",
    "return steps[-1][:, 0]",
    en="Only the logits of the last step came back. Those of all steps are asked for.",
    zh="只返回了最后一步的 logits。要求的是所有时间步的。",
)
wrong(
    "mixed_pass",
    "return ops.concatenate(steps, axis=1)",
    "return ops.stack([step[:, 0] for step in steps])",
    en="Time comes first. The steps are to be put side by side along axis 1.",
    zh="时间排在了第一个轴。各步应沿 axis 1 排列。",
)
