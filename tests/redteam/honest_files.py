"""Writes and reads files in the working directory, at home and in temporary folders, and changes its folder."""

# %% below gru_step
import os
import pathlib
import shutil
import tempfile

np.savez("weights.npz", a=np.eye(3))
assert np.load("weights.npz")["a"].sum() == 3
(pathlib.Path.home() / "notes").mkdir()
(pathlib.Path.home() / "notes" / "日记.txt").write_text("good", encoding="utf-8")
with tempfile.NamedTemporaryFile("w+") as file, tempfile.TemporaryDirectory() as folder:
    file.write("gone soon")
    shutil.copy("weights.npz", folder)
    shutil.copytree(folder, "copied")
os.chdir("notes")
assert os.listdir() == ["日记.txt"]
