//! The way data becomes a view, and why there is none.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos_i18n::td_string;
use leptos_router::hooks::use_location;

use crate::data::{Answer, Data, Said, SaidCodec};
use crate::error::{AppError, note_status};
use crate::live::draws;
use crate::pages::bar::MAIN_FORM;
use crate::prefs::locale;
use crate::ui::*;
use crate::{path, words};

/// A page's data, once it is there, as a view; or a page that says why there is none.
pub fn load<T: Answer, V: IntoView + 'static>(data: Data<T>, draw: impl Draw<T, V>) -> AnyView {
    at_once(data.said(), drawn_by(draw, in_a_page), in_a_page)
}

/// The same for a part of a page. What is drawn must own no data of its own: it is drawn anew, and
/// with it everything inside, whenever the data is read again.
pub fn load_part<T: Answer, V: IntoView + 'static>(data: Data<T>, draw: impl Draw<T, V>) -> AnyView {
    at_once(data.said(), drawn_by(draw, as_it_is), as_it_is)
}

/// A page that is read again with the news and on which somebody may be writing: see [`draws`].
pub fn load_held<T: Answer + PartialEq, V: IntoView + 'static>(
    data: Data<T>,
    draw: impl Draw<T, V>,
) -> AnyView {
    held(data.said(), same::<T>, drawn_by(draw, in_a_page), in_a_page)
}

/// The same for a part of a page.
pub fn load_part_held<T: Answer + PartialEq, V: IntoView + 'static>(
    data: Data<T>,
    draw: impl Draw<T, V>,
) -> AnyView {
    held(data.said(), same::<T>, drawn_by(draw, as_it_is), as_it_is)
}

/// Makes a view of a page's data.
pub trait Draw<T, V>: Fn(T) -> V + Send + Sync + 'static {}
impl<T, V, F: Fn(T) -> V + Send + Sync + 'static> Draw<T, V> for F {}

/// The same whatever the page: see [`crate::data`].
type Drawer = Arc<dyn Fn(Said) -> AnyView + Send + Sync>;

/// Around what stands in for the data while there is none.
type Frame = fn(AnyView) -> AnyView;

/// With an empty form for the switches of the bar: they are pressed with that of the page.
fn in_a_page(inside: AnyView) -> AnyView {
    view! { <Page>{inside}<form id=MAIN_FORM method="post" hidden></form></Page> }.into_any()
}

const fn as_it_is(inside: AnyView) -> AnyView {
    inside
}

fn drawn_by<T: Answer, V: IntoView + 'static>(draw: impl Draw<T, V>, frame: Frame) -> Drawer {
    Arc::new(move |said| match said.into() {
        Ok(data) => draw(data).into_any(),
        Err(error) => frame(view! { <Trouble error /> }.into_any()),
    })
}

fn same<T: Answer + PartialEq>(one: &Said, other: &Said) -> bool {
    Result::<T, AppError>::from(one.clone()) == other.clone().into()
}

fn at_once(data: Resource<Said, SaidCodec>, draw: Drawer, frame: Frame) -> AnyView {
    view! {
        <Transition fallback=move || waiting(frame)>
            {move || {
                let draw = draw.clone();
                Suspend::new(async move { draw(data.await) })
            }}
        </Transition>
    }
    .into_any()
}

/// Drawn when [`draws`] says so, and not whenever the data is read.
fn held(
    data: Resource<Said, SaidCodec>,
    same: fn(&Said, &Said) -> bool,
    draw: Drawer,
    frame: Frame,
) -> AnyView {
    let draws = draws(data, same);
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
                Suspend::new(async move { draw(read.await) })
            }}
        </Transition>
    }
    .into_any()
}

fn waiting(frame: Frame) -> AnyView {
    frame(view! { <Skeleton label=td_string!(locale(), common.loading) /> }.into_any())
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
