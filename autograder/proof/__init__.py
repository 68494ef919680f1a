"""Proof that the checks are good: every solution, mistake, mutant and rewrite is tried, and has to get what it deserves.

Knows how to change solutions. Stands beside `classroom`; neither imports the other.
"""
