from __future__ import annotations

from django.urls import path, re_path

from densach.programme.indicators.views import figures, oddities, pivot, slices

app_name = "indicators"
urlpatterns = [
    path("", figures.index, name="index"),
    path("bang-xoay/", pivot.table, name="pivot"),
    path("bang-xoay/o/", pivot.cell, name="pivot_cell"),
    path("bang-xoay/giu/", pivot.keep, name="keep_view"),
    re_path(
        r"^bang-xoay/giu/(?P<pk>\d+)/(?P<act>doi-ten|chia-se|thoi-chia-se|xoa)/$",
        pivot.change,
        name="change_view",
    ),
    path("bat-thuong/", oddities.oddities, name="oddities"),
    path("dia-ban-uu-tien/", slices.places, name="places"),
    path("dia-ban-uu-tien/<int:pk>/het/", slices.end_place, name="end_place"),
    path("<str:code>/", figures.indicator, name="indicator"),
    path("<str:code>/phan-to/", slices.slices, name="slices"),
    path("<str:code>/bang-chung/", figures.evidence, name="evidence"),
    path("<str:code>/bang-chung/<int:unit>/", figures.trail, name="trail"),
]
