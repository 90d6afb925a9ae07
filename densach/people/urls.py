from __future__ import annotations

from django.urls import path

from densach.people import views

app_name = "people"
urlpatterns = [
    path("", views.account, name="account"),
    path("dang-nhap/", views.SignIn.as_view(), name="login"),
    path("dang-xuat/", views.SignOut.as_view(), name="logout"),
]
