//! A whole district's worth of people.

use std::fmt::Write as _;
use std::time::Instant;

use backend::testing::{World, both_databases};
use domain::import::Kind;

use super::*;

both_databases!(five_thousand_residents_twice_are_five_thousand_residents,);

/// 5,000 people behind 2,500 doors; every fifth has no phone.
fn lists() -> (String, String) {
    let mut areas = "街道,社区,小区,楼栋\n".to_owned();
    let mut residents = "姓名,手机,年龄,小区,楼栋,门号\n".to_owned();
    for building in 1..=50 {
        writeln!(areas, "龙井街道,红苕地社区,盐都新村,{building}栋").expect("a String takes anything");
    }
    for n in 0..5_000 {
        let phone = if n % 5 == 0 { String::new() } else { format!("199{n:08}") };
        let (building, door) = (n % 50 + 1, n / 100 + 101);
        writeln!(residents, "居民{n},{phone},{},盐都新村,{building}栋,{door}", n % 90)
            .expect("a String takes anything");
    }
    (areas, residents)
}

async fn five_thousand_residents_twice_are_five_thousand_residents(world: World) {
    let (areas, residents) = lists();
    let begun = Instant::now();
    let first = import(&world, &[&areas, &residents]).await;
    assert_eq!(of(&first, Kind::Residents), counts(5_000, 0, 0));
    let again = import(&world, &[&residents, &areas]).await;
    assert_eq!(of(&again, Kind::Residents), counts(0, 0, 5_000));
    assert_eq!(of(&again, Kind::Areas), counts(0, 0, 50));
    // a debug build on a busy machine
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
    let people = store::people::register(&mut tx(&world).await).await.expect("people");
    assert_eq!(people.len(), 5_000);
    let mut households: Vec<_> = people.iter().map(|it| it.household_id.expect("a household")).collect();
    households.sort_unstable();
    households.dedup();
    assert_eq!(households.len(), 2_500, "two share a door");
}
