"""Gives parts of the notebook the wrong type: lists for objects, numbers for texts, nothing for something."""

MAY_BE_REFUSED = True
DESERVES = {"gru_step": 1.0}

# %% right gru_step

# %% notebook
notebook["metadata"] = {
    "unrolled": ["en"],
    "kernelspec": "python3",
    "language_info": None,
    "widgets": 3,
    "celltoolbar": {},
}
for k, cell in enumerate(notebook["cells"]):
    if cell["id"] != "gru_step":
        cell["metadata"] = [{"nbgrader": 1}, {"nbgrader": None, "tags": "play"}, {"tags": {"play": 1}}, {"name": [1]}][
            k % 4
        ]
