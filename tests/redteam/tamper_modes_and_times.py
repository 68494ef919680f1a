"""Changes modes, owners, times and extended attributes of the solutions, the gradebook and other hand-ins, by path and by descriptor."""

# %% below gru_step
import contextlib
import glob
import os

import unrolled

paths = glob.glob("@ROOT@/**", recursive=True)
paths += ["@ROOT@/classroom/gradebook.db", "@ROOT@/solutions/ch05_gated_networks/gru.py", "@ROOT@/classroom/submitted"]
paths += ["@ROOT@/course/en/ch05_gated_networks/gru.ipynb", unrolled.__file__]
for path in paths:
    for call in (
        lambda: os.utime(path, (1, 1)),
        lambda: os.chmod(path, 0o777),
        lambda: os.chown(path, 65534, 65534),
        lambda: os.lchown(path, 65534, 65534),
        lambda: os.setxattr(path, "user.redteam", b"was here"),
        lambda: os.truncate(path, 0) if path.startswith("@ROOT@") else None,
    ):
        with contextlib.suppress(OSError):
            call()
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        os.fchmod(descriptor, 0o777)
        os.utime(descriptor, (1, 1))
    with contextlib.suppress(OSError):
        if "redteam" in "".join(os.listxattr(path)):
            print("loot".upper(), path)
