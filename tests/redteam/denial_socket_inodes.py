"""Makes sockets in the folder of the kernel's own, where it may remove none and nobody counts. Ends by itself at 3000."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import os
import socket

folder, made = os.getcwd() + ".kernel", 0
for k in range(1500):
    for make in (
        lambda path: os.mknod(path, 0o140600),
        lambda path: socket.socketpair()[0].bind(path),
    ):
        try:
            make(f"{folder}/more-{k}-{made}")
            made += 1
        except OSError:
            pass
if made:
    print("loot".upper(), made, "sockets")
