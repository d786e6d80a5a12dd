from django.db import migrations, models

from samordna.ground.going_back import refuses_to_lose


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="mandate",
            name="appointed_by",
            field=models.CharField(
                blank=True, max_length=120, verbose_name="utsett genom beslut av"
            ),
        ),
        migrations.AddField(
            model_name="mandate",
            name="appointed_on",
            field=models.DateField(blank=True, null=True, verbose_name="beslutet fattat"),
        ),
        migrations.AddField(
            model_name="mandate",
            name="filed_on",
            field=models.DateField(blank=True, null=True, verbose_name="lagt till handlingarna"),
        ),
        migrations.AddField(
            model_name="mandate",
            name="filed_by",
            field=models.CharField(
                blank=True, max_length=160, verbose_name="till handlingarna genom"
            ),
        ),
        refuses_to_lose(
            "parties",
            "Mandate",
            ~models.Q(appointed_by="", filed_by="")
            | models.Q(appointed_on__isnull=False)
            | models.Q(filed_on__isnull=False),
            "vem som har utsett ledamöter, när, och när det lades till handlingarna",
        ),
    ]
