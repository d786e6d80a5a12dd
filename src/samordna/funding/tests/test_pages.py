"""The pages in a client: the whole way, what is shown, what is refused, and how many queries."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from samordna.documents.models import Signature
from samordna.funding.models import Application, Call, Statement
from samordna.funding.services.calls import install_default_form
from samordna.funding.services.drafting import save_application, withdraw_application
from samordna.funding.services.preparing import StatementDraft, complete_statement, save_statement
from samordna.funding.services.signing import (
    recall_application,
    request_signatures,
    sign_application,
)
from samordna.funding.steps import schedule_application
from samordna.funding.tests.browsing import Browser, clauses, inputs, page, send
from samordna.funding.tests.world import (
    make_application,
    make_call,
    make_statement,
    register,
    submit,
    write_application,
)
from samordna.funding.views import office, writing
from samordna.kernel.wording.clauses import proposed
from samordna.parties.models import Organisation
from samordna.parties.tests.cast import Cast
from samordna.register.services import set_first_number
from samordna.web.tests.both_texts import shown_differences


def test_open_calls_stand_first(cast: Cast, browser: Browser) -> None:
    make_call(cast, title="Stängd", closes_on=date(2024, 6, 1))
    make_call(cast, title="Kommande", opens_on=date(2025, 1, 1), closes_on=date(2025, 2, 1))
    make_call(cast, title="Öppen nu")
    html = page(browser("applicant"), "utlysningar/")
    assert html.index("Öppen nu") < html.index("Kommande") < html.index("Stängd")
    assert "Ny utlysning" not in html


def test_the_office_writes_a_call_and_an_applicant_does_not(cast: Cast, browser: Browser) -> None:
    install_default_form(actor=cast.actor("director"))
    office = browser("registrar")
    form = inputs(page(office, "utlysningar/ny/"))
    choice = re.search(r'<option value="(\d+)"', page(office, "utlysningar/ny/"))
    assert choice is not None
    facts = {
        **form,
        "title": "Medel för 2025",
        "text": "Sök nu.",
        "opens_on": "240501",
        "closes_on": "2024-05-31",
        "form": choice[1],
    }
    wrong = send(office, "utlysningar/ny/", {**facts, "closes_on": "240401"})
    assert "kan inte stänga innan den öppnar" in wrong.content.decode()
    assert "Medel för 2025" in wrong.content.decode()
    # The days have been: the page has asked about it, and it is said that they are right.
    send(office, "utlysningar/ny/", {**facts, "dag_sedd": "2024-05-31"})
    assert Call.objects.get().closes_on == date(2024, 5, 31)
    assert page(browser("applicant"), "utlysningar/1/").count("Resultatmål") == 1
    page(browser("applicant"), "utlysningar/ny/", expected=403)


def test_from_call_to_submitted_in_the_browser(cast: Cast, browser: Browser) -> None:
    make_call(cast)
    applicant = browser("applicant")
    assert "Skriv ansökan" in page(applicant, "utlysningar/1/")
    heby = cast.organisations["heby"]
    send(
        applicant,
        "utlysningar/1/ansok/",
        {"name": "Växtkraft", "owner": heby.pk, "kind": "individual", "nature": "new"},
    )
    facts = inputs(page(applicant, "ansokningar/1/skriv/insatsen/"))
    facts |= {
        "partners": [cast.organisations["af"].pk],
        "period_from": "250101",
        "period_to": "2026-12-31",
    }
    response = send(applicant, "ansokningar/1/skriv/insatsen/", facts)
    assert response.request["PATH_INFO"].endswith("/skriv/bakgrund/")
    answers = inputs(page(applicant, "ansokningar/1/skriv/bakgrund/"))
    send(applicant, "ansokningar/1/skriv/bakgrund/", {**answers, "behov": "Stort.", "antal": "40"})
    rows = inputs(page(applicant, "ansokningar/1/skriv/budget/"))
    wage = rows["rows"][0].split(":")[0]
    rows |= {
        f"{wage}.label": "Coach",
        f"{wage}.percent": "50 %",
        f"{wage}.amount-0": "400 000",
        f"{wage}.year-2025": "200000",
        f"{wage}.year-2026": "197 000",
    }
    saved = send(applicant, "ansokningar/1/skriv/budget/", {**rows, "stay": "1"})
    assert "3\u00a0000\u00a0kr är inte fördelade" in saved.content.decode()
    assert "Skicka för underskrift</button>" not in page(applicant, "ansokningar/1/skriv/skicka/")
    rows = inputs(saved.content.decode())
    rows["row-1.year-2026"] = "200 000"
    send(applicant, "ansokningar/1/skriv/budget/", rows)
    assert "Skicka för underskrift</button>" in page(applicant, "ansokningar/1/skriv/skicka/")
    send(applicant, "ansokningar/1/skriv/skicka/")
    for who in ("owner_signatory", "partner_signatory"):
        signer = browser(who)
        fields = inputs(page(signer, "ansokningar/1/skriv-under/"))
        refused = send(signer, "ansokningar/1/skriv-under/", fields)
        assert "Kryssa för att du har läst" in refused.content.decode()
        send(signer, "ansokningar/1/skriv-under/", {**fields, "read": "on"})
    application = Application.objects.get()
    assert application.state == Application.State.SUBMITTED
    assert Signature.objects.count() == 2
    html = page(applicant, "ansokningar/1/")
    assert "Inlämnad till förbundet" in html
    assert "Hedda Hav" in html
    assert "Inkommen, ska registreras" in page(browser("registrar"), "ansokningar/1/")


def test_the_office_registers_and_prepares_in_the_browser(cast: Cast, browser: Browser) -> None:
    submit(cast, write_application(cast))
    registrar, officer = browser("registrar"), browser("case_officer")
    asked = page(registrar, "ansokningar/1/registrera/")
    assert "nästa diarienummer, 2024:1." in asked
    assert "Första diarienumret är inte angivet" in asked
    done = send(
        registrar,
        "ansokningar/1/registrera/",
        {"case_officer": cast.people["case_officer"].pk},
    )
    assert "Registrerad med diarienummer 2024:1" in done.content.decode()
    html = page(officer, "ansokningar/1/tjansteutlatande/")
    assert "högst 600\u00a0000\u00a0kr" in html
    assert "1 januari 2025" in html
    assert "Styrelsen föreslås besluta" in html
    fields = inputs(html) | clauses(html)
    heby = cast.organisations["heby"].pk
    fields |= {f"amount-{heby}-2026": "0", "assessment": "Bra.", "cut_reason": "En coach mindre."}
    saved = send(officer, "ansokningar/1/tjansteutlatande/", fields).content.decode()
    assert "högst 400\u00a0000\u00a0kr" in saved
    revision = Statement.objects.get().revision
    send(officer, "ansokningar/1/tjansteutlatande/fardigstall/", {"revision": revision})
    assert Application.objects.get().state == Application.State.PREPARED
    assert "Öppna igen" in page(officer, "ansokningar/1/tjansteutlatande/")
    send(officer, "ansokningar/1/tjansteutlatande/oppna/")
    assert Application.objects.get().state == Application.State.REGISTERED


def test_registering_shows_the_number_that_it_gives(cast: Cast, browser: Browser) -> None:
    submit(cast, write_application(cast))
    set_first_number(actor=cast.actor("registrar"), year=2024, first=41)
    registrar = browser("registrar")
    asked = page(registrar, "ansokningar/1/registrera/")
    assert "nästa diarienummer, 2024:41." in asked
    assert "Första diarienumret är inte angivet" not in asked
    send(registrar, "ansokningar/1/registrera/", {"case_officer": ""})
    assert Application.objects.get().matter.number == "2024:41"  # type: ignore[union-attr]


def test_the_statement_says_when_the_text_differs_from_the_table(
    cast: Cast, browser: Browser
) -> None:
    register(cast, submit(cast, write_application(cast)))
    officer = browser("case_officer")
    html = page(officer, "ansokningar/1/tjansteutlatande/")
    fields = inputs(html) | clauses(html)
    fields |= {"clause-1": "bevilja högst 999 000 kr", "assessment": "Bra."}
    saved = send(officer, "ansokningar/1/tjansteutlatande/", fields).content.decode()
    assert "säger 999\u00a0000\u00a0kr, men förslaget gäller 600\u00a0000\u00a0kr" in saved
    fields = inputs(saved) | clauses(saved)
    fields[f"amount-{cast.organisations['heby'].pk}-2025"] = "mycket"
    wrong = send(officer, "ansokningar/1/tjansteutlatande/", fields).content.decode()
    assert "är inte ett belopp" in wrong
    assert 'value="mycket"' in wrong


def test_a_stale_section_keeps_both_texts(cast: Cast, browser: Browser) -> None:
    application = write_application(cast)
    applicant = browser("applicant")
    first = inputs(page(applicant, "ansokningar/1/skriv/bakgrund/"))
    save_application(
        actor=cast.actor("applicant"),
        application=application,
        revision=application.revision,
        section="bakgrund",
        answers={"behov": "Det som den andra skrev", "antal": "41"},
    )
    mine = {**first, "behov": "Det som jag skrev", "antal": "39"}
    html = send(applicant, "ansokningar/1/skriv/bakgrund/", mine).content.decode()
    behov, antal = shown_differences(html).values()
    assert behov == ("Det som den andra skrev", "Det som jag skrev")
    assert antal == ("41", "39")
    assert ">\nDet som jag skrev</textarea>" in html
    again = {**inputs(html), "behov": "Det som jag skrev", "antal": "39"}
    send(applicant, "ansokningar/1/skriv/bakgrund/", again)
    application.refresh_from_db()
    assert application.answers["behov"] == "Det som jag skrev"


def test_a_stale_section_of_facts_keeps_both_texts(cast: Cast, browser: Browser) -> None:
    application = write_application(cast)
    applicant = browser("applicant")
    mine = inputs(page(applicant, "ansokningar/1/skriv/insatsen/"))
    send(applicant, "ansokningar/1/skriv/insatsen/", {**mine, "name": "Annans namn"})
    html = send(
        applicant, "ansokningar/1/skriv/insatsen/", {**mine, "name": "Mitt namn"}
    ).content.decode()
    assert list(shown_differences(html).values()) == [("Annans namn", "Mitt namn")]
    send(applicant, "ansokningar/1/skriv/insatsen/", inputs(html))
    application.refresh_from_db()
    assert application.name == "Mitt namn"


def test_what_is_shown_as_saved_was_saved_though_it_came_during_the_request(
    cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saves between what the page reads first and its own save."""
    application = write_application(cast)
    applicant, section = browser("applicant"), "ansokningar/1/skriv/bakgrund/"
    mine = inputs(page(applicant, section)) | {"behov": "Mitt"}

    def second(**kwargs: Any) -> Application:
        first = {"behov": "Annans", "antal": "7"}
        save_application(**{**kwargs, "answers": first})
        return save_application(**kwargs)

    monkeypatch.setattr(writing, "save_application", second)
    html = send(applicant, section, mine).content.decode()
    assert ("Annans", "Mitt") in shown_differences(html).values()

    def second_facts(**kwargs: Any) -> Application:
        save_application(**{**kwargs, "facts": replace(kwargs["facts"], name="Annans namn")})
        return save_application(**kwargs)

    monkeypatch.setattr(writing, "save_application", second_facts)
    mine = inputs(page(applicant, "ansokningar/1/skriv/insatsen/")) | {"name": "Mitt namn"}
    html = send(applicant, "ansokningar/1/skriv/insatsen/", mine).content.decode()
    assert list(shown_differences(html).values()) == [("Annans namn", "Mitt namn")]

    def second_statement(**kwargs: Any) -> Statement:
        draft = replace(kwargs["draft"], assessment="Annans bedömning.")
        save_statement(**{**kwargs, "draft": draft})
        return save_statement(**kwargs)

    monkeypatch.setattr(office, "save_statement", second_statement)
    application.refresh_from_db()
    register(cast, submit(cast, application))
    officer, path = browser("case_officer"), "ansokningar/1/tjansteutlatande/"
    html = page(officer, path)
    mine = {**inputs(html), **clauses(html), "assessment": "Min bedömning."}
    shown = shown_differences(send(officer, path, mine).content.decode())
    assert shown["Bedömning"] == ("Annans bedömning.", "Min bedömning.")


