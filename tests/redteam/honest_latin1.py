"""Was saved in Latin-1, with an accent in a comment."""

MAY_BE_REFUSED = True

# %% top
# caf\u00e9

# %% file
text = path.read_text(encoding="utf-8").replace("caf\\\\u00e9", "caf\u00e9")
path.write_bytes(text.encode("latin-1", errors="ignore"))
