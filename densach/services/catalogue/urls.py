"""Doors of the room, under /lam-viec/muc-luc/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from densach.services.catalogue.views import (
    copying,
    counted,
    doublets,
    editing,
    exporting,
    headings,
    importing,
    items,
    labels,
    records,
    searching,
)

app_name = "catalogue"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", searching.records, name="home"),
    path("moi/", editing.new, name="new"),
    path("moi/marc/", editing.new_full, name="new_full"),
    path("<int:pk>/", records.record, name="record"),
    path("<int:pk>/sua/", editing.edit, name="edit"),
    path("<int:pk>/marc/", editing.full, name="full"),
    path("<int:pk>/van-ban/", editing.lines, name="lines"),
    path("<int:pk>/lich-su/", records.history, name="history"),
    path("<int:pk>/lich-su/<int:number>/", records.restore, name="restore"),
    path("<int:pk>/trang-thai/", records.state, name="state"),
    path("<int:pk>/bia", records.cover, name="cover"),
    path("<int:pk>/bia/", records.cover_change, name="cover_change"),
    path("<int:pk>/ban/", items.add, name="items_add"),
    path("<int:pk>/gop/<int:other_pk>/", doublets.merge, name="merge"),
    path("gop/<int:pk>/tach/", doublets.part, name="part"),
    path("trung/", doublets.doublets, name="doublets"),
    path("ban/", items.items, name="items"),
    path("ban/<int:pk>/", items.item, name="item"),
    path("ban/<int:pk>/da-tinh/", counted.counted, name="counted"),
    path("ban/<int:pk>/sua/", items.change, name="item_change"),
    path("ban/<int:pk>/trang-thai/", items.state, name="item_state"),
    path("nhan/", labels.labels, name="labels"),
    path("tieu-de/", headings.headings, name="headings"),
    path("tieu-de/goi-y/", headings.suggest, name="suggest"),
    path("tieu-de/moi/", headings.new, name="heading_new"),
    path("tieu-de/<int:pk>/", headings.heading, name="heading"),
    path("tieu-de/<int:pk>/sua/", headings.change, name="heading_change"),
    path("tieu-de/<int:pk>/gop/", headings.merge, name="heading_merge"),
    path("tieu-de/gop/<int:pk>/tach/", headings.part, name="heading_part"),
    path("nhap/", importing.batches, name="imports"),
    path("nhap/gui/", importing.send, name="import_send"),
    path("nhap/<int:pk>/", importing.batch, name="import"),
    path("nhap/<int:pk>/cot/", importing.columns, name="import_columns"),
    path("nhap/<int:pk>/quyet/", importing.decide, name="import_decide"),
    path("nhap/<int:pk>/lay/", importing.take_in, name="import_take_in"),
    path("nhap/<int:pk>/tra-lai/", importing.undo, name="import_undo"),
    path("nhap/<int:pk>/bo/", importing.drop, name="import_drop"),
    path("xuat/", exporting.export, name="export"),
    path("muc-luc-khac/", copying.ask, name="copying"),
    path("muc-luc-khac/lay/", copying.take_over, name="copying_take_over"),
]
