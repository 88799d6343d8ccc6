//! A filled data folder: the demo community, and people of it who are signed in.
//!
//! Everything that moves an order goes through the flows of `backend`; only sessions are opened
//! without their SMS codes, of which one phone may have five an hour.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use backend::Ctx;
use backend::ctx::{Chance as _, SystemChance, SystemClock};
use backend::db::{Db, Tx};
use backend::flow::sign_in::RESIDENT_MAX;
use backend::flow::{accept_offer, dispatch_order, place_order, report_in};
use backend::store::people::{self, Person};
use backend::store::sessions::{self, NewSession};
use domain::dispatch::Mode;
use domain::form::{Dispatch, NewOrder, ReportIn};
use domain::id::{AreaId, ClientOpId, ItemId, OrderId, PersonId, SessionId};
use domain::member::Viewer;
use domain::menu::Skill;
use domain::time::{DAY, MINUTE, Timestamp, Window};
use rusqlite::{Connection, OpenFlags};
use uuid::Uuid;

use crate::Failure;
use crate::child::with_log;

/// What a volunteer takes at a time: the `cap` they have unless they choose another.
const CAP: usize = 3;

/// How many of each there are to be.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    /// Offers in the pool, each to be accepted once.
    pub offers: usize,
    /// Residents who read their pages.
    pub readers: usize,
    /// Residents who come back after more than a minute; each can do so once.
    pub returning: usize,
}

/// Who is there.
#[derive(Debug, Default)]
pub struct Crowd {
    /// What is ordered.
    pub item: Uuid,
    /// Residents who order.
    pub orderers: Vec<Orderer>,
    /// Orders in the pool.
    pub offers: Vec<OrderId>,
    /// Tokens of volunteers; the one at `place % len` accepts the offer at `place`.
    pub helpers: Vec<String>,
    /// Residents who read.
    pub readers: Vec<Reader>,
    /// Cookies last used two minutes ago.
    pub returning: Vec<String>,
}

/// Somebody who orders through the API.
#[derive(Debug)]
pub struct Orderer {
    /// The bearer token.
    pub token: String,
    /// The building.
    pub area: Uuid,
    /// The door.
    pub door: String,
    /// How she is called.
    pub name: String,
}

/// Somebody who looks at pages.
#[derive(Debug)]
pub struct Reader {
    /// The session.
    pub cookie: String,
    /// An order of hers that a volunteer has accepted.
    pub order: OrderId,
}

/// Somebody of the demo, as the database has them.
struct Resident {
    viewer: Viewer,
    area: Uuid,
    door: String,
    here: bool,
}

/// What is read out of the demo.
struct Ground {
    item: ItemId,
    dispatcher: PersonId,
    residents: Vec<Resident>,
}

/// Fills the folder. `demo` is the command that runs Linli on it.
pub async fn gather(mut demo: Command, data: &Path, people: u32, sizes: Sizes) -> Result<Crowd, Failure> {
    let filled = demo.args(["demo", "--json", "--seed", "1", "--residents", &people.to_string()]).output()?;
    if !filled.status.success() {
        return Err(with_log("linli demo failed".into(), data));
    }
    let database = data.join("linli.db");
    let ground = ground(&database)?;
    let db = Db::open(&format!("sqlite:{}", database.display())).await?;
    let zone = jiff::tz::TimeZone::get("Asia/Shanghai")?;
    let ctx = Ctx::new(db, Arc::new(SystemClock), Arc::new(SystemChance), zone);
    ctx.reload_calendar().await?;
    ctx.db.hurry(true).await?;
    let crowd = crowd(&ctx, &ground, sizes).await;
    ctx.db.hurry(false).await?;
    ctx.db.close().await;
    crowd
}

async fn crowd(ctx: &Ctx, ground: &Ground, sizes: Sizes) -> Result<Crowd, Failure> {
    let (here, elsewhere): (Vec<_>, Vec<_>) = ground.residents.iter().partition(|it| it.here);
    if here.len() < sizes.readers * 2 {
        return Err(format!("the community has only {} residents for this", here.len()).into());
    }
    let (readers, others) = here.split_at(sizes.readers);
    let mut tx = ctx.db.read().await?;
    let grants = people::grants(&mut tx, ground.dispatcher).await?;
    drop(tx);
    let id = ground.dispatcher;
    let desk =
        Viewer {
            id, name: "派单员".to_owned(), home: None, grants, volunteer: false, staff_session: true
        };
    let mut crowd = Crowd { item: ground.item.0, ..Crowd::default() };

    let home = AreaId(others[0].area);
    let mut helper = volunteer(ctx, home).await?;
    for (place, reader) in readers.iter().enumerate() {
        if place % CAP == 0 {
            helper = volunteer(ctx, home).await?;
        }
        let order = pooled(ctx, ground, &desk, reader).await?;
        accept_offer::accept_offer(ctx, &helper, op(ctx), order, None).await?;
        crowd.readers.push(Reader { cookie: String::new(), order });
    }
    for place in 0..sizes.offers {
        crowd.offers.push(pooled(ctx, ground, &desk, others[place % others.len()]).await?);
    }
    let mut helpers = Vec::new();
    for _ in 0..sizes.offers.div_ceil(CAP) {
        helpers.push(volunteer(ctx, home).await?.id);
    }

    let mut tx = ctx.db.begin().await?;
    let now = ctx.now();
    for helper in helpers {
        crowd.helpers.push(session(ctx, &mut tx, helper, "api", now).await?);
    }
    for (reader, resident) in crowd.readers.iter_mut().zip(readers) {
        reader.cookie = session(ctx, &mut tx, resident.viewer.id, "resident", now).await?;
    }
    for it in others.iter().chain(&elsewhere) {
        let token = session(ctx, &mut tx, it.viewer.id, "api", now).await?;
        let (area, door, name) = (it.area, it.door.clone(), it.viewer.name.clone());
        crowd.orderers.push(Orderer { token, area, door, name });
    }
    for it in (0..sizes.returning).map(|place| others[place % others.len()]) {
        let before = now.plus(-2 * MINUTE);
        crowd.returning.push(session(ctx, &mut tx, it.viewer.id, "resident", before).await?);
    }
    tx.commit().await?;
    Ok(crowd)
}

