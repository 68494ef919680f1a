"""Sends outputs nested so deep that whoever parses, copies or prints them recurses without end."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
kernel = get_ipython().kernel
for depth in (200, 600, 900, 5_000, 100_000):
    deep = b"[" * depth + b"]" * depth
    for kind, content in (
        ("stream", b'{"name": "stdout", "text": %s}' % deep),
        ("display_data", b'{"data": {"text/plain": %s}, "metadata": {}}' % deep),
        ("error", b'{"ename": %s, "evalue": "", "traceback": %s}' % (deep, deep)),
        ("status", b'{"execution_state": %s}' % deep),
    ):
        # bytes are sent as they are
        kernel.session.send(kernel.iopub_socket, kind, content, get_ipython().parent_header)
