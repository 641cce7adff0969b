//! Whether an element can be seen: what is far below the fold need not be drawn while a knob is dragged.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// How far beyond the window's edges an element counts as seen, so that it is drawn before it scrolls into view.
const MARGIN: &str = "240px";

/// Whether the element is in the window or close to it; `true` where the browser cannot tell.
pub fn in_view(element: NodeRef<Div>) -> RwSignal<bool> {
    in_sight(move || element.get().map(Into::into))
}

/// The same of an element that is found once the page around it stands.
pub fn in_sight(find: impl Fn() -> Option<Element> + 'static) -> RwSignal<bool> {
    let is_seen = RwSignal::new(true);
    Effect::new(move || {
        let Some(element) = find() else { return };
        let changed = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let last = entries.iter().last().and_then(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok());
            if let Some(entry) = last
                && is_seen.get_untracked() != entry.is_intersecting()
            {
                is_seen.set(entry.is_intersecting());
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(MARGIN);
        if let Ok(observer) = IntersectionObserver::new_with_options(changed.as_ref().unchecked_ref(), &options) {
            observer.observe(&element);
            let kept = send_wrapper::SendWrapper::new((observer, changed));
            on_cleanup(move || kept.0.disconnect());
        }
    });
    is_seen
}
