"""Compare what student code returned with what was expected, and say what the difference suggests.

Three jobs: `plain` turns any value into JSON-able data, `close` judges two of them, `explain` finds
the words, in English and Chinese. SHAPES and VALUES list what it can recognise in an array, TEXTS
what it can say: indexes, differences and factors, never the expected values.

    array, tensor, number    {"dtype": "float64", "shape": [2, 3], "data": [six numbers]}
    text, None               themselves
    list, tuple, dict        {"list": [...]}, {"tuple": [...]}, {"dict": {...}}
    a raised exception       {"error": {"type", "message", "lines", "unattempted"}}, see check.py
    anything else            {"other": "its type"}, which equals nothing, not even itself
"""

import math
import re
from itertools import permutations, zip_longest
from typing import NamedTuple

import numpy as np

LIMIT = 1_000_000  # elements and characters in one value
DEPTH = 40  # of lists in lists
BITS = 1000  # of a whole number; as a float it is finite
SEARCH = 10_000  # parts to look at for a better message; a student may return very many
_DTYPES = {f"{kind}{bits}" for kind in ("int", "uint", "float") for bits in (16, 32, 64)}
_DTYPES = {name: np.dtype(name) for name in _DTYPES | {"bool", "int", "int8", "uint8", "float"}}
_DTYPES |= {"bfloat16": np.dtype("float32"), "float128": np.dtype("float64")}
_CONTENT = {"list": list, "tuple": list, "dict": dict, "error": dict, "other": str}


# -- plain data ------------------------------------------------------------------------------------


def plain(value):
    """Return a value as JSON-able data, in the form told at the top of this module; never raises.

    Types are read with `type` and subclasses through their base class, so an object that claims to
    equal everything comes out as what it is. Of student code only `__array__` is called, or a tensor's
    `detach` and `cpu` before it.
    """
    room = LIMIT

    def fits(cost):
        nonlocal room
        room -= cost
        return room >= 0

    def walk(value, depth):
        bases = (str, np.generic, bool, int, float, list, tuple, dict)
        base = next((base for base in bases if issubclass(type(value), base)), None)
        data = None
        if base is None or base is np.generic:
            return None if value is None else _plain_array(value, fits)
        if base in (bool, int, float):
            number = value if base is bool else base.__pos__(value)
            if fits(1) and (base is float or number.bit_length() < BITS):
                data = {"dtype": base.__name__, "shape": [], "data": [number]}
        elif fits(1 + base.__len__(value)) and depth < DEPTH:
            if base is str:
                data = str.__str__(value)
            elif base is not dict:
                data = {base.__name__: [walk(part, depth + 1) for part in list(base.__iter__(value))]}
            elif not all(type(key) is str and fits(len(key)) for key in dict.keys(value)):
                data = {"other": "dict with keys that are not text, or too large"}
            else:
                data = {"dict": {key: walk(part, depth + 1) for key, part in list(dict.items(value))}}
        return {"other": f"{base.__name__}, too large"} if data is None else data

    return walk(value, 0)


def _plain_array(value, fits):
    """Return an array, a tensor of any backend or a numpy scalar as plain data."""
    name = str(type.__dict__["__name__"].__get__(type(value)))[:80]
    try:
        if not hasattr(type(value), "__array__"):
            return {"other": name}
        if hasattr(type(value), "detach"):
            value = value.detach().cpu()  # PyTorch converts nothing that is on a GPU or has a gradient
        array = np.asarray(value)  # of a subclass of ndarray, the plain array beneath
        if not (array.dtype.kind in "biuf" or array.dtype.name == "bfloat16"):
            return {"other": f"{name} of dtype {array.dtype.name[:80]}"}
        if not fits(1 + array.size):
            return {"other": f"{name} of shape {array.shape}, too large"}
        with np.errstate(all="ignore"):  # a long double may exceed what JSON holds
            data = array.ravel() if array.dtype.kind in "biu" else array.ravel().astype(np.float64)
        return {"dtype": array.dtype.name, "shape": list(array.shape), "data": data.tolist()}
    except Exception:  # a symbolic tensor, say, or a student's `__array__` that fails
        return {"other": name}


def array(data):
    """Return the array that plain data stands for, None if it stands for none; never raises."""
    if not (type(data) is dict and data.keys() == {"dtype", "shape", "data"}):
        return None
    name, shape, numbers = data["dtype"], data["shape"], data["data"]
    if (type(name), type(shape), type(numbers)) != (str, list, list) or len(shape) > 32:
        return None
    if not all(type(n) is int and n >= 0 for n in shape) or math.prod(shape) != len(numbers):
        return None
    dtype = _DTYPES.get(name)
    allowed = {"b": {bool}, "f": {int, float}}.get(dtype.kind if dtype else None, {int})
    if not dtype or not set(map(type, numbers)) <= allowed:
        return None
    if name == "int" and any(abs(number) >= 2**63 for number in numbers):
        dtype = np.dtype("float64")
    try:
        with np.errstate(all="ignore"):
            return np.array(numbers, dtype).reshape(shape)
    except (ValueError, OverflowError):  # a number too large, or an axis too long even for nothing
        return None


