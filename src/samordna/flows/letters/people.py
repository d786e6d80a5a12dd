"""Letters to people who are added: an invitation, or a word to who has an account already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from samordna.flows.letters.readers import with_roles
from samordna.flows.letters.words import people as words
from samordna.flows.letters.words.parts import Words
from samordna.ground import clock
from samordna.journal.models import JournalEntry
from samordna.kernel.mail import harmless
from samordna.letters.invitations import make_invitations, who_are_invited
from samordna.letters.models import Invitation
from samordna.letters.rules import Kind
from samordna.letters.steps import Draft
from samordna.meetings.papers.words import inside
from samordna.parties.models import Association, Contact, Mandate, Person, Role, RoleAssignment
from samordna.parties.queries import who_have_come_in
from samordna.parties.rules import same_name
from samordna.web.links import link


def role_given(assignment: RoleAssignment) -> str:
    """What somebody is who has got a role."""
    what = inside(assignment.get_role_display())
    if assignment.organisation is not None:
        what = f"{what} för {harmless(assignment.organisation.name)}"
    return what


def mandate_given(mandate: Mandate) -> str:
    """What somebody is who has been appointed to a body."""
    return f"{inside(mandate.title)} i {harmless(mandate.body.in_text)}"


def invited(entry: JournalEntry, invitation: Invitation) -> Iterator[Draft]:
    """Somebody is invited once more."""
    yield _invitation(invitation, "")


def printed(entry: JournalEntry, invitation: Invitation) -> Iterator[Draft]:
    """The director learns that somebody else has seen a link that opens an account."""
    said = words.invitation_printed(invitation, entry.actor_name)
    yield from _to_directors(entry, Kind.INVITATION_PRINTED, said, invitation.association)


def address_corrected(entry: JournalEntry, contact: Contact) -> Iterator[Draft]:
    """The old address and the director learn that another address opens the account."""
    association, by = contact.association, entry.actor_name
    subject, text = words.address_changed(association.name, by)
    yield Draft(
        kind=Kind.ADDRESS_CHANGED,
        to=contact.person,
        subject=subject,
        text=text,
        address=str(entry.before["email"]),
    )
    said = words.address_changed_by(contact.name, by)
    yield from _to_directors(entry, Kind.ADDRESS_CHANGED_BY, said, association, but=contact.person)


def address_changed(entry: JournalEntry, contact: Contact) -> Iterator[Draft]:
    """The old address learns that the person has put another in its place."""
    subject, text = words.own_address_changed(contact.association.name, entry.actor_name)
    yield Draft(
        kind=Kind.ADDRESS_CHANGED,
        to=contact.person,
        subject=subject,
        text=text,
        address=str(entry.before["email"]),
    )


def address_changed_for(entry: JournalEntry, contact: Contact) -> Iterator[Draft]:
    """The old address and the directors learn what whoever runs the installation has done."""
    yield from address_changed(entry, contact)
    said = words.address_changed_by(contact.name, entry.actor_name)
    association, person = contact.association, contact.person
    yield from _to_directors(entry, Kind.ADDRESS_CHANGED_BY, said, association, but=person)


def contact_edited(entry: JournalEntry, contact: Contact) -> Iterator[Draft]:
    """The person learns of another name or another address for letters: at the account's own
    address, and at the one that letters went to."""
    before, person, association = entry.before, contact.person, contact.association
    old = before.get("email", contact.email)
    moved = old != contact.email
    renamed = not same_name(before.get("name", contact.name), contact.name)
    if not (moved or renamed):
        return
    subject, text = words.details_changed(
        association.name, entry.actor_name, contact.name if renamed else "", moved=moved
    )
    yield Draft(kind=Kind.DETAILS_CHANGED, to=person, subject=subject, text=text)
    if old and old.lower() != person.email:
        yield Draft(kind=Kind.LETTERS_MOVED, to=person, subject=subject, text=text, address=old)


def _to_directors(
    entry: JournalEntry,
    kind: Kind,
    said: Words,
    association: Association,
    but: Person | None = None,
) -> Iterator[Draft]:
    """To those who lead the office, except who did it and who it is about."""
    for director in with_roles([Role.DIRECTOR], clock.today()):
        if director.pk != entry.actor_id and director != but:
            yield Draft(
                kind=kind,
                to=director,
                subject=said[0],
                text=said[1],
                path=link(association.slug, "parties:people"),
                link_label="Personer",
            )


def accepted(entry: JournalEntry, invitation: Invitation) -> Iterator[Draft]:
    """Whoever has the account's address learns that a paper has opened it."""
    if invitation.is_printed:
        subject, text = words.opened_on_paper(invitation)
        yield Draft(kind=Kind.OPENED_ON_PAPER, to=invitation.person, subject=subject, text=text)


def welcomes(association: Association, given: Sequence[tuple[Person, str]]) -> list[list[Draft]]:
    """For each who has been given something, with what they are: an invitation to who has not come
    in here, with an account or without; nothing more to one who is invited already. As many queries
    for one as for many.
    """
    people = {person.pk: person for person, _ in given}
    came_in = who_have_come_in(people.values(), association.pk)
    fresh = [pk for pk in people if pk not in came_in]
    invited = who_are_invited([people[pk] for pk in fresh]) if fresh else set()
    to_invite = [people[pk] for pk in fresh if pk not in invited]
    made = {}
    if to_invite:
        rows = make_invitations(association_id=association.pk, people=to_invite)
        made = {row.person_id: row for row in rows}
    drafts: list[list[Draft]] = []
    for person, what in given:
        if person.pk in came_in:
            drafts.append([_added(association, person, what)])
        elif (invitation := made.pop(person.pk, None)) is not None:
            invitation.association, invitation.person = association, person
            drafts.append([_invitation(invitation, what)])
        else:
            drafts.append([])
    return drafts


def _added(association: Association, person: Person, what: str) -> Draft:
    subject, text = words.added(association.name, what)
    return Draft(
        kind=Kind.ADDED,
        to=person,
        subject=subject,
        text=text,
        path=link(association.slug, "parties:today"),
        link_label="Det som väntar på dig",
    )


def _invitation(invitation: Invitation, what: str) -> Draft:
    subject, text = words.invitation(invitation, what)
    return Draft(
        kind=Kind.INVITATION,
        to=invitation.person,
        subject=subject,
        text=text,
        link_label="Välj ditt lösenord",
        invitation=invitation,
    )
