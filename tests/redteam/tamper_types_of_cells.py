"""Has cells that are none, sources that are numbers, outputs that are text, and an id that is a list."""

MAY_BE_REFUSED = True

# %% notebook
notebook["cells"][1:4] = [None, 5, "x"]
notebook["cells"][5]["source"] = 7
notebook["cells"][6]["id"] = ["gru_step"]
notebook["cells"].append({"cell_type": "code", "outputs": "none", "execution_count": {}})
