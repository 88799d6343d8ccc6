//! The same lists again, and lists that have changed.

use backend::flow::import_files::Account;
use backend::testing::{World, both_databases};
use backend::{flow, password};
use domain::form::Times;
use domain::import::Kind;
use domain::member::Device;
use domain::quiet::QuietHours;
use domain::time::DAY;

use super::*;

both_databases!(
    the_same_lists_again_change_nothing,
    a_dry_run_says_the_same_and_leaves_nothing,
    a_changed_row_changes_what_it_says_and_nothing_else,
    an_empty_cell_takes_nothing_away,
    a_list_changes_the_week_and_leaves_the_night,
    somebody_without_a_phone_gets_one_and_stays_the_same,
    a_list_changes_no_password_and_gives_no_role_back,
    who_has_lost_their_password_gets_a_new_one_and_the_old_opens_nothing,
    next_years_list_of_ages_makes_nobody_older_or_younger,
);

async fn the_same_lists_again_change_nothing(world: World) {
    import(&world, ALL).await;
    let before = written(&world).await;
    world.pass(DAY);
    let report = import(&world, ALL).await;
    for (kind, it) in &report.counts {
        assert_eq!((it.new, it.changed), (0, 0), "{kind}");
        assert!(it.unchanged > 0, "{kind}");
    }
    assert_eq!(report.new_accounts, 0);
    assert_eq!(written(&world).await, before);
}

async fn a_dry_run_says_the_same_and_leaves_nothing(world: World) {
    let nothing = written(&world).await;
    let dry = run(&world, ALL, true).await;
    assert!(dry.is_good() && !dry.stored);
    assert_eq!(written(&world).await, nothing);
    assert!(dry.accounts.is_empty(), "what was not stored opens nothing");
    let real = import(&world, ALL).await;
    assert_eq!((dry.counts, dry.new_accounts), (real.counts, real.new_accounts));
    assert_eq!(real.new_accounts, 3);
}

async fn a_changed_row_changes_what_it_says_and_nothing_else(world: World) {
    import(&world, ALL).await;
    let areas = AREAS.replace("第2居民小组", "第3居民小组").replace("广华社区", "新广华社区");
    let residents = RESIDENTS.replace("2单元501\n王小军", "2单元601\n王小军").replace("1975", "1976");
    let volunteers = VOLUNTEERS
        .replace("水电维修、家电", "水电维修、急救")
        .replace("联合党支部", "第一党支部")
        .replace("广华社区", "新广华社区");
    let items = ITEMS.replace("换灯泡", "更换灯泡").replace(",12,", ",15,");
    let id = item(&world, "换灯泡").await.id;
    let report = import(&world, &[&areas, &residents, &volunteers, &items]).await;
    assert_eq!(of(&report, Kind::Areas), counts(0, 1, 2));
    assert_eq!(of(&report, Kind::Residents), counts(0, 2, 1));
    assert_eq!(of(&report, Kind::Volunteers), counts(0, 2, 0));
    assert_eq!(of(&report, Kind::Items), counts(0, 1, 2));
    assert_eq!(notices(&report), ["0:4 renamed", "3:3 renamed"]);
    let moved = person(&world, "19900000101").await;
    assert_eq!(moved.door.as_deref(), Some("2单元601"));
    assert_ne!(moved.household_id, person(&world, "19900000102").await.household_id);
    let bulb = item(&world, "更换灯泡").await;
    assert_eq!((bulb.id, bulb.points_per_hour, bulb.open), (id, 15, true));
    let member = person(&world, "19900000107").await;
    let mut tx = tx(&world).await;
    let it = store::volunteers::find(&mut tx, member.id).await.expect("a query").expect("a report-in");
    assert!(it.verified_at.is_some() && it.branch.as_deref() == Some("第一党支部"));
    drop(tx);
    let same = import(&world, &[&areas, &residents, &volunteers, &items]).await;
    assert!(same.counts.iter().all(|(_, it)| it.new + it.changed == 0), "{:?}", same.counts);
}

async fn an_empty_cell_takes_nothing_away(world: World) {
    import(&world, ALL).await;
    let before = written(&world).await;
    let bare = [
        "社区,小区,楼栋\n红苕地社区,盐都新村,1栋\n",
        "姓名,手机,小区,楼栋,门号\n王桂芳,19900000101,盐都新村,1栋,2单元501\n",
        "姓名,手机,技能\n李建国,19900000105,\n何晓峰,19900000107,\n",
    ];
    let report = import(&world, &bare).await;
    assert!(report.counts.iter().all(|(_, it)| it.new + it.changed == 0), "{:?}", report.counts);
    assert_eq!(written(&world).await, before);
}

