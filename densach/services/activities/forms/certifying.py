"""For whom certificates are issued, and of which kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from densach.services.activities.queries.certifying import Candidate
from densach.services.certificates.models import CertificateKind


class CertifyForm(forms.Form):
    """Those who have one already cannot be chosen."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("certificate", "Kind"),
        choices=[
            (one.value, one.label) for one in (CertificateKind.COMPLETION, CertificateKind.PARTICIPATION)
        ],
    )
    chosen = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chosen"]
        if isinstance(field, forms.TypedMultipleChoiceField):
            field.choices = [
                (one.enrolment, one.person.name) for one in candidates if one.certificate is None
            ]
