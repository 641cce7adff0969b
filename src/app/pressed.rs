//! A button that sets something and stays pressed while that is in force.

use leptos::prelude::*;

/// The button; what it says stands inside.
#[component]
pub fn Pressed(
    /// Whether what it sets is in force.
    #[prop(into)]
    is_on: Signal<bool>,
    /// Sets it.
    #[prop(into)]
    press: Callback<()>,
    /// What tests call it.
    #[prop(optional, into)]
    test_id: Option<String>,
    children: Children,
) -> impl IntoView {
    let pressed = move || is_on.get().to_string();
    view! { <button type="button" aria-pressed=pressed on:click=move |_| press.run(()) data-testid=test_id>{children()}</button> }
}
