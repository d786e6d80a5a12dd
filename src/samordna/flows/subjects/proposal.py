"""What a body that prepares has proposed to the board, in an item of its adjusted minutes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet
from django.db.models.functions import JSONObject

from samordna.ground.locking import for_change
from samordna.kernel.dates import format_long
from samordna.kernel.wording.clauses import Clause, clauses_of, proposed
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import AgendaAttachment, AgendaItem, Meeting
from samordna.meetings.papers.words import body_in_text
from samordna.meetings.proceedings.decisions import the_treatment
from samordna.meetings.queries.lists import proposed_items, returned_before
from samordna.meetings.rules.blocks import Standing
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.subjects import Offer, Offers, Planned, Subject, SubjectKind
from samordna.parties.actors import Actor
from samordna.parties.models import Body

#: The most items that a planning page offers at once.
_MOST = 50


class ProposalSubject(Subject):
    """It is offered to the board's next agenda, until it stands on one or is let go. The board
    settles its own item; the minutes of the body that proposed stay as they are."""

    kind = SubjectKind.PROPOSAL
    counted = ("Ett förslag", "förslag")

    def offers(self, meeting: Meeting) -> Offers | None:
        """What other bodies have proposed before this meeting of the board. No query where the
        agenda has been read with it."""
        if meeting.body.kind != Body.Kind.BOARD:
            return None
        waiting = getattr(meeting, "returned", None)  # what the agenda's query brought along
        if waiting is None:
            waiting = returned_before(meeting)
        others = [item for item in waiting if item.meeting.body_id != meeting.body_id]
        return Offers(
            kind=self.kind,
            heading="Förslag till styrelsen",
            about="Punkten får det som organet föreslår som förslag till beslut, med rubrik, text "
            "och bilagor; föreslår det avslag, det förslag som då avslås. Texten säger vem som "
            "föreslog det, när och i vilken paragraf.",
            columns=("Punkt", "Förslag från", "Sammanträde"),
            rows=[_offer(item) for item in others[:_MOST]],
            chosen=True,
        )

    def planned(self, meeting: Meeting, pk: int) -> Planned:
        """What is proposed, by whom and where, with the papers of the item."""
        papers = Prefetch(
            "attachments", AgendaAttachment.objects.select_related("version__document")
        )
        item = proposed_items().filter(pk=pk).prefetch_related(papers).first()
        if item is None or meeting.body.kind != Body.Kind.BOARD:
            raise NotPossible(
                "Förslaget väntar inte på styrelsen: det står redan på en föredragningslista, har "
                "utgått, eller är inte justerat."
            )
        treatment = the_treatment(item)
        text = treatment.background or item.background
        return Planned(
            name=f"”{item.heading}”",
            heading=item.heading,
            kind=AgendaItem.Kind.DECISION,
            presenter=item.presenter,
            background=f"{was_proposed(item)}\n\n{text}".strip(),
            proposal=_to_decide(item),
            matter=item.matter,
            papers=[paper.version for paper in item.attachments.all()],
        )

    def words_of(self, pk: int | None) -> Standing:
        """Where the body proposes to refuse, its own words are those of the refusal."""
        item = AgendaItem.objects.select_related("treatment").filter(pk=pk or 0).first()
        if item is None or not _refuses(item):
            return self.words
        return {**self.words, Outcome.REJECTED: list(the_treatment(item).proposes)}

    def placed(self, actor: Actor, meeting: Meeting, pk: int) -> None:
        """The row is locked, and asked anew, so that two agendas do not get it at once."""
        for_change(AgendaItem.objects.all()).get(pk=pk)
        if not proposed_items().filter(pk=pk).exists():
            raise NotPossible("Förslaget står redan på en annan föredragningslista.")

    def became(self) -> QuerySet[AgendaItem, Any]:
        """Those let go."""
        gone = AgendaItem.objects.filter(pk=OuterRef("subject_id"), let_go_on__isnull=False)
        return gone.values(told=JSONObject(heading="heading", reason="let_go_reason"))

    def remark(self, item: AgendaItem, became: Mapping[str, Any]) -> str:
        """Let go meanwhile."""
        return f"”{became['heading']}” har utgått: {became['reason']}"


def _refuses(item: AgendaItem) -> bool:
    """Whether the body proposes that the board refuses what was proposed in the item."""
    return the_treatment(item).outcome == Outcome.REJECTED and bool(item.proposal)


def _to_decide(item: AgendaItem) -> list[Clause]:
    """What the board says yes or no to: what the body proposes, and where that is to refuse, what
    is to be refused. To refuse a refusal would say nothing of the matter."""
    return clauses_of(item.proposal) if _refuses(item) else proposed(the_treatment(item).proposes)


def was_proposed(item: AgendaItem) -> str:
    """By whom, when and in which paragraph an item was proposed, as a sentence."""
    meeting, treatment = item.meeting, the_treatment(item)
    by = body_in_text(meeting)
    what = "att förslaget avslås" if _refuses(item) else "beslutet"
    return (
        f"{by[:1].upper()}{by[1:]} föreslog {what} den {format_long(meeting.held_on)}, "
        f"§ {treatment.paragraph}/{meeting.held_on.year}."
    )


def _offer(item: AgendaItem) -> Offer:
    by = f"{item.meeting.body.name} § {the_treatment(item).paragraph}"
    return Offer(item.pk, (item.heading, by, str(item.meeting.held_on)))
