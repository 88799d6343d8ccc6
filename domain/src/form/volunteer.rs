//! The report-in 报到 of volunteers and party members, and the times they offer.

use serde::{Deserialize, Serialize};

use super::{FieldErrors, Problem, Reader};
use crate::menu::Skill;

/// The report-in as a browser sends it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportInForm {
    /// Skills, by word.
    pub skills: Vec<String>,
    /// Says that they are a party member; staff verify it.
    pub party: String,
    /// Employer or branch.
    pub branch: String,
}

/// A well-formed report-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportIn {
    /// What they can do.
    pub skills: Vec<Skill>,
    /// Claims to be a party member: a claim until staff have verified it.
    pub claims_party: bool,
    /// Employer or branch.
    pub branch: Option<String>,
}

impl ReportInForm {
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self) -> Result<ReportIn, FieldErrors> {
        let mut read = Reader::new();
        let mut skills: Vec<Skill> = self
            .skills
            .iter()
            .filter_map(|word| read.parsed("skills", word, Problem::UnknownChoice))
            .collect();
        skills.sort_unstable();
        skills.dedup();
        let claims_party = !self.party.trim().is_empty();
        let branch = if claims_party {
            read.text("branch", &self.branch, 60)
        } else {
            read.optional("branch", &self.branch, 60)
        };
        read.errors.unless_wrong(Some(ReportIn { skills, claims_party, branch }))
    }
}

/// A stretch of a weekday on which somebody can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct Slot {
    /// 1 Monday … 7 Sunday.
    pub weekday: i32,
    /// Minutes since midnight.
    pub start_minute: i32,
    /// Minutes since midnight, later than the start.
    pub end_minute: i32,
}

/// My times, as a browser sends them: slots as `weekday-part`, e.g. `6-morning`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TimesForm {
    /// Ticked slots.
    pub slots: Vec<String>,
    /// 星期天先锋.
    pub weekend_only: String,
    /// May be asked at quiet hours when it is urgent.
    pub urgent_opt_in: String,
    /// Takes a break.
    pub paused: String,
}

/// When somebody can be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times {
    /// The week; empty means any time outside quiet hours.
    pub slots: Vec<Slot>,
    /// Saturdays and Sundays only.
    pub weekend_only: bool,
    /// May be asked at quiet hours when it is urgent.
    pub urgent_opt_in: bool,
    /// Takes a break.
    pub paused: bool,
}

impl TimesForm {
    /// # Errors
    /// When a slot is none of the grid.
    pub fn parse(&self) -> Result<Times, FieldErrors> {
        let mut read = Reader::new();
        let mut slots: Vec<Slot> = self
            .slots
            .iter()
            .filter_map(|raw| {
                let slot = slot(raw);
                if slot.is_none() {
                    read.errors.add("slots", Problem::UnknownChoice);
                }
                slot
            })
            .collect();
        slots.sort_unstable();
        slots.dedup();
        let ticked = |raw: &str| !raw.trim().is_empty();
        read.errors.unless_wrong(Some(Times {
            slots,
            weekend_only: ticked(&self.weekend_only),
            urgent_opt_in: ticked(&self.urgent_opt_in),
            paused: ticked(&self.paused),
        }))
    }
}

fn slot(raw: &str) -> Option<Slot> {
    let (weekday, part) = raw.split_once('-')?;
    let weekday: i32 = weekday.parse().ok().filter(|day| (1..=7).contains(day))?;
    let (_, start, end) = super::new_order::DAY_PARTS.iter().find(|(word, ..)| *word == part)?;
    Some(Slot { weekday, start_minute: i32::from(*start), end_minute: i32::from(*end) })
}
