"""What an association needs to begin: each thing with its words, its page, and how it is seen that
it is there. ``STEPS`` is the one list; a room adds a :class:`Step`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from samordna.economy.models import ContributionKey, EconomicPlan
from samordna.economy.policies import may_write_contribution_keys
from samordna.funding.models import Call, FormVersion
from samordna.ground.scoping import Scoped
from samordna.letters.models import Invitation
from samordna.letters.unused import unused
from samordna.meetings.models import Meeting
from samordna.parties.access import Decision
from samordna.parties.actors import Actor
from samordna.parties.models import (
    AssociationSetting,
    Body,
    Contact,
    Mandate,
    NumberSeries,
    Organisation,
    Role,
    RoleAssignment,
)
from samordna.parties.policies import may_change_people
from samordna.parties.rules import Position
from samordna.parties.vacancies import without_ledamot, without_substitute

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


@dataclass(frozen=True, slots=True)
class Lacking:
    """The parties that lack something: what they lack in words, and which they are on a day."""

    key: str
    words: str
    parties: Callable[[date], QuerySet[Any]]
    #: What else can be said of them, after the names.
    unless: str = ""
    #: The seat on the board that each lacks.
    adds: Position | None = None


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


def _unnumbered(today: date) -> QuerySet[Any]:
    """The members whose organisation number nobody has written."""
    return _own(Organisation, is_member=True, organisation_number="")


def _unpayable(today: date) -> QuerySet[Any]:
    """The members that are paid and of which nobody has written how."""
    return _posting(today).filter(bankgiro="", plusgiro="")


def _posting(today: date) -> QuerySet[Any]:
    return _own(Organisation, is_member=True, kind__in=(KIND.REGION, KIND.MUNICIPALITY))


def boards_told(today: date) -> Q:
    """Some member is a municipality or region; each has said where its board is."""
    return Q(Exists(_posting(today)))


def _boardless(today: date) -> QuerySet[Any]:
    """The members whose board nobody has told of: its name, its address or by mail to whom."""
    return _posting(today).filter(notice_board="", notice_board_url="", notice_board_email="")


def _valid(today: date) -> Q:
    return Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))


def board_seated(today: date) -> Q:
    """The board has a chair, and each member a ledamot there, and an ersättare where it has one,
    today or from a later day."""
    seats = _own(Mandate, body__kind=Body.Kind.BOARD, position=Mandate.Position.CHAIR)
    return Q(Exists(seats.filter(Q(valid_to=None) | Q(valid_to__gte=today))))


def board_slug() -> Subquery:
    """How the addresses of the board are written; None where there is no board."""
    return Subquery(_own(Body, kind=Body.Kind.BOARD).values("slug")[:1])


def _met(today: date) -> Exists:
    """The board has met: what falls vacant afterwards stands on Idag, and begins nothing anew."""
    return Exists(_own(Meeting, opened_at__isnull=False))


def _unseated(today: date) -> QuerySet[Any]:
    return without_ledamot(_own(Organisation), today)


def _unsubstituted(today: date) -> QuerySet[Any]:
    return without_substitute(_own(Organisation), today)


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


def invitations(today: date) -> Q:
    """Somebody else than the founder has been invited, and everybody who has been so has come in.

    The founder, whom the association knew first, came in with an invitation made with it.
    """
    first = Contact._base_manager.filter(association=OuterRef("association")).order_by("pk")
    others = _own(Invitation).exclude(person=Subquery(first.values("person")[:1]))
    return Q(Exists(others))


def unused_invitations(today: date) -> QuerySet[Any]:
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
        "Logotypen",
        "Den står överst på förbundets papper. Utan den står namnet där.",
        "parties:edit_logo",
        lambda today: ~Q(logo_sha256=""),
        needed=False,
    ),
    Step(
        "Medlemmarna",
        "Försäkringskassan, Arbetsförmedlingen, regionen och kommunerna.",
        "parties:organisations",
        _members,
    ),
    Step(
        "Medlemmarnas nummer",
        "De står på avtal och utbetalningar.",
        "parties:organisations",
        _members,
        needed=False,
        lacking=(
            Lacking("unnumbered", "Inget organisationsnummer", _unnumbered),
            Lacking("unpayable", "Inget bankgiro eller plusgiro", _unpayable),
        ),
    ),
    Step(
        "Medlemmarnas anslagstavlor",
        "Justeringen anslås hos varje kommun och region som är medlem. Ange anslagstavlan, dess "
        "webbadress eller e-post för anslag hos var och en.",
        "parties:association",
        boards_told,
        lacking=(Lacking("boardless", "Ingen anslagstavla", _boardless),),
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
        "Ordförande, och minst en ledamot och en ersättare för varje medlem (lagen 10 §). En i "
        "taget, eller alla ur Excel.",
        "flows:import_people",
        board_seated,
        begun=_met,
        lacking=(
            Lacking("unseated", "Ingen ledamot", _unseated, adds=Position.MEMBER),
            Lacking(
                "unsubstituted",
                "Ingen ersättare",
                _unsubstituted,
                " Har en medlem sagt att den inte utser någon, kryssa i det på organisationens "
                "sida, under Ändra.",
                adds=Position.SUBSTITUTE,
            ),
        ),
    ),
    Step(
        "Andra organ",
        "Arbetsutskott, lokusgrupp, styrgrupp eller medlemssamråd, om förbundet har sådana.",
        "parties:new_body",
        lambda today: Exists(_own(Body).exclude(kind=Body.Kind.BOARD)),
        needed=False,
    ),
    Step(
        "Stående punkter",
        "Det som står på styrelsens föredragningslista varje gång.",
        "parties:association",
        lambda today: Exists(_own(AssociationSetting, key="standard_agenda")),
        needed=False,
    ),
    Step(
        "Firmatecknare hos parterna",
        "De som skriver under ansökningar. Utan dem kan parten inte lämna in någon.",
        "flows:import_people",
        _signatories,
        begun=_one_signs,
        lacking=(Lacking("unsigned", "Ingen firmatecknare", _unsigned),),
    ),
    Step(
        "Inbjudningarna",
        "Den som läggs upp får en inbjudan och väljer ett lösenord.",
        "letters:unused",
        invitations,
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
