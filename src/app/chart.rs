//! A figure on the page: its drawing, its words, its data and its downloads.

use leptos::prelude::*;

use crate::app::downloads::{save_png, save_svg};
use crate::app::plot::{Lens, Plot};
use crate::app::sheet::{folded, tool};
use crate::app::state::State;
use crate::charts::figure::Figure;
use crate::charts::words::Word;

/// A figure with everything that belongs to it.
#[component]
pub fn Chart(
    /// What to draw; a new figure is drawn at once.
    figure: Signal<Figure>,
    /// How the reader looks closer along x: see `zoom::Zoom`. What is seen is what is drawn and downloaded.
    #[prop(optional)]
    zoom: Option<Lens>,
    /// What a click on a point, or Enter at the cursor, does with the place of the point.
    #[prop(optional)]
    choose: Option<Callback<(f64, f64)>>,
    /// Whether the figure itself waits while it is out of sight, so that its drawing need not.
    #[prop(optional)]
    waits: bool,
) -> impl IntoView {
    let state = State::here();
    let figure = zoom.map_or(figure, |lens| lens.seen);
    let id = figure.with_untracked(|figure| figure.id);
    let voice = move || state.speech.voice_now();
    let png = move |_| figure.with_untracked(|figure| save_png(figure, state.theme.get_untracked(), &voice()));
    let svg = move |_| figure.with_untracked(|figure| save_svg(figure, state.theme.get_untracked(), &voice()));
    let title = Signal::derive(move || figure.with(|figure| figure.title.clone()));
    let table = Signal::derive(move || figure.with(|figure| figure.table.clone()));
    let more = view! {
        {tool(id, "png", (Word::FiguresPng, Word::FiguresPngHint), Box::new(png))}
        {tool(id, "svg", (Word::FiguresSvg, Word::FiguresSvgHint), Box::new(svg))}
    }
    .into_any();
    view! {
        <figure id=id data-testid=id>
            <h2 class="figure-title">{move || title.get()}</h2>
            <Plot figure=figure zoom=zoom choose=choose waits=waits />
            {zoom.map(|lens| lens.tools.run(id))}
            <p class="summary" id=format!("{id}-summary")>{move || figure.with(|figure| figure.summary.clone())}</p>
            <figcaption>{move || figure.with(|figure| figure.caption.clone())}</figcaption>
            {folded(id, title, table, more)}
        </figure>
    }
}
