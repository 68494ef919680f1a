"""Attaches pictures that are pages, under names that are tags: drawings with scripts, a GIF that is a script, kinds that are markup."""

DESERVES = {"gru_step": 1.0}

# %% right gru_step

# %% notebook
import base64

drawing = '<svg xmlns="http://www.w3.org/2000/svg" onload="redteam_live()"><script>redteam_live()</script></svg>'
coded = base64.b64encode(drawing.encode()).decode()
both = base64.b64encode(b"GIF89a\x01\0\x01\0=1;redteam_live()" + drawing.encode()).decode()
bundles = {
    "drawing.svg": {"image/svg+xml": drawing, "image/png": coded},
    'x" onerror="redteam_live()': {"image/gif": both},
    "a&quot;onerror=&quot;redteam_live()": {"image/gif": both, "text/html": drawing},
    "../b) [x](javascript:redteam_live()) ![c](d": {"image/gif": both},
    "": {"image/gif": both},
    "page.png": {'image/png"><script>redteam_live()</script>': both, "image/png": [drawing]},
    "picture-00000000.png": {"text/html": coded},
}
cell = next(cell for cell in notebook["cells"] if cell["id"] == "gru_or_lstm")
cell["attachments"] = bundles
uris = (f"data:image/svg+xml;base64,{coded}", f"data:text/html;base64,{coded}", "DATA:image/svg+xml,redteam_live")
cell["source"] = " ".join(f'![a](<attachment:{name}> "{name}")' for name in bundles) + "\n\n"
cell["source"] += " ".join(f"![a]({uri}) [b][b]\n\n[b]: {uri}" for uri in uris)
