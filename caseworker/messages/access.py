"""Sentences about who may do what with whose case, and looks in need."""

SENTENCES: dict[str, str] = {}
