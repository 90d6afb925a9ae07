"""The sentences of all rooms, collected by module name, so that the journal imports none of them."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


@cache
def sentences() -> dict[str, str]:
    """Act → English source sentence with named places, from each installed room's `journal_sentences`."""
    found: dict[str, str] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("densach.") and find_spec(f"{config.name}.journal_sentences"):
            module = import_module(f"{config.name}.journal_sentences")
            found.update(module.SENTENCES)
    return found


def kinds_of_acts() -> list[str]:
    """The rooms that write here, for the filter: the part of the act before its first dot."""
    return sorted({act.split(".")[0] for act in sentences()})
