//! The page's state: one scenario, from which everything is derived, and the few preferences that stay on the device.

use leptos::prelude::*;

use crate::app::browser;
use crate::app::speech::Speech;
use crate::charts::theme::Theme;
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::scenario::fitting::fit;
use crate::scenario::knobs::{Knob, knobs_of};
use crate::scenario::link::{Pin, print};
use crate::scenario::notice::Notice;
use crate::scenario::value::Value;
use crate::scenario::view::View;
use crate::scenario::{Language, Scenario};

/// Everything the page knows; cheap to copy, shared through Leptos' context.
#[derive(Clone, Copy)]
pub struct State {
    /// Everything the reader may change.
    pub scenario: RwSignal<Scenario>,
    /// The view on show.
    pub view: Memo<View>,
    /// What the last link asked for and did not get.
    pub notices: RwSignal<Vec<Notice>>,
    /// The language.
    pub speech: Speech,
    /// The reader's choice of colours.
    pub colours: RwSignal<Colours>,
    /// The colours on show.
    pub theme: Memo<Theme>,
    /// What a screen reader is told next.
    pub told: RwSignal<String>,
}

/// The reader's choice of colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// As the system has it.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Colours {
    /// Every choice, as the switch lists them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word kept on the device.
    pub fn key(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The choice of a word; anything unknown follows the system.
    pub fn from_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|colours| colours.key() == key).unwrap_or(Self::System)
    }
}

impl State {
    /// Makes the state and hands it to every component below.
    pub fn provide() -> Self {
        let scenario = RwSignal::new(Scenario::default());
        let colours = RwSignal::new(Colours::from_key(&browser::stored("octet-colours").unwrap_or_default()));
        let system_is_dark = RwSignal::new(browser::media("(prefers-color-scheme: dark)"));
        browser::on_media("(prefers-color-scheme: dark)", move |dark| system_is_dark.set(dark));
        let theme = Memo::new(move |_| match colours.get() {
            Colours::Dark => Theme::Dark,
            Colours::System if system_is_dark.get() => Theme::Dark,
            Colours::Light | Colours::System => Theme::Light,
        });
        let state = Self {
            scenario,
            view: Memo::new(move |_| scenario.with(|scenario| scenario.view)),
            notices: RwSignal::new(Vec::new()),
            speech: Speech(RwSignal::new(readers_language())),
            colours,
            theme,
            told: RwSignal::new(String::new()),
        };
        state.dress();
        provide_context(state);
        state
    }

    /// The state of the page around a component.
    pub fn here() -> Self {
        expect_context()
    }

    /// Sets a knob to a value that its kind allows; what no longer goes with it follows.
    pub fn turn(self, knob: &'static Knob, value: &Value) {
        if self.scenario.with_untracked(|scenario| (knob.get)(scenario)) != *value {
            self.scenario.update(|scenario| {
                (knob.set)(scenario, value);
                fit(scenario);
            });
        }
    }

    /// A knob's value; tracked, and quiet while other knobs move.
    pub fn value(self, knob: &'static Knob) -> Memo<Value> {
        Memo::new(move |_| self.scenario.with(|scenario| (knob.get)(scenario)))
    }

    /// Puts the knobs of the view on show back to their defaults, those of the newest edition.
    pub fn reset(self) {
        let defaults = Scenario::default();
        self.scenario.update(|scenario| {
            scenario.edition = None;
            for knob in knobs_of(scenario.view) {
                (knob.set)(scenario, &(knob.get)(&defaults));
            }
        });
    }

    /// Tells a screen reader; the same sentence twice differs by an invisible space, or it would be said only once.
    pub fn tell(self, sentence: String) {
        let again = self.told.with_untracked(|told| *told == sentence);
        self.told.set(if again { sentence + "\u{a0}" } else { sentence });
    }

    /// Tells a screen reader what a word says.
    pub fn tell_word(self, word: Word) {
        self.tell(self.speech.voice_now().say(word).to_owned());
    }

    /// The link to another view, with what the reader has set there.
    pub fn link_to(self, view: View) -> String {
        let scenario = Scenario { view, language: None, edition: None, ..self.scenario.get() };
        print(&scenario, Pin::WhenChanged)
    }

    /// The reader chooses a language: it is kept on the device, and a link that forced another one no longer does.
    pub fn choose_language(self, language: Language) {
        browser::store("octet-language", language.key());
        self.speech.0.set(language);
        self.scenario.update(|scenario| scenario.language = None);
    }

    /// The reader chooses colours: kept on the device.
    pub fn choose_colours(self, colours: Colours) {
        browser::store("octet-colours", colours.key());
        self.colours.set(colours);
    }

    /// Keeps the document's attributes in step with language and colours.
    fn dress(self) {
        Effect::new(move || {
            let language = self.speech.0.get().key();
            let colours = if self.theme.get() == Theme::Dark { "dark" } else { "light" };
            if let Some(root) = browser::document().and_then(|document| document.document_element()) {
                // Setting an attribute of the root fails only for an impossible name.
                let _ = root.set_attribute("lang", language);
                let _ = root.set_attribute("data-theme", colours);
            }
        });
    }
}

/// The language kept on the device, or the first of the browser's that we speak, or English.
pub fn readers_language() -> Language {
    let kept = browser::stored("octet-language").and_then(|key| Language::from_key(&key));
    let spoken = || browser::preferred_languages().iter().find_map(|tag| Language::from_key(tag.get(..2)?));
    kept.or_else(spoken).unwrap_or(Language::English)
}
