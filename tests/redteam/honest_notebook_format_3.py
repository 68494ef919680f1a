"""Was saved in notebook format 3, from before there were cell ids."""

MAY_BE_REFUSED = True

# %% file
import nbformat

older = nbformat.convert(nbformat.read(path, 4), 3)
path.write_text(nbformat.versions[3].writes_json(older), encoding="utf-8")
