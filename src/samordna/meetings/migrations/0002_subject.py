import django.db.models.deletion
from django.db import migrations, models

from samordna.ground.going_back import refuses_to_lose


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="subject_kind",
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="subject_id",
            field=models.BigIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="minutes",
            name="filed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="meetings.treatment",
            ),
        ),
        refuses_to_lose(
            "meetings",
            "Minutes",
            models.Q(filed_by__isnull=False),
            "vilken paragraf som lade protokoll till handlingarna",
        ),
    ]
