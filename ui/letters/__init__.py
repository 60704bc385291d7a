"""Brev: choose recipient, sheet and language, look at the very page, print it or save it."""
