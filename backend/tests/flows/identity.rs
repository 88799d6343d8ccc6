//! Signing in: codes, cards, passwords, sessions.

use backend::flow::sign_in::{self, Kind, SignedIn};
use backend::testing::{Case, World, both_databases, op};
use backend::{Error, password, store};
use domain::Refusal;
use domain::form::{Phone, StaffSignIn};
use domain::member::{Device, Permission, Viewer};
use domain::time::{DAY, HOUR, MINUTE, SECOND};

use crate::{refused, wrong_field};

both_databases!(
    a_code_signs_a_newcomer_in_and_finds_her_again,
    a_code_holds_for_five_minutes,
    a_code_is_tried_five_times,
    a_code_signs_in_once,
    only_the_newest_code_counts,
    codes_are_sent_once_a_minute_five_times_an_hour_ten_times_a_day,
    a_code_never_opens_a_session_of_staff,
    a_closed_account_is_not_opened_by_a_code,
    a_card_signs_in_once_and_a_new_one_ends_the_old,
    a_card_is_for_somebody_who_was_seen,
    staff_sign_in_with_password_and_second_factor,
    the_same_six_digits_are_not_taken_twice,
    an_account_closes_for_a_quarter_of_an_hour_after_five_wrong_tries,
    a_stranger_at_another_address_shuts_nobody_out,
    the_number_of_nobody_closes_like_that_of_staff,
    many_addresses_close_a_number_to_those_that_are_new_to_it,
    complaints_have_a_receipt_and_an_end_to_how_many_come_at_once,
);

pub(crate) fn signed_in(result: backend::Result<SignedIn>) -> SignedIn {
    match result {
        Ok(it) => it,
        Err(error) => panic!("must be signed in: {error:?}"),
    }
}

fn no(result: backend::Result<SignedIn>) -> Refusal {
    refused(result.map(|_| ()))
}

pub(crate) async fn viewer(world: &World, token: &str) -> Option<Viewer> {
    sign_in::viewer(&world.ctx, token).await.expect("an answer").map(|known| known.viewer)
}

async fn enter(world: &World, phone: &Phone, code: &str) -> backend::Result<SignedIn> {
    sign_in::verify_code(&world.ctx, phone, code, Some("新人"), Kind::Resident(Device::Android)).await
}

async fn a_code_signs_a_newcomer_in_and_finds_her_again(world: World) {
    let phone = world.phone();
    let first = world.sign_in(&phone).await;
    world.pass(MINUTE);
    let again = world.sign_in(&phone).await;
    assert_eq!(first.person_id, again.person_id);
    assert_ne!(first.token, again.token, "a new session each time");
    let viewer = viewer(&world, &again.token).await.expect("signed in");
    assert!(!viewer.is_staff() && !viewer.volunteer);
}

async fn a_code_holds_for_five_minutes(world: World) {
    let phone = world.phone();
    for (ms, good) in [(5 * MINUTE - 1, true), (5 * MINUTE, false)] {
        sign_in::request_code(&world.ctx, &phone).await.expect("a code");
        let code = world.last_code().await;
        world.pass(ms);
        let result = enter(&world, &phone, &code).await;
        assert_eq!(result.is_ok(), good);
    }
}

fn other(code: &str) -> &'static str {
    if code == "000000" { "000001" } else { "000000" }
}

async fn a_code_is_tried_five_times(world: World) {
    let phone = world.phone();
    sign_in::request_code(&world.ctx, &phone).await.expect("a code");
    let code = world.last_code().await;
    for tries_left in [4, 3, 2, 1] {
        assert_eq!(no(enter(&world, &phone, other(&code)).await), Refusal::WrongCode { tries_left });
    }
    assert_eq!(no(enter(&world, &phone, other(&code)).await), Refusal::CodeOver);
    assert_eq!(no(enter(&world, &phone, &code).await), Refusal::CodeOver, "even the right one");
}

async fn a_code_signs_in_once(world: World) {
    let phone = world.phone();
    sign_in::request_code(&world.ctx, &phone).await.expect("a code");
    let code = world.last_code().await;
    signed_in(enter(&world, &phone, &code).await);
    assert_eq!(no(enter(&world, &phone, &code).await), Refusal::CodeOver);
}

