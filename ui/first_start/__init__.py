"""First start (Första start): create a register with its recovery sheets, or try the demo."""
