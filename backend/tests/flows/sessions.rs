//! Sessions: how long they hold, where somebody is signed in, and another token for other roles.

use backend::flow::sign_in::{self, Kind, Known};
use backend::testing::{Case, World, both_databases, op};
use backend::{Error, view};
use domain::form::{ReportIn, StaffSignIn};
use domain::id::SessionId;
use domain::member::{Device, Viewer};
use domain::time::{DAY, HOUR, MINUTE};
use domain::view::SessionLine;

use crate::identity::{RIGHT, credentials, signed_in, staff, totp, viewer};

both_databases!(
    a_residents_session_ends_after_thirty_idle_days_and_ninety_in_all,
    a_session_of_staff_ends_after_fifteen_idle_minutes_and_eight_hours_in_all,
    a_program_with_the_scope_of_staff_ends_after_fifteen_idle_minutes_as_well,
    the_uses_of_sessions_are_written_down_together,
    signing_out_is_real,
    somebody_sees_where_they_are_signed_in_and_ends_it_there,
    nobody_sees_or_ends_the_sessions_of_others,
    what_is_over_is_not_listed,
    another_role_brings_another_token_and_the_first_use_of_it_ends_the_old,
    a_new_token_that_never_arrived_locks_nobody_out,
    the_token_of_a_program_stays_as_it_is,
);

/// Uses the session, and the use is written down as a server does every few seconds.
async fn used(world: &World, token: &str) -> bool {
    let held = viewer(world, token).await.is_some();
    sign_in::tick(&world.ctx).await.expect("written down");
    held
}

async fn a_residents_session_ends_after_thirty_idle_days_and_ninety_in_all(world: World) {
    let idle = world.sign_in(&world.phone()).await.token;
    let token = world.sign_in(&world.phone()).await.token;
    world.pass(30 * DAY - 1);
    assert!(used(&world, &token).await);
    world.pass(1);
    assert!(viewer(&world, &idle).await.is_none());
    for day in 31..90 {
        world.pass(DAY);
        assert!(used(&world, &token).await, "day {day}");
    }
    world.pass(DAY);
    assert!(viewer(&world, &token).await.is_none());
}

async fn a_session_of_staff_ends_after_fifteen_idle_minutes_and_eight_hours_in_all(world: World) {
    let (_, phone, secret) = credentials(&world).await;
    let idle = signed_in(staff(&world, &phone, RIGHT, &totp(&world, &secret)).await).token;
    world.pass(15 * MINUTE);
    assert!(viewer(&world, &idle).await.is_none());
    let token = signed_in(staff(&world, &phone, RIGHT, &totp(&world, &secret)).await).token;
    let start = world.now();
    while world.now().plus(14 * MINUTE) < start.plus(8 * HOUR) {
        world.pass(14 * MINUTE);
        assert!(used(&world, &token).await);
    }
    world.clock.set(start.plus(8 * HOUR));
    assert!(viewer(&world, &token).await.is_none());
}

async fn a_program_with_the_scope_of_staff_ends_after_fifteen_idle_minutes_as_well(world: World) {
    let (_, phone, secret) = credentials(&world).await;
    let token = async |scopes| {
        let form =
            StaffSignIn { phone: phone.clone(), password: RIGHT.to_owned(), totp: totp(&world, &secret) };
        let signed_in =
            sign_in::staff(&world.ctx, &form, None, Kind::Api { scopes }).await.expect("signed in");
        world.pass(MINUTE);
        signed_in.token
    };
    let (desk, orders) = (token("orders staff").await, token("orders").await);
    world.pass(12 * MINUTE);
    assert!(used(&world, &desk).await && used(&world, &orders).await);
    world.pass(15 * MINUTE);
    assert!(viewer(&world, &desk).await.is_none());
    assert!(viewer(&world, &orders).await.is_some());
}

