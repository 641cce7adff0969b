//! Where libraries differ: the same number, the same format, another code.
//!
//! Source: `ml_dtypes` 0.6.0 and `PyTorch` 2.15 on the CPU (`Tensor.to`; pull request 178817 for E4M3FN), run with FP32 input; the CUDA Math
//! API and its headers `cuda_fp8`, `cuda_fp6`, `cuda_fp4`, whose constructors saturate by default.

use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::numerics::formats::{FormatId, Specials};
use crate::numerics::layout::power_of_two;
use crate::numerics::rounding::{Conversion, Overflow, Rounding};
use crate::numerics::storing::halfway_houses;
use crate::scenario::bits::Bits;

/// One case in which they may differ.
#[derive(Clone, Copy, Debug)]
pub struct Difference {
    /// Its name for machines.
    pub key: &'static str,
    /// What goes in.
    pub case: Word,
    /// The formats it is about.
    about: fn(FormatId) -> bool,
    /// Whether the reader's number is such a case.
    meets: fn(&Bits) -> bool,
    /// What this page does, saturating and not.
    pub here: Word,
    /// What `ml_dtypes` does.
    pub ml_dtypes: Word,
    /// What `PyTorch` does.
    pub pytorch: Word,
    /// What CUDA does.
    pub cuda: Word,
}

