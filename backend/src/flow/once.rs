//! One intention, one effect: the same `client_op_id` again returns the first answer.

use domain::Refusal;
use domain::id::{ClientOpId, PersonId};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::{hash, store};

/// What to do about an intention.
#[derive(Debug)]
pub enum Once<A> {
    /// It was carried out before: this was the answer.
    Answered(A),
    /// It is new: carry it out in this transaction and [`Begun::finish`].
    Begun(Box<Begun>),
}

/// A new intention, claimed in the transaction that will carry it out.
#[derive(Debug)]
pub struct Begun {
    /// The transaction.
    pub tx: Tx,
    person: PersonId,
    op: ClientOpId,
}

/// Begins a transaction and claims the intention in it.
///
/// # Errors
/// [`Refusal::OtherBody`] when the same id came with something else.
pub async fn begin<A: DeserializeOwned>(
    ctx: &Ctx,
    person: PersonId,
    op: ClientOpId,
    verb: &str,
    body: &impl Serialize,
) -> Result<Once<A>> {
    let body = serde_json::to_vec(body).map_err(|error| Error::internal("hashing a command", error))?;
    let body_hash = hash::sha256(&body);
    let mut tx = ctx.db.begin().await?;
    if store::ops::claim(&mut tx, person, op, verb, &body_hash, ctx.now()).await? {
        return Ok(Once::Begun(Box::new(Begun { tx, person, op })));
    }
    let (first_verb, first_hash, answer) =
        store::ops::find(&mut tx, person, op).await?.ok_or(Error::NotFound)?;
    if first_verb != verb || first_hash != body_hash {
        return Err(Refusal::OtherBody.into());
    }
    let answer =
        serde_json::from_str(&answer).map_err(|error| Error::internal("reading a first answer", error))?;
    // the first may have been done a moment ago and still wait for the disk
    tx.commit().await?;
    Ok(Once::Answered(answer))
}

impl Begun {
    /// Keeps the answer and commits both together.
    ///
    /// # Errors
    /// When the database fails; nothing has happened then.
    pub async fn finish<A: Serialize>(mut self, answer: A) -> Result<A> {
        let text =
            serde_json::to_string(&answer).map_err(|error| Error::internal("keeping an answer", error))?;
        store::ops::answer(&mut self.tx, self.person, self.op, &text).await?;
        self.tx.commit().await?;
        Ok(answer)
    }
}

impl Begun {
    /// Commits what was written so far but forgets the intention, for a "no" that leaves a mark
    /// (a counted wrong try): the same id may be tried again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn give_up(mut self: Box<Self>) -> Result<()> {
        store::ops::forget(&mut self.tx, self.person, self.op).await?;
        self.tx.commit().await?;
        Ok(())
    }
}
