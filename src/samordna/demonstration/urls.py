from __future__ import annotations

from django.urls import path

from samordna.demonstration import views

app_name = "demonstration"

urlpatterns = [
    path("", views.start, name="start"),
    path("logga-in/<int:pk>/", views.sign_in, name="sign_in"),
    path("brev/<int:pk>/", views.letters, name="letters"),
    path("klocka/", views.move_clock, name="move_clock"),
]