async fn only_the_newest_code_counts(world: World) {
    let phone = world.phone();
    sign_in::request_code(&world.ctx, &phone).await.expect("a code");
    let old = world.last_code().await;
    world.pass(MINUTE);
    sign_in::request_code(&world.ctx, &phone).await.expect("a code");
    let new = world.last_code().await;
    assert_eq!(no(enter(&world, &phone, &old).await), Refusal::WrongCode { tries_left: 4 });
    signed_in(enter(&world, &phone, &new).await);
    let nobody = world.phone();
    assert_eq!(no(enter(&world, &nobody, &new).await), Refusal::CodeOver, "a number nobody asked for");
}

async fn codes_are_sent_once_a_minute_five_times_an_hour_ten_times_a_day(world: World) {
    let (phone, start) = (world.phone(), world.now());
    let ask = || sign_in::request_code(&world.ctx, &phone);
    let mut sent = Vec::new();
    // as soon as each is allowed: the time of the next is told, and holds to the millisecond
    while sent.len() < 11 {
        match ask().await {
            Ok(()) => sent.push(world.now().since(start)),
            Err(backend::Error::Refused(Refusal::TooMany { again_at })) => {
                world.clock.set(again_at.plus(-1));
                assert!(
                    matches!(refused(ask().await), Refusal::TooMany { again_at: same } if same == again_at)
                );
                world.clock.set(again_at);
            }
            Err(other) => panic!("{other:?}"),
        }
    }
    let minutes: Vec<i64> = sent.iter().map(|ms| ms / MINUTE).collect();
    assert_eq!(minutes, [0, 1, 2, 3, 4, 60, 61, 62, 63, 64, 24 * 60]);
    let other = world.phone();
    sign_in::request_code(&world.ctx, &other).await.expect("another number is not held up");
}

async fn a_code_never_opens_a_session_of_staff(world: World) {
    let case = Case::placed(&world).await;
    let phone = number(&world, &case.dispatcher).await;
    for kind in [Kind::Staff(Device::Computer), Kind::Api { scopes: "orders staff" }] {
        sign_in::request_code(&world.ctx, &phone).await.expect("a code");
        let code = world.last_code().await;
        let it = signed_in(sign_in::verify_code(&world.ctx, &phone, &code, None, kind).await);
        assert!(!viewer(&world, &it.token).await.expect("signed in").is_staff(), "{kind:?}");
        let card = sign_in::issue_card(&world.ctx, &case.coordinator, case.dispatcher.id, true).await;
        assert!(card.is_err(), "no card for those who have a second factor");
        world.pass(MINUTE);
    }
}

async fn number(world: &World, who: &Viewer) -> Phone {
    let mut tx = world.ctx.db.read().await.expect("a transaction");
    let person = store::people::find(&mut tx, who.id).await.expect("a query").expect("a person");
    Phone::parse(&person.phone.expect("a number")).expect("a number")
}

async fn a_closed_account_is_not_opened_by_a_code(world: World) {
    let phone = world.phone();
    let it = world.sign_in(&phone).await;
    world.raw("update people set disabled_at = 1").await.expect("closed");
    assert_eq!(viewer(&world, &it.token).await, None, "open sessions end at once");
    world.pass(MINUTE);
    sign_in::request_code(&world.ctx, &phone).await.expect("answered as any number is");
    let code = world.last_code().await;
    assert_eq!(no(enter(&world, &phone, &code).await), Refusal::CodeOver);
}

async fn a_card_signs_in_once_and_a_new_one_ends_the_old(world: World) {
    let case = Case::placed(&world).await;
    let issue = || sign_in::issue_card(&world.ctx, &case.dispatcher, case.resident.id, true);
    let enter =
        async |card: String| sign_in::use_card(&world.ctx, &card, Kind::Resident(Device::Android)).await;
    let (old, new) = (issue().await.expect("a card"), issue().await.expect("a card"));
    assert_eq!(new.len(), 10);
    assert_eq!(no(enter(old).await), Refusal::CardOver);
    assert_eq!(signed_in(enter(new.clone()).await).person_id, case.resident.id);
    assert_eq!(no(enter(new).await), Refusal::CardOver);
    let late = issue().await.expect("a card");
    world.pass(30 * DAY);
    assert_eq!(no(enter(late).await), Refusal::CardOver);
}

