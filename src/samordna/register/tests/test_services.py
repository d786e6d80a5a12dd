"""Matters and records: numbers, who may, and what the journal says of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django_scopes import scope

from samordna.journal.queries import entries_about
from samordna.parties.access import Refused
from samordna.parties.tests.cast import Cast, make_cast
from samordna.register import queries, services, steps
from samordna.register.models import Matter, Record


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def open_one(cast: Cast, subject: str = "Revision", day: date = date(2024, 9, 5)) -> Matter:
    return steps.open_matter(actor=cast.actor("registrar"), subject=subject, opened_on=day)


def add_record(cast: Cast, matter: Matter, **facts: str) -> Record:
    values = {"direction": Record.Direction.IN, "subject": "Brev", "counterparty": "Heby kommun"}
    return steps.register_record(
        actor=cast.actor("registrar"), matter=matter, **{**values, **facts}
    )


class TestMatters:
    def test_numbers_run_without_gap_and_begin_anew_each_year(self, cast: Cast) -> None:
        days = [date(2024, 9, 5), date(2024, 12, 31), date(2025, 1, 2), date(2025, 1, 2)]
        found = [open_one(cast, day=day).number for day in days]
        assert found == ["2024:1", "2024:2", "2025:1", "2025:2"]

    def test_a_number_taken_back_is_given_again(self, cast: Cast) -> None:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            open_one(cast)
            _ = 1 / 0
        assert open_one(cast).number == "2024:1"

    def test_the_opening_is_in_the_journal(self, cast: Cast) -> None:
        [entry] = entries_about(open_one(cast))
        assert (entry.verb, entry.actor_name) == ("open_matter", "Ragnhild Rask")
        assert entry.after["number"] == "2024:1"

    def test_a_number_never_stands_twice(self, cast: Cast) -> None:
        matter = open_one(cast)
        with pytest.raises(IntegrityError), transaction.atomic():
            Matter.objects.create(
                association=cast.association,
                year=matter.year,
                serial=matter.serial,
                subject="Samma",
                opened_on=matter.opened_on,
            )

    def test_a_long_subject_is_cut(self, cast: Cast) -> None:
        assert len(open_one(cast, subject="x" * 400).subject) == 250

    @pytest.mark.parametrize(
        ("who", "allowed"),
        [
            ("director", True),
            ("registrar", True),
            ("case_officer", True),
            ("economist", False),
            ("auditor", False),
            ("member", False),
            ("applicant", False),
        ],
    )
    def test_who_opens_a_matter_by_hand(self, cast: Cast, who: str, allowed: bool) -> None:
        actor = cast.actor(who)
        if allowed:
            services.open_matter_by_hand(actor=actor, subject="Nytt")
        else:
            with pytest.raises(Refused, match="registrerar"):
                services.open_matter_by_hand(actor=actor, subject="Nytt")
        assert Matter.objects.count() == int(allowed)

    def test_a_closed_matter_takes_no_more(self, cast: Cast) -> None:
        matter = open_one(cast)
        registrar = cast.actor("registrar")
        closed = services.close_matter(actor=registrar, matter=matter)
        assert closed.closed_on is not None
        assert [e.verb for e in entries_about(matter)] == ["open_matter", "close_matter"]
        with pytest.raises(Refused, match=r"Ärende 2024:1 avslutades"):
            services.close_matter(actor=registrar, matter=matter)
        with pytest.raises(Refused):
            queries.matter_for_registering(registrar, 2024, 1)

    def test_a_closed_matter_is_opened_again_once_and_by_who_registers(self, cast: Cast) -> None:
        matter = open_one(cast)
        registrar = cast.actor("registrar")
        with pytest.raises(Refused, match=r"Ärende 2024:1 är öppet"):
            services.reopen_matter(actor=registrar, matter=matter)
        services.close_matter(actor=registrar, matter=matter)
        with pytest.raises(Refused, match="registrerar"):
            services.reopen_matter(actor=cast.actor("economist"), matter=matter)
        assert services.reopen_matter(actor=registrar, matter=matter).closed_on is None
        verbs = [e.verb for e in entries_about(matter)]
        assert verbs == ["open_matter", "close_matter", "reopen_matter"]


class TestRecords:
    def test_serials_run_within_each_matter(self, cast: Cast) -> None:
        one, other = open_one(cast), open_one(cast)
        serials = [add_record(cast, m).serial for m in (one, one, other, one)]
        assert serials == [1, 2, 1, 3]

    def test_a_record_knows_who_when_and_from_whom(self, cast: Cast) -> None:
        made = add_record(cast, open_one(cast))
        assert str(made) == "2024:1-1 Brev"
        assert made.registered_by == cast.people["registrar"]
        assert (made.counterparty, made.secret) == ("Heby kommun", False)
        [entry] = entries_about(made)
        assert entry.after["matter"] == "2024:1"

    def test_secrecy_has_a_ground(self, cast: Cast) -> None:
        matter = open_one(cast)
        made = add_record(cast, matter, secrecy_ground="OSL 26:1")
        assert made.secret
        with pytest.raises(IntegrityError), transaction.atomic():
            Record.objects.filter(pk=made.pk).update(secrecy_ground="")


class TestReading:
    def test_the_newest_stands_first(self, cast: Cast) -> None:
        for day in (date(2024, 1, 5), date(2025, 1, 5), date(2024, 1, 6)):
            open_one(cast, day=day)
        found = [m.number for m in queries.matters_for(cast.actor("auditor"))]
        assert found == ["2025:1", "2024:2", "2024:1"]
        assert queries.years_with_matters() == [2025, 2024]

    def test_search_by_number_words_year_and_state(self, cast: Cast) -> None:
        director = cast.actor("director")
        open_one(cast, "Revision av 2023")
        budget = open_one(cast, "Budget 2025")
        add_record(cast, budget)
        services.close_matter(actor=director, matter=open_one(cast, "Revision av 2022"))

        def subjects(**wanted: object) -> list[str]:
            return [m.subject for m in queries.matters_for(director, **wanted)]  # type: ignore[arg-type]

        assert subjects(text="2024:2") == ["Budget 2025"]
        assert subjects(text="revision") == ["Revision av 2022", "Revision av 2023"]
        assert subjects(only_open=True) == ["Budget 2025", "Revision av 2023"]
        assert subjects(year=2023) == []
        counts = dict(queries.matters_for(director).values_list("subject", "record_count"))
        assert counts["Budget 2025"] == 1

    @pytest.mark.parametrize("who", ["applicant", "member", "partner_signatory"])
    def test_others_are_refused(self, cast: Cast, who: str) -> None:
        open_one(cast)
        with pytest.raises(Refused, match="Diariet"):
            queries.matters_for(cast.actor(who))
        with pytest.raises(Refused):
            queries.matter_for_reading(cast.actor(who), 2024, 1)

    def test_a_matter_that_does_not_exist(self, cast: Cast) -> None:
        with pytest.raises(Http404):
            queries.matter_for_reading(cast.actor("director"), 2024, 1)
