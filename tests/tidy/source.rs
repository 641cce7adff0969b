//! A Rust file taken apart as far as the rules need it: code without comments, with and without the text of its strings,
//! and without what only tests see. A small scanner, no parser: it knows comments, strings, characters and braces.

use std::fs;
use std::path::{Path, PathBuf};

/// One file, each part with the line breaks of the whole, so that a place in it has the line of the file.
pub struct Source {
    /// The path from the root of the repository, with `/`.
    pub path: String,
    /// Everything.
    pub text: String,
    /// Without comments and without what stands in quotes.
    pub code: String,
    /// `code` without tests.
    pub shipped: String,
    /// `shipped` with what stands in quotes.
    pub shipped_words: String,
}

impl Source {
    /// Takes a file apart.
    pub fn new(path: &str, text: &str) -> Self {
        let (code, words) = without_comments(text);
        let only_tests = test_ranges(&code);
        let shipped = |from: &[char]| {
            let is_test = |at: &usize| only_tests.iter().any(|(begin, end)| (*begin..*end).contains(at));
            from.iter().enumerate().map(|(at, c)| if is_test(&at) { blank(*c) } else { *c }).collect()
        };
        let (path, text) = (path.to_owned(), text.to_owned());
        Self { path, text, shipped: shipped(&code), shipped_words: shipped(&words), code: code.iter().collect() }
    }

    /// A finding in this file at a byte of one of its parts.
    pub fn at(&self, part: &str, byte: usize, what: &str) -> String {
        format!("{}:{}: {what}", self.path, 1 + part[..byte].matches('\n').count())
    }
}

/// Every Rust file under `src`. A file that its parent declares under `#[cfg(test)]` ships nothing.
pub fn sources() -> Vec<Source> {
    let mut all: Vec<Source> = files("src")
        .into_iter()
        .filter(|path| ending(path) == "rs")
        .map(|path| Source::new(&path, &read(&path)))
        .collect();
    let of_tests: Vec<String> = all.iter().flat_map(test_files).collect();
    for source in all.iter_mut().filter(|source| of_tests.contains(&source.path)) {
        (source.shipped, source.shipped_words) = (String::new(), String::new());
    }
    all
}

/// Every file under a folder of the repository, sorted, as paths from its root.
pub fn files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root().join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().into_string().unwrap());
        if entry.file_type().unwrap().is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// What stands after the last point of a path.
pub fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// The text of a file of the repository.
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// The places of `word` in `text`, where it does not merely end a longer word.
pub fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let begins_word = word.starts_with(is_name);
    let all = text.match_indices(word).map(|(at, _)| at);
    all.filter(move |at| !begins_word || !text[..*at].ends_with(is_name))
}

/// The files whose `mod` line stands under `#[cfg(test)]`.
fn test_files(parent: &Source) -> Vec<String> {
    let folder = parent.path.trim_end_matches(".rs").trim_end_matches("/mod").trim_end_matches("/lib").to_owned();
    let after = places(&parent.code, "#[cfg(test)]").map(|at| parent.code[at + "#[cfg(test)]".len()..].trim_start());
    let names = after.filter_map(|rest| rest.strip_prefix("mod ")?.split_once(';').map(|(name, _)| name.to_owned()));
    names.filter(|name| !name.contains('{')).map(|name| format!("{folder}/{name}.rs")).collect()
}

/// From each `#[cfg(test)]` to the end of its item.
fn test_ranges(code: &[char]) -> Vec<(usize, usize)> {
    let mark: Vec<char> = "#[cfg(test)]".chars().collect();
    let begins = (0..code.len()).filter(|at| code[*at..].starts_with(&mark));
    begins.map(|begin| (begin, item_end(code, begin + mark.len()))).collect()
}

/// The end of the item at a place: a semicolon, or the brace that closes its first.
fn item_end(code: &[char], begin: usize) -> usize {
    let mut depth = 0_usize;
    for (at, c) in code.iter().enumerate().skip(begin) {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && matches!(c, ';' | '}') {
            return at + 1;
        }
    }
    code.len()
}

#[derive(Clone, Copy, PartialEq)]
enum Piece {
    Code,
    Comment,
    Quoted,
}

