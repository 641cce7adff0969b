//! The functions that the bench calls: `octetRun()` makes one run and gives the length of its reply, `octetAgreement()` what
//! there is to agree on.

use js_sys::Reflect;
use wasm_bindgen::prelude::{Closure, JsValue};

use crate::work;

/// Puts the functions on the window.
pub fn offer() {
    let run = Closure::<dyn FnMut() -> usize>::new(|| work::reply().len());
    let agreement = Closure::<dyn FnMut() -> String>::new(work::agreement);
    put("octetRun", &run.into_js_value());
    put("octetAgreement", &agreement.into_js_value());
}

fn put(name: &str, function: &JsValue) {
    // Setting a property of the window cannot fail.
    let _ = Reflect::set(&js_sys::global(), &JsValue::from_str(name), function);
}
