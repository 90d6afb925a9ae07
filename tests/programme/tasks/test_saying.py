"""How a part stands: who may say, with what evidence, one after another, and taken back."""

from __future__ import annotations

from datetime import date

import pytest

from densach.files.actions import Upload
from densach.files.rules import WrongType
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.people.models import User
from densach.programme.indicators import queries as indicators
from densach.programme.plans.models import Plan
from densach.programme.tasks import actions, queries
from densach.programme.tasks.actions import Proof, Saying
from densach.programme.tasks.models import Evidence, EvidenceKind, Part, Stage, Update, Work
from densach.programme.tasks.rules.refusals import (
    ChangedMeanwhile,
    CountBeyondWhole,
    NothingToCount,
    NothingToTakeBack,
    NotYours,
    PeriodAhead,
    PeriodTooEarly,
    PlanNotRunning,
    UnreadablePeriod,
)
from tests import cast
from tests.programme.reports.scene import count
from tests.programme.tasks.scene import Scene

pytestmark = pytest.mark.django_db


def told(part: Part, saying: Saying, act: str = "note") -> Update:
    part.refresh_from_db()
    return actions.say(
        at=cast.NOW, actor=SYSTEM, part=part, act=act, seen_revision=part.revision, saying=saying
    )


@pytest.fixture
def part(scene: Scene) -> Part:
    found = scene.part("Số hóa")
    scene.say(found, "begin")
    found.refresh_from_db()
    return found


def test_the_unit_tells_and_whoever_handed_out_confirms(
    scene: Scene, part: Part, librarian: User, officer: User
) -> None:
    scene.say(part, "finish", "Quét xong.", actor=cast.acting(librarian))
    with pytest.raises(NotAllowed):
        scene.say(part, "confirm", actor=cast.acting(librarian))
    scene.say(part, "return", "Thiếu mục lục.", actor=cast.acting(officer))
    scene.say(part, "finish", "Đã thêm mục lục.", actor=cast.acting(librarian))
    scene.say(part, "confirm", "", actor=cast.acting(officer))
    assert scene.work("Số hóa").stage == Stage.CONFIRMED
    acts = list(Update.objects.filter(part=part).order_by("number").values_list("act", flat=True))
    assert acts == ["begin", "finish", "return", "finish", "confirm"]


def test_another_unit_says_nothing_of_ours(
    scene: Scene, part: Part, museum_keeper: User, leader: User
) -> None:
    for user in (museum_keeper, leader):
        with pytest.raises(NotAllowed):
            scene.say(part, "note", actor=cast.acting(user))


def test_a_part_that_nobody_is_tied_to_is_told_by_whoever_handed_out(
    scene: Scene, librarian: User, officer: User
) -> None:
    survey = scene.part("Khảo sát")
    with pytest.raises(NotAllowed):
        scene.say(survey, "begin", actor=cast.acting(librarian))
    scene.say(survey, "begin", actor=cast.acting(officer))
    survey.refresh_from_db()
    assert survey.stage == Stage.DOING


def test_a_work_is_done_when_the_last_unit_has_told_so(scene: Scene) -> None:
    library = scene.part("Tổ chức Ngày Sách", scene.province.library)
    museum = scene.part("Tổ chức Ngày Sách", scene.province.museum)
    scene.say(library, "finish")
    assert scene.work("Tổ chức Ngày Sách").stage == Stage.DOING
    scene.say(museum, "stop", "Bảo tàng sửa nhà.")
    assert scene.work("Tổ chức Ngày Sách").stage == Stage.DONE


def test_the_later_of_two_officers_is_told_who_was_first(scene: Scene, part: Part) -> None:
    scene.say(part, "note", "Người thứ nhất.")
    with pytest.raises(ChangedMeanwhile) as refused:
        actions.say(
            at=cast.NOW,
            actor=SYSTEM,
            part=part,
            act="note",
            seen_revision=part.revision,
            saying=Saying(words="Người thứ hai."),
        )
    assert refused.value.params["who"] == "Đèn Sách"
    assert not Update.objects.filter(words="Người thứ hai.").exists()


def test_the_last_word_is_taken_back_with_its_number(scene: Scene, part: Part) -> None:
    Work.objects.filter(pk=part.work_id).update(whole=100, whole_unit="trang")
    told(part, Saying(words="Mười.", counted=10))
    told(part, Saying(words="Nhầm.", counted=90), act="finish")
    part.refresh_from_db()
    actions.take_back(at=cast.NOW, actor=SYSTEM, part=part, seen_revision=part.revision)
    part.refresh_from_db()
    assert (part.stage, part.counted) == (Stage.DOING, 10)
    assert Update.objects.filter(part=part).count() == 4  # nothing is erased
    said = queries.said_of(part.work, cast.TODAY)[part.pk]
    assert [one.is_taken_back for one in said if one.update.words == "Nhầm."] == [True]


