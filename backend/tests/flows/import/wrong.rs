//! What only shows beside other rows, and that one such row is enough.

use backend::testing::{World, both_databases};

use super::*;

both_databases!(
    one_bad_row_at_the_end_and_nothing_is_stored,
    a_problem_of_the_reader_stops_everything,
    what_only_shows_beside_other_rows_is_said_with_what_cannot_be_read,
    nothing_is_said_that_may_be_so_only_without_the_rows_that_cannot_be_read,
    places_that_are_not_there_are_named_by_their_column,
    a_number_beside_two_names_is_a_problem_in_any_two_lists,
    rows_that_contradict_each_other_name_both,
    what_could_be_several_is_asked_for,
    a_code_or_number_belongs_to_one,
    a_closed_account_is_not_opened_by_a_list,
);

async fn one_bad_row_at_the_end_and_nothing_is_stored(world: World) {
    let nothing = written(&world).await;
    let staff = format!("{STAFF}陈静,19900000015,派单员,没有的社区\n");
    let report = run(&world, &[AREAS, RESIDENTS, VOLUNTEERS, &staff, ITEMS], false).await;
    assert!(!report.stored && report.accounts.is_empty());
    assert_eq!(problems(&report), ["3:6 负责区域 unknown_area"]);
    assert_eq!(report.problems[0].finding.value.as_deref(), Some("没有的社区"));
    assert_eq!(written(&world).await, nothing);
    // and once it is put right, everything is
    import(&world, ALL).await;
}

async fn a_problem_of_the_reader_stops_everything(world: World) {
    let bad = read(RESIDENTS.replace("19900000102", "1990000010").as_bytes());
    let files = [read(AREAS.as_bytes()), bad];
    let report = import_files(&world.ctx, &files, false, &[], |_| {}).await.expect("an import");
    assert_eq!(problems(&report), ["1:3 手机 not_a_phone"]);
    let count = store::areas::count(&mut tx(&world).await).await.expect("a count");
    assert_eq!((count, report.counts.len()), (0, 0));
}

/// Files that the reader does not find good.
async fn run_bad(world: &World, texts: &[&str]) -> Report {
    let files: Vec<_> = texts.iter().map(|text| read(text.as_bytes())).collect();
    assert!(files.iter().any(|file| !file.is_good()));
    import_files(&world.ctx, &files, false, &[], |_| {}).await.expect("an import")
}

async fn what_only_shows_beside_other_rows_is_said_with_what_cannot_be_read(world: World) {
    let nothing = written(&world).await;
    let residents = RESIDENTS.replace("19900000102", "1990000010");
    let volunteers = VOLUNTEERS.replace("盐都新村", "没有的小区");
    let staff = format!("{STAFF}陈静,19900000015,派单员,没有的社区\n");
    let report = run_bad(&world, &[AREAS, &residents, &volunteers, &staff, ITEMS]).await;
    assert_eq!(
        problems(&report),
        ["1:3 手机 not_a_phone", "2:2 小区 unknown_area", "3:6 负责区域 unknown_area"]
    );
    assert!(!report.stored && report.accounts.is_empty() && report.counts.is_empty());
    assert_eq!((report.new_accounts, written(&world).await), (0, nothing));
}

async fn nothing_is_said_that_may_be_so_only_without_the_rows_that_cannot_be_read(world: World) {
    import(&world, &[AREAS, ITEMS]).await;
    // her number is in the row that cannot be read, as is the item that gives its number away
    let areas = "社区,小区,楼栋,楼栋长电话\n红苕地社区,盐都新村,1栋,19900000102\n";
    let residents = RESIDENTS.replace("19900000102,男", "19900000102,不详");
    let items = "编号,代码,服务名称,类别,时限\n9,canteen_meal,老年食堂送餐,便民服务,很快\n1,light_bulb,换灯泡,便民服务,48小时\n";
    let report = run_bad(&world, &[areas, &residents, items]).await;
    assert_eq!(problems(&report), ["1:3 性别 unknown_word", "2:2 时限 unknown_word"]);
    // and without a building nothing about those who live there
    let areas = AREAS.replace("510304090092", "5103");
    let residents = RESIDENTS.replace("盐都新村", "没有的小区");
    let report = run_bad(&world, &[&areas, &residents]).await;
    assert_eq!(problems(&report), ["0:4 社区代码 not_a_code"]);
}

