//! A picture as plain data: what to see, not how it is drawn.
//!
//! Most chart tests look at figures and never draw. Coordinates are data, in the units that the axes name.

use crate::charts::axis::{Axis, Scale};
use crate::charts::cells::{Cells, float};
use crate::charts::ink::{Dash, Ink, Marker};
use crate::charts::number_line::{Interval, Strip};
use crate::charts::table::Table;

/// One picture with its words and its table.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Stable name for files and elements: lower-case words joined by hyphens.
    pub id: &'static str,
    /// What is seen.
    pub title: String,
    /// The picture in a sentence or two for those who cannot see it, made from the data.
    pub summary: String,
    /// Where it comes from and what was assumed.
    pub caption: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// What is drawn, the hindmost first.
    pub marks: Vec<Mark>,
    /// The same numbers as a table.
    pub table: Table,
}

/// One thing drawn in the plot. Values beyond the axes are clipped; values that are not finite leave a gap.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// Points joined by straight strokes, in the order given.
    Line {
        /// The label at the line's end.
        name: String,
        /// Its ink.
        ink: Ink,
        /// Its rhythm.
        dash: Dash,
        /// The shape at its points, drawn when the points stand apart, and always at its end.
        marker: Marker,
        /// (x, y), x rising.
        points: Vec<(f64, f64)>,
    },
    /// Points that are not joined.
    Points {
        /// The label in the key.
        name: String,
        /// Its ink.
        ink: Ink,
        /// The shape.
        marker: Marker,
        /// (x, y).
        points: Vec<(f64, f64)>,
    },
    /// Upright bars from zero (from the foot of the plot on a log axis).
    Bars {
        /// The label in the key.
        name: String,
        /// Its ink.
        ink: Ink,
        /// Filled, or an outline that lets other bars show.
        style: BarStyle,
        /// The bars from left to right.
        bins: Vec<Bin>,
    },
    /// The cells of a heat map; at most one such mark in a figure has a colour bar.
    Cells(Cells),
    /// One row of a number line: many values as strokes.
    Strip(Strip),
    /// What rounds to one value of a number line, hatched behind its row.
    Interval(Interval),
    /// A range between two lines, such as a spread of runs.
    Band {
        /// Its ink.
        ink: Ink,
        /// (x, low, high), x rising.
        points: Vec<(f64, f64, f64)>,
    },
    /// A straight line right across the plot at one value.
    Rule {
        /// The axis that `at` is read on: `X` gives an upright line.
        axis: Along,
        /// Where.
        at: f64,
        /// What it means; may be empty.
        label: String,
        /// Its ink.
        ink: Ink,
    },
    /// A zone between two values, hatched, behind everything else.
    Span {
        /// The axis that `from` and `to` are read on.
        axis: Along,
        /// One edge.
        from: f64,
        /// The other edge.
        to: f64,
        /// What it means; may be empty.
        label: String,
        /// Its ink.
        ink: Ink,
    },
    /// Words at a place in the plot.
    Note {
        /// Where.
        x: f64,
        /// Where.
        y: f64,
        /// What.
        text: String,
    },
}

/// One bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Left edge.
    pub from: f64,
    /// Right edge.
    pub to: f64,
    /// Height.
    pub value: f64,
}

/// How bars are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarStyle {
    /// Full bars.
    Filled,
    /// One stepped line around all bars.
    Outlined,
}

/// One of the two axes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// The horizontal axis.
    X,
    /// The vertical axis.
    Y,
}

impl Figure {
    /// A figure with nothing on it, for the moment before there is a result.
    pub fn blank() -> Figure {
        let axis = || Axis::new(Scale::Linear, 0.0, 1.0, "");
        Figure {
            id: "blank",
            title: String::new(),
            summary: String::new(),
            caption: String::new(),
            x: axis(),
            y: axis(),
            marks: Vec::new(),
            table: Table::default(),
        }
    }

    /// The first mark that is a heat map.
    pub fn cells(&self) -> Option<&Cells> {
        self.marks.iter().find_map(|mark| if let Mark::Cells(cells) = mark { Some(cells) } else { None })
    }
}

impl Mark {
    /// A line with the dash and marker that go with its ink.
    pub fn line(name: impl Into<String>, ink: Ink, points: Vec<(f64, f64)>) -> Mark {
        Mark::Line { name: name.into(), ink, dash: ink.dash(), marker: ink.marker(), points }
    }

    /// Points with the marker that goes with their ink.
    pub fn points(name: impl Into<String>, ink: Ink, points: Vec<(f64, f64)>) -> Mark {
        Mark::Points { name: name.into(), ink, marker: ink.marker(), points }
    }

    /// What the cursor calls the mark; empty for cells, whose colour bar says what they are, and for marks without readings.
    pub fn name(&self) -> &str {
        match self {
            Mark::Strip(strip) => &strip.name,
            Mark::Line { .. }
            | Mark::Points { .. }
            | Mark::Bars { .. }
            | Mark::Cells(_)
            | Mark::Interval(_)
            | Mark::Band { .. }
            | Mark::Rule { .. }
            | Mark::Span { .. }
            | Mark::Note { .. } => self.series().map_or("", |(name, _)| name),
        }
    }

    /// Name and ink of a mark that is named at its end or in the key; `None` for rows and cells, which the axes name, and for marks
    /// without readings.
    pub fn series(&self) -> Option<(&str, Ink)> {
        match self {
            Mark::Line { name, ink, .. } | Mark::Points { name, ink, .. } | Mark::Bars { name, ink, .. } => {
                Some((name, *ink))
            }
            Mark::Cells(_)
            | Mark::Strip(_)
            | Mark::Interval(_)
            | Mark::Band { .. }
            | Mark::Rule { .. }
            | Mark::Span { .. }
            | Mark::Note { .. } => None,
        }
    }

    /// How many readings the mark holds; zero for bands, rules, spans and notes.
    pub fn reading_count(&self) -> usize {
        match self {
            Mark::Line { points, .. } | Mark::Points { points, .. } => points.len(),
            Mark::Bars { bins, .. } => bins.len(),
            Mark::Cells(cells) => cells.values.len(),
            Mark::Strip(strip) => strip.values.len(),
            Mark::Interval(_) | Mark::Band { .. } | Mark::Rule { .. } | Mark::Span { .. } | Mark::Note { .. } => 0,
        }
    }

    /// The reading at `index` as (x, y); a bar is read at its middle, a cell by its column and row. `None` beyond the end.
    pub fn reading(&self, index: usize) -> Option<(f64, f64)> {
        match self {
            Mark::Line { points, .. } | Mark::Points { points, .. } => points.get(index).copied(),
            Mark::Bars { bins, .. } => bins.get(index).map(|bin| (f64::midpoint(bin.from, bin.to), bin.value)),
            Mark::Cells(cells) => {
                let (row, column) = cells.place(index);
                (index < cells.values.len()).then(|| (float(column), float(row)))
            }
            Mark::Strip(strip) => strip.values.get(index).map(|value| (*value, strip.row)),
            Mark::Interval(_) | Mark::Band { .. } | Mark::Rule { .. } | Mark::Span { .. } | Mark::Note { .. } => None,
        }
    }
}
