"""Sends outputs of fifteen megabytes each, faster than anybody can read them, to fill the memory of whoever receives them."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import time

kernel = get_ipython().kernel
message = kernel.session.msg("stream", {"name": "stdout", "text": "x" * 15_000_000}, get_ipython().parent_header)
frames = kernel.session.serialize(message, kernel._topic("stream"))
thread = kernel.iopub_socket.io_thread if hasattr(kernel.iopub_socket, "io_thread") else kernel.iopub_thread
for _ in range(200):
    thread.socket.send_multipart(frames, copy=False)
time.sleep(3)
