//! The accept loop. `axum::serve` sets no timer, so a client that never ends its headers would hold
//! its connection for ever; here it has ten seconds, and one that does not read its answer thirty.

mod patient;

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use http::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tower::ServiceExt as _;

use crate::middleware::client::Peer;
use crate::stop::Stop;
use patient::Patient;

/// For the headers of a request, and between two requests of a kept connection.
const HEADERS_WITHIN: Duration = Duration::from_secs(10);
/// For the client to take a piece of the answer.
const READS_WITHIN: Duration = Duration::from_secs(30);
/// For requests under way when the server is told to stop.
const FINISH_WITHIN: Duration = Duration::from_secs(10);
/// Request line and headers together (8 KiB and 16 KiB, with room to say which was too long).
const HEAD_MAX: usize = 64 * 1024;

/// Serves until told to stop, then finishes what is under way, for ten seconds at most.
pub async fn serve(listener: TcpListener, app: Router, mut stop: Stop) {
    let builder = builder();
    let graceful = GracefulShutdown::new();
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // out of file descriptors: accepting again at once would spin
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = stop.wait() => break,
        };
        // answers are written whole: waiting for more to send only delays them
        let _ = stream.set_nodelay(true);
        let peer = Peer(peer.ip());
        let service = app.clone().map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(peer);
            request.map(Body::new)
        });
        let io = TokioIo::new(Patient::new(stream, READS_WITHIN));
        let connection = builder.serve_connection(io, TowerToHyperService::new(service)).into_owned();
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(FINISH_WITHIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were not finished in time and are cut off");
    }
}

fn builder() -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADERS_WITHIN).max_buf_size(HEAD_MAX);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_header_list_size(16 * 1024)
        .max_concurrent_streams(100)
        .keep_alive_interval(Some(Duration::from_secs(30)))
        .keep_alive_timeout(HEADERS_WITHIN);
    builder
}
