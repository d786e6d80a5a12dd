"""Sign-in through an identity provider, where the installation has one."""

from __future__ import annotations

from allauth.socialaccount.providers.openid_connect import views
from django.urls import path

urlpatterns = [
    path("extern/<slug:provider_id>/", views.login, name="openid_connect_login"),
    path("extern/<slug:provider_id>/svar/", views.callback, name="openid_connect_callback"),
]
