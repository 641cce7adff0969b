//! `#/train`: the gradients of the chosen recipe as their format sees them, with the zone where they vanish and the edge that they break on.
//!
//! A gradient is divided by its scale before it is rounded; the histogram counts what is rounded, one bar for each power of two.
//! Below half the smallest subnormal, rounding to nearest gives zero: for E4M3FN below `2^-9 ÷ 2 = 2^-10`.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Along, BarStyle, Bin, Figure, Mark};
use crate::charts::ink::Ink;
use crate::charts::table::{Cell, Table};
use crate::charts::ticks::Ticks;
use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::experiments::training::report::{BINS, LOWEST, Layer, Report, Site};
use crate::numerics::rounding::Rounding;
use crate::scenario::train::Train;
use crate::views::bandwidth_words::{column, filled, rounded};
use crate::views::train_groups::{Group, groups};
use crate::views::train_tables::total;
use crate::views::train_words::{percent, recipe_name, strokes};

/// Room beside the outermost bars, in powers of two.
const MARGIN: f64 = 2.0;

/// The histogram; `None` before the first examination after a step.
pub fn histogram(train: &Train, reports: &[Report], voice: &dyn Voice) -> Option<Figure> {
    let chosen = train.chosen();
    let groups = groups(train, reports);
    let group = groups.iter().find(|group| group.recipe == chosen)?;
    let layers = layers(group);
    let bars = bars(&layers);
    let counted: f64 = bars.iter().map(|bin| bin.value).sum();
    let filled_bars = || bars.iter().filter(|bin| 0.0 < bin.value);
    let (first, last) = (filled_bars().next()?, filled_bars().next_back()?);
    let shares: Vec<Bin> = bars.iter().map(|bin| Bin { value: 100.0 * bin.value / counted, ..*bin }).collect();
    let spec = chosen.gradients.spec();
    let (vanishing, largest) = (spec.min_subnormal() / 2.0, spec.max_finite());
    let margin = libm::exp2(MARGIN);
    // The ends of a narrow format are always in sight; those of a wide one are too far away to be of interest.
    let is_near =
        |edge: f64| bars.first().is_some_and(|bin| bin.from < edge) && bars.last().is_some_and(|bin| edge < bin.to);
    let edges = [vanishing, largest].into_iter().filter(|edge| is_near(*edge));
    let ends: Vec<f64> = edges.chain([first.from, last.to]).flat_map(|edge| [edge / margin, edge * margin]).collect();
    let x = Axis::around(Scale::Log2, ends, voice.say(Word::TrainAxisGradient))
        .rounded()
        .with_ticks(Ticks::Styled(NumberStyle::Power2));
    let name = recipe_name(group.known, voice);
    let format = [("format", chosen.gradients.name().as_str().to_owned())];
    let mut marks = Vec::new();
    if is_near(vanishing) {
        let label = voice.say(Word::TrainGradientsUnderflow).to_owned();
        marks.push(Mark::Span { axis: Along::X, from: x.min(), to: vanishing, label, ink: Ink::Accent });
    }
    let top = shares.iter().map(|bin| bin.value).fold(0.0, f64::max);
    let bins = shares.iter().filter(|bin| x.min() <= bin.from && bin.to <= x.max()).copied().collect();
    marks.push(Mark::Bars { name: name.clone(), ink: strokes(group.known).0, style: BarStyle::Filled, bins });
    if is_near(largest) {
        let label = filled(Word::TrainGradientsLargest, &format, voice);
        marks.push(Mark::Rule { axis: Along::X, at: largest, label, ink: Ink::Neutral });
    }
    let caption = match chosen.rounding {
        Rounding::Stochastic => Word::TrainGradientsCaptionStochastic,
        Rounding::NearestEven | Rounding::TowardZero | Rounding::Up | Rounding::Down => Word::TrainGradientsCaption,
    };
    Some(Figure {
        id: "train-gradients",
        title: filled(Word::TrainGradientsTitle, &[("name", name)], voice),
        summary: summary(&layers, counted, voice),
        caption: filled(caption, &format, voice),
        x,
        y: Axis::new(Scale::Linear, 0.0, top.max(1.0), voice.say(Word::TrainAxisShare)).rounded(),
        marks,
        table: table(&bars, counted, voice),
    })
}

/// The layers that take the recipe's own format: where the ends are kept high, they are left out.
fn layers<'a>(group: &Group<'a>) -> Vec<&'a Layer> {
    let is_high = |site: Site| group.recipe.is_high_at_ends && matches!(site, Site::Hidden(0) | Site::Output);
    group.runs.iter().flat_map(|run| &run.layers).filter(|layer| !is_high(layer.site)).collect()
}

/// One bar for each power of two, its height a count.
fn bars(layers: &[&Layer]) -> Vec<Bin> {
    let bar = |(place, exponent): (usize, i32)| {
        let counts = layers.iter().filter_map(|layer| layer.histogram.get(place)).map(|count| f64::from(*count));
        let from = libm::exp2(f64::from(exponent));
        Bin { from, to: 2.0 * from, value: counts.sum() }
    };
    (0..BINS).zip(LOWEST..).map(bar).collect()
}

#[expect(clippy::cast_precision_loss, reason = "values of a network, millions at most")]
fn summary(layers: &[&Layer], counted: f64, voice: &dyn Voice) -> String {
    let zeros: f64 = layers.iter().map(|layer| f64::from(layer.zeros)).sum();
    let tally = total(layers.iter().map(|layer| layer.gradients));
    let share = |part: f64, of: f64| percent(part / of.max(1.0), voice);
    let values = [
        ("flushed", share(tally.flushed as f64, tally.count as f64)),
        ("saturated", share(tally.saturated as f64, tally.count as f64)),
        ("zeros", share(zeros, zeros + counted)),
    ];
    filled(Word::TrainGradientsSummary, &values, voice)
}

fn table(bars: &[Bin], counted: f64, voice: &dyn Voice) -> Table {
    let columns = vec![
        column("from", Word::TrainColumnFrom, voice),
        column("to", Word::TrainColumnTo, voice),
        column("count", Word::TrainColumnCount, voice),
        column("share_percent", Word::TrainColumnShare, voice),
    ];
    let row =
        |bin: &Bin| [bin.from, bin.to, bin.value, rounded(100.0 * bin.value / counted)].map(Cell::Number).to_vec();
    Table { columns, rows: bars.iter().filter(|bin| 0.0 < bin.value).map(row).collect() }
}
