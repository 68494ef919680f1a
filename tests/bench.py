"""Measure one training step of our layers against Keras' own and PyTorch's, and beam search for a batch against its loop, as ratios in one run; writes bench.json.

All variants take turns within each round, so that whatever else the machine does falls on all of them alike.
"""

import importlib.util
import json
import time
from pathlib import Path

import numpy as np

from autograder.grading import namespace
from autograder.notebooks import read

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


def variants():
    """Return name -> step, for LSTM and GRU, as a graph and compiled by XLA."""
    import keras
    import tensorflow as tf

    tf.get_logger().setLevel("ERROR")  # it takes functions made alike for one that is traced again and again

    def solution(name):
        return namespace(read(ROOT / f"solutions/ch05_gated_networks/{name}.py"))

    layers = {
        "LSTM": (keras.layers.LSTM, solution("lstm")["LSTMCell"]),
        "GRU": (keras.layers.GRU, solution("gru")["GRUCell"]),
    }
    steps = {}
    for kind, (theirs, ours) in layers.items():
        for mode, compiled in {"graph": False, "XLA": True}.items():
            steps[kind, "Keras", mode] = keras_step(theirs(UNITS, return_sequences=True), compiled)
            steps[kind, "ours", mode] = keras_step(keras.layers.RNN(ours(UNITS), return_sequences=True), compiled)
        if importlib.util.find_spec("torch"):
            steps[kind, "PyTorch", "eager"] = torch_step(kind)
    return steps


def searches():
    """Return name -> (sentences, search) of chapter 8: beam search in a loop, and for a batch, as a graph and compiled by XLA."""
    import keras
    import tensorflow as tf
    from keras import ops

    notebook = namespace(read(ROOT / "solutions/ch08_beam_search/beam_search.py"))
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


def measured(steps, rounds):
    """Return name -> median seconds of functions that take turns."""
    seconds = {name: [] for name in steps}
    for _ in range(rounds):
        for name, step in steps.items():
            started = time.perf_counter()
            step()
            seconds[name].append(time.perf_counter() - started)
    return {name: float(np.median(times)) for name, times in seconds.items()}


def main():
    """Measure, print a table, and write bench.json."""
    steps = variants()
    for step in steps.values():
        for _ in range(3):
            step()
    seconds = measured(steps, ROUNDS)
    rows = []
    print(f"training step, batch {BATCH}, {TIME} steps, {FEATURES} features, {UNITS} units; medians of {ROUNDS} rounds")
    for (kind, whose, mode), median in seconds.items():
        ratio = median / seconds[kind, "Keras", "graph"]
        rows.append({"layer": kind, "whose": whose, "mode": mode, "ms": 1e3 * median, "ratio to Keras graph": ratio})
        print(f"{kind:5} {whose:8} {mode:6} {1e3 * median:7.1f} ms   {ratio:5.2f} times Keras' own as a graph")
    if not importlib.util.find_spec("torch"):
        print("PyTorch is not installed, so it is not in this table: .venv/bin/uv pip install torch")

    found = searches()
    seconds = measured({name: search for name, (_, search) in found.items()}, ROUNDS // 6)
    print(f"beam search, k = {K}, {VOCABULARY} tokens, {STEPS} steps, {WIDTH} units; medians of {ROUNDS // 6} rounds")
    rates = {name: found[name][0] / median for name, median in seconds.items()}
    for name, rate in rates.items():
        ratio = rate / rates["loop"]
        rows.append({"search": name, "sentences per second": rate, "ratio to the loop": ratio})
        print(f"{name:5} {rate:8.0f} sentences per second   {ratio:5.1f} times the loop")
    (ROOT / "bench.json").write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
