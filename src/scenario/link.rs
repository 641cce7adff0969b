//! A scenario as a link, and back: `#/quantize?format=e5m2&count=4096&m=2026-11&v=1`.
//!
//! A promise for ever: keys are short readable words in the order of the knob table; what equals its default is left out; `m` names the
//! edition of model and data whose defaults are meant; `v`, the version of this grammar, comes last, so that a link ends in a digit and
//! survives programs that trim punctuation. In `#/economy` a second set of assumptions, B, follows the first: the same keys with `b.`
//! before them, only where they differ from the first; `b=same` where none does. Reading is total: whatever the text, a scenario comes out, with a notice for everything
//! that was dropped or changed.

use crate::scenario::economy_knobs::SIDE;
use crate::scenario::fitting::fit;
use crate::scenario::knobs::{Knob, knob, knobs, knobs_of};
use crate::scenario::notice::{Notice, Why};
use crate::scenario::view::View;
use crate::scenario::{Language, Scenario};

/// The version of the grammar that this code writes.
pub const GRAMMAR: u32 = 1;

/// Editions of model and data, oldest first. A link with settings but without `m` means the oldest, so that it never drifts.
pub const EDITIONS: &[&str] = &["2026-11"];

/// Most bytes of a link that are read; the longest link this page writes is far shorter.
pub const MOST_BYTES: usize = 8_192;

/// Most unknown keys of a newer grammar that are carried along.
const MOST_FOREIGN: usize = 32;

/// What a link turned out to mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The scenario: always complete, always allowed.
    pub scenario: Scenario,
    /// What was dropped or changed on the way.
    pub notices: Vec<Notice>,
}

/// Which links to write without settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pin {
    /// The address bar: a view with nothing changed has a bare address.
    WhenChanged,
    /// A link to share: names the edition even when nothing is changed, so that it never drifts.
    Always,
}

/// The newest edition, whose defaults a bare link means.
pub fn newest_edition() -> &'static str {
    EDITIONS.last().copied().unwrap_or("")
}

/// The fragment of a scenario's link, starting with `#`: the keys of its view that differ from their defaults.
///
/// `Scenario::default()` gives `#/`; with the view Quantize and the format E5M2 it gives `#/quantize?format=e5m2&m=2026-11&v=1`.
pub fn print(scenario: &Scenario, pin: Pin) -> String {
    let defaults = Scenario::default();
    let mut pairs: Vec<(String, String)> = Vec::new();
    for knob in knobs_of(scenario.view) {
        let value = (knob.get)(scenario);
        if value != (knob.get)(&defaults) {
            pairs.push((knob.key.to_owned(), value.written()));
        }
    }
    pairs.extend(other_side(scenario));
    if let Some(language) = scenario.language {
        pairs.push(("lang".to_owned(), language.key().to_owned()));
    }
    let version = scenario.foreign.version.max(GRAMMAR);
    if version != GRAMMAR {
        pairs.extend(scenario.foreign.pairs.iter().cloned());
    }
    let path = format!("#/{}", scenario.view.key());
    if pairs.is_empty() && pin == Pin::WhenChanged && version == GRAMMAR && scenario.edition.is_none() {
        return path;
    }
    pairs.push(("m".to_owned(), scenario.edition.unwrap_or(newest_edition()).to_owned()));
    pairs.push(("v".to_owned(), version.to_string()));
    let query = pairs.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&");
    format!("{path}?{query}")
}

/// Before the keys of B.
const OTHER: &str = "b.";

/// The pairs of B, where the view has one.
fn other_side(scenario: &Scenario) -> Vec<(String, String)> {
    let (View::Economy, Some(swapped)) = (scenario.view, scenario.economy.swapped()) else { return Vec::new() };
    let other = Scenario { economy: swapped, ..scenario.clone() };
    let differing = knobs_of(View::Economy).filter(|knob| (knob.get)(&other) != (knob.get)(scenario));
    let pairs: Vec<_> = differing.map(|knob| (format!("{OTHER}{}", knob.key), (knob.get)(&other).written())).collect();
    if pairs.is_empty() { vec![(SAME.0.to_owned(), SAME.1.to_owned())] } else { pairs }
}

/// Whether a knob belongs to a set of assumptions, of which there may be two.
fn is_of_a_side(knob: &Knob) -> bool {
    knob.view == View::Economy && SIDE.iter().any(|rows| rows.iter().any(|row| row.key == knob.key))
}

