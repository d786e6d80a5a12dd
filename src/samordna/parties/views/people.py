"""The people of the association, and the page of each of them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samordna.ground import clock
from samordna.parties import policies, queries
from samordna.parties.access import AssociationRequest, Refused, insiders, require
from samordna.parties.directory import Narrowed, Shown, by_body, by_role, never_in
from samordna.parties.forms import people as forms
from samordna.parties.models import Role
from samordna.parties.services.errors import SameName
from samordna.parties.services.people import edit_contact as save_contact
from samordna.parties.services.people import why_person_stays
from samordna.parties.vacancies import with_vacancies
from samordna.parties.views.answers import form_page, merged, saved
from samordna.web.forms import add_service_error
from samordna.web.links import link
from samordna.web.revisions import Stale, both_texts

PAGE_SIZE = 50


@insiders
@require_safe
def people(request: AssociationRequest) -> HttpResponse:
    """Mandates by body and roles by kind, those that hold, narrowed by what one looks for."""
    day, narrowed = clock.today(), Narrowed.asked(request.GET)
    holding = queries.with_questions(queries.mandates_now_or_later(request.actor, day), day)
    bodies = queries.bodies()
    ended = queries.mandates_ended(request.actor, day)
    roles = list(queries.roles_now_or_later(request.actor, day))
    may_change = policies.may_change_people(request.actor)[0]
    to_invite = may_change and narrowed.is_all
    in_bodies, in_roles = by_body(bodies, holding, narrowed), by_role(roles, narrowed)
    shown = {row.person_id for _, rows in in_bodies for row in rows}
    shown |= {row.person_id for _, rows in in_roles for row in rows}
    earlier = []
    if narrowed.words and not (narrowed.body or narrowed.role or narrowed.lacks_papers):
        found = queries.contacts_like(request.actor, narrowed.words)
        earlier = [one for one in found if one.person_id not in shown]
    left = [m for _, held in by_body(bodies, ended, narrowed) for m in held]
    whole = Shown(in_bodies, in_roles, left, earlier)
    page = Paginator(whole.lines, PAGE_SIZE).get_page(request.GET.get("sida"))
    now = whole.part(list(page))
    if narrowed.is_all or narrowed.is_of_body:
        with_vacancies(request.association.slug, [body for body, _ in now.by_body], day)
    context = {
        "narrowed": narrowed,
        "page": page,
        "earlier": now.earlier,
        "bodies": bodies,
        "roles": Role.choices,
        "by_body": now.by_body,
        "ended": now.ended,
        "by_role": now.by_role,
        "may_change": may_change,
        "never_in": never_in([*holding, *roles]) if to_invite and page.number == 1 else [],
    }
    return render(request, "parties/people.html", context)


@insiders
@require_safe
def person(request: AssociationRequest, pk: int) -> HttpResponse:
    """Somebody: name and addresses, and every role and mandate, also those that have ended."""
    contact = queries.contact_for_reading(request.actor, pk)
    context = {
        "contact": contact,
        "account": queries.account_said(contact),
        "has_come_in": contact.came_in_at is not None,
        "roles": queries.roles_of(contact),
        "mandates": queries.with_questions(queries.mandates_of(contact), clock.today()),
        "today": clock.today(),
        "may_change": policies.may_change_people(request.actor)[0],
    }
    return render(request, "parties/person.html", context)


@insiders
def edit_contact(request: AssociationRequest, pk: int) -> HttpResponse:
    """Correct what the association calls somebody and reaches them by."""
    require(policies.may_change_people(request.actor))
    contact = queries.contact_for_reading(request.actor, pk)
    back = link(request, "parties:person", pk=pk)
    values_of = forms.ContactForm.values_of
    form = forms.ContactForm(request.POST or None, initial=values_of(contact))
    more: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            merged(
                form,
                contact,
                values_of,
                lambda: save_contact(actor=request.actor, contact=contact, **form.cleaned_data),
            )
        except (Refused, SameName) as error:
            add_service_error(form, error, "name")
        except Stale as stale:
            more["both_texts"] = both_texts(stale)
        else:
            return saved(request, "Ändringarna är sparade.", back)
    about = f"Loggar in med {contact.person.email}. "
    if contact.came_in_at:
        about += "Den adressen ändrar bara personen själv."
    else:
        more["about_page"] = link(request, "letters:correct_address", pk=pk)
        more["about_words"] = "Rätta adressen att logga in med"
    stays = why_person_stays(contact)
    remove = "" if stays else link(request, "letters:remove_person", pk=pk)
    heading, more = f"Ändra {contact.name}", more | {"stays": stays, "remove": remove}
    return form_page(request, form, heading, "Spara", back, contact.name, about=about, **more)
