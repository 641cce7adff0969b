//! The functions that the worker calls: `octetStorages()`, `octetTile()` and `octetVector(columns)` say what there is to multiply,
//! `octetLoad(storage, rows, columns)` stores a matrix, `octetProduct()` multiplies and gives a copy of y.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Float32Array, Reflect};
use octet::numerics::gemv::Storage;
use wasm_bindgen::prelude::{Closure, JsValue};

use crate::work::{Work, name, tile, vector};

/// Puts the functions into the worker's global scope.
pub fn offer() {
    let here: Rc<RefCell<Option<Work>>> = Rc::default();
    let there = Rc::clone(&here);
    let load = Closure::<dyn FnMut(String, usize, usize) -> bool>::new(move |storage: String, rows, columns| {
        let work = Work::new(&storage, rows, columns);
        *there.borrow_mut() = work;
        there.borrow().is_some()
    });
    let product = Closure::<dyn FnMut() -> Float32Array>::new(move || {
        here.borrow_mut().as_mut().map_or_else(|| Float32Array::new_with_length(0), |work| work.product().into())
    });
    let storages = Closure::<dyn FnMut() -> Array>::new(|| {
        Storage::ALL
            .into_iter()
            .map(|storage| Array::of2(&name(storage).into(), &storage.bytes_per_weight().into()))
            .collect()
    });
    let tile = Closure::<dyn FnMut() -> Float32Array>::new(|| tile().as_slice().into());
    let vector = Closure::<dyn FnMut(usize) -> Float32Array>::new(|columns| vector(columns).as_slice().into());
    put("octetLoad", &load.into_js_value());
    put("octetProduct", &product.into_js_value());
    put("octetStorages", &storages.into_js_value());
    put("octetTile", &tile.into_js_value());
    put("octetVector", &vector.into_js_value());
}

fn put(name: &str, function: &JsValue) {
    // Setting a property of the global scope cannot fail.
    let _ = Reflect::set(&js_sys::global(), &JsValue::from_str(name), function);
}
