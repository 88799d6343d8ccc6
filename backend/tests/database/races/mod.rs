//! Many at once. Everybody starts from one barrier; who wins is the database's choice, how many win
//! is not.

mod confirm;
mod sign_in;
mod take;

use std::future::Future;
use std::sync::Arc;

use tokio::sync::Barrier;
use tokio::task::JoinSet;

/// Runs them all, from one barrier; the answers in no order.
async fn at_once<F, T>(all: impl IntoIterator<Item = F>) -> Vec<T>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    let all: Vec<F> = all.into_iter().collect();
    let barrier = Arc::new(Barrier::new(all.len()));
    let mut set = JoinSet::new();
    for one in all {
        let barrier = barrier.clone();
        set.spawn(async move {
            barrier.wait().await;
            one.await
        });
    }
    set.join_all().await
}

/// Either of two, for stories of which the halves differ.
type Boxed<T> = std::pin::Pin<Box<dyn Future<Output = T> + Send>>;
