"""Fills its folder with links to everything worth deleting, for a clean-up that follows them, and with hard-to-delete names."""

DESERVES = {"gru_step": 1.0}

# %% right gru_step

# %% below gru_step
import os

os.makedirs("inside/deeper")
for k, target in enumerate(("@ROOT@", "@ROOT@/solutions", "@HOME@", "@CHECKOUT@/tests", "/tmp", "..", ".", "inside")):
    os.symlink(target, f"link-{k}")
    os.symlink(target, f"inside/deeper/link-{k}")
for name in (b"\xff\xfe", b"new\nline", b"-rf", b" ", b"*", "ü".encode("latin-1") * 200):
    open(name, "w").close()
