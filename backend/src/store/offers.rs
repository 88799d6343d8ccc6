//! What a volunteer could take: offers to them by name, and the pool of their community.

use domain::id::{AreaId, OrderId, PersonId};
use domain::order::Order;
use domain::time::Timestamp;
use domain::view::Offer;

use super::assignments::{Assignment, assignment_columns};
use super::orders::{following, order_by_id, order_columns};
use super::volunteers::reported_in;
use crate::db::{Tx, all, together};

macro_rules! offers {
    ($which:literal) => {
        concat!(
            "select o.id as order_id, i.icon, i.name_zh, i.name_en, o.urgency, o.mode,
                    coalesce(e.name, b.name) as estate, o.window_start, o.window_end, o.promise_at,
                    i.planned_minutes, i.points_per_hour, o.required,
                    (select count(*) from assignments t
                     where t.order_id = o.id and t.round = o.round
                       and t.state in ('accepted', 'standin_wanted', 'checked_in', 'checked_out')) as accepted,
                    (a.id is not null) as asked, a.respond_by
             from orders o
             join menu_items i on i.id = o.item_id
             join areas b on b.id = o.area_id
             left join areas e on e.id = b.parent_id
             join volunteers v on v.person_id = $1
             join people p on p.id = $1
             left join areas h on h.id = p.area_id
             left join assignments a
               on a.order_id = o.id and a.person_id = $1 and a.round = o.round and a.state = 'offered'
             where o.state = 'offered' and o.beneficiary_id <> $1
               and (a.respond_by is null or a.respond_by > $3)
               and (a.id is not null
                    or (o.mode = 'pool' and o.community_id = $2
                        and i.doer <> 'staff'
                        and (i.doer <> 'party_member' or (v.claims_party and v.verified_at is not null))
                        and (i.risk = 'ordinary' or v.insured_until > $3)
                        and (i.skill is null
                             or exists (select 1 from volunteer_skills s
                                        where s.person_id = $1 and s.skill = i.skill
                                          and (s.valid_until is null or s.valid_until > $3)))
                        and not exists (select 1 from assignments m
                                        where m.order_id = o.id and m.person_id = $1 and m.round = o.round)))",
            $which,
            " order by (a.id is not null) desc, o.urgency, coalesce(o.area_id = p.area_id, false) desc,
                       coalesce(b.parent_id = h.parent_id, false) desc, o.window_start, o.id limit $4"
        )
    };
}

/// Asked by name first, then what one can do of the pool: soonest first, then nearest. The rules
/// that change by the hour (overlap, how many one has) speak when somebody accepts.
///
/// # Errors
/// When the database fails.
pub async fn open_to(
    tx: &mut Tx,
    person: PersonId,
    community: AreaId,
    now: Timestamp,
    limit: i64,
) -> sqlx::Result<Vec<Offer>> {
    all!(tx, Offer, offers!(""), person, community, now, limit)
}

/// One of them.
///
/// # Errors
/// When the database fails.
pub async fn one(
    tx: &mut Tx,
    person: PersonId,
    community: AreaId,
    now: Timestamp,
    order: OrderId,
) -> sqlx::Result<Option<Offer>> {
    let found = all!(tx, Offer, offers!(" and o.id = $5"), person, community, now, 1_i64, order)?;
    Ok(found.into_iter().next())
}

/// An order that somebody wants to take.
#[derive(Debug)]
pub struct Taken {
    /// The order.
    pub order: Order,
    /// Where this person has reported in.
    pub community: Option<AreaId>,
    /// Everybody's parts of this round.
    pub parts: Vec<Assignment>,
    /// Orders that follow this one, with the one each is for.
    pub followers: Vec<(OrderId, PersonId)>,
}

/// What a yes is weighed by: the order, the community in which this person has reported in,
/// everybody's parts of this round, and who follows the order. The first two are kept from others
/// until the end of the transaction; the parts change only under the order's lock.
///
/// # Errors
/// When the database fails.
pub async fn taken(tx: &mut Tx, order: OrderId, person: PersonId) -> sqlx::Result<Option<Taken>> {
    let (order, community, parts, followers) = together!(
        tx;
        lock Order, order_by_id!(), order;
        lock (AreaId,), reported_in!(), person;
        all Assignment, concat!(
            "select ", assignment_columns!(), " from assignments
             where order_id = $1 and round = (select round from orders where id = $1) order by id"), order;
        all (OrderId, PersonId), following!(), order;
    )?;
    let community = community.map(|(community,)| community);
    Ok(order.map(|order| Taken { order, community, parts, followers }))
}
