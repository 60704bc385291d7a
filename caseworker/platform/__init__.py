"""The only home of operating-system differences."""
