"""Empty seats: what the law gives each member, the number that may be said, and where to add."""

from __future__ import annotations

from datetime import date

import pytest
from django_scopes import scope

from samordna.flows.seats_today import mandate_tasks
from samordna.flows.starting.checklist import checklist
from samordna.ground import clock
from samordna.meetings.models import Meeting
from samordna.meetings.queries.seats import empty_seats_on
from samordna.parties.models import AssociationSetting, Body, Mandate, Organisation, RoleAssignment
from samordna.parties.rules import Position
from samordna.parties.services.bodies import add_body
from samordna.parties.services.errors import TooFewSeats
from samordna.parties.tests.cast import FROM, make_cast
from samordna.parties.vacancies import places_of
from tests.support.links import called_the_same

DAY = date(2024, 9, 5)
BOARD = "/uppsala/forbundet/organ/styrelsen/"


@pytest.fixture
def cast(db, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: DAY)
    made = make_cast()
    with scope(association=made.association):
        yield made


@pytest.fixture
def office(cast, client):
    client.force_login(cast.people["registrar"])
    return client


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def leave(cast, *parties):
    """Nobody of these members has ever sat on the board, which has met."""
    Mandate.objects.filter(organisation__in=[cast.organisations[one] for one in parties]).delete()
    Meeting.objects.create(
        association=cast.association,
        body=cast.board,
        number=1,
        held_on=DAY,
        starts_at="09:00",
        opened_at=clock.now(),
    )


def say_seats(client, number):
    shown = {name.name: name.value() for name in client.get(BOARD).context["form"]}
    sent = {key: value for key, value in shown.items() if value is not None} | {"seats": number}
    return client.post(BOARD, sent)


def test_a_board_has_a_seat_for_each_member_and_the_form_says_why(cast, office):
    members = Organisation.objects.filter(is_member=True).count()
    answer = say_seats(office, members - 1)
    assert answer.status_code == 200
    (said,) = answer.context["form"].errors["seats"]
    assert f"Förbundet har {members} medlemmar" in said and "(lagen 10 §)" in said
    assert "lämna tomt" in said and "läggs till" in said
    assert not AssociationSetting.objects.filter(key="seats").exists()
    assert say_seats(office, members).status_code == 302
    assert AssociationSetting.objects.get(key="seats").value == members


def test_a_new_board_and_only_a_board_is_held_to_it(cast):
    def add(kind, name):
        return add_body(
            actor=cast.actor("director"),
            details={
                "kind": kind,
                "name": name,
                "numbering": Body.Numbering.YEAR,
                "term_starts": None,
                "quorum": {"rule": "majority"},
                "lead": "body",
                "seats": 2,
                "valid_from": DAY,
            },
            first_paragraph=1,
            today=DAY,
        )

    assert add("working_committee", "Arbetsutskottet").pk
    Mandate.objects.all().delete()
    cast.board.delete()
    with pytest.raises(TooFewSeats):
        add("board", "Styrelsen")


def test_a_number_below_the_members_makes_idag_kom_igang_and_the_pages_say_one_thing(cast, office):
    """A number from before the members were all there is told of nowhere as if it held."""
    leave(cast, "tierp", "region")
    held = Mandate.objects.filter(body=cast.board).exclude(position=Position.SUBSTITUTE).count()
    AssociationSetting.objects.create(
        association=cast.association, body=cast.board, key="seats", valid_from=FROM, value=2
    )
    names = ["Region Uppsala", "Tierps kommun"]
    assert sorted(one.name for one in empty_seats_on(cast.board, DAY)) == names
    assert places_of([cast.board], DAY)[cast.board.pk].words == f"{held + 2}, varav 2 lediga"
    actor = cast.actor("registrar")
    lines = {task.thing: task for task in mandate_tasks(actor, DAY) if task.verb == "Lägg till"}
    assert sorted(lines) == [f"Ledamot i styrelsen för {name}" for name in names]
    (row,) = [one for one in checklist(actor, DAY, cast.association) if one.label == "Styrelsen"]
    assert "Ingen ledamot för Region Uppsala och Tierps kommun." in row.why
    acts = {act.words: act.url for act in row.acts}
    people = read(office, "/uppsala/personer/?organ=styrelsen")
    for thing, task in lines.items():
        words = f"Lägg till {thing[:1].lower()}{thing[1:]}"
        assert "lagen 10 §" in task.why and "Fråga medlemmen" in task.why
        assert acts[words] == task.url
        assert f'href="{task.url.replace("&", "&amp;")}">{words}</a>' in people
    assert f"{held + 2}, varav 2 lediga" in read(office, "/uppsala/forbundet/")


