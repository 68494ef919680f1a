"""Measure one training step of our layers against Keras' own and PyTorch's, and beam search for a batch against its loop, as ratios in one run; writes bench.json.

All variants take turns within each round, so that whatever else the machine does falls on all of them alike. A process has one backend of
Keras: the plain network and the gradient written by hand (chapter 4) are measured once more on JAX, where it is installed, in a second process.
"""

import importlib.util
import json
import os
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import numpy as np

from autograder.marking.reference import namespace
from autograder.source.notebooks import read

ROOT = Path(__file__).resolve().parent.parent
BATCH, TIME, FEATURES, UNITS = 32, 35, 64, 256
ROUNDS = 30
SENTENCES, K, STEPS, VOCABULARY, WIDTH = 256, 5, 16, 488, 192  # of the search, as chapter 8 translates


def keras_step(layer, compiled):
    """Return a function that takes one training step: the loss and the gradient of every weight."""
    import keras
    import tensorflow as tf

    model = keras.Sequential([keras.Input((TIME, FEATURES), batch_size=BATCH), layer])
    rng = np.random.default_rng(0)
    x = tf.constant(rng.normal(size=(BATCH, TIME, FEATURES)), dtype="float32")
    y = tf.constant(rng.normal(size=(BATCH, TIME, UNITS)), dtype="float32")
    weights = [weight.value for weight in model.trainable_variables]

    @tf.function(jit_compile=compiled)
    def gradients():
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(x, training=True) - y) ** 2)
        return tape.gradient(loss, weights)

    def step():
        gradients()[0].numpy()

    return step


def jax_step(layer):
    """Return the same on JAX, compiled as JAX always is."""
    import jax

    rng = np.random.default_rng(0)
    x = jax.numpy.asarray(rng.normal(size=(BATCH, TIME, FEATURES)), dtype="float32")
    y = jax.numpy.asarray(rng.normal(size=(BATCH, TIME, UNITS)), dtype="float32")
    layer.build(x.shape)
    weights, others = ([v.value for v in some] for some in (layer.trainable_variables, layer.non_trainable_variables))

    @jax.jit
    @jax.grad
    def gradients(weights):
        outputs, _ = layer.stateless_call(weights, others, x)
        return ((outputs - y) ** 2).mean()

    return lambda: jax.block_until_ready(gradients(weights))


def torch_step(kind):
    """Return the same for a layer of PyTorch."""
    import torch

    rng = np.random.default_rng(0)
    x = torch.tensor(rng.normal(size=(BATCH, TIME, FEATURES)), dtype=torch.float32)
    y = torch.tensor(rng.normal(size=(BATCH, TIME, UNITS)), dtype=torch.float32)
    layer = getattr(torch.nn, kind)(FEATURES, UNITS, batch_first=True)

    def step():
        layer.zero_grad()
        ((layer(x)[0] - y) ** 2).mean().backward()

    return step


@cache
def solution(chapter, name):
    """Return the namespace of a solution notebook."""
    return namespace(read(ROOT / f"solutions/{chapter}/{name}.py"))


def plain_layers():
    """Return whose -> a plain recurrent layer, the cell of chapter 3 and the gradient written by hand among them."""
    import keras

    cell = solution("ch03_language_models", "rnn_language_model")["RNNCell"]
    by_hand = solution("ch04_backpropagation_through_time", "bptt")["HandRNN"]
    return {
        "Keras": keras.layers.SimpleRNN(UNITS, return_sequences=True),
        "ours": keras.layers.RNN(cell(UNITS), return_sequences=True),
        "by hand": by_hand(UNITS, return_sequences=True),
    }


def variants():
    """Return name -> step, for plain networks, LSTM and GRU, as a graph and compiled by XLA."""
    import keras
    import tensorflow as tf

    tf.get_logger().setLevel("ERROR")  # it takes functions made alike for one that is traced again and again
    layers = {
        "LSTM": (keras.layers.LSTM, solution("ch05_gated_networks", "lstm")["LSTMCell"]),
        "GRU": (keras.layers.GRU, solution("ch05_gated_networks", "gru")["GRUCell"]),
    }
    modes = {"graph": False, "XLA": True}
    steps = {}
    for mode, compiled in modes.items():
        for whose, layer in plain_layers().items():
            steps["RNN", whose, mode] = keras_step(layer, compiled)
    if importlib.util.find_spec("torch"):
        steps["RNN", "PyTorch", "eager"] = torch_step("RNN")
    for kind, (theirs, ours) in layers.items():
        for mode, compiled in modes.items():
            steps[kind, "Keras", mode] = keras_step(theirs(UNITS, return_sequences=True), compiled)
            steps[kind, "ours", mode] = keras_step(keras.layers.RNN(ours(UNITS), return_sequences=True), compiled)
        if importlib.util.find_spec("torch"):
            steps[kind, "PyTorch", "eager"] = torch_step(kind)
    return steps


