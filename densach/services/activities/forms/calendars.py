"""A calendar file, and where its events go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from densach.services.activities.models import Activity, ActivityKind

ONE_EACH: Final = ""


class CalendarFileForm(forms.Form):
    """Which unit, which file."""

    unit = forms.ChoiceField(label=_("Unit"))
    file = forms.FileField(
        label=_("Calendar file"),
        help_text=_("A file .ics of Google Calendar, Outlook, a phone or another program; at most 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
    )

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = forms.ChoiceField(label=self.fields["unit"].label, choices=units)
        self.order_fields(["unit", "file"])


class TakeInForm(forms.Form):
    """Into one activity, or into a draft for each title, which is then of that kind."""

    activity = forms.ModelChoiceField(
        Activity.objects.none(),
        label=_("Into which activity"),
        required=False,
        empty_label=_("a draft of its own for each title"),
    )
    kind = forms.ModelChoiceField(
        ActivityKind.objects.none(), label=_("Kind of the new drafts"), required=False, empty_label=None
    )

    def __init__(
        self, *args: Any, activities: Sequence[Activity], kinds: Sequence[ActivityKind], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("activity", activities), ("kind", kinds)):
            field = self.fields[name]
            model = Activity if name == "activity" else ActivityKind
            field.queryset = model.objects.filter(pk__in=[one.pk for one in rows])  # type: ignore[attr-defined]
        self.fields["kind"].label_from_instance = lambda kind: kind.name  # type: ignore[attr-defined]
        self.first = kinds[0] if kinds else None

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if not told.get("kind"):
            told["kind"] = told["activity"].kind if told.get("activity") else self.first
        return told