/// The pair of a B that does not differ.
const SAME: (&str, &str) = ("b", "same");

/// Reads a link: a whole address, or what follows its `#`, or that with the `#`.
///
/// The settings of the views that the link is not about are taken from `base`, so that walking through the page loses nothing.
pub fn parse(link: &str, base: &Scenario) -> Parsed {
    let fragment = match link.split_once('#') {
        Some((_, fragment)) => fragment,
        None => link,
    };
    if MOST_BYTES < fragment.len() {
        let notices = vec![Notice::new("", fragment, Why::TooLong { most: MOST_BYTES })];
        return Parsed { scenario: Scenario { view: View::Start, ..base.clone() }, notices };
    }
    let text = unescaped(fragment.trim());
    let (path, query) = text.split_once('?').unwrap_or((&text, ""));
    let mut reader = Reader::new(base);
    reader.path(path);
    reader.reset_view();
    let pairs: Vec<(&str, &str)> = query.split('&').filter(|part| !part.is_empty()).map(split_pair).collect();
    reader.version(&pairs);
    // B starts as a copy of A, so all of A comes first.
    let (others, own): (Vec<_>, Vec<_>) =
        pairs.into_iter().partition(|(key, _)| key.starts_with(OTHER) || *key == SAME.0);
    for (key, raw) in own.into_iter().chain(others) {
        reader.pair(key, raw);
    }
    if reader.has_settings && reader.scenario.edition.is_none() {
        reader.scenario.edition = EDITIONS.first().copied();
    }
    let unfit = fit(&mut reader.scenario);
    // A default that gives way to what the link asks for is no fault of the link.
    reader.notices.extend(unfit.into_iter().filter(|notice| reader.seen.contains(&notice.key)));
    Parsed { scenario: reader.scenario, notices: reader.notices }
}

fn split_pair(part: &str) -> (&str, &str) {
    part.split_once('=').unwrap_or((part, ""))
}

struct Reader<'a> {
    /// The settings before: the reader's own numbers, which no link can carry, are kept from here.
    base: &'a Scenario,
    scenario: Scenario,
    notices: Vec<Notice>,
    seen: Vec<String>,
    version: u32,
    /// Whether a knob was named: such a link means its edition's defaults.
    has_settings: bool,
    /// Whether the route exists; settings of a view that does not need no remark of their own.
    has_view: bool,
}

impl<'a> Reader<'a> {
    fn new(base: &'a Scenario) -> Self {
        let (notices, seen) = (Vec::new(), Vec::new());
        Self { base, scenario: base.clone(), notices, seen, version: GRAMMAR, has_settings: false, has_view: true }
    }

    fn note(&mut self, key: &str, given: &str, why: Why) {
        self.notices.push(Notice::new(key, given, why));
    }

    fn path(&mut self, path: &str) {
        let name = path.trim_matches('/');
        self.scenario.view = View::from_key(name).unwrap_or_else(|| {
            self.notices.push(Notice::new("", name, Why::UnknownView));
            self.has_view = false;
            View::Start
        });
    }

    fn reset_view(&mut self) {
        let defaults = Scenario::default();
        let view = self.scenario.view;
        for knob in knobs_of(view) {
            (knob.set)(&mut self.scenario, &(knob.get)(&defaults));
        }
        if view == View::Economy {
            self.scenario.economy.other = None;
        }
        self.scenario.edition = None;
        self.scenario.language = None;
        self.scenario.foreign = defaults.foreign;
    }

    /// The version decides how unknown keys are treated, so it is read before them.
    fn version(&mut self, pairs: &[(&str, &str)]) {
        let Some((_, raw)) = pairs.iter().rev().find(|(key, _)| *key == "v") else { return };
        match raw.parse::<u32>() {
            Ok(version) if GRAMMAR < version => {
                self.version = version;
                self.scenario.foreign.version = version;
                self.note("v", raw, Why::NewerGrammar);
            }
            Ok(version) if 0 < version => {}
            Ok(_) | Err(_) => self.note("v", raw, Why::NotWhole),
        }
    }

