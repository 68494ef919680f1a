"""Has the right answer and gives it long after the time is up, with the interrupt signal ignored."""

DESERVES = {"flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below gru_step
import signal
import time

signal.signal(signal.SIGINT, signal.SIG_IGN)
quick_step, begun = gru_step, time.monotonic()


def gru_step(x_t, h_prev, gates):
    while time.monotonic() < begun + 60:
        time.sleep(0.1)
    return quick_step(x_t, h_prev, gates)
