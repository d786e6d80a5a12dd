from __future__ import annotations

from django.urls import path

from samordna.register import views

app_name = "register"

urlpatterns = [
    path("", views.matters, name="matters"),
    path("nytt/", views.new_matter, name="new_matter"),
    path("forsta-numret/", views.first_number, name="first_number"),
    path("<int:year>-<int:serial>/", views.matter, name="matter"),
    path("<int:year>-<int:serial>/avsluta/", views.close, name="close"),
    path("<int:year>-<int:serial>/oppna/", views.reopen, name="reopen"),
]
