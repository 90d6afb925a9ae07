"""The calendar by month, week and year; occasions; links to feeds."""
