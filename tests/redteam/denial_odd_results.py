"""Forges results with half characters, numbers of a million digits and none, doubled names, and ones that change while they are read."""

# %% gru_step
import os
import time
from pathlib import Path

import unrolled.check as room

entry = '{"ruled_out": [["%s", "%s"]], "left_on": %s, "results": [%s]}'
error = '{"error": {"type": "\\ud800", "message": "\\udfff \\u0000 \\u001b[31m", "lines": ["\\ud83d"], "unattempted": false}}'
twice = '{"dtype": "float64", "dtype": "int", "shape": [2, 4], "shape": [], "data": NaN, "data": %s}'
forged = {
    "gru_step": entry % ("\\ud800", "\\udfff", '["\\ud800"]', ",".join([error] * 5)),
    "flip_convention": entry % ("", "", "NaN", ",".join([twice % "Infinity"] * 5)),
    "GRUCell": entry % ("", "", "5", ",".join([twice % ("9" * 1_000_000)] * 5)),
    "as_simple_rnn": entry % ("", "", '{"a": -1e999}', ",".join([twice % "[-1e999, null]"] * 5)),
}


def send(name, seed, path):
    Path(path).write_text(forged.get(name, "[]"))
    if name not in forged and os.fork() == 0:
        end = time.monotonic() + 3
        while time.monotonic() < end:
            for text in ("[" * 1_000_000, "", "[]", '{"results": ' + "[]," * 500_000):
                Path(path).write_text(text)
        os._exit(0)


room.send = send
