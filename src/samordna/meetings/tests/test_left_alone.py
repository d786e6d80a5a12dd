"""A body of which so few came that nobody is left to adjust: its meeting ends all the same,
adjusted or cancelled, and the minutes say who signed alone and why."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import time
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st

from samordna.flows.services import cancel_meeting, sign_and_settle
from samordna.journal.models import JournalEntry
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import (
    AgendaItem,
    Attendee,
    Meeting,
    Minutes,
    MinutesSigner,
    Treatment,
)
from samordna.meetings.papers.minutes import minutes_paper, signatories
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules.chair_and_adjusters import Adjuster, SigningRole, signing_plan
from samordna.meetings.rules.codes import ADJUSTED_ALONE, STOPPING
from samordna.meetings.rules.numbering import written
from samordna.meetings.rules.presence import Absence, Presence, Reason
from samordna.meetings.services.decisions import save_decision
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.presence import choose_adjuster, record_absence, remove_absence
from samordna.meetings.services.signers import replace_signer, shares, stand_ins
from samordna.meetings.services.table import close_meeting, treat_item
from samordna.meetings.services.untaking import untake_item
from samordna.meetings.tests import story
from samordna.meetings.tests.board import BOARD, meeting
from samordna.parties.models import NumberSeries, Person
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.links import link

ALONE = Absence("elsa", 64, 64, Reason.DISQUALIFIED)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


# --- the rule -------------------------------------------------------------------------------------


def two(*absences: Absence) -> Presence:
    """Astrid, the chair, and Elsa are there."""
    few = tuple(one for one in BOARD if one.key in ("astrid", "elsa"))
    return meeting(absences, attendees=few)


def test_who_is_left_alone_signs_alone_and_that_is_told():
    plan = signing_plan(two(ALONE), [Adjuster("elsa")])
    assert [(s.attendee.key, plain(s.label)) for s in plan.signings] == [
        ("astrid", "Ordförande §§ 60–79"),
        ("elsa", "Justerare §§ 60–63 och 65–79"),
    ]
    (finding,) = plan.findings
    assert finding.code == ADJUSTED_ALONE and finding.code not in STOPPING
    assert plain(finding.message).startswith("Bara Astrid Lindqvist tjänstgjorde vid § 64, som")


@pytest.mark.parametrize("reason", [Reason.LEFT, Reason.AWAY, Reason.DISQUALIFIED])
def test_the_same_where_the_chair_is_the_one_who_is_gone(reason):
    plan = signing_plan(two(Absence("astrid", 64, 64, reason)), [Adjuster("elsa")])
    assert [(s.role, plain(written(s.numbers))) for s in plan.signings][-1] == (
        SigningRole.ADJUSTER,
        "§§ 60–63 och 65–79",
    )
    assert ("elsa", (64,)) in [(s.attendee.key, s.numbers) for s in plan.signings]
    assert [f.code for f in plan.findings] == [ADJUSTED_ALONE]


def test_where_another_served_another_adjusts_as_before():
    three = tuple(one for one in BOARD if one.key in ("astrid", "elsa", "farid"))
    plan = signing_plan(meeting([ALONE], attendees=three), [Adjuster("elsa")])
    assert [f.code for f in plan.findings] == ["adjuster-disqualified"]
    abstains = Absence("farid", 64, 64, Reason.ABSTAINS)
    plan = signing_plan(meeting([ALONE, abstains], attendees=three), [Adjuster("elsa")])
    assert [f.code for f in plan.findings] == ["adjuster-disqualified"]


def test_where_nobody_served_nothing_is_decided_and_the_secretary_signs():
    none = two(ALONE, Absence("astrid", 64, 64, Reason.DISQUALIFIED))
    plan = signing_plan(none, [Adjuster("elsa")], {64: "astrid"}, undecided={64})
    assert all(64 not in signing.items for signing in plan.signings)
    assert [f.code for f in plan.findings] == [ADJUSTED_ALONE]
    assert "bara av sekreteraren" in plan.findings[0].message
    plan = signing_plan(none, [Adjuster("elsa")])
    assert [f.code for f in plan.findings] == ["served-by-nobody"]
    assert "”Inget beslut”" in plan.findings[0].message


def test_a_meeting_that_nobody_came_to_has_nobody_to_adjust_it():
    plan = signing_plan(meeting(attendees=()), [], undecided=range(60, 80))
    assert [f.code for f in plan.findings] == ["served-by-nobody"]
    assert "ställ in sammanträdet" in plan.findings[0].message


PEOPLE = BOARD[:5]
REASONS = st.sampled_from([Reason.DISQUALIFIED, Reason.LEFT, Reason.AWAY, Reason.ABSTAINS])


@given(
    st.integers(1, 5),
    st.lists(st.tuples(st.integers(0, 4), st.integers(60, 79), REASONS), max_size=8),
)
def test_a_small_body_always_has_somebody_who_may_sign(count, drawn):
    """Whoever came, whoever left and had jäv: with a chair and an adjuster chosen for each
    paragraph from those who served, the minutes of a meeting that decided nothing lock, or nobody
    served."""
    people = PEOPLE[:count]
    absences = [
        Absence(people[who % count].key, item, item + 3, reason) for who, item, reason in drawn
    ]
    presence = meeting(absences, attendees=people)
    served = {item: presence.serving_at(item) for item in presence.paragraphs}
    chairs = {item: here[0].key for item, here in served.items() if here}
    adjusters = [Adjuster(here[-1].key, frozenset({i})) for i, here in served.items() if here]
    plan = signing_plan(presence, adjusters, chairs, undecided=presence.paragraphs)
    stopping = {f.code for f in plan.findings} & STOPPING
    assert stopping == (set() if any(served.values()) else {"served-by-nobody"})
    for item, here in served.items():
        signs = [s.attendee for s in plan.signings if item in s.items]
        assert len(signs) == len(set(signs)) == min(2, len(here))
        assert set(signs) <= set(here)


# --- whole meetings -------------------------------------------------------------------------------


@pytest.fixture
def cast(db: Any) -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


def undecided(cast: Cast, meeting: Meeting) -> None:
    with story.on(story.MEETING_DAY, 10):
        for row in meeting.items.order_by("position"):
            story.decide(cast, meeting, row.heading, "undecided")


def lock(cast: Cast, meeting: Meeting) -> Minutes:
    keeper = story.keeper(cast)
    with story.on(story.MEETING_DAY, 12):
        fresh = Meeting.objects.get(pk=meeting.pk)
        if fresh.state == Meeting.State.IN_SESSION:
            close_meeting(actor=keeper, meeting=fresh, ended_at=time(11, 40))
        return lock_minutes(actor=keeper, meeting=fresh)


def adjust(cast: Cast, minutes: Minutes) -> Minutes:
    """Everybody who is to sign signs."""
    names = {person.pk: key for key, person in cast.people.items()}
    with story.on(story.MEETING_DAY, 13):
        for person in dict.fromkeys(minutes.signers.values_list("person_id", flat=True)):
            minutes = sign_and_settle(
                actor=cast.actor(names[person], story.MEETING_DAY),
                minutes=Minutes.objects.get(pk=minutes.pk),
            )
    return minutes


@pytest.mark.parametrize("who", ["Orvar", "Viola", "Lars"])
def test_one_came_and_the_minutes_are_adjusted_by_that_one(cast: Cast, who: str) -> None:
    meeting = story.opened(cast)
    story.seat(cast, meeting, who)
    undecided(cast, meeting)
    minutes = lock(cast, meeting)
    assert [s.role for s in minutes.signers.all()] == ["secretary", "chair"]
    assert adjust(cast, minutes).adjusted_on == story.MEETING_DAY
    said = minutes_paper(load_proceedings(Meeting.objects.get(pk=meeting.pk))).paragraphs[0]
    name = story.person(meeting, who).name
    sentence = f"Bara {name} tjänstgjorde vid §§ 1–6, som därför justeras av en enda person."
    assert sentence in map(plain, said.presence)


@pytest.mark.parametrize("outcome", ["undecided", "postponed"])
@pytest.mark.parametrize("biased", ["Orvar", "Viola"])
def test_two_came_and_one_has_jav(cast: Cast, outcome: str, biased: str) -> None:
    meeting = story.opened(cast)
    story.seat(cast, meeting, "Orvar", "Viola")
    keeper = story.keeper(cast)
    choose_adjuster(actor=keeper, meeting=meeting, attendee=story.person(meeting, "Viola"))
    undecided(cast, meeting)
    story.decide(cast, meeting, "resor", outcome)
    about = story.item(meeting, "resor")
    record_absence(
        actor=keeper,
        attendee=story.person(meeting, biased),
        reason="disqualified",
        from_item=about,
        to_item=about,
    )
    minutes = lock(cast, meeting)
    left = "Viola Vik" if biased == "Orvar" else "Orvar Orre"
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    mark = proceedings.places[about.pk]
    assert [s.attendee.name for s in proceedings.plan.signings if mark in s.items] == [left]
    assert f"Bara {left} tjänstgjorde" in " ".join(
        line for p in minutes_paper(proceedings).paragraphs for line in p.presence
    )
    assert adjust(cast, minutes).adjusted_on is not None


def test_both_have_jav_and_the_matter_is_not_handled(cast: Cast) -> None:
    meeting = story.opened(cast)
    story.seat(cast, meeting, "Orvar", "Viola")
    keeper, about = story.keeper(cast), story.item(meeting, "resor")
    choose_adjuster(actor=keeper, meeting=meeting, attendee=story.person(meeting, "Viola"))
    undecided(cast, meeting)
    story.decide(cast, meeting, "resor", "postponed")
    for name in ("Orvar", "Viola"):
        record_absence(
            actor=keeper,
            attendee=story.person(meeting, name),
            reason="disqualified",
            from_item=about,
            to_item=about,
        )
    with pytest.raises(NotPossible, match="Inget beslut"):
        lock(cast, meeting)
    story.decide(cast, Meeting.objects.get(pk=meeting.pk), "resor", "undecided")
    minutes = lock(cast, meeting)
    assert adjust(cast, minutes).adjusted_on is not None
    signed = signatories(load_proceedings(Meeting.objects.get(pk=meeting.pk)))
    where = [plain(one.paragraphs) for one in signed]
    assert where == ["§§ 1–6", "§§ 1–2 och 4–6", "§§ 1–2 och 4–6"]


def _stand_ins(minutes: Minutes, role: str) -> tuple[MinutesSigner, list[str]]:
    signer = minutes.signers.get(role=role)
    signer.minutes = minutes
    return signer, [one.name.split()[0] for one in stand_ins(signer)]


def _replaced(cast: Cast, signer: MinutesSigner, name: str) -> Minutes:
    chosen = next(one for one in stand_ins(signer) if one.name.startswith(name))
    with story.on(story.MEETING_DAY, 12):
        return replace_signer(
            actor=story.keeper(cast),
            signer=signer,
            chosen=story.whole(signer, chosen),
            reason="Avliden; styrelsen valde den 10 oktober, § 2",
        )


def test_nobody_is_left_of_those_who_served_and_the_body_chooses_another(
    cast: Cast, client: Client
) -> None:
    meeting = story.opened(cast)
    story.seat(cast, meeting, "Orvar", "Viola")
    keeper, about = story.keeper(cast), story.item(meeting, "resor")
    choose_adjuster(actor=keeper, meeting=meeting, attendee=story.person(meeting, "Viola"))
    undecided(cast, meeting)
    minutes = lock(cast, meeting)
    chair, may = _stand_ins(minutes, "chair")
    assert may == ["Viola"]
    minutes = _replaced(cast, chair, "Viola")
    signer, may = _stand_ins(minutes, "adjuster")
    assert "Orvar" not in may and {"Lars", "Alva", "Tage"} <= set(may)
    client.force_login(
        cast.people["registrar"], backend="django.contrib.auth.backends.ModelBackend"
    )
    with story.on(story.MEETING_DAY, 12):
        page = link(
            cast.association.slug, "flows:replace_signer", number=meeting.number, pk=signer.pk
        )
        assert "vid sitt nästa sammanträde" in client.get(page).content.decode()
    minutes = _replaced(cast, signer, "Lars")
    signer, may = _stand_ins(minutes, "for_chair")
    assert may[0] == "Orvar" and "Lars" not in may and "Alva" in may
    minutes = _replaced(cast, signer, "Alva")
    signed = signatories(load_proceedings(Meeting.objects.get(pk=meeting.pk)))
    assert [(one.name, one.role) for one in signed][1:] == [
        ("Alva Alm", "I ordförandens ställe, för Orvar Orre"),
        ("Lars Lind", "I justerarens ställe, för Viola Vik"),
    ]
    assert about.pk and adjust(cast, minutes).adjusted_on is not None


def test_the_one_who_is_left_cannot_sign_and_the_one_with_jav_does_not(cast: Cast) -> None:
    meeting = story.opened(cast)
    story.seat(cast, meeting, "Orvar", "Viola")
    keeper, about = story.keeper(cast), story.item(meeting, "resor")
    choose_adjuster(actor=keeper, meeting=meeting, attendee=story.person(meeting, "Viola"))
    undecided(cast, meeting)
    record_absence(
        actor=keeper,
        attendee=story.person(meeting, "Viola"),
        reason="disqualified",
        from_item=about,
        to_item=about,
    )
    minutes = lock(cast, meeting)
    signer, _ = _stand_ins(minutes, "chair")
    names = {part.paragraphs: [one.name for one in part.people] for part in shares(signer)}
    alone = next(people for mark, people in names.items() if plain(mark) == "§ 3")
    assert alone and not any(name.startswith(("Viola", "Orvar")) for name in alone)
    assert [p for mark, p in names.items() if plain(mark) != "§ 3"] == [["Viola Vik, Heby kommun"]]
    with story.on(story.MEETING_DAY, 12):
        minutes = replace_signer(
            actor=keeper,
            signer=signer,
            chosen={part.key: part.people[0] for part in shares(signer)},
            reason="Avliden; styrelsen valde den 10 oktober, § 2",
        )
    assert adjust(cast, minutes).adjusted_on is not None


def test_an_item_that_was_taken_up_by_mistake_is_untaken(cast: Cast) -> None:
    meeting, keeper = story.opened(cast), story.keeper(cast)
    undecided(cast, meeting)
    about = story.item(meeting, "resor")
    written_ = Treatment.objects.select_related("item__meeting").get(item=about)
    save_decision(
        actor=keeper,
        treatment=written_,
        revision=written_.revision,
        decision={"claims": "Lars yrkar avslag."},
    )
    choose_adjuster(
        actor=keeper, meeting=meeting, attendee=story.person(meeting, "Lars"), item=about
    )
    with pytest.raises(NotPossible, match="Skriv varför"):
        untake_item(actor=keeper, item=about, reason=" ")
    untake_item(actor=keeper, item=about, reason="Fel punkt")
    numbers = meeting.items.exclude(treatment=None).order_by("position")
    assert [row.treatment.paragraph for row in numbers] == [1, 2, 3, 4, 5]
    assert NumberSeries.objects.get(kind="paragraph").last == 5
    assert not meeting.adjusters.exists()
    entry = JournalEntry.objects.get(verb="untake_item")
    assert entry.before["claims"] == "Lars yrkar avslag." and entry.before["paragraph"] == 3
    assert entry.after["reason"] == "Fel punkt"
    untake_item(actor=keeper, item=story.item(meeting, "resor"), reason="En gång till")
    assert NumberSeries.objects.get(kind="paragraph").last == 5
    assert treat_item(actor=keeper, item=story.item(meeting, "resor")).paragraph == 6
    written_.item.meeting = meeting
    with pytest.raises(NotPossible, match="inte längre upptaget"):
        save_decision(actor=keeper, treatment=written_, revision=1, decision={"claims": "x"})


def test_who_came_to_nothing_cancels_when_all_is_untaken(cast: Cast) -> None:
    meeting, keeper = story.opened(cast), story.keeper(cast)
    story.decide(cast, meeting, "resor", "undecided")
    with pytest.raises(NotPossible, match="ångrar du det vid bordet"):
        cancel_meeting(actor=keeper, meeting=meeting, reason="Ingen kom")
    with story.on(story.MEETING_DAY, 10):
        close_meeting(actor=keeper, meeting=meeting, ended_at=time(11))
    with pytest.raises(NotPossible, match="läget ”avslutat”"):
        untake_item(actor=keeper, item=story.item(meeting, "resor"), reason="Ingen kom")
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.IN_SESSION)
    untake_item(actor=keeper, item=story.item(meeting, "resor"), reason="Ingen kom")
    cancelled = cancel_meeting(actor=keeper, meeting=meeting, reason="Ingen kom")
    assert cancelled.state == Meeting.State.CANCELLED


def test_the_table_takes_it_back(cast: Cast, client: Client) -> None:
    meeting = story.opened(cast)
    story.decide(cast, meeting, "resor", "undecided")
    about = story.item(meeting, "resor")
    client.force_login(
        Person.objects.get(pk=cast.people["registrar"].pk),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    with story.on(story.MEETING_DAY, 10):
        table = link(cast.association.slug, "meetings:table", number=meeting.number)
        page = client.get(f"{table}?punkt={about.pk}").content.decode()
        url = link(cast.association.slug, "meetings:untake", number=meeting.number, pk=about.pk)
        assert f'href="{url}"' in page
        assert "Ångra att § 1 togs upp?" in client.get(url).content.decode()
        answer = client.post(url, {"reason": "\u200b"}, follow=True)
        assert "Skriv varför" in answer.content.decode()
        page = client.post(url, {"reason": "Fel punkt"}, follow=True).content.decode()
        assert client.get(url)["Location"].startswith(table)
    assert url not in page and "Ta upp" in page
    assert not Treatment.objects.exists()


@pytest.mark.parametrize("seed", range(12))
def test_a_drawn_small_meeting_ends_adjusted_or_cancelled(cast: Cast, seed: int) -> None:
    """One to five of the board came, some left and some had jäv, and all that one does is what the
    pages say."""
    draw = random.Random(seed)  # noqa: S311
    meeting, keeper = story.opened(cast), story.keeper(cast)
    names = draw.sample(["Orvar", "Viola", "Lars", "Alva", "Tage"], draw.randint(1, 3 + seed % 3))
    story.seat(cast, meeting, *names)
    undecided(cast, meeting)
    items = list(meeting.items.select_related("meeting").order_by("position"))
    for name in names:
        if draw.random() < 0.7:
            first = draw.randrange(len(items))
            last = draw.randrange(first, len(items))
            record_absence(
                actor=keeper,
                attendee=story.person(meeting, name),
                reason=draw.choice(["disqualified", "left", "away"]),
                from_item=items[first],
                to_item=items[last],
            )
    _chosen(cast, meeting, items)
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    if any(proceedings.minuted.serving_at(place) for place in proceedings.minuted.items):
        assert adjust(cast, lock(cast, meeting)).adjusted_on is not None
        return
    for absence in proceedings.absences:
        remove_absence(actor=keeper, absence=absence)
    for item in items:
        untake_item(actor=keeper, item=item, reason="Ingen kunde vara med")
    cancelled = cancel_meeting(actor=keeper, meeting=meeting, reason="Ingen kunde vara med")
    assert cancelled.state == Meeting.State.CANCELLED


def _chosen(cast: Cast, meeting: Meeting, items: list[AgendaItem]) -> None:
    """Who leads and who adjusts each paragraph is chosen from those who served at it."""
    keeper = story.keeper(cast)
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    for item in items:
        here = proceedings.minuted.serving_at(proceedings.places[item.pk])
        rows = [Attendee.objects.select_related("meeting").get(pk=int(one.key)) for one in here]
        if len(rows) > 1:
            choose_adjuster(actor=keeper, meeting=meeting, attendee=rows[-1], item=item)
            story.decide(cast, meeting, item.heading, "undecided", chaired_by=rows[0])
