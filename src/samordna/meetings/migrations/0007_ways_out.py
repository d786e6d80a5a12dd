import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from samordna.ground.going_back import refuses_to_lose


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0006_secretary_contact"),
    ]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="let_go_on",
            field=models.DateField(blank=True, null=True, verbose_name="utgår"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="let_go_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="skäl"),
        ),
        migrations.AddField(
            model_name="attendee",
            name="signed_for_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signs_for",
                to="meetings.attendee",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="cancel_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="skäl"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="cancelled_on",
            field=models.DateField(blank=True, null=True, verbose_name="inställt"),
        ),
        migrations.AddField(
            model_name="minutes",
            name="withdrawal_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="skäl"),
        ),
        migrations.AddField(
            model_name="minutessigner",
            name="refusal_reason",
            field=models.CharField(blank=True, max_length=500, verbose_name="skäl"),
        ),
        migrations.AddField(
            model_name="minutessigner",
            name="refused_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="nekad"),
        ),
        migrations.AddField(
            model_name="treatment",
            name="not_in_effect",
            field=models.CharField(blank=True, max_length=300, verbose_name="inte verkställt"),
        ),
        migrations.AddField(
            model_name="treatment",
            name="set_aside_on",
            field=models.DateField(blank=True, null=True, verbose_name="avslutat för hand"),
        ),
        migrations.AddField(
            model_name="treatment",
            name="set_aside_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="skäl"),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="state",
            field=models.CharField(
                choices=[
                    ("planned", "Planeras"),
                    ("summoned", "Kallat"),
                    ("in_session", "Pågår"),
                    ("closed", "Avslutat"),
                    ("signing", "För justering"),
                    ("adjusted", "Justerat"),
                    ("posted", "Anslaget"),
                    ("cancelled", "Inställt"),
                ],
                default="planned",
                max_length=10,
                verbose_name="läge",
            ),
        ),
        migrations.AlterField(
            model_name="minutessigner",
            name="role",
            field=models.CharField(
                choices=[
                    ("secretary", "Sekreterare"),
                    ("chair", "Ordförande"),
                    ("adjuster", "Justerare"),
                    ("for_chair", "I ordförandens ställe"),
                ],
                max_length=10,
            ),
        ),
        refuses_to_lose("meetings", "meeting", Q(state="cancelled"), "inställda sammanträden"),
        refuses_to_lose(
            "meetings", "agendaitem", Q(let_go_on__isnull=False), "punkter som har utgått"
        ),
        refuses_to_lose(
            "meetings", "attendee", Q(signed_for_by__isnull=False), "vem som skriver under för vem"
        ),
        refuses_to_lose(
            "meetings", "minutessigner", Q(refused_at__isnull=False), "nekade underskrifter"
        ),
        refuses_to_lose(
            "meetings", "minutes", ~Q(withdrawal_reason=""), "skäl till återtagna protokoll"
        ),
        refuses_to_lose(
            "meetings",
            "treatment",
            ~Q(not_in_effect="") | Q(set_aside_on__isnull=False),
            "paragrafer som inte kunde verkställas",
        ),
    ]
