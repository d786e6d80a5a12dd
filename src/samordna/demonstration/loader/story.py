"""The story that the data tell, in the order of its days."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django_scopes import scope

from samordna.demonstration import clock
from samordna.demonstration.loader import applications, economy, meetings, people
from samordna.demonstration.loader.files import read, read_all
from samordna.funding.models import Application
from samordna.parties.models import Association

#: At the stage ``call`` this application is not written yet ...
UNWRITTEN = "vaxtkraft"
#: ... and this one, the one that is cut by a coach, has no statement yet.
UNPREPARED = "samordnat_stod"


def load_where_empty(*, stage: str) -> bool:
    """Load both associations unless there is any. Returns whether it did.

    ``stage``: ``meeting`` (a week before the board's meeting) or ``call`` (earlier in the story).
    All or nothing: a failure leaves an empty database.
    """
    if Association.objects.exists():
        return False
    with transaction.atomic():
        clock.set_clock(_at(2024, 4, 15))
        _uppsala(whole=stage == "meeting")
        clock.set_clock(_at(2024, 8, 20))
        _ornskoldsvik()
        clock.set_clock(clock.START)
    return True


def _at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    return datetime(year, month, day, hour, tzinfo=clock.STOCKHOLM)


def _uppsala(*, whole: bool) -> None:
    data = read("uppsala", "forbund.toml")
    stage = people.found(data)
    with scope(association=stage.association):
        people.settle(stage, data)
        call = applications.open_calls(stage, read("uppsala", "utlysningar.toml")["call"])
        papers = [
            paper
            for paper in read_all("uppsala", "ansokningar")
            if whole or paper["key"] != UNWRITTEN
        ]
        written = _write_and_sign(stage, call, papers)
        clock.set_clock(_at(2024, 6, 17))
        for paper in papers:
            applications.register(stage, written[paper["key"]], paper["case_officer"])
        clock.set_clock(_at(2024, 8, 19))
        economy.load_plan(stage.be("Birgit Ek"), read("uppsala", "ekonomi.toml"))
        clock.set_clock(_at(2024, 8, 22))
        for paper in papers:
            if whole or paper["key"] != UNPREPARED:
                applications.prepare(stage, written[paper["key"]], paper, clock.today())
        clock.set_clock(_at(2024, 9, 3))
        _meeting(stage, written, whole=whole)


def _write_and_sign(
    stage: people.Stage, call: Any, papers: list[dict[str, Any]]
) -> dict[str, Application]:
    written: dict[str, Application] = {}
    for number, paper in enumerate(papers):
        clock.set_clock(_at(2024, 6, 3 + number // 2, 9 + number % 2 * 4))
        application = applications.write(stage, call, paper)
        applications.sign_by_all(stage, application)
        written[paper["key"]] = Application.objects.get(pk=application.pk)
    return written


def _meeting(stage: people.Stage, written: dict[str, Application], *, whole: bool) -> None:
    data = read("uppsala", "sammantrade.toml")
    registrar = stage.be("Petra Lindahl")
    meeting = meetings.plan(stage, registrar, data)
    if whole:
        for key, application in written.items():
            written[key] = Application.objects.get(pk=application.pk)
        meetings.build_agenda(registrar, meeting, data, written)


def _ornskoldsvik() -> None:
    data = read("ornskoldsvik", "forbund.toml")
    stage = people.found(data)
    with scope(association=stage.association):
        people.settle(stage, data)
        call = applications.open_calls(stage, read("ornskoldsvik", "utlysningar.toml")["call"])
        director = stage.be("Tomas Grahn")
        economy.load_plan(director, read("ornskoldsvik", "ekonomi.toml"))
        for paper in read_all("ornskoldsvik", "ansokningar"):
            applications.write(stage, call, paper)
        agenda = read("ornskoldsvik", "sammantrade.toml")
        meeting = meetings.plan(stage, director, agenda)
        meetings.build_agenda(director, meeting, agenda, {})
