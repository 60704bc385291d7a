"""One file per step, named by number and by what it brought."""
