//! Signing in: a code to the phone, a paper card from the desk, or (staff) password and second
//! factor. Limits are those of trust.md H5 and A5–A7.

mod knock;
mod renew;
mod session;
mod tries;

use std::net::IpAddr;

use domain::Refusal;
use domain::form::{FieldErrors, Phone, Problem, StaffSignIn};
use domain::id::{CredentialId, MessageId, PersonId};
use domain::member::{Permission, Viewer};
use domain::time::{DAY, HOUR, MINUTE, Timestamp};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::flow::limits;
use crate::store;
use crate::store::people::Person;
use crate::store::staff::Credentials;
use crate::{hash, password};

pub use knock::{KNOCK_WINDOW, KNOCKS, knock};
pub use renew::{Renewal, renew};
pub(crate) use session::holding;
use session::{Factors, open_session};
pub use session::{
    Kind, Known, RESIDENT_IDLE, RESIDENT_MAX, STAFF_IDLE, STAFF_MAX, STAFF_SCOPE, SignedIn,
    end_other_sessions, end_session, sign_out, tick, viewer,
};
use tries::Try;
pub use tries::{LOCK_MINUTES, NUMBER_TRIES, PASSWORD_TRIES};

/// How long a code can be used.
pub const CODE_MINUTES: i64 = 5;
/// How often a code can be tried.
pub const CODE_TRIES: i32 = 5;
/// The least time between two codes.
pub const CODE_EVERY: i64 = MINUTE;
/// Codes an hour and a day, for a number.
pub const CODES_PER_HOUR: i64 = 5;
/// The same for a day.
pub const CODES_PER_DAY: i64 = 10;
/// Cards that are tried in an hour, by all.
const CARD_TRIES: i32 = 200;
/// How long a card can be used.
pub const CARD_DAYS: i64 = 30;

/// Sends a code. Known and unknown numbers are answered alike.
///
/// # Errors
/// [`Refusal::TooMany`] with the time of the next.
pub async fn request_code(ctx: &Ctx, phone: &Phone) -> Result<()> {
    let now = ctx.now();
    let mut tx = ctx.db.begin().await?;
    // one after the other for a number: twenty at once would all find that nothing was sent yet
    store::limits::lock(&mut tx, &format!("code:{}", hash::sha256(phone.digits().as_bytes()))).await?;
    if let Some(again_at) = next_code_at(&mut tx, phone).await?
        && again_at > now
    {
        return Err(Refusal::TooMany { again_at }.into());
    }
    let id = CredentialId(ctx.id());
    let code = ctx.digits(6);
    let mark = hash::keyed(id.0.as_bytes(), code.as_bytes());
    let expires_at = now.plus(CODE_MINUTES * MINUTE);
    store::codes::insert(&mut tx, id, phone.digits(), &mark, CODE_TRIES, now, expires_at).await?;
    let payload = serde_json::json!({
        "to": phone.digits(), "key": "sign_in_code", "code": code, "minutes": CODE_MINUTES,
    });
    store::outbox::push(&mut tx, MessageId(ctx.id()), "sms", &payload.to_string(), now).await?;
    tx.commit().await?;
    ctx.outbox.notify_one();
    Ok(())
}

/// When the limits allow the next code; none when nothing was sent yet. Each limit looks at the
/// code that has to have become old enough.
async fn next_code_at(tx: &mut Tx, phone: &Phone) -> Result<Option<Timestamp>> {
    let mut next = None;
    for (count, span) in [(1, CODE_EVERY), (CODES_PER_HOUR, HOUR), (CODES_PER_DAY, DAY)] {
        let sent = store::codes::sent_before(tx, phone.digits(), count - 1).await?;
        next = next.max(sent.map(|at| at.plus(span)));
    }
    Ok(next)
}

/// Signs in with a code; a number nobody has used before makes a new resident.
///
/// # Errors
/// [`Refusal::WrongCode`] with the tries left; [`Refusal::CodeOver`].
pub async fn verify_code(
    ctx: &Ctx,
    phone: &Phone,
    code: &str,
    name: Option<&str>,
    kind: Kind<'_>,
) -> Result<SignedIn> {
    let now = ctx.now();
    let mut tx = ctx.db.begin().await?;
    let Some((id, mark, tries_left, expires_at, used_at)) =
        store::codes::newest(&mut tx, phone.digits()).await?
    else {
        return Err(Refusal::CodeOver.into());
    };
    if used_at.is_some() || expires_at <= now || tries_left <= 0 {
        return Err(Refusal::CodeOver.into());
    }
    if !hash::same(&hash::keyed(id.0.as_bytes(), code.as_bytes()), &mark) {
        store::codes::wrong_try(&mut tx, id).await?;
        tx.commit().await?;
        let tries_left = u8::try_from(tries_left - 1).unwrap_or(0);
        return Err(
            if tries_left == 0 { Refusal::CodeOver } else { Refusal::WrongCode { tries_left } }.into()
        );
    }
    if !store::codes::use_up(&mut tx, id, now).await? {
        return Err(Refusal::CodeOver.into());
    }
    let person = match store::people::find_by_phone(&mut tx, phone.digits()).await? {
        Some(known) => known.id,
        None => new_resident(ctx, &mut tx, phone, name).await?,
    };
    let signed_in = open_session(ctx, &mut tx, person, kind, Factors::One).await?;
    tx.commit().await?;
    Ok(signed_in)
}

