//! Files that are no pages: what the desk downloads.

use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use backend::flow::import_files;
use backend::import::file_name;
use domain::import::{Format, Kind};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use crate::web::Visitor;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const CSV: &str = "text/csv; charset=utf-8";

/// `GET /desk/templates/{kind}.{format}`. Whoever may not have it is shown what they are shown
/// where nothing is.
pub fn template<M, F>(missing: M) -> impl Fn(Request) -> BoxedResponse + Clone + Send + Sync + 'static
where
    M: Fn(Request<Body>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Response<Body>> + Send + 'static,
{
    move |request| {
        let missing = missing.clone();
        Box::pin(async move {
            match file(&request) {
                Some(file) => file,
                None => missing(request).await,
            }
        })
    }
}

type BoxedResponse = std::pin::Pin<Box<dyn Future<Output = Response> + Send>>;

fn file(request: &Request) -> Option<Response> {
    let name = request.uri().path().rsplit('/').next()?;
    let (kind, format) = name.split_once('.')?;
    let (kind, format): (Kind, Format) = (kind.parse().ok()?, format.parse().ok()?);
    let viewer = request.extensions().get::<Visitor>()?.viewer.as_ref()?;
    match import_files::template(viewer, kind, format) {
        Ok(file) => {
            let content = match format {
                Format::Xlsx => XLSX,
                Format::Csv => CSV,
            };
            let name = format!("attachment; filename=\"{}\"", file_name(kind, format));
            Some(([(CONTENT_TYPE, content.to_owned()), (CONTENT_DISPOSITION, name)], file).into_response())
        }
        Err(backend::Error::Internal { doing, source }) => {
            tracing::error!(doing, error = %source, "internal fault");
            Some(http::StatusCode::INTERNAL_SERVER_ERROR.into_response())
        }
        Err(_) => None,
    }
}
