//! The last place, over HTTP: of two hundred who say yes at once, one wins. `LINLI_RACE_ROUNDS` says
//! how often; on PostgreSQL as well when `LINLI_TEST_POSTGRES` names a server.

use backend::testing::{Case, Kind, World};
use domain::form::Command;
use domain::order::State;
use domain::time::MINUTE;
use futures::future::join_all;

use crate::app::TestApp;

/// How many say yes at once.
const CROWD: usize = 200;

fn rounds() -> usize {
    std::env::var("LINLI_RACE_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(100)
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_two_hundred_gets_the_last_place_on_sqlite() {
    race(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_two_hundred_gets_the_last_place_on_postgres() {
    if std::env::var_os("LINLI_TEST_POSTGRES").is_none() {
        eprintln!("LINLI_TEST_POSTGRES is not set: not raced on PostgreSQL");
        return;
    }
    race(Kind::Postgres).await;
}

async fn race(kind: Kind) {
    let app = TestApp::on(World::new(kind).await, false).await;
    let first = app.case().await;
    let crowd = app.world.helpers(&first.town, CROWD).await;
    let mut tokens = Vec::new();
    for helper in &crowd {
        tokens.push(app.token(helper.id, "api", "serve").await);
    }
    let mut slowest = std::time::Duration::ZERO;
    for round in 0..rounds() {
        // a minute a round, so that no limit of orders in a minute is met
        app.world.pass(MINUTE);
        let case = if round == 0 { first.clone() } else { first.about(first.place().await) };
        case.bring_to(State::Offered).await;
        slowest = slowest.max(all_at_once(&app, &case, &tokens, round).await);
        // nobody is left with a visit that would keep them out of the next round
        case.run(&case.resident, Command::Cancel { reason: None }).await.expect("withdrawn");
    }
    println!("{kind:?}: {} rounds of {CROWD}, the slowest answer took {} ms", rounds(), slowest.as_millis());
    app.world.check().await;
}

async fn all_at_once(app: &TestApp, case: &Case, tokens: &[String], round: usize) -> std::time::Duration {
    let path = format!("/offers/{}/acceptance", case.order);
    let yes = tokens.iter().map(|token| async {
        let began = std::time::Instant::now();
        let answer = app.with_token(token).poke(&path).await;
        (answer, began.elapsed())
    });
    let answers = join_all(yes).await;
    let won = answers.iter().filter(|(answer, _)| answer.status.as_u16() == 201).count();
    let refused = answers.iter().filter(|(answer, _)| answer.status.as_u16() == 409).count();
    let others: Vec<_> = answers.iter().filter(|(it, _)| !matches!(it.status.as_u16(), 201 | 409)).collect();
    assert_eq!((won, refused), (1, CROWD - 1), "round {round}: {:?}", others.first());
    let told =
        answers.iter().filter(|(answer, _)| answer.body["type"] == "urn:linli:problem:already_full").count();
    assert_eq!(told, CROWD - 1, "round {round}: a loser was not told why");
    let order = case.now().await;
    assert_eq!(order.state, State::Claimed, "round {round}");
    answers.iter().map(|(_, took)| *took).max().unwrap_or_default()
}
