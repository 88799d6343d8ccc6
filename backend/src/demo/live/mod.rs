//! The orders of the demo's own day: at least one in every state that waits for somebody, so that
//! no screen is empty. Most belong to 红苕地社区 and to the [`Cast`].

mod scene;

use domain::dispatch::Mode;
use domain::order::{Basis, Channel, Outcome, RejectReason};
use domain::time::{DAY, HOUR, MINUTE, Timestamp};
use rand::Rng;

use super::areas::HONGSHAODI;
use super::past::{Clients, Placed, Visit};
use super::people::{Family, PersonIx};
use super::roster::Roster;
use super::staff::Cast;
use super::texts::Texts;
use scene::{Scene, When};

/// An order that is still open, or was a moment ago.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveOrder {
    /// How it came in.
    pub placed: Placed,
    /// How far it has come.
    pub stage: Stage,
}

/// Who has said yes, and how they were asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// How they were asked.
    pub mode: Mode,
    /// When, by [`Placed::desk`].
    pub dispatched_at: Timestamp,
    /// As many as the item takes.
    pub helpers: Vec<PersonIx>,
    /// When the last of them accepted.
    pub accepted_at: Timestamp,
}

/// How far a live order has come. Every stage but `Submitted` was admitted before, at
/// [`Placed::admitted_at`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// 已点单.
    Submitted,
    /// 待补充.
    NeedInfo {
        /// The question.
        question: String,
        /// When.
        asked_at: Timestamp,
    },
    /// 待派单.
    ToDispatch {
        /// When the resident urged.
        urged_at: Option<Timestamp>,
    },
    /// 已派单.
    Offered {
        /// How.
        mode: Mode,
        /// When.
        dispatched_at: Timestamp,
        /// Who is asked by name; empty for a pool.
        to: Vec<PersonIx>,
        /// Who of them has said no.
        declined: Vec<PersonIx>,
        /// Who has said yes; fewer than it takes.
        accepted: Vec<PersonIx>,
    },
    /// 已接单.
    Claimed(Taken),
    /// 服务中.
    InService {
        /// Who.
        taken: Taken,
        /// At the door.
        arrived_at: Timestamp,
    },
    /// 待确认.
    Reported {
        /// The whole visit.
        visit: Visit,
        /// What the helper said of it.
        outcome: Outcome,
    },
    /// 已办结, still open to an objection and a rating.
    Confirmed {
        /// The whole visit.
        visit: Visit,
        /// On what ground.
        basis: Basis,
        /// When.
        confirmed_at: Timestamp,
    },
    /// 有异议.
    Disputed {
        /// The whole visit, reported and not confirmed.
        visit: Visit,
        /// What was not right.
        words: String,
        /// When.
        at: Timestamp,
    },
    /// 暂缓.
    OnHold {
        /// Since when.
        at: Timestamp,
        /// Why.
        reason: String,
        /// Until when.
        until: Timestamp,
    },
    /// 已上报 to the street.
    Escalated {
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    },
    /// 已转出.
    Referred {
        /// When.
        at: Timestamp,
        /// To whom, with the number there.
        party: String,
        /// When the answer is due.
        due: Timestamp,
    },
    /// 不予受理, still open to an appeal.
    Rejected {
        /// When.
        at: Timestamp,
        /// Why.
        reason: RejectReason,
        /// In words.
        explanation: String,
        /// What to do instead.
        alternative: String,
    },
}

/// The orders of today, oldest first.
pub(super) fn orders(
    rng: &mut impl Rng,
    now: Timestamp,
    cast: &Cast,
    families: &[Family],
    roster: &mut Roster<'_>,
) -> Vec<LiveOrder> {
    let texts = Texts::read();
    let clients = Clients::new(roster, families, now);
    let mut scene = Scene { rng, now, texts: &texts, clients: &clients, roster, orders: Vec::new() };
    // what is over first: whoever was there then is asked for another time now
    done(&mut scene, cast);
    taken(&mut scene, cast);
    offered(&mut scene, cast);
    unread(&mut scene, cast);
    to_dispatch(&mut scene, cast);
    elsewhere(&mut scene, cast);
    let mut orders = scene.orders;
    orders.sort_by_key(|order| order.placed.placed_at);
    orders
}

