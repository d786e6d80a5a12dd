"""Paragraphs with several blocks, elections and the body's own words, at the table and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django_scopes import scope

from samordna.kernel.money import NBSP
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting, Treatment
from samordna.meetings.papers.minutes import minutes_paper
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.services.decisions import MOST_BLOCKS, save_decision
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.services.table import close_meeting
from samordna.meetings.tests import story
from samordna.parties.models import AssociationSetting, Body
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


@pytest.fixture
def committee(cast: Cast) -> Cast:
    """The body is an arbetsutskott: it prepares for the board."""
    cast.board.kind, cast.board.name = Body.Kind.WORKING_COMMITTEE, "Arbetsutskottet"
    cast.board.save()
    return cast


def _sitting(cast: Cast, agenda: str = story.AGENDA) -> Meeting:
    meeting = story.opened(cast, agenda)
    set_all_present(actor=story.keeper(cast), meeting=meeting)
    viola = story.person(meeting, "Viola")
    choose_adjuster(actor=story.keeper(cast), meeting=meeting, attendee=viola)
    return meeting


def _told(meeting: Meeting) -> dict[int, list[tuple[str, list[str]]]]:
    """What the minutes say in each paragraph: the words above the clauses, and these."""
    paper = minutes_paper(load_proceedings(Meeting.objects.get(pk=meeting.pk)))
    return {
        p.number: [(d.intro, [c.replace(NBSP, " ") for c in d.items]) for d in p.decisions]
        for p in paper.paragraphs
    }


def test_who_prepares_decides_its_own_and_proposes_the_boards(committee: Cast) -> None:
    meeting = _sitting(committee)
    story.decide_all(committee, meeting)
    told = _told(meeting)
    assert [told[number][0][0] for number in (1, 2, 3, 4, 5)] == [
        "Arbetsutskottet beslutar",  # who adjusts
        "Arbetsutskottet beslutar",  # its own list
        "Arbetsutskottet föreslår styrelsen besluta",
        "Arbetsutskottet föreslår styrelsen besluta",
        "Arbetsutskottet beslutar",  # puts the information on file
    ]
    assert told[2][0][1] == ["fastställa föredragningslistan."]
    story.decide(committee, meeting, "Riktlinjer", "postponed")
    assert _told(meeting)[3] == [
        ("Arbetsutskottet beslutar", ["bordlägga ärendet till ett kommande sammanträde."])
    ]


class Page:
    """The page of one item, as a browser without script sends it."""

    def __init__(self, cast: Cast, meeting: Meeting, heading: str, client: Any) -> None:
        client.force_login(cast.people["registrar"])
        self.client, self.item = client, story.item(meeting, heading)
        self.path = f"/uppsala/sammantraden/{meeting.number}/"

    def read(self) -> dict[str, Any]:
        with story.on(story.MEETING_DAY):
            page = self.client.get(f"{self.path}vid-bordet/?punkt={self.item.pk}")
        form = page.context["decision_form"]
        return {b.html_name: "" if b.value() is None else b.value() for b in form}

    def send(self, **changes: Any) -> Any:
        with story.on(story.MEETING_DAY):
            return self.client.post(
                f"{self.path}punkt/{self.item.pk}/beslut/", {**self.read(), **changes}, follow=True
            )


def test_a_paragraph_with_a_decision_and_a_proposal_is_made_in_the_page(
    committee: Cast, client: Any
) -> None:
    meeting = _sitting(committee)
    story.decide(committee, meeting, "Riktlinjer")
    page = Page(committee, meeting, "Riktlinjer", client)
    page.send(nytt_block="1")
    page.send(satser_2="kontakta kommunen\nbetala högst 10 000 kr", akt_2="decides")
    assert _told(meeting)[1] == [
        ("Arbetsutskottet föreslår styrelsen besluta", ["godkänna riktlinjer för resor."]),
        ("Arbetsutskottet beslutar", ["kontakta kommunen, samt", "betala högst 10 000 kr."]),
    ]
    treatment = Treatment.objects.get()
    assert f"10{NBSP}000{NBSP}kr" in treatment.blocks[1]["clauses"][1]["own"]
    page.send(akt_2="informs")
    assert _told(meeting)[1][1][0] == "Arbetsutskottet informerar"
    answer = page.send(akt_1="nothing")
    assert [lead for lead, _ in _told(meeting)[1]] == ["Arbetsutskottet informerar"]
    assert "beslutad men har ingen att-sats" in answer.content.decode()
    page.send(ta_bort_block="2", akt_1="")
    assert len(_told(meeting)[1]) == 1
    page.send(ta_bort_block="1")  # the one about the proposal stays
    assert len(_told(meeting)[1]) == 1


def test_what_the_body_does_as_usual_is_offered_once(committee: Cast, client: Any) -> None:
    meeting = _sitting(committee)
    story.decide(committee, meeting, "Riktlinjer")
    page = Page(committee, meeting, "Riktlinjer", client)

    def offered() -> list[str]:
        with story.on(story.MEETING_DAY):
            shown = client.get(f"{page.path}vid-bordet/?punkt={page.item.pk}")
        return [label for _, label in shown.context["decision_form"]["akt_1"].field.widget.choices]

    assert offered() == ["Som vanligt (föreslår)", "beslutar", "informerar", "inget beslut"]
    # What somebody chose is no usual thing, and may be the usual one said outright.
    page.send(akt_1="informs")
    assert offered() == ["Som vanligt (föreslår)", "beslutar", "informerar", "inget beslut"]
    page.send(akt_1="proposes")
    assert offered()[:3] == ["Som vanligt (föreslår)", "beslutar", "föreslår"]


def test_the_saved_outcome_is_told_where_it_is_chosen_and_its_lack_leads_there(
    committee: Cast, client: Any
) -> None:
    meeting = _sitting(committee)
    story.decide(committee, meeting, "Riktlinjer")
    Treatment.objects.update(outcome="")
    page = Page(committee, meeting, "Riktlinjer", client)
    number = Treatment.objects.get().paragraph

    def html(answer: Any) -> str:
        return str(answer.content.decode()).replace("\u00a0", " ")

    with story.on(story.MEETING_DAY):
        shown = html(client.get(f"{page.path}vid-bordet/?punkt={page.item.pk}"))
        over = html(client.get(f"{page.path}protokoll/"))
    assert '<fieldset class="choices" aria-describedby="beslut-utgang">' in shown
    assert f'<p id="beslut-utgang">Ingen utgång är vald i § {number}.</p>' in shown
    assert '<a href="#id_outcome_0">Välj utgång</a>' in shown and 'id="id_outcome_0"' in shown
    assert f"vid-bordet/?punkt={page.item.pk}#id_outcome_0" in over
    form = {**page.read(), "outcome": "amended"}
    with story.on(story.MEETING_DAY):
        saved = html(
            client.post(
                f"{page.path}punkt/{page.item.pk}/beslut/", form, headers={"HX-Request": "true"}
            )
        )
    assert f'<p id="beslut-utgang">Sparad utgång i § {number}: Med ändring.</p>' in saved


@pytest.mark.parametrize("outcome", ["rejected", "postponed", "remitted", "noted", "undecided"])
def test_a_line_that_does_not_stand_with_the_outcome_is_told_of(
    cast: Cast, client: Any, outcome: str
) -> None:
    meeting = _sitting(cast)
    story.decide(cast, meeting, "Riktlinjer")
    page = Page(cast, meeting, "Riktlinjer", client)
    page.send(nytt_block="1")
    page.send(satser_2="ge kansliet i uppdrag att bjuda in kommunen", akt_2="decides")

    def told() -> list[str]:
        found = load_proceedings(Meeting.objects.get(pk=meeting.pk)).findings
        return [f.message for f in found if f.code == "lines-left-out"]

    assert told() == []
    page.send(outcome=outcome)
    assert "bjuda in kommunen" not in str(_told(meeting))
    (said,) = told()
    assert "”ge kansliet i uppdrag att bjuda in kommunen”. Skriv det igen i blocket" in said
    page.send(satser_2="ge kansliet i uppdrag att bjuda in kommunen")
    assert told() == []
    assert "bjuda in kommunen" in str(_told(meeting))


def test_blocks_have_an_end(cast: Cast) -> None:
    treatment = story.decide(cast, _sitting(cast), "Riktlinjer")
    for _ in range(MOST_BLOCKS - 1):
        treatment = save_decision(
            actor=story.keeper(cast),
            treatment=treatment,
            revision=treatment.revision,
            decision={"add_block": "decides"},
        )
    with pytest.raises(NotPossible, match="högst 8 block"):
        save_decision(
            actor=story.keeper(cast),
            treatment=treatment,
            revision=treatment.revision,
            decision={"add_block": "decides"},
        )


def test_what_was_written_in_a_block_that_another_took_away_is_not_lost(
    cast: Cast, client: Any
) -> None:
    meeting = _sitting(cast)
    story.decide(cast, meeting, "Riktlinjer")
    page = Page(cast, meeting, "Riktlinjer", client)
    page.send(nytt_block="1")
    mine = {**page.read(), "satser_2": "tacka kansliet"}
    page.send(ta_bort_block="2")
    with story.on(story.MEETING_DAY):
        url = f"{page.path}punkt/{page.item.pk}/beslut/"
        answer = client.post(url, mine)
        assert answer.status_code == 422
        assert "tacka kansliet" in answer.content.decode()
        client.post(url, {**mine, "over": Treatment.objects.get().revision})
    assert _told(meeting)[1][1] == ("Styrelsen beslutar", ["tacka kansliet."])


def test_nothing_decided_is_told(cast: Cast) -> None:
    meeting = _sitting(cast)
    story.decide(cast, meeting, "Riktlinjer", "undecided")
    assert _told(meeting)[1] == [("Styrelsen fattar inget beslut i ärendet.", [])]


def test_the_heading_of_the_decision_stands_where_something_is_decided(cast: Cast) -> None:
    meeting = _sitting(cast)

    def place() -> int | None:
        paper = minutes_paper(load_proceedings(Meeting.objects.get(pk=meeting.pk)))
        return paper.paragraphs[0].decides_from

    treatment = story.decide(cast, meeting, "Riktlinjer", "undecided")
    assert place() is None
    treatment = story.decide(cast, meeting, "Riktlinjer", "approved", add_block="decides")
    assert place() == 0
    main, other = treatment.blocks
    treatment.blocks = [{**main, "act": "informs"}, other]
    treatment.save()
    assert place() is None  # the other block says nothing yet
    line = {**main["clauses"][0], "own": "trycka planen"}
    treatment.blocks = [{**main, "act": "informs"}, {**other, "clauses": [line]}]
    treatment.save()
    assert place() == 1


# Elections ----------------------------------------------------------------------------------------


@pytest.fixture
def election(cast: Cast, client: Any) -> tuple[Meeting, Page]:
    meeting = _sitting(cast)
    story.item(meeting, "Riktlinjer").__class__.objects.filter(
        pk=story.item(meeting, "Riktlinjer").pk
    ).update(kind="election", heading="Val av firmatecknare")
    story.decide(cast, meeting, "firmatecknare", clauses=[])
    return meeting, Page(cast, meeting, "firmatecknare", client)


def test_a_tied_election_waits_for_the_lot_and_tells_who_drew_it(
    cast: Cast, election: tuple[Meeting, Page]
) -> None:
    meeting, page = election
    page.send(candidates="Lars Lind 2\nAlva Alm: 2\nTage Torn 1 röst", seats="1")
    said = [f.message for f in load_proceedings(Meeting.objects.get(pk=meeting.pk)).findings]
    assert any("Lika röstetal mellan Lars Lind och Alva Alm: dra lott" in one for one in said)
    page.send(drawn="Alva Alm")
    said = [f.message for f in load_proceedings(Meeting.objects.get(pk=meeting.pk)).findings]
    assert any(one.endswith("Anteckna vem som drog lotten.") for one in said)
    page.send(drawn_by="Orvar Orre")
    assert _told(meeting)[1] == [("Styrelsen beslutar", ["utse Alva Alm till firmatecknare."])]
    (vote,) = minutes_paper(load_proceedings(meeting)).paragraphs[0].votes
    assert vote.heading == "Val"
    assert vote.outcome == (
        "Lika röstetal mellan Lars Lind och Alva Alm. Orvar Orre drog lott, som gav Alva Alm."
    )
    for heading in ("Val av justerare", "Fastställande", "Internkontroll"):
        story.decide(cast, meeting, heading)
    with story.on(story.MEETING_DAY):
        close_meeting(actor=story.keeper(cast), meeting=meeting)
        assert lock_minutes(actor=story.keeper(cast), meeting=meeting).pk


@pytest.mark.parametrize(
    ("candidates", "said"),
    [
        ("Lars Lind", "saknar namn eller antal röster"),
        ("12", "saknar namn eller antal röster"),
        ("Lars Lind 5\nAlva Alm 4", "fler röster än de 5 som kunde avges"),
    ],
)
def test_what_is_no_election_is_said(
    election: tuple[Meeting, Page], candidates: str, said: str
) -> None:
    meeting, page = election
    answer = page.send(candidates=candidates, seats="1").content.decode()
    found = " ".join(f.message for f in load_proceedings(meeting).findings)
    assert said in answer + found


# The body's own words and rule --------------------------------------------------------------------


def _set(cast: Cast, key: str, value: Any) -> None:
    AssociationSetting.objects.create(
        association=cast.association, body=cast.board, key=key, value=value,
        valid_from=date(2024, 1, 1),
    )  # fmt: skip


def test_the_association_decides_where_it_says_so(cast: Cast) -> None:
    _set(cast, "lead", "association")
    meeting = _sitting(cast)
    story.decide(cast, meeting, "Riktlinjer")
    assert _told(meeting)[1][0][0] == "Samordningsförbundet beslutar"


def test_a_body_has_the_quorum_that_was_said(cast: Cast) -> None:
    _set(cast, "quorum", {"rule": "at_least", "number": 2})
    meeting = story.opened(cast)
    story.seat(cast, meeting, "Orvar")
    story.decide(cast, meeting, "Riktlinjer")
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    assert "quorum-lacking" in {f.code for f in proceedings.findings}
    story.seat(cast, meeting, "Viola")
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    assert "quorum-lacking" not in {f.code for f in proceedings.findings}


def test_amounts_keep_together_in_every_text_at_the_table(cast: Cast, client: Any) -> None:
    meeting = _sitting(cast)
    story.decide(cast, meeting, "Riktlinjer")
    page = Page(cast, meeting, "Riktlinjer", client)
    texts = dict.fromkeys(("background", "claims", "reservations"), "Lars nämner 10 256 000 kr.")
    page.send(**texts)
    treatment = Treatment.objects.get()
    for name in texts:
        assert f"10{NBSP}256{NBSP}000{NBSP}kr" in getattr(treatment, name), name
