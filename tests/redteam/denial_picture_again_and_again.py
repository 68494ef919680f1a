"""Attaches one picture of half a megabyte and shows it in its answer as often as there is room: each time the page has it whole."""

DESERVES = {"gru_step": 1.0}
MAY_BE_REFUSED = True

# %% right gru_step

# %% notebook
import base64
import os

picture = base64.b64encode(b"GIF89a\x01\0\x01\0" + os.urandom(400_000)).decode()
cell = next(cell for cell in notebook["cells"] if cell["id"] == "gru_or_lstm")
cell["attachments"] = {"a": {"image/gif": picture}}
cell["source"] = "![](attachment:a)" * 900
