//! Whose number it is that rings at the desk (代客下单): name and door of a neighbour, so that nobody has
//! to spell them on the phone.
//!
//! It opens what is private without an order, so each look is counted and each find written down: a list
//! of numbers must not become a list of doors.

use domain::form::CallBack;
use domain::id::AreaId;
use domain::member::{Permission, Viewer};
use domain::time::HOUR;

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::flow::limits;
use crate::{store, tree};

/// Mobiles that one member of staff may look up in an hour, known or not.
pub const LOOK_UPS: i32 = 60;

/// Who calls, as far as the form needs it.
#[derive(Clone, PartialEq, Eq)]
pub struct Caller {
    /// How they are called.
    pub name: String,
    /// The building.
    pub area_id: AreaId,
    /// Unit and door.
    pub door: String,
}

impl std::fmt::Debug for Caller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Caller(…)")
    }
}

/// Who has this number, if they live where the viewer takes orders for others. Somebody elsewhere looks the
/// same as nobody; a landline is everybody's at home and finds nobody.
///
/// # Errors
/// [`Error::NotFound`] without a desk; [`domain::Refusal::TooMany`] after [`LOOK_UPS`] in an hour.
pub async fn look_up(ctx: &Ctx, viewer: &Viewer, number: &CallBack) -> Result<Option<Caller>> {
    viewer.areas(Permission::PlaceOnBehalf).next().ok_or(Error::NotFound)?;
    let Some(mobile) = number.mobile() else { return Ok(None) };
    limits::within(ctx, &format!("look_up:{}", viewer.id), HOUR, LOOK_UPS).await?;
    let mut tx = ctx.db.begin().await?;
    let Some(person) = store::people::find_by_phone(&mut tx, mobile.digits()).await? else {
        return Ok(None);
    };
    let Some(area_id) = person.area_id else { return Ok(None) };
    let path = tree::with(ctx, &mut tx, area_id).await?.ancestors(area_id);
    let theirs = [Permission::PlaceOnBehalf, Permission::ReadPeople];
    if !theirs.iter().all(|permission| viewer.may_in(*permission, &path)) {
        return Ok(None);
    }
    store::look_ups::note(&mut tx, viewer.id, person.id, ctx.now()).await?;
    tx.commit().await?;
    Ok(Some(Caller { name: person.name, area_id, door: person.door.unwrap_or_default() }))
}
