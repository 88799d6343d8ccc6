//! The people of a story. Viewers come out of the database as a sign-in would make them.

use domain::form::{Phone, ReportIn};
use domain::id::{AreaId, PersonId};
use domain::member::{Device, Grant, Role, Viewer};
use domain::menu::Skill;
use domain::time::Timestamp;

use super::{Town, World, op};
use crate::flow::sign_in::{self, Kind, SignedIn};
use crate::outlet::Sms;
use crate::store::people::Person;
use crate::{flow, store};

/// A volunteer to be.
#[derive(Debug, Clone, Default)]
pub struct Helper {
    /// Says to be a party member.
    pub party: bool,
    /// Staff have seen the papers.
    pub verified: bool,
    /// Can do this.
    pub skills: Vec<Skill>,
    /// Insured until then.
    pub insured_until: Option<Timestamp>,
    /// Lives here; the other estate of the community when none.
    pub building: Option<AreaId>,
}

impl World {
    /// Signs in with the code that was sent to a number.
    pub async fn sign_in(&self, phone: &Phone) -> SignedIn {
        sign_in::request_code(&self.ctx, phone).await.expect("a code");
        let code = self.last_code().await;
        sign_in::verify_code(&self.ctx, phone, &code, None, Kind::Resident(Device::Android))
            .await
            .expect("a session")
    }

    /// The code in the last message that left the house; what was waiting is sent with it.
    pub async fn last_code(&self) -> String {
        let folder = tempfile::tempdir().expect("a temp folder");
        let file = folder.path().join("sms.jsonl");
        flow::deliver::tick(&self.ctx, &Sms::File(file.clone()), |it| it.key.clone())
            .await
            .expect("a delivery");
        let sent = std::fs::read_to_string(file).expect("something was sent");
        let last = sent.lines().last().expect("a message");
        let message: serde_json::Value = serde_json::from_str(last).expect("a line of JSON");
        message["code"].as_str().expect("a code").to_owned()
    }

    /// A new mobile number.
    pub fn phone(&self) -> Phone {
        Phone::parse(&format!("13{}", self.ctx.digits(9))).expect("eleven digits")
    }

    /// Somebody who lives in a building, behind a door of her own.
    pub async fn person(&self, name: &str, building: AreaId) -> PersonId {
        let person = Person {
            id: PersonId(self.ctx.id()),
            name: name.to_owned(),
            phone: Some(self.phone().digits().to_owned()),
            gender: None,
            birth_year: Some(1980),
            area_id: Some(building),
            door: Some(self.ctx.digits(4)),
            household_id: Some(self.ctx.id()),
            language: "zh-CN".to_owned(),
            elder_mode: false,
        };
        let mut tx = self.ctx.db.begin().await.expect("a transaction");
        assert!(
            store::people::insert(&mut tx, &person, self.now()).await.expect("a person"),
            "the number is new"
        );
        tx.commit().await.expect("a commit");
        person.id
    }

    /// A resident on her own phone.
    pub async fn resident(&self, name: &str, building: AreaId) -> Viewer {
        let id = self.person(name, building).await;
        self.viewer(id, false).await
    }

    /// A volunteer on their own phone.
    pub async fn helper(&self, town: &Town, it: Helper) -> Viewer {
        let id = self.person("张志强", it.building.unwrap_or(town.other_building)).await;
        let viewer = self.viewer(id, false).await;
        let report = ReportIn {
            skills: it.skills,
            claims_party: it.party,
            branch: it.party.then(|| "第一支部".to_owned()),
        };
        flow::report_in::report_in(&self.ctx, &viewer, op(self), &report).await.expect("a report-in");
        let mut tx = self.ctx.db.begin().await.expect("a transaction");
        if it.verified {
            assert!(
                store::volunteers::verify(&mut tx, id, Some(id), self.now()).await.expect("a verification")
            );
        }
        if let Some(until) = it.insured_until {
            store::volunteers::insure(&mut tx, id, until).await.expect("an insurance");
        }
        tx.commit().await.expect("a commit");
        self.viewer(id, false).await
    }

    /// So many volunteers without anything special.
    pub async fn helpers(&self, town: &Town, count: usize) -> Vec<Viewer> {
        let mut helpers = Vec::new();
        for _ in 0..count {
            helpers.push(self.helper(town, Helper::default()).await);
        }
        helpers
    }

    /// A member of staff with one role, signed in with password and second factor.
    pub async fn staff(&self, name: &str, role: Role, area: AreaId, home: AreaId) -> Viewer {
        let id = self.person(name, home).await;
        self.grant(id, role, area).await;
        self.viewer(id, true).await
    }

    /// Gives a role.
    pub async fn grant(&self, id: PersonId, role: Role, area: AreaId) {
        let mut tx = self.ctx.db.begin().await.expect("a transaction");
        store::people::grant(&mut tx, id, Grant { role, area }, None, self.now()).await.expect("a role");
        tx.commit().await.expect("a commit");
    }

    /// Somebody as signed in now.
    pub async fn viewer(&self, id: PersonId, staff_session: bool) -> Viewer {
        let mut tx = self.ctx.db.read().await.expect("a transaction");
        let person = store::people::find(&mut tx, id).await.expect("a query").expect("a person");
        let grants = store::people::grants(&mut tx, id).await.expect("the roles");
        let volunteer = grants.iter().any(|grant| grant.role == Role::Volunteer);
        Viewer { id, name: person.name, home: person.area_id, grants, volunteer, staff_session }
    }
}
