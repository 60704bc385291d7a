"""What a caseworker does: one small function per intention. Owns transactions, permissions and the audit trail."""
