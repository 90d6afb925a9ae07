"""From what was typed to values."""
