"""Reads the beginning of a long list of the system's four hundred times over: each open file keeps the whole list. Ends by itself at 725 MB."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import os
import select
import time

kept = [bytearray(b"x" * 500_000_000)]
watcher, pipes = select.epoll(), [os.pipe() for _ in range(10)]
for reader, _ in pipes:
    for number in range(500, 950):
        os.dup2(reader, number)
        watcher.register(number)
    os.closerange(500, 950)  # the watches stay, as long as the pipe is open
for _ in range(450):
    kept.append(os.open(f"/proc/self/fdinfo/{watcher.fileno()}", os.O_RDONLY))
    os.read(kept[-1], 1)
time.sleep(4)
print("loot".upper(), "buffers")
for file in kept[1:]:
    os.close(file)
