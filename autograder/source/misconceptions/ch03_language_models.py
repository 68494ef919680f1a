"""Mistakes of chapter 3, language models."""

from autograder.source.misconceptions import wrong

# ngram_counts

wrong(
    "ngram_counts",
    "range(len(tokens) - n + 1)",
    "range(len(tokens) - n)",
    en="The last n-gram is missing: it begins at len(tokens) - n, and `range` stops before its end.",
    zh="少了最后一个 n 元组：它从 len(tokens) - n 开始，而 `range` 不包含终点。",
)
wrong(
    "ngram_counts",
    "range(len(tokens) - n + 1)",
    "range(len(tokens))",
    en="Slices at the end that are shorter than n are counted too. An n-gram has n tokens, so the last one begins n before the end.",
    zh="末尾那些短于 n 的切片也被数进来了。n 元组有 n 个词元，所以最后一个从末尾之前第 n 个位置开始。",
)
wrong(
    "ngram_counts",
    "range(len(tokens) - n + 1)",
    "range(0, len(tokens) - n + 1, n)",
    en="The text is cut into pieces that do not overlap. n-grams overlap: one begins at every token.",
    zh="文本被切成了互不重叠的块。n 元组是互相重叠的：每个词元处都有一个开始。",
)
wrong(
    "ngram_counts",
    "tokens[t : t + n] for t in range(len(tokens) - n + 1)",
    "tokens[t : t + n + 1] for t in range(len(tokens) - n)",
    en="The pieces have n + 1 tokens. n counts all tokens of the n-gram; its context has n - 1.",
    zh="这些片段有 n + 1 个词元。n 是 n 元组的全部词元数；它的上文有 n - 1 个。",
)
wrong(
    "ngram_counts",
    "Counter(tokens[t : t + n] for t in range(len(tokens) - n + 1))",
    "dict.fromkeys((tokens[t : t + n] for t in range(len(tokens) - n + 1)), 1)",
    en="Every n-gram has the number 1: it was noted that it occurs, but not how often.",
    zh="每个 n 元组的次数都是 1：只记下了它出现过，没有记下出现了多少次。",
)

wrong(
    "ngram_counts",
    "tokens[t : t + n] for",
    "(tokens[t] if n == 1 else tokens[t : t + n]) for",
    en="For n = 1 the words themselves are counted. A slice of a tuple is a tuple, of one word too: `tokens[t : t + 1]`.",
    zh="n = 1 时数的是词本身。元组的切片仍是元组，只有一个词时也一样：`tokens[t : t + 1]`。",
)
wrong(
    "ngram_counts",
    "Counter(tokens[t : t + n] for t in range(len(tokens) - n + 1))",
    "{tokens[t : t + n]: tokens.count(tokens[t : t + n]) for t in range(len(tokens) - n + 1)}",
    en="`count` finds pieces of a text that don't overlap, and in a tuple single elements only. Count the n-grams yourself, one at every token.",
    zh="`count` 在文本中只数互不重叠的片段，在元组中只数单个元素。应当自己数，每个词元处有一个 n 元组。",
)

# conditional_table

wrong(
    "conditional_table",
    "total = sum(row.values())",
    "total = sum(counts.values())",
    en="Every count is divided by the number of all n-grams: that is the probability of the whole n-gram, not of its last token given the context.",
    zh="每个计数除以的是全部 n 元组的总数：那是整个 n 元组的概率，不是给定上文时最后一个词元的概率。",
)
wrong(
    "conditional_table",
    "table.setdefault(gram[:-1], {})[gram[-1]] = count",
    "table.setdefault(gram[1:], {})[gram[0]] = count",
    en="The first token is predicted from those after it. The context is what comes before: the n-gram without its last token.",
    zh="这里是用后面的词元预测第一个词元。上文是前面的部分：去掉最后一个词元的 n 元组。",
)
wrong(
    "conditional_table",
    "table.setdefault(gram[:-1], {})[gram[-1]] = count",
    "table.setdefault(gram[:1], {})[gram[-1]] = count",
    en="Only the first token of each n-gram serves as the context. It is all but the last token: empty for n = 1, three tokens for n = 4.",
    zh="只用了 n 元组的第一个词元作上文。上文是除最后一个之外的全部词元：n = 1 时为空，n = 4 时是三个。",
)
wrong(
    "conditional_table",
    "total = sum(row.values())",
    "total = len(row)",
    en="The counts are divided by the number of different tokens after the context. Divide by the sum of their counts, then each row sums to one.",
    zh="计数除以的是上文之后不同词元的个数。应除以它们计数之和，这样每一行的和才是一。",
)
wrong(
    "conditional_table",
    "total = sum(row.values())",
    "total = max(row.values())",
    en="Each row is scaled so that its largest entry is one. Probabilities sum to one.",
    zh="每一行被缩放成最大值为一。概率应当和为一。",
)
wrong(
    "conditional_table",
    "row[token] /= total",
    "row[token] = (row[token] + 1) / (total + len(row))",
    en="One was added to every count. Asked for are the plain relative frequencies; smoothing comes in the next exercise.",
    zh="每个计数都加了一。这里要求的是单纯的相对频率；平滑在下一个练习里。",
)

wrong(
    "conditional_table",
    "total = sum(row.values())",
    "total = sum(count for gram, count in counts.items() if gram[1:] == next(h for h in table if table[h] is row))",
    en="It is divided by n(h), how often h occurs as an end of n-grams. Divide by what follows h: where the text ends with h, the two differ, and the row does not sum to one.",
    zh="这里除以的是 n(h)，即 h 作为 n 元组末尾出现的次数。应当除以 h 之后出现过的总数：文本以 h 结尾时两者不同，那一行的和就不是一。",
)
wrong(
    "conditional_table",
    "return table",
    "for gram in counts:\n        counts[gram] = table[gram[:-1]][gram[-1]]\n    return table",
    en="The counts that were handed in are overwritten with probabilities. Others still need them: fill a new dictionary.",
    zh="传入的计数被概率覆盖了。别处还要用到它们：请填写新的字典。",
)

# additive_smoothing

wrong(
    "additive_smoothing",
    "(n.sum() + eps * len(vocabulary))",
    "n.sum()",
    en="eps was added above but not below, so the probabilities sum to more than one, and a context never seen divides by zero.",
    zh="分子加了 eps，分母没有加：概率之和大于一，而且遇到从未见过的上文会除以零。",
)
wrong(
    "additive_smoothing",
    "(n.sum() + eps * len(vocabulary))",
    "(n.sum() + eps)",
    en="The denominator grew by eps only once. eps is added for every character of the vocabulary, so the sum grows by eps times their number.",
    zh="分母只加了一个 eps。词表里每个字符都加了 eps，所以总和要加上 eps 乘以字符数。",
)
wrong(
    "additive_smoothing",
    "(n.sum() + eps * len(vocabulary))",
    "(n.sum() + eps * np.count_nonzero(n))",
    en="The denominator grew by eps for each character seen after this context. The others get eps too: take the size of the vocabulary.",
    zh="分母只为在这个上文之后见过的字符各加了一个 eps。其余字符也得到了 eps：应当用词表的大小。",
)
wrong(
    "additive_smoothing",
    "(n.sum() + eps * len(vocabulary))",
    "(sum(counts.values()) + eps * len(vocabulary))",
    en="It is divided by the number of all n-grams. Only those that begin with this context count below the line.",
    zh="除以的是全部 n 元组的总数。分母里只算以这个上文开头的那些。",
)
wrong(
    "additive_smoothing",
    "(n + eps) / (n.sum() + eps * len(vocabulary))",
    "(n + 1) / (n.sum() + len(vocabulary))",
    en="One is added whatever eps is. Laplace's rule is the special case eps = 1.",
    zh="不管 eps 是多少都加了一。拉普拉斯的规则只是 eps = 1 的特例。",
)
wrong(
    "additive_smoothing",
    "return (n + eps) /",
    "return np.where(n > 0, n, eps) /",
    en="eps was given only to the characters that were never seen. It is added to every count, so that the order of the probabilities stays and they sum to one.",
    zh="只有没见过的字符得到了 eps。应当给每个计数都加上 eps，这样概率之和才是一。",
)

