//! What happens without anybody asking. Each worker is a loop around one `tick` of a flow; a tick
//! that fails is logged and tried again, a stop is seen between two ticks.
//!
//! | Worker | How often | Flow |
//! |---|---|---|
//! | outbox | when woken, and every 2 s | [`deliver`] |
//! | offers | 10 s | [`lapse`] |
//! | clocks | 30 s | [`settle`] |
//! | sessions | 5 s, on every server | writes down which were used ([`sign_in`]), and how often people asked ([`pace`]) |
//! | limits | 1 h | forgets old counters ([`limits`]) |
//! | photos | 10 min | sweeps away pictures that never got a place ([`photos`]) |
//! | calendar | 60 s | reads the working days again |
//! | listener | always, on PostgreSQL | [`mod@listener`] |
//!
//! Where several servers share a database, offers, clocks, limits and photos run on one of them at a time, under a
//! lease. Messages need none: each is claimed by itself.

mod listener;

use std::time::Duration;

use backend::Ctx;
use backend::flow::{deliver, lapse, lease, limits, pace, photos, settle, sign_in};
use backend::outlet::Sms;
use tokio::task::JoinSet;

use crate::stop::Stop;

/// Starts every worker.
pub fn start(ctx: &Ctx, sms: Sms, stop: &Stop) -> JoinSet<()> {
    let mut workers = JoinSet::new();
    let holder = ctx.id().to_string();
    workers.spawn(outbox(ctx.clone(), sms, stop.clone()));
    workers.spawn(leased("offers", 10, holder.clone(), ctx.clone(), stop.clone(), async |ctx: &Ctx| {
        lapse::tick(ctx).await
    }));
    workers.spawn(leased("clocks", 30, holder.clone(), ctx.clone(), stop.clone(), async |ctx: &Ctx| {
        settle::tick(ctx).await
    }));
    workers.spawn(leased("limits", 3_600, holder.clone(), ctx.clone(), stop.clone(), async |ctx: &Ctx| {
        limits::tick(ctx).await
    }));
    workers.spawn(leased("photos", 600, holder, ctx.clone(), stop.clone(), async |ctx: &Ctx| {
        photos::tick(ctx).await
    }));
    workers.spawn(sessions(ctx.clone(), stop.clone()));
    workers.spawn(calendar(ctx.clone(), stop.clone()));
    workers.spawn(listener::run(ctx.clone(), stop.clone()));
    workers
}

/// Waits for all of them to see the stop.
pub async fn finish(mut workers: JoinSet<()>, within: Duration) {
    let all = async { while workers.join_next().await.is_some() {} };
    if tokio::time::timeout(within, all).await.is_err() {
        // each tick is made of whole transactions: cutting one off leaves nothing half done
        tracing::warn!("a worker was not finished in time and is cut off");
    }
}

/// Sends what is due, in the receiver's language.
async fn outbox(ctx: Ctx, sms: Sms, mut stop: Stop) {
    loop {
        match deliver::tick(&ctx, &sms, app::web::say_sms).await {
            // a full hand: there may be more
            Ok(sent) if sent >= 20 && !stop.is_given() => continue,
            Ok(_) => {}
            Err(error) => failed("outbox", &error),
        }
        tokio::select! {
            () = ctx.outbox.notified() => {}
            () = tokio::time::sleep(Duration::from_secs(2)) => {}
            () = stop.wait() => return,
        }
    }
}

/// Runs a tick every `seconds`, as long as this server holds the lease for it.
async fn leased<F>(name: &'static str, seconds: u64, holder: String, ctx: Ctx, mut stop: Stop, tick: F)
where
    F: AsyncFn(&Ctx) -> backend::Result<usize>,
{
    let every = Duration::from_secs(seconds);
    // long enough that a slow tick keeps it, short enough that another server soon takes over
    let lease_ms = i64::try_from(seconds).unwrap_or(60) * 3_000;
    loop {
        match lease::take(&ctx, name, &holder, lease_ms).await {
            Ok(true) => match tick(&ctx).await {
                Ok(0) => {}
                Ok(count) => tracing::info!(worker = name, count, "worked"),
                Err(error) => failed(name, &error),
            },
            Ok(false) => {}
            Err(error) => failed(name, &error),
        }
        tokio::select! {
            () = tokio::time::sleep(every) => {}
            () = stop.wait() => break,
        }
    }
    if let Err(error) = lease::give_back(&ctx, name, &holder).await {
        failed(name, &error);
    }
}

/// Which sessions were used and how often people asked, also in the last seconds before the stop.
async fn sessions(ctx: Ctx, mut stop: Stop) {
    loop {
        let stopped = tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(5)) => false,
            () = stop.wait() => true,
        };
        if let Err(error) = sign_in::tick(&ctx).await {
            failed("sessions", &error);
        }
        if let Err(error) = pace::write_down(&ctx).await {
            failed("sessions", &error);
        }
        if stopped {
            return;
        }
    }
}

/// What the operator has changed in the calendar, also from another server.
async fn calendar(ctx: Ctx, mut stop: Stop) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(60)) => {}
            () = stop.wait() => return,
        }
        if let Err(error) = ctx.reload_calendar().await {
            failed("calendar", &error);
        }
    }
}

fn failed(worker: &'static str, error: &backend::Error) {
    let chain: Vec<String> = std::iter::successors(std::error::Error::source(error), |it| it.source())
        .map(ToString::to_string)
        .collect();
    tracing::error!(worker, %error, ?chain, "a worker's turn failed");
}
