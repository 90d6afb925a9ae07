"""Commendations: evidence is gathered and frozen, nobody decides on their own proposal, the roll holds the awarded."""

from __future__ import annotations

from datetime import date

import pytest

from densach.kernel.errors import NotAllowed
from densach.people.models import User
from densach.programme.oversight import queries
from densach.programme.oversight.actions import commendations as actions
from densach.programme.oversight.queries.evidence import sheet_holds
from densach.programme.oversight.rules.refusals import (
    AlreadyThere,
    DayAhead,
    NameNeeded,
    OwnNomination,
    PaperNeeded,
    PointsOutOfReach,
    RoundOver,
    StillOpen,
)
from densach.programme.plans.models import Plan
from tests.cast import TODAY, Province
from tests.programme.oversight.scene import (
    a_nomination,
    a_practice,
    a_round,
    actor_of,
    awarded,
    doing,
    recognised,
)
from tests.programme.reports.scene import count

DECISION = actions.Decision("388/QĐ-SVHTTDL", date(2026, 11, 18), "Giám đốc")


def test_the_house_gathers_what_it_knows_of_the_unit(province: Province, plan: Plan) -> None:
    recognised(a_practice(province.library))
    found = a_nomination(a_round(province), province.library)
    told = {one["code"]: one for one in found.evidence["figures"]}
    assert told["tv.luot_ban_doc"]["numerator"] == 60000
    assert "so=" in told["tv.luot_ban_doc"]["url"]
    assert [one["title"] for one in found.evidence["practices"]] == ["Góc học tập số"]


def test_evidence_stands_still_when_more_is_counted(province: Province, plan: Plan) -> None:
    found = a_nomination(a_round(province), province.library)
    before = dict(found.evidence)
    count(province.library, "library.visits", date(2026, 6, 1), date(2026, 6, 30), 999)
    found.refresh_from_db()
    assert found.evidence == before
    assert sheet_holds(found)


def test_evidence_that_was_touched_is_seen(province: Province, plan: Plan) -> None:
    found = a_nomination(a_round(province), province.library)
    found.evidence["figures"][0]["numerator"] = 1
    assert not sheet_holds(found)


def test_a_person_is_named_and_a_unit_is_not(province: Province) -> None:
    round_ = a_round(province)
    with pytest.raises(NameNeeded):
        actions.nominate(
            doing(text="Tốt."), round_, province.library, actions.Proposal("individual", "Giấy khen")
        )
    unit = actions.Proposal("collective", "Giấy khen", "Trần Thị Thủ")
    assert actions.nominate(doing(text="Tốt."), round_, province.library, unit).person == ""


def test_a_unit_is_proposed_once_in_a_round(province: Province) -> None:
    round_ = a_round(province)
    first = a_nomination(round_, province.library)
    with pytest.raises(AlreadyThere):
        a_nomination(round_, province.library)
    actions.withdraw_nomination(doing(on=first), first)
    assert a_nomination(round_, province.library).pk != first.pk


def test_no_proposal_after_the_last_day(province: Province) -> None:
    round_ = a_round(province)
    late = doing(text="Tốt.", days=30)
    with pytest.raises(RoundOver):
        actions.nominate(late, round_, province.library, actions.Proposal("collective", "Giấy khen"))


def test_a_unit_of_another_province_is_not_proposed(province: Province) -> None:
    with pytest.raises(NotAllowed):
        a_nomination(a_round(province), province.foreign_library)


def test_whoever_proposed_does_not_review(province: Province, officer: User) -> None:
    found = a_nomination(a_round(province), province.library, actor=actor_of(officer))
    with pytest.raises(OwnNomination):
        actions.agree_nomination(doing(actor_of(officer), on=found), found)


def test_points_go_to_a_hundred(province: Province) -> None:
    found = a_nomination(a_round(province), province.library)
    with pytest.raises(PointsOutOfReach):
        actions.agree_nomination(doing(on=found), found, points=101)


def test_the_officer_reviews_and_the_leader_decides(province: Province, officer: User, leader: User) -> None:
    found = a_nomination(a_round(province), province.library)
    actions.agree_nomination(doing(actor_of(officer), on=found), found, points=92)
    with pytest.raises(NotAllowed):
        actions.award(doing(actor_of(officer), on=found), found, DECISION)
    done = actions.award(doing(actor_of(leader), on=found), found, DECISION)
    assert (done.state, done.points, done.decision_number) == ("awarded", 92, "388/QĐ-SVHTTDL")


@pytest.mark.parametrize(
    ("decision", "refusal"),
    [
        (actions.Decision(" ", date(2026, 11, 18), ""), PaperNeeded),
        (actions.Decision("1/QĐ", date(2026, 12, 18), ""), DayAhead),
    ],
)
def test_a_commendation_rests_on_a_signed_paper(
    province: Province, decision: actions.Decision, refusal: type[Exception]
) -> None:
    found = a_nomination(a_round(province), province.library)
    actions.agree_nomination(doing(on=found), found)
    with pytest.raises(refusal):
        actions.award(doing(on=found), found, decision)


def test_one_decision_for_many_is_all_or_none(province: Province) -> None:
    round_ = a_round(province)
    both = [a_nomination(round_, unit) for unit in (province.library, province.museum)]
    agreed = [actions.agree_nomination(doing(on=one), one) for one in both]
    seen = [(agreed[0], agreed[0].revision), (agreed[1], 1)]
    with pytest.raises(Exception, match="changed_since"):
        actions.award_all(doing(), seen, DECISION)
    agreed[0].refresh_from_db()
    assert agreed[0].state == "agreed"
    assert actions.award_all(doing(), [(one, one.revision) for one in agreed], DECISION) == 2


def test_the_roll_holds_the_awarded_until_it_is_revoked(
    province: Province, museum_keeper: User, stranger: User
) -> None:
    found = awarded(a_nomination(a_round(province), province.library))
    who = actor_of(museum_keeper)
    assert list(queries.honoured_for(who, TODAY)) == [found]
    assert not queries.honoured_for(actor_of(stranger), TODAY).exists()
    assert not queries.nominations_for(who, TODAY).exists()
    actions.revoke_commendation(doing(text="Khai sai.", on=found), found)
    assert not queries.honoured_for(who, TODAY).exists()


def test_a_round_closes_when_every_proposal_is_decided(province: Province) -> None:
    round_ = a_round(province)
    found = a_nomination(round_, province.library)
    with pytest.raises(StillOpen):
        actions.close_round(doing(on=round_), round_)
    awarded(found)
    assert actions.close_round(doing(on=round_), round_).state == "closed"
