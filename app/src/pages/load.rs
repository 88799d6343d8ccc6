//! The way data becomes a view, and why there is none.

use std::future::ready;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos_i18n::td_string;
use leptos_router::hooks::use_location;

use crate::error::{AppError, note_status};
use crate::live::draws;
use crate::prefs::locale;
use crate::ui::*;
use crate::{path, words};

/// A page's data, once it is there, as a view; or a page that says why there is none. What is read
/// again is drawn when nobody is writing.
pub fn load<T, V, F>(data: Resource<Result<T, AppError>>, draw: F) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + serde::Serialize + serde::de::DeserializeOwned + 'static,
    V: IntoView + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
{
    drawn(data, draw, Some(draws(data)), |inside| view! { <Page>{inside}</Page> }.into_any())
}

/// The same for a part of a page. What is drawn must own no data of its own: it is drawn anew, and
/// with it everything inside, whenever the data is read again.
pub fn load_part<T, V, F>(data: Resource<Result<T, AppError>>, draw: F) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + serde::Serialize + serde::de::DeserializeOwned + 'static,
    V: IntoView + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
{
    drawn(data, draw, Some(draws(data)), |inside| inside)
}

/// The same for a list, on which nothing is written: it is drawn at once, whatever is written
/// beside it.
pub fn load_list<T, V, F>(data: Resource<Result<T, AppError>>, draw: F) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + serde::Serialize + serde::de::DeserializeOwned + 'static,
    V: IntoView + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
{
    drawn(data, draw, None, |inside| inside)
}

/// With `draws`, drawn anew when that says so, else with the data; `instead` frames what stands in
/// for the data while there is none.
fn drawn<T, V, F>(
    data: Resource<Result<T, AppError>>,
    draw: F,
    draws: Option<RwSignal<u32>>,
    instead: fn(AnyView) -> AnyView,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + serde::Serialize + serde::de::DeserializeOwned + 'static,
    V: IntoView + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
{
    let waiting =
        move || instead(view! { <Skeleton label=td_string!(locale(), common.loading) /> }.into_any());
    view! {
        <Transition fallback=waiting>
            {move || {
                let draw = draw.clone();
                // what is there is drawn even while the next news is being read: two drawings that
                // become ready at the same moment would dispose of each other's signals
                let there = draws.and_then(|draws| {
                    draws.track();
                    // inside of a transition reading it untracked is tracked all the same
                    untrack(|| data.get_untracked())
                });
                let read = async move { data.await };
                let read: Pin<Box<dyn Future<Output = _> + Send>> = match (there, draws) {
                    (Some(there), _) => Box::pin(ready(there)),
                    (None, Some(_)) => Box::pin(ScopedFuture::new_untracked(read)),
                    (None, None) => Box::pin(read),
                };
                Suspend::new(async move {
                    match read.await {
                        Ok(data) => draw(data).into_any(),
                        Err(error) => instead(view! { <Trouble error /> }.into_any()),
                    }
                })
            }}
        </Transition>
    }
}

/// Why there is nothing to show, with a way out.
#[component]
pub fn Trouble(
    /// Why.
    error: AppError,
) -> impl IntoView {
    note_status(&error);
    let l = locale();
    let here = use_location();
    let sign_in = path::sign_in(Some(&here.pathname.get_untracked()));
    match error {
        AppError::SignInNeeded => view! {
            <Empty
                icon=IconName::Person
                title=td_string!(l, common.sign_in_needed)
                action=move || view! { <ButtonLink href=sign_in.clone() large=true>{td_string!(l, common.sign_in)}</ButtonLink> }
            >
                {td_string!(l, account.stranger)}
            </Empty>
        }
        .into_any(),
        AppError::NotFound => view! {
            <Empty
                icon=IconName::Search
                title=td_string!(l, common.not_found_title)
                action=move || view! { <ButtonLink href=path::home()>{td_string!(l, common.to_home)}</ButtonLink> }
            >
                {td_string!(l, common.not_found)}
            </Empty>
        }
        .into_any(),
        AppError::Refused(refusal) => view! {
            <Notice tone=NoticeTone::Warn><p>{words::refusal(&refusal)}</p></Notice>
            <ButtonLink href=path::home()>{td_string!(l, common.to_home)}</ButtonLink>
        }
        .into_any(),
        AppError::Internal => view! {
            <Empty
                icon=IconName::Alert
                title=td_string!(l, common.fault_title)
                action=move || view! { <ButtonLink href=path::home()>{td_string!(l, common.to_home)}</ButtonLink> }
            >
                {td_string!(l, common.fault)}
            </Empty>
        }
        .into_any(),
    }
}