def test_a_stale_statement_keeps_both_texts(cast: Cast, browser: Browser) -> None:
    register(cast, submit(cast, write_application(cast)))
    officer = browser("case_officer")
    path = "ansokningar/1/tjansteutlatande/"
    html = page(officer, path)
    mine = inputs(html) | clauses(html)
    amount = f"amount-{cast.organisations['heby'].pk}-2026"
    theirs = {amount: "100 000", "assessment": "Annans bedömning.", "clause-2": ""}
    send(officer, path, {**mine, **theirs})
    mine |= {amount: "300 000", "assessment": "Min bedömning."}
    html = send(officer, path, mine).content.decode()
    shown = shown_differences(html)
    assert shown["Bedömning"] == ("Annans bedömning.", "Min bedömning.")
    assert shown["Heby kommun, 2026"] == ("100 000", "300 000")
    assert "Heby kommun, 2025" not in shown
    send(officer, path, inputs(html) | clauses(html))
    kept = Statement.objects.get()
    assert kept.assessment == "Min bedömning."
    assert kept.amounts.get(organisation__short_name="Heby", year=2026).amount_kr == 300_000
    written = [c for c in kept.clauses if c["when"] == "" and c["own"] != ""]
    # The clause that the other took away, and this one left alone, stays away.
    assert len(written) == sum(1 for n in mine if n.startswith("clause") and mine[n]) - 1


