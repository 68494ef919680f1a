"""Passed through a program that writes format 4.4 and drops ids, tags, and the notebook's metadata."""

# %% notebook
notebook["nbformat_minor"] = 4
notebook["metadata"] = {}
for cell in notebook["cells"]:
    del cell["id"]
    cell["metadata"].pop("tags", None)
