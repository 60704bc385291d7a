"""Ny person: search before create, save what is known, keep every draft."""
