"""Hands in folders and files beside the notebook that are hard to copy or delete: closed to all, very deep, with odd names."""

DESERVES = {"gru_step": 1.0}
MAY_BE_REFUSED = True

# %% right gru_step

# %% file
import os

(path.parent / "closed").mkdir()
(path.parent / "closed" / "file").touch()
(path.parent / os.fsdecode(b"odd \xff\n name")).touch()
deep = path.parent / "/".join(["d"] * 200)
deep.mkdir(parents=True)
(path.parent / "loop").symlink_to("loop")
(path.parent / "closed" / "file").chmod(0)
