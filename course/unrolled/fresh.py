"""What a cell may leave on that changes what other code does: set back while an exercise is checked, and named."""

import contextlib
import warnings

import numpy as np
from keras import config

ERRORS = {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}  # what NumPy does by itself
KERAS = {  # as in a new notebook; the policy after the float type, which it may be made of
    "floatx": ("float32", config.floatx, config.set_floatx),
    "epsilon": (1e-7, config.epsilon, config.set_epsilon),
    "dtype_policy": ("float32", config.dtype_policy, config.set_dtype_policy),
}
LEFT_ON = ("set back while this was checked: {}, left on by a cell", "检查时已恢复默认设置：{}（由某个单元格更改）")
NAMES = "warnings.simplefilter", "numpy.seterr", *(f"keras.config.set_{name}" for name in KERAS)


@contextlib.contextmanager
def fresh():
    """While open, what may be left on is as in a new notebook; yields the names of what was not, of NAMES."""
    found = []
    with contextlib.ExitStack() as undo:
        # IPython makes an error of a warning of its own, in every notebook.
        if any(action == "error" and kind.__module__ == "builtins" for action, _, kind, *_ in warnings.filters):
            found.append("warnings.simplefilter")
            undo.enter_context(warnings.catch_warnings(action="ignore"))
        if np.geterr() != ERRORS:
            found.append("numpy.seterr")
            undo.enter_context(np.errstate(**ERRORS))
        for name, (normal, get, put) in KERAS.items():
            if getattr(there := get(), "name", there) != normal:
                found.append(f"keras.config.set_{name}")
                undo.callback(put, there)
                put(normal)
        yield found


def set_back(names):
    """Return what a report says of what was set back, in both languages; None where nothing was."""
    known = [name for name in NAMES if name in names]  # whatever a student's code has written
    return tuple(text.format(", ".join(known)) for text in LEFT_ON) if known else None
