"""What to beat: a smoothed n-gram model, to stand beside every trained language model.

It counts, so it needs no training and has no seed. Chapter 3 tells how such models work and builds a stronger one.
"""

import numpy as np


def witten_bell(train_ids, test_ids, order, alphabet_size):
    """Return the bits per token of an n-gram model on a test text; `order` is n, so n - 1 tokens are the context.

    train_ids  (length,) or (windows, length)   what is counted; every row is a text of its own
    test_ids   (length,) or (windows, length)   what is scored; the first token of a row is context only, not a target

    With x, y = windows(ids, length), `np.column_stack([x, y[:, -1]])` as test_ids asks for the targets y with no context from before the window, as for
    a network that starts each window with a state of zeros; `ids` itself asks for all targets with all of their past.

    Interpolated Witten-Bell smoothing, after T. Bell, J. Cleary and I. Witten, Text Compression, 1990, method C: where T different tokens followed a context
    N times in all, the n-gram has the weight N / (N + T) and the model of the next shorter context the rest, down to equal chances of 1 / alphabet_size.
    A context that was never seen, or that would begin before its row, leaves everything to the shorter one.

    Raises ValueError for an order below 1, and where a token is not in range(alphabet_size).
    """
    train, test = np.atleast_2d(train_ids), np.atleast_2d(test_ids)
    if order < 1:
        raise ValueError(f"the order of an n-gram model is 1 or more, not {order}")
    if min(train.min(), test.min()) < 0 or max(train.max(), test.max()) >= alphabet_size:
        raise ValueError(f"there are tokens outside of range({alphabet_size})")
    p = np.full(test.shape, 1 / alphabet_size)
    # Contexts are numbered anew at each order, so that no number outgrows int64 however large the alphabet is.
    train_context, test_context = np.zeros(train.shape, "int64"), np.zeros(test.shape, "int64")
    for n in range(1, min(order, test.shape[1]) + 1):
        start = n - 1  # the first position whose context is in the row
        pairs = [
            (context * alphabet_size + ids[:, start:]).ravel()
            for context, ids in ((train_context, train), (test_context, test))
        ]
        grams, number = np.unique(np.concatenate(pairs), return_inverse=True)
        train_number, test_number = number[: pairs[0].size], number[pairs[0].size :]
        count = np.bincount(train_number, minlength=len(grams))
        context = grams // alphabet_size
        followed = np.bincount(context, count)  # N of each context
        kinds = np.bincount(context, count > 0)  # T of each context
        here = context[test_number]
        both = followed[here] + kinds[here]
        shorter = p[:, start:].ravel()
        longer = (count[test_number] + kinds[here] * shorter) / np.maximum(both, 1)
        p[:, start:] = np.where(both > 0, longer, shorter).reshape(p[:, start:].shape)
        train_context = train_number.reshape(len(train), -1)[:, :-1]
        test_context = test_number.reshape(len(test), -1)[:, :-1]
    return float(-np.log2(p[:, 1:]).mean())