def test_outsiders_find_nothing_and_readers_may_not_write(cast: Cast, browser: Browser) -> None:
    application = submit(cast, write_application(cast))
    page(browser("outsider"), "ansokningar/1/", expected=404)
    page(browser("member"), "ansokningar/1/", expected=404)
    page(browser("director"), "ansokningar/1/skriv/budget/", expected=403)
    page(browser("applicant"), "ansokningar/1/skriv/budget/", expected=403)
    page(browser("applicant"), "ansokningar/1/tjansteutlatande/", expected=403)
    register(cast, application)
    page(browser("member"), "ansokningar/1/")
    page(browser("auditor"), "ansokningar/1/")
    page(browser("member"), "ansokningar/1/tjansteutlatande/", expected=403)


def test_the_list_is_narrowed_by_state_call_and_words(cast: Cast, browser: Browser) -> None:
    call = make_call(cast)
    make_application(cast, call, name="Älvkraft", state="registered")
    make_application(cast, call, name="Framsteget", owner="tierp")
    director = browser("director")
    assert "Framsteget" not in page(director, "ansokningar/?lage=registered")
    assert "Älvkraft" in page(director, "ansokningar/?q=älvkraft")
    assert "Älvkraft" in page(director, "ansokningar/?q=alvkraft")
    assert "Älvkraft" not in page(director, "ansokningar/?q=tierp")
    assert "Inga ansökningar stämmer" in page(director, "ansokningar/?utlysning=99")
    assert page(director, "ansokningar/?utlysning=x&lage=x&sida=x&q=%00")
    assert "Framsteget" not in page(browser("applicant"), "ansokningar/")


