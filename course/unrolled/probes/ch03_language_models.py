"""Probes of chapter 3, language models. Texts are random strings over small alphabets, so that contexts repeat and some never occur."""

import numpy as np

from unrolled.probes import Case, probe

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _ngram_letters(rng, size):
    """Draw an alphabet of `size` letters, as a string in random order."""
    return "".join(rng.permutation(list(LETTERS))[:size])


def _ngram_text(rng, letters, length):
    return "".join(rng.choice(list(letters), size=length))


def _ngram_words(rng, kinds, length):
    """Draw a tuple of words of three letters."""
    words = [_ngram_letters(rng, 3) for _ in range(kinds)]
    return tuple(str(word) for word in rng.choice(words, size=length))


def _ngram_table(rng, letters, n, share=0.6):
    """Draw a table of n-grams: a random share of all that there could be, with numbers from 1 to 9."""
    grams = [""]
    for _ in range(n):
        grams = [gram + w for gram in grams for w in letters]
    return {gram: int(rng.integers(1, 10)) for gram in grams if rng.random() < share}


def _ngram_shown(table):
    """Return a dict with its keys as text and tables within it too, for `compare`; a tuple of words keeps its brackets."""
    if not isinstance(table, dict):
        return table
    return {key if isinstance(key, str) else str(key): _ngram_shown(value) for key, value in table.items()}


def _ngram_predict(seed, size):
    """Return a made-up model: for each context probabilities of its own, in whatever order it is asked."""

    def predict(context):
        return np.random.default_rng([seed, len(context), *map(ord, context)]).dirichlet(np.ones(size))

    return predict


@probe
def ngram_counts(student, rng):
    text = _ngram_text(rng, _ngram_letters(rng, 3), 40)
    words = _ngram_words(rng, 3, 25)
    letter, times = _ngram_letters(rng, 1), int(rng.integers(6, 1_000))
    short = _ngram_letters(rng, 5)

    def counts(tokens, n):
        return lambda: _ngram_shown(dict(student.ngram_counts(tokens, n)))

    yield Case("single characters", "单个字符", counts(text, 1))
    yield Case("three characters in a row", "连续三个字符", counts(text, 3))
    yield Case("pairs of words", "词的二元组", counts(words, 2))
    yield Case("one letter, repeated: n-grams overlap", "同一个字母重复：n 元组互相重叠", counts(letter * times, 3))
    yield Case(
        "as long as the text, and longer",
        "与文本一样长，以及比文本更长",
        lambda: [counts(short, 5)(), counts(short, 6)()],
    )


@probe
def conditional_table(student, rng):
    letters = _ngram_letters(rng, 4)
    ones, twos, fours = (_ngram_table(rng, letters, n) for n in (1, 2, 4))
    ones[letters[0]] = 3  # at least one
    words = _ngram_words(rng, 4, 12)
    triples = {words[k : k + 3]: int(rng.integers(1, 10)) for k in range(10)}

    def table(counts):
        return lambda: _ngram_shown(student.conditional_table(dict(counts)))

    def again():
        given = dict(twos)
        student.conditional_table(given)
        return _ngram_shown(student.conditional_table(given))

    yield Case("bigrams of characters", "字符的二元组", table(twos))
    yield Case("n = 1: the context is empty", "n = 1：上文为空", table(ones))
    yield Case("n = 4: a context of three characters", "n = 4：三个字符的上文", table(fours))
    yield Case("trigrams of words", "词的三元组", table(triples))
    yield Case(
        "the counts handed in stay as they were: asked again, the answer is the same",
        "传入的计数保持原样：再问一次，答案相同",
        again,
    )


