//! The table of moves: read against product.md 5.3, and verb by verb.

use std::collections::BTreeSet;

use domain::order::{Action, Part, State, TRANSITIONS, rows};

#[test]
fn every_state_can_be_reached_and_every_action_does_something() {
    let reached: BTreeSet<_> = TRANSITIONS.iter().map(|row| row.to).collect();
    assert_eq!(reached.len(), State::ALL.len());
    let done: BTreeSet<_> = TRANSITIONS.iter().map(|row| row.action).collect();
    assert_eq!(done.len(), Action::ALL.len());
}

#[test]
fn nothing_leaves_a_final_state_but_an_appeal_and_what_she_takes_up_again() {
    let left: Vec<_> = TRANSITIONS
        .iter()
        .flat_map(|row| row.from.iter().filter(|from| from.is_final()).map(move |from| (*from, row.action)))
        .collect();
    assert_eq!(left, [(State::Cancelled, Action::Reopen), (State::Rejected, Action::Appeal)]);
    for part in Part::ALL {
        let theirs = rows(State::Cancelled, Action::Reopen, *part).next().is_some();
        assert_eq!(theirs, part.is_resident(), "{part}");
    }
}

#[test]
fn every_state_that_is_not_final_leads_to_a_final_one() {
    let mut ends: BTreeSet<State> = State::ALL.iter().copied().filter(|it| it.is_final()).collect();
    loop {
        let before = ends.len();
        for row in TRANSITIONS.iter().filter(|row| ends.contains(&row.to)).collect::<Vec<_>>() {
            ends.extend(row.from);
        }
        if ends.len() == before {
            break;
        }
    }
    assert_eq!(ends.len(), State::ALL.len());
}

#[test]
fn nobody_who_serves_confirms_and_the_clock_never_speaks_for_the_resident() {
    for state in State::ALL {
        assert_eq!(rows(*state, Action::Confirm, Part::Helper).count(), 0, "{state}");
        assert_eq!(rows(*state, Action::Dispute, Part::System).count(), 0, "{state}");
        for action in [Action::Dispatch, Action::Uphold, Action::CloseNotDone, Action::Redo] {
            for part in [Part::Beneficiary, Part::Orderer, Part::Helper] {
                assert_eq!(rows(*state, action, part).count(), 0, "{action} by {part}");
            }
        }
    }
}

#[test]
fn a_verb_is_unambiguous_but_where_time_or_a_helper_decides() {
    for state in State::ALL {
        for action in Action::ALL {
            for part in Part::ALL {
                let to: BTreeSet<_> = rows(*state, *action, *part).map(|row| row.to).collect();
                let decided = matches!(action, Action::Vacate | Action::Reschedule);
                assert!(to.len() <= 1 || decided, "{action} from {state}");
            }
        }
    }
}
