//! Cells of people: phones, dates, skills, times, and all that can be wrong with them.

use domain::form::Slot;
use domain::member::{Gender, Role};
use domain::menu::Skill;

use super::*;

/// A volunteer with this phone.
fn phone(text: &str) -> Reading {
    read(&csv(&["姓名,手机,技能", &format!("李建国,{text},水电")]))
}

#[test]
fn phones_are_read_as_people_and_spreadsheets_write_them() {
    for text in [
        "19900000105",
        " 199 0000 0105 ",
        "199-0000-0105",
        "+86 19900000105",
        "\u{FF11}\u{FF19}\u{FF19}\u{FF10}\u{FF10}\u{FF10}\u{FF10}\u{FF10}\u{FF11}\u{FF10}\u{FF15}",
        "19900000105.0",
        "1.9900000105E+10",
        "'19900000105",
        "\u{200B}19900000105\u{A0}",
    ] {
        let reading = phone(text);
        assert!(reading.is_good(), "{text}: {:?}", reading.problems);
        assert_eq!(volunteers(&reading)[0].it.phone, "19900000105", "{text}");
    }
}

#[test]
fn a_phone_that_the_spreadsheet_has_rounded_is_not_guessed() {
    for text in ["1.99E+10", "1.39e10", "1.990000E+10"] {
        assert_eq!(problems(&phone(text)), ["2 手机 rounded"], "{text}");
    }
    for text in ["1990000010", "0813-2300000", "29900000105", "没有"] {
        assert_eq!(problems(&phone(text)), ["2 手机 not_a_phone"], "{text}");
    }
    assert_eq!(problems(&phone("")), ["2 手机 missing"]);
}

#[test]
fn all_problems_of_all_rows_are_reported() {
    let reading = read(&csv(&[
        "姓名,手机,性别,出生年份,小区,楼栋,门号",
        ",1380000,中,一九四八,,1栋,501",
        "王桂芳,19900000101,女,1948,盐都新村,1栋,501",
        "张素珍,,女,1840,盐都新村,1栋,",
        "李建国,19900000101,男,1962,盐都新村,2栋,402",
    ]));
    assert_eq!(
        problems(&reading),
        [
            "2 姓名 missing",
            "2 手机 not_a_phone",
            "2 性别 unknown_word",
            "2 出生年份 not_a_date",
            "2 小区 missing",
            "4 出生年份 out_of_range",
            "4 门号 missing",
            "5 手机 duplicate",
        ]
    );
    assert_eq!(reading.len(), 1);
    assert_eq!(reading.problems[1].value.as_deref(), Some("1380000"));
}

#[test]
fn people_without_a_phone_are_told_apart_by_door_and_name() {
    let header = "姓名,手机,小区,楼栋,门号";
    let (one, other) = ("张素珍,,盐都新村,1,501", "张德明,,盐都新村,1,501");
    assert!(read(&csv(&[header, one, other])).is_good());
    assert_eq!(problems(&read(&csv(&[header, one, other, one]))), ["4 姓名 duplicate"]);
}

#[test]
fn names_lose_the_spaces_that_fill_columns() {
    let reading =
        read(&csv(&["姓名,小区,楼栋,门号", "王\u{3000}芳,盐都 新村,1,501", "Anna  Li,盐都新村,1,502"]));
    let names: Vec<_> = residents(&reading).iter().map(|row| row.it.name.as_str()).collect();
    assert_eq!(names, ["王芳", "Anna Li"]);
}

#[test]
fn an_identity_number_gives_year_and_gender_and_is_not_kept() {
    let reading = read(&csv(&["姓名,身份证号,小区,楼栋,门号", "王桂芳,510304194803120026,盐都新村,1,501"]));
    let it = &residents(&reading)[0].it;
    assert_eq!((it.birth_year, it.gender), (Some(1948), Some(Gender::Female)));
    assert_eq!(notices(&reading), ["2 身份证号 identity_not_kept"]);
    assert!(!format!("{reading:?}").contains("510304"));
}

#[test]
fn a_roster_with_party_membership_is_still_one_of_residents() {
    let reading =
        read(&csv(&["姓名,手机,政治面貌,年龄,小区,楼栋,门号", "王桂芳,19900000101,群众,78,盐都新村,1,501"]));
    assert_eq!(residents(&reading)[0].it.age, Some(78));
    let reading = read(&csv(&[
        "姓名,手机,年龄,身份证号,小区,楼栋,门号,特长",
        "李建国,19900000105,64,,盐都新村,1,501,水电",
    ]));
    assert_eq!(volunteers(&reading).len(), 1);
}

