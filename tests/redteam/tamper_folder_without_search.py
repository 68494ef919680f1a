"""Hands in a folder whose names may be read and nothing more, and one that is closed: as any user but root, a look at what is in them fails."""

DESERVES = {"gru_step": 1.0}
MAY_BE_REFUSED = True

# %% right gru_step

# %% file
for name, mode in {"listed": 0o444, "closed": 0, "entered": 0o111}.items():
    (path.parent / name / "inside").mkdir(parents=True)
    (path.parent / name / "file").write_text("x")
    (path.parent / name).chmod(mode)
