//! Dates inside sentences, in the reader's language; tables and links keep `2025-06`.

use crate::charts::voice::{Voice, fill};
use crate::charts::words::Word;
use crate::economy::dates::YearMonth;

const MONTHS: [Word; 12] = [
    Word::DatesJanuary,
    Word::DatesFebruary,
    Word::DatesMarch,
    Word::DatesApril,
    Word::DatesMay,
    Word::DatesJune,
    Word::DatesJuly,
    Word::DatesAugust,
    Word::DatesSeptember,
    Word::DatesOctober,
    Word::DatesNovember,
    Word::DatesDecember,
];

/// A date as one says it: `June 2025`, or `2024` where no month is known.
pub fn spoken(date: YearMonth, voice: &dyn Voice) -> String {
    let year = date.year.to_string();
    let month = date.month.and_then(|month| MONTHS.get(usize::from(month).checked_sub(1)?));
    match month {
        Some(month) => {
            fill(voice.say(Word::DatesMonthOfYear), &[("month", voice.say(*month)), ("year", year.as_str())])
        }
        None => year,
    }
}

#[cfg(test)]
mod tests {
    use super::spoken;
    use crate::charts::voice::{NumberStyle, PlainVoice, Voice};
    use crate::charts::words::Word;
    use crate::economy::dates::YearMonth;

    /// A voice that knows one month.
    struct Brief;

    impl Voice for Brief {
        fn say(&self, word: Word) -> &'static str {
            match word.key() {
                "dates.month_of_year" => "{month} {year}",
                "dates.june" => "June",
                other => other,
            }
        }

        fn number(&self, value: f64, style: NumberStyle) -> String {
            PlainVoice.number(value, style)
        }
    }

    #[test]
    fn months_are_named_where_they_are_known() {
        assert_eq!(spoken(YearMonth::month(2025, 6), &Brief), "June 2025");
        assert_eq!(spoken(YearMonth::month(2024, 12), &Brief), "dates.december 2024");
        assert_eq!(spoken(YearMonth::end_of(2024), &Brief), "2024");
    }
}
