"""Asks the kernel to shut down or restart, through its own method, a payload, a magic and a forged message."""

DESERVES = {"flip_convention": 1.0}

# %% right flip_convention

# %% gru_step
kernel = get_ipython().kernel


def gru_step(x_t, h_prev, gates):
    get_ipython().payload_manager.write_payload({"source": "ask_exit", "keepkernel": False})
    kernel.session.send(kernel.iopub_socket, "shutdown_reply", {"status": "ok", "restart": False})
    kernel.do_shutdown(False)
    kernel.io_loop.stop()
    get_ipython().ask_exit()


# %% below gru_step
kernel.session.send(kernel.iopub_socket, "status", {"execution_state": "dead"})
