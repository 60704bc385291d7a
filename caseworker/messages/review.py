"""Sentences about the review of the log and whether the register is the latest."""

SENTENCES: dict[str, str] = {}
