"""What an answer is worth: what the solutions give, what a submission gave in its room, and which rules it broke.

Knows exercises, probes and reports; takes notebooks as they are and books nothing. Imports `source` and `room`.
"""
