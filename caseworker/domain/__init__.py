"""What is true: plain objects and pure functions. Standard library only, no I/O, no clock, no database."""
