//! The states of an order, the actions that move it, and the one table of both.
//!
//! The table is product.md 5.3, row by row (`no` is its number). Buttons are drawn from it and
//! flows are guarded by it; nothing else decides who may move what.

use crate::words::words;

words! {
    /// Where an order stands.
    State {
        /// 已点单: received, not yet looked at.
        Submitted = "submitted",
        /// 待补充: waiting for the resident.
        NeedInfo = "need_info",
        /// 待派单: taken on by the community.
        ToDispatch = "to_dispatch",
        /// 已派单: at least one open offer or pool entry.
        Offered = "offered",
        /// 已接单: as many have accepted as are needed.
        Claimed = "claimed",
        /// 服务中: somebody has checked in at the door.
        InService = "in_service",
        /// 待确认: reported done.
        Reported = "reported",
        /// 已办结: confirmed by resident, family, key or call-back.
        Confirmed = "confirmed",
        /// 已归档: final, the history is frozen.
        Closed = "closed",
        /// 有异议: the resident says it was not done, or not well.
        Disputed = "disputed",
        /// 暂缓: waits for a date or an outside party.
        OnHold = "on_hold",
        /// 已上报: held by a higher level.
        Escalated = "escalated",
        /// 已转出: sent to somebody outside.
        Referred = "referred",
        /// 不予受理: refused with a reason and an alternative.
        Rejected = "rejected",
        /// 已撤单: withdrawn.
        Cancelled = "cancelled",
        /// 已合并: a duplicate that follows another order.
        Merged = "merged",
        /// 未能满足: no helper was found in time; feeds the list of needs.
        Unmet = "unmet",
    }
}

/// "Active" in product.md 5.2.
pub const ACTIVE: &[State] =
    &[State::Submitted, State::NeedInfo, State::ToDispatch, State::Offered, State::Claimed, State::Escalated];

impl State {
    /// Whether nobody can move the order any more, time aside: `rejected` stays open to an
    /// appeal for seven days, and `cancelled` for fourteen to being taken up again when nobody
    /// withdrew it, but a question to her lapsed ([`Order::reopens_until`](super::Order::reopens_until)).
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Closed | Self::Rejected | Self::Cancelled | Self::Merged | Self::Unmet)
    }

    /// Whether the promise clock stands still (product.md 5.7).
    #[must_use]
    pub const fn pauses_promise(self) -> bool {
        matches!(self, Self::NeedInfo | Self::OnHold | Self::Referred)
    }
}

words! {
    /// What somebody does to an order. One action may stand in several rows of the table.
    Action {
        /// The resident sends the order.
        Place = "place",
        /// The desk takes it on.
        Admit = "admit",
        /// The desk asks back.
        AskBack = "ask_back",
        /// The resident answers.
        Answer = "answer",
        /// Nobody answered in five days, and the desk could not reach her.
        LapseQuestion = "lapse_question",
        /// The resident takes up again what lapsed.
        Reopen = "reopen",
        /// The desk refuses, with reason and alternative.
        Reject = "reject",
        /// The resident appeals against a refusal.
        Appeal = "appeal",
        /// The desk joins it to another order about the same thing.
        Merge = "merge",
        /// The desk offers it to a person, a wave or the pool.
        Dispatch = "dispatch",
        /// Staff do it themselves: an item that is theirs, or nobody else was found.
        TakeOn = "take_on",
        /// The last place was taken.
        Fill = "fill",
        /// Every offer was declined, lapsed or withdrawn.
        FallBack = "fall_back",
        /// A helper handed back and places are free again.
        Vacate = "vacate",
        /// Somebody who was said not to have come was there after all.
        TurnUp = "turn_up",
        /// The first helper is at the door.
        CheckIn = "check_in",
        /// The last helper has finished.
        Report = "report",
        /// Staff who took it on say that it is done.
        Finish = "finish",
        /// Both keys are entered after the visit.
        ReportLate = "report_late",
        /// The helper could not finish: not at home, refused, unsafe, partly.
        ReportFailed = "report_failed",
        /// The resident says it was done.
        Confirm = "confirm",
        /// Nobody said anything for 72 hours.
        AutoConfirm = "auto_confirm",
        /// The resident says it was not done well: 没办好.
        Dispute = "dispute",
        /// The desk and the resident agree to do it again.
        Redo = "redo",
        /// A second member of staff finds that it was done.
        Uphold = "uphold",
        /// A second member of staff finds that it was not done, and no redo is wanted.
        CloseNotDone = "close_not_done",
        /// The time for objections is over.
        Close = "close",
        /// Another time is agreed.
        Reschedule = "reschedule",
        /// The desk waits for a date.
        Hold = "hold",
        /// The date has come.
        Resume = "resume",
        /// This level cannot solve it.
        Escalate = "escalate",
        /// The higher level takes it.
        TakeUp = "take_up",
        /// The higher level gives it back to the community, with what it takes to do it.
        GiveBack = "give_back",
        /// The desk sends it to somebody outside.
        Refer = "refer",
        /// The outside party says it is done.
        ReferDone = "refer_done",
        /// The outside party sends it back.
        ReferBack = "refer_back",
        /// Nobody could be found.
        GiveUp = "give_up",
        /// The order is withdrawn.
        Cancel = "cancel",
    }
}

