//! Rating a service after it was confirmed without words.

use backend::flow::rate::rate;
use backend::testing::{Case, World, both_databases, op};
use backend::view;
use domain::Refusal;
use domain::form::Rating;
use domain::order::State;

use crate::{not_found, refused};

both_databases!(she_rates_once_what_the_keys_confirmed, nobody_else_rates_and_not_too_early);

fn stars(world: &World, stars: i32) -> Rating {
    Rating { op: op(world), stars, words: Some("来得快".into()) }
}

async fn she_rates_once_what_the_keys_confirmed(world: World) {
    let case = Case::in_state(&world, State::InService).await;
    case.check_out(&case.helper).await.expect("both keys");
    assert_eq!(case.now().await.state, State::Confirmed);
    let it = stars(&world, 5);
    rate(&world.ctx, &case.resident, case.order, &it).await.expect("rated");
    rate(&world.ctx, &case.resident, case.order, &it).await.expect("the same again");
    let page = view::order::order_page(&world.ctx, &case.resident, case.order).await.expect("a page");
    assert_eq!((page.rating, page.rating_note.as_deref()), (Some(5), Some("来得快")));
    let again = rate(&world.ctx, &case.resident, case.order, &stars(&world, 1)).await;
    assert_eq!(refused(again), Refusal::NotNow { state: State::Confirmed });
    let page = view::order::order_page(&world.ctx, &case.resident, case.order).await.expect("a page");
    assert_eq!(page.rating, Some(5), "the first one stands");
}

async fn nobody_else_rates_and_not_too_early(world: World) {
    let case = Case::in_state(&world, State::InService).await;
    let early = rate(&world.ctx, &case.resident, case.order, &stars(&world, 5)).await;
    assert_eq!(refused(early), Refusal::NotNow { state: State::InService });
    case.check_out(&case.helper).await.expect("both keys");
    for other in [&case.helper, &case.dispatcher] {
        let no = rate(&world.ctx, other, case.order, &stars(&world, 5)).await;
        assert_eq!(refused(no), Refusal::NotNow { state: State::Confirmed });
    }
    let stranger = world.resident("生人", case.town.building).await;
    not_found("an order", rate(&world.ctx, &stranger, case.order, &stars(&world, 5)).await);
}
