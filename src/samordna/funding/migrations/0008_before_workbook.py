"""What a budget was before a workbook was read is kept, so that the reading can be undone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("funding", "0007_rows_keep_their_keys"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="before_workbook",
            field=models.JSONField(default=dict),
        ),
    ]
