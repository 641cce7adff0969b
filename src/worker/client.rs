//! The page's shim over the browser's worker: starts it, waits until it hears, sends requests and passes news on.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Uint8Array;
use thiserror::Error;
use wasm_bindgen::prelude::{Closure, JsCast};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::experiments::Experiment;
use crate::worker::line::{Line, News};
use crate::worker::message::{Reply, Request, decode, encode};

/// Why there is no answer from the worker.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Lost {
    /// The browser did not start it.
    #[error("the worker at '{address}' did not start")]
    NotStarted {
        /// Where it was looked for.
        address: String,
    },
    /// It stopped, or answered in a way this build does not know.
    #[error("the worker stopped or is of another build")]
    Stopped,
}

/// The line to one worker.
#[derive(Clone)]
pub struct Client(Rc<Inner>);

struct Inner {
    worker: Worker,
    line: RefCell<Line>,
    is_ready: Cell<bool>,
    unsent: RefCell<Option<Request>>,
}

impl Client {
    /// Starts the worker at `address` (its loader script); `hear` gets all news from then on.
    ///
    /// # Errors
    /// When the browser refuses to start it.
    pub fn new(address: &str, hear: impl Fn(Result<News, Lost>) + 'static) -> Result<Self, Lost> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(address, &options)
            .map_err(|_| Lost::NotStarted { address: address.to_owned() })?;
        let inner =
            Rc::new(Inner { worker, line: RefCell::default(), is_ready: Cell::new(false), unsent: RefCell::default() });
        let hear = Rc::new(hear);
        let (listening, told) = (Rc::clone(&inner), Rc::clone(&hear));
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            told(listening.hear(&event));
        });
        let address = address.to_owned();
        let on_error = Closure::<dyn FnMut()>::new(move || hear(Err(Lost::NotStarted { address: address.clone() })));
        inner.worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        inner.worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        // The page keeps one worker for its whole life.
        on_message.forget();
        on_error.forget();
        Ok(Self(inner))
    }

    /// Asks for an experiment; the latest wish wins.
    pub fn ask(&self, experiment: Experiment) {
        let request = self.0.line.borrow_mut().ask(experiment);
        self.0.send(request);
    }

    /// Whether a job is on its way.
    pub fn is_busy(&self) -> bool {
        self.0.line.borrow().is_busy()
    }

    /// Stops what runs and forgets what waits.
    pub fn cancel(&self) {
        let request = self.0.line.borrow_mut().cancel();
        self.0.send(request);
    }
}

impl Inner {
    fn hear(&self, event: &MessageEvent) -> Result<News, Lost> {
        let bytes = Uint8Array::new(&event.data()).to_vec();
        let reply: Reply = decode(&bytes).map_err(|_| Lost::Stopped)?;
        if reply == Reply::Ready {
            self.is_ready.set(true);
            let unsent = self.unsent.borrow_mut().take();
            self.send(unsent);
        }
        let (news, request) = self.line.borrow_mut().hear(reply);
        self.send(request);
        Ok(news)
    }

    /// Before the worker hears, only the latest start matters: nothing is in flight there that could be cancelled.
    fn send(&self, request: Option<Request>) {
        let Some(request) = request else { return };
        if !self.is_ready.get() {
            *self.unsent.borrow_mut() = Some(request);
            return;
        }
        if let Ok(bytes) = encode(&request) {
            // Posting fails only while the page is going away.
            drop(self.worker.post_message(&Uint8Array::from(bytes.as_slice())));
        }
    }
}
