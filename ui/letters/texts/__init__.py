"""Texter: the texts of sheets in every language, who has read them, and the municipality's own words."""
