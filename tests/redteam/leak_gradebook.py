"""Opens the gradebook, through SQLite in three ways and as a file."""

# %% below gru_step
import os
import sqlite3

marks = "@ROOT@/classroom/gradebook.db"
for uri in (f"file:{marks}", f"file:{marks}?mode=ro", f"file:{marks}?immutable=1"):
    try:
        with sqlite3.connect(uri, uri=True) as connection:
            print("loot".upper(), connection.execute("select * from grade").fetchall())
    except sqlite3.Error as error:
        print(error)
for path in (marks, f"{marks}-journal", "@ROOT@/classroom/note.txt"):
    try:
        print("loot".upper(), os.open(path, os.O_RDONLY))
    except OSError as error:
        print(error)
