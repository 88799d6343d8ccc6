//! Read models: what a page shows, with who may see it already decided. The server fills them,
//! the browser draws them.

mod building;
mod complaint;
mod desk;
mod ledger;
mod order;
mod totals;
mod volunteer;

use serde::{Deserialize, Serialize};

pub use building::{BuildingLine, Watched, WatchedOrder};
pub use complaint::{ANSWER_WITHIN, ComplaintLine, Receipt};
pub use desk::{
    CandidateLine, DemandLine, DeskCounts, DeskOrder, ExcuseLine, Inbox, InboxFilter, InboxKey, InboxRow,
    KeptItem, KeptMenu, OpenedItem, PersonLine,
};
pub use ledger::{JobLine, LedgerLine, MinutesLine, Wallet, WalletPage};
pub use order::{DoorKeys, HelperLine, OrderCard, OrderPage, OrderWords, PhotoLine, TimelineEntry};
pub use totals::{CaseLine, Count, Period, Totals, TotalsLine};
pub use volunteer::{MyTimes, Offer, OfferList, OfferPage};

use crate::id::{AreaId, ItemId, PersonId, SessionId};
use crate::member::Device;
use crate::menu::{Doer, Door, Risk, Skill, Urgency};
use crate::time::Timestamp;

/// A service on the menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct MenuItem {
    /// Its id.
    pub id: ItemId,
    /// The area in which it is offered, with everything below.
    pub area_id: AreaId,
    /// The operator's own key.
    pub code: String,
    /// The number on the printed menu: "请来 3 号".
    pub no: i32,
    /// Behind which door.
    pub door: Door,
    /// The picture's name.
    pub icon: String,
    /// 中文名.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// 一句话.
    pub summary_zh: String,
    /// One sentence.
    pub summary_en: String,
    /// A question whose answer only those who accept may read.
    pub question_zh: Option<String>,
    /// The same in English.
    pub question_en: Option<String>,
    /// How soon.
    pub urgency: Urgency,
    /// Who may do it.
    pub doer: Doer,
    /// What they have to know.
    pub skill: Option<Skill>,
    /// Danger to the person.
    pub risk: Risk,
    /// How many people it takes.
    pub required: i32,
    /// How long it takes, in minutes.
    pub planned_minutes: i32,
    /// Points for an hour.
    pub points_per_hour: i32,
    /// Whether it happens in somebody's home.
    pub home_visit: bool,
    /// Whether the desk looks at it before it is dispatched.
    pub review: bool,
    /// Whether it can be ordered at present.
    pub open: bool,
}

/// A node of the area tree as a choice or a label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct AreaName {
    /// Its id.
    pub id: AreaId,
    /// Its own name.
    pub name: String,
    /// The estate it stands in, when it is a building.
    pub estate: Option<String>,
    /// The community.
    pub community: Option<String>,
}

/// An item of the menu as a tile: no more than that shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tile {
    /// Its id.
    pub id: ItemId,
    /// The number on the printed menu.
    pub no: i32,
    /// Behind which door.
    pub door: Door,
    /// The picture's name.
    pub icon: String,
    /// 中文名.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// How soon.
    pub urgency: Urgency,
    /// Whether it can be ordered at present.
    pub open: bool,
}

impl From<&MenuItem> for Tile {
    fn from(it: &MenuItem) -> Self {
        Self {
            id: it.id,
            no: it.no,
            door: it.door,
            icon: it.icon.clone(),
            name_zh: it.name_zh.clone(),
            name_en: it.name_en.clone(),
            urgency: it.urgency,
            open: it.open,
        }
    }
}

/// What the home page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// The street or community.
    pub place: String,
    /// Where the desk there is rung up.
    pub phone: Option<String>,
    /// What is ordered often.
    pub often: Vec<Tile>,
    /// Her open orders.
    pub open_orders: Vec<OrderCard>,
    /// Requests received, ever (M7).
    pub received: i64,
    /// Requests solved, ever.
    pub solved: i64,
}

/// Who looks, as far as pages need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// The person.
    pub id: PersonId,
    /// How they are called.
    pub name: String,
    /// Masked.
    pub phone: Option<String>,
    /// Has reported in.
    pub volunteer: bool,
    /// A verified party member.
    pub party_member: bool,
    /// Signed in as staff.
    pub staff: bool,
    /// May use the desk.
    pub desk: bool,
    /// May read who lives in their area.
    pub people: bool,
    /// May change the menu of their area.
    pub keeps_menu: bool,
    /// May see totals of their area.
    pub totals: bool,
    /// Looks after a building.
    pub watches: bool,
    /// May say who looks after buildings.
    pub places: bool,
    /// May read in lists.
    pub imports: bool,
    /// May read and answer complaints.
    pub complaints: bool,
    /// 长辈版 by choice of the account.
    pub elder_mode: bool,
    /// Unread messages.
    pub unread: i64,
    /// The building.
    pub home: Option<AreaName>,
    /// Unit and door, for the order form.
    pub door: Option<String>,
    /// The full number, for the order form; her own.
    pub own_phone: Option<String>,
}

/// A sign-in that still holds, for whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct SessionLine {
    /// Its id.
    pub id: SessionId,
    /// On what.
    pub device: Device,
    /// With the rights of staff.
    pub staff: bool,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was last used, to a minute or so.
    pub seen_at: Timestamp,
    /// The one that asks.
    pub this: bool,
}

/// A message of the inbox, as a key and its arguments; the page puts it into words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxMessage {
    /// The key of its sentence in `message.json`.
    pub key: String,
    /// The order's number, when it is about one.
    pub no: Option<String>,
    /// The order.
    pub order_id: Option<crate::id::OrderId>,
    /// The number of the receipt, when it is about a complaint.
    pub receipt: Option<String>,
    /// The item's Chinese name.
    pub item_zh: Option<String>,
    /// The item's English name.
    pub item_en: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Whether it was seen.
    pub read: bool,
}
