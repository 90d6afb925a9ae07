from __future__ import annotations

from django.urls import path, re_path

from densach.people.views import account, register

app_name = "people"
_PEOPLE = "lam-viec/nguoi-dung/"
_ONE = f"{_PEOPLE}<int:pk>/"
urlpatterns = [
    path("tai-khoan/", account.account, name="account"),
    path("tai-khoan/dang-nhap/", account.SignIn.as_view(), name="login"),
    path("tai-khoan/dang-xuat/", account.SignOut.as_view(), name="logout"),
    path(_PEOPLE, register.people, name="list"),
    path(f"{_PEOPLE}moi/", register.new, name="new"),
    re_path(rf"^{_PEOPLE}nguoi-dung\.(?P<form>xlsx|csv)$", register.take_away, name="download"),
    path(_ONE, register.person, name="person"),
    path(f"{_ONE}giao-vai-tro/", register.give_role, name="give_role"),
    path(f"{_ONE}vai-tro/<int:membership>/ket-thuc/", register.end_role, name="end_role"),
    path(f"{_ONE}khoa/", register.close, name="close"),
    path(f"{_ONE}mo-lai/", register.reopen, name="reopen"),
    path(f"{_ONE}mat-khau/", register.reset, name="reset"),
]
