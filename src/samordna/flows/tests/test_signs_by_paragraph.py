"""The paragraphs of one who cannot sign are divided among those who served at each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time

import pytest
from django.test import Client
from django_scopes import scope

from samordna.documents.pdf.tests.reading import text
from samordna.flows.forms import ReplaceForm
from samordna.flows.services import sign_and_settle
from samordna.flows.today import signer_tasks
from samordna.journal.models import JournalEntry
from samordna.letters.models import Letter
from samordna.letters.rules import Kind
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import InStead, Meeting, Minutes, MinutesSigner
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.services.minutes import lock_minutes, recall_minutes
from samordna.meetings.services.presence import (
    choose_adjuster,
    record_absence,
    remove_adjuster,
    set_all_present,
)
from samordna.meetings.services.signers import Share, StandIn, drop_stand_in, replace_signer, shares
from samordna.meetings.services.table import close_meeting
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast

DAY = story.MEETING_DAY


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


@pytest.fixture
def minutes(cast: Cast) -> Minutes:
    """Orvar leads and Viola adjusts; Lars and Alva leave before the second half, and Tage has jäv
    in the first half, so that nobody else served at all of it."""
    meeting = story.opened(cast)
    keeper = story.keeper(cast)
    set_all_present(actor=keeper, meeting=meeting)
    choose_adjuster(actor=keeper, meeting=meeting, attendee=story.person(meeting, "Viola"))
    with story.on(DAY, 10):
        story.decide_all(cast, meeting)
        for name in ("Lars", "Alva"):
            record_absence(
                actor=keeper,
                attendee=story.person(meeting, name),
                reason="left",
                from_item=story.item(meeting, "Internkontroll"),
            )
        record_absence(
            actor=keeper,
            attendee=story.person(meeting, "Tage"),
            reason="disqualified",
            from_item=story.item(meeting, "resor"),
        )
        close_meeting(actor=keeper, meeting=meeting, ended_at=time(11, 40))
        return lock_minutes(actor=keeper, meeting=meeting)


def of(minutes: Minutes, role: str, name: str = "") -> MinutesSigner:
    signer = minutes.signers.get(role=role, name__startswith=name)
    signer.minutes = Minutes.objects.select_related("meeting").get(pk=minutes.pk)
    return signer


def share_out(cast: Cast, signer: MinutesSigner, pick: Callable[[set[str]], str]) -> Minutes:
    """Let those whom ``pick`` takes of the names of each part sign it."""
    parts = shares(signer)
    by_name = [{p.name.split()[0]: p for p in part.people} for part in parts]
    chosen = {part.key: names[pick(set(names))] for part, names in zip(parts, by_name, strict=True)}
    with story.on(DAY):
        return replace_signer(
            actor=story.keeper(cast), signer=signer, chosen=chosen, reason="Svårt sjuk"
        )


@pytest.mark.parametrize(
    ("role", "instead", "signs"),
    [("adjuster", "for_adjust", "chair"), ("chair", "for_chair", "vice_chair")],
)
def test_several_sign_each_their_paragraphs_and_never_the_chair_as_second(
    cast: Cast, minutes: Minutes, role: str, instead: str, signs: str
) -> None:
    signer = of(minutes, role)
    parts = shares(signer)
    assert len(parts) > 1 and not any(part.by_both for part in parts)
    names = {p.name.split()[0] for part in parts for p in part.people}
    assert names == {"Lars", "Alva", "Tage"}
    new = share_out(cast, signer, lambda of_part: "Lars" if "Lars" in of_part else "Tage")
    them = {s.name.split()[0]: s for s in new.signers.filter(role=instead)}
    assert set(them) == {"Lars", "Tage"}
    assert {s.instead_of for s in them.values()} == {signer.name}
    said = text(bytes(new.paper.file.data))
    for name, paragraphs in (("Lars Lind", "§§ 1–3"), ("Tage Torn", "§§ 4–6")):
        words = f"{name} {new.signers.get(name=name).role_words} {paragraphs}"
        assert words in said.replace("\u00a0", " ")
    entry = JournalEntry.objects.filter(verb="replace_signer").latest("pk")
    assert them["Lars"].paragraphs in entry.after["by"] and "Tage Torn" in entry.after["by"]
    with story.on(DAY, 12):
        for who in ("registrar", signs, "member", "member_tierp"):
            signed = sign_and_settle(
                actor=cast.actor(who, DAY), minutes=Minutes.objects.get(pk=new.pk)
            )
    assert signed.adjusted_on == DAY


def test_they_are_told_of_their_own_paragraphs(cast: Cast, minutes: Minutes) -> None:
    signer = of(minutes, "adjuster")
    new = share_out(cast, signer, lambda of_part: "Lars" if "Lars" in of_part else "Tage")
    for name in ("Lars", "Tage"):
        own = new.signers.get(name__startswith=name)
        (letter,) = Letter.objects.filter(
            kind=Kind.MINUTES_TO_SIGN, about_id=new.pk, name__startswith=name
        )
        assert f"i justerarens ställe, för {signer.name}, {own.paragraphs}" in letter.text
        who = "member" if name == "Lars" else "member_tierp"
        (task,) = signer_tasks(cast.actor(who, DAY), DAY)
        assert own.paragraphs in task.why
    (told,) = Letter.objects.filter(kind=Kind.MINUTES_RECALLED, name=signer.name)
    assert "Lars Lind och Tage Torn skriver under det i stället för dig." in told.text


def test_the_page_has_a_choice_for_each_part_and_says_whose_the_choice_is(
    cast: Cast, minutes: Minutes, client: Client
) -> None:
    signer = of(minutes, "adjuster")
    url = f"/uppsala/sammantraden/{minutes.meeting.number}/justera/{signer.pk}/ersatt/"
    client.force_login(cast.people["registrar"])
    with story.on(DAY):
        page = client.get(url).content.decode()
        assert "Ingen annan som kan" not in page and "Orvar" not in page.split("<form", 2)[-1]
        assert page.count("<select") == len(shares(signer))
        assert "Det är organet som väljer" in page and "nästa sammanträde" in page
        part, *others = shares(signer)
        last = {f"stand_in_{others[-1].key}": others[-1].people[-1].key}
        half = client.post(url, {**last, "reason": "Sjuk"})
        assert f"Välj den som skriver under {part.paragraphs} i stället." in half.content.decode()
        typed = {f"stand_in_{other.key}": other.people[-1].key for other in others}
        done = client.post(
            url, {"stand_in": part.people[0].key, **typed, "reason": "Sjuk"}, follow=True
        )
    assert "skriver under i stället för Viola Vik" in done.content.decode()


def test_who_may_not_sign_a_part_is_refused_by_name_and_paragraph(
    cast: Cast, minutes: Minutes
) -> None:
    signer = of(minutes, "adjuster")
    parts = shares(signer)
    lars = next(p for part in parts for p in part.people if p.name.startswith("Lars"))
    with pytest.raises(NotPossible, match=r"Lars Lind.* kan inte skriva under"), story.on(DAY):
        replace_signer(
            actor=story.keeper(cast),
            signer=signer,
            chosen=story.whole(signer, lars),
            reason="Svårt sjuk",
        )
    assert Minutes.objects.get(pk=minutes.pk).withdrawn_at is None


def test_a_stand_in_who_cannot_either_is_replaced_in_turn(cast: Cast, minutes: Minutes) -> None:
    signer = of(minutes, "adjuster")
    new = share_out(cast, signer, lambda of_part: "Lars" if "Lars" in of_part else "Tage")
    second = of(new, "for_adjust", "Lars")
    names = {p.name.split()[0] for part in shares(second) for p in part.people}
    assert "Orvar" not in names and "Viola" in names  # who refused may sign after all
    newest = share_out(cast, second, lambda of_part: "Viola")
    assert newest.signers.get(role="adjuster").paragraphs == second.paragraphs
    assert newest.signers.get(role="for_adjust").name == "Tage Torn"
    assert not InStead.objects.filter(by__name="Lars Lind").exists()


def taken_back(cast: Cast, minutes: Minutes) -> Meeting:
    with story.on(DAY):
        recall_minutes(actor=story.keeper(cast), minutes=minutes, reason="Närvaron rättas")
    return Meeting.objects.get(pk=minutes.meeting_id)


def test_a_stand_in_for_one_paragraph_is_for_that_alone_also_when_adjusters_are_chosen_anew(
    cast: Cast, minutes: Minutes
) -> None:
    keeper = story.keeper(cast)
    meeting = taken_back(cast, minutes)
    of_one = choose_adjuster(
        actor=keeper,
        meeting=meeting,
        attendee=story.person(meeting, "Alva"),
        item=story.item(meeting, "resor"),
    )
    with story.on(DAY):
        second = lock_minutes(actor=keeper, meeting=meeting)
    alva = of(second, "adjuster", "Alva")
    third = share_out(cast, alva, lambda of_part: "Lars")
    meeting = taken_back(cast, third)
    remove_adjuster(actor=keeper, adjuster=of_one)
    choose_adjuster(actor=keeper, meeting=meeting, attendee=story.person(meeting, "Viola"))
    with story.on(DAY):
        last = lock_minutes(actor=keeper, meeting=meeting)
    assert not last.signers.filter(role="for_adjust").exists()
    assert set(last.signers.values_list("name", flat=True)) == {
        s.name for s in minutes.signers.all()
    }


def test_a_stand_in_who_was_not_there_stops_the_lock_and_is_taken_away(
    cast: Cast, minutes: Minutes, client: Client
) -> None:
    keeper = story.keeper(cast)
    signer = of(minutes, "adjuster")
    new = share_out(cast, signer, lambda of_part: "Lars" if "Lars" in of_part else "Tage")
    meeting = taken_back(cast, new)
    record_absence(
        actor=keeper,
        attendee=story.person(meeting, "Lars"),
        reason="left",
        from_item=meeting.items.order_by("position")[0],
    )
    with pytest.raises(NotPossible, match="Lars Lind tjänstgjorde inte vid"), story.on(DAY):
        lock_minutes(actor=keeper, meeting=meeting)
    client.force_login(cast.people["registrar"])
    path = f"/uppsala/sammantraden/{meeting.number}/protokoll/"
    with story.on(DAY):
        page = client.get(path).content.decode()
        assert "i justerarens ställe, för Viola Vik" in page and "Ta bort ersättaren" in page
        row = InStead.objects.filter(by__name="Lars Lind").latest("pk")
        done = client.post(f"{path}ersattare/{row.pk}/ta-bort/", follow=True).content.decode()
    assert "Lars Lind är borttagen. Viola Vik skriver under" in done
    assert JournalEntry.objects.latest("pk").verb == "drop_stand_in"
    with pytest.raises(NotPossible, match="redan borttagen"):
        drop_stand_in(actor=keeper, row=row)
    with story.on(DAY):
        assert lock_minutes(actor=keeper, meeting=meeting).signers.get(role="adjuster").name == (
            "Viola Vik"
        )


def test_a_stand_in_who_is_no_longer_ticked_as_present_stops_and_does_not_break(
    cast: Cast, minutes: Minutes
) -> None:
    new = share_out(
        cast, of(minutes, "adjuster"), lambda of_part: "Lars" if "Lars" in of_part else "Tage"
    )
    meeting = taken_back(cast, new)
    meeting.attendees.filter(name="Tage Torn").update(present=False)
    found = {f.code for f in load_proceedings(meeting).findings}
    assert "adjuster-absent" in found or "adjuster-disqualified" in found


def test_minutes_that_are_signed_say_why_they_cannot_be_taken_back(
    cast: Cast, minutes: Minutes, client: Client
) -> None:
    Meeting.objects.filter(pk=minutes.meeting_id).update(state=Meeting.State.POSTED)
    client.force_login(cast.people["registrar"])
    path = f"/uppsala/sammantraden/{minutes.meeting.number}/protokoll/aterta/"
    with story.on(DAY):
        page = client.get(path, follow=True).content.decode()
    assert "Protokollet är anslaget och kan inte tas tillbaka" in page
    assert "nästa sammanträde" in page and "inte låst för justering" not in page


def test_the_secretarys_own_jav_is_told_of_on_the_page(
    cast: Cast, minutes: Minutes, client: Client
) -> None:
    meeting = taken_back(cast, minutes)
    keeper = story.keeper(cast)
    for row in meeting.attendees.filter(person=meeting.secretary_id):
        row.meeting = meeting
        record_absence(
            actor=keeper,
            attendee=row,
            reason="disqualified",
            from_item=story.item(meeting, "resor"),
        )
    client.force_login(cast.people["registrar"])
    with story.on(DAY):
        page = client.get(f"/uppsala/sammantraden/{meeting.number}/protokoll/").content.decode()
        assert "men skriver under som sekreterare" in page
        lock_minutes(actor=keeper, meeting=meeting)


def _part(key: str, *names: str) -> Share:
    return Share(key, f"§ {key}", tuple(StandIn(name, name) for name in names))


@pytest.mark.parametrize(
    ("first", "second", "wanted", "chosen"),
    [
        ("Alva", "", "Alva", {"1": "Alva", "2": "Alva"}),
        ("Alva", "Lars", "Alva", {"1": "Alva", "2": "Lars"}),
        ("Tage", "", "Välj den som skriver under § 2", None),
        ("", "Alva", "Välj den som skriver under § 1", None),
    ],
)
def test_who_may_sign_every_part_is_chosen_once(
    first: str, second: str, wanted: str, chosen: dict[str, str] | None
) -> None:
    parts = [_part("1", "Alva", "Tage", "Lars"), _part("2", "Alva", "Lars")]
    form = ReplaceForm({"stand_in": first, "stand_in_2": second, "reason": "Sjuk"}, parts=parts)
    assert form.anybody_for_all
    assert form.is_valid() is (chosen is not None)
    if chosen is None:
        assert wanted in str(form.errors)
    else:
        assert {key: found.name for key, found in form.chosen.items()} == chosen


def test_where_nobody_may_sign_every_part_each_is_chosen() -> None:
    parts = [_part("1", "Alva"), _part("2", "Lars")]
    form = ReplaceForm({"stand_in": "Alva", "reason": "Sjuk"}, parts=parts)
    assert not form.anybody_for_all and not form.is_valid()
