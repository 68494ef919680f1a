"""A class and its term: releases, hand-ins, grading many of them, nbgrader's gradebook and settings, and a synthetic class to try it on.

The only room that knows nbgrader, files of students and the order of things. Imports all rooms but `proof`, which stands beside it.
"""
