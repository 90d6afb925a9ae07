from __future__ import annotations

from django.urls import path, re_path

from densach.portal import views
from densach.portal.agenda import contests, joining
from densach.portal.agenda import views as agenda
from densach.portal.door import views as door
from densach.portal.mine import views as mine

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("thu-vien", views.institutions, {"name": "libraries"}, name="libraries"),
    re_path(r"^thu-vien/(?P<code>[a-z0-9][a-z0-9.-]*)$", views.library, name="library"),
    path("tim-kiem", views.search, name="search"),
    path("tai-lieu/<int:pk>", views.record, name="record"),
    path("tai-lieu/<int:pk>/bia", views.cover, name="cover"),
    path("tai-lieu/<int:pk>/giu", mine.hold, name="hold"),
    path("cua-toi", mine.mine, name="mine"),
    path("cua-toi/vao", mine.enter, name="mine_enter"),
    path("cua-toi/ra", mine.leave, name="mine_leave"),
    path("cua-toi/gia-han", mine.renew_all, name="mine_renew_all"),
    path("cua-toi/gia-han/<int:pk>", mine.renew_one, name="mine_renew"),
    path("cua-toi/dat-cho/<int:pk>/huy", mine.cancel, name="mine_cancel"),
    path("cua-toi/dat-cho/<int:pk>/noi-nhan", mine.pickup, name="mine_pickup"),
    path("cua-toi/ma-pin", mine.pin, name="mine_pin"),
    path("cua-toi/lien-he", mine.contact, name="mine_contact"),
    path("cua-toi/lich-su", mine.history, name="mine_history"),
    path("bao-tang", views.institutions, {"name": "museums"}, name="museums"),
    path("van-hoa", views.institutions, {"name": "culture"}, name="culture"),
    re_path(r"^van-hoa/(?P<code>[a-z0-9][a-z0-9.-]*)$", views.centre, name="centre"),
    path("lich", agenda.calendar, name="calendar"),
    path("hoat-dong/<int:pk>", agenda.activity, name="activity"),
    path("hoat-dong/<int:pk>/bia", agenda.activity_cover, name="activity_cover"),
    path("hoat-dong/<int:pk>/anh/<int:photo>", agenda.activity_photo, name="activity_photo"),
    path("hoat-dong/<int:pk>/ghi-danh", joining.join, name="join"),
    path("hoat-dong/<int:pk>/ghi-danh/<int:enrolment>", joining.joined, name="joined"),
    path("hoat-dong/<int:pk>/ghi-danh/<int:enrolment>/roi", joining.leave, name="leave"),
    path("hoat-dong/<int:pk>/ghi-danh/<int:enrolment>/tra-loi", joining.answer, name="answer"),
    path("hoat-dong/<int:pk>/theo-doi", joining.follow, name="follow"),
    path("cuoc-thi", contests.contests, name="contests"),
    path("cuoc-thi/<int:pk>", contests.contest, name="contest"),
    path("cua-toi/hoat-dong", joining.my_activities, name="my_activities"),
    path("cua-toi/lich-rieng", joining.make_key, name="make_key"),
    path("cua-toi/lich-rieng/<int:pk>/ket-thuc", joining.end_key, name="end_key"),
    path("co-so", views.institutions, {"name": "institutions"}, name="institutions"),
    re_path(r"^co-so/(?P<code>[a-z0-9][a-z0-9.-]*)$", views.institution, name="institution"),
    path("ke-hoach", views.plans, name="plans"),
    path("ke-hoach/<slug:code>", views.plan, name="plan"),
    path("vao/<str:token>", door.door, name="door"),
    # Last, so that it answers only where no page does.
    path("<path:way>/", views.slashed, name="slashed"),
]