/// An order of this resident that anybody of the community may accept.
async fn pooled(ctx: &Ctx, ground: &Ground, desk: &Viewer, it: &Resident) -> Result<OrderId, Failure> {
    let now = ctx.now();
    let order = NewOrder {
        op: op(ctx),
        item_id: ground.item,
        area_id: AreaId(it.area),
        door: it.door.clone(),
        window: Window { start: now, end: now.plus(DAY) },
        agreed: None,
        details: "厨房的水管漏水，柜子下面已经湿了".to_owned(),
        answer: None,
        contact_name: it.viewer.name.clone(),
        contact_phone: None,
        on_behalf: None,
        photos: Vec::new(),
    };
    let order_id = place_order::place_order(ctx, &it.viewer, &order).await?.id;
    let dispatch = Dispatch {
        op: op(ctx),
        order_id,
        version: None,
        mode: Mode::Pool,
        person_id: None,
        public_note: None,
    };
    dispatch_order::dispatch_order(ctx, desk, &dispatch).await?;
    Ok(order_id)
}

/// Somebody new who can mend pipes and has reported in.
async fn volunteer(ctx: &Ctx, home: AreaId) -> Result<Viewer, Failure> {
    let person = Person {
        id: PersonId(ctx.id()),
        name: "张志强".to_owned(),
        phone: None,
        gender: None,
        birth_year: Some(1980),
        area_id: Some(home),
        door: Some(ctx.digits(4)),
        household_id: Some(ctx.id()),
        language: "zh-CN".to_owned(),
        elder_mode: false,
    };
    let mut tx = ctx.db.begin().await?;
    people::insert(&mut tx, &person, ctx.now()).await?;
    tx.commit().await?;
    let (id, name) = (person.id, person.name);
    let mut viewer =
        Viewer { id, name, home: person.area_id, grants: Vec::new(), volunteer: true, staff_session: false };
    let report = ReportIn { skills: vec![Skill::Repair], claims_party: false, branch: None };
    report_in::report_in(ctx, &viewer, op(ctx), &report).await?;
    let mut tx = ctx.db.read().await?;
    viewer.grants = people::grants(&mut tx, id).await?;
    Ok(viewer)
}

/// A session, last used at that time.
async fn session(
    ctx: &Ctx,
    tx: &mut Tx,
    person_id: PersonId,
    kind: &str,
    seen_at: Timestamp,
) -> Result<String, Failure> {
    let token = ctx.token();
    let session = NewSession {
        id: SessionId(ctx.id()),
        token_hash: &backend::hash::sha256(token.as_bytes()),
        person_id,
        kind,
        scopes: if kind == "api" { "orders serve me" } else { "" },
        device: domain::member::Device::Computer,
        expires_at: ctx.now().plus(RESIDENT_MAX),
    };
    sessions::insert(tx, &session, seen_at).await?;
    Ok(token)
}

fn op(ctx: &Ctx) -> ClientOpId {
    ClientOpId(ctx.id())
}

/// A random id, as a browser makes it.
pub fn random_id() -> Uuid {
    let mut bytes = [0; 16];
    SystemChance.fill(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// Orders in the database.
pub fn orders(database: &Path) -> Result<i64, Failure> {
    let open = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    Ok(open.query_row("select count(*) from orders", (), |row| row.get(0))?)
}

/// The desk of the largest community, the item, and the residents who may order it.
fn ground(database: &Path) -> Result<Ground, Failure> {
    let open = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let id = |bytes: Vec<u8>| Uuid::from_slice(&bytes);
    let (dispatcher, community): (Vec<u8>, Vec<u8>) = open.query_row(
        "select person_id, area_id from role_grants g
         where role = 'dispatcher' and revoked_at is null
         order by (select count(*) from area_paths p join people x on x.area_id = p.area_id
                   where p.ancestor_id = g.area_id) desc
         limit 1",
        (),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    // the item of the story: it goes straight to the desk's dispatching, without a look before
    let (item, offered): (Vec<u8>, Vec<u8>) = open.query_row(
        "select i.id, i.area_id from menu_items i
         join area_paths c on c.ancestor_id = i.area_id and c.area_id = ?1
         where i.name_zh = '修水管'",
        (&community,),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let mut residents = Vec::new();
    let mut found = open.prepare(
        "select x.id, x.name, x.area_id, x.door,
                exists (select 1 from area_paths h where h.area_id = x.area_id and h.ancestor_id = ?2)
         from people x
         join area_paths p on p.area_id = x.area_id and p.ancestor_id = ?1
         where x.door is not null and x.household_id is not null and x.name <> ''
           and not exists (select 1 from role_grants g where g.person_id = x.id)
         order by x.id",
    )?;
    let mut rows = found.query((&offered, &community))?;
    while let Some(row) = rows.next()? {
        let viewer = Viewer {
            id: PersonId(id(row.get(0)?)?),
            name: row.get(1)?,
            home: None,
            grants: Vec::new(),
            volunteer: false,
            staff_session: false,
        };
        residents.push(Resident { viewer, area: id(row.get(2)?)?, door: row.get(3)?, here: row.get(4)? });
    }
    Ok(Ground { item: ItemId(id(item)?), dispatcher: PersonId(id(dispatcher)?), residents })
}
