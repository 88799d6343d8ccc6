//! A question that nobody answers, and taking up again what lapsed.

use domain::Refusal;
use domain::menu::Urgency;
use domain::order::{Acting, Action, Order, Part, State, TRY_APART, Tries};
use domain::time::{DAY, HOUR, MINUTE, SOON, Timestamp};

use crate::given::{NOW, at, calendar, person, placed, window};

/// The end of the five days: a Monday that is not worked.
const OVER: Timestamp = NOW.plus(5 * DAY);

/// Placed on Wednesday at nine for the next three days, and asked back at once.
fn asked() -> Order {
    act(placed(Urgency::U2), Action::AskBack, Part::Dispatcher, NOW)
}

fn act(it: Order, action: Action, part: Part, now: Timestamp) -> Order {
    let calendar = calendar();
    let acting = Acting { who: Some(person(9)), parts: &[part], now, calendar: &calendar };
    it.step(action, &acting).expect("a row of the table").order
}

fn lapse(it: Order, tries: i64, now: Timestamp) -> Result<Order, Refusal> {
    let calendar = calendar();
    let tries = Tries::of((0..tries).map(|nth| NOW.plus(nth * TRY_APART)));
    it.lapse_question(tries, &Acting::system(now, &calendar)).map(|moved| moved.order)
}

fn reopen(it: &Order, part: Part, now: Timestamp) -> Result<Order, Refusal> {
    let calendar = calendar();
    let acting = Acting { who: Some(person(1)), parts: &[part], now, calendar: &calendar };
    it.clone().reopen(&acting).map(|moved| moved.order)
}

fn lapsed() -> Order {
    lapse(asked(), 2, OVER).expect("nobody answered")
}

#[test]
fn a_question_lapses_after_five_days_and_two_tries() {
    for (tries, now) in [(2, OVER.plus(-1)), (1, OVER), (0, OVER.plus(30 * DAY))] {
        let no = Refusal::NotNow { state: State::NeedInfo };
        assert_eq!(lapse(asked(), tries, now), Err(no), "{tries} tries");
    }
    let it = lapsed();
    assert_eq!((it.state, it.due_at), (State::Cancelled, Some(OVER.plus(14 * DAY))));
    assert_eq!(it.reopens_until(), it.due_at);
}

#[test]
fn nobody_is_urged_while_it_is_her_turn() {
    let calendar = calendar();
    let acting = Acting { who: Some(person(1)), parts: &[Part::Orderer], now: NOW, calendar: &calendar };
    let urge = |it: &Order| it.clone().urge(&acting).map(drop);
    assert_eq!(urge(&asked()), Err(Refusal::NotNow { state: State::NeedInfo }));
    assert_eq!(urge(&act(asked(), Action::Answer, Part::Orderer, NOW)), Ok(()));
    for state in State::ALL {
        let it = Order { state: *state, ..placed(Urgency::U2) };
        assert_eq!(urge(&it).is_ok(), it.may_be_urged(), "what is drawn is taken: {state}");
    }
}

#[test]
fn two_calls_seconds_apart_are_one_try() {
    let counted = |calls: &[i64]| Tries::of(calls.iter().map(|after| NOW.plus(*after)));
    assert_eq!((counted(&[]).count, counted(&[]).next_from()), (0, None));
    for too_soon in [0, 5_000, 4 * HOUR - 1] {
        let it = counted(&[0, too_soon]);
        assert!((it.count, it.are_enough()) == (1, false), "{too_soon} ms later");
        assert_eq!(it.next_from(), Some(NOW.plus(4 * HOUR)), "from the one that counts");
    }
    assert!(counted(&[0, 4 * HOUR]).are_enough());
    assert!(counted(&[0, 3 * HOUR, 5 * HOUR]).are_enough(), "what comes too soon puts nothing off");
    assert_eq!(counted(&[0, 3 * HOUR, 5 * HOUR, 8 * HOUR, 9 * HOUR]).count, 3);
}

