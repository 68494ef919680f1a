"""Comes with a state of widgets that a page builder stumbles over."""

DESERVES = {"gru_step": 1.0}
MAY_BE_REFUSED = True

# %% right gru_step

# %% notebook
notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": "redteam", "x": [None]}
