//! The functions that the worker calls: `octetRecipes()`, `octetPoints()`, `octetClasses()` and `octetDigests()` say what is compared,
//! `octetLoad(task, recipe)` makes a network, `octetStep()` takes one step, `octetLosses()` gives the loss of every step so far.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Float32Array, Reflect};
use wasm_bindgen::prelude::{Closure, JsValue};

use crate::recipes;
use crate::work::{self, Work};

/// Puts the functions into the worker's global scope.
pub fn offer() {
    let here: Rc<RefCell<Option<Work>>> = Rc::default();
    let there = Rc::clone(&here);
    let load = Closure::<dyn FnMut(String, String) -> bool>::new(move |task: String, recipe: String| {
        let work = Work::new(&task, &recipe);
        *there.borrow_mut() = work;
        there.borrow().is_some()
    });
    let there = Rc::clone(&here);
    let step = Closure::<dyn FnMut()>::new(move || {
        if let Some(work) = there.borrow_mut().as_mut() {
            work.step();
        }
    });
    let losses = Closure::<dyn FnMut() -> Float32Array>::new(move || {
        here.borrow_mut().as_mut().map(Work::losses).unwrap_or_default().as_slice().into()
    });
    let recipes = Closure::<dyn FnMut() -> Array>::new(|| recipes::names().into_iter().map(JsValue::from).collect());
    let points = Closure::<dyn FnMut() -> Float32Array>::new(|| work::points().x.as_slice().into());
    let classes = Closure::<dyn FnMut() -> Array>::new(|| work::points().y.into_iter().map(JsValue::from).collect());
    let digests = Closure::<dyn FnMut() -> String>::new(recipes::digests);
    put("octetLoad", &load.into_js_value());
    put("octetStep", &step.into_js_value());
    put("octetLosses", &losses.into_js_value());
    put("octetRecipes", &recipes.into_js_value());
    put("octetPoints", &points.into_js_value());
    put("octetClasses", &classes.into_js_value());
    put("octetDigests", &digests.into_js_value());
}

fn put(name: &str, function: &JsValue) {
    // Setting a property of the global scope cannot fail.
    let _ = Reflect::set(&js_sys::global(), &JsValue::from_str(name), function);
}
