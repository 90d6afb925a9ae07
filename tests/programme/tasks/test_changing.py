"""Changing works: pieces, events, phases, papers and units; whatever cannot be is refused in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from densach.files.actions import Upload
from densach.kernel.actor import SYSTEM, Actor
from densach.kernel.errors import NotAllowed
from densach.people.models import User
from densach.programme.plans.models import TaskRole
from densach.programme.tasks import actions, queries
from densach.programme.tasks.actions import WorkValues
from densach.programme.tasks.models import Part, Phase, Stage, TimeKind, Work
from densach.programme.tasks.rules import refusals
from densach.programme.tasks.rules.times import Times
from tests import cast
from tests.programme.tasks.scene import Scene

pytestmark = pytest.mark.django_db
PIECE = WorkValues(title="Chọn phần mềm", times=Times(TimeKind.FIXED, ends_on=date(2026, 9, 30)))


def change(work: Work, actor: Actor = SYSTEM, **told: Any) -> Work:
    values = replace(actions.values_of(work), **told)
    return actions.change_work(
        at=cast.NOW, actor=actor, work=work, seen_revision=work.revision, values=values
    )


def cut(scene: Scene, values: WorkValues = PIECE, actor: Actor = SYSTEM, **told: Any) -> Work:
    part = scene.part("Hiện đại hóa")
    units = told.get("units", ())
    return actions.divide(at=cast.NOW, actor=actor, part=part, values=values, organisations_given=units)


def declare(scene: Scene, day: date = date(2026, 8, 12)) -> Work:
    work = scene.work("Tổ chức phục vụ xe")
    return actions.declare(
        at=cast.NOW, actor=SYSTEM, work=work, seen_revision=work.revision, day=day, paper="Biên bản 05"
    )


def test_a_change_moves_the_last_day(scene: Scene) -> None:
    work = change(scene.work("Tuyên truyền"), times=Times(TimeKind.FIXED, ends_on=date(2026, 10, 1)))
    assert (work.due_on, work.revision) == (date(2026, 10, 1), 2)
    assert change(work, times=Times(TimeKind.YEARLY, due_day=1, due_month=6)).due_on == date(2026, 6, 1)


def test_the_later_of_two_changes_is_refused(scene: Scene) -> None:
    work = scene.work("Tuyên truyền")
    change(work, title="Tuyên truyền rộng")
    with pytest.raises(refusals.ChangedMeanwhile):
        change(work, title="Khác")


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"title": " "}, refusals.TitleNeeded),
        (
            {"times": Times(TimeKind.SPAN, starts_on=date(2026, 9, 2), ends_on=date(2026, 9, 1))},
            refusals.DaysBackwards,
        ),
    ],
)
def test_impossible_values_are_refused(scene: Scene, told: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        change(scene.work("Tuyên truyền"), **told)


def test_a_unit_divides_its_part_and_the_whole_waits_for_the_piece(scene: Scene, librarian: User) -> None:
    piece = cut(scene, units=(scene.province.museum,))
    assert (piece.owner, piece.parent) == (scene.province.library, scene.work("Hiện đại hóa"))
    part = scene.part("Hiện đại hóa")
    with pytest.raises(refusals.PiecesOpen):
        scene.say(part, "finish")
    scene.say(Part.objects.get(work=piece), "finish", on=date(2026, 9, 1))
    scene.say(part, "finish", on=date(2026, 9, 2))
    assert scene.work("Hiện đại hóa").stage == Stage.DONE
    with pytest.raises(NotAllowed):
        cut(scene, actor=cast.acting(librarian))  # a librarian does the unit's work, its head hands it out


def test_a_piece_is_divided_further_and_shows_in_the_tree(scene: Scene) -> None:
    piece = cut(scene)
    own = Part.objects.get(work=piece)
    actions.divide(at=cast.NOW, actor=SYSTEM, part=own, values=PIECE, organisations_given=())
    depths = [line.depth for line in queries.lines_of(scene.plan, queries.Wanted(), cast.TODAY) if line.depth]
    assert depths == [1, 2]


def test_a_piece_may_not_outlast_the_whole(scene: Scene) -> None:
    late = replace(PIECE, times=Times(TimeKind.FIXED, ends_on=date(2028, 1, 1)))
    with pytest.raises(refusals.OutsideParent):
        cut(scene, late)


def test_what_is_closed_is_not_divided(scene: Scene) -> None:
    part = scene.part("Hiện đại hóa")
    scene.say(part, "finish")
    scene.say(part, "confirm")
    with pytest.raises(refusals.WorkClosed):
        cut(scene)


def test_a_dividing_is_undone_as_long_as_nobody_spoke(scene: Scene) -> None:
    piece = cut(scene)
    whole = actions.withdraw(at=cast.NOW, actor=SYSTEM, work=piece, seen_revision=piece.revision)
    assert whole == scene.work("Hiện đại hóa")
    assert not Work.objects.filter(title=PIECE.title).exists()
    second = cut(scene)
    scene.say(Part.objects.get(work=second), "begin")
    for work in (second, scene.work("Tuyên truyền")):
        with pytest.raises(refusals.PieceHasSpoken):
            actions.withdraw(at=cast.NOW, actor=SYSTEM, work=work, seen_revision=work.revision)


def test_nothing_goes_forward_before_the_event_is_declared(scene: Scene) -> None:
    part = scene.part("Tổ chức phục vụ xe")
    with pytest.raises(refusals.ConditionOpen):
        scene.say(part, "begin")
    change(
        scene.work("Tổ chức phục vụ xe"),
        times=Times(TimeKind.CONDITIONAL, condition="Khi có xe", months_after=6),
    )
    assert declare(scene).due_on == date(2027, 2, 12)
    scene.say(part, "begin", on=date(2026, 9, 1))
    assert scene.work("Tổ chức phục vụ xe").stage == Stage.DOING


def test_a_declaration_is_refused_in_words_or_taken_back(scene: Scene) -> None:
    with pytest.raises(refusals.DeclaredInFuture):
        declare(scene, date(2026, 11, 21))
    with pytest.raises(refusals.DeclaredBeforePlan):
        declare(scene, date(2025, 12, 1))
    work = declare(scene)
    with pytest.raises(refusals.DeclaredAlready):
        declare(scene)
    with pytest.raises(refusals.ConditionNeeded):
        change(work, times=Times(TimeKind.CONTINUOUS))
    work = actions.undeclare(at=cast.NOW, actor=SYSTEM, work=work, seen_revision=work.revision)
    assert (work.declared_on, work.due_on) == (None, None)
    with pytest.raises(refusals.NotConditional):
        actions.undeclare(at=cast.NOW, actor=SYSTEM, work=work, seen_revision=work.revision)


def phased(scene: Scene) -> tuple[Work, Work]:
    work = scene.work("Tổ chức phục vụ xe")
    return actions.divide_into_phases(
        at=cast.NOW,
        actor=SYSTEM,
        work=work,
        seen_revision=work.revision,
        pilot_places="03 trường tiểu học",
        rollout_places="các trường vùng sâu",
        pilot_whole=3,
    )


def test_the_roll_out_opens_with_the_result_of_the_pilot(scene: Scene) -> None:
    pilot, rollout = phased(scene)
    assert (pilot.phase, rollout.phase, rollout.pilot) == (Phase.PILOT, Phase.ROLLOUT, pilot)
    declare(scene)  # phases wait for the event of the whole
    tried, spread = Part.objects.get(work=pilot), Part.objects.get(work=rollout)
    scene.say(tried, "finish", on=date(2026, 10, 1))
    with pytest.raises(refusals.PilotOpen):
        scene.say(spread, "begin", on=date(2026, 10, 2))
    pilot.refresh_from_db()
    with pytest.raises(refusals.WordsNeeded):
        actions.write_result(at=cast.NOW, actor=SYSTEM, work=pilot, seen_revision=pilot.revision, result=" ")
    actions.write_result(at=cast.NOW, actor=SYSTEM, work=pilot, seen_revision=pilot.revision, result="Tốt.")
    scene.say(spread, "begin", on=date(2026, 10, 3))
    assert scene.work("Tổ chức phục vụ xe").stage == Stage.DOING


def test_phases_are_cut_once_and_need_places(scene: Scene) -> None:
    work = scene.work("Tổ chức phục vụ xe")
    with pytest.raises(refusals.PlacesNeeded):
        actions.divide_into_phases(
            at=cast.NOW, actor=SYSTEM, work=work, seen_revision=1, pilot_places=" ", rollout_places=""
        )
    phased(scene)
    with pytest.raises(refusals.PhasedAlready):
        phased(scene)
    work.refresh_from_db()
    with pytest.raises(refusals.NoPilot):
        actions.write_result(at=cast.NOW, actor=SYSTEM, work=work, seen_revision=work.revision, result="x")


def name_paper(work: Work, **told: Any) -> Work:
    return actions.close_by_paper(at=cast.NOW, actor=SYSTEM, work=work, seen_revision=work.revision, **told)


def test_a_paper_to_issue_is_closed_by_the_paper(scene: Scene) -> None:
    part, work = scene.part("Xây dựng Quy chế"), scene.work("Xây dựng Quy chế")
    with pytest.raises(refusals.PaperMissing):
        scene.say(part, "finish")
    with pytest.raises(refusals.NoPaperNamed):
        name_paper(work, paper=" ")
    with pytest.raises(refusals.PaperInFuture):
        name_paper(work, paper="Quyết định 1", issued_on=date(2026, 12, 1))
    with pytest.raises(refusals.NotAPaper):
        name_paper(scene.work("Tuyên truyền"), paper="Quyết định 1")
    named = name_paper(work, paper="Quyết định 1187", upload=Upload("qd.txt", "Quyết định".encode()))
    assert named.paper_file is not None
    scene.say(part, "finish")
    assert scene.work("Xây dựng Quy chế").stage == Stage.DONE


def test_a_unit_gets_a_role_once_and_the_lead_stops_reporting(scene: Scene) -> None:
    work, museum = scene.work("Xây dựng Quy chế"), scene.province.museum
    actions.add_unit(
        at=cast.NOW, actor=SYSTEM, work=work, seen_revision=1, role=TaskRole.EXECUTING, organisation=museum
    )
    assert scene.part("Xây dựng Quy chế").organisation == museum
    work.refresh_from_db()
    with pytest.raises(refusals.UnitTwice):
        actions.add_unit(
            at=cast.NOW,
            actor=SYSTEM,
            work=work,
            seen_revision=2,
            role=TaskRole.EXECUTING,
            organisation=museum,
        )


def test_a_written_name_is_tied_and_untied(scene: Scene) -> None:
    part, library = scene.part("Khảo sát"), scene.province.commune_library
    actions.tie(at=cast.NOW, actor=SYSTEM, part=part, seen_revision=1, organisation=library)
    assert scene.part("Khảo sát").organisation == library
    part = scene.part("Khảo sát")
    assert (
        actions.tie(at=cast.NOW, actor=SYSTEM, part=part, seen_revision=2, organisation=None).organisation
        is None
    )


def test_a_collective_name_becomes_a_part_for_each_unit(scene: Scene) -> None:
    units = [scene.province.commune_library, scene.province.other_commune_library]
    part = scene.part("Khảo sát")
    made = actions.spread(at=cast.NOW, actor=SYSTEM, part=part, seen_revision=1, units=units)
    assert [one.organisation for one in made] == units
    assert not Part.objects.filter(pk=part.pk).exists()
    first = scene.part("Khảo sát", units[0])
    scene.say(first, "begin")
    with pytest.raises(refusals.PartHasSpoken):
        actions.spread(at=cast.NOW, actor=SYSTEM, part=first, seen_revision=2, units=units)


def test_the_last_who_carries_it_out_stays(scene: Scene) -> None:
    part = scene.part("Hiện đại hóa")
    with pytest.raises(refusals.LastPart):
        actions.remove_unit(at=cast.NOW, actor=SYSTEM, part=part, seen_revision=1)
    museum = scene.part("Tổ chức Ngày Sách", scene.province.museum)
    actions.remove_unit(at=cast.NOW, actor=SYSTEM, part=museum, seen_revision=1)
    assert not Part.objects.filter(pk=museum.pk).exists()


def test_who_did_not_hand_it_out_changes_nothing(scene: Scene, librarian: User, stranger: User) -> None:
    for user in (librarian, stranger):
        with pytest.raises(NotAllowed):
            change(scene.work("Tuyên truyền"), cast.acting(user), title="Khác")


def test_a_part_may_be_given_to_the_unit_of_another_field(scene: Scene) -> None:
    at = datetime(2026, 2, 1, 3, 0, tzinfo=UTC)
    work = scene.work("Tuyên truyền")
    part = actions.add_unit(
        at=at,
        actor=SYSTEM,
        work=work,
        seen_revision=1,
        role=TaskRole.ADVISING,
        organisation=scene.province.culture_centre,
    )
    assert not part.reports
