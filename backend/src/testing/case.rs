//! One order with everybody around it, brought to any state by what people really do.

use domain::dispatch::Mode;
use domain::form::{AtTheDoor, Command, Dispatch, Intent, NewOrder};
use domain::id::{ClientOpId, OrderId, PersonId};
use domain::ledger::AccountKind;
use domain::member::{Role, Viewer};
use domain::order::{Order, Outcome, RejectReason, State};
use domain::time::{DAY, HOUR, MINUTE, Window};
use domain::view::{DoorKeys, MenuItem};

use super::{Helper, Town, World};
use crate::flow::accept_offer::Accepted;
use crate::flow::move_order::Moved;
use crate::{Result, flow, store};

/// A new intention.
#[must_use]
pub fn op(world: &World) -> ClientOpId {
    ClientOpId(world.ctx.id())
}

/// An order and its people.
#[derive(Clone)]
pub struct Case {
    /// Where and when.
    pub world: World,
    /// The place.
    pub town: Town,
    /// What is ordered.
    pub item: MenuItem,
    /// Who orders, for herself.
    pub resident: Viewer,
    /// A volunteer of the community.
    pub helper: Viewer,
    /// Who dispatches.
    pub dispatcher: Viewer,
    /// A colleague at the same desk.
    pub second: Viewer,
    /// Staff of the street.
    pub coordinator: Viewer,
    /// The order.
    pub order: OrderId,
}

impl Case {
    /// Everybody is there, and the order is placed.
    pub async fn placed(world: &World) -> Self {
        Self::with(world, |_| {}).await
    }

    /// The same with something else on the menu.
    pub async fn with(world: &World, item: impl FnOnce(&mut MenuItem)) -> Self {
        let town = world.town().await;
        let item = world.item(&town, item).await;
        let resident = world.resident("王秀英", town.building).await;
        let helper = world.helper(&town, Helper::default()).await;
        let desk = |name| world.staff(name, Role::Dispatcher, town.community, town.neighbour_building);
        let dispatcher = desk("李雪梅").await;
        let second = desk("赵建国").await;
        let coordinator =
            world.staff("陈晓燕", Role::Coordinator, town.street, town.neighbour_building).await;
        let order = OrderId(uuid::Uuid::nil());
        let mut case = Self {
            world: world.clone(),
            town,
            item,
            resident,
            helper,
            dispatcher,
            second,
            coordinator,
            order,
        };
        case.order = case.place().await;
        case
    }

    /// An order for two, and who has said yes beside the helper.
    ///
    /// # Panics
    /// When a flow refuses.
    pub async fn of_two(world: &World) -> (Self, Viewer) {
        let case = Self::with(world, |it| it.required = 2).await;
        let other = world.helper(&case.town, Helper::default()).await;
        case.bring_to(State::Offered).await;
        for who in [&case.helper, &other] {
            case.accept(who).await.expect("a yes");
        }
        (case, other)
    }

    /// An order like hers, not yet sent: in three hours, for three hours.
    #[must_use]
    pub fn new_order(&self) -> NewOrder {
        let now = self.world.now();
        NewOrder {
            op: op(&self.world),
            item_id: self.item.id,
            area_id: self.town.building,
            door: "2单元301".to_owned(),
            window: Window { start: now.plus(3 * HOUR), end: now.plus(6 * HOUR) },
            agreed: None,
            details: "想找人说说话".to_owned(),
            answer: None,
            contact_name: "王秀英".to_owned(),
            contact_phone: None,
            on_behalf: None,
            photos: Vec::new(),
        }
    }

    /// She places another one like it.
    pub async fn place(&self) -> OrderId {
        let placed = flow::place_order::place_order(&self.world.ctx, &self.resident, &self.new_order()).await;
        placed.expect("an order").id
    }

    /// The case with another of her orders in its middle.
    #[must_use]
    pub fn about(&self, order: OrderId) -> Self {
        Self { order, ..self.clone() }
    }

    /// Brings a new order to a state.
    ///
    /// # Panics
    /// When a flow refuses.
    pub async fn in_state(world: &World, state: State) -> Self {
        let case = Self::placed(world).await;
        case.bring_to(state).await;
        case
    }