async fn a_list_changes_the_week_and_leaves_the_night(world: World) {
    import(&world, ALL).await;
    let who = person(&world, "19900000107").await.id;
    let quiet = QuietHours { start: 23 * 60, end: 7 * 60 };
    let times = Times { slots: Vec::new(), weekend_only: true, urgent_opt_in: true, paused: false, quiet };
    let mut tx = world.ctx.db.begin().await.expect("a transaction");
    store::volunteers::set_times(&mut tx, who, &times).await.expect("set");
    tx.commit().await.expect("a commit");
    import(&world, &[AREAS, &VOLUNTEERS.replace("星期天先锋", "周六上午")]).await;
    let mut tx = world.ctx.db.read().await.expect("a transaction");
    assert_eq!(store::volunteers::slots(&mut tx, who).await.expect("a week").len(), 1);
    let it = store::volunteers::find(&mut tx, who).await.expect("a query").expect("a report-in");
    assert_eq!((it.quiet(), it.urgent_opt_in, it.weekend_only), (quiet, true, false));
}

async fn somebody_without_a_phone_gets_one_and_stays_the_same(world: World) {
    import(&world, &[AREAS, RESIDENTS]).await;
    let people = store::people::register(&mut tx(&world).await).await.expect("people");
    let id = people.iter().find(|it| it.name == "张素珍").expect("registered").id;
    let with_phone = RESIDENTS.replace("张素珍,,", "张素珍,19900000103,");
    let report = import(&world, &[&with_phone]).await;
    assert_eq!(of(&report, Kind::Residents), counts(0, 1, 2));
    assert_eq!(person(&world, "19900000103").await.id, id);
    // the old list does not take it away
    assert_eq!(of(&import(&world, &[RESIDENTS]).await, Kind::Residents), counts(0, 0, 3));
    assert_eq!(person(&world, "19900000103").await.id, id);
}

async fn a_list_changes_no_password_and_gives_no_role_back(world: World) {
    import(&world, ALL).await;
    let who = person(&world, "19900000001").await;
    let hash = password::hash(&world.ctx, "her own choice of words").await.expect("a hash");
    let mut tx = world.ctx.db.begin().await.expect("a transaction");
    store::staff::set(&mut tx, who.id, &hash, "JBSWY3DPEHPK3PXP", world.now()).await.expect("set");
    tx.commit().await.expect("a commit");
    let revoke = "update role_grants set revoked_at = 1
                  where role = 'dispatcher' and area_id = (select id from areas where name = '广华社区')";
    world.raw(revoke).await.expect("withdrawn");
    let report = import(&world, ALL).await;
    assert_eq!((report.new_accounts, notices(&report)), (0, vec!["3:3 role_withdrawn".to_owned()]));
    assert_eq!(of(&report, Kind::Staff), counts(0, 0, 4));
    let phone = domain::form::Phone::parse("19900000001").expect("a number");
    let totp = password::totp_now("JBSWY3DPEHPK3PXP", world.now()).expect("six digits");
    let it = domain::form::StaffSignIn { phone, password: "her own choice of words".to_owned(), totp };
    let kind = flow::sign_in::Kind::Staff(Device::Computer);
    let signed_in =
        flow::sign_in::staff(&world.ctx, &it, None, kind).await.map(|it| it.token).expect("signed in");
    let known = flow::sign_in::viewer(&world.ctx, &signed_in).await.expect("an answer").expect("a viewer");
    assert_eq!(known.viewer.grants.len(), 1, "the withdrawn role stays withdrawn");
}

async fn who_has_lost_their_password_gets_a_new_one_and_the_old_opens_nothing(world: World) {
    let first = import(&world, ALL).await;
    let account = |report: &Report| {
        report.accounts.iter().find(|it| it.phone == "19900000001").cloned().expect("an account")
    };
    let sign_in = async |it: &Account| {
        let it = domain::form::StaffSignIn {
            phone: domain::form::Phone::parse(&it.phone).expect("a number"),
            password: it.password.clone(),
            totp: password::totp_now(&it.totp_secret, world.now()).expect("six digits"),
        };
        flow::sign_in::staff(&world.ctx, &it, None, flow::sign_in::Kind::Staff(Device::Computer))
            .await
            .map(|it| it.token)
    };
    let old = sign_in(&account(&first)).await.expect("signed in");
    let renew = ["19900000001".to_owned()];
    let report = import_files(&world.ctx, &files(ALL), false, &renew, |_| {}).await.expect("an import");
    assert_eq!(report.accounts.len(), 1, "the others keep theirs");
    assert_eq!(of(&report, Kind::Staff), counts(0, 0, 4), "and nothing else changes");
    let viewer = flow::sign_in::viewer(&world.ctx, &old).await.expect("an answer");
    assert!(viewer.is_none(), "whoever has the lost phone is out");
    assert!(sign_in(&account(&first)).await.is_err());
    sign_in(&account(&report)).await.expect("signed in with the new ones");
}

async fn next_years_list_of_ages_makes_nobody_older_or_younger(world: World) {
    import(&world, &[AREAS, RESIDENTS]).await;
    world.pass(300 * DAY);
    assert_eq!(of(&import(&world, &[RESIDENTS]).await, Kind::Residents), counts(0, 0, 3));
}
