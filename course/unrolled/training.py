"""How long a notebook trains, what memory it takes, and a line that says how far it is; the training itself is `fit`, in the notebook, for all to see."""

import os
import time
import tracemalloc

import keras
from IPython.display import display


def budget(quick, full):
    """Return `quick`, or `full` where the environment variable UNROLLED_BUDGET says so.

    Raises ValueError where UNROLLED_BUDGET is neither.
    """
    choices = {"quick": quick, "full": full}
    choice = os.environ.get("UNROLLED_BUDGET", "quick")
    if choice not in choices:
        raise ValueError(f"UNROLLED_BUDGET is {choice!r}; it can be quick or full")
    return choices[choice]


def peak(run, *given):
    """Return the largest memory that a function had allocated at one time, in MiB."""
    tracemalloc.start()
    run(*given)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 2**20


class Progress(keras.callbacks.Callback):
    """Keep one line up to date while `fit` runs: the model's name, epoch, loss and seconds left; at the end the seconds it took."""

    def __init__(self, name):
        super().__init__()
        self.name = name

    def on_train_begin(self, logs=None):
        self.began, self.said = time.monotonic(), 0.0
        self.line = display({"text/plain": f"{self.name} · begins"}, raw=True, display_id=True)

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch = epoch

    def on_train_batch_end(self, batch, logs=None):
        now, epochs, steps = time.monotonic(), self.params["epochs"], self.params["steps"]
        if now - self.said < 0.5:  # a line that flickers can't be read
            return
        self.said, left = now, ""
        if steps:
            done = (self.epoch + (batch + 1) / steps) / epochs
            left = f" · {(now - self.began) * (1 - done) / done:.0f} s left"
        self._say(f"epoch {self.epoch + 1} of {epochs} · loss {logs['loss']:.3f}{left}")

    def on_train_end(self, logs=None):
        epochs = self.epoch + 1  # fewer than were asked for, where something stopped it
        seconds = time.monotonic() - self.began
        self._say(f"{epochs} epoch{'s' * (epochs > 1)} · loss {logs['loss']:.3f} · {seconds:.0f} s")

    def _say(self, text):
        if self.line is None:  # not in a notebook: there is no line to keep up to date
            return
        self.line.update({"text/plain": f"{self.name} · {text}"}, raw=True)


class Stopwatch(keras.callbacks.Callback):
    """Note the seconds of training so far and what `measure(model)` finds, at the end and whenever the updates have doubled; it stands still meanwhile."""

    def __init__(self, measure):
        super().__init__()
        self.measure, self.calls, self.next, self.seconds, self.bits = measure, 0, 5, [], []

    def on_train_begin(self, logs=None):
        self.started = time.perf_counter()

    def on_train_batch_end(self, batch, logs=None):
        self.calls += 1
        if self.calls == self.next:
            self.next *= 2
            self.on_train_end()

    def on_train_end(self, logs=None):
        paused = time.perf_counter()
        self.seconds.append(paused - self.started)
        self.bits.append(self.measure(self.model))
        self.started += time.perf_counter() - paused
