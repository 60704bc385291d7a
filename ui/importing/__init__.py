"""Läs in från Excel: a list is chosen, understood column by column, tried, and read in as one batch."""
