"""Items about applications say so as items about anything do. A migration of its own, since
PostgreSQL changes no table in the transaction that has changed its rows' foreign keys."""

from django.db import migrations
from django.db.models import Count, F, OuterRef, Q, Subquery

from samordna.ground.going_back import refuses_to_lose

KIND = "application"


def carry_over(apps, schema_editor):
    """The application becomes the item's subject, and its matter the item's where it had none."""
    item = apps.get_model("meetings", "AgendaItem")
    application = apps.get_model("funding", "Application")
    about = item.objects.exclude(application=None)
    of_application = application.objects.filter(pk=OuterRef("application_id"))
    about.filter(matter=None).update(matter_id=Subquery(of_application.values("matter_id")[:1]))
    about.update(subject_kind=KIND, subject_id=F("application_id"))
    _each_once(item)


def _each_once(item):
    """A subject stands once a meeting. Two who pressed at once could list one application twice:
    the item that was taken up, or else the first, is the one about it."""
    subjects = item.objects.exclude(subject_id=None).values("meeting_id", "subject_id")
    for twice in subjects.annotate(times=Count("pk")).filter(times__gt=1).order_by():
        rows = item.objects.filter(
            meeting_id=twice["meeting_id"], subject_id=twice["subject_id"], subject_kind=KIND
        )
        keep = rows.exclude(treatment=None).order_by("pk").first() or rows.order_by("pk").first()
        rows.exclude(pk=keep.pk).update(subject_kind="", subject_id=None)


def carry_back(apps, schema_editor):
    """The subject becomes the item's application again. Other kinds have no place there."""
    item = apps.get_model("meetings", "AgendaItem")
    item.objects.filter(subject_kind=KIND).update(application_id=F("subject_id"))


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_subject"),
        ("funding", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(carry_over, carry_back),
        refuses_to_lose(
            "meetings",
            "AgendaItem",
            Q(subject_id__isnull=False) & ~Q(subject_kind=KIND),
            "vilka valärenden och protokoll som punkter handlar om",
        ),
    ]
