"""Sentences about protected persons and their compartments."""

SENTENCES: dict[str, str] = {}
