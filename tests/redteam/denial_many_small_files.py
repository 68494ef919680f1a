"""Makes small files, folders and links until there is no more room, or 60,000 of them."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import os

for k in range(60):
    os.mkdir(f"folder-{k}")
    for n in range(1000):
        with open(f"folder-{k}/{n}", "wb") as file:
            file.write(b"x" * 4096)
