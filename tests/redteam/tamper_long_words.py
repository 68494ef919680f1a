"""Raises and shows words without an end: a hundred thousand characters of no width, combining marks upon one letter, names as long."""

DESERVES = {"count_parameters": 1.0}

# %% right count_parameters


# %% gru_step
def gru_step(x_t, h_prev, gates):
    raise ValueError("\u200b\u2060\ufeff\u200d" * 25_000 + "right")


# %% flip_convention
def flip_convention(gates):
    raise type("e" + "\u0301\u0489\u20dd" * 30_000, (Exception,), {})("w" * 1_000_000)


# %% as_simple_rnn
exec(f"def {'ſ' * 50_000}(*_): raise KeyError('{'﷽' * 50_000}')")
as_simple_rnn = globals()["s" * 50_000]

# %% below check_gru_step
print("w" * 150_000, "\u202e" * 1000, "\u0e49" * 10_000)
