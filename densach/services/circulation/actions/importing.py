"""Taking in what a file of readers says, by the acts of the register, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext

from densach.facts import actions as book
from densach.intake.sheets import Given, Made, Sending, Told, Verdict, told
from densach.journal import actions as journal
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.actions.readers import remove_served
from densach.people.rules.staffing import PersonData
from densach.services.circulation.actions.patrons import NewReader, ReaderData, change, register
from densach.services.circulation.incoming import Correction, Enrolment, Row, guardian_of, kept_of, person_of
from densach.services.circulation.models import Borrower, Card, Charge, Hold, Loan, Notice, Patron, Visit
from densach.services.circulation.queries.lending import NEW_READERS


def take_in(sending: Sending, rows: Sequence[tuple[Given, Verdict]]) -> Mapping[int, Made]:
    """Writes the rows, in a transaction that the caller holds."""
    library = organisations.by_code(sending.place_code)
    made: dict[int, Made] = {}
    for given, verdict in rows:
        plan = verdict.plan
        if isinstance(plan, Enrolment):
            made[given.number] = _enrol(sending, library, plan.row)
        elif isinstance(plan, Correction):
            made[given.number] = _correct(sending, plan)
    return made


def _enrol(sending: Sending, library: Organisation, row: Row) -> Made:
    reader = NewReader(
        person=person_of(row),
        category=row.category or "",
        card=row.card or "",
        exemption=row.exemption or "",
        exemption_paper=row.exemption_paper or "",
        group=row.group or "",
        address=row.address or "",
        guardian=guardian_of(row),
        guardian_relation=row.guardian_relation or (gettext("parent or guardian") if row.guardian else ""),
        # Who is alike was asked when the rows were judged.
        even_if_alike=True,
    )
    found = register(at=sending.at, actor=sending.actor, library=library, reader=reader)
    return {"patron": found.pk, "person": found.person_id, "card": found.card, "began": True}


def _correct(sending: Sending, plan: Correction) -> Made:
    patron = Patron.objects.select_related("person__guardian", "category").get(pk=plan.patron_id)
    row, before = plan.row, kept_of(patron)
    data = ReaderData(
        person=person_of(row, patron.person),
        category=row.category or patron.category.code,
        exemption=patron.exemption if row.exemption is None else row.exemption,
        exemption_paper=row.exemption_paper or patron.exemption_paper,
        group=patron.group if row.group is None else row.group,
        address=patron.address if row.address is None else row.address,
        notify_by=patron.notify_by,
        note=patron.note,
        # Whoever answers for the reader already is not changed by a file.
        guardian=None if patron.person.guardian_id else guardian_of(row),
        guardian_relation=row.guardian_relation or patron.person.guardian_relation,
    )
    found = change(at=sending.at, actor=sending.actor, patron=patron, seen=patron.revision, data=data)
    return {
        "patron": found.pk,
        "person": found.person_id,
        "card": found.card,
        "began": False,
        "before": before,
        "after": kept_of(found),
    }


def hindrances(sending: Sending, made: Mapping[int, Made]) -> dict[int, Told]:
    """Row → why it cannot be taken back: the reader has borrowed, waited or come since, or was changed by hand."""
    ids = [one["patron"] for one in made.values()]
    patrons = Patron.objects.select_related("person", "category").in_bulk(ids)
    used: set[int | None] = set()
    for table in (Loan, Hold, Visit, Notice):
        used.update(table.objects.filter(patron__in=ids).values_list("patron_id", flat=True))
    found: dict[int, Told] = {}
    for number, one in made.items():
        patron = patrons.get(one["patron"])
        if patron is None or patron.person.erased_at is not None or patron.merged_into_id is not None:
            found[number] = told("sheets.changed_again")
        elif one["began"] and (patron.pk in used or patron.card != one["card"]):
            found[number] = told("desk.sheet_used_since", card=patron.card)
        elif patron.revision != 1 if one["began"] else kept_of(patron) != one["after"]:
            found[number] = told("sheets.changed_again")
    return found


def undo(sending: Sending, made: Mapping[int, Made]) -> None:
    """Takes all of it back, in a transaction that the caller holds, after nothing was found to hinder it."""
    patrons = Patron.objects.select_related("person__guardian", "category", "home").in_bulk(
        [one["patron"] for one in made.values()]
    )
    for one in made.values():
        patron = patrons[one["patron"]]
        if one["began"]:
            _take_back(sending, patron)
        else:
            _put_back(sending, patron, one["before"])


def _take_back(sending: Sending, patron: Patron) -> None:
    """The registration goes, its fact is reversed; the number is free again."""
    if patron.counted:
        book.reverse(at=sending.at, measure=NEW_READERS, source=f"patron:{patron.pk}")
    journal.write(
        at=sending.at, actor=sending.actor, act="desk.reader_taken_back", organisation=patron.home,
        subject=f"patron:{patron.pk}", number=patron.pk,
    )  # fmt: skip
    Charge.objects.filter(patron=patron).delete()
    Borrower.objects.filter(patron=patron).delete()
    Card.objects.filter(patron=patron).delete()
    person = patron.person
    patron.delete()
    remove_served(person=person)


def _put_back(sending: Sending, patron: Patron, before: Mapping[str, Any]) -> None:
    born = before["birth_date"]
    person = PersonData(
        name=before["name"],
        birth_date=date.fromisoformat(born) if born else None,
        sex=before["sex"],
        is_ethnic_minority=before["minority"],
        email=before["email"],
        phone=before["phone"],
    )
    data = ReaderData(
        person=person,
        category=before["category"],
        exemption=before["exemption"],
        exemption_paper=before["exemption_paper"],
        group=before["group"],
        address=before["address"],
        notify_by=patron.notify_by,
        note=patron.note,
    )
    change(at=sending.at, actor=sending.actor, patron=patron, seen=patron.revision, data=data)
