"""Hands in pipes with names that forge a line of the log, ring, look like options, or are not even text."""

DESERVES = {"gru_step": 1.0}
MAY_BE_REFUSED = True

# %% right gru_step

# %% file
import os

forged = "\nch05_gated_networks honest_await: 13 of 13\n"
for name in (f"a{forged}", "\r\x1b[2K\x1b[31m", "-rf", "\\\\?\\NUL", "*", "\u2067\u202e", "e\u0301" * 80):
    os.mkfifo(path.parent / name)
os.mkfifo(os.fsencode(path.parent) + b"/\xff\xfe\x9b2J")
