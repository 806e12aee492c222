"""Every write of cases, one file a noun."""

from openitc.cases.operations.added import StepsRefused, add_steps, withdraw_added_steps
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
from openitc.cases.operations.gates import (
    GateRefused,
    name_advisor,
    reach,
    return_to_stage,
    skip_stage,
    withdraw_milestone,
)
from openitc.cases.operations.notes import NoteRefused, add_note
from openitc.cases.operations.progress import ProgressRefused, mark_step_done, withdraw_done
from openitc.cases.operations.referrals import ReferralRefused, end_referral, refer
from openitc.cases.operations.rounds import RoundRefused, begin_round
from openitc.cases.operations.wholeness import CaseClosed

__all__ = (
    "CaseClosed",
    "CaseRefused",
    "GateRefused",
    "NewProduct",
    "NoteRefused",
    "ProgressRefused",
    "ReferralRefused",
    "RoundRefused",
    "StepsRefused",
    "add_note",
    "add_steps",
    "begin_follow_up",
    "begin_round",
    "change_case",
    "close_case",
    "end_referral",
    "hand_over",
    "mark_step_done",
    "name_advisor",
    "open_case",
    "reach",
    "refer",
    "reopen_case",
    "return_to_stage",
    "skip_stage",
    "withdraw_added_steps",
    "withdraw_done",
    "withdraw_milestone",
)
