"""Klientläge: the screen turned to the person across the desk. Only her own next steps; left by a passphrase."""
