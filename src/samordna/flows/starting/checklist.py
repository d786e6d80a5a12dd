"""Kom igång: what an association that begins still lacks, each thing with the page that gives it.

Nothing is ticked by hand: what is done is seen in the data, all of it in one query. ``STEPS`` is
the one list; a room adds a :class:`Step`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    JSONField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields import BooleanField
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from samordna.economy.models import ContributionKey, EconomicPlan
from samordna.economy.policies import may_write_contribution_keys
from samordna.funding.models import Call, FormVersion
from samordna.ground.gathering import Gathered
from samordna.ground.ordering import ByName
from samordna.ground.prepared import Kept, Key
from samordna.ground.scoping import Scoped
from samordna.kernel.counting import counted
from samordna.kernel.sentences import listed
from samordna.letters.models import Invitation
from samordna.letters.unused import unused
from samordna.meetings.models import Meeting
from samordna.parties.access import Decision
from samordna.parties.actors import Actor
from samordna.parties.models import (
    Association,
    Body,
    Contact,
    Mandate,
    NumberSeries,
    Organisation,
    Role,
    RoleAssignment,
)
from samordna.parties.policies import may_change_people
from samordna.web.links import link
from samordna.web.shared import ChecklistItem, Task

#: What an association says of itself that papers and notices need.
NEEDED = (
    "organisation_number",
    "seat",
    "postal_address",
    "email",
    "administrative_court",
    "minutes_kept_at",
)
KIND = Organisation.Kind
#: How many of those that lack something are named.
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Lacking:
    """The parties that lack something: what it is called, and which they are on a day."""

    key: str
    words: str
    parties: Callable[[date], QuerySet[Any]]
    #: What else can be said of them, after the names.
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that an association needs: its words, its page, and whether it is there on a day.

    ``needed``: without it the association has not begun; what is not needed may be left.
    Nothing is done as long as some party is ``lacking`` something.
    ``open_to``: who may open the page, where not all who see the list may. ``begun``: whether the
    association has begun anyhow, so that what is left holds nothing back. ``lacking``: who lacks
    what, told of by name.
    """

    label: str
    why: str
    page: str
    done: Callable[[date], Exists | Q]
    needed: bool = True
    open_to: Callable[[Actor], Decision] = may_change_people
    begun: Callable[[date], Exists] | None = None
    lacking: tuple[Lacking, ...] = ()


def _own(model: type[Scoped], **found: object) -> QuerySet[Any]:
    # Asked with the row of the association, before its scope is open: each names it.
    return model._base_manager.filter(association=OuterRef("pk"), **found)


def _details(today: date) -> Q:
    return Q(*(~Q(**{name: ""}) for name in NEEDED))


def _members(today: date) -> Q:
    """The parties that the law names: FK, AF, a region and a municipality."""
    kinds = (KIND.INSURANCE_AGENCY, KIND.EMPLOYMENT_SERVICE, KIND.REGION, KIND.MUNICIPALITY)
    there = _own(Organisation, is_member=True, kind__in=kinds).order_by().values("association")
    return Q(Exists(there.annotate(kinds=Count("kind", distinct=True)).filter(kinds=len(kinds))))


def _posting(today: date) -> QuerySet[Any]:
    return _own(Organisation, is_member=True, kind__in=(KIND.REGION, KIND.MUNICIPALITY))


def _boards(today: date) -> Q:
    """Some member is a municipality or region; each has said where its board is."""
    return Q(Exists(_posting(today)))


def _boardless(today: date) -> QuerySet[Any]:
    """The members whose board nobody has told of: its name, its address or by mail to whom."""
    return _posting(today).filter(notice_board="", notice_board_url="", notice_board_email="")


def _valid(today: date) -> Q:
    return Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))


def _held(today: date) -> QuerySet[Any]:
    """Seats on the board that are held today or from a later day, for the outer organisation."""
    return Mandate._base_manager.filter(
        Q(valid_to=None) | Q(valid_to__gte=today),
        body__kind=Body.Kind.BOARD,
        organisation=OuterRef("pk"),
    )


