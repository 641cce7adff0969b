//! A figure on the page: its canvas, sharp at any device-pixel ratio, with a cursor for pointer and keys, its data and its downloads.

use leptos::html::{Canvas, Div};
use leptos::prelude::*;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, KeyboardEvent, PointerEvent, ResizeObserver};

use crate::app::data_table::DataTable;
use crate::app::downloads::{save_csv, save_png, save_svg};
use crate::app::readout::Readout;
use crate::app::state::State;
use crate::charts::cursor::{Cursor, Step};
use crate::charts::draw::draw;
use crate::charts::figure::Figure;
use crate::charts::layout::outer_height;
use crate::charts::proportion::height_for;
use crate::charts::readout::read_out;
use crate::charts::theme::{FINENESS, Look};
use crate::charts::viewport::{Reading, Viewport, nearest};
use crate::charts::words::Word;

/// A figure with everything that belongs to it.
#[component]
pub fn Chart(
    /// What to draw; a new figure is drawn at once.
    figure: Signal<Figure>,
) -> impl IntoView {
    let state = State::here();
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
            <Plot figure=figure />
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

/// The drawing with its cursor.
#[component]
fn Plot(figure: Signal<Figure>) -> impl IntoView {
    let state = State::here();
    let frame = NodeRef::<Div>::new();
    let canvas = NodeRef::<Canvas>::new();
    let width = RwSignal::new(0.0);
    let viewport = RwSignal::new(None::<Viewport>);
    let reading = RwSignal::new(None::<Reading>);
    watch_width(frame, width);
    Effect::new(move || {
        let (Some(canvas), width) = (canvas.get(), width.get()) else { return };
        let voice = state.speech.voice();
        let drawn = figure.with(|figure| paint(&canvas, figure, &look(state, figure, width), &voice));
        // The cursor's place is that of another picture now; the next key or movement finds a new one.
        reading.set(None);
        viewport.set(drawn);
    });
    let point = move |event: PointerEvent| {
        let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        let found = viewport
            .with_untracked(|viewport| figure.with_untracked(|figure| nearest(figure, viewport.as_ref()?, x, y)));
        reading.set(found);
    };
    let press = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            reading.set(None);
            return;
        }
        let Some(step) = step_of(&event.key()).filter(|_| !event.alt_key() && !event.ctrl_key() && !event.meta_key())
        else {
            return;
        };
        event.prevent_default();
        let moved = viewport.with_untracked(|viewport| {
            figure.with_untracked(|figure| stepped(figure, viewport.as_ref()?, reading.get_untracked(), step))
        });
        reading.set(moved);
        if let Some(moved) = moved {
            let voice = state.speech.0.get_untracked().voice();
            state.tell(figure.with_untracked(|figure| read_out(figure, &moved, &voice)));
        }
    };
    let id = figure.with_untracked(|figure| figure.id);
    view! {
        <div
            class="plot"
            node_ref=frame
            tabindex="0"
            role="group"
            aria-roledescription=state.speech.word(Word::FiguresRole)
            aria-label=move || figure.with(|figure| figure.title.clone())
            aria-describedby=format!("{id}-summary")
            data-testid=format!("{id}-plot")
            data-drawn=move || viewport.with(Option::is_some).to_string()
            style:height=move || format!("{}px", figure.with(|figure| height_for(figure, width.get())))
            on:pointermove=point
            on:pointerdown=point
            on:pointerleave=move |_| reading.set(None)
            on:keydown=press
            on:blur=move |_| reading.set(None)
        >
            <canvas node_ref=canvas aria-hidden="true"></canvas>
            <Readout figure=figure viewport=viewport reading=reading />
            <span class="cue" aria-hidden="true">{state.speech.word(Word::FiguresCue)}</span>
        </div>
    }
}

fn look(state: State, figure: &Figure, width: f64) -> Look {
    let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
    Look::canvas(state.theme.get(), width, height_for(figure, width), ratio)
}

/// Draws a figure on a canvas of its own size times the device-pixel ratio; `None` while there is no room for it.
pub fn paint(
    canvas: &HtmlCanvasElement,
    figure: &Figure,
    look: &Look,
    voice: &crate::app::speech::BrowserVoice,
) -> Option<Viewport> {
    let size = |css: f64| pixels(css * look.device);
    canvas.set_width(size(look.width));
    canvas.set_height(size(outer_height(figure, look)));
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    // Plotters counts in whole numbers: a grid finer than the screen keeps curves smooth.
    context.set_transform(1.0 / FINENESS, 0.0, 0.0, 1.0 / FINENESS, 0.0, 0.0).ok()?;
    context.set_line_join("round");
    let mut surface = CanvasBackend::with_canvas_object(canvas.clone())?;
    draw(figure, &mut surface, look, voice).ok()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a canvas is a few thousand pixels wide")]
fn pixels(length: f64) -> u32 {
    libm::round(length.clamp(1.0, 16_384.0)) as u32
}

/// Keeps `width` at the width of the element, as long as the component lives.
fn watch_width(frame: NodeRef<Div>, width: RwSignal<f64>) {
    Effect::new(move || {
        let Some(element) = frame.get() else { return };
        width.set(f64::from(element.client_width()));
        let watched = element.clone();
        let changed = Closure::<dyn Fn(JsValue)>::new(move |_| {
            let now = f64::from(watched.client_width());
            if 0.5 < (now - width.get_untracked()).abs() {
                width.set(now);
            }
        });
        if let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) {
            observer.observe(&element);
            let kept = send_wrapper::SendWrapper::new((observer, changed));
            on_cleanup(move || kept.0.disconnect());
        }
    });
}

fn step_of(key: &str) -> Option<Step> {
    match key {
        "ArrowLeft" => Some(Step::Left),
        "ArrowRight" => Some(Step::Right),
        "ArrowUp" => Some(Step::Up),
        "ArrowDown" => Some(Step::Down),
        "Home" => Some(Step::Home),
        "End" => Some(Step::End),
        "PageUp" => Some(Step::PageBack),
        "PageDown" => Some(Step::PageOn),
        _ => None,
    }
}

fn stepped(figure: &Figure, viewport: &Viewport, reading: Option<Reading>, step: Step) -> Option<Reading> {
    let cursor = match reading {
        Some(Reading { mark, point, .. }) => Cursor { mark, point }.moved(figure, step),
        None => Cursor::start(figure)?,
    };
    cursor.reading(figure, viewport)
}
