from __future__ import annotations

from django.urls import path, re_path

from densach.programme.calendar.views import month, occasions

app_name = "calendar"
urlpatterns = [
    path("", month.calendar, name="calendar"),
    re_path(r"^tai-ve\.(?P<form>xlsx|csv)$", month.download, name="download"),
    path("dip/", occasions.occasions, name="occasions"),
    path("dip/moi/", occasions.add, name="add"),
    path("dip/<slug:code>/", occasions.occasion, name="occasion"),
    path("dip/<slug:code>/ngay/", occasions.set_dates, name="set_dates"),
    path("dip/<slug:code>/khong-to-chuc/", occasions.cancel, name="cancel"),
    path("dip/<slug:code>/rut/<int:year>/", occasions.take_back, name="take_back"),
    path("lien-ket/", occasions.make_link, name="make_link"),
    path("lien-ket/<int:pk>/ket-thuc/", occasions.end_link, name="end_link"),
]