def as_asked(expected, got):
    """Return plain data in the containers of what is expected: a text that gives a shape leaves open whether rows lie in a list or in an array.

    Nested lists or tuples of numbers, all of one length, become an array where one is expected; an array becomes a list of its rows
    where a list or tuple of arrays is. Everything else stays as it is.
    """
    want, have = array(expected), array(got)
    rows = _content(got, "list", "tuple")
    if want is not None and want.ndim and rows is not None:
        have = _numbers(got, rows=True) if rows else np.empty(0)
        return _data(have) if have is not None and have.ndim == want.ndim else got
    parts = _content(expected, "list", "tuple")
    many = parts and have is not None and have.ndim > 1
    if many and [np.shape(array(part)) for part in parts] == [have.shape[1:]] * len(have):
        return {"list": [_data(row) for row in have]}
    if parts and rows and len(rows) == len(parts):
        return {tag: list(map(as_asked, parts, rows)) for tag in got}
    want, have = _content(expected, "dict"), _content(got, "dict")
    if want and have:
        return {"dict": {key: as_asked(want[key], part) if key in want else part for key, part in have.items()}}
    return got


def _data(numbers):
    return {"dtype": numbers.dtype.name, "shape": list(numbers.shape), "data": numbers.ravel().tolist()}


def _numbers(data, depth=4, rows=False):
    """Return a list of numbers, or of equally long lists of numbers, as one array, else None; with `rows`, of tuples and arrays as well."""
    number, parts = array(data), _content(data, "list", *["tuple"] * rows)
    if number is not None and (rows or number.ndim == 0):
        return number
    short = parts and depth and len(parts) <= SEARCH
    rows = [_numbers(part, depth - 1, rows) for part in parts] if short else [None]
    regular = all(row is not None and row.shape == rows[0].shape for row in rows)
    return np.stack(rows) if regular else None


def _content(data, *tags):
    """Return what plain data with one of these tags holds, else None."""
    if type(data) is dict and len(data) == 1:
        ((tag, content),) = data.items()
        if tag in tags and type(content) is _CONTENT[tag]:
            return content
    return None


# -- judging ---------------------------------------------------------------------------------------


def close(expected, got, rtol=1e-5, atol=1e-6):
    """Judge plain data: True where `got` has the kind, the shape and the values of `expected`.

    Element by element |got - expected| <= atol + rtol |expected|; NaN equals NaN; whole numbers must
    be equal. A dtype alone decides nothing, and a list passes for a tuple. Errors are the same if
    type and message are, as far as `said` goes; an exercise not attempted equals nothing.
    """
    want, have = array(expected), array(got)
    if want is not None:
        return have is not None and have.shape == want.shape and bool(_right(want, have, rtol, atol).all())
    want, have = _content(expected, "list", "tuple"), _content(got, "list", "tuple")
    if want is not None:
        same_length = have is not None and len(have) == len(want)
        return same_length and all(close(*pair, rtol, atol) for pair in zip(want, have, strict=True))
    want, have = _content(expected, "dict"), _content(got, "dict")
    if want is not None:
        same_keys = have is not None and have.keys() == want.keys()
        return same_keys and all(close(want[key], have[key], rtol, atol) for key in want)
    if same_error(expected, got):
        return said(expected["error"].get("message")) == said(got["error"].get("message"))
    return type(got) is type(expected) in (str, type(None)) and got == expected


def _right(want, have, rtol, atol):
    """Say for each element whether it is right."""
    if want.dtype.kind in "biu":
        return want == have
    with np.errstate(all="ignore"):
        want, have = want.astype(np.float64), have.astype(np.float64)
        return np.isclose(have, want, rtol, atol, equal_nan=True)


def said(message):
    """Return the words and the shapes in an error's message: single numbers hang on the processor, by rounding or by what a library adds."""
    return re.findall(r"[^\W\d]+|\[[\d, ]*\]|\([\d, ]*\)", message) if isinstance(message, str) else message


def same_error(expected, got):
    want, have = _content(expected, "error"), _content(got, "error")
    if not want or not have or have.get("unattempted") or have.get("type") == "NotDefined":
        return False
    return have.get("type") == want.get("type")


def at_most(bound):
    """Return a judge for results that are not unique: finite numbers, none above `bound`."""
    return between(-math.inf, bound)


def between(low, high):
    """Return a judge for results that are not unique: finite numbers in [low, high].

    The shape still has to be that of the expected value.
    """

    def judge(expected, got, rtol=1e-5, atol=1e-6, axes=None):
        want, have = array(expected), array(as_asked(expected, got))
        if want is None or have is None or want.shape != have.shape:
            return explain(expected, got, rtol, atol, axes)
        if np.all(np.isfinite(have) & (have >= low) & (have <= high)):
            return None
        came = " … ".join(dict.fromkeys(f"{float(end):.4g}" for end in (have.min(), have.max())))
        return say("at_most" if low == -math.inf else "between", came=came, low=low, high=high)

    return judge


def array_of(dtype):
    """Return a judge for arrays whose dtype the text names: "float32", say, or "whole numbers" of any size; a list is no such array."""

    def judge(expected, got, rtol=1e-5, atol=1e-6, axes=None):
        have, wrong = array(got), explain(expected, got, rtol, atol, axes)
        if wrong is not None:
            return wrong
        if have is None:
            return say("no_array", came=_described(got))
        if have.dtype.kind in "iu" if dtype == "whole numbers" else have.dtype == dtype:
            return None
        return say("dtype", came=got["dtype"], asked=(dtype, "整数" if dtype == "whole numbers" else dtype))

    return judge


# -- explaining ------------------------------------------------------------------------------------


