//! What stands before the first order: places, people, report-ins, menu. Straight into the
//! stores in one transaction, so that a stop leaves an empty database and not half a community.

use std::collections::HashMap;

use domain::form::{ReportIn, Times};
use domain::id::{AreaId, ItemId, PersonId};
use domain::member::{Grant, Role, Viewer};
use domain::quiet::QuietHours;
use domain::time::{DAY, Timestamp};
use domain::view::MenuItem;
use uuid::Uuid;

use super::Progress;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::demo::{Community, Item, Person, Volunteer};
use crate::error::{Error, Result};
use crate::store;
use crate::store::areas::NewArea;

/// How long before the first order the lists were read in.
const LEAD: i64 = 30 * DAY;
/// People between two reports of progress.
const REPORT_EVERY: usize = 1_000;

/// The ids of everything in the plan, by its index there.
pub(super) struct Ground {
    pub(super) areas: Vec<AreaId>,
    pub(super) people: Vec<PersonId>,
    pub(super) items: Vec<ItemId>,
}

impl Ground {
    /// Somebody as signed in: staff with their second factor.
    pub(super) fn viewer(&self, community: &Community, who: usize) -> Viewer {
        let person = &community.people[who];
        let mut grants: Vec<Grant> =
            person.grants.iter().map(|it| Grant { role: it.role, area: self.areas[it.area] }).collect();
        if let Some(it) = &person.volunteer {
            grants.push(Grant { role: Role::Volunteer, area: self.areas[it.community] });
        }
        Viewer {
            id: self.people[who],
            name: person.name.clone(),
            home: person.home.as_ref().map(|it| self.areas[it.building]),
            grants,
            volunteer: person.volunteer.is_some(),
            staff_session: person.is_staff(),
        }
    }
}

/// Writes them.
pub(super) async fn lay(ctx: &Ctx, community: &Community, progress: &impl Fn(Progress)) -> Result<Ground> {
    let begun = community.past.first().map_or(community.now, |it| it.placed.placed_at).plus(-LEAD);
    let mut tx = ctx.db.begin().await?;
    let areas = places(ctx, &mut tx, community, begun).await?;
    progress(Progress { step: "areas", done: areas.len(), of: areas.len() });
    let people = residents(ctx, &mut tx, community, &areas, begun, progress).await?;
    let items = menu(ctx, &mut tx, community, areas[community.street()], begun).await?;
    let ground = Ground { areas, people, items };
    // verifying staff must be there before those they verify
    report_ins(&mut tx, community, &ground).await?;
    in_charge(&mut tx, community, &ground, begun).await?;
    tx.commit().await?;
    ctx.tree.forget();
    ctx.menu.forget();
    Ok(ground)
}

async fn places(ctx: &Ctx, tx: &mut Tx, community: &Community, at: Timestamp) -> Result<Vec<AreaId>> {
    let mut ids: Vec<AreaId> = Vec::with_capacity(community.areas.len());
    for area in &community.areas {
        let id = AreaId(ctx.id());
        let new = NewArea {
            id,
            parent_id: area.parent.map(|parent| ids[parent]),
            level: area.level,
            code: area.code.clone(),
            name: area.name.clone(),
            grid: area.grid.filter(|_| area.spot.is_some()).map(|grid| community.grids[grid].name.clone()),
        };
        if !store::areas::insert(tx, &new, at).await? {
            return Err(Error::internal(
                "laying the ground of the demo",
                format!("{} stands twice", area.code),
            ));
        }
        if let Some(phone) = &area.phone {
            store::areas::set_phone(tx, id, phone).await?;
        }
        ids.push(id);
    }
    Ok(ids)
}

async fn residents(
    ctx: &Ctx,
    tx: &mut Tx,
    community: &Community,
    areas: &[AreaId],
    at: Timestamp,
    progress: &impl Fn(Progress),
) -> Result<Vec<PersonId>> {
    let of = community.people.len();
    let mut households: HashMap<u32, Uuid> = HashMap::new();
    let mut ids = Vec::with_capacity(of);
    for (done, person) in community.people.iter().enumerate() {
        if done.is_multiple_of(REPORT_EVERY) {
            progress(Progress { step: "people", done, of });
        }
        let id = PersonId(ctx.id());
        let household = person.household().map(|it| *households.entry(it).or_insert_with(|| ctx.id()));
        if !store::people::insert(tx, &row(person, id, areas, household), at).await? {
            return Err(Error::internal("moving the demo's people in", "a phone number is taken"));
        }
        for it in &person.grants {
            let grant = Grant { role: it.role, area: areas[it.area] };
            store::people::grant(tx, id, grant, None, at).await?;
        }
        ids.push(id);
    }
    progress(Progress { step: "people", done: of, of });
    Ok(ids)
}