wrong(
    "additive_smoothing",
    "n = np.array([counts.get(context + w, 0) for w in vocabulary])",
    "n = np.array([counts.setdefault(context + w, 0) for w in vocabulary])",
    en="What was never seen is written into `counts` with a zero. Asking must not change the table: use `get`.",
    zh="没见过的 n 元组以零写进了 `counts`。查询不应改动表：请用 `get`。",
)

# perplexity_forms

wrong(
    "perplexity_forms",
    "bits = -np.mean(np.log2(p))",
    "bits = -np.mean(np.log(p))",
    en="The loss in bits was computed with the natural logarithm. Base and logarithm have to match: log2 for bits, log for nats.",
    zh="以比特为单位的损失用了自然对数。底与对数要相配：比特用 log2，nat 用 log。",
)
wrong(
    "perplexity_forms",
    "root = np.prod(p ** (-1 / len(p)))",
    "root = np.mean(1 / p)",
    en="This is the arithmetic mean of 1 / p, which one bad token dominates. Perplexity is the geometric mean: multiply and take the root.",
    zh="这是 1 / p 的算术平均，一个坏的词元就能左右它。困惑度是几何平均：相乘再开方。",
)
wrong(
    "perplexity_forms",
    "root = np.prod(p ** (-1 / len(p)))",
    "with np.errstate(divide='ignore'):\n        root = np.prod(p) ** (-1 / len(p))",
    en="The product of thousands of probabilities is rounded to zero before the root is taken. Take the root of every factor first.",
    zh="几千个概率的乘积在开方之前就被舍入成了零。应当先给每个因子开方，再相乘。",
)
wrong(
    "perplexity_forms",
    "bits = -np.mean(np.log2(p))\n    nats = -np.mean(np.log(p))\n    root = np.prod(p ** (-1 / len(p)))",
    "bits = np.mean(np.log2(p))\n    nats = np.mean(np.log(p))\n    root = np.prod(p ** (1 / len(p)))",
    en="The minus sign is missing everywhere: a loss is positive, and a perplexity is at least one.",
    zh="到处都少了负号：损失是正的，困惑度至少是一。",
)
wrong(
    "perplexity_forms",
    "bits = -np.mean(np.log2(p))\n    nats = -np.mean(np.log(p))",
    "bits = -np.sum(np.log2(p))\n    nats = -np.sum(np.log(p))",
    en="The losses were added up. Asked for is the mean per token: a longer text must not have a larger perplexity for that reason alone.",
    zh="损失被加了起来。要求的是每个词元的平均：不能仅仅因为文本更长，困惑度就更大。",
)
wrong(
    "perplexity_forms",
    "root = np.prod(p ** (-1 / len(p)))",
    "root = 2**nats",
    en="Two was raised to a loss in nats, which makes the perplexity look far better than it is. Nats belong to the base e.",
    zh="2 的指数是以 nat 为单位的损失，困惑度会显得好得多。nat 应当配底数 e。",
)
wrong(
    "perplexity_forms",
    "root = np.prod(p ** (-1 / len(p)))",
    "root = 1 / np.mean(p)",
    en="The third number takes the mean of the probabilities. It is the root of their product, the geometric mean, that is wanted.",
    zh="第三个数取了概率的平均。要的是乘积的根，即几何平均。",
)

wrong(
    "perplexity_forms",
    "return bits, nats, root",
    "return nats, bits, root",
    en="The first two numbers have changed places: bits come first, log2, and then nats.",
    zh="前两个数的位置反了：先是比特（log2），再是 nat。",
)
wrong(
    "perplexity_forms",
    "bits = -np.mean(np.log2(p))\n    nats = -np.mean(np.log(p))",
    "bits = np.mean(np.log2(p))\n    nats = np.mean(np.log(p))",
    en="The losses have no minus sign. The logarithm of a probability is negative; a loss is its opposite.",
    zh="损失少了负号。概率的对数是负数，损失是它的相反数。",
)

# corpus_scores

wrong(
    "corpus_scores",
    "perplexity = np.exp(nats / np.sum(tokens))",
    "perplexity = np.mean(np.exp(losses))",
    en="The perplexities of the batches were averaged, which gives too large a value. Average the loss per token first, then take exp once.",
    zh="这里平均的是各批的困惑度，结果偏大。应当先求每个词元的平均损失，最后只取一次 exp。",
)
wrong(
    "corpus_scores",
    "perplexity = np.exp(nats / np.sum(tokens))",
    "perplexity = np.exp(np.mean(losses))",
    en="Every batch has the same weight here, however short it is. Weight the losses by the number of tokens.",
    zh="这里每一批的权重都相同，不管它多短。应当按词元数给损失加权。",
)
wrong(
    "corpus_scores",
    "perplexity = np.exp(nats / np.sum(tokens))",
    "perplexity = 2 ** (nats / np.sum(tokens))",
    en="Two is raised to a loss in nats, which makes the perplexity look far better than it is. A loss in nats belongs to the base e.",
    zh="2 的指数是以 nat 为单位的损失，困惑度会显得好得多。以 nat 为单位的损失应当配底数 e。",
)
wrong(
    "corpus_scores",
    "bits = nats / np.log(2) / characters",
    "bits = nats / characters",
    en="These are nats per character. One bit is ln 2 nats, so divide by ln 2.",
    zh="这是每字符的 nat 数。一比特等于 ln 2 个 nat，所以还要除以 ln 2。",
)
wrong(
    "corpus_scores",
    "bits = nats / np.log(2) / characters",
    "bits = nats * np.log(2) / characters",
    en="The nats were multiplied by ln 2. One bit is ln 2 = 0.69 nats, so there are more bits than nats: divide.",
    zh="nat 数乘了 ln 2。一比特等于 ln 2 = 0.69 个 nat，所以比特数比 nat 数多：应当相除。",
)
wrong(
    "corpus_scores",
    "bits = nats / np.log(2) / characters",
    "bits = nats / np.log(2) / np.sum(tokens)",
    en="These are bits per token. Divide by the number of characters: only then can models with different tokens be compared.",
    zh="这是每个词元的比特数。应当除以字符数：只有这样，词元不同的模型才能比较。",
)
wrong(
    "corpus_scores",
    "nats = np.sum(np.multiply(losses, tokens))",
    "nats = np.sum(losses)",
    en="The mean losses were added up as if each batch had one token. A batch costs its mean loss times its number of tokens.",
    zh="各批的平均损失直接相加，好像每批只有一个词元。一批的总损失是平均损失乘以词元数。",
)

wrong(
    "corpus_scores",
    "nats = np.sum(np.multiply(losses, tokens))",
    "nats = np.mean(losses) * np.sum(tokens)",
    en="The plain mean of the batches' losses is used, as if all had as many tokens. Weight each with its number of tokens.",
    zh="这里用的是各批损失的简单平均，好像每批的词元一样多。应当按词元数加权。",
)
wrong(
    "corpus_scores",
    "return perplexity, bits",
    "return bits, perplexity",
    en="The two scores have changed places: the perplexity comes first.",
    zh="两个得分的位置反了：困惑度在前。",
)

# continuation_counts

wrong(
    "continuation_counts",
    "return Counter(gram[1:] for gram in counts)",
    "total = Counter()\n    for gram, n in counts.items():\n        total[gram[1:]] += n\n    return total",
    en="These are the numbers of occurrences. A continuation count asks after how many different tokens something was seen, not how often.",
    zh="这是出现的次数。接续计数问的是在多少个不同的词元之后出现过，而不是出现了多少次。",
)
wrong(
    "continuation_counts",
    "gram[1:] for gram in counts",
    "gram[:-1] for gram in counts",
    en="Counted is what comes after: the last token was cut off. The tokens before are asked for, so cut off the first.",
    zh="数的是后面的词元：去掉的是最后一个。要求的是前面的词元，所以应当去掉第一个。",
)
wrong(
    "continuation_counts",
    "gram[1:] for gram in counts",
    "gram[-1:] for gram in counts",
    en="Only the last token is kept. An n-gram without its first token has n - 1 tokens, two for n = 3.",
    zh="只保留了最后一个词元。n 元组去掉第一个词元之后有 n - 1 个词元，n = 3 时是两个。",
)
wrong(
    "continuation_counts",
    "return Counter(gram[1:] for gram in counts)",
    "return Counter(gram[1:] for gram, n in counts.items() if n > 1)",
    en="n-grams that occur once were left out. One occurrence is enough for a token to count as one that comes before.",
    zh="只出现一次的 n 元组被漏掉了。出现一次就足以算作一个前面的词元。",
)
wrong(
    "continuation_counts",
    "return Counter(gram[1:] for gram in counts)",
    "found = Counter(gram[1:] for gram in counts)\n    return {gram: n / len(counts) for gram, n in found.items()}",
    en="The numbers were divided by the number of all n-grams. Whole numbers are asked for; normalising comes later, context by context.",
    zh="这些数被除以了全部 n 元组的个数。要求的是整数；归一化在后面按上文进行。",
)

