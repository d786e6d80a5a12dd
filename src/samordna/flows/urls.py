from __future__ import annotations

from django.urls import path

from samordna.flows import views, views_stuck
from samordna.flows.starting import views as starting

app_name = "flows"

_ONE = "sammantraden/<int:number>/"

urlpatterns = [
    path("kom-igang/", starting.get_started, name="get_started"),
    path("personer/importera/", starting.import_people, name="import_people"),
    path("personer/importera/mall/", starting.sample, name="import_sample"),
    path(f"{_ONE}lagg-till/", views.put_on_agenda, name="put_on_agenda"),
    path(f"{_ONE}punkt/<int:pk>/ta-bort/", views.remove_item, name="remove_item"),
    path(f"{_ONE}punkt/<int:pk>/ekonomi/", views.attach_economy, name="attach_economy"),
    path("sammantraden/punkt/<int:pk>/", views_stuck.earlier_item, name="earlier_item"),
    path(f"{_ONE}punkt/<int:pk>/igen/", views_stuck.returned_item, name="returned_item"),
    path(f"{_ONE}stall-in/", views_stuck.cancel_meeting, name="cancel_meeting"),
    path(f"{_ONE}justera/", views.sign_minutes, name="sign_minutes"),
    path(f"{_ONE}justera/neka/", views_stuck.refuse_minutes, name="refuse_minutes"),
    path(f"{_ONE}justera/<int:pk>/ersatt/", views_stuck.replace_signer, name="replace_signer"),
    path(f"{_ONE}paragraf/<int:paragraph>/verkstall/", views_stuck.effect, name="effect"),
]
