"""Hands in a submission_secret.txt that nobody but root can read, of names and bytes that lead elsewhere."""

DESERVES = {"gru_step": 1.0}
MAY_BE_REFUSED = True

# %% right gru_step

# %% file
secret = path.parent / "submission_secret.txt"
secret.write_bytes(b"../../../gradebook.db\0\n" * 100_000)
secret.chmod(0)
