//! The stores, noun by noun: what is written is found again, and the same in both databases.

use backend::db::Tx;
use backend::flow::sign_in::{self, Kind};
use backend::store::{self, areas::NewArea, people::Person};
use backend::testing::{Case, Helper, World, both_databases, op};
use backend::{flow, view};
use domain::area::Level;
use domain::calendar::DayKind;
use domain::form::{Complaint, Slot, Times};
use domain::id::{AreaId, CredentialId, MessageId, PersonId};
use domain::member::{Device, Role};
use domain::menu::Skill;
use domain::order::State;
use domain::time::{DAY, MINUTE, Timestamp};

both_databases!(
    areas_know_what_is_above_and_below_them,
    the_menu_is_written_found_and_closed,
    people_are_found_by_number_door_and_name,
    volunteers_say_what_they_can_and_when,
    codes_are_counted_down_and_used_up,
    an_intention_is_kept_with_its_answer,
    the_outbox_gives_again_what_did_not_go_out,
    working_days_are_written_and_read,
    a_lease_is_given_back,
    limits_count_by_window_and_are_forgotten,
    messages_are_unread_until_they_are_read,
    events_are_listed_from_a_moment_on,
    pictures_have_a_place_or_are_forgotten,
);

async fn begin(world: &World) -> Tx {
    world.ctx.db.begin().await.expect("a transaction")
}

async fn commit(tx: Tx) {
    tx.commit().await.expect("a commit");
}

async fn areas_know_what_is_above_and_below_them(world: World) {
    areas(&Case::placed(&world).await).await;
}

pub async fn areas(case: &Case) {
    let (mut tx, town) = (begin(&case.world).await, case.town);
    let code = "510104001003-c1";
    store::areas::rewrite(&mut tx, town.building, code, "3号楼", Some("第二网格")).await.expect("rewritten");
    let register = store::areas::register(&mut tx).await.expect("a list");
    assert_eq!(register.len(), 14);
    let it = register.iter().find(|it| it.id == town.building).expect("the building");
    assert_eq!((it.code.as_str(), it.parent_id, it.valid_to), (code, Some(town.estate), None));
    in_memory(case, &mut tx).await;
    let found = store::areas::find_by_code(&mut tx, "510104001003").await.expect("a query");
    assert_eq!(found, Some(town.community));
    assert_eq!(store::areas::find_by_code(&mut tx, "none").await.expect("a query"), None);
    let above = store::areas::above(&mut tx, town.community).await.expect("a query");
    assert_eq!(above, Some((town.street, domain::area::Level::Street)));
    assert_eq!(store::areas::above(&mut tx, town.district).await.expect("a query"), None);
    let path = store::areas::ancestors(&mut tx, town.building).await.expect("a path");
    assert_eq!(path, [town.building, town.estate, town.community, town.street, town.district]);
    assert_eq!(store::areas::holders_below(&mut tx, town.street).await.expect("a list").len(), 3);
    assert_eq!(store::areas::buildings(&mut tx, town.community).await.expect("a list").len(), 3);
    assert_eq!(store::areas::count(&mut tx).await.expect("a count"), 15);
    orphans(case, &mut tx).await;
    commit(tx).await;
}

/// What is held in memory says the same as the tables.
async fn in_memory(case: &Case, tx: &mut Tx) {
    let (ctx, town) = (&case.world.ctx, case.town);
    ctx.tree.forget();
    let tree = backend::tree::with(ctx, tx, town.building).await.expect("the tree");
    for area in store::areas::register(tx).await.expect("a list") {
        let path = store::areas::ancestors(tx, area.id).await.expect("a path");
        assert_eq!(tree.ancestors(area.id), path);
        for level in Level::ALL {
            let above = store::areas::ancestor(tx, area.id, *level).await.expect("an answer");
            assert_eq!(tree.ancestor(area.id, *level), above);
        }
        for above in &path {
            assert!(tree.contains(*above, area.id));
            assert_eq!(tree.contains(area.id, *above), *above == area.id);
        }
    }
    let name = tree.name(town.building).expect("a name");
    assert_eq!((name.name.as_str(), name.estate.is_some(), name.community.is_some()), ("3号楼", true, true));
    assert_eq!(tree.short_code(town.community).as_deref(), Some("003"));
    assert_eq!(tree.of_level(Level::Street).collect::<Vec<_>>(), [town.street, town.other_street]);
    // what it does not know makes it be read again
    let late = AreaId(ctx.id());
    let area = NewArea {
        id: late,
        parent_id: Some(town.estate),
        level: Level::Courtyard,
        name: "9号楼".to_owned(),
        code: "late".to_owned(),
        grid: None,
    };
    assert!(store::areas::insert(tx, &area, case.world.now()).await.expect("an area"));
    let tree = backend::tree::with(ctx, tx, late).await.expect("the tree");
    assert!(tree.contains(town.community, late));
}

