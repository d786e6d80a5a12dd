"""The organisations with a part in an application: whose people read what is decided of it, and who
are told of it."""

from __future__ import annotations

from django.db.models import Q

from samordna.funding.models import Application, ApplicationPartner, WantedSignature
from samordna.initiatives.models import GrantAmount
from samordna.kernel.ordering import party_key
from samordna.meetings.models import AgendaItem, DecidedAmount
from samordna.meetings.rules.outcomes import GRANTING
from samordna.meetings.subjects import SubjectKind
from samordna.parties.actors import Actor
from samordna.parties.models import Body, Organisation
from samordna.register.models import Matter


def involved(pk: int) -> frozenset[int]:
    """The owner, the partners, those who have signed what stands, and those who have been granted
    money of it. One query."""
    signed = WantedSignature.objects.filter(
        version__application=pk, version__withdrawn_at=None, signature__isnull=False
    )
    granted = GrantAmount.objects.filter(grant__application=pk, amount_kr__gt=0)
    ways = (
        Application.objects.filter(pk=pk).values("owner"),
        ApplicationPartner.objects.filter(application=pk).values("organisation"),
        signed.values("organisation"),
        granted.values("organisation"),
    )
    found = Q()
    for way in ways:
        found |= Q(pk__in=way)
    return frozenset(Organisation.objects.filter(found).values_list("pk", flat=True))


def told_of_decision(application: Application) -> list[int]:
    """Who is told what the board has decided: the owner and the partners, who are parties whatever
    became of their own shares (FL 33), and everybody whom any of the board's paragraphs about the
    application has granted money. Three queries."""
    given = DecidedAmount.objects.filter(
        treatment__item__subject_kind=SubjectKind.APPLICATION,
        treatment__item__subject_id=application.pk,
        treatment__item__meeting__body__kind=Body.Kind.BOARD,
        treatment__outcome__in=GRANTING,
        amount_kr__gt=0,
    )
    rows = given.order_by("organisation_id").values_list("organisation_id", flat=True)
    parties = [one.pk for one in parties_of(application.pk)]
    return list(dict.fromkeys([*parties, *rows]))


def parties_of(pk: int) -> list[Organisation]:
    """Who applies together: the owner first, then the partners by name. Two queries."""
    owner = Organisation.objects.get(applications=pk)
    partners = ApplicationPartner.objects.filter(application=pk).select_related("organisation")
    found = {owner, *(partner.organisation for partner in partners)}
    return sorted(found, key=lambda one: party_key(one.name, owner.name))


def own_paragraphs(actor: Actor, matter: Matter, application: Application | None) -> set[int]:
    """The keys of the meetings whose paragraph about an application's matter the actor may read for
    an organisation with a part in it, once adjusted: as ``may_read_extract`` answers of each. Two
    queries, none for who acts for no organisation."""
    own = actor.applicant_for | actor.signatory_for
    if application is None or not own or own.isdisjoint(involved(application.pk)):
        return set()
    items = {item.pk: item for item in AgendaItem.objects.filter(matter=matter)}
    found = set()
    for item in items.values():
        origin: AgendaItem | None = item
        while origin is not None and origin.subject_kind == SubjectKind.EARLIER_ITEM:
            origin = items.get(origin.subject_id or 0)
        if origin is not None and origin.subject_kind == SubjectKind.APPLICATION:
            found.add(item.meeting_id)
    return found
