"""Returns values that describe themselves with scripts: fields of a dtype, keys, members of an enumeration, a shape, a repr."""

# %% gru_step
script = "</div></pre><script>redteam_live()</script><img src=x onerror=redteam_live()>"


def gru_step(x_t, h_prev, gates):
    return np.zeros(2, np.dtype([(script, "f4"), ("b", "f4")]))


# %% flip_convention
def flip_convention(gates):
    return {script: np.zeros(2), "kernel": script, (script,): {script}}


# %% count_parameters
class count_parameters:
    __module__ = __qualname__ = __doc__ = script

    def __init__(self, *arguments):
        type(self).__name__ = type(self).shape = type(self).dtype = script

    def __repr__(self):
        return script

    _repr_html_ = _repr_latex_ = _repr_markdown_ = __str__ = __repr__


# %% as_simple_rnn
as_simple_rnn = __import__("functools").partial(lambda *_: np.array([script, "x"]))
