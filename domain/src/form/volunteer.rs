//! The report-in 报到 of volunteers and party members, and the times they offer.

use serde::{Deserialize, Serialize};

use super::{FieldErrors, Problem, Reader};
use crate::menu::Skill;
use crate::quiet::QuietHours;

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
    /// From when nobody asks them, as `21:00`.
    pub quiet_start: String,
    /// Until when; earlier than the start is the next morning, the same is at no hour.
    pub quiet_end: String,
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
    /// When they are not disturbed.
    pub quiet: QuietHours,
}

impl TimesForm {
    /// # Errors
    /// When a slot is none of the grid, or the quiet hours are no times of day.
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
        let start = read.minute_of_day("quiet_start", &self.quiet_start);
        let end = read.minute_of_day("quiet_end", &self.quiet_end);
        let ticked = |raw: &str| !raw.trim().is_empty();
        read.errors.unless_wrong(start.zip(end).map(|(start, end)| Times {
            slots,
            weekend_only: ticked(&self.weekend_only),
            urgent_opt_in: ticked(&self.urgent_opt_in),
            paused: ticked(&self.paused),
            quiet: QuietHours { start, end },
        }))
    }
}

fn slot(raw: &str) -> Option<Slot> {
    let (weekday, part) = raw.split_once('-')?;
    let weekday: i32 = weekday.parse().ok().filter(|day| (1..=7).contains(day))?;
    let (_, start, end) = super::DAY_PARTS.iter().find(|(word, ..)| *word == part)?;
    Some(Slot { weekday, start_minute: i32::from(*start), end_minute: i32::from(*end) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::hh_mm;

    fn night(start: &str, end: &str) -> Result<QuietHours, FieldErrors> {
        let form = TimesForm { quiet_start: start.into(), quiet_end: end.into(), ..TimesForm::default() };
        form.parse().map(|it| it.quiet)
    }

    #[test]
    fn a_night_is_read_as_fields_and_people_write_it() {
        let own = QuietHours { start: 22 * 60 + 30, end: 6 * 60 };
        for (start, end) in [("22:30", "06:00"), ("2230", "600"), ("２２：３０", " 6:00 ")] {
            assert_eq!(night(start, end), Ok(own), "{start} {end}");
        }
        assert_eq!(night(&hh_mm(own.start), &hh_mm(own.end)), Ok(own), "and as the page shows it");
        assert!(night("07:00", "07:00").is_ok_and(|it| !it.contains(420)), "at no hour");
    }

    #[test]
    fn half_a_night_and_none_are_told_at_their_field() {
        assert_eq!(night("22:00", ""), Err(FieldErrors::one("quiet_end", Problem::Missing)));
        assert_eq!(night("24:00", "8:00"), Err(FieldErrors::one("quiet_start", Problem::Malformed)));
        assert_eq!(night("晚上", "8:00"), Err(FieldErrors::one("quiet_start", Problem::Malformed)));
    }
}