@probe
def additive_smoothing(student, rng):
    letters = _ngram_letters(rng, int(rng.integers(5, 9)))
    ones, threes = _ngram_table(rng, letters, 1), _ngram_table(rng, letters, 3, share=0.4)
    seen = next(iter(threes))[:2]
    never = letters[-1] + letters[-2]
    threes = {gram: n for gram, n in threes.items() if gram[:2] != never or gram[:2] == seen}
    eps = float(rng.uniform(0.05, 0.5))
    axes = ("vocabulary",)

    def smooth(counts, context, eps):
        return lambda: student.additive_smoothing(dict(counts), context, letters, eps)

    def unseen():
        given = dict(threes)  # the same for both: nothing may be changed in it
        return [student.additive_smoothing(given, context, letters, eps) for context in (never, seen)]

    yield Case("an empty context", "空的上文", smooth(ones, "", eps), axes)
    yield Case("a context of two characters", "两个字符的上文", smooth(threes, seen, eps), axes)
    yield Case("eps = 1: Laplace's rule", "eps = 1：拉普拉斯的规则", smooth(threes, seen, 1), axes)
    yield Case(
        "a very small eps: nearly the relative frequencies",
        "很小的 eps：接近相对频率",
        smooth(threes, seen, 1e-9),
        axes,
    )
    yield Case(
        "a context that was never seen, and one that was",
        "从未见过的上文，与见过的上文",
        unseen,
    )


@probe
def perplexity_forms(student, rng):
    some = rng.uniform(0.05, 1, size=int(rng.integers(5, 12)))
    long = rng.uniform(0.01, 0.3, size=int(rng.integers(4_000, 6_000)))
    choices, sure = int(rng.integers(30, 3_000)), rng.uniform(0.9, 0.99, size=7)
    rare = rng.uniform(1e-9, 1e-6, size=6)

    def forms(p):
        return lambda: [float(value) for value in student.perplexity_forms(p.copy())]

    def again():
        given = long.copy()
        student.perplexity_forms(given)
        return [float(value) for value in student.perplexity_forms(given)]

    yield Case("some probabilities", "若干概率", forms(some))
    yield Case("equal chances among many", "许多个等可能的选择", forms(np.full(9, 1 / choices)))
    yield Case("a model that is nearly sure", "几乎有把握的模型", forms(sure))
    yield Case("a model that is worse than guessing", "比乱猜还差的模型", forms(rare))
    yield Case("thousands of tokens, asked twice", "几千个词元，问两次", again)


@probe
def corpus_scores(student, rng):
    losses = rng.uniform(0.5, 6, size=6)
    tokens = rng.permutation(np.array([3, 70, 210, 500, 900, 1_500])) + rng.integers(1, 3, size=6)
    total = int(tokens.sum())
    even = np.full(6, int(rng.integers(40, 90)))
    alike = np.full(6, rng.uniform(1, 4))

    def scores(losses, tokens, characters):
        return lambda: list(student.corpus_scores(losses.copy(), tokens.copy(), characters))

    yield Case("a single batch of characters", "一批字符", scores(losses[:1], tokens[:1], int(tokens[0])))
    yield Case("batches of one size, characters", "各批一样大，词元是字符", scores(losses, even, int(even.sum())))
    yield Case("batches that cost the same, words", "各批损失相同，词元是词", scores(alike, tokens, 5 * total))
    yield Case("batches of many sizes, words", "各批大小不一，词元是词", scores(losses, tokens, 6 * total + 1))
    yield Case(
        "lists instead of arrays",
        "用列表代替数组",
        lambda: list(student.corpus_scores(losses[:4].tolist(), tokens[:4].tolist(), total)),
    )


