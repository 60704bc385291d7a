"""Item models several screens share: ids and lazily fetched rows."""
