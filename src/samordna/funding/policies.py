"""Who may do what with calls and applications: each function answers (allowed, reason)."""

from __future__ import annotations

from datetime import date

from samordna.funding.models import Application, Call, Statement
from samordna.funding.rules import states
from samordna.funding.rules.states import State
from samordna.parties.access import ALLOWED, ANOTHERS, Decision, not_now, of_one_association
from samordna.parties.actors import Actor
from samordna.parties.models import Role


def _stands(application: Application) -> str:
    """Where an application stands, in a sentence."""
    return f"Ansökans läge är nu {State(application.state).label.lower()}."


def own_organisations(actor: Actor) -> frozenset[int]:
    """The organisations that the actor applies or signs for."""
    return actor.applicant_for | actor.signatory_for


def reads_all(actor: Actor) -> bool:
    """The office reads every application, drafts too: it talks with those who write them."""
    return actor.is_office or actor.kind == "system"


def reads_registered(actor: Actor) -> bool:
    """Members of the bodies and the auditor read what has been registered."""
    return actor.has_seat or actor.has(Role.AUDITOR)


def has_applications(actor: Actor) -> bool:
    """Whether the list of applications is for the actor: who writes, signs, prepares or decides."""
    return actor.is_office or bool(own_organisations(actor)) or reads_registered(actor)


def may_edit_calls(actor: Actor) -> Decision:
    """The office writes the calls."""
    if actor.has(Role.REGISTRAR, Role.CASE_OFFICER) or actor.kind == "system":
        return ALLOWED
    return False, "Bara förbundets kansli kan skriva utlysningar."


def may_apply(actor: Actor) -> Decision:
    """Applications are written by those who apply for an organisation."""
    if actor.applicant_for or actor.kind == "system":
        return ALLOWED
    return False, "Du är inte sökande för någon organisation i förbundet."


@of_one_association(ANOTHERS)
def may_start(actor: Actor, call: Call, owner_id: int, today: date) -> Decision:
    """An application is begun by somebody who applies for its owner, while the call is open."""
    if actor.kind != "system" and owner_id not in actor.applicant_for:
        return False, "Du kan bara söka för en organisation där du är sökande."
    return call_is_open(call, today)


def call_is_open(call: Call, today: date) -> Decision:
    """A call takes applications from its first day to its last, both included."""
    if today < call.opens_on:
        return False, f"Utlysningen öppnar {call.opens_on}."
    if today > call.closes_on:
        return False, f"Utlysningen stängde {call.closes_on}. Tala med kansliet."
    return ALLOWED


def acts_for_owner(actor: Actor, application: Application) -> bool:
    """Whether the actor applies for the owner."""
    return application.owner_id in actor.applicant_for or actor.kind == "system"


@of_one_association(ANOTHERS)
def may_edit(actor: Actor, application: Application) -> Decision:
    """The owner's applicants write, as long as the application is a draft."""
    if not acts_for_owner(actor, application):
        return False, "Bara den som är sökande för insatsägaren kan ändra ansökan."
    if application.state == State.SIGNING:
        return not_now("Ansökan är skickad för underskrift. Ta tillbaka den för att ändra.")
    if application.state in states.TAKEN_BACK:
        word = State(application.state).label.lower()
        return not_now(f"Ansökan är {word} och kan inte ändras.")
    if application.state in (State.GRANTED, State.REJECTED):
        return not_now("Styrelsen har avgjort ansökan, och den kan inte ändras.")
    if application.state != State.DRAFT:
        return not_now("Ansökan är inlämnad och kan inte ändras.")
    return ALLOWED


@of_one_association(ANOTHERS)
def may_send(actor: Actor, application: Application, today: date) -> Decision:
    """The owner's applicants send a draft for signature before the call has closed."""
    allowed, reason = may_edit(actor, application)
    if not allowed:
        return allowed, reason
    if application.call.opens_on <= today <= application.last_day:
        return ALLOWED
    return False, (
        f"Sista dagen att skicka ansökan var {application.last_day}. Be kansliet om mer tid: "
        "de kan förlänga tiden för din ansökan, och då kan du skicka den."
    )


def keeps_time(actor: Actor) -> bool:
    """Whether the actor decides for the office on applications that have got stuck."""
    return actor.has(Role.REGISTRAR, Role.CASE_OFFICER) or actor.kind == "system"


@of_one_association(ANOTHERS)
def may_extend(actor: Actor, application: Application) -> Decision:
    """The office gives a draft more time than its call has."""
    if not keeps_time(actor):
        return False, "Bara kansliet förlänger tiden för en ansökan."
    if application.state != State.DRAFT:
        return not_now(f"Bara ett utkast kan få längre tid. {_stands(application)}")
    return ALLOWED


