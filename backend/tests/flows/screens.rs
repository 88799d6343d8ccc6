//! What screens are told, so that they show what somebody can do and whom to turn to.

use backend::store::areas::NewArea;
use backend::testing::{Case, Helper, World, both_databases, op};
use backend::{flow, store, view};
use domain::area::Level;
use domain::form::Command;
use domain::id::{AreaId, PersonId};
use domain::member::{Role, Viewer};
use domain::order::State;
use domain::time::DAY;

use crate::not_found;

both_databases!(
    the_desk_that_has_an_order_is_one_call_away,
    buildings_are_listed_as_people_count_them,
    the_page_of_points_has_one_line_an_order,
    the_desk_is_shown_what_it_may_do_for_somebody_and_no_more,
);

async fn the_desk_that_has_an_order_is_one_call_away(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    let desk_phone = async |who| {
        let page = view::order::order_page(&world.ctx, who, case.order).await.expect("a page");
        page.desk_phone
    };
    assert_eq!(desk_phone(&case.resident).await, None, "nobody has said it yet");
    let mut tx = world.ctx.db.begin().await.expect("a transaction");
    for (area, phone) in [(case.town.community, "0813-9990101"), (case.town.street, "0813-9990100")] {
        store::areas::set_phone(&mut tx, area, phone).await.expect("said");
    }
    tx.commit().await.expect("a commit");
    world.ctx.tree.forget();
    for who in [&case.resident, &case.helper] {
        assert_eq!(desk_phone(who).await.as_deref(), Some("0813-9990101"), "{}", who.name);
    }
    let home = async |who| view::home::home(&world.ctx, who).await.expect("a page").phone;
    assert_eq!(home(Some(&case.resident)).await.as_deref(), Some("0813-9990101"));
    assert_eq!(home(None).await.as_deref(), Some("0813-9990101"), "a stranger sees the first community's");
    case.run(&case.dispatcher, Command::Escalate { reason: "要街道出面".into() }).await.expect("handed up");
    assert_eq!(desk_phone(&case.resident).await.as_deref(), Some("0813-9990100"), "the street has it now");
}

async fn buildings_are_listed_as_people_count_them(world: World) {
    let town = world.town().await;
    let mut tx = world.ctx.db.begin().await.expect("a transaction");
    for (code, name) in [("510104001003-a2", "10栋"), ("510104001003-a3", "2栋"), ("510104001003-a4", "1栋")]
    {
        let area = NewArea {
            id: AreaId(world.ctx.id()),
            parent_id: Some(town.estate),
            level: Level::Courtyard,
            code: code.to_owned(),
            name: name.to_owned(),
            grid: None,
        };
        assert!(store::areas::insert(&mut tx, &area, world.now()).await.expect("an area"));
    }
    tx.commit().await.expect("a commit");
    let list = view::home::buildings(&world.ctx).await.expect("a list");
    let (first, others) = list.split_at(4);
    let names: Vec<_> = first.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["1栋", "2栋", "10栋", "courtyard 510104001003-a1"]);
    assert!(others.iter().all(|it| it.estate != first[0].estate), "estates are not mixed");
    assert_eq!(others.len(), 3);
}

async fn the_page_of_points_has_one_line_an_order(world: World) {
    let case = Case::in_state(&world, State::Confirmed).await;
    let lines = async || {
        let page = view::wallet::page(&world.ctx, &case.helper).await.expect("a page");
        let (pending, available, minutes) = case.wallet(&case.helper).await;
        assert_eq!((page.pending, page.available, page.minutes), (pending, available, minutes));
        assert_eq!(page.points.iter().map(|it| it.pending).sum::<i64>(), pending, "each point has its order");
        assert_eq!(page.points.iter().map(|it| it.available).sum::<i64>(), available);
        page.points
            .into_iter()
            .map(|it| (it.order_id.expect("an order"), it.pending, it.available, it.reversed))
            .collect::<Vec<_>>()
    };
    assert_eq!(lines().await, [(case.order, 60, 0, false)]);
    world.pass(7 * DAY);
    world.tick().await;
    assert_eq!(lines().await, [(case.order, 0, 60, false)], "it can be used now, and is the same line");
    let whole = view::wallet::wallet(&world.ctx, &case.helper).await.expect("a wallet");
    assert_eq!(whole.points.len(), 3, "nothing is folded away in the book itself");

    let wrong = case.about(case.place().await);
    wrong.bring_to(State::Disputed).await;
    wrong.run(&case.second, Command::CloseNotDone { finding: "没去".into() }).await.expect("decided");
    assert_eq!(lines().await, [(wrong.order, 0, 0, true), (case.order, 0, 60, false)]);
}

/// Whether the list offers somebody to verify a person's papers, and to issue a card.
async fn offered(world: &World, to: &Viewer, person: PersonId) -> (bool, bool) {
    let list = flow::report_in::people(&world.ctx, to, "").await.expect("a list");
    let line = list.iter().find(|it| it.id == person).expect("a line");
    (line.may_verify, line.may_issue_card)
}

async fn the_desk_is_shown_what_it_may_do_for_somebody_and_no_more(world: World) {
    let case = Case::placed(&world).await;
    let party = world.helper(&case.town, Helper { party: true, ..Helper::default() }).await;
    let verifies = async |who| flow::report_in::verify(&world.ctx, who, op(&world), party.id).await.is_ok();
    let issues =
        async |who: &Viewer, person| flow::sign_in::issue_card(&world.ctx, who, person, true).await.is_ok();
    for (who, may) in [(&case.coordinator, false), (&case.dispatcher, true)] {
        assert_eq!(offered(&world, who, party.id).await, (may, may), "{}", who.name);
        assert_eq!((verifies(who).await, issues(who, party.id).await), (may, may), "{}", who.name);
    }
    // somebody lives here and has reported in next door, where another desk has seen the papers
    let (here, there) = (case.town.community, case.town.neighbour);
    let moved = world.helper(&case.town, Helper { party: true, ..Helper::default() }).await;
    let next_door = world.staff("甲", Role::Dispatcher, there, case.town.neighbour_building).await;
    let elsewhere = format!(
        "update volunteers set community_id = {} where person_id = {}",
        case.literal(there.0),
        case.literal(moved.id.0)
    );
    world.raw(&elsewhere).await.expect("reported in next door");
    assert_eq!(offered(&world, &case.dispatcher, moved.id).await, (false, true));
    not_found("papers", flow::report_in::verify(&world.ctx, &case.dispatcher, op(&world), moved.id).await);
    flow::report_in::verify(&world.ctx, &next_door, op(&world), moved.id).await.expect("verified");
    // nobody verifies themselves
    let own = world.staff("乙", Role::Dispatcher, here, case.town.building).await;
    assert_eq!(offered(&world, &own, own.id).await, (false, true));
}
