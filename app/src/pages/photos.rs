//! Pictures in forms and in the timeline.

use domain::photo::PHOTOS_MAX;
use domain::view::{PhotoLine, TimelineEntry};
use leptos::prelude::*;
use leptos_i18n::td_string;

use crate::posted::Posted;
use crate::prefs::locale;
use crate::ui::*;
use crate::{path, words};

/// The field for pictures: the last of its form, so that whatever was typed is read before a file
/// turns out to be too large. What an earlier try has brought is kept and can be left out.
#[component]
pub fn PhotoField(
    /// The form it stands in, if it was refused.
    sent: Posted,
    /// The `id`, where two forms of a page have one.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let l = locale();
    let id = id.unwrap_or_else(|| "field-photos".to_owned());
    let kept = sent.all("photo");
    let most = PHOTOS_MAX.to_string();
    view! {
        {(!kept.is_empty()).then(|| view! {
            <ChoiceGroup legend=td_string!(l, photo.kept, n = kept.len().to_string()) id=format!("{id}-kept") columns=2 hint=td_string!(l, photo.kept_hint)>
                {kept.into_iter().enumerate().map(|(index, photo)| view! {
                    <Choice kind=ChoiceKind::Checkbox name="photo" value=photo label=td_string!(l, photo.nth, n = (index + 1).to_string()) icon=IconName::Image checked=true />
                }).collect_view()}
            </ChoiceGroup>
        })}
        <Field
            name="photos" id input_type="file" accept="image/*" multiple=true
            label=td_string!(l, photo.label) note=td_string!(l, common.optional) hint=td_string!(l, photo.hint, n = most) error=sent.error("photos")
        />
    }
}

/// The pictures that came with one thing that happened; nothing without any.
#[component]
pub fn PhotosOf(
    /// What happened.
    entry: TimelineEntry,
    /// All pictures of the order.
    photos: Vec<PhotoLine>,
) -> impl IntoView {
    let l = locale();
    let what = words::event(entry.kind, entry.reason.as_deref());
    let mine: Vec<_> = photos.into_iter().filter(|it| it.seq == entry.seq).collect();
    (!mine.is_empty()).then(|| {
        view! {
            <Photos>
                {mine.into_iter().enumerate().map(|(index, it)| view! {
                    <Photo
                        href=path::photo(it.id) small=path::small_photo(it.id) width=it.small_width height=it.small_height
                        alt=td_string!(l, photo.alt, n = (index + 1).to_string(), what = what.clone())
                    />
                }).collect_view()}
            </Photos>
        }
    })
}
