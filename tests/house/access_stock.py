"""The doors of stock-taking, weeding, statistics and self-assessments: one of everything that has a page there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from densach.kernel.actor import SYSTEM
from densach.services.statistics.actions import assessments
from densach.services.statistics.models import AssessmentState, CriterionLine, SelfAssessment
from densach.services.stocktaking.actions import takes, weeding
from densach.services.stocktaking.models import StockScan, StockTake, Weeding, WeedingLine
from tests import cast
from tests.house.answers import nowhere, overview, staff
from tests.house.doors import REFUSED, Door
from tests.house.world import World


def _take(world: World, name: str = "Kiểm kê cửa", location: str = "Kho cửa") -> StockTake:
    found = StockTake.objects.filter(name=name).first()
    if found is not None:
        return found
    new = takes.NewTake(name, location=location)
    made = takes.begin(at=cast.NOW, actor=SYSTEM, library=world.province.library, new=new)
    takes.scan(at=cast.NOW, actor=SYSTEM, take=made, barcode="LẠ-CỬA")
    return made


def a_take(world: World) -> dict[str, Any]:
    return {"pk": _take(world).pk}


def a_line(world: World) -> dict[str, Any]:
    take = _take(world)
    return {"pk": take.pk, "line": StockScan.objects.filter(take=take).earliest("pk").pk}


def seen(world: World) -> dict[str, Any]:
    return {"revision": _take(world).revision}


def put_aside(world: World) -> dict[str, Any]:
    return {"how": "aside"}


def a_barcode(world: World) -> dict[str, Any]:
    return {"code": "LẠ-CỬA"}


def _weeding(world: World) -> Weeding:
    found = Weeding.objects.order_by("pk").first()
    if found is not None:
        return found
    made = weeding.begin(at=cast.NOW, actor=SYSTEM, library=world.province.library, name="Thanh lọc cửa")
    weeding.add(at=cast.NOW, actor=SYSTEM, weeding=made, text=world.shelves.item.barcode)
    return made


def a_weeding(world: World) -> dict[str, Any]:
    return {"pk": _weeding(world).pk}


def a_weeding_line(world: World) -> dict[str, Any]:
    return {"pk": _weeding(world).pk, "line": WeedingLine.objects.earliest("pk").pk}


def seen_weeding(world: World) -> dict[str, Any]:
    return {"revision": _weeding(world).revision, "codes": world.shelves.item.barcode, "why": "worn"}


def _assessment(world: World) -> SelfAssessment:
    found = SelfAssessment.objects.order_by("pk").first()
    if found is not None:
        return found
    last = cast.TODAY.year - 1
    made = assessments.begin(at=cast.NOW, actor=SYSTEM, library=world.province.library, year=last)
    CriterionLine.objects.filter(assessment=made).update(met=True)
    return made


def an_assessment(world: World) -> dict[str, Any]:
    return {"pk": _assessment(world).pk}


def seen_assessment(world: World) -> dict[str, Any]:
    return {"revision": _assessment(world).revision}


def a_submitted_one(world: World) -> dict[str, Any]:
    found = _assessment(world)
    if found.state == AssessmentState.DRAFT:
        at = cast.NOW + timedelta(minutes=1)
        assessments.submit(at=at, actor=SYSTEM, assessment=found, seen=found.revision)
    return {"pk": found.pk}


def answered(world: World) -> dict[str, Any]:
    return {"revision": _assessment(world).revision, "y_kien": "accept"}


def a_report(world: World) -> dict[str, Any]:
    return {"slug": "muon-theo-thang"}


def takers(reach: Any = nowhere, *, owner: str = "librarian", **more: Any) -> Door:
    """For whoever takes stock somewhere; an officer of another province does not."""
    return staff(reach, owner=owner, stranger=REFUSED, **more)


def deciders(reach: Any, **more: Any) -> Door:
    return takers(reach, owner="administrator", **more)


STOCK: dict[str, Door] = {
    "stocktaking:home": overview(owner="librarian", is_list=True),
    "stocktaking:begin": takers(),
    "stocktaking:take": staff(a_take, owner="librarian", is_list=True),
    "stocktaking:scan": takers(a_take),
    "stocktaking:undo": takers(a_take, post=a_barcode, owned=302),
    "stocktaking:upload": takers(a_take),
    "stocktaking:close": takers(a_take, post=seen, owned=302),
    "stocktaking:reopen": takers(a_take, post=seen, owned=302),
    "stocktaking:drop": takers(a_take, post=seen, owned=302),
    "stocktaking:settle_missing": takers(a_take, post=seen, owned=302),
    "stocktaking:settle": takers(a_line, post=put_aside, owned=302),
    "stocktaking:minutes": staff(a_take, owner="librarian"),
    "stocktaking:weedings": overview(owner="librarian", is_list=True),
    "stocktaking:weeding_begin": takers(),
    "stocktaking:weeding": staff(a_weeding, owner="librarian", is_list=True),
    "stocktaking:weeding_add": takers(a_weeding, post=seen_weeding, owned=302),
    "stocktaking:weeding_rule": takers(a_weeding),
    "stocktaking:weeding_take_off": takers(a_weeding_line, post=seen_weeding, owned=302),
    "stocktaking:weeding_submit": takers(a_weeding),
    "stocktaking:weeding_judge": takers(a_weeding, post=seen_weeding, owned=422),
    "stocktaking:weeding_decide": deciders(a_weeding),
    "stocktaking:weeding_carry_out": deciders(a_weeding, post=seen_weeding, owned=302),
    "stocktaking:weeding_back": takers(a_weeding, post=seen_weeding, owned=302),
    "stocktaking:weeding_drop": takers(a_weeding, post=seen_weeding, owned=302),
    "stocktaking:weeding_paper": staff(a_weeding, owner="librarian"),
    "statistics:home": overview(owner="librarian"),
    "statistics:side": overview(owner="librarian", is_list=True),
    "statistics:reports": overview(owner="librarian"),
    "statistics:report": overview(a_report, owner="librarian", is_list=True),
    "statistics:assessments": overview(owner="librarian", is_list=True),
    "statistics:assessment_begin": deciders(nowhere),
    "statistics:assessment": staff(an_assessment, owner="librarian"),
    "statistics:assessment_submit": deciders(an_assessment, post=seen_assessment, owned=302),
    "statistics:assessment_withdraw": deciders(an_assessment, post=seen_assessment, owned=302),
    "statistics:assessment_decide": staff(a_submitted_one, owner="officer", post=answered, owned=302),
    "statistics:assessment_paper": staff(an_assessment, owner="librarian"),
}
