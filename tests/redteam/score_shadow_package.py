"""Leaves packages called unrolled, numpy and json in the working folder and crashes, so that the next kernel would import them."""

DESERVES = {"flip_convention": 1.0}

# %% right flip_convention

# %% top
from pathlib import Path

for name in ("unrolled", "numpy", "json", "keras", "ipykernel", "sitecustomize", "usercustomize", "psutil"):
    Path(name).mkdir(exist_ok=True)
    for part in ("__init__", "check", "compare", "probes", "app", "kernelapp"):
        Path(name, f"{part}.py").write_text(
            "def __getattr__(name):\n    return lambda *_, **__: [True] * 5\nprint('loot'.upper(), __file__)\n"
        )

# %% gru_step
import os


def gru_step(x_t, h_prev, gates):
    os._exit(3)
