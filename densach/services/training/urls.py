"""Doors of staff training, under /lam-viec/tap-huan/."""

from __future__ import annotations

from django.urls import path

from densach.services.training.views import courses, learning

app_name = "training"
urlpatterns = [
    path("", courses.courses, name="courses"),
    path("moi/", courses.hold, name="hold"),
    path("so-lieu/", learning.numbers, name="numbers"),
    path("cua-toi/", learning.mine, name="mine"),
    path("cua-toi/<int:pk>/xoa/", learning.strike, name="strike"),
    path("nguoi/<int:pk>/", learning.learner, name="learner"),
    path("so-dem/<int:pk>/", learning.trace, name="trace"),
    path("<int:pk>/", courses.course, name="course"),
    path("<int:pk>/sua/", courses.change, name="change"),
    path("<int:pk>/can-bo/", courses.staff, name="staff"),
    path("<int:pk>/ket-qua/", courses.results, name="results"),
    path("<int:pk>/chung-nhan/", courses.certify, name="certify"),
    path("<int:pk>/ket-qua/<int:result>/rut/", courses.take_back, name="take_back"),
]
