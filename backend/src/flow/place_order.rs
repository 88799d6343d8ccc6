//! Placing an order, for oneself or at the desk on somebody's behalf (代客下单).

use domain::Refusal;
use domain::area::Level;
use domain::event::EventKind;
use domain::form::{CallBack, FieldErrors, NewOrder, OnBehalf, Problem, as_wanted};
use domain::id::{OrderId, PersonId};
use domain::member::{Permission, Viewer};
use domain::order::{Acting, Action, Channel, Move, Order, Part, Placing};
use domain::view::OrderWords;
use serde::{Deserialize, Serialize};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::flow::once::{self, Once};
use crate::flow::{photos, step};
use crate::store::people::Person;
use crate::tree::Tree;
use crate::{hash, store, tree};

/// The answer: which order, and its human number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// The order.
    pub id: OrderId,
    /// Its number, as printed and said on the phone.
    pub no: String,
}

/// Places the order; the same intention again returns the first one.
///
/// # Errors
/// [`Refusal::ItemClosed`], [`Refusal::ItemNotHere`]; [`Error::NotFound`] for an unknown place, or when
/// somebody without a desk orders for others; [`FieldErrors`] on `area_id` when it is no building, on
/// `photos` when one of them is gone.
pub async fn place_order(ctx: &Ctx, viewer: &Viewer, it: &NewOrder) -> Result<Placed> {
    let wanted = NewOrder { window: as_wanted(it.window, it.agreed, ctx.now()), ..it.clone() };
    let mut begun = match once::begin(ctx, viewer.id, it.op, "place_order", &wanted).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    let tree = tree::with(ctx, tx, it.area_id).await?;
    // helpers go to a door, and whoever answers for a building or a grid is found by it
    if tree.level(it.area_id).ok_or(Error::NotFound)? != Level::Courtyard {
        return Err(FieldErrors::one("area_id", Problem::UnknownChoice).into());
    }
    let community = tree.ancestor(it.area_id, Level::Community).ok_or(Error::NotFound)?;
    let item = store::items::find(tx, it.item_id).await?.ok_or(Error::NotFound)?;
    if !tree.contains(item.area_id, it.area_id) {
        return Err(Refusal::ItemNotHere.into());
    }
    if !item.open {
        return Err(Refusal::ItemClosed.into());
    }
    let (beneficiary, channel, part) = match &it.on_behalf {
        None => (viewer.id, Channel::Own, Part::Orderer),
        Some(behalf) => {
            if !viewer.may_in(Permission::PlaceOnBehalf, &tree.ancestors(it.area_id)) {
                return Err(Error::NotFound);
            }
            (beneficiary(ctx, tx, it, behalf).await?, behalf.channel, Part::Dispatcher)
        }
    };
    let placing = Placing {
        id: it.order_id(),
        community_id: community,
        area_id: it.area_id,
        item_id: item.id,
        urgency: item.urgency,
        required: item.required,
        window: it.window,
        agreed: it.agreed,
        beneficiary_id: beneficiary,
        orderer_id: viewer.id,
        channel,
    };
    let order = Order::place(&placing, ctx.now(), &ctx.calendar());
    let series = series(ctx, &order, &tree)?;
    let words = OrderWords {
        details: it.details.clone(),
        answer: it.answer.clone(),
        door: it.door.clone(),
        contact_name: it.contact_name.clone(),
        contact_phone: it.contact_phone.as_ref().map(|phone| phone.number().to_owned()),
    };
    // items marked "no review" go straight on (row 2, by the system)
    let admitted = match item.review {
        true => None,
        false => Some(order.clone().step(Action::Admit, &Acting::system(ctx.now(), &ctx.calendar()))?),
    };
    let written = admitted.as_ref().map_or(&order, |moved| &moved.order);
    // an id that is taken is somebody else's order: as good as unknown
    let no = store::orders::insert(tx, written, &series, &words, ctx.now()).await?.ok_or(Error::NotFound)?;
    let said = step::Said { reason: Some(channel.word()), ..Default::default() };
    step::note(ctx, tx, &order, EventKind::Placed, Some(viewer.id), part, said).await?;
    photos::attach(ctx, tx, viewer, order.id, &it.photos).await?;
    // building and door are known together, or neither is
    if it.on_behalf.is_none() && (viewer.home.is_none() || viewer.name.is_empty()) {
        remember_home(ctx, tx, viewer.id, it).await?;
    }
    if let Some(Move { order, from, part }) = &admitted {
        let said = step::Said::default();
        step::append(ctx, tx, order, Some(*from), EventKind::Admitted, None, *part, said).await?;
    }
    begun.finish(Placed { id: it.order_id(), no }).await
}

/// The person the desk orders for: known already, found by her mobile or at her door by name, or made.
/// A landline is everybody's at home: it finds nobody and opens no account.
async fn beneficiary(ctx: &Ctx, tx: &mut Tx, it: &NewOrder, behalf: &OnBehalf) -> Result<PersonId> {
    if let Some(id) = behalf.beneficiary_id {
        return Ok(store::people::find(tx, id).await?.ok_or(Error::NotFound)?.id);
    }
    let mobile = it.contact_phone.as_ref().and_then(CallBack::mobile);
    let known = match &mobile {
        Some(mobile) => store::people::find_by_phone(tx, mobile.digits()).await?,
        None => {
            // two calls at once would both find nobody, and make her twice
            let door = hash::sha256(it.door.as_bytes());
            store::limits::lock(tx, &format!("door:{}:{door}", it.area_id)).await?;
            store::people::find_at_door(tx, it.area_id, &it.door, &it.contact_name).await?
        }
    };
    if let Some(known) = known {
        return Ok(known.id);
    }
    let household = store::people::household_at(tx, it.area_id, &it.door).await?;
    let person = Person {
        id: PersonId(ctx.id()),
        name: it.contact_name.clone(),
        phone: mobile.map(|mobile| mobile.digits().to_owned()),
        gender: None,
        birth_year: None,
        area_id: Some(it.area_id),
        door: Some(it.door.clone()),
        household_id: Some(household.unwrap_or_else(|| ctx.id())),
        language: "zh-CN".to_owned(),
        elder_mode: false,
    };
    if !store::people::insert(tx, &person, ctx.now()).await? {
        // the number belongs to an account that is closed
        return Err(Refusal::PhoneTaken.into());
    }
    Ok(person.id)
}

/// The day and the community's short code, `261123003` of the number `261123003-007`.
fn series(ctx: &Ctx, order: &Order, tree: &Tree) -> Result<String> {
    let (day, _) = ctx.calendar().local(ctx.now());
    let (year, month, date) = day.ymd();
    let code = tree.short_code(order.community_id).ok_or(Error::NotFound)?;
    Ok(format!("{:02}{month:02}{date:02}{code}", year % 100))
}

/// The next form has the address filled in, and the household behind the door is known.
async fn remember_home(ctx: &Ctx, tx: &mut Tx, person: PersonId, it: &NewOrder) -> Result<()> {
    if let Some(mut person) = store::people::find(tx, person).await?
        && (person.area_id.is_none() || person.door.is_none() || person.name.is_empty())
    {
        person.area_id = Some(it.area_id);
        person.door = Some(it.door.clone());
        if person.household_id.is_none() {
            let household = store::people::household_at(tx, it.area_id, &it.door).await?;
            person.household_id = Some(household.unwrap_or_else(|| ctx.id()));
        }
        if person.name.is_empty() {
            person.name.clone_from(&it.contact_name);
        }
        store::people::update(tx, &person).await?;
    }
    Ok(())
}
