"""Invitations: the way in for somebody who has been added and has no account.

A link works once and for a week, and a new one replaces the one before. Who has a way in already is
never given another by an office: a password is theirs to change.

A link on paper has been seen by the office. It opens nothing for who is of another association too,
and what it opens no other association trusts, until a link that it has mailed to the person's own
address has been used. That link takes away every way in that there was.

Whether an address has an account, or is of another association, is no office's to know before the
person has come in here: what it sees and may do is the same. The link tells who comes with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError
from django.db.models import QuerySet
from django_scopes import scope

from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.journal.changes import change, changes
from samordna.journal.services import journal
from samordna.letters.links import invitation_number
from samordna.letters.models import Invitation, Letter
from samordna.letters.policies import may_invite
from samordna.letters.rules import ASKED_AGAIN_AFTER, INVITATION_LASTS, NOT_REACHED, State
from samordna.parties.access import require
from samordna.parties.actors import Actor, load_actor, system_actor
from samordna.parties.models import Person
from samordna.parties.queries import (
    has_come_in,
    is_known_elsewhere,
    is_known_in,
    is_or_will_be_known_in,
    name_of,
    roles_held,
)
from samordna.parties.steps import say_came_in


class NotInvited(Exception):
    """There is nothing to invite to, or no need; the message is a Swedish sentence."""


class InvitationClosed(Exception):
    """The link opens nothing; the message is a Swedish sentence."""


#: Said to whoever holds the paper, who may be somebody of the office: the same for every reason.
PAPER_OPENS_NOTHING = (
    "Papperet öppnar inget konto. Har du redan ett konto i Samordna loggar du in som vanligt. Be "
    "annars om en ny länk, så kommer den med e-post till din egen adress."
)


def open_invitation(person: Person) -> Invitation | None:
    """The person's invitation in the open scope that still opens an account. One query."""
    return _open_invitations([person]).first()


def who_are_invited(people: Iterable[Person]) -> set[int]:
    """Those of some people, by their keys, whose invitation still opens an account. One query."""
    return set(_open_invitations(people).order_by().values_list("person_id", flat=True))


def _open_invitations(people: Iterable[Person]) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        person__in=list(people), used_at=None, replaced_at=None, valid_until__gt=clock.now()
    )


def _stop_unreached(these: QuerySet[Invitation], reason: str) -> None:
    """Stop the letters of invitations that have not reached anybody."""
    unreached = Letter.objects.filter(invitation__in=these, state__in=NOT_REACHED)
    unreached.update(state=State.STOPPED, reason=reason, next_try_at=None, to_gather=False)


def make_invitation(*, association_id: int, person: Person, is_printed: bool = False) -> Invitation:
    """A new invitation, in place of the one before. Inside the transaction of what causes it."""
    [made] = make_invitations(association_id=association_id, people=[person], is_printed=is_printed)
    return made


def make_invitations(
    *, association_id: int, people: Sequence[Person], is_printed: bool = False
) -> list[Invitation]:
    """New invitations, each in place of the one before. Inside the transaction of what causes them.
    Three queries.
    """
    now = clock.now()
    mine = Invitation.objects.filter(association_id=association_id, person__in=people)
    _stop_unreached(mine.filter(used_at=None), "En nyare inbjudan har ersatt den.")
    mine.filter(used_at=None, replaced_at=None).update(replaced_at=now)
    return Invitation.objects.bulk_create(
        Invitation(
            association_id=association_id,
            person=person,
            made_at=now,
            valid_until=now + INVITATION_LASTS,
            is_printed=is_printed,
        )
        for person in people
    )


@changes
def invite(*, actor: Actor, person: Person) -> Invitation:
    """Invite somebody of the association, again if need be; journalled, and mailed.

    Raises Refused, and :class:`NotInvited` for who has an account or nothing to do here.
    """
    locked = _locked(person)
    require(may_invite(actor, roles_held(locked, clock.today())))
    _check_invited(actor, locked)
    invitation = _made(actor, locked)
    journal(actor=actor, verb="invite", subject=invitation, after=_facts(invitation))
    return invitation


@changes
def print_invitation(*, actor: Actor, person: Person) -> Invitation:
    """A new invitation for paper, for who cannot be reached by mail; journalled.

    Whoever holds the paper is let in. Therefore it opens nothing for somebody who has an account
    or is of another association as well; that is said to who comes with it, not to the office.
    Raises Refused and :class:`NotInvited`.
    """
    locked = _locked(person)
    require(may_invite(actor, roles_held(locked, clock.today())))
    _check_invited(actor, locked)
    invitation = _made(actor, locked, is_printed=True)
    journal(actor=actor, verb="print_invitation", subject=invitation, after=_facts(invitation))
    return invitation


def _locked(person: Person) -> Person:
    return for_change(Person.objects.all()).get(pk=person.pk)


def _made(actor: Actor, person: Person, *, is_printed: bool = False) -> Invitation:
    try:
        with change():
            return make_invitation(
                association_id=actor.association_id, person=person, is_printed=is_printed
            )
    except IntegrityError as error:  # two at once, where rows are not locked
        raise NotInvited(f"{name_of(person)} har just blivit inbjuden av någon annan.") from error


