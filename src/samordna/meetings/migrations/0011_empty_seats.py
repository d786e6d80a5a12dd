from django.db import migrations, models
from django.db.models import deletion


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0010_words_as_locked"),
        ("parties", "0006_settings_once_a_day"),
    ]

    operations = [
        migrations.AddField("attendee", "empty_seat", models.BooleanField(default=False)),
        migrations.AddField(
            "attendee",
            "seat_of",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=deletion.PROTECT,
                related_name="+",
                to="parties.organisation",
            ),
        ),
    ]
