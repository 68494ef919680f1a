"""Computes the gates in a pool of threads and leaves a timer running."""

# %% below gru_step
import threading
from concurrent.futures import ThreadPoolExecutor

plain_step = gru_step
pool = ThreadPoolExecutor(2)
threading.Timer(3600, print).start()


def gru_step(x_t, h_prev, gates):
    return pool.submit(plain_step, x_t, h_prev, gates).result()