static DIFFERENCES: &[Difference] = &[
    Difference {
        key: "e4m3fn_overflow",
        case: Word::LibrariesCaseOverflow,
        about: |format| format == FormatId::E4m3fn,
        meets: |bits| overflows(bits) && number(bits).is_finite(),
        here: Word::LibrariesMaxOrNan,
        ml_dtypes: Word::LibrariesNanSigned,
        pytorch: Word::LibrariesMaxSince212,
        cuda: Word::LibrariesMax,
    },
    Difference {
        key: "e4m3fn_infinity",
        case: Word::LibrariesCaseInfinity,
        about: |format| format == FormatId::E4m3fn,
        meets: |bits| number(bits).is_infinite(),
        here: Word::LibrariesMaxOrNan,
        ml_dtypes: Word::LibrariesNanPlain,
        pytorch: Word::LibrariesMax,
        cuda: Word::LibrariesMax,
    },
    Difference {
        key: "e5m2_overflow",
        case: Word::LibrariesCaseBeyond,
        about: |format| format == FormatId::E5m2,
        meets: |bits| overflows(bits) || number(bits).is_infinite(),
        here: Word::LibrariesMaxOrInf,
        ml_dtypes: Word::LibrariesInf,
        pytorch: Word::LibrariesInf,
        cuda: Word::LibrariesMaxOrInf,
    },
    Difference {
        key: "fnuz_overflow",
        case: Word::LibrariesCaseBeyond,
        about: |format| format.spec().specials == Specials::UnsignedZero,
        meets: |bits| overflows(bits) || number(bits).is_infinite(),
        here: Word::LibrariesFnuzHere,
        ml_dtypes: Word::LibrariesFnuzNan,
        pytorch: Word::LibrariesFnuzNan,
        cuda: Word::LibrariesNotOffered,
    },
    Difference {
        key: "e4m3fn_nan",
        case: Word::LibrariesCaseNan,
        about: |format| format == FormatId::E4m3fn,
        meets: |bits| number(bits).is_nan(),
        here: Word::Libraries7fOrFf,
        ml_dtypes: Word::Libraries7fOrFf,
        pytorch: Word::Libraries7fOrFf,
        cuda: Word::LibrariesAlways7f,
    },
    Difference {
        key: "e5m2_nan",
        case: Word::LibrariesCaseNan,
        about: |format| format == FormatId::E5m2,
        meets: |bits| number(bits).is_nan(),
        here: Word::Libraries7eOrFe,
        ml_dtypes: Word::Libraries7eOrFe,
        pytorch: Word::Libraries7fOrFf,
        cuda: Word::LibrariesAlways7f,
    },
    Difference {
        key: "small_nan",
        case: Word::LibrariesCaseNan,
        about: |format| matches!(format, FormatId::E3m2fn | FormatId::E2m3fn | FormatId::E2m1fn),
        meets: |bits| number(bits).is_nan(),
        here: Word::LibrariesOtherZero,
        ml_dtypes: Word::LibrariesOtherZero,
        pytorch: Word::LibrariesNoCast,
        cuda: Word::LibrariesPlusMax,
    },
    Difference {
        key: "negative_zero",
        case: Word::LibrariesCaseMinusZero,
        about: |format| format.spec().has_sign() && format.spec().bits() <= 8 && !matches!(format, FormatId::Custom(_)),
        meets: |bits| number(bits).to_bits() == (-0.0_f64).to_bits(),
        here: Word::LibrariesKeptUnlessUz,
        ml_dtypes: Word::LibrariesKeptUnlessUz,
        pytorch: Word::LibrariesKeptUnlessUz,
        cuda: Word::LibrariesKept,
    },
    Difference {
        key: "e8m0_zero",
        case: Word::LibrariesCaseZero,
        about: is_scale,
        meets: |bits| number(bits) == 0.0,
        here: Word::LibrariesNanPlain,
        ml_dtypes: Word::LibrariesNanPlain,
        pytorch: Word::LibrariesSmallest,
        cuda: Word::LibrariesSmallest,
    },
    Difference {
        key: "e8m0_negative",
        case: Word::LibrariesCaseNegative,
        about: is_scale,
        meets: |bits| number(bits) < 0.0,
        here: Word::LibrariesNanPlain,
        ml_dtypes: Word::LibrariesNanPlain,
        pytorch: Word::LibrariesWithoutSign,
        cuda: Word::LibrariesWithoutSign,
    },
    Difference {
        key: "e8m0_between",
        case: Word::LibrariesCaseBetween,
        about: is_scale,
        meets: |bits| 0.0 < number(bits) && number(bits) < power_of_two(127) && rounded(bits, bits.overflow).2,
        here: Word::LibrariesTieUp,
        ml_dtypes: Word::LibrariesTieUp,
        pytorch: Word::LibrariesTieUp,
        cuda: Word::LibrariesRzRp,
    },
    Difference {
        key: "e8m0_beyond",
        case: Word::LibrariesCaseBeyondScale,
        about: is_scale,
        meets: |bits| 1.5 * power_of_two(127) <= number(bits),
        here: Word::LibrariesScaleHere,
        ml_dtypes: Word::LibrariesNanPlain,
        pytorch: Word::LibrariesNanPlain,
        cuda: Word::LibrariesScaleCuda,
    },
    Difference {
        key: "e8m0_lowest",
        case: Word::LibrariesCaseLowest,
        about: is_scale,
        meets: |bits| power_of_two(-127) < number(bits) && number(bits) < 1.5 * power_of_two(-127),
        here: Word::LibrariesNearer,
        ml_dtypes: Word::LibrariesCodeOne,
        pytorch: Word::LibrariesCodeOne,
        cuda: Word::LibrariesRzRp,
    },
    Difference {
        key: "double_rounding",
        case: Word::LibrariesCaseDouble,
        about: |format| format.spec().bits() <= 8 && !matches!(format, FormatId::Custom(_)) && !is_scale(format),
        meets: |bits| {
            let code = |way| bits.sent().store_by_way_of(way, bits.format(), bits.overflow).code;
            let direct = bits.sent().store(bits.format(), bits.overflow).code;
            halfway_houses(bits.format()).any(|way| way == FormatId::Fp32 && code(way) != direct)
        },
        here: Word::LibrariesOnce,
        ml_dtypes: Word::LibrariesViaFp32,
        pytorch: Word::LibrariesViaFp32,
        cuda: Word::LibrariesOnceDouble,
    },
];

/// The cases of the format on show, and whether the reader's number is one.
pub fn differences(bits: &Bits) -> Vec<(&'static Difference, bool)> {
    let about = |difference: &&Difference| (difference.about)(bits.format());
    DIFFERENCES.iter().filter(about).map(|difference| (difference, (difference.meets)(bits))).collect()
}

