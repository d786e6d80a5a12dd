"""What the summons and the members' page say of each item: the matter, and who proposes what."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from samordna.documents.pdf.papers.meeting import AgendaItem as PaperItem
from samordna.flows.services import put_on_agenda
from samordna.flows.subjects.application import ApplicationSubject
from samordna.flows.tests.test_proposals import board, proposed
from samordna.flows.tests.test_proposals import place as place_proposal
from samordna.flows.tests.test_proposed_grants import DAY, Prepared, cast, kr, opened
from samordna.meetings.models import AgendaItem, Meeting
from samordna.meetings.papers.summons import summons_paper
from samordna.meetings.subjects import SubjectKind
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast
from tests.support.standings.board import lock, signed

__all__ = ["cast"]


def paper_of(item: AgendaItem) -> PaperItem:
    """The item as the summons has it."""
    with story.on(DAY):
        paper = summons_paper(Meeting.objects.get(pk=item.meeting_id))
    return next(found for found in paper.agenda if found.number == str(item.position))


def page_of(cast: Cast, client: Client, item: AgendaItem, who: str = "chair") -> str:
    """What a member reads of the item on the planning page."""
    meeting = Meeting.objects.get(pk=item.meeting_id)
    Meeting.objects.filter(pk=meeting.pk, state="planned").update(state=Meeting.State.SUMMONED)
    client.force_login(cast.people[who])
    with story.on(DAY):
        html = client.get(f"/uppsala/sammantraden/{meeting.number}/").content.decode()
    assert f'href="#arende-{item.pk}"' in html
    text = html.partition(f'id="arende-{item.pk}"')[2].partition("</section>")[0]
    return " ".join(text.replace('<span class="whole">', "").replace("</span>", "").split())


def words(item: PaperItem) -> str:
    assert item.proposal is not None
    return " ".join(item.proposal.items)


def stated(prepared: Prepared) -> tuple[str, ...]:
    """What the statement proposes: all that was applied for, in all and to each party."""
    return (
        f"Tjänsteutlåtandet föreslår {kr(prepared.stated)}.",
        "Heby kommun föreslås få de sökta 400\xa0000\xa0kr: 200\xa0000\xa0kr för 2025 och "
        "200\xa0000\xa0kr för 2026.",
        "Arbetsförmedlingen föreslås få de sökta 200\xa0000\xa0kr: 150\xa0000\xa0kr för 2025 och "
        "50\xa0000\xa0kr för 2026.",
    )


def test_both_amounts_are_said_where_the_committee_proposes_another(
    cast: Cast, client: Client
) -> None:
    prepared = Prepared(cast, "amended", part=True)
    item = prepared.on_board()
    told = paper_of(item)
    both = (
        f"{prepared.mark} den 12 september 2024 föreslår att ansökan beviljas till en del, "
        f"{kr(prepared.half)} av sökta {kr(prepared.stated)}: Heby kommun 100\xa0000\xa0kr för "
        "2025 och 100\xa0000\xa0kr för 2026; Arbetsförmedlingen 75\xa0000\xa0kr för 2025 och "
        "25\xa0000\xa0kr för 2026.",
        *stated(prepared),
    )
    assert told.proposed_by == both
    assert kr(prepared.half) in words(told) and kr(prepared.stated) not in words(told)
    assert told.background == item.background
    html = page_of(cast, client, item)
    assert all(sentence in html for sentence in (" ".join(s.split()) for s in both))
    assert "Förslag till beslut" in html


def test_a_refusal_is_proposed_as_that(cast: Cast, client: Client) -> None:
    prepared = Prepared(cast, "rejected")
    told = paper_of(prepared.on_board())
    assert words(told) == "avslå ansökan."
    assert told.proposed_by == (
        f"{prepared.mark} den 12 september 2024 föreslår avslag.",
        *stated(prepared),
    )


def test_the_statement_alone_is_said(cast: Cast) -> None:
    prepared = Prepared(cast, "postponed", back_because="budgeten saknas")
    told = paper_of(prepared.on_board())
    assert told.proposed_by == stated(prepared)
    assert "Skäl: budgeten saknas." in told.background


@pytest.mark.parametrize(
    ("outcome", "what"), [("approved", "detta"), ("rejected", "avslag på detta")]
)
def test_what_a_committee_proposes_of_an_ordinary_matter(
    cast: Cast, client: Client, outcome: str, what: str
) -> None:
    meeting = proposed(cast, {"resor": outcome})
    item = place_proposal(cast, board(cast), story.item(meeting, "resor"))
    told = paper_of(item)
    assert told.proposed_by == (f"Arbetsutskottet § 3/2024 den 12 september 2024 föreslår {what}.",)
    assert words(told) == "godkänna riktlinjer för resor."
    assert f"föreslår {what}." in page_of(cast, client, item)


def test_what_was_tabled_says_when_and_why(cast: Cast, client: Client) -> None:
    meeting = story.plan(cast)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SUMMONED)
    minutes = lock(cast, meeting, {"resor": "postponed"})
    treatment = story.item(meeting, "resor").treatment
    type(treatment).objects.filter(pk=treatment.pk).update(
        back_because="budgeten saknas", back_by=date(2024, 10, 10)
    )
    signed(cast, minutes)
    item = put_on_agenda(
        actor=story.keeper(cast),
        meeting=board(cast),
        kind=SubjectKind.EARLIER_ITEM,
        subject_id=story.item(meeting, "resor").pk,
    )
    earlier = (
        "Ärendet bordlades av styrelsen den 12 september 2024, § 3/2024. Skäl: budgeten saknas. "
        "Det ska tas upp igen senast den 10 oktober 2024."
    )
    told = paper_of(item)
    assert told.background == earlier
    assert (words(told), told.proposed_by) == ("godkänna riktlinjer för resor.", ())
    assert earlier in page_of(cast, client, item)


@pytest.mark.parametrize(("who", "path"), [("chair", ""), ("registrar", "kallelse/")])
def test_the_page_with_what_two_propose_asks_within_the_limit(
    cast: Cast, client: Client, django_assert_max_num_queries: Any, who: str, path: str
) -> None:
    item = Prepared(cast, "amended", part=True).on_board()
    Meeting.objects.filter(pk=item.meeting_id).update(state=Meeting.State.SUMMONED)
    client.force_login(cast.people[who])
    url = f"/uppsala/sammantraden/{item.meeting.number}/{path}"
    with story.on(DAY):
        client.get(url)
        with django_assert_max_num_queries(12):
            html = client.get(url).content.decode()
    assert f'id="arende-{item.pk}"' in html
    client.force_login(cast.people["registrar"])
    with story.on(DAY), django_assert_max_num_queries(12):
        client.get(f"/uppsala/sammantraden/{item.meeting.number}/")


def test_a_grant_against_a_proposed_refusal_begins_with_what_the_statement_proposes(
    cast: Cast,
) -> None:
    prepared = Prepared(cast, "rejected")
    item = prepared.on_board()
    opened(cast, item.meeting)
    granted = story.decide(cast, item.meeting, "Ansökan", "amended")
    found = {(a.organisation_id, a.year): a.amount_kr for a in granted.amounts.all()}
    assert found == prepared.stated


def test_a_grant_against_the_statements_refusal_begins_with_what_was_applied_for(
    cast: Cast,
) -> None:
    prepared = Prepared(cast, "postponed")
    amounts = prepared.application.statement.amounts
    amounts.update(amount_kr=0)
    item = prepared.on_board()
    opened(cast, item.meeting)
    granted = story.decide(cast, item.meeting, "Ansökan", "amended")
    pk = prepared.application.pk
    applied = ApplicationSubject().applied_amounts([pk])[pk]
    assert amounts.count() == granted.amounts.count() and any(applied.values())
    for row in granted.amounts.all():
        assert row.amount_kr == applied[row.organisation_id, row.year]