/// A node of a tree has its place; only one at the top can be put below another.
async fn orphans(case: &Case, tx: &mut Tx) {
    let town = case.town;
    let mut add = async |parent_id, code: &str| {
        let id = AreaId(case.world.ctx.id());
        let (code, level) = (code.to_owned(), Level::Community);
        let area = NewArea { id, parent_id, level, name: code.clone(), code, grid: None };
        assert!(store::areas::insert(tx, &area, case.world.now()).await.expect("an area"));
        id
    };
    let top = add(None, "orphan").await;
    let below = add(Some(top), "orphan-01").await;
    for (id, parent) in [(top, town.street), (top, town.other_street), (town.neighbour, town.other_street)] {
        store::areas::adopt(tx, id, parent).await.expect("an answer");
    }
    for (id, path) in [
        (below, vec![below, top, town.street, town.district]),
        (town.neighbour, vec![town.neighbour, town.street, town.district]),
    ] {
        assert_eq!(store::areas::ancestors(tx, id).await.expect("a path"), path);
    }
}

async fn the_menu_is_written_found_and_closed(world: World) {
    menu(&Case::placed(&world).await).await;
}

pub async fn menu(case: &Case) {
    let mut tx = begin(&case.world).await;
    let found = store::items::find_by_code(&mut tx, case.item.area_id, &case.item.code).await;
    assert_eq!(found.expect("a query").as_ref(), Some(&case.item));
    let changed = domain::view::MenuItem { no: 9, skill: Some(Skill::Care), ..case.item.clone() };
    store::items::upsert(&mut tx, &changed, case.world.now()).await.expect("the same item");
    assert_eq!(store::items::find(&mut tx, case.item.id).await.expect("a query"), Some(changed));
    store::items::upsert(&mut tx, &case.item, case.world.now()).await.expect("as it was");
    assert_eq!(store::items::offered_at(&mut tx, case.town.building).await.expect("a menu").len(), 1);
    let menus = store::items::register(&mut tx).await.expect("all menus");
    assert_eq!(menus, std::slice::from_ref(&case.item));
    commit(tx).await;
    // the item is the street's
    let keeper = case.world.staff("管", Role::Coordinator, case.town.street, case.town.building).await;
    flow::edit_menu::menu(&case.world.ctx, &keeper).await.expect("a menu");
    for open in [false, true] {
        flow::edit_menu::set_open(&case.world.ctx, &keeper, case.item.id, open).await.expect("changed");
        assert_eq!(view::menu::item(&case.world.ctx, case.item.id).await.expect("an item").open, open);
    }
    let missing = domain::form::DemandForm { words: "磨剪刀".into() }.parse().expect("words");
    flow::demand::demand(&case.world.ctx, &case.resident, &missing).await.expect("kept");
    flow::demand::settle(&case.world.ctx, &keeper, &missing.key).await.expect("settled");
    let item = case.world.new_item(77);
    flow::edit_menu::save(&case.world.ctx, &keeper, None, &item).await.expect("a new item");
}

async fn people_are_found_by_number_door_and_name(world: World) {
    people(&Case::placed(&world).await).await;
}

