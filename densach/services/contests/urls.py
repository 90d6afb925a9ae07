"""Doors of contests and festivals, under /lam-viec/cuoc-thi/."""

from __future__ import annotations

from django.urls import URLPattern, path

from densach.services.contests.views import cadence, contests, entries, jury, results, rounds, scoring, traces

app_name = "contests"
_ROUND = "vong/<int:pk>/"
_JUDGE = f"{_ROUND}giam-khao/<int:judge_pk>/"
_SEAT = "cham/<int:pk>/"
urlpatterns: list[URLPattern] = [
    path("", contests.home, name="home"),
    path("moi/", contests.new, name="new"),
    path("<int:pk>/", contests.contest, name="contest"),
    path("<int:pk>/sua/", contests.change, name="change_contest"),
    path(_ROUND, rounds.round_, name="round"),
    path(f"{_ROUND}sua/", rounds.change, name="change_round"),
    path(f"{_ROUND}vong-duoi/", contests.below, name="below"),
    path(f"{_ROUND}tieu-chi/", rounds.criteria, name="criteria"),
    path(f"{_ROUND}giai/", rounds.prizes, name="prizes"),
    path(f"{_ROUND}giam-khao/", jury.jury, name="jury"),
    path(f"{_JUDGE}truong-ban/", jury.head, name="make_head"),
    path(f"{_JUDGE}thoi/", jury.remove, name="remove_judge"),
    path(f"{_JUDGE}phieu/", scoring.sheet, name="sheet"),
    path(f"{_ROUND}xung-dot/", jury.conflict, name="conflict"),
    path(f"{_ROUND}xung-dot/<int:conflict_pk>/bo/", jury.conflict_end, name="conflict_end"),
    path(f"{_ROUND}bai/", entries.entries, name="entries"),
    path(f"{_ROUND}bai/them/", entries.enter, name="enter"),
    path(f"{_ROUND}bai/thu-tu/", entries.draw, name="draw"),
    path("bai/<int:pk>/", entries.entry, name="entry"),
    path("bai/<int:pk>/sua/", entries.change, name="change_entry"),
    path("bai/<int:pk>/nhan-lai/", entries.readmit, name="readmit"),
    path("bai/<int:pk>/goi-ve/", results.promote_back, name="promote_back"),
    path("bai/<int:pk>/<slug:act>/", entries.leave, name="leave"),
    path(f"{_ROUND}ket-qua/", results.results, name="results"),
    path(f"{_ROUND}bien-ban.docx", results.paper, name="paper"),
    path(f"{_ROUND}trao-giai/", results.award, name="award"),
    path(f"{_ROUND}trao-giai/<int:award_pk>/thu-hoi/", results.award_back, name="award_back"),
    path(f"{_ROUND}chung-nhan/", results.certify, name="certify"),
    path(f"{_ROUND}chuyen-len/", results.promote, name="promote"),
    path(f"{_ROUND}buoc/<slug:act>/", rounds.step, name="step"),
    path("cham/", scoring.seats, name="seats"),
    path(_SEAT, scoring.seat, name="seat"),
    path(f"{_SEAT}<int:entry_pk>/", scoring.vote, name="vote"),
    path(f"{_SEAT}<int:entry_pk>/tu-choi/", scoring.decline, name="decline"),
    path("dinh-ky/", cadence.cadence, name="cadence"),
    path("dinh-ky/quy-dinh/", cadence.rules, name="rules"),
    path("so-dem/<int:pk>/", traces.trace, name="trace"),
]
