"""Has scripts where a notebook says what it is: title, authors, kernel, language, modes, tags, ids, formats of cells."""

DESERVES = {"gru_step": 1.0}

# %% right gru_step

# %% notebook
script = '"></title><script>redteam_live()</script><img src=x onerror="redteam_live()">'
notebook["metadata"] |= {
    "title": script,
    "authors": [{"name": script}],
    "kernelspec": {"name": script, "display_name": script, "language": script},
    "language_info": {
        "name": script,
        "codemirror_mode": {"name": script},
        "pygments_lexer": script,
        "file_extension": script,
        "mimetype": script,
    },
    "nbconvert": {"template": script},
    "rise": {"theme": script},
    "toc": {"title_cell": script},
    "jupytext": {"text_representation": script},
    script: script,
}
for number, cell in enumerate(notebook["cells"]):
    names = {name: script for name in ("name", "format", "mimetype", "id", "class", "style", "title", "slideshow")}
    cell["metadata"] |= names | {"tags": [script], "jupyter": {"source_hidden": script}, "editable": script}
    if cell["id"] not in ("gru_step", "gru_or_lstm"):
        cell["id"] = f"{number}{script}"
