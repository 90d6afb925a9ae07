"""The filter above every register: words, state, year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Protocol

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.programme.oversight.forms.acts import choose

OPEN: Final = "waiting"
LATE: Final = "late"
_YEARS: Final = 6


class Listed(Protocol):
    """What the filter asks of a register."""

    @property
    def states(self) -> Sequence[tuple[str, Any]]: ...
    @property
    def open_states(self) -> tuple[str, ...]: ...
    @property
    def late(self) -> Any: ...
    @property
    def year(self) -> str: ...
    @property
    def extra(self) -> tuple[str, ...]: ...


class RegisterFilter(forms.Form):
    """An unknown value in the address asks for nothing."""

    q = forms.CharField(
        label=_("Words or unit"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, data: Any, *, register: Listed, on: date) -> None:
        super().__init__(data)
        states: list[tuple[str, Any]] = []
        if register.open_states:
            states.append((OPEN, pgettext_lazy("register", "all that wait")))
        if register.late is not None:
            states.append((LATE, pgettext_lazy("register", "past their day")))
        choose(self, "state", [*states, *register.states], none=pgettext_lazy("register", "all"))
        if not register.states:
            del self.fields["state"]
        years = [(str(year), str(year)) for year in range(on.year + 1, on.year - _YEARS, -1)]
        choose(self, "year", years, none=pgettext_lazy("register", "all"))
        if not register.year:
            del self.fields["year"]
        for name in register.extra:
            self.fields[name] = forms.IntegerField(required=False, widget=forms.HiddenInput)
