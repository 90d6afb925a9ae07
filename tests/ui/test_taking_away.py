"""Lists that are taken away as CSV."""

from __future__ import annotations

import pytest

from densach.ui.tables import download


def written(cell: str) -> str:
    return (
        download("danh-sach", ["Ô"], [[cell]], "csv").content.decode("utf-8-sig").splitlines()[1].strip('"')
    )


@pytest.mark.parametrize("phone", ["+84 270 382 2222", "+842703822222", "+84.270.382.2222"])
def test_a_telephone_number_stays_as_it_is_dialled(phone: str) -> None:
    assert written(phone) == phone


@pytest.mark.parametrize("cell", ["=1+1", "+84+cmd", "-1", "@a", "+1", "+84 270 382 2222\t=1"])
def test_what_a_spreadsheet_would_run_is_held_back(cell: str) -> None:
    assert written(cell) == f"'{cell}"
