"""An error is found when somebody has signed already: the minutes are taken back and put right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from samordna.documents.models import Signature
from samordna.documents.pdf.tests.reading import text
from samordna.flows.coming import coming_for
from samordna.flows.letters.truth import why_untrue
from samordna.flows.services import sign_and_settle
from samordna.flows.today import tasks_for
from samordna.journal.models import JournalEntry
from samordna.letters.models import Letter
from samordna.letters.rules import Kind
from samordna.meetings.models import Adjuster, Minutes
from samordna.meetings.services.minutes import lock_minutes, recall_minutes
from samordna.meetings.services.signers import refuse_minutes, replace_signer, stand_ins
from samordna.meetings.tests import story
from samordna.parties.models import Mandate
from samordna.parties.tests.cast import Cast, make_cast

DAY = story.MEETING_DAY
NEXT = DAY + timedelta(days=1)
REASON = "§ 3 säger fel belopp"
URL = "/uppsala/sammantraden/1/"


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


@pytest.fixture
def page(cast: Cast, client: Client) -> Any:
    def at(who: str, path: str, data: dict[str, Any] | None = None) -> Any:
        client.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
        url = path if path.startswith("/") else f"{URL}{path}"
        with story.on(NEXT):
            return client.get(url) if data is None else client.post(url, data, follow=True)

    return at


def _signed(cast: Cast, minutes: Minutes, *who: str) -> None:
    with story.on(DAY, 12):
        for name in who:
            sign_and_settle(actor=cast.actor(name, DAY), minutes=minutes)


def _recalled(cast: Cast) -> Minutes:
    """Ragnhild and Orvar have signed version 1 when it is taken back; Viola has not."""
    minutes = story.locked(cast)
    _signed(cast, minutes, "registrar", "chair")
    with story.on(NEXT):
        return recall_minutes(actor=story.keeper(cast), minutes=minutes, reason=REASON)


def _locked_again(cast: Cast, minutes: Minutes) -> Minutes:
    with story.on(NEXT, 10):
        return lock_minutes(actor=story.keeper(cast), meeting=minutes.meeting)


def _letters(kind: Kind) -> dict[str, Letter]:
    return {letter.name: letter for letter in Letter.objects.filter(kind=kind)}


def _task(cast: Cast, who: str, verb: str) -> Any:
    with story.on(NEXT):
        return next(t for t in tasks_for(cast.actor(who, NEXT), NEXT) if t.verb == verb)


def test_the_office_takes_them_back_on_a_page_that_says_who_has_signed(
    cast: Cast, page: Any
) -> None:
    minutes = story.locked(cast)
    _signed(cast, minutes, "registrar", "chair")
    assert f"{URL}protokoll/aterta/" in page("registrar", "protokoll/").content.decode()
    asked = page("registrar", "protokoll/aterta/").content.decode()
    assert "Har skrivit under version 1" in asked and "Orvar" in asked
    assert "Skriv ett skäl" in page("registrar", "protokoll/aterta/", {}).content.decode()
    done = page("registrar", "protokoll/aterta/", {"reason": REASON}).content.decode()
    assert "Protokollet är återtaget" in done
    assert "Återtagna versioner" in done and REASON in done
    assert "Gäller bara version 1" in done
    entry = JournalEntry.objects.latest("number")
    assert (entry.verb, entry.after["reason"]) == ("recall_minutes", REASON)
    assert len(entry.after["signed"]) == 2


def test_signatures_stay_on_their_version_and_count_for_no_other(cast: Cast) -> None:
    first = _recalled(cast)
    second = _locked_again(cast, first)
    assert Signature.objects.filter(version=first.paper).count() == 2
    assert not second.signers.exclude(signature=None).exists()
    _signed(cast, second, "registrar", "chair", "vice_chair")
    assert Minutes.objects.get(pk=second.pk).adjusted_on == DAY
    assert Minutes.objects.get(pk=first.pk).adjusted_on is None


def test_who_had_signed_reads_why_and_what_it_was(cast: Cast, page: Any) -> None:
    first = _recalled(cast)
    html = page("chair", "justera/").content.decode()
    assert "Protokollet är återtaget" in html and REASON in html
    assert "Din underskrift står kvar på version 1" in html
    assert f"{URL}protokoll/" not in html  # closed to the body until it is adjusted
    assert page("chair", f"/uppsala/handlingar/{first.paper_id}/").status_code == 200
    assert page("member", f"/uppsala/handlingar/{first.paper_id}/").status_code == 404
    _locked_again(cast, first)
    html = page("chair", "justera/").content.decode()
    assert "Du skrev under version 1" in html and "gäller inte den här" in html
    assert "Du skrev under" not in page("vice_chair", "justera/").content.decode()


def test_idag_tells_the_office_and_those_who_sign(cast: Cast) -> None:
    first = _recalled(cast)
    assert REASON in _task(cast, "registrar", "Lås").why
    for who in ("chair", "vice_chair"):
        with story.on(NEXT):
            groups = coming_for(cast.actor(who, NEXT), NEXT)
        (line,) = next(g for g in groups if g.heading == "Protokoll att skriva under").lines
        assert (line.thing, line.words) == (
            "Protokoll styrelsen 2024-09-12",
            "Återtaget, rättas",
        )
    _locked_again(cast, first)
    assert "version 1 gäller inte den nya" in _task(cast, "chair", "Justera").why
    assert REASON in _task(cast, "chair", "Justera").why
    assert "version 1" not in _task(cast, "vice_chair", "Justera").why
    with story.on(NEXT):
        groups = coming_for(cast.actor("chair", NEXT), NEXT)
    assert all(g.heading != "Protokoll att skriva under" for g in groups)


def test_letters_tell_those_who_sign_and_end_with_the_next_version(
    cast: Cast, settings: Any
) -> None:
    settings.SAMORDNA_MAIL_SERVER = True
    first = _recalled(cast)
    letters = _letters(Kind.MINUTES_RECALLED)
    assert {name.split()[0] for name in letters} == {"Orvar", "Viola"}  # not who did it
    told = {name.split()[0]: letter for name, letter in letters.items()}
    assert "Din underskrift står kvar på version 1" in told["Orvar"].text
    assert "Din underskrift" not in told["Viola"].text
    assert REASON not in told["Orvar"].text
    assert why_untrue(told["Orvar"]) == ""
    _locked_again(cast, first)
    assert "ny version" in why_untrue(told["Orvar"])
    again = Letter.objects.filter(kind=Kind.MINUTES_TO_SIGN, text__contains="version 2")
    assert {letter.name.split()[0] for letter in again} == {"Orvar", "Viola", "Ragnhild"}


def _replaced(cast: Cast) -> tuple[str, Minutes]:
    """Viola refuses to sign, and somebody else signs in her stead: who that is."""
    minutes = story.locked(cast)
    signer = minutes.signers.get(role="adjuster")
    with story.on(NEXT):
        refuse_minutes(
            actor=cast.actor("vice_chair", NEXT), minutes=minutes, reason="§ 3 stämmer inte"
        )
        signer.minutes = minutes
        instead = stand_ins(signer)[0]
        new = replace_signer(
            actor=story.keeper(cast),
            signer=signer,
            chosen=story.whole(signer, instead),
            reason="Vill inte",
        )
    return instead.name.split(",")[0], new


def test_a_new_signer_is_one_letter_and_not_two_and_says_in_whose_stead(cast: Cast) -> None:
    name, new = _replaced(cast)
    asked = Letter.objects.filter(kind=Kind.MINUTES_TO_SIGN, about_id=new.pk)
    told = {letter.name: letter.text for letter in asked}
    (signer,) = new.signers.filter(name=name)
    assert f"i justerarens ställe, för Viola Vik, {signer.paragraphs}. Läs det" in told[name]
    assert all("ställe" not in text for who, text in told.items() if who != name)
    (task,) = [t for t in _tasks(cast, new, name) if t.verb == "Justera"]
    assert "i justerarens ställe, för Viola Vik" in task.why
    # One letter to each: who signs again needs none about what was taken back.
    assert set(_letters(Kind.MINUTES_RECALLED)) == {"Viola Vik"}


def _tasks(cast: Cast, minutes: Minutes, name: str) -> list[Any]:
    signer = minutes.signers.get(name=name)
    (who,) = [key for key, person in cast.people.items() if person.pk == signer.person_id]
    with story.on(NEXT):
        return tasks_for(cast.actor(who, NEXT), NEXT)


def test_who_is_replaced_is_told_who_signs_instead_and_that_nothing_more_is_asked(
    cast: Cast, page: Any
) -> None:
    name, new = _replaced(cast)
    letter = _letters(Kind.MINUTES_RECALLED)["Viola Vik"]
    assert letter.subject.startswith("Du ska inte längre skriva under")
    assert f"{name} skriver under det i stället för dig." in letter.text
    assert why_untrue(letter) == ""
    html = page("vice_chair", letter.path).content.decode()
    assert "Protokollet är återtaget" in html and "Vill inte" in html
    assert f"{name} skriver under i justerarens ställe, för Viola Vik." in html
    assert "som du inte ska skriva under" in html and "När protokollet låses igen" not in html
    assert ">Väntar<" not in html
    _signed(cast, new, *(w for w, p in cast.people.items() if _signs(new, p)))
    html = page("vice_chair", letter.path).content.decode()
    assert "och är justerat" in html and "När protokollet låses igen" not in html


def _signs(minutes: Minutes, person: Any) -> bool:
    return minutes.signers.filter(person=person).exists()


def test_who_is_not_to_sign_the_version_that_was_put_right_is_told(cast: Cast) -> None:
    first = _recalled(cast)
    other = story.person(first.meeting, "Lars")
    Adjuster.objects.update(attendee=other)
    _locked_again(cast, first)
    told = _letters(Kind.MINUTES_RECALLED)["Viola Vik"]
    newest = Letter.objects.filter(name=told.name, kind=Kind.MINUTES_RECALLED).latest("pk")
    assert "Lars Lind skriver under det i stället för dig." in newest.text


def test_what_was_refused_stays_with_its_reason_on_the_version_taken_back(
    cast: Cast, page: Any
) -> None:
    _replaced(cast)
    html = page("registrar", "protokoll/").content.decode()
    assert "Återtagna versioner" in html
    assert "Viola Vik, justerare" in html and "§ 3 stämmer inte" in html


def test_a_version_carries_its_number_on_paper_and_in_the_name_of_its_file(cast: Cast) -> None:
    first = _recalled(cast)
    second = _locked_again(cast, first)
    names = [one.paper.filename for one in (first, second)]
    assert names == [
        "2024-09-12-protokoll-styrelsen.pdf",
        "2024-09-12-protokoll-styrelsen-version-2.pdf",
    ]
    assert "Version" not in text(bytes(first.paper.file.data))
    assert "Version 2" in text(bytes(second.paper.file.data))


def test_who_has_left_the_body_gets_no_letter_whose_page_is_closed(cast: Cast) -> None:
    minutes = story.locked(cast)
    Mandate.objects.filter(person=cast.people["member"]).update(valid_to=DAY)
    with story.on(NEXT):
        for who in ("registrar", "chair", "vice_chair"):
            sign_and_settle(actor=cast.actor(who, DAY), minutes=minutes)
    told = {letter.person for letter in Letter.objects.filter(kind=Kind.MINUTES_ADJUSTED)}
    assert cast.people["chair"] in told and cast.people["member"] not in told


def test_a_letter_asks_for_nothing_before_a_day_that_has_passed(cast: Cast) -> None:
    first = _recalled(cast)
    asked = Letter.objects.filter(kind=Kind.MINUTES_TO_SIGN, about_id=first.pk).first()
    assert asked is not None and "justera det senast 26 september 2024." in asked.text
    with story.on(DAY + timedelta(days=20)):
        second = lock_minutes(actor=story.keeper(cast), meeting=first.meeting)
    late = Letter.objects.filter(kind=Kind.MINUTES_TO_SIGN, about_id=second.pk).first()
    assert late is not None and "så snart du kan" in late.text
