from __future__ import annotations

from django.urls import path, re_path

from densach.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.home, name="list"),
    re_path(r"^tep\.(?P<form>xlsx|csv)$", views.download_list, name="download"),
    path("<int:pk>/", views.batch, name="batch"),
    path("<int:pk>/cau-hoi/", views.questions, name="questions"),
    path("<int:pk>/kiem-lai/", views.check_again, name="check_again"),
    path("<int:pk>/lay-vao/", views.take_in, name="take_in"),
    path("<int:pk>/hoan-tac/", views.undo, name="undo"),
    path("<int:pk>/tep/", views.as_sent, name="as_sent"),
    path("<int:pk>/bo/", views.drop, name="drop"),
    re_path(r"^(?P<pk>\d+)/con-lai\.(?P<form>xlsx|csv)$", views.left_out, name="left_out"),
    re_path(r"^(?P<code>[a-z-]+)/mau\.(?P<form>xlsx|csv)$", views.template, name="template"),
    re_path(r"^(?P<code>[a-z-]+)/gui/$", views.send, name="send"),
]