def test_many_members_without_anybody_are_one_line_that_leads_to_all_of_them(cast, office):
    parties = [one for one in cast.organisations if cast.organisations[one].is_member][:4]
    leave(cast, *parties)
    (line,) = [t for t in mandate_tasks(cast.actor("registrar"), DAY) if t.verb == "Lägg till"]
    assert line.thing.startswith("Ledamöter i styrelsen för ")
    shown = read(office, line.url)
    for one in parties:
        assert f"Lägg till ledamot i styrelsen för {cast.organisations[one].name}</a>" in shown


@pytest.mark.parametrize(("seat", "word"), [("member", "ledamot"), ("substitute", "ersättare")])
def test_the_link_of_an_empty_seat_arrives_with_it_chosen(cast, office, seat, word):
    leave(cast, "fk")
    (row,) = [
        one
        for one in checklist(cast.actor("registrar"), DAY, cast.association)
        if one.label == "Styrelsen"
    ]
    words = f"Lägg till {word} i styrelsen för Försäkringskassan"
    (url,) = [act.url for act in row.acts if act.words == words]
    answer = office.get(url)
    form = answer.context["form"]
    chosen = {name: str(form[name].value()) for name in ("body", "organisation", "position")}
    party = cast.organisations["fk"]
    assert chosen == {"body": str(cast.board.pk), "organisation": str(party.pk), "position": seat}
    assert f"<h1>{words}</h1>" in answer.content.decode()
    assert '<button class="button primary">Lägg till</button>' in answer.content.decode()
    # Another seat that is chosen after all is not called by the first one's name.
    other = cast.organisations["heby"]
    again = office.post(url, {**chosen, "organisation": other.pk}).content.decode()
    assert f"<h1>Lägg till {word} i styrelsen</h1>" in again


@pytest.mark.parametrize(
    "asked",
    ["organ=finns-inte&organisation=999999&uppdrag=kung", "organisation=abc&uppdrag=", "organ=%00"],
)
def test_a_seat_that_is_not_there_is_not_chosen(cast, office, asked):
    answer = office.get(f"/uppsala/personer/nytt-uppdrag/?{asked}")
    assert "<h1>Lägg till uppdrag</h1>" in answer.content.decode()
    form = answer.context["form"]
    assert not any(form[name].value() for name in ("body", "organisation", "position"))


def test_a_party_that_is_no_member_and_a_body_of_another_association_are_not_chosen(cast, office):
    outside = Organisation.objects.filter(is_member=False).first()
    outside = outside or Organisation.objects.create(
        association=cast.association, name="Utanför", short_name="Utanför", kind="other"
    )
    answer = office.get(f"/uppsala/personer/nytt-uppdrag/?organisation={outside.pk}")
    assert answer.context["form"]["organisation"].value() is None


def test_who_may_not_change_people_reads_the_empty_seats_without_links(cast, client):
    leave(cast, "tierp")
    client.force_login(cast.people["economist"])
    shown = read(client, "/uppsala/personer/")
    assert "Ledamot i styrelsen för Tierps kommun" in shown and "nytt-uppdrag" not in shown


# No two links of a page are called the same and lead to different places --------------------------


def test_links_that_are_called_the_same_lead_to_the_same_page(cast, office):
    leave(cast, "tierp", "fk")
    chair = cast.mandates["chair"]
    committee = Body.objects.create(
        association=cast.association, kind="working_committee", slug="au", name="Arbetsutskottet"
    )
    common = {"association": cast.association, "person": chair.person}
    for body, position, first, last in (
        (committee, "chair", FROM, None),
        (committee, "member", date(2020, 1, 1), date(2022, 12, 31)),
        (cast.board, "member", date(2019, 1, 1), date(2022, 12, 31)),
    ):
        Mandate.objects.create(
            **common,
            body=body,
            organisation=chair.organisation,
            position=position,
            valid_from=first,
            valid_to=last,
        )
    for party in ("heby", "tierp"):
        RoleAssignment.objects.create(
            **common, role="signatory", organisation=cast.organisations[party], valid_from=FROM
        )
    contact = Mandate.objects.select_related("contact").get(pk=chair.pk).contact
    for address in (
        "idag/",
        "kom-igang/",
        "personer/",
        "personer/?organ=styrelsen",
        f"personer/{contact.pk}/",
        "forbundet/",
        "organisationer/",
        f"organisationer/{cast.organisations['heby'].pk}/",
    ):
        assert called_the_same(read(office, f"/uppsala/{address}")) == {}, address
