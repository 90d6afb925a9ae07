from __future__ import annotations

from django.urls import path, re_path

from densach.programme.plans.views import guarding, lists, review, running, targets

app_name = "plans"
_ROW = r"^(?P<code>[-\w]+)/duyet/(?P<kind>target|task|duty|event)/"
urlpatterns = [
    path("", lists.plans, name="list"),
    path("nap/", lists.load, name="load"),
    path("de-nghi/", guarding.proposals, name="proposals"),
    path("de-nghi/<int:pk>/", guarding.proposal, name="proposal"),
    re_path(
        r"^de-nghi/(?P<pk>\d+)/(?P<act>approve|refuse|withdraw)/$", guarding.decide, name="decide_proposal"
    ),
    path("<slug:code>/", running.plan, name="plan"),
    path("<slug:code>/duyet/", review.review, name="review"),
    path("<slug:code>/duyet/nhan-chac/", review.accept_confident, name="accept_confident"),
    path("<slug:code>/duyet/hoan-tac/", review.undo_accept_confident, name="undo_accept_confident"),
    re_path(_ROW + r"them/$", review.add, name="add"),
    re_path(_ROW + r"(?P<pk>\d+)/sua/$", review.change, name="change"),
    re_path(_ROW + r"(?P<pk>\d+)/(?P<act>accept|drop|restore)/$", review.decide, name="decide"),
    path("<slug:code>/chi-tieu/<int:pk>/", targets.target, name="target"),
    path("<slug:code>/chi-tieu/<int:pk>/tra-loi/<slug:question>/", targets.answer, name="answer"),
    path("<slug:code>/chi-tieu/<int:pk>/lich-su/", targets.history, name="history"),
    path("<slug:code>/chi-tieu/<int:pk>/de-nghi/", guarding.propose, name="propose"),
    path("<slug:code>/nhiem-vu/", running.tasks, name="tasks"),
    path("<slug:code>/nhiem-vu/don-vi/<int:pk>/", running.tie, name="tie"),
    re_path(r"^(?P<code>[-\w]+)/(?P<act>start|close|reopen)/$", running.move, name="move"),
    path("<slug:code>/in/", running.paper, name="print"),
    re_path(r"^(?P<code>[-\w]+)/chi-tieu\.(?P<form>xlsx|csv)$", running.download, name="download"),
]