# kneser_ney

wrong(
    "kneser_ney",
    "kept = np.maximum(c - discount, 0)",
    "kept = c",
    en="The discount is given out but was never taken from the counts, so the probabilities sum to more than one.",
    zh="折扣分了出去，却没有从计数里扣除，所以概率之和大于一。",
)
wrong(
    "kneser_ney",
    "discount * np.count_nonzero(c) * p",
    "discount * p",
    en="Only one discount is given to the shorter context. It was taken from every count above zero: N(h) times in all.",
    zh="交给较短上文的只有一份折扣。每个大于零的计数都扣了一份：一共 N(h) 份。",
)
wrong(
    "kneser_ney",
    "discount * np.count_nonzero(c) * p",
    "discount * len(vocabulary) * p",
    en="The discount was given out once per character of the vocabulary, but taken only from those that were seen after this context.",
    zh="折扣按词表里的字符数分了出去，但只从在这个上文之后见过的字符那里扣过。",
)
wrong(
    "kneser_ney",
    "p = (kept + discount * np.count_nonzero(c) * p) / c.sum()",
    "p = np.where(c > 0, kept, discount * np.count_nonzero(c) * p) / c.sum()",
    en="The shorter context is asked only about characters never seen here: that is backing off, and without a normalising factor it does not sum to one. Interpolation adds its share to all of them.",
    zh="只有没见过的字符才去问较短的上文：那是回退（back-off），而且没有归一化因子，和不是一。插值要给所有字符都加上这一份。",
)
wrong(
    "kneser_ney",
    "p = np.full(len(vocabulary), 1 / len(vocabulary))",
    "p = np.zeros(len(vocabulary))",
    en="Below the empty context stands zero instead of 1 / V: what the 1-grams give away is lost, and a character that was never counted has no chance.",
    zh="空上文之下放的是零而不是 1 / V：一元组让出的部分丢掉了，从未数到过的字符也没有机会。",
)
wrong(
    "kneser_ney",
    'h = context[-k:] if k else ""',
    "h = context[:k]",
    en="The shorter contexts are taken from the beginning. The characters next to the one to predict matter: shorten from the left.",
    zh="较短的上文是从开头取的。要紧的是紧挨着被预测字符的那些：应当从左边缩短。",
)
wrong(
    "kneser_ney",
    'h = context[-k:] if k else ""',
    "h = context[-k:]",
    en="`context[-k:]` is the whole context for k = 0, so the 1-grams are never found. Slice from len(context) - k.",
    zh="k = 0 时 `context[-k:]` 是整个上文，于是一元组永远找不到。应当从 len(context) - k 开始切片。",
)
wrong(
    "kneser_ney",
    "        if c.sum() > 0:\n            kept = np.maximum(c - discount, 0)\n            p = (kept + discount * np.count_nonzero(c) * p) / c.sum()",
    "        kept = np.maximum(c - discount, 0)\n        p = (kept + discount * np.count_nonzero(c) * p) / max(c.sum(), 1)",
    en="After a context that was never seen all probabilities are zero. Nothing is known there, so the shorter context answers alone.",
    zh="从未见过的上文之后，所有概率都成了零。那里什么都不知道，应当完全由较短的上文来回答。",
)
wrong(
    "kneser_ney",
    "        if c.sum() > 0:\n",
    "        if c.sum() == 0:\n            p = np.full(len(vocabulary), 1 / len(vocabulary))\n        else:\n",
    en="After a context that was never seen all characters are equally probable here. The shorter context knows better: its probabilities stay as they are.",
    zh="从未见过的上文之后，这里让所有字符等可能。较短的上文知道得更多：应当原样保留它的概率。",
)

wrong(
    "kneser_ney",
    "p = (kept + discount * np.count_nonzero(c) * p) / c.sum()",
    "p = kept / c.sum()",
    en="The discounts are taken and given to nobody: the shorter context is never asked, and the probabilities sum to less than one. Add d N(h) P(w | h').",
    zh="折扣扣下来却没有分给谁：从来没有问较短的上文，概率之和小于一。应当加上 d N(h) P(w | h')。",
)
wrong(
    "kneser_ney",
    "table.get(h + w, 0)",
    "table.setdefault(h + w, 0)",
    en="What was never seen is written into the tables with a zero. Asking must not change them: use `get`.",
    zh="没见过的 n 元组以零写进了表里。查询不应改动表：请用 `get`。",
)

# ngram_log_prob

wrong(
    "ngram_log_prob",
    "text[max(0, t - n + 1) : t]",
    "text[max(0, t - n) : t]",
    en="The context has n characters. An n-gram is the context and the character to predict, so the context has n - 1.",
    zh="上文有 n 个字符。n 元组包括上文和被预测的字符，所以上文有 n - 1 个。",
)
wrong(
    "ngram_log_prob",
    "text[max(0, t - n + 1) : t]",
    "text[:t]",
    en="The context is everything before. An n-gram model sees the last n - 1 characters only.",
    zh="上文是前面的全部内容。n 元模型只看得到最后 n - 1 个字符。",
)
wrong(
    "ngram_log_prob",
    "text[max(0, t - n + 1) : t]",
    "text[t - n + 1 : t]",
    en="At the beginning the slice starts at a negative index, which counts from the end, so the context is empty or wrong there. Start at max(0, t - n + 1).",
    zh="在开头处切片的起点是负数，会从末尾数起，于是那里的上文是空的或错的。应当从 max(0, t - n + 1) 开始。",
)
wrong(
    "ngram_log_prob",
    "log_p += np.log(predict(context)[vocabulary.index(w)])",
    "if t >= n - 1:\n            log_p += np.log(predict(context)[vocabulary.index(w)])",
    en="The first n - 1 characters were left out. They belong to the text as well, with the shorter context that there is.",
    zh="前 n - 1 个字符被漏掉了。它们也属于这段文本，只是上文较短。",
)
wrong(
    "ngram_log_prob",
    "return log_p",
    "return log_p / len(text)",
    en="This is the mean per character. The probability of the text is the product of all factors: add the logarithms up.",
    zh="这是每个字符的平均值。文本的概率是所有因子的乘积：应当把对数加起来。",
)
wrong(
    "ngram_log_prob",
    "return log_p",
    "return log_p / np.log(2)",
    en="The logarithm has the base 2; the natural logarithm is asked for.",
    zh="对数的底是 2；要求的是自然对数。",
)
wrong(
    "ngram_log_prob",
    "return log_p",
    "return np.log(np.exp(log_p))",
    en="The probability itself was multiplied out before the logarithm was taken: for a long text it is rounded to zero. Add logarithms instead.",
    zh="先乘出了概率本身再取对数：文本长时它会被舍入成零。应当把对数相加。",
)
wrong(
    "ngram_log_prob",
    "predict(context)[vocabulary.index(w)]",
    "predict(context)[w]",
    en="The probabilities are looked up by the character itself. They are an array in the order of `vocabulary`: find the character's position there first.",
    zh="这里直接用字符去取概率。概率是一个数组，顺序与 `vocabulary` 相同：应当先找到字符在其中的位置。",
)

# worked_pass

