//! Every public function of the stores is called, every statement is run, and says the same in both
//! databases. What no story reaches is called here by itself.

use std::collections::BTreeSet;

use backend::testing::{Case, Helper, World, both_databases, op};
use backend::{db, flow, store, view};
use domain::form::{AtTheDoor, Stewarding};
use domain::id::OrderId;
use domain::member::Role;
use domain::order::State;
use domain::time::{DAY, HOUR, Timestamp};
use domain::view::{InboxFilter, Period};

use crate::literals::statements;
use crate::nouns;

both_databases!(every_statement_of_the_stores_is_run,);

async fn every_statement_of_the_stores_is_run(world: World) {
    let case = Case::placed(&world).await;
    for state in State::ALL {
        let another = case.about(case.place().await);
        another.bring_to(*state).await;
        world.pass(DAY);
    }
    pages(&case).await;
    nouns::places::areas(&case).await;
    nouns::places::menu(&case).await;
    nouns::people::people(&case).await;
    nouns::people::volunteers(&case).await;
    nouns::intentions(&case).await;
    nouns::people::staff(&case).await;
    nouns::people::codes(&world).await;
    nouns::outbox(&world).await;
    nouns::working_days(&world).await;
    nouns::lease(&world).await;
    nouns::limits(&world).await;
    nouns::messages(&case).await;
    nouns::events(&case).await;
    nouns::complaint(&case).await;
    nouns::photos(&case).await;
    waves_and_keys(&case).await;
    world.check().await;

    let seen = db::seen();
    let shared = world.ctx.db.is_shared();
    let missing: BTreeSet<_> = statements()
        .into_iter()
        .filter(|it| !seen.contains(if shared { it.postgres() } else { it.sql.clone() }.as_str()))
        .map(|it| format!("{}\n{}", it.at, it.sql))
        .collect();
    let list: Vec<_> = missing.into_iter().collect();
    assert!(list.is_empty(), "never run:\n\n{}", list.join("\n\n"));
}

async fn pages(case: &Case) {
    let (ctx, desk) = (&case.world.ctx, &case.dispatcher);
    for filter in InboxFilter::ALL {
        view::desk::inbox(ctx, desk, *filter, None).await.expect("an inbox");
    }
    case.place().await;
    view::desk::desk_order(ctx, desk, case.order).await.expect("a page");
    view::home::home(ctx, Some(&case.resident)).await.expect("a page");
    view::home::home(ctx, None).await.expect("a page");
    view::menu::menu(ctx, Some(&case.resident)).await.expect("a page");
    view::home::me(ctx, &case.resident).await.expect("a page");
    view::menu::item(ctx, case.item.id).await.expect("an item");
    assert_eq!(view::home::buildings(ctx).await.expect("a list").len(), 4);
    view::home::inbox(ctx, &case.resident).await.expect("a list");
    view::home::my_orders(ctx, &case.resident, None, 9).await.expect("a list");
    view::volunteer::my_visits(ctx, &case.helper).await.expect("a list");
    view::wallet::wallet(ctx, &case.helper).await.expect("a wallet");
    view::wallet::page(ctx, &case.helper).await.expect("a page");
    flow::report_in::people(ctx, desk, "王").await.expect("a list");
    flow::report_in::my_times(ctx, &case.helper).await.expect("times");
    view::building::of_home(ctx, &case.resident).await.expect("a building");
    view::totals::totals(ctx, desk, None, Period::Year).await.expect("totals");
    let admin = case.world.staff("管", Role::CommunityAdmin, case.town.community, case.town.building).await;
    for role in [Role::Steward, Role::GridWorker] {
        let it = Stewarding { role, area: case.town.building, phone: None };
        flow::stewards::assign(ctx, &admin, op(&case.world), &it).await.expect("nobody");
    }
    view::building::stewards(ctx, &admin).await.expect("a list");
    case.world.grant(case.resident.id, Role::Steward, case.town.building).await;
    let mut tx = ctx.db.begin().await.expect("a transaction");
    assert_eq!(store::stewards::worker_beside(&mut tx, case.town.building).await.expect("a query"), None);
    let holder = store::stewards::holder(&mut tx, case.town.building, Role::Steward).await.expect("a query");
    assert_eq!(holder, Some(case.resident.id));
    drop(tx);
    let steward = case.world.viewer(case.resident.id, false).await;
    view::building::watched(ctx, &steward).await.expect("a list");
    flow::pace::recall(ctx).await.expect("learnt");
    view::live::open(ctx, desk, None).await.expect("an ear");
    view::live::open(ctx, desk, Some(Timestamp(1))).await.expect("an ear");
    flow::urge::urge(ctx, &case.resident, op(&case.world), case.order).await.expect("urged");
}

