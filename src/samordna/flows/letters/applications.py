"""Letters about applications: to those who write, sign and prepare them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q

from samordna.flows.granted import granted_by
from samordna.flows.letters.readers import (
    applicants,
    by_parties,
    keepers,
    keepers_of,
    keeps_with_chair,
    signatories,
    told_of_decision,
    with_roles,
    writers,
)
from samordna.flows.letters.words import applications as words
from samordna.flows.letters.words.parts import Words
from samordna.funding.models import Application, Call, WantedSignature
from samordna.funding.rules.states import TAKEN_BACK, State
from samordna.ground import clock
from samordna.journal.models import JournalEntry
from samordna.letters.rules import Kind
from samordna.letters.steps import Draft, stop_letters
from samordna.meetings.models import AgendaItem, Meeting, Minutes, Treatment
from samordna.meetings.queries.notices import rule_to_come
from samordna.meetings.rules.outcomes import COMING_BACK, OPEN_REST, SETTLING
from samordna.meetings.rules.states import CALLING
from samordna.meetings.rules.states import State as MeetingState
from samordna.meetings.subjects import SubjectKind
from samordna.parties.models import Body, Person, Role
from samordna.web.links import link

TO_SIGN = (Kind.SIGNATURE_REQUESTED, Kind.SIGNATURE_REMINDER)


def _drafts(
    application: Application,
    kind: Kind,
    readers: Iterable[Person],
    said: Words,
    page: str = "funding:application",
) -> Iterator[Draft]:
    subject, text = said
    path = link(application.association.slug, page, number=application.number)
    for person in readers:
        yield Draft(
            kind=kind, to=person, subject=subject, text=text, path=path, link_label="Ansökan"
        )


def _unsigned(application: Application) -> list[int]:
    """The organisations whose signature the version still waits for. One query."""
    waiting = WantedSignature.objects.filter(
        version__application=application,
        version__withdrawn_at=None,
        signature=None,
        refused_at=None,
    )
    return list(waiting.values_list("organisation_id", flat=True))


def signatures_requested(entry: JournalEntry, application: Application) -> Iterator[Draft]:
    """Every party's signatories are asked to read and sign."""
    readers = signatories(_unsigned(application), clock.today())
    said = words.signature_requested(application)
    yield from _drafts(application, Kind.SIGNATURE_REQUESTED, readers, said, "funding:sign")


def signatures_reminded(entry: JournalEntry, application: Application) -> Iterator[Draft]:
    """Those who have not signed are reminded before the last day."""
    readers = signatories(_unsigned(application), clock.today())
    said = words.signature_reminder(application)
    yield from _drafts(application, Kind.SIGNATURE_REMINDER, readers, said, "funding:sign")


def signature_refused(entry: JournalEntry, application: Application) -> Iterator[Draft]:
    """A party has said no: who wrote it and the office take it from there."""
    today = clock.today()
    readers = [*writers(application, today), *keepers(today)]
    said = words.signature_refused(application, str(entry.after.get("organisation", "")))
    yield from _drafts(application, Kind.SIGNATURE_REFUSED, readers, said)


def _asked(application: Application) -> list[Person]:
    """The signatories of the parties that the last version was sent to."""
    version = application.versions.order_by("-number").first()
    if version is None:
        return []
    return signatories(version.wanted.values_list("organisation_id", flat=True), clock.today())


def _apply_with(application: Application) -> list[Person]:
    """Those who apply for the partners that the last version was sent to: what they have applied
    for, and perhaps been granted, is the owner's to withdraw."""
    version = application.versions.order_by("-number").first()
    if version is None:
        return []
    partners = version.wanted.exclude(organisation=application.owner_id)
    ids = list(partners.values_list("organisation_id", flat=True))
    return with_roles([Role.APPLICANT], clock.today(), ids)


def _officer(entry: JournalEntry, application: Application) -> list[Person]:
    """The case officer, unless they have done it themselves."""
    officer = application.case_officer
    return [officer] if officer is not None and officer.pk != entry.actor_id else []


