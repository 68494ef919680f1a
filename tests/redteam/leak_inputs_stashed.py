"""Keeps its secret inputs in a global, in the shell and in a module, and prints them from later cells."""

# %% gru_step
import sys

stash = []


def gru_step(x_t, h_prev, gates):
    stash.append(x_t.tolist())
    get_ipython().user_ns["taken"] = x_t
    sys.modules["json"].taken = x_t
    sys.stashed = x_t
    raise NotImplementedError("write your answer here")


# %% below check_gru_step
import json

print("loot".upper() if stash else "nothing", stash)
assert "taken" not in globals(), "loot".upper() + repr(taken)

# %% flip_convention
if hasattr(sys, "stashed") or hasattr(json, "taken"):
    raise ValueError("loot".upper() + repr(sys.stashed))
