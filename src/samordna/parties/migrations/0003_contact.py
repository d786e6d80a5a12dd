from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from samordna.ground.going_back import WouldLose

CONTACT_OF_THE_PERSON = models.ForeignObject(
    editable=False,
    from_fields=["association", "person"],
    null=True,
    on_delete=django.db.models.deletion.DO_NOTHING,
    related_name="+",
    to="parties.contact",
    to_fields=["association", "person"],
)


def call_everybody_by_their_account(apps: Any, schema_editor: Any) -> None:
    """Every association calls its people what their accounts are called."""
    alias = schema_editor.connection.alias
    people = apps.get_model("parties", "Person").objects.using(alias)
    names = dict(people.values_list("pk", "name"))
    pairs: set[tuple[int, int]] = set()
    for model in ("RoleAssignment", "Mandate"):
        rows = apps.get_model("parties", model).objects.using(alias)
        pairs |= set(rows.values_list("association_id", "person_id").distinct())
    contact = apps.get_model("parties", "Contact")
    contact.objects.using(alias).bulk_create(
        contact(association_id=association, person_id=person, name=names[person])
        for association, person in sorted(pairs)
    )


def give_the_names_back(apps: Any, schema_editor: Any) -> None:
    """Accounts get the names that people have been given. Raises :class:`WouldLose`."""
    alias = schema_editor.connection.alias
    contacts = apps.get_model("parties", "Contact").objects.using(alias)
    if contacts.exclude(email="", phone="").exists():
        raise WouldLose(
            "Det går inte att gå tillbaka: adresser och telefonnummer till personer skulle gå "
            "förlorade. Gå tillbaka genom att läsa in en säkerhetskopia."
        )
    names: dict[int, set[str]] = {}
    for person, name in contacts.values_list("person_id", "name"):
        names.setdefault(person, set()).add(name)
    if any(len(found) > 1 for found in names.values()):
        raise WouldLose(
            "Det går inte att gå tillbaka: någon heter olika i två förbund, och ett av namnen "
            "skulle gå förlorat. Gå tillbaka genom att läsa in en säkerhetskopia."
        )
    people = apps.get_model("parties", "Person").objects.using(alias)
    for person in people.filter(pk__in=names):
        (name,) = names[person.pk]
        if person.name != name:
            people.filter(pk=person.pk).update(name=name)


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0002_appointment"),
    ]

    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-post för brev"),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telefon")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="parties.association",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("association", "person"), name="contact_once")
                ]
            },
        ),
        # They have no columns, and SQLite's editor cannot take such a field away again.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddField("mandate", "contact", CONTACT_OF_THE_PERSON),
                migrations.AddField("roleassignment", "contact", CONTACT_OF_THE_PERSON),
            ]
        ),
        migrations.RunPython(call_everybody_by_their_account, give_the_names_back),
    ]
