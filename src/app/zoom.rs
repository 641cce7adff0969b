//! Looking closer at a figure: the window of its horizontal axis, moved by buttons, keys, wheel, dragging and two fingers.
//!
//! The window is state outside the chart, so that a link, a slider or a second figure may share it. Whatever can be dragged can be done
//! with the buttons and the keys as well (WCAG 2.2, 2.5.7).

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent, WheelEvent};

use crate::app::plot::{Lens, Touch};
use crate::app::state::State;
use crate::charts::axis::Axis;
use crate::charts::closer::windowed;
use crate::charts::figure::Figure;
use crate::charts::viewport::Viewport;
use crate::charts::words::Word;
use crate::charts::zoom::{Move, Window, in_words, moved};

/// The zoom of one figure; cheap to copy.
///
/// Two ways to use it with `Chart`. A small figure holds all its points: the chart clips it to the window, and nothing else is to be
/// done. A large one (the 65,536 values of BF16) is built anew from `window` in the signal that the chart is given, with the window
/// for its horizontal axis; then the chart has nothing left to clip.
#[derive(Clone, Copy)]
pub struct Zoom {
    /// The axis when everything is shown.
    pub whole: Signal<Axis>,
    /// What is shown; `None` for everything.
    pub window: Signal<Option<Window>>,
    /// Where a new window goes.
    pub set: Callback<Option<Window>>,
    /// What keys and buttons look at: the value that stays in its place while it is in sight; otherwise the middle does.
    pub about: Signal<Option<f64>>,
}

impl Zoom {
    /// For `Chart`: the zoom of a figure that holds all its points; its window lives as long as the component that makes it.
    pub fn of(figure: Signal<Figure>) -> Lens {
        let whole = Memo::new(move |_| figure.with(|figure| figure.x.clone()));
        let window = RwSignal::new(None);
        let set = Callback::new(move |new| window.set(new));
        Self { whole: whole.into(), window: window.into(), set, about: Signal::stored(None) }.lens(figure)
    }

    /// For `Chart`: `figure` seen through this zoom.
    pub fn lens(self, figure: Signal<Figure>) -> Lens {
        let state = State::here();
        let fingers = Fingers::default();
        Lens {
            seen: Memo::new(move |_| windowed(figure.get(), self.window.get())).into(),
            tools: Callback::new(move |id| view! { <ZoomTools zoom=self id=id /> }.into_any()),
            pointer: Callback::new(move |(touch, event, viewport): (Touch, PointerEvent, Viewport)| {
                self.touch(fingers, touch, &event, &viewport)
            }),
            wheel: Callback::new(move |(event, viewport): (WheelEvent, Viewport)| self.wheel(&event, &viewport)),
            key: Callback::new(move |event: KeyboardEvent| {
                move_of(&event).map(|step| self.go_aloud(step, state)).is_some()
            }),
        }
    }

    /// Whether a pointer that moves drags the window; while everything is shown there is nothing to drag, and the cursor follows.
    fn touch(self, fingers: Fingers, touch: Touch, event: &PointerEvent, viewport: &Viewport) -> bool {
        match touch {
            Touch::Down if event.button() == 0 => {
                fingers.down(event);
                if let Some(plot) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
                    // Refused only if the pointer is gone already.
                    let _ = plot.set_pointer_capture(event.pointer_id());
                }
                false
            }
            Touch::Down => false,
            Touch::Moved => {
                let step = fingers.moved(event, viewport);
                if let Some(step) = step {
                    self.go(step);
                }
                step.is_some() && self.window.with_untracked(Option::is_some)
            }
            Touch::Up => {
                fingers.up(event);
                false
            }
        }
    }

    /// Moves the window, if that changes anything.
    fn go(self, step: Move) {
        let before = self.window.get_untracked();
        let about = self.about.get_untracked();
        let after = self.whole.with_untracked(|whole| moved(whole, before, step.about(whole, before, about)));
        if after != before {
            self.set.run(after);
        }
    }

    /// Moves the window and says what is shown now, for those who do not see it.
    fn go_aloud(self, step: Move, state: State) {
        self.go(step);
        let voice = state.speech.voice_now();
        let shown = self.window.get_untracked();
        state.tell(self.whole.with_untracked(|whole| in_words(whole, shown, &voice)));
    }

    /// What a wheel over the plot does: with Ctrl (or the command key), which is also how a touchpad tells of two fingers, closer or further away.
    fn wheel(self, event: &WheelEvent, viewport: &Viewport) {
        if !event.ctrl_key() && !event.meta_key() {
            return;
        }
        event.prevent_default();
        // A notch of a wheel is about 100 pixels, a touchpad sends a few at a time.
        let closer = libm::exp2((-event.delta_y() / 100.0).clamp(-2.0, 2.0));
        let share = (f64::from(event.offset_x()) - viewport.plot.left) / viewport.plot.width();
        self.go(Move::Around { share, closer });
    }
}

