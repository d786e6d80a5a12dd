"""A table of states says what may be done, and why not, in words."""

from __future__ import annotations

import pytest

from samordna.kernel.transitions import IllegalTransition, Transitions

APPLICATION = Transitions(
    thing="ansökan",
    table={
        ("draft", "sign"): "signed",
        ("draft", "withdraw"): "withdrawn",
        ("signed", "register"): "registered",
        ("signed", "withdraw"): "withdrawn",
        ("registered", "withdraw"): "withdrawn",
    },
    state_labels={
        "draft": "utkast",
        "signed": "undertecknad",
        "registered": "registrerad",
        "withdrawn": "återkallad",
    },
    verb_labels={"sign": "underteckna {}", "register": "registrera {}", "withdraw": "återkalla {}"},
)


def test_the_table_leads_on():
    assert APPLICATION.next("draft", "sign") == "signed"
    assert APPLICATION.next("signed", "register") == "registered"


def test_verbs_come_in_the_order_of_the_table():
    assert APPLICATION.verbs("draft") == ("sign", "withdraw")
    assert APPLICATION.verbs("withdrawn") == ()
    assert APPLICATION.verbs("registered") != ()


def test_allows_agrees_with_next():
    for state in APPLICATION.state_labels:
        for verb in APPLICATION.verb_labels:
            if APPLICATION.allows(state, verb):
                assert APPLICATION.next(state, verb) in APPLICATION.state_labels
            else:
                with pytest.raises(IllegalTransition):
                    APPLICATION.next(state, verb)


def test_a_refusal_says_what_can_be_done_instead():
    with pytest.raises(IllegalTransition) as refusal:
        APPLICATION.next("draft", "register")
    assert str(refusal.value) == (
        "Det går inte att registrera ansökan i läget ”utkast”. "
        "Det som kan göras nu är att underteckna den eller återkalla den."
    )
    assert (refusal.value.state, refusal.value.verb) == ("draft", "register")


def test_a_refusal_in_a_final_state_claims_nothing_of_what_else_can_be_done():
    with pytest.raises(IllegalTransition) as refusal:
        APPLICATION.next("withdrawn", "sign")
    assert str(refusal.value) == "Det går inte att underteckna ansökan i läget ”återkallad”."


def test_what_has_been_done_already_is_said_to_be():
    with pytest.raises(IllegalTransition) as refusal:
        APPLICATION.next("signed", "sign")
    assert str(refusal.value) == (
        "Det är redan gjort: ansökan har läget ”undertecknad”. "
        "Det som kan göras nu är att registrera den eller återkalla den."
    )


def test_a_phrase_of_something_else_says_whose_state_it_is():
    book = Transitions(
        "mötet",
        {("open", "lock"): "shut", ("open", "bolt"): "shut"},
        {"open": "öppet", "shut": "stängt"},
        {"lock": "låsa protokollet", "bolt": "låsa protokollet"},
    )
    with pytest.raises(IllegalTransition) as refusal:
        book.next("shut", "lock")
    assert str(refusal.value) == "Det går inte att låsa protokollet när mötet har läget ”stängt”."
    with pytest.raises(IllegalTransition, match=r"är att låsa protokollet\.$"):
        book.next("open", "burn")


def test_an_unknown_state_is_refused_too():
    with pytest.raises(IllegalTransition, match="lost"):
        APPLICATION.next("lost", "sign")


def test_every_state_and_verb_needs_a_label():
    with pytest.raises(ValueError, match="close, closed"):
        Transitions("saken", {("open", "close"): "closed"}, {"open": "öppen"}, {})
