"""Ways round what an exercise rules out, for tests/test_rules.py: name -> source.

What stands below the last line of #----- is the cell of gru_step, or of GRUCell where that is defined; what stands above are cells of the
student's own. None of it runs. Each asks for the instructor's attention, by what its last word in brackets says, where it has one.
"""

WAYS = {
    "a name put together [getattr]": """
def gru_step(*_): return getattr(keras.layers, "GRU" + "Cell")(4)""",
    "a name in a format [getattr]": """
def gru_step(x, *_):
    L = keras.layers
    return getattr(L, f"{x:GRU}Cell")(4)""",
    "a module handed on [keras.layers]": """
def of(module, word): return getattr(module, word)
#-----
def gru_step(*_): return of(keras.layers, "GRU" + "Cell")(4)""",
    "a module in a list [keras]": """
import functools
def gru_step(*_): return functools.reduce(getattr, ["layers", "GRUCell"], keras)""",
    "an attribute getter [keras]": """
from operator import attrgetter
def gru_step(*_): return attrgetter("layers.GRUCell")(keras)(4)""",
    "a pattern [keras.layers]": """
def gru_step(*_):
    match keras.layers:
        case object(GRUCell=kind): return kind(4)""",
    "a context [keras.layers]": """
import contextlib
def gru_step(*_):
    with contextlib.nullcontext(keras.layers) as layers: return layers.GRUCell(4)""",
    "a module's dictionary [keras.layers.__dict__]": """
def gru_step(*_): return keras.layers.__dict__["GRU" "Cell"](4)""",
    "vars [vars]": """
def gru_step(*_): return vars(keras.layers)["GRU" + "Cell"](4)""",
    "another name for a module [keras.layers.GRUCell]": """
def gru_step(*_):
    here = keras
    there, number = here.layers, 4
    return there.GRUCell(number)""",
    "a default [keras.layers.GRUCell]": """
def gru_step(*_, layers=keras.layers): return layers.GRUCell(4)""",
    "a loop over modules [keras.layers.GRUCell]": """
def gru_step(*_): return [each.GRUCell(4) for each in (keras.layers,)]""",
    "TensorFlow's Keras [keras.layers.GRUCell]": """
def gru_step(*_): return tf.keras.layers.GRUCell(4)""",
    "TensorFlow 1 [tensorflow.compat.v1.nn.rnn_cell.GRUCell]": """
def gru_step(*_): return tf.compat.v1.nn.rnn_cell.GRUCell(4)""",
    "everything imported [keras.layers.GRUCell]": """
from keras.layers import *
ready = [GRUCell(4)]
#-----
def gru_step(*_): return ready[0](1)""",
    "a name that means two modules [keras.layers.GRUCell]": """
import math as keras
#-----
def gru_step(*_): return keras.layers.GRUCell(4)""",
    "letters that Python takes for others [keras.layers.GRUCell]": """
def gru_step(*_): return keras.layers.\uff27\uff32\uff35Cell(4)""",
    "a list that a function fills [keras.layers.GRUCell]": """
kept = []
def fill(): kept.append(keras.layers.GRUCell(4))
fill()
#-----
def gru_step(*_): return kept[0](1)""",
    "a dictionary under another name [keras.layers.GRUCell]": """
kept = {}
store = kept
#-----
store["a"] = keras.layers.GRUCell(4)
#-----
def gru_step(*_): return kept["a"](1)""",
    "an attribute of a function [keras.layers.GRUCell]": """
def helper(): pass
helper.cell = keras.layers.GRUCell(4)
#-----
def gru_step(*_): return helper.cell(1)""",
    "a global made elsewhere [keras.layers.GRUCell]": """
def prepare():
    global cell
    cell = keras.layers.GRUCell(4)
prepare()
#-----
def gru_step(*_): return cell(1)""",
    "redefined below [keras.layers.GRUCell]": """
def gru_step(*_): return 1
#-----
def gru_step(*_): return keras.layers.GRUCell(4)
#-----
gru_step = gru_step""",
    "an attribute of a class [keras.layers.GRUCell]": """
class Kept: all = []
Kept.all.append(keras.layers.GRUCell(4))
#-----
def gru_step(*_): return Kept.all[0](1)""",
    "what a function keeps [keras.layers.GRUCell]": """
def keep(one=None, kept=[]):
    kept.append(one)
    return kept
keep(keras.layers.GRUCell(4))
#-----
def gru_step(*_): return keep()[0](1)""",
    "what a function keeps, in a list of calls [keras.layers.GRUCell]": """
def keep(one=None, kept=[]):
    kept.append(one)
    return kept
print([keep(kind) for kind in (keras.layers.GRUCell, 1)])
#-----
def gru_step(*_): return keep()[0](1)""",
    "what a decorator keeps [keras.layers.GRUCell]": """
def keep(function, kept=[]): return kept.append(function) or kept
@keep
def kept_by_name(): return keras.layers.GRUCell(4)
#-----
def gru_step(*_): return keep(1)[0](1)""",
    "what a class knows of those built on it [keras.layers.GRUCell]": """
class Base:
    def __init_subclass__(cls): Base.kinds = [cls]
class Other(Base, keras.layers.GRUCell): pass
#-----
def gru_step(*_): return Base.kinds[0](4)""",
    "a class that is changed by a function [keras.layers.GRUCell]": """
def mend(kind): kind.call = keras.layers.GRUCell.call
#-----
class GRUCell(keras.layers.Layer): pass
mend(GRUCell)""",
    "a method of one's own [keras.layers.GRUCell]": """
class GRUCell(keras.layers.Layer):
    call = keras.layers.GRUCell.call""",
    "a function's code [__code__]": """
def borrow(): pass
borrow.__code__ = (lambda: 1).__code__
#-----
def gru_step(*_): return borrow()""",
    "TensorFlow handed on [tensorflow]": """
def library(): return tf
#-----
def gru_step(*_): return library().keras.layers.GRUCell(4)""",
    "another library [import torch]": """
import torch
def gru_step(*_): return torch.nn.GRUCell(3, 4)""",
    "a class of classes [__mro__]": """
def gru_step(*_): return keras.layers.RNN.__mro__[1].__subclasses__()""",
    "a module's file [keras.layers.GRU]": """
file = keras.layers.GRU.__module__
#-----
def gru_step(*_): return file""",
    "Keras from within [keras.src.layers]": """
def gru_step(*_): return keras.src.layers""",
    "a config [class_name]": """
def gru_step(*_): return keras.Sequential.from_config({"layers": [{"class_name": "GRU" "Cell"}]})""",
    "a config in a loader [class_name]": """
class Mine(keras.layers.Layer):
    @classmethod
    def from_config(cls, config): return keras.layers.deserialize(config)
#-----
def gru_step(*_): return Mine.from_config({"class_name": "GRU" "Cell"})""",
    "a loss by its name [keras.losses.get]": """
def gru_step(*_): return keras.losses.get("gru")""",
    "an operation in a graph [create_op]": """
def gru_step(x, *_): return x.graph.create_op("GRUBlock" "Cell", [x])""",
    "a graph [tensorflow.Graph]": """
def gru_step(*_): return tf.Graph()""",
    "a function of NumPy's [numpy.gru =]": """
np.gru = keras.layers.GRUCell(4)
#-----
def gru_step(*_): return np.gru(1)""",
    "a function of NumPy's, deleted [numpy.tanh =]": """
del np.tanh
#-----
def gru_step(*_): return 1""",
    "a function of NumPy's, in a loop [numpy.gru =]": """
for np.gru in [keras.layers.GRUCell(4)]: pass
#-----
def gru_step(*_): return np.gru(1)""",
    "a function of NumPy's, set [numpy =]": """
setattr(np, "gru", keras.layers.GRUCell(4))
#-----
def gru_step(*_): return np.gru(1)""",
    "a function of NumPy's, set by one's own [put(numpy)]": """
def put(module, value): module.gru = value
put(np, keras.layers.GRUCell(4))
#-----
def gru_step(*_): return np.gru(1)""",
    "a function of NumPy's, set in its dictionary [vars]": """
vars(np).update(gru=keras.layers.GRUCell(4))
#-----
def gru_step(*_): return np.gru(1)""",
    "a method of all layers [keras.layers.Layer.gru =]": """
kind, other = keras.layers.Layer, 1
kind.gru = keras.layers.GRUCell.call
#-----
def gru_step(*_): return 1""",
    "an attribute of a logger [logging =]": """
import logging
logging.getLogger("a").gru = keras.layers.GRUCell(4)
#-----
def gru_step(*_): return logging.getLogger("a").gru(1)""",
    "a setter as a value [setattr]": """
list(map(setattr, [np], ["gru"], [1]))
#-----
def gru_step(*_): return np.gru(1)""",
    "what is noted [unrolled.check.noting =]": """
import unrolled.check as room
room.noting = None
#-----
def gru_step(*_): return 1""",
    "what is noted, by its name [import unittest.mock]": """
from unittest import mock
mock.patch("unrolled.check.noting").start()
#-----
def gru_step(*_): return 1""",
    "a frame [f_locals]": """
try: 1 / 0
except Exception as problem: problem.__traceback__.tb_frame.f_locals
#-----
def gru_step(*_): return 1""",
    "a tracer [sys.settrace]": """
import sys
sys.settrace(print)
#-----
def gru_step(*_): return 1""",
    "all objects [gc.get_objects]": """
import gc
#-----
def gru_step(*_): return gc.get_objects()""",
    "a new function [import types.FunctionType]": """
import types
from types import FunctionType
def gru_step(*_): return FunctionType""",
    "a new class [type]": """
class_of = type("Mine", (keras.layers.Layer,), {})
#-----
def gru_step(*_): return class_of""",
    "text [exec]": """
exec("cell" + " = keras.layers.GRUCell(4)")
#-----
def gru_step(*_): return cell""",
    "text in sight [keras.layers.GRUCell]": """
exec("cell = keras.layers.GRUCell(4)")
#-----
def gru_step(*_): return cell""",
    "text in text [keras.layers.GRUCell]": """
exec("exec('cell = keras.layers.GRUCell(4)')")
#-----
def gru_step(*_): return cell""",
    "text, by another name [exec]": """
run = exec
#-----
def gru_step(*_): return run""",
    "text in a docstring [import doctest]": """
import doctest
def helper():
    '''>>> numpy.gru = 1'''
doctest.testmod()
#-----
def gru_step(*_): return np.gru(1)""",
    "text in a thread [eval]": """
from concurrent.futures import ThreadPoolExecutor
def gru_step(*_): return ThreadPoolExecutor(1).submit(eval, "keras.layers.GRUCell")""",
    "text that is timed [keras.layers.GRUCell]": """
import timeit
timeit.timeit("global cell; cell = keras.layers.GRUCell(4)", globals=globals())
#-----
def gru_step(*_): return cell""",
    "text that a data frame reads [query]": """
def gru_step(*_): return pd.DataFrame({"a": [1]}).query("@keras.layers.GRUCell(4)")""",
    "text that logging reads [import logging.config]": """
import logging.config
def gru_step(*_): return logging.config.BaseConfigurator({}).resolve("keras.layers.GRU" "Cell")""",
    "text that types are read from [typing.get_type_hints]": """
import typing
def gru_step(*_): return typing.get_type_hints(gru_step)""",
    "the notebook's names [globals]": """
globals()["cell"] = keras.layers.GRUCell(4)
#-----
def gru_step(*_): return cell""",
    "the shell's names [get_ipython]": """
get_ipython().user_ns["gru_step"] = keras.layers.GRUCell(4)
#-----
def gru_step(*_): return 1""",
    "the shell by another name [get_ipython]": """
shell = get_ipython()
#-----
def gru_step(*_): return 1""",
    "what IPython keeps [_2]": """
keras.layers.GRUCell(4)
#-----
def gru_step(*_): return _2(1)""",
    "a module of one's own [import mine]": """
import mine
def gru_step(*_): return mine.step()""",
    "a module of one's own that changes NumPy [numpy.gru =]": """
from pathlib import Path
Path("mine.py").write_text("import numpy\\nimport keras\\nnumpy.gru = keras.layers.GRUCell(4)")
#-----
import mine
#-----
def gru_step(*_): return np.gru(1)""",
    "a module that is written out of sight [mine.py]": """
with open("mine" + ".py", "w") as file: file.write("numpy.gru" + " = 1")
#-----
import mine
#-----
def gru_step(*_): return np.gru(1)""",
    "a module that is written twice [mine.py]": """
%%writefile mine.py
a = 1
#-----
import os
os.system("echo ... > mine.py")
import mine
#-----
def gru_step(*_): return np.gru(1)""",
    "a package of one's own [mine.py]": """
import os
os.makedirs("mine")
open("mine/__init__.py", "w").write("import numpy")
#-----
import mine
#-----
def gru_step(*_): return np.gru(1)""",
    "%run [numpy.gru =]": """
%%writefile mine.py
import numpy
numpy.gru = 1
#-----
%run mine.py
#-----
def gru_step(*_): return np.gru(1)""",
    "run, where IPython takes it for a magic [mine.py]": """
with open("mine.py", "w") as file: file.write("numpy.gru" + " = 1")
#-----
run mine.py
#-----
def gru_step(*_): return np.gru(1)""",
    "an extension [mine.py]": """
with open("mine.py", "w") as file: file.write("numpy.gru" + " = 1")
#-----
%load_ext mine
#-----
def gru_step(*_): return np.gru(1)""",
    "%%time [keras.layers.GRUCell]": """
%%time
def gru_step(*_): return keras.layers.GRUCell(4)""",
    "%time [keras.layers.GRUCell]": """
%time -v cell = keras.layers.GRUCell(4)
#-----
def gru_step(*_): return cell""",
    "below a magic [keras.layers.GRUCell]": """
!true
def gru_step(*_): return keras.layers.GRUCell(4)""",
    "a program [getoutput]": """
def gru_step(x, *_):
    said = !python other.py {x}
    return said""",
    "a process [import subprocess]": """
import subprocess
#-----
def gru_step(*_): return subprocess.run(["python"])""",
    "files [numpy.load]": """
def gru_step(x, *_):
    np.save("question.npy", x)
    return np.load("answer.npy")""",
    "operators of another time [import __future__.barry_as_FLUFL]": """
from __future__ import barry_as_FLUFL
#-----
def gru_step(*_): return 1 <> 2""",
    "length [a cell that is too long or too deep to be read]": "def gru_step(*_): return keras.layers.GRUCell(4)\n#"
    + " " * 200_000,
    "depth [a cell that is too long or too deep to be read]": "def gru_step(*_): return keras.layers.GRUCell(4)\na = "
    + "-" * 60_000
    + "1",
    "magics without end [a cell that is too long or too deep to be read]": "def gru_step(*_): return keras.layers.GRUCell(4)\n"
    + "%time\n" * 100,
    "texts without end [a cell that is too long or too deep to be read]": "def gru_step(*_): return 1\n"
    + 'exec("1")\n' * 200,
}
