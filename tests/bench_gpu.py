"""Measure a training step of every recurrent layer of the course beside Keras' own, over batches, lengths and two precisions; prints one table.

    KERAS_BACKEND=jax python tests/bench_gpu.py            on a GPU: ten minutes at most
    KERAS_BACKEND=jax python tests/bench_gpu.py --small    on a CPU: to see that it runs

For a machine that may have no more than NumPy, Keras and JAX: of the notebooks only the definitions named in SOURCES are run, without the
packages of the course. Rows are printed as they are measured, the sizes that tell most first; when --minutes are over the rest is left out.
"""

import argparse
import ast
import os
import time
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np

SOLUTIONS = Path(__file__).resolve().parent.parent / "solutions"
SOURCES = {  # the notebook -> what of it is run, in its order
    "ch03_language_models/rnn_language_model": ("RNNCell",),
    "ch04_backpropagation_through_time/bptt": ("walk", "hand_rnn", "HandRNN"),
    "ch05_gated_networks/lstm": ("LSTMCell",),
    "ch05_gated_networks/gru": ("GRUCell",),
    "ch06_deep_bidirectional/deep": ("StackedCells",),
    "ch06_deep_bidirectional/bidirectional": ("Bidirectional",),
    "ch09_beyond/parallel": ("join", "MinGRUCell", "MinGRU"),
    "ch09_beyond/fast": ("walk", "fast_lstm", "FastLSTM"),
}
PRECISIONS = "float32", "mixed_bfloat16"
LARGE = {
    "units": 512,
    "sizes": [(64, 64), (512, 64), (64, 512), (8, 64), (2048, 64)],
    "rounds": 10,
    "precisions": PRECISIONS,
}
SMALL = {"units": 8, "sizes": [(2, 3)], "rounds": 1, "precisions": PRECISIONS[1:]}  # sizes: batch, time


def definitions():
    """Return the classes of the course by their names."""
    found = {}
    for notebook, names in SOURCES.items():
        path = SOLUTIONS / f"{notebook}.py"
        nodes = ast.parse(path.read_text(encoding="utf-8")).body
        wanted = [node for node in nodes if getattr(node, "name", None) in names]
        space = {"__name__": "__main__", "keras": keras, "ops": keras.ops, "np": np}
        exec(compile(ast.Module(wanted, []), str(path), "exec"), space)
        found |= {name: space[name] for name in names}
    return found


def layers(units):
    """Return (kind, whose) -> a function that makes the layer; Keras' own come first of their kind."""
    course, options = definitions(), {"return_sequences": True}
    own = keras.layers

    def around(cell):
        return lambda: own.RNN(cell(), **options)

    return {
        ("LSTM", "Keras"): lambda: own.LSTM(units, **options),
        ("LSTM", "FastLSTM"): lambda: course["FastLSTM"](units, **options),
        ("LSTM", "LSTMCell"): around(lambda: course["LSTMCell"](units)),
        ("GRU", "Keras"): lambda: own.GRU(units, **options),
        ("GRU", "GRUCell"): around(lambda: course["GRUCell"](units)),
        ("GRU", "MinGRUCell"): around(lambda: course["MinGRUCell"](units)),
        ("GRU", "MinGRU"): lambda: course["MinGRU"](units),
        ("RNN", "Keras"): lambda: own.SimpleRNN(units, **options),
        ("RNN", "HandRNN"): lambda: course["HandRNN"](units, **options),
        ("RNN", "RNNCell"): around(lambda: course["RNNCell"](units)),
        ("two GRUs", "Keras"): lambda: own.RNN([own.GRUCell(units) for _ in range(2)], **options),
        ("two GRUs", "StackedCells"): around(
            lambda: course["StackedCells"]([course["GRUCell"](units) for _ in range(2)])
        ),
        ("both ways", "Keras"): lambda: own.Bidirectional(own.GRU(units, **options)),
        ("both ways", "Bidirectional"): lambda: course["Bidirectional"](own.GRU(units, **options)),
    }