fn row(person: &Person, id: PersonId, areas: &[AreaId], household_id: Option<Uuid>) -> store::people::Person {
    store::people::Person {
        id,
        name: person.name.clone(),
        phone: person.phone.clone(),
        gender: Some(person.gender.word().to_owned()),
        birth_year: Some(person.birth_year),
        area_id: person.home.as_ref().map(|home| areas[home.building]),
        door: person.home.as_ref().map(|home| home.door.clone()),
        household_id,
        language: "zh-CN".to_owned(),
        elder_mode: person.elder_mode,
    }
}

/// The heads of the groups answer for the buildings of these, the stewards for one building each.
async fn in_charge(tx: &mut Tx, community: &Community, ground: &Ground, at: Timestamp) -> Result<()> {
    let heads = community.areas.iter().enumerate().filter_map(|(ix, area)| {
        area.spot.and_then(|_| community.grids[area.grid?].head).map(|who| (Role::GridWorker, ix, who))
    });
    let stewards = community.stewards.iter().map(|(ix, who)| (Role::Steward, *ix, *who));
    for (role, ix, who) in heads.chain(stewards) {
        let grant = Grant { role, area: ground.areas[ix] };
        store::people::grant(tx, ground.people[who], grant, None, at).await?;
    }
    Ok(())
}

async fn report_ins(tx: &mut Tx, community: &Community, ground: &Ground) -> Result<()> {
    for (who, person) in community.people.iter().enumerate() {
        if let Some(it) = &person.volunteer {
            report_in(tx, community, ground, ground.people[who], it).await?;
        }
    }
    Ok(())
}

async fn report_in(
    tx: &mut Tx,
    community: &Community,
    ground: &Ground,
    id: PersonId,
    it: &Volunteer,
) -> Result<()> {
    let place = ground.areas[it.community];
    let said = ReportIn {
        skills: Vec::new(),
        claims_party: it.party.is_some(),
        branch: it.party.as_ref().map(|party| party.branch.clone()),
    };
    store::volunteers::report_in(tx, id, place, &said, it.since).await?;
    store::people::grant(tx, id, Grant { role: Role::Volunteer, area: place }, None, it.since).await?;
    for ability in &it.abilities {
        store::volunteers::add_skill(tx, id, ability.skill, ability.valid_until).await?;
    }
    let times = Times {
        slots: it.slots.clone(),
        weekend_only: it.weekend_only,
        urgent_opt_in: it.urgent_opt_in,
        paused: it.paused,
        quiet: QuietHours::default(),
    };
    store::volunteers::set_times(tx, id, &times).await?;
    if let Some(until) = it.insured_until {
        store::volunteers::insure(tx, id, until).await?;
    }
    if it.is_party_member() {
        let staff = verifier(community, it.community);
        store::volunteers::verify(tx, id, Some(ground.people[staff]), it.since.plus(DAY)).await?;
    }
    Ok(())
}

/// 社区管理员, who has seen the papers.
fn verifier(community: &Community, place: usize) -> usize {
    community
        .people
        .iter()
        .position(|it| it.grants.iter().any(|it| it.role == Role::CommunityAdmin && it.area == place))
        .expect("every community of the plan has an admin, which a test checks")
}

async fn menu(
    ctx: &Ctx,
    tx: &mut Tx,
    community: &Community,
    street: AreaId,
    at: Timestamp,
) -> Result<Vec<ItemId>> {
    let mut ids = Vec::with_capacity(community.items.len());
    for item in &community.items {
        let item = dish(item, ItemId(ctx.id()), street);
        store::items::upsert(tx, &item, at).await?;
        ids.push(item.id);
    }
    Ok(ids)
}

fn dish(item: &Item, id: ItemId, area_id: AreaId) -> MenuItem {
    MenuItem {
        id,
        area_id,
        code: item.code.to_owned(),
        no: item.number,
        door: item.door,
        icon: item.icon.to_owned(),
        name_zh: item.name.zh.to_owned(),
        name_en: item.name.en.to_owned(),
        summary_zh: item.summary.zh.to_owned(),
        summary_en: item.summary.en.to_owned(),
        question_zh: item.question.map(|it| it.zh.to_owned()),
        question_en: item.question.map(|it| it.en.to_owned()),
        urgency: item.urgency,
        doer: item.doer,
        skill: item.skill,
        risk: item.risk,
        required: item.required,
        planned_minutes: item.planned_minutes,
        points_per_hour: item.points_per_hour,
        home_visit: item.home_visit,
        review: item.review,
        open: true,
    }
}
