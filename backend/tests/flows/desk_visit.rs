//! What the desk says of a visit after a call: that somebody is at the door, or has left.

use backend::Result;
use backend::flow::desk_visit;
use backend::flow::move_order::Moved;
use backend::testing::{Case, World, both_databases, op};
use domain::Refusal;
use domain::form::{Command, HasLeft};
use domain::member::Viewer;
use domain::order::State;
use domain::time::{DAY, HOUR, MINUTE, Timestamp};

use crate::{not_found, refused, wrong_field};

both_databases!(
    the_desk_says_that_somebody_has_left,
    who_left_at_a_stated_time_has_the_minutes_until_then,
    a_time_of_leaving_is_of_the_day_of_the_visit,
    who_came_without_a_key_has_the_planned_minutes,
    who_said_that_a_helper_left_does_not_confirm,
    nor_does_he_find_that_it_was_done,
);

/// Somebody is at the door since a moment ago.
async fn inside(world: &World) -> Case {
    let case = Case::in_state(world, State::InService).await;
    world.pass(2 * HOUR);
    case
}

async fn left(case: &Case, who: &Viewer, at: Option<Timestamp>) -> Result<Moved> {
    let minute = at.map(|at| case.world.ctx.calendar().local(at).1);
    let it = HasLeft { op: op(&case.world), order_id: case.order, helper: case.helper.id, minute };
    desk_visit::confirm_leaving(&case.world.ctx, who, &it).await
}

async fn the_desk_says_that_somebody_has_left(world: World) {
    let case = inside(&world).await;
    not_found("the resident", left(&case, &case.resident, None).await);
    not_found("the helper", left(&case, &case.helper, None).await);
    for at in [world.now().plus(MINUTE), world.now().plus(-2 * HOUR - MINUTE)] {
        assert_eq!(wrong_field(left(&case, &case.second, Some(at)).await), "left_at");
    }
    left(&case, &case.second, Some(world.now().plus(-HOUR))).await.expect("noted");
    assert_eq!(case.now().await.state, State::Reported);
    assert!(case.told(&case.resident).await.contains(&"please_confirm".to_owned()));
    assert_eq!(case.wallet(&case.helper).await, (0, 0, 0), "nothing before she has said so");
    case.run(&case.resident, Command::Confirm { rating: None, words: None }).await.expect("confirmed");
    assert!(case.wallet(&case.helper).await.2 > 0, "who came has minutes");
    let again = refused(left(&case, &case.second, None).await);
    assert_eq!(again, Refusal::NotNow { state: State::Confirmed });
    world.check().await;
}

async fn who_left_at_a_stated_time_has_the_minutes_until_then(world: World) {
    let mut case = inside(&world).await;
    // an hour by the menu, and at the door for two
    for (ago, minutes) in [(100 * MINUTE, 20), (30 * MINUTE, 60), (2 * HOUR, 1)] {
        let before = case.wallet(&case.helper).await;
        left(&case, &case.second, Some(world.now().plus(-ago))).await.expect("noted");
        case.run(&case.resident, Command::Confirm { rating: None, words: None }).await.expect("confirmed");
        let after = case.wallet(&case.helper).await;
        assert_eq!((after.0 - before.0, after.2 - before.2), (minutes, minutes), "left {ago} ms ago");
        // ten in the morning again
        world.pass(19 * HOUR);
        case = case.about(case.place().await);
        case.bring_to(State::InService).await;
        world.pass(2 * HOUR);
    }
}

async fn a_time_of_leaving_is_of_the_day_of_the_visit(world: World) {
    let case = inside(&world).await;
    let left_at = world.now().plus(-90 * MINUTE);
    // the desk hears of it two days later
    world.pass(2 * DAY);
    left(&case, &case.second, Some(left_at)).await.expect("noted");
    let page = backend::view::order::order_page(&world.ctx, &case.second, case.order).await.expect("a page");
    assert_eq!(page.helpers.iter().find_map(|it| it.checked_out_at), Some(left_at));
    case.run(&case.resident, Command::Confirm { rating: None, words: None }).await.expect("confirmed");
    assert_eq!(case.wallet(&case.helper).await.2, 30);
}

async fn who_came_without_a_key_has_the_planned_minutes(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    world.pass(5 * HOUR);
    // the visit is over when the desk hears of it: both are written down within minutes
    let (ctx, helper) = (&world.ctx, case.helper.id);
    let came = desk_visit::confirm_arrival(ctx, &case.second, op(&world), case.order, helper).await;
    came.expect("noted");
    world.pass(2 * MINUTE);
    left(&case, &case.second, None).await.expect("noted");
    case.run(&case.resident, Command::Confirm { rating: None, words: None }).await.expect("confirmed");
    assert_eq!(case.wallet(&case.helper).await, (60, 0, 60));
}

async fn who_said_that_a_helper_left_does_not_confirm(world: World) {
    let case = inside(&world).await;
    left(&case, &case.second, None).await.expect("noted");
    let confirm = || Command::Confirm { rating: None, words: None };
    assert_eq!(refused(case.run(&case.second, confirm()).await), Refusal::SamePersonDecides);
    let third =
        world.staff("周敏", domain::member::Role::Dispatcher, case.town.community, case.town.building).await;
    case.run(&third, confirm()).await.expect("a call by somebody who has said nothing yet");
}

async fn nor_does_he_find_that_it_was_done(world: World) {
    let case = inside(&world).await;
    left(&case, &case.second, None).await.expect("noted");
    case.run(&case.second, Command::Dispute { words: "再看看".to_owned() }).await.expect("an objection");
    let done = || Command::Uphold { finding: "办好了".to_owned() };
    assert_eq!(refused(case.run(&case.second, done()).await), Refusal::SamePersonDecides);
    assert_eq!(case.wallet(&case.helper).await, (0, 0, 0));
}
