//! The page's voice: words from the message files, numbers and dates through the browser's `Intl`.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::{Array, Intl, Object, Reflect};
use leptos::prelude::*;
use leptos_i18n::td_string;
use wasm_bindgen::{JsCast, JsValue};

use crate::app::speech::i18n::Locale;
use crate::charts::voice::{NumberStyle, PlainVoice, Voice};
use crate::charts::words::{Names, Word};
use crate::scenario::Language;

#[expect(deprecated, reason = "its successor in build.rs would build the whole of ICU for every native test")]
#[allow(missing_docs, reason = "generated from the message files")]
#[allow(clippy::pedantic, reason = "generated from the message files")]
mod messages {
    leptos_i18n::load_locales!();
}
pub use messages::i18n;

/// The voice of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrowserVoice {
    /// The language.
    pub language: Language,
}

/// The language the page speaks now; reading it in a view makes that part of the view follow the switch.
#[derive(Clone, Copy)]
pub struct Speech(pub RwSignal<Language>);

impl Speech {
    /// The voice of the moment; tracked.
    pub fn voice(self) -> BrowserVoice {
        self.0.get().voice()
    }

    /// A word by its name, which is the same in every language.
    pub fn named(self, room: &str, name: &str) -> Option<Word> {
        self.voice_now().named(room, name)
    }

    /// The voice of the moment; untracked, for what is said once.
    pub fn voice_now(self) -> BrowserVoice {
        self.0.get_untracked().voice()
    }

    /// A word that follows the language.
    pub fn word(self, word: Word) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
        move || self.voice().say(word)
    }

    /// The same as a signal, for who may also be handed other texts.
    pub fn text(self, word: Word) -> Signal<String> {
        Signal::derive(move || self.voice().say(word).to_owned())
    }
}

impl Language {
    /// The voice that speaks this language.
    pub fn voice(self) -> BrowserVoice {
        BrowserVoice { language: self }
    }
}

fn locale_of(language: Language) -> Locale {
    match language {
        Language::English => Locale::en,
        Language::French => Locale::fr,
    }
}

/// The words of one part of the page; nothing for a word of another part.
pub type Lookup = fn(Locale, Word) -> Option<&'static str>;

thread_local! {
    /// The words of the parts that have arrived, and their names.
    static LEARNT: RefCell<Vec<(Lookup, Names)>> = const { RefCell::new(Vec::new()) };
}

/// Takes the words of a part that has arrived, and their names.
pub fn learn(lookup: Lookup, names: Names) {
    LEARNT.with_borrow_mut(|all| all.push((lookup, names)));
}

/// The words that are there from the start.
fn said(locale: Locale, word: Word) -> Option<&'static str> {
    include!(concat!(env!("OUT_DIR"), "/said_start.rs"))
}

impl Voice for BrowserVoice {
    fn say(&self, word: Word) -> &'static str {
        let locale = locale_of(self.language);
        let learnt = || LEARNT.with_borrow(|all| all.iter().find_map(|(say, _)| say(locale, word)));
        // A word of a part that is not here: nothing of that part is on show, so nobody reads it.
        said(locale, word).or_else(learnt).unwrap_or_default()
    }

    fn named(&self, room: &str, name: &str) -> Option<Word> {
        let learnt = || LEARNT.with_borrow(|all| all.iter().find_map(|(_, named)| named(room, name)));
        Word::named_at_start(room, name).or_else(learnt)
    }

    fn number(&self, value: f64, style: NumberStyle) -> String {
        if !value.is_finite() {
            return PlainVoice.number(value, style);
        }
        match style {
            NumberStyle::Plain { decimals } => self.formatted(value, Shape::Fixed(decimals)),
            NumberStyle::Percent { decimals } => self.formatted(value, Shape::Percent(decimals)),
            NumberStyle::Significant { digits } => {
                let plain = value == 0.0 || (1e-4..1e7).contains(&value.abs());
                if plain { self.formatted(value, Shape::Significant(digits)) } else { self.localised(value, style) }
            }
            NumberStyle::Scientific { .. } | NumberStyle::Power10 | NumberStyle::Power2 => self.localised(value, style),
            NumberStyle::Year | NumberStyle::YearMonth => PlainVoice.number(value, style),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    Fixed(u8),
    Percent(u8),
    Significant(u8),
}

thread_local! {
    /// Making a formatter costs far more than using it, and a chart asks for dozens of numbers.
    static FORMATTERS: RefCell<BTreeMap<(&'static str, Shape), js_sys::Function>> = const { RefCell::new(BTreeMap::new()) };
}

impl BrowserVoice {
    fn formatted(self, value: f64, shape: Shape) -> String {
        let key = (self.language.key(), shape);
        let format =
            FORMATTERS.with_borrow_mut(|all| all.entry(key).or_insert_with(|| formatter(key.0, shape)).clone());
        let text = format.call1(&JsValue::NULL, &JsValue::from_f64(value + 0.0));
        text.ok().and_then(|text| text.as_string()).map_or_else(String::new, |text| text.replace('-', "−"))
    }

    /// Powers are written by our own code; only the decimal sign differs between the languages.
    fn localised(self, value: f64, style: NumberStyle) -> String {
        let plain = PlainVoice.number(value, style);
        match self.language {
            Language::English => plain,
            Language::French => plain.replace(',', "\u{202f}").replace('.', ","),
        }
    }
}

fn formatter(tag: &str, shape: Shape) -> js_sys::Function {
    let options = Object::new();
    let set = |key: &str, value: JsValue| {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&options, &JsValue::from_str(key), &value);
    };
    match shape {
        Shape::Fixed(decimals) | Shape::Percent(decimals) => {
            set("minimumFractionDigits", f64::from(decimals).into());
            set("maximumFractionDigits", f64::from(decimals).into());
        }
        Shape::Significant(digits) => set("maximumSignificantDigits", f64::from(digits.max(1)).into()),
    }
    if matches!(shape, Shape::Percent(_)) {
        set("style", JsValue::from_str("percent"));
    }
    let tags = Array::of1(&JsValue::from_str(tag));
    Intl::NumberFormat::new(tags.unchecked_ref(), options.unchecked_ref()).format()
}
