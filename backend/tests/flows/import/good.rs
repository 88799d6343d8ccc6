//! Good lists, each kind end to end.

use backend::testing::{World, both_databases};
use domain::area::Level;
use domain::import::Kind;
use domain::member::Role;
use domain::menu::Skill;

use super::*;

both_databases!(
    everything_is_written_in_any_order_of_the_files,
    the_tree_has_the_codes_of_the_register_and_its_own_below,
    a_list_of_buildings_alone_makes_a_community_that_a_street_takes_in_later,
    the_number_of_a_desk_stands_beside_its_community,
    who_shares_a_door_shares_a_household,
    a_party_member_of_the_register_is_verified_and_others_claim_nothing,
    the_menu_holds_in_the_whole_street_unless_a_row_says_otherwise,
);

async fn everything_is_written_in_any_order_of_the_files(world: World) {
    let backwards: Vec<&str> = ALL.iter().rev().copied().collect();
    let report = import(&world, &backwards).await;
    let new: Vec<_> = report.counts.iter().map(|(kind, it)| (*kind, *it)).collect();
    assert_eq!(
        new,
        [
            (Kind::Areas, counts(3, 0, 0)),
            (Kind::Residents, counts(3, 0, 0)),
            (Kind::Volunteers, counts(2, 0, 0)),
            (Kind::Staff, counts(4, 0, 0)),
            (Kind::Items, counts(3, 0, 0)),
        ]
    );
    assert_eq!(notices(&report), Vec::<String>::new());
}

async fn the_tree_has_the_codes_of_the_register_and_its_own_below(world: World) {
    import(&world, &[AREAS]).await;
    let areas = store::areas::register(&mut tx(&world).await).await.expect("areas");
    let tree: Vec<_> = areas.iter().map(|it| (it.code.as_str(), it.level, it.name.as_str())).collect();
    assert_eq!(
        tree,
        [
            ("510304000000", Level::District, "大安区"),
            ("510304090000", Level::Street, "龙井街道"),
            ("510304090091", Level::Community, "红苕地社区"),
            ("510304090091-01", Level::Estate, "盐都新村"),
            ("510304090091-01-01", Level::Courtyard, "1栋"),
            ("510304090091-01-02", Level::Courtyard, "2栋"),
            ("510304090092", Level::Community, "广华社区"),
            ("510304090092-01", Level::Estate, "广华苑"),
            ("510304090092-01-01", Level::Courtyard, "1栋"),
        ]
    );
    let building = areas.iter().find(|it| it.name == "2栋").expect("the building");
    assert_eq!(building.grid.as_deref(), Some("第1居民小组"));
    let path = store::areas::ancestors(&mut tx(&world).await, building.id).await.expect("a path");
    assert_eq!(path.len(), 5);
}

async fn a_list_of_buildings_alone_makes_a_community_that_a_street_takes_in_later(world: World) {
    import(&world, &["社区,小区,楼栋\n红苕地社区,盐都新村,1栋\n"]).await;
    let report = import(&world, &[AREAS]).await;
    assert_eq!(of(&report, Kind::Areas), counts(2, 1, 0));
    let areas = store::areas::register(&mut tx(&world).await).await.expect("areas");
    assert_eq!(areas.len(), 9);
    let building = areas.iter().find(|it| it.name == "2栋").expect("the building");
    let older = areas.iter().find(|it| it.parent_id == building.parent_id && it.name == "1栋");
    let path = store::areas::ancestors(&mut tx(&world).await, older.expect("a building").id).await;
    assert_eq!(path.expect("a path").len(), 5, "up to the district");
    assert_eq!(of(&import(&world, &[AREAS]).await, Kind::Areas), counts(0, 0, 3));
}

