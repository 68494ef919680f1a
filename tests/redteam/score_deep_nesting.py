"""Returns lists nested a hundred thousand deep, lists that contain themselves, and forges such results."""

# %% gru_step
import unrolled.check as room
from unrolled import compare

deep = []
for _ in range(100_000):
    deep = [deep]
endless = []
endless.append(endless)


def gru_step(x_t, h_prev, gates):
    return deep, endless, {"z": deep}


# %% below check_gru_step
def nested(value):
    data = 1.0
    for _ in range(900):
        data = {"list": [data]}
    return data


compare.plain = room.plain = nested


# %% flip_convention
def flip_convention(gates):
    return None


room._outcome = lambda *_: nested(None)
