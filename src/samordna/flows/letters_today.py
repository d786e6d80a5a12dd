"""The lines of Idag about letters: what did not reach its reader, what waits, and who asks for a
new invitation. What is about a meeting has the meeting's day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Case, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import JSONObject

from samordna.kernel.counting import counted
from samordna.kernel.sentences import listed
from samordna.letters.models import AccountLetter, Letter
from samordna.letters.queries import account_letters_of, letters_to_see_to
from samordna.letters.rules import Kind, State
from samordna.letters.standing import LETTER_STANDING
from samordna.meetings.models import Meeting
from samordna.parties.actors import Actor
from samordna.web.links import link
from samordna.web.shared import Task

#: What a letter about a meeting that nobody has got is called.
OF_A_MEETING: Final = {
    Kind.SUMMONS: "Kallelsen",
    Kind.SUMMONS_CHANGED: "Den nya kallelsen",
    Kind.MEETING_CANCELLED: "Beskedet om det inställda sammanträdet",
}
#: More letters than this of one kind are one line.
MOST_OF_A_KIND: Final = 3
NOT_FETCHED: Final = "Ingen har hämtat dem: arbetaren är inte igång."
_AGAIN: Final = "Skicka igen, eller säg till på annat sätt"


def letter_tasks(actor: Actor, today: date) -> Iterator[Task]:
    """Letters that did not reach their readers, that were never sent and that wait for too long,
    and who has come with an invitation that was too old."""
    found = letters_to_see_to(actor, _meeting_of_the_letter)
    pressing = [letter for letter in found.lost if _day(letter, today)]
    yield from _of_meetings(pressing, today)
    reasons = [letter.reason for letter in found.late if letter.reason]
    why = reasons[0] if reasons else NOT_FETCHED
    for letters, narrowed, what, reason in (
        (
            [letter for letter in found.lost if letter not in pressing],
            "kom-inte-fram",
            "som inte kom fram",
            "",
        ),
        (
            found.unsent,
            "utan-e-post",
            "som skrevs utan e-postserver",
            "Nu finns en server: skicka dem, eller säg hur beskedet har lämnats",
        ),
        (
            found.late,
            "vantar",
            "som har väntat mer än en timme",
            f"{why} Säg till den som sköter installationen",
        ),
    ):
        if letters:
            yield _of_a_kind(letters, narrowed, what, reason, today)
    for letter in found.asking:
        if letter.invitation is None:
            continue
        url = link(letter.association.slug, "letters:invite", pk=letter.invitation.contact.pk)
        yield Task("Bjud in igen", letter.name, url, "Länken hade blivit för gammal")


def account_letters_told(actor: Actor, late: datetime | None) -> QuerySet[AccountLetter, Any]:
    """Letters about accounts that do not come out, each as what :func:`account_tasks` reads."""
    told = JSONObject(called="called", slug="slug", state="state", reason="reason")
    return account_letters_of(actor, late).annotate(told=told).values_list("told", flat=True)


def account_tasks(letters: Sequence[Mapping[str, str]]) -> Iterator[Task]:
    """One line for letters about accounts that do not come out: a link to choose a password above
    all. ``letters``: the first of them, as many as are counted."""
    if not letters:
        return
    count = "Ett brev" if len(letters) == 1 else counted(len(letters), "brev", "brev")
    if len(letters) > MOST_OF_A_KIND:
        count = "Flera brev"
    waiting = [one for one in letters if one["state"] == State.WAITING]
    reasons = [one["reason"] for one in waiting if one["reason"]]
    why = f"{_to([one['called'] for one in letters])}. Rätta adressen, eller säg till på annat sätt"
    if waiting:
        why = f"{reasons[0] if reasons else NOT_FETCHED} Säg till den som sköter installationen"
    url = f"{link(letters[0]['slug'], 'letters:letters')}#konton"
    thing = f"{count} om konton som inte har kommit fram"
    yield Task(LETTER_STANDING[State.BOUNCED].task, thing, url, why, is_stopped=True)


def _meeting_of_the_letter() -> dict[str, Case]:
    """The day and the body of the meeting that a letter is about, to be read with the letters."""
    meeting = Meeting.objects.filter(pk=OuterRef("about_id")).order_by()
    return {
        name: Case(When(about_type=Meeting._meta.label_lower, then=Subquery(meeting.values(field))))
        for name, field in (("meets_on", "held_on"), ("body_name", "body__name"))
    }


def _day(letter: Letter, today: date) -> date | None:
    """The day of the meeting that a letter is about, unless it has passed."""
    if letter.about_type != Meeting._meta.label_lower:
        return None
    day: date | None = getattr(letter, "meets_on", None)
    return day if day is not None and day >= today and letter.kind in OF_A_MEETING else None


def _of_meetings(letters: Sequence[Letter], today: date) -> Iterator[Task]:
    """A line for each reader whom the word of a meeting did not reach; many of one meeting are one
    line."""
    verb = LETTER_STANDING[State.BOUNCED].task
    groups: dict[tuple[int | None, str], list[Letter]] = {}
    for letter in letters:
        groups.setdefault((letter.about_id, letter.kind), []).append(letter)
    for of_one in groups.values():
        first = of_one[0]
        what, day = OF_A_MEETING[Kind(first.kind)], _day(first, today)
        why = f"{getattr(first, 'body_name', '')} sammanträder {day}. {_AGAIN}"
        slug = first.association.slug
        if len(of_one) > MOST_OF_A_KIND:
            thing = f"{what} till {counted(len(of_one), 'person', 'personer')} kom inte fram"
            url = f"{link(slug, 'letters:letters')}?lage=kom-inte-fram"
            yield Task(verb, thing, url, f"{_named(of_one)}. {why}", day, is_stopped=True)
            continue
        for letter in of_one:
            url = link(slug, "letters:letter", pk=letter.pk)
            yield Task(
                verb, f"{what} till {letter.name} kom inte fram", url, why, day, is_stopped=True
            )


def _of_a_kind(
    letters: Sequence[Letter], narrowed: str, what: str, reason: str, today: date
) -> Task:
    """One line for letters that share a fate, with the first day that any of them is about."""
    count = "Ett brev" if len(letters) == 1 else counted(len(letters), "brev", "brev")
    days = [day for letter in letters if (day := _day(letter, today))]
    return Task(
        LETTER_STANDING[State.BOUNCED].task,
        f"{count} {what}",
        f"{link(letters[0].association.slug, 'letters:letters')}?lage={narrowed}",
        reason or f"{_named(letters)}. {_AGAIN}",
        min(days, default=None),
        is_stopped=True,
    )


def _named(letters: Sequence[Letter]) -> str:
    """To whom, the first few by name."""
    return _to([letter.name for letter in letters])


def _to(people: Sequence[str]) -> str:
    names = list(dict.fromkeys(people))
    more = " med flera" if len(names) > MOST_OF_A_KIND else ""
    return f"Till {listed(names[:MOST_OF_A_KIND])}{more}"
