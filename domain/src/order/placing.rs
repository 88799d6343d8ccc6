//! How an order begins.

use super::{Channel, Order, State, clock, promise};
use crate::area::Level;
use crate::calendar::Calendar;
use crate::id::{AreaId, ItemId, OrderId, PersonId};
use crate::menu::Urgency;
use crate::time::{Timestamp, Window};

/// What is known of an order when it is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placing {
    /// Its id, made by whoever places it.
    pub id: OrderId,
    /// The community it belongs to, which holds it at first.
    pub community_id: AreaId,
    /// The building it is for.
    pub area_id: AreaId,
    /// What is ordered.
    pub item_id: ItemId,
    /// How soon.
    pub urgency: Urgency,
    /// How many people are needed, 1–20.
    pub required: i32,
    /// When helpers are expected.
    pub window: Window,
    /// The date she chose, when she chose one.
    pub agreed: Option<Timestamp>,
    /// For whom.
    pub beneficiary_id: PersonId,
    /// By whom.
    pub orderer_id: PersonId,
    /// How it comes in.
    pub channel: Channel,
}

impl Order {
    /// 已点单: the order as it is when it has just been placed.
    #[must_use]
    pub fn place(it: &Placing, now: Timestamp, calendar: &Calendar) -> Self {
        let state = State::Submitted;
        Self {
            id: it.id,
            community_id: it.community_id,
            area_id: it.area_id,
            holder_id: it.community_id,
            level: Level::Community,
            owner_id: None,
            item_id: it.item_id,
            urgency: it.urgency,
            mode: None,
            required: it.required,
            window_start: it.window.start,
            window_end: it.window.end,
            beneficiary_id: it.beneficiary_id,
            orderer_id: it.orderer_id,
            dispatcher_id: None,
            channel: it.channel,
            state,
            version: 1,
            round: 1,
            failed_rounds: 0,
            promise_at: promise(it.urgency, now, it.agreed, calendar),
            paused_at: None,
            entered_at: now,
            due_at: clock(state, it.urgency, None, now, it.window, calendar),
            urged_at: None,
            hold_until: None,
            holds: 0,
            merged_into: None,
            outcome: None,
            basis: None,
            confirmed_at: None,
        }
    }
}
