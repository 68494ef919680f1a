"""Copied every solution and check cell, metadata and all, and left the copies as they were released."""

# %% notebook
import copy

for cell in list(notebook["cells"]):
    fields = cell["metadata"].get("nbgrader", {})
    if fields.get("solution") or fields.get("locked"):
        twin = copy.deepcopy(cell)
        twin["source"] = released[cell["id"]]
        notebook["cells"].append(twin)
