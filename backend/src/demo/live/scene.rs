//! Puts one live order after another on the stage, with everything that happened before.

use domain::dispatch::Mode;
use domain::menu::{Doer, Urgency};
use domain::order::Channel;
use domain::time::{DAY, HOUR, MINUTE, Timestamp, Window};
use rand::Rng;

use super::super::areas::AreaIx;
use super::super::menu::position;
use super::super::past::{Clients, Placed, Plan, Visit, need};
use super::super::people::PersonIx;
use super::super::rhythm::{day, into_the_day, weekday, windows};
use super::super::roster::Roster;
use super::super::texts::Texts;
use super::{LiveOrder, Stage, Taken};

/// When helpers are expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// 尽快: 24 hours from placing.
    Soon,
    /// The next part of a day that can be chosen now.
    Next,
    /// The same, on a Saturday or Sunday.
    Weekend,
}

/// What all scenes share.
pub(super) struct Scene<'s, 'a, R> {
    pub(super) rng: &'s mut R,
    pub(super) now: Timestamp,
    pub(super) texts: &'s Texts,
    pub(super) clients: &'s Clients,
    pub(super) roster: &'s mut Roster<'a>,
    pub(super) orders: Vec<LiveOrder>,
}

impl<R: Rng> Scene<'_, '_, R> {
    pub(super) fn ago(&self, length: i64) -> Timestamp {
        self.now.plus(-length)
    }

    /// Somebody of the community with a phone, who is not of the cast.
    pub(super) fn anybody(&mut self, code: &str, community: AreaIx) -> PersonIx {
        let item = &self.roster.items[position(self.roster.items, code)];
        loop {
            let who = self.clients.of_community(self.rng, item, community);
            let taken = self.orders.iter().any(|order| order.placed.beneficiary == who);
            let person = &self.roster.people[who];
            let stranger = !self.is_of_the_cast(who) && person.volunteer.is_none();
            if person.phone.is_some() && !taken && stranger {
                return who;
            }
        }
    }

    fn is_of_the_cast(&self, who: PersonIx) -> bool {
        // they moved in first, so their households have the lowest numbers
        self.roster.people[who].household().is_some_and(|it| it < 10)
    }

    /// The last order is about this.
    pub(super) fn says(&mut self, details: &str) {
        if let Some(order) = self.orders.last_mut() {
            details.clone_into(&mut order.placed.details);
        }
    }

    /// An order that nobody has been asked about.
    pub(super) fn order(
        &mut self,
        code: &str,
        ago: i64,
        beneficiary: PersonIx,
        channel: Channel,
        when: When,
        stage: Stage,
    ) {
        let mut placed = self.placed(code, ago, beneficiary, Some(channel));
        placed.window = self.choices(&placed, when)[0];
        self.orders.push(LiveOrder { placed, stage });
    }

    /// An order that is offered, to everybody or to a few.
    pub(super) fn offer(
        &mut self,
        code: &str,
        ago: i64,
        beneficiary: PersonIx,
        when: When,
        mode: Mode,
        prefer: Option<PersonIx>,
    ) {
        let mut placed = self.placed(code, ago, beneficiary, None);
        let dispatched_at = placed.admitted_at.plus(ago / 8);
        let mut to = self.helpers(&mut placed, when, prefer, 1, 3);
        let mut declined = Vec::new();
        match mode {
            Mode::Pool => to.clear(),
            Mode::Direct => to.truncate(1),
            _ => declined.extend(to.last().copied().filter(|who| Some(*who) != prefer)),
        }
        let stage = Stage::Offered { mode, dispatched_at, to, declined, accepted: Vec::new() };
        self.orders.push(LiveOrder { placed, stage });
    }

    /// An order for two, of whom one has said yes.
    pub(super) fn half_taken(
        &mut self,
        code: &str,
        ago: i64,
        beneficiary: PersonIx,
        when: When,
        first: PersonIx,
    ) {
        let mut placed = self.placed(code, ago, beneficiary, None);
        let dispatched_at = placed.admitted_at.plus(20 * MINUTE);
        let to = self.helpers(&mut placed, when, Some(first), 2, 4);
        self.book(&placed, &[first], dispatched_at);
        let stage = Stage::Offered {
            mode: Mode::Waves,
            dispatched_at,
            to,
            declined: Vec::new(),
            accepted: vec![first],
        };
        self.orders.push(LiveOrder { placed, stage });
    }

    /// An order that is in good hands.
    pub(super) fn claimed(
        &mut self,
        code: &str,
        ago: i64,
        beneficiary: PersonIx,
        when: When,
        prefer: Option<PersonIx>,
    ) {
        let (placed, taken) = self.taken(code, ago, beneficiary, when, prefer);
        self.orders.push(LiveOrder { placed, stage: Stage::Claimed(taken) });
    }

    /// Somebody is at the door since `since`; by night, since the evening before.
    pub(super) fn in_service(&mut self, code: &str, ago: i64, beneficiary: PersonIx, since: i64) {
        let (arrived, planned) = (self.ago(since), self.planned(code));
        let moved = into_the_day(arrived, arrived.plus(planned), self.now.plus(planned));
        let (placed, taken) = self.taken(code, ago - moved.min(0), beneficiary, When::Soon, None);
        let stage = Stage::InService { taken, arrived_at: arrived.plus(moved) };
        self.orders.push(LiveOrder { placed, stage });
    }

