//! A small town: two streets of a district, communities that are neighbours, estates, buildings,
//! and what they have on the menu.

use domain::area::Level;
use domain::form::NewMenuItem;
use domain::id::{AreaId, ItemId};
use domain::menu::{Doer, Door, Risk, Urgency};
use domain::view::MenuItem;

use super::World;
use crate::store;
use crate::store::areas::NewArea;

/// Where a story takes place.
#[derive(Debug, Clone, Copy)]
pub struct Town {
    /// 区.
    pub district: AreaId,
    /// The street of the story.
    pub street: AreaId,
    /// Another street of the district.
    pub other_street: AreaId,
    /// The community of the story.
    pub community: AreaId,
    /// Another community of the same street.
    pub neighbour: AreaId,
    /// A community of the other street, with the same short code as `community`.
    pub far_community: AreaId,
    /// Where the resident lives.
    pub estate: AreaId,
    /// Where she lives.
    pub building: AreaId,
    /// In another estate of the community: where helpers live.
    pub other_building: AreaId,
    /// In the neighbour community.
    pub neighbour_building: AreaId,
    /// In the far community.
    pub far_building: AreaId,
}

impl World {
    /// Makes the town.
    pub async fn town(&self) -> Town {
        let district = self.area(None, Level::District, "510104").await;
        let street = self.area(Some(district), Level::Street, "510104001").await;
        let other_street = self.area(Some(district), Level::Street, "510104002").await;
        let community = self.area(Some(street), Level::Community, "510104001003").await;
        let neighbour = self.area(Some(street), Level::Community, "510104001004").await;
        let far_community = self.area(Some(other_street), Level::Community, "510104002003").await;
        let estate = self.area(Some(community), Level::Estate, "510104001003-a").await;
        let other_estate = self.area(Some(community), Level::Estate, "510104001003-b").await;
        let neighbour_estate = self.area(Some(neighbour), Level::Estate, "510104001004-a").await;
        let far_estate = self.area(Some(far_community), Level::Estate, "510104002003-a").await;
        Town {
            district,
            street,
            other_street,
            community,
            neighbour,
            far_community,
            estate,
            building: self.area(Some(estate), Level::Courtyard, "510104001003-a1").await,
            other_building: self.area(Some(other_estate), Level::Courtyard, "510104001003-b1").await,
            neighbour_building: self.area(Some(neighbour_estate), Level::Courtyard, "510104001004-a1").await,
            far_building: self.area(Some(far_estate), Level::Courtyard, "510104002003-a1").await,
        }
    }

    async fn area(&self, parent_id: Option<AreaId>, level: Level, code: &str) -> AreaId {
        let area = NewArea {
            id: AreaId(self.ctx.id()),
            parent_id,
            level,
            code: code.to_owned(),
            name: format!("{} {code}", level.word()),
            grid: (level == Level::Courtyard).then(|| "第一网格".to_owned()),
        };
        let mut tx = self.ctx.db.begin().await.expect("a transaction");
        assert!(store::areas::insert(&mut tx, &area, self.now()).await.expect("an area"), "{code} is new");
        tx.commit().await.expect("a commit");
        area.id
    }

    /// Puts something on the menu of the whole street: an hour at somebody's home for one
    /// volunteer, 60 points an hour, looked at by the desk first; `but` changes that.
    pub async fn item(&self, town: &Town, but: impl FnOnce(&mut MenuItem)) -> MenuItem {
        let id = ItemId(self.ctx.id());
        let mut item = MenuItem {
            id,
            area_id: town.street,
            code: id.to_string(),
            no: 3,
            door: Door::Convenience,
            icon: "visit".to_owned(),
            name_zh: "陪伴".to_owned(),
            name_en: "Company".to_owned(),
            summary_zh: "有人来坐坐".to_owned(),
            summary_en: "Somebody comes by".to_owned(),
            question_zh: None,
            question_en: None,
            urgency: Urgency::U2,
            doer: Doer::Volunteer,
            skill: None,
            risk: Risk::Ordinary,
            required: 1,
            planned_minutes: 60,
            points_per_hour: 60,
            home_visit: true,
            review: true,
            open: true,
        };
        but(&mut item);
        let mut tx = self.ctx.db.begin().await.expect("a transaction");
        store::items::upsert(&mut tx, &item, self.now()).await.expect("an item");
        tx.commit().await.expect("a commit");
        item
    }

    /// An item as whoever keeps the menu writes it.
    pub fn new_item(&self, no: i32) -> NewMenuItem {
        NewMenuItem {
            op: super::op(self),
            changed_at: None,
            no,
            door: Door::Convenience,
            icon: "wrench".to_owned(),
            name_zh: "磨剪子".to_owned(),
            name_en: "Sharpening".to_owned(),
            summary_zh: "周六上午在院坝".to_owned(),
            summary_en: "Saturday mornings".to_owned(),
            question_zh: None,
            question_en: None,
            urgency: Urgency::U3,
            doer: Doer::Volunteer,
            skill: None,
            risk: Risk::Ordinary,
            required: 1,
            planned_minutes: 30,
            points_per_hour: 10,
            home_visit: false,
            review: true,
        }
    }
}
