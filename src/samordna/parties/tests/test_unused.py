"""What nothing refers to can be taken away, and what is used says why it stays."""

from __future__ import annotations

from datetime import date

import pytest
from django.apps import apps
from django_scopes import scope

from samordna.funding.models import FormVersion
from samordna.funding.services.forms import choose_form, ready_forms, remove_form
from samordna.ground.references import referring_models
from samordna.journal.models import JournalEntry
from samordna.letters.models import Invitation, Letter
from samordna.letters.removing import remove_person
from samordna.parties.access import Refused
from samordna.parties.models import (
    AssociationSetting,
    Body,
    Contact,
    NumberSeries,
    Organisation,
    Person,
    RoleAssignment,
)
from samordna.parties.services.bodies import add_body, remove_body
from samordna.parties.services.errors import StillUsed
from samordna.parties.services.organisations import (
    add_organisation,
    remove_organisation,
    save_unit,
)
from samordna.parties.services.roles import give_role, remove_role
from samordna.parties.tests.cast import FROM, make_cast

DAY = date(2024, 9, 5)


@pytest.fixture
def cast(db):
    made = make_cast()
    with scope(association=made.association):
        yield made


def _body(cast):
    return add_body(
        actor=cast.actor("registrar"),
        details={
            "kind": Body.Kind.LOCAL_GROUP,
            "name": "Lokusgrupp norr",
            "numbering": Body.Numbering.YEAR,
            "term_starts": None,
            "quorum": {"rule": "none"},
            "lead": "body",
            "seats": 5,
            "valid_from": FROM,
        },
        first_paragraph=7,
        today=DAY,
    )


def _person(cast):
    given = give_role(
        actor=cast.actor("registrar"),
        email="fel@exempel.se",
        name="Nils Nyström",
        role="case_officer",
        organisation=None,
        title="",
        valid_from=FROM,
    )
    return given, Contact.objects.get(person=given.person)


def test_an_unused_organisation_goes_and_the_journal_keeps_it(cast):
    wrong = add_organisation(
        actor=cast.actor("registrar"),
        name="Knivsta kommunn",
        short_name="Knivsta",
        kind="municipality",
        is_member=False,
    )
    unit = save_unit(actor=cast.actor("registrar"), organisation=wrong, name="Arbete")
    with pytest.raises(StillUsed, match="1 enhet"):
        remove_organisation(actor=cast.actor("registrar"), organisation=wrong)
    unit.delete()
    with pytest.raises(Refused):
        remove_organisation(actor=cast.actor("economist"), organisation=wrong)
    remove_organisation(actor=cast.actor("registrar"), organisation=wrong)
    assert not Organisation.objects.filter(pk=wrong.pk).exists()
    assert JournalEntry.objects.get(verb="remove_organisation").before["name"] == "Knivsta kommunn"


def test_a_used_organisation_says_what_uses_it(cast, client, django_assert_max_num_queries):
    used = cast.organisations["fk"]
    client.force_login(cast.people["registrar"])
    with django_assert_max_num_queries(12):
        page = client.get(f"/uppsala/organisationer/{used.pk}/andra/").content.decode()
    assert f"{used.name} kan inte tas bort, eftersom den har" in page and "uppdrag" in page
    assert "ta-bort/" not in page
    answer = client.post(f"/uppsala/organisationer/{used.pk}/ta-bort/", follow=True)
    assert "kan inte tas bort" in answer.content.decode()
    assert Organisation.objects.filter(pk=used.pk).exists()


def test_an_unused_body_goes_with_its_rules_and_numbers(cast, client):
    body = _body(cast)
    client.force_login(cast.people["registrar"])
    url = f"/uppsala/forbundet/organ/{body.slug}/"
    assert f"{url}ta-bort/" in client.get(url).content.decode()
    assert client.post(f"{url}ta-bort/").status_code == 302
    assert not Body.objects.filter(pk=body.pk).exists()
    assert not AssociationSetting.objects.filter(body_id=body.pk).exists()
    assert not NumberSeries.objects.filter(key__startswith=f"{body.pk}:").exists()
    with pytest.raises(StillUsed, match="uppdrag"):
        remove_body(actor=cast.actor("registrar"), body=cast.board)


def test_a_form_that_nothing_uses_goes(cast, client):
    made = choose_form(actor=cast.actor("director"), ready=ready_forms()[0], valid_from=DAY)
    client.force_login(cast.people["director"])
    url = f"/uppsala/utlysningar/formular/{made.pk}/"
    assert f"{url}ta-bort/" in client.get(url).content.decode()
    remove_form(actor=cast.actor("director"), form=made)
    assert not FormVersion.objects.filter(pk=made.pk).exists()
    entry = JournalEntry.objects.get(verb="remove_form_version")
    assert entry.before["definition"]["sections"]


def test_somebody_entered_by_mistake_goes_with_the_invitation(cast, client):
    given, contact = _person(cast)
    with pytest.raises(StillUsed, match="1 roll"):
        remove_person(actor=cast.actor("registrar"), contact=contact)
    remove_role(actor=cast.actor("director"), assignment=given, reason="Fel adress")
    letter = Letter.objects.get(address="fel@exempel.se")
    client.force_login(cast.people["registrar"])
    page = client.get(f"/uppsala/personer/{contact.pk}/andra/").content.decode()
    assert f"/brev/person/{contact.pk}/ta-bort/" in page
    assert client.post(f"/uppsala/brev/person/{contact.pk}/ta-bort/").status_code == 302
    assert not Person.objects.filter(email="fel@exempel.se").exists()
    assert not Invitation.objects.filter(person_id=given.person_id).exists()
    letter.refresh_from_db()
    assert letter.person is None and letter.state == "stopped"
    assert JournalEntry.objects.get(verb="remove_person").before["email"] == "fel@exempel.se"


def test_whom_another_association_knows_keeps_the_way_to_sign_in(cast):
    other = make_cast("heby")
    given, contact = _person(cast)
    with scope(association=other.association):
        give_role(
            actor=other.actor("registrar"),
            email="fel@exempel.se",
            name="Nils Nyström",
            role="case_officer",
            organisation=None,
            title="",
            valid_from=FROM,
        )
    remove_role(actor=cast.actor("director"), assignment=given, reason="Fel")
    remove_person(actor=cast.actor("registrar"), contact=contact)
    assert Person.objects.filter(email="fel@exempel.se").exists()
    assert not Contact.objects.filter(person=given.person).exists()
    with scope(association=other.association):
        assert Contact.objects.filter(person=given.person).exists()


def test_who_has_done_something_stays(cast):
    wrong = cast.people["registrar"]
    add_organisation(
        actor=cast.actor("registrar"), name="X", short_name="X", kind="other", is_member=False
    )
    RoleAssignment.objects.filter(person=wrong).delete()
    with pytest.raises(StillUsed, match="har gjort något"):
        remove_person(actor=cast.actor("director"), contact=Contact.objects.get(person=wrong))


def test_everything_that_can_refer_has_a_word():
    named = ("Organisation", "Body", "Unit", "Person")
    models = [apps.get_model("parties", name) for name in named] + [FormVersion]
    own = {"parties.Contact", "parties.AssociationSetting"}
    for model in models:
        for referring, _ in referring_models(model):
            label = referring._meta.label
            if label.split(".")[0] in {"account", "mfa", "socialaccount", "usersessions"}:
                continue  # the account's own, that no association sees
            assert label in own or hasattr(referring, "counted_as"), label
