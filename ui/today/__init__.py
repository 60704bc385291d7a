"""Today (Idag): what waits, by its last day."""
