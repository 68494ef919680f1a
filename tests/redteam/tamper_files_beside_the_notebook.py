"""Hands in files that a careless grader would import, run or read: conftest, sitecustomize, numpy, unrolled, a gradebook, settings."""

DESERVES = {"gru_step": 1.0}

# %% right gru_step

# %% file
code = "open('@ROOT@/redteam-ran', 'a').write(__file__)\n"
names = (
    "conftest",
    "sitecustomize",
    "usercustomize",
    "numpy",
    "json",
    "nbgrader_config",
    "autograder",
    "keras",
    "setup",
)
for name in names:
    (path.parent / f"{name}.py").write_text(code)
for name in (
    "unrolled",
    "numpy",
    "autograder",
    "__pycache__",
    ".ipython/profile_default/startup",
    "probes",
    ".jupyter",
):
    (path.parent / name).mkdir(parents=True, exist_ok=True)
    (path.parent / name / "__init__.py").write_text(code)
(path.parent / "unrolled" / "check.py").write_text(code)
(path.parent / "planted.pth").write_text("import os; " + code)
(path.parent / "gradebook.db").write_bytes(b"SQLite format 3\0" + bytes(100))
(path.parent / ".kernel.json").write_text("{}")
(path.parent / "expected.json").write_text("{}")
(path.parent / "gru.html").write_text("<script>redteam_live()</script>")
