from __future__ import annotations

from django.urls import path, re_path

from densach.programme.plans.views import (
    documents,
    family,
    guarding,
    lists,
    programmes,
    review,
    running,
    sending,
    succession,
    targets,
)

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
    path("van-ban/", documents.documents, name="documents"),
    path("van-ban/them/", documents.document_new, name="document_new"),
    path("van-ban/<slug:code>/", documents.document, name="document"),
    path("van-ban/<slug:code>/sua/", documents.document_change, name="document_change"),
    path("van-ban/<slug:code>/het-hieu-luc/", documents.document_end, name="document_end"),
    path("van-ban/<slug:code>/lien-ket/", documents.document_link, name="document_link"),
    path("van-ban/<slug:code>/lien-ket/<int:pk>/go/", documents.document_unlink, name="document_unlink"),
    path("chuong-trinh/", programmes.programmes, name="programmes"),
    path("chuong-trinh/<slug:code>/", programmes.programme, name="programme"),
    path("<slug:code>/", running.plan, name="plan"),
    path("<slug:code>/long-ghep/", programmes.marks, name="marks"),
    path("<slug:code>/noi-nhan/", sending.receipts, name="receipts"),
    path("<slug:code>/noi-nhan/gui/", sending.send, name="send"),
    path("<slug:code>/noi-nhan/don-doc/", sending.letter, name="letter"),
    path("<slug:code>/noi-nhan/<int:pk>/thu-hoi/", sending.take_back, name="take_back"),
    path("<slug:code>/da-doc/", sending.read, name="read"),
    path("<slug:code>/lap-ke-hoach/", family.derive, name="derive"),
    path("<slug:code>/so-voi-cap-tren/", family.compare, name="compare"),
    path("<slug:code>/so-voi-cap-tren/<int:pk>/", family.pair, name="pair"),
    path("<slug:code>/cap-tren/", family.adopt, name="adopt"),
    path("<slug:code>/ke-hoach-don-vi/", family.children, name="children"),
    path("<slug:code>/nap-van-ban/", family.fill, name="fill"),
    path("<slug:code>/noi-tiep/", succession.hand_over, name="succession"),
    path("<slug:code>/noi-tiep/rut-lai/", succession.take_back, name="succession_back"),
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