def test_each_word_is_taken_back_once_and_then_the_one_before(scene: Scene, part: Part) -> None:
    scene.say(part, "note", "Một.")
    for _turn in range(2):
        part.refresh_from_db()
        actions.take_back(at=cast.NOW, actor=SYSTEM, part=part, seen_revision=part.revision)
    part.refresh_from_db()
    assert part.stage == Stage.NOT_BEGUN
    with pytest.raises(NothingToTakeBack):
        actions.take_back(at=cast.NOW, actor=SYSTEM, part=part, seen_revision=part.revision)


def test_only_who_said_it_takes_it_back(scene: Scene, part: Part, librarian: User) -> None:
    with pytest.raises(NotYours):
        actions.take_back(at=cast.NOW, actor=cast.acting(librarian), part=part, seen_revision=part.revision)


def test_a_number_is_told_only_of_what_can_be_counted(scene: Scene, part: Part) -> None:
    with pytest.raises(NothingToCount):
        told(part, Saying(words="x", counted=3))
    Work.objects.filter(pk=part.work_id).update(whole=3, whole_unit="trường")
    with pytest.raises(CountBeyondWhole):
        told(part, Saying(words="x", counted=4))
    told(part, Saying(words="x", counted=3))
    part.refresh_from_db()
    assert part.counted == 3


@pytest.mark.parametrize(
    ("period", "refusal"),
    [
        ("2027", PeriodAhead),
        ("2026-12", PeriodAhead),
        ("tháng tới", UnreadablePeriod),
        ("2020-01", PeriodTooEarly),
        ("0001", PeriodTooEarly),
    ],
)
def test_words_speak_of_a_time_of_the_plan_that_has_begun(
    scene: Scene, part: Part, period: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        told(part, Saying(words="x", period=period))


def test_words_without_a_period_speak_of_this_month_or_of_the_year(scene: Scene, part: Part) -> None:
    assert told(part, Saying(words="x")).period == "2026-11"
    yearly = scene.part("Tổ chức Ngày Sách", scene.province.library)
    assert scene.say(yearly, "begin").period == "2026"


def test_evidence_is_kept_by_what_it_is(scene: Scene, part: Part) -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"0" * 40
    proofs = (
        Proof(upload=Upload("anh.png", png)),
        Proof(upload=Upload("so.txt", "Sổ".encode())),
        Proof(url="https://thuvien.test/anh"),
        Proof(indicator=indicators.by_code("tv.luot_ban_doc"), period="2026"),
    )
    update = told(part, Saying(words="x", proofs=proofs))
    kinds = list(Evidence.objects.filter(update=update).order_by("pk").values_list("kind", flat=True))
    assert kinds == [EvidenceKind.PHOTO, EvidenceKind.FILE, EvidenceKind.LINK, EvidenceKind.COUNTED]


def test_a_counted_figure_is_read_live_and_opens_onto_its_records(scene: Scene, part: Part) -> None:
    proof = Proof(indicator=indicators.by_code("tv.luot_ban_doc"), period="2026")
    told(part, Saying(words="x", proofs=(proof,)))

    def shown() -> queries.Shown:
        return queries.said_of(part.work, cast.TODAY)[part.pk][0].evidence[0]

    assert shown().value is not None
    count(scene.province.library, "library.visits", date(2026, 5, 1), date(2026, 5, 31), 700)
    value = shown().value
    assert value is not None and value.numerator == 700
    assert f"root={scene.province.library.pk}" in shown().url or "tv.luot_ban_doc" in shown().url


def test_a_file_that_is_no_file_is_refused_and_nothing_is_said(scene: Scene, part: Part) -> None:
    with pytest.raises(WrongType):
        told(part, Saying(words="x", proofs=(Proof(upload=Upload("a.exe", b"MZ\x00\x00")),)))
    part.refresh_from_db()
    assert part.revision == 2
    assert not Update.objects.filter(part=part, act="note").exists()


def test_nothing_is_said_once_the_plan_is_closed(scene: Scene, part: Part) -> None:
    Plan.objects.filter(pk=scene.plan.pk).update(state="closed")
    with pytest.raises(PlanNotRunning):
        scene.say(part, "note")
