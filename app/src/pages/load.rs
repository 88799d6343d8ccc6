//! The way data becomes a view, and why there is none.

use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos_i18n::td_string;
use leptos_router::hooks::use_location;

use crate::error::{AppError, note_status};
use crate::live::draws;
use crate::prefs::locale;
use crate::ui::*;
use crate::{path, words};

/// A page's data, once it is there, as a view; or a page that says why there is none.
pub fn load<T, V, F>(data: Resource<Result<T, AppError>>, draw: F) -> impl IntoView
where
    T: Clone + Send + Sync + serde::Serialize + serde::de::DeserializeOwned + 'static,
    V: IntoView + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
{
    at_once(data, draw, in_a_page)
}

/// The same for a part of a page. What is drawn must own no data of its own: it is drawn anew, and
/// with it everything inside, whenever the data is read again.
pub fn load_part<T, V, F>(data: Resource<Result<T, AppError>>, draw: F) -> impl IntoView
where
    T: Clone + Send + Sync + serde::Serialize + serde::de::DeserializeOwned + 'static,
    V: IntoView + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
{
    at_once(data, draw, as_it_is)
}

/// A page that is read again with the news and on which somebody may be writing: see [`draws`].
pub fn load_held<T, V, F>(data: Resource<Result<T, AppError>>, draw: F) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + serde::Serialize + serde::de::DeserializeOwned + 'static,
    V: IntoView + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
{
    held(data, draw, in_a_page)
}

/// The same for a part of a page.
pub fn load_part_held<T, V, F>(data: Resource<Result<T, AppError>>, draw: F) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + serde::Serialize + serde::de::DeserializeOwned + 'static,
    V: IntoView + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
{
    held(data, draw, as_it_is)
}

fn in_a_page(inside: AnyView) -> AnyView {
    view! { <Page>{inside}</Page> }.into_any()
}

const fn as_it_is(inside: AnyView) -> AnyView {
    inside
}

/// `frame` is for what stands in for the data while there is none.
fn at_once<T, V, F>(
    data: Resource<Result<T, AppError>>,
    draw: F,
    frame: fn(AnyView) -> AnyView,
) -> impl IntoView
where
    T: Clone + Send + Sync + serde::Serialize + serde::de::DeserializeOwned + 'static,
    V: IntoView + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
{
    view! {
        <Transition fallback=move || waiting(frame)>
            {move || {
                let draw = draw.clone();
                Suspend::new(async move { drawn(data.await, &draw, frame) })
            }}
        </Transition>
    }
}

/// Drawn when [`draws`] says so, and not whenever the data is read.
fn held<T, V, F>(data: Resource<Result<T, AppError>>, draw: F, frame: fn(AnyView) -> AnyView) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + serde::Serialize + serde::de::DeserializeOwned + 'static,
    V: IntoView + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
{
    let draws = draws(data);
    view! {
        <Transition fallback=move || waiting(frame)>
            {move || {
                let draw = draw.clone();
                draws.track();
                // What is there is drawn even while the next news is being read: two drawings that
                // become ready at the same moment would dispose of each other's signals. Inside of a
                // transition reading it "untracked" is tracked all the same.
                let there = untrack(|| data.get_untracked());
                let read = ScopedFuture::new_untracked(async move {
                    match there {
                        Some(there) => there,
                        None => data.await,
                    }
                });
                Suspend::new(async move { drawn(read.await, &draw, frame) })
            }}
        </Transition>
    }
}

fn waiting(frame: fn(AnyView) -> AnyView) -> AnyView {
    frame(view! { <Skeleton label=td_string!(locale(), common.loading) /> }.into_any())
}

fn drawn<T, V: IntoView + 'static>(
    read: Result<T, AppError>,
    draw: &impl Fn(T) -> V,
    frame: fn(AnyView) -> AnyView,
) -> AnyView {
    match read {
        Ok(data) => draw(data).into_any(),
        Err(error) => frame(view! { <Trouble error /> }.into_any()),
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