async fn the_number_of_a_desk_stands_beside_its_community(world: World) {
    let list = "街道,社区,社区代码,电话,小区,楼栋
龙井街道,红苕地社区,510304090091,（0813）999 0101,盐都新村,1栋
,,,,,2栋
,广华社区,510304090092,,广华苑,1栋
";
    let desks = async || {
        let areas = store::areas::register(&mut tx(&world).await).await.expect("areas");
        areas.into_iter().filter_map(|it| Some((it.name, it.phone?))).collect::<Vec<_>>()
    };
    assert_eq!(of(&import(&world, &[list]).await, Kind::Areas), counts(3, 0, 0));
    assert_eq!(desks().await, [("红苕地社区".to_owned(), "0813-9990101".to_owned())]);
    let bare = "社区,小区,楼栋\n红苕地社区,盐都新村,1栋\n";
    for same in [list, bare] {
        let report = import(&world, &[same]).await;
        assert_eq!(of(&report, Kind::Areas), counts(0, 0, same.lines().count() - 1), "{same}");
    }
    let moved = list.replace("0101", "0102");
    assert_eq!(of(&import(&world, &[&moved]).await, Kind::Areas), counts(0, 1, 2));
    assert_eq!(desks().await, [("红苕地社区".to_owned(), "0813-9990102".to_owned())]);
    let other = "社区,电话,小区,楼栋\n红苕地社区,0813-9990109,盐都新村,1栋\n";
    assert_eq!(
        problems(&run(&world, &[list, other], false).await),
        ["1:2 社区电话 contradicts 0:3"],
        "one desk has one number"
    );
}

async fn who_shares_a_door_shares_a_household(world: World) {
    import(&world, &[AREAS, RESIDENTS]).await;
    let (mother, son) = (person(&world, "19900000101").await, person(&world, "19900000102").await);
    assert!(mother.household_id.is_some());
    assert_eq!(mother.household_id, son.household_id);
    assert_eq!((mother.gender.as_deref(), mother.birth_year), (Some("female"), Some(1948)));
    let people = store::people::register(&mut tx(&world).await).await.expect("people");
    let alone = people.iter().find(|it| it.name == "张素珍").expect("registered");
    assert_ne!(alone.household_id, mother.household_id);
    assert_eq!((alone.phone.as_deref(), alone.birth_year), (None, Some(1940)));
}

async fn a_party_member_of_the_register_is_verified_and_others_claim_nothing(world: World) {
    import(&world, &[AREAS, VOLUNTEERS]).await;
    let (fitter, member) = (person(&world, "19900000105").await, person(&world, "19900000107").await);
    let mut tx = tx(&world).await;
    let it = store::volunteers::find(&mut tx, member.id).await.expect("a query").expect("a report-in");
    assert!(it.claims_party && it.verified_at == Some(world.now()) && it.weekend_only);
    assert_eq!(it.branch.as_deref(), Some("联合党支部"));
    assert_eq!(member.area_id, None, "where he lives was not said");
    let it = store::volunteers::find(&mut tx, fitter.id).await.expect("a query").expect("a report-in");
    assert!(!it.claims_party && it.verified_at.is_none());
    // 30 June 2027 to its end, in Shanghai
    assert_eq!(it.insured_until.map(|it| it.0), Some(1_814_371_200_000));
    let skills = store::volunteers::skills(&mut tx, fitter.id).await.expect("skills");
    assert_eq!(skills, [(Skill::Appliance, None), (Skill::Repair, None)]);
    let grants = store::people::grants(&mut tx, fitter.id).await.expect("roles");
    assert_eq!(grants.iter().map(|it| it.role).collect::<Vec<_>>(), [Role::Volunteer]);
}

async fn the_menu_holds_in_the_whole_street_unless_a_row_says_otherwise(world: World) {
    let own = "服务名称,类别,适用区域\n代取快递,便民服务,广华社区\n";
    import(&world, &[AREAS, ITEMS, own]).await;
    let areas = store::areas::register(&mut tx(&world).await).await.expect("areas");
    let id = |name: &str| areas.iter().find(|it| it.name == name).expect("an area").id;
    let meal = item(&world, "老年食堂送餐").await;
    assert_eq!((meal.area_id, meal.no, meal.code.as_str()), (id("龙井街道"), 1, "canteen_meal"));
    assert_eq!((meal.name_en.as_str(), meal.open), ("老年食堂送餐", true));
    let talk = item(&world, "政策讲解").await;
    assert_eq!((talk.no, talk.code.as_str()), (5, "item_5"), "the next number");
    assert_eq!(item(&world, "代取快递").await.area_id, id("广华社区"));
}
