"""Backups while somebody works: made beside the window, never in its way."""
