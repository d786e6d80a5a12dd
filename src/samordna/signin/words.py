"""What sign-in says when something is wrong, in plain Swedish: for allauth's adapters."""

from __future__ import annotations

ACCOUNT_ERRORS = {
    "account_inactive": "Kontot är avstängt. Vänd dig till förbundets kansli.",
    "email_password_mismatch": "E-postadressen eller lösenordet stämmer inte.",
    "enter_current_password": "Skriv ditt nuvarande lösenord.",
    "incorrect_code": "Koden stämmer inte.",
    "incorrect_password": "Lösenordet stämmer inte.",
    "invalid_login": "Det gick inte att logga in.",
    "invalid_password_reset": "Länken gäller inte längre. Begär en ny.",
    "rate_limited": "För många försök. Vänta några minuter och försök igen.",
    "same_as_current": "Det nya lösenordet måste skilja sig från det gamla.",
    "too_many_login_attempts": (
        "För många försök med fel lösenord härifrån. Vänta fem minuter och försök igen. Har du en "
        "nyckel kommer du in med den ändå."
    ),
    "too_many_for_address": (
        "Fel lösenord har skrivits många gånger för adressen. Vänta en stund, högst en kvart, och "
        "försök igen. Med en nyckel, eller ett nytt lösenord från Glömt lösenordet, kommer du in "
        "ändå."
    ),
    "unknown_email": "Adressen hör inte till något konto.",
}

MFA_ERRORS = {
    "cannot_delete_authenticator": "Säker inloggning får inte stängas av.",
    "cannot_generate_recovery_codes": "Lägg först till en nyckel eller koppla en app.",
    "incorrect_code": "Koden stämmer inte.",
}
