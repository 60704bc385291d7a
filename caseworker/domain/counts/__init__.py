"""Anonymised counts: protected at the source with the cell-key method, before anything can leave the office.

Pure functions over plain values. Nothing here reads a file, a clock or the register, and nothing here sends.
"""
