//! What every picture of `#/economy` is made from: a set of assumptions carried through, perhaps a second one beside it, and what
//! ten thousand draws of the first one's ranges gave.
//!
//! The model starts from the end of 2025, and so do the lines; 2024, which another publisher counted, stands in the tables only.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::Mark;
use crate::charts::ink::{Dash, Ink, Marker};
use crate::charts::table::{Cell, Column, Table};
use crate::charts::ticks::Ticks;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::economy::assumptions::Assumptions;
use crate::economy::calendar::{BASE_YEAR, CLAIM_YEAR, FIRST_YEAR, LAST_YEAR};
use crate::economy::comparison::{Comparison, compared};
use crate::economy::paths::Reading;
use crate::economy::{ProjectedYear, Projection, project};
use crate::experiments::uncertainty::Outcome;
use crate::scenario::economy::Economy;
use crate::units::Rmb;
use crate::views::compute::filled;

/// A scenario carried through.
pub struct Scene<'a> {
    /// The settings.
    pub economy: &'a Economy,
    /// What A assumes.
    pub given: Assumptions,
    /// What follows from it.
    pub projection: Projection,
    /// The same of B.
    pub other: Option<Projection>,
    /// A beside the statement.
    pub comparison: Comparison,
    /// What A's ranges give.
    pub outcome: Option<&'a Outcome>,
    /// The reader's language.
    pub voice: &'a dyn Voice,
}

/// One thing to read off a year: its column's key, that of B's column, its name.
#[derive(Clone, Copy)]
pub struct Read {
    /// The key of its column.
    pub key: &'static str,
    /// The key of B's column.
    pub other: &'static str,
    /// What it is called.
    pub word: Word,
    /// Its value, in the unit of the key.
    pub of: fn(&ProjectedYear) -> f64,
}

/// Columns of a band.
pub const PERCENTILES: [(&str, Word); 5] = [
    ("p5", Word::EconomyP5),
    ("p25", Word::EconomyP25),
    ("p50", Word::EconomyP50),
    ("p75", Word::EconomyP75),
    ("p95", Word::EconomyP95),
];

impl<'a> Scene<'a> {
    /// Carries a scenario through.
    pub fn new(economy: &'a Economy, outcome: Option<&'a Outcome>, voice: &'a dyn Voice) -> Self {
        let given = economy.side.assumptions();
        let projection = project(&given);
        let other = economy.other.as_ref().map(|side| project(&side.assumptions()));
        let comparison = compared(&projection);
        Self { economy, given, projection, other, comparison, outcome, voice }
    }

    /// A word of its own.
    pub fn say(&self, word: Word) -> String {
        self.voice.say(word).to_owned()
    }

    /// A sentence with its values.
    pub fn fill(&self, word: Word, values: &[(&str, String)]) -> String {
        filled(word, values, self.voice)
    }

    /// An amount as readers say it.
    pub fn money(&self, amount: Rmb) -> String {
        trillions(amount, self.voice)
    }

    /// Compute as readers say it, in EFLOPS.
    pub fn eflops(&self, value: f64) -> String {
        self.voice.number(value, NumberStyle::Significant { digits: 3 })
    }

    /// A fraction in per cent: no decimals, or one below a tenth.
    pub fn share(&self, value: f64) -> String {
        short_percent(value, self.voice)
    }

    /// A caption with its remark on what the bands are, where there are any.
    pub fn caption(&self, source: Word) -> String {
        let own = format!("{} {}", self.voice.say(source), self.voice.say(Word::EconomyCaption));
        let Some(outcome) = self.ranged() else { return own };
        let paths = self.voice.number(f64::from(outcome.params.paths), NumberStyle::Plain { decimals: 0 });
        format!("{own} {}", self.fill(Word::EconomyBandsCaption, &[("paths", paths)]))
    }

