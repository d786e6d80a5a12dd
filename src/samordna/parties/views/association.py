"""What the association says of itself, its logo and its bodies."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samordna.ground import clock
from samordna.parties import policies, queries
from samordna.parties.access import AssociationRequest, insiders, require
from samordna.parties.forms.association import AssociationForm, BodyForm, LogoForm
from samordna.parties.models import Body, Logo
from samordna.parties.services import association as services
from samordna.parties.services import bodies as bodies_services
from samordna.parties.services.errors import AlreadyGiven, NoPicture, NumbersGiven, TooFewSeats
from samordna.parties.vacancies import places_of
from samordna.parties.views.answers import added, form_page, merged, remove_unused, saved
from samordna.web.choosing import keeps_files, refused
from samordna.web.forms import add_service_error
from samordna.web.links import link
from samordna.web.merging import locked, save_merged
from samordna.web.once import once
from samordna.web.revisions import Stale, both_texts


@insiders
@require_safe
def association(request: AssociationRequest) -> HttpResponse:
    """The association's details, bodies and notice boards."""
    require(policies.may_see_people(request.actor))
    facts = queries.facts_of(request.association, clock.today())
    places = places_of([body for body, _ in facts["bodies"]], clock.today())
    context = {
        **facts,
        "bodies": [(body, number, places.get(body.pk)) for body, number in facts["bodies"]],
        "may_change": policies.may_change_association(request.actor)[0],
    }
    return render(request, "parties/association.html", context)


@insiders
def edit_association(request: AssociationRequest) -> HttpResponse:
    """Change the association's details."""
    require(policies.may_change_association(request.actor))
    values_of = partial(AssociationForm.values_of, today=clock.today())
    form = AssociationForm(request.POST or None, initial=values_of(request.association))
    back = link(request, "parties:association")
    more: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            merged(
                form,
                request.association,
                values_of,
                lambda: services.edit_association(actor=request.actor, **form.cleaned_data),
            )
        except Stale as stale:
            more["both_texts"] = both_texts(stale)
        else:
            return saved(request, "Förbundets uppgifter är sparade.", back)
    return form_page(request, form, "Förbundets uppgifter", "Spara", back, "Förbundet", **more)


@insiders
@keeps_files
def edit_logo(request: AssociationRequest) -> HttpResponse:
    """Choose a logo, or take it away."""
    require(policies.may_change_association(request.actor))
    back = link(request, "parties:association")
    if request.method == "POST" and request.POST.get("ta-bort"):
        services.remove_logo(actor=request.actor)
        return saved(request, "Logotypen är borttagen.", back)
    form = LogoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        picture = form.cleaned_data["picture"]
        try:
            services.save_logo(actor=request.actor, content=picture.read())
        except NoPicture as error:
            form.add_error("picture", refused(picture, str(error)))
        else:
            return saved(request, "Logotypen är sparad.", back)
    return render(request, "parties/logo.html", {"form": form, "back": back})


@require_safe
def logo(request: HttpRequest) -> HttpResponse:
    """The logo itself, for anybody."""
    found = Logo.objects.filter(association=request.association).first()  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.content), content_type=found.media_type)
    # Its address carries its check sum, so that another logo has another address.
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


# Bodies -------------------------------------------------------------------------------------------


@insiders
@once
def new_body(request: AssociationRequest) -> HttpResponse:
    """Add a body."""
    require(policies.may_change_association(request.actor))
    return _body_page(request, None)


@insiders
def edit_body(request: AssociationRequest, slug: str) -> HttpResponse:
    """Change a body, its rules and its first §."""
    return _body_page(request, queries.body_for_changing(request.actor, slug))


def _body_page(request: AssociationRequest, body: Body | None) -> HttpResponse:
    today = clock.today()
    values_of = partial(BodyForm.values_of, today=today)
    initial = values_of(body)
    form = BodyForm(request.POST or None, initial=initial)
    back = link(request, "parties:association")
    more: dict[str, Any] = {}
    if body is not None and bodies_services.paragraphs_given(body, today):
        del form.fields["first_paragraph"]
        number = initial["first_paragraph"]
        more["about"] = (
            f"Nästa § är {number}. Paragrafer har getts. Är numren fel, ändra dem på protokollets "
            "sida innan protokollet låses: Ändra paragrafernas nummer."
        )
    if request.method == "POST" and form.is_valid():
        try:
            made = _write_body(request, form, body)
        except AlreadyGiven as error:
            add_service_error(form, error, error.field or "name")
        except TooFewSeats as error:
            add_service_error(form, error, "seats")
        except NumbersGiven as error:
            add_service_error(form, error, "first_paragraph")
        except Stale as stale:
            more["both_texts"] = both_texts(stale)
        else:
            answer = saved if body else added
            return answer(request, f"Uppgifterna om {made.name} är sparade.", back)
    heading = "Nytt organ" if body is None else f"Ändra {body.name}"
    if body is None:
        return form_page(request, form, heading, "Spara", back, "Förbundet", new=True)
    stays = bodies_services.why_body_stays(body)
    more["stays"] = stays
    if not stays:
        more["remove"] = link(request, "parties:remove_body", slug=body.slug)
    return form_page(request, form, heading, "Spara", back, "Förbundet", **more)


def _write_body(request: AssociationRequest, form: BodyForm, body: Body | None) -> Body:
    today = clock.today()

    def values() -> dict[str, Any]:
        first = form.cleaned_data.get("first_paragraph")
        own = {"actor": request.actor, "details": form.details, "today": today}
        return {**own, "first_paragraph": first}

    if body is None:
        return bodies_services.add_body(**values())

    def standing() -> dict[str, Any]:
        locked(request.association)  # before the body, as its services do
        return BodyForm.values_of(locked(body), today)

    return save_merged(form, standing, lambda: bodies_services.edit_body(body=body, **values()))


@insiders
def remove_body(request: AssociationRequest, slug: str) -> HttpResponse:
    """Take away a body that was entered by mistake."""
    body = queries.body_for_changing(request.actor, slug)
    return remove_unused(
        request,
        lambda: bodies_services.remove_body(actor=request.actor, body=body),
        said=f"{body.name} är borttaget.",
        button_on=link(request, "parties:edit_body", slug=slug),
        back=link(request, "parties:association"),
    )
