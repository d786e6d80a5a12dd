"""The way to the mail server, also for addresses with å, ä, ö or é before the @ (SMTPUTF8)."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTPUTF8
from email.utils import parseaddr

from django.core.mail import EmailMessage as Mail
from django.core.mail.backends.smtp import EmailBackend


class LetterBackend(EmailBackend):
    """Django's own, which writes such an address in a way that no server knows.

    Raises smtplib.SMTPNotSupportedError where the server takes no such addresses.
    """

    def _send(self, email_message: Mail) -> bool:
        addresses = [parseaddr(to)[1] for to in email_message.to]
        if all(address.rpartition("@")[0].isascii() for address in addresses):
            sent: bool = super()._send(email_message)  # type: ignore[misc]
            return sent
        message = EmailMessage(policy=SMTPUTF8)
        message["Subject"] = email_message.subject
        message["From"] = email_message.from_email
        message["To"] = ", ".join(email_message.to)
        if email_message.reply_to:
            message["Reply-To"] = ", ".join(email_message.reply_to)
        for name, value in email_message.extra_headers.items():
            message[name] = value
        message.set_content(email_message.body)
        assert self.connection is not None, "open() comes first"
        self.connection.send_message(message)
        return True
