//! A knob's words: its name, its unit, and its value as it is spoken. For the controls and for sentences about settings.

use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::numerics::decimal_text;
use crate::scenario::knobs::{Knob, Unit};
use crate::scenario::slider::field_from_value;
use crate::scenario::value::Value;

/// What a knob is called.
pub fn knob_name(key: &'static str, voice: &dyn Voice) -> &'static str {
    voice.named("knobs", key).map_or(key, |name| voice.say(name))
}

/// The word of a unit, if it has one.
pub fn unit_word(unit: Unit) -> Option<Word> {
    match unit {
        Unit::None | Unit::CalendarYear => None,
        Unit::Percent => Some(Word::UnitsPercent),
        Unit::PercentPerYear => Some(Word::UnitsPercentPerYear),
        Unit::Times => Some(Word::UnitsTimes),
        Unit::BillionRmb => Some(Word::UnitsBillionRmb),
        Unit::BillionRmbPerEflops => Some(Word::UnitsBillionRmbPerEflops),
        Unit::TrillionRmb => Some(Word::UnitsTrillionRmb),
        Unit::Eflops => Some(Word::UnitsEflops),
        Unit::MegawattsPerEflops => Some(Word::UnitsMegawattsPerEflops),
        Unit::Gigawatts => Some(Word::UnitsGigawatts),
        Unit::GigabytesPerSecond => Some(Word::UnitsGigabytesPerSecond),
        Unit::Years => Some(Word::UnitsYears),
    }
}

/// A value as it is spoken: its number in the reader's language, with its unit.
pub fn spoken(knob: &'static Knob, value: &Value, voice: &dyn Voice) -> String {
    let number = field_from_value(knob.unit, value);
    let written = match decimal_text::read(&number) {
        Some(parsed) if knob.unit != Unit::CalendarYear && knob.key != "seed" => {
            voice.number(parsed, NumberStyle::Significant { digits: 6 })
        }
        Some(_) | None => number,
    };
    match unit_word(knob.unit) {
        Some(unit) => format!("{written} {}", voice.say(unit)),
        None => written,
    }
}

#[cfg(test)]
mod tests {
    use super::{knob_name, spoken};
    use crate::charts::voice::PlainVoice;
    use crate::charts::words::Word;
    use crate::scenario::knobs::knob;
    use crate::scenario::value::Value;
    use crate::scenario::view::View;

    #[test]
    fn values_are_spoken_with_their_units() {
        let growth = knob(View::Economy, "gdpgrowth").unwrap();
        assert_eq!(spoken(growth, &Value::Number(0.0417), &PlainVoice), "4.17 units.percent_per_year");
        let year = knob(View::Economy, "year").unwrap();
        assert_eq!(spoken(year, &Value::Whole(2035), &PlainVoice), "2035");
        assert_eq!(knob_name("demand", &PlainVoice), Word::KnobsDemand.key());
    }
}
