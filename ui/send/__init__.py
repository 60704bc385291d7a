"""Skicka: what leaves the office this month, number by number and byte by byte; sending it; receipts."""
