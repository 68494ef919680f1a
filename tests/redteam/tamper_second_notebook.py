"""Hands in other notebooks, too: an unknown one, one in capitals, a copy, and a second right one under another name."""

DESERVES = {"gru_step": 1.0}

# %% right gru_step

# %% file
right = path.read_text(encoding="utf-8")
for name in (
    "GRU.ipynb",
    "gru (1).ipynb",
    "gru-Copy1.ipynb",
    "unknown.ipynb",
    ".ipynb",
    "lstm2.ipynb",
    "gru.ipynb.bak",
):
    (path.parent / name).write_text(right, encoding="utf-8")
(path.parent / ".ipynb_checkpoints").mkdir()
(path.parent / ".ipynb_checkpoints" / "gru-checkpoint.ipynb").write_text("not a notebook")
