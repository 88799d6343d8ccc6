//! The list of volunteers: people who have reported in on paper.

use std::collections::HashMap;

use domain::area::Level;
use domain::form::{ReportIn, Slot, Times};
use domain::id::{AreaId, PersonId};
use domain::import::{Kind, Notice, Problem};
use domain::member::{Grant, Role};

use super::register::{Birth, Given};
use super::report::Outcome;
use super::{At, Import, rows};
use crate::error::Result;
use crate::import::{Reading, Rows, VolunteerRow};
use crate::store;
use crate::store::volunteers::Volunteer;

impl<'a> Import<'a> {
    pub(super) async fn volunteers(&mut self, files: &'a [Reading]) -> Result<()> {
        let rows = rows(files, Kind::Volunteers, |rows| match rows {
            Rows::Volunteers(rows) => Some(rows),
            _ => None,
        });
        let mut said: HashMap<&str, (&VolunteerRow, At<'_>)> = HashMap::new();
        for (done, (at, row)) in rows.iter().enumerate() {
            self.tell(Kind::Volunteers, done, rows.len());
            let outcome = match said.insert(&row.phone, (row, *at)) {
                Some((other, there)) if other != *row => {
                    let problem =
                        if other.name == row.name { Problem::Contradicts } else { Problem::PhoneOfAnother };
                    self.wrong_beside(*at, "phone", problem, &row.name, there);
                    None
                }
                _ => self.volunteer(*at, row).await?,
            };
            self.done(*at, outcome);
        }
        self.tell(Kind::Volunteers, rows.len(), rows.len());
        Ok(())
    }

    async fn volunteer(&mut self, at: At<'a>, row: &'a VolunteerRow) -> Result<Option<Outcome>> {
        let home = match &row.place {
            None => None,
            Some(place) => match self.home(at, place) {
                Some(building) => Some((building, place.door.as_str())),
                None => return Ok(None),
            },
        };
        let given = Given {
            name: &row.name,
            phone: Some(&row.phone),
            gender: row.gender,
            birth: row.birth_year.map(Birth::Year),
            home: home.map(|(building, door)| (self.tree.id(building), door)),
        };
        let Some((id, outcome)) = self.enrol(at, given).await? else { return Ok(None) };
        let before = store::volunteers::find(&mut self.tx, id).await?;
        let at_home = home.and_then(|(building, _)| self.tree.up(building, Level::Community));
        let community = match (&row.community, at_home, &before) {
            (Some(name), ..) => self.tree.meant(&[Level::Community], name),
            (None, Some(community), _) => Ok(community),
            // whoever has reported in stays where that was
            (None, None, Some(before)) => return self.rest(at, row, id, before.community_id, outcome).await,
            (None, None, None) => match self.tree.only(Level::Community) {
                Ok(only) => only.ok_or(Problem::UnknownArea),
                Err(problem) => Err(problem),
            },
        };
        match community {
            Ok(community) => {
                let community = self.tree.id(community);
                self.rest(at, row, id, community, outcome).await
            }
            Err(problem) => {
                self.wrong(at, "community", problem, row.community.as_deref().unwrap_or_default());
                Ok(None)
            }
        }
    }

    /// The report-in of somebody registered, with what they can do and when.
    async fn rest(
        &mut self,
        at: At<'a>,
        row: &'a VolunteerRow,
        id: PersonId,
        community: AreaId,
        person: Outcome,
    ) -> Result<Option<Outcome>> {
        let before = store::volunteers::find(&mut self.tx, id).await?;
        let reported = self.report_in(row, id, community, before.as_ref()).await?;
        let verified = row.party_member
            && store::volunteers::verify(&mut self.tx, id, None, self.now).await?
            && !before.as_ref().is_some_and(|it| it.claims_party && it.verified_at.is_some());
        let free = self.week(row, id, before.as_ref()).await?;
        let insured = self.insurance(row, id, before.as_ref()).await?;
        let volunteer = Grant { role: Role::Volunteer, area: community };
        let granted = self.first_grant(at, id, volunteer).await?;
        if before.is_none() {
            return Ok(Some(Outcome::New));
        }
        let changed = reported || verified || free || insured || granted == Some(true);
        Ok(Some(person.max(Outcome::changed_if(changed)).min(Outcome::Changed)))
    }

    async fn report_in(
        &mut self,
        row: &VolunteerRow,
        id: PersonId,
        community: AreaId,
        before: Option<&Volunteer>,
    ) -> Result<bool> {
        let known = store::volunteers::skills(&mut self.tx, id).await?;
        let known_skills = known.iter().map(|(skill, _)| *skill);
        let mut skills =
            if row.skills.is_empty() { known_skills.clone().collect() } else { row.skills.clone() };
        skills.sort_unstable();
        let mut before_skills: Vec<_> = known_skills.collect();
        before_skills.sort_unstable();
        let it = ReportIn {
            skills,
            claims_party: row.party_member || before.is_some_and(|it| it.claims_party),
            branch: row.branch.clone().or_else(|| before.and_then(|it| it.branch.clone())),
        };
        let same = before.is_some_and(|before| {
            before.community_id == community
                && before_skills == it.skills
                && before.claims_party == it.claims_party
                && before.branch == it.branch
        });
        if same {
            return Ok(false);
        }
        store::volunteers::report_in(&mut self.tx, id, community, &it, self.now).await?;
        // the end of a qualification is not for a list to forget
        for (skill, until) in
            known.into_iter().filter(|(skill, until)| until.is_some() && it.skills.contains(skill))
        {
            store::volunteers::add_skill(&mut self.tx, id, skill, until).await?;
        }
        Ok(true)
    }

    async fn week(&mut self, row: &VolunteerRow, id: PersonId, before: Option<&Volunteer>) -> Result<bool> {
        if row.slots.is_empty() && !row.weekend_only {
            return Ok(false);
        }
        let times = Times {
            slots: apart(&row.slots),
            weekend_only: row.weekend_only,
            urgent_opt_in: before.is_some_and(|it| it.urgent_opt_in),
            paused: before.is_some_and(|it| it.paused),
            // not on the list: theirs to say
            quiet: before.map(Volunteer::quiet).unwrap_or_default(),
        };
        let known = store::volunteers::slots(&mut self.tx, id).await?;
        if before.is_some_and(|it| it.weekend_only) == times.weekend_only && known == times.slots {
            return Ok(false);
        }
        store::volunteers::set_times(&mut self.tx, id, &times).await?;
        Ok(true)
    }

    async fn insurance(
        &mut self,
        row: &VolunteerRow,
        id: PersonId,
        before: Option<&Volunteer>,
    ) -> Result<bool> {
        // to the end of that day
        let until = row.insured_until.map(|day| self.ctx.calendar().at(day.next(), 0));
        match until {
            Some(until) if before.and_then(|it| it.insured_until) != Some(until) => {
                store::volunteers::insure(&mut self.tx, id, until).await?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// Gives a role that was never given: true when it was given now, false when it is held, none,
    /// with a note, when it was withdrawn.
    pub(super) async fn first_grant(
        &mut self,
        at: At<'a>,
        id: PersonId,
        grant: Grant,
    ) -> Result<Option<bool>> {
        if store::people::grant_first(&mut self.tx, id, grant, self.now).await? {
            store::sessions::roles_changed(&mut self.tx, id, self.now).await?;
            return Ok(Some(true));
        }
        if store::people::grants(&mut self.tx, id).await?.contains(&grant) {
            return Ok(Some(false));
        }
        self.notice(at, "name", Notice::RoleWithdrawn, grant.role.word());
        Ok(None)
    }
}

/// A week in which no two stretches of a day begin at the same time: the longer one says it all.
fn apart(slots: &[Slot]) -> Vec<Slot> {
    let mut slots = slots.to_vec();
    slots.sort_unstable_by_key(|it| (it.weekday, it.start_minute, std::cmp::Reverse(it.end_minute)));
    slots.dedup_by_key(|it| (it.weekday, it.start_minute));
    slots
}
