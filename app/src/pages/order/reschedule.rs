//! 改时间, for her and for the desk: the same two fields as in the order form, with what was agreed before.

use domain::form::DAY_PARTS;
use domain::menu::Urgency;
use domain::order::{Action, Order, Part, State};
use domain::view::OrderPage;
use leptos::prelude::*;
use leptos_i18n::td_string;

use super::acts::Verb;
use crate::pages::new_order::When;
use crate::posted::posted;
use crate::prefs::locale;
use crate::ui::*;
use crate::words;

/// Another time.
#[component]
pub fn Reschedule(
    /// The order.
    page: OrderPage,
    /// Where it posts.
    to: String,
) -> impl IntoView {
    let l = locale();
    let order = &page.order;
    let desk = page.parts.contains(&Part::Dispatcher);
    let taken = i32::try_from(page.coming().count()).unwrap_or(i32::MAX);
    let comes = order.state == State::Claimed && !order.is_with_staff();
    let partly = order.is_partly_taken(taken);
    if !page.actions.contains(&Action::Reschedule) {
        // while others are still asked the action is missing only when somebody has accepted
        let hers =
            (comes || order.state == State::Offered) && page.parts.iter().any(|part| part.is_resident());
        return hers
            .then(|| view! { <p class="muted small">{td_string!(l, order.reschedule_call)}</p> })
            .into_any();
    }
    let hint = match (desk, order.state) {
        (false, _) => td_string!(l, order.reschedule_hint).to_owned(),
        (true, _) if partly => {
            words::after_another(td_string!(l, desk.reschedule_hint), td_string!(l, desk.reschedule_partly))
        }
        (true, State::Offered) => {
            words::after_another(td_string!(l, desk.reschedule_hint), td_string!(l, desk.reschedule_asked))
        }
        (true, _) => td_string!(l, desk.reschedule_hint).to_owned(),
    };
    let sent = posted("reschedule");
    let (day, part) = agreed(order);
    let (now, version, soon) = (page.today, order.version, page.item.urgency != Urgency::U4);
    let agree = sent.ticked("helpers_agree", "yes", false);
    view! {
        <Sheet title=td_string!(l, order.reschedule) hint icon=IconName::Calendar open=!sent.fields.is_empty()>
            <Verb to action=Action::Reschedule version>
                <When now soon day=sent.value("day", &day) part=sent.value("part", &part) error=sent.error("day") />
                {(comes && !partly).then(|| view! {
                    <Choice kind=ChoiceKind::Checkbox name="helpers_agree" value="yes" label=td_string!(l, desk.reschedule_agree) hint=td_string!(l, desk.reschedule_agree_hint) checked=agree />
                })}
                <Button kind=ButtonKind::Secondary>{td_string!(l, order.reschedule_send)}</Button>
            </Verb>
        </Sheet>
    }
    .into_any()
}

/// What is agreed now, as the two fields say it.
fn agreed(order: &Order) -> (String, String) {
    let window = order.window();
    if window.is_soon() {
        return ("soon".to_owned(), "any".to_owned());
    }
    let calendar = words::local_calendar();
    let ((day, start), (_, end)) = (calendar.local(window.start), calendar.local(window.end));
    // a part of the day that had begun when it was chosen starts later than it does; it never ends otherwise
    let part = DAY_PARTS.iter().find(|(_, from, to)| *from <= start && *to == end);
    let part = part.map_or("any", |(word, ..)| word);
    (day.to_string(), part.to_owned())
}
