"""What the letters say, all of it. Plain Swedish; no personal data but names.

Each function answers with the subject and the text. The greeting, the link and the foot are the
same for all letters (``letters.links.body_of``).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from samordna.flows.rest import rest_sentence
from samordna.funding.models import Application
from samordna.funding.rules.states import State as ApplicationState
from samordna.kernel.dates import format_long
from samordna.kernel.deadlines import Deadlines, deadlines
from samordna.kernel.mail import harmless
from samordna.letters.models import Invitation
from samordna.letters.rules import INVITATION_LASTS
from samordna.meetings.models import Meeting, Minutes, Notice, Treatment
from samordna.meetings.papers.words import body_in_text, hours, inside
from samordna.parties.models import Organisation

Words = tuple[str, str]


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


# People -------------------------------------------------------------------------------------------


def invitation(given: Invitation, what: str) -> Words:
    """``what``: what the person is here, such as ``sökande för Heby kommun``; may be empty."""
    last = timezone.localtime(given.valid_until)
    if given.person.has_account:
        return _confirmation(given, what)
    added = f"Du är upplagd i Samordna som {what}." if what else "Du är upplagd i Samordna."
    return (
        f"Inbjudan till {given.association.name}",
        _paragraphs(
            f"{added} Där sköts ansökningar, möten och beslut i {given.association.name}.",
            "Välj ett lösenord med länken här under. Sedan kan du lägga till en nyckel eller en "
            "kod ur en app, så att inloggningen blir säkrare.",
            f"Länken fungerar en gång, i {INVITATION_LASTS.days} dagar, till och med "
            f"{format_long(last.date())} kl. {last:%H.%M}. Skicka den inte vidare.",
        ),
    )


def _confirmation(given: Invitation, what: str) -> Words:
    """To somebody whose account another association opened with a paper."""
    last = timezone.localtime(given.valid_until)
    return (
        f"Bekräfta din adress för {given.association.name}",
        _paragraphs(
            f"Du är upplagd som {what}." if what else "",
            "Ditt konto i Samordna öppnades med en inbjudan på papper från ett annat förbund. Välj "
            f"ett nytt lösenord med länken här under, så kommer du in också i "
            f"{given.association.name}. Andra sätt att logga in på kontot tas bort, och du kan "
            "lägga till dem igen.",
            f"Länken fungerar en gång, till och med {format_long(last.date())} kl. {last:%H.%M}. "
            "Skicka den inte vidare.",
        ),
    )


def invitation_printed(given: Invitation, by: str) -> Words:
    """To the director, when somebody else has printed an invitation."""
    return (
        f"Inbjudan på papper till {harmless(given.name)}",
        f"{by} har skrivit ut en inbjudan till {harmless(given.name)}. Den som har papperet kan "
        "öppna kontot. Den ska bara lämnas till personen själv.",
    )


def opened_on_paper(given: Invitation) -> Words:
    """To the address of an account that a paper has opened."""
    return (
        "Ditt konto i Samordna har öppnats",
        _paragraphs(
            f"Ett lösenord har valts med en inbjudan på papper från {given.association.name}.",
            "Var det inte du? Välj då ett nytt lösenord med Glömt lösenord på inloggningssidan, "
            "och hör av dig till förbundet.",
        ),
    )


def address_changed(association_name: str, by: str) -> Words:
    """To the address that somebody was to sign in with, when an office has put another there."""
    return (
        f"Din adress i {association_name} har ändrats",
        f"{by} har ändrat adressen som du loggar in med. Inbjudan till den här adressen gäller "
        "inte längre. Var det inte meningen? Hör av dig till förbundschefen.",
    )


def own_address_changed(association_name: str, by: str) -> Words:
    """To the address that an account had."""
    return (
        f"Din adress i {association_name} har ändrats",
        f"{harmless(by)} har bytt adressen som du loggar in med i Samordna. Den här adressen "
        "öppnar inte längre kontot, och brev till kontot går till den nya. Var det inte meningen? "
        "Hör av dig till förbundets kansli genast.",
    )


def address_changed_by(name: str, by: str) -> Words:
    """To the director."""
    return (
        f"Adressen för {harmless(name)} har ändrats",
        f"{by} har ändrat adressen som {harmless(name)} loggar in med. Den som har den nya "
        "adressen kan öppna kontot. Kontrollera att den är rätt.",
    )


def details_changed(association_name: str, by: str, name: str, *, moved: bool) -> Words:
    """To the person. ``name``: the new one, empty for the same; ``moved``: letters go elsewhere."""
    return (
        f"Dina uppgifter i {association_name} har ändrats",
        _paragraphs(
            f"{by} har ändrat ditt namn till {harmless(name)}." if name else "",
            f"{by} har ändrat adressen dit förbundets brev till dig går." if moved else "",
            "Stämmer det inte? Hör av dig till förbundschefen.",
        ),
    )


def added(association_name: str, what: str) -> Words:
    """To somebody who has an account already."""
    return (
        f"Nytt för dig i {association_name}",
        f"Du är nu upplagd som {what}. Logga in som vanligt.",
    )


# Applications -------------------------------------------------------------------------------------


def _named(application: Application) -> str:
    """The name that the applicants have given it, as it may stand in a letter that we send."""
    return harmless(application.name)


def _about(application: Application) -> str:
    return f"ansökan {_named(application)} från {application.owner.name}"


def signature_requested(application: Application) -> Words:
    """To those who may sign for a party."""
    return (
        f"Ansökan att skriva under: {_named(application)}",
        f"Du är firmatecknare. Läs {_about(application)} och skriv under den senast "
        f"{format_long(application.last_day)}. Den lämnas in när alla parter har skrivit under.",
    )


def signature_reminder(application: Application) -> Words:
    """To those who may sign and have not."""
    return (
        f"Påminnelse: skriv under {_named(application)}",
        f"{_first_up(_about(application))} väntar på er underskrift. Den behöver vara "
        f"underskriven av alla parter senast {format_long(application.last_day)}.",
    )


def signature_refused(application: Application, organisation: str) -> Words:
    """To those who wrote it, and to the office."""
    return (
        f"{organisation} skriver inte under: {_named(application)}",
        f"{organisation} har sagt nej till att skriva under {_about(application)}. Skälet står på "
        "ansökan. Ta tillbaka den, ändra det som behövs och skicka den för underskrift igen.",
    )


def application_recalled(application: Application) -> Words:
    """To those who were asked to sign, and to those who wrote it when somebody else did it."""
    return (
        f"Tillbaka till utkast: {_named(application)}",
        f"{_first_up(_about(application))} har tagits tillbaka för att ändras. Den ska inte "
        "skrivas under nu. Den nya versionen behöver alla parters underskrift.",
    )


def application_sent(application: Application) -> Words:
    """To the office, which registers it."""
    return (
        f"Ny ansökan att registrera: {_named(application)}",
        f"Alla parter har skrivit under {_about(application)}. Registrera den i diariet.",
    )


def application_received(application: Application) -> Words:
    """To those who wrote it."""
    number = application.matter.number if application.matter else ""
    return (
        f"Vi har tagit emot {_named(application)}, dnr {number}",
        f"Förbundet har registrerat {_about(application)}. Den har diarienummer {number}. Kansliet "
        "bereder den, och styrelsen beslutar.",
    )


def more_time(application: Application) -> Words:
    """To those who write it."""
    return (
        f"Längre tid: {_named(application)}",
        f"{_first_up(_about(application))} kan nu lämnas in till och med "
        f"{format_long(application.last_day)}.",
    )


def written_off(application: Application) -> Words:
    """To those who wrote it."""
    return (
        f"Avskriven: {_named(application)}",
        f"Kansliet har avskrivit {_about(application)}. Den kommer inte att avgöras av styrelsen. "
        "Skälet står på ansökan.",
    )


#: What the board has done, and what comes next, by the outcome of the paragraph.
DECIDED = {
    Treatment.Outcome.APPROVED: (
        "beviljat",
        "Belopp, villkor och hur medlen betalas ut står i protokollsutdraget. Beslutet får laga "
        "kraft när tiden för överklagande har gått ut, om ingen överklagar.",
    ),
    Treatment.Outcome.AMENDED: (
        "med ändring beviljat",
        "Vad som är beviljat, villkoren och hur medlen betalas ut står i protokollsutdraget. "
        "Beslutet får laga kraft när tiden för överklagande har gått ut, om ingen överklagar.",
    ),
    Treatment.Outcome.REJECTED: (
        "avslagit",
        "Beslutet står i protokollsutdraget. Sista dagen att överklaga står på förbundets "
        "anslagstavla. Vill ni söka igen lämnar ni en ny ansökan i en öppen utlysning.",
    ),
    Treatment.Outcome.POSTPONED: (
        "bordlagt",
        "Ansökan är inte avgjord: styrelsen tar upp den igen vid ett senare sammanträde. Ni "
        "behöver inte göra något nu.",
    ),
    Treatment.Outcome.REMITTED: (
        "återremitterat",
        "Ansökan är inte avgjord: kansliet bereder den vidare, och sedan tar styrelsen upp den "
        "igen.",
    ),
}
_BY_STATE = {
    ApplicationState.GRANTED: Treatment.Outcome.APPROVED,
    ApplicationState.REJECTED: Treatment.Outcome.REJECTED,
    ApplicationState.POSTPONED: Treatment.Outcome.POSTPONED,
}


def decision(application: Application, treatment: Treatment | None) -> Words:
    """To the owner, when the minutes have been adjusted; the amounts stand in the extract."""
    outcome = _BY_STATE[ApplicationState(application.state)]
    where = rest = ""
    if treatment is not None:
        meeting = treatment.item.meeting
        where = f" den {format_long(meeting.held_on)}, § {treatment.paragraph}"
        if outcome == Treatment.Outcome.APPROVED:
            rest = rest_sentence(treatment.rest, "", None, None)
        if outcome != Treatment.Outcome.REJECTED and treatment.outcome in DECIDED:
            outcome = Treatment.Outcome(treatment.outcome)
    verb, after = DECIDED[outcome]
    return (
        f"Beslut om {_named(application)}",
        " ".join(
            filter(
                None,
                [
                    f"Styrelsen har{where} {verb} {_about(application)}.",
                    rest,
                    f"Protokollet är justerat. {after}",
                ],
            )
        ),
    )


def case_officer_assigned(application: Application) -> Words:
    """To the case officer."""
    number = f", dnr {application.matter.number}" if application.matter else ""
    return (
        f"Du är handläggare: {_named(application)}",
        f"Du är utsedd till handläggare för {_about(application)}{number}. Skriv "
        "tjänsteutlåtandet, så kan ansökan tas upp av styrelsen.",
    )


def rest_comes_back(application: Application, rest: str) -> Words:
    """To the case officer, of what a grant left out and the board has not settled."""
    return (
        f"Det som inte beviljades: {_named(application)}",
        f"Styrelsen har beviljat en del av {_about(application)}. "
        f"{rest_sentence(rest, '', None, None)} Punkten erbjuds när nästa sammanträde planeras.",
    )


def application_remitted(application: Application) -> Words:
    """To the case officer."""
    return (
        f"Återremitterad: {_named(application)}",
        f"Styrelsen har återremitterat {_about(application)}. Tjänsteutlåtandet är öppet igen. Vad "
        "styrelsen vill ha berett står i protokollet.",
    )


def application_withdrawn(
    application: Application, meeting: Meeting | None = None, position: int = 0
) -> Words:
    """To the case officer, and to those who have been asked to sign; with the called ``meeting``,
    and the number of the item there, to those who make its agenda and lead it."""
    agenda = ""
    if meeting is not None:
        agenda = (
            f"Den står som punkt {position} på föredragningslistan till {body_in_text(meeting)} "
            f"den {format_long(meeting.held_on)}. Stryk punkten, eller anteckna på "
            "sammanträdet att ansökan är återkallad."
        )
    return (
        f"Återkallad: {_named(application)}",
        _paragraphs(
            f"{_first_up(_about(application))} är återkallad av insatsägaren och avgörs inte av "
            "styrelsen.",
            agenda,
        ),
    )


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


# Meetings -----------------------------------------------------------------------------------------


def summons(meeting: Meeting, *, again: bool) -> Words:
    """``again``: the body has been called before, and something has changed since."""
    body, day = body_in_text(meeting), format_long(meeting.held_on)
    mode = meeting.get_mode_display()
    where = (
        meeting.place
        if meeting.mode == Meeting.Mode.PHYSICAL
        else f"{meeting.place} ({inside(mode)})"
    )
    hindrance = (
        f"Har du förhinder anmäler du det till {meeting.hindrance_contact}."
        if meeting.hindrance_contact
        else ""
    )
    return (
        f"{'Ny kallelse' if again else 'Kallelse'} till {body} {day}",
        _paragraphs(
            "Kallelsen har ändrats sedan du fick den förra. Det här gäller nu." if again else "",
            f"Du är kallad till sammanträde med {body} den {day} kl. {hours(meeting)}. "
            f"Plats: {where}.",
            hindrance,
        ),
    )


def meeting_cancelled(meeting: Meeting) -> Words:
    """To whoever was called. The reason stands on the page."""
    body, day = body_in_text(meeting), format_long(meeting.held_on)
    return (
        f"Inställt: sammanträde med {body} {day}",
        f"Sammanträdet med {body} den {day} kl. {hours(meeting)} är inställt. Skälet står på "
        "sammanträdets sida.",
    )


def _minutes_of(minutes: Minutes) -> str:
    meeting = minutes.meeting
    return f"protokollet från {body_in_text(meeting)} den {format_long(meeting.held_on)}"


def minutes_to_sign(minutes: Minutes) -> Words:
    """To those who adjust, and to the secretary."""
    last = deadlines(minutes.meeting.held_on).adjust_by
    by = f"senast {format_long(last)}"
    if last < timezone.localtime(minutes.locked_at).date():
        by = f"så snart du kan: det skulle ha varit justerat {by}"
    return (
        f"Protokoll att justera: {body_in_text(minutes.meeting)} {minutes.meeting.held_on}",
        f"Du är utsedd att skriva under {_minutes_of(minutes)}. Läs det och justera det {by}."
        f"{_anew(minutes)}",
    )


def _anew(minutes: Minutes) -> str:
    if minutes.number == 1:
        return ""
    return (
        f" Det är version {minutes.number}, och den behöver allas underskrift: den som skrev under "
        "en tidigare version skriver under igen."
    )


def minutes_recalled(minutes: Minutes, *, signed: bool) -> Words:
    """To those who were to sign. The reason stands on the page. ``signed``: the reader had."""
    own = (
        f"Din underskrift står kvar på version {minutes.number}, men gäller inte för nästa version."
        if signed
        else "Det ska inte skrivas under nu."
    )
    return (
        f"Återtaget: protokoll {body_in_text(minutes.meeting)} {minutes.meeting.held_on}",
        f"{_first_up(_minutes_of(minutes))} har tagits tillbaka för att rättas. {own} Du får ett "
        "nytt brev när det är låst igen, om du fortfarande ska skriva under.",
    )


def adjustment_reminder(minutes: Minutes) -> Words:
    """To those who have not signed."""
    last = format_long(deadlines(minutes.meeting.held_on).adjust_by)
    return (
        f"Påminnelse: justera protokollet {body_in_text(minutes.meeting)} "
        f"{minutes.meeting.held_on}",
        f"{_first_up(_minutes_of(minutes))} väntar på din underskrift. Det ska vara justerat "
        f"senast {last}.",
    )


def minutes_refused(minutes: Minutes, name: str) -> Words:
    """To the office."""
    return (
        f"{name} justerar inte protokollet",
        f"{name} har sagt nej till att skriva under {_minutes_of(minutes)}. Skälet står på "
        "protokollets sida. Återta protokollet och ändra det, eller utse någon annan.",
    )


def minutes_adjusted(minutes: Minutes) -> Words:
    """To the body."""
    return (
        f"Justerat: protokoll {body_in_text(minutes.meeting)} {minutes.meeting.held_on}",
        f"{_first_up(_minutes_of(minutes))} är justerat av alla som skulle skriva under.",
    )


def notice_to_post(minutes: Minutes, dates: Deadlines) -> Words:
    """To the office: the law gives two days."""
    last = f" senast {format_long(dates.post_by)}" if dates.post_by else ""
    return (
        f"Anslå protokollet {body_in_text(minutes.meeting)} {minutes.meeting.held_on}",
        f"{_first_up(_minutes_of(minutes))} är justerat. Anslå det{last}.",
    )


def notice_to_members(notice: Notice, members: Iterable[Organisation]) -> Words:
    """To the office, which asks the members to post it on their boards, and where those are."""
    minutes = notice.minutes
    last = f"Tiden för överklagande räknas från {notice.get_counts_from_display()}."
    if notice.appeal_last_day and notice.take_down_earliest:
        last = (
            f"Sista dag att överklaga är {format_long(notice.appeal_last_day)}, och anslaget får "
            f"tas ned tidigast {format_long(notice.take_down_earliest)}."
        )
    return (
        f"Be medlemmarna anslå protokollet {minutes.meeting.held_on}",
        _paragraphs(
            f"{_first_up(_minutes_of(minutes))} sitter på förbundets anslagstavla. Justeringen ska "
            "också tillkännages på medlemmarnas anslagstavlor (19 § lagen om finansiell "
            "samordning). Skicka länken till dem, och anteckna på protokollets sida när de har "
            f"anslagit. {last}",
            "\n".join(map(_board_of, members)),
        ),
    )


def _board_of(member: Organisation) -> str:
    """A member's board as the office has entered it."""
    where = ", ".join(filter(None, (member.notice_board_email, member.notice_board_url)))
    return f"{member.name}: {where or 'anslagstavlan är inte ifylld på medlemmens sida'}"
