//! The report-in 报到: residents offer skills and times; party membership is verified by staff,
//! never self-declared.

use domain::Refusal;
use domain::area::Level;
use domain::form::{ReportIn, Times};
use domain::id::{AreaId, ClientOpId, PersonId};
use domain::member::{Grant, Permission, Role, Viewer};
use domain::view::{MyTimes, PersonLine};

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::flow::once::{self, Once};
use crate::{store, tree};

/// Reports in to the community in which the viewer lives.
///
/// # Errors
/// [`domain::form::FieldErrors`] on `area_id` when she has no home here yet.
pub async fn report_in(ctx: &Ctx, viewer: &Viewer, op: ClientOpId, it: &ReportIn) -> Result<()> {
    use domain::form::{FieldErrors, Problem};
    let mut begun = match once::begin(ctx, viewer.id, op, "report_in", it).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    let person = store::people::find(tx, viewer.id).await?.ok_or(Error::NotFound)?;
    let home = person.area_id.ok_or_else(|| FieldErrors::one("area_id", Problem::Missing))?;
    let community = store::areas::ancestor(tx, home, Level::Community).await?.ok_or(Error::NotFound)?;
    store::volunteers::report_in(tx, viewer.id, community, it, ctx.now()).await?;
    let grant = Grant { role: Role::Volunteer, area: community };
    if store::people::grant(tx, viewer.id, grant, None, ctx.now()).await? {
        store::sessions::roles_changed(tx, viewer.id, ctx.now()).await?;
    }
    begun.finish(()).await
}

/// Sets when the viewer can be asked.
///
/// # Errors
/// [`Error::NotFound`] without a report-in.
pub async fn set_times(ctx: &Ctx, viewer: &Viewer, op: ClientOpId, times: &Times) -> Result<()> {
    let mut begun = match once::begin(ctx, viewer.id, op, "set_times", times).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    store::volunteers::find(tx, viewer.id).await?.ok_or(Error::NotFound)?;
    store::volunteers::set_times(tx, viewer.id, times).await?;
    begun.finish(()).await
}

/// What the viewer has told the community.
///
/// # Errors
/// When the database fails.
pub async fn my_times(ctx: &Ctx, viewer: &Viewer) -> Result<Option<MyTimes>> {
    let mut tx = ctx.db.read().await?;
    let Some(it) = store::volunteers::find(&mut tx, viewer.id).await? else { return Ok(None) };
    let slots = store::volunteers::slots(&mut tx, viewer.id).await?;
    let skills = store::volunteers::skills(&mut tx, viewer.id).await?;
    Ok(Some(MyTimes {
        slots,
        weekend_only: it.weekend_only,
        urgent_opt_in: it.urgent_opt_in,
        paused: it.paused,
        quiet: it.quiet(),
        skills: skills.into_iter().map(|(skill, _)| skill).collect(),
        claims_party: it.claims_party,
        verified: it.verified_at.is_some(),
        branch: it.branch,
    }))
}

/// Staff have seen the papers of a party member.
///
/// # Errors
/// [`Refusal::AlreadyVerified`]; [`Refusal::OwnOrder`] for one's own; [`Error::NotFound`].
pub async fn verify(ctx: &Ctx, viewer: &Viewer, op: ClientOpId, person: PersonId) -> Result<()> {
    if person == viewer.id {
        return Err(Refusal::OwnOrder.into());
    }
    let mut begun = match once::begin(ctx, viewer.id, op, "verify_report_in", &person).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    let it = store::volunteers::find(tx, person).await?.ok_or(Error::NotFound)?;
    let path = store::areas::ancestors(tx, it.community_id).await?;
    if !viewer.may_in(Permission::VerifyReportIn, &path) {
        return Err(Error::NotFound);
    }
    if !store::volunteers::verify(tx, person, Some(viewer.id), ctx.now()).await? {
        return Err(Refusal::AlreadyVerified.into());
    }
    begun.finish(()).await
}

/// The people of the desk's area, those to be verified first, with what the viewer may do for each.
///
/// # Errors
/// [`Error::NotFound`] without a desk.
pub async fn people(ctx: &Ctx, viewer: &Viewer, term: &str) -> Result<Vec<PersonLine>> {
    let mut tx = ctx.db.read().await?;
    let mut found = Vec::new();
    let mut desk = false;
    for area in viewer.areas(Permission::ReadPeople) {
        desk = true;
        found.extend(store::people::search(&mut tx, area, term.trim(), 50).await?);
    }
    if !desk {
        return Err(Error::NotFound);
    }
    // the flows behind the buttons ask the same
    let tree = tree::tree(ctx, &mut tx).await?;
    let may = |permission, place: Option<AreaId>| {
        place.is_some_and(|place| viewer.may_in(permission, &tree.ancestors(place)))
    };
    Ok(found
        .into_iter()
        .map(|it| PersonLine {
            may_verify: it.line.id != viewer.id && may(Permission::VerifyReportIn, it.community_id),
            may_issue_card: may(Permission::IssueCard, it.area_id),
            ..it.line
        })
        .collect())
}
