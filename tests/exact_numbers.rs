//! Numbers as they are typed, and values with all their digits, against Python's whole-number arithmetic.

#![expect(clippy::unwrap_used, reason = "a vector that cannot be read is a failed test")]

use octet::numerics::exact::exact;
use octet::numerics::formats::FormatId;
use octet::numerics::real::{Given, Real};
use octet::numerics::rounding::{Conversion, Overflow, Rounding};
use octet::scenario::real_text::{read, typed, written};
use octet::views::bits_words::plain;
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

const VECTORS: &str = include_str!("data/exact_decimals.csv");

/// (format, text, code) of every line.
fn vectors() -> Vec<(FormatId, String, u32)> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(VECTORS.as_bytes());
    let line = |record: csv::StringRecord| {
        let code = u32::from_str_radix(record[2].trim_start_matches("0x"), 16).unwrap();
        (FormatId::from_key(&record[0]).unwrap(), record[1].to_owned(), code)
    };
    reader.records().map(|record| line(record.unwrap())).collect()
}

fn nearest(format: FormatId) -> Conversion {
    Conversion { format, rounding: Rounding::NearestEven, overflow: Overflow::Saturate }
}

#[test]
fn a_typed_number_is_rounded_once() {
    let mut through_a_double = 0;
    let mut count = 0;
    for (format, text, code) in vectors() {
        // A decimal of more than 38 digits is no number that a reader may type.
        let Ok(Given::Real(real)) = read(&text) else { continue };
        assert_eq!(nearest(format).encode(real.to_odd()).code, code, "{text}");
        through_a_double += u32::from(nearest(format).encode(real.nearest()).code != code);
        count += 1;
    }
    // The vectors can tell one rounding from two.
    assert!(200 < count && 20 < through_a_double, "{count} {through_a_double}");
}

#[test]
fn every_digit_is_pythons() {
    let mut count = 0;
    for (_, text, code) in
        vectors().into_iter().filter(|(format, text, _)| *format == FormatId::Fp32 && !text.contains('/'))
    {
        assert_eq!(plain(FormatId::Fp32.spec().decode(code)), text);
        count += 1;
    }
    assert_eq!(count, 129);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5000))]

    /// All digits of a double, read back by the standard library, are the double.
    #[test]
    fn all_digits_read_back(bits in any::<u64>()) {
        let x = f64::from_bits(bits);
        if let Some(exact) = exact(x) {
            prop_assert_eq!(exact.plain().parse::<f64>().unwrap().to_bits(), bits);
        }
    }

    /// Whatever is written is read back, in a link and in a field; and the double is the one the standard library reads.
    #[test]
    fn what_is_written_is_read_back(whole in any::<u64>(), tens in -30_i32..30) {
        let text = format!("{whole}e{tens}");
        let given = read(&text).unwrap();
        prop_assert_eq!(read(&written(given)), Ok(given));
        prop_assert_eq!(read(&typed(given)), Ok(given));
        let Given::Real(real) = given else { panic!("a decimal is no code") };
        prop_assert_eq!(real.nearest().to_bits(), text.parse::<f64>().unwrap().to_bits());
    }

    /// No text stops the program, and what is read settles.
    #[test]
    fn any_text_is_read_or_refused(text in "[0-9a-fx.eE+~/*^p_ ,-]{0,24}") {
        if let Ok(given) = read(&text) {
            prop_assert_eq!(read(&written(given)), Ok(given));
        }
    }

    /// Rounded to odd, a number is the double or lies beside it.
    #[test]
    fn the_odd_double_is_next_to_the_nearest(over in 1_u64..1 << 53, under in 1_u64..1 << 53) {
        let real = Real::ratio(octet::numerics::layout::Sign::Plus, over, under).unwrap();
        let apart = real.nearest().to_bits().abs_diff(real.to_odd().to_bits());
        prop_assert_eq!(apart < 2, true);
        prop_assert_eq!(apart == 1 || real.rest() == 0.0 || real.to_odd().to_bits() & 1 == 1, true);
    }
}
