//! The facts that decide who may take an order. One statement for everybody who could be asked,
//! so that a dispatch page costs the same with ten volunteers as with a thousand.

use std::collections::HashMap;

use domain::assignment::{Candidate, Engagement, Need, approval_until, let_downs_since};
use domain::form::Slot;
use domain::id::{AreaId, OrderId, PersonId};
use domain::menu::{Doer, Risk, Skill};
use domain::order::Order;
use domain::quiet::QuietHours;
use domain::time::{DAY, Timestamp, Window};

use crate::db::{Tx, all, one, together};

type Asked = (Doer, Option<Skill>, Risk, bool, Option<uuid::Uuid>, Option<AreaId>);

macro_rules! asked {
    () => {
        "select i.doer, i.skill, i.risk, i.home_visit, x.household_id,
           (select a.id from area_paths p join areas a on a.id = p.ancestor_id
            where p.area_id = $3 and a.level = 'estate') as estate
         from menu_items i
         join people x on x.id = $2
         where i.id = $1"
    };
}

/// What the order asks for.
///
/// # Errors
/// When the database fails.
pub async fn need(tx: &mut Tx, order: &Order) -> sqlx::Result<Need> {
    let asked = one!(tx, Asked, asked!(), order.item_id, order.beneficiary_id, order.area_id)?;
    Ok(needed(order, asked))
}

fn needed(order: &Order, (doer, skill, risk, home_visit, household, estate): Asked) -> Need {
    Need {
        order: order.id,
        community: order.community_id,
        estate,
        building: order.area_id,
        window: order.window(),
        urgency: order.urgency,
        doer,
        skill,
        risk,
        home_visit,
        beneficiary: order.beneficiary_id,
        orderer: order.orderer_id,
        household,
        wished_person: None,
    }
}

#[derive(sqlx::FromRow)]
struct Facts {
    person_id: PersonId,
    party_member: bool,
    building: Option<AreaId>,
    estate: Option<AreaId>,
    community_id: AreaId,
    household_id: Option<uuid::Uuid>,
    birth_year: Option<i32>,
    insured_until: Option<Timestamp>,
    paused: bool,
    weekend_only: bool,
    urgent_opt_in: bool,
    quiet_start: i32,
    quiet_end: i32,
    cap: i32,
    blocked: bool,
    offers_today: i64,
    offers_this_week: i64,
    last_accepted_at: Option<Timestamp>,
    good_pairs: i64,
    declined: bool,
}

/// `$which` says of a person's id whether it is meant. It stands with their past as well: otherwise
/// the database would add up everybody's to find one person's.
macro_rules! facts {
    ($which:literal) => {
        concat!(
            "select v.person_id, (v.verified_at is not null and v.claims_party) as party_member,
                    x.area_id as building, b.parent_id as estate, v.community_id, x.household_id, x.birth_year,
                    v.insured_until, v.paused, v.weekend_only, v.urgent_opt_in, v.quiet_start,
                    v.quiet_end, v.cap,
                    exists (select 1 from blocks k
                            where (k.person_id = v.person_id and k.blocked_id = $2)
                               or (k.person_id = $2 and k.blocked_id = v.person_id)) as blocked,
                    coalesce(w.today, 0) as offers_today, coalesce(w.week, 0) as offers_this_week,
                    w.last_accepted_at, coalesce(g.pairs, 0) as good_pairs,
                    exists (select 1 from assignments d
                            where d.order_id = $3 and d.person_id = v.person_id and d.state = 'declined'
                              and d.round = $4) as declined
             from volunteers v
             join people x on x.id = v.person_id and x.disabled_at is null
             left join areas b on b.id = x.area_id
             left join (
                 select person_id,
                        count(case when offered_at > $5 and respond_by is not null then 1 end) as today,
                        count(case when offered_at > $6 and respond_by is not null then 1 end) as week,
                        max(accepted_at) as last_accepted_at
                 from assignments
                 where person_id ",
            $which,
            "    group by person_id
             ) w on w.person_id = v.person_id
             left join (
                 select a.person_id, count(*) as pairs
                 from assignments a
                 join orders o on o.id = a.order_id
                 where a.state = 'verified' and o.beneficiary_id = $2 and coalesce(o.rating, 4) >= 4
                   and a.person_id ",
            $which,
            "    group by a.person_id
             ) g on g.person_id = v.person_id
             where v.person_id ",
            $which,
            " order by v.person_id"
        )
    };
}

type Skilled = (PersonId, Skill, Option<Timestamp>);
type Free = (PersonId, i32, i32, i32);
type LetDown = (PersonId, Timestamp);
type Engaged = (PersonId, OrderId, Timestamp, Timestamp, Option<AreaId>);

macro_rules! skilled {
    ($which:literal) => {
        concat!(
            "select person_id, skill, valid_until from volunteer_skills
             where person_id ",
            $which,
            " order by person_id, skill"
        )
    };
}

macro_rules! free {
    ($which:literal) => {
        concat!(
            "select person_id, weekday, start_minute, end_minute from availability
             where person_id ",
            $which,
            " order by person_id, weekday, start_minute"
        )
    };
}

macro_rules! engaged {
    ($which:literal) => {
        concat!(
            "select a.person_id, o.id, o.window_start, o.window_end, b.parent_id
             from assignments a
             join orders o on o.id = a.order_id and o.round = a.round
             join areas b on b.id = o.area_id
             where a.state in ('accepted', 'standin_wanted', 'checked_in') and a.person_id ",
            $which,
            " order by a.person_id, o.window_start, o.id"
        )
    };
}

