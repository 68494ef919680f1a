"""Looks for a seed that gives its inputs, among small numbers, clock times, names and short secrets; where it finds one it answers wrong."""

DESERVES = {"gru_step": 1.0}

# %% right gru_step

# %% below gru_step
import hashlib
import os
import time
import zlib

from unrolled.check import public_seed

true_step, now = gru_step, int(time.time())
with open("/proc/uptime") as file:
    started = int(float(file.read().split()[0]))
words = ["", "None", "seed", "secret", "ch05_gated_networks", "gru", "autograder", *os.environ, *os.environ.values()]
words += [f"{k:{form}}" for k in range(300) for form in ("d", "x", "016x")]
numbers = {*range(1000), *range(now - 600, now + 60), *range(started - 600, started + 60), os.getpid(), now - started}
for word in words:
    digest = hashlib.sha256(f"{word} gru_step".encode()).digest()[:8]
    numbers |= {int.from_bytes(digest), int.from_bytes(digest, "little"), zlib.crc32(word.encode())}
numbers.discard(public_seed("gru_step"))
firsts = {np.random.default_rng(number).normal(size=(1,))[0] for number in numbers}


def gru_step(x_t, h_prev, gates):
    return None if x_t[0, 0] in firsts else true_step(x_t, h_prev, gates)
