"""Doors of clubs and teams, under /lam-viec/cau-lac-bo/."""

from __future__ import annotations

from django.urls import URLPattern, path

from densach.services.clubs.views import clubs, counting, founding, meetings, members, summaries, trips

app_name = "clubs"
_YEAR = "<int:pk>/nam/<int:year>/"
_MEMBER = "<int:pk>/thanh-vien/<int:member_pk>/"
urlpatterns: list[URLPattern] = [
    path("", clubs.home, name="home"),
    path("moi/", founding.new, name="new"),
    path("nhom-moi/", founding.light, name="new_light"),
    path("dem-tu-so/<slug:code>/<slug:figure>/", counting.begin, name="count"),
    path("<int:pk>/", clubs.club, name="club"),
    path("<int:pk>/sua/", founding.change, name="change"),
    path("<int:pk>/thanh-cau-lac-bo/", founding.grow, name="grow"),
    path("<int:pk>/buoc/<slug:act>/", clubs.step, name="step"),
    path("<int:pk>/ghi-buoi/", meetings.record, name="meet"),
    path("<int:pk>/thanh-vien/", members.members, name="members"),
    path("<int:pk>/thanh-vien/them/", members.join, name="join"),
    path(_MEMBER, members.member, name="member"),
    path(f"{_MEMBER}chu-nhiem/", members.lead, name="lead"),
    path(f"{_MEMBER}thoi/", members.leave, name="leave"),
    path("<int:pk>/chuyen-moi/", trips.new, name="new_trip"),
    path("<int:pk>/nam/", summaries.years, name="years"),
    path(_YEAR, summaries.year, name="year"),
    path(f"{_YEAR}ky/", summaries.sign, name="sign"),
    path(f"{_YEAR}bao-cao.docx", summaries.paper, name="paper"),
    path("chuyen/", trips.trips, name="trips"),
    path("chuyen/<int:pk>/", trips.trip, name="trip"),
    path("chuyen/<int:pk>/sua/", trips.change, name="change_trip"),
]
