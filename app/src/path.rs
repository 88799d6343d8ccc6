//! Every URL as a function; links and redirects use nothing else.

use std::fmt::Display;

/// The first page.
#[must_use]
pub const fn home() -> &'static str {
    "/"
}

/// How it works.
#[must_use]
pub const fn how() -> &'static str {
    "/how"
}

/// Complaints and suggestions.
#[must_use]
pub const fn complaints() -> &'static str {
    "/complaints"
}

/// What the receipt of one of them says.
#[must_use]
pub fn complaint(receipt: impl Display) -> String {
    format!("/complaints?receipt={receipt}")
}

/// The menu, behind one door or all.
#[must_use]
pub fn menu(door: Option<&str>) -> String {
    door.map_or_else(|| "/menu".to_owned(), |door| format!("/menu?door={door}"))
}

/// The order form of an item.
#[must_use]
pub fn new_order(item: impl Display) -> String {
    format!("/menu/{item}")
}

/// My orders.
#[must_use]
pub const fn orders() -> &'static str {
    "/orders"
}

/// One order.
#[must_use]
pub fn order(id: impl Display) -> String {
    format!("/orders/{id}")
}

/// A picture.
#[must_use]
pub fn photo(id: impl Display) -> String {
    format!("/photos/{id}")
}

/// Its preview.
#[must_use]
pub fn small_photo(id: impl Display) -> String {
    format!("/photos/{id}/small")
}

/// Signing in, and where to go after.
#[must_use]
pub fn sign_in(next: Option<&str>) -> String {
    next.map_or_else(|| "/sign-in".to_owned(), |next| format!("/sign-in?next={next}"))
}

/// Signing in as staff.
#[must_use]
pub const fn staff_sign_in() -> &'static str {
    "/sign-in/staff"
}

/// My account.
#[must_use]
pub const fn account() -> &'static str {
    "/account"
}

/// Where I am signed in.
#[must_use]
pub const fn sessions() -> &'static str {
    "/account/sessions"
}

/// My messages.
#[must_use]
pub const fn messages() -> &'static str {
    "/messages"
}

/// What I could help with.
#[must_use]
pub const fn offers() -> &'static str {
    "/offers"
}

/// One offer.
#[must_use]
pub fn offer(id: impl Display) -> String {
    format!("/offers/{id}")
}

/// My report-in and my times.
#[must_use]
pub const fn times() -> &'static str {
    "/times"
}

/// Hours and points.
#[must_use]
pub const fn wallet() -> &'static str {
    "/wallet"
}

/// The desk.
#[must_use]
pub fn desk(filter: Option<&str>) -> String {
    filter.map_or_else(|| "/desk".to_owned(), |filter| format!("/desk?show={filter}"))
}

/// An order at the desk.
#[must_use]
pub fn desk_order(id: impl Display) -> String {
    format!("/desk/orders/{id}")
}

/// The same, with the number of the order into which it is to be merged.
#[must_use]
pub fn desk_merge(id: impl Display, into: &str) -> String {
    format!("/desk/orders/{id}?into={into}")
}

/// An order for somebody who calls.
#[must_use]
pub const fn desk_phone() -> &'static str {
    "/desk/new"
}

/// People and report-ins.
#[must_use]
pub const fn desk_people() -> &'static str {
    "/desk/people"
}

/// The menu, to edit.
#[must_use]
pub const fn desk_menu() -> &'static str {
    "/desk/menu"
}

/// One item of it; `new` for one that does not exist yet.
#[must_use]
pub fn desk_menu_item(id: impl Display) -> String {
    format!("/desk/menu/{id}")
}

/// The buildings I look after.
#[must_use]
pub const fn buildings() -> &'static str {
    "/buildings"
}

/// Who answers for grids and buildings; the grid of one building with `at`.
#[must_use]
pub fn desk_grids(at: Option<domain::id::AreaId>) -> String {
    at.map_or_else(|| "/desk/grids".to_owned(), |at| format!("/desk/grids?at={at}"))
}

/// The totals of an area, of a period; of the viewer's own area when none is named.
#[must_use]
pub fn desk_totals(area: Option<domain::id::AreaId>, period: domain::view::Period) -> String {
    match area {
        Some(area) => format!("/desk/totals?period={period}&area={area}"),
        None => format!("/desk/totals?period={period}"),
    }
}

/// Complaints and suggestions, to answer.
#[must_use]
pub const fn desk_complaints() -> &'static str {
    "/desk/complaints"
}

/// Templates of lists, and how to read them in.
#[must_use]
pub const fn desk_import() -> &'static str {
    "/desk/import"
}

/// The template of a list.
#[must_use]
pub fn desk_template(kind: impl Display, format: impl Display) -> String {
    format!("/desk/templates/{kind}.{format}")
}

/// Language and face: a form posts here and comes back.
#[must_use]
pub const fn prefs() -> &'static str {
    "/prefs"
}

/// A query string, with or without its `?`, without what says that something was just done: once read it is
/// not said again.
#[must_use]
pub fn without_done(search: &str) -> String {
    let kept = search.trim_start_matches('?').split('&').filter(|pair| !pair.starts_with("done="));
    kept.collect::<Vec<_>>().join("&")
}

/// Whether a page is about one form, which the switches of the bar bring along (docs/decisions/020).
#[must_use]
pub fn has_main_form(path: &str) -> bool {
    let rooms: Vec<&str> = path.split('/').filter(|room| !room.is_empty()).collect();
    matches!(
        rooms.as_slice(),
        ["menu", _]
            | ["sign-in"]
            | ["sign-in", "staff"]
            | ["account"]
            | ["complaints"]
            | ["times"]
            | ["desk", "new"]
            | ["desk", "menu", _]
    )
}

/// Rings somebody up. The hyphens of a landline stand between its parts; its extension is dialled after
/// a pause.
#[must_use]
pub fn tel(number: &str) -> String {
    let whole = if number.starts_with('0') { 2 } else { 1 };
    let mut to = "tel:".to_owned();
    for (at, part) in number.split('-').enumerate() {
        if at == whole {
            to.push(',');
        }
        to.push_str(part);
    }
    to
}

/// Where a path within the site may be followed after signing in; everything else goes home.
#[must_use]
pub fn safe_next(next: &str) -> &str {
    let inside = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\n', '\r']);
    if inside { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_just_done_is_said_once() {
        for (search, left) in [
            ("?done=moved", ""),
            ("done=moved&into=7", "into=7"),
            ("?show=all&done=moved", "show=all"),
            ("?undone=yes", "undone=yes"),
            ("", ""),
        ] {
            assert_eq!(without_done(search), left);
        }
    }

    #[test]
    fn a_number_is_dialled_without_its_hyphens_and_its_extension_after_a_pause() {
        for (number, dialled) in [
            ("13812345678", "tel:13812345678"),
            ("0813-2234567", "tel:08132234567"),
            ("0813-2234567-8012", "tel:08132234567,8012"),
            ("2234567", "tel:2234567"),
            ("2234567-8012", "tel:2234567,8012"),
            ("120", "tel:120"),
        ] {
            assert_eq!(tel(number), dialled);
        }
    }
}
