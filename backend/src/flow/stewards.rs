//! Who answers for a building or for all buildings of a grid (product.md M24, M25).

use domain::area::Level;
use domain::form::{FieldErrors, Problem, Stewarding};
use domain::id::{AreaId, ClientOpId, PersonId};
use domain::member::{Grant, Permission, Role, Viewer};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::flow::once::{self, Once};
use crate::store;

/// Puts somebody in charge, in place of whoever was; or nobody.
///
/// # Errors
/// [`FieldErrors`] on `phone` when nobody has that number; [`Error::NotFound`] unless the viewer
/// keeps the areas there.
pub async fn assign(ctx: &Ctx, viewer: &Viewer, op: ClientOpId, it: &Stewarding) -> Result<()> {
    let mut begun = match once::begin(ctx, viewer.id, op, "assign_steward", it).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    let path = store::areas::ancestors(tx, it.area).await?;
    if !viewer.may_in(Permission::ManageAreas, &path) {
        return Err(Error::NotFound);
    }
    let person = match &it.phone {
        None => None,
        Some(phone) => Some(
            store::people::find_by_phone(tx, phone.digits())
                .await?
                .ok_or_else(|| FieldErrors::one("phone", Problem::Nobody))?
                .id,
        ),
    };
    // one after the other in a community: two at once would both find the place empty
    let community = store::areas::ancestor(tx, it.area, Level::Community).await?.ok_or(Error::NotFound)?;
    store::areas::lock(tx, community).await?;
    let buildings = store::stewards::of_one_grid(tx, it.area).await?;
    if buildings.is_empty() {
        return Err(Error::NotFound);
    }
    let buildings = if it.role == Role::GridWorker { buildings } else { vec![it.area] };
    for building in buildings {
        give(ctx, tx, building, it.role, person, Some(viewer.id)).await?;
    }
    begun.finish(()).await
}

/// Gives the role of a building to one person, or to nobody. Under the lock of the community.
pub(super) async fn give(
    ctx: &Ctx,
    tx: &mut Tx,
    area: AreaId,
    role: Role,
    person: Option<PersonId>,
    by: Option<PersonId>,
) -> Result<()> {
    let now = ctx.now();
    let mut changed = store::stewards::dismiss(tx, area, role, person, now).await?;
    if let Some(person) = person
        && store::people::grant(tx, person, Grant { role, area }, by, now).await?
    {
        changed.push(person);
    }
    for person in changed {
        store::sessions::roles_changed(tx, person, now).await?;
    }
    Ok(())
}
