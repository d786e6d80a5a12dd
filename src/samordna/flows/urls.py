from __future__ import annotations

from django.urls import path

from samordna.flows import views

app_name = "flows"

_ONE = "sammantraden/<int:number>/"

urlpatterns = [
    path(f"{_ONE}lagg-till/", views.put_on_agenda, name="put_on_agenda"),
    path(f"{_ONE}punkt/<int:pk>/ta-bort/", views.remove_item, name="remove_item"),
    path(f"{_ONE}punkt/<int:pk>/ekonomi/", views.attach_economy, name="attach_economy"),
    path(f"{_ONE}justera/", views.sign_minutes, name="sign_minutes"),
]