/// The cases as a table; `None` where none is known.
pub fn libraries_table(bits: &Bits, voice: &dyn Voice) -> Option<Table> {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![
        column("case", Word::LibrariesCase),
        column("here", Word::LibrariesHere),
        column("ml_dtypes", Word::LibrariesMlDtypes),
        column("pytorch", Word::LibrariesPytorch),
        column("cuda", Word::LibrariesCuda),
        column("met", Word::LibrariesMet),
    ];
    // A program has one behaviour in every language: the key of the message says which.
    let term =
        |word: Word| Cell::Term { key: word.key().trim_start_matches("libraries."), label: voice.say(word).to_owned() };
    let row = |(difference, meets): (&'static Difference, bool)| {
        let met = if meets { ("yes", Word::BitsYes) } else { ("no", Word::BitsNo) };
        let case = Cell::Term { key: difference.key, label: voice.say(difference.case).to_owned() };
        let says = [difference.here, difference.ml_dtypes, difference.pytorch, difference.cuda].map(term);
        let met = Cell::Term { key: met.0, label: voice.say(met.1).to_owned() };
        [case].into_iter().chain(says).chain([met]).collect()
    };
    let rows: Vec<Vec<Cell>> = differences(bits).into_iter().map(row).collect();
    (!rows.is_empty()).then_some(Table { columns, rows })
}

fn number(bits: &Bits) -> f64 {
    bits.given.to_odd(bits.format())
}

/// Code, whether it overflowed, whether it is inexact.
fn rounded(bits: &Bits, overflow: Overflow) -> (u32, bool, bool) {
    let rule = Conversion { format: bits.format(), rounding: Rounding::NearestEven, overflow };
    let rounded = rule.encode(number(bits));
    (rounded.code, rounded.flags.overflow, rounded.flags.inexact)
}

fn overflows(bits: &Bits) -> bool {
    rounded(bits, Overflow::Saturate).1
}

fn is_scale(format: FormatId) -> bool {
    format.spec().specials == Specials::Scale
}

#[cfg(test)]
mod tests {
    use super::differences;
    use crate::numerics::formats::FormatId;
    use crate::scenario::bits::{Bits, Pick};
    use crate::scenario::real_text::read;

    /// The cases that a number is, by name.
    fn check(format: FormatId, number: &str, expect: &[&str]) {
        let bits = Bits { given: read(number).unwrap(), pick: Pick::Named(format), ..Bits::default() };
        let met: Vec<&str> =
            differences(&bits).into_iter().filter(|(_, meets)| *meets).map(|(difference, _)| difference.key).collect();
        assert_eq!(met, expect, "{format:?} {number}");
    }

    #[test]
    fn a_number_meets_its_cases() {
        check(FormatId::E4m3fn, "464", &[]);
        check(FormatId::E4m3fn, "465", &["e4m3fn_overflow"]);
        check(FormatId::E4m3fn, "-inf", &["e4m3fn_infinity"]);
        check(FormatId::E4m3fn, "nan", &["e4m3fn_nan"]);
        check(FormatId::E4m3fn, "-0", &["negative_zero"]);
        check(FormatId::E4m3fn, "1.06250000000001", &["double_rounding"]);
        check(FormatId::E5m2, "65504", &["e5m2_overflow"]);
        check(FormatId::E4m3fnuz, "inf", &["fnuz_overflow"]);
        check(FormatId::E2m1fn, "nan", &["small_nan"]);
        check(FormatId::E8m0fnu, "0", &["e8m0_zero"]);
        check(FormatId::E8m0fnu, "-2", &["e8m0_negative"]);
        check(FormatId::E8m0fnu, "3", &["e8m0_between"]);
        check(FormatId::E8m0fnu, "3e38", &["e8m0_beyond"]);
        check(FormatId::E8m0fnu, "1.25*2^-127", &["e8m0_between", "e8m0_lowest"]);
        check(FormatId::Fp32, "1e39", &[]);
    }
}
