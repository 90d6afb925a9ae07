from __future__ import annotations

from django.urls import path, re_path

from densach.facts import views

app_name = "facts"
urlpatterns = [
    path("", views.home, name="home"),
    path("<str:unit>/<str:measure>/nhap/", views.enter, name="enter"),
    path("so/<int:pk>/", views.count, name="count"),
    path("so/<int:pk>/sua/", views.correct, name="correct"),
    path("so/<int:pk>/rut/", views.take_back, name="take_back"),
    re_path(r"^(?P<unit>[a-z0-9.-]+)/so-dem\.(?P<form>xlsx|csv)$", views.download, name="download"),
]
