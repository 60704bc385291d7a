"""Fixtures of the store's tests."""

from tests.store.fixtures import clock, register, register_file, register_template

__all__ = ["clock", "register", "register_file", "register_template"]
