//! Areas with merged cells, and the menu.

use domain::menu::{Doer, Door, Risk, Skill, Urgency};

use super::*;

fn areas(reading: &Reading) -> &[Row<AreaRow>] {
    match &reading.sheets[..] {
        [Sheet { rows: Rows::Areas(rows), .. }] => rows,
        other => panic!("not a list of areas: {other:?}"),
    }
}

fn items(reading: &Reading) -> &[Row<ItemRow>] {
    match &reading.sheets[..] {
        [Sheet { rows: Rows::Items(rows), .. }] => rows,
        other => panic!("not a menu: {other:?}"),
    }
}

#[test]
fn merged_cells_are_filled_from_above_within_the_same_level() {
    let reading = read(&csv(&[
        "区,街道,社区,区划代码,网格,小区,楼栋",
        "大安区,龙井街道,红苕地社区,510304090091,第1居民小组,盐都新村,1",
        ",,,,,,2栋",
        ",,,,第2居民小组,盐卤苑,1号楼",
        ",,广华社区,510304090092,,杨家冲小区,3",
    ]));
    assert!(reading.is_good(), "{:?}", reading.problems);
    let rows: Vec<_> = areas(&reading)
        .iter()
        .map(|row| {
            let it = &row.it;
            let grid = it.grid.as_deref().unwrap_or("-");
            let code = it.code.as_deref().unwrap_or("-");
            format!("{} {code} {grid} {} {}", it.community, it.estate, it.building)
        })
        .collect();
    assert_eq!(
        rows,
        [
            "红苕地社区 510304090091 第1居民小组 盐都新村 1栋",
            "红苕地社区 510304090091 第1居民小组 盐都新村 2栋",
            "红苕地社区 510304090091 第2居民小组 盐卤苑 1号楼",
            "广华社区 510304090092 - 杨家冲小区 3栋",
        ]
    );
    assert!(areas(&reading).iter().all(|row| row.it.street.as_deref() == Some("龙井街道")));
}

#[test]
fn a_new_community_does_not_take_over_the_estate_above() {
    let reading = read(&csv(&[
        "社区,小区,楼栋",
        "红苕地社区,盐都新村,1",
        "广华社区,,2",
        ",,",
        "红苕地社区,盐都新村,1",
        ",盐卤苑,",
    ]));
    assert_eq!(problems(&reading), ["3 小区 missing", "5 楼栋 duplicate", "6 楼栋 missing"]);
}

#[test]
fn division_codes_have_twelve_digits() {
    let header = "社区,社区代码,小区,楼栋";
    assert_eq!(problems(&read(&csv(&[header, "红苕地社区,510304,盐都新村,1"]))), ["2 社区代码 not_a_code"]);
    let wide = "\u{FF15}10304 090091";
    let reading = read(&csv(&[header, &format!("红苕地社区,{wide},盐都新村,1")]));
    assert_eq!(areas(&reading)[0].it.code.as_deref(), Some("510304090091"));
}

#[test]
fn the_number_of_a_desk_may_be_a_landline() {
    let reading = read(&csv(&[
        "社区,社区电话,小区,楼栋",
        "红苕地社区,0813－9990101转2,盐都新村,1",
        ",,,2",
        "广华社区,,广华苑,1",
        "盐井坝社区,120,燊海苑,1",
    ]));
    assert_eq!(problems(&reading), ["5 社区电话 not_a_call_back"]);
    let phones: Vec<_> = areas(&reading).iter().map(|row| row.it.phone.as_deref()).collect();
    assert_eq!(phones, [Some("0813-9990101-2"), Some("0813-9990101-2"), None]);
}

#[test]
fn an_item_needs_a_name_and_a_door_and_has_sensible_defaults() {
    let reading = read(&csv(&["服务名称,类别", "修水管,便民服务", "换锁,别的", ",政务"]));
    assert_eq!(problems(&reading), ["3 类别 unknown_word", "4 服务名称 missing"]);
    let it = &items(&reading)[0].it;
    assert_eq!(
        (it.door, it.urgency, it.doer, it.risk),
        (Door::Convenience, Urgency::U3, Doer::Volunteer, Risk::Ordinary)
    );
    assert_eq!((it.required, it.planned_minutes, it.points_per_hour), (1, 60, 10));
    assert!(it.review && !it.home_visit && it.skill.is_none());
}

#[test]
fn an_item_is_read_with_all_its_words() {
    let reading = read(&csv(&[
        "No.,Key,Item,类别,时限,分钟,积分,谁来做,需要技能,风险,人数,是否入户,先审核,图标,英文名称",
        "4,light_bulb,换灯泡,convenience,48小时,30分钟,12,党员,水电,较高,2人,是,否,lightbulb,Change a light bulb",
        "5,x,理发,便民,U3,45,10,志愿者,无,一般,0,是,是,scissors,",
        "6,Bad Code,陪诊,便民,随便,很久,-1,谁,,,21,也许,,,",
    ]));
    let it = &items(&reading)[0].it;
    assert_eq!((it.number, it.code.as_deref(), it.urgency), (Some(4), Some("light_bulb"), Urgency::U2));
    assert_eq!((it.doer, it.skill, it.risk), (Doer::PartyMember, Some(Skill::Repair), Risk::Raised));
    assert_eq!((it.required, it.planned_minutes), (2, 30));
    assert!(it.home_visit && !it.review);
    assert_eq!(
        problems(&reading),
        [
            "3 人数 out_of_range",
            "4 Key unknown_word",
            "4 时限 unknown_word",
            "4 分钟 not_a_number",
            "4 积分 out_of_range",
            "4 谁来做 unknown_word",
            "4 人数 out_of_range",
            "4 是否入户 unknown_word",
        ]
    );
}