words! {
    /// In what capacity somebody acts on one order. A person may have several on the same order.
    Part {
        /// Who placed it.
        Orderer = "orderer",
        /// For whom it is.
        Beneficiary = "beneficiary",
        /// Staff of the desk that holds it.
        Dispatcher = "dispatcher",
        /// Staff of a level above the one that holds it.
        HigherLevel = "higher_level",
        /// A helper who has accepted.
        Helper = "helper",
        /// The clock.
        System = "system",
    }
}

impl Part {
    /// Whether the order is theirs: she who placed it, or she for whom it is.
    #[must_use]
    pub const fn is_resident(self) -> bool {
        matches!(self, Self::Orderer | Self::Beneficiary)
    }
}

/// One row of product.md 5.3.
#[derive(Debug, Clone, Copy)]
pub struct Transition {
    /// The number of the row there; `20b` is 32, and 33 is ours (docs/decisions/019).
    pub no: u8,
    /// What is done.
    pub action: Action,
    /// From where; empty for the first row.
    pub from: &'static [State],
    /// To where.
    pub to: State,
    /// By whom.
    pub by: &'static [Part],
}

const RESIDENT: &[Part] = &[Part::Orderer, Part::Beneficiary];
const DESK: &[Part] = &[Part::Dispatcher];
const PARTIES: &[Part] = &[Part::Orderer, Part::Beneficiary, Part::Dispatcher];
const CLOCK: &[Part] = &[Part::System];

const fn row(no: u8, action: Action, from: &'static [State], to: State, by: &'static [Part]) -> Transition {
    Transition { no, action, from, to, by }
}

