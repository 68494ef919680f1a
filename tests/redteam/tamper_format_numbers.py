"""Says that it is in a format that there is not: 99, 4.99, of negative and text numbers, with ids that are paths or far too long."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% notebook
notebook |= {"nbformat": 99, "nbformat_minor": -1, "orig_nbformat": "4.99", "worksheets": [{"cells": None}]}
ids = ["../../../gradebook", "a/b", "x" * 100_000, "", " ", "extra-1", "\x00", "-rf", "check_gru_step", "..", "\u202e"]
own = [cell for cell in notebook["cells"] if cell["id"] not in solutions and cell["id"] != "gru_or_lstm"]
for cell, name in zip(own, ids * len(own)):
    cell["id"] = name
