"""Sends messages with names of megabytes, names that are none, doubled and of older protocols, and numbers that JSON does not know."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
kernel, parent = get_ipython().kernel, get_ipython().parent_header
session, plain_pack = kernel.session, kernel.session.pack
heads = {
    "long": b'{"msg_id": "x", "msg_type": "%s", "version": "5.3"}' % (b"x" * 5_000_000),
    "long id": b'{"msg_id": "%s", "msg_type": "stream", "version": "5.3"}' % (b"x" * 5_000_000),
    "none": b'{"msg_id": null, "msg_type": NaN, "version": "5.3"}',
    "doubled": b'{"msg_id": "x", "msg_type": "error", "msg_type": "stream", "version": "5.3"}',
    "digits": b'{"msg_id": "x", "msg_type": "stream", "version": "%s"}' % (b"4" * 1_000_000),
    **{word: b"%s" % word.encode() for word in ("null", "[]", "NaN", '"stream"', "1e999", "9" * 10_000)},
}
for name in ("__call__", "__eq__", "__class__", "inspect_reply", "stream", "status", "error", "execute_reply"):
    heads[name] = b'{"msg_id": "x", "msg_type": "%s", "version": "4.1"}' % name.encode()
texts = b"NaN", b"1e999", b"-Infinity", b'"\\ud800"', b"9" * 10_000, b'{"a": 1, "a": 2}', b"[" * 50 + b"]" * 50
session.pack = lambda value: heads[value] if isinstance(value, str) else plain_pack(value)
for text in texts:
    content = b'{"name": %s, "text": %s, "execution_state": %s, "execution_count": -1, "found": %s}' % ((text,) * 4)
    for head in [*heads, None]:
        message = session.msg("stream", {}, parent)
        message |= {"header": head or message["header"], "content": content}
        session.send(kernel.iopub_socket, message)
session.pack = plain_pack
