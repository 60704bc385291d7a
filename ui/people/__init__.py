"""Personer: find one person among all."""