    /// Brings the order, as placed, to a state.
    ///
    /// # Panics
    /// When a flow refuses.
    pub async fn bring_to(&self, state: State) {
        let text = || "因为".to_owned();
        let (desk, until) = (&self.dispatcher, self.world.now().plus(3 * DAY));
        let steps: Vec<(&Viewer, Command)> = match state {
            State::Submitted => vec![],
            State::NeedInfo => vec![(desk, Command::AskBack { question: text() })],
            State::Rejected => {
                let reason = RejectReason::OutOfScope;
                vec![(desk, Command::Reject { reason, explanation: text(), alternative: text() })]
            }
            State::Merged => {
                let into = self.no(self.place().await).await;
                vec![(desk, Command::Merge { into })]
            }
            State::Cancelled => vec![(&self.resident, Command::Cancel { reason: None })],
            State::OnHold => vec![(desk, Command::Hold { reason: text(), until })],
            State::Escalated => vec![(desk, Command::Escalate { reason: text() })],
            State::Referred => vec![(desk, Command::Refer { party: text(), until })],
            _ => vec![(desk, Command::Admit { public_note: Some("轻活".to_owned()) })],
        };
        for (who, command) in steps {
            self.run(who, command).await.expect("a step");
        }
        match state {
            State::Unmet => drop(self.run(desk, Command::GiveUp { words: text() }).await.expect("a step")),
            State::Offered => self.bring_on(1).await,
            State::Claimed => self.bring_on(2).await,
            State::InService => self.bring_on(3).await,
            State::Reported => self.bring_on(4).await,
            State::Confirmed => self.bring_on(5).await,
            State::Disputed => self.bring_on(6).await,
            State::Closed => {
                self.bring_on(5).await;
                self.world.pass(7 * DAY);
                self.world.tick().await;
            }
            _ => {}
        }
        assert_eq!(self.now().await.state, state);
    }

    /// The first so many steps from the desk to an objection: pool, yes, in, out, confirmed,
    /// disputed. The visit takes fifty minutes and ends without the second key.
    async fn bring_on(&self, steps: usize) {
        if steps >= 1 {
            self.dispatch(Mode::Pool, None).await.expect("a dispatch");
        }
        if steps >= 2 {
            self.accept(&self.helper).await.expect("a yes");
        }
        if steps >= 3 {
            self.world.pass(3 * HOUR);
            self.check_in(&self.helper).await.expect("the first key");
        }
        if steps >= 4 {
            self.world.pass(50 * MINUTE);
            self.leave_without_key(&self.helper, Outcome::Done).await.expect("a report");
        }
        if steps >= 5 {
            let done = Command::Confirm { rating: Some(5), words: None };
            self.run(&self.resident, done).await.expect("a confirmation");
        }
        if steps >= 6 {
            let words = "没修好".to_owned();
            self.run(&self.resident, Command::Dispute { words }).await.expect("an objection");
        }
    }

    /// Somebody does something to the order, from a page just drawn.
    ///
    /// # Errors
    /// What the flow refuses.
    pub async fn run(&self, who: &Viewer, command: Command) -> Result<Moved> {
        let intent = Intent { op: op(&self.world), order_id: self.order, version: None, command };
        flow::move_order::move_order(&self.world.ctx, who, &intent).await
    }

    /// The desk offers it.
    ///
    /// # Errors
    /// What the flow refuses.
    pub async fn dispatch(&self, mode: Mode, person_id: Option<PersonId>) -> Result<Moved> {
        let op = op(&self.world);
        let it = Dispatch { op, order_id: self.order, version: None, mode, person_id, public_note: None };
        flow::dispatch_order::dispatch_order(&self.world.ctx, &self.dispatcher, &it).await
    }

    /// Somebody says yes.
    ///
    /// # Errors
    /// What the flow refuses.
    pub async fn accept(&self, who: &Viewer) -> Result<Accepted> {
        flow::accept_offer::accept_offer(&self.world.ctx, who, op(&self.world), self.order, None).await
    }

