"""All URLs. Inside an association they start with its slug; words are Swedish."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("konto/", include("samordna.signin.urls")),
    path("", include("samordna.publicsite.urls_root")),
    path("", include("samordna.web.urls")),
    path(
        "<slug:association>/",
        include(
            [
                path("", include("samordna.publicsite.urls")),
                path("", include("samordna.parties.urls")),
                path("diarium/", include("samordna.register.urls")),
                path("handlingar/", include("samordna.documents.urls")),
                path("", include("samordna.funding.urls")),
                path("insatser/", include("samordna.initiatives.urls")),
                path("", include("samordna.economy.urls")),
                path("", include("samordna.meetings.urls")),
                path("", include("samordna.flows.urls")),
            ]
        ),
    ),
]
