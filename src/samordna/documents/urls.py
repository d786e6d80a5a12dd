from __future__ import annotations

from django.urls import path

from samordna.documents import views

app_name = "documents"

urlpatterns = [
    path("<int:pk>/", views.version, name="version"),
    path("ny/<int:year>-<int:serial>/", views.new_record, name="new_record"),
]
