//! What screens are told, so that they show what somebody can do and whom to turn to.

use backend::testing::{Case, World, both_databases};
use backend::{store, view};
use domain::form::Command;
use domain::order::State;

both_databases!(the_desk_that_has_an_order_is_one_call_away,);

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