def explain(expected, got, rtol=1e-5, atol=1e-6, axes=None):
    """Return None where `got` is right, else the most specific diagnosis: texts (English, Chinese).

    expected, got  plain data
    rtol, atol     see `close`
    axes           names of the axes of expected arrays, such as ("batch", "time", "units")

    Never raises, whatever `got` is. An error is right only where one of its type is expected.
    """
    got = as_asked(expected, got)
    if close(expected, got, rtol, atol) or same_error(expected, got):
        return None
    found = (view(expected, got, rtol, atol, axes) for view in (_nothing, _error, _text, _array, _parts, _entries))
    return next(filter(None, found), None) or _kind(expected, got, rtol, atol)


def say(*keys, **fields):
    """Return some of TEXTS, one below the other, as (English, Chinese).

    A field may be such a pair itself, and so may a key; a key that is None or empty is left out.
    """

    def line(key, lang):
        if type(key) is tuple:
            return key[lang]
        chosen = {name: v[lang] if type(v) is tuple else v for name, v in fields.items()}
        return TEXTS[key].split("\n")[lang].strip().format(**chosen)

    return tuple("\n".join(line(key, lang) for key in keys if key) for lang in (0, 1))


def _nothing(expected, got, rtol, atol, axes):
    return say("nothing") if got is None else None


def _error(expected, got, rtol, atol, axes):
    error = _content(got, "error")
    if error is None:
        return None
    name, message = _shown(error.get("type")), _shown(error.get("message"))
    if error.get("unattempted"):
        return say("unattempted")
    if name == "NotDefined":
        return say("undefined", name=message)
    lines = error.get("lines") if type(error.get("lines")) is list else []
    where = "".join(f"\n    {_shown(line)}" for line in lines[-3:])
    return say("stopped", where and "your_lines", name=name, message=message, where=where)


def _text(expected, got, rtol, atol, axes):
    if not (type(expected) is type(got) is str):
        return None
    spaces, letter_case = got.split() == expected.split(), got.casefold() == expected.casefold()
    kind = (spaces and "spaces") or (letter_case and "letter_case")
    want, have = expected.split(), got.split()
    if spaces or len(want) < 2 or len(have) < 2:
        return say(kind, "text", yours=repr(_shown(got, 60)))
    k = next(k for k, (one, other) in enumerate(zip_longest(want, have)) if one != other)
    ends = (k == len(have) and "too_short") or (k == len(want) and "too_long")
    return say(kind or ends, "text_position", k=k + 1, yours=repr(_shown(" ".join(have[max(k - 2, 0) : k + 3]), 60)))


def _array(expected, got, rtol, atol, axes):
    """Compare two arrays, or two lists of numbers as if they were arrays."""
    want, have = array(expected), array(got)
    if want is None or have is None:
        want, have = _numbers(expected), _numbers(got)
    if want is None or have is None:
        return None
    same_shape = want.shape == have.shape
    if same_shape and _right(want, have, rtol, atol).all():
        return None  # whole numbers in a list with fractions, which `close` judges one by one
    seen = _seen(want, have, got.get("dtype", have.dtype.name), rtol=rtol, atol=atol, axes=axes)
    with np.errstate(all="ignore"):
        message = next(filter(None, (detect(seen) for detect in (VALUES if same_shape else SHAPES))), None)
    if same_shape:
        return message
    names = f"{_tuple(seen.axes)} = " if axes and seen.axes == tuple(axes) else ""
    return say("shape", message, came=f"{have.shape}", shape=f"{names}{want.shape}")


def _parts(expected, got, rtol, atol, axes):
    """Say which part of a list or tuple is wrong: the first, and how many."""
    want, have = _content(expected, "list", "tuple"), _content(got, "list", "tuple")
    if want is None or have is None:
        return None
    n, pairs = len(want), list(zip(want, have, strict=False))
    wrong = [k for k, pair in enumerate(pairs) if not close(*pair, rtol, atol)]
    fields = {"n": n, "came": len(have), "wrong": len(wrong), "right": len(pairs) - len(wrong)}
    if not wrong:
        return say("other_length", pairs and "first_right", **fields)
    if len(have) == n < 200 and _same_in_another_order(want, have, rtol, atol):
        return say("another_order", **fields)
    head = "other_length" if len(have) != n else "wrong_parts" if len(wrong) > 1 else None
    path, pair = [wrong[0] + 1], pairs[wrong[0]]
    while (deeper := _first_wrong(*pair, rtol, atol)) is not None:
        k, pair = deeper
        path.append(k + 1)
    message = explain(*pair, rtol, atol, axes)
    if len(path) > 1:
        return say("path", path=" → ".join(map(str, path)), message=message)
    return say(head, "part", k=path[0], message=message, **fields)


def _first_wrong(expected, got, rtol, atol):
    """Return where two lists of one length, of more than numbers, differ first: the place and the two parts; else None."""
    want, have = _content(expected, "list", "tuple"), _content(got, "list", "tuple")
    if not want or have is None or len(have) != len(want) or _numbers(expected) is not None:
        return None
    if len(want) < 200 and _same_in_another_order(want, have, rtol, atol):
        return None
    return next((k, pair) for k, pair in enumerate(zip(want, have, strict=True)) if not close(*pair, rtol, atol))


def _same_in_another_order(want, have, rtol, atol):
    left = list(have)
    for part in want:
        k = next((k for k, other in enumerate(left) if close(part, other, rtol, atol)), None)
        if k is None:
            return False
        del left[k]
    return True


def _entries(expected, got, rtol, atol, axes):
    """Compare two dicts, the keys first."""
    want, have = _content(expected, "dict"), _content(got, "dict")
    if want is None or have is None:
        return None
    missing, extra = [key for key in want if key not in have], [key for key in have if key not in want]
    if missing or extra:
        keys = missing and "missing_keys", extra and "extra_keys"
        return say(*keys, missing=_listed(missing), extra=_listed(extra))
    key = next(key for key in want if not close(want[key], have[key], rtol, atol))
    return say("entry", key=_shown(key), message=explain(want[key], have[key], rtol, atol, axes))


