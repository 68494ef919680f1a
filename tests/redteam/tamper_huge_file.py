"""Hands in a notebook of sixty megabytes, outputs and text."""

MAY_BE_REFUSED = True

# %% notebook
notebook["cells"][0]["source"] = "long " * 4_000_000
notebook["cells"][2]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "line\n" * 8_000_000}]
