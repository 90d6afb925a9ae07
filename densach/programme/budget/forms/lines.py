"""A line of an estimate, the reviewer's amounts, decisions, spending."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from densach.files.actions import Upload
from densach.programme.budget.actions import Approval, LineValues
from densach.programme.budget.forms.fields import AmountField, RevisionForm, day_field
from densach.programme.budget.models import ExpenditureKind, Line, Source
from densach.programme.budget.queries import Priced


class LineForm(RevisionForm):
    """What is to be paid, from which money, how much."""

    content = forms.CharField(
        label=_("What is to be paid"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    task = forms.ChoiceField(label=_("Task of the plan"), required=False)
    source = forms.ChoiceField(label=_("Source of money"), choices=Source.choices)
    kind = forms.ChoiceField(label=_("Kind of spending"), choices=ExpenditureKind.choices)
    quantity = forms.IntegerField(label=_("Quantity"), required=False, min_value=0, max_value=10**9)
    unit = forms.CharField(label=_("Unit of quantity"), required=False, max_length=40)
    price = AmountField(label=_("Price of one"), required=False)
    asked = AmountField(
        label=_("Amount asked"),
        required=False,
        help_text=_("May be left empty where quantity and price are told."),
    )

    def __init__(
        self, *args: Any, tasks: Sequence[tuple[int, str]], line: Line | None = None, **kwargs: Any
    ) -> None:
        if line is not None:
            told = ("content", "source", "kind", "quantity", "unit", "price", "asked")
            kept = {name: getattr(line, name) for name in told} | {"task": line.task_id or ""}
            kwargs["initial"] = {**kept, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        field = self.fields["task"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("no task of the plan")), *((str(key), title) for key, title in tasks)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        priced = cleaned.get("quantity") is not None and cleaned.get("price") is not None
        if cleaned.get("asked") is None and not priced and "asked" not in self.errors:
            self.add_error("asked", ValidationError(_("Tell the amount, or quantity and price.")))
        return cleaned

    def values(self) -> LineValues:
        told = self.cleaned_data
        return LineValues(
            content=told["content"],
            source=told["source"],
            kind=told["kind"],
            asked=told["asked"],
            task_id=int(told["task"]) if told["task"] else None,
            quantity=told["quantity"],
            unit=told["unit"],
            price=told["price"],
        )


class AllotForm(RevisionForm):
    """An amount and a remark for each line."""

    def __init__(self, *args: Any, lines: Sequence[Priced], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line_ids = [row.line.pk for row in lines]
        for row in lines:
            label = _("Allotted to “%(content)s”") % {"content": row.line.content}
            self.fields[f"amount-{row.line.pk}"] = AmountField(
                label=label,
                required=False,
                initial=row.line.allotted,
                help_text="",
                widget=forms.TextInput(
                    attrs={"aria-label": label, "autocomplete": "off", "class": "amount-input"}
                ),
            )
            self.fields[f"remark-{row.line.pk}"] = forms.CharField(
                label=_("Remark"),
                required=False,
                max_length=500,
                initial=row.line.remark,
                widget=forms.TextInput(
                    attrs={
                        "aria-label": _("Remark on “%(content)s”") % {"content": row.line.content},
                        "placeholder": _("Remark"),
                    }
                ),
            )

    def amounts(self) -> dict[int, int | None]:
        return {pk: self.cleaned_data.get(f"amount-{pk}") for pk in self.line_ids}

    def remarks(self) -> dict[int, str]:
        return {pk: str(self.cleaned_data.get(f"remark-{pk}", "")) for pk in self.line_ids}

    def rows(self, lines: Sequence[Priced]) -> list[tuple[Priced, forms.BoundField, forms.BoundField]]:
        """Each line with its two fields."""
        return [(row, self[f"amount-{row.line.pk}"], self[f"remark-{row.line.pk}"]) for row in lines]


class MoveForm(RevisionForm):
    """A step that may need a word: what to change, or a remark."""

    remark = forms.CharField(
        label=_("Remark"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DecisionForm(forms.Form):
    """The paper by which money is approved or adjusted."""

    on = day_field(_("Day of the decision"))
    legal_basis = forms.CharField(
        label=_("Decision"), max_length=300, help_text=_("Number, symbol and issuer: 215/QĐ-UBND.")
    )
    paper = forms.FileField(label=_("Its file"), required=False)

    def approval(self) -> Approval:
        told = self.cleaned_data
        return Approval(told["on"], told["legal_basis"], Upload.sent(told["paper"]))


class ApproveForm(DecisionForm):
    revision = forms.IntegerField(widget=forms.HiddenInput)


class AdjustForm(DecisionForm):
    amount = AmountField(label=_("New amount"))
    reason = forms.CharField(label=_("Why"), required=False, max_length=500)
    field_order = ["amount", "on", "legal_basis", "reason", "paper"]


class SpendForm(forms.Form):
    on = day_field(_("Paid on"))
    amount = AmountField(label=_("Amount paid"))
    note = forms.CharField(label=_("Note"), required=False, max_length=500)
    paper = forms.FileField(label=_("Voucher or list"), required=False)

    def clean_amount(self) -> int:
        amount: int | None = self.cleaned_data["amount"]
        if not amount:
            raise ValidationError(_("Money spent is more than nought."))
        return amount