def training_step(layer, x):
    """Return a function that computes the gradients of all weights, compiled, and whether a layer of cuDNN is in it; None where nothing tells."""
    model = keras.Sequential([keras.Input(batch_shape=x.shape), layer])  # it casts to the layer's precision
    if keras.backend.backend() == "jax":
        import jax

        weights, others = (
            [v.value for v in some] for some in (model.trainable_variables, model.non_trainable_variables)
        )
        rows = jax.numpy.asarray(x)

        @jax.jit
        @jax.grad
        def gradients(weights):
            outputs, _ = model.stateless_call(weights, others, rows)
            return (outputs.astype("float32") ** 2).mean()

        program = gradients.lower(weights).as_text()
        return lambda: jax.block_until_ready(gradients(weights)), "cudnn_rnn" in program

    import tensorflow as tf

    rows, weights = tf.constant(x), [variable.value for variable in model.trainable_variables]

    @tf.function(reduce_retracing=True)  # not XLA: cuDNN can't be in its programs
    def gradients():
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.cast(model(rows), "float32") ** 2)
        return tape.gradient(loss, weights)

    def step():
        gradients()[0].numpy()

    return step, None


def milliseconds(step, rounds):
    """Return the first call's, compiling included, and the median of the others'."""
    spent = []
    for _ in range(rounds + 2):
        started = time.perf_counter()
        step()
        spent.append(1e3 * (time.perf_counter() - started))
    return spent[0], float(np.median(spent[2:]))


def difference(units, x):
    """Return how far the outputs of FastLSTM are from those of Keras' LSTM with the same weights, by the largest of these."""
    theirs, ours = (layers(units)["LSTM", whose]() for whose in ("Keras", "FastLSTM"))
    expected = np.asarray(keras.ops.cast(theirs(x), "float32"))
    ours.build(x.shape)
    ours.set_weights(theirs.get_weights())
    return np.abs(np.asarray(keras.ops.cast(ours(x), "float32")) - expected).max() / np.abs(expected).max()


def where():
    """Return the backend and what it computes on."""
    if keras.backend.backend() == "jax":
        import jax

        return f"JAX {jax.__version__} on {jax.devices()[0].device_kind}"
    return f"{keras.backend.backend()} on {', '.join(map(str, keras.distribution.list_devices()))}"


def main():
    """Measure, and print the table row by row."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--small", action="store_true", help="small sizes, one round: to see that it runs")
    parser.add_argument("--minutes", type=float, default=9.0, help="after these no further row is begun (default 9)")
    chosen = parser.parse_args()
    plan, ends = SMALL if chosen.small else LARGE, time.monotonic() + 60 * chosen.minutes
    units, rng, left = plan["units"], np.random.default_rng(0), 0
    print(
        f"Keras {keras.__version__}, {where()}; a training step, {units} features and units, median of {plan['rounds']}"
    )
    print(
        "kind       whose          precision        batch  time       ms  sequences/s  to Keras'  cuDNN  first call, s"
    )
    for batch, steps in plan["sizes"]:
        x = rng.normal(size=(batch, steps, units)).astype("float32")
        for precision in plan["precisions"]:
            keras.config.set_dtype_policy(precision)
            reference = {}
            for (kind, whose), make in layers(units).items():
                if time.monotonic() > ends:
                    left += 1
                    continue
                step, cudnn = training_step(make(), x)
                first, median = milliseconds(step, plan["rounds"])
                ratio = median / reference.setdefault(kind, median)
                said = {True: "yes", False: "no", None: "?"}[cudnn]
                print(
                    f"{kind:10} {whose:14} {precision:15} {batch:6} {steps:5} {median:8.2f} {1e3 * batch / median:12.0f}"
                    f" {ratio:10.2f}  {said:5} {first / 1e3:14.1f}",
                    flush=True,
                )
    x = x[:8]
    for precision in PRECISIONS:
        keras.config.set_dtype_policy(precision)
        print(f"{precision}: outputs of FastLSTM and Keras' LSTM differ by {difference(units, x):.0e} of the largest")
    if left:
        print(f"{left} rows are left out: {chosen.minutes:g} minutes were over")


if __name__ == "__main__":
    main()
