//! The tensor of `#/quantize` as a matrix: what it holds, and where the chosen format's error sits.

use crate::charts::axis::{Axis, Scale};
use crate::charts::cells::{Blocks, Cells};
use crate::charts::figure::{Figure, Mark};
use crate::charts::shade::Shade;
use crate::charts::table::{Cell, Table};
use crate::charts::ticks::Ticks;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::experiments::heat::Heat;
use crate::experiments::quantization::Outcome;
use crate::views::quantize_figures::{caption, column};

/// Fewer cells than this between two borders, and the borders would hide the cells.
const FINEST_BORDER: u32 = 4;

/// The rms of the values.
pub fn value_heat(outcome: &Outcome, voice: &dyn Voice) -> Figure {
    let heat = &outcome.heat;
    let cell = heat.cell;
    let (smallest, largest) = range(&heat.values);
    let values = [
        ("rows", whole(heat.matrix.0, voice)),
        ("columns", whole(heat.matrix.1, voice)),
        ("tall", whole(cell.0, voice)),
        ("wide", whole(cell.1, voice)),
        ("smallest", written(smallest, voice)),
        ("largest", written(largest, voice)),
    ];
    Figure {
        id: "quantize-matrix",
        title: voice.say(Word::QuantizeHeatValuesTitle).to_owned(),
        summary: filled(Word::QuantizeHeatValuesSummary, &values, voice),
        ..figure(outcome, &heat.values, Word::AxesRmsValue, voice)
    }
}

/// The rms of the errors, in the same cells.
pub fn error_heat(outcome: &Outcome, voice: &dyn Voice) -> Figure {
    let heat = &outcome.heat;
    let (smallest, largest) = range(&heat.errors);
    let exact = u32::try_from(heat.errors.iter().filter(|error| **error == 0.0).count()).unwrap_or(u32::MAX);
    let values = [
        ("format", outcome.chosen.format.name().to_string()),
        ("smallest", written(smallest, voice)),
        ("largest", written(largest, voice)),
        ("exact", whole(exact, voice)),
    ];
    let is_number = heat.errors.iter().any(|error| error.is_finite());
    let summary = if is_number { Word::QuantizeHeatErrorsSummary } else { Word::QuantizeHeatErrorsNone };
    Figure {
        id: "quantize-matrix-error",
        title: voice.say(Word::QuantizeHeatErrorsTitle).to_owned(),
        summary: filled(summary, &values, voice),
        ..figure(outcome, &heat.errors, Word::AxesRmsError, voice)
    }
}

fn figure(outcome: &Outcome, of: &[f32], what: Word, voice: &dyn Voice) -> Figure {
    let heat = &outcome.heat;
    let (smallest, largest) = range(of);
    // At least a decade, so that cells that hardly differ do not look as if they did.
    let axis = Axis::new(Scale::Log10, smallest.min(largest / 10.0), largest, voice.say(what));
    let shade = Shade::sequential(axis.with_ticks(Ticks::Styled(NumberStyle::Power10)));
    let across = usize::try_from(heat.across).unwrap_or(1);
    let cells = Cells {
        blocks: borders(heat, outcome.group),
        ..Cells::new(across, of.iter().map(|value| f64::from(*value)).collect(), shade)
    };
    let x = cells.x_axis(counted(Word::AxesColumn, Word::AxesColumnCells, heat.cell.1, voice));
    let y = cells.y_axis(counted(Word::AxesRow, Word::AxesRowCells, heat.cell.0, voice));
    Figure {
        caption: fill(
            voice.say(Word::QuantizeHeatCaption),
            &[("blocks", &groups(outcome, cells.blocks, voice)), ("caption", &caption(outcome, voice))],
        ),
        x,
        y,
        table: table(heat, voice),
        marks: vec![Mark::Cells(cells)],
        ..Figure::blank()
    }
}

/// What an axis counts: rows or columns of the matrix, or cells of several of them.
fn counted(alone: Word, together: Word, each: u32, voice: &dyn Voice) -> String {
    if each == 1 { voice.say(alone).to_owned() } else { filled(together, &[("each", whole(each, voice))], voice) }
}

/// Where groups meet, in cells; nothing where a border falls inside a cell or borders would lie too close.
fn borders(heat: &Heat, group: (u32, u32)) -> Blocks {
    let cells = |span: u32, cell: u32| {
        let fits = span != 0 && span.is_multiple_of(cell) && FINEST_BORDER <= span / cell;
        if fits { usize::try_from(span / cell).unwrap_or(0) } else { 0 }
    };
    let whole_row = group.1 == heat.matrix.1;
    let columns = if whole_row { 0 } else { cells(group.1, heat.cell.1) };
    Blocks { rows: cells(group.0, heat.cell.0), columns }
}

fn groups(outcome: &Outcome, drawn: Blocks, voice: &dyn Voice) -> String {
    let (rows, columns) = outcome.group;
    let word = match (rows, drawn) {
        (0, _) => return voice.say(Word::QuantizeHeatNoBlocks).to_owned(),
        (_, Blocks { rows: 0, columns: 0 }) => Word::QuantizeHeatGroups,
        (_, Blocks { .. }) => Word::QuantizeHeatBlocks,
    };
    filled(word, &[("rows", whole(rows, voice)), ("columns", whole(columns, voice))], voice)
}

/// One row for each cell: its first row and column in the matrix, and both its figures.
fn table(heat: &Heat, voice: &dyn Voice) -> Table {
    let columns = vec![
        column("row", Word::ColumnsRow, voice),
        column("column", Word::ColumnsColumn, voice),
        column("rms_value", Word::AxesRmsValue, voice),
        column("rms_error", Word::AxesRmsError, voice),
    ];
    let mut place = (0, 0);
    let row = |(value, error): (&f32, &f32)| {
        let (row, column) = place;
        place = if column + 1 == heat.across { (row + 1, 0) } else { (row, column + 1) };
        let at = [f64::from(row) * f64::from(heat.cell.0), f64::from(column) * f64::from(heat.cell.1)];
        [at[0], at[1], f64::from(*value), f64::from(*error)].map(Cell::Number).to_vec()
    };
    Table { columns, rows: heat.values.iter().zip(&heat.errors).map(row).collect() }
}

/// The smallest and the largest figure above zero; 1 and 1 if there is none.
fn range(of: &[f32]) -> (f64, f64) {
    let drawn = || of.iter().map(|value| f64::from(*value)).filter(|value| 0.0 < *value && value.is_finite());
    let (smallest, largest) = (drawn().fold(f64::INFINITY, f64::min), drawn().fold(0.0, f64::max));
    if smallest <= largest { (smallest, largest) } else { (1.0, 1.0) }
}

fn whole(count: u32, voice: &dyn Voice) -> String {
    voice.number(f64::from(count), NumberStyle::Plain { decimals: 0 })
}

fn written(value: f64, voice: &dyn Voice) -> String {
    voice.number(value, NumberStyle::Significant { digits: 3 })
}

fn filled(word: Word, values: &[(&str, String)], voice: &dyn Voice) -> String {
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(voice.say(word), &values)
}
