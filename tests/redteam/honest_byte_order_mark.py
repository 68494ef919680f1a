"""Was saved with a byte order mark in front."""

MAY_BE_REFUSED = True

# %% file
path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
