"""Comes with stored outputs of every living kind in all its cells, and with the state of widgets that would wake them."""

DESERVES = {"gru_step": 1.0}

# %% right gru_step

# %% notebook
script = "<script>redteam_live()</script><img src=x onerror=redteam_live()>"
view, state = (f"application/vnd.jupyter.widget-{kind}+json" for kind in ("view", "state"))
kinds = ("text/html", "text/latex", "text/markdown", "image/svg+xml", "application/javascript", "application/pdf")
data = dict.fromkeys(kinds, script) | {
    view: {"model_id": f'x"{script}', "version_major": 2},
    "application/vnd.vega.v5+json": {"data": [{"url": "javascript:redteam_live()"}]},
    "image/png": f'x" onerror="redteam_live()" a="{script}',
    "text/vnd.mermaid": 'graph LR\nclick A "javascript:redteam_live()"',
}
sizes = {
    "width": '1" onload="redteam_live()',
    "height": script,
    "needs_background": f'light" {script}',
    "unconfined": script,
}
metadata = {"image/png": sizes, "image/svg+xml": sizes, "isolated": True, **sizes}
shown = {"output_type": "display_data", "data": data, "metadata": metadata}
error = {"output_type": "error", "ename": script, "evalue": script, "traceback": [f"\x1b[31{script}m", script]}
for cell in notebook["cells"]:
    cell["outputs"] = [shown, error, {"output_type": script, "name": script, "text": [script]}]
    cell["execution_count"] = script
models = {"x": {"model_name": f"</script>{script}", "model_module": "//redteam_live/x.js", "state": {}}}
notebook["metadata"]["widgets"] = {state: {"version_major": 2, "version_minor": 0, "state": models}}