def _kind(expected, got, rtol, atol):
    """Explain a value of the wrong kind; where the right one is within reach, say so."""
    fields = {"got": _described(got), "want": _described(expected)}
    want, have = _content(expected, "list", "tuple") or [], _content(got, "list", "tuple") or []
    inside = [k + 1 for k, part in enumerate(have[:9]) if close(expected, part, rtol, atol)]
    alone = [k + 1 for k, part in enumerate(want[:9]) if close(part, got, rtol, atol)]
    if inside:
        return say("kind", "part_inside", k=inside[0], **fields)
    if alone:
        return say("kind", "part_alone", k=alone[0], n=len(want), **fields)
    return say("kind", have and array(expected) is not None and "ragged", **fields)


def _described(data):
    """Say in words what kind of value plain data is."""
    value, name = array(data), _content(data, "other")
    if value is not None and value.ndim:
        return f"an array of shape {value.shape}", f"形状 {value.shape} 的数组（array）"
    for tag, zh in ("list", "列表"), ("tuple", "元组"), ("dict", "字典"):
        if (content := _content(data, tag)) is not None:
            return f"a {tag} of length {len(content)}", f"长度为 {len(content)} 的{zh}（{tag}）"
    if name is not None:
        return f"an object of type {_shown(name)}", f" {_shown(name)} 类型的对象"
    if value is not None:
        return "a number", "一个数"
    simple = {str: ("a text", "一段文本（str）"), type(None): ("nothing (None)", "空值（None）")}
    return simple.get(type(data), ("something unreadable", "无法读取的内容"))


def _shown(text, limit=200):
    """Make text from a student fit to print: short, without control characters."""
    text = text if type(text) is str else "?"
    return "".join(c if c.isprintable() else "·" for c in text[:limit]) + "…" * (len(text) > limit)


def _listed(items, limit=6):
    return _shown(", ".join(map(str, items[:limit]))) + ", …" * (len(items) > limit)


# -- recognising mistakes in arrays ----------------------------------------------------------------


class Seen(NamedTuple):
    """What a detector looks at: two arrays of float64 and what is known about them."""

    want: np.ndarray
    have: np.ndarray
    right: np.ndarray  # True where the element is right; meaningless if the shapes differ
    axes: tuple  # names of want's axes, "axis 0" ... if they have none
    dtype: str  # of what came
    whole: bool  # whole numbers are expected
    flags: bool  # True and False are
    rtol: float
    atol: float


def _seen(want, have, dtype, *, rtol, atol, axes):
    whole, flags = want.dtype.kind in "biu", want.dtype.kind == "b"
    names = tuple(axes) if axes and len(axes) == want.ndim else tuple(f"axis {k}" for k in range(want.ndim))
    rtol, atol = (1e-9, 1e-9) if whole else (rtol, atol)
    right = _right(want, have, rtol, atol) if want.shape == have.shape else np.array(False)
    want, have = want.astype(np.float64), have.astype(np.float64)
    if right.shape == want.shape:  # NaN and infinity in their right places would spoil every difference
        settled = right & ~np.isfinite(want)
        want, have = np.where(settled, 0.0, want), np.where(settled, 0.0, have)
    return Seen(want, have, right, names, dtype, whole, flags, rtol, atol)


def _tuple(names):
    return f"({', '.join(names)}{',' * (len(names) == 1)})"


def _same(seen, a, b):
    """Whether b equals a, less strictly than the judge: undoing a mistake may magnify rounding."""
    scale = np.max(np.abs(a), initial=0.0, where=np.isfinite(a))
    return a.shape == b.shape and np.allclose(b, a, 10 * seen.rtol, min(10 * seen.atol, 1e-4 * scale))


def _varies(values):
    return values.size > 2 and np.ptp(values) > 1e-3 * np.max(np.abs(values))


def _axis(seen, name):
    return seen.axes.index(name) if name in seen.axes else None


def _order(seen):
    """The axis along which order matters: time, or the only axis there is."""
    return 0 if seen.want.ndim == 1 else _axis(seen, "time")


def _along(seen, axis):
    """Say for each place along an axis whether everything there is right."""
    return seen.right.all(axis=tuple(k for k in range(seen.right.ndim) if k != axis))


def _size(seen):
    return f"{np.max(np.abs(seen.have - seen.want)):.2g}"


# a wrong shape


def length_one(seen):
    want, have = seen.want.shape, seen.have.shape
    if len(want) != len(have) and [n for n in want if n != 1] == [n for n in have if n != 1]:
        return say("length_one_more" if len(have) > len(want) else "length_one_less")


def swapped_axes(seen):
    want, have = seen.want, seen.have
    if want.ndim != have.ndim or want.ndim > 5 or sorted(want.shape) != sorted(have.shape):
        return None
    orders = [p for p in permutations(range(want.ndim)) if want.transpose(p).shape == have.shape]
    fitting = [p for p in orders if _same(seen, want.transpose(p), have)]
    names = tuple(seen.axes[axis] for axis in (fitting or orders)[0])
    first = names[0] == "time" != seen.axes[0]
    key = "time_first" if first else "transposed" if want.ndim == 2 else "swapped"
    return say(key, fitting and "otherwise_right", order=_tuple(names))


