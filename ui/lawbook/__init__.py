"""The lawbook in the window: what applies, the municipality's own rules, who is responsible, updates, trusted keys."""
