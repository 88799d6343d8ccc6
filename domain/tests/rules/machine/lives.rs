//! Single lives of an order, each for one promise of the machine.

use domain::Refusal;
use domain::area::Level;
use domain::dispatch::Mode;
use domain::ledger::{AccountKey, AccountKind, Key, TransferKind};
use domain::menu::Urgency;
use domain::order::{Acting, Action, Basis, Outcome, Part, State};
use domain::time::{DAY, HOUR};

use super::standing;
use super::world::{Act, BENEFICIARY, HIGHER, ORDERER, SYSTEM, World};
use crate::given::{calendar, id, order, person};

/// Carried through to the end by the people it takes.
fn live(world: &mut World, acts: &[(u128, Act)]) {
    for (actor, act) in acts {
        let state = world.order.state;
        world.act(*actor, *act).unwrap_or_else(|no| panic!("{actor} {act:?} at {state}: {no}"));
    }
}

const TO_REPORTED: [(u128, Act); 5] = [
    (3, Act::Plain(Action::Admit)),
    (3, Act::Dispatch(Mode::Direct)),
    (5, Act::Accept),
    (5, Act::CheckIn),
    (5, Act::CheckOut),
];

#[test]
fn an_order_to_which_nothing_goes_wrong_is_thanked_for_after_seven_days() {
    let mut world = World::new(1, Urgency::U2);
    live(&mut world, &TO_REPORTED);
    live(&mut world, &[(BENEFICIARY, Act::Confirm(Basis::Resident))]);
    let available = AccountKey::person(AccountKind::Available, person(5));
    assert!(world.act(SYSTEM, Act::Close).is_err(), "the resident may still object");
    assert_eq!(world.book.balance(available), 0);
    world.now = world.now.plus(7 * DAY);
    live(&mut world, &[(SYSTEM, Act::Close)]);
    assert_eq!(world.book.balance(available), 10);
}

#[test]
fn who_served_does_not_confirm_and_who_dispatched_does_not_decide() {
    let mut world = World::new(1, Urgency::U2);
    live(&mut world, &TO_REPORTED);
    assert_eq!(world.act(5, Act::Confirm(Basis::Resident)), Err(Refusal::OwnOrder));
    assert_eq!(world.act(3, Act::Confirm(Basis::CallBack)), Err(Refusal::OwnOrder));
    live(&mut world, &[(BENEFICIARY, Act::Dispute)]);
    assert_eq!(world.act(3, Act::Decide(true)), Err(Refusal::SamePersonDecides));
    live(&mut world, &[(4, Act::Decide(false))]);
    assert_eq!((world.order.state, world.order.outcome), (State::Closed, Some(Outcome::NotDone)));
}

#[test]
fn a_confirmation_that_was_wrong_leaves_no_point_behind() {
    let mut world = World::new(1, Urgency::U2);
    live(&mut world, &TO_REPORTED);
    live(&mut world, &[(BENEFICIARY, Act::Confirm(Basis::Resident)), (ORDERER, Act::Dispute)]);
    live(&mut world, &[(4, Act::Decide(false))]);
    assert!(world.book.balances().all(|(_, balance)| balance == 0));
}

#[test]
fn an_order_that_is_done_again_is_thanked_for_once() {
    let mut world = World::new(1, Urgency::U2);
    live(&mut world, &TO_REPORTED);
    live(
        &mut world,
        &[(BENEFICIARY, Act::Confirm(Basis::Resident)), (ORDERER, Act::Dispute), (4, Act::Redo)],
    );
    live(&mut world, &TO_REPORTED[1..]);
    live(&mut world, &[(BENEFICIARY, Act::Confirm(Basis::Resident))]);
    let key = |round| Key { kind: TransferKind::Award, order_id: order(1), person_id: person(5), round };
    assert!([1, 2].iter().all(|round| world.book.transfers().any(|it| it.key == key(*round))));
    assert_eq!(world.book.balance(AccountKey::person(AccountKind::Pending, person(5))), 10);
}

#[test]
fn what_is_given_back_is_its_communitys_again() {
    let mut world = World::new(1, Urgency::U2);
    live(&mut world, &[(3, Act::Plain(Action::Admit))]);
    let home = world.order.holder_id;
    assert_eq!(world.act(3, Act::GiveBack).map(drop), Err(Refusal::NotNow { state: State::ToDispatch }));
    live(&mut world, &[(3, Act::Escalate), (3, Act::Escalate)]);
    assert_eq!((world.order.level, world.order.state), (Level::District, State::Escalated));
    live(&mut world, &[(HIGHER, Act::GiveBack)]);
    let it = &world.order;
    assert_eq!((it.holder_id, it.level, it.owner_id), (home, Level::Community, None));
    assert_eq!(it.state, State::ToDispatch);
}

#[test]
fn what_a_level_has_taken_up_is_given_back_by_whoever_holds_it() {
    let mut world = World::new(1, Urgency::U2);
    live(&mut world, &[(3, Act::Plain(Action::Admit)), (3, Act::Escalate), (4, Act::TakeUp)]);
    assert_eq!((world.order.state, world.order.owner_id), (State::ToDispatch, Some(person(4))));
    let no = Err(Refusal::NotNow { state: State::ToDispatch });
    assert_eq!(world.act(HIGHER, Act::GiveBack).map(drop), no, "not over the head of who holds it");
    world.now = world.now.plus(HOUR);
    live(&mut world, &[(3, Act::GiveBack)]);
    let it = &world.order;
    assert_eq!((it.state, it.level, it.owner_id), (State::ToDispatch, Level::Community, None));
    assert_eq!(it.entered_at, world.now, "its time to find somebody begins");
    // once somebody was asked it is taken back from them first
    live(&mut world, &[(3, Act::Escalate), (3, Act::TakeUp), (3, Act::Dispatch(Mode::Pool))]);
    assert_eq!(world.act(3, Act::GiveBack).map(drop), Err(Refusal::NotNow { state: State::Offered }));
}