@probe
def continuation_counts(student, rng):
    letters = _ngram_letters(rng, 5)
    twos, threes = _ngram_table(rng, letters, 2), _ngram_table(rng, letters, 3)
    words = _ngram_words(rng, 4, 30)
    pairs = {words[k : k + 2]: int(rng.integers(1, 10)) for k in range(29)}
    often = {
        letters[0] + letters[1]: int(rng.integers(500, 900)),
        **{w + letters[2]: 1 for w in letters[: rng.integers(2, 5)]},
    }

    def numbers(counts):
        return lambda: _ngram_shown(dict(student.continuation_counts(dict(counts))))

    def again():
        given = dict(threes)
        student.continuation_counts(given)
        return _ngram_shown(dict(student.continuation_counts(given)))

    yield Case("bigrams of characters", "字符的二元组", numbers(twos))
    yield Case("trigrams of characters, asked twice", "字符的三元组，问两次", again)
    yield Case("bigrams of words", "词的二元组", numbers(pairs))
    yield Case(
        "one that occurs hundreds of times after one letter, one that occurs once after each of several",
        "一个在同一个字母后出现几百次，另一个在几个字母后各出现一次",
        numbers(often),
    )


@probe
def kneser_ney(student, rng):
    letters = _ngram_letters(rng, 6)
    discount = float(rng.uniform(0.3, 0.9))
    seen, new = letters[:3], letters[3] + letters[1:3]
    tables = [_ngram_table(rng, letters, n) for n in (1, 2, 3, 4)]
    tables[0].pop(letters[5], None)  # a character that was never counted
    tables[0] |= {letters[0]: int(rng.integers(1, 10)), letters[1]: 1}
    for k in (1, 2, 3):  # the contexts that are asked for occur, each before two characters or more
        h = seen[3 - k :]
        tables[k] |= {h + letters[0]: 1, h + letters[2]: int(rng.integers(2, 10))}
    once = letters[4]  # a context that occurs a single time
    tables[1] = {gram: c for gram, c in tables[1].items() if gram[0] != once} | {once + letters[2]: 1}
    tables[3] = {gram: c for gram, c in tables[3].items() if gram[:3] != new}
    axes = ("vocabulary",)

    def model(tables, context, **options):
        return lambda: student.kneser_ney([dict(table) for table in tables], context, letters, **options)

    yield Case("1-grams only: the rest is shared equally", "只有一元组：余下的平均分配", model(tables[:1], ""), axes)

    def discounts():
        given = [dict(table) for table in tables]  # the same for both: nothing may be changed in them
        return [student.kneser_ney(given, seen, letters, discount=d) for d in (discount, 1.0)]

    yield Case("a context of one character", "一个字符的上文", model(tables[:2], seen[2:]), axes)
    yield Case("a context that occurs once", "只出现一次的上文", model(tables[:2], once), axes)
    yield Case("a context of three characters", "三个字符的上文", model(tables, seen), axes)
    yield Case("other discounts, the same tables", "别的折扣，同样的表", discounts)
    yield Case(
        "a context that was never seen: the shorter one answers",
        "从未见过的上文：由较短的回答",
        model(tables, new),
        axes,
    )
    yield Case(
        "a context longer than the tables", "比表更长的上文", model(tables, letters[4] + letters[5] + seen), axes
    )
    yield Case("a context shorter than the tables", "比表更短的上文", model(tables, seen[1:]), axes)


@probe
def ngram_log_prob(student, rng):
    letters = _ngram_letters(rng, 5)
    predict = _ngram_predict(int(rng.integers(1_000_000)), len(letters))
    text, long = _ngram_text(rng, letters, 12), _ngram_text(rng, letters, 1_200)

    def log_prob(text, n):
        return lambda: student.ngram_log_prob(predict, text, n, letters)

    yield Case("n = 1: every context is empty", "n = 1：每个上文都是空的", log_prob(text, 1))
    yield Case("n = 3", "n = 3", log_prob(text, 3))
    yield Case("a text shorter than n", "比 n 短的文本", log_prob(text[:3], 6))
    yield Case("a long text", "长文本", log_prob(long, 2))
    yield Case(
        "the same letters in two orders, n = 2",
        "同样的字母，两种顺序，n = 2",
        lambda: [log_prob(text, 2)(), log_prob("".join(sorted(text)), 2)()],
    )
