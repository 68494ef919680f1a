"""Adds two hundred small cells."""

# %% notebook
for k in range(200):
    insert("gru_step", f"number_{k} = {k}\nnumber_{k}")
