//! What the cursor says: the value under it, shown beside it and spoken.

use leptos::prelude::*;

use crate::app::state::State;
use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::Figure;
use crate::charts::ticks::Ticks;
use crate::charts::viewport::{Reading, Viewport};
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;

/// The cursor's hairline, ring and tip; nothing while there is no reading.
#[component]
pub fn Readout(figure: Signal<Figure>, viewport: RwSignal<Option<Viewport>>, reading: RwSignal<Option<Reading>>) -> impl IntoView {
    let state = State::here();
    move || {
        let found = reading.get()?;
        let plot = viewport.with(|viewport| viewport.as_ref().map(|viewport| viewport.plot))?;
        let voice = state.speech.voice();
        let (series, x, y) = figure.with(|figure| parts(figure, &found, &voice));
        let middle = f64::midpoint(plot.left, plot.right);
        // The tip stands on the side with more room, and never covers the point.
        let (side, away) = if found.px < middle { ("left", found.px + 14.0) } else { ("right", plot.right - found.px + 14.0 + 16.0) };
        let top = (found.py - 20.0).clamp(4.0, (plot.bottom - 48.0).max(4.0));
        let tip = view! {
            <div class="tip" data-testid="tip" style=(side, format!("{away}px")) style:top=format!("{top}px")>
                <strong>{series}</strong>
                {x} " · " {y}
            </div>
        };
        let view = view! {
            <div class="hair" style:left=format!("{}px", found.px) style:top=format!("{}px", plot.top) style:height=format!("{}px", plot.bottom - plot.top)></div>
            <div class="dot" style:left=format!("{}px", found.px) style:top=format!("{}px", found.py)></div>
            {tip}
        };
        Some(view.into_any())
    }
}

/// The reading as one sentence, for a screen reader.
pub fn spoken(figure: &Figure, reading: &Reading, voice: &dyn Voice) -> String {
    let (series, x, y) = parts(figure, reading, voice);
    fill(voice.say(Word::FiguresReading), &[("series", &series), ("x", &x), ("y", &y)])
}

fn parts(figure: &Figure, reading: &Reading, voice: &dyn Voice) -> (String, String, String) {
    let series = figure.marks.get(reading.mark).and_then(|mark| mark.series()).map_or(String::new(), |(name, _)| name.to_owned());
    (series, written(&figure.x, reading.x, voice), with_unit(&figure.y, reading.y, voice))
}

fn with_unit(axis: &Axis, value: f64, voice: &dyn Voice) -> String {
    let number = written(axis, value, voice);
    if axis.label.is_empty() { number } else { format!("{number} ({})", axis.label) }
}

/// A value as a reader of that axis would write it: the name of its tick, its date, or its number.
fn written(axis: &Axis, value: f64, voice: &dyn Voice) -> String {
    if axis.scale() == Scale::Year {
        return date(value);
    }
    if let Ticks::Named(names) = &axis.ticks
        && let Some((_, name)) = names.iter().find(|(at, _)| (at - value).abs() < 0.5)
    {
        return name.clone();
    }
    voice.number(value, NumberStyle::Significant { digits: 4 })
}

/// A decimal year as the tables write dates: 2025.5 is the end of June 2025, the middle of a year is the year itself.
fn date(value: f64) -> String {
    let months = libm::round(value * 12.0);
    let year = libm::floor((months - 1.0) / 12.0);
    let month = months - year * 12.0;
    if 11.5 < month { format!("{year}") } else { format!("{year}-{month:02}") }
}
