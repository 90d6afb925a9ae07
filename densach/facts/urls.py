from __future__ import annotations

from django.urls import path, re_path

from densach.facts.views import book as views
from densach.facts.views import oddities

app_name = "facts"
urlpatterns = [
    path("", views.home, name="home"),
    path("<str:unit>/<str:measure>/nhap/", views.enter, name="enter"),
    path("so/<int:pk>/", views.count, name="count"),
    path("so/<int:pk>/sua/", views.correct, name="correct"),
    path("so/<int:pk>/rut/", views.take_back, name="take_back"),
    path("bat-thuong/<int:pk>/", oddities.oddity, name="oddity"),
    path("bat-thuong/<int:pk>/xac-nhan/", oddities.confirm, name="confirm_oddity"),
    path("bat-thuong/<int:pk>/hoi-lai/", oddities.reopen, name="reopen_oddity"),
    path("bat-thuong/ra-soat/", oddities.look_through, name="look_through"),
    re_path(r"^(?P<unit>[a-z0-9.-]+)/so-dem\.(?P<form>xlsx|csv)$", views.download, name="download"),
]
