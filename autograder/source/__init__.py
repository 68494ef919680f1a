"""What authors write: notebook sources in py:percent with both languages side by side, and the mistakes that students make.

Knows the formats, and refuses what could not be released or graded later; runs nothing, and imports no other room.
"""


class SourceError(Exception):
    """One line: file, line, what is wrong in a source and what to do about it."""
