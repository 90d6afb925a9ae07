from __future__ import annotations

from django.urls import path, re_path

from densach.workspace import views

app_name = "workspace"
urlpatterns = [
    path("", views.home, name="home"),
    path("thieu-so-lieu/", views.silent, name="silent"),
    re_path(r"^thieu-so-lieu\.(?P<form>xlsx|csv)$", views.silent_download, name="silent_download"),
    path("nhat-ky/", views.journal, name="journal"),
    re_path(r"^nhat-ky\.(?P<form>xlsx|csv)$", views.journal_download, name="journal_download"),
]
