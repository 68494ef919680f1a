"""Mistakes of chapter 3, language models."""

from autograder.misconceptions import wrong

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
    zh="只有没见过的字符才去问较短的上文：那是回退 (back-off)，而且没有归一化因子，和不是一。插值要给所有字符都加上这一份。",
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
    "h = context[len(context) - k :]",
    "h = context[:k]",
    en="The shorter contexts are taken from the beginning. The characters next to the one to predict matter: shorten from the left.",
    zh="较短的上文是从开头取的。要紧的是紧挨着被预测字符的那些：应当从左边缩短。",
)
wrong(
    "kneser_ney",
    "h = context[len(context) - k :]",
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