/// The code without comments and quoted text, and the same with the quoted text.
fn without_comments(text: &str) -> (Vec<char>, Vec<char>) {
    let chars: Vec<char> = text.chars().collect();
    let (mut code, mut words) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < chars.len() {
        let (piece, end) = piece_at(&chars, at);
        for &c in &chars[at..end] {
            code.push(if piece == Piece::Code { c } else { blank(c) });
            words.push(if piece == Piece::Comment { blank(c) } else { c });
        }
        at = end;
    }
    (code, words)
}

fn blank(c: char) -> char {
    if c == '\n' { c } else { ' ' }
}

/// What begins at a place, and where it ends.
fn piece_at(chars: &[char], at: usize) -> (Piece, usize) {
    let rest = &chars[at..];
    let until = |end: Option<usize>| end.map_or(chars.len(), |end| at + end);
    match rest {
        ['/', '/', ..] => (Piece::Comment, until(rest.iter().position(|c| *c == '\n'))),
        ['/', '*', ..] => (Piece::Comment, until(block_end(rest))),
        ['"', ..] => (Piece::Quoted, until(string_end(rest))),
        ['\'', '\\', _, tail @ ..] => (Piece::Quoted, until(tail.iter().position(|c| *c == '\'').map(|end| end + 4))),
        ['\'', _, '\'', ..] => (Piece::Quoted, at + 3),
        ['r', ..] if !follows_name(chars, at) => match raw_end(rest) {
            Some(end) => (Piece::Quoted, at + end),
            None => (Piece::Code, at + 1),
        },
        _ => (Piece::Code, at + 1),
    }
}

/// Whether the letter at a place only goes on with a name; the `b` of a byte string is none.
fn follows_name(chars: &[char], at: usize) -> bool {
    let name_before = |at: usize| 0 < at && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    name_before(at) && (chars[at - 1] != 'b' || name_before(at - 1))
}

fn block_end(rest: &[char]) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, 0);
    while at + 1 < rest.len() {
        match (rest[at], rest[at + 1]) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

fn string_end(rest: &[char]) -> Option<usize> {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 2,
            '"' => return Some(at + 1),
            _ => at += 1,
        }
    }
    None
}

/// The end of `r"…"` or `r#"…"#`; `None` if this is no raw string.
fn raw_end(rest: &[char]) -> Option<usize> {
    let hashes = rest[1..].iter().take_while(|c| **c == '#').count();
    let open = 1 + hashes;
    if rest.get(open) != Some(&'"') {
        return None;
    }
    let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let end = (open + 1..rest.len()).find(|at| rest[*at..].starts_with(&close));
    Some(end.map_or(rest.len(), |end| end + close.len()))
}

#[test]
fn comments_strings_and_tests_are_told_from_code() {
    let text = "//! a.unwrap()\nfn f<'a>(x: &'a str) { g(\"b.unwrap() \\\" // no\", '\"', '\\'', r#\"\"c\"#); } /* d /* e */ f */ h();\n\
                #[cfg(test)]\nmod tests { fn t() { i(\"}\"); } }\nfn j() {}\n#[cfg(test)]\nmod k;\n";
    let source = Source::new("src/x.rs", text);
    for gone in ["a.unwrap", "b.unwrap", "no", "c", "d", "e"] {
        assert_eq!(places(&source.code.replace("cfg", ""), gone).count(), 0, "{gone} in {}", source.code);
    }
    for kept in ["fn f<'a>", "g(", "h();", "mod tests", "i(", "fn j() {}"] {
        assert_eq!(places(&source.code, kept).count(), 1, "{kept} in {}", source.code);
    }
    assert!(
        source.shipped.contains("fn j() {}") && !source.shipped.contains("tests") && !source.shipped.contains("mod k")
    );
    assert!(source.shipped_words.contains("b.unwrap()") && !source.shipped_words.contains("a.unwrap()"));
    assert_eq!(source.code.matches('\n').count(), text.matches('\n').count());
    assert_eq!(test_files(&Source::new("src/x/mod.rs", text)), ["src/x/k.rs"]);
}