    /// The outcome, if anything in it is a range.
    pub fn ranged(&self) -> Option<&'a Outcome> {
        self.outcome.filter(|outcome| !outcome.params.ranges.is_empty())
    }

    /// Where nine in ten paths lie in 2035, as a sentence; empty without ranges.
    pub fn spread(&self, reading: Reading, written: impl Fn(f64) -> String) -> String {
        let word = if reading == Reading::Demanded { Word::EconomyBandsDemand } else { Word::EconomyBandsSummary };
        let at = usize::from(CLAIM_YEAR - FIRST_YEAR);
        let Some(band) = self.ranged().and_then(|outcome| outcome.bands_of(reading).get(at)) else {
            return String::new();
        };
        let values = [("low", written(band[0])), ("high", written(band[4])), ("year", CLAIM_YEAR.to_string())];
        format!(" {}", self.fill(word, &values))
    }

    /// The years from 2025 on.
    pub fn years(&self) -> Axis {
        whole_years(BASE_YEAR, LAST_YEAR)
    }

    /// A's line, and B's beside it.
    pub fn lines(&self, word: Word, of: fn(&ProjectedYear) -> f64) -> Vec<Mark> {
        let name = if self.other.is_some() { Word::EconomyA } else { word };
        let mut lines = vec![Mark::line(self.say(name), Ink::Accent, path(&self.projection, of))];
        if let Some(other) = &self.other {
            lines.push(Mark::line(self.say(Word::EconomyB), Ink::Series(1), path(other, of)));
        }
        lines
    }

    /// The bands of a reading with the median, in `scale` of its unit; nothing without ranges.
    pub fn bands(&self, reading: Reading, scale: f64) -> Vec<Mark> {
        let Some(outcome) = self.ranged() else { return Vec::new() };
        let bands = || (FIRST_YEAR..).map(f64::from).zip(outcome.bands_of(reading)).skip(1);
        let between = |low: usize, high: usize| Mark::Band {
            ink: Ink::Accent,
            points: bands().map(|(year, band)| (year, band[low] * scale, band[high] * scale)).collect(),
        };
        let median = Mark::Line {
            name: self.say(Word::EconomyMedian),
            ink: Ink::Faint,
            dash: Dash::Dashed,
            marker: Marker::None,
            points: bands().map(|(year, band)| (year, band[2] * scale)).collect(),
        };
        vec![between(0, 4), between(1, 3), median]
    }

    /// A table of some readings for every year; then the band of one of them, then the same readings of B.
    pub fn table(&self, reads: &[Read], band: Option<(Reading, f64)>) -> Table {
        let label = |word: Word| self.voice.say(word).to_owned();
        let band = band.and_then(|(reading, scale)| Some((self.ranged()?.bands_of(reading), scale)));
        let mut columns = vec![Column { key: "year", label: label(Word::ColumnsYear) }];
        columns.extend(reads.iter().map(|read| Column { key: read.key, label: label(read.word) }));
        if band.is_some() {
            columns.extend(PERCENTILES.map(|(key, word)| Column { key, label: label(word) }));
        }
        if self.other.is_some() {
            let of_b = |read: &Read| fill(self.voice.say(Word::EconomyOfB), &[("name", self.voice.say(read.word))]);
            columns.extend(reads.iter().map(|read| Column { key: read.other, label: of_b(read) }));
        }
        let row = |(at, year): (usize, &ProjectedYear)| {
            let number = |value: f64| Cell::Number(value);
            let mut cells = vec![number(f64::from(year.year))];
            cells.extend(reads.iter().map(|read| number((read.of)(year))));
            if let Some((bands, scale)) = band {
                cells.extend(bands.get(at).into_iter().flatten().map(|value| number(value * scale)));
            }
            let other = self.other.as_ref().map(|other| &other.years[at]);
            cells.extend(other.into_iter().flat_map(|year| reads.iter().map(|read| number((read.of)(year)))));
            cells
        };
        Table { columns, rows: self.projection.years.iter().enumerate().map(row).collect() }
    }
}

/// A reading of every year from 2025 on.
pub fn path(projection: &Projection, of: impl Fn(&ProjectedYear) -> f64) -> Vec<(f64, f64)> {
    let years = projection.years.iter().filter(|year| BASE_YEAR <= year.year);
    years.map(|year| (f64::from(year.year), of(year))).collect()
}

/// An axis that counts whole years, not instants.
pub fn whole_years(from: u16, to: u16) -> Axis {
    Axis::new(Scale::Linear, f64::from(from), f64::from(to), "").with_ticks(Ticks::Styled(NumberStyle::Year))
}

/// An axis from nothing to the highest of all marks.
pub fn upwards(marks: &[Mark], label: &str) -> Axis {
    let top = heights(marks).filter(|height| height.is_finite()).fold(0.0, f64::max);
    Axis::new(Scale::Linear, 0.0, if 0.0 < top { top * 1.05 } else { 1.0 }, label).rounded()
}

/// Every height that marks reach.
pub fn heights(marks: &[Mark]) -> impl Iterator<Item = f64> {
    marks.iter().flat_map(|mark| match mark {
        Mark::Line { points, .. } | Mark::Points { points, .. } => points.iter().map(|point| point.1).collect(),
        Mark::Band { points, .. } => points.iter().flat_map(|point| [point.1, point.2]).collect(),
        Mark::Bars { bins, .. } => bins.iter().map(|bin| bin.value).collect(),
        Mark::Rule { axis: crate::charts::figure::Along::Y, at, .. } => vec![*at],
        Mark::Span { axis: crate::charts::figure::Along::Y, from, to, .. } => vec![*from, *to],
        Mark::Rule { .. }
        | Mark::Span { .. }
        | Mark::Cells(_)
        | Mark::Strip(_)
        | Mark::Interval(_)
        | Mark::Note { .. } => Vec::new(),
    })
}

