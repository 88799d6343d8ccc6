//! How often a password may be tried (trust.md H5, docs/decisions/015): counted by number and address, and
//! by the number alone for addresses where its owner has not been of late. Whether the number is staff's
//! makes no difference.

use std::net::IpAddr;

use domain::Refusal;
use domain::form::Phone;
use domain::time::{DAY, HOUR, MINUTE, Timestamp};

use crate::db::Tx;
use crate::error::Result;
use crate::flow::limits;
use crate::{hash, store};

/// Wrong passwords for a number from one address before it is closed there for [`LOCK_MINUTES`].
pub const PASSWORD_TRIES: i32 = 5;
/// For how long.
pub const LOCK_MINUTES: i64 = 15;
/// Wrong passwords for a number in an hour, from all addresses that are new to it, before it is closed to
/// those for as long.
pub const NUMBER_TRIES: i32 = 50;
/// So long an address is not new to a number that signed in there; counters are not kept longer.
const KNOWN_FOR: i64 = 2 * DAY;

/// A try that is being looked at. It counts as a wrong one until it was right: of a hundred at once only
/// the first five may learn anything.
pub(super) struct Try {
    /// With which try of each bound this is.
    bounds: Vec<(Bound, i32)>,
    known: String,
    at: Timestamp,
}

/// So many wrong tries in a window; with the last of them it closes for the length of one.
struct Bound {
    name: String,
    window: i64,
    most: i32,
}

impl Try {
    /// Counts it.
    ///
    /// # Errors
    /// [`Refusal::Locked`]; the transaction is not to be committed then, so that nothing was counted.
    pub(super) async fn begin(
        tx: &mut Tx,
        phone: &Phone,
        from: Option<IpAddr>,
        now: Timestamp,
    ) -> Result<Self> {
        let number = hash::sha256(phone.digits().as_bytes());
        // where addresses say nothing, everybody is at one
        let place = from.map_or_else(|| "anywhere".to_owned(), limits::mark);
        let here = format!("{number}:{place}");
        let known = format!("password:known:{here}");
        let been_here = store::limits::latest(tx, &known).await?.is_some_and(|at| now.since(at) < KNOWN_FOR);
        let mut bounds = vec![
            Bound { name: here, window: LOCK_MINUTES * MINUTE, most: PASSWORD_TRIES }
                .counted(tx, now)
                .await?,
        ];
        if !been_here {
            bounds.push(Bound { name: number, window: HOUR, most: NUMBER_TRIES }.counted(tx, now).await?);
        }
        Ok(Self { bounds, known, at: now })
    }

    /// It was wrong.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn wrong(self, tx: &mut Tx) -> Result<()> {
        for (bound, nth) in &self.bounds {
            if *nth == bound.most {
                store::limits::add(tx, &bound.closed(), self.at, 1).await?;
            }
        }
        Ok(())
    }

    /// It was right, and does not count. The number is known at this address from now on.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn right(self, tx: &mut Tx) -> Result<()> {
        for (bound, _) in &self.bounds {
            store::limits::add(tx, &bound.tried(), self.at.window_start(bound.window), -1).await?;
        }
        store::limits::count(tx, &self.known, DAY, self.at).await?;
        Ok(())
    }
}

impl Bound {
    /// Counts one more, and which one that is.
    async fn counted(self, tx: &mut Tx, now: Timestamp) -> Result<(Self, i32)> {
        let closed = store::limits::latest(tx, &self.closed()).await?;
        if let Some(until) = closed.map(|at| at.plus(self.window)).filter(|until| *until > now) {
            return Err(Refusal::Locked { until }.into());
        }
        let nth = store::limits::count(tx, &self.tried(), self.window, now).await?;
        if nth > self.most {
            // the last ones are being looked at this moment
            return Err(Refusal::Locked { until: now.plus(self.window) }.into());
        }
        Ok((self, nth))
    }

    fn tried(&self) -> String {
        format!("password:tried:{}", self.name)
    }

    fn closed(&self) -> String {
        format!("password:closed:{}", self.name)
    }
}
