//! A figure as text that a person can compare: its words, axes, ticks and the ends of its marks, and its SVG.

use octet::charts::axis::Axis;
use octet::charts::export::svg_from_figure;
use octet::charts::figure::{Figure, Mark};
use octet::charts::theme::{Look, Theme};
use octet::charts::voice::PlainVoice;
use std::fmt::Write as _;

/// Compares `figure` and its drawing with the snapshots `name-data` and `name-svg`.
pub fn check_figure(name: &str, figure: &Figure) {
    // Coordinates on whole pixels: a snapshot must not fail over a tenth of one.
    let look = Look { units: 1.0, ..Look::svg(Theme::Light, 720.0, 400.0) };
    let svg = svg_from_figure(figure, &look, &PlainVoice).expect("720 × 400 px is enough");
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(format!("{name}-data"), text_from_figure(figure));
        insta::assert_snapshot!(format!("{name}-svg"), svg);
    });
}

fn text_from_figure(figure: &Figure) -> String {
    let mut out = String::new();
    let mut line = |text: String| writeln!(out, "{text}").expect("writing to a string");
    line(format!("{}: {}\n{}\n{}", figure.id, figure.title, figure.summary, figure.caption));
    line(format!("x {}", text_from_axis(&figure.x)));
    line(format!("y {}", text_from_axis(&figure.y)));
    for mark in &figure.marks {
        line(text_from_mark(mark));
    }
    let keys: Vec<&str> = figure.table.columns.iter().map(|column| column.key).collect();
    line(format!("table {keys:?}, {} rows", figure.table.rows.len()));
    for row in figure.table.rows.iter().take(3) {
        line(format!("  {row:?}"));
    }
    out
}

fn text_from_axis(axis: &Axis) -> String {
    let ticks: Vec<String> =
        axis.tick_marks(7).iter().filter(|tick| tick.is_major()).map(|tick| short(tick.at)).collect();
    let (min, max) = (short(axis.min()), short(axis.max()));
    format!("{:?} {min} to {max} “{}”, ticks {}", axis.scale(), axis.label, ticks.join(" "))
}

fn text_from_mark(mark: &Mark) -> String {
    let pairs = |points: &[(f64, f64)]| ends(points.iter().map(|(x, y)| format!("({}, {})", short(*x), short(*y))));
    match mark {
        Mark::Line { name, ink, dash, marker, points } => {
            format!("line “{name}” {ink:?} {dash:?} {marker:?}: {}", pairs(points))
        }
        Mark::Points { name, ink, marker, points } => format!("points “{name}” {ink:?} {marker:?}: {}", pairs(points)),
        Mark::Bars { name, ink, style, bins } => {
            let bin = bins.iter().map(|bin| format!("[{}, {}) {}", short(bin.from), short(bin.to), short(bin.value)));
            format!("bars “{name}” {ink:?} {style:?}: {}", ends(bin))
        }
        Mark::Cells(cells) => {
            let values = ends(cells.values.iter().map(|value| short(*value)));
            let (shade, axis) = (cells.shade.palette, text_from_axis(&cells.shade.axis));
            format!("cells {} × {} {shade:?} {axis} {:?}: {values}", cells.rows(), cells.columns, cells.blocks)
        }
        Mark::Strip(strip) => {
            let values = ends(strip.values.iter().map(|value| short(*value)));
            let full = strip.full.map_or(String::new(), |(from, to)| format!(" full {} to {}", short(from), short(to)));
            format!("strip “{}” {:?} row {}{full}: {values} {:?}", strip.name, strip.ink, strip.row, strip.labels)
        }
        Mark::Interval(interval) => format!("{interval:?}"),
        Mark::Band { ink, points } => {
            let points =
                points.iter().map(|(x, low, high)| format!("({}, {}…{})", short(*x), short(*low), short(*high)));
            format!("band {ink:?}: {}", ends(points))
        }
        Mark::Rule { .. } | Mark::Span { .. } | Mark::Note { .. } => format!("{mark:?}"),
    }
}

/// The first three and the last of many, and how many there are.
fn ends(items: impl ExactSizeIterator<Item = String>) -> String {
    let count = items.len();
    let all: Vec<String> = items.collect();
    if count <= 5 { all.join(" ") } else { format!("{} … {} ({count})", all[..3].join(" "), all[count - 1]) }
}

/// Six significant digits.
fn short(value: f64) -> String {
    let rounded: f64 = format!("{value:.5e}").parse().expect("a printed float");
    rounded.to_string()
}
