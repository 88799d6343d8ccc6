//! Placing an order, for oneself or (at the desk) on somebody's behalf.

use serde::{Deserialize, Serialize};

use super::when::{Chosen, chosen};
use super::{CallBack, FieldErrors, Problem, Reader};
use crate::calendar::Calendar;
use crate::id::{AreaId, ClientOpId, ItemId, OrderId, PersonId};
use crate::order::Channel;
use crate::photo::Upload;
use crate::time::{Timestamp, Window};

/// The longest description, in characters.
pub const DETAILS_MAX: usize = 500;
/// The order form as a browser sends it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewOrderForm {
    /// Made with the page; the same id again is the same order.
    pub client_op_id: String,
    /// The item's id.
    pub item_id: String,
    /// The building's id.
    pub area_id: String,
    /// Unit and door, e.g. 2单元 301.
    pub door: String,
    /// `soon`, or a day as `2026-11-24`.
    pub day: String,
    /// `any`, or one of [`DAY_PARTS`](super::DAY_PARTS).
    pub part: String,
    /// What it is about, in her own words.
    pub details: String,
    /// The answer to the item's private question.
    pub answer: String,
    /// How she is called.
    pub contact_name: String,
    /// Where she can be rung back: a mobile or a landline.
    pub contact_phone: String,
    /// Desk only: the person the order is for, when known.
    pub beneficiary_id: String,
    /// Desk only: how it came in.
    pub channel: String,
    /// Desk only: the caller has agreed that her data is kept.
    pub consent: String,
}

/// Who a desk order is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnBehalf {
    /// Somebody the community knows, or nobody yet.
    pub beneficiary_id: Option<PersonId>,
    /// How it came in.
    pub channel: Channel,
}

/// A well-formed order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewOrder {
    /// The id of the intention, and of the order it makes.
    pub op: ClientOpId,
    /// What.
    pub item_id: ItemId,
    /// Which building.
    pub area_id: AreaId,
    /// Which door.
    pub door: String,
    /// When helpers may come.
    pub window: Window,
    /// The agreed date, when she chose one.
    pub agreed: Option<Timestamp>,
    /// In her own words; may be empty when the item says it all.
    pub details: String,
    /// The answer to the private question.
    pub answer: Option<String>,
    /// How she is called.
    pub contact_name: String,
    /// Where she can be rung back. Only a mobile says who she is.
    pub contact_phone: Option<CallBack>,
    /// Set when the desk places it.
    pub on_behalf: Option<OnBehalf>,
    /// Pictures with it. The form has none: whoever takes them in adds them.
    pub photos: Vec<Upload>,
}

impl NewOrder {
    /// The order's id is the intention's id: a repeat cannot make a second one.
    #[must_use]
    pub const fn order_id(&self) -> OrderId {
        OrderId(self.op.0)
    }
}

impl NewOrderForm {
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self, now: Timestamp, calendar: &Calendar) -> Result<NewOrder, FieldErrors> {
        let mut read = Reader::new();
        let op = read.parsed("client_op_id", &self.client_op_id, Problem::Malformed).map(ClientOpId);
        let item_id = read.parsed("item_id", &self.item_id, Problem::UnknownChoice).map(ItemId);
        let area_id = read.parsed("area_id", &self.area_id, Problem::UnknownChoice).map(AreaId);
        let door = read.text("door", &self.door, 40);
        let when = chosen(&mut read, &self.day, &self.part, now, calendar);
        let details = read.optional("details", &self.details, DETAILS_MAX).unwrap_or_default();
        let answer = read.optional("answer", &self.answer, DETAILS_MAX);
        let contact_name = read.text("contact_name", &self.contact_name, 20);
        let contact_phone = match CallBack::parse(&self.contact_phone) {
            Ok(phone) => Some(phone),
            Err(Problem::Missing) => None,
            Err(problem) => {
                read.errors.add("contact_phone", problem);
                None
            }
        };
        let on_behalf = self.on_behalf(&mut read, contact_phone.as_ref());
        let order = (|| {
            let Chosen { window, agreed } = when?;
            Some(NewOrder {
                op: op?,
                item_id: item_id?,
                area_id: area_id?,
                door: door?,
                window,
                agreed,
                details,
                answer,
                contact_name: contact_name?,
                contact_phone,
                on_behalf,
                photos: Vec::new(),
            })
        })();
        read.errors.unless_wrong(order)
    }

    fn on_behalf(&self, read: &mut Reader, phone: Option<&CallBack>) -> Option<OnBehalf> {
        let channel = self.channel.trim();
        if channel.is_empty() || channel == Channel::Own.word() {
            // an order of one's own is for oneself: in silence it would be for another than was meant
            if !self.beneficiary_id.trim().is_empty() {
                read.errors.add("beneficiary_id", Problem::UnknownChoice);
            }
            return None;
        }
        let channel = read.parsed::<Channel>("channel", channel, Problem::UnknownChoice)?;
        let beneficiary_id = match self.beneficiary_id.trim() {
            "" => None,
            raw => read.parsed("beneficiary_id", raw, Problem::UnknownChoice).map(PersonId),
        };
        // a family orders for itself; staff who said so would be a party to the order they took down
        if channel == Channel::Family {
            read.errors.add("channel", Problem::UnknownChoice);
        }
        // somebody who calls can be called back; that is what a call-back number is for
        if channel == Channel::Phone && phone.is_none() {
            read.errors.add("contact_phone", Problem::Missing);
        }
        if self.consent.trim().is_empty() {
            read.errors.add("consent", Problem::ConsentNeeded);
        }
        Some(OnBehalf { beneficiary_id, channel })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Zone;

    fn called(contact_phone: &str, channel: &str) -> Result<NewOrder, FieldErrors> {
        let id = uuid::Uuid::from_u128(1).to_string();
        let form = NewOrderForm {
            client_op_id: id.clone(),
            item_id: id.clone(),
            area_id: id,
            door: "3单元202".to_owned(),
            contact_name: "张素珍".to_owned(),
            contact_phone: contact_phone.to_owned(),
            channel: channel.to_owned(),
            consent: "yes".to_owned(),
            ..NewOrderForm::default()
        };
        form.parse(Timestamp(1_795_399_200_000), &Calendar::new(Zone { offset_minutes: 480 }))
    }

    #[test]
    fn who_calls_from_a_landline_is_rung_back_there() {
        for channel in ["phone", "desk", ""] {
            let order = called("0813-2234567", channel).expect("an order");
            let phone = order.contact_phone.expect("a number");
            assert_eq!((phone.number(), phone.mobile()), ("0813-2234567", None), "{channel}");
        }
    }

    #[test]
    fn who_calls_leaves_a_number_and_who_comes_need_not() {
        let wrong = |raw, channel| called(raw, channel).map(drop).map_err(|it| it.of("contact_phone"));
        assert_eq!(wrong("", "phone"), Err(Some(Problem::Missing)));
        assert_eq!(wrong("", "desk"), Ok(()));
        assert_eq!(wrong("223", "desk"), Err(Some(Problem::Malformed)));
    }
}
