"""The style page; wired by the house for staff or while developing."""

from __future__ import annotations

from django.urls import path

from densach.ui import views

app_name = "ui"

urlpatterns = [
    path("", views.style_page, name="style"),
    path("cong-dan/", views.citizen_style_page, name="style_citizen"),
    path("to-giay/", views.paper_style_page, name="style_paper"),
]