def _board(today: date) -> Q:
    """The board has a chair, and each member a ledamot there, and an ersättare where it has one,
    today or from a later day."""
    seats = _own(Mandate, body__kind=Body.Kind.BOARD, position=Mandate.Position.CHAIR)
    return Q(Exists(seats.filter(Q(valid_to=None) | Q(valid_to__gte=today))))


def _met(today: date) -> Exists:
    """The board has met: what falls vacant afterwards stands on Idag, and begins nothing anew."""
    return Exists(_own(Meeting, opened_at__isnull=False))


def _unseated(today: date) -> QuerySet[Any]:
    """The members that nobody sits for on the board, today or from a later day."""
    ordinary = _held(today).exclude(position=Mandate.Position.SUBSTITUTE)
    return _own(Organisation, is_member=True).filter(~Exists(ordinary))


def _unsubstituted(today: date) -> QuerySet[Any]:
    """The members that have no substitute on the board, today or from a later day, and that nobody
    has said have none."""
    substitutes = _held(today).filter(position=Mandate.Position.SUBSTITUTE)
    return _own(Organisation, is_member=True, no_substitute=False).filter(~Exists(substitutes))


def _signed_for(today: date) -> QuerySet[Any]:
    return _own(RoleAssignment, role=Role.SIGNATORY).filter(
        Q(valid_to=None) | Q(valid_to__gte=today)
    )


def _signatories(today: date) -> Q:
    """Somebody signs for some party; and for each member, today or from a later day."""
    return Q(Exists(_signed_for(today)))


def _one_signs(today: date) -> Exists:
    """Somebody signs for some party, so that applications can come."""
    return Exists(_signed_for(today))


def _unsigned(today: date) -> QuerySet[Any]:
    """The members that nobody may sign for, today or from a later day."""
    given = RoleAssignment._base_manager.filter(
        Q(valid_to=None) | Q(valid_to__gte=today), role=Role.SIGNATORY, organisation=OuterRef("pk")
    )
    return _own(Organisation, is_member=True).filter(~Exists(given))


def _office(today: date) -> Exists:
    """More than the director: somebody else who may go on when one is away."""
    others = _own(RoleAssignment, role__in=(Role.REGISTRAR, Role.CASE_OFFICER, Role.ECONOMIST))
    return Exists(others.filter(_valid(today)))


def _invitations(today: date) -> Q:
    """Somebody else than the founder has been invited, and everybody who has been so has come in.

    The founder, whom the association knew first, came in with an invitation made with it.
    """
    first = Contact._base_manager.filter(association=OuterRef("association")).order_by("pk")
    others = _own(Invitation).exclude(person=Subquery(first.values("person")[:1]))
    return Q(Exists(others))


def _unused(today: date) -> QuerySet[Any]:
    return _own(Invitation).filter(unused(today)).order_by("made_at", "pk")


def _series(kind: str) -> Callable[[date], Exists]:
    """A number has been given once, or the first one has been said."""
    return lambda today: Exists(_own(NumberSeries, kind=kind))


