from __future__ import annotations

from django.urls import path

from densach.programme.capabilities import views

app_name = "capabilities"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("tham-dinh/", views.verifying, name="verifying"),
    path("tham-dinh/<int:pk>/xac-nhan/", views.verify, name="verify"),
    path("tham-dinh/<int:pk>/tra-lai/", views.return_, name="return"),
    path("danh-muc/", views.catalogue, name="catalogue"),
    path("danh-muc/<str:code>/", views.capability, name="capability"),
    path("danh-muc/<str:code>/<str:unit>/", views.history, name="history"),
    path("don-vi/<str:unit>/<str:code>/", views.answer, name="answer"),
]
