"""Handläggarstöd: the whole application without a screen. Nothing below this package imports Qt."""

__version__ = "0.1.0"
