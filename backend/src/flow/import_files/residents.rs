//! The list of residents.

use domain::import::Kind;

use super::register::{Birth, Given};
use super::report::Outcome;
use super::{At, Import, rows};
use crate::error::Result;
use crate::import::{Place, Reading, ResidentRow, Rows};

impl<'a> Import<'a> {
    pub(super) async fn residents(&mut self, files: &'a [Reading]) -> Result<()> {
        let rows = rows(files, Kind::Residents, |rows| match rows {
            Rows::Residents(rows) => Some(rows),
            _ => None,
        });
        let this_year = self.ctx.calendar().local(self.now).0.ymd().0;
        for (done, (at, row)) in rows.iter().enumerate() {
            self.tell(Kind::Residents, done, rows.len());
            let outcome = self.resident(*at, row, this_year).await?;
            self.done(*at, outcome);
        }
        self.tell(Kind::Residents, rows.len(), rows.len());
        Ok(())
    }

    async fn resident(
        &mut self,
        at: At<'a>,
        row: &'a ResidentRow,
        this_year: i32,
    ) -> Result<Option<Outcome>> {
        let Some(building) = self.home(at, &row.place) else { return Ok(None) };
        let given = Given {
            name: &row.name,
            phone: row.phone.as_deref(),
            gender: row.gender,
            birth: row
                .birth_year
                .map(Birth::Year)
                .or_else(|| row.age.map(|age| Birth::About(this_year - age))),
            home: Some((self.tree.id(building), &row.place.door)),
        };
        Ok(self.enrol(at, given).await?.map(|(_, outcome)| outcome))
    }

    /// The building of an address; none, with a note, when there is none.
    pub(super) fn home(&mut self, at: At<'a>, place: &'a Place) -> Option<super::tree::NodeIx> {
        match self.tree.building(place) {
            Ok(building) => Some(building),
            Err((key, problem)) => {
                let value = match key {
                    "community" => place.community.as_deref().unwrap_or_default(),
                    "estate" => &place.estate,
                    _ => &place.building,
                };
                self.wrong(at, key, problem, value);
                None
            }
        }
    }
}
