"""What the built program runs first: the same start as in a checkout."""

from caseworker.start import main

main()
