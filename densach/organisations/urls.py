from __future__ import annotations

from django.urls import path, re_path

from densach.organisations.views import changing, register

app_name = "organisations"
_ONE = r"^(?P<code>[a-z0-9][a-z0-9.-]*)/"
urlpatterns = [
    path("", register.register, name="list"),
    path("moi/", changing.found, name="found"),
    re_path(r"^co-so\.(?P<form>xlsx|csv)$", register.download, name="download"),
    re_path(_ONE + "$", register.organisation, name="organisation"),
    re_path(_ONE + "thay-doi/$", changing.change, name="change"),
    re_path(_ONE + "ket-thuc/$", changing.end, name="end"),
]
