"""Writing letters about accounts.

A letter is a row that the worker sends (``letters.accounts``): a mail server that is down, slow or
asks us to wait loses none. What a page does to write one is the same for every address.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context as allauth_context
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site

from samordna.letters.accounts import write_account_letter
from samordna.letters.delivery import deliver_account_letter_now
from samordna.letters.rules import AccountKind
from samordna.parties.models import Person

#: What is longer is nobody's address.
LONGEST_ADDRESS = 254


def write_letter(
    template: str,
    email: str,
    context: dict[str, Any],
    *,
    kind: AccountKind = AccountKind.TOLD,
    person: Person | None = None,
    stamp: str = "",
) -> None:
    """Write the letter of a template: ``<template>_subject.txt`` and ``<template>_message.txt``.

    Without a mail server nothing is written: the pages say so, and nobody ever would send it.
    """
    if not settings.SAMORDNA_MAIL_SERVER or len(email) > LONGEST_ADDRESS:
        return
    request = allauth_context.request
    told = {"request": request, "email": email, "current_site": get_current_site(request)}
    message = get_adapter().render_mail(template, email, {**told, **context})
    letter = write_account_letter(
        kind=kind,
        address=email,
        subject=str(message.subject),
        text=str(message.body),
        # The host has been checked against SAMORDNA_HOSTS.
        base=request.build_absolute_uri("/").rstrip("/"),
        person=person,
        stamp=stamp,
    )
    if settings.SAMORDNA_ACCOUNT_LETTERS_AT_ONCE:
        deliver_account_letter_now(letter.pk)
