//! The requests that were not solved, and those that turned out to be the same as another.

use domain::menu::Urgency;
use domain::order::Channel;
use domain::time::{DAY, HOUR, MINUTE, Timestamp};
use rand::Rng;
use rand::seq::IndexedRandom;

use super::super::rhythm::{awake, day, on_duty};
use super::super::roster::Roster;
use super::super::texts::{NOWHERE, Texts, one_of};
use super::course::{Plan, minutes};
use super::demand::Clients;
use super::refusals::REFUSALS;
use super::{Appeal, Ending, PastOrder, Placed, Withdrawer};

impl Plan {
    pub(super) fn refused(
        self,
        rng: &mut impl Rng,
        number: usize,
        clients: &Clients,
        roster: &Roster<'_>,
    ) -> PastOrder {
        let refusal = &REFUSALS[number];
        let mut placed = self.placed(rng, &Texts::read(), clients, roster);
        refusal.details.clone_into(&mut placed.details);
        placed.answer = None;
        placed.note = None;
        let at = on_duty(placed.admitted_at.plus(minutes(rng, 30, 300)), Urgency::U2);
        let appeal = refusal.appeal.map(|(words, explanation)| {
            let appealed = awake(at.plus(minutes(rng, 120, 3 * 24 * 60)));
            let taken_up_at = on_duty(appealed.plus(minutes(rng, 120, 20 * 60)), Urgency::U3);
            Appeal {
                at: appealed,
                words: words.to_owned(),
                taken_up_at,
                refused_at: on_duty(taken_up_at.plus(minutes(rng, 60, 300)), Urgency::U3),
                explanation: explanation.to_owned(),
            }
        });
        let ending = Ending::Rejected {
            at,
            reason: refusal.reason,
            explanation: refusal.explanation.to_owned(),
            alternative: refusal.alternative.to_owned(),
            appeal,
        };
        PastOrder { placed, ending }
    }

    pub(super) fn unmet(
        self,
        rng: &mut impl Rng,
        texts: &Texts,
        clients: &Clients,
        roster: &Roster<'_>,
    ) -> PastOrder {
        let placed = self.placed(rng, texts, clients, roster);
        let urgency = roster.items[placed.item].urgency;
        // a pool stays open for two days, for half a day when it is promised in 48 hours
        let pool = if urgency == Urgency::U2 { 12 * HOUR } else { 2 * DAY };
        let mut pooled_at = vec![on_duty(placed.admitted_at.plus(minutes(rng, 5, 90)), urgency)];
        for _ in 0..rng.random_range(0..2) {
            let last = pooled_at[pooled_at.len() - 1];
            pooled_at.push(on_duty(last.plus(pool + minutes(rng, 5, 60)), urgency));
        }
        let last = pooled_at[pooled_at.len() - 1];
        let at = on_duty(last.plus(pool + minutes(rng, 20, 200)), urgency);
        let words = one_of(rng, &texts.of("unmet").said, NOWHERE).unwrap_or_default();
        PastOrder { placed, ending: Ending::Unmet { pooled_at, at, words } }
    }

    pub(super) fn withdrawn(
        self,
        rng: &mut impl Rng,
        texts: &Texts,
        clients: &Clients,
        roster: &Roster<'_>,
    ) -> PastOrder {
        let placed = self.placed(rng, texts, clients, roster);
        let own = matches!(placed.channel, Channel::Own | Channel::Family);
        let (by, section, at) = if own {
            let at = awake(placed.placed_at.plus(minutes(rng, 12, 100)));
            (Withdrawer::Resident, "withdrawn", at)
        } else {
            let at = on_duty(placed.admitted_at.plus(minutes(rng, 20, 200)), Urgency::U2);
            (Withdrawer::Desk, "withdrawn_by_desk", at)
        };
        let reason = one_of(rng, &texts.of(section).said, NOWHERE).unwrap_or_default();
        PastOrder { placed, ending: Ending::Cancelled { at, by, reason } }
    }

    pub(super) fn outside(
        self,
        rng: &mut impl Rng,
        texts: &Texts,
        clients: &Clients,
        roster: &Roster<'_>,
    ) -> PastOrder {
        let placed = self.placed(rng, texts, clients, roster);
        let item = &roster.items[placed.item];
        let at = on_duty(placed.admitted_at.plus(minutes(rng, 15, 150)), Urgency::U2);
        let (party, _) = party(rng, item.code, at);
        let due = super::super::rhythm::at(day(self.now) + rng.random_range(1..4), 17 * 60 + 30);
        let ending = Ending::Referred { at: at.min(self.now.plus(-HOUR)), party, due };
        PastOrder { placed, ending }
    }
}