wrong(
    "worked_pass",
    "W_hh @ h + W_x[word]",
    "h @ W_hh + W_x[word]",
    en="The state stands to the left of W_hh. The matrices act on columns here, W_hh h; from the left it is multiplied by the transpose.",
    zh="状态写在了 W_hh 的左边。这里的矩阵作用在列向量上，即 W_hh h；写在左边就等于乘以它的转置。",
)
wrong(
    "worked_pass",
    "h = np.tanh(W_hh @ h + W_x[word] + b_h)",
    "h = np.tanh(W_hh @ np.zeros(len(b_h)) + W_x[word] + b_h)",
    en="Every word starts again from a state of zeros. The state after one word is what the next word starts from.",
    zh="每个词都重新从零状态开始了。一个词之后的状态，应当是下一个词的起点。",
)
wrong(
    "worked_pass",
    "h = np.tanh(W_hh @ h + W_x[word] + b_h)\n        states.append(h)\n        logits.append(W_hy @ h + b_y)",
    "logits.append(W_hy @ h + b_y)\n        h = np.tanh(W_hh @ h + W_x[word] + b_h)\n        states.append(h)",
    en="The logits are made from the state before the word was read. First the state, then what it predicts.",
    zh="logits 用的是读入这个词之前的状态。应当先更新状态，再由它作出预测。",
)
wrong(
    "worked_pass",
    "logits.append(W_hy @ h + b_y)",
    "logits.append(W_hy @ h)",
    en="The bias b_y of the output is missing.",
    zh="输出缺少偏置 b_y。",
)
wrong(
    "worked_pass",
    "W_x[word] + b_h)",
    "W_x[word])",
    en="The bias b_h of the state is missing.",
    zh="状态缺少偏置 b_h。",
)
wrong(
    "worked_pass",
    "logits.append(W_hy @ h + b_y)",
    "logits.append(np.tanh(W_hy @ h + b_y))",
    en="The logits went through tanh. They are plain scores of any size; the squashing belongs to the state.",
    zh="logits 也经过了 tanh。它们只是大小不限的分数；压缩是状态才需要的。",
)
wrong(
    "worked_pass",
    "logits.append(W_hy @ h + b_y)",
    "powers = np.exp(W_hy @ h + b_y)\n        logits.append(powers / powers.sum())",
    en="These are probabilities, after a softmax. Asked for are the logits, the scores that go into it.",
    zh="这是 softmax 之后的概率。要求的是 logits，也就是进入 softmax 的分数。",
)

# rnn_step

wrong(
    "rnn_step",
    "h_prev @ W_h",
    "h_prev @ W_h.T",
    en="W_h is transposed. With states as rows the product is h_prev W_h, as in the equation.",
    zh="W_h 被转置了。状态是行向量时，乘积就是公式中的 h_prev W_h。",
)
wrong(
    "rnn_step",
    "return np.tanh(x_t @ W_x + h_prev @ W_h + b)",
    "return np.tanh(x_t @ W_x + h_prev @ W_h)",
    en="The bias is missing: with zero input and zero state, h_t would be zero.",
    zh="缺少偏置：输入和状态都为零时，h_t 就会是零。",
)
wrong(
    "rnn_step",
    "return np.tanh(x_t @ W_x + h_prev @ W_h + b)",
    "return np.tanh(x_t @ W_x + h_prev @ W_h) + b",
    en="The bias is added after the tanh. It belongs into the sum that is squashed; else the state has no bounds.",
    zh="偏置加在了 tanh 之后。它应当在被压缩的和里面，否则状态就没有上下界。",
)
wrong(
    "rnn_step",
    "return np.tanh(x_t @ W_x + h_prev @ W_h + b)",
    "return np.tanh(x_t @ W_x) + np.tanh(h_prev @ W_h) + np.tanh(b)",
    en="Each term has a tanh of its own. The terms are added first, and one tanh squashes the sum.",
    zh="每一项各用了一个 tanh。应当先把各项相加，再用一个 tanh 压缩这个和。",
)
wrong(
    "rnn_step",
    "return np.tanh(x_t @ W_x + h_prev @ W_h + b)",
    "return 1 / (1 + np.exp(-(x_t @ W_x + h_prev @ W_h + b)))",
    en="This is a sigmoid: no state could ever be negative. The equation has tanh.",
    zh="这里用的是 sigmoid：状态永远不会为负。公式中是 tanh。",
)
wrong(
    "rnn_step",
    "return np.tanh(x_t @ W_x + h_prev @ W_h + b)",
    "return x_t @ W_x + h_prev @ W_h + b",
    en="The tanh is missing. Without it the whole network is linear, and its state can grow without end.",
    zh="缺少 tanh。没有它，整个网络就是线性的，状态会无限增长。",
)
wrong(
    "rnn_step",
    "return np.tanh(x_t @ W_x + h_prev @ W_h + b)",
    "h_prev[:] = np.tanh(x_t @ W_x + h_prev @ W_h + b)\n    return h_prev",
    en="The new state is written into the array of the old one, and whoever kept the old state finds it changed. Return a new array.",
    zh="新状态写进了旧状态的数组，之前留着旧状态的人会发现它变了。请返回新的数组。",
)

# rnn

wrong(
    "rnn",
    "h = rnn_step(x[:, t], h, W_x, W_h, b)\n        states.append(h)",
    "states.append(rnn_step(x[:, t], h_0, W_x, W_h, b))",
    en="Every step starts from h_0. The state that one step returns is the h_prev of the next.",
    zh="每一步都从 h_0 出发了。一步返回的状态应当是下一步的 h_prev。",
)
wrong(
    "rnn",
    "h, states = h_0, []",
    "h, states = np.zeros_like(h_0), []",
    en="The first step starts from zeros instead of h_0: a state that was carried over is lost.",
    zh="第一步从零开始，而不是从 h_0 开始：传过来的状态就丢了。",
)
wrong(
    "rnn",
    "h, states = h_0, []",
    "h, states = h_0, [h_0]",
    en="h_0 is among the results. Asked for are the states after each input: as many as there are time steps.",
    zh="结果里包括了 h_0。要求的是每个输入之后的状态：个数与时间步数相同。",
)
wrong(
    "rnn",
    "return np.stack(states, axis=1)",
    "return np.stack(states)",
    en="Time comes first in the result. The batch is the first axis and time the second: stack along axis 1.",
    zh="结果中时间轴在最前面。第一个轴应是批次，第二个轴才是时间：沿 axis 1 堆叠。",
)
wrong(
    "rnn",
    "return np.stack(states, axis=1)",
    "return h",
    en="Only the last state comes back. Collect the state of every step.",
    zh="只返回了最后的状态。请收集每一步的状态。",
)
wrong(
    "rnn",
    "for t in range(x.shape[1]):",
    "for t in reversed(range(x.shape[1])):",
    en="The sequence is read from its end. The first step reads x[:, 0].",
    zh="序列是从末尾往前读的。第一步应当读 x[:, 0]。",
)
wrong(
    "rnn",
    "h = rnn_step(x[:, t], h, W_x, W_h, b)",
    "h = rnn_step(x[:, t], h, W_x, W_h, b if t == 0 else 0 * b)",
    en="The bias is added in the first step only. All steps share all weights, the bias included.",
    zh="只有第一步加了偏置。所有时间步共享全部权重，偏置也不例外。",
)

