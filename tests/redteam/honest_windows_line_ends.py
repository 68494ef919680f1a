"""Comes from an editor that ends every line with carriage return and line feed."""

# %% notebook
for cell in notebook["cells"]:
    cell["source"] = cell["source"].replace("\n", "\r\n")

# %% file
path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
