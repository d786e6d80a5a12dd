"""What becomes of what a grant leaves out is data of the paragraph."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0017_posted_again")]

    operations = [
        migrations.AddField(
            "treatment",
            "rest",
            models.CharField(
                "det som inte beviljas",
                max_length=10,
                choices=[
                    ("rejected", "Avslås"),
                    ("postponed", "Bordläggs"),
                    ("remitted", "Återremitteras till kansliet"),
                ],
                blank=True,
            ),
        ),
    ]
