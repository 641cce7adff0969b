//! `#/economy`: the chain from investment to value added, in four pictures and one table of every link.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Along, Figure, Mark};
use crate::charts::ink::{Dash, Ink, Marker};
use crate::charts::table::{Cell, Column, Table};
use crate::charts::ticks::Ticks;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::economy::comparison::{Comparison, compared};
use crate::economy::facts::named::AI_VALUE_TRILLION_RMB;
use crate::economy::facts::output::{GdpKind, gdp};
use crate::economy::{ProjectedYear, Projection, project};
use crate::scenario::economy::Economy;
use crate::units::Rmb;
use crate::views::Shown;
use crate::views::compute::percent;
use crate::views::told::told;

/// The pictures and the table of every link.
pub fn show(economy: &Economy, voice: &dyn Voice) -> Shown {
    let projection = project(&economy.side.assumptions());
    let comparison = compared(&projection);
    let scene = Scene { projection: &projection, comparison: &comparison, voice };
    Shown {
        sheet: Some(("economy-projection", links(&projection, voice))),
        figures: vec![scene.value(), scene.share(), scene.compute(), scene.gdp()],
        ..Shown::default()
    }
}

/// What the view asks, with the figures of the statement it follows.
pub fn lead(voice: &dyn Voice) -> String {
    let claimed = Rmb::clamped(AI_VALUE_TRILLION_RMB.low * 1e12);
    fill(&told(Word::EconomyLead, voice), &[("value", &trillions(claimed, voice))])
}

/// The verdict, in a sentence.
pub fn sentence(economy: &Economy, voice: &dyn Voice) -> String {
    let projection = project(&economy.side.assumptions());
    let comparison = compared(&projection);
    let year = projection.claimed().year.to_string();
    let met = comparison.claimed_value <= comparison.value;
    let gap = Rmb::clamped(comparison.claimed_value.get() - comparison.value.get());
    let word = if met { Word::EconomySayAbove } else { Word::EconomySayBelow };
    let (value, target, gap) =
        (trillions(comparison.value, voice), trillions(comparison.claimed_value, voice), trillions(gap, voice));
    fill(voice.say(word), &[("value", &value), ("target", &target), ("gap", &gap), ("year", &year)])
}

/// Four figures of the last year beside what the source text says: name, value, remark.
pub fn verdicts(economy: &Economy, voice: &dyn Voice) -> [[String; 3]; 4] {
    let projection = project(&economy.side.assumptions());
    let comparison = compared(&projection);
    let last = projection.claimed();
    let money = |rmb| trillions(rmb, voice);
    let said = |word, values: &[(&str, &str)]| fill(voice.say(word), values);
    let whole = |rate: f64| voice.number(rate, NumberStyle::Percent { decimals: 0 });
    let eflops = |value: f64| voice.number(value, NumberStyle::Significant { digits: 3 });
    [
        [
            voice.say(Word::EconomyValue).to_owned(),
            money(comparison.value),
            said(
                Word::EconomyValueNote,
                &[
                    ("percent", &whole(comparison.value_relative_to_claim.get())),
                    ("target", &money(comparison.claimed_value)),
                ],
            ),
        ],
        [
            voice.say(Word::EconomyShare).to_owned(),
            voice.number(comparison.share.get(), NumberStyle::Percent { decimals: 1 }),
            said(
                Word::EconomyShareNote,
                &[
                    ("low", &whole(comparison.claimed_share.0.get())),
                    ("high", &whole(comparison.claimed_share.1.get())),
                ],
            ),
        ],
        [
            voice.say(Word::EconomyGdp).to_owned(),
            money(comparison.gdp),
            said(
                Word::EconomyGdpNote,
                &[("low", &money(comparison.implied_gdp.0)), ("high", &money(comparison.implied_gdp.1))],
            ),
        ],
        [
            voice.say(Word::EconomyCoverage).to_owned(),
            whole(last.coverage.get()),
            said(
                Word::EconomyCoverageNote,
                &[("usable", &eflops(last.usable.get())), ("demand", &eflops(last.demanded.get()))],
            ),
        ],
    ]
}

/// An amount as readers say it: `9.8 trn RMB`.
pub fn trillions(amount: Rmb, voice: &dyn Voice) -> String {
    let value = voice.number(amount.trillions(), NumberStyle::Significant { digits: 3 });
    fill(voice.say(Word::EconomyTrillions), &[("value", &value)])
}

struct Scene<'a> {
    projection: &'a Projection,
    comparison: &'a Comparison,
    voice: &'a dyn Voice,
}

/// Every value of this view belongs to a whole year, so the axis counts years, not instants.
fn whole_years(from: u16, to: u16) -> Axis {
    Axis::new(Scale::Linear, f64::from(from), f64::from(to), "").with_ticks(Ticks::Styled(NumberStyle::Year))
}

