"""Doors of the room, under /lam-viec/bao-cao/."""

from __future__ import annotations

from django.urls import path

from densach.programme.reports.views import board, gathering, lists, papers, unit

app_name = "reports"
urlpatterns = [
    path("", lists.owed, name="owed"),
    path("tong-hop/", board.board, name="board"),
    path("tong-hop/tai-ve.<str:form>", board.export, name="export"),
    path("ky-bao-cao/", board.ask, name="ask"),
    path("nghia-vu/<int:pk>/mo/", unit.open_report, name="open"),
    path("nghia-vu/<int:pk>/bo/", board.remove_unit, name="remove_unit"),
    path("nghia-vu/<int:pk>/them/", board.add_unit, name="add_unit"),
    path("nghia-vu/<int:pk>/thoi-han/", board.set_days, name="set_days"),
    path("<int:pk>/", unit.report, name="report"),
    path("<int:pk>/lay-lai-so-lieu/", unit.refresh, name="refresh"),
    path("<int:pk>/gui/", unit.submit, name="submit"),
    path("<int:pk>/tra-lai/", unit.return_, name="return"),
    path("<int:pk>/tiep-nhan/", unit.accept, name="accept"),
    path("<int:pk>/tong-hop/", unit.consolidate, name="consolidate"),
    path("<int:pk>/mo-lai/", gathering.reopen, name="reopen"),
    path("<int:pk>/ky/", gathering.sign, name="sign"),
    path("<int:pk>/dong/<int:line_pk>/", gathering.line, name="line"),
    path("<int:pk>/van-ban.<str:form>", papers.download, name="paper"),
]