async fn the_uses_of_sessions_are_written_down_together(world: World) {
    let mut sessions = Vec::new();
    for _ in 0..60 {
        sessions.push(world.sign_in(&world.phone()).await.token);
    }
    assert_eq!(
        sign_in::tick(&world.ctx).await.expect("nothing"),
        0,
        "new ones were written with the sign-in"
    );
    world.pass(MINUTE);
    for token in &sessions {
        assert!(viewer(&world, token).await.is_some());
        assert!(viewer(&world, token).await.is_some(), "and again in the same minute");
    }
    assert_eq!(sign_in::tick(&world.ctx).await.expect("written"), 60);
    assert!(viewer(&world, &sessions[0]).await.is_some());
    assert_eq!(sign_in::tick(&world.ctx).await.expect("nothing"), 0, "once a minute is enough");
}

async fn signing_out_is_real(world: World) {
    let phone = world.phone();
    let token = world.sign_in(&phone).await.token;
    sign_out(&world, &token).await;
    assert!(viewer(&world, &token).await.is_none(), "whoever has kept the cookie");
    let other = sign_in::viewer(&world.second_server().await, &token).await.expect("an answer");
    assert!(other.is_none(), "on every server");
}

async fn known(world: &World, token: &str) -> Known {
    sign_in::viewer(&world.ctx, token).await.expect("an answer").expect("signed in")
}

async fn listed(world: &World, token: &str) -> Vec<SessionLine> {
    let it = known(world, token).await;
    view::home::sessions(&world.ctx, &it.viewer, it.session).await.expect("a list")
}

async fn sign_out(world: &World, token: &str) {
    let it = known(world, token).await;
    sign_in::end_session(&world.ctx, &it.viewer, it.session).await.expect("signed out");
}

async fn somebody_sees_where_they_are_signed_in_and_ends_it_there(world: World) {
    let (_, phone, secret) = credentials(&world).await;
    let old = world.sign_in(&phone).await.token;
    world.pass(HOUR);
    let desk = signed_in(staff(&world, &phone, RIGHT, &totp(&world, &secret)).await).token;
    sign_in::request_code(&world.ctx, &phone).await.expect("a code");
    let (code, kind) = (world.last_code().await, Kind::Resident(Device::Tablet));
    let tablet = signed_in(sign_in::verify_code(&world.ctx, &phone, &code, None, kind).await).token;
    world.pass(MINUTE);

    let lines = listed(&world, &desk).await;
    let mut shown: Vec<_> = lines.iter().map(|it| (it.device, it.staff, it.this)).collect();
    shown.sort_unstable();
    assert_eq!(
        shown,
        [(Device::Android, false, false), (Device::Tablet, false, false), (Device::Computer, true, true)]
    );
    let lost = lines.iter().find(|it| it.device == Device::Android).expect("the lost phone");
    assert_eq!((lost.created_at, lost.seen_at), (world.now().plus(-HOUR - MINUTE), lost.created_at));
    let who = viewer(&world, &desk).await.expect("signed in");
    sign_in::end_session(&world.ctx, &who, lost.id).await.expect("ended");
    assert!(viewer(&world, &old).await.is_none(), "at once");
    let again = sign_in::end_session(&world.ctx, &who, lost.id).await;
    assert!(matches!(again, Err(Error::NotFound)), "{again:?}");

    sign_in::end_other_sessions(&world.ctx, &who, known(&world, &desk).await.session).await.expect("ended");
    assert!(viewer(&world, &tablet).await.is_none());
    assert_eq!(listed(&world, &desk).await.len(), 1, "this one is still there");
}

async fn nobody_sees_or_ends_the_sessions_of_others(world: World) {
    let (hers, theirs) =
        (world.sign_in(&world.phone()).await.token, world.sign_in(&world.phone()).await.token);
    let (her, session) =
        (viewer(&world, &hers).await.expect("signed in"), listed(&world, &theirs).await.remove(0));
    assert!(listed(&world, &hers).await.iter().all(|it| it.id != session.id));
    for id in [session.id, SessionId(world.ctx.id())] {
        let answer = sign_in::end_session(&world.ctx, &her, id).await;
        assert!(matches!(answer, Err(Error::NotFound)), "missing and forbidden look the same: {answer:?}");
    }
    sign_in::end_other_sessions(&world.ctx, &her, known(&world, &hers).await.session)
        .await
        .expect("nothing to end");
    assert!(viewer(&world, &theirs).await.is_some());
}

