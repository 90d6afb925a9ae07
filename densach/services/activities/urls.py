"""Doors of activities, under /lam-viec/hoat-dong/."""

from __future__ import annotations

from django.urls import URLPattern, path

from densach.services.activities.views import attending, closing, door, sheets, traces

app_name = "activities"
_SESSION = "buoi/<int:pk>/"
_ATTEND = f"{_SESSION}diem-danh/"
urlpatterns: list[URLPattern] = [
    path("chua-chot/", closing.waiting, name="to_close"),
    path("buoi/giu-trang.js", attending.worker, name="attend_worker"),
    path(_ATTEND, attending.attend, name="attend"),
    path(f"{_ATTEND}gui/", attending.sync, name="sync"),
    path(f"{_ATTEND}tinh-hinh/", attending.state, name="attend_state"),
    path(f"{_ATTEND}dem/", attending.tap, name="tap"),
    path(f"{_ATTEND}dem/rut/", attending.untap, name="untap"),
    path(f"{_ATTEND}khach/", attending.walk_in, name="walk_in"),
    path(f"{_ATTEND}ma/", attending.code, name="attend_code"),
    path(f"{_SESSION}chot/", closing.close, name="close"),
    path(f"{_SESSION}mo-lai/", closing.reopen, name="reopen"),
    path(f"{_SESSION}khong-to-chuc/", closing.not_held, name="not_held"),
    path(f"{_SESSION}cua/", door.door, name="door"),
    path(f"{_SESSION}cua/so/", door.number, name="door_number"),
    path(f"{_SESSION}ap-phich/", door.poster, name="poster"),
    path("<int:pk>/ky-ten/", sheets.sign_in, name="sign_in_sheet"),
    path("so-dem/<slug:kind>/<int:pk>/", traces.trace, name="trace"),
]