wrong(
    "rnn",
    "rng.uniform(-limit, limit, size=(features, units))",
    "rng.uniform(-limit, limit, size=(units, features))",
    en="W_x has the shape (units, features). A row of features stands to its left, so it is (features, units).",
    zh="W_x 的形状成了 (units, features)。它的左边是一行特征，所以形状是 (features, units)。",
)
wrong(
    "rnn",
    "limit = np.sqrt(6 / (features + units))",
    "limit = 6 / (features + units)",
    en="The limit of W_x has no square root: it is sqrt(6 / (features + units)), else the weights get too small as the layer grows.",
    zh="W_x 的界限没有开平方：应当是 sqrt(6 / (features + units))，否则层越大，权重就小得过头。",
)
wrong(
    "rnn",
    "W_x = rng.uniform(-limit, limit, size=(features, units))",
    "W_x = rng.uniform(0, limit, size=(features, units))",
    en="W_x has positive weights only. They are drawn from both sides of zero, between -limit and limit.",
    zh="W_x 只有正的权重。应当在零的两侧抽取，即 -limit 与 limit 之间。",
)
wrong(
    "rnn",
    "W_h, _ = np.linalg.qr(rng.normal(size=(units, units)))",
    "W_h = 0.01 * rng.normal(size=(units, units))",
    en="W_h is made of small random numbers and not orthogonal. Such a matrix shrinks the state at every step, and after a few steps the past is gone. Take the first part of `np.linalg.qr`.",
    zh="W_h 由小的随机数组成，不是正交的。这样的矩阵每一步都把状态缩小，几步之后过去就没了。请取 `np.linalg.qr` 的第一个结果。",
)
wrong(
    "rnn",
    "W_h, _ = np.linalg.qr(rng.normal(size=(units, units)))",
    "_, W_h = np.linalg.qr(rng.normal(size=(units, units)))",
    en="W_h is the triangular part of the decomposition. `np.linalg.qr` returns the orthogonal matrix first.",
    zh="W_h 取成了分解中的三角矩阵。`np.linalg.qr` 先返回的才是正交矩阵。",
)
wrong(
    "rnn",
    "W_h, _ = np.linalg.qr(rng.normal(size=(units, units)))",
    "W_h = np.eye(units)",
    en="W_h is the identity: orthogonal, but not random, so that each unit hears of itself only. Make it from random numbers.",
    zh="W_h 是单位矩阵：它是正交的，却不是随机的，于是每个单元只听得到自己。请由随机数得到它。",
)
wrong(
    "rnn",
    "return W_x, W_h, np.zeros(units)",
    "return W_x, W_h, rng.normal(size=units)",
    en="The bias b is random. It begins with zeros.",
    zh="偏置 b 是随机的。它应当从零开始。",
)
wrong(
    "rnn",
    "limit = np.sqrt(6 / (features + units))",
    "rng = np.random.default_rng(0)\n    limit = np.sqrt(6 / (features + units))",
    en="init_params draws from a generator of its own, so the weights are the same every time. Draw from `rng`.",
    zh="init_params 用自己的生成器抽取，于是每次的权重都一样。请从 `rng` 抽取。",
)
wrong(
    "rnn",
    "return np.zeros((batch, units))",
    "return np.zeros(units)",
    en="init_state returns one row. Each sequence of the batch has a state of its own: (batch, units).",
    zh="init_state 只返回了一行。批次里每个序列都有自己的状态：(batch, units)。",
)
wrong(
    "rnn",
    "return np.zeros((batch, units))",
    "return np.zeros((units, batch))",
    en="init_state has its axes the wrong way round. The batch comes first: (batch, units).",
    zh="init_state 的轴反了。批次在前：(batch, units)。",
)

# RNNCell

wrong(
    "RNNCell",
    "h_t = ops.tanh(x_part + h_part + self.bias)",
    "h_t = ops.tanh(x_part + h_part)",
    en="The cell has a bias but does not use it.",
    zh="单元里有偏置，却没有用上。",
)
wrong(
    "RNNCell",
    "h_part = ops.matmul(states[0], self.recurrent_kernel)",
    "h_part = ops.matmul(states[0], ops.transpose(self.recurrent_kernel))",
    en="The recurrent kernel is transposed. In Keras it stands to the right of the state, untransposed.",
    zh="recurrent_kernel 被转置了。在 Keras 里它写在状态右边，不转置。",
)
wrong(
    "RNNCell",
    "h_t = ops.tanh(x_part + h_part + self.bias)",
    "h_t = ops.relu(x_part + h_part + self.bias)",
    en="The cell uses ReLU; SimpleRNN, and the equation, have tanh.",
    zh="单元用了 ReLU；SimpleRNN 和公式用的都是 tanh。",
)
wrong(
    "RNNCell",
    "return h_t, [h_t]",
    "return h_t, [states[0]]",
    en="The old state is handed on: what a step has read is lost at the next one.",
    zh="传下去的是旧状态：一步读到的内容，到下一步就丢了。",
)
wrong(
    "RNNCell",
    "return h_t, [h_t]",
    "return x_part + h_part + self.bias, [h_t]",
    en="The output is the sum before the tanh. A plain recurrent cell shows its state: output and state are the same.",
    zh="输出的是 tanh 之前的和。普通循环单元输出的就是它的状态：两者相同。",
)
wrong(
    "RNNCell",
    'initializer="orthogonal"',
    'initializer="glorot_uniform"',
    en="The recurrent kernel does not start orthogonal, as it should: an orthogonal matrix neither stretches nor shrinks the state it is multiplied with.",
    zh="recurrent_kernel 的初始值不是正交的，而它应当是：正交矩阵既不拉长也不缩短与它相乘的状态。",
)
wrong(
    "RNNCell",
    'return super().get_config() | {"units": self.units}',
    "return super().get_config()",
    en="get_config leaves out units, so the cell can't be rebuilt or loaded. Every argument of __init__ belongs in the config.",
    zh="get_config 漏了 units，单元无法重建，也无法载入。__init__ 的每个参数都应写进配置。",
)
wrong(
    "RNNCell",
    "shape=(self.units,)",
    "shape=(2, self.units)",
    en="There are two rows of biases. The equation has one bias, of shape (units,), and so has SimpleRNN.",
    zh="偏置有两行。公式里只有一个偏置，形状是 (units,)，SimpleRNN 也是如此。",
)

wrong(
    "RNNCell",
    "h_t = ops.tanh(x_part + h_part + self.bias)",
    "h_t = x_part + h_part + self.bias",
    en="The tanh is missing. Without it the whole network is linear, and its state can grow without end.",
    zh="缺少 tanh。没有它，整个网络就是线性的，状态会无限增长。",
)
wrong(
    "RNNCell",
    "h_t = ops.tanh(x_part + h_part + self.bias)",
    "h_t = np.tanh(x_part + h_part + self.bias)",
    en="NumPy computes on numbers, and in training there are none yet: the layer is compiled first. Use `ops.tanh`.",
    zh="NumPy 要有具体的数才能算，而训练时层要先编译，这时还没有数。请用 `ops.tanh`。",
)
wrong(
    "RNNCell",
    'self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")',
    'self.bias = self.add_weight(\n            shape=(self.units,), initializer="zeros", name="bias", trainable=False\n        )',
    en="The bias is not trainable, so it stays zero for ever.",
    zh="偏置是不可训练的，于是永远是零。",
)
wrong(
    "RNNCell",
    'return super().get_config() | {"units": self.units}',
    'return {"units": self.units}',
    en="The config has `units` only. `super().get_config()` adds what **kwargs brought, such as the dtype: without it a float64 cell comes back as another one.",
    zh="配置里只有 `units`。`super().get_config()` 会加上 **kwargs 带来的内容，例如 dtype：没有它，float64 的单元重建之后就不同了。",
)

# labelled_windows

wrong(
    "labelled_windows",
    "return ids[places], ids[places + 1]",
    "return ids[places], ids[places]",
    en="The labels are the inputs themselves. A model that repeats what it sees would be perfect; the label of each symbol is the one after it.",
    zh="标签就是输入本身。那样只需重复所见就是完美的模型；每个符号的标签应当是它后面的那个。",
)
wrong(
    "labelled_windows",
    "return ids[places], ids[places + 1]",
    "return ids[places + 1], ids[places]",
    en="Inputs and labels have changed places: here the model is to name the symbol before.",
    zh="输入和标签的位置反了：这样模型要说的是前一个符号。",
)
wrong(
    "labelled_windows",
    "return ids[places], ids[places + 1]",
    "return ids[places], np.roll(ids[places], -1, axis=1)",
    en="The labels are rolled within each row, so the last label is the row's own first symbol. It is the next symbol of the text.",
    zh="标签是在每行内部循环移位得到的，于是最后一个标签成了本行的第一个符号。它应当是文本中的下一个符号。",
)
wrong(
    "labelled_windows",
    "return ids[places], ids[places + 1]",
    "return ids[places], ids[starts + length]",
    en="There is one label per window, the symbol after its end. Every place has a label of its own.",
    zh="每个窗口只有一个标签，即窗口之后的符号。每个位置都应有自己的标签。",
)
wrong(
    "labelled_windows",
    "np.arange(0, len(ids) - length, step)",
    "np.arange(0, len(ids) - length - 1, step)",
    en="A window that just fits is left out. A row with its last label needs length + 1 symbols.",
    zh="漏掉了一个刚好放得下的窗口。一行连同最后一个标签需要 length + 1 个符号。",
)
wrong(
    "labelled_windows",
    "np.arange(0, len(ids) - length, step)",
    "np.arange(0, len(ids) - length, length)",
    en="The windows stand side by side. They are to start every `step` symbols, so they may overlap or leave gaps.",
    zh="窗口是首尾相接的。它们应当每隔 `step` 个符号开始一个，可以重叠，也可以有空隙。",
)
wrong(
    "labelled_windows",
    "ids[places + 1]",
    "ids[np.minimum(places + step, len(ids) - 1)]",
    en="The labels are `step` symbols ahead. `step` says where windows start; a label is always one symbol ahead.",
    zh="标签往后移了 `step` 个符号。`step` 说的是窗口从哪里开始；标签总是后一个符号。",
)