fn done(scene: &mut Scene<'_, '_, impl Rng>, cast: &Cast) {
    let visit = scene.visit("medicine", 6 * HOUR, cast.elder, 40 * MINUTE, Some(cast.party_member));
    scene.finish(visit, |visit, _| Stage::Reported { visit, outcome: Outcome::Done });
    scene.says("降压药快吃完了，处方在我这里，下雨不敢出门，请帮我去卫生站拿一下。");
    let neighbour = scene.anybody("stair_light", HONGSHAODI);
    let visit = scene.visit("stair_light", 20 * HOUR, neighbour, 2 * HOUR, None);
    scene.finish(visit, |visit, _| Stage::Reported { visit, outcome: Outcome::Done });
    let away = scene.anybody("blood_pressure", HONGSHAODI);
    let visit = scene.visit("blood_pressure", 22 * HOUR, away, 90 * MINUTE, None);
    scene.finish(visit, |visit, _| Stage::Reported { visit, outcome: Outcome::NotAtHome });
    let visit = scene.visit("appliance", 46 * HOUR, cast.parent, 26 * HOUR, Some(cast.volunteer));
    scene.finish(visit, |visit, now| Stage::Disputed {
        visit,
        words: "修好用了一个晚上，今天早上又转不动了，还有点响。".to_owned(),
        at: now.plus(-2 * HOUR),
    });
    scene.says("电风扇转起来哐哐响，有时候不转，老人房里要用。");
    let visit = scene.visit("blood_pressure", 45 * HOUR, cast.elder, 25 * HOUR, Some(cast.party_member));
    scene.finish(visit, |visit, _| {
        let confirmed_at = visit.left_at;
        Stage::Confirmed { visit, basis: Basis::Keys, confirmed_at }
    });
    scene.says("这两天有点头晕，一个人在家，想请人来量一下血压。");
}

fn taken(scene: &mut Scene<'_, '_, impl Rng>, cast: &Cast) {
    scene.claimed("drain", 70 * MINUTE, cast.elder, When::Soon, Some(cast.volunteer));
    scene.says("厨房下水堵死了，水都漫到地上，自己通不开。");
    let patient = scene.anybody("hospital_escort", HONGSHAODI);
    scene.claimed("hospital_escort", 47 * HOUR, patient, When::Next, Some(cast.party_member));
    let elder = scene.anybody("canteen_meal", HONGSHAODI);
    scene.in_service("canteen_meal", 3 * HOUR, elder, 9 * MINUTE);
    let learner = scene.anybody("phone_lesson", HONGSHAODI);
    scene.in_service("phone_lesson", 5 * HOUR, learner, 25 * MINUTE);
}

fn offered(scene: &mut Scene<'_, '_, impl Rng>, cast: &Cast) {
    let ahead = cast.elder_without_phone;
    scene.offer("light_bulb", 4 * HOUR, ahead, When::Next, Mode::Pool, None);
    let neighbour = scene.anybody("appliance", HONGSHAODI);
    scene.offer("appliance", 3 * HOUR, neighbour, When::Next, Mode::Waves, Some(cast.volunteer));
    let wishing = scene.anybody("micro_wish", HONGSHAODI);
    scene.offer("micro_wish", 5 * HOUR, wishing, When::Next, Mode::Direct, Some(cast.party_member));
    scene.says("孙女上三年级，想要一个台灯，晚上写作业看得清，家里就靠我的退休金。");
    let elder = scene.anybody("shopping", HONGSHAODI);
    scene.offer("shopping", 90 * MINUTE, elder, When::Next, Mode::Pool, None);
    scene.offer("phone_lesson", 6 * HOUR, cast.elder, When::Weekend, Mode::Pool, None);
    scene.says("想学视频通话，跟在外面的孙女说话，周末有人最好。");
    let alone = scene.anybody("home_visit", HONGSHAODI);
    scene.half_taken("home_visit", 27 * HOUR, alone, When::Next, cast.party_member);
}

