"""Keys and accounts: who can open what. Lives outside the database."""
