//! Door 2, the thread: hands the browser's worker scope to `octet::worker::host`.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    octet::worker::host::serve();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
