//! `GET /live`: what happens to orders, as server-sent events. An event says only that something
//! happened and to which order; the page then reads again, as whoever it is.
//!
//! Nothing is missed: the feed is joined before the past is read, and `Last-Event-ID` (or `?since=`)
//! says from when on. Hearing of something twice does no harm.

use std::convert::Infallible;
use std::time::Duration;

use app::web::{AppState, Visitor};
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use backend::Ctx;
use backend::live::Notice;
use backend::view::live::{self, Ear, Missed};
use domain::id::{OrderId, SessionId};
use domain::time::Timestamp;
use futures::{Stream, StreamExt as _, stream};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

use crate::middleware::{panics, trace};
use crate::stop::Stop;

/// Between two signs of life, and between two looks at whether the session still holds.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// After how long a browser comes back.
const COME_BACK_AFTER: Duration = Duration::from_secs(3);

/// For clients that cannot set `Last-Event-ID`.
#[derive(Deserialize)]
pub struct Since {
    since: Option<i64>,
}

/// Opens the feed of whoever is signed in.
pub async fn live(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Extension(stop): Extension<Stop>,
    Query(query): Query<Since>,
    headers: HeaderMap,
    extensions: axum::http::Extensions,
) -> Response {
    let (Some(viewer), Some(session)) = (visitor.viewer, visitor.session) else {
        // with this status a browser does not try again by itself
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let feed = state.ctx.db.live();
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok()).or(query.since);
    match live::open(&state.ctx, &viewer, last.map(Timestamp)).await {
        Ok((ear, missed)) => {
            let listener = Listener { ctx: state.ctx.clone(), ear, session, feed, stop, look: ticks() };
            let events = stream::iter(past(missed)).chain(listener.events()).map(Ok::<_, Infallible>);
            let alive = KeepAlive::new().interval(HEARTBEAT);
            ([("x-accel-buffering", "no")], Sse::new(events).keep_alive(alive)).into_response()
        }
        Err(error) => {
            trace::fault(&extensions, &error);
            panics::quiet_page(&extensions)
        }
    }
}

fn ticks() -> Interval {
    let mut ticks = interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

/// What was missed, and from where to go on when nothing is heard before the connection is lost.
fn past(missed: Missed) -> Vec<Event> {
    let mut events: Vec<Event> = missed.events.iter().map(|(at, order)| happened(*at, *order)).collect();
    if missed.more {
        events = vec![look_again()];
    }
    // an id without data moves the browser's mark and wakes nobody
    events.push(Event::default().id(missed.last.0.to_string()).retry(COME_BACK_AFTER));
    events
}

fn happened(at: Timestamp, order: OrderId) -> Event {
    let data = serde_json::json!({ "order_id": order });
    Event::default().event("order").id(at.0.to_string()).data(data.to_string())
}

fn look_again() -> Event {
    Event::default().event("look_again").data("{}")
}

struct Listener {
    ctx: Ctx,
    ear: Ear,
    session: SessionId,
    feed: Receiver<Notice>,
    stop: Stop,
    look: Interval,
}

impl Listener {
    fn events(self) -> impl Stream<Item = Event> {
        stream::unfold(self, |mut this| async move { Some((this.next().await?, this)) })
    }

    /// The next event for this viewer; none when the feed ends.
    async fn next(&mut self) -> Option<Event> {
        loop {
            tokio::select! {
                heard = self.feed.recv() => match heard {
                    Ok(notice) => {
                        if let Some(event) = self.event_of(&notice) {
                            return Some(event);
                        }
                    }
                    Err(RecvError::Lagged(_)) => return Some(look_again()),
                    Err(RecvError::Closed) => return None,
                },
                _ = self.look.tick() => {
                    // signed out or disabled elsewhere: the feed ends with the session
                    if !live::still_signed_in(&self.ctx, self.session).await.unwrap_or(true) {
                        return None;
                    }
                }
                () = self.stop.wait() => return None,
            }
        }
    }

    fn event_of(&self, notice: &Notice) -> Option<Event> {
        match (notice.at, notice.order_id) {
            (Some(at), Some(order)) => self.ear.hears(notice).then(|| happened(at, order)),
            _ => Some(look_again()),
        }
    }
}
