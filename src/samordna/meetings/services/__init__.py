"""Everything that changes a meeting. Split by the meeting's own order of things."""

from samordna.meetings.services.minutes import lock_minutes, recall_minutes, sign_minutes
from samordna.meetings.services.notices import post_notice, take_down_notice
from samordna.meetings.services.planning import (
    add_item,
    attach_paper,
    detach_paper,
    edit_item,
    edit_meeting,
    move_item,
    plan_meeting,
    remove_item,
    upload_attachment,
)
from samordna.meetings.services.presence import (
    add_other,
    choose_adjuster,
    record_absence,
    remove_absence,
    remove_adjuster,
    remove_other,
    set_all_present,
    set_presence,
)
from samordna.meetings.services.summons import send_summons
from samordna.meetings.services.table import (
    close_meeting,
    open_meeting,
    reopen_meeting,
    save_decision,
    treat_item,
)

__all__ = [
    "add_item",
    "add_other",
    "attach_paper",
    "choose_adjuster",
    "close_meeting",
    "detach_paper",
    "edit_item",
    "edit_meeting",
    "lock_minutes",
    "move_item",
    "open_meeting",
    "plan_meeting",
    "post_notice",
    "recall_minutes",
    "record_absence",
    "remove_absence",
    "remove_adjuster",
    "remove_item",
    "remove_other",
    "reopen_meeting",
    "save_decision",
    "send_summons",
    "set_all_present",
    "set_presence",
    "sign_minutes",
    "take_down_notice",
    "treat_item",
    "upload_attachment",
]
