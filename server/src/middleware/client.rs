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

/// The request comes from a program on this machine, and through no proxy: the operator's own.
#[derive(Debug, Clone, Copy)]
pub struct Here;

/// Puts the [`Client`] into the extensions, and [`Here`] where it holds.
pub async fn named(State(proxies): State<Proxies>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().map(|it| it.0);
    let client = Client(client(peer, proxies, request.headers()));
    request.extensions_mut().insert(client);
    if is_here(peer, request.headers()) {
        request.extensions_mut().insert(Here);
    }
    next.run(request).await
}

fn is_here(peer: Option<IpAddr>, headers: &HeaderMap) -> bool {
    peer.is_some_and(|it| it.to_canonical().is_loopback()) && !headers.contains_key("x-forwarded-for")
}

fn client(peer: Option<IpAddr>, proxies: Proxies, headers: &HeaderMap) -> Option<IpAddr> {
    // piece by piece: whatever a client has put in front must not spoil what the proxy added
    let said: Vec<&[u8]> = headers
        .get_all("x-forwarded-for")
        .iter()
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
        .collect();
    let address = |piece: &[u8]| std::str::from_utf8(piece).ok()?.trim().parse().ok();
    match usize::from(proxies.0) {
        // everybody behind a proxy that was not declared would be one: better no limit than one for all
        0 => peer.filter(|it| !is_inside(*it)),
        count => said.len().checked_sub(count).and_then(|at| address(said[at])).or(peer),
    }
    .filter(|it: &IpAddr| !it.to_canonical().is_loopback())
}

/// Where a proxy of the operator's own may well stand.
fn is_inside(it: IpAddr) -> bool {
    match it.to_canonical() {
        IpAddr::V4(it) => it.is_private() || it.is_link_local(),
        IpAddr::V6(it) => it.is_unique_local() || it.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, proxies: u8, said: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in said {
            let value = http::HeaderValue::from_bytes(value.as_bytes()).expect("a header");
            headers.append("x-forwarded-for", value);
        }
        client(peer.parse().ok(), Proxies(proxies), &headers).map(|it| it.to_string())
    }

    #[test]
    fn without_proxies_the_connection_counts_and_the_header_does_not() {
        assert_eq!(seen("203.0.113.9", 0, &["198.51.100.1"]).as_deref(), Some("203.0.113.9"));
        assert_eq!(seen("127.0.0.1", 0, &["198.51.100.1"]), None, "an undeclared proxy: nobody is shut out");
        for inside in ["::ffff:127.0.0.1", "172.17.0.1", "10.0.0.7", "192.168.1.2", "fd00::1", "fe80::1"] {
            assert_eq!(seen(inside, 0, &[]), None, "{inside}");
        }
    }

    #[test]
    fn a_program_of_the_operator_comes_from_here_and_through_no_proxy() {
        let (mut headers, none) = (HeaderMap::new(), HeaderMap::new());
        headers.insert("x-forwarded-for", http::HeaderValue::from_static("198.51.100.1"));
        let peer = |text: &str| text.parse().ok();
        assert!(is_here(peer("127.0.0.1"), &none) && is_here(peer("::1"), &none));
        assert!(!is_here(peer("127.0.0.1"), &headers) && !is_here(peer("192.168.1.2"), &none));
        assert!(!is_here(None, &none));
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
        assert_eq!(seen("127.0.0.1", 1, &["\u{ff}, 198.51.100.1"]).as_deref(), Some("198.51.100.1"));
        assert_eq!(seen("10.0.0.7", 1, &["unknown"]).as_deref(), Some("10.0.0.7"));
    }
}
