from __future__ import annotations

from django.db import migrations, models


def untick(apps, schema_editor) -> None:
    """What the law does not let be a member was one only because the box was ticked from the start."""
    found = apps.get_model("parties", "Organisation")._base_manager.filter(kind="other")
    found.filter(is_member=True).update(is_member=False)


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0010_roles_once_on_every_database"),
    ]

    operations = [
        migrations.AlterField(
            model_name="organisation",
            name="is_member",
            field=models.BooleanField(default=False, verbose_name="medlem i förbundet"),
        ),
        migrations.RunPython(untick, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_member", False),
                    ("kind__in", ("fk", "af", "region", "municipality")),
                    _connector="OR",
                ),
                name="organisation_can_be_member",
            ),
        ),
    ]
