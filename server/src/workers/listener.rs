//! On PostgreSQL: brings the notices of every server to the pages that are open on this one.

use std::time::Duration;

use backend::Ctx;

use crate::stop::Stop;

/// After a lost connection.
const AGAIN_AFTER: Duration = Duration::from_secs(1);

/// Listens until told to stop; on SQLite there is nothing to do.
pub async fn run(ctx: Ctx, mut stop: Stop) {
    loop {
        match ctx.db.listener().await {
            Ok(None) => return,
            Ok(Some(mut listener)) => {
                // whatever happened while nobody listened is unknown
                ctx.db.look_again();
                loop {
                    let passed = tokio::select! {
                        passed = ctx.db.pass_on(&mut listener) => passed,
                        () = stop.wait() => return,
                    };
                    if let Err(error) = passed {
                        tracing::warn!(%error, "the database's notices were lost for a moment");
                        break;
                    }
                }
            }
            Err(error) => tracing::warn!(%error, "the database's notices cannot be listened to"),
        }
        tokio::select! {
            () = tokio::time::sleep(AGAIN_AFTER) => {}
            () = stop.wait() => return,
        }
    }
}
