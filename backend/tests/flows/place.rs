//! Placing an order, for oneself and at the desk.

use backend::flow::place_order::place_order;
use backend::store;
use backend::testing::{Case, World, both_databases, op};
use domain::Refusal;
use domain::form::{CallBack, Command, NewOrder, OnBehalf};
use domain::id::AreaId;
use domain::member::Viewer;
use domain::order::{Channel, State};
use domain::time::DAY;

use crate::{not_found, refused, wrong_field};

both_databases!(
    the_desk_finds_whom_a_phone_order_is_for_by_the_number,
    the_desk_makes_the_person_who_was_not_known,
    somebody_without_a_phone_is_found_at_her_door_by_name,
    a_landline_is_everybodys_at_home_and_finds_nobody,
    two_calls_at_once_make_one_person,
    somebody_without_a_desk_cannot_order_for_others,
    a_desk_cannot_order_for_another_community,
    an_order_is_for_a_building_and_no_larger_place,
    the_desk_cannot_order_for_a_closed_account,
    a_closed_item_cannot_be_ordered,
    an_item_of_another_community_is_not_here,
    an_item_without_review_goes_straight_on_to_dispatch,
    numbers_count_up_and_begin_anew_each_day,
    communities_with_the_same_short_code_never_share_a_number,
    the_first_order_remembers_home_and_household,
    the_member_of_staff_who_took_the_call_is_no_party_to_the_order,
);

fn by_phone(case: &Case) -> NewOrder {
    let on_behalf = Some(OnBehalf { beneficiary_id: None, channel: Channel::Phone });
    let contact_phone = Some(case.world.phone().into());
    NewOrder { on_behalf, contact_phone, contact_name: "刘桂兰".into(), ..case.new_order() }
}

async fn place(case: &Case, who: &Viewer, it: &NewOrder) -> backend::Result<Case> {
    place_order(&case.world.ctx, who, it).await.map(|placed| case.about(placed.id))
}

async fn the_desk_finds_whom_a_phone_order_is_for_by_the_number(world: World) {
    let case = Case::placed(&world).await;
    let mut tx = world.ctx.db.read().await.expect("a transaction");
    let known = store::people::find(&mut tx, case.resident.id).await.expect("a query").expect("her");
    drop(tx);
    let phone = domain::form::Phone::parse(&known.phone.expect("a number")).expect("a number");
    let it = NewOrder { contact_phone: Some(phone.into()), ..by_phone(&case) };
    let order = place(&case, &case.dispatcher, &it).await.expect("an order").now().await;
    assert_eq!(order.beneficiary_id, case.resident.id);
    assert_eq!((order.orderer_id, order.channel), (case.dispatcher.id, Channel::Phone));
}

async fn the_desk_makes_the_person_who_was_not_known(world: World) {
    let case = Case::placed(&world).await;
    let it = by_phone(&case);
    let order = place(&case, &case.dispatcher, &it).await.expect("an order").now().await;
    let mut tx = world.ctx.db.read().await.expect("a transaction");
    let made = store::people::find(&mut tx, order.beneficiary_id).await.expect("a query").expect("her");
    assert_eq!((made.name.as_str(), made.area_id), ("刘桂兰", Some(it.area_id)));
    assert!(made.household_id.is_some());
    drop(tx);
    let again = place(&case, &case.dispatcher, &NewOrder { op: op(&world), ..it }).await.expect("an order");
    assert_eq!(again.now().await.beneficiary_id, order.beneficiary_id, "the second call is hers as well");
}

async fn somebody_without_a_phone_is_found_at_her_door_by_name(world: World) {
    let case = Case::placed(&world).await;
    let on_behalf = Some(OnBehalf { beneficiary_id: None, channel: Channel::Desk });
    let it = NewOrder { on_behalf, contact_phone: None, ..by_phone(&case) };
    let first = place(&case, &case.dispatcher, &it).await.expect("an order").now().await;
    let again =
        place(&case, &case.second, &NewOrder { op: op(&world), ..it.clone() }).await.expect("an order");
    assert_eq!(again.now().await.beneficiary_id, first.beneficiary_id);
    let other = NewOrder { op: op(&world), contact_name: "刘桂香".into(), ..it };
    let sister = place(&case, &case.second, &other).await.expect("an order").now().await;
    assert_ne!(sister.beneficiary_id, first.beneficiary_id);
    let mut tx = world.ctx.db.read().await.expect("a transaction");
    let household =
        async |tx: &mut _, id| store::people::find(tx, id).await.expect("a query").expect("her").household_id;
    let one = household(&mut tx, first.beneficiary_id).await;
    assert_eq!(one, household(&mut tx, sister.beneficiary_id).await, "one door, one household");
}

