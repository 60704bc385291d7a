"""Sentences about backups, restore, rescue, room on the disk."""

SENTENCES: dict[str, str] = {}
