//! Where sums stand still: published values beside ours.
//!
//! Harmonic series: FP32, FP16 and BF16 are N. J. Higham's ("Half Precision Arithmetic: fp16 Versus bfloat16", blog, 3 December 2018,
//! which prints FP32's 15.404 with three decimals); the narrower formats were worked out with exact fractions for this project, and
//! TF32 has FP16's precision. Counting stops at `2^p`, the first whole number with an uneven neighbour that does not fit into `p` bits of
//! significand (for FP16, `2^11`); by twos at twice that. Swamping at 4096: Wang et al., "Training Deep Neural Networks with 8-bit
//! Floating Point Numbers" (2018, arXiv 1812.08011), add numbers of mean 1 and standard deviation 1 in a format of six bits of exponent and
//! nine of mantissa; above 4096 its values are 8 apart, and no number of theirs reaches half of that.

use crate::charts::table::{Cell, Table};
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::experiments::summation::{Lane, Summed};
use crate::numerics::accumulators::Accumulator;
use crate::numerics::formats::FormatId;
use crate::views::accumulate::column;

/// One published value and what was computed here.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// What was added.
    terms: Named,
    format: FormatId,
    /// The limit and the first term that changes nothing, as published.
    limit: f64,
    lost: Option<u32>,
    /// Digits of the published limit that count: the last one may be rounded.
    slack: f64,
    /// Who says so.
    source: Named,
    /// The register at the end, and its first term lost, here.
    ours: f64,
    ours_lost: Option<u64>,
    /// Whether the register stood still for the last tenth of the way.
    is_still: bool,
}

