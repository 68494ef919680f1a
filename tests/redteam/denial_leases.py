"""Takes leases on files that it may read, so that whoever else opens them waits, and asks to be told of what happens in folders."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import fcntl
import os


for kind in (fcntl.F_RDLCK, fcntl.F_WRLCK):
    with open(os.__file__) as file:
        try:
            fcntl.fcntl(file, fcntl.F_SETLEASE, kind)
            print("loot".upper(), "lease", kind)
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        except OSError as error:
            print(error)
folder = os.open(os.path.dirname(os.__file__), os.O_RDONLY)
try:
    fcntl.fcntl(folder, fcntl.F_NOTIFY, fcntl.DN_CREATE)
    print("loot".upper(), "notices")
except OSError as error:
    print(error)
