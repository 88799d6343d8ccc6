//! Another time: who may agree on it, and what it does to promise, clock and helpers.

use domain::Refusal;
use domain::dispatch::Mode;
use domain::form::{Chosen, as_wanted};
use domain::menu::Urgency;
use domain::order::{Acting, Action, Order, Part, State};
use domain::time::{DAY, HOUR, SOON, Timestamp, Window};

use crate::given::{NOW, calendar, person, placed, window};

const LATER: Timestamp = NOW.plus(HOUR);

/// Four hours, so many days from now.
fn in_days(days: i64) -> Chosen {
    let window = window(NOW.plus(days * DAY), 4);
    Chosen { window, agreed: Some(window.end) }
}

fn standing(urgency: Urgency, state: State) -> Order {
    Order { state, mode: Some(Mode::Waves), ..placed(urgency) }
}

fn reschedule(it: &Order, to: &Chosen, agree: bool, part: Part) -> Result<Order, Refusal> {
    let calendar = calendar();
    let acting = Acting { who: Some(person(1)), parts: &[part], now: LATER, calendar: &calendar };
    it.clone().reschedule(to, agree, &acting).map(|moved| moved.order)
}

#[test]
fn she_and_the_desk_agree_on_another_time_before_somebody_comes() {
    for state in [State::Submitted, State::NeedInfo, State::ToDispatch, State::Escalated] {
        for part in [Part::Orderer, Part::Beneficiary, Part::Dispatcher] {
            let it = standing(Urgency::U2, state);
            let to = in_days(1);
            let again = reschedule(&it, &to, false, part).expect("another time");
            assert_eq!((again.state, again.window()), (state, to.window));
            assert_eq!((again.entered_at, again.due_at), (it.entered_at, it.due_at), "the clock runs on");
        }
        for part in [Part::Helper, Part::HigherLevel] {
            let no = reschedule(&standing(Urgency::U2, state), &in_days(1), false, part);
            assert_eq!(no, Err(Refusal::NotNow { state }));
        }
    }
}

#[test]
fn whoever_was_asked_for_the_old_time_is_asked_anew() {
    let it = standing(Urgency::U2, State::Offered);
    let again = reschedule(&it, &in_days(1), false, Part::Orderer).expect("another time");
    assert_eq!((again.state, again.entered_at), (State::ToDispatch, LATER));
    assert_eq!(again.failed_rounds, 0, "nobody was given the time to say no");
}

#[test]
fn once_somebody_comes_the_desk_asks_them_or_somebody_else() {
    let it = standing(Urgency::U2, State::Claimed);
    let to = in_days(1);
    for part in [Part::Orderer, Part::Beneficiary] {
        for agree in [true, false] {
            let no = reschedule(&it, &to, agree, part);
            assert_eq!(no, Err(Refusal::NotNow { state: State::Claimed }));
        }
    }
    let kept = reschedule(&it, &to, true, Part::Dispatcher).expect("they come then");
    assert_eq!((kept.state, kept.due_at), (State::Claimed, Some(to.window.start)));
    let anew = reschedule(&it, &to, false, Part::Dispatcher).expect("somebody else is looked for");
    assert_eq!(anew.state, State::ToDispatch);
    // what staff do themselves stays with them
    let own = Order { mode: None, ..it };
    let kept = reschedule(&own, &to, false, Part::Dispatcher).expect("another time");
    assert_eq!((kept.state, kept.due_at), (State::Claimed, Some(to.window.end)));
}

#[test]
fn nobody_moves_a_visit_that_has_begun_or_is_over() {
    let may = [State::Submitted, State::NeedInfo, State::ToDispatch, State::Escalated];
    let may = |state| may.contains(&state) || matches!(state, State::Offered | State::Claimed);
    for state in State::ALL.iter().copied() {
        let done = reschedule(&standing(Urgency::U2, state), &in_days(1), true, Part::Dispatcher);
        assert_eq!(done.is_ok(), may(state), "{state}");
        let drawn = standing(Urgency::U2, state).actions(&[Part::Dispatcher]);
        assert_eq!(drawn.contains(&Action::Reschedule), may(state), "{state}");
    }
}

