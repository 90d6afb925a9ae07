"""A file of members: judged, taken in, and taken back."""

from __future__ import annotations

import pytest

from densach.intake import actions as intake
from densach.intake.models import Batch, RowAnswer
from densach.kernel.actor import SYSTEM
from densach.services.clubs.models import Membership
from tests import cast
from tests.intake.sending import answers, send
from tests.services.clubs.stage import NOW, a_club

pytestmark = pytest.mark.django_db
HEAD = ("Họ và tên", "Câu lạc bộ", "Vai trò", "Ngày sinh", "Phụ huynh", "Phụ huynh đồng ý")
ROWS = [
    ("Lê Văn Bảy", "CLB Đờn ca tài tử", "thành viên", "02/03/1975", "", ""),
    ("Bé Na", "CLB Đờn ca tài tử", "", "04/04/2017", "Chị Chín", "có"),
    ("Bé Tí", "CLB Đờn ca tài tử", "", "04/04/2017", "", ""),
]


def sent(province: cast.Province) -> Batch:
    return send(
        ROWS, province.culture_centre, sheet="club-members", head=HEAD, name="hoi-vien.xlsx", again=True
    )


def test_members_come_in_by_a_file_and_go_with_it(province: cast.Province) -> None:
    club = a_club(province.culture_centre)
    batch = sent(province)
    assert answers(batch) == [RowAnswer.NEW, RowAnswer.NEW, RowAnswer.REFUSED]
    intake.take_in(at=NOW, actor=SYSTEM, batch=batch)
    assert club.memberships.count() == 3
    assert answers(sent(province))[:2] == [RowAnswer.SAME, RowAnswer.SAME]
    intake.undo(at=NOW, actor=SYSTEM, batch=Batch.objects.get(pk=batch.pk))
    assert Membership.objects.count() == 1
