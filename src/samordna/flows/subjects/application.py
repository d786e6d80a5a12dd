"""An application as the subject of an item: scheduled, decided, and granted by the minutes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from samordna.budgets.shape import Side
from samordna.flows.involved import involved, parties_of
from samordna.flows.subjects.earlier_item import became
from samordna.flows.subjects.prepared_proposal import (
    kr_or_refusal,
    proposed_clauses,
    with_sources,
    without_sources,
)
from samordna.flows.subjects.taken_back import (
    ended_before_it_was_over,
    how_it_ended,
    of_its_matter,
    remark_on,
)
from samordna.flows.waived import ENDED, TAKEN_BACK_ADVICE, what_to_do
from samordna.funding.models import Application, ProposedAmount, Statement
from samordna.funding.queries.applications import state_words
from samordna.funding.queries.content import content_of_version, current_version, current_versions
from samordna.funding.queries.names import names_beside
from samordna.funding.rules.proposal import applied_amounts
from samordna.funding.rules.states import TAKEN_BACK, State
from samordna.funding.steps import (
    remit_application,
    schedule_application,
    settle_application,
    unschedule_application,
)
from samordna.ground.locking import for_change
from samordna.ground.prepared import Kept, Key
from samordna.initiatives.steps import grant_funds
from samordna.journal.queries import entries_about
from samordna.journal.services import journal
from samordna.kernel.dates import Period
from samordna.kernel.payouts import PayoutRule
from samordna.kernel.wording.clauses import Facts, clauses_of
from samordna.kernel.wording.receivers import Names
from samordna.kernel.wording.shares import Share
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import AgendaItem, Meeting, Treatment
from samordna.meetings.proceedings.amounts import amount_clauses
from samordna.meetings.proceedings.decisions import (
    decided_words,
    facts_of,
    told_back,
    treatment_of,
)
from samordna.meetings.proceedings.load import was_not_handled
from samordna.meetings.proceedings.parts import part_words
from samordna.meetings.queries.not_handled import was_not_handled_in
from samordna.meetings.queries.proposed import (
    Preparing,
    last_said,
    left_open,
    left_open_in,
    preparing_of,
    standing_proposal,
)
from samordna.meetings.rules.outcomes import SETTLING, Outcome
from samordna.meetings.rules.states import PLANNING
from samordna.meetings.steps import follow_proposal
from samordna.meetings.subjects import Decided, Offer, Offers, Planned, Remark, Subject, SubjectKind
from samordna.parties.actors import Actor
from samordna.parties.models import Body, Organisation

#: States in which the statement is complete and nobody has decided: a preparing body may see it.
_PREPARED = frozenset({State.PREPARED, State.SCHEDULED, State.POSTPONED})
#: The day from which the statement proposes: what was said before it no longer stands.
READY = "statement__ready_on"
#: The most applications that a planning page offers at once.
_MOST = 100


class ApplicationSubject(Subject):
    """On the board's agenda an application counts as scheduled; a body that only prepares leaves
    its state alone, and so do its minutes."""

    kind = SubjectKind.APPLICATION
    counted = ("En ansökan", "ansökningar")
    carries_money = True
    proposed_by = "Tjänsteutlåtandet"
    boards_alone = True
    see_to = f"{ENDED} {TAKEN_BACK_ADVICE}"
    see_to_rules_out = SETTLING
    words = {
        Outcome.REJECTED: ["avslå ansökan"],
        Outcome.POSTPONED: ["bordlägga ansökan till ett kommande sammanträde"],
        Outcome.REMITTED: ["återremittera ansökan till kansliet för vidare beredning"],
    }
    impossible = {
        Outcome.NOTED: "En ansökan beviljas, avslås eller bordläggs; den kan inte bara noteras."
    }

    def offers(self, meeting: Meeting) -> Offers:
        """Prepared and postponed applications that do not stand on the agenda yet."""
        return Offers(
            kind=self.kind,
            heading="Ansökningar att ta upp",
            about="Ansökan läggs som egen punkt, med förslaget ur tjänsteutlåtandet, "
            "eller det som ett organ som bereder har föreslagit styrelsen sedan dess. "
            "Det som ett sådant organ har bordlagt är inte förvalt i styrelsen, om inte styrelsen "
            "själv har sagt när det ska tas upp igen. "
            "Tjänsteutlåtandet och den undertecknade ansökan blir bilagor.",
            columns=("Ansökan", "Insatsägare", "Ärende", "Läge", "Förslag"),
            rows=[_offer(application, meeting) for application in _waiting(Key(meeting.pk))],
            empty="Ingen beredd ansökan väntar.",
            chosen=True,
        )

    def planned(self, meeting: Meeting, pk: int) -> Planned:
        """Heading, background and proposal of the statement; attachment n is the statement and n.1
        the signed application."""
        application = (
            Application.objects.select_related(
                "owner", "case_officer", "case_officer_contact", "matter"
            )
            .filter(pk=pk)
            .first()
        )
        if application is None:
            raise NotPossible("Ansökan finns inte.")
        statement = (
            Statement.objects.select_related("paper").filter(application=application).first()
        )
        version = current_version(application)
        if statement is None or statement.paper is None or version is None:
            raise NotPossible(f"{application.name} har inget färdigt tjänsteutlåtande ännu.")
        if meeting.body.kind != Body.Kind.BOARD and application.state not in _PREPARED:
            raise NotPossible(f"{application.name} är inte beredd och kan inte tas upp.")
        earlier = [became(item) for item in left_open_in(self.kind, pk)]
        background = "\n\n".join([*earlier, statement.summary]).strip()
        proposal = clauses_of(statement.clauses)
        proposed_in = self._proposed_in(meeting, statement)
        if proposed_in is not None:
            background = with_sources(background, proposed_in, statement)
            proposal = proposed_clauses(proposed_in)
        return Planned(
            name=application.name,
            heading=f"Ansökan {application.name} – {application.owner.short_name}",
            kind=AgendaItem.Kind.DECISION,
            presenter=application.case_officer_name,
            background=background,
            proposal=proposal,
            proposed_in=proposed_in,
            matter=application.matter,
            papers=(statement.paper, version.paper),
        )

    def _proposed_in(self, meeting: Meeting, statement: Statement) -> Treatment | None:
        """The paragraph whose proposal the board gets instead of the statement's, if any."""
        if not self.takes_effect_in(meeting.body) or statement.ready_on is None:
            return None
        return standing_proposal(self.kind, statement.application_id, statement.ready_on)

    def placed(self, actor: Actor, meeting: Meeting, pk: int) -> None:
        """The board's agenda schedules the application. Raises IllegalTransition."""
        if self.takes_effect_in(meeting.body):
            schedule_application(actor=actor, application=Application.objects.get(pk=pk))

    def taken_off(self, actor: Actor, meeting: Meeting, pk: int) -> None:
        """It is prepared again, unless its applicant has taken it back meanwhile."""
        application = _locked(pk)
        if self.takes_effect_in(meeting.body) and application.state not in TAKEN_BACK:
            unschedule_application(
                actor=actor, application=application, tabled=_was_tabled(application)
            )

    def became(self) -> QuerySet[Application, Any]:
        """Those that their applicants have taken back, and those written off."""
        return how_it_ended()

    def remark(self, item: AgendaItem, became: Mapping[str, Any]) -> Remark:
        """Taken back by its applicant or written off: then the board has nothing to decide."""
        return remark_on(item, became, board=self.takes_effect_in(item.meeting.body))

    def see_to_in(self, item: AgendaItem) -> str:
        """What is done with it before the meeting, or at the table."""
        return f"{ENDED} {what_to_do(item.meeting, treatment_of(item))}"

    def ended(self) -> Q:
        """Those taken back or written off, and what their paragraphs left open."""
        about = Q(subject_kind__in=[self.kind, SubjectKind.EARLIER_ITEM])
        return about & Q(Exists(of_its_matter()))

    def to_see_to(self) -> Q:
        """Those taken back or written off before the meeting was over: they are struck from the
        agenda, or minuted so."""
        return Q(subject_kind=self.kind) & ended_before_it_was_over()

    def told(self, pk: int) -> Sequence[Organisation]:
        """The owner and the partners: each is a party, whatever becomes of its own share."""
        return parties_of(pk)

    def facts(self, pks: Collection[int]) -> dict[int, Facts]:
        """The initiative and its period; the sum, the years and how it is paid out as the
        statement proposes them."""
        found: dict[int, Facts] = {}
        shares: dict[int, list[Share]] = {}
        for pk, name, owner, start, end, year, kr, of, payout in _stated(pks):
            rule = PayoutRule(payout) if payout else None
            found[pk] = Facts(name=name, owner=owner, start=start, end=end, payout=rule)
            shares.setdefault(pk, []).extend([Share(of, year, kr)] if kr else [])
        return {pk: facts.with_shares(shares[pk]) for pk, facts in found.items()}

    def names(self, pks: Collection[int]) -> dict[int, Names]:
        """The owner's and the partners', and the organisations and initiatives beside."""
        return names_beside(pks)

    def proposed_payout(self, pk: int) -> PayoutRule:
        """What the statement proposes."""
        rules = Statement.objects.filter(application=pk).values_list("payout_rule", flat=True)
        return PayoutRule(rules.get())

    def applied_amounts(self, pks: Collection[int]) -> dict[int, dict[tuple[int, int], int]]:
        """What each application's budget asks for; at least what its statement proposes."""
        found: dict[int, dict[tuple[int, int], int]] = {pk: {} for pk in pks}
        for pk, version in current_versions(pks).items():
            found[pk] = applied_amounts(content_of_version(version)) if version.snapshot else {}
        for pk, *place, kr in _proposed(pks):
            applied, key = found[pk], (place[0], place[1])
            applied[key] = max(applied.get(key, 0), kr)
        return found

    def sought_by_party(self, pks: Collection[int]) -> dict[int, dict[str, int]]:
        """What each party's column of the budget asks for."""
        found: dict[int, dict[str, int]] = {}
        for pk, version in current_versions(pks).items():
            if version.snapshot:
                content = content_of_version(version)
                found[pk] = {
                    party.name: content.budget.total_kr(Side.REQUESTED, owner=party.id)
                    for party in content.parties
                }
        return found

    def proposed_amounts(self, pk: int) -> dict[tuple[int, int], int]:
        """What the statement proposes."""
        return {(owner, year): kr for _, owner, year, kr in _proposed([pk])}

    def to_be_decided(self, pks: Collection[int]) -> set[int]:
        """All that their applicants have not taken back."""
        found = Application.objects.filter(pk__in=pks).exclude(state__in=TAKEN_BACK)
        return set(found.values_list("pk", flat=True))

    def readers(self, pk: int) -> frozenset[int]:
        """Every organisation with a part in it."""
        return involved(pk)

    def prepared(self, actor: Actor, decided: Decided) -> None:
        """The board's item follows the proposal, below which its text stays as it was."""
        items = AgendaItem.objects.filter(
            subject_kind=self.kind,
            subject_id=decided.subject_id,
            meeting__state__in=PLANNING,
            meeting__body__kind=Body.Kind.BOARD,
        )
        statement = Statement.objects.filter(application=decided.subject_id).first()
        for item in items.select_related("meeting__body", "proposed_in"):
            if statement is None:
                return
            proposed_in = self._proposed_in(item.meeting, statement)
            if proposed_in is None or proposed_in == item.proposed_in:
                continue
            text = item.background
            if item.proposed_in is not None:
                text = without_sources(text, item.proposed_in, statement)
            follow_proposal(
                actor=actor,
                item=item,
                treatment=proposed_in,
                background=with_sources(text, proposed_in, statement),
                proposal=proposed_clauses(proposed_in),
            )

    def approved(self, actor: Actor, decided: Decided) -> None:
        """Granted, with a grant of the amounts that the paragraph decided.

        Raises ``initiatives.errors.GrantNotPossible`` and AlreadyGranted.
        """
        application = self._settled(actor, decided, State.GRANTED)
        if application is None:
            return
        treatment = decided.treatment
        facts, words = facts_of(treatment), decided_words(treatment)
        shares = amount_clauses(treatment, facts.owner, words)
        grant_funds(
            actor=actor,
            application=application,
            amounts={(a.organisation_id, a.year): a.amount_kr for a in treatment.amounts.all()},
            decided_on=decided.meeting.held_on,
            adjusted_on=decided.adjusted_on,
            paragraph=decided.mark,
            conditions=[*words, *shares, *part_words(treatment, words)],
            meaning=treatment.meaning,
            payout_rule=treatment.payout_rule or PayoutRule.QUARTERLY,
            period=Period(facts.start, facts.end) if facts.start and facts.end else None,
        )

    def refused(self, actor: Actor, decided: Decided) -> None:
        """Refused."""
        self._settled(actor, decided, State.REJECTED)

    def postponed(self, actor: Actor, decided: Decided) -> None:
        """It may be put on another agenda."""
        self._settled(actor, decided, State.POSTPONED)

    def remitted(self, actor: Actor, decided: Decided) -> None:
        """Its statement is open again: the office prepares it further."""
        application = self._settled(actor, decided, State.POSTPONED)
        if application is not None:
            mark = f"{decided.mark}, {decided.meeting.held_on}"
            remit_application(actor=actor, application=application, mark=mark)

    def undecided(self, actor: Actor, decided: Decided) -> None:
        """Taken up and nothing decided. Where the board was no quorum it was not handled: it waits
        for the next agenda as it did for this one, and nobody is told of a decision."""
        application = _locked(decided.subject_id)
        if application.state in TAKEN_BACK or not was_not_handled(decided):
            self.postponed(actor, decided)
            return
        unschedule_application(
            actor=actor, application=application, tabled=_was_tabled(application)
        )

    def _settled(self, actor: Actor, decided: Decided, outcome: State) -> Application | None:
        """The application in its new state; None for one that was withdrawn, which is left so."""
        application = _locked(decided.subject_id)
        if application.state in TAKEN_BACK:
            # Nothing is left to settle, and an applicant may not stop the board's minutes.
            treatment = decided.treatment
            after = {"paragraph": treatment.paragraph, "outcome": treatment.outcome}
            journal(actor=actor, verb="leave_withdrawn", subject=application, after=after)
            return None
        return settle_application(
            actor=actor,
            application=application,
            outcome=outcome,
            settled_on=decided.adjusted_on,
            in_part=bool(decided.treatment.in_part),
            undecided=decided.treatment.outcome == Outcome.UNDECIDED,
        )


