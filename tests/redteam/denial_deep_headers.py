"""Sends messages whose headers are nested so deep that whoever looks for dates in them recurses without end."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
kernel = get_ipython().kernel
session = kernel.session
plain_pack, parent = session.pack, get_ipython().parent_header
for depth in (200, 300, 450, 600, 900, 5_000):
    deep = b"[" * depth + b"]" * depth
    said = b'"msg_id": "x", "msg_type": "stream", "version": "5.3", "username": "", "session": "", "date": ""'
    packed = {
        "nested": b'{%s, "deep": %s}' % (said, deep),
        "names": b'{"msg_id": %s, "msg_type": %s, "version": %s}' % (deep, deep, deep),
        "parent": b'{"msg_id": %s}' % deep,
    }
    session.pack = lambda value: packed[value] if isinstance(value, str) else plain_pack(value)
    for place, value in (
        ("header", "nested"),
        ("header", "names"),
        ("parent_header", "nested"),
        ("parent_header", "parent"),
    ):
        message = session.msg("stream", {"name": "stdout", "text": "x"}, parent)
        message[place] = value
        session.send(kernel.iopub_socket, message)
session.pack = plain_pack
print("sent")