#[test]
fn a_community_gives_nothing_back_to_itself() {
    for state in [State::Escalated, State::ToDispatch] {
        let mut order = standing(state, None);
        (order.holder_id, order.level) = (id(50), Level::Street);
        assert!(order.actions(&[Part::Dispatcher]).contains(&Action::GiveBack), "{state}");
        order.holder_id = order.community_id;
        assert!(!order.actions(&[Part::Dispatcher]).contains(&Action::GiveBack), "{state}");
    }
}

#[test]
fn whoever_takes_it_up_has_it_in_hand() {
    let mut world = World::new(1, Urgency::U2);
    live(&mut world, &[(3, Act::Plain(Action::Admit)), (3, Act::Escalate)]);
    world.order.owner_id = Some(person(3));
    live(&mut world, &[(4, Act::TakeUp)]);
    assert_eq!(world.order.owner_id, Some(person(4)));
}

#[test]
fn who_was_missed_and_was_there_has_the_place_back_while_it_waits() {
    let mut world = World::new(1, Urgency::U2);
    live(&mut world, &TO_REPORTED[..3]);
    assert_eq!(world.act(5, Act::TurnUp).map(drop), Err(Refusal::NoOffer), "nobody missed them");
    live(&mut world, &[(3, Act::Miss), (5, Act::TurnUp)]);
    assert_eq!((world.order.state, world.places_taken()), (State::Claimed, 1));
    live(&mut world, &[(5, Act::CheckIn), (5, Act::CheckOut), (BENEFICIARY, Act::Confirm(Basis::Resident))]);
    assert_eq!(world.book.balance(AccountKey::person(AccountKind::Pending, person(5))), 10);
}

#[test]
fn once_the_order_has_gone_on_the_place_stays_where_it_is() {
    let missed = || {
        let mut world = World::new(1, Urgency::U2);
        live(&mut world, &TO_REPORTED[..3]);
        live(&mut world, &[(3, Act::Miss)]);
        world
    };
    let calendar = calendar();
    let it = missed();
    let acting = Acting { who: Some(person(5)), parts: &[Part::Helper], now: it.now, calendar: &calendar };
    for taken in [1, 2] {
        assert_eq!(it.order.clone().turn_up(taken, &acting), Err(Refusal::WentOn), "by somebody else");
    }
    let mut with_staff = missed();
    live(&mut with_staff, &[(3, Act::FallBack), (3, Act::TakeOn), (3, Act::PutBack)]);
    assert_eq!(with_staff.act(5, Act::TurnUp).map(drop), Err(Refusal::WentOn), "nor from staff");
    let mut late = missed();
    late.now = late.order.window_end.plus(48 * HOUR + 1);
    assert_eq!(late.act(5, Act::TurnUp).map(drop), Err(Refusal::TooLateForKeys));
    late.now = late.order.window_end.plus(48 * HOUR);
    live(&mut late, &[(5, Act::TurnUp)]);
}

#[test]
fn nobody_dispatches_an_order_for_themselves() {
    let mut world = World::new(1, Urgency::U2);
    world.order.beneficiary_id = person(3);
    live(&mut world, &TO_REPORTED[..1]);
    assert_eq!(world.act(3, Act::Dispatch(Mode::Direct)), Err(Refusal::OwnOrder));
    assert!(world.act(4, Act::Dispatch(Mode::Direct)).is_ok());
}

#[test]
fn what_staff_do_themselves_is_nobodys_hours_and_not_theirs_to_confirm() {
    let mut world = World::new(1, Urgency::U2);
    live(&mut world, &[(3, Act::Plain(Action::Admit)), (3, Act::TakeOn)]);
    assert!(world.order.is_with_staff());
    assert_eq!((world.order.owner_id, world.order.dispatcher_id), (Some(person(3)), Some(person(3))));
    assert_eq!(world.act(5, Act::Accept), Err(Refusal::NoOffer), "nobody else is asked");
    live(&mut world, &[(3, Act::PutBack), (3, Act::TakeOn), (4, Act::Finish)]);
    assert_eq!((world.order.state, world.order.outcome), (State::Reported, Some(Outcome::Done)));
    for basis in [Basis::CallBack, Basis::Resident] {
        assert_eq!(world.act(4, Act::Confirm(basis)), Err(Refusal::OwnOrder), "whoever says it is done");
    }
    live(&mut world, &[(BENEFICIARY, Act::Confirm(Basis::Resident))]);
    assert_eq!(world.book.transfers().count(), 0, "no points");
    live(&mut world, &[(BENEFICIARY, Act::Dispute)]);
    assert_eq!(world.act(4, Act::Decide(true)), Err(Refusal::SamePersonDecides));
}

#[test]
fn staff_finish_only_what_they_took_on() {
    let mut world = World::new(1, Urgency::U2);
    live(&mut world, &TO_REPORTED[..3]);
    for act in [Act::Finish, Act::PutBack] {
        assert_eq!(world.act(3, act).map(drop), Err(Refusal::NotNow { state: State::Claimed }));
    }
    let mut own = World::new(1, Urgency::U2);
    own.order.beneficiary_id = person(3);
    live(&mut own, &[(4, Act::Plain(Action::Admit))]);
    assert_eq!(own.act(3, Act::TakeOn).map(drop), Err(Refusal::OwnOrder));
}