/// A word with its stable name for machines.
type Named = (&'static str, Word);

const SERIES: Named = ("harmonic", Word::AccumulateTermHarmonic);
const OF_ONES: Named = ("ones", Word::AccumulateTermOnes);
const OF_TWOS: Named = ("twos", Word::AccumulateTermTwos);
const OF_UNIT: Named = ("unit", Word::AccumulateTermUnit);
const OF_MEAN_ONE: Named = ("mean_one", Word::AccumulateTermMeanOne);
const HIGHAM: Named = ("higham_2018", Word::AccumulateTermHigham2018);
const WANG: Named = ("wang_2018", Word::AccumulateTermWang2018);
const BY_FRACTIONS: Named = ("by_fractions", Word::AccumulateTermByFractions);
const BY_PRECISION: Named = ("by_precision", Word::AccumulateTermByPrecision);

/// What is printed about one format.
struct Printed {
    format: FormatId,
    limit: f64,
    lost: Option<u32>,
    slack: f64,
    source: Named,
}

const fn printed(format: FormatId, limit: f64, lost: u32, source: Named) -> Printed {
    Printed { format, limit, lost: Some(lost), slack: 0.0, source }
}

const HARMONIC: [Printed; 10] = [
    Printed { format: FormatId::Fp32, limit: 15.404, lost: Some(2_097_152), slack: 0.0005, source: HIGHAM },
    printed(FormatId::Tf32, 7.085_937_5, 513, BY_FRACTIONS),
    printed(FormatId::Fp16, 7.085_937_5, 513, HIGHAM),
    printed(FormatId::Bf16, 5.0625, 65, HIGHAM),
    printed(FormatId::E3m4, 3.5, 16, BY_FRACTIONS),
    printed(FormatId::E4m3fn, 3.0, 9, BY_FRACTIONS),
    printed(FormatId::E2m3fn, 2.5, 7, BY_FRACTIONS),
    printed(FormatId::E5m2, 2.0, 5, BY_FRACTIONS),
    printed(FormatId::E3m2fn, 2.0, 5, BY_FRACTIONS),
    printed(FormatId::E2m1fn, 2.0, 4, BY_FRACTIONS),
];

const ONES: [Printed; 5] = [
    printed(FormatId::Fp16, 2048.0, 2049, BY_PRECISION),
    printed(FormatId::Bf16, 256.0, 257, BY_PRECISION),
    printed(FormatId::E4m3fn, 16.0, 17, BY_PRECISION),
    printed(FormatId::E5m2, 8.0, 9, BY_PRECISION),
    printed(FormatId::E2m1fn, 4.0, 5, BY_PRECISION),
];

/// The harmonic series.
pub fn harmonic(summed: &Summed) -> Vec<Published> {
    compare(summed, SERIES, &HARMONIC)
}

/// Counting by ones, counting by twos, uniform numbers, and the numbers of Wang et al.: the parts of the experiment in this order.
pub fn swamping(parts: &[Summed]) -> Vec<Published> {
    let [ones, twos, unit, mean_one, ..] = parts else { return Vec::new() };
    let mut rows = compare(ones, OF_ONES, &ONES);
    rows.extend(compare(twos, OF_TWOS, &[printed(FormatId::Fp16, 4096.0, 2049, BY_PRECISION)]));
    // Random terms are lost long before the sum stands still for good, so the first one lost says nothing.
    let random = |format, limit, source| [Printed { format, limit, lost: None, slack: 0.0, source }];
    rows.extend(compare(unit, OF_UNIT, &random(FormatId::Fp16, 2048.0, BY_PRECISION)));
    let wang = mean_one.lanes.first().map(|lane| lane.rule.accumulator);
    if let Some(Accumulator::Format(format)) = wang {
        rows.extend(compare(mean_one, OF_MEAN_ONE, &random(format, 4096.0, WANG)));
    }
    rows
}

fn compare(summed: &Summed, terms: Named, printed: &[Printed]) -> Vec<Published> {
    let row = |printed: &Printed| {
        let is_it = |lane: &&Lane| lane.rule.accumulator == Accumulator::Format(printed.format);
        let lane = summed.lanes.iter().find(is_it)?;
        let stillness = lane.stillness?;
        let count = u64::from(summed.last()?.n);
        let Printed { format, limit, lost, slack, source } = *printed;
        Some(Published {
            terms,
            format,
            limit,
            lost,
            slack,
            source,
            ours: lane.sums.last()?.first,
            ours_lost: stillness.first_lost,
            is_still: 10 * stillness.last_change < 9 * count,
        })
    };
    printed.iter().filter_map(row).collect()
}

impl Published {
    /// Whether ours is the published value; `None` while ours still moves: with more terms one could tell.
    pub fn agrees(&self) -> Option<bool> {
        let same_limit = (self.ours - self.limit).abs() <= self.slack;
        let same_lost = self.lost.is_none() || self.ours_lost == self.lost.map(u64::from);
        if same_limit && same_lost {
            Some(true)
        } else if self.is_still {
            Some(false)
        } else {
            None
        }
    }
}

/// Published beside ours.
pub fn table(rows: &[Published], voice: &dyn Voice) -> Table {
    // Where every row adds the same, the title says what.
    let is_one = rows.windows(2).all(|pair| pair[0].terms == pair[1].terms);
    let mut columns = vec![
        column("terms_added", Word::AccumulateColumnTermsAdded, voice),
        column("format", Word::QuantizeFormat, voice),
        column("limit_published", Word::AccumulateColumnLimitPublished, voice),
        column("limit_ours", Word::AccumulateColumnLimitOurs, voice),
        column("first_term_lost_published", Word::AccumulateColumnLostPublished, voice),
        column("first_term_lost_ours", Word::AccumulateColumnLostOurs, voice),
        column("verdict", Word::AccumulateColumnVerdict, voice),
        column("source", Word::ColumnsSource, voice),
    ];
    let term = |(key, word): Named| Cell::Term { key, label: voice.say(word).to_owned() };
    if is_one {
        columns.remove(0);
    }
    let row = |row: &Published| {
        #[expect(clippy::cast_precision_loss, reason = "a count of at most 2^22")]
        let ours_lost = row.ours_lost.map_or(Cell::Empty, |n| Cell::Number(n as f64));
        let verdict = match row.agrees() {
            Some(true) => ("same", Word::AccumulateTermSame),
            Some(false) => ("differs", Word::AccumulateTermDiffers),
            None => ("still_moving", Word::AccumulateTermStillMoving),
        };
        let mut cells = vec![
            term(row.terms),
            Cell::Text(row.format.name().into()),
            Cell::Number(row.limit),
            Cell::Number(row.ours),
            row.lost.map_or(Cell::Empty, |n| Cell::Number(f64::from(n))),
            if row.lost.is_none() { Cell::Empty } else { ours_lost },
            term(verdict),
            term(row.source),
        ];
        if is_one {
            cells.remove(0);
        }
        cells
    };
    Table { columns, rows: rows.iter().map(row).collect() }
}
