//! Thousands of random lives of an order: whoever does whatever, in whatever sequence.

mod check;
mod effects;
mod lives;
mod world;

use std::collections::BTreeSet;

use domain::area::Level;
use domain::dispatch::Mode;
use domain::form::CommandForm;
use domain::menu::Urgency;
use domain::order::{Action, Basis, Order, Part, State, rows};
use domain::time::{DAY, HOUR, MINUTE};
use proptest::prelude::*;

use self::world::{ACTORS, Act, BENEFICIARY, DESK, HELPERS, HIGHER, ORDERER, SYSTEM, World};
use crate::given::id;

fn any_act() -> impl Strategy<Value = Act> {
    let named = vec![
        Act::Accept,
        Act::Accept,
        Act::Decline,
        Act::Release,
        Act::Miss,
        Act::TurnUp,
        Act::CheckIn,
        Act::CheckOut,
        Act::Fail,
        Act::ReportLate,
        Act::TakeOn,
        Act::Finish,
        Act::PutBack,
        Act::FallBack,
        Act::LapseQuestion,
        Act::Reopen,
        Act::Confirm(Basis::Keys),
        Act::Confirm(Basis::Resident),
        Act::Confirm(Basis::CallBack),
        Act::Confirm(Basis::Auto),
        Act::Dispute,
        Act::Decide(true),
        Act::Decide(false),
        Act::Redo,
        Act::Close,
        Act::Appeal,
        Act::Escalate,
        Act::TakeUp,
        Act::GiveBack,
        Act::Reschedule { days: 0, helpers_agree: false },
        Act::Reschedule { days: 12, helpers_agree: false },
        Act::Reschedule { days: 2, helpers_agree: true },
        Act::Hold(10),
        Act::Hold(40),
        Act::Urge,
        Act::Dispatch(Mode::Waves),
        Act::Dispatch(Mode::Pool),
    ];
    let plain = [
        Action::Admit,
        Action::AskBack,
        Action::Answer,
        Action::Reject,
        Action::Resume,
        Action::Refer,
        Action::ReferDone,
        Action::ReferBack,
        Action::GiveUp,
        Action::Cancel,
    ];
    let acts = [named, plain.map(Act::Plain).to_vec()].concat();
    prop::sample::select(acts)
}

/// A step: usually what leads on from here, so that long lives are common; sometimes anything.
fn any_step() -> impl Strategy<Value = (u128, Act, i64, u8)> {
    let wait = prop_oneof![6 => 0..90 * MINUTE, 2 => 0..30 * HOUR, 1 => 0..9 * DAY];
    (prop::sample::select(ACTORS.to_vec()), any_act(), wait, any::<u8>())
}

