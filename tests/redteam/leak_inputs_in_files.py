"""Writes its secret inputs into files, under every name and mode it can, and prints them from later cells."""

# %% gru_step
import fcntl
import os
import pathlib
import tempfile

places = [pathlib.Path("stash"), pathlib.Path.home() / ".stash", pathlib.Path(tempfile.gettempdir()) / "a" / "stash"]
places += [pathlib.Path(place) for place in ("/tmp/redteam-stash", "/dev/shm/redteam-stash", "/var/tmp/redteam-stash")]
here = os.open(".", os.O_RDONLY)
shared = os.open("shared", os.O_RDWR | os.O_CREAT)


def gru_step(x_t, h_prev, gates):
    for place in places:
        try:
            place.parent.mkdir(exist_ok=True)
            place.write_text(repr(x_t))
        except OSError:
            pass
    os.pwrite(shared, repr(x_t).encode(), 0)
    os.lseek(shared, 1 + int(abs(x_t[0, 0]) * 1e6), os.SEEK_SET)
    os.close(os.open(f"stash-{x_t[0, 0]}", os.O_CREAT, dir_fd=here))
    raise NotImplementedError("write your answer here")


# %% below check_gru_step
found = [place.read_text() for place in places if place.exists()]
found += [name for name in os.listdir() if name.startswith("stash")]
found += [os.pread(shared, 1000, 0)] if os.pread(shared, 1000, 0) else []
found += [os.lseek(shared, 0, os.SEEK_CUR)] if os.lseek(shared, 0, os.SEEK_CUR) else []
print("loot".upper() if found else "nothing", found)
