//! Who answers for a building, what they see of it, and the totals of the levels above.

use backend::testing::{Case, World, both_databases, op};
use backend::{Error, flow::stewards::assign, store, view};
use domain::form::{FieldErrors, Phone, Problem, Stewarding};
use domain::id::{AreaId, PersonId};
use domain::member::{Role, Viewer};
use domain::order::State;
use domain::time::DAY;
use domain::view::{BuildingLine, Count, Period};

both_databases!(
    an_address_resolves_to_one_grid_and_one_person,
    whoever_is_replaced_sees_nothing_any_more,
    only_who_keeps_the_areas_there_chooses_and_only_among_the_registered,
    a_steward_sees_what_is_open_in_their_building_and_nothing_private,
    many_who_choose_at_once_leave_one,
    the_levels_above_see_totals_and_a_community_sees_cases,
    totals_are_of_a_period_and_agree_with_the_counter_of_the_first_page,
);

async fn phone_of(world: &World, who: PersonId) -> Phone {
    let mut tx = world.ctx.db.read().await.expect("a transaction");
    let known = store::people::find(&mut tx, who).await.expect("a query").expect("a person");
    Phone::parse(&known.phone.expect("a number")).expect("eleven digits")
}

/// Somebody with a telephone.
async fn neighbour(world: &World, building: AreaId) -> Viewer {
    let signed_in = world.sign_in(&world.phone()).await;
    let mut tx = world.ctx.db.begin().await.expect("a transaction");
    let mut known =
        store::people::find(&mut tx, signed_in.person_id).await.expect("a query").expect("a person");
    known.area_id = Some(building);
    "何晓峰".clone_into(&mut known.name);
    store::people::update(&mut tx, &known).await.expect("moved in");
    tx.commit().await.expect("a commit");
    world.viewer(signed_in.person_id, false).await
}

async fn keeper(case: &Case) -> Viewer {
    case.world.staff("曾丽华", Role::CommunityAdmin, case.town.community, case.town.building).await
}

async fn put(case: &Case, by: &Viewer, role: Role, area: AreaId, who: Option<&Viewer>) {
    let phone = match who {
        Some(who) => Some(phone_of(&case.world, who.id).await),
        None => None,
    };
    assign(&case.world.ctx, by, op(&case.world), &Stewarding { role, area, phone }).await.expect("assigned");
}

async fn line(case: &Case, building: AreaId) -> BuildingLine {
    let mut tx = case.world.ctx.db.read().await.expect("a transaction");
    store::stewards::buildings(&mut tx, building).await.expect("a list").remove(0)
}

/// As they are signed in after that.
async fn now(case: &Case, who: &Viewer) -> Viewer {
    case.world.viewer(who.id, false).await
}

async fn an_address_resolves_to_one_grid_and_one_person(world: World) {
    let case = Case::placed(&world).await;
    let (admin, town) = (keeper(&case).await, case.town);
    let (worker, steward) = (neighbour(&world, town.building).await, neighbour(&world, town.building).await);
    put(&case, &admin, Role::GridWorker, town.building, Some(&worker)).await;
    put(&case, &admin, Role::Steward, town.building, Some(&steward)).await;
    // both buildings of the community are of the first grid
    for (building, has_steward) in [(town.building, true), (town.other_building, false)] {
        let it = line(&case, building).await;
        assert_eq!((it.grid.as_deref(), it.worker_name.as_deref()), (Some("第一网格"), Some("何晓峰")));
        assert_eq!(it.steward_name.is_some(), has_steward);
    }
    let other = line(&case, town.neighbour_building).await;
    assert_eq!(other.worker_name, None, "a grid of the same name in another community is another");
    let desk = view::desk::desk_order(&world.ctx, &case.dispatcher, case.order).await.expect("a page");
    let at = desk.building.expect("the address is known");
    assert_eq!(at.worker_phone.as_deref(), Some(phone_of(&world, worker.id).await.digits()));
    let home = view::building::of_home(&world.ctx, &case.resident).await.expect("a query");
    let home = home.expect("the building");
    assert_eq!((home.id, home.steward_name.as_deref()), (town.building, Some("何晓峰")));
    assert!(
        home.worker_phone.is_some() && home.steward_phone.is_none(),
        "a neighbour's number is for the desk"
    );
    let all = view::building::stewards(&world.ctx, &admin).await.expect("a list");
    assert_eq!(all.iter().map(|it| it.id).collect::<Vec<_>>(), [town.building, town.other_building]);
}

