"""Puts its secret inputs into memory, pipes, sockets and locks that it shares with processes forked before, and prints them later."""

# %% gru_step
import ctypes
import mmap
import os
import socket

with open("shared", "w+b") as file:
    file.truncate(1 << 16)
    shared = mmap.mmap(file.fileno(), 1 << 16)
reader, writer = os.pipe()
os.set_blocking(reader, False)
ours, theirs = socket.socketpair()
ours.setblocking(False)


def gru_step(x_t, h_prev, gates):
    secret = repr(x_t).encode()
    shared[: len(secret)] = secret
    os.write(writer, secret)
    theirs.send(secret)
    raise NotImplementedError("write your answer here")


# %% below check_gru_step
found = [shared[:200]] if any(shared[:200]) else []
for take in (lambda: os.read(reader, 1000), lambda: ours.recv(1000)):
    try:
        found.append(take())
    except BlockingIOError:
        pass
print("loot".upper() if found else "nothing", found)