STEPS: tuple[Step, ...] = (
    Step(
        "Förbundets uppgifter",
        "Organisationsnummer, säte, adress, förvaltningsrätt och var protokollen förvaras. De står "
        "på anslag och protokoll.",
        "parties:edit_association",
        _details,
    ),
    Step(
        "Medlemmarna",
        "Försäkringskassan, Arbetsförmedlingen, regionen och kommunerna, med organisationsnummer "
        "och bankgiro.",
        "parties:organisations",
        _members,
    ),
    Step(
        "Medlemmarnas anslagstavlor",
        "Justeringen anslås hos varje kommun och region som är medlem. Ange anslagstavlan, dess "
        "webbadress eller e-post för anslag hos var och en.",
        "parties:association",
        _boards,
        lacking=(Lacking("boardless", "anslagstavla", _boardless),),
    ),
    Step(
        "Kansliet",
        "Administratör, verksamhetsutvecklare och ekonom, om förbundet har sådana. Utan någon "
        "annan står allt stilla när förbundschefen är borta.",
        "parties:new_role",
        _office,
        needed=False,
    ),
    Step(
        "Styrelsen",
        "Ordförande, ledamöter och ersättare från varje medlem. En i taget, eller alla ur Excel.",
        "flows:import_people",
        _board,
        begun=_met,
        lacking=(
            Lacking("unseated", "ledamot", _unseated),
            Lacking(
                "unsubstituted",
                "ersättare",
                _unsubstituted,
                " Har medlemmen ingen, kryssa i det på organisationens sida, under Ändra.",
            ),
        ),
    ),
    Step(
        "Firmatecknare hos parterna",
        "De som skriver under ansökningar. Utan dem kan parten inte lämna in någon.",
        "flows:import_people",
        _signatories,
        begun=_one_signs,
        lacking=(Lacking("unsigned", "firmatecknare", _unsigned),),
    ),
    Step(
        "Inbjudningarna",
        "Den som läggs upp får en inbjudan och väljer ett lösenord.",
        "letters:unused",
        _invitations,
        needed=False,
    ),
    Step(
        "Nästa paragraf",
        "Var styrelsens paragrafer fortsätter, och hur organen fattar beslut.",
        "parties:association",
        _series("paragraph"),
    ),
    Step(
        "Första diarienumret",
        "Var diariet fortsätter i år.",
        "register:first_number",
        _series("matter"),
    ),
    Step(
        "Fördelningsnyckel",
        "Hur medlemmarna delar på avgiften.",
        "economy:contribution_key",
        lambda today: Exists(_own(ContributionKey)),
        needed=False,
        open_to=may_write_contribution_keys,
    ),
    Step(
        "Ekonomisk plan",
        "Grunden för beslutsutrymmet.",
        "economy:plans",
        lambda today: Exists(_own(EconomicPlan)),
        needed=False,
    ),
    Step(
        "Formulär för ansökningar",
        "Välj ett av de färdiga. Frågorna kan ändras.",
        "funding:forms",
        lambda today: Exists(_own(FormVersion)),
    ),
    Step(
        "Första utlysningen",
        "Vad som kan sökas, och när.",
        "funding:open_call",
        lambda today: Exists(_own(Call)),
    ),
    Step(
        "Första sammanträdet",
        "Planera det, så går kallelsen att skicka.",
        "meetings:new",
        lambda today: Exists(_own(Meeting)),
    ),
)


@Kept
def _with_facts(association: int, today: date) -> QuerySet[Association]:
    """An association with what the checklist asks about it."""
    steps = {f"step_{number}": _truth(step.done(today)) for number, step in enumerate(STEPS)}
    begun = {
        f"begun_{number}": step.begun(today) for number, step in enumerate(STEPS) if step.begun
    }
    lacking = {lack.key: _first(lack.parties(today)) for step in STEPS for lack in step.lacking}
    unused = _unused(today)
    told = JSONObject(name=Coalesce("contact__name", "person__name"))
    all_of_them = (
        unused.order_by()
        .values("association")
        .annotate(
            told=JSONObject(number=Count("pk"), since=Min("made_at"), until=Max("valid_until"))
        )
    )
    return Association.objects.filter(pk=association).annotate(
        **steps,
        **begun,
        **lacking,
        invited=Gathered(unused.annotate(told=told).values_list("told")[:MOST_NAMED]),
        unused=Subquery(all_of_them.values("told"), output_field=JSONField()),
    )


def _first(parties: QuerySet[Any]) -> Gathered:
    """The first parties that lack something, by name: as many as are told of, and one more."""
    told = JSONObject(pk="pk", name="name")
    named = parties.order_by(ByName("name")).annotate(told=told).values_list("told")
    return Gathered(named[: MOST_NAMED + 1])


