//! A table as JSON (RFC 8259), for programs that would rather not read CSV.
//!
//! Numbers are the shortest decimals that read back as the same f64. JSON has no word for what is not finite, so that stands
//! as the strings `"NaN"`, `"inf"` and `"-inf"`, as in the CSV; an empty cell is `null`, a link its address,
//! a word of a closed list its key.

use octet::charts::export::csv_from_number;
use octet::charts::table::{Cell, Table};

/// `{"view":…,"table":…,"columns":[…],"rows":[[…]]}` with one row a line and a final line break.
///
/// One column `x` and one row 0.5 of the start view give, on three lines,
/// `{"view":"#/","table":"t","columns":["x"],"rows":[`, `[0.5]` and `]}`.
pub fn json_from_table(view: &str, name: &str, table: &Table) -> String {
    let columns: Vec<String> = table.columns.iter().map(|column| string(column.key)).collect();
    let row = |cells: &Vec<Cell>| format!("[{}]", cells.iter().map(value).collect::<Vec<_>>().join(","));
    let rows: Vec<String> = table.rows.iter().map(row).collect();
    let (view, name) = (string(view), string(name));
    let (columns, rows) = (columns.join(","), rows.join(",\n"));
    format!("{{\"view\":{view},\"table\":{name},\"columns\":[{columns}],\"rows\":[\n{rows}\n]}}\n")
}

fn value(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => string(text),
        Cell::Term { key, .. } => string(key),
        Cell::Number(number) if number.is_finite() => csv_from_number(*number),
        Cell::Number(number) => string(&csv_from_number(*number)),
        Cell::Link { url, .. } => string(url),
        Cell::Empty => "null".to_owned(),
    }
}

fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            control if control < ' ' => out.extend(format!("\\u{:04x}", u32::from(control)).chars()),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::json_from_table;
    use octet::charts::table::{Cell, Column, Table};
    use serde_json::{Value, json};

    #[test]
    fn another_reader_reads_the_same() {
        let cells = vec![
            (Cell::Text("two\nlines, \"quoted\" \\ \u{1} 算力".into()), json!("two\nlines, \"quoted\" \\ \u{1} 算力")),
            (Cell::Text("=1".into()), json!("=1")),
            (Cell::Term { key: "actual", label: "counted".into() }, json!("actual")),
            (Cell::Number(0.1), json!(0.1)),
            (Cell::Number(1e-7), json!(1e-7)),
            (Cell::Number(1.7e308), json!(1.7e308)),
            (Cell::Number(f64::NAN), json!("NaN")),
            (Cell::Number(f64::INFINITY), json!("inf")),
            (Cell::Number(f64::NEG_INFINITY), json!("-inf")),
            (Cell::Link { text: "source".into(), url: "https://example.org/".into() }, json!("https://example.org/")),
            (Cell::Empty, Value::Null),
        ];
        let (cells, expect): (Vec<Cell>, Vec<Value>) = cells.into_iter().unzip();
        let rows = cells.into_iter().map(|cell| vec![cell]).collect();
        let table = Table { columns: vec![Column { key: "x", label: "not this".into() }], rows };
        let read: Value = serde_json::from_str(&json_from_table("#/", "a-table", &table)).unwrap();
        let rows: Vec<Value> = expect.into_iter().map(|cell| json!([cell])).collect();
        assert_eq!(read, json!({ "view": "#/", "table": "a-table", "columns": ["x"], "rows": rows }));
    }

    #[test]
    fn a_table_without_rows_is_a_table() {
        let table = Table { columns: vec![Column { key: "x", label: String::new() }], rows: Vec::new() };
        let read: Value = serde_json::from_str(&json_from_table("#/", "t", &table)).unwrap();
        assert_eq!(read["rows"], json!([]));
    }
}
