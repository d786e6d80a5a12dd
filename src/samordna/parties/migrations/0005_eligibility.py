from django.db import migrations, models

from samordna.ground.going_back import refuses_to_lose


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0004_association_from_nothing"),
    ]

    operations = [
        migrations.AddField(
            model_name="mandate",
            name="eligible_as",
            field=models.CharField(
                blank=True,
                choices=[
                    ("council", "Ledamot eller ersättare i fullmäktige"),
                    ("employed", "Anställd hos myndigheten"),
                ],
                max_length=10,
                verbose_name="valbar som",
            ),
        ),
        migrations.AddField(
            model_name="mandate",
            name="eligible_to",
            field=models.DateField(blank=True, null=True, verbose_name="valbar till"),
        ),
        refuses_to_lose("parties", "Mandate", ~models.Q(eligible_as=""), "de valdas valbarhet"),
    ]