#[test]
fn what_would_run_in_a_spreadsheet_is_neutralised() {
    let reading = read(&csv(&[
        "姓名,小区,楼栋,门号",
        "=cmd|'/c calc'!A1,盐都新村,1,501",
        "@王芳,盐都新村,-1,502",
        "+李四,盐都新村,\"-1+1\",503",
    ]));
    let names: Vec<_> = residents(&reading).iter().map(|row| row.it.name.as_str()).collect();
    assert_eq!(names, ["cmd|'/c calc'!A1", "王芳", "李四"]);
    assert_eq!(residents(&reading)[1].it.place.building, "-1");
    assert_eq!(residents(&reading)[2].it.place.building, "1+1");
    assert_eq!(reading.notices.len(), 4);
    for text in ["=1", "+1", "-1", "@a", "\t=1", "\u{FF1D}1"] {
        assert!(safe_cell(text).starts_with('\''), "{text}");
    }
    assert_eq!(safe_cell("王桂芳"), "王桂芳");
}

fn week(text: &str) -> (Vec<String>, bool) {
    let reading = read(&csv(&["姓名,手机,可服务时间", &format!("李建国,19900000105,\"{text}\"")]));
    assert!(reading.is_good(), "{text}: {:?}", reading.problems);
    let it = &volunteers(&reading)[0].it;
    (it.slots.iter().map(part).collect(), it.weekend_only)
}

fn part(slot: &Slot) -> String {
    let (word, ..) = domain::form::DAY_PARTS
        .iter()
        .find(|(_, start, end)| (i32::from(*start), i32::from(*end)) == (slot.start_minute, slot.end_minute))
        .expect("on the grid");
    format!("{}{}", slot.weekday, &word[..1])
}

#[test]
fn times_are_read_as_people_write_them() {
    let cases = [
        ("周二周四 晚上", "2e 4e"),
        ("周二、周四晚上；周六上午", "2e 4e 6m"),
        ("周二四 晚上", "2e 4e"),
        ("星期一至星期五 晚上", "1e 2e 3e 4e 5e"),
        ("周一到周三上午、下午，周日晚上", "1m 1a 2m 2a 3m 3a 7e"),
        ("周末", "6m 6a 6e 7m 7a 7e"),
        ("工作日 上午", "1m 2m 3m 4m 5m"),
        ("每天晚上有空", "1e 2e 3e 4e 5e 6e 7e"),
        ("晚上", "1e 2e 3e 4e 5e 6e 7e"),
        ("Mon-Wed evening, Sat morning", "1e 2e 3e 6m"),
        ("Tue Thu evenings", "2e 4e"),
        ("礼拜六白天", "6m 6a"),
        ("", ""),
    ];
    for (text, slots) in cases {
        assert_eq!(week(text), (slots.split_whitespace().map(str::to_owned).collect(), false), "{text}");
    }
    assert!(week("星期天先锋").1);
    assert_eq!(week("仅周末 下午"), (vec!["6a".to_owned(), "7a".to_owned()], true));
}

#[test]
fn times_that_are_not_understood_are_not_guessed() {
    for text in ["看情况", "周八晚上", "周五至周二", "8点以后", "周一至"] {
        let reading = read(&csv(&["姓名,手机,可服务时间", &format!("李建国,19900000105,{text}")]));
        assert_eq!(problems(&reading), ["2 可服务时间 unknown_word"], "{text}");
    }
}

#[test]
fn skills_are_words_of_either_language() {
    let reading = read(&csv(&[
        "姓名,手机,技能,党员,党支部",
        "李建国,19900000105,水电维修、First aid；理 发/driving,√,灯彩文创园联合党支部",
    ]));
    assert!(reading.is_good(), "{:?}", reading.problems);
    let it = &volunteers(&reading)[0].it;
    assert_eq!(it.skills, [Skill::Repair, Skill::Hairdressing, Skill::FirstAid, Skill::Driving]);
    assert!(it.party_member && it.branch.is_some());
    let reading = read(&csv(&["姓名,手机,技能", "李建国,19900000105,会做饭"]));
    assert_eq!(problems(&reading), ["2 技能 unknown_word"]);
}

#[test]
fn every_word_of_the_program_is_a_word_of_a_file() {
    for skill in Skill::ALL {
        assert_eq!(words::skill(skill.word()), Some(*skill));
    }
    for role in Role::ALL {
        assert_eq!(words::role(role.word()), Some(*role).filter(|role| role.is_staff()));
    }
    for urgency in domain::menu::Urgency::ALL {
        assert_eq!(words::urgency(urgency.word()), Some(*urgency));
    }
    for doer in domain::menu::Doer::ALL {
        assert_eq!(words::doer(doer.word()), Some(*doer));
    }
}

#[test]
fn one_member_of_staff_may_hold_several_roles_but_none_of_a_resident() {
    let header = "姓名,手机,角色,负责区域";
    let (one, other) = ("罗小琴,19900000001,派单员,红苕地社区", "罗小琴,19900000001,派单员,广华社区");
    let reading = read(&csv(&[header, one, other]));
    assert!(reading.is_good() && reading.len() == 2, "{:?}", reading.problems);
    let reading = read(&csv(&[
        header,
        one,
        one,
        "王桂芳,19900000101,居民,红苕地社区",
        "钟文杰,19900000002,,红苕地社区",
    ]));
    assert_eq!(problems(&reading), ["3 手机 duplicate", "4 角色 unknown_word", "5 角色 missing"]);
}
