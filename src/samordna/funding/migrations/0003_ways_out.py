import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from samordna.ground.going_back import refuses_to_lose


class Migration(migrations.Migration):
    dependencies = [
        ("funding", "0002_state_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="extended_until",
            field=models.DateField(blank=True, null=True, verbose_name="förlängd till"),
        ),
        migrations.AddField(
            model_name="application",
            name="extension_reason",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="skäl till förlängning"
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="extension_reason",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="skäl till förlängning"
            ),
        ),
        migrations.AddField(
            model_name="wantedsignature",
            name="refusal_reason",
            field=models.CharField(blank=True, max_length=500, verbose_name="skäl"),
        ),
        migrations.AddField(
            model_name="wantedsignature",
            name="refused_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="nekad"),
        ),
        migrations.AddField(
            model_name="wantedsignature",
            name="refused_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="application",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Utkast hos sökanden"),
                    ("signing", "Väntar på underskrifter"),
                    ("submitted", "Inkommen, ska registreras"),
                    ("registered", "Registrerad, bereds"),
                    ("prepared", "Beredd, kan tas upp"),
                    ("scheduled", "På föredragningslistan"),
                    ("granted", "Beviljad"),
                    ("rejected", "Avslagen"),
                    ("postponed", "Bordlagd, tas upp igen"),
                    ("withdrawn", "Återkallad"),
                    ("written_off", "Avskriven"),
                ],
                default="draft",
                max_length=12,
                verbose_name="läge",
            ),
        ),
        refuses_to_lose(
            "funding", "wantedsignature", Q(refused_at__isnull=False), "nekade underskrifter"
        ),
        refuses_to_lose(
            "funding",
            "application",
            Q(extended_until__isnull=False) | Q(state="written_off"),
            "förlängda eller avskrivna ansökningar",
        ),
        refuses_to_lose("funding", "call", ~Q(extension_reason=""), "skäl till förlängning"),
    ]
