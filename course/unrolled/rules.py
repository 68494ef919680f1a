"""What an exercise rules out: announced under its text, and noted where an answer uses it.

Only what student code starts counts: the probe, and Keras within, may use anything.
"""

import contextlib
import inspect
import linecache
import sys
from functools import wraps
from importlib import import_module
from types import CodeType

from unrolled.probes import ruled_out

RULES_OUT = ("this exercise rules out {}", "本练习不允许使用 {}")
SEPARATORS = (", ", "、")
USED = (". Used here: {}", "。此处用到：{}")
# What does the same work under another name.
OTHER_NAMES = {
    "tensorflow.clip_by_global_norm": (
        "tensorflow.compat.v1.clip_by_global_norm",
        "tensorflow.python.ops.clip_ops.clip_by_global_norm",
    ),
    "keras.layers.LSTM": ("tensorflow.raw_ops.BlockLSTM", "tensorflow.raw_ops.BlockLSTMV2"),
    "keras.layers.LSTMCell": ("tensorflow.raw_ops.LSTMBlockCell",),
    "keras.layers.GRUCell": ("tensorflow.raw_ops.GRUBlockCell",),
    "keras.ops.one_hot": ("keras.ops.nn.one_hot", "tensorflow.one_hot", "tensorflow.raw_ops.OneHot"),
    "keras.utils.pad_sequences": ("keras.preprocessing.sequence.pad_sequences",),
    "keras.initializers.Orthogonal": ("keras.initializers.OrthogonalInitializer",),
}


def rule(name):
    """Return what exercise `name` rules out as a sentence without its stop, (English, Chinese), the names in backquotes; None if nothing."""
    names = ruled_out(name)
    if not names:
        return None
    return tuple(
        text.format(between.join(f"`{each}`" for each in names))
        for text, between in zip(RULES_OUT, SEPARATORS, strict=True)
    )


def against_the_rules(name, calls):
    """Return what to say of uses, (dotted name, "line N: source" or ""), of what exercise `name` rules out; None where there are none."""
    if not calls:
        return None
    where = "; ".join(f"{used} ({line})" if line else used for used, line in calls)
    return tuple(text.replace("`", "") + used.format(where) for text, used in zip(rule(name), USED, strict=True))


def forbidden(name):
    """Return the dotted names of what exercise `name` rules out, and of what does the same work."""
    return [each for listed in ruled_out(name) for each in (listed, *OTHER_NAMES.get(listed, ()))]


@contextlib.contextmanager
def noting(name, namespace):
    """While open, note what student code uses of what exercise `name` rules out.

    Yields {(dotted name, "line N: source"): None} in the order of the uses; the line is that of the student's namespace, and empty where
    none of its lines is on the way: a class that builds on what is ruled out, a copy of it, another thread.
    """
    seen = {}
    with contextlib.ExitStack() as undo:
        parts = list(_parts(name, namespace))
        for dotted in forbidden(name):
            home, _, attribute = dotted.rpartition(".")
            home = import_module(home)
            original = getattr(home, attribute)
            if not isinstance(original, type):
                wrapper = _noting(original, dotted, namespace, seen)
                _replace(undo, home, attribute, wrapper)
                for own in [own for own, value in namespace.items() if value is original]:
                    undo.callback(namespace.__setitem__, own, original)
                    namespace[own] = wrapper
                continue
            for value in parts:
                if _built_on(value, original):
                    seen[dotted, ""] = None
            for method in "__init__", "call":  # however the student got hold of the class, or of one of its kind
                if hasattr(original, method):
                    _replace(undo, original, method, _noting(getattr(original, method), dotted, namespace, seen))
        yield seen


def _parts(name, namespace):
    """Yield what an answer consists of: what exercise `name` is, whatever of the namespace its code names, whatever that names, and so on.

    Other exercises' classes, and those that the notebook gives, are none of it.
    """
    names, known = [name], set()
    while names:
        each = names.pop()
        if each in known or each not in namespace:
            continue
        known.add(each)
        yield (value := namespace[each])
        for part in [value, *(vars(value).values() if isinstance(value, type) else ())]:
            names += _named(getattr(getattr(part, "__func__", part), "__code__", None))
        names += [base.__name__ for base in value.__bases__] if isinstance(value, type) else []


def _named(code):
    """Return the names in a function's code, and in what is defined within."""
    if code is None:
        return []
    return [*code.co_names, *(each for part in code.co_consts if isinstance(part, CodeType) for each in _named(part))]


def _built_on(value, original):
    """Say whether a student's class is the original, inherits from it, or has the code of its `call`."""
    if not isinstance(value, type):
        return False
    code = getattr(getattr(original, "call", None), "__code__", None)
    own = getattr(getattr(value, "call", None), "__code__", None)
    return issubclass(value, original) or (code is not None and own is code)


def _replace(undo, owner, attribute, new):
    there = attribute in vars(owner)
    undo.callback(*((setattr, owner, attribute, getattr(owner, attribute)) if there else (delattr, owner, attribute)))
    setattr(owner, attribute, new)


def _noting(original, dotted, namespace, seen):
    @wraps(original)
    def call(*arguments, **options):
        if (line := _students(inspect.currentframe().f_back, namespace)) is not None:
            seen[dotted, line] = None
        return original(*arguments, **options)

    with contextlib.suppress(ValueError):  # some functions of C have none
        call.__signature__ = inspect.signature(original)  # Keras looks at that of a layer's `__init__`
    return call


def _students(frame, namespace):
    """Return the student's line that led here, "line N: source", "" where none is on the way, and None where it was a probe."""
    while frame is not None:
        if frame.f_globals is namespace:
            line = linecache.getline(frame.f_code.co_filename, frame.f_lineno).strip()
            return f"line {frame.f_lineno}: {line}"
        module = frame.f_globals.get("__name__")
        probe = type(module) is str and module.startswith("unrolled.probes")
        if probe and vars(sys.modules.get(module, object)) is frame.f_globals:  # and none that only says so
            return None
        frame = frame.f_back
    return ""
