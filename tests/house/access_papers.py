"""Doors of the register of papers, of sending, and of plans that hang together."""

from __future__ import annotations

from datetime import date
from typing import Any

from densach.kernel.actor import SYSTEM
from densach.programme.plans import actions
from densach.programme.plans.models import Addressee, Document, DocumentLink, Plan
from densach.programme.plans.rules.papers import PaperValues
from tests import cast
from tests.house.answers import nowhere, overview, staff
from tests.house.doors import Door
from tests.house.world import World


def a_paper(world: World) -> dict[str, Any]:
    """A draft of the department: nobody else's."""
    found = Document.objects.filter(abstract="Dự thảo của Sở").first() or actions.add_document(
        at=cast.NOW,
        actor=SYSTEM,
        values=PaperValues("Kế hoạch", abstract="Dự thảo của Sở"),
        organisation=world.province.department,
    )
    return {"code": found.code}


def a_link(world: World) -> dict[str, Any]:
    code = a_paper(world)["code"]
    later = Document.objects.get(code=code)
    found = DocumentLink.objects.filter(later=later).first()
    if found is None:
        earlier = actions.add_document(
            at=cast.NOW,
            actor=SYSTEM,
            values=PaperValues("Quyết định", "7", "QĐ-SVHTTDL", issued_on=date(2026, 1, 5)),
            organisation=world.province.department,
        )
        found = actions.link_documents(
            at=cast.NOW, actor=SYSTEM, later=later, earlier=earlier, relation="implements"
        )
    return {"code": code, "pk": found.pk}


def a_plan(world: World) -> dict[str, Any]:
    return {"code": world.plan.code}


def sent(world: World) -> dict[str, Any]:
    unit = world.province.commune_committee
    found = Addressee.objects.filter(plan=world.plan, organisation=unit).first()
    if found is None:
        Plan.objects.filter(pk=world.plan.pk).update(state="running")
        actions.send(at=cast.NOW, actor=SYSTEM, plan=world.plan, units=[unit], must_issue=True)
        found = Addressee.objects.get(plan=world.plan, organisation=unit)
    return {"code": world.plan.code, "pk": found.pk}


def a_programme(world: World) -> dict[str, Any]:
    actions.seed_programmes(at=cast.NOW)
    return {"code": "van-hoa-doc"}


PAPERS: dict[str, Door] = {
    "plans:documents": overview(is_list=True),
    "plans:document_new": overview(),
    "plans:document": staff(a_paper, is_list=True),
    "plans:document_change": staff(a_paper),
    "plans:document_end": staff(a_paper, post=nowhere, owned=302),
    "plans:document_link": staff(a_paper, post=nowhere, owned=302),
    "plans:document_unlink": staff(a_link, post=nowhere, owned=302),
    "plans:programmes": overview(is_list=True),
    "plans:programme": overview(a_programme, is_list=True),
    "plans:marks": staff(a_plan, is_list=True),
    "plans:receipts": staff(a_plan, is_list=True),
    "plans:send": staff(a_plan, query="?level=commune", is_list=True),
    "plans:letter": staff(lambda world: {"code": sent(world)["code"]}),
    "plans:take_back": staff(sent, post=nowhere, owned=302),
    "plans:read": staff(a_plan, post=nowhere, owned=302),
    "plans:derive": staff(a_plan, is_list=True),
    "plans:compare": staff(a_plan, is_list=True),
    "plans:pair": staff(
        lambda world: {"code": world.plan.code, "pk": world.target.pk}, post=nowhere, owned=302
    ),
    "plans:adopt": staff(a_plan, post=nowhere, owned=302),
    "plans:discard": staff(a_plan, post=nowhere, owned=302),
    "plans:children": staff(a_plan, is_list=True),
    "plans:fill": staff(a_plan),
    "plans:succession": staff(a_plan, is_list=True),
    "plans:succession_back": staff(a_plan, post=nowhere, owned=302),
}