    fn pair(&mut self, key: &str, raw: &str) {
        if self.seen.iter().any(|seen| seen == key) {
            self.note(key, raw, Why::Twice);
        } else {
            self.seen.push(key.to_owned());
        }
        match key {
            "v" => {}
            "m" => {
                self.scenario.edition = EDITIONS.iter().copied().find(|edition| *edition == raw);
                if self.scenario.edition.is_none() {
                    self.note(key, raw, Why::UnknownEdition);
                }
            }
            "lang" => match Language::from_key(raw) {
                Some(language) => self.scenario.language = Some(language),
                None => self.note(key, raw, Why::NotAChoice { allowed: Language::KEYS }),
            },
            key => match knob(self.scenario.view, key.strip_prefix(OTHER).unwrap_or(key)) {
                Some(knob) if key.starts_with(OTHER) => self.other(knob, key, raw),
                Some(knob) => self.knob(knob, raw),
                None if self.scenario.view == View::Economy && (key, raw) == SAME => {
                    self.has_settings = true;
                    self.with_other(|_| {});
                }
                None if knobs().any(|knob| knob.key == key) => self.elsewhere(key, raw),
                None => self.foreign(key, raw),
            },
        }
    }

    fn elsewhere(&mut self, key: &str, raw: &str) {
        if self.has_view {
            self.note(key, raw, Why::OtherView);
        }
    }

    fn knob(&mut self, knob: &Knob, raw: &str) {
        self.has_settings = true;
        let (value, why) = knob.kind.read(raw);
        let own = (knob.get)(self.base);
        if why == Some(Why::StayedOnDevice) && own != (knob.get)(&Scenario::default()) {
            // This is the device they stayed on.
            (knob.set)(&mut self.scenario, &own);
            return;
        }
        if let Some(value) = value {
            (knob.set)(&mut self.scenario, &value);
        }
        if let Some(why) = why {
            self.note(knob.key, raw, why);
        }
    }

    /// A setting of B; only a set of assumptions has a second one, so what is asked of the model cannot be.
    fn other(&mut self, knob: &Knob, key: &str, raw: &str) {
        self.has_settings = true;
        let (value, why) = knob.kind.read(raw);
        match value {
            Some(value) if is_of_a_side(knob) => self.with_other(|scenario| (knob.set)(scenario, &value)),
            Some(_) => self.note(key, raw, Why::UnknownKey),
            None => {}
        }
        if let Some(why) = why {
            self.note(key, raw, why);
        }
    }

    /// Changes B, which is a copy of A until then.
    fn with_other(&mut self, change: impl Fn(&mut Scenario)) {
        let mut twin = self.scenario.clone();
        if let Some(other) = &self.scenario.economy.other {
            twin.economy.side = (**other).clone();
        }
        change(&mut twin);
        self.scenario.economy.other = Some(Box::new(twin.economy.side));
    }

    /// A key of a newer grammar is kept, so that passing the link on loses nothing; any other unknown key is dropped.
    fn foreign(&mut self, key: &str, raw: &str) {
        self.note(key, raw, Why::UnknownKey);
        let plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~,".contains(&b));
        let room = self.scenario.foreign.pairs.len() < MOST_FOREIGN;
        let new = self.scenario.foreign.pairs.iter().all(|(known, _)| known != key);
        if GRAMMAR < self.version && plain(key) && plain(raw) && !key.is_empty() && room && new {
            self.scenario.foreign.pairs.push((key.to_owned(), raw.to_owned()));
        }
    }
}

/// Undoes percent escapes that mail programs add; what is no valid escape stays as it is.
fn unescaped(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        let hex = escape.filter(|hex| hex.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(byte.unwrap_or(bytes[at]));
        at += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_too_many_for_a_link_are_found_again_on_their_device() {
        let mut scenario = Scenario { view: View::Quantize, ..Scenario::default() };
        scenario.quantize.data = (0..2_000).map(f64::from).collect();
        let link = print(&scenario, Pin::WhenChanged);
        assert_eq!(link, "#/quantize?data=local&m=2026-11&v=1");
        let here = parse(&link, &scenario);
        assert_eq!((here.scenario.quantize.data.len(), here.notices.len()), (2_000, 0));
        let elsewhere = parse(&link, &Scenario::default());
        assert!(elsewhere.scenario.quantize.data.is_empty());
        assert_eq!(elsewhere.notices[0].why, Why::StayedOnDevice);
    }
}
