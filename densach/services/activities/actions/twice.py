"""What is sent twice is made once: a tap too many on a slow phone, a page sent again after its answer was lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

from django.db import models

from densach.formats.ical.days import HOST
from densach.services.activities.models import Activity, Session, SessionState
from densach.services.activities.rules.activity import SessionThere, When, clock_text

MOST_KEY: Final = 64
M = TypeVar("M", bound=models.Model)


def made_before(
    rows: models.QuerySet[M], key: str, values: Mapping[str, object]
) -> tuple[M | None, str | None]:
    """What the same form made when it was sent before, and the key that something new may have.

    A form that was opened again by the browser's way back has the same key and other words: it makes something new.
    """
    if not _fit(key):
        return None, None
    found = rows.filter(key=key).first()
    if found is None:
        return None, key
    return (found if _same(found, values) else None), None


def session_before(activity: Activity, key: str, when: When) -> tuple[Session | None, str]:
    """The session that the same form made, and the uid for a new one, "" for any. A session's key is in its uid."""
    if not _fit(key):
        return None, ""
    uid = f"{key}@{HOST}"
    found = Session.objects.select_related("activity", "organisation", "venue").filter(uid=uid).first()
    if found is None:
        return None, uid
    told = {
        "activity_id": activity.pk, "starts": when.starts, "ends": when.ends, "venue": when.venue,
        "place": when.place, "topic": when.topic, "channel": when.channel, "all_day": when.all_day,
    }  # fmt: skip
    return (found if _same(found, told) else None), ""


def _fit(key: str) -> bool:
    return key.isascii() and key.isalnum() and len(key) <= MOST_KEY


def _same(row: models.Model, values: Mapping[str, object]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


def require_new(activity: Activity, whens: Iterable[When]) -> None:
    """The activity has no session yet that begins at the same moment in the same place. Raises SessionThere."""
    wanted = {(one.starts, one.venue.pk if one.venue else None, one.place) for one in whens}
    rows = Session.objects.filter(activity=activity, starts__in={starts for starts, _v, _p in wanted})
    rows = rows.exclude(state=SessionState.CANCELLED).order_by("starts")
    for there in rows.values_list("starts", "venue_id", "place"):
        if there in wanted:
            raise SessionThere(title=activity.title, when=clock_text(there[0]))
