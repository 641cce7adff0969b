//! What a drawing must follow beside its figure: its width, the screen's pixels, and whether it is in sight.

use js_sys::Array;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit, ResizeObserver};

/// Pictures this far outside the window count as in sight, so that none is seen to change when it is scrolled to.
const MARGIN: &str = "200px";

/// Keeps `width` at the width of the element, as long as the component lives.
pub fn watch_width(frame: NodeRef<Div>, width: RwSignal<f64>) {
    Effect::new(move || {
        let Some(element) = frame.get() else { return };
        width.set(f64::from(element.client_width()));
        let watched = element.clone();
        let changed = Closure::<dyn Fn(JsValue)>::new(move |_| {
            let now = f64::from(watched.client_width());
            if 0.5 < (now - width.get_untracked()).abs() {
                width.set(now);
            }
        });
        if let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) {
            observer.observe(&element);
            let kept = send_wrapper::SendWrapper::new((observer, changed));
            on_cleanup(move || kept.0.disconnect());
        }
    });
}

/// Screen pixels per CSS pixel; follows the reader's zoom, and the window to another screen.
///
/// There is no event for it. A media query for the ratio of now ceases to hold when the ratio changes; then the next one is asked.
pub fn watch_ratio() -> RwSignal<f64> {
    let ratio = RwSignal::new(ratio_now());
    Effect::new(move || {
        let query = format!("(resolution: {}dppx)", ratio.get());
        let Some(list) = web_sys::window().and_then(|window| window.match_media(&query).ok().flatten()) else { return };
        let changed = Closure::<dyn Fn(JsValue)>::new(move |_| ratio.set(ratio_now()));
        list.set_onchange(Some(changed.as_ref().unchecked_ref()));
        let kept = send_wrapper::SendWrapper::new((list, changed));
        on_cleanup(move || kept.0.set_onchange(None));
    });
    ratio
}

fn ratio_now() -> f64 {
    web_sys::window().map_or(1.0, |window| window.device_pixel_ratio())
}

/// Whether the element is in the window or near it; yes until the browser has said otherwise.
pub fn watch_nearness(frame: NodeRef<Div>) -> RwSignal<bool> {
    let near = RwSignal::new(true);
    Effect::new(move || {
        let Some(element) = frame.get() else { return };
        let changed = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
            let last = entries.iter().last().and_then(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok());
            if let Some(entry) = last {
                near.set(entry.is_intersecting());
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
    near
}
