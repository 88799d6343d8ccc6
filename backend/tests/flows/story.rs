//! The whole story, once, in both databases.

use backend::testing::{Case, World, both_databases};
use domain::dispatch::Mode;
use domain::form::Command;
use domain::order::{Basis, State};
use domain::time::{DAY, HOUR, MINUTE};

both_databases!(
    an_order_goes_from_the_form_to_points_that_can_be_used,
    every_state_can_be_reached_by_what_people_do,
);

async fn an_order_goes_from_the_form_to_points_that_can_be_used(world: World) {
    let case = Case::placed(&world).await;
    assert_eq!(case.now().await.state, State::Submitted);

    case.run(&case.dispatcher, Command::Admit { public_note: None }).await.expect("admitted");
    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("offered");
    case.accept(&case.helper).await.expect("accepted");
    assert_eq!(case.now().await.state, State::Claimed);

    world.pass(3 * HOUR);
    case.check_in(&case.helper).await.expect("at the door");
    world.pass(50 * MINUTE);
    case.check_out(&case.helper).await.expect("gone");
    let order = case.now().await;
    assert_eq!((order.state, order.basis), (State::Confirmed, Some(Basis::Keys)), "two keys confirm");
    assert_eq!(case.wallet(&case.helper).await, (50, 0, 50), "points are pending at first");

    world.pass(7 * DAY - 1);
    world.tick().await;
    assert_eq!(case.now().await.state, State::Confirmed, "a millisecond is missing");
    world.pass(1);
    world.tick().await;
    assert_eq!(case.now().await.state, State::Closed);
    assert_eq!(case.wallet(&case.helper).await, (0, 50, 50));
    assert_eq!(case.issued().await, 50);
}

async fn every_state_can_be_reached_by_what_people_do(world: World) {
    let case = Case::placed(&world).await;
    for state in State::ALL {
        let another = case.about(case.place().await);
        another.bring_to(*state).await;
        world.check().await;
        // the same helper has another visit tomorrow, not another one now
        world.pass(DAY);
    }
}
