from __future__ import annotations

from django.urls import path

from densach.programme.capabilities.views import answers, assessing, catalogue, checklists, deciding, ruling

app_name = "capabilities"
urlpatterns = [
    path("", answers.mine, name="mine"),
    path("tham-dinh/", deciding.verifying, name="verifying"),
    path("tham-dinh/<int:pk>/xac-nhan/", deciding.verify, name="verify"),
    path("tham-dinh/<int:pk>/tra-lai/", deciding.return_, name="return"),
    path("phieu/<int:pk>/", assessing.assessment, name="assessment"),
    path("phieu/<int:pk>/xac-nhan/", deciding.verify_list, name="verify_list"),
    path("phieu/<int:pk>/tra-lai/", deciding.return_list, name="return_list"),
    path("danh-muc/", catalogue.catalogue, name="catalogue"),
    path("danh-muc/<str:code>/", catalogue.capability, name="capability"),
    path("danh-muc/<str:code>/<str:unit>/", answers.history, name="history"),
    path("tieu-chi/", checklists.lists, name="lists"),
    path("tieu-chi/<int:pk>/", checklists.checklist, name="checklist"),
    path("tieu-chi/<int:pk>/so-sanh/", checklists.comparison, name="comparison"),
    path("tieu-chi/<int:pk>/sua/", checklists.amend, name="amend"),
    path("quy-tac/", ruling.rules, name="rules"),
    path("quy-tac/moi/", ruling.new_rule, name="new_rule"),
    path("quy-tac/<int:pk>/", ruling.rule, name="rule"),
    path("quy-tac/<int:pk>/ket-thuc/", ruling.end_rule, name="end_rule"),
    path("don-vi/<str:unit>/", answers.sheet, name="sheet"),
    path("don-vi/<str:unit>/phieu/<str:code>/", assessing.fill, name="fill"),
    path("don-vi/<str:unit>/<str:code>/", answers.answer, name="answer"),
]
