//! Who answers for grids and buildings, by the list of areas.

use backend::testing::{World, both_databases};
use domain::import::Kind;
use domain::member::Role;
use domain::view::BuildingLine;

use super::{RESIDENTS, STAFF, VOLUNTEERS, counts, import, notices, of, problems, run, store, tx, written};

both_databases!(
    the_list_says_who_answers_for_a_grid_and_a_building,
    a_list_replaces_nobody,
    an_old_list_brings_nobody_back,
    a_building_goes_with_its_grid,
    a_number_of_nobody_and_two_of_one_grid_are_reported,
);

const AREAS: &str = "街道,社区,社区代码,居民小组,小区,楼栋,网格员手机,楼栋长电话
龙井街道,红苕地社区,510304090091,第1居民小组,盐都新村,1栋,19900000105,19900000101
,红苕地社区,,第1居民小组,盐都新村,2栋,,
,广华社区,510304090092,第1居民小组,广华苑,1栋,,
";

async fn buildings(world: &World) -> Vec<BuildingLine> {
    let mut tx = tx(world).await;
    let street = store::areas::register(&mut tx).await.expect("areas");
    let street = street.iter().find(|it| it.name == "龙井街道").expect("the street").id;
    store::stewards::buildings(&mut tx, street).await.expect("a list")
}

/// Building, 网格员, 楼栋长.
async fn in_charge(world: &World) -> Vec<String> {
    let name = |it: &Option<String>| it.clone().unwrap_or_else(|| "-".to_owned());
    let lines = buildings(world).await;
    lines
        .iter()
        .map(|it| format!("{}{} {} {}", it.estate, it.name, name(&it.worker_name), name(&it.steward_name)))
        .collect()
}

async fn the_list_says_who_answers_for_a_grid_and_a_building(world: World) {
    let report = import(&world, &[AREAS, RESIDENTS, VOLUNTEERS, STAFF]).await;
    assert_eq!(of(&report, Kind::Areas), counts(3, 0, 0));
    let expected = ["盐都新村1栋 李建国 王桂芳", "盐都新村2栋 李建国 -", "广华苑1栋 - -"];
    assert_eq!(in_charge(&world).await, expected);
    let before = written(&world).await;
    let again = import(&world, &[AREAS, RESIDENTS, VOLUNTEERS, STAFF]).await;
    assert_eq!(of(&again, Kind::Areas), counts(0, 0, 3), "the same list again changes nothing");
    assert_eq!(written(&world).await, before);
}

async fn a_list_replaces_nobody(world: World) {
    import(&world, &[AREAS, RESIDENTS, VOLUNTEERS, STAFF]).await;
    let other = AREAS
        .replace("19900000105,19900000101", "19900000107,19900000101")
        .replace("2栋,,", "2栋,,19900000102");
    let report = import(&world, &[&other, RESIDENTS, VOLUNTEERS, STAFF]).await;
    // for both buildings of the grid
    assert_eq!(notices(&report), ["0:2 another_in_charge"; 2]);
    assert_eq!(of(&report, Kind::Areas), counts(0, 1, 2), "only what was vacant");
    let expected = ["盐都新村1栋 李建国 王桂芳", "盐都新村2栋 李建国 王小军", "广华苑1栋 - -"];
    assert_eq!(in_charge(&world).await, expected);
}

async fn a_number_of_nobody_and_two_of_one_grid_are_reported(world: World) {
    let wrong = AREAS.replace("2栋,,", "2栋,19900000107,").replace("苑,1栋,,", "苑,1栋,13812345678,");
    let report = run(&world, &[&wrong, RESIDENTS, VOLUNTEERS, STAFF], false).await;
    assert_eq!(problems(&report), ["0:3 网格员手机 contradicts 0:2", "0:4 网格员手机 unknown_person"]);
    assert!(!report.stored);
}

async fn an_old_list_brings_nobody_back(world: World) {
    import(&world, &[AREAS, RESIDENTS, VOLUNTEERS, STAFF]).await;
    let mut tx = world.ctx.db.begin().await.expect("a transaction");
    for (role, building) in [(Role::Steward, 0), (Role::GridWorker, 0), (Role::GridWorker, 1)] {
        let id = buildings(&world).await[building].id;
        let gone = store::stewards::dismiss(&mut tx, id, role, None, world.now()).await.expect("dismissed");
        assert_eq!(gone.len(), 1);
    }
    tx.commit().await.expect("a commit");
    let report = import(&world, &[AREAS, RESIDENTS, VOLUNTEERS, STAFF]).await;
    assert_eq!(notices(&report), ["0:2 role_withdrawn"; 3]);
    assert_eq!(in_charge(&world).await[0], "盐都新村1栋 - -");
}

async fn a_building_goes_with_its_grid(world: World) {
    import(&world, &[AREAS, RESIDENTS, VOLUNTEERS, STAFF]).await;
    let more = ",红苕地社区,,第1居民小组,盐都新村,3栋,,\n,红苕地社区,,第9居民小组,盐都新村,2栋,,\n";
    let moved = format!("{}{more}", AREAS.replace(",红苕地社区,,第1居民小组,盐都新村,2栋,,\n", ""));
    import(&world, &[&moved, RESIDENTS, VOLUNTEERS, STAFF]).await;
    let mut found = in_charge(&world).await;
    found.sort();
    let expected = ["广华苑1栋 - -", "盐都新村1栋 李建国 王桂芳", "盐都新村2栋 - -", "盐都新村3栋 李建国 -"];
    assert_eq!(found, expected, "a new one is his as well, and one that went elsewhere is not");
}