pub async fn people(case: &Case) {
    let (world, mut tx) = (&case.world, begin(&case.world).await);
    let person = Person {
        id: PersonId(world.ctx.id()),
        name: "周玉兰".into(),
        phone: Some(world.phone().digits().to_owned()),
        gender: Some("female".into()),
        birth_year: Some(1948),
        area_id: Some(case.town.building),
        door: Some("1-101".into()),
        household_id: Some(world.ctx.id()),
        language: "zh-CN".into(),
        elder_mode: true,
    };
    assert!(store::people::insert(&mut tx, &person, world.now()).await.expect("a person"));
    let same_number = Person { id: PersonId(world.ctx.id()), ..person.clone() };
    assert!(!store::people::insert(&mut tx, &same_number, world.now()).await.expect("an answer"));
    let without = Person { id: PersonId(world.ctx.id()), phone: None, door: None, ..person.clone() };
    assert!(store::people::insert(&mut tx, &without, world.now()).await.expect("a person"));
    let (first, second) = (world.phone(), world.phone());
    assert!(store::people::give_phone(&mut tx, without.id, first.digits()).await.expect("an answer"));
    assert!(!store::people::give_phone(&mut tx, without.id, second.digits()).await.expect("an answer"));
    let grant = domain::member::Grant { role: Role::Volunteer, area: case.town.community };
    assert!(store::people::grant_first(&mut tx, person.id, grant, world.now()).await.expect("an answer"));
    assert!(!store::people::grant_first(&mut tx, person.id, grant, world.now()).await.expect("an answer"));
    let renamed = Person { name: "周玉兰(新)".into(), ..person.clone() };
    store::people::update(&mut tx, &renamed).await.expect("changed");
    let phone = person.phone.as_deref().expect("a number");
    let found = store::people::find_by_phone(&mut tx, phone).await.expect("a query").expect("her");
    assert_eq!((found.id, found.name.as_str(), found.elder_mode), (person.id, "周玉兰(新)", true));
    let at = (case.town.building, "1-101");
    assert!(store::people::find_at_door(&mut tx, at.0, at.1, "周玉兰").await.expect("a query").is_none());
    assert!(
        store::people::find_at_door(&mut tx, at.0, at.1, &renamed.name).await.expect("a query").is_some()
    );
    assert_eq!(store::people::household_at(&mut tx, at.0, at.1).await.expect("a query"), person.household_id);
    let register = store::people::register(&mut tx).await.expect("a list");
    assert!(register.contains(&renamed));
    assert_eq!(store::people::closed_numbers(&mut tx).await.expect("a list"), Vec::<String>::new());
    let lines = store::people::search(&mut tx, case.town.street, "周玉", 9).await.expect("a list");
    assert_eq!(lines.iter().map(|it| it.id).collect::<Vec<_>>(), [without.id, person.id]);
    assert!(store::people::search(&mut tx, case.town.neighbour, "周玉", 9).await.expect("a list").is_empty());
    commit(tx).await;
}

async fn volunteers_say_what_they_can_and_when(world: World) {
    volunteers(&Case::placed(&world).await).await;
}

pub async fn volunteers(case: &Case) {
    let world = &case.world;
    let until = Some(world.now().plus(DAY));
    let it = Helper {
        party: true,
        verified: true,
        skills: vec![Skill::Law],
        insured_until: until,
        building: None,
    };
    let who = world.helper(&case.town, it).await.id;
    let slots = vec![Slot { weekday: 6, start_minute: 510, end_minute: 720 }];
    let times = Times { slots: slots.clone(), weekend_only: true, urgent_opt_in: true, paused: false };
    let mut tx = begin(world).await;
    store::volunteers::set_times(&mut tx, who, &times).await.expect("set");
    assert_eq!(store::volunteers::slots(&mut tx, who).await.expect("a week"), slots);
    store::volunteers::add_skill(&mut tx, who, Skill::Law, until).await.expect("a qualification");
    assert_eq!(store::volunteers::skills(&mut tx, who).await.expect("a list"), [(Skill::Law, until)]);
    store::volunteers::lock(&mut tx, who).await.expect("locked");
    let found = store::volunteers::find(&mut tx, who).await.expect("a query").expect("a report-in");
    assert!(found.claims_party && found.verified_at.is_some() && found.weekend_only);
    assert_eq!((found.quiet_start, found.quiet_end, found.cap), (1260, 480, 3));
    let all = store::volunteers::of_community(&mut tx, case.town.community).await.expect("a list");
    assert!(all.iter().any(|it| it.person_id == who));
    commit(tx).await;
}

async fn an_intention_is_kept_with_its_answer(world: World) {
    intentions(&Case::placed(&world).await).await;
}