def recalled(entry: JournalEntry, application: Application) -> Iterator[Draft]:
    """Nobody shall sign what has been taken back; the applicants learn it when others did it."""
    reason = "Ansökan har tagits tillbaka och ska inte skrivas under."
    stop_letters(about=application, kinds=TO_SIGN, reason=reason)
    mine = applicants(application.owner_id, clock.today())
    by_owner = entry.actor_id in {person.pk for person in mine}
    readers = [*_asked(application), *([] if by_owner else mine)]
    said = words.application_recalled(application)
    yield from _drafts(application, Kind.APPLICATION_RECALLED, readers, said)


def signed(entry: JournalEntry, application: Application) -> Iterator[Draft]:
    """With the last signature it has come in, and the office registers it."""
    if application.state == State.SUBMITTED:
        said = words.application_sent(application)
        yield from _drafts(application, Kind.APPLICATION_SENT, keepers(clock.today()), said)


def registered(entry: JournalEntry, application: Application) -> Iterator[Draft]:
    """Who wrote it learns the matter number."""
    readers = writers(application, clock.today())
    said = words.application_received(application)
    yield from _drafts(application, Kind.APPLICATION_RECEIVED, readers, said)
    yield from assigned(entry, application)


def assigned(entry: JournalEntry, application: Application) -> Iterator[Draft]:
    """The case officer learns that the application is theirs."""
    said = words.case_officer_assigned(application)
    yield from _drafts(application, Kind.ASSIGNED, _officer(entry, application), said)


def remitted(entry: JournalEntry, application: Application) -> Iterator[Draft]:
    """The case officer prepares further what the board sent back."""
    said = words.application_remitted(application, _last_of_board(application))
    yield from _drafts(application, Kind.REMITTED, _officer(entry, application), said)


def withdrawn(entry: JournalEntry, application: Application) -> Iterator[Draft]:
    """The case officer, those who signed or were asked to, and those who apply for the partners
    learn that it has ended. So do those who make and lead the meeting that has been called to
    decide it; each gets one letter."""
    stop_letters(about=application, kinds=TO_SIGN, reason="Ansökan har återkallats.")
    parties = [*_asked(application), *_apply_with(application)]
    asked = [person for person in parties if person.pk != entry.actor_id]
    readers = dict.fromkeys([*_officer(entry, application), *asked])
    told, today = {entry.actor_id}, clock.today()
    decided = _decided_before(application)
    if decided is not None:
        meeting = decided.item.meeting
        found = dict.fromkeys([*keeps_with_chair(meeting, today), *keepers(today)])
        at_meeting = [person for person in found if person.pk not in told]
        told.update(person.pk for person in at_meeting)
        waived = words.application_waived(application, decided, minutes=True)
        yield from _to_meeting(
            application, meeting, at_meeting, waived, "meetings:minutes", "Protokollet"
        )
    for item in _called_to_decide(application):
        meeting = item.meeting
        keeping = [person.pk for person in keepers_of(meeting, today)]
        found = dict.fromkeys(keeps_with_chair(meeting, today))
        at_meeting = [person for person in found if person.pk not in told]
        told.update(person.pk for person in at_meeting)
        for person in at_meeting:
            acts = person.pk in keeping
            with_it = words.application_withdrawn(application, item, acts=acts)
            yield from _to_meeting(application, meeting, [person], with_it)
    others = [person for person in readers if person.pk not in told]
    said = (
        words.application_withdrawn(application)
        if decided is None
        else words.application_waived(application, decided)
    )
    yield from _drafts(application, Kind.WITHDRAWN, others, said)


