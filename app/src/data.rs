//! What pages read. To the machinery of resources and of drawing it is all one type: that machinery
//! is in the browser's half once, instead of once a page (docs/decisions/012).

use std::any::Any;
use std::convert::Infallible;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::server::codee::{Decoder, Encoder};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::AppError;

/// What a server function answers with.
pub trait Answer: Clone + Send + Sync + Serialize + DeserializeOwned + 'static {}
impl<T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static> Answer for T {}

/// The data of a page: read once on the server, and again in the browser when `source` changes.
pub struct Data<T> {
    said: Resource<Said, SaidCodec>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Data<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Data<T> {}

impl<T: Answer> Data<T> {
    /// Reads with `fetch` whatever `source` says is to be read. The page waits for it.
    pub fn new<S, F>(
        source: impl Fn() -> S + Send + Sync + 'static,
        fetch: impl Fn(S) -> F + Send + Sync + 'static,
    ) -> Self
    where
        S: Clone + PartialEq + Send + Sync + 'static,
        F: Future<Output = Result<T, AppError>> + Send + 'static,
    {
        let source = Box::new(move || Source(Arc::new(source())));
        let fetch = Box::new(move |source: Source| -> Fetching {
            let read = (source.0.any() as &dyn Any).downcast_ref::<S>().cloned().map(&fetch);
            Box::pin(async move {
                Said::Read(match read {
                    Some(read) => Arc::new(read.await),
                    None => Arc::new(Err::<T, _>(AppError::Internal)),
                })
            })
        });
        Self { said: resource(source, fetch), of: PhantomData }
    }

    /// The data, when it is there.
    ///
    /// # Errors
    /// Whatever the server function said instead.
    pub async fn read(self) -> Result<T, AppError> {
        self.said.await.into()
    }

    /// The same without its type, for those who draw.
    #[must_use]
    pub const fn said(self) -> Resource<Said, SaidCodec> {
        self.said
    }
}

type Fetching = Pin<Box<dyn Future<Output = Said> + Send>>;

/// Here the types of pages end.
fn resource(
    source: Box<dyn Fn() -> Source + Send + Sync>,
    fetch: Box<dyn Fn(Source) -> Fetching + Send + Sync>,
) -> Resource<Said, SaidCodec> {
    Resource::new_with_options(source, fetch, true)
}

/// What is to be read.
#[derive(Clone)]
struct Source(Arc<dyn Same>);

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.0.same(other.0.any())
    }
}

trait Same: Send + Sync {
    fn any(&self) -> &dyn Any;
    fn same(&self, other: &dyn Any) -> bool;
}

impl<S: PartialEq + Send + Sync + 'static> Same for S {
    fn any(&self) -> &dyn Any {
        self
    }

    fn same(&self, other: &dyn Any) -> bool {
        other.downcast_ref() == Some(self)
    }
}

/// What was answered: a `Result<T, AppError>`.
#[derive(Clone)]
pub enum Said {
    /// As it was read here.
    Read(Arc<dyn Reading>),
    /// As it came with the page, in JSON.
    Came(Arc<str>),
}

/// A `Result<T, AppError>` whose `T` only those know who read and who draw.
pub trait Reading: Send + Sync {
    /// To look for the type.
    fn any(&self) -> &dyn Any;
    /// To go with the page.
    #[cfg(feature = "ssr")]
    fn json(&self) -> serde_json::Result<String>;
}

impl<T: Answer> Reading for Result<T, AppError> {
    fn any(&self) -> &dyn Any {
        self
    }

    #[cfg(feature = "ssr")]
    fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}

impl<T: Answer> From<Said> for Result<T, AppError> {
    fn from(said: Said) -> Self {
        match said {
            Said::Read(it) => it.any().downcast_ref().cloned(),
            Said::Came(text) => crate::json::read(&text),
        }
        .unwrap_or(Err(AppError::Internal))
    }
}

/// How it goes with the page.
pub struct SaidCodec;

impl Encoder<Said> for SaidCodec {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(said: &Said) -> Result<String, Self::Error> {
        match said {
            #[cfg(feature = "ssr")]
            Said::Read(it) => it.json(),
            // nothing goes from the browser with a page
            #[cfg(not(feature = "ssr"))]
            Said::Read(_) => Ok(String::new()),
            Said::Came(text) => Ok(text.to_string()),
        }
    }
}

impl Decoder<Said> for SaidCodec {
    type Error = Infallible;
    type Encoded = str;

    fn decode(text: &str) -> Result<Said, Infallible> {
        Ok(Said::Came(text.into()))
    }
}
