"""Searching the words of notes across the people the user may read."""