async fn a_card_is_for_somebody_who_was_seen(world: World) {
    let case = Case::placed(&world).await;
    let issue = |who, seen| sign_in::issue_card(&world.ctx, who, case.resident.id, seen);
    let card = issue(&case.dispatcher, true).await.expect("a card");
    assert_eq!(wrong_field(issue(&case.dispatcher, false).await), "seen");
    assert!(matches!(issue(&case.helper, false).await, Err(Error::NotFound)), "nobody learns who is known");
    // what was refused has ended no card
    let kind = Kind::Resident(Device::Android);
    assert_eq!(signed_in(sign_in::use_card(&world.ctx, &card, kind).await).person_id, case.resident.id);
}

/// A dispatcher with password and second factor.
pub(crate) async fn credentials(world: &World) -> (Case, Phone, String) {
    let case = Case::placed(world).await;
    let phone = number(world, &case.dispatcher).await;
    let secret = password::totp_secret(&world.ctx);
    let hash = password::hash(&world.ctx, "correct horse battery").await.expect("a hash");
    let mut tx = world.ctx.db.begin().await.expect("a transaction");
    store::staff::set(&mut tx, case.dispatcher.id, &hash, &secret, world.now()).await.expect("set");
    tx.commit().await.expect("a commit");
    (case, phone, secret)
}

pub(crate) async fn staff(world: &World, phone: &Phone, word: &str, totp: &str) -> backend::Result<SignedIn> {
    let it = StaffSignIn { phone: phone.clone(), password: word.to_owned(), totp: totp.to_owned() };
    sign_in::staff(&world.ctx, &it, None, Kind::Staff(Device::Computer)).await
}

/// The same, from an address.
async fn staff_at(
    world: &World,
    from: &str,
    phone: &Phone,
    word: &str,
    totp: &str,
) -> backend::Result<SignedIn> {
    let it = StaffSignIn { phone: phone.clone(), password: word.to_owned(), totp: totp.to_owned() };
    let from = from.parse().expect("an address");
    sign_in::staff(&world.ctx, &it, Some(from), Kind::Staff(Device::Computer)).await
}

pub(crate) fn totp(world: &World, secret: &str) -> String {
    password::totp_now(secret, world.now()).expect("six digits")
}

pub(crate) const RIGHT: &str = "correct horse battery";

async fn staff_sign_in_with_password_and_second_factor(world: World) {
    let (_, phone, secret) = credentials(&world).await;
    let digits = totp(&world, &secret);
    let wrong = if digits == "000000" { "000001" } else { "000000" };
    assert_eq!(no(staff(&world, &phone, "wrong", &digits).await), Refusal::WrongCredentials);
    assert_eq!(no(staff(&world, &phone, RIGHT, wrong).await), Refusal::WrongCredentials);
    assert_eq!(no(staff(&world, &world.phone(), RIGHT, &digits).await), Refusal::WrongCredentials);
    let it = signed_in(staff(&world, &phone, RIGHT, &digits).await);
    let viewer = viewer(&world, &it.token).await.expect("signed in");
    assert!(viewer.is_staff() && viewer.areas(Permission::Dispatch).next().is_some());
}

async fn the_same_six_digits_are_not_taken_twice(world: World) {
    let (_, phone, secret) = credentials(&world).await;
    let digits = totp(&world, &secret);
    signed_in(staff(&world, &phone, RIGHT, &digits).await);
    assert_eq!(no(staff(&world, &phone, RIGHT, &digits).await), Refusal::WrongCredentials);
    world.pass(30 * SECOND);
    signed_in(staff(&world, &phone, RIGHT, &totp(&world, &secret)).await);
}

