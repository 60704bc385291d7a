"""What enters and leaves: Excel import, the counts outbox client, exporters."""
