//! What a drawing must follow beside its figure: its width and the screen's pixels.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::ResizeObserver;

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
