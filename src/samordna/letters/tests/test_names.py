"""A name is written with one alphabet: what only looks like somebody is not somebody else."""

from __future__ import annotations

import pytest
from django_scopes import scope

from samordna.flows.starting.trial import read_known
from samordna.letters.links import body_of
from samordna.letters.models import Letter
from samordna.parties.models import Contact, Role
from samordna.parties.rules import looks_same, mixed_alphabets
from samordna.parties.services.errors import SameName
from samordna.parties.services.people import edit_contact
from samordna.parties.services.roles import give_role
from samordna.parties.tests.cast import FROM, make_cast


@pytest.mark.parametrize(
    "name",
    ["Petra Å. Lind-O’Hara", "Zoë Ñandú", "Сара Иванова", "Γιώργος", "佐藤 さくら", "Anna 2", "ª"],
)
def test_a_name_of_one_alphabet_is_a_name(name):
    assert mixed_alphabets(name) == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("P\u0435tra Lind", "ett kyrilliskt ”\u0435”"),
        ("\u0410nna Berg", "ett kyrilliskt ”\u0410”"),
        ("Petr\u03b1 Lind", "ett grekiskt ”\u03b1”"),
        ("Ｐetra Lind", "tecknet ”Ｐ”"),
        ("𝐏etra", "tecknet ”𝐏”"),
    ],
)
def test_one_that_mixes_them_is_asked_about(name, said):
    assert said in mixed_alphabets(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Роре", "Pope"),  # Cyrillic all through
        ("СОРНЕ ВЕТО", "COPHE BETO"),
        ("Ѕара Аѕоѕ", "Sapa Asos"),
        ("Ноа", "Hoa"),
        ("Сёрос", "Cëpoc"),
        ("ΝΙΚΗ ΖΟΗ", "NIKH ZOH"),  # Greek
        ("كريم", "کریم"),  # Arabic and Persian letters
        ("محمـــد", "محمد"),
        ("Orvar\u200b Orre", "Orvar Orre"),
        ("Or\u00advar Orre", "orvar  ORRE"),
        ("Иван", "иван"),
    ],
)
def test_names_that_nobody_sees_a_difference_between_are_one(one, other):
    assert looks_same(one, other)
    assert looks_same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Сара Иванова", "Sara Ivanova"),
        ("Иван", "Ивар"),
        ("Γιώργος", "Γιώργης"),
        ("Åke", "Ake"),
        ("محمد", "أحمد"),
        ("佐藤", "加藤"),
    ],
)
def test_names_that_differ_are_two(one, other):
    assert not looks_same(one, other)


@pytest.mark.django_db
@pytest.mark.parametrize("twin", ["Роре Сох", "роре сох"])
def test_a_name_all_in_another_alphabet_is_taken_as_it_looks(twin):
    cast = make_cast()
    with scope(association=cast.association):
        actor = cast.actor("director")

        def give(email, name):
            return give_role(
                actor=actor,
                email=email,
                name=name,
                role=Role.AUDITOR,
                organisation=None,
                title="",
                valid_from=FROM,
            )

        give("pope@exempel.se", "Pope Cox")
        with pytest.raises(SameName, match="Här finns redan Pope Cox"):
            give("ny@exempel.se", twin)
        contact = Contact.objects.select_related("person").get(person=cast.people["member"])
        with pytest.raises(SameName, match="Här finns redan Pope Cox"):
            edit_contact(actor=actor, contact=contact, name=twin, email="", phone="")
        known = read_known(actor)
        assert known.names.holder_of(twin) == "pope@exempel.se"
        given = give("sara@exempel.se", "Сара Иванова")
        assert given.name == "Сара Иванова"
        with pytest.raises(SameName):
            give("sara2@exempel.se", "САРА ИВАНОВА")


@pytest.mark.django_db
def test_nobody_is_given_a_name_that_only_looks_like_somebodys():
    cast = make_cast()
    twin = "Orv\u0430r Orre"
    with scope(association=cast.association):
        actor = cast.actor("director")
        with pytest.raises(SameName, match="kyrilliskt"):
            give_role(
                actor=actor,
                email="ny@exempel.se",
                name=twin,
                role=Role.AUDITOR,
                organisation=None,
                title="",
                valid_from=FROM,
            )
        contact = Contact.objects.select_related("person").get(person=cast.people["member"])
        with pytest.raises(SameName, match="kyrilliskt"):
            edit_contact(actor=actor, contact=contact, name=twin, email="", phone="")


@pytest.mark.django_db
def test_what_the_office_writes_as_a_name_carries_no_link_into_an_invitation():
    cast = make_cast()
    with scope(association=cast.association):
        cast.organisations["heby"].name = "Heby ond.exempel.se/konto"
        cast.organisations["heby"].save()
        give_role(
            actor=cast.actor("director"),
            email="ny@exempel.se",
            name="Nils https://ond.exempel.se/in",
            role=Role.SIGNATORY,
            organisation=cast.organisations["heby"],
            title="",
            valid_from=FROM,
        )
        letter = Letter.objects.select_related("association", "invitation").get()
        assert "ond.exempel" not in body_of(letter, "https://samordna.exempel.se")