pub async fn intentions(case: &Case) {
    let (mut tx, who, id) = (begin(&case.world).await, case.resident.id, op(&case.world));
    let now = case.world.now();
    assert!(store::ops::claim(&mut tx, who, id, "verb", "mark", now).await.expect("an answer"));
    assert!(!store::ops::claim(&mut tx, who, id, "verb", "mark", now).await.expect("an answer"));
    store::ops::answer(&mut tx, who, id, "1").await.expect("kept");
    let kept = ("verb".to_owned(), "mark".to_owned(), "1".to_owned());
    assert_eq!(store::ops::find(&mut tx, who, id).await.expect("a query"), Some(kept));
    store::ops::forget(&mut tx, who, id).await.expect("forgotten");
    assert_eq!(store::ops::find(&mut tx, who, id).await.expect("a query"), None);
    commit(tx).await;
}

pub async fn staff(case: &Case) {
    let (world, who) = (&case.world, case.dispatcher.id);
    let mut tx = begin(world).await;
    assert!(store::staff::issue(&mut tx, who, "first", "secret", world.now()).await.expect("an answer"));
    assert!(!store::staff::issue(&mut tx, who, "second", "secret", world.now()).await.expect("an answer"));
    let held = store::staff::locked(&mut tx, who).await.expect("a query").expect("credentials");
    assert_eq!(held.password_hash, "first");
    assert_eq!(store::staff::numbers(&mut tx).await.expect("a list").len(), 1);
    store::staff::set(&mut tx, who, "hash", "secret", world.now()).await.expect("set");
    store::staff::wrong_try(&mut tx, who, 5, world.now()).await.expect("counted");
    assert_eq!(store::staff::locked(&mut tx, who).await.expect("a query").expect("credentials").failed, 1);
    assert!(store::staff::right_try(&mut tx, who, 7).await.expect("an answer"));
    assert!(!store::staff::right_try(&mut tx, who, 7).await.expect("an answer"), "once a step");
    commit(tx).await;
    let token = world.sign_in(&world.phone()).await.token;
    world.pass(MINUTE);
    let viewer = sign_in::viewer(&world.ctx, &token).await.expect("an answer").expect("signed in").viewer;
    sign_in::tick(&world.ctx).await.expect("the use is written down");
    view::live::still_signed_in(&world.ctx, &token).await.expect("an answer");
    assert_eq!(view::home::sessions(&world.ctx, &viewer, &token).await.expect("a list").len(), 1);
    let mut tx = begin(world).await;
    store::sessions::roles_changed(&mut tx, viewer.id, world.now()).await.expect("noted");
    commit(tx).await;
    let due = sign_in::viewer(&world.ctx, &token).await.expect("an answer").and_then(|it| it.renewal);
    let new = sign_in::renew(&world.ctx, due.expect("due")).await.expect("an answer").expect("a token").token;
    sign_in::viewer(&world.ctx, &new).await.expect("an answer").expect("signed in");
    sign_in::end_other_sessions(&world.ctx, &viewer, &new).await.expect("ended");
    let id = domain::id::SessionId(world.ctx.id());
    sign_in::end_session(&world.ctx, &viewer, id).await.expect_err("there is none");
    sign_in::sign_out(&world.ctx, &token).await.expect("signed out");
    let mut tx = begin(world).await;
    store::sessions::end_all(&mut tx, viewer.id, world.now()).await.expect("ended");
    commit(tx).await;
    let card = sign_in::issue_card(&world.ctx, &case.dispatcher, case.resident.id).await.expect("a card");
    sign_in::use_card(&world.ctx, &card, Kind::Resident(Device::Android)).await.map(drop).expect("signed in");
}

async fn codes_are_counted_down_and_used_up(world: World) {
    codes(&world).await;
}

pub async fn codes(world: &World) {
    let (mut tx, now) = (begin(world).await, world.now());
    let (old, new) = (CredentialId(world.ctx.id()), CredentialId(world.ctx.id()));
    for (id, at) in [(old, now), (new, now.plus(1))] {
        store::codes::insert(&mut tx, id, "13900000000", "mark", 2, at, at.plus(MINUTE))
            .await
            .expect("a code");
    }
    for (skip, sent) in [(0, Some(now.plus(1))), (1, Some(now)), (2, None)] {
        assert_eq!(store::codes::sent_before(&mut tx, "13900000000", skip).await.expect("a query"), sent);
    }
    for left in [1, 0, 0] {
        store::codes::wrong_try(&mut tx, new).await.expect("counted");
        let newest = store::codes::newest(&mut tx, "13900000000").await.expect("a query").expect("a code");
        assert_eq!((newest.0, newest.2), (new, left));
    }
    assert!(store::codes::use_up(&mut tx, new, now).await.expect("an answer"));
    assert!(!store::codes::use_up(&mut tx, new, now).await.expect("an answer"));
    commit(tx).await;
}

