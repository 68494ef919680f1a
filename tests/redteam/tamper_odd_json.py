"""Hands in a notebook with NaN, numbers of ten thousand digits, doubled keys and a huge format number in it."""

MAY_BE_REFUSED = True

# %% file
text = path.read_text(encoding="utf-8")
path.write_text(
    '{"nbformat_minor": 1e999, "nbformat": ' + "4" * 10_000 + ', "metadata": {"a": NaN, "a": -Infinity},' + text[1:],
    encoding="utf-8",
)