impl Scene<'_> {
    fn say(&self, word: Word) -> String {
        self.voice.say(word).to_owned()
    }

    fn path(&self, read: impl Fn(&ProjectedYear) -> f64) -> Vec<(f64, f64)> {
        self.projection.years.iter().map(|year| (f64::from(year.year), read(year))).collect()
    }

    fn years(&self) -> Axis {
        whole_years(self.projection.years[0].year, self.projection.claimed().year)
    }

    fn caption(&self, word: Word) -> String {
        format!("{} {}", self.say(word), self.say(Word::EconomyCaption))
    }

    fn value(&self) -> Figure {
        let claimed = self.comparison.claimed_value.trillions();
        let path = self.path(|year| year.value.trillions());
        let top = path.iter().map(|point| point.1).fold(claimed, f64::max);
        let label = fill(
            self.voice.say(Word::EconomyClaimRule),
            &[("target", &trillions(self.comparison.claimed_value, self.voice))],
        );
        Figure {
            id: "economy-value",
            title: self.say(Word::EconomyValueTitle),
            summary: fill(
                self.voice.say(Word::EconomyValueSummary),
                &[
                    ("first", &trillions(self.projection.years[0].value, self.voice)),
                    ("last", &trillions(self.comparison.value, self.voice)),
                    ("target", &trillions(self.comparison.claimed_value, self.voice)),
                ],
            ),
            caption: self.caption(Word::EconomyClaimSource),
            x: self.years(),
            y: Axis::new(Scale::Linear, 0.0, top * 1.05, self.voice.say(Word::AxesTrillions)).rounded(),
            marks: vec![
                Mark::Rule { axis: Along::Y, at: claimed, label, ink: Ink::Target },
                Mark::line(self.say(Word::EconomyValue), Ink::Accent, path),
            ],
            table: self.table(&[("value_trillion_rmb", Word::EconomyValue, |year| year.value.trillions())]),
        }
    }

    fn share(&self) -> Figure {
        let (low, high) = self.comparison.claimed_share;
        let met = self.path(|year| year.ai_share_if_met.get() * 100.0);
        let got = self.path(|year| year.ai_share.get() * 100.0);
        let top = met.iter().map(|point| point.1).fold(high.get() * 100.0, f64::max);
        let label = self.say(Word::EconomyShareBand);
        let last = percent(self.comparison.share.get(), self.voice);
        Figure {
            id: "economy-share",
            title: self.say(Word::EconomyShareTitle),
            summary: fill(
                self.voice.say(Word::EconomyShareSummary),
                &[
                    ("last", &last),
                    ("low", &percent(low.get(), self.voice)),
                    ("high", &percent(high.get(), self.voice)),
                ],
            ),
            caption: self.caption(Word::EconomyClaimSource),
            x: self.years(),
            y: Axis::new(Scale::Linear, 0.0, top * 1.05, self.voice.say(Word::AxesPercentGdp)).rounded(),
            marks: vec![
                Mark::Span { axis: Along::Y, from: low.get() * 100.0, to: high.get() * 100.0, label, ink: Ink::Target },
                Mark::Line {
                    name: self.say(Word::EconomyIfMet),
                    ink: Ink::Faint,
                    dash: Dash::Dashed,
                    marker: Marker::None,
                    points: met,
                },
                Mark::line(self.say(Word::EconomyShare), Ink::Accent, got),
            ],
            table: self.table(&[
                ("ai_share_percent", Word::EconomyShare, |year| year.ai_share.get() * 100.0),
                ("ai_share_if_met_percent", Word::EconomyIfMet, |year| year.ai_share_if_met.get() * 100.0),
            ]),
        }
    }

    fn compute(&self) -> Figure {
        let series = [
            (Word::EconomyInstalled, Ink::Series(0), self.path(|year| year.installed.get())),
            (Word::EconomyUsable, Ink::Series(1), self.path(|year| year.usable.get())),
            (Word::EconomyDemanded, Ink::Series(2), self.path(|year| year.demanded.get())),
        ];
        let all: Vec<f64> = series.iter().flat_map(|(_, _, path)| path).map(|point| point.1).collect();
        let last = self.projection.claimed();
        let eflops = |value: f64| self.voice.number(value, NumberStyle::Significant { digits: 3 });
        Figure {
            id: "economy-compute",
            title: self.say(Word::EconomyComputeTitle),
            summary: fill(
                self.voice.say(Word::EconomyComputeSummary),
                &[
                    ("installed", &eflops(last.installed.get())),
                    ("usable", &eflops(last.usable.get())),
                    ("demand", &eflops(last.demanded.get())),
                    ("coverage", &self.voice.number(last.coverage.get(), NumberStyle::Percent { decimals: 0 })),
                ],
            ),
            caption: self.caption(Word::EconomyStockSource),
            x: self.years(),
            y: Axis::around(Scale::Log10, all, self.voice.say(Word::AxesEflopsFp16)).rounded(),
            marks: series.into_iter().map(|(word, ink, path)| Mark::line(self.say(word), ink, path)).collect(),
            table: self.table(&[
                ("installed_eflops_fp16", Word::EconomyInstalled, |year| year.installed.get()),
                ("usable_eflops_fp16", Word::EconomyUsable, |year| year.usable.get()),
                ("demanded_eflops_fp16", Word::EconomyDemanded, |year| year.demanded.get()),
                ("coverage_percent", Word::EconomyCoverage, |year| year.coverage.get() * 100.0),
            ]),
        }
    }

    fn gdp(&self) -> Figure {
        let counted = counted_gdp();
        let path = self.path(|year| year.gdp.trillions());
        let (low, high) = self.comparison.implied_gdp;
        let top = path.iter().map(|point| point.1).fold(high.trillions(), f64::max);
        let from = counted.first().map_or(self.projection.years[0].year, |point| point.0);
        let money = |rmb| trillions(rmb, self.voice);
        let mut table = self.table(&[("gdp_trillion_rmb", Word::EconomyGdp, |year| year.gdp.trillions())]);
        let known = counted.iter().filter(|point| point.0 < self.projection.years[0].year);
        let rows = known.map(|point| vec![Cell::Number(f64::from(point.0)), Cell::Number(point.1)]);
        table.rows.splice(0..0, rows);
        let counted = counted.iter().map(|point| (f64::from(point.0), point.1)).collect();
        Figure {
            id: "economy-gdp",
            title: self.say(Word::EconomyGdpTitle),
            summary: fill(
                self.voice.say(Word::EconomyGdpSummary),
                &[("last", &money(self.comparison.gdp)), ("low", &money(low)), ("high", &money(high))],
            ),
            caption: self.caption(Word::EconomyGdpSource),
            x: whole_years(from, self.projection.claimed().year),
            y: Axis::new(Scale::Linear, 0.0, top * 1.05, self.voice.say(Word::AxesTrillions)).rounded(),
            marks: vec![
                Mark::Span {
                    axis: Along::Y,
                    from: low.trillions(),
                    to: high.trillions(),
                    label: self.say(Word::EconomyGdpBand),
                    ink: Ink::Target,
                },
                Mark::Line {
                    name: self.say(Word::EconomyProjected),
                    ink: Ink::Accent,
                    dash: Dash::Dashed,
                    marker: Marker::None,
                    points: path,
                },
                Mark::line(self.say(Word::EconomyCounted), Ink::Actual, counted),
            ],
            table,
        }
    }

    fn table(&self, columns: &[Reading]) -> Table {
        table(self.projection, columns, self.voice)
    }
}