#[test]
fn she_takes_up_again_what_lapsed_for_fourteen_days() {
    let (it, last) = (lapsed(), OVER.plus(14 * DAY));
    for part in [Part::Orderer, Part::Beneficiary] {
        assert!(it.actions(&[part]).contains(&Action::Reopen));
        let again = reopen(&it, part, last).expect("on the last moment of the fourteenth day");
        assert_eq!((again.state, again.paused_at), (State::ToDispatch, None));
        assert_eq!(reopen(&it, part, last.plus(1)), Err(Refusal::TooLate));
        let twice = reopen(&again, part, last);
        assert_eq!(twice, Err(Refusal::NotNow { state: State::ToDispatch }));
    }
    for part in [Part::Dispatcher, Part::HigherLevel, Part::Helper, Part::System] {
        assert!(!it.actions(&[part]).contains(&Action::Reopen), "{part}");
        assert_eq!(reopen(&it, part, OVER), Err(Refusal::NotNow { state: State::Cancelled }), "{part}");
    }
}

#[test]
fn what_somebody_withdrew_stays_withdrawn() {
    for part in [Part::Orderer, Part::Dispatcher] {
        let it = act(asked(), Action::Cancel, part, NOW.plus(HOUR));
        assert_eq!(it.reopens_until(), None);
        assert!(!it.actions(&[Part::Orderer]).contains(&Action::Reopen));
        let no = Refusal::NotNow { state: State::Cancelled };
        assert_eq!(reopen(&it, Part::Orderer, NOW.plus(2 * HOUR)), Err(no));
    }
}

#[test]
fn what_is_taken_up_again_is_promised_like_a_new_order() {
    let it = lapsed();
    assert_eq!(it.promise_at, OVER.plus(48 * HOUR), "the promise stood still for five days");
    for later in [0, 10 * DAY] {
        let now = OVER.plus(later);
        let again = reopen(&it, Part::Orderer, now).expect("taken up");
        assert_eq!(again.promise_at, now.plus(48 * HOUR));
        assert_eq!((again.window_start, again.window_end), (now, now.plus(SOON)), "the time was over");
    }
}

#[test]
fn a_date_that_lies_ahead_is_kept() {
    let mut it = lapsed();
    let ahead = window(NOW.plus(30 * DAY), 4);
    (it.window_start, it.window_end, it.promise_at) = (ahead.start, ahead.end, ahead.end);
    let again = reopen(&it, Part::Beneficiary, OVER.plus(DAY)).expect("taken up");
    assert_eq!((again.window(), again.promise_at), (ahead, ahead.end));
}

#[test]
fn she_is_reminded_after_a_day_and_after_three() {
    let it = asked();
    let day = |days: i64| NOW.plus(days * DAY);
    assert!(!it.is_reminder_due(None, day(1).plus(-1)));
    assert!(it.is_reminder_due(None, day(1)));
    assert!(!it.is_reminder_due(Some(day(1)), day(3).plus(-1)));
    assert!(it.is_reminder_due(Some(day(1)), day(3)));
    assert!(!it.is_reminder_due(Some(day(3)), day(5)));
    assert!(!it.is_reminder_due(Some(day(4)), day(4)), "once, when the first was missed");
    let answered = act(it, Action::Answer, Part::Orderer, NOW.plus(HOUR));
    assert!(!answered.is_reminder_due(None, day(2)));
}

#[test]
fn a_call_leaves_her_until_the_next_working_day() {
    let (it, calendar) = (asked(), calendar());
    assert_eq!(it.waits_for_call(NOW.plus(DAY), &calendar), Ok(OVER), "an early one puts nothing off");
    let friday = at("2026-02-13", 15);
    assert_eq!(it.waits_for_call(friday, &calendar), Ok(OVER), "the Saturday after it is worked");
    let end_of_wednesday = at("2026-02-18", 17).plus(30 * MINUTE);
    assert_eq!(it.waits_for_call(OVER, &calendar), Ok(end_of_wednesday));
    let no = Refusal::NotNow { state: State::Cancelled };
    assert_eq!(lapsed().waits_for_call(OVER, &calendar), Err(no));
}
