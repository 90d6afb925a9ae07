from __future__ import annotations

from django.urls import path, re_path

from densach.organisations import views

app_name = "organisations"
_ONE = r"^(?P<code>[a-z0-9][a-z0-9.-]*)/"
urlpatterns = [
    path("", views.register, name="list"),
    path("moi/", views.found, name="found"),
    re_path(r"^co-so\.(?P<form>xlsx|csv)$", views.download, name="download"),
    re_path(_ONE + "$", views.organisation, name="organisation"),
    re_path(_ONE + "thay-doi/$", views.change, name="change"),
    re_path(_ONE + "ket-thuc/$", views.end, name="end"),
]