def _truth(condition: Exists | Q) -> Exists | Case:
    if isinstance(condition, Exists):
        return condition
    return Case(
        When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()
    )


def checklist(actor: Actor, today: date, association: Association) -> list[ChecklistItem]:
    """Every step, done or not, for the director and the registrar; none for others.

    One query, none for others.
    """
    if not actor.has(Role.REGISTRAR):
        return []
    (found,) = _with_facts(Key(association.pk), today)
    return [_item(number, step, found, actor, today) for number, step in enumerate(STEPS)]


def _item(number: int, step: Step, association: Any, actor: Actor, today: date) -> ChecklistItem:
    there = bool(getattr(association, f"step_{number}"))
    done = there and not any(getattr(association, lack.key) for lack in step.lacking)
    if step.done is _invitations:
        done = there and not association.unused
    return ChecklistItem(
        label=step.label,
        why=_why(step, association, done=done),
        url=_url(step, association) if step.open_to(actor)[0] else "",
        done=done,
        needed=step.needed,
        begun=bool(getattr(association, f"begun_{number}", False)),
        task=_task(step, association, today),
    )


def _url(step: Step, association: Any) -> str:
    """The page of a step; of the boards, where the first that is lacking is told of."""
    if step.done is _boards and association.boardless:
        pk = association.boardless[0]["pk"]
        return link(association.slug, "parties:edit_organisation", pk=pk)
    return link(association.slug, step.page)


def _why(step: Step, association: Any, *, done: bool) -> str:
    """Why a step is needed; and of the parties that lack something which they are."""
    if done:
        return step.why
    if step.done is _invitations and association.unused:
        return f"{step.why} {_who_has_not_come(association)}"
    said = [text for lack in step.lacking if (text := _who_lacks(lack, association))]
    if step.done is _board and not said:
        said = ["Ordförande saknas."]
    return " ".join((step.why, *said))


def _who_lacks(lack: Lacking, association: Any) -> str:
    """Which parties lack something, the first few by name; empty where none does."""
    names = [one["name"] for one in getattr(association, lack.key) or ()]
    if not names:
        return ""
    more = " med flera" if len(names) > MOST_NAMED else ""
    return f"Ingen {lack.words} för {listed(names[:MOST_NAMED])}{more}.{lack.unless}"


def _who_has_not_come(association: Any) -> str:
    """Who has not used the invitation, the first few by name, and since when."""
    number, named = association.unused["number"], [one["name"] for one in association.invited]
    more = " med flera" if number > MOST_NAMED else ""
    day = _day(association.unused["since"])
    since = f"sedan {day}" if number == 1 else f"den äldsta från {day}"
    return f"Inte använd av {listed(named)}{more}, {since}."


def _day(written: str) -> date:
    """The day of a moment of a JSON object: SQLite writes it in UTC without saying so."""
    moment = datetime.fromisoformat(written)
    if timezone.is_naive(moment):
        moment = moment.replace(tzinfo=UTC)
    return timezone.localdate(moment)


def _task(step: Step, association: Any, today: date) -> Task | None:
    """The line on Idag about invitations of earlier days that nobody has used."""
    if step.done is not _invitations or not association.unused:
        return None
    if _day(association.unused["since"]) >= today:
        return None
    who = counted(association.unused["number"], "person", "personer")
    # With no link that works somebody is shut out until the office has done this.
    too_old = _day(association.unused["until"]) < today
    old = " Ingen länk fungerar längre." if too_old else ""
    return Task(
        "Bjud in igen",
        f"{who} som inte har använt sin inbjudan",
        link(association.slug, step.page),
        f"{_who_has_not_come(association)}{old} Skicka igen, eller skriv ut",
        can_wait=not too_old,
    )


def in_place(items: list[ChecklistItem]) -> bool:
    """Whether everything that an association needs to begin is there."""
    return all(item.settled for item in items if item.needed)
