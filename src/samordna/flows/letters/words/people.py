"""Letters to people about their accounts, addresses and roles."""

from __future__ import annotations

from django.utils import timezone

from samordna.flows.letters.words.parts import Words, paragraphs
from samordna.kernel.dates import format_long
from samordna.kernel.mail import harmless
from samordna.letters.models import Invitation
from samordna.letters.rules import INVITATION_LASTS


def invitation(given: Invitation, what: str) -> Words:
    """``what``: what the person is here, such as ``sökande för Heby kommun``; may be empty.

    The office reads it, so it says the same to who has an account in another association.
    """
    last = timezone.localtime(given.valid_until)
    added = f"Du är upplagd i Samordna som {what}." if what else "Du är upplagd i Samordna."
    return (
        f"Inbjudan till {given.association.name}",
        paragraphs(
            f"{added} Där sköts ansökningar, sammanträden och beslut i {given.association.name}.",
            "Välj ett lösenord med länken här under. Sedan kan du lägga till en nyckel eller en "
            "kod ur en app, så att inloggningen blir säkrare. Har du redan ett konto i Samordna "
            "visar länken hur du kommer in.",
            f"Länken fungerar en gång, i {INVITATION_LASTS.days} dagar, till och med "
            f"{format_long(last.date())} kl. {last:%H.%M}. Skicka den inte vidare.",
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
        paragraphs(
            f"Ett lösenord har valts med en inbjudan på papper från {given.association.name}.",
            "Var det inte du? Välj då ett nytt lösenord med Glömt lösenord på inloggningssidan, "
            "och hör av dig till förbundet.",
        ),
    )


def address_changed(association_name: str, by: str) -> Words:
    """To the address that somebody was to sign in with, when an office has put another there."""
    return (
        f"Din adress i {association_name} har ändrats",
        f"{by} har ändrat adressen som du loggar in med i {association_name}. Förbundets "
        "inbjudan till den här adressen gäller inte längre. Var det inte meningen? Hör av dig till "
        "förbundschefen.",
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
        paragraphs(
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