def test_papers_are_read_by_those_who_take_part(cast: Cast, browser: Browser) -> None:
    application = submit(cast, write_application(cast))
    paper = application.versions.get().paper_id
    for who in ("applicant", "owner_signatory", "partner_signatory", "registrar"):
        page_response = browser(who).get(f"/uppsala/handlingar/{paper}/")
        assert page_response.status_code == 200, who
    for who in ("member", "auditor", "outsider"):
        assert browser(who).get(f"/uppsala/handlingar/{paper}/").status_code == 404, who
    register(cast, application)
    assert browser("auditor").get(f"/uppsala/handlingar/{paper}/").status_code == 200


def test_the_statement_is_read_by_the_applicant_from_the_agenda_on(
    cast: Cast, browser: Browser
) -> None:
    application = register(cast, submit(cast, write_application(cast)))
    officer = cast.actor("case_officer")
    draft = StatementDraft(
        summary="", assessment="Bra.", cut_reason="", clauses=proposed(["bevilja"]), amounts={}
    )
    save_statement(actor=officer, application=application, revision=0, draft=draft)
    done = complete_statement(actor=officer, application=application, revision=1)
    address = f"/uppsala/handlingar/{done.paper_id}/"
    assert browser("applicant").get(address).status_code == 404
    assert "Föreslås av kansliet" not in page(browser("applicant"), "ansokningar/1/")
    schedule_application(actor=officer, application=application)
    assert browser("applicant").get(address).status_code == 200
    assert "Föreslås av kansliet" in page(browser("applicant"), "ansokningar/1/")
    # What they have read they go on reading when they have withdrawn it.
    application.refresh_from_db()
    withdraw_application(actor=cast.actor("applicant"), application=application)
    assert browser("applicant").get(address).status_code == 200
    assert "Föreslås av kansliet" in page(browser("applicant"), "ansokningar/1/")


def test_idag_says_what_waits_for_each(cast: Cast, browser: Browser) -> None:
    application = write_application(cast)
    assert "Skriv klart" in page(browser("applicant"), "idag/")
    request_signatures(actor=cast.actor("applicant"), application=application)
    assert "Skriv under" in page(browser("owner_signatory"), "idag/")
    sign_application(
        actor=cast.actor("owner_signatory"),
        application=application,
        version_number=1,
        organisation_id=cast.organisations["heby"].pk,
    )
    assert "Skriv under" not in page(browser("owner_signatory"), "idag/")
    sign_application(
        actor=cast.actor("partner_signatory"),
        application=application,
        version_number=1,
        organisation_id=cast.organisations["af"].pk,
    )
    assert "Registrera" in page(browser("registrar"), "idag/")
    application.refresh_from_db()
    register(cast, application)
    assert "Skriv tjänsteutlåtande" in page(browser("case_officer"), "idag/")


