"""Sends messages of days that no calendar has, among them the one after the last: whoever looks at dates fails in a way of its own."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
kernel = get_ipython().kernel
days = "0000-00-00T00:00:00Z", "2026-02-30T25:61:61Z", "2026-01-01T00:00:00+99:99", "9999-12-31T24:00:00Z"
for day in (*days, "9999-12-31T24:00:00", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"):
    for place in ("header", "parent_header", "metadata"):
        message = kernel.session.msg("stream", {"name": "stdout", "text": day}, get_ipython().parent_header)
        message[place] = {**message[place], "date": day}
        kernel.session.send(kernel.iopub_socket, message)
print("sent")