async fn places_that_are_not_there_are_named_by_their_column(world: World) {
    let residents = "姓名,社区,小区,楼栋,门号
甲,红苕地社区,盐都新村,9栋,101
乙,红苕地社区,没有的小区,1栋,101
丙,没有的社区,盐都新村,1栋,101
丁,广华社区,盐都新村,1栋,101
";
    let report = run(&world, &[AREAS, residents], false).await;
    assert_eq!(
        problems(&report),
        ["1:2 楼栋 unknown_area", "1:3 小区 unknown_area", "1:4 社区 unknown_area", "1:5 小区 unknown_area",]
    );
}

async fn a_number_beside_two_names_is_a_problem_in_any_two_lists(world: World) {
    let volunteers = "姓名,手机,社区,技能\n王桂花,19900000101,红苕地社区,理发\n";
    let staff = "姓名,手机,角色,负责区域\n罗大琴,19900000102,派单员,红苕地社区\n";
    let report = run(&world, &[volunteers, AREAS, staff, RESIDENTS], false).await;
    assert_eq!(problems(&report), ["0:2 手机 phone_of_another 3:2", "2:2 手机 phone_of_another 3:3"]);
}

async fn rows_that_contradict_each_other_name_both(world: World) {
    let grids = "社区,居民小组,小区,楼栋\n红苕地社区,第9居民小组,盐都新村,1栋\n";
    let codes = "社区,社区代码,小区,楼栋\n广华社区,510304090099,广华苑,1栋\n";
    let volunteers = VOLUNTEERS.replace("水电维修、家电", "理发");
    let homes = "姓名,手机,社区,小区,楼栋,门号,技能\n王小军,19900000102,红苕地社区,盐都新村,2栋,101,驾驶\n";
    let items = ITEMS.replace(",12,", ",13,");
    let all = [AREAS, RESIDENTS, VOLUNTEERS, ITEMS, grids, codes, &volunteers, homes, &items];
    let report = run(&world, &all, false).await;
    assert_eq!(
        problems(&report),
        [
            "4:2 居民小组 contradicts 0:2",
            "5:2 社区代码 contradicts 0:4",
            "6:2 手机 contradicts 2:2",
            "7:2 门号 contradicts 1:3",
            "8:3 服务名称 contradicts 3:3",
        ]
    );
    // the same row in two files says nothing new
    import(&world, &[AREAS, RESIDENTS, VOLUNTEERS, ITEMS, AREAS, RESIDENTS, VOLUNTEERS, ITEMS]).await;
}

async fn what_could_be_several_is_asked_for(world: World) {
    let twins = "街道,社区,小区,楼栋\n龙井街道,红苕地社区,和平苑,1栋\n龙井街道,广华社区,和平苑,1栋\n马冲街道,马冲社区,马冲苑,1栋\n";
    let vague = "社区,小区,楼栋\n新社区,新苑,1栋\n";
    let residents = "姓名,小区,楼栋,门号\n甲,和平苑,1栋,101\n";
    let volunteers = "姓名,手机,技能\n乙,19900000109,理发\n";
    let report = run(&world, &[twins, vague, residents, volunteers, ITEMS], false).await;
    assert_eq!(
        problems(&report),
        [
            "1:2 街道 ambiguous",
            "2:2 小区 ambiguous",
            "3:2 社区 ambiguous",
            "4:2 适用区域 ambiguous",
            "4:3 适用区域 ambiguous",
            "4:4 适用区域 ambiguous",
        ]
    );
    assert_eq!(notices(&report), ["0:3 same_name_elsewhere"]);
}

async fn a_code_or_number_belongs_to_one(world: World) {
    import(&world, &[AREAS, ITEMS]).await;
    let areas = "社区,社区代码,小区,楼栋\n新社区,510304090000,新苑,1栋\n";
    let items = "编号,服务名称,类别\n1,代取快递,便民服务\n9,代买菜,便民服务\n9,代缴费,便民服务\n";
    let report = run(&world, &[areas, items], false).await;
    assert_eq!(
        problems(&report),
        ["0:2 社区代码 code_taken", "1:2 编号 number_taken", "1:4 编号 number_taken 1:3"]
    );
}

async fn a_closed_account_is_not_opened_by_a_list(world: World) {
    import(&world, &[AREAS, RESIDENTS]).await;
    world.raw("update people set disabled_at = 1 where phone = '19900000102'").await.expect("closed");
    let report = run(&world, &[RESIDENTS], false).await;
    assert_eq!(problems(&report), ["0:3 手机 account_closed"]);
}