/// What only happens on the way: a wave, a lapse, a no, a wrong key, nobody at the door, silence, a finding.
async fn waves_and_keys(all: &Case) {
    let world = &all.world;
    let asked = all.about(all.place().await);
    asked.bring_to(State::ToDispatch).await;
    asked.dispatch(domain::dispatch::Mode::Waves, None).await.expect("offered");
    view::volunteer::offers(&world.ctx, &all.helper, 9).await.expect("a list");
    view::volunteer::offer(&world.ctx, &all.helper, asked.order).await.expect("an offer");
    asked.decline(&all.helper).await.expect("a no");
    world.pass(3 * DAY);
    world.tick().await;
    let visit = all.about(all.place().await);
    visit.bring_to(State::Claimed).await;
    let wrong = visit.at_the_door(Some("none".to_owned()));
    assert!(flow::serve::check_in(&world.ctx, &all.helper, &wrong).await.is_err());
    visit.release(&all.helper).await.expect("handed back");
    let missed = all.about(all.place().await);
    missed.bring_to(State::Claimed).await;
    world.pass(4 * HOUR);
    let (ctx, id, who) = (&world.ctx, missed.order, all.helper.id);
    flow::no_show::report_no_show(ctx, &all.dispatcher, op(world), id, who).await.expect("noted");
    flow::no_show::state_excuse(ctx, &all.helper, op(world), id, "病了").await.expect("said");
    flow::no_show::accept_excuse(ctx, &all.second, op(world), id, who).await.expect("taken");
    let inside = all.about(all.place().await);
    inside.bring_to(State::Claimed).await;
    let keys = inside.keys().await;
    // at the same hour: by night no wave asks anybody
    world.pass(DAY);
    flow::no_show::report_no_show(ctx, &all.dispatcher, op(world), inside.order, who).await.expect("noted");
    let at = |key, at| AtTheDoor { at: Some(at), ..inside.at_the_door(Some(key)) };
    let start = inside.now().await.window_start;
    let (came, left) = (at(keys.arrive_key, start), at(keys.leave_key, start.plus(HOUR)));
    flow::serve::enter_late(ctx, &all.helper, &came, &left).await.expect("was there");
    let above = all.about(all.place().await);
    above.bring_to(State::Escalated).await;
    let back = domain::form::Command::GiveBack { words: "派两个人".into() };
    above.run(&all.coordinator, back).await.expect("given back");
    let named = all.about(all.place().await);
    named.bring_to(State::ToDispatch).await;
    named.dispatch(domain::dispatch::Mode::Direct, Some(all.helper.id)).await.expect("offered");
    named.accept(&all.helper).await.expect("a yes");
    named.release(&all.helper).await.expect("handed back");
    let silent = all.about(all.place().await);
    silent.bring_to(State::Reported).await;
    world.pass(3 * DAY);
    world.tick().await;
    world.pass(8 * DAY);
    world.tick().await;
    let wrong = all.about(all.place().await);
    wrong.bring_to(State::Disputed).await;
    let finding = domain::form::Command::CloseNotDone { finding: "未做".into() };
    wrong.run(&all.second, finding).await.expect("decided");
    let again = all.about(all.place().await);
    again.bring_to(State::Disputed).await;
    let redo = domain::form::Command::Redo { words: "换个人再去".into() };
    again.run(&all.dispatcher, redo).await.expect("to be done again");
    world.helper(&all.town, Helper::default()).await;
    let wanted = all.about(all.place().await);
    wanted.bring_to(State::ToDispatch).await;
    wanted.dispatch(domain::dispatch::Mode::Waves, None).await.expect("offered to both");
    wanted.accept(&all.helper).await.expect("a yes");
    let mut tx = world.ctx.db.read().await.expect("a transaction");
    assert!(store::orders::find(&mut tx, OrderId(world.ctx.id())).await.expect("a query").is_none());
}