wrong(
    "labelled_windows",
    "return ids[places], ids[places + 1]",
    "return ids[places].astype(float), ids[places + 1].astype(float)",
    en="x and y are floats. They name symbols and are used to look them up, so they stay whole numbers.",
    zh="x 和 y 成了浮点数。它们代表符号，要用来查表，应当仍是整数。",
)

# clip_by_global_norm

wrong(
    "clip_by_global_norm",
    "norm = np.sqrt(sum(np.sum(g**2) for g in gradients))\n    scale = limit / max(norm, limit)\n    return [g * scale for g in gradients]",
    "return [g * limit / max(np.sqrt(np.sum(g**2)), limit) for g in gradients]",
    en="Each gradient is clipped by its own norm, as Keras' clipnorm does. The rule takes one norm for all of them together, and so keeps the direction.",
    zh="每个梯度按各自的范数裁剪，那是 Keras 的 clipnorm。这里要用全部梯度合起来的一个范数，这样才能保持方向。",
)
wrong(
    "clip_by_global_norm",
    "return [g * scale for g in gradients]",
    "return [np.clip(g, -limit, limit) for g in gradients]",
    en="Each entry is clipped by itself. That turns the gradient; scale all entries by one number.",
    zh="这里把每个元素各自截断，会改变梯度的方向；应当让所有元素乘以同一个数。",
)
wrong(
    "clip_by_global_norm",
    "scale = limit / max(norm, limit)",
    "scale = limit / max(norm, 1e-12)",
    en="Short gradients are stretched up to the limit. Clipping only ever shortens: the factor is at most 1.",
    zh="短的梯度被拉长到上限。裁剪只会缩短：因子最大是 1。",
)
wrong(
    "clip_by_global_norm",
    "norm = np.sqrt(sum(np.sum(g**2) for g in gradients))",
    "norm = sum(np.sum(g**2) for g in gradients)",
    en="The square root is missing: this is the square of the norm.",
    zh="缺少平方根：这是范数的平方。",
)
wrong(
    "clip_by_global_norm",
    "norm = np.sqrt(sum(np.sum(g**2) for g in gradients))",
    "norm = sum(np.sqrt(np.sum(g**2)) for g in gradients)",
    en="The norms of the gradients are added. Add their squares and take one root at the end, as in Pythagoras' theorem.",
    zh="这里把各梯度的范数相加了。应当把平方相加，最后开一次根号，就像勾股定理那样。",
)
wrong(
    "clip_by_global_norm",
    "norm = np.sqrt(sum(np.sum(g**2) for g in gradients))",
    "norm = max(np.sqrt(np.sum(g**2)) for g in gradients)",
    en="The largest of the norms decides. The global norm takes all gradients as one long vector.",
    zh="这里由最大的那个范数决定。全局范数是把所有梯度看成一个长向量。",
)
wrong(
    "clip_by_global_norm",
    "return [g * scale for g in gradients]",
    "for g in gradients:\n        g *= scale\n    return gradients",
    en="The arrays that were handed in are changed. Return new ones and leave the gradients as they are.",
    zh="传入的数组被改动了。请返回新的数组，原来的梯度保持不变。",
)

# generate

wrong(
    "generate",
    "for token in prefix:\n        logits, state = step(token, state)",
    "logits, state = step(tokens[-1], state)",
    en="Only the last token of the prefix is read. The warm-up reads them all, so that the state knows the whole prefix.",
    zh="只读了前缀的最后一个词元。预热要读完整个前缀，状态才知道前面的内容。",
)
wrong(
    "generate",
    "for token in prefix:\n        logits, state = step(token, state)",
    "start = state\n    for token in prefix:\n        logits, state = step(token, state)\n    state = start",
    en="After the warm-up the state is set back. Only the predictions of the warm-up are ignored; its state is the point of it.",
    zh="预热之后状态又被还原了。预热时不理会的只是预测；它的状态正是目的所在。",
)
wrong(
    "generate",
    "tokens.append(token)\n        if token == end:\n            break\n        logits, state = step(token, state)",
    "tokens.append(token)\n        if token == end:\n            break\n        logits, _ = step(token, state)",
    en="While it writes, the new state is thrown away: each new token is read as if it were the first after the prefix.",
    zh="写的时候新状态被丢掉了：每个新词元都好像是前缀之后的第一个。",
)
wrong(
    "generate",
    "for _ in range(n):",
    "for _ in range(n - len(prefix)):",
    en="The prefix is counted among the n tokens. n new ones are to be added, so that there are len(prefix) + n.",
    zh="前缀被算进了 n 个词元里。应当新添 n 个，一共 len(prefix) + n 个。",
)
wrong(
    "generate",
    "return tokens",
    "return tokens[len(prefix) :]",
    en="Only the new tokens come back. The prefix belongs to the result, in front.",
    zh="只返回了新词元。结果的开头应当有前缀。",
)
wrong(
    "generate",
    "for _ in range(n):",
    "logits, state = step(prefix[-1], state)\n    for _ in range(n):",
    en="The last token of the prefix is read twice: once in the warm-up and again before the first choice. The warm-up's last logits are already the prediction.",
    zh="前缀的最后一个词元读了两次：预热时一次，第一次选择前又一次。预热最后得到的 logits 已经是预测了。",
)
wrong(
    "generate",
    "token = choose(logits)",
    "token = int(np.argmax(logits))",
    en="The most likely token is taken, whatever `choose` says. Leave the choice to it.",
    zh="不管 `choose` 怎么说，总是取了最可能的词元。请由它来选。",
)
wrong(
    "generate",
    "tokens.append(token)\n        if token == end:\n            break",
    "if token == end:\n            break\n        tokens.append(token)",
    en="The end token is left out. It is part of the text: the last token.",
    zh="漏掉了表示结束的词元。它是文本的一部分：最后一个词元。",
)
wrong(
    "generate",
    "if token == end:",
    "if end in tokens:",
    en="An end token in the prefix stops the generation, too. Only one that the model has chosen does.",
    zh="前缀里的结束词元也使生成停下了。只有模型选中的才算。",
)
wrong(
    "generate",
    "if token == end:\n            break\n        ",
    "",
    en="It runs on after the end token. Once `end` was chosen, nothing is to follow.",
    zh="选中结束词元之后还在继续。一旦选中 `end`，后面就不该再有东西。",
)
wrong(
    "generate",
    "tokens = list(prefix)",
    "tokens = prefix",
    en="New tokens are appended to the list that was handed in, so the caller's prefix grows. Start with a copy.",
    zh="新词元添到了传入的列表里，调用者的前缀会变长。请先复制一份。",
)

wrong(
    "generate",
    "if token == end:",
    "if end and token == end:",
    en="An end token of 0 is taken for none, since 0 counts as false. Compare with `==`, or with `is not None`.",
    zh="结束词元为 0 时被当成了没有，因为 0 算作假。请用 `==` 或 `is not None` 比较。",
)
wrong(
    "generate",
    "for _ in range(n):\n        token = choose(logits)",
    "for _ in range(n):\n        if tokens[-1] == end:\n            break\n        token = choose(logits)",
    en="A prefix whose last token is `end` is not continued. Only an end that was chosen stops the generation.",
    zh="前缀的最后一个词元是 `end` 时就不再往下写了。只有选中的 end 才使生成停下。",
)

# soften