/// The next step of an order to which nothing goes wrong.
fn smooth(world: &World, dice: u8) -> (u128, Act) {
    let helper = HELPERS[usize::from(dice) % 3];
    let dispatcher = DESK[usize::from(dice) % 2];
    match world.order.state {
        State::Submitted => (dispatcher, Act::Plain(Action::Admit)),
        State::NeedInfo if dice.is_multiple_of(3) => (SYSTEM, Act::LapseQuestion),
        State::NeedInfo => (ORDERER, Act::Plain(Action::Answer)),
        State::Offered | State::ToDispatch if dice.is_multiple_of(7) => (helper, Act::TurnUp),
        State::ToDispatch if world.order.is_handed_up() && dice.is_multiple_of(2) => {
            (dispatcher, Act::GiveBack)
        }
        State::ToDispatch if dice.is_multiple_of(5) => (dispatcher, Act::TakeOn),
        State::ToDispatch => (dispatcher, Act::Dispatch(Mode::Waves)),
        State::Offered => (helper, Act::Accept),
        State::Claimed if world.order.is_with_staff() => (dispatcher, Act::Finish),
        State::Claimed if dice.is_multiple_of(6) => (dispatcher, Act::Miss),
        State::Claimed => (helper, Act::CheckIn),
        State::InService if dice.is_multiple_of(2) => (helper, Act::CheckOut),
        State::InService => (helper, Act::CheckIn),
        State::Reported if dice.is_multiple_of(4) => (BENEFICIARY, Act::Dispute),
        State::Reported => (BENEFICIARY, Act::Confirm(Basis::Resident)),
        State::Confirmed if dice.is_multiple_of(4) => (ORDERER, Act::Dispute),
        State::Confirmed => (SYSTEM, Act::Close),
        State::Disputed => {
            (dispatcher, [Act::Redo, Act::Decide(true), Act::Decide(false)][usize::from(dice) % 3])
        }
        State::Escalated if dice.is_multiple_of(2) => (HIGHER, Act::GiveBack),
        State::Escalated => (HIGHER, Act::TakeUp),
        State::OnHold => (SYSTEM, Act::Plain(Action::Resume)),
        State::Referred => (dispatcher, Act::Plain(Action::ReferBack)),
        State::Cancelled => (BENEFICIARY, Act::Reopen),
        _ => (ORDERER, Act::Appeal),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_sequence_of_acts_breaks_a_promise_of_the_machine(
        required in 1..3_i32,
        urgency in prop::sample::select(Urgency::ALL.to_vec()),
        steps in prop::collection::vec(any_step(), 1..60),
    ) {
        let mut world = World::new(required, urgency);
        for (actor, act, wait, dice) in steps {
            world.now = world.now.plus(wait);
            let (actor, act) = if dice < 150 { smooth(&world, dice) } else { (actor, act) };
            let before = world.clone();
            match world.act(actor, act) {
                Ok(moved) => world.check(&before, moved.as_ref())?,
                Err(_) => prop_assert_eq!(&world.order, &before.order, "a refusal changes nothing"),
            }
        }
    }

    #[test]
    fn a_button_is_drawn_exactly_where_the_table_allows_the_move(
        state in prop::sample::select(State::ALL.to_vec()),
        part in prop::sample::select(Part::ALL.to_vec()),
    ) {
        for mode in [None, Some(Mode::Pool)] {
            let order = standing(state, mode);
            let actions = order.actions(&[part]);
            for action in Action::ALL {
                let drawn = match action {
                    Action::Finish | Action::Vacate => mode.is_none() && part == Part::Dispatcher,
                    Action::CheckIn | Action::Report | Action::ReportLate => part == Part::Helper,
                    Action::ReportFailed => part == Part::Helper && state == State::InService,
                    Action::GiveBack => order.is_handed_up(),
                    Action::Fill | Action::TurnUp => false,
                    _ => part != Part::System,
                };
                let allowed = rows(state, *action, part).next().is_some();
                prop_assert_eq!(actions.contains(action), allowed && drawn);
            }
        }
    }
}

/// An order that stands there, and is held where it would be.
fn standing(state: State, mode: Option<Mode>) -> Order {
    let mut order = World::new(1, Urgency::U2).order;
    (order.state, order.mode) = (state, mode);
    if state == State::Escalated {
        (order.holder_id, order.level) = (id(50), Level::Street);
    }
    order
}

/// What is no command and has a form all the same.
fn own_forms(part: Part) -> &'static [Action] {
    match part {
        Part::Dispatcher => &[Action::Dispatch],
        Part::Helper => &[Action::CheckIn, Action::ReportLate, Action::Report, Action::ReportFailed],
        _ => &[],
    }
}

#[test]
fn every_button_leads_to_a_form_and_every_command_has_a_button() {
    let mut drawn = BTreeSet::new();
    for (state, part) in State::ALL.iter().flat_map(|state| Part::ALL.iter().map(move |part| (state, part))) {
        for mode in [None, Some(Mode::Pool)] {
            for action in standing(*state, mode).actions(&[*part]) {
                let leads = CommandForm::takes(action) || own_forms(*part).contains(&action);
                assert!(leads, "{action} at {state} leads the {part} nowhere");
                drawn.insert(action);
            }
        }
    }
    for command in Action::ALL.iter().filter(|action| CommandForm::takes(**action)) {
        assert!(drawn.contains(command), "{command} is drawn nowhere");
    }
}
