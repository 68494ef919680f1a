"""Hands in a notebook packed by gzip, which is a hundred megabytes when it is unpacked, and an archive with paths that lead up."""

MAY_BE_REFUSED = True

# %% file
import gzip
import zipfile

path.write_bytes(gzip.compress(path.read_bytes() + b" " * 100_000_000, 1))
with zipfile.ZipFile(path.parent / "gru.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("../../../redteam-up", "x")
    archive.writestr("gru.ipynb", b" " * 100_000_000)
