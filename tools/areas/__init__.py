"""The parts of `tools/make_areas.py`."""