def broadcast(seen):
    n = seen.want.size
    if n > 2 and not seen.whole and seen.want.ndim < 3 and seen.have.shape == (n, n):
        return say("broadcast", n=n)


def missing_axis(seen):
    want, have = seen.want, seen.have
    axes = [k for k, n in enumerate(want.shape) if n and want.take(0, k).shape == have.shape]
    for k in axes:
        made = {"kept_last": want.take(-1, k), "kept_first": want.take(0, k)}
        made |= {"summed": want.sum(k), "averaged": want.mean(k)}
        for key, values in made.items():
            if _same(seen, values, have):
                return say("missing_axis", key, axis=seen.axes[k])
    return say("missing_axis", axis=seen.axes[axes[0]]) if axes else None


def extra_axis(seen):
    want, have = seen.want, seen.have
    axes = [k for k, n in enumerate(have.shape) if n and have.take(0, k).shape == want.shape]
    fitting = [k for k in axes if _same(seen, want, have.take(-1, k))]
    if axes:
        return say("extra_axis", fitting and "only_last", k=(fitting or axes)[0])


def one_more_or_less(seen):
    want, have = seen.want, seen.have
    if want.ndim != have.ndim or np.sum(np.abs(np.subtract(want.shape, have.shape))) != 1:
        return None
    axis = int(np.argmax(np.not_equal(want.shape, have.shape)))
    more = have.shape[axis] > want.shape[axis]
    long, short = (have, want) if more else (want, have)
    n = short.shape[axis]
    keys = ["one_more" if more else "one_less"]
    if n and _same(seen, short, long.take(range(1, n + 1), axis)):
        keys.append("without_first" if more else "lacks_first")
    elif n and _same(seen, short, long.take(range(n), axis)):
        keys.append("without_last" if more else "lacks_last")
    return say(*keys, seen.axes[axis] == "time" and "loop", axis=seen.axes[axis])


# the right shape, wrong values


def cut_off(seen):
    whole_came = _DTYPES[seen.dtype].kind != "f"
    if whole_came and not seen.whole and np.any(seen.want != np.round(seen.want)):
        return say("cut_off", dtype=seen.dtype)


def no_flag(seen):
    if seen.flags and not np.isin(seen.have, (0, 1)).all():
        return say("no_flag")


def fractions(seen):
    if seen.whole and np.isfinite(seen.have).all() and np.any(np.abs(seen.have - np.round(seen.have)) > 1e-3):
        return say("fractions")


def not_finite(seen):
    bad = ~np.isfinite(seen.have)
    if not bad.any():
        return None
    what, axis = "NaN" if np.isnan(seen.have).any() else "inf", _axis(seen, "time")
    if axis is None:
        return say("not_finite", "why_not_finite", what=what, index=f"{_first(bad)}")
    steps = bad.any(axis=tuple(k for k in range(bad.ndim) if k != axis))
    t = int(np.argmax(steps))
    key = "not_finite_from" if steps[t:].sum() == len(steps) - t > 1 else "not_finite_at"
    return say(key, "why_not_finite", what=what, t=t + 1)


def too_finite(seen):
    bad = ~np.isfinite(seen.want)
    if bad.any():
        return say("too_finite", index=f"{_first(bad)}")


def _first(mask):
    return tuple(int(k) for k in np.argwhere(mask)[0])


def nearly(seen):
    near, scale, largest = max(1e-3, 10 * seen.rtol), np.max(np.abs(seen.want)), np.max(np.abs(seen.have - seen.want))
    if seen.whole or not scale or not np.allclose(seen.have, seen.want, near, 0.1 * near * scale):
        return None
    coarse = {"float32": 1e-5, "float16": 1e-2, "bfloat16": 1e-1}.get(
        seen.dtype, 0.0
    )  # what some steps of rounding make
    why = "precision" if largest <= coarse * scale else "small_term"
    return say("nearly", why, size=f"{largest / scale:.1g}", dtype=seen.dtype)


def all_alike(seen):
    if not seen.whole and seen.have.size > 2 and not seen.have.any() and seen.want.all():
        return say("zeros")
    if not seen.whole and np.ptp(seen.have) == 0 and _varies(seen.want):
        return say("constant")


def function_of_it(seen):
    want = seen.want
    if _varies(want) and not seen.whole:  # a single number is a function of any other
        made = {
            "one_minus": 1 - want,
            "reciprocal": 1 / want,
            "log": np.log(want),
            "exp": np.exp(want),
        }
        keys = [key for key, values in made.items() if _same(seen, values, seen.have)]
        return say(keys[0]) if keys else None


def factor(seen):
    c = float(np.sum(seen.want * seen.have) / np.sum(seen.want**2))
    if c == 0 or not math.isfinite(c) or not _same(seen, c * seen.want, seen.have):
        return None
    if abs(c + 1) < 1e-4 and not seen.whole:
        return say("sign")
    if _varies(seen.want) and np.count_nonzero(seen.want) > 2:  # one number is always a multiple of another
        return say("factor", c=f"{c:.3g}")


def transposed(seen):
    if seen.want.ndim == 2 and _same(seen, seen.want.T, seen.have):
        return say("transposed", "otherwise_right")


def backwards(seen):
    axis = _order(seen)
    if axis is not None and _same(seen, np.flip(seen.want, axis), seen.have):
        return say("backwards", axis=seen.axes[axis])


