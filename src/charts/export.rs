//! Pictures that leave the page: a table as CSV, a figure as SVG.
//!
//! CSV does not depend on the language: headers are the columns' machine keys, numbers are the shortest decimal that
//! reads back as the same f64, what is not finite is spelled `NaN`, `inf`, `-inf`. Lines end with `\n` (RFC 4180 names
//! `\r\n`, every reader accepts both, and `\n` survives version control). Words that a spreadsheet would run as a formula
//! (`= + - @`, tab or return first) get an apostrophe in front.

use crate::charts::draw::{ChartError, draw};
use crate::charts::figure::Figure;
use crate::charts::layout::outer_height;
use crate::charts::table::{Cell, Table};
use crate::charts::theme::Look;
use crate::charts::voice::Voice;
use plotters_svg::SVGBackend;

/// `table` as CSV, one header line and one line per row.
pub fn csv_from_table(table: &Table) -> String {
    let mut out = String::new();
    push_line(&mut out, table.columns.iter().map(|column| quoted(column.key)));
    for row in &table.rows {
        push_line(&mut out, row.iter().map(csv_from_cell));
    }
    out
}

/// `figure` as a stand-alone SVG file: `look.width` wide and as high as plot, title and caption need.
///
/// Its title and description are the figure's title and summary, so that a screen reader finds them in the file too.
///
/// # Errors
/// If the picture is too small to hold a plot.
pub fn svg_from_figure(figure: &Figure, look: &Look, voice: &dyn Voice) -> Result<String, ChartError> {
    let (width, height) = (look.width, libm::ceil(outer_height(figure, look)));
    let mut drawn = String::new();
    {
        // The size given here is only written into the opening tag, which is replaced below.
        let mut surface = SVGBackend::with_string(&mut drawn, (1, 1));
        draw(figure, &mut surface, look, voice)?;
    }
    let body = drawn.split_once('\n').map_or("", |(_, body)| body);
    let (across, down) = (width * look.units, height * look.units);
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {across} {down}\" \
         role=\"img\" stroke-linejoin=\"round\">\n<title>{}</title>\n<desc>{}</desc>\n{body}",
        escaped(&figure.title),
        escaped(&figure.summary),
    ))
}

/// Words as XML text.
fn escaped(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !c.is_control()).collect();
    plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn push_line(out: &mut String, fields: impl Iterator<Item = String>) {
    for (index, field) in fields.enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(&field);
    }
    out.push('\n');
}

fn csv_from_cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => quoted(&harmless(text)),
        Cell::Term { key, .. } => quoted(key),
        Cell::Number(value) => csv_from_number(*value),
        Cell::Link { url, .. } => quoted(&harmless(url)),
        Cell::Empty => String::new(),
    }
}

/// The shortest decimal that reads back as `value`: `0.1`, `1e-45`, `NaN`, `inf`, `-inf`.
pub fn csv_from_number(value: f64) -> String {
    let size = value.abs();
    if value.is_nan() {
        "NaN".to_owned()
    } else if size.is_finite() && size != 0.0 && !(1e-6..1e16).contains(&size) {
        format!("{value:e}")
    } else {
        value.to_string()
    }
}

fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{csv_from_number, csv_from_table};
    use crate::charts::table::{Cell, Column, Table};

    fn table(cells: Vec<Cell>) -> Table {
        Table {
            columns: vec![Column { key: "value", label: "Ze waarde, \"x\"".into() }],
            rows: cells.into_iter().map(|cell| vec![cell]).collect(),
        }
    }

    #[test]
    fn numbers_are_the_shortest_that_read_back() {
        let check = |value: f64, expect: &str| {
            assert_eq!(csv_from_number(value), expect);
            let back: f64 = expect.parse().unwrap();
            assert!(back.to_bits() == value.to_bits() || (back.is_nan() && value.is_nan()), "{expect}");
        };
        check(0.1, "0.1");
        check(448.0, "448");
        check(-0.0, "-0");
        check(1e-45, "1e-45");
        check(1.7e308, "1.7e308");
        check(f64::NAN, "NaN");
        check(f64::INFINITY, "inf");
        check(f64::NEG_INFINITY, "-inf");
        check(1.0 / 3.0, "0.3333333333333333");
    }

    #[test]
    fn formulas_are_disarmed_but_numbers_are_not() {
        let check =
            |cell: Cell, expect: &str| assert_eq!(csv_from_table(&table(vec![cell])), format!("value\n{expect}\n"));
        check(Cell::Text("=1+1".into()), "'=1+1");
        check(Cell::Text("@SUM(A1)".into()), "'@SUM(A1)");
        check(Cell::Text("+1".into()), "'+1");
        check(Cell::Number(-1.0), "-1");
        check(Cell::Text("a-b".into()), "a-b");
        check(
            Cell::Link { text: "source".into(), url: "https://example.org/a,b".into() },
            "\"https://example.org/a,b\"",
        );
    }

    #[test]
    fn another_reader_reads_the_same() {
        let texts = ["plain", "comma, inside", "quote \" inside", "two\nlines", "算力", " space ", "\r", "a\r\nb"];
        let mut written = table(texts.iter().map(|text| Cell::Text((*text).to_owned())).collect());
        written.columns.push(Column { key: "second", label: String::new() });
        for row in &mut written.rows {
            row.push(Cell::Empty);
        }
        let csv = csv_from_table(&written);
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        assert_eq!(reader.headers().unwrap(), vec!["value", "second"]);
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let read: Vec<&str> = rows.iter().map(|row| row[0].strip_prefix('\'').unwrap_or(&row[0])).collect();
        assert_eq!(read, texts);
        assert!(rows.iter().all(|row| row[1].is_empty()));
    }
}