async fn a_landline_is_everybodys_at_home_and_finds_nobody(world: World) {
    let case = Case::placed(&world).await;
    let landline = CallBack::parse("0813-2234567 转 12").expect("a number");
    let it = NewOrder { contact_phone: Some(landline), ..by_phone(&case) };
    let first = place(&case, &case.dispatcher, &it).await.expect("an order");
    let mother = first.now().await.beneficiary_id;
    let mut tx = world.ctx.db.read().await.expect("a transaction");
    let made = store::people::find(&mut tx, mother).await.expect("a query").expect("her");
    assert_eq!((made.name.as_str(), made.phone), ("刘桂兰", None), "nobody signs in with it");
    drop(tx);
    let calls = async |name: &str, door: &str| {
        let it = NewOrder { op: op(&world), contact_name: name.into(), door: door.into(), ..it.clone() };
        place(&case, &case.dispatcher, &it).await.expect("an order").now().await.beneficiary_id
    };
    assert_eq!(calls("刘桂兰", &it.door).await, mother, "she calls again");
    let father = calls("赵德福", &it.door).await;
    assert_ne!(father, mother, "the number is his as well");
    assert_ne!(calls("刘桂兰", "5单元502").await, mother, "somebody of her name behind another door");
    // the helper reads it as it is dialled
    first.bring_to(State::Claimed).await;
    let page = backend::view::order::order_page(&world.ctx, &case.helper, first.order).await.expect("a page");
    assert_eq!(page.words.expect("opened").contact_phone.as_deref(), Some("0813-2234567-12"));
}

async fn two_calls_at_once_make_one_person(world: World) {
    let case = Case::placed(&world).await;
    let landline = CallBack::parse("2234567").ok();
    let it = NewOrder { contact_phone: landline, ..by_phone(&case) };
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let (ctx, desk) = (world.ctx.clone(), case.dispatcher.clone());
        let it = NewOrder { op: op(&world), ..it.clone() };
        calls.spawn(async move { place_order(&ctx, &desk, &it).await.map(|placed| placed.id) });
    }
    let mut people = std::collections::BTreeSet::new();
    while let Some(call) = calls.join_next().await {
        let id = call.expect("a call").expect("an order");
        people.insert(case.about(id).now().await.beneficiary_id);
    }
    assert_eq!(people.len(), 1);
}

async fn somebody_without_a_desk_cannot_order_for_others(world: World) {
    let case = Case::placed(&world).await;
    let staff_on_a_phone = world.viewer(case.dispatcher.id, false).await;
    for who in [&case.resident, &case.helper, &staff_on_a_phone] {
        not_found("an order for others", place(&case, who, &by_phone(&case)).await.map(|it| it.order));
    }
}

async fn a_desk_cannot_order_for_another_community(world: World) {
    let case = Case::placed(&world).await;
    let it = NewOrder { area_id: case.town.neighbour_building, ..by_phone(&case) };
    not_found("the neighbours", place(&case, &case.dispatcher, &it).await.map(|it| it.order));
    let nowhere = NewOrder { area_id: AreaId(world.ctx.id()), ..by_phone(&case) };
    not_found("nowhere", place(&case, &case.dispatcher, &nowhere).await.map(|it| it.order));
}

async fn an_order_is_for_a_building_and_no_larger_place(world: World) {
    let case = Case::placed(&world).await;
    let town = &case.town;
    for area_id in [town.estate, town.community, town.street, town.district] {
        for (who, it) in [(&case.resident, case.new_order()), (&case.dispatcher, by_phone(&case))] {
            let it = NewOrder { area_id, ..it };
            assert_eq!(wrong_field(place(&case, who, &it).await.map(|it| it.order)), "area_id");
        }
    }
}

