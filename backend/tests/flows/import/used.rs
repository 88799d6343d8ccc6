//! Whoever and whatever was imported can be used at once.

use backend::flow::accept_offer::accept_offer;
use backend::flow::dispatch_order::dispatch_order;
use backend::flow::import_files::{may_import, template};
use backend::flow::move_order::move_order;
use backend::flow::place_order::place_order;
use backend::flow::sign_in::{self, Kind};
use backend::testing::{World, both_databases, op};
use backend::{password, view};
use domain::dispatch::Mode;
use domain::form::{Command, Dispatch, Intent, NewOrder, Phone, StaffSignIn};
use domain::import::{Format, Kind as List};
use domain::member::{Device, Permission, Viewer};
use domain::order::State;
use domain::time::{HOUR, Window};

use super::*;

both_databases!(
    an_imported_resident_orders_and_an_imported_desk_finds_an_imported_volunteer,
    staff_get_a_password_of_their_own_that_opens_the_desk_with_the_second_factor_only,
    templates_are_for_those_who_may_import,
);

/// Staff as the printed account lets them in.
async fn staff(world: &World, report: &Report, phone: &str) -> Viewer {
    let account = report.accounts.iter().find(|it| it.phone == phone).expect("an account");
    let it = StaffSignIn {
        phone: Phone::parse(phone).expect("a number"),
        password: account.password.clone(),
        totp: password::totp_now(&account.totp_secret, world.now()).expect("six digits"),
    };
    let signed_in = sign_in::staff(&world.ctx, &it, None, Kind::Staff(Device::Computer)).await;
    let token = signed_in.map(|it| it.token).expect("signed in");
    sign_in::viewer(&world.ctx, &token).await.expect("an answer").expect("a viewer").viewer
}

async fn neighbour(world: &World, phone: &str) -> Viewer {
    let signed_in = world.sign_in(&Phone::parse(phone).expect("a number")).await;
    sign_in::viewer(&world.ctx, &signed_in.token).await.expect("an answer").expect("a viewer").viewer
}

async fn an_imported_resident_orders_and_an_imported_desk_finds_an_imported_volunteer(world: World) {
    let report = import(&world, ALL).await;
    let (ctx, now) = (&world.ctx, world.now());
    let resident = neighbour(&world, "19900000101").await;
    let home = person(&world, "19900000101").await;
    let order = NewOrder {
        op: op(&world),
        item_id: item(&world, "换灯泡").await.id,
        area_id: home.area_id.expect("a building"),
        door: home.door.expect("a door"),
        window: Window { start: now.plus(3 * HOUR), end: now.plus(6 * HOUR) },
        agreed: None,
        details: "厨房的灯不亮了".to_owned(),
        answer: None,
        contact_name: "王桂芳".to_owned(),
        contact_phone: None,
        on_behalf: None,
        photos: Vec::new(),
    };
    let order = place_order(ctx, &resident, &order).await.expect("an order").id;
    let desk = staff(&world, &report, "19900000001").await;
    let admit = Command::Admit { public_note: None };
    let admit = Intent { op: op(&world), order_id: order, version: None, command: admit };
    move_order(ctx, &desk, &admit).await.expect("admitted");
    let page = view::desk::desk_order(ctx, &desk, order).await.expect("a page");
    let fitter = person(&world, "19900000105").await.id;
    let candidates: Vec<_> = page.candidates.iter().map(|it| it.person_id).collect();
    assert_eq!(candidates, [fitter], "skilled, insured, of this community");
    let it = Dispatch {
        op: op(&world),
        order_id: order,
        version: None,
        mode: Mode::Direct,
        person_id: Some(fitter),
        public_note: None,
    };
    dispatch_order(ctx, &desk, &it).await.expect("offered");
    let fitter = neighbour(&world, "19900000105").await;
    assert!(fitter.volunteer);
    accept_offer(ctx, &fitter, op(&world), order, None).await.expect("accepted");
    let found = store::orders::find(&mut tx(&world).await, order).await.expect("a query").expect("the order");
    assert_eq!(found.state, State::Claimed);
}

async fn staff_get_a_password_of_their_own_that_opens_the_desk_with_the_second_factor_only(world: World) {
    let report = import(&world, ALL).await;
    let mut passwords: Vec<_> = report.accounts.iter().map(|it| it.password.as_str()).collect();
    assert_eq!(passwords.len(), 3);
    passwords.sort_unstable();
    passwords.dedup();
    assert_eq!(passwords.len(), 3, "each their own");
    assert!(passwords.iter().all(|it| it.len() == 19));
    let shown = format!("{report:?}");
    assert!(passwords.iter().all(|it| !shown.contains(it)), "no log can hold one");
    let roles: Vec<_> = report.accounts.iter().find(|it| it.name == "罗小琴").expect("hers").roles.clone();
    let role = |area: &str| ("dispatcher".to_owned(), area.to_owned());
    assert_eq!(roles, [role("红苕地社区"), role("广华社区")]);
    let desk = staff(&world, &report, "19900000001").await;
    assert!(desk.is_staff());
    assert_eq!(desk.areas(Permission::Dispatch).count(), 2);
    // a code to the same number opens no desk
    assert!(!neighbour(&world, "19900000001").await.is_staff());
}

async fn templates_are_for_those_who_may_import(world: World) {
    let report = import(&world, ALL).await;
    let admin = staff(&world, &report, "19900000014").await;
    may_import(&admin).expect("hers");
    for kind in List::ALL {
        for format in Format::ALL {
            assert!(template(&admin, *kind, *format).is_ok_and(|file| !file.is_empty()));
        }
    }
    let desk = staff(&world, &report, "19900000001").await;
    for other in [desk, neighbour(&world, "19900000101").await, neighbour(&world, "19900000014").await] {
        crate::not_found("the page", may_import(&other));
        crate::not_found("a template", template(&other, List::Areas, Format::Csv));
    }
}