    /// Somebody says no.
    ///
    /// # Errors
    /// What the flow refuses.
    pub async fn decline(&self, who: &Viewer) -> Result<()> {
        flow::accept_offer::decline_offer(&self.world.ctx, who, op(&self.world), self.order).await
    }

    /// 我来不了.
    ///
    /// # Errors
    /// What the flow refuses.
    pub async fn release(&self, who: &Viewer) -> Result<()> {
        flow::release::release(&self.world.ctx, who, op(&self.world), self.order, "生病了").await
    }

    /// At the door with the right key.
    ///
    /// # Errors
    /// What the flow refuses.
    pub async fn check_in(&self, who: &Viewer) -> Result<Moved> {
        let key = Some(self.keys().await.arrive_key);
        flow::serve::check_in(&self.world.ctx, who, &self.at_the_door(key)).await
    }

    /// Leaving with the right key.
    ///
    /// # Errors
    /// What the flow refuses.
    pub async fn check_out(&self, who: &Viewer) -> Result<Moved> {
        let key = Some(self.keys().await.leave_key);
        flow::serve::check_out(&self.world.ctx, who, &self.at_the_door(key)).await
    }

    /// Leaving without a key, and how it went.
    ///
    /// # Errors
    /// What the flow refuses.
    pub async fn leave_without_key(&self, who: &Viewer, outcome: Outcome) -> Result<Moved> {
        let words = Some("老人睡着了".to_owned());
        let it = AtTheDoor { outcome: Some(outcome), words, ..self.at_the_door(None) };
        flow::serve::check_out(&self.world.ctx, who, &it).await
    }

    /// A check-in or check-out to be filled in.
    #[must_use]
    pub fn at_the_door(&self, key: Option<String>) -> AtTheDoor {
        AtTheDoor {
            op: op(&self.world),
            order_id: self.order,
            key,
            at: None,
            outcome: None,
            words: None,
            photos: Vec::new(),
        }
    }

    /// The order as it is now.
    pub async fn now(&self) -> Order {
        let mut tx = self.world.ctx.db.read().await.expect("a transaction");
        store::orders::find(&mut tx, self.order).await.expect("a query").expect("the order")
    }

    /// The keys of this round.
    pub async fn keys(&self) -> DoorKeys {
        let round = self.now().await.round;
        let mut tx = self.world.ctx.db.read().await.expect("a transaction");
        store::keys::find(&mut tx, self.order, round).await.expect("a query").expect("keys")
    }

    /// An id, as it is written in a statement of this database.
    #[must_use]
    pub fn literal(&self, id: uuid::Uuid) -> String {
        if self.world.ctx.db.is_shared() { format!("'{id}'") } else { format!("x'{}'", id.simple()) }
    }

    /// The human number of an order.
    pub async fn no(&self, order: OrderId) -> String {
        let mut tx = self.world.ctx.db.read().await.expect("a transaction");
        store::orders::rest(&mut tx, order).await.expect("the order").no
    }

    /// The human number of the order of the case; a word that is none when it does not exist.
    pub async fn no_or_none(&self) -> String {
        let mut tx = self.world.ctx.db.read().await.expect("a transaction");
        store::orders::rest(&mut tx, self.order).await.map_or_else(|_| "none".to_owned(), |it| it.no)
    }

    /// What somebody has pending and available, and the minutes.
    pub async fn wallet(&self, who: &Viewer) -> (i64, i64, i64) {
        let it = crate::view::wallet::wallet(&self.world.ctx, who).await.expect("a wallet");
        (it.pending, it.available, it.minutes)
    }

    /// What the community has issued, as a positive number.
    pub async fn issued(&self) -> i64 {
        let mut tx = self.world.ctx.db.read().await.expect("a transaction");
        let owner = self.town.community.0;
        -store::ledger::balance(&mut tx, AccountKind::Issue, owner).await.expect("a balance")
    }

    /// The keys of the messages somebody was sent, oldest first.
    pub async fn told(&self, who: &Viewer) -> Vec<String> {
        let mut tx = self.world.ctx.db.read().await.expect("a transaction");
        let mut all = store::messages::newest(&mut tx, who.id, 100).await.expect("messages");
        all.reverse();
        all.into_iter().map(|it| it.key).collect()
    }
}
