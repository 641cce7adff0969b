//! The drawing of a figure on the page, with its cursor for pointer and keys, and its zoom if it has one.

use std::time::Duration;

use leptos::html::{Canvas, Div};
use leptos::prelude::*;
use web_sys::{KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};

use crate::app::canvas::paint;
use crate::app::in_view::in_view;
use crate::app::readout::Readout;
use crate::app::state::State;
use crate::app::watching::{watch_ratio, watch_width};
use crate::charts::cursor::{Cursor, Step};
use crate::charts::figure::Figure;
use crate::charts::proportion::height_for;
use crate::charts::readout::read_out;
use crate::charts::theme::Look;
use crate::charts::viewport::{Reading, Viewport, nearest};
use crate::charts::words::Word;

/// A drawing out of sight waits until its figure has been still for so long: one that the reader drags a knob for is redrawn at
/// every step, and those far below must not slow it down.
pub const STILL: Duration = Duration::from_millis(150);

/// A click chooses a point at most so far away, CSS pixels: as far as a finger is wide.
const REACH: f64 = 24.0;

/// A way to look closer, given to a drawing from outside and cheap to copy. It holds functions and not their code, so that the start
/// view, whose figure has none, need not load it.
#[derive(Clone, Copy)]
pub struct Lens {
    /// The figure as it is seen through it.
    pub seen: Signal<Figure>,
    /// Its buttons, for the figure of this name.
    pub tools: Callback<&'static str, AnyView>,
    /// What a pointer does to it; true where that was all, and the cursor stays.
    pub pointer: Callback<(Touch, PointerEvent, Viewport), bool>,
    /// What a wheel does to it.
    pub wheel: Callback<(WheelEvent, Viewport)>,
    /// What a key does to it; true where it did something.
    pub key: Callback<KeyboardEvent, bool>,
}

/// What a pointer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// It comes down.
    Down,
    /// It moves, down or not.
    Moved,
    /// It goes up, or is taken away.
    Up,
}

/// The drawing.
#[component]
pub fn Plot(
    /// What to draw.
    figure: Signal<Figure>,
    /// How its window is moved.
    zoom: Option<Lens>,
    /// What choosing a point does.
    choose: Option<Callback<(f64, f64)>>,
    /// Whether the figure waits by itself while it is out of sight.
    waits: bool,
) -> impl IntoView {
    let state = State::here();
    let frame = NodeRef::<Div>::new();
    let canvas = NodeRef::<Canvas>::new();
    let width = RwSignal::new(0.0);
    let drawing = Drawing { figure, viewport: RwSignal::new(None), reading: RwSignal::new(None) };
    watch_width(frame, width);
    let near = if waits { RwSignal::new(true) } else { in_view(frame) };
    drawing.keep(canvas, width, watch_ratio(), near);
    let hand = Hand { drawing, lens: zoom, choose };
    let wheel = move |event: WheelEvent| {
        if let (Some(lens), Some(viewport)) = (zoom, drawing.viewport.get_untracked()) {
            lens.wheel.run((event, viewport));
        }
    };
    let id = figure.with_untracked(|figure| figure.id);
    let say = move |word| state.speech.word(word);
    view! {
        <div
            class="plot"
            class:zoomable=zoom.is_some()
            node_ref=frame
            tabindex="0"
            role="group"
            aria-roledescription=say(Word::FiguresRole)
            aria-label=move || figure.with(|figure| figure.title.clone())
            aria-describedby=format!("{id}-summary")
            data-testid=format!("{id}-plot")
            data-drawn=move || drawing.viewport.with(Option::is_some).to_string()
            style:height=move || format!("{}px", figure.with(|figure| height_for(figure, width.get())))
            on:pointermove=move |event| hand.moves(&event)
            on:pointerdown=move |event| hand.presses(&event)
            on:pointerup=move |event| { hand.touches(Touch::Up, &event); }
            on:pointercancel=move |event| { hand.touches(Touch::Up, &event); }
            on:pointerleave=move |event| {
                hand.touches(Touch::Up, &event);
                drawing.reading.set(None);
            }
            on:click=move |event| hand.clicks(&event)
            on:wheel=wheel
            on:keydown=move |event| hand.types(&event, state)
            on:blur=move |_| drawing.reading.set(None)
        >
            <canvas node_ref=canvas aria-hidden="true"></canvas>
            <Readout figure=figure viewport=drawing.viewport reading=drawing.reading />
            <span class="cue" aria-hidden="true">
                {say(Word::FiguresCue)}
                {zoom.map(|_| view! { " · " {say(Word::ZoomCue)} })}
                {choose.map(|_| view! { " · " {say(Word::FiguresCueChoose)} })}
            </span>
        </div>
    }
}

/// A figure, where it was drawn, and what the cursor is on.
#[derive(Clone, Copy)]
struct Drawing {
    figure: Signal<Figure>,
    viewport: RwSignal<Option<Viewport>>,
    reading: RwSignal<Option<Reading>>,
}