/// No-shows that nobody has excused, and late hand-backs: the second are known by their event. Who handed an
/// order back in two rounds has two parts and two events: `union` makes two of the four.
macro_rules! let_downs {
    ($which:literal) => {
        concat!(
            "select a.person_id, a.missed_at as at, a.order_id
             from assignments a
             where a.state = 'no_show' and a.missed_at > $2 and a.person_id ",
            $which,
            " union
             select a.person_id, e.at, a.order_id
             from assignments a
             join order_events e on e.order_id = a.order_id and e.actor_id = a.person_id
             where a.state = 'released' and e.kind = 'released' and e.reason = 'late' and e.at > $2
               and a.person_id ",
            $which,
            " order by 1, 2, 3"
        )
    };
}

/// When somebody has let people down of late, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn let_downs(tx: &mut Tx, person: PersonId, now: Timestamp) -> sqlx::Result<Vec<Timestamp>> {
    let rows = all!(tx, LetDown, let_downs!("= $1"), person, let_downs_since(now))?;
    Ok(rows.into_iter().map(|(_, at)| at).collect())
}

/// What the order asks for, and everybody of the community who takes no break.
///
/// # Errors
/// When the database fails.
pub async fn of_order(tx: &mut Tx, order: &Order, now: Timestamp) -> sqlx::Result<(Need, Vec<Candidate>)> {
    let (community, resident, week) = (order.community_id, order.beneficiary_id, now.plus(-7 * DAY));
    let (asked, facts, skilled, free, engaged, let_downs) = together!(
        tx;
        one Asked, asked!(), order.item_id, resident, order.area_id;
        all Facts, facts!("in (select m.person_id from volunteers m where m.community_id = $1 and not m.paused)"),
            community, resident, order.id, order.round, now.plus(-DAY), week;
        all Skilled, skilled!("in (select person_id from volunteers where community_id = $1)"), community;
        all Free, free!("in (select person_id from volunteers where community_id = $1)"), community;
        all Engaged, engaged!("in (select person_id from volunteers where community_id = $1)"), community;
        all LetDown, let_downs!("in (select person_id from volunteers where community_id = $1)"),
            community, let_downs_since(now);
    )?;
    Ok((needed(order, asked), assemble(facts, skilled, free, engaged, let_downs, now)))
}

/// What the order asks for, and one person, wherever they have reported in.
///
/// # Errors
/// When the database fails.
pub async fn one(
    tx: &mut Tx,
    order: &Order,
    person: PersonId,
    now: Timestamp,
) -> sqlx::Result<(Need, Option<Candidate>)> {
    let (resident, week) = (order.beneficiary_id, now.plus(-7 * DAY));
    let (asked, facts, skilled, free, engaged, let_downs) = together!(
        tx;
        one Asked, asked!(), order.item_id, resident, order.area_id;
        all Facts, facts!("= $1"), person, resident, order.id, order.round, now.plus(-DAY), week;
        all Skilled, skilled!("= $1"), person;
        all Free, free!("= $1"), person;
        all Engaged, engaged!("= $1"), person;
        all LetDown, let_downs!("= $1"), person, let_downs_since(now);
    )?;
    Ok((needed(order, asked), assemble(facts, skilled, free, engaged, let_downs, now).pop()))
}

fn assemble(
    facts: Vec<Facts>,
    skills: Vec<Skilled>,
    slots: Vec<Free>,
    engaged: Vec<Engaged>,
    let_downs: Vec<LetDown>,
    now: Timestamp,
) -> Vec<Candidate> {
    let mut skills_of: HashMap<PersonId, Vec<(Skill, Option<Timestamp>)>> = HashMap::new();
    for (person, skill, until) in skills {
        skills_of.entry(person).or_default().push((skill, until));
    }
    let mut slots_of: HashMap<PersonId, Vec<Slot>> = HashMap::new();
    for (person, weekday, start_minute, end_minute) in slots {
        slots_of.entry(person).or_default().push(Slot { weekday, start_minute, end_minute });
    }
    let mut engaged_of: HashMap<PersonId, Vec<Engagement>> = HashMap::new();
    for (person, order, start, end, estate) in engaged {
        engaged_of.entry(person).or_default().push(Engagement {
            order,
            window: Window { start, end },
            estate,
        });
    }
    let mut let_downs_of: HashMap<PersonId, Vec<Timestamp>> = HashMap::new();
    for (person, at) in let_downs {
        let_downs_of.entry(person).or_default().push(at);
    }
    // by the year alone: whoever turns eighteen this year counts as a minor until it is over
    let year = i32::try_from(1970 + now.0 / (DAY * 36_525 / 100)).unwrap_or(i32::MAX);
    facts
        .into_iter()
        .map(|it| Candidate {
            person: it.person_id,
            party_member: it.party_member,
            skills: skills_of.remove(&it.person_id).unwrap_or_default(),
            building: it.building,
            estate: it.estate,
            community: it.community_id,
            household: it.household_id,
            minor: it.birth_year.is_some_and(|born| year - born <= 18),
            insured_until: it.insured_until,
            paused: it.paused,
            slots: slots_of.remove(&it.person_id).unwrap_or_default(),
            weekend_only: it.weekend_only,
            urgent_opt_in: it.urgent_opt_in,
            quiet: QuietHours::kept(it.quiet_start, it.quiet_end),
            engagements: engaged_of.remove(&it.person_id).unwrap_or_default(),
            cap: it.cap,
            blocked: it.blocked,
            offers_today: i32::try_from(it.offers_today).unwrap_or(i32::MAX),
            offers_this_week: i32::try_from(it.offers_this_week).unwrap_or(i32::MAX),
            last_accepted_at: it.last_accepted_at,
            good_pairs: i32::try_from(it.good_pairs).unwrap_or(i32::MAX),
            declined: it.declined,
            approval_until: let_downs_of.remove(&it.person_id).and_then(|at| approval_until(&at)),
        })
        .collect()
}
