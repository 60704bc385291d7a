"""Sentences about accounts, approval, new keys."""

SENTENCES: dict[str, str] = {}
