//! People, what they offer, and how they sign in.

use backend::flow::sign_in::{self, Kind};
use backend::store::{self, people::Person};
use backend::testing::{Case, Helper, World, both_databases};
use backend::view;
use domain::form::{Slot, Times};
use domain::id::{CredentialId, PersonId};
use domain::member::{Device, Role};
use domain::menu::Skill;
use domain::quiet::QuietHours;
use domain::time::{DAY, MINUTE};

use super::{begin, commit};

both_databases!(
    people_are_found_by_number_door_and_name,
    volunteers_say_what_they_can_and_when,
    codes_are_counted_down_and_used_up,
);

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
    assert_eq!(lines.iter().map(|it| it.line.id).collect::<Vec<_>>(), [without.id, person.id]);
    assert!(store::people::search(&mut tx, case.town.neighbour, "周玉", 9).await.expect("a list").is_empty());
    for _ in 0..2 {
        let noted = store::look_ups::note(&mut tx, case.dispatcher.id, person.id, world.now()).await;
        noted.expect("written down once");
    }
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
    let quiet = QuietHours { start: 1350, end: 360 };
    let times = Times { slots: slots.clone(), weekend_only: true, urgent_opt_in: true, paused: false, quiet };
    let mut tx = begin(world).await;
    let found = store::volunteers::find(&mut tx, who).await.expect("a query").expect("a report-in");
    assert_eq!(found.quiet(), QuietHours::default(), "what the database says at first");
    store::volunteers::set_times(&mut tx, who, &times).await.expect("set");
    assert_eq!(store::volunteers::slots(&mut tx, who).await.expect("a week"), slots);
    store::volunteers::add_skill(&mut tx, who, Skill::Law, until).await.expect("a qualification");
    assert_eq!(store::volunteers::skills(&mut tx, who).await.expect("a list"), [(Skill::Law, until)]);
    store::volunteers::lock(&mut tx, who).await.expect("locked");
    let found = store::volunteers::find(&mut tx, who).await.expect("a query").expect("a report-in");
    assert!(found.claims_party && found.verified_at.is_some() && found.weekend_only);
    assert_eq!((found.quiet(), found.cap), (quiet, 3));
    let all = store::volunteers::of_community(&mut tx, case.town.community).await.expect("a list");
    assert!(all.iter().any(|it| it.person_id == who));
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
    assert!(store::staff::right_try(&mut tx, who, 7).await.expect("an answer"));
    assert!(!store::staff::right_try(&mut tx, who, 7).await.expect("an answer"), "once a step");
    commit(tx).await;
    let token = world.sign_in(&world.phone()).await.token;
    world.pass(MINUTE);
    let known = sign_in::viewer(&world.ctx, &token).await.expect("an answer").expect("signed in");
    let (viewer, this) = (known.viewer, known.session);
    sign_in::tick(&world.ctx).await.expect("the use is written down");
    assert!(view::live::still_signed_in(&world.ctx, this).await.expect("an answer"));
    assert_eq!(view::home::sessions(&world.ctx, &viewer, this).await.expect("a list").len(), 1);
    let mut tx = begin(world).await;
    store::sessions::roles_changed(&mut tx, viewer.id, world.now()).await.expect("noted");
    commit(tx).await;
    let due = sign_in::viewer(&world.ctx, &token).await.expect("an answer").and_then(|it| it.renewal);
    let new = sign_in::renew(&world.ctx, due.expect("due")).await.expect("an answer").expect("a token").token;
    sign_in::viewer(&world.ctx, &new).await.expect("an answer").expect("signed in");
    sign_in::end_other_sessions(&world.ctx, &viewer, this).await.expect("ended");
    sign_in::end_session(&world.ctx, &viewer, this).await.expect("signed out");
    assert!(!view::live::still_signed_in(&world.ctx, this).await.expect("an answer"));
    let mut tx = begin(world).await;
    store::sessions::end_all(&mut tx, viewer.id, world.now()).await.expect("ended");
    commit(tx).await;
    let card =
        sign_in::issue_card(&world.ctx, &case.dispatcher, case.resident.id, true).await.expect("a card");
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
