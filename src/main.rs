//! Door 1, the page: mounts the app in the browser; natively there is nothing to open.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(octet::app::App);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
