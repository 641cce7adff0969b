//! Door 1, the page: mounts the app in the browser, and says where the page is cut into programs; natively there is nothing to open.
//!
//! Each function marked `wasm_split` begins a program of its own, which is fetched when the function is first called: it holds all
//! that only these functions reach. They stand in this file, not in the library, or the worker's program would hold them too.

#[cfg(target_arch = "wasm32")]
#[expect(clippy::unnecessary_wraps, reason = "the macro turns a failed fetch into the function's error")]
mod cut {
    use leptos::wasm_split::{SplitLoaderError, wasm_split};
    use octet::app::parts::{Fetch, Part, Unreachable};
    use octet::app::{economy_part, lab_part};

    #[wasm_split(lab, wasm_split_path = ::leptos::wasm_split, fallible)]
    fn lab() -> Result<Part, SplitLoaderError> {
        Ok(lab_part::part())
    }

    #[wasm_split(economy, wasm_split_path = ::leptos::wasm_split, fallible)]
    fn economy() -> Result<Part, SplitLoaderError> {
        Ok(economy_part::part())
    }

    /// How to fetch each program but the first.
    pub const FETCH: Fetch = Fetch {
        lab: || Box::pin(async { lab().await.map_err(|_| Unreachable) }),
        economy: || Box::pin(async { economy().await.map_err(|_| Unreachable) }),
    };
}

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(|| octet::app::App(octet::app::AppProps { fetch: cut::FETCH }));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
