//! Checks on eight bits: what FP8 does to a chip's peak rate, to the bytes moved, and what a byte is made of.
//!
//! Units: TFLOPS of one chip (peak, dense), bits. By hand: 1979 / 989.4 = 2.0; 1 − 8 / 16 = 50 %; 1 + 4 + 3 = 8.

use crate::economy::checks::amount::{Amount, Unit};
use crate::economy::checks::{Against, Check, Operation, Origin, Term, printed};
use crate::economy::facts::named::{
    B200_FP8_TFLOPS, B200_FP8_TFLOPS_CITED, B200_FP16_TFLOPS, B200_FP16_TFLOPS_CITED, H100_FP8_TFLOPS,
    H100_FP8_TFLOPS_CITED, H100_FP16_TFLOPS, H100_FP16_TFLOPS_CITED, H200_FP8_TFLOPS, H200_FP8_TFLOPS_CITED,
    H200_FP16_TFLOPS, H200_FP16_TFLOPS_CITED,
};
use crate::economy::facts::printed::{Cited, Printed};
use crate::numerics::formats::{FormatId, Specials};
use crate::units::{Multiple, Share};

/// Every check on precision.
pub fn checks() -> Vec<Check> {
    let (h100, h100_cited) = ((H100_FP8_TFLOPS, H100_FP16_TFLOPS), (&H100_FP8_TFLOPS_CITED, &H100_FP16_TFLOPS_CITED));
    let (h200, h200_cited) = ((H200_FP8_TFLOPS, H200_FP16_TFLOPS), (&H200_FP8_TFLOPS_CITED, &H200_FP16_TFLOPS_CITED));
    let (b200, b200_cited) = ((B200_FP8_TFLOPS, B200_FP16_TFLOPS), (&B200_FP8_TFLOPS_CITED, &B200_FP16_TFLOPS_CITED));
    let less = "fp8_less_bandwidth";
    let all = [
        peak("peak_h100", h100, h100_cited),
        peak("peak_h200", h200, h200_cited),
        peak("peak_b200", b200, b200_cited),
        saving("saved_against_fp16", (FormatId::E4m3fn, FormatId::Fp16), printed(less)),
        saving("saved_against_fp32", (FormatId::E4m3fn, FormatId::Fp32), Against::Nothing),
        Some(width("width_e4m3", FormatId::E4m3fn)),
        Some(width("width_e5m2", FormatId::E5m2)),
        Some(width("width_ue8m0", FormatId::E8m0fnu)),
    ];
    all.into_iter().flatten().collect()
}

/// How much faster a chip's peak is in FP8 than in FP16: a ratio of two precisions of one machine, which is what is asked for.
fn peak(step: &'static str, (fp8, fp16): (Printed, Printed), (cited8, cited16): (&Cited, &Cited)) -> Option<Check> {
    Some(Check {
        claim: "fp8_double_performance",
        step,
        terms: vec![
            Term::row(Amount { value: fp8.number, unit: Unit::TflopsFp8 }, cited8),
            Term::row(Amount { value: fp16.number, unit: Unit::TflopsFp16 }, cited16),
        ],
        operation: Operation::Quotient,
        result: Amount::times(Multiple::new(fp8.number / fp16.number).ok()?),
        against: printed("fp8_double_performance"),
    })
}

/// The part of the data that a narrower format saves.
fn saving(step: &'static str, (narrow, wide): (FormatId, FormatId), against: Against) -> Option<Check> {
    let saved = Share::new(1.0 - f64::from(bits(narrow)) / f64::from(bits(wide))).ok()?;
    Some(Check {
        claim: "fp8_less_bandwidth",
        step,
        terms: [narrow, wide].map(|format| defined(bits(format), format)).into(),
        operation: Operation::Saving,
        result: Amount::share(saved),
        against,
    })
}

/// Sign, exponent and mantissa of a format, added up.
fn width(step: &'static str, format: FormatId) -> Check {
    let spec = format.spec();
    let fields = [sign_bits(format), spec.exponent_bits, spec.mantissa_bits];
    Check {
        claim: "fp8_8_bits",
        step,
        terms: fields.map(|bits| defined(bits, format)).into(),
        operation: Operation::Sum,
        result: Amount::bits(bits(format)),
        against: printed("fp8_8_bits"),
    }
}

fn defined(bits: u32, format: FormatId) -> Term {
    Term { amount: Amount::bits(bits), origin: Origin::Format(format) }
}

/// Scales have no sign.
fn sign_bits(format: FormatId) -> u32 {
    u32::from(format.spec().specials != Specials::Scale)
}

fn bits(format: FormatId) -> u32 {
    let spec = format.spec();
    sign_bits(format) + spec.exponent_bits + spec.mantissa_bits
}

#[cfg(test)]
mod tests {
    use super::checks;
    use crate::economy::checks::Agreement;

    #[test]
    fn each_step_by_hand() {
        let all = checks();
        let mut seen = 0;
        let mut check = |step: &str, value: f64, agreement: Agreement| {
            let found = all.iter().find(|check| check.step == step).unwrap_or_else(|| panic!("{step}"));
            assert!((found.result.value - value).abs() < 5e-4 * value, "{step}: {:?}", found.result);
            assert_eq!(found.agreement(), agreement, "{step}");
            seen += 1;
        };
        check("peak_h100", 2.0002, Agreement::Agrees); // 1979 / 989.4
        check("peak_h200", 2.0002, Agreement::Agrees); // 1979 / 989.4
        check("peak_b200", 2.0, Agreement::Agrees); // 4500 / 2250
        check("saved_against_fp16", 50.0, Agreement::Agrees); // 1 − 8 / 16
        check("saved_against_fp32", 75.0, Agreement::NotPrinted); // 1 − 8 / 32
        check("width_e4m3", 8.0, Agreement::Agrees); // 1 + 4 + 3
        check("width_e5m2", 8.0, Agreement::Agrees); // 1 + 5 + 2
        check("width_ue8m0", 8.0, Agreement::Agrees); // 0 + 8 + 0
        assert_eq!(seen, all.len());
    }
}
