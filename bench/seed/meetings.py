"""Meetings of nineteen items: agenda, presence, decisions, minutes with signatures, notices."""

from __future__ import annotations

from collections import Counter
from datetime import time, timedelta

from bench.seed import words
from bench.seed.cases import Case
from bench.seed.funding import proposal
from bench.seed.parties import Ground
from bench.seed.register import Paper
from bench.seed.schedule import ITEMS, Sitting
from samordna.documents.models import Signature
from samordna.funding.rules.states import State
from samordna.kernel.wording.clauses import ClauseKind, clauses_of, kept, proposed
from samordna.meetings.kinds import PaperKind
from samordna.meetings.models import (
    Absence,
    Adjuster,
    AgendaAttachment,
    AgendaItem,
    Attendee,
    DecidedAmount,
    Meeting,
    Minutes,
    MinutesSigner,
    Notice,
    Treatment,
)
from samordna.meetings.proceedings.load import load_decisions
from samordna.meetings.rules.blocks import first_block, kept_blocks
from samordna.meetings.rules.chair_and_adjusters import SigningRole
from samordna.meetings.rules.numbering import written
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.rules.presence import Reason
from samordna.meetings.subjects import SubjectKind
from samordna.parties.models import Mandate
from samordna.register.models import Record

BATCH = 2000
#: The item after which one member leaves, and the item where one is disqualified.
LEFT_AFTER, DISQUALIFIED_AT = 14, 6


class MeetingPapers:
    """The papers of a meeting that are there in its state."""

    def __init__(self, sitting: Sitting) -> None:
        self.summons: Paper | None = None
        self.minutes: Paper | None = None
        self.notice: Paper | None = None
        body = "ledamöter och ersättare"
        day = sitting.held_on
        if sitting.state != Meeting.State.PLANNED:
            self.summons = _paper(sitting, PaperKind.SUMMONS, "Kallelse", day.toordinal() - 8)
            if sitting.is_called:
                self.summons.direction, self.summons.counterparty = Record.Direction.OUT, body
        if sitting.is_minuted:
            until = (sitting.adjusted_on or day).toordinal()
            self.minutes = _paper(sitting, PaperKind.MINUTES, "Protokoll", until)
            self.minutes.direction = Record.Direction.INTERNAL if sitting.settles else None
        if sitting.posted_on:
            until = sitting.posted_on.toordinal()
            self.notice = _paper(sitting, PaperKind.NOTICE, "Anslagsbevis", until)
            self.notice.direction = Record.Direction.INTERNAL

    @property
    def all(self) -> list[Paper]:
        return [paper for paper in (self.summons, self.minutes, self.notice) if paper]


#: What an item about nothing else proposes.
NOTED = proposed(["lägga informationen till handlingarna"], ClauseKind.FILE)


def _paper(sitting: Sitting, kind: PaperKind, title: str, ordinal: int) -> Paper:
    return Paper(
        kind=kind,
        title=f"{title} styrelsen {sitting.held_on}",
        filename=f"{sitting.held_on}-{kind}.pdf",
        day=sitting.held_on.fromordinal(ordinal),
        matter=sitting.matter,
    )


def make_meetings(
    ground: Ground, sittings: list[Sitting], cases: list[Case], papers: dict[int, MeetingPapers]
) -> dict[str, int]:
    """Make the meetings. Returns the last paragraph of each period, for the number series."""
    for sitting in sittings:
        sitting.row = _meeting(ground, sitting, papers[sitting.number])
    Meeting.objects.bulk_create([_row(sitting) for sitting in sittings], batch_size=BATCH)
    _agendas(ground, sittings, cases)
    people = _attendees(ground, sittings)
    last = _treatments(ground, sittings, cases)
    _minutes(ground, sittings, people, papers)
    _keep_words(sittings)
    return last


def _row(sitting: Sitting) -> Meeting:
    assert sitting.row is not None, "make_meetings makes the rows first"
    return sitting.row


def _meeting(ground: Ground, sitting: Sitting, papers: MeetingPapers) -> Meeting:
    day, over = sitting.held_on, sitting.is_minuted
    begun = over or sitting.state == Meeting.State.IN_SESSION
    return Meeting(
        association=ground.association,
        body=ground.board,
        number=sitting.number,
        held_on=day,
        starts_at=time(9),
        ends_at=time(12),
        place="Förbundets kansli",
        mode=Meeting.Mode.MIXED,
        hindrance_contact=f"kansliet@{ground.association.slug}.exempel.se",
        proposed_adjustment_on=day + timedelta(days=12),
        state=sitting.state,
        secretary=ground.registrar,
        summons=papers.summons.version if papers.summons else None,
        summoned_on=day - timedelta(days=8) if sitting.is_called else None,
        opened_at=ground.at(day) if begun else None,
        closed_at=ground.at(day, 180) if over else None,
        matter=sitting.matter,
    )


