"""Leaves cells of its own that fail: a name, a syntax error, an assertion, an interrupt, and a wild exception."""

# %% below gru_step
assert False, "I was not sure here"


# %% below check_gru_step
class Strange(BaseException):
    def __str__(self):
        raise ValueError("no words")


raise Strange

# %% notebook
insert("flip_convention", "def unfinished(:")
insert("flip_convention", "raise KeyboardInterrupt")
insert("flip_convention", "undefined_name + 1")
