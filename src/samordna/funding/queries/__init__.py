"""What other rooms and the pages read about calls, applications and proposals."""

from samordna.funding.queries.proposals import Proposal, proposals_open_on

__all__ = ["Proposal", "proposals_open_on"]
