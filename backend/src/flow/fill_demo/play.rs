//! Plays the script through the flows, each step at its own time.

use std::collections::{BTreeMap, HashMap};

use domain::form::{CallBack, Command, Intent, NewOrder, OnBehalf};
use domain::id::{ClientOpId, OrderId, PersonId};
use domain::order::Channel;
use domain::time::{DAY, Timestamp};

use super::Progress;
use super::clock::SteppedClock;
use super::ground::Ground;
use super::story::{Act, OrderIx, Script, Step, placed};
use crate::ctx::Ctx;
use crate::demo::{Community, PersonIx};
use crate::error::{Error, Result};
use crate::flow::place_order::Placed;
use crate::flow::{lapse, move_order, place_order, settle, urge};

/// Steps between two reports of progress.
const REPORT_EVERY: usize = 100;

/// At least this much moved in a tick: there may be more.
const PIECE: usize = 50;

/// What the play knows while it runs.
pub(super) struct Player<'a> {
    pub(super) ctx: &'a Ctx,
    clock: &'a SteppedClock,
    pub(super) community: &'a Community,
    pub(super) ground: &'a Ground,
    /// Id and number of what was placed.
    orders: BTreeMap<OrderIx, Placed>,
    /// Who came instead of somebody the flow refused.
    pub(super) stand_ins: BTreeMap<(OrderIx, PersonIx), PersonIx>,
    pub(super) people: HashMap<PersonId, PersonIx>,
    /// Orders that stopped at a step the flows refused.
    stopped: BTreeMap<OrderIx, Error>,
}

/// Plays it to the end; how many orders a flow stopped.
pub(super) async fn play(
    ctx: &Ctx,
    clock: &SteppedClock,
    community: &Community,
    ground: &Ground,
    script: Script,
    progress: &impl Fn(Progress),
) -> Result<usize> {
    let people = ground.people.iter().enumerate().map(|(ix, id)| (*id, ix)).collect();
    let mut player = Player {
        ctx,
        clock,
        community,
        ground,
        orders: BTreeMap::new(),
        stand_ins: BTreeMap::new(),
        people,
        stopped: BTreeMap::new(),
    };
    let of = script.steps.len();
    let mut ticks = script.ticks.into_iter().peekable();
    for (done, step) in script.steps.into_iter().enumerate() {
        if done.is_multiple_of(REPORT_EVERY) {
            progress(Progress { step: "orders", done, of });
        }
        while let Some(at) = ticks.next_if(|at| *at <= step.at) {
            player.tick(at).await?;
        }
        player.step(step).await?;
    }
    for at in ticks.chain([community.now]) {
        player.tick(at).await?;
    }
    progress(Progress { step: "orders", done: of, of });
    Ok(player.stopped.len())
}

impl Player<'_> {
    /// Lets the clock do what it has to do, as the workers of the server do.
    async fn tick(&self, at: Timestamp) -> Result<()> {
        self.clock.set(at);
        // a worker takes its work in pieces; less than one means that nothing is left
        while settle::tick(self.ctx).await? + lapse::tick(self.ctx).await? >= PIECE {}
        Ok(())
    }

    /// A "no" of a flow ends the story of that order, not of the others.
    async fn step(&mut self, step: Step) -> Result<()> {
        if self.stopped.contains_key(&step.order) {
            return Ok(());
        }
        self.clock.set(step.at);
        match self.act(step.order, &step.act).await {
            Err(fault @ Error::Internal { .. }) => Err(fault),
            Err(no) => {
                tracing::warn!(order = step.order, act = ?step.act, %no, "a step of the demo was refused");
                self.stopped.insert(step.order, no);
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    async fn act(&mut self, order: OrderIx, act: &Act) -> Result<()> {
        match act {
            Act::Place => self.place(order).await,
            Act::Say { who, command } => self.say(order, *who, command.clone()).await,
            Act::Merge { into } => {
                let into = self.orders.get(into).ok_or(Error::NotFound)?.no.clone();
                let desk = placed(self.community, order).desk;
                self.say(order, desk, Command::Merge { into }).await
            }
            Act::Urge { who } => {
                let viewer = self.ground.viewer(self.community, *who);
                urge::urge(self.ctx, &viewer, self.op(), self.id(order)?).await.map(drop)
            }
            Act::Dispatch { mode, ask } => self.dispatch(order, *mode, ask).await,
            Act::Decline { who } => self.decline(order, *who).await,
            Act::Accept { who } => self.accept(order, *who).await,
            Act::CheckIn { who } => self.check_in(order, *who).await,
            Act::CheckOut { who, key, outcome } => self.check_out(order, *who, *key, *outcome).await,
        }
    }

    pub(super) fn op(&self) -> ClientOpId {
        ClientOpId(self.ctx.id())
    }

    /// The id of an order that was placed.
    pub(super) fn id(&self, order: OrderIx) -> Result<OrderId> {
        self.orders.get(&order).map(|it| it.id).ok_or(Error::NotFound)
    }

    async fn place(&mut self, order: OrderIx) -> Result<()> {
        let it = placed(self.community, order);
        let person = &self.community.people[it.beneficiary];
        let orderer = &self.community.people[it.orderer];
        let own = matches!(it.channel, Channel::Own | Channel::Family);
        let soon = it.window.start == it.placed_at && it.window.length() == DAY;
        // a daughter who orders for her mother leaves her own number when there is no other
        let phone = person.phone.as_ref().or(orderer.phone.as_ref().filter(|_| own));
        let new = NewOrder {
            op: self.op(),
            item_id: self.ground.items[it.item],
            area_id: self.ground.areas[it.building],
            door: person.home.as_ref().map(|home| home.door.clone()).unwrap_or_default(),
            window: it.window,
            agreed: (!soon).then_some(it.window.end),
            details: it.details.clone(),
            answer: it.answer.clone(),
            contact_name: person.name.clone(),
            contact_phone: phone.and_then(|phone| CallBack::parse(phone).ok()),
            on_behalf: (!own).then(|| OnBehalf {
                beneficiary_id: Some(self.ground.people[it.beneficiary]),
                channel: it.channel,
            }),
            photos: Vec::new(),
        };
        let viewer = self.ground.viewer(self.community, it.orderer);
        let placed = place_order::place_order(self.ctx, &viewer, &new).await?;
        self.orders.insert(order, placed);
        Ok(())
    }

    async fn say(&self, order: OrderIx, who: PersonIx, command: Command) -> Result<()> {
        let viewer = self.ground.viewer(self.community, who);
        let intent = Intent { op: self.op(), order_id: self.id(order)?, version: None, command };
        move_order::move_order(self.ctx, &viewer, &intent).await.map(drop)
    }
}
