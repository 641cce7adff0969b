//! The page (placeholder until the real one is merged).

use leptos::prelude::*;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let (count, set_count) = signal(0);
    view! { <main><h1>"Octet"</h1><button on:click=move |_| set_count.update(|n| *n += 1)>{count}</button></main> }
}
