"""Rounds, estimates, their lines, and investment projects."""
