//! The worker's shim over the browser: hears requests, works in slices of a few milliseconds, and lets messages in between slices.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::worker::desk::Desk;
use crate::worker::message::{Reply, Request, decode, encode};

/// How long one slice of work may last, in milliseconds: short enough for a prompt cancel, long enough to cost nothing.
const SLICE_MS: f64 = 24.0;

/// Serves the page until the page closes the worker. Outside a worker it does nothing.
pub fn serve() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let host = Rc::new(Host {
        scope,
        desk: RefCell::new(Desk::with_clock(now)),
        is_scheduled: Cell::new(false),
        tick: RefCell::new(None),
    });
    let ticking = Rc::clone(&host);
    *host.tick.borrow_mut() = Some(Closure::new(move || ticking.work()));
    let hearing = Rc::clone(&host);
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| hearing.hear(&event));
    host.scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // The worker lives as long as its page: there is no one to give the closure back to.
    hear.forget();
    host.reply(&Reply::Ready);
}

/// Milliseconds, as finely as the browser tells them.
fn now() -> f64 {
    let scope = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>().ok();
    scope.and_then(|scope| scope.performance()).map_or_else(js_sys::Date::now, |performance| performance.now())
}

struct Host {
    scope: DedicatedWorkerGlobalScope,
    desk: RefCell<Desk>,
    is_scheduled: Cell<bool>,
    tick: RefCell<Option<Closure<dyn FnMut()>>>,
}

impl Host {
    fn hear(&self, event: &MessageEvent) {
        let bytes = Uint8Array::new(&event.data()).to_vec();
        let Ok(request) = decode::<Request>(&bytes) else { return };
        let answer = self.desk.borrow_mut().receive(request);
        if let Some(reply) = answer {
            self.reply(&reply);
        }
        self.schedule();
    }

    fn work(&self) {
        self.is_scheduled.set(false);
        let begin = js_sys::Date::now();
        loop {
            let reply = self.desk.borrow_mut().step();
            let is_over = SLICE_MS <= js_sys::Date::now() - begin;
            match reply {
                None => return,
                // One report of progress a slice is plenty.
                Some(Reply::Progress { .. }) if !is_over => {}
                Some(reply) => self.reply(&reply),
            }
            if is_over {
                break;
            }
        }
        self.schedule();
    }

    fn schedule(&self) {
        if self.is_scheduled.get() || !self.desk.borrow().is_busy() {
            return;
        }
        if let Some(tick) = self.tick.borrow().as_ref() {
            let scheduled = self.scope.set_timeout_with_callback(tick.as_ref().unchecked_ref());
            self.is_scheduled.set(scheduled.is_ok());
        }
    }

    fn reply(&self, reply: &Reply) {
        if let Ok(bytes) = encode(reply) {
            let sent: Result<(), JsValue> = self.scope.post_message(&Uint8Array::from(bytes.as_slice()));
            // Posting fails only while the page is going away.
            drop(sent);
        }
    }
}
