"""Fixtures of the centre's tests."""

from tests.central.fixtures import centre, database_url, demo_centre, loop, postgres, sender

__all__ = ["centre", "database_url", "demo_centre", "loop", "postgres", "sender"]