def _decided_before(application: Application) -> Treatment | None:
    """The board's paragraph that has granted or refused an application, tabled it or sent it back,
    in minutes that are not adjusted yet. One query."""
    found = Treatment.objects.filter(
        item__subject_kind=SubjectKind.APPLICATION,
        item__subject_id=application.pk,
        item__meeting__body__kind=Body.Kind.BOARD,
        item__meeting__state__in=[MeetingState.CLOSED, MeetingState.SIGNING],
        outcome__in=[*SETTLING, *COMING_BACK],
    )
    related = ("item__meeting__body", "item__meeting__secretary", "item__meeting__association")
    return found.select_related(*related).order_by("-item__meeting__held_on", "-pk").first()


def _called_to_decide(application: Application) -> list[AgendaItem]:
    """The items about the application of meetings that have been called, or go on, with nothing
    decided of it; the nearest meeting first. One query."""
    items = AgendaItem.objects.filter(
        subject_kind=SubjectKind.APPLICATION,
        subject_id=application.pk,
        meeting__state__in=[*CALLING, MeetingState.IN_SESSION],
    )
    related = ("meeting__body", "meeting__secretary", "meeting__association", "treatment")
    return list(items.select_related(*related).order_by("meeting__held_on", "pk"))


def _to_meeting(
    application: Application,
    meeting: Meeting,
    readers: Iterable[Person],
    said: Words,
    page: str = "meetings:meeting",
    label: str = "Föredragningslistan",
) -> Iterator[Draft]:
    """Drafts about the application that lead to the meeting's agenda, or to its minutes."""
    subject, text = said
    path = link(application.association.slug, page, number=meeting.number)
    for person in readers:
        yield Draft(
            kind=Kind.WITHDRAWN,
            to=person,
            subject=subject,
            text=text,
            path=path,
            link_label=label,
        )


def ended_at(minutes: Minutes) -> Iterator[Draft]:
    """Who applied learns of the paragraph of adjusted minutes that decides nothing because the
    application had ended before it; each gets one letter. Two queries, and one for each."""
    items = AgendaItem.objects.filter(
        meeting=minutes.meeting_id,
        subject_kind=SubjectKind.APPLICATION,
        treatment__outcome=Treatment.Outcome.UNDECIDED,
    ).select_related("treatment", "meeting")
    paragraphs = {item.subject_id: item.treatment for item in items if item.subject_id is not None}
    if minutes.meeting.body.kind != Body.Kind.BOARD or not paragraphs:
        return
    ended = Application.objects.filter(pk__in=list(paragraphs), state__in=TAKEN_BACK)
    for application in ended.select_related("association", "owner").order_by("number"):
        readers = writers(application, clock.today())
        closed, changed = minutes.meeting.closed_at, application.changed_at
        after = closed is not None and changed >= closed
        said = words.application_ended_at(application, paragraphs[application.pk], after=after)
        yield from _drafts(application, Kind.WITHDRAWN, readers, said)


def more_time(entry: JournalEntry, application: Application) -> Iterator[Draft]:
    """Who writes it learns of a later last day."""
    readers = writers(application, clock.today())
    yield from _drafts(application, Kind.MORE_TIME, readers, words.more_time(application))


def call_moved(entry: JournalEntry, call: Call) -> Iterator[Draft]:
    """Who writes or is to sign an application learns that its call closes on another day. One that
    has been given a later day of its own keeps it, and nobody is told."""
    days = [str(values.get("closes_on", "")) for values in (entry.before, entry.after)]
    if days[0] == days[1]:
        return
    before, today = date.fromisoformat(days[0]), clock.today()
    open_still = Application.objects.filter(call=call, state__in=(State.DRAFT, State.SIGNING))
    own_day = Q(extended_until__gte=max(before, call.closes_on))
    told: dict[Person, list[Application]] = {}
    for application in open_still.exclude(own_day).select_related("owner").order_by("number"):
        readers = [*writers(application, today)]
        if application.state == State.SIGNING:
            readers += signatories(_unsigned(application), today)
        for person in dict.fromkeys(readers):
            told.setdefault(person, []).append(application)
    path = link(call.association.slug, "funding:call", number=call.number)
    for person, about in told.items():
        subject, text = words.call_moved(call, before, about)
        yield Draft(
            kind=Kind.CALL_MOVED,
            to=person,
            subject=subject,
            text=text,
            path=path,
            link_label="Utlysningen",
        )


