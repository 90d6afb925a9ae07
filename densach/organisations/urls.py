from __future__ import annotations

from django.urls import path, re_path

from densach.organisations.views import acts, areas, changing, founding, profile, register

app_name = "organisations"
_ONE = r"^(?P<code>[a-z0-9][a-z0-9.-]*)/"
urlpatterns = [
    path("", register.register, name="list"),
    path("moi/", founding.found, name="found"),
    path("moi/diem/", founding.found_point, name="found_point"),
    re_path(r"^co-so\.(?P<form>xlsx|csv)$", register.download, name="download"),
    re_path(_ONE + "ho-so/$", profile.contacts, name="profile"),
    re_path(_ONE + "nha-cua/$", profile.building, name="building"),
    re_path(_ONE + "gio-mo-cua/$", profile.opening, name="opening"),
    re_path(_ONE + "gio-mo-cua/bo/$", profile.remove_timetable, name="remove_timetable"),
    re_path(_ONE + "ngay-nghi/$", profile.closures, name="closures"),
    re_path(_ONE + r"ngay-nghi/(?P<pk>\d+)/bo/$", profile.reopen, name="reopen"),
    re_path(_ONE + "vi-tri-viec-lam/$", profile.posts, name="posts"),
    re_path(_ONE + r"vi-tri-viec-lam/(?P<pk>\d+)/ket-thuc/$", profile.end_post, name="end_post"),
    re_path(_ONE + "ten-khac/$", profile.names, name="names"),
    re_path(_ONE + "ten-khac/bo/$", profile.remove_name, name="remove_name"),
    path("bien-dong/", acts.acts, name="acts"),
    re_path(r"^bien-dong\.(?P<form>xlsx|csv)$", acts.acts_download, name="acts_download"),
    path("bien-dong/<int:pk>/", acts.act, name="act"),
    path("bien-dong/<int:pk>/hoan-tac/", acts.undo, name="undo"),
    re_path(_ONE + "thay-doi/$", changing.change, name="change"),
    re_path(_ONE + "doi-ten/$", changing.rename, name="rename"),
    re_path(_ONE + "chuyen/$", changing.move, name="move"),
    re_path(_ONE + "xep-loai/$", changing.reclass, name="reclass"),
    re_path(_ONE + "sap-nhap/$", changing.merge, name="merge"),
    re_path(_ONE + "chia-tach/$", changing.split, name="split"),
    re_path(_ONE + "ket-thuc/$", changing.end, name="end"),
]

# The administrative map has addresses and names of its own, beside those of the register (see config/urls.py).
area_patterns = [
    path("", areas.find, name="find"),
    re_path(_ONE + "$", areas.area, name="area"),
    re_path(_ONE + r"trong-dia-ban\.(?P<form>xlsx|csv)$", areas.download, name="download"),
    re_path(_ONE + "doi-ten/$", areas.rename, name="rename"),
]
