from __future__ import annotations

from django.db import migrations
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce, Now


def say_who_has_come_in(apps, schema_editor) -> None:
    """Who has used an invitation here, done something here, or has an account and is nowhere else.

    Of anybody else an association sees it the next time that they come in.
    """
    contacts = apps.get_model("parties", "Contact")._base_manager
    person = apps.get_model("parties", "Person").objects.filter(pk=OuterRef("person"))
    used = apps.get_model("letters", "Invitation")._base_manager.exclude(used_at=None)
    done = apps.get_model("journal", "JournalEntry")._base_manager.filter(actor_kind="person")
    here = {"association": OuterRef("association")}
    has_account = ~Q(("person__password__startswith", "!")) | Q(person__last_login__isnull=False)
    alone = (
        contacts.filter(person=OuterRef("person"))
        .order_by()
        .values("person")
        .annotate(number=Count("pk"))
        .filter(number=1)
    )
    found = contacts.filter(
        Q(Exists(used.filter(person=OuterRef("person"), **here)))
        | Q(Exists(done.filter(actor_id=OuterRef("person"), **here)))
        | Q(has_account, Exists(alone))
    )
    moment = Coalesce(person.values("last_login")[:1], Now())
    contacts.filter(pk__in=list(found.values_list("pk", flat=True))).update(came_in_at=moment)


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0001_initial"),
        ("letters", "0003_printed_invitations"),
        ("parties", "0009_came_in"),
    ]

    operations = [migrations.RunPython(say_who_has_come_in, migrations.RunPython.noop)]
