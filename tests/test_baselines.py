"""The smoothed n-gram model is what its docstring says, and a probability model."""

import time

import numpy as np
import pytest
from unrolled import data
from unrolled.baselines import witten_bell

ALPHABET = 4


def probability(train, context, token):
    """Witten-Bell by definition, one token at a time; `train` is a list of rows."""
    if context is None:
        return 1 / ALPHABET
    size = len(context) + 1
    grams = [tuple(row[t : t + size]) for row in train for t in range(len(row) - size + 1)]
    following = [gram[-1] for gram in grams if gram[:-1] == tuple(context)]
    shorter = probability(train, context[1:] if len(context) else None, token)
    if not following:
        return shorter
    kinds = len(set(following))
    return (following.count(token) + kinds * shorter) / (len(following) + kinds)


def by_hand(train, test, order):
    bits = []
    for row in test:
        for t in range(1, len(row)):
            context = row[max(0, t - order + 1) : t]
            bits.append(-np.log2(probability(train, context, row[t])))
    return np.mean(bits)


@pytest.fixture
def texts():
    rng = np.random.default_rng(3)
    return rng.integers(ALPHABET, size=30), rng.integers(ALPHABET, size=25)


@pytest.mark.parametrize("order", [1, 2, 3, 5])
def test_it_is_the_definition(texts, order):
    train, test = texts
    assert witten_bell(train, test, order, ALPHABET) == pytest.approx(by_hand([list(train)], [list(test)], order))


@pytest.mark.parametrize("order", [1, 2, 4])
def test_rows_are_texts_of_their_own(texts, order):
    train, test = (ids.reshape(5, -1) for ids in texts)
    assert witten_bell(train, test, order, ALPHABET) == pytest.approx(by_hand(train.tolist(), test.tolist(), order))


@pytest.mark.parametrize("order", [1, 3])
def test_the_probabilities_of_all_next_tokens_sum_to_one(texts, order):
    train, test = texts
    for context in (test[:4], np.zeros(4, int)):
        whole = len(context)  # the bits are a mean over that many targets
        ends = [np.append(context, token) for token in range(ALPHABET)]
        total = [witten_bell(train, end, order, ALPHABET) * whole for end in ends]
        before = witten_bell(train, context, order, ALPHABET) * (whole - 1)
        assert sum(2 ** -(bits - before) for bits in total) == pytest.approx(1)


def test_windows_have_the_targets_of_a_network():
    ids = np.random.default_rng(0).integers(ALPHABET, size=50)
    x, y = data.windows(ids, 6)
    rows = np.column_stack([x, y[:, -1]])
    assert np.array_equal(rows[:, 1:], y)
    assert witten_bell(ids, rows, 2, ALPHABET) == pytest.approx(witten_bell(ids, ids[: y.size + 1], 2, ALPHABET))


def test_an_order_above_the_length_of_a_row_changes_nothing(texts):
    train, test = texts[0], texts[1].reshape(5, 5)
    assert witten_bell(train, test, 9, ALPHABET) == witten_bell(train, test, 5, ALPHABET)


def test_a_large_alphabet_and_a_high_order_do_not_overflow():
    ids = np.random.default_rng(0).permutation(20_000)
    assert witten_bell(ids, ids, 9, 20_000) < witten_bell(ids, ids[::-1], 9, 20_000)


def test_longer_contexts_help_on_a_book_and_it_is_quick():
    ids, alphabet = data.encode(data.clean(data.book()))
    learn, test = data.split(ids)
    started = time.process_time()
    bits = [witten_bell(learn, test, order, len(alphabet)) for order in (1, 2, 3, 5)]
    assert time.process_time() - started < 20
    assert bits == sorted(bits, reverse=True)
    assert bits[-1] < 2.5 < bits[0] < np.log2(len(alphabet))


def test_what_can_not_be_scored_is_refused():
    with pytest.raises(ValueError, match="1 or more, not 0"):
        witten_bell([0, 1], [1, 0], 0, 2)
    for train, test in (([0, 2], [0, 1]), ([0, 1], [0, -1])):
        with pytest.raises(ValueError, match="outside of range"):
            witten_bell(train, test, 2, 2)