def variants_on_jax():
    """Return the same for plain networks and an LSTM on JAX."""
    import keras

    steps = {("RNN", whose, "JAX"): jax_step(layer) for whose, layer in plain_layers().items()}
    return steps | {("LSTM", "Keras", "JAX"): jax_step(keras.layers.LSTM(UNITS, return_sequences=True))}


def searches():
    """Return name -> (sentences, search) of chapter 8: beam search in a loop, and for a batch, as a graph and compiled by XLA."""
    import keras
    import tensorflow as tf
    from keras import ops

    notebook = solution("ch08_beam_search", "beam_search")
    keras.utils.set_random_seed(0)
    embedding, cell, readout = (
        keras.layers.Embedding(VOCABULARY, 64),
        keras.layers.GRUCell(WIDTH),
        keras.layers.Dense(VOCABULARY),
    )
    start, end = 1, 2
    states = np.random.default_rng(0).normal(size=(SENTENCES, WIDTH)).astype("float32")

    @tf.function(reduce_retracing=True)
    def step(tokens, state):
        state, _ = cell(embedding(tokens), [state])
        return ops.log_softmax(10 * readout(state)), state

    def numpy_step(tokens, state):
        return [part.numpy() for part in step(tf.constant(tokens, "int32"), tf.constant(state))]

    def loop():
        return [notebook["beam_search"](numpy_step, start, state[None], end, STEPS, K)[0][1] for state in states[:16]]

    def batched(compiled):
        graph = tf.function(
            lambda state: notebook["batched_beam_search"](step, start, state, end, STEPS, K), jit_compile=compiled
        )

        def search():
            _, scores = graph(tf.constant(states))
            return scores[:, 0].numpy()

        return search

    found = {"loop": (16, loop), "graph": (SENTENCES, batched(False)), "XLA": (SENTENCES, batched(True))}
    scores = {name: search() for name, (_, search) in found.items()}
    for name in ("graph", "XLA"):
        np.testing.assert_allclose(scores[name][:16], scores["loop"], rtol=1e-4, err_msg=name)
    return found


def measure(steps, rounds=ROUNDS):
    """Let all steps take turns; return name -> the median of its seconds."""
    for step in steps.values():
        for _ in range(3):
            step()
    seconds = {name: [] for name in steps}
    for _ in range(rounds):
        for name, step in steps.items():
            started = time.perf_counter()
            step()
            seconds[name].append(time.perf_counter() - started)
    return {name: float(np.median(measured)) for name, measured in seconds.items()}


def table(medians, reference):
    """Print the medians beside those of Keras' own layers in the mode `reference`; return the rows."""
    rows = []
    for (kind, whose, mode), median in medians.items():
        ratio = median / medians[kind, "Keras", reference]
        rows.append(
            {"layer": kind, "whose": whose, "mode": mode, "ms": 1e3 * median, f"ratio to Keras {reference}": ratio}
        )
        print(f"{kind:5} {whose:8} {mode:6} {1e3 * median:7.1f} ms   {ratio:5.2f} times Keras' own, {reference}")
    return rows


def main():
    """Measure, print a table, and write bench.json."""
    if "jax" in sys.argv:  # the second process
        print(json.dumps([[*name, median] for name, median in measure(variants_on_jax()).items()]))
        return
    print(f"training step, batch {BATCH}, {TIME} steps, {FEATURES} features, {UNITS} units; medians of {ROUNDS} rounds")
    rows = table(measure(variants()), "graph")
    if importlib.util.find_spec("jax"):
        environment = os.environ | {"KERAS_BACKEND": "jax"}
        done = subprocess.run([sys.executable, __file__, "jax"], env=environment, stdout=subprocess.PIPE, check=True)
        measured = json.loads(done.stdout.splitlines()[-1])
        rows += table({tuple(name): median for *name, median in measured}, "JAX")
    for name, package in {"PyTorch": "torch", "JAX": "jax"}.items():
        if not importlib.util.find_spec(package):
            print(f"{name} is not installed, so it is not in this table: .venv/bin/uv pip install {package}")

    found = searches()
    seconds = measure({name: search for name, (_, search) in found.items()}, ROUNDS // 6)
    print(f"beam search, k = {K}, {VOCABULARY} tokens, {STEPS} steps, {WIDTH} units; medians of {ROUNDS // 6} rounds")
    rates = {name: found[name][0] / median for name, median in seconds.items()}
    for name, rate in rates.items():
        ratio = rate / rates["loop"]
        rows.append({"search": name, "sentences per second": rate, "ratio to the loop": ratio})
        print(f"{name:5} {rate:8.0f} sentences per second   {ratio:5.1f} times the loop")
    (ROOT / "bench.json").write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