/// Every way an order can move. What is not here cannot happen.
pub const TRANSITIONS: &[Transition] = {
    use Action as A;
    use Part as P;
    use State as S;
    &[
        row(1, A::Place, &[], S::Submitted, &[P::Orderer, P::Dispatcher]),
        row(2, A::Admit, &[S::Submitted], S::ToDispatch, &[P::Dispatcher, P::System]),
        row(3, A::AskBack, &[S::Submitted, S::ToDispatch], S::NeedInfo, DESK),
        row(4, A::Answer, &[S::NeedInfo], S::ToDispatch, &[P::Orderer, P::Beneficiary, P::Dispatcher]),
        row(5, A::LapseQuestion, &[S::NeedInfo], S::Cancelled, CLOCK),
        // "one-tap reopen for 14 days"
        row(5, A::Reopen, &[S::Cancelled], S::ToDispatch, RESIDENT),
        row(6, A::Reject, &[S::Submitted, S::ToDispatch], S::Rejected, DESK),
        row(7, A::Appeal, &[S::Rejected], S::Escalated, RESIDENT),
        row(8, A::Merge, &[S::Submitted, S::ToDispatch], S::Merged, DESK),
        row(9, A::Dispatch, &[S::ToDispatch], S::Offered, &[P::Dispatcher, P::System]),
        row(10, A::Fill, &[S::Offered], S::Claimed, &[P::Helper, P::System]),
        // rows 9 and 10 in one: the desk is the one whom it asks
        row(10, A::TakeOn, &[S::ToDispatch], S::Claimed, DESK),
        row(11, A::FallBack, &[S::Offered], S::ToDispatch, &[P::System, P::Dispatcher]),
        row(12, A::Vacate, &[S::Claimed], S::Offered, &[P::Helper, P::System, P::Dispatcher]),
        row(12, A::Vacate, &[S::Claimed], S::ToDispatch, &[P::Helper, P::System, P::Dispatcher]),
        // row 12 taken back: both keys prove that the one who was missed was there (docs/decisions/017)
        row(12, A::TurnUp, &[S::Offered, S::ToDispatch], S::Claimed, &[P::Helper]),
        row(13, A::CheckIn, &[S::Claimed], S::InService, &[P::Helper, P::Dispatcher]),
        // the desk for who left without saying so, the clock when nobody is awaited any more (docs/decisions/017)
        row(14, A::Report, &[S::InService], S::Reported, &[P::Helper, P::Dispatcher, P::System]),
        row(15, A::Finish, &[S::Claimed], S::Reported, DESK),
        row(15, A::ReportLate, &[S::Claimed], S::Reported, &[P::Helper, P::Dispatcher]),
        row(
            16,
            A::Confirm,
            &[S::Reported],
            S::Confirmed,
            &[P::Orderer, P::Beneficiary, P::Dispatcher, P::System],
        ),
        row(17, A::AutoConfirm, &[S::Reported], S::Confirmed, CLOCK),
        row(
            18,
            A::Dispute,
            &[S::Reported, S::Confirmed],
            S::Disputed,
            &[P::Orderer, P::Beneficiary, P::Dispatcher],
        ),
        row(19, A::Redo, &[S::Disputed], S::ToDispatch, DESK),
        row(20, A::Uphold, &[S::Disputed], S::Confirmed, DESK),
        row(32, A::CloseNotDone, &[S::Disputed], S::Closed, DESK),
        row(21, A::Close, &[S::Confirmed], S::Closed, CLOCK),
        row(33, A::Reschedule, &[S::Submitted], S::Submitted, PARTIES),
        row(33, A::Reschedule, &[S::NeedInfo], S::NeedInfo, PARTIES),
        row(33, A::Reschedule, &[S::ToDispatch, S::Offered], S::ToDispatch, PARTIES),
        row(33, A::Reschedule, &[S::Escalated], S::Escalated, PARTIES),
        // once somebody comes, the desk asks them first
        row(33, A::Reschedule, &[S::Claimed], S::Claimed, DESK),
        row(33, A::Reschedule, &[S::Claimed], S::ToDispatch, DESK),
        row(22, A::Hold, ACTIVE, S::OnHold, DESK),
        row(23, A::Resume, &[S::OnHold], S::ToDispatch, &[P::Dispatcher, P::System]),
        row(
            24,
            A::Escalate,
            &[S::Submitted, S::NeedInfo, S::ToDispatch, S::Offered, S::Claimed, S::Escalated, S::Disputed],
            S::Escalated,
            &[P::Dispatcher, P::System],
        ),
        row(25, A::TakeUp, &[S::Escalated], S::ToDispatch, &[P::Dispatcher, P::HigherLevel]),
        row(25, A::GiveBack, &[S::Escalated], S::ToDispatch, &[P::Dispatcher, P::HigherLevel]),
        // taken up, and then found that the community has to do it: whoever holds it says so
        row(25, A::GiveBack, &[S::ToDispatch], S::ToDispatch, DESK),
        row(26, A::Refer, ACTIVE, S::Referred, DESK),
        row(27, A::ReferDone, &[S::Referred], S::Reported, DESK),
        row(27, A::ReferBack, &[S::Referred], S::ToDispatch, DESK),
        row(28, A::GiveUp, &[S::ToDispatch, S::Offered, S::Escalated], S::Unmet, &[P::Dispatcher, P::System]),
        row(
            29,
            A::Cancel,
            &[
                S::Submitted,
                S::NeedInfo,
                S::ToDispatch,
                S::Offered,
                S::Claimed,
                S::Escalated,
                S::OnHold,
                S::Referred,
            ],
            S::Cancelled,
            &[P::Orderer, P::Beneficiary, P::Dispatcher],
        ),
        row(
            30,
            A::ReportFailed,
            &[S::InService, S::Claimed],
            S::Reported,
            &[P::Helper, P::Dispatcher, P::System],
        ),
    ]
};

/// The rows by which `part` may do `action` to an order in `state`.
pub fn rows(state: State, action: Action, part: Part) -> impl Iterator<Item = &'static Transition> {
    TRANSITIONS
        .iter()
        .filter(move |row| row.action == action && row.from.contains(&state) && row.by.contains(&part))
}