async fn the_outbox_gives_again_what_did_not_go_out(world: World) {
    outbox(&world).await;
}

pub async fn outbox(world: &World) {
    let (mut tx, now) = (begin(world).await, world.now().plus(9 * DAY));
    let id = MessageId(world.ctx.id());
    store::outbox::push(&mut tx, id, "sms", "{\"code\":\"1\"}", now).await.expect("pushed");
    let claim = async |tx: &mut Tx, at: Timestamp| {
        store::outbox::claim(tx, at, at.plus(MINUTE), 20)
            .await
            .expect("a claim")
            .into_iter()
            .find(|it| it.0 == id)
    };
    assert_eq!(claim(&mut tx, now).await.map(|it| it.3), Some(1));
    assert_eq!(claim(&mut tx, now).await, None, "another worker finds nothing");
    assert_eq!(
        claim(&mut tx, now.plus(MINUTE)).await.map(|it| it.3),
        Some(2),
        "a worker that died is replaced"
    );
    store::outbox::failed(&mut tx, id, "no", Some(now.plus(DAY)), now).await.expect("noted");
    assert_eq!(claim(&mut tx, now.plus(2 * MINUTE)).await, None);
    assert!(claim(&mut tx, now.plus(DAY)).await.is_some());
    store::outbox::failed(&mut tx, id, "never", None, now).await.expect("given up");
    assert_eq!(claim(&mut tx, now.plus(9 * DAY)).await, None);
    store::outbox::done(&mut tx, id, now).await.expect("done");
    commit(tx).await;
}

async fn working_days_are_written_and_read(world: World) {
    working_days(&world).await;
}

pub async fn working_days(world: &World) {
    for kind in [DayKind::Rest, DayKind::Work] {
        world.ctx.set_workday("2026-11-28", kind, Some("调休")).await.expect("set");
    }
    let saturday = domain::calendar::Day::parse("2026-11-28").expect("a day");
    assert!(world.ctx.calendar().is_workday(saturday));
}

async fn a_lease_is_given_back(world: World) {
    lease(&world).await;
}

pub async fn lease(world: &World) {
    let (mut tx, now) = (begin(world).await, world.now());
    let until = now.plus(MINUTE);
    assert!(store::leases::take(&mut tx, "work", "a", now, until).await.expect("an answer"));
    assert!(store::leases::take(&mut tx, "work", "a", now, until).await.expect("an answer"), "renewed");
    assert!(!store::leases::take(&mut tx, "work", "b", now, until).await.expect("an answer"));
    store::leases::drop(&mut tx, "work", "b").await.expect("not theirs");
    assert!(!store::leases::take(&mut tx, "work", "b", now, until).await.expect("an answer"));
    store::leases::drop(&mut tx, "work", "a").await.expect("given back");
    assert!(store::leases::take(&mut tx, "work", "b", now, until).await.expect("an answer"));
    commit(tx).await;
}

async fn limits_count_by_window_and_are_forgotten(world: World) {
    limits(&world).await;
}

pub async fn limits(world: &World) {
    let (mut tx, now) = (begin(world).await, Timestamp(world.now().0 / MINUTE * MINUTE));
    let at = |ms| now.plus(ms);
    for (ms, count) in [(0, 1), (MINUTE - 1, 2), (MINUTE, 1)] {
        assert_eq!(store::limits::count(&mut tx, "x", MINUTE, at(ms)).await.expect("a count"), count);
    }
    store::limits::lock(&mut tx, "x").await.expect("locked");
    store::limits::forget(&mut tx, at(MINUTE)).await.expect("forgotten");
    assert_eq!(store::limits::count(&mut tx, "x", MINUTE, at(0)).await.expect("a count"), 1);
    assert_eq!(store::limits::count(&mut tx, "x", MINUTE, at(MINUTE)).await.expect("a count"), 2);
    commit(tx).await;
}