async fn whoever_is_replaced_sees_nothing_any_more(world: World) {
    let case = Case::placed(&world).await;
    let (admin, building) = (keeper(&case).await, case.town.building);
    let (first, second) = (neighbour(&world, building).await, neighbour(&world, building).await);
    for who in [&first, &second] {
        put(&case, &admin, Role::Steward, building, Some(who)).await;
        put(&case, &admin, Role::Steward, building, Some(who)).await;
    }
    let gone = view::building::watched(&world.ctx, &now(&case, &first).await).await;
    assert!(matches!(gone, Err(Error::NotFound)), "{gone:?}");
    view::building::watched(&world.ctx, &now(&case, &second).await).await.expect("theirs");
    put(&case, &admin, Role::Steward, building, None).await;
    assert_eq!(line(&case, building).await.steward_name, None);
    put(&case, &admin, Role::Steward, building, Some(&first)).await;
    view::building::watched(&world.ctx, &now(&case, &first).await).await.expect("theirs again");
}

async fn only_who_keeps_the_areas_there_chooses_and_only_among_the_registered(world: World) {
    let case = Case::placed(&world).await;
    let (admin, town) = (keeper(&case).await, case.town);
    let who = phone_of(&world, neighbour(&world, town.building).await.id).await;
    let it = |area, phone: &Phone| Stewarding { role: Role::Steward, area, phone: Some(phone.clone()) };
    let elsewhere = world.staff("远", Role::CommunityAdmin, town.far_community, town.far_building).await;
    for by in [&case.resident, &case.helper, &case.dispatcher, &elsewhere] {
        let answer = assign(&world.ctx, by, op(&world), &it(town.building, &who)).await;
        assert!(matches!(answer, Err(Error::NotFound)), "{answer:?}");
    }
    for area in [town.far_building, town.community, AreaId(world.ctx.id())] {
        let answer = assign(&world.ctx, &admin, op(&world), &it(area, &who)).await;
        assert!(matches!(answer, Err(Error::NotFound)), "{answer:?}");
    }
    let answer = assign(&world.ctx, &admin, op(&world), &it(town.building, &world.phone())).await;
    let Err(Error::Invalid(FieldErrors(errors))) = answer else { panic!("{answer:?}") };
    assert_eq!(errors, [("phone".to_owned(), Problem::Nobody)]);
    assert!(matches!(view::building::stewards(&world.ctx, &case.dispatcher).await, Err(Error::NotFound)));
    assert_eq!(line(&case, town.building).await.steward_name, None);
}

async fn a_steward_sees_what_is_open_in_their_building_and_nothing_private(world: World) {
    let case = Case::placed(&world).await;
    let (admin, town) = (keeper(&case).await, case.town);
    let steward = neighbour(&world, town.building).await;
    let outsider = neighbour(&world, town.other_building).await;
    put(&case, &admin, Role::Steward, town.building, Some(&steward)).await;
    put(&case, &admin, Role::Steward, town.other_building, Some(&outsider)).await;
    let done = case.about(case.place().await);
    done.bring_to(State::Closed).await;

    let seen = view::building::watched(&world.ctx, &now(&case, &steward).await).await.expect("a list");
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].building.id, town.building);
    let numbers: Vec<_> = seen[0].orders.iter().map(|it| (it.no.as_str(), it.state)).collect();
    let order = case.now().await;
    let mut tx = world.ctx.db.read().await.expect("a transaction");
    let whole = store::orders::whole(&mut tx, case.order).await.expect("a query").expect("an order");
    drop(tx);
    assert_eq!(numbers, [(whole.rest.no.as_str(), order.state)], "the one that is open");
    let json = serde_json::to_string(&seen).expect("JSON");
    for private in [&whole.words.details, &whole.words.door, &whole.words.contact_name] {
        assert!(!json.contains(private.as_str()), "{private}");
    }
    let seen = view::building::watched(&world.ctx, &now(&case, &outsider).await).await.expect("a list");
    assert!(seen.len() == 1 && seen[0].orders.is_empty(), "not those of the next house");
    for nobody in [&case.resident, &case.helper, &case.dispatcher] {
        let answer = view::building::watched(&world.ctx, nobody).await;
        assert!(matches!(answer, Err(Error::NotFound)), "{answer:?}");
    }
}