/// An amount as readers say it: `9.8 trn RMB`.
pub fn trillions(amount: Rmb, voice: &dyn Voice) -> String {
    let value = voice.number(amount.trillions(), NumberStyle::Significant { digits: 3 });
    fill(voice.say(Word::EconomyTrillions), &[("value", &value)])
}

/// A fraction in per cent with as many decimals as it needs to be told from nothing, and none that are not needed.
pub fn short_percent(value: f64, voice: &dyn Voice) -> String {
    let most = if value.abs() < 0.01 { 2 } else { u8::from(value.abs() < 0.1) };
    // Hundredths of a per cent; what ends in noughts is written without them.
    let hundredths = libm::round(value * 1e4);
    let needed = [100.0, 10.0].iter().filter(|unit| 0.5 < libm::fabs(libm::remainder(hundredths, **unit))).count();
    let needed = u8::try_from(needed).unwrap_or(most);
    voice.number(value, NumberStyle::Percent { decimals: most.min(needed) })
}

#[cfg(test)]
mod tests {
    use super::{Scene, path, short_percent};
    use crate::charts::figure::Mark;
    use crate::charts::voice::PlainVoice;
    use crate::charts::words::Word;
    use crate::economy::paths::Reading;
    use crate::experiments::uncertainty::run;
    use crate::experiments::{Experiment, uncertainty::Outcome};
    use crate::scenario::economy::{Economy, Side};

    fn outcome(economy: &Economy) -> Outcome {
        let Experiment::Uncertainty(params) = economy.experiment() else { panic!("the economy's experiment") };
        run(crate::experiments::uncertainty::Params { paths: 200, ..params })
    }

    #[test]
    fn bands_are_nested_and_only_there_with_ranges() {
        let mut economy = Economy::default();
        let found = outcome(&economy);
        let scene = Scene::new(&economy, Some(&found), &PlainVoice);
        let bands = scene.bands(Reading::Value, 1.0);
        let [Mark::Band { points: outer, .. }, Mark::Band { points: inner, .. }, Mark::Line { points: median, .. }] =
            &bands[..]
        else {
            panic!("two bands and a median")
        };
        for ((outer, inner), median) in outer.iter().zip(inner).zip(median) {
            assert!(outer.1 <= inner.1 && inner.1 <= median.1 && median.1 <= inner.2 && inner.2 <= outer.2);
        }
        economy.side.ranges = [None; crate::economy::levers::COUNT];
        let found = outcome(&economy);
        assert_eq!(Scene::new(&economy, Some(&found), &PlainVoice).bands(Reading::Value, 1.0), []);
    }

    #[test]
    fn a_second_set_of_assumptions_gets_a_line_and_columns() {
        let mut economy = Economy { other: Some(Box::new(Side::default())), ..Economy::default() };
        let reads = [read!("value_trillion_rmb", EconomyValue, |year| year.value.trillions())];
        let scene = Scene::new(&economy, None, &PlainVoice);
        let table = scene.table(&reads, None);
        assert_eq!(
            table.columns.iter().map(|column| column.key).collect::<Vec<_>>(),
            ["year", "value_trillion_rmb", "b_value_trillion_rmb"]
        );
        assert!(table.rows.iter().all(|row| row[1] == row[2]));
        let lines = scene.lines(Word::EconomyValue, |year| year.value.trillions());
        assert_eq!(lines.iter().map(Mark::name).collect::<Vec<_>>(), [Word::EconomyA.key(), Word::EconomyB.key()]);
        economy.other = None;
        let scene = Scene::new(&economy, None, &PlainVoice);
        assert_eq!(scene.table(&reads, None).columns.len(), 2);
    }

    #[test]
    fn lines_start_where_the_model_does() {
        let economy = Economy::default();
        let scene = Scene::new(&economy, None, &PlainVoice);
        let years = path(&scene.projection, |year| year.gdp.trillions());
        assert_eq!((years[0].0, years.len()), (2025.0, 16));
    }

    #[test]
    fn small_chances_are_told_from_none() {
        for (value, expect) in [
            (0.0, "0%"),
            (0.0004, "0.04%"),
            (0.04, "4%"),
            (0.045, "4.5%"),
            (0.005, "0.5%"),
            (0.2314, "23%"),
            (1.0, "100%"),
        ] {
            assert_eq!(short_percent(value, &PlainVoice), expect);
        }
    }
}
