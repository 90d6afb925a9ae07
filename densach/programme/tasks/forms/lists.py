"""Filters of the lists, as they stand in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from densach.kernel.numbers import whole_number
from densach.programme.plans.rules.vocabulary import TASK_GROUPS
from densach.programme.tasks.models import Stage, TimeKind
from densach.programme.tasks.queries import Wanted

# The name of each filter in the address.
GROUP, UNIT, STAGE, TIME, LATE, LEADER, TEXT = (
    "nhom",
    "don-vi",
    "giai-doan",
    "thoi-gian",
    "han",
    "lanh-dao",
    "q",
)


class WorkFilter(forms.Form):
    """By words, field, unit, stage, kind of time, lateness and leader; fields without a choice are left out."""

    def __init__(
        self,
        data: Any,
        *,
        units: Mapping[int, str],
        groups: Iterable[str] = (),
        leaders: Iterable[str] = (),
        with_stage: bool = True,
    ) -> None:
        super().__init__(data)
        self.fields[TEXT] = forms.CharField(label=_("Words"), required=False, max_length=100)
        named = [(code, TASK_GROUPS.get(code, code)) for code in groups]
        self._choice(GROUP, _("Field"), named)
        self._choice(UNIT, _("Unit"), [(str(key), name) for key, name in units.items()])
        if with_stage:
            self._choice(STAGE, _("State"), Stage.choices)
            self._choice(TIME, _("Kind of time"), TimeKind.choices)
            days = [
                ("late", _("past its day")),
                ("soon", _("due within 30 days")),
                ("event", _("waits for its event")),
            ]
            self._choice(LATE, _("Day"), days)
        self._choice(LEADER, _("Leader in charge"), [(name, name) for name in leaders])

    def _choice(self, name: str, label: Any, choices: Iterable[tuple[Any, Any]]) -> None:
        listed = list(choices)
        if listed:
            self.fields[name] = forms.ChoiceField(
                label=label, choices=[("", _("all")), *listed], required=False
            )

    def wanted(self) -> Wanted:
        """What of it can be used; a choice that is not offered asks for nothing."""
        self.is_valid()
        told = self.cleaned_data
        return Wanted(
            group=told.get(GROUP) or "",
            unit=whole_number(told.get(UNIT) or ""),
            stage=told.get(STAGE) or "",
            time_kind=told.get(TIME) or "",
            late=told.get(LATE) or "",
            leader=told.get(LEADER) or "",
            text=told.get(TEXT) or "",
        )
