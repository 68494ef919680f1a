"""Attaches a GIF that says it has one pixel, with a frame of sixty thousand by sixty thousand in it, which a browser makes room for."""

DESERVES = {"gru_step": 1.0}

# %% right gru_step

# %% notebook
import base64

begin = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff"
frame = b",\0\0\0\0\x60\xea\x60\xea\0\x02\x02\x44\x01\0;"
cell = next(cell for cell in notebook["cells"] if cell["id"] == "gru_or_lstm")
cell["attachments"] = {"a.gif": {"image/gif": base64.b64encode(begin + frame).decode()}}
cell["source"] = "See ![a](attachment:a.gif)"
