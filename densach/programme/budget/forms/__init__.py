"""From what was typed to values: rounds, lines, decisions, projects."""
