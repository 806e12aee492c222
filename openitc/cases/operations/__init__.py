"""Every write of cases, one file a noun."""

from openitc.cases.operations.cases import (
    CaseRefused,
    NewProduct,
    begin_follow_up,
    change_case,
    close_case,
    hand_over,
    open_case,
    reopen_case,
)
from openitc.cases.operations.notes import NoteRefused, add_note
from openitc.cases.operations.progress import ProgressRefused, mark_step_done, withdraw_done
from openitc.cases.operations.referrals import ReferralRefused, end_referral, refer
from openitc.cases.operations.wholeness import CaseClosed

__all__ = (
    "CaseClosed",
    "CaseRefused",
    "NewProduct",
    "NoteRefused",
    "ProgressRefused",
    "ReferralRefused",
    "add_note",
    "begin_follow_up",
    "change_case",
    "close_case",
    "end_referral",
    "hand_over",
    "mark_step_done",
    "open_case",
    "refer",
    "reopen_case",
    "withdraw_done",
)
