//! 群众诉求: what is wrong with the place, and what would make it better.

use domain::menu::{Doer, Risk, Skill, Urgency};

use super::{Item, REQUEST, ask, both};

/// Numbers 29 to 36.
pub(super) const ITEMS: &[Item] = &[
    Item {
        code: "stair_light",
        number: 29,
        icon: "lamp-ceiling",
        name: both("楼道灯不亮", "Stairway light out"),
        summary: both("晚上看不清台阶，说一声就有人来。", "Nobody should feel for the steps at night."),
        question: ask("哪个单元、几楼到几楼？", "Which entrance, between which floors?"),
        urgency: Urgency::U2,
        planned_minutes: 30,
        points_per_hour: 12,
        skill: Some(Skill::Repair),
        risk: Risk::Raised,
        review: false,
        ..REQUEST
    },
    Item {
        code: "environment",
        number: 30,
        icon: "sprout",
        name: both("环境微治理", "Tidy up together"),
        summary: both(
            "楼道杂物、荒了的花坛，约上邻居一起收拾。",
            "Cluttered stairs, a bare flower bed: let us do it together.",
        ),
        question: ask("东西是谁家的？有没有先商量过？", "Whose things are they? Has anybody talked to them?"),
        planned_minutes: 120,
        required: 4,
        ..REQUEST
    },
    Item {
        code: "noise",
        number: 31,
        icon: "volume-2",
        name: both("噪音调解", "Noise between neighbours"),
        summary: both(
            "先别伤和气，找个大家都信得过的人说说。",
            "Before it turns sour, somebody both sides trust comes by.",
        ),
        question: ask(
            "什么时间、哪个方向？愿不愿意当面谈？",
            "When, and from where? Would you meet face to face?",
        ),
        doer: Doer::PartyMember,
        ..REQUEST
    },
    Item {
        code: "parking",
        number: 32,
        icon: "square-parking",
        name: both("停车难", "Parking"),
        summary: both(
            "堵了路、占了位，摆到桌面上商量。",
            "Blocked or taken: let us talk it over at one table.",
        ),
        question: ask("什么时段最严重？有没有照片？", "When is it worst? Do you have a photo?"),
        doer: Doer::Staff,
        points_per_hour: 0,
        ..REQUEST
    },
    Item {
        code: "public_facility",
        number: 33,
        icon: "construction",
        name: both("公共设施损坏", "Something public is broken"),
        summary: both(
            "井盖松了、扶手断了，我们找该管的人。",
            "Loose cover, broken rail: we find whoever is in charge.",
        ),
        question: ask("在什么位置？有没有伤到人？", "Where exactly? Has anybody been hurt?"),
        urgency: Urgency::U2,
        doer: Doer::Staff,
        planned_minutes: 30,
        points_per_hour: 0,
        ..REQUEST
    },
    Item {
        code: "property",
        number: 34,
        icon: "building-2",
        name: both("物业问题", "The property company"),
        summary: both(
            "给物业说了没下文？我们帮您盯着。",
            "Told them and heard nothing? We keep an eye on it.",
        ),
        question: ask(
            "什么时候跟物业说的？愿不愿意留姓名？",
            "When did you tell them? May we give your name?",
        ),
        doer: Doer::Staff,
        planned_minutes: 45,
        points_per_hour: 0,
        ..REQUEST
    },
    Item {
        code: "fire_lane",
        number: 35,
        icon: "flame",
        name: both("消防通道占用", "Fire lane blocked"),
        summary: both(
            "电动车进楼、通道堵死，这事不能等。",
            "Scooters indoors, exits blocked: this cannot wait.",
        ),
        question: ask("现在还堵着吗？有没有在充电？", "Is it blocked right now? Is anything charging?"),
        urgency: Urgency::U1,
        planned_minutes: 40,
        doer: Doer::PartyMember,
        review: false,
        ..REQUEST
    },
    Item {
        code: "proposal",
        number: 36,
        icon: "messages-square",
        name: both("金点子", "A good idea"),
        summary: both(
            "想让院坝变个样？说来大家议一议。",
            "An idea for the courtyard? Put it on the tea table.",
        ),
        question: ask("愿不愿意来议事会说说？", "Would you come and tell the residents' council?"),
        urgency: Urgency::U4,
        doer: Doer::Staff,
        points_per_hour: 0,
        ..REQUEST
    },
];