async fn the_desk_cannot_order_for_a_closed_account(world: World) {
    let case = Case::placed(&world).await;
    let it = by_phone(&case);
    place(&case, &case.dispatcher, &it).await.expect("an order");
    world.raw("update people set disabled_at = 1 where name = '刘桂兰'").await.expect("a closed account");
    let again = place(&case, &case.dispatcher, &NewOrder { op: op(&world), ..it }).await;
    assert_eq!(refused(again.map(|it| it.order)), Refusal::PhoneTaken);
}

async fn a_closed_item_cannot_be_ordered(world: World) {
    let case = Case::placed(&world).await;
    let item = world.item(&case.town, |it| it.open = false).await;
    let it = NewOrder { item_id: item.id, ..case.new_order() };
    assert_eq!(refused(place(&case, &case.resident, &it).await.map(|it| it.order)), Refusal::ItemClosed);
}

async fn an_item_of_another_community_is_not_here(world: World) {
    let case = Case::placed(&world).await;
    let item = world.item(&case.town, |it| it.area_id = case.town.neighbour).await;
    let it = NewOrder { item_id: item.id, ..case.new_order() };
    assert_eq!(refused(place(&case, &case.resident, &it).await.map(|it| it.order)), Refusal::ItemNotHere);
}

async fn an_item_without_review_goes_straight_on_to_dispatch(world: World) {
    let case = Case::with(&world, |it| it.review = false).await;
    let order = case.now().await;
    assert_eq!((order.state, order.owner_id), (State::ToDispatch, None));
}

async fn numbers_count_up_and_begin_anew_each_day(world: World) {
    let case = Case::placed(&world).await;
    assert_eq!(case.no(case.order).await, "261123003-001");
    assert_eq!(case.no(case.place().await).await, "261123003-002");
    world.pass(14 * domain::time::HOUR);
    assert_eq!(case.no(case.place().await).await, "261124003-001", "the day begins at midnight in Shanghai");
}

async fn communities_with_the_same_short_code_never_share_a_number(world: World) {
    let case = Case::placed(&world).await;
    let item = world.item(&case.town, |it| it.area_id = case.town.district).await;
    let far = world.resident("远", case.town.far_building).await;
    let it = NewOrder { item_id: item.id, area_id: case.town.far_building, ..case.new_order() };
    let there = place(&case, &far, &it).await.expect("an order");
    assert_ne!(case.no(there.order).await, case.no(case.order).await);
}

async fn the_first_order_remembers_home_and_household(world: World) {
    let case = Case::placed(&world).await;
    let phone = world.phone();
    let signed_in = world.sign_in(&phone).await;
    let id = signed_in.person_id;
    let newcomer = world.viewer(id, false).await;
    let it = NewOrder { door: "1单元101".into(), contact_name: "新邻居".into(), ..case.new_order() };
    place(&case, &newcomer, &it).await.expect("an order");
    let mut tx = world.ctx.db.read().await.expect("a transaction");
    let known = store::people::find(&mut tx, id).await.expect("a query").expect("her");
    assert_eq!((known.area_id, known.door.as_deref()), (Some(it.area_id), Some("1单元101")));
    assert_eq!(known.name, "新邻居");
    assert!(known.household_id.is_some(), "who shares her door shares her household");
}

async fn the_member_of_staff_who_took_the_call_is_no_party_to_the_order(world: World) {
    let case = Case::placed(&world).await;
    let call = place(&case, &case.dispatcher, &by_phone(&case)).await.expect("an order");
    call.bring_to(State::Reported).await;
    let on_her_phone = world.viewer(case.dispatcher.id, false).await;
    not_found("the page", backend::view::order::order_page(&world.ctx, &on_her_phone, call.order).await);
    let done = Command::Confirm { rating: None, words: None };
    not_found("a confirmation", call.run(&on_her_phone, done.clone()).await);
    let mine = backend::view::home::my_orders(&world.ctx, &on_her_phone, None, 10).await.expect("a list");
    assert!(mine.iter().all(|it| it.id != call.order), "it is not among her own orders");
    assert!(!call.told(&case.dispatcher).await.contains(&"please_confirm".to_owned()));
    assert_eq!(refused(call.run(&case.dispatcher, done).await), Refusal::OwnOrder);
    world.pass(DAY);
}
