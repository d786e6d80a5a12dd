"""Every letter that the house writes, made once and read for its punctuation."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from types import SimpleNamespace
from typing import Any

import pytest
from django_scopes import scope

from samordna.flows.letters.words import applications, meetings, people
from samordna.funding.tests.world import make_application, make_call
from samordna.kernel.deadlines import deadlines
from samordna.meetings.models import AgendaItem, Meeting, Minutes, MinutesSigner, Notice, Treatment
from samordna.meetings.rules.outcomes import Outcome, Rest
from samordna.parties.models import Body, Organisation
from samordna.parties.tests.cast import Cast, make_cast
from samordna.register.models import Matter

pytestmark = pytest.mark.django_db

DAY, MOMENT = date(2024, 9, 12), datetime(2024, 9, 13, 9, 0, tzinfo=UTC)
Made = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


@pytest.fixture
def cast() -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def _meeting(cast: Cast, **more: Any) -> Meeting:
    facts: dict[str, Any] = {
        "association": cast.association,
        "body": cast.board,
        "held_on": DAY,
        "starts_at": time(9),
        "ends_at": time(12),
        "place": "Kommunhuset",
        "mode": Meeting.Mode.PHYSICAL,
        **more,
    }
    return Meeting(**facts)


def _of_meetings(cast: Cast) -> list[Made]:
    here = _meeting(cast)
    mixed = _meeting(
        cast, mode=Meeting.Mode.MIXED, hindrance_contact="kansliet@forbundet.exempel.se"
    )
    remote = _meeting(cast, mode=Meeting.Mode.DIGITAL, place="")
    minutes = [Minutes(meeting=here, number=n, locked_at=MOMENT) for n in (1, 2)]
    late = Minutes(meeting=here, number=1, locked_at=datetime(2024, 10, 12, tzinfo=UTC))
    wanted = MinutesSigner(minutes=minutes[0], name="Viola Vik", role="adjuster")
    signed = MinutesSigner(minutes=minutes[0], name="Viola Vik", role="adjuster", signature_id=1)
    instead = MinutesSigner(minutes=minutes[1], role="for_adjust", instead_of="Viola Vik")
    chair = MinutesSigner(minutes=minutes[1], role="chair")
    signers = ([wanted], [instead], [chair, instead])
    notice = Notice(minutes=minutes[0], posted_on=DAY)
    dated = Notice(
        minutes=minutes[0],
        posted_on=DAY,
        appeal_last_day=date(2024, 10, 3),
        take_down_earliest=date(2024, 10, 4),
    )
    members = [Organisation(name="Heby kommun"), Organisation(name="Tierps kommun")]
    members[0].notice_board_email = "anslag@heby.exempel.se"
    return [
        *((meetings.summons, (m,), {"again": a}) for m in (here, mixed, remote) for a in (0, 1)),
        (meetings.meeting_cancelled, (here,), {}),
        *((meetings.minutes_to_sign, (m, s), {}) for m in (*minutes, late) for s in signers),
        *(
            (meetings.minutes_not_to_sign, (minutes[1], one, name), {})
            for one in (wanted, signed)
            for name in ("Lars Lind", "")
        ),
        *((meetings.minutes_recalled, (minutes[0],), {"signed": s}) for s in (True, False)),
        (meetings.adjustment_reminder, (minutes[0],), {}),
        (meetings.minutes_refused, (minutes[0], "Viola Vik"), {}),
        (meetings.minutes_adjusted, (minutes[0],), {}),
        (meetings.notice_to_post, (minutes[0], deadlines(DAY, DAY)), {}),
        *((meetings.notice_to_members, (n, members), {}) for n in (notice, dated)),
    ]


def _decisions(cast: Cast, application: Any) -> Iterator[Made]:
    """Each outcome with each choice for what was not granted."""
    states = {"approved": "granted", "amended": "granted", "rejected": "rejected"}
    for outcome in Outcome:
        if outcome is Outcome.NOTED:
            continue
        for rest in ("", *Rest):
            item = AgendaItem(meeting=_meeting(cast))
            treatment = Treatment(item=item, outcome=outcome, paragraph=3, rest=rest)
            known = SimpleNamespace(
                state=states.get(outcome, "postponed"),
                name=application.name,
                owner=application.owner,
                association=cast.association,
            )
            yield applications.decision, (known, treatment, DAY), {}
            if outcome in ("approved", "amended") and rest in ("postponed", "remitted"):
                yield applications.rest_comes_back, (application, treatment), {}
    yield applications.decision, (known, None, DAY), {}


def _of_what_came_back(cast: Cast, application: Any) -> Iterator[Made]:
    """With a reason and a day, and without."""
    yield applications.application_remitted, (application, None), {}
    for outcome in (Outcome.REJECTED, Outcome.NOTED, Outcome.POSTPONED, Outcome.REMITTED):
        for because, day in (("", None), ("Budgeten ska kompletteras", DAY)):
            treatment = Treatment(
                item=AgendaItem(meeting=_meeting(cast)),
                outcome=outcome,
                paragraph=16,
                back_because=because,
                back_by=day,
            )
            yield applications.rest_decision, (application, treatment, DAY), {}
            if outcome in (Outcome.POSTPONED, Outcome.REMITTED):
                yield applications.tabled_again, (application, treatment), {}
                yield applications.application_tabled, (application, treatment), {}
            yield applications.application_remitted, (application, treatment), {}


def _called(cast: Cast) -> Iterator[AgendaItem]:
    """The item before the meeting, and at the table: not taken up, and taken up."""
    yield AgendaItem(meeting=_meeting(cast, state="summoned"), position=4)
    yield AgendaItem(meeting=_meeting(cast, state="in_session"), position=4)
    taken_up = AgendaItem(meeting=_meeting(cast, state="in_session"), position=4)
    Treatment(item=taken_up, paragraph=16)
    yield taken_up


def _as(application: Any, state: str) -> Any:
    return SimpleNamespace(
        state=state,
        name=application.name,
        owner=application.owner,
        association=application.association,
        matter=application.matter,
    )


def _granted(cast: Cast) -> Treatment:
    item = AgendaItem(meeting=_meeting(cast))
    return Treatment(item=item, outcome=Outcome.APPROVED, paragraph=21)


def _of_applications(cast: Cast) -> list[Made]:
    application = make_application(cast, make_call(cast), name="Plattform")
    application.matter = Matter(year=2024, serial=7)
    simple = [
        applications.signature_requested,
        applications.signature_reminder,
        applications.application_recalled,
        applications.application_sent,
        applications.application_received,
        applications.more_time,
        applications.written_off,
        applications.case_officer_assigned,
        applications.application_withdrawn,
    ]
    return [
        *((one, (application,), {}) for one in simple),
        (applications.signature_refused, (application, "Heby kommun"), {}),
        *(
            (applications.application_withdrawn, (application, item), {"acts": acts})
            for item in _called(cast)
            for acts in (True, False)
        ),
        *(
            (applications.application_ended_at, (_as(application, state), _granted(cast)), after)
            for state in ("withdrawn", "written_off")
            for after in ({"after": True}, {})
        ),
        (applications.call_moved, (application.call, date(2024, 9, 1), [application]), {}),
        (applications.call_moved, (application.call, date(2024, 9, 1), [application] * 2), {}),
        *(
            (applications.application_waived, (application, _granted(cast)), {"minutes": m})
            for m in (True, False)
        ),
        *_decisions(cast, application),
        *_of_what_came_back(cast, application),
    ]


def _of_people(cast: Cast) -> list[Made]:
    name = cast.association.name
    given = SimpleNamespace(association=cast.association, name="Vera Berg", valid_until=MOMENT)
    return [
        *((people.invitation, (given, what), {}) for what in ("sökande för Heby kommun", "")),
        (people.invitation_printed, (given, "Ragnhild Rask"), {}),
        (people.opened_on_paper, (given,), {}),
        (people.address_changed, (name, "Ragnhild Rask"), {}),
        (people.own_address_changed, (name, "Vera Berg"), {}),
        (people.address_changed_by, ("Vera Berg", "Ragnhild Rask"), {}),
        (people.details_changed, (name, "Ragnhild Rask", "Vera Berg"), {"moved": True}),
        (people.details_changed, (name, "Ragnhild Rask", ""), {"moved": True}),
        (people.added, (name, "ledamot i styrelsen"), {}),
    ]


#: What no sentence has: two blanks or marks, a blank before a mark, one mark after another.
WRONG = re.compile(r" {2}| [,.;:!?]|[,;:]\s*[,.;:]|\.\.(?!\.)|\(\s|\s\)|…|None|\{|\}")
#: A paragraph's mark inside a sentence is set off with commas: ”den 12 september, § 3, avslagit”.
NOT_SET_OFF = re.compile(r", § \d+ (?!och)[a-zåäö]")


def test_every_letter_is_made_and_is_set_as_swedish_is(cast: Cast) -> None:
    made = [*_of_meetings(cast), *_of_applications(cast), *_of_people(cast)]
    read: list[str] = []
    for function, given, more in made:
        subject, text = function(*given, **more)
        read.append(f"{function.__name__}: {subject} | {text}")
        for words in (subject, *text.split("\n")):
            assert not WRONG.search(words), read[-1]
            assert not NOT_SET_OFF.search(words), read[-1]
            assert words == words.strip()
        assert not subject.endswith("."), read[-1]
        for paragraph in text.split("\n\n"):
            assert paragraph[:1].isupper(), read[-1]
            assert paragraph.endswith(".") or "\n" in paragraph or ": " in paragraph, read[-1]
    written = {
        function
        for room in (applications, meetings, people)
        for name, function in inspect.getmembers(room, inspect.isfunction)
        if function.__module__ == room.__name__ and not name.startswith("_")
    }
    assert written == {function for function, _, _ in made}
    print("\n".join(read))


def test_who_signs_in_two_roles_is_told_the_paragraphs_of_each() -> None:
    """”… och som justerare” alone would be read as of the same paragraphs."""
    meeting = Meeting(body=Body(name="Styrelsen"), held_on=DAY)
    minutes = Minutes(meeting=meeting, number=2, locked_at=MOMENT)
    roles = {"for_chair": ("Orvar Orre", "§ 4"), "adjuster": ("", "§ 8")}
    signs = [
        MinutesSigner(role=role, instead_of=other, paragraphs=own)
        for role, (other, own) in roles.items()
    ]
    _, said = meetings.minutes_to_sign(minutes, signs)
    assert "i ordförandens ställe, för Orvar Orre, § 4 och som justerare, § 8." in said