def shifted(seen):
    axis = _order(seen)
    if axis is None or seen.want.shape[axis] < 3:
        return None
    want, have = np.moveaxis(seen.want, axis, 0), np.moveaxis(seen.have, axis, 0)
    if _same(seen, want[:-1], want[1:]):
        return None
    if _same(seen, want[:-1], have[1:]):
        return say("shifted_late")
    if _same(seen, want[1:], have[:-1]):
        return say("shifted_early")


def blocks(seen):
    for count in 4, 3, 2:
        if seen.want.ndim == 0 or seen.want.shape[-1] % count:
            continue
        want, have = (np.split(values, count, axis=-1) for values in (seen.want, seen.have))
        order = []
        for block in have:
            same = (k for k in range(count) if k not in order and _same(seen, want[k], block))
            order += [next(same, None)]
        if None not in order:
            return say("blocks", n=count, axis=seen.axes[-1], order=_listed(order))


def offset(seen):
    c = float(np.mean(seen.have - seen.want))
    if _varies(seen.want) and _same(seen, seen.want + c, seen.have):
        return say("offset", c=f"{c:.3g}")


def last_axis(seen):
    if seen.want.ndim < 2:
        return None
    rows = (seen.have - seen.want).reshape(-1, seen.want.shape[-1])
    if len(rows) > 1 and not seen.whole and _same(seen, seen.want + rows[0], seen.have):
        return say("last_axis", seen.axes[-1] == "units" and "bias", axis=seen.axes[-1], size=_size(seen))


def in_time(seen):
    axis = _axis(seen, "time")
    good = _along(seen, axis) if axis is not None else np.array([])
    if good.all() or not good.any():
        return None
    n, wrong = len(good), np.flatnonzero(~good).tolist()
    first, last = wrong[0], wrong[-1]
    if wrong == list(range(first, n)):
        key = "last_step" if first == n - 1 > 1 else "from_t"
    else:
        key = "until_t" if wrong == list(range(last + 1)) else "at_t"
    # A text may call its first state h_1 or h_0: steps are counted, not called by their t.
    fields = {"first": first + 1, "right": _span(first), "until": _span(last + 1), "after": last + 2}
    fields |= {"wrong": _listed([t + 1 for t in wrong])}
    one = key == "from_t" and first == 1 and "carry"
    return say(key, one, in_batch(seen), n=n, size=_size(seen), **fields)


def _span(last):
    return ("time step 1", "第 1 步") if last == 1 else (f"time steps 1 to {last}", f"第 1 至 {last} 步")


def in_batch(seen):
    axis = _axis(seen, "batch")
    good = _along(seen, axis) if axis is not None else np.array([])
    if good.any() and not good.all():
        key = "first_row" if good[0] and not good[1:].any() else "some_rows"
        return say(key, rows=_listed(np.flatnonzero(~good).tolist()))


def in_places(seen):
    for axis, name in enumerate(seen.axes):
        good = _along(seen, axis)
        if good.any() and not good.all():
            places = _listed(np.flatnonzero(~good).tolist())
            return say("in_places", places=places, axis=name, size=_size(seen))


def anywhere(seen):
    if seen.flags:
        wrong = int((~seen.right).sum())
        key = "flag" if seen.want.size == 1 else "opposite" if wrong == seen.want.size else "flags"
        return say(key, yours=str(bool(seen.have.flat[0])), wrong=wrong, n=seen.want.size)
    if seen.want.ndim == 0:
        return say("too_large" if seen.have > seen.want else "too_small")
    most = np.unravel_index(np.argmax(np.abs(seen.have - seen.want)), seen.want.shape)
    where = f"{_tuple(seen.axes)} = {tuple(map(int, most))}"
    count = {"wrong": int((~seen.right).sum()), "n": seen.want.size}
    no_step = "time" in seen.axes and "no_step"  # `in_time` would have spoken otherwise
    return say("anywhere", no_step, where=where, size=_size(seen), **count)


# The first that recognises something speaks.
SHAPES = [length_one, swapped_axes, broadcast, missing_axis, extra_axis, one_more_or_less]
VALUES = [cut_off, no_flag, fractions, not_finite, too_finite, nearly, all_alike, function_of_it, factor, transposed]
VALUES += [backwards, shifted, blocks, offset, last_axis, in_time, in_batch, in_places, anywhere]

