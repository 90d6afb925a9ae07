from __future__ import annotations

from django import template

from densach.programme.budget.rules.amounts import short_amount
from densach.ui.figures import language

register = template.Library()


@register.filter
def money(amount: int | None) -> str:
    """An amount in đồng for a table: 1,25 tỷ, 350 triệu."""
    return short_amount(amount, language())
