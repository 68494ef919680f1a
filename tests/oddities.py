r"""What an honest student may write, in answers and in other cells: tests/test_oddities.py puts it into right hand-ins.

Tables of a name -> the source:

    ANSWERS  of an exercise: its cell, in some style; what stands above a line of #----- is a cell before it
    ABOVE    a cell of the student's own above the first answer
    BELOW    the same, below the check of that answer
"""

# -- answers in many styles ------------------------------------------------------------------------

ANSWERS = {
    "gru_step": {
        "type hints": """
from typing import Mapping
Weights = tuple[np.ndarray, np.ndarray, np.ndarray]
def gru_step(x_t: np.ndarray, h_prev: np.ndarray, gates: Mapping[str, Weights]) -> tuple[np.ndarray, ...]:
    a: dict[str, np.ndarray] = {k: x_t @ W + h_prev @ U + b for k, (W, U, b) in gates.items() if k != "h"}
    z, r = sigmoid(a["z"]), sigmoid(a["r"])
    W, U, b = gates["h"]
    return z * h_prev + (1 - z) * np.tanh(x_t @ W + (r * h_prev) @ U + b), z, r""",
        "a lambda with walruses": """
gate = lambda W, U, b, x, h: x @ W + h @ U + b
gru_step = lambda x, h, g: (
    (z := sigmoid(gate(*g["z"], x, h))) * h + (1 - z) * np.tanh(gate(*g["h"], x, (r := sigmoid(gate(*g["r"], x, h))) * h)),
    z,
    r,
)""",
        "a closure from a factory": """
def make_step(squash, bend):
    def step(x_t, h_prev, gates):
        def part(name, h):
            W, U, b = gates[name]
            return x_t @ W + h @ U + b
        z, r = squash(part("z", h_prev)), squash(part("r", h_prev))
        return z * h_prev + (1 - z) * bend(part("h", r * h_prev)), z, r
    return step
gru_step = make_step(sigmoid, np.tanh)""",
        "an object that can be called": """
class Step:
    __slots__ = ("squash",)
    def __init__(self, squash): self.squash = squash
    @staticmethod
    def affine(x, h, W, U, b): return x @ W + h @ U + b
    def __call__(self, x_t, h_prev, gates):
        z, r = (self.squash(self.affine(x_t, h_prev, *gates[k])) for k in "zr")
        return z * h_prev + (1 - z) * np.tanh(self.affine(x_t, r * h_prev, *gates["h"])), z, r
gru_step = Step(sigmoid)""",
        "dataclasses": """
import dataclasses
@dataclasses.dataclass(frozen=True, slots=True)
class Gate:
    W: np.ndarray
    U: np.ndarray
    b: np.ndarray
    def __matmul__(self, pair): return pair[0] @ self.W + pair[1] @ self.U + self.b
def gru_step(x_t, h_prev, gates):
    z, r = (sigmoid(Gate(*gates[k]) @ (x_t, h_prev)) for k in "zr")
    return dataclasses.astuple(dataclasses.make_dataclass("Out", "hzr")(
        z * h_prev + (1 - z) * np.tanh(Gate(*gates["h"]) @ (x_t, r * h_prev)), z, r))""",
        "keras.ops and layers": """
from keras import layers, ops
def gru_step(x_t, h_prev, gates):
    z, r = (ops.sigmoid(x_t @ gates[k][0] + h_prev @ gates[k][1] + gates[k][2]) for k in "zr")
    return ops.add(z * h_prev, (1 - z) * ops.tanh(x_t @ gates["h"][0] + (r * h_prev) @ gates["h"][1] + gates["h"][2])), z, r""",
        "TensorFlow under its alias": """
import tensorflow as tf
def gru_step(x_t, h_prev, gates):
    part = lambda k, h: tf.matmul(x_t, gates[k][0]) + tf.linalg.matmul(h, gates[k][1]) + gates[k][2]
    z, r = tf.sigmoid(part("z", h_prev)), tf.nn.sigmoid(part("r", h_prev))
    return tf.add(z * h_prev, (1 - z) * tf.tanh(part("h", r * h_prev))), z, r""",
        "everything from NumPy": """
from numpy import *
def gru_step(x_t, h_prev, gates):
    part = lambda k, h: dot(x_t, gates[k][0]) + dot(h, gates[k][1]) + gates[k][2]
    z, r = 1 / (1 + exp(-part("z", h_prev))), 1 / (1 + exp(-part("r", h_prev)))
    return z * h_prev + (1 - z) * tanh(part("h", r * h_prev)), z, r""",
        "Chinese names": """
def 门(输入, 状态, 权重, 激活=sigmoid):
    '''一个门：σ(x·W + h·U + b)，“引号”、全角　空格'''
    甲, 乙, 偏置 = 权重
    return 激活(输入 @ 甲 + 状态 @ 乙 + 偏置)
def gru_step(x_t, h_prev, gates):
    更新门, 重置门 = (门(x_t, h_prev, gates[名]) for 名 in "zr")
    return 更新门 * h_prev + (1 - 更新门) * 门(x_t, 重置门 * h_prev, gates["h"], 激活=np.tanh), 更新门, 重置门""",
        "Greek and Arabic names, decomposed accents": """
def gru_step(x_t, h_prev, gates):
    # \u0628\u0648\u0627\u0628\u0629 \u0627\u0644\u062a\u062d\u062f\u064a\u062b
    σ = lambda α: 1 / (1 + np.exp(-α))
    e\u0301tat = h_prev
    \u0628\u0627\u0628 = lambda κ, η: x_t @ gates[κ][0] + η @ gates[κ][1] + gates[κ][2]
    ζ, ρ = σ(\u0628\u0627\u0628("z", \u00e9tat)), σ(\u0628\u0627\u0628("r", \u00e9tat))
    return ζ * h_prev + (1 - ζ) * np.tanh(\u0628\u0627\u0628("h", ρ * h_prev)), ζ, ρ""",
        "try, else, finally and a with": """
from contextlib import contextmanager, suppress
@contextmanager
def numbered(name):
    yield gates_seen.append(name)
gates_seen = []
def gru_step(x_t, h_prev, gates):
    found = {}
    try:
        for name in sorted(gates, reverse=True):
            with numbered(name), suppress(KeyError), np.errstate(over="ignore"):
                W, U, b = gates[name]
                found[name] = sigmoid(x_t @ W + h_prev @ U + b)
    except ValueError as problem:
        raise TypeError("shapes?") from problem
    else:
        found["h"] = np.tanh(x_t @ gates["h"][0] + (found["r"] * h_prev) @ gates["h"][1] + gates["h"][2])
    finally:
        gates_seen.clear()
    return found["z"] * h_prev + (1 - found["z"]) * found["h"], found["z"], found["r"]""",
        "a generator, zip and starred names": """
def affine(x, h, triples):
    for W, U, *rest in triples:
        yield x @ W + h @ U + rest[-1]
def gru_step(x_t, h_prev, gates):
    z, r, *_ = map(sigmoid, affine(x_t, h_prev, [gates[k] for k in "zr"]))
    (candidate,) = affine(x_t, r * h_prev, [gates["h"]])
    return [z * h_prev + (1 - z) * np.tanh(candidate), *(z, r)]""",
    },
    "flip_convention": {
        "a comprehension": """
def flip_convention(gates):
    return {k: tuple((-p if k == "z" else p.copy()) for p in v) for k, v in gates.items()}""",
        "a deep copy and in place": """
from copy import deepcopy
def flip_convention(gates):
    new = deepcopy(gates)
    for part in new["z"]: np.negative(part, out=part)
    return new""",
        "match": """
def flip_convention(gates):
    out = {}
    for item in gates.items():
        match item:
            case ("z", (W, U, b)): out["z"] = (-W, -U, -b)
            case (str() as name, [*parts]): out[name] = tuple(parts)
            case _: raise ValueError(item)
    return out""",
        "a global constant": """
SIGN = {"z": -1, "r": +1, "h": +1}
def flip_convention(gates):
    global SIGN
    return {name: [SIGN[name] * part for part in parts] for name, parts in gates.items()}""",
        "functools.partial": """
import functools, operator
def _flip(which, gates): return gates | {which: tuple(map(operator.neg, gates[which]))}
flip_convention = functools.partial(_flip, "z")""",
        "a decorator with arguments": """
from functools import wraps
def times(factor):
    def decorate(function):
        @wraps(function)
        def inner(*args, **kwargs):
            result = function(*args, **kwargs)
            result["z"] = tuple(factor * part for part in result["z"])
            return result
        return inner
    return decorate
@times(-1)
def flip_convention(gates): return dict(gates)""",
        "a static method": """
class Tools:
    "Everything in one class, as in Java."
    @classmethod
    def flip(cls, gates): return {**gates, "z": cls.minus(gates["z"])}
    @staticmethod
    def minus(parts): return tuple(-part for part in parts)
flip_convention = Tools.flip""",
        "threads": """
from concurrent.futures import ThreadPoolExecutor
def flip_convention(gates):
    with ThreadPoolExecutor(max_workers=2) as pool:
        return dict(gates, z=tuple(pool.map(np.negative, gates["z"])))""",
        "print debugging with nested f-strings": """
def flip_convention(gates):
    for name, (W, U, b) in gates.items():
        print(f"{name!r}: {f'{W.shape}'} | {U.shape!s:>10} | {b.mean():+.{2}f} {'{}'} {name=}")
    return {**gates, "z": tuple(-1.0 * part for part in gates["z"])}""",
        "logging and a progress bar": """
import logging, time
log = logging.getLogger("my.homework"); log.addHandler(logging.StreamHandler()); log.setLevel(logging.DEBUG)
def flip_convention(gates):
    new = {}
    for k, name in enumerate(gates, 1):
        log.debug("flipping %s", name)
        print(f"\\r{100 * k // len(gates):3d}%|{'█' * k:<3}| {k}/{len(gates)}", end="", flush=True)
        new[name] = tuple(gates[name]) if name != "z" else tuple(-p for p in gates[name])
    return new""",
        "a dictionary of one's own": """
from collections import OrderedDict
class Gates(OrderedDict):
    def __neg__(self): return Gates(self, z=tuple(-part for part in self["z"]))
flip_convention = lambda gates: -Gates(gates)""",
        "an import of what %%writefile wrote": """
%%writefile my_flip.py
def flip_convention(gates): return {**gates, "z": tuple(-part for part in gates["z"])}
#-----
from my_flip import flip_convention""",
    },
    "count_parameters": {
        "match with or": """
def count_parameters(cell, features, units, reset_after=True):
    match cell, reset_after:
        case "SimpleRNN", _: n, b = 1, 1
        case "LSTM", _: n, b = 4, 1
        case "GRU", True | 1: n, b = 3, 2
        case "GRU", _: n, b = 3, 1
    return n * units * (features + units + b)""",
        "recursion": """
def count_parameters(cell, features, units, reset_after=True):
    if cell == "SimpleRNN": return units * (features + units + 1)
    one = count_parameters("SimpleRNN", features, units)
    return 4 * one if cell == "LSTM" else 3 * (one + units * bool(reset_after))""",
        "a cache": """
from functools import lru_cache
@lru_cache(maxsize=None)
def count_parameters(cell, features, units, reset_after=True):
    return {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell] * units * (features + units + 1 + (cell == "GRU" and reset_after))""",
        "by counting what is in arrays": """
def count_parameters(cell, features, units, reset_after=True):
    width = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell] * units
    rows = features, units, 1 + (cell == "GRU" and reset_after)
    return len(np.concatenate([np.empty((n, width)) for n in rows]).ravel())""",
        "an enumeration": """
import enum
class Blocks(enum.IntEnum):
    SimpleRNN = 1; GRU = 3; LSTM = 4
def count_parameters(cell, features, units, reset_after=True):
    return Blocks[cell] * units * (features + units + 1) + (3 * units if cell == "GRU" and reset_after else 0)""",
        "while, break, else": """
def count_parameters(cell, features, units, reset_after=True):
    total, left = 0, {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    while True:
        total += units * features + units ** 2 + units; left -= 1
        if not left: break
    else: raise AssertionError
    return total + (3 * units if (cell, reset_after) == ("GRU", True) else 0)""",
        "NumPy integers": """
def count_parameters(cell, features, units, reset_after=True):
    shapes = [(features, units), (units, units), (1 + (cell == "GRU" and reset_after), units)]
    return np.int64({"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]) * np.sum([np.prod(s) for s in shapes])""",
        "assert statements": """
def count_parameters(cell, features, units, reset_after=True):
    assert cell in ("SimpleRNN", "GRU", "LSTM"), f"what is a {cell}?"
    assert features > 0 and units > 0
    k = ("SimpleRNN", None, "GRU", "LSTM").index(cell) + 1
    return k * units * (features + units + 1) + (k * units if cell == "GRU" and reset_after else 0)
assert count_parameters("GRU", 1, 1) == 12""",
        "a docstring full of backslashes": r"""
def count_parameters(cell, features, units, reset_after=True):
    '''$n \cdot u \cdot (f + u + \beta)$, with "quotes", \"\"\"more\"\"\", C:\\new\\table and \
a line that goes on; {braces} %s %%d'''
    n = {'SimpleRNN': 1, "GRU": 3, '''LSTM''': 4}[cell]
    return n * units * (features + units + 1 + int(cell == 'GRU' and reset_after))""",
        "a coroutine, driven by hand": """
async def _count(n, features, units, biases): return n * units * (features + units + biases)
def count_parameters(cell, features, units, reset_after=True):
    n = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    try: _count(n, features, units, 2 if n == 3 and reset_after else 1).send(None)
    except StopIteration as end: return end.value""",
        "single dispatch and keywords": """
def _of(n): return lambda f, u, *, biases=1: n * u * (f + u + biases)
TABLE = dict(zip(("SimpleRNN", "GRU", "LSTM"), map(_of, (1, 3, 4)), strict=True))
def count_parameters(cell, /, features, units, reset_after=True, **ignored):
    return TABLE[cell](features, units, biases=2 if cell == "GRU" and reset_after else 1)""",
        "exec of a string": """
exec('''
def count_parameters(cell, features, units, reset_after=True):
    return {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell] * units * (features + units + 1 + (cell == "GRU") * reset_after)
''')""",
    },
}

