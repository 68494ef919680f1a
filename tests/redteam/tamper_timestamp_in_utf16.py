"""Hands in a timestamp of ten megabytes in UTF-16, in the year 292277026596, in a zone that is a path."""

DESERVES = {"gru_step": 1.0}
MAY_BE_REFUSED = True

# %% right gru_step

# %% file
text = "292277026596-12-04 15:30:08 ../../../../../../..@HOME@/.letter\r\n\x1b]52;c;eA==\x07"
(path.parent / "timestamp.txt").write_text(text * 50_000, encoding="utf-16")
