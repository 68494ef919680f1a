"""Shows thirty thousand small things, updates one of them ten thousand times, and clears."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
from IPython.display import clear_output, display

handle = display("x", display_id=True)
for k in range(10_000):
    handle.update(k)
for k in range(30_000):
    display(k)
    if k % 10_000 == 0:
        clear_output(wait=True)
