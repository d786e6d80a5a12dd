"""Handing out papers and taking them in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from samordna.documents import services
from samordna.documents.forms import PaperForm
from samordna.documents.models import PDF, DocumentVersion
from samordna.documents.pdf.foreign.check import PdfRefused
from samordna.documents.queries import bytes_of, version_for_reading
from samordna.ground import clock
from samordna.parties.access import AssociationRequest, insiders
from samordna.register.queries import matter_for_registering
from samordna.web.forms import add_service_error
from samordna.web.links import link
from samordna.web.once import once


@require_safe
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version of a paper: a PDF opens in the browser, anything else is downloaded."""
    found = version_for_reading(request.actor, pk)  # type: ignore[attr-defined]
    response = HttpResponse(bytes_of(found), content_type=found.file.media_type)
    response.headers["Content-Disposition"] = (
        content_disposition_header(found.file.media_type != PDF, _served_name(found)) or ""
    )
    response.headers["ETag"] = f'"{found.file.sha256}"'
    return response


def _served_name(version: DocumentVersion) -> str:
    """The name that it is saved by: a PDF's ends with .pdf, whatever it was called when it came in.

    It may hold anything before its own beginning, and would be opened as what its ending says.
    """
    name = version.filename
    is_named = version.file.media_type != PDF or name.lower().endswith(".pdf")
    return name if is_named else f"{name}.pdf"


@insiders
@once
def new_record(request: AssociationRequest, year: int, serial: int) -> HttpResponse:
    """Register a record in a matter, with its file."""
    matter = matter_for_registering(request.actor, year, serial)
    initial = {"dated": clock.today(), "direction": "in"}
    form = PaperForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        upload = facts.pop("file")
        try:
            record = services.register_paper(
                actor=request.actor,
                matter=matter,
                pdf=upload.read() if upload else None,
                filename=upload.name if upload else "",
                **facts,
            )
        except PdfRefused as error:
            add_service_error(form, error, "file")
        else:
            messages.success(request, f"Registrerad som handling {record.serial} i ärendet.")
            return redirect(link(request, "register:matter", year=year, serial=serial))
    return render(request, "documents/new_record.html", {"form": form, "matter": matter})
