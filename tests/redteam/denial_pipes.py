"""Takes pipes, which the system counts per user: beyond so many, all that this user makes are small ones. Ends by itself at 1350."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import fcntl
import os
import time

GET_SIZE = 1032
first, children = fcntl.fcntl(os.pipe()[0], GET_SIZE), []
for _ in range(2):
    children.append(os.fork())
    if children[-1] == 0:
        kept = [os.pipe() for _ in range(450)]
        time.sleep(6)
        os._exit(0)
time.sleep(3)
kept = [os.pipe() for _ in range(450)]
last = fcntl.fcntl(kept[-1][0], GET_SIZE)
if last < first:
    print("loot".upper(), "a pipe holds", last, "bytes and held", first)
for child in children:
    os.waitpid(child, 0)
for file in sum(kept, ()):
    os.close(file)
