"""All URLs. Inside an association they start with its slug; words are Swedish."""

from __future__ import annotations

from django.urls import include, path

from samordna.rooms import ROOMS

handler403 = "samordna.parties.refusals.refused"
handler404 = "samordna.web.gone.missing"

urlpatterns = [
    path("konto/", include("samordna.signin.urls")),
    path("", include("samordna.publicsite.urls_root")),
    path("", include("samordna.web.urls")),
    path(
        "<slug:association>/",
        include(
            [
                path(room.address, include(f"{room.module}.urls"))
                for room in ROOMS
                if room.address is not None
            ]
        ),
    ),
]
