//! The page's shim over the browser's worker: starts it, waits until it hears, sends requests and passes news on.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

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

/// The line to one worker. Whoever lets go of it ends the worker: what that held of the memory, which in WebAssembly only grows, goes
/// back to the system, and nothing is heard of it any more.
pub struct Client(Rc<Inner>);

struct Inner {
    worker: Worker,
    line: RefCell<Line>,
    is_ready: Cell<bool>,
    unsent: RefCell<Option<Request>>,
    /// What the browser calls, kept as long as it may.
    called: RefCell<Option<Called>>,
}

/// What hears messages, and what hears errors.
type Called = (Closure<dyn FnMut(MessageEvent)>, Closure<dyn FnMut()>);

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
        let inner = Rc::new(Inner {
            worker,
            line: RefCell::default(),
            is_ready: Cell::new(false),
            unsent: RefCell::default(),
            called: RefCell::default(),
        });
        let hear = Rc::new(hear);
        let (listening, told): (Weak<Inner>, _) = (Rc::downgrade(&inner), Rc::clone(&hear));
        let message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            // The line may end while its news is told; the browser lets go of this closure only when it has returned.
            if let Some(news) = listening.upgrade().map(|inner| inner.hear(&event)) {
                told(news);
            }
        });
        let address = address.to_owned();
        let error = Closure::<dyn FnMut()>::new(move || hear(Err(Lost::NotStarted { address: address.clone() })));
        inner.worker.set_onmessage(Some(message.as_ref().unchecked_ref()));
        inner.worker.set_onerror(Some(error.as_ref().unchecked_ref()));
        *inner.called.borrow_mut() = Some((message, error));
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

impl Drop for Inner {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
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
