"""The layers of the course are Keras layers, and the gradient written by hand is in keras.ops: they run on JAX as they run on TensorFlow."""

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SOLUTIONS = Path(__file__).parents[1] / "solutions"
LAYERS = {
    "LSTMCell": "ch05_gated_networks/lstm.py",
    "GRUCell": "ch05_gated_networks/gru.py",
    "hand_rnn": "ch04_backpropagation_through_time/bptt.py",
    "Attention": "ch09_beyond/attention.py",
    "AttentionDecoder": "ch09_beyond/attention.py",
    "MinGRUCell": "ch09_beyond/parallel.py",
    "MinGRU": "ch09_beyond/parallel.py",
    "fast_lstm": "ch09_beyond/fast.py",
    "FastLSTM": "ch09_beyond/fast.py",
}
SCRIPT = """
import json, sys
from unrolled.check import check
import keras
from autograder.marking.reference import namespace
from autograder.source.notebooks import read

reports = {}
for layer, source in json.loads(sys.argv[1]).items():
    space = namespace(read(source))
    exec(f"report = check({layer!r})", space)
    reports[layer] = repr(space["report"])
print(json.dumps([keras.backend.backend(), reports]))
"""


def test_the_layers_give_on_jax_what_they_give_on_tensorflow():
    """A check compares with values that were released under TensorFlow."""
    if importlib.util.find_spec("jax") is None:
        pytest.skip("JAX is missing, the layers were NOT tested on a second backend: pip install jax==0.10.2")
    sources = json.dumps({layer: str(SOLUTIONS / source) for layer, source in LAYERS.items()})
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, sources],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"KERAS_BACKEND": "jax", "UNROLLED_LANG": "en"},
    )
    assert done.returncode == 0, done.stderr
    backend, reports = json.loads(done.stdout)
    assert backend == "jax"
    for layer, report in reports.items():
        assert re.match(rf"{layer}: (\d+) of \1 cases right", report), report
