"""What a scan means, when stock is due, and what the room refuses. Pure."""
