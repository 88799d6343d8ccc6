//! What happened to an order. The list is append-only; the timeline is drawn from it and from
//! nothing else.

use crate::words::words;

words! {
    /// What kind of thing happened. Moves of the machine carry the action's own word.
    EventKind {
        /// Sent by the resident, or by the desk for her.
        Placed = "placed",
        /// Taken on by the desk.
        Admitted = "admitted",
        /// Asked back.
        AskedBack = "asked_back",
        /// Answered.
        Answered = "answered",
        /// Reminded of a question.
        Reminded = "reminded",
        /// The desk has phoned her, or tried to.
        ContactTried = "contact_tried",
        /// A question is over and the desk has to call; seen by the desk only.
        CallNeeded = "call_needed",
        /// Taken up again after a question had lapsed.
        Reopened = "reopened",
        /// Refused with reason and alternative.
        Rejected = "rejected",
        /// Appealed.
        Appealed = "appealed",
        /// Joined to another order.
        Merged = "merged",
        /// Offered to somebody.
        Dispatched = "dispatched",
        /// One person accepted.
        Accepted = "accepted",
        /// Staff do it themselves.
        TakenOn = "taken_on",
        /// Given back by staff, to be dispatched.
        PutBack = "put_back",
        /// All places are taken.
        Filled = "filled",
        /// One person declined; seen by the desk only.
        Declined = "declined",
        /// An offer ran out; seen by the desk only.
        Lapsed = "lapsed",
        /// All offers came back empty.
        FellBack = "fell_back",
        /// A helper handed back.
        Released = "released",
        /// A helper did not come.
        NoShow = "no_show",
        /// They did come: both keys were right.
        TurnedUp = "turned_up",
        /// They said why; seen by the desk only.
        ExcuseStated = "excuse_stated",
        /// The desk took the reason; seen by the desk only.
        Excused = "excused",
        /// Arrived at the door.
        CheckedIn = "checked_in",
        /// Left.
        CheckedOut = "checked_out",
        /// Reported done.
        Reported = "reported",
        /// Confirmed.
        Confirmed = "confirmed",
        /// Confirmed by silence.
        AutoConfirmed = "auto_confirmed",
        /// Not done well.
        Disputed = "disputed",
        /// To be done again.
        Redone = "redone",
        /// Found to be done.
        Upheld = "upheld",
        /// Found not done.
        NotDone = "not_done",
        /// Filed.
        Closed = "closed",
        /// Another time was agreed; the reason is the new one, as [`Window`](crate::time::Window) writes it.
        Rescheduled = "rescheduled",
        /// Put on hold.
        Held = "held",
        /// Taken up again.
        Resumed = "resumed",
        /// Handed to a higher level.
        Escalated = "escalated",
        /// Taken up by the higher level.
        TakenUp = "taken_up",
        /// Given back to the community by the higher level.
        GivenBack = "given_back",
        /// Sent outside.
        Referred = "referred",
        /// Answered from outside.
        ReferAnswered = "refer_answered",
        /// Nobody found.
        GivenUp = "given_up",
        /// Withdrawn.
        Cancelled = "cancelled",
        /// Urged by the resident.
        Urged = "urged",
        /// Words added.
        Added = "added",
        /// Rated.
        Rated = "rated",
        /// Somebody opened name, door and phone.
        DetailsOpened = "details_opened",
        /// Another member of staff holds it now.
        HandedOver = "handed_over",
        /// Points were credited.
        Awarded = "awarded",
    }
}

impl EventKind {
    /// Whether only staff see it: a decline is nobody's business but the desk's
    /// (志愿服务条例 art. 2: service is voluntary, a "no" needs no reason).
    #[must_use]
    pub const fn is_for_staff(self) -> bool {
        matches!(
            self,
            Self::Declined
                | Self::Lapsed
                | Self::DetailsOpened
                | Self::FellBack
                | Self::CallNeeded
                | Self::ExcuseStated
                | Self::Excused
        )
    }
}
