"""Attaches fifty pictures and shows as many more, each of as many pixels as a picture may have and of a few kilobytes."""

DESERVES = {"gru_step": 1.0}

# %% right gru_step

# %% notebook
import base64
import struct
import zlib


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


cell = next(cell for cell in notebook["cells"] if cell["id"] == "gru_or_lstm")
cell["attachments"], cell["source"] = {}, ""
for k in range(50):
    about = chunk(b"IHDR", struct.pack(">IIBBBBB", 7000, 7000, 1, 0, 0, 0, 0)) + chunk(b"tEXt", b"k\0%d" % k)
    rows = chunk(b"IDAT", zlib.compress(bytes(876 * 7000), 9)) + chunk(b"IEND", b"")
    picture = base64.b64encode(b"\x89PNG\r\n\x1a\n" + about + rows).decode()
    cell["attachments"][f"{k}.png"] = {"image/png": picture}
    cell["source"] += f"![{k}](attachment:{k}.png) "
insert(
    "check_gru_step",
    f"from IPython.display import publish_display_data\nfor _ in range(20):\n    publish_display_data({{'image/png': '{picture}'}})",
)
