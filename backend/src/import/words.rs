//! The words of the enums as people write them, Chinese and English. Compared folded: without
//! spaces, half-width, lower case.

use std::str::FromStr;

use domain::member::{Gender, Role};
use domain::menu::{Doer, Door, Risk, Skill, Urgency};

/// The value one of whose words this is; the word of the program itself is always one.
fn among<T: FromStr + Copy>(text: &str, words: &[(T, &[&str])]) -> Option<T> {
    let named = words.iter().find(|(_, words)| words.contains(&text)).map(|(value, _)| *value);
    named.or_else(|| text.parse().ok()).or_else(|| text.replace(['-', ' '], "_").parse().ok())
}

pub(super) fn gender(text: &str) -> Option<Gender> {
    among(
        text,
        &[
            (Gender::Female, &["女", "女性", "女士", "f", "woman"]),
            (Gender::Male, &["男", "男性", "先生", "m", "man"]),
        ],
    )
}

pub(super) fn role(text: &str) -> Option<Role> {
    let found = among(
        text,
        &[
            (Role::Dispatcher, &["派单员", "社区派单员", "社工", "社区工作者"][..]),
            (Role::CommunityAdmin, &["社区管理员", "管理员", "社区书记", "communityadmin", "admin"]),
            (Role::Coordinator, &["协调员", "街道协调员", "区协调员", "街道", "区"]),
            (Role::Auditor, &["审计员", "审计", "监督员"]),
            (Role::SystemAdmin, &["系统管理员", "systemadmin", "it"]),
        ],
    );
    found.filter(|role: &Role| role.is_staff())
}

pub(super) fn door(text: &str) -> Option<Door> {
    among(
        text,
        &[
            (Door::Government, &["政务服务", "政务"]),
            (Door::Convenience, &["便民服务", "便民"]),
            (Door::Appeal, &["群众诉求", "诉求"]),
        ],
    )
}

pub(super) fn urgency(text: &str) -> Option<Urgency> {
    among(
        text,
        &[
            (Urgency::U1, &["当天", "今天", "当日", "马上", "today", "sameday"][..]),
            (Urgency::U2, &["48小时", "48小时内", "两天", "两天内", "48h", "48hours", "2days"]),
            (Urgency::U3, &["7天", "7天内", "七天", "一周", "一周内", "7days", "oneweek", "week"]),
            (Urgency::U4, &["约定", "预约", "约定日期", "约定时间", "agreed", "flexible", "bydate"]),
        ],
    )
}

pub(super) fn doer(text: &str) -> Option<Doer> {
    among(
        text,
        &[
            (Doer::Volunteer, &["志愿者", "居民志愿者", "不限"][..]),
            (Doer::PartyMember, &["党员", "在职党员", "党员志愿者", "partymember"]),
            (Doer::Staff, &["工作人员", "社区", "社区工作人员", "社工", "desk"]),
        ],
    )
}

pub(super) fn risk(text: &str) -> Option<Risk> {
    among(
        text,
        &[
            (Risk::Ordinary, &["一般", "普通", "无", "低", "no", "low", "none"][..]),
            (Risk::Raised, &["较高", "高", "有", "有风险", "yes", "high"]),
        ],
    )
}

pub(super) fn skill(text: &str) -> Option<Skill> {
    among(
        text,
        &[
            (Skill::Repair, &["水电维修", "水电", "维修", "修理", "水管", "电工", "水电工", "plumbing"][..]),
            (Skill::Appliance, &["家电", "家电维修", "家电小修", "电器", "电器维修", "appliances"]),
            (Skill::Hairdressing, &["理发", "剪发", "美发", "haircut", "haircuts"]),
            (Skill::FirstAid, &["急救", "量血压", "医护", "医疗", "护士", "firstaid"]),
            (Skill::Counselling, &["心理", "心理疏导", "心理咨询", "counseling"]),
            (Skill::Tutoring, &["课业辅导", "辅导", "家教", "教学", "作业辅导", "teaching"]),
            (Skill::Law, &["法律", "法律咨询", "律师", "legal"]),
            (Skill::Phone, &["手机", "手机使用", "手机教学", "智能手机", "电脑", "phones"]),
            (Skill::Driving, &["驾驶", "开车", "司机", "接送", "driver"]),
            (Skill::Care, &["照护", "护理", "照料", "陪护", "陪诊", "陪伴", "caring"]),
        ],
    )
}

/// Several skills in one cell.
pub(super) fn skills(text: &str) -> Option<Vec<Skill>> {
    let mut skills = text
        .split([',', ';', '/', '|', '+', '和', '及'])
        .filter(|word| !word.is_empty() && !matches!(*word, "无" | "none" | "-"))
        .map(skill)
        .collect::<Option<Vec<_>>>()?;
    skills.sort_unstable();
    skills.dedup();
    Some(skills)
}

pub(super) fn yes(text: &str) -> Option<bool> {
    match text {
        "是" | "有" | "对" | "要" | "需要" | "yes" | "y" | "true" | "1" | "\u{221A}" | "\u{2713}"
        | "\u{2714}" => Some(true),
        "否" | "无" | "不" | "不要" | "不需要" | "没有" | "no" | "n" | "false" | "0" | "\u{D7}" | "x"
        | "-" => Some(false),
        _ => None,
    }
}

/// Yes or no, or the word of 政治面貌.
pub(super) fn party_member(text: &str) -> Option<bool> {
    match text {
        "党员" | "中共党员" | "中共预备党员" | "预备党员" | "正式党员" | "partymember" => {
            Some(true)
        }
        "群众" | "团员" | "共青团员" | "民主党派" | "无党派" | "无党派人士" => {
            Some(false)
        }
        other => yes(other),
    }
}
