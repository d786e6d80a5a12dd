"""Brev: what has gone out and what has not; inviting; and one's own choice."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samordna.kernel.counting import counted
from samordna.letters import addresses, forms, invitations, policies, queries, removing, services
from samordna.letters.grouped import Group, groups_of, with_letters
from samordna.letters.links import invitation_path
from samordna.letters.models import Letter
from samordna.letters.rules import (
    NOT_REACHED,
    SENDABLE,
    TO_THE_ACCOUNT,
    UNDELIVERED,
    Delivery,
    Kind,
    State,
)
from samordna.parties.access import AssociationRequest, insiders, require
from samordna.parties.policies import may_change_people
from samordna.parties.queries import contact_for_reading, contacts_of, has_come_in
from samordna.parties.services.errors import StillUsed
from samordna.web.forms import add_service_error
from samordna.web.links import link
from samordna.web.merging import save_merged
from samordna.web.once import once
from samordna.web.revisions import Stale, both_texts

TONES = {
    State.WAITING: "info",
    State.SENT: "success",
    State.BOUNCED: "danger",
    State.FAILED: "danger",
    State.STOPPED: "neutral",
    State.GATHERED: "success",
    State.HANDED: "success",
}

#: What letters are about, a page.
GROUPS_A_PAGE = 30


@insiders
@require_safe
def letters(request: AssociationRequest) -> HttpResponse:
    """The letters by what they are about, the newest first; by state, or for a name."""
    narrowed, text = request.GET.get("lage", ""), request.GET.get("q", "").strip()[:100]
    found = queries.letters_for(request.actor, narrowed=narrowed, text=text)
    page = Paginator(groups_of(found), GROUPS_A_PAGE).get_page(request.GET.get("sida"))
    context = {
        "page": page,
        "groups": [_shown(group, bool(narrowed or text)) for group in with_letters(found, page)],
        "filters": [(key, label) for key, (label, _) in queries.FILTERS.items()],
        "mail_server": settings.SAMORDNA_MAIL_SERVER,
        "account_letters": [
            (letter, TONES[State(letter.state)])
            for letter in queries.account_letters_to_see_to(request.actor)
        ],
        "unsent": settings.SAMORDNA_MAIL_SERVER
        and policies.may_send_letters(request.actor)[0]
        and queries.unsent_count(),
    }
    return render(request, "letters/letters.html", context)


def _shown(group: Group, is_narrowed: bool) -> dict[str, Any]:
    """A group as the list shows it: open where it has something to see to, or was sought."""
    return {
        "group": group,
        "is_open": is_narrowed or group.is_problem,
        "counts": [(words, TONES[state]) for state, words in group.counts],
        "rows": [(letter, TONES[State(letter.state)]) for letter in group.letters],
    }


@insiders
@require_safe
def letter(request: AssociationRequest, pk: int) -> HttpResponse:
    """One letter as it is sent, and what has become of it."""
    found = queries.letter_for_reading(request.actor, pk)
    may_send = policies.may_send_letters(request.actor)[0]
    invited = found.person if found.kind == Kind.INVITATION else None
    needs_invitation = invited is not None and not has_come_in(invited, request.association.pk)
    sendable = may_send and found.state in SENDABLE
    why_not = services.why_not(found) if sendable and invited is None else ""
    context = {
        "letter": found,
        "why_not": why_not,
        "wrong_address": _wrong_address(request, found) if may_send else None,
        "tone": TONES[State(found.state)],
        "may_send": sendable
        and settings.SAMORDNA_MAIL_SERVER
        and not why_not
        and (needs_invitation or invited is None),
        "may_print": may_send and needs_invitation,
        "may_hand_over": may_send
        and found.state in NOT_REACHED
        and not services.why_not_handed_over(request.actor, found),
        "gathered": found.gathered.order_by("made_at") if found.kind == Kind.DIGEST else (),
    }
    return render(request, "letters/letter.html", context)


def _wrong_address(request: AssociationRequest, found: Letter) -> dict[str, str] | None:
    """Of a letter that did not come out: whose address it went to, and where it is mended; None
    where the person is not known here any more."""
    person = found.person
    if found.state not in UNDELIVERED or person is None:
        return None
    contact = contacts_of([person]).get(person.pk)
    if contact is None:
        return None
    own = {"url": link(request, "parties:edit_contact", pk=contact.pk)}
    if found.kind not in TO_THE_ACCOUNT and contact.email == found.address:
        label = "Ändra e-post för brev"
        return own | {"what": f"förbundets adress för brev till {contact.name}", "label": label}
    what = f"adressen som {contact.name} loggar in med"
    if contact.came_in_at is None:
        url = link(request, "letters:correct_address", pk=contact.pk)
        return {"what": what, "url": url, "label": "Rätta adressen att logga in med"}
    advice = "Bara personen själv byter den, under sitt namn och Byt e-postadress."
    if found.kind in TO_THE_ACCOUNT:
        return {"what": what, "url": "", "advice": advice}
    return own | {
        "what": f"{what}. {advice} Brev kan gå till en annan",
        "label": "Ange e-post för brev",
    }


@insiders
@once
def send_again(request: AssociationRequest, pk: int) -> HttpResponse:
    """Send a letter again; without a form, the letter's page has the button."""
    found = queries.letter_for_sending(request.actor, pk)
    here = link(request, "letters:letter", pk=pk)
    if request.method != "POST":
        return redirect(here)
    try:
        again = services.send_again(actor=request.actor, letter=found)
    except (services.NotSendable, invitations.NotInvited) as error:
        messages.error(request, str(error))
        return redirect(here)
    messages.success(request, f"Brevet till {again.name} skickas igen.")
    return redirect(link(request, "letters:letter", pk=again.pk))


