"""Throws away all names, all modules and all history after the first exercise."""

DESERVES = {"gru_step": 1.0, "count_parameters": 1.0}

# %% right *

# %% notebook
insert(
    "check_gru_step",
    "%reset -f\nimport sys\nfor name in list(sys.modules):\n    if 'unrolled' in name: del sys.modules[name]",
)