/// What the dispatcher finds in the morning.
fn unread(scene: &mut Scene<'_, '_, impl Rng>, cast: &Cast) {
    scene.order(
        "medicine",
        8 * MINUTE,
        cast.elder_without_phone,
        Channel::Phone,
        When::Soon,
        Stage::Submitted,
    );
    scene.says("降压药只够吃两天了，社区卫生站有，麻烦帮我拿一下。");
    scene.order("hospital_escort", 65 * MINUTE, cast.elder, Channel::Family, When::Next, Stage::Submitted);
    scene.says("我妈要去做白内障检查，医院要求有人陪，我在成都回不来，能不能找人陪着。");
    let steward = scene.anybody("environment", HONGSHAODI);
    scene.order("environment", 20 * MINUTE, steward, Channel::Patrol, When::Weekend, Stage::Submitted);
    let speaker = scene.anybody("proposal", HONGSHAODI + 1);
    scene.order("proposal", 3 * HOUR, speaker, Channel::Meeting, When::Next, Stage::Submitted);
    let tenant = scene.anybody("residence_proof", HONGSHAODI);
    let asked_at = scene.ago(21 * HOUR);
    let question = "请问是哪个单位要的？方便的话把对方的清单拍一张发来，能不跑的就不让您跑。".to_owned();
    let stage = Stage::NeedInfo { question, asked_at };
    scene.order("residence_proof", 23 * HOUR, tenant, Channel::Own, When::Next, stage);
}

fn to_dispatch(scene: &mut Scene<'_, '_, impl Rng>, cast: &Cast) {
    let waiting = || Stage::ToDispatch { urged_at: None };
    let elder = scene.anybody("haircut", HONGSHAODI);
    scene.order("haircut", 200 * MINUTE, elder, Channel::Phone, When::Next, waiting());
    let urged_at = Some(scene.ago(50 * MINUTE));
    let urged = Stage::ToDispatch { urged_at };
    scene.order("homework", 26 * HOUR, cast.parent, Channel::Own, When::Next, urged);
    scene.says("孩子四年级，数学应用题听不懂，我们下班晚，想请人每周带两次。");
    let hungry = scene.anybody("canteen_meal", HONGSHAODI);
    scene.order("canteen_meal", 12 * MINUTE, hungry, Channel::Own, When::Soon, waiting());
    let flooded = scene.anybody("water_pipe", HONGSHAODI + 1);
    scene.order("water_pipe", 25 * MINUTE, flooded, Channel::Own, When::Soon, waiting());
}

fn elsewhere(scene: &mut Scene<'_, '_, impl Rng>, cast: &Cast) {
    let (day, later) = (scene.ago(DAY), scene.now.plus(4 * DAY));
    let stage = Stage::OnHold {
        at: day,
        reason: "这几天有雨，楼顶作业不安全，天晴再装，日子已和居民说好。".to_owned(),
        until: later,
    };
    scene.order("drying_rack", 30 * HOUR, cast.parent, Channel::Desk, When::Next, stage);
    scene.says("阳台的晾衣架钢丝断了，新架子买好了，楼高不敢自己装。");
    let driver = scene.anybody("parking", HONGSHAODI);
    let stage = Stage::Escalated {
        at: scene.ago(5 * HOUR),
        reason: "涉及院外市政道路划线，社区协调两次未果，请街道牵头交警、城管到现场一次。".to_owned(),
    };
    scene.order("parking", 3 * DAY, driver, Channel::Own, When::Next, stage);
    scene.says("大门外的路两边停满了车，公交进不来，救护车上回倒了半天，院里贴条子也没用。");
    let walker = scene.anybody("public_facility", HONGSHAODI + 1);
    let stage = Stage::Referred {
        at: scene.ago(19 * HOUR),
        party: "市政设施维护所（单号ZB208811）".to_owned(),
        due: later,
    };
    scene.order("public_facility", 21 * HOUR, walker, Channel::Patrol, When::Next, stage);
    scene.says("大门口人行道上的井盖翘起一角，车一过哐当响，先拿砖头围着的。");
    let asking = scene.anybody("ride", HONGSHAODI);
    let stage = Stage::Rejected {
        at: scene.ago(16 * HOUR),
        reason: RejectReason::OutOfScope,
        explanation: "跨市长途、当天来回六百公里，顺风接送保证不了司机的休息和安全。".to_owned(),
        alternative: "帮您查了早班高铁和到站的接驳车，会客厅可以教您买票，也可以约人送到车站。".to_owned(),
    };
    scene.order("ride", 18 * HOUR, asking, Channel::Own, When::Next, stage);
    scene.says("后天想去省城看孙子，当天来回，请派个车接送。");
}
