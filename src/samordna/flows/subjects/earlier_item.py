"""An item of an earlier meeting of the body, tabled, remitted or never reached, that comes back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from samordna.flows.subjects.taken_back import how_taken_back, of_its_matter
from samordna.flows.waived import ENDED, TAKEN_BACK_ADVICE, what_to_do
from samordna.funding.models import Application
from samordna.ground.locking import for_change
from samordna.journal.services import journal
from samordna.kernel.dates import format_long
from samordna.kernel.money import format_kr
from samordna.kernel.sentences import listed
from samordna.kernel.wording.clauses import clauses_of
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import AgendaAttachment, AgendaItem, Meeting
from samordna.meetings.proceedings.decisions import told_back, treatment_of
from samordna.meetings.proceedings.load import was_not_handled
from samordna.meetings.queries.lists import returned_before, returned_items
from samordna.meetings.queries.remarks import day, headings_of, same_heading
from samordna.meetings.rules.blocks import Standing
from samordna.meetings.rules.not_handled import IN_SHORT, not_handled
from samordna.meetings.rules.outcomes import OPEN_REST, SETTLING, Outcome, Rest
from samordna.meetings.subjects import (
    Decided,
    Offer,
    Offers,
    Planned,
    Remark,
    Subject,
    SubjectKind,
    left_by_year,
    subject_of,
)
from samordna.parties.actors import Actor
from samordna.parties.models import Body, Organisation

#: The most items that a planning page offers at once.
_MOST = 50

_NO_PROPOSAL: Final[Mapping[str, str]] = {
    Outcome.APPROVED: "Det som inte beviljades har inget förslag att följa. Ska det beviljas söks "
    "det som tillägg; välj ”Med ändring” om styrelsen beslutar något annat."
}

_BECAME = {
    Outcome.POSTPONED: "bordlades",
    Outcome.REMITTED: "återremitterades",
    Outcome.UNDECIDED: "lämnades utan beslut",
}


class EarlierItemSubject(Subject):
    """What was not settled is offered to the body's next agenda, until it stands on one."""

    kind = SubjectKind.EARLIER_ITEM
    counted = ("En punkt", "punkter")
    see_to = f"{ENDED} {TAKEN_BACK_ADVICE}"
    see_to_rules_out = SETTLING

    def offers(self, meeting: Meeting) -> Offers | None:
        """The body's items that are to come up again, of meetings before this one. No query
        where the agenda has been read with them."""
        waiting = getattr(meeting, "returned", None)  # what the agenda's query brought along
        if waiting is None:
            waiting = returned_before(meeting)
        waiting = [item for item in waiting if item.meeting.body_id == meeting.body_id]
        standing = headings_of(meeting) if waiting else frozenset()
        return Offers(
            kind=self.kind,
            heading="Punkter som ska tas upp igen",
            about="De som är förkryssade läggs på listan när du trycker på knappen; de andra "
            "väntar kvar. En återremitterad punkt kryssar du själv för när den är färdigberedd. "
            "Punkten får sin rubrik, text, sitt förslag och sina bilagor från det tidigare "
            "sammanträdet. Texten säger vad som hände då.",
            columns=("Punkt", "Tidigare", "Sammanträde"),
            rows=[_offer(item, standing) for item in waiting[:_MOST]],
            chosen=True,
        )

    def words_of(self, pk: int | None) -> Standing:
        """Of what a grant left out, words that name the years and the sums; else the usual."""
        granted = _granting_item(pk)
        if granted is None:
            return self.words
        left = left_out(granted)
        what = f"ansökan i den del som inte beviljats{f', {left},' if left else ''}"
        return {
            Outcome.REJECTED: [f"avslå {what.rstrip(',')}"],
            Outcome.POSTPONED: [f"bordlägga {what} till ett kommande sammanträde"],
            Outcome.REMITTED: [f"återremittera {what} till kansliet för vidare beredning"],
            Outcome.NOTED: [f"lägga {what} till handlingarna"],
        }

    def impossible_of(self, pk: int | None) -> Mapping[str, str]:
        """Nothing is proposed of what a grant left out: there is no proposal to follow."""
        return _NO_PROPOSAL if pk is not None and self.of_a_rest([pk]) else self.impossible

    def of_a_rest(self, pks: Collection[int]) -> set[int]:
        """Those whose chain of earlier items begins at a grant. A query a link."""
        left: set[int] = set()
        links = {pk: pk for pk in pks}  # where each has come to in its chain
        while links:
            found = AgendaItem.objects.select_related("treatment").in_bulk(set(links.values()))
            further: dict[int, int] = {}
            for pk, at in links.items():
                item = found.get(at)
                if item is None:
                    continue
                if rest_of(item) is not None:
                    left.add(pk)
                elif item.subject_kind == SubjectKind.EARLIER_ITEM and item.subject_id is not None:
                    further[pk] = item.subject_id
            links = further
        return left

    def planned(self, meeting: Meeting, pk: int) -> Planned:
        """The earlier item with what became of it, its proposal and its papers."""
        papers = Prefetch(
            "attachments", AgendaAttachment.objects.select_related("version__document")
        )
        found = returned_items().filter(pk=pk, meeting__body=meeting.body_id)
        item = found.exclude(meeting=meeting).prefetch_related(papers).first()
        if item is None:
            raise NotPossible(
                "Punkten väntar inte på att tas upp igen: den står redan på en föredragningslista, "
                "har utgått, eller hör till ett annat organ."
            )
        rest = rest_of(item)
        left = _left_told(item) if rest else ""
        return Planned(
            name=f"”{item.heading}”",
            heading=f"{item.heading}, det som inte beviljades" if rest else item.heading,
            kind=item.kind,
            presenter=item.presenter,
            background=f"{became(item)}{left}\n\n{item.background}".strip(),
            proposal=() if rest else clauses_of(item.proposal),
            matter=item.matter,
            papers=[paper.version for paper in item.attachments.all()],
        )

    def placed(self, actor: Actor, meeting: Meeting, pk: int) -> None:
        """The row is locked, and asked anew, so that two agendas do not get it at once."""
        for_change(AgendaItem.objects.all()).get(pk=pk)
        if not returned_items().filter(pk=pk).exists():
            raise NotPossible("Punkten står redan på en annan föredragningslista.")

    def told(self, pk: int) -> Sequence[Organisation]:
        """Whoever the matter that comes back was to be told to: the parties, of an application."""
        origin = _origin(pk)
        if origin is None or origin.subject_id is None:
            return ()
        return subject_of(origin).told(origin.subject_id)

    def readers(self, pk: int) -> frozenset[int]:
        """Those of the matter that comes back."""
        origin = _origin(pk)
        if origin is None or origin.subject_id is None:
            return frozenset()
        return subject_of(origin).readers(origin.subject_id)

    def made_known(self, actor: Actor, decided: Decided) -> None:
        """What has become of the rest of an application is told to whoever applied."""
        granted = _granting_item(decided.subject_id)
        if decided.meeting.body.kind != Body.Kind.BOARD or granted is None:
            return
        if granted.subject_kind != SubjectKind.APPLICATION or granted.subject_id is None:
            return
        application = Application.objects.filter(pk=granted.subject_id).first()
        if application is None:
            return
        if was_not_handled(decided):
            return
        treatment = decided.treatment
        after = {"treatment": treatment.pk, "paragraph": decided.mark, "outcome": treatment.outcome}
        journal(actor=actor, verb="decide_rest", subject=application, after=after)

    def became(self) -> QuerySet[AgendaItem, Any]:
        """Those let go, those that were to come back by a day, and those of an application that
        has been taken back or written off."""
        ended = of_its_matter()
        told = Q(let_go_on__isnull=False) | Q(treatment__back_by__isnull=False) | Q(Exists(ended))
        return AgendaItem.objects.filter(told, pk=OuterRef("subject_id")).values(
            told=JSONObject(
                heading="heading",
                let_go="let_go_on",
                reason="let_go_reason",
                back_by="treatment__back_by",
                ended=Subquery(ended.values("state")[:1]),
                ended_on=Subquery(ended.values("settled_on")[:1]),
            )
        )

    def remark(self, item: AgendaItem, became: Mapping[str, Any]) -> str:
        """Let go meanwhile, or later on an agenda than it was to come back; or the application that
        it is the rest of has ended, before the meeting was over."""
        if became["ended"] is not None and item.meeting.closed_at is None:
            because = how_taken_back(became["ended"], day(became["ended_on"]))
            todo = what_to_do(item.meeting, treatment_of(item))
            said = f"{because.capitalize()}. {todo}."
            return Remark(said, rules_out=SETTLING, because=because)
        if became["let_go"] is not None:
            return f"”{became['heading']}” har utgått: {became['reason']}"
        back_by = day(became["back_by"])
        if back_by is not None and item.meeting.held_on > back_by:
            return f"”{became['heading']}” skulle tas upp igen senast den {format_long(back_by)}."
        return ""

    def to_see_to(self) -> Q:
        """Those of an application that has ended before the meeting was over."""
        about = Q(subject_kind=self.kind, meeting__closed_at=None)
        return about & Q(Exists(of_its_matter()))

    def see_to_in(self, item: AgendaItem) -> str:
        """What is done with it before the meeting, or at the table."""
        return f"{ENDED} {what_to_do(item.meeting, treatment_of(item))}"


