from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_applications_are_subjects"),
    ]

    operations = [
        migrations.RemoveField(model_name="agendaitem", name="application"),
        migrations.AddIndex(
            model_name="agendaitem",
            index=models.Index(fields=["subject_kind", "subject_id"], name="agenda_by_subject"),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("subject_id__isnull", False)),
                fields=("meeting", "subject_kind", "subject_id"),
                name="subject_once_a_meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("subject_id", None), ("subject_kind", "")),
                    models.Q(
                        models.Q(("subject_kind", ""), _negated=True),
                        ("subject_id__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="subject_whole_or_none",
            ),
        ),
    ]
