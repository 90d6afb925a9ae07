"""One form with every kind of field, for the style page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """Saved nowhere."""

    name = forms.CharField(
        label=_("Name of the unit"), help_text=_("As written in the decision that founded it.")
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("library", _("Library")), ("museum", _("Museum")), ("centre", _("Culture centre"))],
    )
    visits = forms.CharField(
        label=_("Visits"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("For example 1.250."),
    )
    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(label=_("Note"), widget=forms.Textarea, required=False)
    paper = forms.FileField(
        label=_("Paper"), required=False, help_text=_(".docx, .pdf or .txt, at most 50 MB.")
    )
    origin = forms.ChoiceField(
        label=_("Where the figure comes from"),
        widget=forms.RadioSelect,
        choices=[
            ("counted", _("Counted on the day")),
            ("book", _("Taken from a book")),
            ("estimate", _("Estimated")),
        ],
    )
    sure = forms.BooleanField(label=_("I have checked the figures against the book"))
