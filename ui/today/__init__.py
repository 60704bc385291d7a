"""Today (Idag): what must not be missed. Holds its empty state until deadlines are computed."""
