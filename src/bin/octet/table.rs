//! A table as the terminal shows it: aligned text, or CSV.

/// Columns by name, and rows of as many cells.
pub struct Table {
    /// The columns' names.
    pub header: Vec<String>,
    /// The cells, row by row.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Columns padded with spaces to their widest cell, two spaces apart.
    pub fn to_text(&self) -> String {
        let width = |column: usize| self.lines().map(|line| cell_width(line, column)).max().unwrap_or(0);
        let widths: Vec<usize> = (0..self.header.len()).map(width).collect();
        let mut text = String::new();
        for line in self.lines() {
            let padded: Vec<String> =
                line.iter().zip(&widths).map(|(cell, &width)| format!("{cell:<width$}")).collect();
            text.push_str(padded.join("  ").trim_end());
            text.push('\n');
        }
        text
    }

    /// Comma-separated, quoted where a cell holds a comma, a quote or a line break; every line ends in a line feed, as in every other
    /// CSV of Octet.
    pub fn to_csv(&self) -> String {
        self.lines().map(|line| line.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",") + "\n").collect()
    }

    fn lines(&self) -> impl Iterator<Item = &Vec<String>> {
        std::iter::once(&self.header).chain(&self.rows)
    }
}

fn cell_width(line: &[String], column: usize) -> usize {
    line.get(column).map_or(0, |cell| cell.chars().count())
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn csv_quotes_what_must_be_quoted() {
        let row = ["plain", "a,b", "say \"x\"", "two\nlines"].map(String::from).to_vec();
        let table = Table { header: ["p", "q", "r", "s"].map(String::from).to_vec(), rows: vec![row] };
        assert_eq!(table.to_csv(), "p,q,r,s\nplain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\n");
    }

    #[test]
    fn text_is_aligned_by_characters() {
        let table = Table { header: vec!["é".into(), "b".into()], rows: vec![vec!["long".into(), "1".into()]] };
        assert_eq!(table.to_text(), "é     b\nlong  1\n");
    }
}
