"""Whom the journeys sign in as: people of the demonstration, by the demonstration's one click."""

from __future__ import annotations

from playwright.sync_api import Page

#: One of each kind. Hanna Sjölin applies for Enköping, whose signatory is Bo Hedlund.
PEOPLE = {
    "director": "Ingrid Falk",
    "registrar": "Petra Lindahl",
    "case officer": "Nadja Holm",
    "economist": "Birgit Ek",
    "auditor": "Stig Revander",
    "applicant": "Hanna Sjölin",
    "signatory": "Bo Hedlund",
    "chair": "Margareta Storm",
    "member": "Karin Malm",
}


def become(page: Page, base: str, name: str) -> None:
    """Sign in as somebody of the demonstration and land on that person's Idag."""
    page.goto(f"{base}/demo/")
    page.get_by_role("button", name=f"Logga in som {name}", exact=True).click()
    page.wait_for_url("**/idag/")