async fn messages_are_unread_until_they_are_read(world: World) {
    messages(&Case::placed(&world).await).await;
}

pub async fn messages(case: &Case) {
    let (world, who) = (&case.world, case.second.id);
    let mut tx = begin(world).await;
    for order in [Some(case.order), None] {
        let id = MessageId(world.ctx.id());
        store::messages::insert(&mut tx, id, who, "asked", order, world.now()).await.expect("a message");
    }
    assert_eq!(store::messages::unread(&mut tx, who).await.expect("a count"), 2);
    let newest = store::messages::newest(&mut tx, who, 2).await.expect("a list");
    assert!(newest.iter().all(|it| !it.read));
    assert_eq!(newest.iter().filter(|it| it.no.is_some()).count(), 1);
    store::messages::mark_read(&mut tx, who, world.now()).await.expect("read");
    assert_eq!(store::messages::unread(&mut tx, who).await.expect("a count"), 0);
    commit(tx).await;
}

async fn events_are_listed_from_a_moment_on(world: World) {
    events(&Case::placed(&world).await).await;
}

pub async fn events(case: &Case) {
    let order = case.about(case.place().await);
    order.bring_to(State::ToDispatch).await;
    let mut tx = case.world.ctx.db.read().await.expect("a transaction");
    let last = store::events::last(&mut tx).await.expect("a moment");
    let timeline = store::events::timeline(&mut tx, order.order).await.expect("a timeline");
    assert_eq!(timeline.last().map(|it| it.at), Some(last));
    let from = store::events::from(&mut tx, last, 99).await.expect("a list");
    assert_eq!(from.last(), Some(&(last, order.order)));
    assert!(store::events::from(&mut tx, last.plus(1), 99).await.expect("a list").is_empty());
    assert!(!store::events::opened_by(&mut tx, order.order, case.helper.id).await.expect("an answer"));
}

pub async fn complaint(world: &World) {
    let it = Complaint { about: "网站".into(), words: "字太小".into(), contact: None };
    let mut tx = begin(world).await;
    for fresh in [true, false] {
        let made = store::complaints::insert(&mut tx, world.ctx.id(), "T1", None, &it, world.now()).await;
        assert_eq!(made.expect("an answer"), fresh, "a receipt is given once");
    }
    assert!(store::complaints::find(&mut tx, "T1").await.expect("a query").is_some());
    commit(tx).await;
}

async fn pictures_have_a_place_or_are_forgotten(world: World) {
    photos(&Case::placed(&world).await).await;
}

pub async fn photos(case: &Case) {
    let (ctx, who) = (&case.world.ctx, &case.resident);
    let file = || std::io::Cursor::new(backend::testing::picture::jpeg());
    let kept = flow::photos::take_in(ctx, Some(who), file()).await.expect("a picture");
    let left = flow::photos::take_in(ctx, Some(who), file()).await.expect("a picture");
    let again = flow::photos::again(ctx, Some(who), &[kept.id]).await.expect("it waits");
    let order = case.place().await;
    flow::move_order::add_words(ctx, who, op(&case.world), order, "", &again).await.expect("added");
    let mut tx = ctx.db.read().await.expect("a transaction");
    assert_eq!(store::photos::order_of(&mut tx, kept.id).await.expect("a query"), Some(order));
    assert_eq!(store::photos::order_of(&mut tx, left.id).await.expect("a query"), None);
    let lines = store::photos::of_order(&mut tx, order).await.expect("a list");
    assert_eq!(lines.iter().map(|it| it.id).collect::<Vec<_>>(), [kept.id]);
    drop(tx);
    assert!(flow::check::photos(ctx, &ctx.photos).await.expect("a check").is_empty());
    let elsewhere = backend::photo::Photos::in_memory();
    assert_eq!(flow::check::photos(ctx, &elsewhere).await.expect("a check").len(), 1);
    assert_eq!(flow::check::copy_photos(ctx, &ctx.photos, &elsewhere).await.expect("copied"), 1);
    assert!(flow::check::photos(ctx, &elsewhere).await.expect("a check").is_empty());
    case.world.pass(2 * DAY);
    assert_eq!(flow::photos::tick(ctx).await.expect("a sweep"), 1);
}
