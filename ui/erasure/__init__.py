"""Erasing (gallring): the dry run, what is not known, and the lists from proposal to protocol."""
