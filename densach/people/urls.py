from __future__ import annotations

from django.urls import path, re_path

from densach.people.views import (
    account,
    care,
    entrance,
    invitations,
    moving,
    own_data,
    persons,
    privacy,
    register,
    roles,
    security,
)
from densach.people.views import person as staff_person

app_name = "people"
_PEOPLE = "lam-viec/nguoi-dung/"
_ONE = f"{_PEOPLE}<int:pk>/"
_SECURITY = "tai-khoan/bao-mat/"
_SAFETY = f"{_PEOPLE}bao-mat/"
_INVITATIONS = f"{_PEOPLE}loi-moi/"
_STAFF = "lam-viec/nhan-su/"
_PERSON = f"{_STAFF}<int:pk>/"
_DATA = "lam-viec/du-lieu-ca-nhan/"
urlpatterns = [
    path("tai-khoan/", account.account, name="account"),
    path("tai-khoan/dang-nhap/", account.SignIn.as_view(), name="login"),
    path("tai-khoan/dang-nhap/buoc-hai/", entrance.second_step, name="second_step"),
    path("tai-khoan/dang-nhap/mot-cua/", entrance.leave_for_sign_on, name="sign_on"),
    path("tai-khoan/dang-nhap/mot-cua/ve/", entrance.back_from_sign_on, name="sign_on_back"),
    path("tai-khoan/loi-moi/<str:token>/", entrance.accept, name="accept"),
    path("tai-khoan/dang-xuat/", account.SignOut.as_view(), name="logout"),
    path(_SECURITY, security.security, name="security"),
    path(f"{_SECURITY}ung-dung/", security.add_app, name="add_app"),
    path(f"{_SECURITY}khoa/", security.add_passkey, name="add_passkey"),
    path(f"{_SECURITY}ma-du-phong/", security.renew_codes, name="renew_codes"),
    path(f"{_SECURITY}<int:pk>/bo/", security.remove_factor, name="remove_factor"),
    path(f"{_SECURITY}phien/ket-thuc/", security.end_own_sign_ins, name="end_own_sign_ins"),
    path(f"{_SECURITY}phien/<int:pk>/ket-thuc/", security.end_own_sign_in, name="end_own_sign_in"),
    path(f"{_SECURITY}mot-cua/go/", security.unbind, name="unbind"),
    path("lam-viec/vai-tro/", roles.roles, name="roles"),
    path(_SAFETY, care.safety, name="safety"),
    path(f"{_SAFETY}yeu-cau/", care.demand, name="demand"),
    path(f"{_SAFETY}yeu-cau/<int:pk>/ket-thuc/", care.end_demand, name="end_demand"),
    path(_INVITATIONS, invitations.invitations, name="invitations"),
    path(f"{_INVITATIONS}moi/", invitations.invite, name="invite"),
    path(f"{_INVITATIONS}<int:pk>/rut/", invitations.withdraw, name="withdraw_invitation"),
    path(_PEOPLE, register.people, name="list"),
    path(f"{_PEOPLE}moi/", register.new, name="new"),
    re_path(rf"^{_PEOPLE}nguoi-dung\.(?P<form>xlsx|csv)$", register.take_away, name="download"),
    path(_ONE, register.person, name="person"),
    path(f"{_ONE}giao-vai-tro/", register.give_role, name="give_role"),
    path(f"{_ONE}vai-tro/<int:membership>/ket-thuc/", register.end_role, name="end_role"),
    path(f"{_ONE}khoa/", register.close, name="close"),
    path(f"{_ONE}mo-lai/", register.reopen, name="reopen"),
    path(f"{_ONE}mat-khau/", register.reset, name="reset"),
    path(f"{_ONE}mo-cua/", care.unlock, name="unlock"),
    path(f"{_ONE}yeu-to/", care.reset_factors, name="reset_factors"),
    path(f"{_ONE}dang-xuat/", care.end_sign_ins, name="end_sign_ins"),
    path(f"{_ONE}chuyen/", moving.move, name="move"),
    path(f"{_ONE}nghi/", moving.leave, name="leave"),
    path(_STAFF, persons.staff, name="staff"),
    re_path(rf"^{_STAFF}nhan-su\.(?P<form>xlsx|csv)$", persons.staff_download, name="staff_download"),
    path(f"{_STAFF}them/", staff_person.staff_new, name="staff_new"),
    path(f"{_STAFF}vi-tri/", persons.posts, name="staff_posts"),
    re_path(rf"^{_STAFF}vi-tri\.(?P<form>xlsx|csv)$", persons.posts_download, name="staff_posts_download"),
    path(f"{_STAFF}tong-hop/", persons.totals, name="staff_totals"),
    re_path(
        rf"^{_STAFF}tong-hop\.(?P<form>xlsx|csv)$", persons.totals_download, name="staff_totals_download"
    ),
    path(_PERSON, staff_person.staff_person, name="staff_person"),
    path(f"{_PERSON}sua/", staff_person.staff_change, name="staff_change"),
    path(f"{_PERSON}don-vi-khac/", staff_person.job_more, name="job_more"),
    path(f"{_PERSON}viec/<int:job>/sua/", staff_person.job_change, name="job_change"),
    path(f"{_PERSON}viec/<int:job>/chuyen/", staff_person.job_move, name="job_move"),
    path(f"{_PERSON}viec/<int:job>/thoi/", staff_person.job_leave, name="job_leave"),
    path(f"{_PERSON}viec/<int:job>/rut/", staff_person.job_take_back, name="job_take_back"),
    path(f"{_PERSON}dao-tao/", staff_person.training_new, name="training_new"),
    path(f"{_PERSON}dao-tao/<int:training>/xoa/", staff_person.training_remove, name="training_remove"),
    path(f"{_PERSON}giam-ho/", staff_person.guardian, name="guardian"),
    path(f"{_PERSON}tai-khoan/", staff_person.tie, name="tie"),
    path(f"{_PERSON}tai-khoan/go/", staff_person.untie, name="untie"),
    path(f"{_PERSON}dong-y/", staff_person.consent_new, name="consent_new"),
    path(f"{_PERSON}dong-y/<int:consent>/rut/", staff_person.consent_withdraw, name="consent_withdraw"),
    path(_DATA, privacy.requests, name="requests"),
    path(f"{_DATA}dong-y/", privacy.purposes, name="purposes"),
    path(f"{_DATA}thoi-han/", privacy.retention, name="retention"),
    path(f"{_DATA}<int:pk>/", privacy.data_request, name="request"),
    path(f"{_DATA}<int:pk>/tra-loi/", privacy.answer, name="answer"),
    path(f"{_DATA}nguoi/<int:pk>/yeu-cau/", privacy.record, name="record_request"),
    re_path(rf"^{_DATA}nguoi/(?P<pk>\d+)/ban-sao\.(?P<form>json|html)$", privacy.copy, name="copy"),
    path("tai-khoan/du-lieu/", own_data.own_data, name="own_data"),
    path("tai-khoan/du-lieu/yeu-cau/", own_data.own_request, name="own_request"),
    path("tai-khoan/du-lieu/dong-y/<slug:purpose>/", own_data.own_consent, name="own_consent"),
    re_path(r"^tai-khoan/du-lieu/ban-sao\.(?P<form>json|html)$", own_data.own_copy, name="own_copy"),
]
