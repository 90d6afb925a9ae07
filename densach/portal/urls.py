from __future__ import annotations

from django.urls import path, re_path

from densach.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("thu-vien", views.institutions, {"name": "libraries"}, name="libraries"),
    re_path(r"^thu-vien/(?P<code>[a-z0-9][a-z0-9.-]*)$", views.library, name="library"),
    path("tim-kiem", views.search, name="search"),
    path("tai-lieu/<int:pk>", views.record, name="record"),
    path("tai-lieu/<int:pk>/bia", views.cover, name="cover"),
    path("bao-tang", views.institutions, {"name": "museums"}, name="museums"),
    path("van-hoa", views.institutions, {"name": "culture"}, name="culture"),
    path("co-so", views.institutions, {"name": "institutions"}, name="institutions"),
    re_path(r"^co-so/(?P<code>[a-z0-9][a-z0-9.-]*)$", views.institution, name="institution"),
    path("ke-hoach", views.plans, name="plans"),
    path("ke-hoach/<slug:code>", views.plan, name="plan"),
]
