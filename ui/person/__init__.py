"""Personakt: one person's file – status, interventions, notes and log."""
