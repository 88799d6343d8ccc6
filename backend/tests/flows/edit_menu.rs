//! Keeping the menu: whose items one may change, and what a number is.

use backend::flow::edit_menu::{item, menu, save, set_open};
use backend::flow::place_order::place_order;
use backend::testing::{Case, World, both_databases, op};
use backend::view;
use domain::Refusal;
use domain::form::NewMenuItem;
use domain::id::ItemId;
use domain::member::{Role, Viewer};
use domain::menu::Urgency;

use crate::{not_found, refused, wrong_field};

both_databases!(
    a_community_adds_an_item_of_its_own_and_residents_can_order_it,
    the_same_intention_again_makes_no_second_item,
    a_number_is_given_once_however_many_write_at_once,
    what_comes_from_above_is_shown_and_not_changed,
    who_keeps_no_menu_finds_none,
    of_two_who_change_an_item_the_second_is_told,
    an_order_keeps_its_promise_when_the_item_changes,
);

/// The form of an item as it was opened now, filled in with other words.
async fn opened(world: &World, who: &Viewer, id: ItemId) -> NewMenuItem {
    let it = item(&world.ctx, who, id).await.expect("an item");
    NewMenuItem { changed_at: Some(it.changed_at), ..world.new_item(it.item.no) }
}

async fn a_community_adds_an_item_of_its_own_and_residents_can_order_it(world: World) {
    let case = Case::placed(&world).await;
    let admin = world.staff("管", Role::CommunityAdmin, case.town.community, case.town.building).await;
    let kept = menu(&world.ctx, &admin).await.expect("a menu");
    assert_eq!((kept.items.len(), kept.next_no), (1, 4));
    let id = save(&world.ctx, &admin, None, &world.new_item(kept.next_no)).await.expect("an item");
    let found = view::menu::item(&world.ctx, id).await.expect("on the menu");
    assert_eq!((found.no, found.area_id, found.open), (4, case.town.community, true));
    let order = domain::form::NewOrder { item_id: id, ..case.new_order() };
    place_order(&world.ctx, &case.resident, &order).await.expect("it can be ordered");

    let changed = NewMenuItem { name_zh: "磨刀".into(), ..opened(&world, &admin, id).await };
    assert_eq!(save(&world.ctx, &admin, Some(id), &changed).await.expect("changed"), id);
    assert_eq!(item(&world.ctx, &admin, id).await.expect("an item").item.name_zh, "磨刀");
    set_open(&world.ctx, &admin, op(&world), id, false).await.expect("closed");
    let order = domain::form::NewOrder { item_id: id, ..case.new_order() };
    let no = place_order(&world.ctx, &case.resident, &order).await;
    assert_eq!(refused(no), Refusal::ItemClosed);
    let again = NewMenuItem { name_zh: "磨刀剪".into(), ..opened(&world, &admin, id).await };
    save(&world.ctx, &admin, Some(id), &again).await.expect("changed");
    assert!(!item(&world.ctx, &admin, id).await.expect("an item").item.open, "a change does not open it");
}

async fn the_same_intention_again_makes_no_second_item(world: World) {
    let case = Case::placed(&world).await;
    let admin = world.staff("管", Role::CommunityAdmin, case.town.community, case.town.building).await;
    let it = world.new_item(7);
    let first = save(&world.ctx, &admin, None, &it).await.expect("an item");
    assert_eq!(save(&world.ctx, &admin, None, &it).await.expect("the same"), first);
    assert_eq!(menu(&world.ctx, &admin).await.expect("a menu").items.len(), 2);
}

async fn a_number_is_given_once_however_many_write_at_once(world: World) {
    let case = Case::placed(&world).await;
    let admin = world.staff("管", Role::CommunityAdmin, case.town.community, case.town.building).await;
    let taken = save(&world.ctx, &admin, None, &world.new_item(case.item.no)).await;
    assert_eq!(wrong_field(taken), "no");
    let mut set = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (world, admin) = (world.clone(), admin.clone());
        set.spawn(async move { save(&world.ctx, &admin, None, &world.new_item(8)).await.is_ok() });
    }
    assert_eq!(set.join_all().await.into_iter().filter(|ok| *ok).count(), 1);
}