    fn planned(&self, code: &str) -> i64 {
        i64::from(self.roster.items[position(self.roster.items, code)].planned_minutes) * MINUTE
    }

    /// Somebody has been there and left `left` ago, or at the nearest hour of the day.
    pub(super) fn visit(
        &mut self,
        code: &str,
        ago: i64,
        beneficiary: PersonIx,
        left: i64,
        prefer: Option<PersonIx>,
    ) -> (Placed, Visit) {
        let left_at = self.ago(left);
        let arrived_at = left_at.plus(-self.planned(code) * 9 / 10);
        let moved = into_the_day(arrived_at, left_at, self.now);
        let (placed, taken) = self.taken(code, ago - moved.min(0), beneficiary, When::Soon, prefer);
        let visit = Visit {
            mode: taken.mode,
            dispatched_at: taken.dispatched_at,
            declined: Vec::new(),
            helpers: taken.helpers,
            accepted_at: taken.accepted_at,
            arrived_at: arrived_at.plus(moved),
            left_at: left_at.plus(moved),
        };
        (placed, visit)
    }

    /// What became of a visit.
    pub(super) fn finish(
        &mut self,
        (placed, visit): (Placed, Visit),
        stage: impl FnOnce(Visit, Timestamp) -> Stage,
    ) {
        let stage = stage(visit, self.now);
        self.orders.push(LiveOrder { placed, stage });
    }

    fn taken(
        &mut self,
        code: &str,
        ago: i64,
        beneficiary: PersonIx,
        when: When,
        prefer: Option<PersonIx>,
    ) -> (Placed, Taken) {
        let mut placed = self.placed(code, ago, beneficiary, None);
        let dispatched_at = placed.admitted_at.plus((ago / 16).min(30 * MINUTE));
        let accepted_at = dispatched_at.plus(6 * MINUTE);
        let required = self.roster.items[placed.item].required;
        let required = usize::try_from(required).expect("1 to 20");
        let helpers = self.helpers(&mut placed, when, prefer, required, required);
        self.book(&placed, &helpers, accepted_at);
        let mode = if required > 1 { Mode::Waves } else { Mode::Direct };
        (placed, Taken { mode, dispatched_at, helpers, accepted_at })
    }

    fn placed(&mut self, code: &str, ago: i64, beneficiary: PersonIx, channel: Option<Channel>) -> Placed {
        let item = position(self.roster.items, code);
        let plan = Plan { now: self.now, item, placed_at: self.ago(ago) };
        let mut placed = plan.placed_for(self.rng, self.texts, self.clients, self.roster, beneficiary);
        // on the day itself the desk works at whatever hour the demo is looked at
        if self.roster.items[item].review {
            placed.admitted_at = placed.placed_at.plus((ago / 6).min(18 * MINUTE));
        }
        // the cast is there to show what a resident does herself
        let person = &self.roster.people[beneficiary];
        let own = (person.phone.is_some() && self.is_of_the_cast(beneficiary)).then_some(Channel::Own);
        if let Some(channel) = channel.or(own) {
            placed.channel = channel;
            placed.orderer = match channel {
                Channel::Own => beneficiary,
                Channel::Family => self.clients.kin_of(beneficiary).unwrap_or(beneficiary),
                _ => placed.desk,
            };
        }
        placed
    }

    /// The windows that can be chosen, soonest first.
    fn choices(&self, placed: &Placed, when: When) -> Vec<Window> {
        if when == When::Soon {
            return vec![Window { start: placed.placed_at, end: placed.placed_at.plus(DAY) }];
        }
        let weekdays_only = self.roster.items[placed.item].doer == Doer::Staff;
        let mut choices = windows(self.now, Urgency::U3, weekdays_only);
        choices.extend(windows(self.now.plus(5 * DAY), Urgency::U3, weekdays_only));
        let weekend = |it: &Window| weekday(day(it.start)) >= 6;
        choices.retain(|it| it.start > self.now.plus(4 * HOUR) && (when != When::Weekend || weekend(it)));
        choices
    }

    /// At most `most` helpers for the first window that suits `least` of them, the preferred one
    /// in front.
    fn helpers(
        &mut self,
        placed: &mut Placed,
        when: When,
        prefer: Option<PersonIx>,
        least: usize,
        most: usize,
    ) -> Vec<PersonIx> {
        let item = &self.roster.items[placed.item];
        for window in self.choices(placed, when) {
            if prefer.is_some_and(|who| self.roster.has_clash(who, window)) {
                continue;
            }
            let need = need(item, placed, window, placed.admitted_at);
            let mut found = self.roster.candidates(self.rng, &need);
            // the cast is free for the scenes that name them
            found.retain(|who| !self.is_of_the_cast(*who));
            let found: Vec<PersonIx> = prefer.into_iter().chain(found).take(most).collect();
            if found.len() >= least {
                placed.window = window;
                return found;
            }
        }
        unreachable!("in two weeks there is a window for {}, which tests check", item.code)
    }

    fn book(&mut self, placed: &Placed, helpers: &[PersonIx], accepted: Timestamp) {
        let item = &self.roster.items[placed.item];
        let need = need(item, placed, placed.window, accepted);
        self.roster.book(helpers, &need, self.now.plus(DAY));
    }
}
