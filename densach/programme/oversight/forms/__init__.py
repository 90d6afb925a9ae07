"""From what was typed to values: a form for each act, by register."""
