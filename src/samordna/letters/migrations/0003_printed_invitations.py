from __future__ import annotations

from django.db import migrations, models


def say_which_were_printed(apps, schema_editor) -> None:
    """The journal tells which invitations were printed, and which accounts they have opened."""
    printed = apps.get_model("journal", "JournalEntry")._base_manager.filter(
        verb="print_invitation", subject_type="letters.invitation"
    )
    found = apps.get_model("letters", "Invitation")._base_manager.filter(
        pk__in=[int(pk) for pk in printed.values_list("subject_id", flat=True)]
    )
    found.update(is_printed=True)
    people = apps.get_model("parties", "Person").objects
    for invitation in found.exclude(used_at=None):
        people.filter(pk=invitation.person_id).update(opened_on_paper_in=invitation.association_id)


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0001_initial"),
        ("letters", "0002_hand_over"),
        ("parties", "0007_account_opened"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="is_printed",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(say_which_were_printed, migrations.RunPython.noop),
    ]
