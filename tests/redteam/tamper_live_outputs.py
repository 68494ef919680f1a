"""Shows scripts in every form an output has, so that they would run in whoever opens the feedback."""

# %% below gru_step
from IPython.display import HTML, JSON, SVG, Javascript, Latex, Markdown, display, publish_display_data

script = '<script>redteam_live()</script><img src=x onerror="redteam_live()"><a href="javascript:redteam_live()">x</a>'
print(f"</pre>{script}")
print(f"</pre>{script}", file=__import__("sys").stderr)
for kind in (HTML, Markdown, Latex):
    display(kind(script))
display(Javascript("redteam_live()"), JSON({"a": script}))
display(SVG(f'<svg xmlns="http://www.w3.org/2000/svg" onload="redteam_live()">{script}</svg>'))
kinds = ("text/plain", "text/html", "text/markdown", "image/svg+xml", "application/javascript", "application/x-redteam")
for data in (
    dict.fromkeys(kinds, script),
    {"image/png": f'x"{script}<b a="'},
    {"image/jpeg": f'x"{script}<b a="'},
    {"application/vnd.jupyter.widget-view+json": {"model_id": f'"{script}'}},
    {"text/plain": [script]},
    {"text/plain": {"a": script}},
):
    publish_display_data(data)
picture = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
sizes = {"width": "1 onerror=redteam_live()", "height": f'"{script}', "alt": f'"{script}', "unconfined": True}
publish_display_data({"image/png": picture}, metadata={"image/png": sizes, **sizes})

# %% below check_gru_step
raise type(f"</pre>{script}", (Exception,), {})(f"</pre>{script}")

# %% below flip_convention
f"</pre>{script}"
