//! The states of one person's part in one order (product.md 5.4).

use crate::words::words;

words! {
    /// Where one person's part stands.
    AssignmentState {
        /// Asked, not answered.
        Offered = "offered",
        /// Reserve list.
        Waiting = "waiting",
        /// Has said yes.
        Accepted = "accepted",
        /// Has said no; nobody else learns it.
        Declined = "declined",
        /// Did not answer in time.
        Lapsed = "lapsed",
        /// The offer was taken back with thanks.
        Withdrawn = "withdrawn",
        /// Handed back.
        Released = "released",
        /// Handed back late; the place stays theirs until somebody stands in.
        StandinWanted = "standin_wanted",
        /// Somebody stood in.
        Replaced = "replaced",
        /// At the door.
        CheckedIn = "checked_in",
        /// Left.
        CheckedOut = "checked_out",
        /// The service is confirmed.
        Verified = "verified",
        /// A confirmed service was found not done.
        Reversed = "reversed",
        /// Did not come.
        NoShow = "no_show",
        /// Did not come, with an accepted excuse.
        Excused = "excused",
    }
}

impl AssignmentState {
    /// The states it may go to from here.
    #[must_use]
    pub const fn next(self) -> &'static [Self] {
        use AssignmentState as S;
        match self {
            S::Offered => &[S::Accepted, S::Declined, S::Lapsed, S::Withdrawn],
            S::Waiting => &[S::Offered, S::Withdrawn],
            S::Accepted => {
                &[S::CheckedIn, S::CheckedOut, S::Released, S::StandinWanted, S::NoShow, S::Withdrawn]
            }
            S::StandinWanted => &[S::Replaced, S::Released, S::CheckedIn, S::Withdrawn],
            S::CheckedIn => &[S::CheckedOut],
            S::CheckedOut => &[S::Verified, S::Reversed],
            S::Verified => &[S::Reversed],
            // both keys prove that it was wrong
            S::NoShow => &[S::Excused, S::Accepted],
            S::Declined | S::Lapsed | S::Withdrawn | S::Released | S::Replaced | S::Reversed | S::Excused => {
                &[]
            }
        }
    }

    /// How many of these parts hold a place of the order.
    #[must_use]
    pub fn taken(parts: impl IntoIterator<Item = Self>) -> i32 {
        let taken = parts.into_iter().filter(|it| it.holds_place()).count();
        i32::try_from(taken).unwrap_or(i32::MAX)
    }

    /// Whether the person holds a place of the order.
    #[must_use]
    pub const fn holds_place(self) -> bool {
        matches!(
            self,
            Self::Accepted | Self::StandinWanted | Self::CheckedIn | Self::CheckedOut | Self::Verified
        )
    }
}
