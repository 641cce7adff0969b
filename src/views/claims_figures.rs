//! How many statements came out how: a bar for each verdict, the chosen one told apart.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{BarStyle, Bin, Figure, Mark};
use crate::charts::ink::Ink;
use crate::charts::table::{Cell, Column, Table};
use crate::charts::ticks::Ticks;
use crate::charts::voice::{Voice, fill};
use crate::charts::words::Word;
use crate::economy::facts::claims::{Verdict, claims};
use crate::scenario::claims::{Claims, Pile};
use crate::views::claims_words::{pile_word, sign, verdict_word};

/// The verdicts, best first, as the bars stand.
const VERDICTS: [Verdict; 4] =
    [Verdict::Confirmed, Verdict::ConfirmedWithCaveat, Verdict::Contradicted, Verdict::Unverified];

/// How many statements lie on a pile.
pub fn count(pile: Pile) -> usize {
    claims().iter().filter(|claim| pile.takes(claim.verdict)).count()
}

/// A sentence with the number on every pile.
pub fn tallied(word: Word, voice: &dyn Voice) -> String {
    let [all, confirmed, caveat, contradicted, unverified] = Pile::ALL.map(|pile| count(pile).to_string());
    let values = [
        ("count", &all),
        ("confirmed", &confirmed),
        ("caveat", &caveat),
        ("contradicted", &contradicted),
        ("unverified", &unverified),
    ];
    fill(voice.say(word), &values.map(|(name, value)| (name, value.as_str())))
}

/// The picture and its table.
pub fn verdicts(settings: &Claims, voice: &dyn Voice) -> Figure {
    let height = |verdict| f64::from(u8::try_from(count(Pile::of(verdict))).unwrap_or(u8::MAX));
    let bars: Vec<(Verdict, f64, f64)> =
        VERDICTS.into_iter().zip(0_u8..).map(|(verdict, at)| (verdict, f64::from(at), height(verdict))).collect();
    let mark = |name: &'static str, ink, is_chosen: bool| {
        let ours = bars.iter().filter(|(verdict, ..)| settings.pile.takes(*verdict) == is_chosen);
        let bins: Vec<Bin> = ours.map(|(_, at, value)| Bin { from: at - 0.3, to: at + 0.3, value: *value }).collect();
        (!bins.is_empty()).then(|| Mark::Bars { name: name.to_owned(), ink, style: BarStyle::Filled, bins })
    };
    let axis = voice.say(Word::ClaimsColumnCount);
    let chosen = if settings.pile == Pile::All { axis } else { voice.say(pile_word(settings.pile)) };
    let note = |(_, at, value): &(Verdict, f64, f64)| Mark::Note { x: *at, y: *value, text: format!("{value}") };
    let marks =
        [mark(chosen, Ink::Accent, true), mark(voice.say(Word::ClaimsOthers), Ink::Faint, false)].into_iter().flatten();
    let tick = |(verdict, at, _): &(Verdict, f64, f64)| (*at, label(*verdict, voice));
    let top = bars.iter().map(|(.., value)| *value).fold(1.0, f64::max) * 1.25;
    Figure {
        id: "claims-verdicts",
        title: tallied(Word::ClaimsFigureTitle, voice),
        summary: tallied(Word::ClaimsFigureSummary, voice),
        caption: voice.say(Word::ClaimsFigureCaption).to_owned(),
        x: Axis::new(Scale::Linear, -0.5, 3.5, "").with_ticks(Ticks::Named(bars.iter().map(tick).collect())),
        y: Axis::new(Scale::Linear, 0.0, top, axis),
        marks: marks.chain(bars.iter().map(note)).collect(),
        table: table(&bars, voice),
    }
}

/// The sign and the word of a verdict.
fn label(verdict: Verdict, voice: &dyn Voice) -> String {
    format!("{} {}", sign(verdict), voice.say(verdict_word(verdict)))
}

fn table(bars: &[(Verdict, f64, f64)], voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![column("verdict", Word::ClaimsColumnVerdict), column("statements", Word::ClaimsColumnCount)];
    let row = |(verdict, _, value): &(Verdict, f64, f64)| {
        let label = voice.say(verdict_word(*verdict)).to_owned();
        vec![Cell::Term { key: verdict.label(), label }, Cell::Number(*value)]
    };
    Table { columns, rows: bars.iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::{VERDICTS, count, verdicts};
    use crate::charts::figure::Mark;
    use crate::charts::voice::PlainVoice;
    use crate::economy::facts::claims::claims;
    use crate::scenario::claims::{Claims, Pile};

    #[test]
    fn the_piles_make_up_the_whole() {
        assert_eq!(VERDICTS.iter().map(|verdict| count(Pile::of(*verdict))).sum::<usize>(), claims().len());
        assert_eq!(count(Pile::All), claims().len());
    }

    #[test]
    fn every_bar_is_drawn_once_whatever_is_chosen() {
        for pile in Pile::ALL {
            let figure = verdicts(&Claims { pile, ..Claims::default() }, &PlainVoice);
            let bins = |mark: &Mark| if let Mark::Bars { bins, .. } = mark { bins.len() } else { 0 };
            assert_eq!(figure.marks.iter().map(bins).sum::<usize>(), 4, "{pile:?}");
        }
    }
}
