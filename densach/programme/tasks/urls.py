"""Tasks at work: who has which part, how it stands, what shows it."""

from __future__ import annotations

from django.urls import path, re_path

from densach.programme.tasks.views import changing, letters, lists, sharing, works

app_name = "tasks"
_CODE, _FORM = r"(?P<code>[-\w]+)", r"(?P<form>xlsx|csv)"
_ACTS = "begin|note|wait|finish|stop|confirm|return|reopen|resume"
urlpatterns = [
    path("", lists.board, name="board"),
    re_path(rf"^viec-cua-toi\.{_FORM}$", lists.board_download, name="board_download"),
    path("cham/", lists.late, name="late"),
    re_path(rf"^cham\.{_FORM}$", lists.late_download, name="late_download"),
    path("xac-nhan/", lists.to_confirm, name="to_confirm"),
    re_path(rf"^xac-nhan\.{_FORM}$", lists.to_confirm_download, name="to_confirm_download"),
    path("don-doc/", letters.letters, name="letters"),
    re_path(rf"^don-doc\.{_FORM}$", letters.letters_download, name="letters_download"),
    path("don-doc/<int:pk>.docx", letters.letter, name="letter"),
    path("ke-hoach/<slug:code>/", lists.tree, name="tree"),
    path("ke-hoach/<slug:code>/mo/", lists.open_works, name="open"),
    path("ke-hoach/<slug:code>/nam/", lists.year, name="year"),
    path("ke-hoach/<slug:code>/don-doc/", letters.remind, name="remind"),
    re_path(rf"^ke-hoach/{_CODE}/nhiem-vu\.{_FORM}$", lists.tree_download, name="tree_download"),
    re_path(rf"^ke-hoach/{_CODE}/nam\.{_FORM}$", lists.year_download, name="year_download"),
    path("<int:pk>/", works.work, name="work"),
    path("<int:pk>/sua/", changing.change, name="change"),
    path("<int:pk>/bo/", changing.withdraw, name="withdraw"),
    path("<int:pk>/giai-doan/", changing.phases, name="phases"),
    path("<int:pk>/ket-qua/", changing.result, name="result"),
    path("<int:pk>/dieu-kien/", changing.declare, name="declare"),
    path("<int:pk>/dieu-kien/rut/", changing.undeclare, name="undeclare"),
    path("<int:pk>/van-ban/", changing.paper, name="paper"),
    path("<int:pk>/don-vi/", sharing.add, name="add_unit"),
    re_path(rf"^phan/(?P<pk>\d+)/(?P<act>{_ACTS})/$", works.say, name="say"),
    path("phan/<int:pk>/rut/", works.take_back, name="take_back"),
    path("phan/<int:pk>/chia/", changing.divide, name="divide"),
    path("phan/<int:pk>/gan/", sharing.tie, name="tie"),
    path("phan/<int:pk>/bo/", sharing.remove, name="remove_unit"),
]
