//! Inside the thread (placeholder until the real one is merged): says that it is there.

use wasm_bindgen::JsCast;

/// Tells the page that the thread has started.
pub fn serve() {
    let scope: web_sys::DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let _ = scope.post_message(&"ready".into());
}
