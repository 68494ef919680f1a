"""Warns, logs and writes to stderr at the top and at every step: noisy, and right."""

# %% right gru_step

# %% below gru_step
import logging
import os
import sys
import warnings

logging.basicConfig(level=logging.DEBUG)
quiet_step = gru_step


def gru_step(x_t, h_prev, gates):
    warnings.warn("this may be slow")
    logging.warning("a step")
    print("careful", file=sys.stderr)
    os.write(2, b"straight to the descriptor\n")
    return quiet_step(x_t, h_prev, gates)


gru_step(np.zeros((1, 1)), np.zeros((1, 1)), {name: (np.zeros((1, 1)),) * 3 for name in "zrh"})
