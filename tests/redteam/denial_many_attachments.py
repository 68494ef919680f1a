"""Hands in a text of ten megabytes with a hundred thousand pictures attached to it."""

MAY_BE_REFUSED = True

# %% notebook
cell = next(cell for cell in notebook["cells"] if cell["id"] == "gru_or_lstm")
cell["source"] = "words and words " * 600_000
cell["attachments"] = {f"{k}.png": {"image/png": "AAAA"} for k in range(100_000)}
