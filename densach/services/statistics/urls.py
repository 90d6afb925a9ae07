"""Doors of statistics and self-assessments, under /lam-viec/thong-ke/."""

from __future__ import annotations

from django.urls import path

from densach.services.statistics.views import assessing, looking

app_name = "statistics"
urlpatterns = [
    path("", looking.home, name="home"),
    path("so-sanh/", looking.side, name="side"),
    path("bao-cao/", looking.reports, name="reports"),
    path("bao-cao/<slug:slug>/", looking.report, name="report"),
    path("tu-danh-gia/", assessing.assessments_list, name="assessments"),
    path("tu-danh-gia/moi/", assessing.begin, name="assessment_begin"),
    path("tu-danh-gia/<int:pk>/", assessing.assessment, name="assessment"),
    path("tu-danh-gia/<int:pk>/nop/", assessing.submit, name="assessment_submit"),
    path("tu-danh-gia/<int:pk>/rut/", assessing.withdraw, name="assessment_withdraw"),
    path("tu-danh-gia/<int:pk>/y-kien/", assessing.decide, name="assessment_decide"),
    path("tu-danh-gia/<int:pk>/bao-cao.docx", assessing.assessment_paper, name="assessment_paper"),
]