# Each text in English, then in Chinese.
TEXTS = {
    "nothing": """Nothing came back (None): did you forget `return`?
        没有返回任何值（None）：是不是忘了写 `return`？""",
    "unattempted": """not attempted yet
        尚未作答""",
    "undefined": """`{name}` is not defined yet: run the cell that defines it.
        还没有定义 `{name}`：请先运行定义它的单元格。""",
    "stopped": """It stopped with {name}: {message}
        运行中断，错误是 {name}：{message}""",
    "your_lines": """In your code:{where}
        在你的代码中：{where}""",
    "kind": """What came is {got}; expected is {want}.
        返回的是{got}，应为{want}。""",
    "part_inside": """Its part {k} is what is asked for.
        其中第 {k} 个元素正是所求。""",
    "part_alone": """It is part {k} of {n}; the others are to be returned, too.
        它是第 {k} 个元素（共 {n} 个）；其余的也要返回。""",
    "ragged": """Its parts make no array of that many axes: they differ in length, lie too deep, or are no numbers.
        它的各部分合不成有那么多个轴的数组：长度不一，嵌套过深，或者不是数。""",
    "other_length": """The number of parts is {came}; expected {n}.
        返回了 {came} 个元素，应为 {n} 个。""",
    "first_right": """Right so far: the first {right}.
        目前正确的是前 {right} 个。""",
    "another_order": """The parts are right, but in another order.
        各个元素都对，但顺序不同。""",
    "wrong_parts": """{wrong} parts are wrong; this is the first.
        有 {wrong} 个元素不对，第一个如下。""",
    "part": """Part {k} of {n}: {message}
        第 {k} 个元素（共 {n} 个）：{message}""",
    "path": """First wrong in part {path}, counted from 1 and from outside in: {message}
        最先出错的是第 {path} 个元素（从 1 数起，由外到内）：{message}""",
    "missing_keys": """The dict lacks the entries: {missing}.
        字典（dict）缺少条目：{missing}。""",
    "extra_keys": """The dict has entries too many: {extra}.
        字典（dict）有多余的条目：{extra}。""",
    "entry": """Entry '{key}': {message}
        条目 '{key}'：{message}""",
    "spaces": """Only spaces or line breaks differ.
        只有空格或换行不同。""",
    "letter_case": """Only upper and lower case differ.
        只有大小写不同。""",
    "too_short": """The text stops too early.
        文本结束得太早。""",
    "too_long": """The text goes on where it should end.
        文本在应当结束的地方还在继续。""",
    "text": """Yours is {yours}.
        你的是 {yours}。""",
    "text_position": """It differs from word {k} on; around there yours is {yours}.
        从第 {k} 个词起不同；你的文本在那里是 {yours}。""",
    "at_most": """{came} came; at most {high:.4g} is asked.
        得到 {came}，要求不超过 {high:.4g}。""",
    "between": """{came} came; {low:.4g} to {high:.4g} is asked.
        得到 {came}，要求在 {low:.4g} 到 {high:.4g} 之间。""",
    "dtype": """The values are right, but the array has dtype {came}; asked for: {asked}.
        数值是对的，但数组的 dtype 是 {came}，而要求的是：{asked}。""",
    "no_array": """The numbers are right, but what came is {came}; an array is asked for.
        数都是对的，但返回的是{came}，而要求的是数组（array）。""",
    # shapes
    "shape": """The result has shape {came}; expected {shape}.
        结果的形状（shape）是 {came}，应为 {shape}。""",
    "length_one_more": """There are brackets too many, an axis of length 1: `keepdims`, or `t:t+1` for `t`?
        多了一个长度为 1 的轴（axis）：是不是用了 `keepdims`，或把 `t` 写成了 `t:t+1`？""",
    "length_one_less": """An axis of length 1 is missing: an index, or squeeze, removes it; a slice keeps it.
        少了一个长度为 1 的轴（axis）：用下标或 squeeze 会去掉它，用切片则会保留。""",
    "time_first": """Time seems to come first: the states were stacked along axis 0.
        时间步（time step）似乎排在了最前面：各步的状态是沿 axis 0 堆叠的。""",
    "transposed": """It seems transposed: rows and columns are exchanged.
        结果似乎被转置（transpose）了：行与列互换了。""",
    "swapped": """The axes seem to come as {order}.
        轴（axis）的顺序似乎变成了 {order}。""",
    "otherwise_right": """Apart from that the values are right.
        除此之外，数值是对的。""",
    "broadcast": """({n}, 1) and ({n},) give ({n}, {n}): broadcasting pairs each entry with every other.
        ({n}, 1) 与 ({n},) 运算得到 ({n}, {n})：广播（broadcasting）让元素两两配对了。""",
    "missing_axis": """The axis {axis} is missing.
        缺少 {axis} 这个轴（axis）。""",
    "kept_last": """Only its last entry was kept; all are asked for.
        只保留了它的最后一项，而要求的是全部。""",
    "kept_first": """Only its first entry was kept; all are asked for.
        只保留了它的第一项，而要求的是全部。""",
    "summed": """It was summed over.
        沿它求了和（sum）。""",
    "averaged": """It was averaged over.
        沿它取了平均（mean）。""",
    "extra_axis": """Axis {k} of your result is one too many.
        结果的第 {k} 个轴（axis {k}）是多余的。""",
    "only_last": """Only the last entry along it is asked for.
        只需要沿它的最后一项。""",
    "one_more": """There is one too many along {axis}.
        沿 {axis} 多了一项。""",
    "one_less": """There is one too few along {axis}.
        沿 {axis} 少了一项。""",
    "loop": """Where does the loop over time start, and where does it stop?
        对时间的循环从哪里开始，到哪里结束？""",
    "without_first": """Without the first, the others are right.
        去掉第一项，其余的都对。""",
    "without_last": """Without the last, the others are right.
        去掉最后一项，其余的都对。""",
    "lacks_first": """The first is missing, the others are right.
        缺的是第一项，其余的都对。""",
    "lacks_last": """The last is missing, the others are right.
        缺的是最后一项，其余的都对。""",
    # values
    "cut_off": """The result has dtype {dtype}, which cuts off fractions. Where do whole numbers come in?
        结果的 dtype 是 {dtype}，小数部分丢掉了。整数是从哪里混进来的？""",
    "fractions": """Whole numbers are expected, but there are fractions: a `/` too many, or an average?
        应为整数（integer），却出现了小数：是不是多用了 `/`，或取了平均？""",
    "not_finite": """There is {what}, first at index {index}.
        出现了 {what}，最先在下标 {index} 处。""",
    "not_finite_from": """There is {what} from time step {t} on, counted from 1.
        从第 {t} 个时间步（time step）起出现 {what}（从 1 数起）。""",
    "not_finite_at": """There is {what}, first at time step {t}, counted from 1.
        出现了 {what}，最先在第 {t} 个时间步（time step）（从 1 数起）。""",
    "why_not_finite": """Look for log(0), 0/0, the exp of a large number, or entries never filled in.
        请检查 log(0)、0/0、对很大的数取 exp，或从未填入的元素。""",
    "too_finite": """At index {index} NaN or infinity is due: is something to be masked there?
        下标 {index} 处应为 NaN 或无穷大：这里是否需要掩码（mask）？""",
    "nearly": """It is nearly right: the largest difference is {size} of the largest value, more than is allowed.
        几乎正确：最大差为最大值的 {size}，超出了允许的范围。""",
    "precision": """Look at the precision: your result has dtype {dtype}.
        请注意精度（precision）：结果的 dtype 是 {dtype}。""",
    "small_term": """Is there a small constant too many, or an approximation that is too coarse?
        是不是多了一个小常数，或近似得太粗？""",
    "zeros": """All entries are zero: was the result ever filled in?
        所有元素都是零：结果是不是从未填入？""",
    "constant": """All entries are the same number: does the input reach the result?
        所有元素都是同一个数：输入影响到结果了吗？""",
    "one_minus": """It is 1 minus the right result: is a gate or probability exchanged for its complement?
        结果等于 1 减去正确值：是不是把门（gate）或概率与其补弄反了？""",
    "reciprocal": """It is the reciprocal of the right result: is a division upside down?
        结果是正确值的倒数（reciprocal）：除法的分子与分母是不是颠倒了？""",
    "log": """It is the logarithm of the right result: is an exp missing, or a log too many?
        结果是正确值的对数（log）：是不是漏了 exp，或多取了一次 log？""",
    "exp": """It is exp of the right result: is a log missing, or an exp too many?
        结果是正确值的指数（exp）：是不是漏了 log，或多取了一次 exp？""",
    "sign": """The sign is flipped: it is -1 times the right result.
        符号（sign）反了：结果是正确值的 -1 倍。""",
    "factor": """It is {c} times the right result: sum or average, a scale left out or applied twice?
        结果是正确值的 {c} 倍：该求和还是取平均？是否漏乘或多乘了系数（factor）？""",
    "backwards": """The values are right but reversed along {axis}: the last comes first.
        数值是对的，但沿 {axis} 前后颠倒了（reversed）：最后一项排到了最前。""",
    "shifted_late": """It is shifted by one: at each place stands what belongs to the one before.
        错开了一位：每处放的是前一处的值。""",
    "shifted_early": """It is shifted by one: at each place stands what belongs to the next.
        错开了一位：每处放的是后一处的值。""",
    "blocks": """The {n} blocks along {axis} are right but in another order: {order}, counted from 0.
        沿 {axis} 的 {n} 个块（block）都对，但顺序不同：你的顺序是 {order}（从 0 数起）。""",
    "offset": """Every entry is off by the same amount, {c}: is a term missing, or one too many?
        每个元素都差同一个数 {c}：是不是漏了一项，或多加了一项？""",
    "last_axis": """The difference depends only on the last axis, {axis} (largest {size}).
        差值只随最后一个轴 {axis} 变化（最大 {size}）。""",
    "bias": """That is what a bias does.
        偏置（bias）就会这样。""",
    "last_step": """Only the last of {n} time steps is wrong (largest difference {size}).
        {n} 个时间步（time step）中只有最后一个不对（最大差 {size}）。""",
    "from_t": """It is right at {right} of {n} and differs from step {first} on (largest difference {size}).
        共 {n} 个时间步（time step）：{right}正确，从第 {first} 步起不同（最大差 {size}）。""",
    "carry": """Look at what one step hands on to the next.
        请看前一步传给后一步的是什么。""",
    "until_t": """It is wrong at {until} of {n} and right from step {after} on (largest difference {size}).
        共 {n} 个时间步（time step）：{until}不对（最大差 {size}），从第 {after} 步起正确。""",
    "at_t": """Of {n} time steps only these are wrong, counted from 1: {wrong} (largest difference {size}).
        {n} 个时间步（time step）中只有这些不对（从 1 数起）：{wrong}（最大差 {size}）。""",
    "first_row": """Only the first row of the batch is right: does the code work on the whole batch?
        批次（batch）中只有第一行是对的：代码处理的是整个批次吗？""",
    "some_rows": """The batch is wrong only in row {rows}: does something differ there, such as length or padding?
        批次（batch）中只有第 {rows} 行不对（从 0 数起）：那里的长度或填充（padding）等有什么不同？""",
    "in_places": """It is wrong only at index {places} along {axis} (largest difference {size}).
        只在沿 {axis} 的第 {places} 处不对（从 0 数起，最大差 {size}）。""",
    "no_flag": """True or False is asked for.
        要求的是 True 或 False。""",
    "flag": """Yours is {yours} here.
        你的结果在这里是 {yours}。""",
    "opposite": """All {n} flags are the other way round: True stands for False.
        {n} 个真假值（True/False）全都反了。""",
    "flags": """{wrong} of {n} flags (True or False) are wrong.
        {n} 个真假值（True/False）中有 {wrong} 个不对。""",
    "too_large": """The number is too large.
        这个数太大了。""",
    "too_small": """The number is too small.
        这个数太小了。""",
    "anywhere": """{wrong} of {n} values differ, most at {where}, by {size}.
        {n} 个值中有 {wrong} 个不同，差得最多的在 {where}，相差 {size}。""",
    "no_step": """No time step is right as a whole, not even the first: look at a single step first.
        没有一个时间步（time step）完全正确，第一步也不对：请先检查单独一步。""",
}
