"""Ends cells with sys.exit, raise SystemExit and, in the last one of all, exit()."""

# %% below gru_step
import sys

print("done here")
sys.exit(1)

# %% below flip_convention
raise SystemExit("that is enough")

# %% notebook
insert(-1, "exit()")
