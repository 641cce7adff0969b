//! The page: the only room that knows Leptos and the browser.
//!
//! Invariants: components stay thin: they read a signal, call a named handler, or walk a table; arithmetic, decisions and sentences
//! live in lower rooms. State is one `Scenario` signal; everything else is derived. Effects touch only canvas, address and worker.

use leptos::prelude::*;

use crate::app::chrome::{Colophon, Masthead, Notices};
use crate::app::compute_page::ComputePage;
use crate::app::economy_page::EconomyPage;
use crate::app::lab::Lab;
use crate::app::quantize_page::QuantizePage;
use crate::app::start_page::StartPage;
use crate::app::state::State;
use crate::scenario::view::View;

pub mod speech;

pub mod browser;

pub mod address;

pub mod state;

pub mod lab;

pub mod chrome;

pub mod controls;

pub mod chart;

pub mod plot;

pub mod zoom;

pub mod canvas;

pub mod watching;

pub mod readout;

pub mod data_table;

pub mod downloads;

pub mod notices;

pub mod start_page;

pub mod quantize_page;

pub mod paste;

pub mod compute_page;

pub mod economy_page;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let state = State::provide();
    Lab::provide(state);
    address::follow(state);
    let page = move || -> AnyView {
        match state.view.get() {
            View::Start => StartPage().into_any(),
            View::Quantize => QuantizePage().into_any(),
            View::Compute => ComputePage().into_any(),
            View::Economy => EconomyPage().into_any(),
        }
    };
    view! {
        <Masthead />
        <main id="content" class="frame" tabindex="-1">
            <Notices />
            {page}
        </main>
        <Colophon />
    }
}
