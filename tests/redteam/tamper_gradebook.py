"""Writes marks into the gradebook, truncates it, locks it, removes and renames it."""

# %% below gru_step
import os
import shutil
import sqlite3

marks = "@ROOT@/classroom/gradebook.db"
try:
    with sqlite3.connect(marks, timeout=0.1) as connection:
        connection.execute("update grade set auto_score = 99, manual_score = 99")
        print("loot".upper(), "marks written")
except sqlite3.Error as error:
    print(error)
for name, call in {
    "open": lambda: open(marks, "r+b"),
    "truncate": lambda: os.truncate(marks, 0),
    "rename": lambda: os.rename(marks, marks + ".old"),
    "remove": lambda: os.remove(marks),
    "link": lambda: os.link(marks, "marks.db"),
    "copy": lambda: shutil.copy(marks, "marks.db"),
    "journal": lambda: open(marks + "-journal", "wb"),
    "tree": lambda: shutil.rmtree("@ROOT@/classroom/submitted"),
}.items():
    try:
        call()
        print("loot".upper(), name)
    except OSError as error:
        print(name, error)
