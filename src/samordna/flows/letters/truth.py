"""Whether a letter that was written before may still be sent: what it asks for must still hold."""

from __future__ import annotations

from django.db.models import Q

from samordna.funding.models import Application, WantedSignature
from samordna.funding.rules.states import State as ApplicationState
from samordna.ground import clock
from samordna.letters.models import Letter
from samordna.letters.rules import Kind
from samordna.meetings.models import Meeting, Minutes
from samordna.meetings.queries.seats import mandates_on
from samordna.meetings.queries.summons import letters_of_summons
from samordna.meetings.rules.states import State as MeetingState
from samordna.parties.models import Role, RoleAssignment
from samordna.parties.queries import is_known_in

CALLING = frozenset({MeetingState.SUMMONING, MeetingState.SUMMONED})
#: Letters about what somebody of the association is to do or know here: not for who has left it.
FOR_INSIDERS = frozenset(Kind) - {
    Kind.DECISION,
    Kind.WRITTEN_OFF,
    Kind.OPENED_ON_PAPER,
    Kind.ADDRESS_CHANGED,
    Kind.DETAILS_CHANGED,
    Kind.LETTERS_MOVED,
}


def why_untrue(letter: Letter) -> str:
    """Why a letter is not to be sent any more, in a Swedish sentence; empty when it is."""
    kind = Kind(letter.kind)
    match kind:
        case Kind.SUMMONS | Kind.SUMMONS_CHANGED:
            reason = _summons(letter)
        case Kind.MEETING_CANCELLED:
            meeting = Meeting.objects.filter(pk=letter.about_id or 0).first()
            passed = meeting is None or meeting.held_on < clock.today()
            reason = "Sammanträdets dag har passerat." if passed else ""
        case Kind.MINUTES_TO_SIGN | Kind.ADJUSTMENT_REMINDER:
            reason = _minutes(letter)
        case Kind.MINUTES_RECALLED:
            reason = _recalled(letter)
        case Kind.SIGNATURE_REQUESTED | Kind.SIGNATURE_REMINDER:
            reason = _application(letter)
        case _:
            reason = ""
    if reason or kind not in FOR_INSIDERS or letter.person is None:
        return reason
    if not is_known_in(letter.person, letter.association_id, clock.today()):
        return f"{letter.name} har inte längre någon roll eller något uppdrag här."
    return ""


def _summons(letter: Letter) -> str:
    meeting = Meeting.objects.select_related("body").filter(pk=letter.about_id or 0).first()
    if meeting is None or meeting.state == MeetingState.CANCELLED:
        return "Sammanträdet är inställt."
    if meeting.state not in CALLING or meeting.held_on < clock.today():
        return "Sammanträdet har redan öppnats, eller så har dagen passerat."
    if meeting.moved:
        return "Sammanträdet har flyttats sedan kallelsen gjordes. Gör om kallelsen."
    if not letters_of_summons(meeting).filter(pk=letter.pk).exists():
        return "En nyare kallelse har ersatt den."
    called = {mandate.person_id for mandate in mandates_on(meeting.body, meeting.held_on)}
    if letter.person_id not in called:
        return f"{letter.name} har inget uppdrag i {meeting.body.in_text} den dagen."
    return ""


def _minutes(letter: Letter) -> str:
    minutes = Minutes.objects.filter(pk=letter.about_id or 0, withdrawn_at=None).first()
    if minutes is None:
        return "Protokollet har återtagits."
    if not minutes.signers.filter(person_id=letter.person_id or 0, signature=None).exists():
        return f"{letter.name} har redan skrivit under, eller ska inte längre göra det."
    return ""


def _recalled(letter: Letter) -> str:
    about = Minutes.objects.filter(pk=letter.about_id or 0)
    if about.filter(withdrawn_at=None).exists():
        # To who is not to sign this version, while that is so.
        now = about.filter(signers__person_id=letter.person_id or 0)
        return f"{letter.name} ska skriva under protokollet." if now.exists() else ""
    if Minutes.objects.filter(meeting__in=about.values("meeting"), withdrawn_at=None).exists():
        return "Protokollet är låst i en ny version."
    return ""


def _application(letter: Letter) -> str:
    application = Application.objects.filter(pk=letter.about_id or 0).first()
    if application is None or application.state != ApplicationState.SIGNING:
        return "Ansökan väntar inte längre på underskrift."
    today = clock.today()
    own = RoleAssignment.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=today),
        person_id=letter.person_id or 0,
        role=Role.SIGNATORY,
        valid_from__lte=today,
    )
    waiting = WantedSignature.objects.filter(
        version__application=application,
        version__withdrawn_at=None,
        signature=None,
        organisation__in=own.values("organisation_id"),
    )
    if not waiting.exists():
        return f"Parten har redan skrivit under, eller så är {letter.name} inte firmatecknare."
    return ""
