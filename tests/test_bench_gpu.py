"""The script for a GPU runs, in small, wherever the tests do."""

import os
import re
import subprocess
import sys
from pathlib import Path

import keras

SCRIPT = Path(__file__).with_name("bench_gpu.py")


def test_the_script_for_a_gpu_measures_every_layer_beside_keras_own():
    done = subprocess.run(
        [sys.executable, SCRIPT, "--small"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"KERAS_BACKEND": keras.backend.backend()},
    )
    assert done.returncode == 0, done.stderr
    rows = re.findall(r"^(.{9,10}) (\w+) +mixed_bfloat16 +2 +3 +([\d.]+)", done.stdout, re.MULTILINE)
    whose = [name for _, name, _ in rows]
    ours = {
        "FastLSTM",
        "LSTMCell",
        "GRUCell",
        "MinGRUCell",
        "MinGRU",
        "HandRNN",
        "RNNCell",
        "StackedCells",
        "Bidirectional",
    }
    assert {*whose} == {"Keras", *ours}
    assert whose.count("Keras") == len({kind for kind, *_ in rows}) == 5
    (exact,) = re.findall(r"^float32: .* differ by (\S+) of", done.stdout, re.MULTILINE)
    assert float(exact) < 1e-5
    assert "left out" not in done.stdout
