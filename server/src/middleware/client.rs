//! From which address a request comes: the other end of the connection, or what the operator's own
//! proxies say of it. Whatever a client writes into the header itself stands further left and is not
//! believed.

use std::net::IpAddr;

use app::web::Client;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderMap;

/// The other end of the connection; the accept loop puts it into the extensions.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

/// How many proxies of the operator's own stand before the server.
#[derive(Debug, Clone, Copy)]
pub struct Proxies(pub u8);

/// Puts the [`Client`] into the extensions.
pub async fn named(State(proxies): State<Proxies>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().map(|it| it.0);
    let client = Client(client(peer, proxies, request.headers()));
    request.extensions_mut().insert(client);
    next.run(request).await
}

fn client(peer: Option<IpAddr>, proxies: Proxies, headers: &HeaderMap) -> Option<IpAddr> {
    let said: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    let of_proxies = match usize::from(proxies.0) {
        0 => None,
        count => said.len().checked_sub(count).and_then(|at| said[at].parse().ok()),
    };
    // everybody behind a proxy that was not declared would be one: better no limit than one for all
    of_proxies.or(peer).filter(|it: &IpAddr| !it.to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, proxies: u8, said: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in said {
            headers.append("x-forwarded-for", value.parse().expect("a header"));
        }
        client(peer.parse().ok(), Proxies(proxies), &headers).map(|it| it.to_string())
    }

    #[test]
    fn without_proxies_the_connection_counts_and_the_header_does_not() {
        assert_eq!(seen("203.0.113.9", 0, &["198.51.100.1"]).as_deref(), Some("203.0.113.9"));
        assert_eq!(seen("127.0.0.1", 0, &["198.51.100.1"]), None, "an undeclared proxy: nobody is shut out");
        assert_eq!(seen("::ffff:127.0.0.1", 0, &[]), None);
    }

    #[test]
    fn behind_proxies_what_the_outermost_of_them_saw_counts() {
        assert_eq!(seen("127.0.0.1", 1, &["198.51.100.1"]).as_deref(), Some("198.51.100.1"));
        assert_eq!(seen("127.0.0.1", 1, &["6.6.6.6, 198.51.100.1"]).as_deref(), Some("198.51.100.1"));
        assert_eq!(
            seen("127.0.0.1", 2, &["6.6.6.6", "198.51.100.1, 10.0.0.2"]).as_deref(),
            Some("198.51.100.1")
        );
        assert_eq!(seen("10.0.0.7", 1, &[]).as_deref(), Some("10.0.0.7"), "past the proxy");
        assert_eq!(seen("10.0.0.7", 1, &["unknown"]).as_deref(), Some("10.0.0.7"));
    }
}