def comes_back(item: AgendaItem) -> bool:
    """Whether an item that waits comes back to its own body, rather than being proposed to the
    board."""
    treatment = treatment_of(item)
    return treatment is None or treatment.outcome in _BECAME or rest_of(item) is not None


def rest_of(item: AgendaItem) -> Rest | None:
    """What became of what a grant left out, where that is to come up again."""
    treatment = treatment_of(item)
    rest = Rest(treatment.rest) if treatment is not None and treatment.rest else None
    return rest if rest in OPEN_REST else None


def left_out(item: AgendaItem) -> str:
    """What a grant left out of what was applied for, as sums by year: ”4 000 000 kr för 2026”."""
    left = left_by_year([item]).get(item.pk, {})
    return listed([f"{format_kr(kr)} för {year}" for year, kr in left.items()])


def _left_told(item: AgendaItem) -> str:
    left = left_out(item)
    return f" Det som inte beviljades är {left}." if left else ""


def _granting_item(pk: int | None) -> AgendaItem | None:
    """The item whose grant left something out, by the key of an item that came back of it, also
    where that has been tabled since; None for what is not of a grant."""
    while pk is not None:
        item = AgendaItem.objects.select_related("treatment").filter(pk=pk).first()
        if item is None or rest_of(item) is not None:
            return item
        pk = item.subject_id if item.subject_kind == SubjectKind.EARLIER_ITEM else None
    return None


