"""The product's URLs as an installation with an identity provider has them."""

from __future__ import annotations

from django.urls import include, path

from samordna.config.urls import urlpatterns as ordinary

urlpatterns = [path("konto/", include("samordna.signin.urls_oidc")), *ordinary]
