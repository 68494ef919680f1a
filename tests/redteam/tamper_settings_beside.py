"""Hands in settings that programs look for in the folder where they work: of Python, Keras, pip, git, Jupyter, editors and shells."""

DESERVES = {"gru_step": 1.0}

# %% right gru_step

# %% file
for name, text in {
    "matplotlibrc": "backend: redteam",
    ".keras/keras.json": '{"backend": "redteam"}',
    "keras.json": '{"backend": "redteam"}',
    ".netrc": "machine redteam login a password b",
    "pip.conf": "[global]\nindex-url = file:///redteam",
    "pyvenv.cfg": "home = /redteam\nversion = 3.0",
    ".git/config": "[core]\nfsmonitor = touch @ROOT@/redteam-ran\nhooksPath = .",
    ".git/hooks/post-checkout": "#!/bin/sh\ntouch @ROOT@/redteam-ran",
    ".gitattributes": "* filter=redteam",
    ".envrc": "touch @ROOT@/redteam-ran",
    ".vscode/settings.json": '{"python.defaultInterpreterPath": "./run"}',
    "pytest.ini": "[pytest]\naddopts = -p redteam",
    "jupyter_nbconvert_config.py": "open('@ROOT@/redteam-ran', 'w')",
    "jupyter_config.py": "open('@ROOT@/redteam-ran', 'w')",
    "templates/feedback/index.html.j2": "<script>redteam_live()</script>",
    "feedback/gru.html": "<script>redteam_live()</script>",
    "custom.css": "body { display: none }",
    "run": "#!/bin/sh\ntouch @ROOT@/redteam-ran",
}.items():
    (path.parent / name).parent.mkdir(parents=True, exist_ok=True)
    (path.parent / name).write_text(text)
    (path.parent / name).chmod(0o4755)
