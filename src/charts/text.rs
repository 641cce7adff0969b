//! How wide a text is, without asking a browser: a table of character widths, and breaking lines by it.
//!
//! Plotters would measure on wasm by inserting an element with an inline style into the page, which our content
//! security policy forbids and a worker cannot do. Widths are in em (1 em = the font size); the table follows
//! Helvetica's metrics, made a little wider so that the reader's own system font still fits.

/// Our widths over Helvetica's: Segoe UI, Roboto, San Francisco and Noto Sans are within it, `DejaVu` Sans just about.
const ALLOWANCE: f64 = 1.15;

/// The estimated width of `text` in CSS pixels at a font size of `size` CSS pixels.
///
/// Ten digits at 12 px: `10 × 0.556 × 1.15 × 12 = 76.7`.
pub fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(char_em).sum::<f64>() * ALLOWANCE * size
}

/// `text` in lines no wider than `width`, broken at spaces and between wide (Chinese) characters. A word that is wider
/// stands on its own line.
pub fn wrapped(text: &str, width: f64, size: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_inclusive(|c: char| c == ' ' || breaks_lines(c)) {
        if !line.is_empty() && text_width((line.clone() + word).trim_end(), size) > width {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        line.push_str(word);
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// `text` cut to `width` with `…` where something was cut.
pub fn shortened(text: &str, width: f64, size: f64) -> String {
    if text_width(text, size) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        out.push(c);
        if text_width(&out, size) + text_width("…", size) > width {
            out.pop();
            break;
        }
    }
    out.truncate(out.trim_end().len());
    out + "…"
}

/// Chinese, Japanese and Korean are written without spaces: a line may end after any character.
fn breaks_lines(c: char) -> bool {
    c >= '\u{2e80}' && char_em(c) >= 1.0
}

/// The width of one character in em.
fn char_em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' => 0.222,
        ' ' | '!' | ',' | '.' | '/' | ':' | ';' | 'I' | 'f' | 't' | '[' | ']' | '\\' | '\u{a0}' => 0.278,
        '(' | ')' | '-' | 'r' | '`' | '"' | '{' | '}' => 0.333,
        '⁰'..='⁹' | '⁻' | '¹' | '²' | '³' => 0.38,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 0.5,
        '+' | '<' | '=' | '>' | '~' | '−' | '×' | '÷' | '±' | '≤' | '≥' | '≈' => 0.584,
        'F' | 'T' | 'Z' => 0.611,
        'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' | '&' => 0.667,
        'C' | 'D' | 'H' | 'N' | 'R' | 'U' | 'w' => 0.722,
        'G' | 'O' | 'Q' => 0.778,
        'm' | 'M' => 0.833,
        '%' => 0.889,
        // Marks that sit on the letter before them.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0.0,
        // Wide letters; Chinese, Japanese and Korean with their punctuation and full-width forms, and pictographs.
        'W'
        | '—'
        | '…'
        | '→'
        | '∞'
        | '@'
        | '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f000}'..='\u{3ffff}' => 1.0,
        c if c.is_uppercase() => 0.722,
        // Digits, the other small letters with or without accents, and whatever else is of middling width.
        _ => 0.556,
    }
}

#[cfg(test)]
mod tests {
    use super::{shortened, text_width, wrapped};

    #[test]
    fn widths_count_characters_not_bytes() {
        assert!((text_width("0123456789", 12.0) - 76.7).abs() < 0.1);
        assert!((text_width("é", 12.0) - text_width("e", 12.0)).abs() < 1e-12);
        assert!(text_width("算力", 12.0) > 24.0);
        assert!((text_width("e\u{301}", 12.0) - text_width("e", 12.0)).abs() < 1e-12);
    }

    #[test]
    fn lines_break_at_spaces_and_between_wide_characters() {
        let check = |text: &str, width: f64, expect: &[&str]| assert_eq!(wrapped(text, width, 10.0), expect, "{text}");
        check("one two three", 48.0, &["one two", "three"]);
        check("indivisible", 5.0, &["indivisible"]);
        check("东数西算工程", 36.0, &["东数西", "算工程"]);
        check("", 30.0, &[]);
    }

    #[test]
    fn long_words_are_cut_with_an_ellipsis() {
        assert_eq!(shortened("production", 400.0, 10.0), "production");
        let cut = shortened("production", 40.0, 10.0);
        assert!(cut.ends_with('…') && text_width(&cut, 10.0) <= 40.0, "{cut}");
    }
}
