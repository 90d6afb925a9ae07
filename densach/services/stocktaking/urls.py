"""Doors of stock-taking and weeding, under /lam-viec/kiem-ke/."""

from __future__ import annotations

from django.urls import path

from densach.services.stocktaking.views import deciding, scanning, takes, weeding

app_name = "stocktaking"
urlpatterns = [
    path("", takes.home, name="home"),
    path("moi/", takes.begin, name="begin"),
    path("<int:pk>/", takes.take, name="take"),
    path("<int:pk>/quet/", scanning.scan, name="scan"),
    path("<int:pk>/rut/", scanning.undo, name="undo"),
    path("<int:pk>/tep/", takes.upload, name="upload"),
    path("<int:pk>/khoa/", takes.close, name="close"),
    path("<int:pk>/mo-lai/", takes.reopen, name="reopen"),
    path("<int:pk>/bo/", takes.drop, name="drop"),
    path("<int:pk>/thieu/", takes.settle_missing, name="settle_missing"),
    path("<int:pk>/dong/<int:line>/", takes.settle, name="settle"),
    path("<int:pk>/bien-ban.docx", takes.minutes, name="minutes"),
    path("thanh-loc/", weeding.weedings_list, name="weedings"),
    path("thanh-loc/moi/", weeding.begin, name="weeding_begin"),
    path("thanh-loc/<int:pk>/", weeding.weeding, name="weeding"),
    path("thanh-loc/<int:pk>/them/", weeding.add, name="weeding_add"),
    path("thanh-loc/<int:pk>/de-xuat/", weeding.propose, name="weeding_rule"),
    path("thanh-loc/<int:pk>/dong/<int:line>/bo/", weeding.take_off, name="weeding_take_off"),
    path("thanh-loc/<int:pk>/trinh/", deciding.submit, name="weeding_submit"),
    path("thanh-loc/<int:pk>/y-kien/", weeding.judge, name="weeding_judge"),
    path("thanh-loc/<int:pk>/quyet-dinh/", deciding.decide, name="weeding_decide"),
    path("thanh-loc/<int:pk>/thuc-hien/", deciding.carry_out, name="weeding_carry_out"),
    path("thanh-loc/<int:pk>/lui/", deciding.back, name="weeding_back"),
    path("thanh-loc/<int:pk>/bo/", deciding.drop, name="weeding_drop"),
    path("thanh-loc/<int:pk>/danh-muc.docx", weeding.weeding_paper, name="weeding_paper"),
]