/// Who is in charge of what, and what they answered.
const PARTIES: &[(&str, &str, &str)] = &[
    ("stair_light", "供电抢修班", "线路接头烧了，已更换空开和一段导线，送电正常。"),
    ("stair_light", "小区物业工程部", "公区灯具整组更换为感应灯，费用走公共收益，已公示。"),
    ("parking", "交警大安大队", "已在路口加划禁停线，近两周早晚加派巡逻。"),
    ("parking", "小区物业客服部", "通知车主挪车，已补划车位线并公示临停规则。"),
    ("public_facility", "市政设施维护所", "井盖已更换为防沉降式，现场已恢复。"),
    ("public_facility", "供水服务所", "爆裂处已开挖修复，回填完毕，观察两天无渗漏。"),
    ("public_facility", "路灯管理站", "更换灯头三盏、电缆一段，今晚亮灯正常。"),
    ("public_facility", "园林绿化队", "枯枝已修剪清运，余下树干不影响线路。"),
    ("public_facility", "房管所修缮组", "脱落外墙皮已清除，做了临时防护，列入年内修缮。"),
    ("property", "小区物业项目经理", "保洁频次调整为每日一次，排班表已贴在单元门口。"),
    ("property", "电梯维保公司", "更换门机皮带和光幕，试运行三日正常，维保记录已上墙。"),
    ("property", "小区物业财务室", "公摊明细已按户打印，并在公示栏张贴一个月。"),
    ("property", "业委会与物业联席会", "监控分两期修复，第一期十二路已恢复。"),
];

/// Somebody outside with the number of the referral there, and what they answer.
pub(super) fn party(rng: &mut impl Rng, code: &str, at: Timestamp) -> (String, String) {
    let known: Vec<_> = PARTIES.iter().filter(|(item, ..)| *item == code).collect();
    let (_, party, answer) =
        known.choose(rng).expect("every item that goes outside has a party, which a test checks");
    // the number follows from the moment, so that no two are alike by chance
    let number = at.0.div_euclid(MINUTE) % 1_000_000;
    (format!("{party}（单号ZB{number:06}）"), (*answer).to_owned())
}

/// The same thing seen by a second neighbour: requests that join one that is still open.
pub(super) fn merge_some(
    rng: &mut impl Rng,
    count: usize,
    clients: &Clients,
    roster: &Roster<'_>,
    told: &mut Vec<PastOrder>,
) {
    const SHARED: &[&str] =
        &["stair_light", "public_facility", "parking", "property", "noise", "environment", "fire_lane"];
    let texts = Texts::read();
    let solved = told.len();
    let mut joined: Vec<usize> = Vec::new();
    while joined.len() < count {
        let into = rng.random_range(0..solved);
        let main = &told[into];
        let Ending::Solved(end) = &main.ending else { continue };
        let shared = SHARED.contains(&roster.items[main.placed.item].code);
        let room = end.confirmed_at.since(main.placed.placed_at);
        if !shared || room < 9 * HOUR || joined.contains(&into) {
            continue;
        }
        let placed_at = awake(main.placed.placed_at.plus(rng.random_range(HOUR..room - 7 * HOUR)));
        let at = on_duty(placed_at.plus(minutes(rng, 10, 90)), Urgency::U1);
        let plan = Plan { now: end.confirmed_at, item: main.placed.item, placed_at };
        if let Some(placed) = same_estate(rng, &plan, &texts, clients, roster, &main.placed)
            && at < end.confirmed_at
        {
            joined.push(into);
            let placed = Placed { admitted_at: placed_at, note: None, ..placed };
            told.push(PastOrder { placed, ending: Ending::Merged { at, into } });
        }
    }
}

fn same_estate(
    rng: &mut impl Rng,
    plan: &Plan,
    texts: &Texts,
    clients: &Clients,
    roster: &Roster<'_>,
    main: &Placed,
) -> Option<Placed> {
    let item = &roster.items[main.item];
    for _ in 0..60 {
        let who = clients.of_community(rng, item, main.community);
        let building = roster.people[who].home.as_ref().map(|home| home.building)?;
        let near = roster.areas[building].parent == roster.areas[main.building].parent;
        if near && who != main.beneficiary && who != main.orderer {
            let mut placed = plan.placed_for(rng, texts, clients, roster, who);
            placed.building = main.building;
            return Some(placed);
        }
    }
    None
}

/// In order of placing, with the references following.
pub(super) fn sort(told: &mut Vec<PastOrder>) {
    let mut order: Vec<usize> = (0..told.len()).collect();
    order.sort_by_key(|ix| (told[*ix].placed.placed_at, *ix));
    let mut now_at = vec![0; told.len()];
    for (new, old) in order.iter().enumerate() {
        now_at[*old] = new;
    }
    for it in told.iter_mut() {
        if let Ending::Merged { into, .. } = &mut it.ending {
            *into = now_at[*into];
        }
    }
    let mut unsorted: Vec<Option<PastOrder>> = told.drain(..).map(Some).collect();
    told.extend(order.iter().filter_map(|ix| unsorted[*ix].take()));
}
