"""Was saved with the state of widgets, attachments, unknown metadata and collapsed outputs."""

# %% notebook
notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}, "version_major": 2}}
notebook["metadata"]["toc"] = {"base_numbering": 1}
notebook["cells"][0]["attachments"] = {"picture.png": {"image/png": "iVBORw0KGgo="}}
for cell in notebook["cells"]:
    cell["metadata"] |= {"collapsed": True, "jupyter": {"outputs_hidden": True}, "ExecuteTime": {"end_time": "soon"}}
    if cell["cell_type"] == "code":
        cell["outputs"] = [
            {
                "output_type": "display_data",
                "metadata": {},
                "data": {"application/vnd.jupyter.widget-view+json": {"model_id": "0" * 32}, "text/plain": "a widget"},
            }
        ]
