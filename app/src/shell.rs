//! The document around every page, and the router as a table of contents.

use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_meta::{HashedStylesheet, MetaTags, Title, provide_meta_context};
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{ParamSegment, SsrMode, StaticSegment as S};

use crate::pages;
use crate::pages::desk::DeskPage;
use crate::pages::frame::{MeContext, provide_me};
use crate::prefs::{Prefs, locale, provide_prefs};
use crate::ui::Shell;
use crate::{live, posted};

/// The HTML document.
#[must_use]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    #[cfg(feature = "ssr")]
    content_security_policy();
    let prefs = document_prefs();
    view! {
        <!DOCTYPE html>
        <html
            lang=prefs.lang()
            data-mode=prefs.elder.then_some("elder")
            data-theme=prefs.dark.map(|dark| if dark { "dark" } else { "light" })
        >
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                {theme_colors(prefs.dark)}
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <HashedStylesheet id="linli" options=options.clone() />
                <AutoReload options=options.clone() />
                <HydrationScripts options />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// The colour of the browser's own bar: that of ours (docs/DESIGN.md).
fn theme_colors(dark: Option<bool>) -> impl IntoView {
    const LIGHT: (&str, &str) = ("#fffdf8", "(prefers-color-scheme: light)");
    const DARK: (&str, &str) = ("#221f1b", "(prefers-color-scheme: dark)");
    let colors: Vec<(&str, Option<&str>)> = match dark {
        Some(true) => vec![(DARK.0, None)],
        Some(false) => vec![(LIGHT.0, None)],
        None => vec![(LIGHT.0, Some(LIGHT.1)), (DARK.0, Some(DARK.1))],
    };
    let tag =
        |(content, media)| leptos::html::meta().name("theme-color").content(content).attr("media", media);
    colors.into_iter().map(tag).collect_view()
}

#[cfg(feature = "ssr")]
fn document_prefs() -> Prefs {
    crate::web::prefs_of_request()
}

#[cfg(not(feature = "ssr"))]
fn document_prefs() -> Prefs {
    Prefs::default()
}

/// Only our own files, only our own scripts, nobody may frame us (trust.md H7).
#[cfg(feature = "ssr")]
fn content_security_policy() {
    let (Some(nonce), Some(response)) =
        (leptos::nonce::use_nonce(), use_context::<leptos_axum::ResponseOptions>())
    else {
        return;
    };
    let policy = format!(
        "default-src 'self'; script-src 'strict-dynamic' 'nonce-{nonce}' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; connect-src 'self'; object-src 'none'; \
         base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    );
    if let Ok(value) = http::HeaderValue::from_str(&policy) {
        response.insert_header(http::header::CONTENT_SECURITY_POLICY, value);
    }
}

/// The app: contexts, then one route a line.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let _ = provide_prefs();
    posted::provide_posted();
    live::provide_live();
    let me: MeContext = provide_me();
    let l = locale();
    view! {
        <Title formatter=move |title: String| {
            let brand = td_string!(l, common.brand);
            if title.is_empty() { brand.to_string() } else { format!("{title} · {brand}") }
        } />
        <Router>
            <Shell skip_label=td_string!(l, common.skip) nav=true>
                <pages::bar::Bar />
                <pages::frame::Nav me />
                <FlatRoutes fallback=pages::missing::Missing>
                    <Route path=S("") view=pages::home::Home ssr=SsrMode::Async />
                    <Route path=S("how") view=pages::how::How ssr=SsrMode::Async />
                    <Route path=S("complaints") view=pages::complaints::Complaints ssr=SsrMode::Async />
                    <Route path=S("menu") view=pages::menu::Menu ssr=SsrMode::Async />
                    <Route path=(S("menu"), ParamSegment("item")) view=pages::new_order::NewOrder ssr=SsrMode::Async />
                    <Route path=S("orders") view=pages::orders::Orders ssr=SsrMode::Async />
                    <Route path=(S("orders"), ParamSegment("id")) view=pages::order::Order ssr=SsrMode::Async />
                    <Route path=S("sign-in") view=pages::sign_in::SignIn ssr=SsrMode::Async />
                    <Route path=(S("sign-in"), S("staff")) view=pages::sign_in::StaffSignIn ssr=SsrMode::Async />
                    <Route path=S("account") view=pages::account::Account ssr=SsrMode::Async />
                    <Route path=(S("account"), S("sessions")) view=pages::sessions::Sessions ssr=SsrMode::Async />
                    <Route path=S("messages") view=pages::messages::Messages ssr=SsrMode::Async />
                    <Route path=S("offers") view=pages::offers::Offers ssr=SsrMode::Async />
                    <Route path=(S("offers"), ParamSegment("id")) view=pages::offer::Offer ssr=SsrMode::Async />
                    <Route path=S("times") view=pages::times::Times ssr=SsrMode::Async />
                    <Route path=S("wallet") view=pages::wallet::Wallet ssr=SsrMode::Async />
                    <Route path=S("desk") view=DeskPage::Inbox ssr=SsrMode::Async />
                    <Route path=(S("desk"), S("new")) view=DeskPage::Phone ssr=SsrMode::Async />
                    <Route path=(S("desk"), S("people")) view=DeskPage::People ssr=SsrMode::Async />
                    <Route path=(S("desk"), S("menu")) view=DeskPage::Menu ssr=SsrMode::Async />
                    <Route path=(S("desk"), S("menu"), ParamSegment("item")) view=DeskPage::MenuItem ssr=SsrMode::Async />
                    <Route path=S("buildings") view=pages::buildings::Buildings ssr=SsrMode::Async />
                    <Route path=(S("desk"), S("grids")) view=DeskPage::Grids ssr=SsrMode::Async />
                    <Route path=(S("desk"), S("totals")) view=DeskPage::Totals ssr=SsrMode::Async />
                    <Route path=(S("desk"), S("complaints")) view=DeskPage::Complaints ssr=SsrMode::Async />
                    <Route path=(S("desk"), S("import")) view=DeskPage::Import ssr=SsrMode::Async />
                    <Route path=(S("desk"), S("orders"), ParamSegment("id")) view=DeskPage::Order ssr=SsrMode::Async />
                </FlatRoutes>
            </Shell>
        </Router>
    }
}
