"""Ratios, criteria and what the room refuses. Pure."""