def _agendas(ground: Ground, sittings: list[Sitting], cases: list[Case]) -> None:
    on_agenda: dict[int, list[Case]] = {}
    for scheduled in cases:
        if scheduled.sitting is not None:
            on_agenda.setdefault(scheduled.sitting.number, []).append(scheduled)
    attachments: list[AgendaAttachment] = []
    for sitting in sittings:
        applications = on_agenda.get(sitting.number, [])
        for position in range(1, ITEMS + 1):
            case = applications.pop() if applications and position > 4 else None
            item = AgendaItem(
                association=ground.association,
                meeting=sitting.row,
                position=position,
                heading=case.name if case else _heading(position),
                kind=AgendaItem.Kind.DECISION if position > 1 else AgendaItem.Kind.ELECTION,
                presenter=case.officer.name if case else ground.director.name,
                background=words.ANSWER,
                proposal=kept(proposal() if case else NOTED),
                subject_kind=SubjectKind.APPLICATION if case else "",
                subject_id=case.row.pk if case and case.row else None,
                matter=case.matter if case else None,
            )
            sitting.items.append(item)
            if case and case.statement and case.paper:
                attachments += [
                    AgendaAttachment(
                        association=ground.association, item=item, position=place, version=version
                    )
                    for place, version in enumerate((case.statement.version, case.paper.version))
                ]
    items = [item for sitting in sittings for item in sitting.items]
    AgendaItem.objects.bulk_create(items, batch_size=BATCH)
    AgendaAttachment.objects.bulk_create(attachments, batch_size=BATCH)


def _heading(position: int) -> str:
    first = ("Val av justerare och justeringstid", "Fastställande av föredragningslistan")
    if position <= len(first):
        return first[position - 1]
    return words.HEADINGS[position % len(words.HEADINGS)]


def _attendees(ground: Ground, sittings: list[Sitting]) -> dict[int, list[Attendee]]:
    """Members and office present, substitutes not but one who serves; some leave or step aside."""
    people: dict[int, list[Attendee]] = {}
    absences: list[Absence] = []
    for sitting in sittings:
        if not sitting.taken_up:
            continue
        rows = [_seated(ground, sitting, place, m) for place, m in enumerate(ground.mandates, 1)]
        rows += [
            Attendee(
                association=ground.association,
                meeting=sitting.row,
                person=person,
                name=person.name,
                title=title,
                capacity=Attendee.Capacity.OTHER,
                position=len(ground.mandates) + place,
                present=True,
            )
            for place, (person, title) in enumerate(
                ((ground.director, "Förbundschef"), (ground.registrar, "Administratör")), 1
            )
        ]
        people[sitting.number] = rows
        absences.append(_absence(ground, rows[4], Reason.LEFT, sitting.items[LEFT_AFTER], None))
        aside = sitting.items[DISQUALIFIED_AT]
        absences.append(_absence(ground, rows[5], Reason.DISQUALIFIED, aside, aside))
    everybody = [row for rows in people.values() for row in rows]
    Attendee.objects.bulk_create(everybody, batch_size=BATCH)
    Absence.objects.bulk_create(absences, batch_size=BATCH)
    return people


def _seated(ground: Ground, sitting: Sitting, position: int, mandate: Mandate) -> Attendee:
    substitute = mandate.position == Mandate.Position.SUBSTITUTE
    return Attendee(
        association=ground.association,
        meeting=sitting.row,
        mandate=mandate,
        person=mandate.person,
        name=mandate.person.name,
        organisation_name=mandate.organisation.name,
        capacity=Attendee.Capacity.SUBSTITUTE if substitute else Attendee.Capacity.MEMBER,
        title=mandate.get_position_display(),
        position=position,
        present=not substitute,
        by_distance=position == 8,
    )


def _absence(
    ground: Ground,
    attendee: Attendee,
    reason: Reason,
    start: AgendaItem,
    end: AgendaItem | None,
) -> Absence:
    return Absence(
        association=ground.association,
        attendee=attendee,
        reason=reason,
        from_item=start,
        to_item=end,
        at=time(11) if end is None else None,
    )


def _treatments(ground: Ground, sittings: list[Sitting], cases: list[Case]) -> dict[str, int]:
    by_application = {made.row.pk: made for made in cases if made.row is not None}
    last: Counter[str] = Counter()
    amounts: list[DecidedAmount] = []
    for sitting in sittings:
        period = str(sitting.held_on.year)
        for item in sitting.items[: sitting.taken_up]:
            last[period] += 1
            case = by_application.get(item.subject_id or 0)
            granted = case is not None and case.state != State.REJECTED
            treatment = Treatment(
                association=ground.association,
                item=item,
                body=ground.board,
                paragraph=last[period],
                paragraph_period=period,
                outcome=_outcome(case),
                background=item.background,
                blocks=kept_blocks([first_block(clauses_of(item.proposal))]),
                payout_rule="quarterly" if case else "",
                informed=case.owner.name if case else "",
                treated_at=ground.at(sitting.held_on, 8 * item.position),
            )
            sitting.treatments.append(treatment)
            if case is not None and granted:
                amounts += [
                    DecidedAmount(
                        association=ground.association,
                        treatment=treatment,
                        organisation_id=organisation,
                        year=year,
                        amount_kr=kr,
                    )
                    for (organisation, year), kr in case.proposed.items()
                ]
    treatments = [treatment for sitting in sittings for treatment in sitting.treatments]
    Treatment.objects.bulk_create(treatments, batch_size=BATCH)
    DecidedAmount.objects.bulk_create(amounts, batch_size=BATCH)
    return dict(last)


