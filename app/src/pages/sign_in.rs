//! Signing in: a phone number and six digits, a paper card, or (staff) password and second factor.

use leptos::prelude::*;
use leptos_i18n::td_string;

use super::bar::MAIN_FORM;
use super::frame::{Answered, Hidden, Tab, here};
use super::home::Foot;
use crate::path;
use crate::posted::{Posted, posted};
use crate::prefs::locale;
use crate::ui::*;

/// `/sign-in`.
#[component]
pub fn SignIn() -> impl IntoView {
    let l = locale();
    let asked = posted("code");
    let entered = posted("enter");
    let card = posted("card");
    let code_sent = asked.shown.is_some() || !entered.fields.is_empty();
    let phone = if entered.fields.is_empty() { asked.value("phone", "") } else { entered.value("phone", "") };
    view! {
        <Tab title=td_string!(l, sign_in.title) />
        <Page>
            <div class="sign-in">
                <div class="sign-in-mark"><Mark /><h1>{td_string!(l, sign_in.title)}</h1><p>{td_string!(l, sign_in.lead)}</p></div>
                <Answered />
                {if code_sent {
                    view! { <Enter phone sent=entered /> }.into_any()
                } else {
                    view! {
                        <form id=MAIN_FORM method="post" action=here() class="form card">
                            <Hidden form="code" />
                            <Field name="phone" label=td_string!(l, sign_in.phone) value=phone error=asked.error("phone") input_type="tel" inputmode="tel" autocomplete="tel" maxlength=20 required=true />
                            <Button wide=true large=true>{td_string!(l, sign_in.get_code)}</Button>
                        </form>
                    }
                    .into_any()
                }}
                <Sheet title=td_string!(l, sign_in.no_sms) hint=td_string!(l, sign_in.card_help) open=!card.fields.is_empty()>
                    <form method="post" action=here() class="form">
                        <Hidden form="card" />
                        <CodeInput name="card" label=td_string!(l, sign_in.card) length=10 one_time=false hint=td_string!(l, sign_in.card_hint) error=card.error("card") />
                        <Button kind=ButtonKind::Secondary>{td_string!(l, sign_in.use_card)}</Button>
                    </form>
                </Sheet>
                <p><a href=path::staff_sign_in()>{td_string!(l, sign_in.to_staff)}</a></p>
            </div>
        </Page>
        <Foot />
    }
}

#[component]
fn Enter(phone: String, sent: Posted) -> impl IntoView {
    let l = locale();
    let again = phone.clone();
    view! {
        <form id=MAIN_FORM method="post" action=here() class="form card">
            <Hidden form="enter" />
            <input type="hidden" name="phone" value=phone.clone() />
            <Notice tone=NoticeTone::Ok><p>{td_string!(l, sign_in.sent, phone = phone)}</p></Notice>
            <CodeInput name="code" label=td_string!(l, sign_in.code) hint=td_string!(l, sign_in.code_hint) error=sent.error("code") />
            <Field name="name" label=td_string!(l, sign_in.name) hint=td_string!(l, sign_in.name_hint) note=td_string!(l, common.optional) value=sent.value("name", "") error=sent.error("name") autocomplete="name" maxlength=20 />
            <Button wide=true large=true>{td_string!(l, sign_in.enter)}</Button>
        </form>
        <form method="post" action=here()>
            <Hidden form="code" />
            <input type="hidden" name="phone" value=again />
            // pressed a switch instead, it is still the step of the code
            <input type="hidden" name="shown" value="code_sent" />
            <Button kind=ButtonKind::Quiet>{td_string!(l, sign_in.again)}</Button>
        </form>
    }
}

/// `/sign-in/staff`.
#[component]
pub fn StaffSignIn() -> impl IntoView {
    let l = locale();
    let sent = posted("staff");
    view! {
        <Tab title=td_string!(l, sign_in.staff) />
        <Page>
            <div class="sign-in">
                <div class="sign-in-mark"><Mark /><h1>{td_string!(l, sign_in.staff)}</h1><p>{td_string!(l, sign_in.staff_lead)}</p></div>
                <Answered />
                <form id=MAIN_FORM method="post" action=here() class="form card">
                    <Hidden form="staff" />
                    <Field name="phone" label=td_string!(l, sign_in.phone) value=sent.value("phone", "") error=sent.error("phone") input_type="tel" inputmode="tel" autocomplete="username" maxlength=20 required=true />
                    <Field name="password" label=td_string!(l, sign_in.password) error=sent.error("password") input_type="password" autocomplete="current-password" maxlength=128 required=true />
                    <CodeInput name="totp" label=td_string!(l, sign_in.totp) hint=td_string!(l, sign_in.totp_hint) error=sent.error("totp") />
                    <Button wide=true large=true>{td_string!(l, sign_in.enter)}</Button>
                </form>
                <p><a href=path::sign_in(None)>{td_string!(l, sign_in.to_resident)}</a></p>
            </div>
        </Page>
    }
}
