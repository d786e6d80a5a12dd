"""What anyone may see of an association, without signing in."""

from __future__ import annotations

from django.urls import path

from samordna.publicsite import views

app_name = "publicsite"

urlpatterns = [
    path("", views.association, name="association"),
    path("sok-medel/<int:number>/", views.call, name="call"),
    path("anslagstavla/", views.board, name="board"),
    path("anslagstavla/<int:pk>/", views.notice, name="notice"),
    path("protokoll/", views.minutes_archive, name="minutes_archive"),
    path("finansierade-insatser/", views.initiatives, name="initiatives"),
    path("tillganglighet/", views.accessibility, name="accessibility"),
]
