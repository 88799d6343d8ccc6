//! Signing in, and the work of several servers: many at once.

use backend::flow::sign_in::{self, Kind};
use backend::testing::{Case, World, both_databases};
use backend::{Error, password, store};
use domain::Refusal;
use domain::form::StaffSignIn;
use domain::member::Device;
use domain::time::MINUTE;

use super::at_once;

both_databases!(
    a_lease_is_held_by_one,
    a_message_is_claimed_by_one_worker,
    codes_asked_for_at_once_are_sent_once,
    wrong_codes_at_once_are_counted_one_by_one,
    a_card_used_ten_times_at_once_signs_in_once,
    wrong_passwords_at_once_close_the_number,
    the_same_six_digits_at_once_sign_in_once,
);

async fn a_lease_is_held_by_one(world: World) {
    for _ in 0..5 {
        let now = world.now();
        let taken = at_once((0..10).map(|server| {
            let ctx = world.ctx.clone();
            async move {
                let mut tx = ctx.db.begin().await.expect("a transaction");
                let holder = format!("server {server}");
                let taken = store::leases::take(&mut tx, "clocks", &holder, now, now.plus(MINUTE)).await;
                tx.commit().await.expect("a commit");
                taken.expect("an answer")
            }
        }))
        .await;
        assert_eq!(taken.into_iter().filter(|it| *it).count(), 1);
        // over, to the millisecond
        world.pass(MINUTE);
    }
}

async fn a_message_is_claimed_by_one_worker(world: World) {
    for _ in 0..12 {
        sign_in::request_code(&world.ctx, &world.phone()).await.expect("a code");
    }
    let now = world.now();
    let claimed = at_once((0..6).map(|_| {
        let ctx = world.ctx.clone();
        async move {
            let mut tx = ctx.db.begin().await.expect("a transaction");
            let mine = store::outbox::claim(&mut tx, now, now.plus(MINUTE), 5).await.expect("a claim");
            tx.commit().await.expect("a commit");
            mine.into_iter().map(|(id, ..)| id).collect::<Vec<_>>()
        }
    }))
    .await;
    let all: Vec<_> = claimed.into_iter().flatten().collect();
    let different: std::collections::BTreeSet<_> = all.iter().collect();
    assert_eq!(all.len(), different.len(), "no message goes out twice");
    assert!(!all.is_empty());
}

async fn codes_asked_for_at_once_are_sent_once(world: World) {
    let phone = world.phone();
    let answers = at_once((0..20).map(|_| {
        let (ctx, phone) = (world.ctx.clone(), phone.clone());
        async move { sign_in::request_code(&ctx, &phone).await }
    }))
    .await;
    assert_eq!(answers.iter().filter(|it| it.is_ok()).count(), 1);
    assert!(
        answers.iter().all(|it| matches!(it, Ok(()) | Err(Error::Refused(Refusal::TooMany { .. })))),
        "{answers:?}"
    );
}

async fn wrong_codes_at_once_are_counted_one_by_one(world: World) {
    let phone = world.phone();
    sign_in::request_code(&world.ctx, &phone).await.expect("a code");
    let code = world.last_code().await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let answers = at_once((0..20).map(|_| {
        let (ctx, phone) = (world.ctx.clone(), phone.clone());
        async move {
            sign_in::verify_code(&ctx, &phone, wrong, None, Kind::Resident(Device::Android)).await.map(drop)
        }
    }))
    .await;
    let heard =
        answers.iter().filter(|it| matches!(it, Err(Error::Refused(Refusal::WrongCode { .. })))).count();
    assert_eq!(heard, 4);
    let right = sign_in::verify_code(&world.ctx, &phone, &code, None, Kind::Resident(Device::Android)).await;
    assert!(matches!(right.map(drop), Err(Error::Refused(Refusal::CodeOver))));
}

async fn a_card_used_ten_times_at_once_signs_in_once(world: World) {
    let case = Case::placed(&world).await;
    let card =
        sign_in::issue_card(&world.ctx, &case.dispatcher, case.resident.id, true).await.expect("a card");
    let answers = at_once((0..10).map(|_| {
        let (ctx, card) = (world.ctx.clone(), card.clone());
        async move { sign_in::use_card(&ctx, &card, Kind::Resident(Device::Android)).await.is_ok() }
    }))
    .await;
    assert_eq!(answers.into_iter().filter(|ok| *ok).count(), 1);
}

/// A member of staff who can sign in: number, secret.
async fn staff(world: &World) -> (domain::form::Phone, String) {
    let phone = world.phone();
    let id = world.sign_in(&phone).await.person_id;
    let secret = password::totp_secret(&world.ctx);
    let hash = password::hash(&world.ctx, "right").await.expect("a hash");
    let mut tx = world.ctx.db.begin().await.expect("a transaction");
    store::staff::set(&mut tx, id, &hash, &secret, world.now()).await.expect("set");
    tx.commit().await.expect("a commit");
    (phone, secret)
}

async fn wrong_passwords_at_once_close_the_number(world: World) {
    let (phone, secret) = staff(&world).await;
    let totp = password::totp_now(&secret, world.now()).expect("six digits");
    for phone in [phone, world.phone()] {
        let answers = at_once((0..10).map(|_| {
            let it = StaffSignIn { phone: phone.clone(), password: "wrong".into(), totp: totp.clone() };
            let ctx = world.ctx.clone();
            async move { sign_in::staff(&ctx, &it, None, Kind::Staff(Device::Computer)).await.map(drop) }
        }))
        .await;
        let heard =
            answers.iter().filter(|it| matches!(it, Err(Error::Refused(Refusal::WrongCredentials)))).count();
        assert_eq!(heard, 5, "the others hear that it is closed: {answers:?}");
    }
}

async fn the_same_six_digits_at_once_sign_in_once(world: World) {
    let (phone, secret) = staff(&world).await;
    let totp = password::totp_now(&secret, world.now()).expect("six digits");
    let answers = at_once((0..6).map(|_| {
        let it = StaffSignIn { phone: phone.clone(), password: "right".into(), totp: totp.clone() };
        let ctx = world.ctx.clone();
        async move { sign_in::staff(&ctx, &it, None, Kind::Staff(Device::Computer)).await.is_ok() }
    }))
    .await;
    assert_eq!(answers.into_iter().filter(|ok| *ok).count(), 1);
}