/// What a key does to the window; `None` for other keys.
fn move_of(event: &KeyboardEvent) -> Option<Move> {
    if event.alt_key() || event.ctrl_key() || event.meta_key() {
        return None;
    }
    match (event.key().as_str(), event.shift_key()) {
        ("+" | "=", _) => Some(Move::In),
        ("-" | "−", _) => Some(Move::Out),
        ("0", _) => Some(Move::All),
        ("ArrowLeft", true) => Some(Move::Left),
        ("ArrowRight", true) => Some(Move::Right),
        _ => None,
    }
}

/// The pointers that are down on a plot, by their number and place: one drags the window, two spread or pinch it.
#[derive(Clone, Copy, Default)]
struct Fingers(StoredValue<Vec<(i32, f64)>>);

impl Fingers {
    /// A pointer comes down.
    fn down(self, event: &PointerEvent) {
        self.0.update_value(|fingers| {
            fingers.retain(|(id, _)| *id != event.pointer_id());
            fingers.push((event.pointer_id(), f64::from(event.offset_x())));
        });
    }

    /// A pointer goes up, or is taken away.
    fn up(self, event: &PointerEvent) {
        self.0.update_value(|fingers| fingers.retain(|(id, _)| *id != event.pointer_id()));
    }

    /// What moving a pointer does to the window; `None` if it is not down.
    fn moved(self, event: &PointerEvent, viewport: &Viewport) -> Option<Move> {
        let (left, width) = (viewport.plot.left, viewport.plot.width());
        let (id, now) = (event.pointer_id(), f64::from(event.offset_x()));
        let fingers = self.0.try_get_value()?;
        let (_, before) = fingers.iter().copied().find(|(finger, _)| *finger == id)?;
        self.down(event);
        let Some((_, still)) = fingers.into_iter().find(|(finger, _)| *finger != id) else {
            return Some(Move::By((before - now) / width));
        };
        // Two fingers on one spot would ask for everything at once.
        let apart = |place: f64| (place - still).abs().max(8.0);
        Some(Move::Around { share: (still - left) / width, closer: apart(now) / apart(before) })
    }
}

/// The buttons of a zoom.
#[component]
fn ZoomTools(
    /// What they move.
    zoom: Zoom,
    /// The figure's name, for tests.
    id: &'static str,
) -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let is_all = move || zoom.window.get().is_none();
    let shown = move || {
        let voice = state.speech.voice();
        zoom.window.get().map(|window| zoom.whole.with(|whole| in_words(whole, Some(window), &voice)))
    };
    let button = move |face: AnyView, word: Word, step: Move, kind: &'static str| {
        // Never disabled, which would take the focus away; said to be, where there is nothing to do.
        let idle = move || (step != Move::In && is_all()).to_string();
        view! {
            <button type="button" title=say(word) aria-label=say(word) aria-disabled=idle data-testid=format!("{id}-zoom-{kind}") on:click=move |_| zoom.go_aloud(step, state)>
                {face}
            </button>
        }
    };
    view! {
        <div class="zoom-tools" role="group" aria-label=say(Word::ZoomTools) data-testid=format!("{id}-zoom")>
            {button("−".into_any(), Word::ZoomFarther, Move::Out, "out")}
            {button("+".into_any(), Word::ZoomCloser, Move::In, "in")}
            {button("←".into_any(), Word::ZoomLeft, Move::Left, "left")}
            {button("→".into_any(), Word::ZoomRight, Move::Right, "right")}
            {button(say(Word::ZoomAll).into_any(), Word::ZoomAllHint, Move::All, "all")}
            <span class="status" data-testid=format!("{id}-zoom-shown")>{shown}</span>
        </div>
    }
}
