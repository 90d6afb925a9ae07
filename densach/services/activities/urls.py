"""Doors of activities, under /lam-viec/hoat-dong/."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from densach.services.activities.views import (
    attending,
    calendars,
    closing,
    door,
    enrolling,
    figures,
    groups,
    publicity,
    sheets,
    traces,
)

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
    path("lich-ngoai/", calendars.files, name="calendar_files"),
    path("lich-ngoai/<int:pk>/", calendars.file, name="calendar_file"),
    re_path(
        r"^lich-ngoai/(?P<pk>[0-9]+)/bao-cao\.(?P<form>xlsx|csv)$",
        calendars.file_download,
        name="calendar_file_download",
    ),
    path("lich-ngoai/<int:pk>/nhan/", calendars.take, name="take_calendar"),
    path("lich-ngoai/<int:pk>/hoan-tac/", calendars.undo, name="undo_calendar"),
    path("lich-rieng/", calendars.make_key, name="make_feed_key"),
    path("lich-rieng/<int:pk>/ket-thuc/", calendars.end_key, name="end_feed_key"),
    path("so-lieu/", figures.home, name="figures"),
    path("so-dem/<slug:kind>/<int:pk>/", traces.trace, name="trace"),
    path("<int:pk>/ghi-danh/", enrolling.enrolments, name="enrolments"),
    path("<int:pk>/ghi-danh/in/", enrolling.printed, name="enrolments_paper"),
    path("<int:pk>/ghi-danh/quyet/", enrolling.decide, name="enrol_decide"),
    path("<int:pk>/ghi-danh/them/", enrolling.find, name="enrol_find"),
    path("<int:pk>/ghi-danh/them/moi/", enrolling.new, name="enrol_new"),
    path("<int:pk>/ghi-danh/them/<int:person>/", enrolling.known, name="enrol_known"),
    path("<int:pk>/nhom/them/", groups.new, name="new_group"),
    path("ghi-danh/<int:pk>/", enrolling.enrolment, name="enrolment"),
    path("ghi-danh/<int:pk>/<slug:what>/", enrolling.act, name="enrol_act"),
    path("nhom/<int:pk>/", groups.group, name="group"),
    path("nhom/<int:pk>/ten/", groups.names, name="group_names"),
    path("nhom/<int:pk>/<slug:what>/", groups.act, name="group_act"),
    path("<int:pk>/truyen-thong/", publicity.evidence, name="evidence"),
    path("<int:pk>/truyen-thong/them/<slug:kind>/", publicity.add, name="add_evidence"),
    path("truyen-thong/<int:pk>/", publicity.change, name="change_evidence"),
    path("truyen-thong/<int:pk>/tep/", publicity.picture, name="evidence_file"),
    path("truyen-thong/<int:pk>/<slug:what>/", publicity.act, name="evidence_act"),
]