#[test]
fn the_promise_follows_her_to_a_later_day_and_not_to_a_sooner_one() {
    let it = standing(Urgency::U2, State::ToDispatch);
    let later = reschedule(&it, &in_days(9), false, Part::Orderer).expect("another time");
    assert_eq!(later.promise_at, in_days(9).window.end);
    let sooner = reschedule(&later, &in_days(1), false, Part::Orderer).expect("another time");
    assert_eq!(sooner.promise_at, later.promise_at);
    let soon = Chosen { window: Window { start: LATER, end: LATER.plus(SOON) }, agreed: None };
    let soon = reschedule(&it, &soon, false, Part::Orderer).expect("as soon as possible");
    assert_eq!((soon.promise_at, soon.window().is_soon()), (it.promise_at, true));
    // by appointment the day is the promise
    let by_appointment =
        reschedule(&standing(Urgency::U4, State::ToDispatch), &in_days(1), false, Part::Orderer);
    assert_eq!(by_appointment.expect("another time").promise_at, in_days(1).window.end);
}

#[test]
fn what_she_was_waited_for_is_not_added_to_the_day_she_chose() {
    let it = Order { paused_at: Some(NOW), ..standing(Urgency::U2, State::NeedInfo) };
    let asked = reschedule(&it, &in_days(9), false, Part::Orderer).expect("another time");
    let calendar = calendar();
    let acting = Acting { who: Some(person(1)), parts: &[Part::Orderer], now: LATER, calendar: &calendar };
    let answered = asked.step(Action::Answer, &acting).expect("an answer").order;
    assert_eq!(answered.promise_at, in_days(9).window.end);
}

#[test]
fn the_promise_never_moves_back_while_she_is_asked() {
    let placed = standing(Urgency::U2, State::NeedInfo);
    // asked an hour before the end of the promise, for three days by now
    let it = Order { paused_at: Some(NOW.plus(-3 * DAY)), promise_at: NOW.plus(-3 * DAY + HOUR), ..placed };
    let calendar = calendar();
    let acting = Acting { who: Some(person(1)), parts: &[Part::Orderer], now: LATER, calendar: &calendar };
    let promised = |it: Order| it.step(Action::Answer, &acting).expect("an answer").order.promise_at;
    let before = promised(it.clone());
    let same_day = Chosen { agreed: Some(before.plus(-1)), ..in_days(0) };
    assert_eq!(promised(reschedule(&it, &same_day, false, Part::Orderer).expect("another time")), before);
    let later = Chosen { agreed: Some(before.plus(1)), ..in_days(0) };
    let later = promised(reschedule(&it, &later, false, Part::Orderer).expect("another time"));
    assert_eq!(later, before.plus(1));
}

#[test]
fn whoever_was_missed_was_so_for_the_old_time() {
    let it = standing(Urgency::U2, State::ToDispatch);
    assert!(it.may_turn_up(0));
    assert!(!reschedule(&it, &in_days(1), false, Part::Orderer).expect("another time").may_turn_up(0));
}

#[test]
fn a_form_that_is_read_again_wants_the_same() {
    let wanted = |it: &Chosen, now| as_wanted(it.window, it.agreed, now);
    let soon = |now: Timestamp| Chosen { window: Window { start: now, end: now.plus(SOON) }, agreed: None };
    assert_eq!(wanted(&soon(NOW), NOW), wanted(&soon(LATER), LATER));
    // a part of today that has begun starts when the form is read
    let tonight = |now| {
        let window = Window { start: now, end: NOW.plus(5 * HOUR) };
        Chosen { window, agreed: Some(window.end) }
    };
    assert_eq!(wanted(&tonight(NOW), NOW), wanted(&tonight(LATER), LATER));
    assert_ne!(wanted(&in_days(1), NOW), wanted(&in_days(2), NOW));
    let shorter = Chosen { window: Window { start: LATER.plus(DAY), ..in_days(1).window }, ..in_days(1) };
    assert_ne!(wanted(&in_days(1), NOW), wanted(&shorter, NOW), "a day and a part of it");
}

#[test]
fn a_window_survives_the_way_into_the_timeline_and_back() {
    let it = in_days(3).window;
    assert_eq!(Window::parse(&it.to_string()), Some(it));
    for foreign in ["", "1", "1/", "a/b", "1/2/3"] {
        assert_eq!(Window::parse(foreign), None, "{foreign}");
    }
}
