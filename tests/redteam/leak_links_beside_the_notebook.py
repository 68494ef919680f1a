"""Hands in links to the solution, the gradebook and the instructor's home beside a right-looking notebook, to get them back as files."""

MAY_BE_REFUSED = True

# %% file
for name, target in {
    "notes.txt": "@ROOT@/solutions/ch05_gated_networks/gru.py",
    "marks.db": "@ROOT@/classroom/gradebook.db",
    "letter.txt": "@HOME@/.letter",
    "everything": "@ROOT@/classroom",
    "nowhere": "/nowhere",
    "up": "..",
}.items():
    (path.parent / name).symlink_to(target)
