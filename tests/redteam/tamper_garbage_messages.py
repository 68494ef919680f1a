"""Sends the grader messages that are none: unsigned, cut short, of the wrong type, nested deep, and statuses out of order."""

MAY_BE_REFUSED = True

# %% below gru_step
kernel = get_ipython().kernel
session, socket, parent = kernel.session, kernel.iopub_socket, get_ipython().parent_header
deep = []
for _ in range(500):
    deep = [deep]
for frames in (
    [b"x"],
    [b"<IDS|MSG>", b"bad", b"{", b"}", b"[]", b"\xff"],
    [b"topic", b"<IDS|MSG>"] + [b"null"] * 5,
    [b""],
):
    socket.send_multipart(frames)
for content in (
    {},
    {"name": 5, "text": [1]},
    {"execution_state": ["idle"]},
    {"a": deep},
    {"data": None, "metadata": 3},
):
    for kind in ("stream", "status", "display_data", "execute_result", "error", "clear_output", "comm_msg", "nonsense"):
        session.send(socket, kind, content, parent)
for _ in range(3):
    session.send(socket, "status", {"execution_state": "idle"}, parent)
