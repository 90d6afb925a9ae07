from __future__ import annotations

from django.urls import path, re_path

from densach.workspace.views import desk, institutions, leader, provinces

app_name = "workspace"
urlpatterns = [
    path("", desk.home, name="home"),
    path("thieu-so-lieu/", desk.silent, name="silent"),
    re_path(r"^thieu-so-lieu\.(?P<form>xlsx|csv)$", desk.silent_download, name="silent_download"),
    path("nhat-ky/", desk.journal, name="journal"),
    re_path(r"^nhat-ky\.(?P<form>xlsx|csv)$", desk.journal_download, name="journal_download"),
    path("lanh-dao/", leader.overview, name="leader"),
    re_path(r"^lanh-dao\.(?P<form>xlsx|csv)$", leader.overview_download, name="leader_download"),
    re_path(r"^lanh-dao/xa\.(?P<form>xlsx|csv)$", leader.places_download, name="leader_places"),
    path("tinh/", provinces.nation, name="nation"),
    re_path(r"^tinh/(?P<code>[a-z0-9][a-z0-9.-]*)/$", provinces.province, name="province"),
    re_path(
        r"^tinh/(?P<code>[a-z0-9][a-z0-9.-]*)/ban-do\.(?P<form>xlsx|csv)$",
        provinces.province_download,
        name="province_download",
    ),
]

# The page of an institution shows both wings, so it stands in the roof under the register's own name.
of_register = [
    re_path(r"^(?P<code>[a-z0-9][a-z0-9.-]*)/$", institutions.institution, name="organisation"),
]