/// Counted nominal GDP by year, trillion RMB.
fn counted_gdp() -> Vec<(u16, f64)> {
    let counted = gdp().iter().filter(|row| row.kind == GdpKind::Actual);
    counted.filter_map(|row| Some((row.period.parse().ok()?, row.trillion_rmb?.number))).collect()
}

type Reading = (&'static str, Word, fn(&ProjectedYear) -> f64);

/// Every link of the chain, in the order of the chain.
static LINKS: &[Reading] = &[
    ("invested_billion_rmb", Word::LinksInvested, |year| year.invested().get() / 1e9),
    ("price_billion_rmb_per_eflops_fp16", Word::LinksPrice, |year| year.price.billions()),
    ("bought_eflops_fp16", Word::LinksBought, |year| year.bought.all().get()),
    ("retired_eflops_fp16", Word::LinksRetired, |year| year.retired.get()),
    ("installed_eflops_fp16", Word::EconomyInstalled, |year| year.installed.get()),
    ("utilisation_percent", Word::LinksUtilisation, |year| year.utilisation.get() * 100.0),
    ("fp8_gain", Word::LinksGain, |year| year.fp8_gain.get()),
    ("usable_eflops_fp16", Word::EconomyUsable, |year| year.usable.get()),
    ("demanded_eflops_fp16", Word::EconomyDemanded, |year| year.demanded.get()),
    ("coverage_percent", Word::EconomyCoverage, |year| year.coverage.get() * 100.0),
    ("ai_share_if_met_percent", Word::EconomyIfMet, |year| year.ai_share_if_met.get() * 100.0),
    ("ai_share_percent", Word::EconomyShare, |year| year.ai_share.get() * 100.0),
    ("gdp_trillion_rmb", Word::EconomyGdp, |year| year.gdp.trillions()),
    ("value_trillion_rmb", Word::EconomyValue, |year| year.value.trillions()),
];

fn links(projection: &Projection, voice: &dyn Voice) -> Table {
    table(projection, LINKS, voice)
}

fn table(projection: &Projection, readings: &[Reading], voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = std::iter::once(column("year", Word::ColumnsYear));
    let columns = columns.chain(readings.iter().map(|(key, word, _)| column(key, *word))).collect();
    let row = |year: &ProjectedYear| {
        let values = readings.iter().map(|(_, _, read)| Cell::Number(read(year)));
        std::iter::once(Cell::Number(f64::from(year.year))).chain(values).collect()
    };
    Table { columns, rows: projection.years.iter().map(row).collect() }
}