def _origin(pk: int | None) -> AgendaItem | None:
    """The item that first had the matter of one that has come back, some times over perhaps."""
    item = None
    while pk is not None:
        item = AgendaItem.objects.filter(pk=pk).first()
        back = item is not None and item.subject_kind == SubjectKind.EARLIER_ITEM
        pk = item.subject_id if item is not None and back else None
    return item


def became(item: AgendaItem) -> str:
    """What became of an item at its meeting, as a sentence."""
    meeting = item.meeting
    day = format_long(meeting.held_on)
    treatment = treatment_of(item)
    if treatment is None:
        what = ", som ställdes in." if _was_cancelled(item) else ", och togs inte upp."
        return (
            f"Punkten stod på föredragningslistan för sammanträdet i {meeting.body.in_text} "
            f"den {day}{what}"
        )
    if treatment.not_handled:
        return f"{not_handled(meeting.body.name, meeting.held_on, treatment.paragraph)}."
    mark = f"§ {treatment.paragraph}/{meeting.held_on.year}"
    if rest := rest_of(item):
        what = _BECAME[Outcome(rest)]
        part = f", {treatment.in_part}," if treatment.in_part else ""
        return (
            f"Ansökan beviljades till en del{part} av {meeting.body.in_text} den {day}, {mark}. "
            "Resten "
            f"{what}; ska den beviljas söks den som tillägg."
            f"{told_back(treatment.back_because, treatment.back_by)}"
        )
    what = _BECAME[Outcome(treatment.outcome)]
    return (
        f"Ärendet {what} av {meeting.body.in_text} den {day}, {mark}."
        f"{told_back(treatment.back_because, treatment.back_by)}"
    )


def _offer(item: AgendaItem, standing: Collection[str]) -> Offer:
    """Its row, by what ``standing`` on the agenda has for headings already. What was sent back to
    be prepared waits for that."""
    treatment = treatment_of(item)
    outcome = None
    earlier = "Inställt sammanträde" if _was_cancelled(item) else "Togs inte upp"
    if treatment is not None:
        rest = rest_of(item)
        of_it = "resten " if rest else ""
        outcome = Outcome(rest or treatment.outcome)
        what = of_it + _BECAME[outcome]
        earlier = f"§ {treatment.paragraph}, {IN_SHORT if treatment.not_handled else what}"
    doubled = same_heading(item.heading) in standing
    if doubled:
        earlier += ". En punkt med samma rubrik står redan på listan"
    waits = doubled or outcome is Outcome.REMITTED
    return Offer(item.pk, (item.heading, earlier, str(item.meeting.held_on)), waits)


def _was_cancelled(item: AgendaItem) -> bool:
    return item.meeting.state == Meeting.State.CANCELLED
