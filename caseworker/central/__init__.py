"""The endpoint that receives counts: its own process, its own database."""
