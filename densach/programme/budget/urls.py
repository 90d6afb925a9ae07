from __future__ import annotations

from django.urls import path, re_path

from densach.programme.budget.views import estimates, lines, projects, rounds

app_name = "budget"
urlpatterns = [
    path("", rounds.home, name="home"),
    path("vong/moi/", rounds.new, name="new_round"),
    path("vong/<int:pk>/", rounds.one, name="round"),
    re_path(r"^vong/(?P<pk>\d+)/tai-ve\.(?P<form>xlsx|csv)$", rounds.download, name="round_download"),
    path("vong/<int:pk>/han/", rounds.due, name="due"),
    path("vong/<int:pk>/them/", rounds.add_unit, name="add_unit"),
    path("<int:pk>/", estimates.estimate, name="estimate"),
    re_path(r"^(?P<pk>\d+)/tai-ve\.(?P<form>xlsx|csv)$", estimates.download, name="download"),
    path("<int:pk>/bo/", rounds.remove_unit, name="remove_unit"),
    path("<int:pk>/phan-bo/", estimates.allot, name="allot"),
    path("<int:pk>/phe-duyet/", estimates.approve, name="approve"),
    re_path(r"^(?P<pk>\d+)/(?P<act>submit|take_back|return|review|reopen)/$", estimates.move, name="move"),
    path("<int:pk>/dong/them/", lines.add, name="add_line"),
    path("dong/<int:pk>/", lines.line, name="line"),
    path("dong/<int:pk>/sua/", lines.change, name="change_line"),
    path("dong/<int:pk>/xoa/", lines.remove, name="remove_line"),
    path("dong/<int:pk>/da-chi/", lines.spend, name="spend"),
    path("dong/<int:pk>/dieu-chinh/", lines.adjust, name="adjust"),
    path("da-chi/<int:pk>/rut/", lines.take_back, name="take_back"),
    path("du-an/", projects.projects, name="projects"),
    re_path(r"^du-an/tai-ve\.(?P<form>xlsx|csv)$", projects.download, name="projects_download"),
    path("du-an/moi/", projects.new, name="new_project"),
    path("du-an/<slug:code>/", projects.project, name="project"),
    path("du-an/<slug:code>/sua/", projects.change, name="change_project"),
    path("du-an/<slug:code>/giai-doan/", projects.move, name="move_project"),
    path("du-an/<slug:code>/giai-doan/rut/", projects.take_back, name="take_back_stage"),
    path("du-an/<slug:code>/von/", projects.money, name="project_money"),
]
