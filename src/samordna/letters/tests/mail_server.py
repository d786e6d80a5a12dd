"""A real SMTP server on a port of its own, which the tests let be slow, full or particular."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


@dataclass
class Handler:
    """What the server does. ``answers`` to addresses are given instead of taking them."""

    answers: dict[str, str] = field(default_factory=dict)
    data_answer: str = ""
    #: Seconds before it answers that it has taken a letter, by address.
    slow: dict[str, float] = field(default_factory=dict)
    received: list[tuple[str, EmailMessage]] = field(default_factory=list)
    sessions: int = 0

    async def handle_EHLO(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.sessions += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        (address,) = envelope.rcpt_tos
        if self.data_answer:
            return self.data_answer
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.received.append((address, message))
        await asyncio.sleep(self.slow.get(address, 0))
        return "250 Taken"

    @property
    def addresses(self) -> list[str]:
        """To whom letters have come, in order."""
        return [address for address, _ in self.received]


@contextmanager
def mail_server(port: int = 0) -> Iterator[tuple[Handler, int]]:
    """Runs the server; gives what it has got, and its port."""
    handler = Handler()
    controller = _Controller(handler, hostname="127.0.0.1", port=port or _free_port())
    controller.start()
    try:
        yield handler, controller.port
    finally:
        controller.stop(no_assert=True)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return SMTP(self.handler, enable_SMTPUTF8=True, hostname="localhost")


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
