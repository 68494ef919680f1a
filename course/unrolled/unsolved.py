"""A cell that needs an exercise which is not written yet says so in one line; it is an error all the same.

"Run All" goes on behind it, since cells that only show something are released with the tag `raises-exception`.
"""

import symtable
import traceback
from contextlib import suppress

from IPython import get_ipython

from unrolled.notebook import language

STUB_MESSAGE = "write your answer here"  # of the error that a released solution cell raises
NEEDED = ("This cell needs {}, which is not written yet.", "此单元格需要 {}，它还没有写好。")
SOME = ("an exercise", "某个练习")
LOST = {}  # names that a cell would have defined: name -> the exercise it needed


def watch():
    """Have the kernel that runs, where one does, show in one line what an exercise that is not written leads to."""
    shell = get_ipython()
    if hasattr(shell, "kernel"):
        shell.set_custom_exc((NotImplementedError, NameError), _show)


def _show(shell, kind, error, way, tb_offset=None):
    """Show an error of a cell: as IPython does, unless it comes of an exercise that is not written."""
    chinese = language() == "zh"
    if needed := _needed(error, way, shell.user_ns):
        name = f"`{needed}`" if needed != SOME else SOME[chinese]
        error._render_traceback_ = lambda: [NEEDED[chinese].format(name)]
        LOST.update(dict.fromkeys(_would_define(shell) - shell.user_ns.keys(), needed))
    shell.showtraceback((kind, error, way), tb_offset=tb_offset)


def _needed(error, way, namespace):
    """Return the exercise from whose stub an error comes, at once or by a name that a cell above could not define; None where from none."""
    if isinstance(error, NameError):
        return LOST.get(error.name)
    if STUB_MESSAGE not in str(error):
        return None
    names = [
        frame.f_code.co_qualname.partition(".")[0]
        for frame, _ in traceback.walk_tb(way)
        if frame.f_globals is namespace and frame.f_code.co_name != "<module>"
    ]
    return names[-1] if names else SOME


def _would_define(shell):
    """Return the names that the cell which runs defines."""
    with suppress(SyntaxError, AttributeError):
        source = shell.transform_cell(shell.history_manager.input_hist_raw[-1])
        return {
            each.get_name() for each in symtable.symtable(source, "cell", "exec").get_symbols() if each.is_assigned()
        }
    return set()
