//! Kept connections that send one request after the other.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{HOST, HeaderMap};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::Failure;

/// A request with its body whole.
pub type Sent = Request<Full<Bytes>>;

/// How long a measurement goes on.
#[derive(Debug, Clone, Copy)]
pub enum Until {
    /// As many as can be answered in that time.
    Time(Duration),
    /// So many requests.
    Count(usize),
}

/// What one measurement found.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// Requests answered as they should be, a second.
    pub rate: f64,
    /// Half of the answers came within, in milliseconds.
    pub p50: f64,
    /// All but one in a hundred.
    pub p99: f64,
    /// How many were answered as they should be.
    pub answered: usize,
    /// What else was answered, and how often.
    pub others: BTreeMap<u16, usize>,
    /// Bytes of the last body.
    pub bytes: usize,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body, as transferred.
    pub body: Bytes,
}

/// One kept connection.
pub struct Connection {
    sender: SendRequest<Full<Bytes>>,
    host: hyper::header::HeaderValue,
}

impl Connection {
    /// Opens it.
    pub async fn open(addr: SocketAddr) -> Result<Self, Failure> {
        let stream = TcpStream::connect(addr).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        // an error shows at the sender as well
        tokio::spawn(connection);
        Ok(Self { sender, host: addr.to_string().parse()? })
    }

    /// Sends, and reads the whole answer.
    pub async fn send(&mut self, mut request: Sent) -> Result<Answer, Failure> {
        request.headers_mut().insert(HOST, self.host.clone());
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await?;
        let (head, body) = response.into_parts();
        Ok(Answer { status: head.status, headers: head.headers, body: body.collect().await?.to_bytes() })
    }
}

/// Sends what `make` makes of the numbers from `first` on, on so many connections at a time.
pub async fn load(
    addr: SocketAddr,
    connections: usize,
    until: Until,
    expected: StatusCode,
    make: &dyn Fn(usize) -> Result<Sent, Failure>,
) -> Result<Measured, Failure> {
    let mut open = Vec::with_capacity(connections);
    for _ in 0..connections {
        open.push(Connection::open(addr).await?);
    }
    let next = Cell::new(0_usize);
    let seen = Rc::new(RefCell::new((Vec::<u64>::new(), BTreeMap::new(), 0)));
    let began = Instant::now();
    let over = || match until {
        Until::Time(time) => began.elapsed() >= time,
        Until::Count(count) => next.get() >= count,
    };
    let each = open.into_iter().map(|mut connection| {
        let (next, seen, over) = (&next, seen.clone(), &over);
        async move {
            while !over() {
                let request = make(next.replace(next.get() + 1))?;
                let sent = Instant::now();
                let answer = connection.send(request).await?;
                let took = u64::try_from(sent.elapsed().as_nanos()).unwrap_or(u64::MAX);
                let mut seen = seen.borrow_mut();
                if answer.status == expected {
                    seen.0.push(took);
                    seen.2 = answer.body.len();
                } else {
                    *seen.1.entry(answer.status.as_u16()).or_insert(0) += 1;
                }
            }
            Ok::<(), Failure>(())
        }
    });
    futures::future::try_join_all(each).await?;
    let seconds = began.elapsed().as_secs_f64();
    let (mut times, others, bytes) = seen.take();
    times.sort_unstable();
    Ok(Measured {
        rate: times.len() as f64 / seconds,
        p50: at(&times, 0.50),
        p99: at(&times, 0.99),
        answered: times.len(),
        others,
        bytes,
    })
}

/// The time within which that part of the answers came, in milliseconds.
fn at(sorted: &[u64], part: f64) -> f64 {
    let place = (sorted.len() as f64 * part) as usize;
    sorted.get(place.min(sorted.len().saturating_sub(1))).map_or(0.0, |nanos| *nanos as f64 / 1_000_000.0)
}

/// The middle one.
pub fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_and_medians_are_taken_from_what_was_seen() {
        let times: Vec<u64> = (1..=100).map(|it| it * 1_000_000).collect();
        assert_eq!((at(&times, 0.5), at(&times, 0.99), at(&[], 0.5)), (51.0, 100.0, 0.0));
        assert_eq!((median(vec![3.0, 1.0, 2.0]), median(vec![])), (2.0, 0.0));
    }
}
