"""A call that was opened by mistake is removed; one in which somebody writes is not."""

from __future__ import annotations

import pytest

from samordna.funding.models import Call
from samordna.funding.services.calls import remove_call
from samordna.funding.services.drafting import start_application
from samordna.funding.services.errors import CallInUse
from samordna.funding.tests.browsing import Browser
from samordna.funding.tests.world import make_application, make_call
from samordna.journal.models import JournalEntry
from samordna.parties.access import Refused
from samordna.parties.tests.cast import Cast


def test_it_is_removed_with_a_reason_and_stands_whole_in_the_journal(
    cast: Cast, browser: Browser
) -> None:
    call = make_call(cast)
    client, page = browser("registrar"), f"/uppsala/utlysningar/{call.number}/"
    assert f"{page}ta-bort/" in client.get(f"{page}andra/").content.decode()
    assert "Skriv ett skäl" in client.post(f"{page}ta-bort/", {"reason": ""}).content.decode()
    answer = client.post(f"{page}ta-bort/", {"reason": "Fel år"}, follow=True)
    assert f"”{call.title}” är borttagen" in answer.content.decode()
    assert client.get(page).status_code == 404
    entry = JournalEntry.objects.get(verb="remove_call")
    assert (entry.before["title"], entry.after["reason"]) == (call.title, "Fel år")


def test_one_with_an_application_stays_and_what_was_typed_too(cast: Cast, browser: Browser) -> None:
    call = make_call(cast)
    make_application(cast, call)
    answer = browser("registrar").post(
        f"/uppsala/utlysningar/{call.number}/ta-bort/", {"reason": "Fel år"}
    )
    html = answer.content.decode()
    assert "har 1 ansökan börjat skrivas" in html.replace("\u00a0", " ") and "Fel år" in html
    assert Call.objects.get() == call


def test_nobody_begins_an_application_in_one_that_is_gone(cast: Cast) -> None:
    call = make_call(cast)
    remove_call(actor=cast.actor("registrar"), call=Call.objects.get(), reason="Fel")
    with pytest.raises(Refused, match="Utlysningen är borttagen"):
        start_application(
            actor=cast.actor("applicant"),
            call=call,
            owner=cast.organisations["heby"],
            name="För sent",
            kind="individual",
        )


def test_who_is_second_to_remove_it_is_told(cast: Cast) -> None:
    make_call(cast)
    for_two = [Call.objects.get(), Call.objects.get()]
    remove_call(actor=cast.actor("registrar"), call=for_two[0], reason="Fel")
    with pytest.raises(CallInUse, match="redan tagit bort utlysningen"):
        remove_call(actor=cast.actor("director"), call=for_two[1], reason="Fel")
