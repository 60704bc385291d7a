"""The desktop face (PySide6): one package per screen. Talks to services, never to the store."""
