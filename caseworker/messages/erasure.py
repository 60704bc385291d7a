"""Sentences about erasing what the law no longer lets us keep (gallring)."""

SENTENCES: dict[str, str] = {}
