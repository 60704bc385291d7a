"""The central endpoint that receives anonymised counts: its own process and its own database.

It never sees a person: only releases that an office has already protected, signed and sent.
"""