impl Drawing {
    /// Draws whenever figure, size, pixels, colours or language change: at once in sight, a little later out of it.
    fn keep(self, canvas: NodeRef<Canvas>, width: RwSignal<f64>, ratio: RwSignal<f64>, near: RwSignal<bool>) {
        let state = State::here();
        Effect::new(move || {
            let (Some(canvas), width, ratio) = (canvas.get(), width.get(), ratio.get()) else { return };
            let (theme, language) = (state.theme.get(), state.speech.0.get());
            let redraw = move || {
                let look = |figure: &Figure| Look::canvas(theme, width, height_for(figure, width), ratio);
                self.draw(|figure| paint(&canvas, figure, &look(figure), &language.voice()));
            };
            self.figure.track();
            if near.get_untracked() || self.viewport.with_untracked(Option::is_none) {
                redraw();
            } else if let Ok(later) = set_timeout_with_handle(redraw, STILL) {
                on_cleanup(move || later.clear());
            }
        });
    }

    fn draw(self, paint: impl FnOnce(&Figure) -> Option<Viewport>) {
        let drawn = self.figure.with_untracked(paint);
        // The cursor's place is that of another picture now, unless its point still has the same value there.
        let before = self.reading.get_untracked();
        let again = before.zip(drawn.as_ref()).and_then(|(before, viewport)| {
            let cursor = Cursor { mark: before.mark, point: before.point };
            let same = |now: &Reading| (now.x.to_bits(), now.y.to_bits()) == (before.x.to_bits(), before.y.to_bits());
            self.figure.with_untracked(|figure| cursor.reading(figure, viewport)).filter(same)
        });
        self.reading.set(again);
        self.viewport.set(drawn);
    }

    /// Puts the cursor on the reading nearest to the pointer.
    fn point(self, event: &PointerEvent) {
        let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        let found = self
            .viewport
            .with_untracked(|viewport| self.figure.with_untracked(|figure| nearest(figure, viewport.as_ref()?, x, y)));
        self.reading.set(found);
    }

    /// Moves the cursor and says where it is.
    fn step(self, step: Step, state: State) {
        let moved = self.viewport.with_untracked(|viewport| {
            self.figure.with_untracked(|figure| {
                let cursor = match self.reading.get_untracked() {
                    Some(Reading { mark, point, .. }) => Cursor { mark, point }.moved(figure, step),
                    None => Cursor::start(figure)?,
                };
                cursor.reading(figure, viewport.as_ref()?)
            })
        });
        self.reading.set(moved);
        if let Some(moved) = moved {
            let voice = state.speech.voice_now();
            state.tell(self.figure.with_untracked(|figure| read_out(figure, &moved, &voice)));
        }
    }
}

/// What a pointer or a key does to a drawing.
#[derive(Clone, Copy)]
struct Hand {
    drawing: Drawing,
    lens: Option<Lens>,
    choose: Option<Callback<(f64, f64)>>,
}

impl Hand {
    fn presses(self, event: &PointerEvent) {
        self.drawing.point(event);
        self.touches(Touch::Down, event);
    }

    fn moves(self, event: &PointerEvent) {
        if !self.touches(Touch::Moved, event) {
            self.drawing.point(event);
        }
    }

    /// Whether the lens took it.
    fn touches(self, touch: Touch, event: &PointerEvent) -> bool {
        let (Some(lens), Some(viewport)) = (self.lens, self.drawing.viewport.get_untracked()) else { return false };
        lens.pointer.run((touch, event.clone(), viewport))
    }

    /// Chooses the point nearest to a click.
    fn clicks(self, event: &MouseEvent) {
        let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        let found = self.drawing.viewport.with_untracked(|viewport| {
            self.drawing.figure.with_untracked(|figure| nearest(figure, viewport.as_ref()?, x, y))
        });
        let near = |reading: &Reading| libm::hypot(reading.px - x, reading.py - y) <= REACH;
        if let (Some(choose), Some(reading)) = (self.choose, found.filter(near)) {
            choose.run((reading.x, reading.y));
        }
    }

    fn types(self, event: &KeyboardEvent, state: State) {
        if event.key() == "Escape" {
            self.drawing.reading.set(None);
        } else if let ("Enter", Some(choose)) = (event.key().as_str(), self.choose) {
            event.prevent_default();
            if let Some(reading) = self.drawing.reading.get_untracked() {
                choose.run((reading.x, reading.y));
            }
        } else if self.lens.is_some_and(|lens| lens.key.run(event.clone())) {
            event.prevent_default();
        } else if let Some(step) = step_of(event) {
            event.prevent_default();
            self.drawing.step(step, state);
        }
    }
}

/// What a key does to the cursor; `None` for other keys, and with a modifier, which is the browser's.
fn step_of(event: &KeyboardEvent) -> Option<Step> {
    if event.alt_key() || event.ctrl_key() || event.meta_key() {
        return None;
    }
    match event.key().as_str() {
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
