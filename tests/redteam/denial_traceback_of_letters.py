"""Forges errors whose traceback is one long text where a list of lines is expected, so that each letter becomes a line."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
kernel, text = get_ipython().kernel, "x" * 19_000_000
for _ in range(3):
    content = {"ename": "E", "evalue": "", "traceback": text}
    kernel.session.send(kernel.iopub_socket, "error", content, get_ipython().parent_header)
