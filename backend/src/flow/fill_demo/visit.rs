//! From the offer to the door and out again, with the keys that were really made.

use domain::Refusal;
use domain::assignment::AssignmentState;
use domain::dispatch::Mode;
use domain::form::{AtTheDoor, Dispatch};
use domain::id::PersonId;
use domain::order::{Order, Outcome};

use super::play::Player;
use super::story::{OrderIx, placed};
use crate::demo::PersonIx;
use crate::error::{Error, Result};
use crate::flow::accept_offer;
use crate::flow::dispatch_order;
use crate::flow::serve;
use crate::store;

/// Why a helper left without the second key.
const NO_KEY: &str = "走时没有对出门码，请打电话确认。";
const NOBODY_HOME: &str = "敲门三次、打电话都没人应，邻居说出门了。";

impl Player<'_> {
    /// Offers it. A wave asks whom the ranking names; those of the plan whom it does not name are
    /// asked as well, as a later wave would have done.
    pub(super) async fn dispatch(&self, order: OrderIx, mode: Mode, ask: &[PersonIx]) -> Result<()> {
        let it = placed(self.community, order);
        let id = self.id(order)?;
        let review = self.community.items[it.item].review;
        let dispatch = Dispatch {
            op: self.op(),
            order_id: id,
            version: None,
            mode,
            person_id: ask.first().filter(|_| mode == Mode::Direct).map(|who| self.ground.people[*who]),
            // what the desk did not read before it is noted now
            public_note: it.note.clone().filter(|_| !review),
        };
        let desk = self.ground.viewer(self.community, it.desk);
        dispatch_order::dispatch_order(self.ctx, &desk, &dispatch).await?;
        if mode == Mode::Waves {
            let people: Vec<PersonId> = ask.iter().map(|who| self.ground.people[*who]).collect();
            let mut tx = self.ctx.db.begin().await?;
            let order = store::orders::locked(&mut tx, id).await?.ok_or(Error::NotFound)?;
            // when the ranking named nobody it is open to all, and they need no offer
            if order.mode == Some(mode) {
                dispatch_order::offer(self.ctx, &mut tx, &order, &people, mode, 2).await?;
                tx.commit().await?;
            }
        }
        Ok(())
    }

    pub(super) async fn decline(&self, order: OrderIx, who: PersonIx) -> Result<()> {
        let viewer = self.ground.viewer(self.community, who);
        accept_offer::decline_offer(self.ctx, &viewer, self.op(), self.id(order)?).await.map(drop)
    }

    /// The yes of the plan; when a rule stands against it, that of somebody else who was asked.
    pub(super) async fn accept(&mut self, order: OrderIx, who: PersonIx) -> Result<()> {
        let no = match self.says_yes(order, who).await {
            Err(Error::Refused(no @ Refusal::Ineligible { .. })) => no,
            other => return other,
        };
        for other in self.others(order).await? {
            match self.says_yes(order, other).await {
                Err(Error::Refused(_)) => {}
                Err(fault) => return Err(fault),
                Ok(()) => {
                    self.stand_ins.insert((order, who), other);
                    return Ok(());
                }
            }
        }
        Err(no.into())
    }

    async fn says_yes(&self, order: OrderIx, who: PersonIx) -> Result<()> {
        let viewer = self.ground.viewer(self.community, who);
        accept_offer::accept_offer(self.ctx, &viewer, self.op(), self.id(order)?, None).await.map(drop)
    }

    /// Who has an open offer of this order.
    async fn others(&self, order: OrderIx) -> Result<Vec<PersonIx>> {
        let mut tx = self.ctx.db.read().await?;
        let it = store::orders::find(&mut tx, self.id(order)?).await?.ok_or(Error::NotFound)?;
        let asked = store::assignments::of_round(&mut tx, it.id, it.round).await?;
        let open = asked.iter().filter(|it| it.state == AssignmentState::Offered);
        Ok(open.filter_map(|it| self.people.get(&it.person_id).copied()).collect())
    }

    pub(super) async fn check_in(&self, order: OrderIx, who: PersonIx) -> Result<()> {
        let keys = self.keys(order).await?;
        let at = AtTheDoor {
            op: self.op(),
            order_id: self.id(order)?,
            key: Some(keys.arrive_key),
            at: None,
            outcome: None,
            words: None,
            photos: Vec::new(),
        };
        let who = self.stand_ins.get(&(order, who)).copied().unwrap_or(who);
        let viewer = self.ground.viewer(self.community, who);
        serve::check_in(self.ctx, &viewer, &at).await.map(drop)
    }

    pub(super) async fn check_out(
        &self,
        order: OrderIx,
        who: PersonIx,
        key: bool,
        outcome: Outcome,
    ) -> Result<()> {
        let words = match outcome {
            Outcome::NotAtHome => Some(NOBODY_HOME),
            _ if key => None,
            _ => Some(NO_KEY),
        };
        let keys = self.keys(order).await?;
        let at = AtTheDoor {
            op: self.op(),
            order_id: self.id(order)?,
            key: key.then_some(keys.leave_key),
            at: None,
            outcome: Some(outcome),
            words: words.map(str::to_owned),
            photos: Vec::new(),
        };
        let who = self.stand_ins.get(&(order, who)).copied().unwrap_or(who);
        let viewer = self.ground.viewer(self.community, who);
        serve::check_out(self.ctx, &viewer, &at).await.map(drop)
    }

    /// The keys she reads out at the door.
    async fn keys(&self, order: OrderIx) -> Result<domain::view::DoorKeys> {
        let mut tx = self.ctx.db.read().await?;
        let Order { id, round, .. } =
            store::orders::find(&mut tx, self.id(order)?).await?.ok_or(Error::NotFound)?;
        store::keys::find(&mut tx, id, round).await?.ok_or(Error::NotFound)
    }
}
