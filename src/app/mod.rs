//! The page: the only room that knows Leptos and the browser.
//!
//! Invariants: components stay thin: they read a signal, call a named handler, or walk a table; arithmetic, decisions and sentences
//! live in lower rooms. State is one `Scenario` signal; everything else is derived. Effects touch only canvas, address and worker.

use leptos::prelude::*;

use crate::app::chrome::{Colophon, Masthead, Notices};
use crate::app::parts::{Fetch, Parts};
use crate::app::start_page::StartPage;
use crate::app::state::State;
use crate::scenario::view::Group;

pub mod speech;

pub mod browser;

pub mod address;

pub mod state;

pub mod parts;

pub mod lab_part;

pub mod economy_part;

pub mod bench;

pub mod lab;

pub mod crew;

pub mod chrome;

pub mod controls;

pub mod pressed;

pub mod chart;

pub mod plot;

pub mod zoom;

pub mod canvas;

pub mod watching;

pub mod readout;

pub mod data_table;

pub mod sheet;

pub mod downloads;

pub mod notices;

pub mod start_page;

pub mod story;

pub mod bits_page;

pub mod bits_fields;

pub mod bits_row;

pub mod bits_codes;

pub mod bits_formats;

pub mod quantize_page;

pub mod run_standing;

pub mod accumulate_page;

pub mod train_page;

pub mod train_pool;

pub mod train_here;

pub mod train_bar;

pub mod train_panel;

pub mod train_results;

pub mod train_pictures;

pub mod train_recipes;

pub mod bandwidth_page;

pub mod bandwidth_measure;

pub mod bandwidth_measured;

pub mod bandwidth_products;

pub mod bandwidth_calculator;

pub mod bandwidth_every;

pub mod bandwidth_training;

pub mod paste;

pub mod snippet;

pub mod quantize_panel;

pub mod quantize_results;

pub mod quantize_asides;

pub mod in_view;

pub mod own_file;
pub mod own_table;

pub mod compute_page;

pub mod compute_world;

pub mod compute_chips;

pub mod compute_card;

pub mod compute_pace;

pub mod compute_forecasts;

pub mod economy_page;

pub mod economy_here;

pub mod economy_bench;

pub mod economy_panel;

pub mod economy_range;

pub mod economy_results;

pub mod economy_compare;

pub mod economy_solve;

pub mod economy_chain;

pub mod economy_published;

pub mod economy_misleads;

pub mod claims_page;

pub mod claims_brief;

pub mod claims_card;

/// The whole page.
#[component]
pub fn App(
    /// Fetches the views that are not there from the start.
    fetch: Fetch,
) -> impl IntoView {
    let state = State::provide();
    let parts = Parts::provide(state, fetch);
    address::follow(state);
    let page = move || -> AnyView {
        let view = state.view.get();
        match view.group() {
            Group::Start => StartPage().into_any(),
            Group::Lab | Group::Economy => parts.page(view),
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
