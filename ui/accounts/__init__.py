"""Accounts (Konton): who can open the register, how a colleague comes in and how she goes."""
