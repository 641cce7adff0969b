//! Small dealings with the browser: storage, clipboard, downloads, media queries. Each may fail and then does nothing, or says so.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Document, FocusOptions, HtmlAnchorElement, HtmlElement, Url, VisibilityState};

/// A preference kept on the device; `None` where storage is empty or not allowed.
pub fn stored(key: &str) -> Option<String> {
    web_sys::window()?.local_storage().ok()??.get_item(key).ok()?
}

/// Keeps a preference on the device, where that is allowed.
pub fn store(key: &str, value: &str) {
    if let Some(Ok(Some(storage))) = web_sys::window().map(|window| window.local_storage()) {
        // A full or forbidden storage only means that the preference is forgotten.
        let _ = storage.set_item(key, value);
    }
}

/// The language tags that the reader prefers, first choice first.
pub fn preferred_languages() -> Vec<String> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// Whether a media query holds now.
pub fn media(query: &str) -> bool {
    web_sys::window().and_then(|window| window.match_media(query).ok().flatten()).is_some_and(|list| list.matches())
}

/// Calls `changed` whenever a media query starts or stops to hold.
pub fn on_media(query: &str, changed: impl Fn(bool) + 'static) {
    let Some(Ok(Some(list))) = web_sys::window().map(|window| window.match_media(query)) else { return };
    let watched = list.clone();
    let listen = Closure::<dyn Fn()>::new(move || changed(watched.matches()));
    // The page listens as long as it lives.
    if list.add_event_listener_with_callback("change", listen.as_ref().unchecked_ref()).is_ok() {
        listen.forget();
        // The browser may otherwise collect the list together with its listener.
        core::mem::forget(list);
    }
}

/// Puts text on the clipboard; false where the browser does not allow it.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let clipboard = window.navigator().clipboard();
    if clipboard.is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Hands a file to the reader.
pub fn download_text(name: &str, kind: &str, text: &str) {
    let bytes = Uint8Array::from(text.as_bytes());
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    if let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&Array::of1(&bytes), &options) {
        download(name, &blob);
    }
}

/// Hands a file to the reader.
pub fn download(name: &str, blob: &Blob) {
    let Ok(url) = Url::create_object_url_with_blob(blob) else { return };
    let link = document().and_then(|document| document.create_element("a").ok());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // The download has its own hold on the data once the click is through.
    let release = Closure::once_into_js(move || {
        let _ = Url::revoke_object_url(&url);
    });
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(release.unchecked_ref(), 10_000);
    }
}

/// The document.
pub fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// The content of a `<meta name=…>` of the page.
pub fn meta(name: &str) -> Option<String> {
    let selector = format!("meta[name='{name}']");
    document()?.query_selector(&selector).ok()??.get_attribute("content")
}

/// Whether the page moves along with the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scroll {
    /// The element comes into view.
    Follows,
    /// The page stays where it is.
    Stays,
}

/// Moves the keyboard to an element.
pub fn focus(id: &str, scroll: Scroll) {
    let element = document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(scroll == Scroll::Stays);
        let _ = element.focus_with_options(&options);
    }
}

/// Moves the keyboard to an element and puts it at the top of the window.
pub fn open_at(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        element.scroll_into_view();
        focus(id, Scroll::Stays);
    }
}

/// Calls back after some milliseconds.
pub fn after(milliseconds: i32, call: impl FnOnce() + 'static) {
    let call: JsValue = Closure::once_into_js(call);
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(call.unchecked_ref(), milliseconds);
    }
}

/// How many threads the processor works on at once, as far as the browser tells; 1 where it does not.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small whole number")]
pub fn threads() -> u32 {
    web_sys::window().map_or(1, |window| window.navigator().hardware_concurrency().max(1.0) as u32)
}

/// The memory of the device in GB, rounded by the browser; `None` where it does not tell.
pub fn device_memory() -> Option<f64> {
    Reflect::get(&web_sys::window()?.navigator(), &JsValue::from_str("deviceMemory")).ok()?.as_f64()
}

/// Keeps watching until it is let go of.
pub struct Watch {
    document: Document,
    heard: Closure<dyn Fn()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        // Removing a listener that is not there does nothing.
        let _ = self.document.remove_event_listener_with_callback(CHANGE, self.heard.as_ref().unchecked_ref());
    }
}

/// What the document says when it is hidden or seen again.
const CHANGE: &str = "visibilitychange";

/// Calls `hidden` when the page can no longer be seen: another tab is in front, or the window is minimised.
pub fn on_hidden(hidden: impl Fn() + 'static) -> Option<Watch> {
    let document = document()?;
    let watched = document.clone();
    let heard = Closure::<dyn Fn()>::new(move || {
        if watched.visibility_state() == VisibilityState::Hidden {
            hidden();
        }
    });
    document.add_event_listener_with_callback(CHANGE, heard.as_ref().unchecked_ref()).ok()?;
    Some(Watch { document, heard })
}
