"""What other rooms and the pages read about calls, applications and proposals."""

from samordna.funding.queries.applications import (
    Filter,
    application_for_editing,
    application_for_preparing,
    application_for_reading,
    applications_for,
    applications_of,
    statement_of,
    wanted_signatures,
)
from samordna.funding.queries.calls import call_for_editing, call_for_reading, calls_for
from samordna.funding.queries.content import content_of, current_version, draft_content
from samordna.funding.queries.proposals import Proposal, proposals_open_on

__all__ = [
    "Filter",
    "Proposal",
    "application_for_editing",
    "application_for_preparing",
    "application_for_reading",
    "applications_for",
    "applications_of",
    "call_for_editing",
    "call_for_reading",
    "calls_for",
    "content_of",
    "current_version",
    "draft_content",
    "proposals_open_on",
    "statement_of",
    "wanted_signatures",
]
