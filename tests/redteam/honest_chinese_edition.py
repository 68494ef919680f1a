"""Works in the Chinese edition."""

EDITION = "zh"
