"""What can be done with calls, applications, budgets, signatures and statements."""

from samordna.funding.services.budget import save_budget
from samordna.funding.services.calls import (
    add_form_version,
    edit_call,
    install_default_form,
    open_call,
)
from samordna.funding.services.drafting import (
    InitiativeFacts,
    save_application,
    start_application,
    withdraw_application,
)
from samordna.funding.services.errors import (
    NotComplete,
    OutcomeUnknown,
    PartnerHasAmounts,
    StaleRevision,
    VersionGone,
)
from samordna.funding.services.preparing import (
    StatementDraft,
    assign_case_officer,
    complete_statement,
    register_application,
    reopen_statement,
    save_statement,
    schedule_application,
    settle_application,
    unschedule_application,
)
from samordna.funding.services.signing import (
    recall_application,
    request_signatures,
    sign_application,
)
from samordna.funding.services.upload import Uploaded, upload_budget

__all__ = [
    "InitiativeFacts",
    "NotComplete",
    "OutcomeUnknown",
    "PartnerHasAmounts",
    "StaleRevision",
    "StatementDraft",
    "Uploaded",
    "VersionGone",
    "add_form_version",
    "assign_case_officer",
    "complete_statement",
    "edit_call",
    "install_default_form",
    "open_call",
    "recall_application",
    "register_application",
    "reopen_statement",
    "request_signatures",
    "save_application",
    "save_budget",
    "save_statement",
    "schedule_application",
    "settle_application",
    "sign_application",
    "start_application",
    "unschedule_application",
    "upload_budget",
    "withdraw_application",
]
