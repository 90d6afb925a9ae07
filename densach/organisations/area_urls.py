"""Addresses of the administrative map, beside those of the register."""

from __future__ import annotations

from django.urls import path, re_path

from densach.organisations.views import areas

app_name = "areas"
_ONE = r"^(?P<code>[a-z0-9][a-z0-9.-]*)/"
urlpatterns = [
    path("", areas.find, name="find"),
    re_path(_ONE + "$", areas.area, name="area"),
    re_path(_ONE + r"trong-dia-ban\.(?P<form>xlsx|csv)$", areas.download, name="download"),
    re_path(_ONE + "doi-ten/$", areas.rename, name="rename"),
]
