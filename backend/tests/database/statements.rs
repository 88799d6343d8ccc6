//! Every statement of the stores is understood by both databases.

use backend::testing::{World, both_databases};

use crate::literals::statements;

both_databases!(every_statement_of_the_stores_can_be_prepared);

async fn every_statement_of_the_stores_can_be_prepared(world: World) {
    let all = statements();
    assert!(all.len() > 120, "{} statements were found", all.len());
    let mut wrong = Vec::new();
    for it in all {
        let sql = if world.ctx.db.is_shared() { it.postgres() } else { it.sql.clone() };
        if let Err(error) = world.prepare(&sql).await {
            wrong.push(format!("{}: {error}\n{sql}", it.at));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
