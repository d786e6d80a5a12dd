"""Reading the register."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, JSONField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.shortcuts import get_object_or_404

from samordna.ground.search import sought
from samordna.kernel.identifiers import MatterNumber, NotAMatterNumber
from samordna.kernel.texts import as_read
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Association, NumberSeries
from samordna.parties.numbers import next_number
from samordna.register.models import Matter, Record, SkippedNumbers
from samordna.register.policies import may_add_record, may_read_register


def matters_for(
    actor: Actor, *, text: str = "", year: int | None = None, only_open: bool = False
) -> QuerySet[Matter]:
    """The matters that the actor may read, the newest first. Raises Refused to others."""
    require(may_read_register(actor))
    # Counted for the rows of the page only: a join would count the records of every matter.
    counted = Record.objects.filter(matter=OuterRef("pk")).order_by().values("matter")
    records = Subquery(counted.annotate(number=Count("pk")).values("number"))
    found = (
        Matter.objects.select_related("responsible", "responsible_contact")
        .annotate(record_count=Coalesce(records, 0))
        .order_by("-year", "-serial")
    )
    if year is not None:
        found = found.filter(year=year)
    if only_open:
        found = found.filter(closed_on=None)
    return _holding(found, as_read(text)) if text else found


def _holding(matters: QuerySet[Matter], text: str) -> QuerySet[Matter]:
    """The matters with the number, or with the words in what they or their records are about, who
    sent or got these, or what their files are called; ``found_in`` is the first such record."""
    try:
        number = MatterNumber.parse(text)
    except NotAMatterNumber:
        # What matches is sought in each table by itself, and joined afterwards: a join would put
        # every record beside its files first.
        files = Record._meta.get_field("versions").related_model._default_manager
        with_file = files.filter(sought(text), record__isnull=False).values("record")
        records = Record.objects.filter(sought(text) | Q(pk__in=with_file))
        first = (
            records.filter(matter=OuterRef("pk"))
            .order_by("serial")
            .values(
                told=JSONObject(serial="serial", subject="subject", counterparty="counterparty")
            )
        )
        in_records = Q(pk__in=records.order_by().values("matter"))
        return matters.filter(sought(text) | in_records).annotate(
            found_in=Subquery(first[:1], output_field=JSONField())
        )
    return matters.filter(year=number.year, serial=number.serial)


def matter_for_reading(actor: Actor, year: int, serial: int) -> Matter:
    """One matter. Raises Refused to those who may not read the register, Http404 if none."""
    require(may_read_register(actor))
    return get_object_or_404(
        Matter.objects.filter(year=year, serial=serial).select_related(
            "responsible", "responsible_contact"
        )
    )


def matter_for_registering(actor: Actor, year: int, serial: int) -> Matter:
    """One open matter that the actor may add records to. Raises Http404 and Refused."""
    matter = matter_for_reading(actor, year, serial)
    require(may_add_record(actor, matter))
    return matter


def records_of(matter: Matter) -> QuerySet[Record]:
    """The records of a matter in order, with their papers and what is known of their files; the
    bytes are not read. Two queries."""
    papers = Record._meta.get_field("versions").related_model._default_manager
    files = papers.select_related("file").defer("file__data")
    return matter.records.prefetch_related(Prefetch("versions", files)).order_by("serial")


def years_with_matters() -> list[int]:
    """The years that have matters, the newest first."""
    return list(Matter.objects.order_by("-year").values_list("year", flat=True).distinct())


def gaps() -> list[SkippedNumbers]:
    """The numbers that no matter has, the latest first. One query."""
    return list(SkippedNumbers.objects.all())


def first_number_unsaid(association: Association, today: date) -> str:
    """The number that the first matter of all would get while nobody has said where the numbers
    begin; empty when somebody has, or numbers have been given. One query."""
    if NumberSeries.objects.filter(association=association, kind="matter").exists():
        return ""
    return f"{today.year}:1"


def number_that_follows(association: Association, today: date) -> str:
    """The number that a matter opened on a day gets, unless another is opened before it. One
    query."""
    following, _ = next_number(association, kind="matter", key=str(today.year))
    return f"{today.year}:{following}"