def written_off(entry: JournalEntry, application: Application) -> Iterator[Draft]:
    """The applicants, those who signed or were asked to, and the case officer learn that it will
    not be decided."""
    stop_letters(about=application, kinds=TO_SIGN, reason="Ansökan har avskrivits.")
    mine = applicants(application.owner_id, clock.today())
    readers = dict.fromkeys([*mine, *_asked(application), *_officer(entry, application)])
    yield from _drafts(application, Kind.WRITTEN_OFF, readers, words.written_off(application))


def _last_of_board(application: Application) -> Treatment | None:
    """The board's last paragraph about an application, of those in which it was handled. One
    query."""
    found = Treatment.objects.filter(
        item__subject_kind=SubjectKind.APPLICATION,
        item__subject_id=application.pk,
        item__meeting__body__kind=Body.Kind.BOARD,
        not_handled=False,
    )
    related = found.select_related("item__meeting__body")
    return related.order_by("-item__meeting__held_on", "-pk").first()


def decided(entry: JournalEntry, application: Application) -> Iterator[Draft]:
    """What adjusted minutes have decided, with the extract, to the applicants and signatories of
    the owner and of everybody who is granted money."""
    today = clock.today()
    readers = told_of_decision(application, today)
    treatment = _last_of_board(application)
    granted, counts_from = granted_by(application, treatment), _counts_from(treatment, today)
    for mine, those in by_parties(application, readers, today, granted).items():
        said = words.decision(application, treatment, today, counts_from, granted, mine)
        yield from _decision(application, treatment, those, said)
    if treatment is not None and treatment.rest in OPEN_REST:
        said = words.rest_comes_back(application, treatment)
        yield from _drafts(application, Kind.REMITTED, _officer(entry, application), said)
    elif treatment is not None and _is_tabled_for_something(treatment):
        said = words.application_tabled(application, treatment)
        yield from _drafts(application, Kind.REMITTED, _officer(entry, application), said)


def _counts_from(treatment: Treatment | None, today: date) -> str:
    """What the time for appeal will count from, as the notice is going to say it."""
    return rule_to_come(treatment.item.meeting, today) if treatment is not None else ""


def _is_tabled_for_something(treatment: Treatment) -> bool:
    """Whether the board has tabled it and said why, or by when it is to come up again."""
    tabled = treatment.outcome == Treatment.Outcome.POSTPONED
    return tabled and bool(treatment.back_because or treatment.back_by)


def rest_decided(entry: JournalEntry, application: Application) -> Iterator[Draft]:
    """What adjusted minutes have said of what a grant left out: to whoever was told of the grant,
    and to the case officer where it comes up again."""
    today = clock.today()
    readers = told_of_decision(application, today)
    found = Treatment.objects.select_related("item__meeting__body")
    treatment = found.get(pk=entry.after["treatment"])
    said = words.rest_decision(application, treatment, today, _counts_from(treatment, today))
    yield from _decision(application, treatment, readers, said)
    if treatment.outcome in COMING_BACK:
        again = words.tabled_again(application, treatment)
        yield from _drafts(application, Kind.REMITTED, _officer(entry, application), again)


def _decision(
    application: Application,
    treatment: Treatment | None,
    readers: Iterable[Person],
    said: Words,
) -> Iterator[Draft]:
    """Drafts of a decision, with the extract where there is one."""
    subject, text = said
    slug, label = application.association.slug, "Ansökan och vad som händer nu"
    path = link(slug, "funding:application", number=application.number)
    if treatment is not None and treatment.paragraph is not None:
        number, label = treatment.item.meeting.number, "Protokollsutdraget (PDF)"
        path = link(slug, "meetings:extract", number=number, paragraph=treatment.paragraph)
    for person in readers:
        yield Draft(
            kind=Kind.DECISION, to=person, subject=subject, text=text, path=path, link_label=label
        )
