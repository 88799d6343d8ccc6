//! The account of somebody signed in: how they are called and where they live.

use domain::area::Level;
use domain::form::{FieldErrors, Problem};
use domain::id::{AreaId, ClientOpId};
use domain::member::Viewer;

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::flow::once::{self, Once};
use crate::store;

/// Changes name and home.
///
/// # Errors
/// [`FieldErrors`] on `name`, `area_id`, `door`.
pub async fn set_home(
    ctx: &Ctx,
    viewer: &Viewer,
    op: ClientOpId,
    name: &str,
    area: &str,
    door: &str,
) -> Result<()> {
    let (name, door) = (name.trim(), door.trim());
    for (field, text, max) in [("name", name, 20), ("door", door, 40)] {
        if text.is_empty() {
            return Err(FieldErrors::one(field, Problem::Missing).into());
        }
        if text.chars().count() > max {
            return Err(FieldErrors::one(field, Problem::TooLong).into());
        }
    }
    let area: AreaId = area.parse().map_err(|_| FieldErrors::one("area_id", Problem::UnknownChoice))?;
    let mut begun = match once::begin(ctx, viewer.id, op, "set_home", &(name, area, door)).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    if store::areas::ancestor(tx, area, Level::Community).await?.is_none() {
        return Err(FieldErrors::one("area_id", Problem::UnknownChoice).into());
    }
    let mut person = store::people::find(tx, viewer.id).await?.ok_or(Error::NotFound)?;
    let household = store::people::household_at(tx, area, door).await?;
    name.clone_into(&mut person.name);
    person.area_id = Some(area);
    person.door = Some(door.to_owned());
    person.household_id = Some(household.unwrap_or_else(|| ctx.id()));
    store::people::update(tx, &person).await?;
    begun.finish(()).await
}
