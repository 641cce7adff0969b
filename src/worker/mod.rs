//! The thread (placeholder until the real one is merged).

#[cfg(target_arch = "wasm32")]
pub mod host;