@of_one_association(ANOTHERS)
def may_write_off(actor: Actor, application: Application) -> Decision:
    """The office writes off what will never be decided, until the board has it on its agenda."""
    if not keeps_time(actor):
        return False, "Bara kansliet avskriver en ansökan. Du kan återkalla din egen."
    if application.state == State.SCHEDULED:
        return not_now("Ansökan står på föredragningslistan. Ta bort den därifrån först.")
    if not states.APPLICATION.allows(application.state, "write_off"):
        return not_now(f"{_stands(application)} Den kan inte avskrivas.")
    return ALLOWED


@of_one_association(ANOTHERS)
def may_recall(actor: Actor, application: Application) -> Decision:
    """The owner's applicants take back what not everybody has signed yet, and so may the office."""
    if not acts_for_owner(actor, application) and not keeps_time(actor):
        return False, "Bara den som är sökande för insatsägaren kan ta tillbaka ansökan."
    if application.state != State.SIGNING:
        return not_now(
            f"{_stands(application)} Bara en ansökan som väntar på underskrifter kan tas tillbaka."
        )
    return ALLOWED


@of_one_association(ANOTHERS)
def may_sign(actor: Actor, application: Application, organisation_id: int) -> Decision:
    """An organisation's signatory signs for it while the application waits for signatures."""
    if organisation_id not in actor.signatory_for:
        return False, "Du är inte firmatecknare för organisationen."
    if application.state != State.SIGNING:
        return not_now(f"Ansökan väntar inte på underskrifter. {_stands(application)}")
    return ALLOWED


@of_one_association(ANOTHERS)
def may_withdraw(actor: Actor, application: Application) -> Decision:
    """The owner's applicants and signatories withdraw, until the application is decided."""
    for_owner = application.owner_id in own_organisations(actor) or actor.kind == "system"
    if not for_owner:
        return False, "Bara insatsägaren kan återkalla ansökan."
    if not states.APPLICATION.allows(application.state, "withdraw"):
        return not_now(f"{_stands(application)} Den kan inte återkallas.")
    return ALLOWED


@of_one_association(ANOTHERS)
def may_register(actor: Actor, application: Application) -> Decision:
    """The registrar and the director register what has been submitted."""
    if not actor.has(Role.REGISTRAR) and actor.kind != "system":
        return False, "Bara administratören eller förbundschefen registrerar ansökningar."
    if application.state != State.SUBMITTED:
        wanted = "Bara en inlämnad ansökan som inte är registrerad kan registreras."
        return not_now(f"{_stands(application)} {wanted}")
    return ALLOWED


@of_one_association(ANOTHERS)
def may_assign(actor: Actor, application: Application) -> Decision:
    """The office chooses who prepares an application in the register."""
    if not actor.has(Role.REGISTRAR, Role.CASE_OFFICER) and actor.kind != "system":
        return False, "Bara kansliet utser handläggare."
    if application.state not in states.IN_REGISTER:
        return not_now(f"{_stands(application)} Handläggare utses för den som är registrerad.")
    return ALLOWED


def may_prepare(actor: Actor) -> Decision:
    """Statements are written by the case officers and the director."""
    if actor.has(Role.CASE_OFFICER) or actor.kind == "system":
        return ALLOWED
    return False, "Bara verksamhetsutvecklaren eller förbundschefen skriver tjänsteutlåtanden."


@of_one_association(ANOTHERS)
def may_write_statement(actor: Actor, application: Application) -> Decision:
    """A statement is written between the registration and its completion."""
    allowed, reason = may_prepare(actor)
    if not allowed:
        return allowed, reason
    if application.state != State.REGISTERED:
        return not_now(
            f"{_stands(application)} Tjänsteutlåtandet kan bara skrivas medan ansökan bereds."
        )
    return ALLOWED


@of_one_association(ANOTHERS)
def may_reopen_statement(actor: Actor, application: Application) -> Decision:
    """A completed statement is opened again before it is on an agenda, or after postponement."""
    allowed, reason = may_prepare(actor)
    if not allowed:
        return allowed, reason
    if not states.APPLICATION.allows(application.state, "reopen_statement"):
        return not_now(f"{_stands(application)} Tjänsteutlåtandet kan inte ändras nu.")
    return ALLOWED


@of_one_association(False)
def may_read_statement(actor: Actor, application: Application, statement: Statement) -> bool:
    """The office always; others when it is complete and the application is before the board, or
    has ended."""
    if reads_all(actor):
        return True
    if statement.state != Statement.State.READY:
        return False
    return application.state in states.STATEMENT_READ
