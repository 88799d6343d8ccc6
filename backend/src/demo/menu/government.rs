//! 政务服务: papers and benefits, with somebody from the desk at your side.

use domain::menu::{Doer, Skill, Urgency};

use super::{Item, PAPERWORK, ask, both};

/// Numbers 23 to 28.
pub(super) const ITEMS: &[Item] = &[
    Item {
        code: "social_insurance",
        number: 23,
        icon: "badge-check",
        name: both("社保认证代办", "Pension check"),
        summary: both(
            "一年一次的认证，不会弄我们帮您弄。",
            "The yearly proof for your pension, done together.",
        ),
        question: ask("领的是哪一种养老金？人能到场吗？", "Which pension? Can you come in person?"),
        urgency: Urgency::U2,
        planned_minutes: 20,
        ..PAPERWORK
    },
    Item {
        code: "medical_insurance",
        number: 24,
        icon: "shield-plus",
        name: both("医保缴费帮办", "Health insurance payment"),
        summary: both(
            "手机上点几下的事，有人坐旁边教。",
            "A few taps on the phone, with somebody beside you.",
        ),
        question: ask("几口人一起缴？以前在哪里缴的？", "For how many people? Where did you pay before?"),
        doer: Doer::Volunteer,
        skill: Some(Skill::Phone),
        points_per_hour: 10,
        ..PAPERWORK
    },
    Item {
        code: "senior_card",
        number: 25,
        icon: "id-card",
        name: both("老年优待证代办", "Senior citizen card"),
        summary: both(
            "满六十就能办，照片交来，证给您送去。",
            "From sixty. Bring a photo, we bring the card.",
        ),
        question: ask("照片有吗？身份证在有效期内吗？", "Do you have a photo? Is the ID still valid?"),
        ..PAPERWORK
    },
    Item {
        code: "residence_proof",
        number: 26,
        icon: "file-check",
        name: both("居住证明", "Proof of residence"),
        summary: both(
            "先说拿去做什么用，能不开的我们帮您说清。",
            "Tell us what it is for. If you do not need one, we say so.",
        ),
        question: ask("哪个单位要的？什么时候要？", "Who asks for it, and by when?"),
        urgency: Urgency::U2,
        planned_minutes: 20,
        ..PAPERWORK
    },
    Item {
        code: "allowance",
        number: 27,
        icon: "hand-coins",
        name: both("补贴申请帮办", "Applying for an allowance"),
        summary: both(
            "高龄津贴、低保、残疾人补贴，一条一条对着办。",
            "Old age, low income, disability: we go through it line by line.",
        ),
        question: ask(
            "家里几口人？现在领着哪些补贴？",
            "How many at home? Which allowances do you have now?",
        ),
        planned_minutes: 45,
        ..PAPERWORK
    },
    Item {
        code: "one_stop",
        number: 28,
        icon: "waypoints",
        name: both("一件事帮办", "One person, many matters"),
        summary: both("找到一个人，办成多项事，全程有人跟。", "One contact sees all of it through."),
        question: ask("都有哪几件事？哪一件最急？", "Which matters are these? Which is most pressing?"),
        planned_minutes: 60,
        ..PAPERWORK
    },
];