def _outcome(case: Case | None) -> Outcome:
    if case is None:
        return Outcome.NOTED
    if case.state == State.REJECTED:
        return Outcome.REJECTED
    return Outcome.APPROVED


def _minutes(
    ground: Ground,
    sittings: list[Sitting],
    people: dict[int, list[Attendee]],
    papers: dict[int, MeetingPapers],
) -> None:
    adjusters: list[Adjuster] = []
    minutes: list[Minutes] = []
    signatures: list[Signature] = []
    signers: list[MinutesSigner] = []
    notices: list[Notice] = []
    for sitting in sittings:
        kept = papers[sitting.number]
        if not sitting.is_minuted or kept.minutes is None:
            continue
        chair, adjuster = people[sitting.number][:2]
        adjusters.append(
            Adjuster(association=ground.association, meeting=sitting.row, attendee=adjuster)
        )
        numbers = [treatment.paragraph for treatment in sitting.treatments]
        row = Minutes(
            association=ground.association,
            meeting=sitting.row,
            number=1,
            paper=kept.minutes.version,
            association_name=ground.association.name,
            body_name="Styrelsen",
            first_paragraph=numbers[0],
            last_paragraph=numbers[-1],
            locked_at=ground.at(sitting.held_on + timedelta(days=1)),
            adjusted_on=sitting.adjusted_on,
        )
        minutes.append(row)
        signing = _signers(ground, row, chair, adjuster, written(numbers))
        if sitting.settles:
            signatures += [_sign(ground, sitting, signer) for signer in signing]
        signers += signing
        law = sitting.law
        if sitting.posted_on and law.appeal_last_day and law.take_down_earliest and kept.notice:
            notices.append(
                Notice(
                    association=ground.association,
                    minutes=row,
                    posted_on=sitting.posted_on,
                    appeal_last_day=law.appeal_last_day,
                    take_down_earliest=law.take_down_earliest,
                    taken_down_on=sitting.taken_down_on,
                    posted_by=ground.registrar,
                    paper=kept.notice.version,
                )
            )
    Adjuster.objects.bulk_create(adjusters, batch_size=BATCH)
    Minutes.objects.bulk_create(minutes, batch_size=BATCH)
    Signature.objects.bulk_create(signatures, batch_size=BATCH)
    MinutesSigner.objects.bulk_create(signers, batch_size=BATCH)
    Notice.objects.bulk_create(notices, batch_size=BATCH)


def _keep_words(sittings: list[Sitting]) -> None:
    """Keep the words of locked minutes with their paragraphs, as locking does."""
    minuted = [sitting for sitting in sittings if sitting.is_minuted]
    decided = load_decisions([_row(sitting) for sitting in minuted])
    treatments = []
    for sitting in minuted:
        told = {paragraph.number: paragraph.kept for paragraph in decided[_row(sitting).pk]}
        for treatment in sitting.treatments:
            treatment.minuted = told[treatment.paragraph]
            treatments.append(treatment)
    Treatment.objects.bulk_update(treatments, ["minuted"], batch_size=200)


def _signers(
    ground: Ground, minutes: Minutes, chair: Attendee, adjuster: Attendee, paragraphs: str
) -> list[MinutesSigner]:
    registrar = ground.registrar
    who = (
        (registrar, registrar.name, ground.association.name, SigningRole.SECRETARY),
        (chair.person, chair.name, chair.organisation_name, SigningRole.CHAIR),
        (adjuster.person, adjuster.name, adjuster.organisation_name, SigningRole.ADJUSTER),
    )
    return [
        MinutesSigner(
            association=ground.association,
            minutes=minutes,
            person=person,
            name=name,
            organisation_name=organisation,
            role=as_what,
            paragraphs=paragraphs,
        )
        for person, name, organisation, as_what in who
    ]


def _sign(ground: Ground, sitting: Sitting, signer: MinutesSigner) -> Signature:
    version = signer.minutes.paper
    signer.signature = Signature(
        association=ground.association,
        version=version,
        person=signer.person,
        name=signer.name,
        organisation_name=signer.organisation_name,
        role=signer.get_role_display(),
        scope=signer.paragraphs,
        method=Signature.Method.PRODUCT_SESSION,
        level="lösenord",
        signed_at=ground.at(sitting.adjusted_on or sitting.held_on, 5),
        transaction_id=f"protokoll-{sitting.number}-{signer.role}",
        sha256=version.file.sha256,
    )
    return signer.signature
