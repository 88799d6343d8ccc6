//! The requests that were not solved, and those that turned out to be the same as another.

use std::collections::BTreeSet;

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
use super::said::words_of;
use super::{Appeal, Ending, PastOrder, Placed, SolvedBy, Withdrawer};

impl Plan {
    pub(super) fn refused(
        self,
        rng: &mut impl Rng,
        number: usize,
        texts: &Texts,
        clients: &Clients,
        roster: &Roster<'_>,
    ) -> PastOrder {
        let refusal = &REFUSALS[number];
        let mut placed = self.placed(rng, texts, clients, roster);
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
        let own = texts.find(&format!("unmet_{}", roster.items[placed.item].code));
        let said = &own.unwrap_or_else(|| texts.of("unmet")).said;
        let words = one_of(rng, said, NOWHERE).unwrap_or_default();
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
        let (party, _) = party(rng, item.code, &placed.details, at);
        let due = super::super::rhythm::at(day(self.now) + rng.random_range(1..4), 17 * 60 + 30);
        let ending = Ending::Referred { at: at.min(self.now.plus(-HOUR)), party, due };
        PastOrder { placed, ending }
    }
}

/// Who is in charge of what, by item and by a word of the request, and what they answered. An
/// empty word is for whatever no other line is about.
const PARTIES: &[(&str, &str, &str, &str)] = &[
    ("stair_light", "线", "供电抢修班", "线路接头烧了，已更换空开和一段导线，送电正常。"),
    ("stair_light", "", "小区物业工程部", "公区灯具整组更换为感应灯，费用走公共收益，已公示。"),
    ("stair_light", "", "供电抢修班", "表箱里的空开跳了，已更换，各层亮灯正常。"),
    ("parking", "消防", "交警大安大队", "已通知车主驶离，并在通道口加划禁停线。"),
    ("parking", "", "交警大安大队", "已在路口加划禁停线，近两周早晚加派巡逻。"),
    ("parking", "", "小区物业客服部", "通知车主挪车，已补划车位线并公示临停规则。"),
    ("public_facility", "井盖", "市政设施维护所", "井盖已更换为防沉降式，现场已恢复。"),
    ("public_facility", "扶手", "房管所修缮组", "断裂处已焊接加固，整段重新刷漆。"),
    ("public_facility", "健身器", "文体器材维保队", "踏板和螺栓已更换，同批器材一并检查过。"),
    ("public_facility", "路灯", "路灯管理站", "更换灯头三盏、电缆一段，今晚亮灯正常。"),
    ("public_facility", "墙", "房管所修缮组", "松动的墙面已清除，做了临时防护，列入年内修缮。"),
    ("public_facility", "雨棚", "房管所修缮组", "雨棚已换新，排水口清理过，雨天复查不漏。"),
    ("public_facility", "树枝", "园林绿化队", "枯枝已修剪清运，余下树干不影响线路和窗户。"),
    ("public_facility", "", "市政设施维护所", "现场已修复，周边同类设施一并检查过。"),
    ("public_facility", "单元门", "门禁维保公司", "更换闭门器和锁体，门禁恢复。"),
    ("public_facility", "坡道", "市政设施维护所", "坡道重新浇筑放缓，两侧加了扶手。"),
    ("property", "电梯", "电梯维保公司", "更换门机皮带和光幕，试运行三日正常，维保记录已上墙。"),
    ("property", "监控", "业委会与物业联席会", "监控分两期修复，第一期十二路已恢复。"),
    ("property", "供水", "供水服务所", "水箱已清洗消毒，水质检测合格，报告贴在大门口。"),
    ("property", "收得", "小区物业财务室", "明细已按户打印，并在公示栏张贴一个月。"),
    ("property", "报修", "小区物业工程部", "积压的报修单当天派完，今后三日内必回话。"),
    ("property", "锁", "小区物业工程部", "门锁和闭门器已更换，费用走维修资金。"),
    ("property", "", "小区物业项目经理", "排班表已贴在单元门口，每日一次，社区每周抽查。"),
];

/// Somebody outside with the number of the referral there, and what they answer.
pub(super) fn party(rng: &mut impl Rng, code: &str, details: &str, at: Timestamp) -> (String, String) {
    let of_the_item = || PARTIES.iter().filter(|(item, ..)| *item == code);
    let named: Vec<_> = of_the_item().filter(|it| !it.1.is_empty() && details.contains(it.1)).collect();
    let known = if named.is_empty() { of_the_item().filter(|it| it.1.is_empty()).collect() } else { named };
    let (.., party, answer) =
        known.choose(rng).expect("every request that goes outside has a party, which a test checks");
    // the number follows from the moment, so that no two are alike by chance
    let number = at.0.div_euclid(MINUTE) % 1_000_000;
    (format!("{party}（单号ZB{number:06}）"), (*answer).to_owned())
}

/// The same thing seen by a second neighbour: requests that join one that is still open.
pub(super) fn merge_some(
    rng: &mut impl Rng,
    count: usize,
    texts: &Texts,
    clients: &Clients,
    roster: &Roster<'_>,
    told: &mut Vec<PastOrder>,
) {
    const SHARED: &[&str] =
        &["stair_light", "public_facility", "parking", "property", "noise", "environment", "fire_lane"];
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
        if let Some(placed) = same_estate(rng, &plan, texts, clients, roster, &main.placed)
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

/// Says it in other words where two have said exactly the same.
pub(super) fn vary(rng: &mut impl Rng, texts: &Texts, roster: &Roster<'_>, told: &mut [PastOrder]) {
    const TRIES: usize = 24;
    let mut heard: BTreeSet<String> = BTreeSet::new();
    for it in told {
        let placed = &mut it.placed;
        for _ in 0..TRIES {
            if heard.insert(placed.details.clone()) || is_answered(&it.ending) {
                break;
            }
            placed.details = words_of(
                rng,
                texts,
                roster,
                placed.item,
                placed.building,
                placed.beneficiary,
                placed.placed_at,
            );
        }
    }
}

/// Whether somebody answered to the very words.
fn is_answered(ending: &Ending) -> bool {
    match ending {
        Ending::Rejected { .. } | Ending::Referred { .. } => true,
        Ending::Solved(solved) => matches!(solved.by, SolvedBy::Outside { .. }),
        _ => false,
    }
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
