//! Where each format is precise: the distance between neighbouring values against their size, all formats in one picture.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Figure, Mark};
use crate::charts::ink::{Ink, Marker};
use crate::charts::table::{Cell, Column, Table};
use crate::charts::ticks::Ticks;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::numerics::formats::{Format, FormatId, Specials};
use crate::numerics::layout::power_of_two;
use crate::scenario::bits::Bits;
use crate::views::bits_words::value;

/// The figure.
pub fn spacings(bits: &Bits, voice: &dyn Voice) -> Figure {
    let lines: Vec<(FormatId, Vec<(f64, f64)>)> =
        bits.formats().map(|format| (format, steps(&format.spec()))).collect();
    let all = || lines.iter().filter(|(format, _)| sets_the_window(*format, bits)).flat_map(|(_, points)| points);
    let mark = |(format, points): &(FormatId, Vec<(f64, f64)>)| {
        let ink = Ink::Format(*format);
        Mark::Line { name: format.name().into(), ink, dash: ink.dash(), marker: Marker::None, points: points.clone() }
    };
    let row = bits.format().spec();
    let values = [
        ("format", row.name.as_str()),
        ("max", &value(row.max_finite(), voice)),
        ("at_max", &value(row.spacing(row.max_code()), voice)),
        ("normal", &voice.number(row.min_normal(), NumberStyle::Power2)),
        ("least", &voice.number(row.min_subnormal(), NumberStyle::Power2)),
        ("epsilon", &voice.number(row.epsilon(), NumberStyle::Power2)),
    ];
    let axis = |points: Vec<f64>, word| {
        Axis::around(Scale::Log2, points, voice.say(word)).with_ticks(Ticks::Styled(NumberStyle::Power2))
    };
    Figure {
        id: "bits-spacing",
        title: voice.say(Word::BitsSpacingTitle).to_owned(),
        summary: fill(voice.say(Word::BitsSpacingSummary), &values),
        caption: voice.say(Word::BitsSpacingCaption).to_owned(),
        x: axis(all().map(|point| point.0).collect(), Word::AxesMagnitude),
        y: axis(all().map(|point| point.1).collect(), Word::BitsColumnSpacing),
        marks: lines.iter().map(mark).collect(),
        table: table(&lines, voice),
    }
}

/// Whether the window is as wide as the format: the format on show, and all with no more range than FP16. With FP32's 254 binades
/// across, the formats of eight bits would be a smudge in the middle; wider formats run through the window from edge to edge.
fn sets_the_window(format: FormatId, bits: &Bits) -> bool {
    format == bits.format() || format.spec().exponent_bits <= FormatId::Fp16.spec().exponent_bits
}

/// The spacing from the smallest value to the largest: level within a binade, doubled from one to the next.
fn steps(format: &Format) -> Vec<(f64, f64)> {
    if format.specials == Specials::Scale {
        let binades = format.min_exponent()..=format.max_exponent();
        return binades.map(|exponent| (power_of_two(exponent), power_of_two(exponent))).collect();
    }
    let least = format.min_subnormal();
    let mut points = vec![(least, least)];
    for exponent in format.min_exponent()..=format.max_exponent() {
        let spacing = power_of_two(exponent - format.mantissa_width());
        points.push((power_of_two(exponent), spacing));
        points.push(((2.0 * power_of_two(exponent)).min(format.max_finite()), spacing));
    }
    // A binade that the special codes leave with one value only is a point, not a step.
    points.dedup();
    points
}

fn table(lines: &[(FormatId, Vec<(f64, f64)>)], voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![
        column("format", Word::BitsColumnFormat),
        column("size", Word::AxesMagnitude),
        column("spacing", Word::BitsColumnSpacing),
    ];
    let row = |format: FormatId, point: &(f64, f64)| {
        vec![Cell::Text(format.name().to_lowercase()), Cell::Number(point.0), Cell::Number(point.1)]
    };
    let rows = lines.iter().flat_map(|(format, points)| points.iter().map(|point| row(*format, point))).collect();
    Table { columns, rows }
}

#[cfg(test)]
mod tests {
    use super::steps;
    use crate::numerics::formats::{Custom, FormatId, Specials};

    #[test]
    fn steps_double_from_binade_to_binade() {
        let e2m1 = steps(&FormatId::E2m1fn.spec());
        assert_eq!(e2m1, [(0.5, 0.5), (1.0, 0.5), (2.0, 0.5), (2.0, 1.0), (4.0, 1.0), (4.0, 2.0), (6.0, 2.0)]);
        let e4m3fn = steps(&FormatId::E4m3fn.spec());
        assert_eq!(e4m3fn.last(), Some(&(448.0, 32.0)));
        assert_eq!(steps(&FormatId::E8m0fnu.spec()).len(), 255);
        let own = Custom::new(1, 3, Specials::Finite).map(FormatId::Custom).unwrap();
        assert!(steps(&own.spec()).windows(2).all(|pair| pair[0].0 <= pair[1].0 && pair[0].1 <= pair[1].1));
    }
}
