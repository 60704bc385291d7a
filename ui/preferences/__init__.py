"""Preferences (Inställningar): how the window looks and behaves on this computer, and facts about the register."""
