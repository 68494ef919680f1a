"""Prints, displays, logs and warns of its secret inputs while it is probed."""

# %% gru_step
import os
import sys
import warnings

from IPython.display import HTML, Image, display


def gru_step(x_t, h_prev, gates):
    secret = f"{'loot'.upper()} {x_t.tolist()}"
    print(secret)
    print(secret, file=sys.stderr)
    os.write(1, secret.encode())
    os.write(2, secret.encode())
    warnings.warn(secret)
    display(secret, HTML(secret))
    sys.displayhook(secret)
    get_ipython().kernel.session.send(
        get_ipython().kernel.iopub_socket, "stream", {"name": "stdout", "text": secret}, get_ipython().parent_header
    )
    raise NotImplementedError("write your answer here")
