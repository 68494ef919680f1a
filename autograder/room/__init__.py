"""Where students' code runs: kernels that are forked from a warm process, confined, watched and ended.

Knows processes, files and the kernel's limits, and nothing of the course: it gets code to run, and gives back what that showed and wrote.
It imports no other room, and could be a package of its own.
"""
