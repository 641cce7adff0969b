//! The cursor's mark in the drawing: a hairline, a ring and a tip with the value under it.

use leptos::prelude::*;

use crate::app::state::State;
use crate::charts::figure::Figure;
use crate::charts::readout::tip;
use crate::charts::viewport::{Reading, Viewport};

/// The cursor's hairline, ring and tip; nothing while there is no reading.
#[component]
pub fn Readout(
    /// What is drawn.
    figure: Signal<Figure>,
    /// Where it is drawn.
    viewport: RwSignal<Option<Viewport>>,
    /// What the cursor is on.
    reading: RwSignal<Option<Reading>>,
) -> impl IntoView {
    let state = State::here();
    move || {
        let found = reading.get()?;
        let plot = viewport.with(|viewport| viewport.as_ref().map(|viewport| viewport.plot))?;
        let voice = state.speech.voice();
        let (strong, rest) = figure.with(|figure| tip(figure, &found, &voice));
        let middle = f64::midpoint(plot.left, plot.right);
        // The tip stands on the side with more room, and never covers the point.
        let (side, away) =
            if found.px < middle { ("left", found.px + 14.0) } else { ("right", plot.right - found.px + 14.0 + 16.0) };
        let top = (found.py - 20.0).clamp(4.0, (plot.bottom - 48.0).max(4.0));
        let shown = view! {
            <div class="tip" data-testid="tip" style=(side, format!("{away}px")) style:top=format!("{top}px")>
                <strong>{strong}</strong>
                {rest}
            </div>
        };
        let view = view! {
            <div class="hair" style:left=format!("{}px", found.px) style:top=format!("{}px", plot.top) style:height=format!("{}px", plot.bottom - plot.top)></div>
            <div class="dot" style:left=format!("{}px", found.px) style:top=format!("{}px", found.py)></div>
            {shown}
        };
        Some(view.into_any())
    }
}
