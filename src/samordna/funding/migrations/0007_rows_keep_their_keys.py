"""A row of the budget keeps its key from save to save, and what cannot be read is kept as typed."""

from django.db import migrations, models
from django.db.models import Q

from samordna.ground.going_back import refuses_to_lose

WHAT = "det som är skrivet och inte går att läsa"


def number_rows(apps, schema_editor):
    """Give each row the key that its page knew it by: its place in the budget."""
    rows = apps.get_model("funding", "BudgetLine")
    application, number, numbered = None, 0, []
    for row in rows.objects.order_by("application_id", "position", "id").iterator():
        number = number + 1 if row.application_id == application else 1
        application, row.key = row.application_id, number
        numbered.append(row)
    rows.objects.bulk_update(numbered, ["key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("funding", "0006_remitted_as"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="unread",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="statement",
            name="unread",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="budgetline",
            name="key",
            field=models.PositiveIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.RunPython(number_rows, migrations.RunPython.noop, elidable=False),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.UniqueConstraint(
                fields=["application", "key"], name="budget_line_key_once"
            ),
        ),
        refuses_to_lose("funding", "Application", ~Q(unread={}), WHAT),
        refuses_to_lose("funding", "Statement", ~Q(unread={}), WHAT),
    ]