async fn many_who_choose_at_once_leave_one(world: World) {
    let case = Case::placed(&world).await;
    let (admin, building) = (keeper(&case).await, case.town.building);
    let mut each = Vec::new();
    for _ in 0..8 {
        let phone = Some(phone_of(&world, neighbour(&world, building).await.id).await);
        let it = Stewarding { role: Role::GridWorker, area: building, phone };
        let (ctx, admin, op) = (world.ctx.clone(), admin.clone(), op(&world));
        each.push(tokio::spawn(async move { assign(&ctx, &admin, op, &it).await }));
    }
    for one in each {
        one.await.expect("no panic").expect("assigned");
    }
    let (here, there) = (line(&case, building).await, line(&case, case.town.other_building).await);
    assert!(here.worker_phone.is_some());
    assert_eq!(here.worker_phone, there.worker_phone, "the whole grid has the same");
}

async fn the_levels_above_see_totals_and_a_community_sees_cases(world: World) {
    let case = Case::placed(&world).await;
    let (town, ctx) = (case.town, &world.ctx);
    let district = world.staff("区", Role::Coordinator, town.district, town.building).await;
    let auditor = world.staff("审", Role::Auditor, town.street, town.building).await;
    let far = world.staff("远", Role::Dispatcher, town.far_community, town.far_building).await;
    let all = Period::All;

    let top = view::totals::totals(ctx, &district, None, all).await.expect("totals");
    assert_eq!((top.area.id, top.above, top.cases.len()), (town.district, None, 0));
    let placed: Vec<_> = top.lines.iter().map(|it| (it.area_id, it.count.placed, it.opens)).collect();
    assert_eq!(placed, [(town.street, 1, true), (town.other_street, 0, true)]);
    let street = view::totals::totals(ctx, &district, Some(town.street), all).await.expect("totals");
    assert!(street.cases.is_empty(), "numbers only");
    let community = view::totals::totals(ctx, &district, Some(town.community), all).await.expect("totals");
    assert_eq!(community.cases.iter().map(|it| it.id).collect::<Vec<_>>(), [case.order], "down to the case");
    assert_eq!(community.above.as_ref().map(|it| it.id), Some(town.street));
    let mut tx = ctx.db.read().await.expect("a transaction");
    let whole = store::orders::whole(&mut tx, case.order).await.expect("a query").expect("an order");
    drop(tx);
    let json = serde_json::to_string(&community).expect("JSON");
    for private in [&whole.words.details, &whole.words.door, &whole.words.contact_name] {
        assert!(!json.contains(private.as_str()), "read when it is opened, and noted then: {private}");
    }

    let own = view::totals::totals(ctx, &case.dispatcher, None, all).await.expect("totals");
    assert_eq!((own.area.id, own.above, own.cases.len()), (town.community, None, 1));
    let reads = view::totals::totals(ctx, &auditor, Some(town.community), all).await.expect("totals");
    assert_eq!((reads.sum.placed, reads.cases.len()), (1, 0), "an auditor opens no case");
    for (who, area) in [
        (&case.dispatcher, Some(town.street)),
        (&case.dispatcher, Some(town.neighbour)),
        (&far, Some(town.community)),
        (&auditor, Some(town.district)),
        (&case.resident, None),
        (&case.helper, Some(town.community)),
        (&district, Some(AreaId(ctx.id()))),
    ] {
        let answer = view::totals::totals(ctx, who, area, all).await;
        assert!(matches!(answer, Err(Error::NotFound)), "{answer:?}");
    }
}

async fn totals_are_of_a_period_and_agree_with_the_counter_of_the_first_page(world: World) {
    let case = Case::placed(&world).await;
    case.bring_to(State::Closed).await;
    world.pass(40 * DAY);
    for state in [State::Reported, State::Cancelled, State::Submitted] {
        case.about(case.place().await).bring_to(state).await;
    }
    let coordinator = world.staff("街", Role::Coordinator, case.town.street, case.town.building).await;
    let count = async |period| {
        view::totals::totals(&world.ctx, &coordinator, None, period).await.expect("totals").sum
    };
    let all = count(Period::All).await;
    let mut tx = world.ctx.db.read().await.expect("a transaction");
    let counter = store::order_lists::totals(&mut tx, case.town.street).await.expect("a count");
    drop(tx);
    assert_eq!((all.placed, all.solved), counter);
    assert_eq!((all.placed, all.solved, all.open), (4, 1, 2));
    let month = count(Period::Month).await;
    assert_eq!((month.placed, month.solved, month.open, month.late), (3, 0, 2, 0));
    world.pass(20 * DAY);
    assert_eq!(count(Period::Month).await.late, 1, "past its promise, and not said to be done");
    world.pass(365 * DAY);
    assert_eq!(count(Period::Year).await, Count::default());
}
