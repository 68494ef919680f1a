"""What an ordinary answer is made of, and what asks for a look: dotted names, attributes, modules, magics."""

import re


def words(text):
    """Return the words of a text."""
    return frozenset(text.split())


# What an answer may import, besides what its notebook does. A kernel has all of it from the beginning: no file takes the place of one.
MODULES = words(
    "__future__ abc array bisect calendar cmath collections colorsys concurrent.futures contextlib copy dataclasses datetime decimal difflib enum"
    " fractions functools gc hashlib heapq IPython.display itertools json keras keyword logging math matplotlib numbers numpy operator os pandas"
    " pathlib platform pprint queue random re reprlib string struct sys tensorflow textwrap threading time types typing typing_extensions"
    " unicodedata unrolled warnings zlib"
)
MEMBERS = {  # of modules that can do more than an answer needs
    "__future__": words("annotations division generator_stop print_function"),
    "gc": words("collect disable enable isenabled"),
    "os": words("cpu_count environ getcwd getenv getpid linesep makedirs name path sep urandom write"),
    "sys": words(
        "argv byteorder exit float_info getrecursionlimit getsizeof maxsize platform setrecursionlimit stderr stdin stdout version"
    ),
    "types": words("MappingProxyType SimpleNamespace"),
    "unrolled.check": words("check"),
}
BEYOND = words(  # of the others: what reads files, and what makes functions and layers of data
    "concurrent.futures.ProcessPoolExecutor keras.api keras.layers.TFSMLayer keras.losses.get keras.metrics.get keras.src logging.config"
    " logging.handlers numpy.core numpy.ctypeslib numpy.DataSource numpy.distutils numpy.f2py numpy.fromfile numpy.genfromtxt numpy.geterrcall"
    " numpy.load numpy.loadtxt numpy.memmap numpy.testing.measure numpy.testing.rundocs numpy.testing.runstring pandas.compat pandas.core"
    " pandas.eval pandas.io tensorflow.autograph tensorflow.compat tensorflow.compiler tensorflow.core tensorflow.Graph tensorflow.graph_util"
    " tensorflow.import_graph_def tensorflow.io tensorflow.lite tensorflow.load_library tensorflow.load_op_library tensorflow.python"
    " tensorflow.raw_ops tensorflow.saved_model typing.get_type_hints unrolled.compare unrolled.expected unrolled.fresh unrolled.probes"
    " unrolled.rules"
)
FROM_DATA = re.compile(
    r"keras\..*(deserialize|from_config$|load_model$|model_from_json$|get_custom_objects$|get_registered_object$)|pandas\.read_"
)
DUNDERS = frozenset(  # attributes, here and below
    f"__{name}__"
    for name in words(
        "add annotations array call class contains delitem doc enter eq exit float format getitem hash init int iter len matmul mul name neg"
        " new next post_init pow qualname radd repr rmul set_name setattr setitem str sub truediv version"
    )
)
INSIDE = words("apply_op cell_contents co_code co_consts cr_code create_op eval gi_code mro open read_bytes read_text")
SETTABLE = words(
    "matplotlib.pyplot.rcParams matplotlib.rcParams os.environ pandas.options sys.argv sys.path sys.stderr sys.stdin sys.stdout warnings.formatwarning warnings.showwarning"
)
SHOWING = words("dir display getattr hasattr help id isinstance print repr str type")  # which may be given a module
REMEMBERED = re.compile(r"In|Out|_[dio]h|__+|_i*\d+")  # what IPython keeps of the cells above
PYTHON = words("capture debug prun time timeit")  # magics whose text is Python

# What works from wherever it stands, without a name that an answer uses.
EVERYWHERE = words(
    "__future__.barry_as_FLUFL __main__ builtins code codeop ctypes doctest gc.get_objects gc.get_referents gc.get_referrers imp importlib runpy"
    " sys._current_frames sys._getframe sys.meta_path sys.modules sys.path_hooks sys.path_importer_cache sys.setprofile sys.settrace"
    " threading.setprofile threading.settrace unittest.mock"
)
FRAMES = words(
    "__builtins__ __globals__ ag_frame cr_frame f_back f_builtins f_globals f_locals gi_frame tb_frame user_global_ns user_ns"
)
EXECUTING = words("__builtins__ __import__ __loader__ __spec__ breakpoint compile eval exec globals")
TIMING = words(
    "cProfile.run pdb.run pdb.runeval profile.run timeit.repeat timeit.timeit timeit.Timer"
)  # which execute a text as well
SHELL = words("__class__ ast_node_interactivity events getoutput run_cell_magic run_line_magic system")  # all but these
OTHER_CODE = words("alias_magic edit loadpy macro recall rerun store")  # magics whose code is not in sight


def is_beyond(dotted):
    """Say whether a name of a module is one that no ordinary answer needs."""
    private = any(part.startswith("_") and not part.endswith("__") for part in dotted.split(".")[1:])
    strange = any(
        dotted.startswith(f"{module}.") and dotted.removeprefix(f"{module}.").split(".")[0] not in members
        for module, members in MEMBERS.items()
    )
    return private or strange or bool(BEYOND & prefixes(dotted)) or bool(FROM_DATA.match(dotted))


def prefixes(dotted):
    """Return a, a.b and a.b.c for a.b.c."""
    parts = dotted.split(".")
    return {".".join(parts[: k + 1]) for k in range(len(parts))}
