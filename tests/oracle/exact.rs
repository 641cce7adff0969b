//! Against exact fractions over the list of a format's values: every rounding, from `f64`, both overflow modes
//! (`scripts/oracle_exact.py`).

use crate::{check_same, hexadecimal, records};
use octet::numerics::formats::FormatId;
use octet::numerics::rng::Stream;
use octet::numerics::rounding::{Conversion, Overflow, Rounding};
use octet::numerics::slices::encode;
use std::collections::BTreeSet;

/// The codes of a cell, without and with saturation: `7f/7e`, or one for both.
fn codes(cell: &str) -> [u32; 2] {
    let (plain, saturated) = cell.split_once('/').unwrap_or((cell, cell));
    [plain, saturated].map(hexadecimal)
}

#[test]
fn f64_into_every_format_agrees_with_exact_fractions() {
    let records = records(include_str!("../data/exact_rounding.csv"));
    let formats: BTreeSet<&str> = records.iter().map(|record| &record[0]).collect();
    assert!(FormatId::ALL.iter().all(|format| *format == FormatId::Fp32 || formats.contains(format.key())));
    assert!(2500 < records.len() && FormatId::ALL.len() + 8 < formats.len(), "made-up formats are among them");
    for record in &records {
        let format = FormatId::from_name(&record[0]).unwrap();
        let x = f64::from_bits(u64::from_str_radix(&record[1], 16).unwrap());
        let word = hexadecimal(&record[2]);
        for (rounding, cell) in Rounding::ALL.into_iter().zip(record.iter().skip(3)) {
            for (overflow, expect) in [Overflow::NonSaturate, Overflow::Saturate].into_iter().zip(codes(cell)) {
                let rule = Conversion { format, rounding, overflow };
                check_same(format, rule.encode_with(x, word).code, expect, &(record, rounding, overflow));
                check_slice(rule, x, expect);
            }
        }
    }
}

/// Slices hold `f32` and draw their own words: the values that are one, and the roundings that take none.
fn check_slice(rule: Conversion, x: f64, expect: u32) {
    #[expect(clippy::cast_possible_truncation, reason = "that it loses nothing is what is asked")]
    let narrow = x as f32;
    if f64::from(narrow).to_bits() == x.to_bits() && rule.rounding != Rounding::Stochastic {
        let mut code = encode(rule, &[narrow], &mut Stream::new(1));
        code.resize(4, 0);
        let code = u32::from_le_bytes(code.try_into().unwrap()) >> rule.format.spec().storage_shift();
        check_same(rule.format, code, expect, &(narrow, rule));
    }
}
