"""Unlock (Lås upp): the first thing painted, before anything heavy is imported."""
