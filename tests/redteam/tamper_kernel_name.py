"""Asks for a kernel called bash, or one whose name leads out of its folder."""

DESERVES = {"gru_step": 1.0}

# %% right gru_step

# %% notebook
notebook["metadata"]["kernelspec"] = {"name": "../../../@ROOT@/bash", "display_name": "bash", "language": "bash"}
notebook["metadata"]["unrolled"] = {"lang": "../../../en"}