# -- cells of the student's own --------------------------------------------------------------------

MAGICS = {
    "%matplotlib inline": "%matplotlib inline\n%config InlineBackend.figure_format = 'retina'",
    "%matplotlib widget, not installed": "%matplotlib widget",
    "pictures as svg": "%config InlineBackend.figure_formats = ['svg']\nplt.plot([1, 2])\nplt.show()",
    "%%time": "%%time\ntotal = 1 + 1",
    "%timeit": "%timeit -n1 -r1 np.tanh(0)",
    "%pip install": "%pip install -q numpy",
    "!pip install": "!pip install --quiet einops",
    "!ls": "!ls -la\nfound = !ls\nprint(found)",
    "!wget": "!wget -q https://example.org/data.zip || echo no network",
    "%autoreload 2": "%load_ext autoreload\n%autoreload 2",
    "an extension that is not installed": "%load_ext tensorboard\n%tensorboard --logdir logs",
    "%env": "%env MY_SETTING=1\n%env",
    "%cd": "%cd ..\n%cd -\n%cd .\n%pwd",
    "%%capture": "%%capture said\nprint('not seen')",
    "?": "np.tanh?",
    "??": "sigmoid??",
    "%who": "%who\n%whos",
    "%run of what is not there": "try:\n    get_ipython().run_line_magic('run', 'no.py')\nexcept BaseException as e:\n    print(e)",
    "%run of a file": "open('mine.py', 'w').write('answer = 42')\n%run mine.py\nanswer",
    "Out, In and _": "40 + 2\nIn[-1], Out, _, _i",
    "%%bash": "%%bash\nfor i in 1 2 3; do echo $i; done",
    "%%writefile": "%%writefile notes.txt\nremember the biases",
    "%pylab": "%pylab inline --no-import-all",
    "%xmode": "%xmode Minimal\nundefined",
    "%autocall 2": "%autocall 2",
    "%automagic off": "%automagic off",
    "%pdb on": "%pdb on\n1 / 0",
    "%reset_selective": "tmp_1 = tmp_2 = 3\n%reset_selective -f ^tmp_",
    "all expressions shown": "get_ipython().ast_node_interactivity = 'all'\n1\n2",
    "display and clear_output": "from IPython.display import *\ndisplay(Markdown('**hi**'), Latex('$x$'))\nclear_output(wait=True)",
    "an event for every cell": "get_ipython().events.register('post_run_cell', lambda result: print('done'))",
}
SETTINGS = {
    "warnings are errors": "import warnings\nwarnings.simplefilter('error')",
    "NumPy's warnings are errors": "import warnings\nwarnings.filterwarnings('error', module='numpy')",
    "NumPy raises": "np.seterr(all='raise')",
    "NumPy calls back": "np.seterrcall(lambda kind, flag: print(kind))\nnp.seterr(all='call')",
    "NumPy's print options": "np.set_printoptions(precision=1, threshold=3, suppress=True, legacy='1.25')",
    "mixed precision": "keras.config.set_dtype_policy('mixed_float16')",
    "float64": "keras.config.set_floatx('float64')",
    "seeds": "import random\nrandom.seed(0)\nnp.random.seed(0)\nkeras.utils.set_random_seed(812)",
    "run_functions_eagerly": "import tensorflow as tf\ntf.config.run_functions_eagerly(True)",
    "NumPy's ways in TensorFlow": "import tensorflow.experimental.numpy as tnp\ntnp.experimental_enable_numpy_behavior()",
    "TensorFlow checks numerics": "import tensorflow as tf\ntf.debugging.enable_check_numerics()",
    "no GPU": "import tensorflow as tf\ntf.config.set_visible_devices([], 'GPU')\ntf.get_logger().setLevel('ERROR')",
    "a cleared session": "keras.backend.clear_session()",
    "a style and rcParams": "plt.style.use('dark_background')\nplt.rcParams.update({'figure.dpi': 300, 'font.sans-serif': ['SimHei']})",
    "another backend": "import matplotlib\nmatplotlib.use('Agg')\nplt.ion()",
    "pandas' options": "pd.set_option('display.max_rows', None, 'display.precision', 2)",
    "deep recursion": "import sys\nsys.setrecursionlimit(20_000)",
    "no garbage collection": "import gc\ngc.disable()",
    "a locale": "import locale\nlocale.setlocale(locale.LC_ALL, '')\nlocale.setlocale(locale.LC_ALL, 'de_DE.UTF-8')",
    "a time zone": "import os, time\nos.environ['TZ'] = 'Asia/Shanghai'\ntime.tzset()",
    "another folder": "import os\nos.makedirs('work/deep', exist_ok=True)\nos.chdir('work/deep')",
    "the environment": "import os\nos.environ.update(UNROLLED_BUDGET='full', KERAS_BACKEND='torch', TF_CPP_MIN_LOG_LEVEL='3')",
    "sys.path": "import sys\nsys.path.insert(0, '/content/drive/MyDrive')\nsys.path.append('..')",
    "a thread that goes on": "import threading, time\nthreading.Thread(target=time.sleep, args=(99,), daemon=True).start()",
    "a process": "import multiprocessing\nchild = multiprocessing.Process(target=print, args=(1,))\nchild.start()\nchild.join()",
    "signals": "import signal\nsignal.signal(signal.SIGALRM, lambda *_: None)\nsignal.alarm(1)\nsignal.signal(signal.SIGINT, signal.SIG_IGN)",
    "logging at DEBUG": "import logging\nlogging.basicConfig(level=logging.DEBUG, force=True)\nlogging.captureWarnings(True)",
    "faulthandler": "import faulthandler\nfaulthandler.enable(open('faults.txt', 'w'))",
    "contexts": "import contextvars, decimal\ncontextvars.ContextVar('v').set(1)\ndecimal.getcontext().prec = 3",
    "tracemalloc": "import tracemalloc\ntracemalloc.start()",
    "stdout put away": "import io, sys\nsys.stdout, screen = io.StringIO(), sys.stdout",
    "umask and atexit": "import atexit, os\nos.umask(0o777)\natexit.register(print, 'bye')",
    "asyncio": "import asyncio\nasync def tick(): await asyncio.sleep(0.01)\nawait tick()\nsoon = asyncio.ensure_future(tick())",
}
TRIES = {
    "a first try above": "def gru_step(x_t, h_prev, gates):\n    return h_prev",
    "a first try that fails": "def count_parameters(*_): return -1 / 0\ncount_parameters()",
}
ABOVE = MAGICS | SETTINGS | TRIES
BELOW = {
    "imports of everything": "from numpy import *\nfrom keras import layers, ops\nimport tensorflow as tf",
    "an import of what is not installed": "from google.colab import drive\ndrive.mount('/content/drive')",
    "a helper used and deleted": "def helper(): return 1\nhelper()\ndel helper",
    "names of builtins": "input, dir, id, hash, vars, next = [], {}, 0, '#', 1, 2",
    "unittest": "import unittest\nunittest.main(argv=['x'], exit=False)",
    "a main guard and argparse": "import argparse\nif __name__ == '__main__':\n    argparse.ArgumentParser().parse_args()",
    "input, caught": "try:\n    input('your name? ')\nexcept Exception as problem:\n    print(problem)",
    "input": "name = input()",
    "words in a code cell": "Das ist keine Zelle mit Code",
    "an unclosed bracket": "print((1, 2)",
    "a failing assertion": "assert 1 == 2, 'not yet'",
    "SystemExit": "raise SystemExit",
    "an interrupt": "raise KeyboardInterrupt",
    "a group of exceptions": "raise ExceptionGroup('two', [ValueError(1), TypeError('x' * 5000)])",
    "many prints": "for k in range(200):\n    print(k, '·' * 80)",
    "a big table": "pd.DataFrame(np.zeros((500, 50)))",
    "a plot": "plt.plot(np.arange(9))\nplt.title('图 $\\\\sigma$')\nplt.show()",
    "a progress bar": "for k in range(50):\n    print('\\r', k, end='')\nkeras.utils.Progbar(2).update(2)",
    "a widget": "import ipywidgets\nipywidgets.interact(lambda x: x, x=(0, 3))",
    "colours and bells": "print('\\x1b[31mred\\x1b[0m', '\\a\\b\\v\\f\\0')",
    "words on stderr": "import os, sys, warnings\nprint('careful', file=sys.stderr)\nwarnings.warn('slow')\nos.write(2, b'raw')",
    "a model of one's own": "net = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nnet.summary()",
}