async fn what_is_over_is_not_listed(world: World) {
    let phone = world.phone();
    let idle = world.sign_in(&phone).await.token;
    world.pass(29 * DAY);
    let signed_out = world.sign_in(&phone).await.token;
    sign_out(&world, &signed_out).await;
    world.pass(DAY);
    let token = world.sign_in(&phone).await.token;
    assert!(viewer(&world, &idle).await.is_none());
    let lines = listed(&world, &token).await;
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].this);
}

/// Somebody signed in who has just become a volunteer.
async fn newly_a_volunteer(world: &World, kind: Kind<'_>) -> (Viewer, String) {
    let case = Case::placed(world).await;
    let card =
        sign_in::issue_card(&world.ctx, &case.dispatcher, case.resident.id, true).await.expect("a card");
    let token = signed_in(sign_in::use_card(&world.ctx, &card, kind).await).token;
    let known = sign_in::viewer(&world.ctx, &token).await.expect("an answer").expect("signed in");
    assert!(known.renewal.is_none(), "nothing has changed yet");
    let report = ReportIn { skills: vec![], claims_party: false, branch: None };
    backend::flow::report_in::report_in(&world.ctx, &known.viewer, op(world), &report)
        .await
        .expect("a report-in");
    (known.viewer, token)
}

/// The token that is due in place of another.
async fn renewed(world: &World, token: &str) -> Option<String> {
    let known = sign_in::viewer(&world.ctx, token).await.expect("an answer").expect("signed in");
    let due = known.renewal.expect("another token is due");
    sign_in::renew(&world.ctx, due).await.expect("an answer").map(|it| it.token)
}

async fn another_role_brings_another_token_and_the_first_use_of_it_ends_the_old(world: World) {
    let (_, old) = newly_a_volunteer(&world, Kind::Resident(Device::Android)).await;
    let new = renewed(&world, &old).await.expect("another token");
    assert_ne!(old, new);
    assert_eq!(renewed(&world, &old).await, None, "what is asked beside it gets none of its own");
    assert!(viewer(&world, &old).await.is_some_and(|it| it.volunteer), "and is answered");

    let known = sign_in::viewer(&world.ctx, &new).await.expect("an answer").expect("signed in");
    assert!(known.viewer.volunteer && known.renewal.is_none(), "once is enough");
    assert!(viewer(&world, &old).await.is_none(), "the old one is dead");
    assert!(viewer(&world, &new).await.is_some());
    assert_eq!(listed(&world, &new).await.len(), 1, "it is the same session");
}

async fn a_new_token_that_never_arrived_locks_nobody_out(world: World) {
    let (_, old) = newly_a_volunteer(&world, Kind::Resident(Device::Android)).await;
    let lost = renewed(&world, &old).await.expect("another token");
    world.pass(MINUTE);
    let second = renewed(&world, &old).await.expect("yet another");
    assert!(viewer(&world, &lost).await.is_none(), "the lost one opens nothing any more");
    // signing out with a token that was not used before ends the session as well
    sign_out(&world, &second).await;
    assert!(viewer(&world, &second).await.is_none() && viewer(&world, &old).await.is_none());
}

async fn the_token_of_a_program_stays_as_it_is(world: World) {
    let (_, token) = newly_a_volunteer(&world, Kind::Api { scopes: "orders" }).await;
    let known = sign_in::viewer(&world.ctx, &token).await.expect("an answer").expect("signed in");
    assert!(known.renewal.is_none() && known.viewer.volunteer);
}
