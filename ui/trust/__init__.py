"""Safety (Trygghet): who may see what, whether the register is whole, backups, and the review of the log."""
