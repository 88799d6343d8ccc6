//! Totals of an area, part by part (product.md M37).

use domain::area::Level;
use domain::id::AreaId;
use domain::member::{Permission, Viewer};
use domain::view::{Count, Period, Totals, TotalsLine};

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::{store, tree};

/// Cases on the page of a community.
const CASES: i64 = 50;

/// The totals of an area; of the viewer's own when none is named. Those who may open the orders of a
/// community see which are open there; of what lies higher there are numbers only.
///
/// # Errors
/// [`Error::NotFound`] unless it is their business.
pub async fn totals(ctx: &Ctx, viewer: &Viewer, area: Option<AreaId>, period: Period) -> Result<Totals> {
    let mut tx = ctx.db.look().await?;
    let area = area.or_else(|| viewer.areas(Permission::ReadTotals).next()).ok_or(Error::NotFound)?;
    let tree = tree::with(ctx, &mut tx, area).await?;
    let path = tree.ancestors(area);
    if path.is_empty() || !viewer.may_in(Permission::ReadTotals, &path) {
        return Err(Error::NotFound);
    }
    let now = ctx.now();
    let counts = store::totals::by_building(&mut tx, area, period.since(now), now).await?;
    let mut parts: Vec<(AreaId, Count)> = tree.children(area).map(|id| (id, Count::default())).collect();
    let mut sum = Count::default();
    for (building, count) in counts {
        sum = sum.plus(count);
        if let Some((_, part)) = parts.iter_mut().find(|(id, _)| tree.contains(*id, building)) {
            *part = part.plus(count);
        }
    }
    let level = tree.level(area);
    let opens = |id| tree.level(id) != Some(Level::Courtyard);
    let name = |id| tree.name(id).ok_or(Error::NotFound);
    let lines = parts
        .into_iter()
        .map(|(id, count)| Ok(TotalsLine { area_id: id, name: name(id)?.name, count, opens: opens(id) }))
        .collect::<Result<Vec<_>>>()?;
    let is_local = level.is_some_and(|it| it <= Level::Community);
    let cases = if is_local && viewer.may_in(Permission::ReadOrderPrivate, &path) {
        store::totals::cases(&mut tx, area, CASES).await?
    } else {
        Vec::new()
    };
    let above = match path.get(1) {
        Some(above) if viewer.may_in(Permission::ReadTotals, &path[1..]) => Some(name(*above)?),
        _ => None,
    };
    Ok(Totals { area: name(area)?, above, period, sum, lines, cases })
}
