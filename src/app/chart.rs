//! A figure on the page: its drawing, its words, its data and its downloads.

use leptos::prelude::*;

use crate::app::data_table::DataTable;
use crate::app::downloads::{save_csv, save_png, save_svg};
use crate::app::plot::{Lens, Plot};
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
    let say = move |word| state.speech.word(word);
    let id = figure.with_untracked(|figure| figure.id);
    let is_open = RwSignal::new(false);
    let voice = move || state.speech.0.get_untracked().voice();
    let csv = move |_| figure.with_untracked(|figure| save_csv(figure.id, &figure.table));
    let png = move |_| figure.with_untracked(|figure| save_png(figure, state.theme.get_untracked(), &voice()));
    let svg = move |_| figure.with_untracked(|figure| save_svg(figure, state.theme.get_untracked(), &voice()));
    let table_id = format!("{id}-data");
    let controls = table_id.clone();
    let tool = move |word, hint, act: Box<dyn Fn(leptos::ev::MouseEvent)>, kind: &'static str| {
        view! {
            <button type="button" title=say(hint) data-testid=format!("{id}-{kind}") on:click=act>{say(word)}</button>
        }
    };
    view! {
        <figure id=id data-testid=id>
            <h2 class="figure-title">{move || figure.with(|figure| figure.title.clone())}</h2>
            <Plot figure=figure zoom=zoom choose=choose waits=waits />
            {zoom.map(|lens| lens.tools.run(id))}
            <p class="summary" id=format!("{id}-summary")>{move || figure.with(|figure| figure.summary.clone())}</p>
            <figcaption>{move || figure.with(|figure| figure.caption.clone())}</figcaption>
            <div class="figure-tools">
                <button
                    type="button"
                    title=say(Word::FiguresDataHint)
                    aria-expanded=move || is_open.get().to_string()
                    aria-controls=controls
                    data-testid=format!("{id}-data-button")
                    on:click=move |_| is_open.set(!is_open.get_untracked())
                >
                    {say(Word::FiguresData)}
                </button>
                {tool(Word::FiguresCsv, Word::FiguresCsvHint, Box::new(csv), "csv")}
                {tool(Word::FiguresPng, Word::FiguresPngHint, Box::new(png), "png")}
                {tool(Word::FiguresSvg, Word::FiguresSvgHint, Box::new(svg), "svg")}
            </div>
            <div id=table_id>
                <Show when=move || is_open.get()>
                    <DataTable title=Signal::derive(move || figure.with(|figure| figure.title.clone())) table=Signal::derive(move || figure.with(|figure| figure.table.clone())) />
                </Show>
            </div>
        </figure>
    }
}