wrong(
    "soften",
    "scaled = logits / temperature",
    "scaled = logits * temperature",
    en="The logits are multiplied by the temperature. A high temperature should flatten the distribution; this sharpens it.",
    zh="logits 乘以了温度。温度高应当使分布变平，这样却使它变尖。",
)
wrong(
    "soften",
    "powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))",
    "powers = np.exp(scaled)",
    en="exp of a large logit is more than a float can hold. Lower all logits of a row by their largest first: the result stays the same.",
    zh="大的 logit 取 exp 会超出浮点数的范围。先把一行的所有 logits 减去其中最大的：结果不变。",
)
wrong(
    "soften",
    "powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))",
    "powers = np.exp(scaled - scaled.max())",
    en="The largest logit of all rows is subtracted everywhere. A row far below it becomes all zeros: take each row's own largest.",
    zh="所有行都减去了全体最大的 logit。远低于它的行会变成全零：应当减去每行自己的最大值。",
)
wrong(
    "soften",
    "return powers / powers.sum(axis=-1, keepdims=True)",
    "return powers / powers.sum()",
    en="All rows together add up to one. Each row is a distribution of its own: sum along the last axis.",
    zh="现在是所有行合起来等于一。每一行各是一个分布：请沿最后一个轴求和。",
)
wrong(
    "soften",
    "scaled = logits / temperature\n    powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))\n    return powers / powers.sum(axis=-1, keepdims=True)",
    "scaled = np.array(logits)\n    powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))\n    p = powers / powers.sum(axis=-1, keepdims=True) / temperature\n    return p / p.sum(axis=-1, keepdims=True)",
    en="The temperature has no effect: it is not used, or divides the probabilities, which then add up to one again and are what they were. It should divide the logits, before the softmax.",
    zh="温度不起作用：要么没有用到，要么用它去除概率，而概率重新归一化之后又与原来一样。应当在 softmax 之前让 logits 除以温度。",
)
wrong(
    "soften",
    "return powers / powers.sum(axis=-1, keepdims=True)",
    "return powers",
    en="The powers do not add up to one. Divide each row by its sum.",
    zh="这些幂加起来不等于一。请把每行除以它的和。",
)
wrong(
    "soften",
    "scaled = logits / temperature",
    "logits /= temperature\n    scaled = logits",
    en="The logits that were handed in are changed. Make a new array, as logits / temperature does.",
    zh="传入的 logits 被改动了。请像 logits / temperature 那样得到新的数组。",
)

wrong(
    "soften",
    "powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))\n    return powers / powers.sum(axis=-1, keepdims=True)",
    "powers = np.exp(scaled - scaled.max(axis=0, keepdims=True))\n    return powers / powers.sum(axis=0, keepdims=True)",
    en="Each column adds up to one. The distributions lie along the last axis: axis=-1.",
    zh="现在是每一列加起来等于一。分布沿最后一个轴：axis=-1。",
)

# truncate

wrong(
    "truncate",
    "order = np.argsort(p)[::-1]",
    "order = np.argsort(p)",
    en="The least likely symbols stay and the most likely are cut. Sort the other way round.",
    zh="留下的是最不可能的符号，最可能的反而被截掉了。排序方向反了。",
)
wrong(
    "truncate",
    "shares[before >= top_p] = 0",
    "shares[before + shares > top_p] = 0",
    en="The symbol with which the sum reaches top_p is cut. It has to stay: the group's shares add up to at least top_p.",
    zh="使总和达到 top_p 的那个符号被截掉了。它应当留下：这一组的份额之和至少是 top_p。",
)
wrong(
    "truncate",
    "shares[before >= top_p] = 0",
    "shares[shares < top_p] = 0",
    en="Each probability is compared with top_p by itself. top_p is about the sum of the most likely ones.",
    zh="这里把每个概率各自与 top_p 比较。top_p 说的是最可能的几个之和。",
)
wrong(
    "truncate",
    "kept = shares / shares.sum()",
    "kept = shares",
    en="What is left does not add up to one after the cut.",
    zh="截断之后，剩下的加起来不等于一。",
)
wrong(
    "truncate",
    "return kept[np.argsort(order)]",
    "return kept",
    en="The probabilities come back sorted. Each belongs to a symbol: put it back in its place.",
    zh="返回的概率是排过序的。每个概率都属于一个符号：请放回原位。",
)
wrong(
    "truncate",
    "shares = shares / shares.sum()\n    if top_p",
    "if top_p",
    en="With both limits, top-p adds up the shares from before the top-k cut. They should add up to one again first.",
    zh="两个限制都给时，top-p 累加的是 top-k 截断之前的份额。应当先让它们重新加起来等于一。",
)
wrong(
    "truncate",
    "    if top_p is not None:",
    "    if top_p is not None and top_k is None:",
    en="With both limits, only the first is obeyed. What top-k leaves is to be cut by top-p once more.",
    zh="两个限制都给时，只执行了第一个。top-k 留下的还要再按 top-p 截一次。",
)
wrong(
    "truncate",
    "shares[top_k:] = 0",
    "shares[top_k + 1 :] = 0",
    en="One symbol too many stays: top_k = 3 keeps the places 0, 1 and 2.",
    zh="多留了一个符号：top_k = 3 留下的是位置 0、1、2。",
)
wrong(
    "truncate",
    "shares[top_k:] = 0",
    "shares[:top_k] = 0",
    en="top-k cuts the most likely symbols and keeps the tail.",
    zh="top-k 截掉了最可能的符号，留下了尾巴。",
)
wrong(
    "truncate",
    "order = np.argsort(p)[::-1]\n    shares = np.sort(p)[::-1]  # a copy",
    "order = p.argsort()[::-1]\n    shares = p[order]",
    en="A list has no `argsort` and takes no array as an index. p may be a list, as in the example: make an array of it first.",
    zh="列表没有 `argsort`，也不能用数组作下标。p 可以是列表，例子里就是：请先转换成数组。",
)

# log_prob

wrong(
    "log_prob",
    "total += scores[token] - np.log(np.exp(scores).sum())\n        logits, state = step(token, state)",
    'logits, state = step(token, state)\n        scores = np.asarray(logits, dtype="float64")\n        scores = scores - scores.max()\n        total += scores[token] - np.log(np.exp(scores).sum())',
    en="Each token is scored by the logits that come after it was read: that asks how likely the model is to repeat it. Score first, then read.",
    zh="每个词元都由读入它之后的 logits 计分：那问的是模型有多可能把它重复一遍。应当先计分，再读入。",
)
wrong(
    "log_prob",
    "total += scores[token] - np.log(np.exp(scores).sum())",
    "total += scores[token]",
    en="The logits are added up as they are. They are scores of any size; subtract the logarithm of the sum of their powers to get ln p.",
    zh="logits 原样加了起来。它们只是大小不限的分数；减去各个幂之和的对数才是 ln p。",
)
wrong(
    "log_prob",
    "        scores = scores - scores.max()\n",
    "",
    en="exp of a large logit is more than a float can hold. Lower all logits by their largest first: ln p stays the same.",
    zh="大的 logit 取 exp 会超出浮点数的范围。先把所有 logits 减去其中最大的：ln p 不变。",
)
wrong(
    "log_prob",
    "return total",
    "return total / max(len(tokens) - 1, 1)",
    en="This is the mean per token. The probability of the text is the product of all factors: add the logarithms up.",
    zh="这是每个词元的平均值。文本的概率是所有因子的乘积：应当把对数加起来。",
)
wrong(
    "log_prob",
    "return total",
    "return total / np.log(2)",
    en="The logarithm has the base 2; the natural logarithm is asked for.",
    zh="对数的底是 2；要求的是自然对数。",
)
wrong(
    "log_prob",
    "return total",
    'with np.errstate(divide="ignore"):\n        return np.log(np.exp(total))',
    en="The probability itself was multiplied out before the logarithm was taken: for a long text it is rounded to zero. Add logarithms instead.",
    zh="先乘出了概率本身再取对数：文本长时它会被舍入成零。应当把对数相加。",
)
wrong(
    "log_prob",
    "logits, state = step(token, state)",
    "logits, _ = step(token, state)",
    en="The new state is thrown away after the first token, so every token is read as if it were the second of the text. Carry the state along.",
    zh="第一个词元之后，新的状态都被丢掉了，于是每个词元都好像是文本的第二个。应当把状态传下去。",
)
wrong(
    "log_prob",
    "total = 0.0\n    logits, state = step(tokens[0], state)",
    "logits, state = step(tokens[0], state)\n    total = -np.log(len(logits))",
    en="The first token is scored too, as if all were equally likely. It is given: read it, and begin to score with the second.",
    zh="第一个词元也计了分，好像各个词元等可能。它是给定的：只读它，从第二个开始计分。",
)
wrong(
    "log_prob",
    "for token in tokens[1:]:",
    "for token in tokens[1:-1]:",
    en="The last token is not scored. It need not be read, but it belongs to the text.",
    zh="最后一个词元没有计分。它不必读入，但它属于这段文本。",
)

# RNNLanguageModel

