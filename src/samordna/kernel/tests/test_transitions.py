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
    verb_labels={"sign": "underteckna", "register": "registrera", "withdraw": "återkalla"},
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
        "Det som kan göras nu är att underteckna eller återkalla."
    )
    assert (refusal.value.state, refusal.value.verb) == ("draft", "register")


def test_a_refusal_in_a_final_state():
    with pytest.raises(IllegalTransition, match="Inget mer kan göras"):
        APPLICATION.next("withdrawn", "sign")


def test_an_unknown_state_is_refused_too():
    with pytest.raises(IllegalTransition, match="lost"):
        APPLICATION.next("lost", "sign")


def test_every_state_and_verb_needs_a_label():
    with pytest.raises(ValueError, match="close, closed"):
        Transitions("saken", {("open", "close"): "closed"}, {"open": "öppen"}, {})
