"""Doors of the room, under /lam-viec/giam-sat/."""

from __future__ import annotations

from django.urls import path

from densach.programme.oversight.views import (
    assessments,
    commendations,
    difficulties,
    inspections,
    practices,
    recommendations,
    reviews,
)

app_name = "oversight"
urlpatterns = [
    path("", difficulties.difficulties, name="difficulties"),
    path("kho-khan/moi/", difficulties.raise_, name="raise"),
    path("kho-khan/<int:pk>/", difficulties.difficulty, name="difficulty"),
    path("kho-khan/<int:pk>/<slug:act>/", difficulties.step, name="difficulty_step"),
    path("kiem-tra/", inspections.inspections, name="inspections"),
    path("kiem-tra/moi/", inspections.inspect, name="inspect"),
    path("kiem-tra/<int:pk>/", inspections.inspection, name="inspection"),
    path("kiem-tra/<int:pk>/<slug:act>/", inspections.step, name="inspection_step"),
    path("dot/<int:pk>/", inspections.visit, name="visit"),
    path("dot/<int:pk>/bien-ban.docx", inspections.minutes, name="minutes"),
    path("dot/<int:pk>/<slug:act>/", inspections.visit_step, name="visit_step"),
    path("kien-nghi/", recommendations.recommendations, name="recommendations"),
    path("kien-nghi/<int:pk>/", recommendations.recommendation, name="recommendation"),
    path("kien-nghi/<int:pk>/<slug:act>/", recommendations.step, name="recommendation_step"),
    path("mo-hinh/", practices.practices, name="practices"),
    path("mo-hinh/moi/", practices.offer, name="offer"),
    path("mo-hinh/<int:pk>/", practices.practice, name="practice"),
    path("mo-hinh/<int:pk>/ap-dung/", practices.apply, name="apply"),
    path("mo-hinh/<int:pk>/ap-dung/<int:use_pk>/thoi/", practices.end_use, name="end_use"),
    path("mo-hinh/<int:pk>/<slug:act>/", practices.step, name="practice_step"),
    path("khen-thuong/", commendations.rounds, name="rounds"),
    path("khen-thuong/moi/", commendations.call, name="call"),
    path("khen-thuong/<int:pk>/", commendations.round_, name="round"),
    path("khen-thuong/<int:pk>/de-nghi/", commendations.nominate, name="nominate"),
    path("khen-thuong/<int:pk>/quyet-dinh/", commendations.decide, name="decide"),
    path("khen-thuong/<int:pk>/<slug:act>/", commendations.round_step, name="round_step"),
    path("de-nghi-khen/<int:pk>/", commendations.nomination, name="nomination"),
    path("de-nghi-khen/<int:pk>/<slug:act>/", commendations.step, name="nomination_step"),
    path("vinh-danh/", commendations.honours, name="honours"),
    path("vinh-danh/<int:pk>/", commendations.honour, name="honour"),
    path("danh-gia/", reviews.reviews, name="reviews"),
    path("danh-gia/moi/", reviews.new, name="review_new"),
    path("danh-gia/<int:pk>/", reviews.review, name="review"),
    path("danh-gia/<int:pk>/van-ban.docx", reviews.paper, name="review_paper"),
    path("danh-gia/<int:pk>/<slug:act>/", reviews.step, name="review_step"),
    path("danh-gia-ngoai/", assessments.assessments, name="assessments"),
    path("danh-gia-ngoai/moi/", assessments.assess, name="assess"),
    path("danh-gia-ngoai/<int:pk>/", assessments.assessment, name="assessment"),
    path("danh-gia-ngoai/<int:pk>/<slug:act>/", assessments.step, name="assessment_step"),
]