def _check_invited(actor: Actor, person: Person) -> None:
    if not is_known_in(person, actor.association_id, clock.today()):
        raise NotInvited(f"{name_of(person)} har ingen roll och inget uppdrag som gäller i dag.")
    if has_come_in(person, actor.association_id):
        if not person.is_active:
            raise NotInvited(f"Kontot för {name_of(person)} är avstängt.")
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
    if invitation.used_at is not None:
        return "Länken har redan använts. Logga in med lösenordet eller nyckeln som du valde."
    if is_used(invitation):
        return (
            f"Du har redan kommit in i {invitation.association.name} och behöver inte länken. "
            "Logga in som vanligt."
        )
    if invitation.replaced_at is not None:
        return "En nyare inbjudan har skickats till dig. Använd länken i det senaste brevet."
    if invitation.valid_until <= clock.now():
        return f"Länken gällde i {INVITATION_LASTS.days} dagar och är nu för gammal."
    if not is_or_will_be_known_in(person, invitation.association_id, clock.today()):
        return (
            f"Du har ingen roll och inget uppdrag i {invitation.association.name} längre, "
            "så länken öppnar ingenting. Hör av dig till kansliet om det inte stämmer."
        )
    if invitation.is_printed:
        return PAPER_OPENS_NOTHING if _is_more_than_ours(invitation) else ""
    if not person.is_active:
        return "Kontot är avstängt. Vänd dig till den som sköter installationen."
    if person.has_way_in(invitation.association_id):
        return (
            f"Du har redan ett konto i Samordna. Logga in med {person.email} som vanligt, så når "
            f"du också {invitation.association.name}."
        )
    return ""


def is_used(invitation: Invitation) -> bool:
    """Whether the person has come in, with this invitation or otherwise."""
    if invitation.used_at is not None:
        return True
    return has_come_in(invitation.person, invitation.association_id)


def is_known_to_have_account(invitation: Invitation) -> bool:
    """Whether who comes with a link is told to sign in; the holder of a paper is not told."""
    if invitation.is_printed:
        return False
    return invitation.person.has_way_in(invitation.association_id)


def _is_more_than_ours(invitation: Invitation) -> bool:
    """Whether the office that printed an invitation has no say over the account."""
    person = invitation.person
    if not person.is_active or person.has_account:
        return True
    return is_known_elsewhere(person, invitation.association_id, clock.today())


def can_be_asked_again(invitation: Invitation) -> bool:
    """Whether a new link is the way on: the person is still of here and has not come in. Who has an
    account is told so by a link that was mailed; the holder of a paper is not."""
    person, association_id = invitation.person, invitation.association_id
    if has_come_in(person, association_id):
        return False
    if not (invitation.is_printed or person.is_active) or is_known_to_have_account(invitation):
        return False
    return is_known_in(person, association_id, clock.today())


@changes
def accept_invitation(*, invitation: Invitation, password: str) -> Person:
    """Open the account with a password, or confirm its address with a new one; journalled by the
    person.

    Raises :class:`InvitationClosed` for a link that no longer opens anything, and ValidationError
    for a password that is too weak.
    """
    person = _locked(invitation.person)
    locked = for_change(Invitation._base_manager.all()).get(pk=invitation.pk)
    locked.person, locked.association = person, invitation.association
    if reason := why_closed(locked):
        raise InvitationClosed(reason)
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    if locked.is_printed:
        person.opened_on_paper_in_id = locked.association_id
        person.save(update_fields=["opened_on_paper_in"])
    else:
        confirm_address(person, written_by=locked.association_id)
    say_came_in(person, locked.association_id)
    with scope(association=invitation.association):
        locked.used_at = clock.now()
        locked.save(update_fields=["used_at"])
        # The link may have come another way than with its letter, which still waits.
        _stop_unreached(Invitation.objects.filter(pk=locked.pk), "Inbjudan är använd.")
        actor = load_actor(person, invitation.association, clock.today())
        journal(
            actor=actor,
            verb="accept_invitation",
            subject=locked,
            after={
                "person": locked.name,
                "used_at": locked.used_at,
                "on_paper": locked.is_printed,
            },
        )
    return person


def confirm_address(person: Person, *, written_by: int | None = None) -> None:
    """A link to the account's own address has just given it a new password.

    It confirms no address that an office has put in the place of another, unless another
    association has written the same: ``written_by`` is the one that sent an invitation there.
    Of an account that was opened on paper nothing else is kept that could let somebody in: a new
    password ends its sessions, and keys and codes are taken away. Once; inside a transaction.
    """
    if person.address_confirmed_at is not None:
        return
    if person.address_changed_in_id is not None and written_by in (
        None,
        person.address_changed_in_id,
    ):
        return
    if person.opened_on_paper_in_id is not None:
        Authenticator.objects.filter(user=person).delete()
    person.address_confirmed_at = clock.now()
    person.save(update_fields=["address_confirmed_at"])


@changes
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