@insiders
@require_POST
def send_unsent(request: AssociationRequest) -> HttpResponse:
    """Send all that was written where there was no mail server."""
    sent, left = services.send_unsent(actor=request.actor)
    if sent:
        messages.success(request, f"{counted(sent, 'brev', 'brev')} skickas.")
    if left:
        said = f"{counted(left, 'brev', 'brev')} skickas inte. Varför står på brevet."
        messages.info(request, said)
    return redirect(link(request, "letters:letters"))


@insiders
def hand_over(request: AssociationRequest, pk: int) -> HttpResponse:
    """Say that the message has been given some other way."""
    found = queries.letter_for_sending(request.actor, pk)
    form = forms.HandOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.hand_letter_over(
                actor=request.actor, letter=found, how=form.cleaned_data["how"]
            )
        except services.NotSendable as error:
            add_service_error(form, error, "how")
        else:
            messages.success(request, f"Antecknat: {found.name} har fått beskedet.")
            return redirect(link(request, "letters:letter", pk=pk))
    return render(request, "letters/hand_over.html", {"form": form, "letter": found})


@insiders
@once
def invite(request: AssociationRequest, pk: int) -> HttpResponse:
    """Invite somebody, again if need be: by mail, or on paper."""
    contact = queries.contact_for_inviting(request.actor, pk)
    name, person, problem = contact.name, contact.person, ""
    if request.method == "POST":
        try:
            invitations.invite(actor=request.actor, person=person)
        except invitations.NotInvited as error:
            problem = str(error)
        else:
            sent = settings.SAMORDNA_MAIL_SERVER
            said = f"En ny inbjudan till {name} skickas till {person.email}."
            if not sent:
                said = f"{name} är inbjuden. Skriv ut länken, eftersom e-post saknas."
            messages.success(request, said)
            here = "parties:people" if sent else "letters:invite"
            return redirect(link(request, here, **({} if sent else {"pk": pk})))
    context = {
        "contact": contact,
        "name": name,
        "problem": problem,
        "open": invitations.open_invitation(person),
        "mail_server": settings.SAMORDNA_MAIL_SERVER,
    }
    return render(request, "letters/invite.html", context)


@insiders
@never_cache
def print_invitation(request: AssociationRequest, pk: int) -> HttpResponse:
    """A new invitation on paper. Only the answer to a POST shows its link, and once."""
    person = queries.contact_for_inviting(request.actor, pk).person
    if request.method != "POST":
        return redirect(link(request, "letters:invite", pk=pk))
    try:
        invitation = invitations.print_invitation(actor=request.actor, person=person)
    except invitations.NotInvited as error:
        messages.error(request, str(error))
        return redirect(link(request, "letters:invite", pk=pk))
    # The host has been checked against SAMORDNA_HOSTS, and is where the reader stands.
    address = request.build_absolute_uri(invitation_path(invitation))
    context = {"person": person, "invitation": invitation, "address": address}
    return render(request, "letters/invitation_on_paper.html", context)


@insiders
def correct_address(request: AssociationRequest, pk: int) -> HttpResponse:
    """Correct the address of somebody who has not come in yet."""
    contact = queries.contact_for_inviting(request.actor, pk)
    name, back = contact.name, link(request, "letters:invite", pk=pk)
    form = forms.AddressForm(request.POST or None, initial={"email": contact.person.email})
    problem = addresses.why_not(contact) or addresses.why_not_by(request.actor, contact.person)
    both = None
    if request.method == "POST" and form.is_valid() and not problem:
        try:
            corrected = save_merged(
                form,
                lambda: {"email": addresses.account_of(contact).email},
                lambda: addresses.correct_address(
                    actor=request.actor, contact=contact, email=form.cleaned_data["email"]
                ),
            )
        except Stale as stale:
            both = both_texts(stale)
        except addresses.NotCorrected as error:
            add_service_error(form, error, "email")
        else:
            messages.success(
                request,
                f"{name} loggar in med {corrected.person.email}. En inbjudan till den gamla "
                "adressen gäller inte längre: bjud in igen.",
            )
            return redirect(back)
    context = {"form": form, "name": name, "back": back, "problem": problem, "both_texts": both}
    return render(request, "letters/correct_address.html", context)


@insiders
def remove_person(request: AssociationRequest, pk: int) -> HttpResponse:
    """Take away somebody who was entered by mistake; without a form, their page has the button."""
    require(may_change_people(request.actor))
    contact = contact_for_reading(request.actor, pk)
    here = link(request, "parties:edit_contact", pk=pk)
    if request.method != "POST":
        return redirect(here)
    try:
        removing.remove_person(actor=request.actor, contact=contact)
    except StillUsed as error:
        messages.error(request, str(error))
        return redirect(here)
    messages.success(request, f"{contact.name} är borttagen.")
    return redirect(link(request, "parties:people"))


@insiders
def preference(request: AssociationRequest) -> HttpResponse:
    """How one wants one's letters from this association."""
    chosen = queries.delivery_of(request.actor)
    form = forms.PreferenceForm(request.POST or None, initial={"delivery": chosen.value})
    if request.method == "POST" and form.is_valid():
        services.save_preference(
            actor=request.actor, delivery=Delivery(form.cleaned_data["delivery"])
        )
        messages.success(request, "Ditt val är sparat.")
        return redirect(link(request, "letters:preference"))
    always = [kind.label for kind in Kind if kind.is_required and kind != Kind.DIGEST]
    may_be_chosen = [kind.label for kind in Kind if not kind.is_required]
    context = {"form": form, "always": always, "may_be_chosen": may_be_chosen}
    return render(request, "letters/preference.html", context)
