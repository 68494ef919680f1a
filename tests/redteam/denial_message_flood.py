"""Sends outputs of fifteen megabytes each, faster than anybody can read them, to fill the memory of whoever receives them."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
kernel, text = get_ipython().kernel, "x" * 15_000_000
for _ in range(150):
    kernel.session.send(kernel.iopub_socket, "stream", {"name": "stdout", "text": text}, get_ipython().parent_header)