async fn what_comes_from_above_is_shown_and_not_changed(world: World) {
    let case = Case::placed(&world).await;
    let admin = world.staff("管", Role::CommunityAdmin, case.town.community, case.town.building).await;
    let kept = menu(&world.ctx, &admin).await.expect("a menu");
    assert!(kept.items.iter().all(|it| !it.mine));
    let above = case.item.id;
    not_found("the street's item", item(&world.ctx, &admin, above).await);
    not_found("a change of it", save(&world.ctx, &admin, Some(above), &world.new_item(3)).await);
    not_found("closing it", set_open(&world.ctx, &admin, op(&world), above, false).await);
    let street = world.staff("街", Role::Coordinator, case.town.street, case.town.building).await;
    set_open(&world.ctx, &street, op(&world), above, false).await.expect("the street closes its own");
}

async fn who_keeps_no_menu_finds_none(world: World) {
    let case = Case::placed(&world).await;
    let neighbour =
        world.staff("邻", Role::CommunityAdmin, case.town.neighbour, case.town.neighbour_building).await;
    let admin = world.staff("管", Role::CommunityAdmin, case.town.community, case.town.building).await;
    let id = save(&world.ctx, &admin, None, &world.new_item(5)).await.expect("an item");
    not_found("a neighbour's item", item(&world.ctx, &neighbour, id).await);
    not_found("a change of it", save(&world.ctx, &neighbour, Some(id), &world.new_item(6)).await);
    for nobody in [&case.resident, &case.dispatcher] {
        not_found("a menu", menu(&world.ctx, nobody).await);
        not_found("a new item", save(&world.ctx, nobody, None, &world.new_item(6)).await);
    }
    not_found("what is not there", item(&world.ctx, &admin, ItemId(world.ctx.id())).await);
}

async fn of_two_who_change_an_item_the_second_is_told(world: World) {
    let case = Case::placed(&world).await;
    let admin = world.staff("管", Role::CommunityAdmin, case.town.community, case.town.building).await;
    let id = save(&world.ctx, &admin, None, &world.new_item(5)).await.expect("an item");
    let first = NewMenuItem { name_zh: "磨刀".into(), ..opened(&world, &admin, id).await };
    let second = NewMenuItem { name_zh: "磨剪".into(), ..opened(&world, &admin, id).await };
    world.pass(1);
    save(&world.ctx, &admin, Some(id), &first).await.expect("changed");
    assert_eq!(refused(save(&world.ctx, &admin, Some(id), &second).await), Refusal::ItemChanged);
    let unseen = NewMenuItem { op: op(&world), changed_at: None, ..second.clone() };
    assert_eq!(refused(save(&world.ctx, &admin, Some(id), &unseen).await), Refusal::ItemChanged);
    let again = NewMenuItem { name_zh: "磨剪".into(), ..opened(&world, &admin, id).await };
    world.pass(1);
    save(&world.ctx, &admin, Some(id), &again).await.expect("having seen it");
    assert_eq!(item(&world.ctx, &admin, id).await.expect("an item").item.name_zh, "磨剪");
    // what was opened before somebody paused it is an older one as well
    let before = opened(&world, &admin, id).await;
    world.pass(1);
    set_open(&world.ctx, &admin, op(&world), id, false).await.expect("paused");
    assert_eq!(refused(save(&world.ctx, &admin, Some(id), &before).await), Refusal::ItemChanged);
}

async fn an_order_keeps_its_promise_when_the_item_changes(world: World) {
    let case = Case::placed(&world).await;
    let street = world.staff("街", Role::Coordinator, case.town.street, case.town.building).await;
    let before = case.now().await;
    let later =
        NewMenuItem { urgency: Urgency::U1, required: 5, ..opened(&world, &street, case.item.id).await };
    save(&world.ctx, &street, Some(case.item.id), &later).await.expect("changed");
    let after = case.now().await;
    assert_eq!((before.promise_at, before.required), (after.promise_at, after.required));
}
