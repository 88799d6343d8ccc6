//! Bringing messages out of the house: claimed for this worker, put into words by the caller, sent,
//! and tried again with growing pauses.

use domain::time::{MINUTE, SECOND};
use serde::Deserialize;

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::outlet::{Sms, SmsMessage};
use crate::store;

/// Tries before a message is given up.
const TRIES: i32 = 6;

/// A message as the flow left it: a key and its arguments, not yet a sentence.
#[derive(Debug, Clone, Deserialize)]
pub struct Unsaid {
    /// Eleven digits.
    pub to: String,
    /// A key of `sms.json`.
    pub key: String,
    /// The one-time code, if there is one.
    pub code: Option<String>,
    /// For how long it holds.
    pub minutes: Option<i64>,
}

/// Sends what is due; how many messages went out. `say` puts one into words.
///
/// # Errors
/// When the database fails; a gateway that fails is no error but a later try.
pub async fn tick(ctx: &Ctx, sms: &Sms, say: impl Fn(&Unsaid) -> String + Send) -> Result<usize> {
    let now = ctx.now();
    let mut tx = ctx.db.begin().await?;
    let claimed = store::outbox::claim(&mut tx, now, now.plus(MINUTE), 20).await?;
    if claimed.is_empty() {
        return Ok(0);
    }
    tx.commit().await?;
    let mut sent = 0;
    for (id, _, payload, attempts) in claimed {
        let unsaid: Unsaid = serde_json::from_str(&payload)
            .map_err(|error| Error::internal("reading an outbox row", error))?;
        let message = SmsMessage {
            to: unsaid.to.clone(),
            text: say(&unsaid),
            code: unsaid.code.clone(),
            at: ctx.now().0,
        };
        let result = sms.send(&message).await;
        let mut tx = ctx.db.begin().await?;
        match result {
            Ok(()) => {
                store::outbox::done(&mut tx, id, ctx.now()).await?;
                sent += 1;
            }
            Err(error) => {
                let pause = (1_i64 << attempts.clamp(0, 10)) * SECOND;
                let again_at = (attempts < TRIES).then(|| ctx.now().plus(pause));
                tracing::warn!(outbox.id = %id, attempts, %error, "a message did not go out");
                store::outbox::failed(&mut tx, id, &error.to_string(), again_at, ctx.now()).await?;
            }
        }
        tx.commit().await?;
    }
    Ok(sent)
}