wrong(
    "RNNLanguageModel",
    "initial_state=None if states is None else states[k]",
    "initial_state=None",
    en="The states that are handed in are not used: every call begins with zeros, and a text that is read in two parts loses its first part.",
    zh="传入的状态没有用上：每次调用都从零开始，分两段读的文本就丢了前一段。",
)
wrong(
    "RNNLanguageModel",
    "states[k])",
    "states[0])",
    en="Every layer begins with the first layer's state. `states[k]` belongs to layer k.",
    zh="每一层都从第一层的状态开始。`states[k]` 才属于第 k 层。",
)
wrong(
    "RNNLanguageModel",
    "ops.stack(last)",
    "ops.stack(last[-1:])",
    en="Only the uppermost layer's state comes back. Each layer needs its own to go on: (layers, batch, units).",
    zh="只返回了最上面一层的状态。每一层都需要自己的状态才能往下走：(layers, batch, units)。",
)
wrong(
    "RNNLanguageModel",
    "ops.stack(last)",
    "ops.stack(last, axis=1)",
    en="The states are stacked along axis 1. The layers come first: (layers, batch, units).",
    zh="状态沿 axis 1 堆叠了。层在最前面：(layers, batch, units)。",
)
wrong(
    "RNNLanguageModel",
    "h = self.dropout(h, training=training)\n            h, state",
    "h = self.dropout(h, training=training) if k == 0 else h\n            h, state",
    en="Dropout acts on the embedding only. Every recurrent layer reads through it, the upper ones as well.",
    zh="dropout 只作用于嵌入。每个循环层读的内容都要经过它，上面的层也一样。",
)
wrong(
    "RNNLanguageModel",
    "h = self.dropout(h, training=training)\n            h, state",
    "h, state",
    en="Dropout is never used: in training nothing is hidden. Each recurrent layer reads through `self.dropout`.",
    zh="没有用到 dropout：训练时什么也没有遮住。每个循环层都要通过 `self.dropout` 来读。",
)
wrong(
    "RNNLanguageModel",
    "self.dropout(h, training=training)",
    "self.dropout(h, training=True)",
    en="Dropout hides numbers outside of training, too: the same text gets other logits each time. Hand `training` on.",
    zh="不训练时 dropout 也在遮：同一段文本每次得到的 logits 都不同。请把 `training` 传下去。",
)
wrong(
    "RNNLanguageModel",
    "return self.dense(h), ops.stack(last)",
    "h = self.dropout(h, training=training)\n        return self.dense(h), ops.stack(last)",
    en="The output layer reads through dropout, too. It hides a share of what each recurrent layer reads, and of nothing else.",
    zh="输出层读的内容也经过了 dropout。它只遮住每个循环层所读内容的一部分，别的不遮。",
)
wrong(
    "RNNLanguageModel",
    "self.dense = keras.layers.Dense(vocabulary)",
    'self.dense = keras.layers.Dense(vocabulary, activation="softmax")',
    en="The output layer has a softmax, so probabilities come out. Asked for are logits.",
    zh="输出层带了 softmax，出来的是概率。要求的是 logits。",
)
wrong(
    "RNNLanguageModel",
    "h, state = layer(h, initial_state=None if states is None else states[k])\n            last.append(state)\n        return self.dense(h), ops.stack(last)",
    "h, state = layer(h, initial_state=None if states is None else states[k])\n            last.append(state)\n        return self.dense(h[:, -1]), ops.stack(last)",
    en="There are logits for the last place only. A language model predicts at every place: (batch, time, vocabulary).",
    zh="只有最后一个位置有 logits。语言模型在每个位置都作预测：(batch, time, vocabulary)。",
)
wrong(
    "RNNLanguageModel",
    "return self.dense(h), ops.stack(last)",
    "return ops.reshape(self.dense(h), (-1, self.dense.units)), ops.stack(last)",
    en="Batch and time have been laid into one axis. Keep them apart: (batch, time, vocabulary).",
    zh="批次与时间并成了一个轴。请把它们分开：(batch, time, vocabulary)。",
)
wrong(
    "RNNLanguageModel",
    "keras.layers.SimpleRNN(units, **every) for _ in range(layers)",
    "keras.layers.SimpleRNN(units, **every) for _ in range(min(layers, 1))",
    en="There is one recurrent layer, whatever `layers` says.",
    zh="不管 `layers` 是多少，都只有一个循环层。",
)

# update

wrong(
    "update",
    "model(ids[:, :-1], training=True)",
    "model(ids[:, 1:], training=True)",
    en="The model reads its own labels. It reads all but the last place and is to name all but the first.",
    zh="模型读到的就是标签。它应当读除最后一个之外的所有位置，说出除第一个之外的所有词元。",
)
wrong(
    "update",
    "labels = ids[:, 1:]",
    "labels = ids[:, :-1]",
    en="The labels are the very symbols that are read. Move them by one place: ids[:, 1:].",
    zh="标签就是读入的那些符号。应当移一位：ids[:, 1:]。",
)
wrong(
    "update",
    "loss = ops.sum(losses * counted) / ops.sum(counted)",
    "loss = ops.mean(losses)",
    en="Padding is counted as if it were something to learn. Leave out the places whose label is 0.",
    zh="填充也被当成要学的内容计入了。标签为 0 的位置应当略去。",
)
wrong(
    "update",
    "loss = ops.sum(losses * counted) / ops.sum(counted)",
    "loss = ops.mean(losses * counted)",
    en="The losses of padding are zero, but its places still count in the denominator. Divide by the number of labels that are counted.",
    zh="填充处的损失成了零，但分母里仍有这些位置。应当除以计入的标签个数。",
)
wrong(
    "update",
    "loss = ops.sum(losses * counted) / ops.sum(counted)",
    "loss = ops.mean(ops.sum(losses * counted, axis=1) / ops.sum(counted, axis=1))",
    en="Each sentence has its mean, and the means are averaged: words of short sentences weigh more. Take one mean over all labels.",
    zh="先对每个句子求平均，再把平均值平均：短句里的词分量更重。应当对全部标签只求一次平均。",
)
wrong(
    "update",
    "loss = ops.sum(losses * counted) / ops.sum(counted)",
    "loss = ops.sum(losses * counted)",
    en="The losses were added up. Asked for is the mean per label, so that a larger batch does not make larger steps.",
    zh="损失被加了起来。要求的是每个标签的平均，这样批次大，步子不会跟着变大。",
)
wrong(
    "update",
    "counted = ops.cast(labels != 0, losses.dtype)",
    "counted = ops.cast(ids[:, :-1] != 0, losses.dtype)",
    en="What counts is decided by the input. After the last word of a sentence the input is a word and the label padding: go by the labels.",
    zh="是否计入看的是输入。句子的最后一个词之后，输入是词而标签是填充：应当看标签。",
)
wrong(
    "update",
    "model(ids[:, :-1], training=True)",
    "model(ids[:, :-1])",
    en="The model is not told that it is being trained, so its dropout hides nothing. Call it with training=True.",
    zh="没有告诉模型这是在训练，它的 dropout 就什么也不遮。调用时请给 training=True。",
)
wrong(
    "update",
    "    optimizer.apply(tape.gradient(loss, weights), weights)\n",
    "    tape.gradient(loss, weights)\n",
    en="The gradient is computed and not used: the weights stay as they were. Hand it to the optimizer.",
    zh="梯度算了出来却没有用：权重没有变。请把它交给 optimizer。",
)
wrong(
    "update",
    "    optimizer.apply(tape.gradient(loss, weights), weights)\n",
    "    for weight, gradient in zip(weights, tape.gradient(loss, weights), strict=True):\n        weight.assign(weight - 0.01 * gradient)\n",
    en="The weights are moved by hand with a rate of one's own. The optimizer knows the rate and the rule: `optimizer.apply`.",
    zh="权重是按自己定的步长手动移动的。步长和规则由 optimizer 决定：`optimizer.apply`。",
)
wrong(
    "update",
    "weights = model.trainable_variables",
    "weights = model.trainable_variables[:1]",
    en="Only the first of the weights is taught. All trainable weights take part.",
    zh="只教了第一个权重。所有可训练的权重都应参与。",
)
wrong(
    "update",
    "return loss",
    "return float(loss)",
    en="`float` needs a value, and while TensorFlow compiles there is none yet. Return the tensor as it is.",
    zh="`float` 需要具体的值，而 TensorFlow 编译时还没有值。请原样返回张量。",
)
