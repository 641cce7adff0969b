//! The thread as a detail: an experiment runs off the page, says how far it is, and can be cancelled.
//!
//! Invariant: this room knows how messages travel and nothing about what they mean. Both ends ship together, so messages promise
//! nothing to later versions. `desk` is the worker's side without a browser, `line` the page's side without a browser; `host` and
//! `client` are their thin shims over the browser's worker.

pub mod desk;

pub mod line;

pub mod message;

pub mod pool;

mod pooled;

#[cfg(target_arch = "wasm32")]
pub mod host;

#[cfg(target_arch = "wasm32")]
pub mod client;
