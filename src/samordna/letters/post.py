"""The post: one connection to the mail server, and what its answers mean.

A server that cannot be reached, is slow or says "later" (4xx) is tried again; an address that it
refuses for good (5xx) bounces, and the letters after it go on.
"""

from __future__ import annotations

import secrets
import smtplib
from email.headerregistry import Address
from email.utils import parseaddr
from types import TracebackType
from typing import Self

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from samordna.letters.links import body_of
from samordna.letters.models import AccountLetter, Letter
from samordna.web.links import own_address


class Bounced(Exception):
    """The address is refused for good; the message is a Swedish sentence."""


class TryLater(Exception):
    """It did not go now; the message is Swedish. ``server``: nothing else would go either."""

    def __init__(self, reason: str, *, server: bool) -> None:
        super().__init__(reason)
        self.server = server


def new_message_id() -> str:
    """The mark of a letter, the same however many times it is tried."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{secrets.token_hex(16)}@{domain or 'localhost'}>"


def message_of(letter: Letter | AccountLetter) -> EmailMessage:
    """The letter as mail: plain text, with the mark that stays the same at every attempt. One about
    an account has been completed (``letters.accounts``)."""
    headers = {"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"}
    if isinstance(letter, AccountLetter):
        sender = settings.DEFAULT_FROM_EMAIL
        return EmailMessage(letter.subject, letter.text, sender, [letter.address], headers=headers)
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    reply_to = [letter.association.email] if letter.association.email else None
    return EmailMessage(
        subject=letter.subject,
        body=body_of(letter, own_address()),
        from_email=_mailbox(letter.association.name, sender),
        to=[_mailbox(letter.name, letter.address)],
        reply_to=reply_to,
        headers=headers,
    )


def _mailbox(name: str, address: str) -> str:
    local, _, domain = address.rpartition("@")
    return str(Address(" ".join(name.split()), local, domain))


class Unsendable(Exception):
    """The letter itself cannot be sent, whoever tries; the message is a Swedish sentence."""


class Post:
    """Sends letters over one connection, which is opened with the first of them."""

    def __init__(self, backend: str = "") -> None:
        """``backend`` is Django's dotted name; without it that of the letters."""
        self._backend = backend or settings.SAMORDNA_LETTERS_BACKEND
        self._connection = get_connection(self._backend)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def _close(self) -> None:
        try:
            self._connection.close()
        except Exception:
            # A server that went away cannot be told good-bye.
            self._connection = get_connection(self._backend)

    def send(self, letter: Letter | AccountLetter) -> None:
        """Hand a letter to the mail server.

        Raises :class:`Bounced`, :class:`TryLater` and :class:`Unsendable`.
        """
        try:
            message = message_of(letter)
            self._connection.open()
            self._connection.send_messages([message])
        except smtplib.SMTPRecipientsRefused as error:
            code, answer = next(iter(error.recipients.values()))
            raise _judged(code, answer, "adressen") from error
        except smtplib.SMTPSenderRefused as error:
            self._close()
            sentence = f"E-postservern godtar inte avsändaren: {_said(error)}"
            raise TryLater(sentence, server=True) from error
        except smtplib.SMTPAuthenticationError as error:
            self._close()
            raise TryLater("E-postservern godtar inte inloggningen.", server=True) from error
        except smtplib.SMTPDataError as error:
            raise _judged(error.smtp_code, error.smtp_error, "brevet") from error
        except smtplib.SMTPNotSupportedError as error:
            raise Bounced(
                "E-postservern kan inte skicka till adresser med å, ä, ö eller é framför @."
            ) from error
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            # smtplib says of a server that was silent for too long that it hung up.
            slow = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
            said = "svarade inte i tid" if slow else "går inte att nå"
            raise TryLater(f"E-postservern {said}.", server=True) from error
        except UnicodeError as error:
            self._close()
            raise Unsendable(
                "Adressen går inte att skicka till. Rätta den på personens sida."
            ) from error
        except Exception as error:  # a letter that nobody has foreseen does not stop the others
            self._close()
            raise Unsendable(f"Brevet går inte att skicka ({type(error).__name__}).") from error


def _judged(code: int, said: bytes | str, what: str) -> Exception:
    answer = f"{code} {_text(said)}"
    if code >= 500:
        return Bounced(f"Mottagarens e-postserver tar inte emot {what}: {answer}"[:300])
    return TryLater(f"E-postservern ber oss vänta med {what}: {answer}"[:300], server=False)


def _said(error: smtplib.SMTPResponseException) -> str:
    return f"{error.smtp_code} {_text(error.smtp_error)}"


def _text(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(text.split())[:200]
