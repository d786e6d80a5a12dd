"""Handing out papers and taking them in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from samordna.documents import services
from samordna.documents.forms import PaperForm
from samordna.documents.looking import Incoming, kind_of
from samordna.documents.models import PDF, DocumentVersion
from samordna.documents.queries import bytes_of, version_for_reading
from samordna.ground import clock
from samordna.kernel.media import JPEG, PNG, UNKNOWN
from samordna.parties.access import AssociationRequest, insiders
from samordna.register.models import Matter
from samordna.register.queries import matter_for_registering
from samordna.web.choosing import keeps_files, reads_first
from samordna.web.links import link
from samordna.web.once import once

#: How the names of what may open end.
_ENDINGS = {PDF: (".pdf",), PNG: (".png",), JPEG: (".jpg", ".jpeg", ".jpe", ".jfif")}
#: What a browser could make a page of.
_PAGES = {"text/html", "text/xml", "image/svg+xml"}


@require_safe
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """A version of a paper: a sound PDF or picture opens in the browser, all else is downloaded."""
    found = version_for_reading(request.actor, pk)  # type: ignore[attr-defined]
    opens = found.file.opens
    response = HttpResponse(bytes_of(found), content_type=_served_type(found))
    response.headers["Content-Disposition"] = (
        content_disposition_header(not opens, _served_name(found)) or ""
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    if not opens or found.file.media_type != PDF:
        # Whatever a browser makes of it: no script runs, nothing is fetched, it is nobody's page.
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["ETag"] = f'"{found.file.sha256}"'
    return response


def _served_name(version: DocumentVersion) -> str:
    """The name that it is saved by: a PDF's ends with .pdf, whatever it was called when it came in,
    and a picture's as its kind does.

    It may hold anything beside what its beginning says, and would be opened as its ending says.
    """
    name = version.filename
    endings = _ENDINGS.get(version.file.media_type, ("",))
    return name if name.lower().endswith(endings) else f"{name}{endings[0]}"


def _served_type(version: DocumentVersion) -> str:
    """The media type that it is sent with: a kind that a page could be is sent as bare bytes."""
    media_type = version.file.media_type
    return UNKNOWN if media_type in _PAGES else media_type.partition(";")[0]


def _matter(request: AssociationRequest, year: int, serial: int) -> Matter:
    return matter_for_registering(request.actor, year, serial)


@insiders
@reads_first("file", kind_of, _matter)
@once
@keeps_files
def new_record(request: AssociationRequest, year: int, serial: int) -> HttpResponse:
    """Register a record in a matter, with its files."""
    matter = matter_for_registering(request.actor, year, serial)
    initial = {"dated": clock.today(), "direction": "in"}
    form = PaperForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        files = [Incoming(sent.name or "", sent.read()) for sent in facts.pop("file")]
        record = services.register_paper(actor=request.actor, matter=matter, files=files, **facts)
        messages.success(request, f"Registrerad som handling {record.serial} i ärendet.")
        return redirect(link(request, "register:matter", year=year, serial=serial))
    return render(request, "documents/new_record.html", {"form": form, "matter": matter})
