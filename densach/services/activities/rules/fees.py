"""Who pays no fee, or half: codes with their basis. What the law does not say is the unit's own rule, and is told so.

By law at every place of culture and sport: people with a particularly severe disability pay neither entrance nor
service, severely disabled people at most half (Decree 28/2012/NĐ-CP, article 11). The others are freed where the unit
says so; the law named with them only tells who they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext_noop

from densach.people.rules.purposes import age_on

CHILD_UNDER: Final = 16
ELDERLY_FROM: Final = 60


@dataclass(frozen=True)
class Free:
    """Why no fee is due, or only `share` per cent of it. `by_law`: whatever the unit says. `basis` tells who is meant,
    or what frees them.
    """

    code: str
    name: str
    basis: str
    by_law: bool = False
    share: int = 0


FREE: Final[dict[str, Free]] = {
    one.code: one
    for one in (
        Free(
            "severe", gettext_noop("people with a particularly severe disability"),
            gettext_noop("Decree 28/2012/NĐ-CP, article 11: nothing is paid for culture and sport"), by_law=True,
        ),
        Free(
            "heavy", gettext_noop("people with a severe disability: half"),
            gettext_noop("Decree 28/2012/NĐ-CP, article 11: at most half is paid for culture and sport"), by_law=True,
            share=50,
        ),
        Free("child", gettext_noop("children under 16"), gettext_noop("Law on Children 102/2016/QH13, article 1")),
        Free(
            "elderly", gettext_noop("people of 60 and over"),
            gettext_noop("Law on the Elderly 39/2009/QH12, article 2"),
        ),
        Free(
            "merit", gettext_noop("people with merit to the revolution and their relatives"),
            gettext_noop("Ordinance 02/2020/UBTVQH14 on preferential treatment of people with merit"),
        ),
        Free(
            "disabled", gettext_noop("other people with a disability"),
            gettext_noop("Law on Persons with Disabilities 51/2010/QH12"),
        ),
        Free(
            "poor", gettext_noop("people of poor and near-poor households"),
            gettext_noop("List of poor and near-poor households of the commune's People's Committee"),
        ),
        Free(
            "minority", gettext_noop("ethnic minorities in communes of particular difficulty"),
            gettext_noop("Decision 170/2003/QĐ-TTg on preferential treatment in the enjoyment of culture"),
        ),
        Free("other", gettext_noop("freed by the unit in the single case"), gettext_noop("the unit's own word")),
    )
}  # fmt: skip
BY_AGE: Final = frozenset({"child", "elderly"})


def frees(code: str, told: list[str]) -> bool:
    """Whether an activity that frees the codes `told` frees this one: by law always, by the unit where it says so."""
    known = FREE.get(code)
    return known is not None and (known.by_law or code in told)


def due(fee: int, code: str) -> int:
    """What is still to pay, in đồng."""
    known = FREE.get(code)
    return fee if known is None else fee * known.share // 100


def by_age(birth_date: date | None, on: date, told: list[str]) -> str:
    """The code that age alone proves, of those that the activity frees; "" for none."""
    if birth_date is None:
        return ""
    age = age_on(birth_date, on)
    if age < CHILD_UNDER and "child" in told:
        return "child"
    return "elderly" if age >= ELDERLY_FROM and "elderly" in told else ""
