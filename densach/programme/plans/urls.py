from __future__ import annotations

from django.urls import path, re_path

from densach.programme.plans.views import lists, review, running

app_name = "plans"
_ROW = r"^(?P<code>[-\w]+)/duyet/(?P<kind>target|task|duty|event)/"
urlpatterns = [
    path("", lists.plans, name="list"),
    path("nap/", lists.load, name="load"),
    path("<slug:code>/", running.plan, name="plan"),
    path("<slug:code>/duyet/", review.review, name="review"),
    path("<slug:code>/duyet/nhan-chac/", review.accept_confident, name="accept_confident"),
    path("<slug:code>/duyet/hoan-tac/", review.undo_accept_confident, name="undo_accept_confident"),
    re_path(_ROW + r"them/$", review.add, name="add"),
    re_path(_ROW + r"(?P<pk>\d+)/sua/$", review.change, name="change"),
    re_path(_ROW + r"(?P<pk>\d+)/(?P<act>accept|drop|restore)/$", review.decide, name="decide"),
    path("<slug:code>/chi-tieu/<int:pk>/", running.target, name="target"),
    path("<slug:code>/nhiem-vu/", running.tasks, name="tasks"),
    path("<slug:code>/nhiem-vu/don-vi/<int:pk>/", running.tie, name="tie"),
    re_path(r"^(?P<code>[-\w]+)/(?P<act>start|close|reopen)/$", running.move, name="move"),
    path("<slug:code>/in/", running.paper, name="print"),
    re_path(r"^(?P<code>[-\w]+)/chi-tieu\.(?P<form>xlsx|csv)$", running.download, name="download"),
]
