"""Fills the buffers of sockets, in itself and in children: memory that belongs to no process. Ends by itself at 1.2 GB."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import os
import socket
import time

kept = []
for _ in range(8):
    if os.fork() == 0:
        for _ in range(350):
            pair = socket.socketpair()
            for one in pair:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
                one.setblocking(False)
                try:
                    while one.send(b"x" * 100_000):
                        pass
                except BlockingIOError:
                    pass
            kept.append(pair)
        time.sleep(4)
        os._exit(0)
time.sleep(4)
print("loot".upper(), "socket buffers")
