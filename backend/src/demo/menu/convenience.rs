//! 便民服务: what neighbours do for each other.

use domain::menu::{Doer, Risk, Skill, Urgency};

use super::{Item, VISIT, ask, both};

/// Numbers 1 to 22.
pub(super) const ITEMS: &[Item] = &[
    Item {
        code: "canteen_meal",
        number: 1,
        icon: "utensils",
        name: both("老年食堂送餐", "Canteen meal to the door"),
        summary: both(
            "腿脚不便就别下楼了，热饭热菜给您端上来。",
            "Hot food carried up to you, so the stairs can wait.",
        ),
        question: ask("有什么不能吃的？牙口怎么样？", "Anything you cannot eat? Soft food needed?"),
        urgency: Urgency::U1,
        planned_minutes: 30,
        review: false,
        ..VISIT
    },
    Item {
        code: "water_pipe",
        number: 2,
        icon: "droplet",
        name: both("修水管", "Leaking pipe or tap"),
        summary: both(
            "水管漏、龙头滴水，懂行的邻居来看看。",
            "A neighbour who knows pipes comes to have a look.",
        ),
        question: ask("漏在哪里？总阀关得上吗？", "Where does it leak? Can the main valve be shut?"),
        urgency: Urgency::U1,
        points_per_hour: 12,
        skill: Some(Skill::Repair),
        review: false,
        ..VISIT
    },
    Item {
        code: "drain",
        number: 3,
        icon: "waves",
        name: both("疏通下水道", "Blocked drain"),
        summary: both(
            "厨房、厕所堵了，带上工具来帮您通。",
            "Kitchen or toilet blocked? Somebody comes with the tools.",
        ),
        question: ask("堵在哪里？之前通过没有？", "Which drain? Has anybody tried already?"),
        urgency: Urgency::U1,
        points_per_hour: 12,
        skill: Some(Skill::Repair),
        review: false,
        ..VISIT
    },
    Item {
        code: "light_bulb",
        number: 4,
        icon: "lightbulb",
        name: both("换灯泡", "Change a light bulb"),
        summary: both(
            "高处的灯别自己爬，叫人来换。",
            "Please do not climb. Somebody will change it for you.",
        ),
        question: ask("是哪种灯？新灯泡买好了吗？", "What kind of lamp? Do you have the new bulb?"),
        urgency: Urgency::U2,
        planned_minutes: 30,
        points_per_hour: 12,
        skill: Some(Skill::Repair),
        risk: Risk::Raised,
        review: false,
        ..VISIT
    },
    Item {
        code: "medicine",
        number: 5,
        icon: "pill",
        name: both("代买药", "Fetch medicine"),
        summary: both(
            "药快吃完了？照着方子帮您带回来。",
            "Running low? We bring it back exactly as prescribed.",
        ),
        question: ask(
            "什么药、多少盒？医保卡怎么交接？",
            "Which medicine, how many boxes? How is the card handed over?",
        ),
        urgency: Urgency::U1,
        planned_minutes: 40,
        review: true,
        ..VISIT
    },
    Item {
        code: "shopping",
        number: 6,
        icon: "shopping-bag",
        name: both("代购", "Shopping"),
        summary: both("米面油太重，顺路帮您提上楼。", "Rice and oil are heavy. We carry them up for you."),
        question: ask("要买什么，大概多少？钱怎么给？", "What and how much? How will you pay?"),
        urgency: Urgency::U2,
        planned_minutes: 45,
        review: false,
        ..VISIT
    },
    Item {
        code: "appliance",
        number: 7,
        icon: "plug",
        name: both("家电小修", "Small appliance repair"),
        summary: both(
            "电扇不转、电视没影，先别急着扔。",
            "Fan stuck, television dark? Do not throw it out yet.",
        ),
        question: ask(
            "什么电器？坏的时候有没有冒烟、跳闸？",
            "Which appliance? Any smoke, or did the fuse trip?",
        ),
        points_per_hour: 12,
        skill: Some(Skill::Appliance),
        risk: Risk::Raised,
        ..VISIT
    },
    Item {
        code: "haircut",
        number: 8,
        icon: "scissors",
        name: both("理发上门", "Haircut at home"),
        summary: both("出门不便，剪刀推子带到您家。", "Scissors and clippers come to you."),
        question: ask("能不能坐起来？想要什么样的？", "Can you sit up? How would you like it?"),
        planned_minutes: 45,
        skill: Some(Skill::Hairdressing),
        ..VISIT
    },
    Item {
        code: "hospital_escort",
        number: 9,
        icon: "heart-handshake",
        name: both("陪诊", "Company to the hospital"),
        summary: both(
            "挂号、排队、取药，有人陪着心里踏实。",
            "Somebody stays with you from the queue to the pharmacy.",
        ),
        question: ask("看什么科？走路、听力怎么样？", "Which department? How are walking and hearing?"),
        urgency: Urgency::U4,
        planned_minutes: 180,
        points_per_hour: 15,
        skill: Some(Skill::Care),
        home_visit: false,
        ..VISIT
    },
    Item {
        code: "phone_lesson",
        number: 10,
        icon: "smartphone",
        name: both("手机教学", "Help with your phone"),
        summary: both(
            "视频、挂号、缴费，慢慢教到您会。",
            "Video calls, bookings, payments, as slowly as you like.",
        ),
        question: ask("什么牌子的手机？最想学哪一样？", "Which phone? What would you like to learn first?"),
        planned_minutes: 45,
        skill: Some(Skill::Phone),
        review: false,
        ..VISIT
    },
    Item {
        code: "blood_pressure",
        number: 11,
        icon: "activity",
        name: both("上门量血压", "Blood pressure at home"),
        summary: both("量一量、记一记，不舒服早点说。", "We measure it, write it down, and listen."),
        question: ask("平时吃降压药吗？最近有没有头晕？", "Do you take pills for it? Any dizziness lately?"),
        planned_minutes: 30,
        skill: Some(Skill::FirstAid),
        ..VISIT
    },
    Item {
        code: "bedside_care",
        number: 12,
        icon: "bed",
        name: both("床边照看", "Sitting by the bedside"),
        summary: both(
            "照顾的人也要歇口气，我们来守一会儿。",
            "Carers need a break too. We sit in for a while.",
        ),
        question: ask(
            "老人能翻身吗？需要男志愿者还是女志愿者？",
            "Can the person turn in bed? Should a man or a woman come?",
        ),
        urgency: Urgency::U2,
        planned_minutes: 120,
        points_per_hour: 15,
        skill: Some(Skill::Care),
        ..VISIT
    },
    Item {
        code: "home_visit",
        number: 13,
        icon: "door-open",
        name: both("入户探访", "A visit at home"),
        summary: both(
            "两个人一起来坐坐，看看您缺点什么。",
            "Two of us come to sit with you and see what you need.",
        ),
        question: ask(
            "怎么敲门您听得见？家里养狗吗？",
            "How should we knock so that you hear? Is there a dog?",
        ),
        planned_minutes: 40,
        required: 2,
        ..VISIT
    },
    Item {
        code: "neighbour_watch",
        number: 14,
        icon: "eye",
        name: both("邻里守望", "A neighbour who looks in"),
        summary: both(
            "独居的老邻居，隔几天有人敲敲门、说说话。",
            "For those who live alone: a knock and a chat now and then.",
        ),
        question: ask("几点方便？没人应门该找谁？", "What time suits? Whom do we call if nobody answers?"),
        planned_minutes: 30,
        ..VISIT
    },
    Item {
        code: "ride",
        number: 15,
        icon: "car",
        name: both("顺风接送", "A lift"),
        summary: both(
            "车站、医院、亲戚家，有车的邻居捎您一程。",
            "Station, hospital or family: a neighbour takes you along.",
        ),
        question: ask("几个人？有轮椅或者大件行李吗？", "How many people? A wheelchair or large luggage?"),
        urgency: Urgency::U2,
        planned_minutes: 60,
        points_per_hour: 12,
        skill: Some(Skill::Driving),
        risk: Risk::Raised,
        home_visit: false,
        ..VISIT
    },
    Item {
        code: "early_class",
        number: 16,
        icon: "baby",
        name: both("儿童早教课", "Early-years class"),
        summary: both(
            "邻里中心的亲子课，价钱不吓人。",
            "Parent-and-child class around the corner, at a kind price.",
        ),
        question: ask("孩子多大？有没有过敏？", "How old is the child? Any allergies?"),
        urgency: Urgency::U4,
        planned_minutes: 90,
        skill: Some(Skill::Tutoring),
        home_visit: false,
        ..VISIT
    },
    Item {
        code: "homework",
        number: 17,
        icon: "book-open",
        name: both("课业辅导", "Homework help"),
        summary: both(
            "放学先来邻里中心，作业有人陪着写。",
            "After school, somebody sits with them at the centre.",
        ),
        question: ask("几年级？哪一门最吃力？", "Which grade? Which subject is hardest?"),
        planned_minutes: 90,
        skill: Some(Skill::Tutoring),
        home_visit: false,
        ..VISIT
    },
    Item {
        code: "art_class",
        number: 18,
        icon: "palette",
        name: both("艺术培训", "Art and music class"),
        summary: both(
            "扎灯、剪纸、书法、合唱，老少都能学。",
            "Lantern making, paper cutting, brush and choir, at any age.",
        ),
        question: ask("想学哪一样？以前学过吗？", "What would you like to learn? Any experience?"),
        urgency: Urgency::U4,
        planned_minutes: 90,
        home_visit: false,
        ..VISIT
    },
    Item {
        code: "counselling",
        number: 19,
        icon: "message-circle-heart",
        name: both("心理疏导", "Somebody to talk to"),
        summary: both(
            "心里堵得慌，找个稳当的人说说。",
            "When it weighs on you, a trained listener has time.",
        ),
        question: ask("方便在家谈，还是来会客厅谈？", "Would you rather talk at home or at the centre?"),
        urgency: Urgency::U2,
        points_per_hour: 15,
        skill: Some(Skill::Counselling),
        home_visit: false,
        ..VISIT
    },
    Item {
        code: "legal_advice",
        number: 20,
        icon: "scale",
        name: both("法律咨询", "Legal advice"),
        summary: both(
            "合同、工资、赡养、遗嘱，先问明白再办。",
            "Contracts, wages, care, wills: ask first, then act.",
        ),
        question: ask(
            "大概是哪方面的事？有合同或者判决吗？",
            "What is it about? Is there a contract or a ruling?",
        ),
        planned_minutes: 45,
        points_per_hour: 15,
        skill: Some(Skill::Law),
        home_visit: false,
        ..VISIT
    },
    Item {
        code: "drying_rack",
        number: 21,
        icon: "shirt",
        name: both("加装晾衣架", "Put up a drying rack"),
        summary: both("晒得到太阳的地方，给被子找个位置。", "A place in the sun for your quilts."),
        question: ask("装在阳台还是楼前？架子买好了吗？", "Balcony or courtyard? Do you have the rack?"),
        planned_minutes: 90,
        points_per_hour: 12,
        skill: Some(Skill::Repair),
        risk: Risk::Raised,
        required: 2,
        ..VISIT
    },
    Item {
        code: "micro_wish",
        number: 22,
        icon: "gift",
        name: both("微心愿", "A small wish"),
        summary: both(
            "一个书包、一副老花镜，说出来就有人接。",
            "A school bag, a pair of glasses: say it, and somebody will.",
        ),
        question: ask("想要什么样的？尺寸、度数多少？", "What exactly? Which size or strength?"),
        urgency: Urgency::U4,
        doer: Doer::PartyMember,
        ..VISIT
    },
];
