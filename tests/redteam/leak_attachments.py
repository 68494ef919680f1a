"""Refers to files of the machine in attachments, images, links and includes of its text, so that a page might embed them."""

# %% notebook
fill(
    "gru_or_lstm",
    "![picture](@ROOT@/solutions/ch05_gated_networks/gru.py) ![letter](file://@HOME@/.letter) [a](attachment:x.png)\n"
    '<img src="@HOME@/.letter"> <iframe src="file://@HOME@/.letter"></iframe>\n'
    '{% include "@HOME@/.letter" %} {{ resources }} `{{ 7 * 7 }}`',
)
for cell in notebook["cells"]:
    if cell["cell_type"] == "markdown":
        cell["attachments"] = {"x.png": {"image/png": "file://@HOME@/.letter"}}
notebook["metadata"]["template"] = notebook["metadata"]["title"] = "{% include '@HOME@/.letter' %}"