def _stated(pks: Collection[int]) -> QuerySet[Application, Any]:
    """Applications, a row for each amount that the statement proposes."""
    rows = Application.objects.filter(pk__in=pks).annotate(
        year=F("statement__amounts__year"),
        kr=F("statement__amounts__amount_kr"),
        of=F("statement__amounts__organisation__name"),
        owned_by=F("owner__name"),
        payout=F("statement__payout_rule"),
    )
    return rows.values_list(
        "pk", "name", "owned_by", "period_from", "period_to", "year", "kr", "of", "payout"
    )


def _proposed(pks: Collection[int]) -> QuerySet[ProposedAmount, Any]:
    """The amounts that statements propose, by the applications' keys."""
    rows = ProposedAmount.objects.filter(statement__application__in=pks)
    return rows.values_list("statement__application", "organisation", "year", "amount_kr")


@Kept
def _waiting(meeting: Any) -> QuerySet[Application]:
    """The applications that a meeting is offered, in the order that its agenda gets them."""
    kind = SubjectKind.APPLICATION
    listed = AgendaItem.objects.filter(meeting=meeting, subject_kind=kind)
    proposed = ProposedAmount.objects.filter(statement__application=OuterRef("pk")).order_by()
    sums = proposed.values("statement").annotate(kr=Sum("amount_kr")).values("kr")
    found = Application.objects.filter(state__in=[State.PREPARED, State.POSTPONED])
    found = found.exclude(pk__in=listed.values("subject_id")).select_related("owner", "matter")
    told = found.annotate(stated_kr=Subquery(sums), **last_said(kind, READY))
    return told.order_by("number")[:_MOST]


