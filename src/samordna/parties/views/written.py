"""What is written in forms that their buttons save is kept while it is written."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from samordna.parties.access import AssociationRequest, insiders
from samordna.web.written import NotKept, forget_texts, keep_text


@insiders
@require_POST
def keep_written(request: AssociationRequest) -> HttpResponse:
    """Keep one text of the writer's own, and throw those that are saved or not wanted."""
    here, person, sent = request.association.pk, str(request.user.pk), request.POST
    try:
        if "text" in sent:
            keep_text(here, person, sent.get("plats", ""), sent.get("nyckel", ""), sent["text"])
    except NotKept:
        return HttpResponse(status=400)
    forget_texts(here, person, sent.getlist("kasta"))
    return HttpResponse(status=204)
