"""Invitations: the way in for somebody who has been added and has no account.

A link works once and for a week, and a new one replaces the one before. Who has a way in already is
never given another by an office: a password is theirs to change.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django_scopes import scope

from samordna.ground import clock
from samordna.journal.services import journal
from samordna.letters.links import invitation_number
from samordna.letters.models import Invitation
from samordna.letters.policies import may_invite
from samordna.letters.rules import ASKED_AGAIN_AFTER, INVITATION_LASTS
from samordna.parties.access import require
from samordna.parties.actors import Actor, load_actor, system_actor
from samordna.parties.models import Person
from samordna.parties.queries import associations_of, name_of


class NotInvited(Exception):
    """There is nothing to invite to, or no need; the message is a Swedish sentence."""


class InvitationClosed(Exception):
    """The link opens nothing; the message is a Swedish sentence."""


def has_account(person: Person) -> bool:
    """Whether somebody has a way in already: a password, or has signed in without one."""
    return person.has_usable_password() or person.last_login is not None


def open_invitation(person: Person) -> Invitation | None:
    """The person's invitation in the open scope that still opens an account. One query."""
    return Invitation.objects.filter(
        person=person, used_at=None, replaced_at=None, valid_until__gt=clock.now()
    ).first()


def make_invitation(*, association_id: int, person: Person) -> Invitation:
    """A new invitation, in place of the one before. Inside the transaction of what causes it."""
    now = clock.now()
    mine = Invitation.objects.filter(association_id=association_id, person=person)
    mine.filter(used_at=None, replaced_at=None).update(replaced_at=now)
    return Invitation.objects.create(
        association_id=association_id,
        person=person,
        made_at=now,
        valid_until=now + INVITATION_LASTS,
    )


@transaction.atomic
def invite(*, actor: Actor, person: Person) -> Invitation:
    """Invite somebody of the association, again if need be; journalled, and mailed.

    Raises Refused, and :class:`NotInvited` for who has an account or nothing to do here.
    """
    require(may_invite(actor))
    locked = _locked(person)
    _check_invited(actor, locked)
    invitation = _made(actor, locked)
    journal(actor=actor, verb="invite", subject=invitation, after=_facts(invitation))
    return invitation


@transaction.atomic
def print_invitation(*, actor: Actor, person: Person) -> Invitation:
    """A new invitation for paper, for who cannot be reached by mail; journalled.

    Whoever holds the paper is let in. Therefore it is refused for somebody who is of another
    association as well: there the office has no say. Raises Refused and :class:`NotInvited`.
    """
    require(may_invite(actor))
    locked = _locked(person)
    _check_invited(actor, locked)
    if len(associations_of(locked, clock.today())) > 1:
        raise NotInvited(
            f"{name_of(locked)} finns också i ett annat förbund. Då kan inbjudan bara skickas med "
            "e-post till den egna adressen."
        )
    invitation = _made(actor, locked)
    journal(actor=actor, verb="print_invitation", subject=invitation, after=_facts(invitation))
    return invitation


def _locked(person: Person) -> Person:
    return Person.objects.select_for_update().get(pk=person.pk)


def _made(actor: Actor, person: Person) -> Invitation:
    try:
        with transaction.atomic():
            return make_invitation(association_id=actor.association_id, person=person)
    except IntegrityError as error:  # two at once, where rows are not locked
        raise NotInvited(f"{name_of(person)} har just blivit inbjuden av någon annan.") from error


def _check_invited(actor: Actor, person: Person) -> None:
    if not person.is_active:
        raise NotInvited(f"Kontot för {name_of(person)} är avstängt.")
    if actor.association_id not in {a.pk for a in associations_of(person, clock.today())}:
        raise NotInvited(f"{name_of(person)} har ingen roll och inget uppdrag som gäller i dag.")
    if has_account(person):
        raise NotInvited(
            f"{name_of(person)} har redan ett konto och loggar in som vanligt. Ett glömt lösenord "
            "byts på inloggningssidan."
        )


def _facts(invitation: Invitation) -> dict[str, object]:
    return {"person": invitation.name, "valid_until": invitation.valid_until}


# Coming with a link -------------------------------------------------------------------------------


def invitation_of(token: str) -> Invitation:
    """The invitation that a link carries, whether it opens anything or not.

    Raises NoSuchInvitation.
    """
    rows = Invitation._base_manager.select_related("association", "person", "contact")
    found = rows.filter(pk=invitation_number(token)).first()
    if found is None:
        raise InvitationClosed("Inbjudan finns inte längre.")
    return found


def why_closed(invitation: Invitation) -> str:
    """Why an invitation opens nothing, as a Swedish sentence; empty when it does."""
    person = invitation.person
    if not person.is_active:
        return "Kontot är avstängt. Vänd dig till förbundets kansli."
    if has_account(person):
        return "Länken har redan använts. Logga in med lösenordet eller nyckeln som du valde."
    if invitation.replaced_at is not None:
        return "En nyare inbjudan har skickats till dig. Använd länken i det senaste brevet."
    if invitation.valid_until <= clock.now():
        return f"Länken gällde i {INVITATION_LASTS.days} dagar och är nu för gammal."
    return ""


def can_be_asked_again(invitation: Invitation) -> bool:
    """Whether a new link is the way on: the person has no account, and is still of here."""
    person = invitation.person
    if not person.is_active or has_account(person):
        return False
    return invitation.association_id in {a.pk for a in associations_of(person, clock.today())}


@transaction.atomic
def accept_invitation(*, invitation: Invitation, password: str) -> Person:
    """Open the account with a password; journalled by the person.

    Raises :class:`InvitationClosed` for a link that no longer opens anything, and ValidationError
    for a password that is too weak.
    """
    person = _locked(invitation.person)
    locked = Invitation._base_manager.select_for_update().get(pk=invitation.pk)
    locked.person, locked.association = person, invitation.association
    if reason := why_closed(locked):
        raise InvitationClosed(reason)
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    with scope(association=invitation.association):
        locked.used_at = clock.now()
        locked.save(update_fields=["used_at"])
        actor = load_actor(person, invitation.association, clock.today())
        journal(
            actor=actor,
            verb="accept_invitation",
            subject=locked,
            after={"person": locked.name, "used_at": locked.used_at},
        )
    return person


@transaction.atomic
def ask_for_invitation(*, invitation: Invitation) -> bool:
    """Ask for a new link with one that is too old; journalled. Returns whether it was mailed.

    It goes to the address that the office has written, never to another. Without a mail server the
    office sees on *Idag* that the person waits. Asked again within minutes, nothing more is sent.
    Raises :class:`InvitationClosed` for who needs none.
    """
    person = _locked(invitation.person)
    association = invitation.association
    invitation.person = person
    if not why_closed(invitation):
        raise InvitationClosed("Länken gäller. Välj ett lösenord.")
    if not can_be_asked_again(invitation):
        raise InvitationClosed(why_closed(invitation))
    with scope(association=association):
        actor = system_actor(association)
        now = clock.now()
        latest = Invitation.objects.filter(person=person).order_by("-pk").first() or invitation
        if latest.asked_at is None and latest.pk == invitation.pk:
            latest.asked_at = now
            latest.save(update_fields=["asked_at"])
        if not settings.SAMORDNA_MAIL_SERVER:
            return False
        if latest.pk != invitation.pk and now - latest.made_at < ASKED_AGAIN_AFTER:
            return True
        made = _made(actor, person)
        journal(actor=actor, verb="renew_invitation", subject=made, after=_facts(made))
    return True
