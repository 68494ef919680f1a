"""Returns objects that would run code when unpickled, copied, shown or converted."""

# %% gru_step
import os
import pathlib


class Trap:
    def __reduce_ex__(self, protocol):
        return os.system, ("touch @ROOT@/redteam-reduced",)

    def __array__(self, dtype=None, copy=None):
        pathlib.Path("@ROOT@/redteam-array").touch()
        return np.zeros((2, 4))

    def __getattr__(self, name):
        return Trap()

    def __repr__(self):
        return "<script>redteam_live()</script>"

    __iter__ = __len__ = __float__ = __index__ = lambda self: 1


def gru_step(x_t, h_prev, gates):
    return Trap(), np.array([Trap()]), {"z": Trap()}
