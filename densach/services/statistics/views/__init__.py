"""Fetch and authorise, form, one action, respond."""
