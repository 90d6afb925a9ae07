"""Every sentence of the interface stands in Vietnamese, once and alike in all rooms."""

from __future__ import annotations

import pytest

from tests.house import survey
from tools import messages


@pytest.mark.parametrize("room", survey.rooms(), ids=lambda room: room.name)
def test_the_catalogue_of_a_room_is_complete(room: object) -> None:
    assert room in messages.rooms()
    found = messages.check(next(one for one in messages.rooms() if one == room), messages.rooms())
    assert not found, "\n".join(found)


def test_no_two_rooms_word_a_sentence_differently() -> None:
    found = messages.contradictions(messages.rooms())
    assert not found, "\n".join(found)
