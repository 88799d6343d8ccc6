//! Whose number it is that rings at the desk.

use backend::flow::look_up::{LOOK_UPS, look_up};
use backend::store;
use backend::testing::{Case, World, both_databases};
use domain::Refusal;
use domain::form::CallBack;
use domain::member::{Role, Viewer};
use domain::time::HOUR;

use crate::{not_found, refused};

both_databases!(
    a_neighbours_number_brings_name_and_door_and_is_written_down,
    a_number_opens_nothing_to_anybody_else,
    numbers_are_not_tried_one_after_the_other,
);

async fn number_of(case: &Case, who: &Viewer) -> CallBack {
    let mut tx = case.world.ctx.db.read().await.expect("a transaction");
    let person = store::people::find(&mut tx, who.id).await.expect("a query").expect("them");
    CallBack::parse(&person.phone.expect("a number")).expect("a number")
}

/// How many people were ever found by their number.
async fn found(world: &World) -> u64 {
    let people = "update people set elder_mode = elder_mode where id in (select person_id from look_ups)";
    world.raw(people).await.expect("a count")
}

async fn a_neighbours_number_brings_name_and_door_and_is_written_down(world: World) {
    let case = Case::placed(&world).await;
    let hers = number_of(&case, &case.resident).await;
    let landline = CallBack::parse("0813-2234567").expect("a number");
    for nobody in [CallBack::from(world.phone()), landline] {
        assert_eq!(look_up(&world.ctx, &case.dispatcher, &nobody).await.expect("an answer"), None);
    }
    assert_eq!(found(&world).await, 0, "nothing was opened");
    let mut tx = world.ctx.db.read().await.expect("a transaction");
    let her = store::people::find(&mut tx, case.resident.id).await.expect("a query").expect("her");
    drop(tx);
    for who in [&case.dispatcher, &case.coordinator, &case.dispatcher] {
        let caller = look_up(&world.ctx, who, &hers).await.expect("an answer").expect("her");
        assert_eq!(
            (caller.name, Some(caller.area_id), Some(caller.door)),
            (her.name.clone(), her.area_id, her.door.clone())
        );
    }
    assert_eq!(found(&world).await, 1);
}

async fn a_number_opens_nothing_to_anybody_else(world: World) {
    let case = Case::placed(&world).await;
    let (hers, town) = (number_of(&case, &case.resident).await, &case.town);
    let next_door = world.staff("周强", Role::Dispatcher, town.neighbour, town.neighbour_building).await;
    let none = look_up(&world.ctx, &next_door, &hers).await.expect("an answer");
    assert_eq!(none, None, "she lives elsewhere, which looks as if nobody had the number");
    let admin = world.staff("管", Role::CommunityAdmin, town.community, town.building).await;
    let on_a_phone = world.viewer(case.dispatcher.id, false).await;
    for who in [&case.resident, &case.helper, &admin, &on_a_phone] {
        not_found(&who.name, look_up(&world.ctx, who, &hers).await);
    }
    assert_eq!(found(&world).await, 0);
}

async fn numbers_are_not_tried_one_after_the_other(world: World) {
    let case = Case::placed(&world).await;
    let hers = number_of(&case, &case.resident).await;
    for _ in 0..LOOK_UPS {
        let nobody = CallBack::from(world.phone());
        look_up(&world.ctx, &case.dispatcher, &nobody).await.expect("an answer");
    }
    let again_at = world.now().window_start(HOUR).plus(HOUR);
    let over = refused(look_up(&world.ctx, &case.dispatcher, &hers).await);
    assert_eq!(over, Refusal::TooMany { again_at });
    assert_eq!(found(&world).await, 0);
    look_up(&world.ctx, &case.second, &hers).await.expect("an answer").expect("a colleague finds her");
    world.pass(again_at.since(world.now()));
    look_up(&world.ctx, &case.dispatcher, &hers).await.expect("an answer").expect("the next hour");
}
