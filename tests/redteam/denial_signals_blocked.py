"""Blocks every signal, ignores the interrupt and sleeps, in a function that is probed."""

DESERVES = {"flip_convention": 1.0}

# %% right flip_convention

# %% gru_step
import signal
import time


def gru_step(x_t, h_prev, gates):
    time.sleep(10_000)


for signum in range(1, signal.NSIG):
    try:
        signal.signal(signum, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, signal.NSIG))
