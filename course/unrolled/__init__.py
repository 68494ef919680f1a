"""Unrolled: recurrent networks, taught and graded. Import it first: it brings up Keras without log lines."""

import os
import sys
import tempfile

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # read once, when TensorFlow is loaded


def _import_keras():
    """Import Keras while file descriptor 2 is set aside; if the import fails, show what it wrote.

    TensorFlow's C++ code writes to the descriptor, past sys.stderr, and ipykernel shows that in the notebook.
    """
    with tempfile.TemporaryFile() as said:
        stderr = os.dup(2)
        os.dup2(said.fileno(), 2)
        try:
            import keras  # noqa: F401
        except BaseException:
            os.dup2(stderr, 2)  # before writing, which would go where it came from
            said.seek(0)
            sys.stderr.write(said.read().decode(errors="replace"))
            raise
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)


if sys.argv[:1] != ["-m"]:  # `python -m unrolled` computes nothing itself: its kernels do
    _import_keras()

from unrolled.handing_in import hand_in  # noqa: E402, after Keras
from unrolled.standing import progress  # noqa: E402
from unrolled.unsolved import watch  # noqa: E402

__all__ = ["hand_in", "progress"]

watch()