async fn new_resident(ctx: &Ctx, tx: &mut Tx, phone: &Phone, name: Option<&str>) -> Result<PersonId> {
    let person = Person {
        id: PersonId(ctx.id()),
        name: name.unwrap_or_default().to_owned(),
        phone: Some(phone.digits().to_owned()),
        gender: None,
        birth_year: None,
        area_id: None,
        door: None,
        household_id: None,
        language: "zh-CN".to_owned(),
        elder_mode: false,
    };
    if !store::people::insert(tx, &person, ctx.now()).await? {
        // the number belongs to an account that is closed
        return Err(Refusal::CodeOver.into());
    }
    Ok(person.id)
}

/// Signs in with a paper card: ten digits, once.
///
/// # Errors
/// [`Refusal::CardOver`].
pub async fn use_card(ctx: &Ctx, code: &str, kind: Kind<'_>) -> Result<SignedIn> {
    let now = ctx.now();
    let mut tx = ctx.db.begin().await?;
    // ten digits against guessing: besides, only so many cards are tried in an hour at all
    let tries = store::limits::count(&mut tx, "card_tries", HOUR, now).await?;
    if let Err(refused) = limits::unless_more(tries, CARD_TRIES, HOUR, now) {
        tx.commit().await?;
        return Err(refused);
    }
    let mark = hash::sha256(code.as_bytes());
    let person = store::codes::use_card(&mut tx, &mark, now).await?;
    let Some(person) = person else {
        tx.commit().await?;
        return Err(Refusal::CardOver.into());
    };
    let signed_in = open_session(ctx, &mut tx, person, kind, Factors::One).await?;
    tx.commit().await?;
    Ok(signed_in)
}

/// Issues a card at the desk; the ten digits are shown once, to be printed. Whoever holds it is that
/// person, so the desk says that it has `seen` who stands before it.
///
/// # Errors
/// [`Error::NotFound`] unless the viewer issues cards where the person lives; [`FieldErrors`] on `seen`.
pub async fn issue_card(ctx: &Ctx, viewer: &Viewer, person: PersonId, seen: bool) -> Result<String> {
    let now = ctx.now();
    let mut tx = ctx.db.begin().await?;
    let known = store::people::find(&mut tx, person).await?.ok_or(Error::NotFound)?;
    let home = known.area_id.ok_or(Error::NotFound)?;
    let path = store::areas::ancestors(&mut tx, home).await?;
    if !viewer.may_in(Permission::IssueCard, &path) {
        return Err(Error::NotFound);
    }
    if !seen {
        return Err(FieldErrors::one("seen", Problem::NotSeen).into());
    }
    let code = ctx.digits(10);
    let mark = hash::sha256(code.as_bytes());
    let id = CredentialId(ctx.id());
    store::codes::issue_card(&mut tx, id, person, &mark, viewer.id, now, now.plus(CARD_DAYS * DAY)).await?;
    tx.commit().await?;
    Ok(code)
}

/// Signs staff in. Which of the three was wrong is not said, nor whether the number is staff's. `from` is
/// none where addresses say nothing.
///
/// # Errors
/// [`Refusal::WrongCredentials`]; [`Refusal::Locked`].
pub async fn staff(ctx: &Ctx, it: &StaffSignIn, from: Option<IpAddr>, kind: Kind<'_>) -> Result<SignedIn> {
    let now = ctx.now();
    let mut tx = ctx.db.begin().await?;
    let person = store::people::find_by_phone(&mut tx, it.phone.digits()).await?;
    let held = match &person {
        Some(person) => store::staff::locked(&mut tx, person.id).await?,
        None => None,
    };
    let tried = Try::begin(&mut tx, &it.phone, from, now).await?;
    // the hash is slow on purpose: it is computed outside the transaction, which begins anew after
    tx.commit().await?;
    let password_right = match &held {
        Some(held) => password::verify(&it.password, &held.password_hash).await?,
        None => {
            // an unknown number takes as long as a wrong password
            password::burn(&it.password).await?;
            false
        }
    };
    let mut tx = ctx.db.begin().await?;
    let right = match held {
        Some(held) if password_right => second_factor(&mut tx, &held, &it.totp, now).await?,
        _ => None,
    };
    let Some(person) = right else {
        tried.wrong(&mut tx).await?;
        tx.commit().await?;
        return Err(Refusal::WrongCredentials.into());
    };
    tried.right(&mut tx).await?;
    let kind = if let Kind::Resident(device) = kind { Kind::Staff(device) } else { kind };
    let signed_in = open_session(ctx, &mut tx, person, kind, Factors::Two).await?;
    tx.commit().await?;
    Ok(signed_in)
}

/// Whose second factor it is: when it is right, was not used before, and nothing was changed meanwhile.
async fn second_factor(
    tx: &mut Tx,
    held: &Credentials,
    totp: &str,
    now: Timestamp,
) -> Result<Option<PersonId>> {
    let Some(step) = password::totp_step(&held.totp_secret, totp, now) else { return Ok(None) };
    let unchanged = store::staff::locked(tx, held.person_id).await?.is_some_and(|after| {
        after.password_hash == held.password_hash && after.totp_secret == held.totp_secret
    });
    let right = unchanged && store::staff::right_try(tx, held.person_id, step).await?;
    Ok(right.then_some(held.person_id))
}