def crowd(cast: Cast, number: int) -> None:
    call = make_call(cast)
    for _ in range(number):
        application = make_application(cast, call, state="prepared")
        make_statement(cast, application, {("heby", 2025): 1})


@pytest.mark.parametrize("path", ["ansokningar/", "utlysningar/", "idag/"])
def test_lists_take_the_same_few_queries_at_3_and_30_rows(
    cast: Cast, browser: Browser, path: str, django_assert_max_num_queries: Any
) -> None:
    client = browser("director")
    counts = []
    for number in (3, 27):
        crowd(cast, number)
        with django_assert_max_num_queries(12) as queries:
            page(client, path)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("director", "ansokningar/1/"),
        ("director", "ansokningar/1/tjansteutlatande/"),
        ("applicant", "ansokningar/1/"),
        ("applicant", "utlysningar/1/"),
    ],
)
def test_pages_of_a_registered_application_take_at_most_12_queries(
    cast: Cast, browser: Browser, who: str, path: str, django_assert_max_num_queries: Any
) -> None:
    register(cast, submit(cast, write_application(cast)))
    client = browser(who)
    with django_assert_max_num_queries(12):
        page(client, path)


@pytest.mark.parametrize("section", ["insatsen", "bakgrund", "budget", "overenskommelse", "skicka"])
def test_the_pages_of_writing_take_at_most_12_queries(
    cast: Cast, browser: Browser, section: str, django_assert_max_num_queries: Any
) -> None:
    application = write_application(cast)
    for number in range(10):
        Organisation.objects.create(
            association=cast.association, name=f"Kommun {number}", short_name="K", kind="other"
        )
    client = browser("applicant")
    with django_assert_max_num_queries(12):
        page(client, f"ansokningar/{application.number}/skriv/{section}/")


def test_a_version_that_was_taken_back_is_not_signed_and_the_new_one_is_shown(
    cast: Cast, browser: Browser
) -> None:
    application = write_application(cast)
    applicant = cast.actor("applicant")
    request_signatures(actor=applicant, application=application)
    signer = browser("owner_signatory")
    read = inputs(page(signer, "ansokningar/1/skriv-under/"))
    recall_application(actor=applicant, application=application)
    request_signatures(actor=applicant, application=application)
    html = send(signer, "ansokningar/1/skriv-under/", {**read, "read": "on"}).content.decode()
    assert "har tagits tillbaka" in html
    assert inputs(html)["version"] == "2"
    assert not Signature.objects.exists()


def test_withdrawing_takes_a_reason_and_refuses_odd_signs(cast: Cast, browser: Browser) -> None:
    submit(cast, write_application(cast))
    applicant = browser("applicant")
    odd = send(applicant, "ansokningar/1/aterkalla/", {"reason": "a\x00b"})
    assert Application.objects.get().state == Application.State.SUBMITTED
    assert odd.status_code == 200
    send(applicant, "ansokningar/1/aterkalla/", {"reason": "Ny inriktning"})
    assert Application.objects.get().state == Application.State.WITHDRAWN


@pytest.mark.parametrize("number", [0, 10**30])
def test_numbers_that_do_not_exist_are_not_found(cast: Cast, browser: Browser, number: int) -> None:
    page(browser("director"), f"ansokningar/{number}/", expected=404)
    page(browser("director"), f"utlysningar/{number}/", expected=404)


def test_a_revision_of_thousands_of_digits_is_only_old(cast: Cast, browser: Browser) -> None:
    application = register(cast, submit(cast, write_application(cast)))
    answer = browser("case_officer").post(
        f"/uppsala/ansokningar/{application.number}/tjansteutlatande/fardigstall/",
        {"revision": "9" * 5000},
    )
    assert answer.status_code == 302
    application.refresh_from_db()
    assert application.state == Application.State.REGISTERED


def test_what_is_missing_is_no_fault_until_one_sends(cast: Cast, browser: Browser) -> None:
    make_application(cast, make_call(cast), answers={}, period_to=None)
    applicant = browser("applicant")
    facts = page(applicant, "ansokningar/1/skriv/insatsen/")
    assert "Skriv insatsens sista dag." in facts
    assert '<span class="badge neutral">Saknas</span>' in facts and ">Fel<" not in facts
    assert '<span class="badge danger">Fel</span>' in page(applicant, "ansokningar/1/skriv/skicka/")
