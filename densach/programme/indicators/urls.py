from __future__ import annotations

from django.urls import path

from densach.programme.indicators.views import figures

app_name = "indicators"
urlpatterns = [
    path("", figures.index, name="index"),
    path("<str:code>/", figures.indicator, name="indicator"),
    path("<str:code>/bang-chung/", figures.evidence, name="evidence"),
    path("<str:code>/bang-chung/<int:unit>/", figures.trail, name="trail"),
]
