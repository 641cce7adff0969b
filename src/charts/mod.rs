//! Pictures: a result becomes a `Figure` (plain data), a figure becomes strokes on any plotters surface.
//!
//! Invariant of this room: a figure never learns where it is drawn, and drawing never learns what the figure is about.
//! Nothing here measures text with a browser, reads a clock, or knows a language; words and numbers come through `Voice`.
//! Lengths are CSS pixels, y down, unless a name says otherwise.

pub mod figure;

pub mod cells;

pub mod table;

pub mod ink;

pub mod axis;

pub mod ranged;

pub mod ticks;

pub mod words;

pub mod voice;

pub mod theme;

pub(crate) mod colour;

pub mod shade;

pub mod text;

pub(crate) mod path;

pub(crate) mod drawn;

pub(crate) mod placing;

pub mod layout;

pub mod proportion;

pub(crate) mod pen;

pub(crate) mod paper;

pub(crate) mod beads;

pub(crate) mod scenery;

pub(crate) mod colour_bar;

pub(crate) mod heat;

pub(crate) mod marks;

pub mod number_line;

pub(crate) mod names;

pub mod draw;

pub mod viewport;

pub mod zoom;

pub mod closer;

pub mod cursor;

pub mod readout;

pub mod export;

#[cfg(test)]
mod contrast;
