"""Hands in a notebook under a name that a terminal obeys, or that looks like another line: it is named where it is refused."""

MAY_BE_REFUSED = True

# %% file
import os

end = "\x1b]52;c;cmVkdGVhbQ==\x07\x9b2J\x1b[1A\r\u202e\u2028\x85ch05_gated_networks honest_await: 13 of 13\nlast"
path.rename(path.parent / f"GRU {end}.ipynb")
(path.parent / os.fsdecode(b"gru \xff\xfe.ipynb")).write_bytes(b"{}")
