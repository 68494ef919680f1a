"""How long a notebook trains; the training itself is `fit`, in the notebook, for all to see."""

import os


def budget(quick, full):
    """Return `quick`, or `full` where the environment variable UNROLLED_BUDGET says so.

    Raises ValueError where UNROLLED_BUDGET is neither.
    """
    choices = {"quick": quick, "full": full}
    choice = os.environ.get("UNROLLED_BUDGET", "quick")
    if choice not in choices:
        raise ValueError(f"UNROLLED_BUDGET is {choice!r}; it can be quick or full")
    return choices[choice]
