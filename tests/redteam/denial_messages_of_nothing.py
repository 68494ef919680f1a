"""Sends messages that are small enough to be received, and a gigabyte as objects: 15 MB of {}."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
kernel, nothing = get_ipython().kernel, b"[" + b"{}," * 5_000_000 + b"{}]"
for _ in range(5):
    content = b'{"name": "stdout", "text": %s}' % nothing  # bytes are sent as they are
    kernel.session.send(kernel.iopub_socket, "stream", content, get_ipython().parent_header)
