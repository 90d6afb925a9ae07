from __future__ import annotations

from django.urls import path

from densach.programme.indicators import views

app_name = "indicators"
urlpatterns = [
    path("", views.index, name="index"),
    path("<str:code>/", views.indicator, name="indicator"),
    path("<str:code>/bang-chung/", views.evidence, name="evidence"),
    path("<str:code>/bang-chung/<int:unit>/", views.trail, name="trail"),
]