def _offer(application: Application, meeting: Meeting) -> Offer:
    matter, said = application.matter, preparing_of(application)
    # What a body that prepares has tabled is not ready for the board, unless the board itself has
    # said by when it takes it up; to the body it comes back.
    tabled = said is not None and not said.proposes
    board = left_open(application)
    waits = meeting.body.kind == Body.Kind.BOARD and tabled and not (board and board.back_by)
    return Offer(
        application.pk,
        (
            application.name,
            application.owner.name,
            matter.number if matter else "–",
            state_words(application, is_office=True)[0],
            _proposal_in_short(application, said),
        ),
        waits,
    )


def _proposal_in_short(application: Application, said: Preparing | None) -> str:
    """How the board left it, that it was not handled, whose proposal stands, and what it is."""
    board = left_open(application)
    told = [left_told(board)] if board is not None else []
    if unhandled := was_not_handled_in(application, "ansökan"):
        told.append(f"{unhandled}.")
    if said is not None and said.proposes:
        return " ".join([*told, f"{said.mark}: {said.proposes}"])
    if said is not None:
        told.append(left_told(said))
    stated = vars(application).get("stated_kr") or 0
    return " ".join([*told, f"Tjänsteutlåtandet: {kr_or_refusal(stated)}"])


def left_told(said: Preparing) -> str:
    """What a body said of an application that was not settled, why and by when it comes back:
    ``Styrelsen § 5/2024 den 12 september 2024: bordlagd. Skäl: budgeten saknas.``"""
    return f"{said.sentence}.{told_back(said.because, said.back_by)}"


def _was_tabled(application: Application) -> bool:
    """Whether the board had tabled it when it was put on the agenda it is now taken off."""
    put = entries_about(application).filter(verb="schedule_application").last()
    return put is not None and (put.before or {}).get("state") == State.POSTPONED


def _locked(pk: int) -> Application:
    """The application, locked and read anew: its applicant may have taken it back a moment ago."""
    return for_change(Application.objects.all()).get(pk=pk)
