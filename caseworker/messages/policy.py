"""Sentences about the machine's policy, diagnostics, the security log."""

SENTENCES: dict[str, str] = {}
