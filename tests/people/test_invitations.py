"""Somebody is invited into a unit by a link that opens once."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.organisations.models import Organisation
from densach.people import actions, queries
from densach.people.actions import Invited
from densach.people.models import Invitation, Membership, User
from densach.people.rules import (
    EmailTaken,
    InvitationExpired,
    InvitationUsed,
    InvitationWaits,
    InvitationWithdrawn,
    InviterMayNoMore,
    RoleBeyondOwn,
    RoleHeld,
    UnknownInvitation,
)
from tests.cast import NOW, TODAY, Province, acting
from tests.stage import SignedIn

OWN = "mot-ngon-den-moi"
EMAIL = "moi@ba-vam.test"


@pytest.fixture(autouse=True)
def _a_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def invite(by: User, place: Organisation, role: str = "librarian", email: str = EMAIL) -> Invited:
    return actions.invite(
        at=NOW,
        actor=acting(by),
        email=email,
        name="Cao Thị Mới",
        organisation=place,
        role=role,
        since=TODAY,
        link_of=lambda token: f"http://nha.test/{token}/",
        language="vi",
    )


def token_of(invited: Invited) -> str:
    return invited.link.rstrip("/").rpartition("/")[2]


def accept(invited: Invited) -> User:
    return actions.accept_invitation(at=NOW, token=token_of(invited), name="Cao Thị Mới", password=OWN)


def test_the_link_makes_the_account_with_its_role_and_signs_in(
    province: Province, head: User, client: Client
) -> None:
    told = {"name": "Cao Thị Mới", "email": EMAIL, "unit": province.library.code, "role": "librarian"}
    answer = SignedIn(head).post(reverse("people:invite"), {**told, "since": "2026-11-20"})
    page = html.unescape(answer.content.decode())
    link = re.search(r'link-told">(\S+)</code>', page)
    assert link
    assert "no-store" in answer["Cache-Control"]
    shown = client.get(link[1]).content.decode()
    for words in ("Lý Thị Trưởng", "Thư viện tỉnh Ba Vàm", "Thủ thư", EMAIL):
        assert words in shown
    assert client.post(link[1], {"name": "Cao Thị Mới", "password": "ngan"}).status_code == 422
    assert not User.objects.filter(email=EMAIL).exists()
    assert client.post(link[1], {"name": "Cao Thị Mới", "password": OWN})["Location"] == reverse(
        "workspace:home"
    )
    user = User.objects.get(email=EMAIL)
    assert acting(user).may("count.enter", province.library)
    assert not user.must_change
    assert client.get(reverse("workspace:home")).status_code == 200
    assert Client().get(link[1]).status_code == 400


def test_the_mail_brings_the_link_and_the_database_does_not_hold_it(province: Province, head: User) -> None:
    invited = invite(head, province.library)
    assert invited.is_mailed
    assert mail.outbox[0].to == [EMAIL]
    assert mail.outbox[0].subject == "Tài khoản của bạn tại Thư viện tỉnh Ba Vàm"
    assert invited.link in mail.outbox[0].body
    assert token_of(invited) not in str(vars(Invitation.objects.get()))


def test_a_mail_server_that_fails_costs_nobody_the_invitation(
    province: Province, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object, **_named: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("densach.people.actions.invitations.send_mail", fail)
    invited = invite(head, province.library)
    assert not invited.is_mailed
    assert accept(invited).name == "Cao Thị Mới"


def test_without_a_mail_server_nobody_is_told_that_a_mail_went_out(
    province: Province, head: User, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert not invite(head, province.library).is_mailed


def test_a_link_opens_once(province: Province, head: User) -> None:
    invited = invite(head, province.library)
    accept(invited)
    with pytest.raises(InvitationUsed):
        accept(invited)
    assert User.objects.filter(email=EMAIL).count() == 1


def test_a_link_is_good_for_seven_days(province: Province, head: User) -> None:
    token = token_of(invite(head, province.library))
    almost = NOW + timedelta(days=7) - timedelta(seconds=1)
    assert queries.open_invitation(token, almost).email == EMAIL
    with pytest.raises(InvitationExpired):
        actions.accept_invitation(at=NOW + timedelta(days=7), token=token, name="Muộn", password=OWN)


def test_a_withdrawn_link_opens_nothing_and_makes_room_for_another(province: Province, head: User) -> None:
    invited = invite(head, province.library)
    with pytest.raises(InvitationWaits):
        invite(head, province.library, email=EMAIL.upper())
    address = reverse("people:withdraw_invitation", args=[invited.invitation.pk])
    assert SignedIn(head).post(address).status_code == 302
    with pytest.raises(InvitationWithdrawn):
        accept(invited)
    with pytest.raises(InvitationWithdrawn):
        actions.withdraw_invitation(
            at=NOW, actor=acting(head), invitation=Invitation.objects.get(pk=invited.invitation.pk)
        )
    accept(invite(head, province.library))


def test_an_invitation_that_nobody_answered_makes_room(province: Province, head: User) -> None:
    first = invite(head, province.library)
    Invitation.objects.update(expires_at=NOW)
    accept(invite(head, province.library))
    with pytest.raises(InvitationWithdrawn):
        accept(first)


def test_a_made_up_link_opens_nothing(db: None) -> None:
    with pytest.raises(UnknownInvitation):
        queries.open_invitation("khong-co", NOW)
    assert Client().get(reverse("people:accept", args=["khong-co"])).status_code == 404


def test_nobody_invites_beyond_what_they_could_give(province: Province, head: User, librarian: User) -> None:
    with pytest.raises(RoleBeyondOwn):
        invite(head, province.library, "administrator")
    with pytest.raises(NotAllowed):
        invite(head, province.museum)
    with pytest.raises(NotAllowed):
        invite(librarian, province.library)
    assert Invitation.objects.count() == 0


def test_whoever_has_an_account_accepts_the_role_with_it(
    province: Province, head: User, citizen: User, librarian: User
) -> None:
    invited = invite(head, province.library, email=citizen.email.upper())
    with pytest.raises(EmailTaken):
        accept(invited)
    address = reverse("people:accept", args=[token_of(invited)])
    page = Client().get(address).content.decode()
    assert f"{reverse('people:login')}?next=" in page
    with pytest.raises(UnknownInvitation):
        actions.accept_role(at=NOW, token=token_of(invited), user=librarian)
    assert SignedIn(citizen).post(address, {"ok": "1"}).status_code == 302
    assert acting(citizen).may("count.enter", province.library)
    assert User.objects.filter(email__iexact=citizen.email).count() == 1


def test_a_role_that_the_person_has_is_not_offered_again(
    province: Province, head: User, librarian: User
) -> None:
    with pytest.raises(RoleHeld):
        invite(head, province.library, email=librarian.email)


def test_a_strangers_invitation_keeps_no_unit_from_inviting(
    province: Province, head: User, administrator: User
) -> None:
    invite(administrator, province.museum, "museum_keeper")
    accept(invite(head, province.library))


def test_whoever_may_no_longer_give_the_role_gives_it_to_nobody(
    province: Province, head: User, administrator: User
) -> None:
    invited = invite(head, province.library)
    role = Membership.objects.get(user=head)
    actions.end_role(at=NOW, actor=acting(administrator), membership=role, last_day=TODAY - timedelta(days=1))
    with pytest.raises(InviterMayNoMore):
        accept(invited)
    assert not User.objects.filter(email=EMAIL).exists(), "an account without a role is left over"


def test_a_closed_account_invites_nobody_any_more(province: Province, head: User) -> None:
    invited = invite(head, province.library)
    actions.close_account(at=NOW, actor=SYSTEM, user=head)
    with pytest.raises(InviterMayNoMore):
        accept(invited)


def test_invitations_are_seen_by_who_looks_after_the_unit(
    province: Province, head: User, administrator: User
) -> None:
    invite(administrator, province.museum, "museum_keeper")
    invited = invite(head, province.library, email="hai@ba-vam.test")
    list_of = reverse("people:invitations")
    assert "hai@ba-vam.test" in SignedIn(administrator).get(list_of).content.decode()
    page = SignedIn(head).get(list_of).content.decode()
    assert "hai@ba-vam.test" in page
    assert EMAIL not in page
    other = Invitation.objects.exclude(pk=invited.invitation.pk).get()
    address = reverse("people:withdraw_invitation", args=[other.pk])
    assert SignedIn(head).post(address).status_code == 404
