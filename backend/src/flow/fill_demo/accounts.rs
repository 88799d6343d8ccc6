//! Who a visitor of the demo signs in as.
//!
//! **Demo only**: password and TOTP secret of staff are drawn from the seed, so that the same demo
//! can be filled again with the same credentials printed in the same README.

use domain::member::Role;
use rand::{Rng as _, RngCore as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use serde::Serialize;

use super::ground::Ground;
use crate::ctx::Ctx;
use crate::demo::{Community, PersonIx};
use crate::error::Result;
use crate::{password, store};

/// An account of the cast. `Debug` shows neither password nor secret.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Eleven digits; residents sign in with a code sent to it.
    pub phone: String,
    /// How they are called.
    pub name: String,
    /// Words of [`Role`].
    pub roles: Vec<String>,
    /// The area of the role, or where they live.
    pub area: String,
    /// Staff only.
    pub password: Option<String>,
    /// Staff only: base32, for an authenticator.
    pub totp_secret: Option<String>,
    /// What there is to see with this account.
    pub note: String,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account")
            .field("name", &self.name)
            .field("roles", &self.roles)
            .finish_non_exhaustive()
    }
}

/// Gives every member of staff credentials, and lists the cast.
pub(super) async fn open(ctx: &Ctx, community: &Community, ground: &Ground) -> Result<Vec<Account>> {
    let staff: Vec<PersonIx> =
        (0..community.people.len()).filter(|who| community.people[*who].is_staff()).collect();
    let secrets: Vec<(String, String)> = staff.iter().map(|who| secrets(community.seed, *who)).collect();
    // slow on purpose: all at once, outside the transaction
    let hashes =
        futures::future::try_join_all(secrets.iter().map(|(password, _)| password::hash(ctx, password)))
            .await?;
    let mut tx = ctx.db.begin().await?;
    for ((who, hash), (_, totp)) in staff.iter().zip(&hashes).zip(&secrets) {
        store::staff::set(&mut tx, ground.people[*who], hash, totp, ctx.now()).await?;
    }
    tx.commit().await?;
    Ok(cast(community))
}

/// Password and TOTP secret of a member of staff.
fn secrets(seed: u64, who: PersonIx) -> (String, String) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    // the streams of the plan itself are below
    rng.set_stream(1_000 + who as u64);
    let mut group = || -> String {
        (0..4).map(|_| char::from(password::LETTERS[rng.random_range(0..password::LETTERS.len())])).collect()
    };
    let password = format!("linli-{}-{}-{}", group(), group(), group());
    let mut secret = [0_u8; 20];
    rng.fill_bytes(&mut secret);
    (password, totp_rs::Secret::Raw(secret.to_vec()).to_encoded().to_string())
}

fn cast(community: &Community) -> Vec<Account> {
    let it = &community.cast;
    let notes = [
        (it.elder, "78, lives alone; has orders in many states, and door keys to read out"),
        (it.daughter, "lives in another city and orders for her mother"),
        (it.parent, "mother of a schoolboy; has urged, objected, and waits for better weather"),
        (it.volunteer, "retired fitter; asked, on the way, and under an objection"),
        (it.party_member, "verified party member; asked by name, with visits ahead and points behind"),
        (it.weekend_pioneer, "星期天先锋: weekends only; sees the open list"),
        (it.unverified, "says that he is a party member; waits to be verified"),
        (it.dispatcher, "desk of 红苕地社区: the day's work"),
        (it.second_dispatcher, "the second pair of eyes: call-backs and objections"),
        (it.community_admin, "menu, people, report-ins of 红苕地社区"),
        (it.street_coordinator, "what the communities have handed up"),
        (it.district_coordinator, "the level above the street"),
        (it.auditor, "reads, never writes"),
        (it.system_admin, "accounts and settings, no cases"),
    ];
    // whoever answers for the elder's address
    let home = community.people[it.elder].home.as_ref().map(|home| home.building);
    let head = home.and_then(|home| community.grids[community.areas[home].grid?].head);
    let steward =
        community.stewards.iter().find(|(building, _)| Some(*building) == home).map(|(_, who)| *who);
    let answering = [
        (head, "answers for every building of a resident group"),
        (steward, "looks after one building, and sees what is open there"),
    ];
    let answering: Vec<_> = answering
        .into_iter()
        .filter_map(|(who, note)| Some((who?, note)))
        .filter(|(who, _)| !notes.iter().any(|(listed, _)| listed == who))
        .collect();
    notes.into_iter().chain(answering).filter_map(|(who, note)| account(community, who, note)).collect()
}

fn account(community: &Community, who: PersonIx, note: &str) -> Option<Account> {
    let person = &community.people[who];
    let mut roles: Vec<Role> = person.grants.iter().map(|grant| grant.role).collect();
    if roles.is_empty() {
        roles.push(Role::Resident);
    }
    if person.volunteer.is_some() {
        roles.push(Role::Volunteer);
    }
    if community.grids.iter().any(|grid| grid.head == Some(who)) {
        roles.push(Role::GridWorker);
    }
    if community.stewards.iter().any(|(_, steward)| *steward == who) {
        roles.push(Role::Steward);
    }
    let area = match (person.grants.first(), &person.home) {
        (Some(grant), _) => community.areas[grant.area].name.clone(),
        (None, Some(home)) => address(community, home.building, &home.door),
        (None, None) => String::new(),
    };
    let (password, totp_secret) = person.is_staff().then(|| secrets(community.seed, who)).unzip();
    Some(Account {
        phone: person.phone.clone()?,
        name: person.name.clone(),
        roles: roles.into_iter().map(|role| role.word().to_owned()).collect(),
        area,
        password,
        totp_secret,
        note: note.to_owned(),
    })
}

/// 盐都新村1栋2单元501.
fn address(community: &Community, building: usize, door: &str) -> String {
    let building = &community.areas[building];
    let estate = building.parent.map_or("", |it| community.areas[it].name.as_str());
    format!("{estate}{}{door}", building.name)
}