async fn an_account_closes_for_a_quarter_of_an_hour_after_five_wrong_tries(world: World) {
    let (_, phone, secret) = credentials(&world).await;
    for _ in 0..5 {
        assert_eq!(no(staff(&world, &phone, "wrong", "000000").await), Refusal::WrongCredentials);
    }
    let until = world.now().plus(15 * MINUTE);
    world.pass(15 * MINUTE - 1);
    assert_eq!(no(staff(&world, &phone, RIGHT, &totp(&world, &secret)).await), Refusal::Locked { until });
    world.pass(1);
    assert_eq!(no(staff(&world, &phone, "wrong", "000000").await), Refusal::WrongCredentials);
    signed_in(staff(&world, &phone, RIGHT, &totp(&world, &secret)).await);
}

async fn a_stranger_at_another_address_shuts_nobody_out(world: World) {
    let (_, phone, secret) = credentials(&world).await;
    let (hers, strange) = ("203.0.113.9", "198.51.100.7");
    for _ in 0..5 {
        let answer = staff_at(&world, strange, &phone, "wrong", "000000").await;
        assert_eq!(no(answer), Refusal::WrongCredentials);
    }
    let (right, until) = (totp(&world, &secret), world.now().plus(15 * MINUTE));
    let answer = staff_at(&world, strange, &phone, RIGHT, &right).await;
    assert_eq!(no(answer), Refusal::Locked { until }, "even with the right ones");
    signed_in(staff_at(&world, hers, &phone, RIGHT, &right).await);
    world.pass(15 * MINUTE);
    signed_in(staff_at(&world, strange, &phone, RIGHT, &totp(&world, &secret)).await);
}

async fn the_number_of_nobody_closes_like_that_of_staff(world: World) {
    let (_, phone, secret) = credentials(&world).await;
    let wrong = if totp(&world, &secret) == "000000" { "000001" } else { "000000" };
    let mut heard = Vec::new();
    for number in [phone, world.phone()] {
        let mut answers = Vec::new();
        for _ in 0..7 {
            // the password is right: six digits are counted like it
            answers.push(no(staff_at(&world, "198.51.100.7", &number, RIGHT, wrong).await));
        }
        heard.push(answers);
    }
    assert_eq!(heard[0], heard[1]);
    assert_eq!(heard[0][..5], [const { Refusal::WrongCredentials }; 5]);
    let until = world.now().plus(15 * MINUTE);
    assert_eq!(heard[0][5..], [Refusal::Locked { until }, Refusal::Locked { until }]);
}

async fn many_addresses_close_a_number_to_those_that_are_new_to_it(world: World) {
    let (_, phone, secret) = credentials(&world).await;
    let nobody = world.phone();
    let (hers, new) = ("203.0.113.9", "203.0.113.10");
    signed_in(staff_at(&world, hers, &phone, RIGHT, &totp(&world, &secret)).await);
    world.pass(MINUTE);
    for number in [&phone, &nobody] {
        for nth in 0..50 {
            let from = format!("198.51.100.{}", nth / 5);
            let answer = staff_at(&world, &from, number, "wrong", "000000").await;
            assert_eq!(no(answer), Refusal::WrongCredentials, "{nth}");
        }
    }
    let (right, until) = (totp(&world, &secret), world.now().plus(HOUR));
    for number in [&phone, &nobody] {
        assert_eq!(no(staff_at(&world, new, number, RIGHT, &right).await), Refusal::Locked { until });
    }
    signed_in(staff_at(&world, hers, &phone, RIGHT, &right).await);
    world.pass(HOUR);
    signed_in(staff_at(&world, new, &phone, RIGHT, &totp(&world, &secret)).await);
}

async fn complaints_have_a_receipt_and_an_end_to_how_many_come_at_once(world: World) {
    use backend::flow::complain;
    let it = domain::form::Complaint { about: "网站".into(), words: "字太小".into(), contact: None };
    let receipt = complain::complain(&world.ctx, None, op(&world), &it).await.expect("a receipt");
    let it_says = complain::answer(&world.ctx, &receipt).await.expect("found");
    assert_eq!((it_says.created_at, it_says.answer), (world.now(), None));
    for _ in 1..60 {
        complain::complain(&world.ctx, None, op(&world), &it).await.expect("a receipt");
    }
    assert!(matches!(
        refused(complain::complain(&world.ctx, None, op(&world), &it).await),
        Refusal::TooMany { .. }
    ));
}
