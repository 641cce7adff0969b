//! THE format table: one row per number format, and the formats that a reader makes up; everything else about a format is derived
//! from its row (`numerics::layout`).
//!
//! Sources: IEEE 754-2019 for binary32 and binary16; OCP "8-bit Floating Point Specification (OFP8)" 1.0 for E4M3FN and E5M2; OCP
//! "Microscaling Formats (MX)" 1.0 for the formats below 8 bits and for E8M0; the `StableHLO` RFC 20230321 for the FNUZ formats.
//! Format names carry LLVM's suffixes: F "finite only", N "NaN encoded in its own way", UZ "unsigned zero". "E4M3" alone is
//! ambiguous: papers and hardware mean E4M3FN, while LLVM and `ml_dtypes` call the IEEE-style format so; here E4M3 is always the latter.

use serde::{Deserialize, Serialize};

use crate::numerics::format_name::Name;

/// A number format: the closed list, and room for one that the reader makes up.
///
/// A new format is a new variant here, a word in [`key`](Self::key) and a new row in [`FORMATS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FormatId {
    /// IEEE 754 binary32, "single".
    Fp32,
    /// NVIDIA's 19-bit format for matrix units: the range of FP32, the precision of FP16.
    Tf32,
    /// bfloat16: the upper half of a binary32.
    Bf16,
    /// IEEE 754 binary16, "half".
    Fp16,
    /// OCP 8-bit format with five exponent bits, infinities and NaN.
    E5m2,
    /// OCP 8-bit format with four exponent bits, no infinity, one NaN per sign.
    E4m3fn,
    /// The IEEE-style format with four exponent bits: infinities and NaN in the topmost binade.
    E4m3,
    /// Four exponent bits, bias 8, one NaN in the place of the negative zero.
    E4m3fnuz,
    /// Five exponent bits, bias 16, one NaN in the place of the negative zero.
    E5m2fnuz,
    /// Four exponent bits, bias 11, one NaN in the place of the negative zero.
    E4m3b11fnuz,
    /// The IEEE-style format with three exponent bits.
    E3m4,
    /// OCP FP6 with three exponent bits; finite only.
    E3m2fn,
    /// OCP FP6 with two exponent bits; finite only.
    E2m3fn,
    /// OCP FP4; finite only.
    E2m1fn,
    /// OCP's format of shared scales: powers of two and NaN, no sign, no zero. Also written UE8M0.
    E8m0fnu,
    /// A format that the reader made up.
    Custom(Custom),
}

/// What the topmost codes, and the code of the negative zero, stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Specials {
    /// As IEEE 754: exponent field all ones and mantissa zero is an infinity, every other mantissa there a NaN.
    Ieee,
    /// Finite values, except the code with all ones in exponent and mantissa, which is NaN; no infinity.
    FiniteWithNan,
    /// Finite values only: neither infinity nor NaN.
    Finite,
    /// Finite values; the code of the negative zero is the only NaN, and there is no negative zero ("FNUZ").
    UnsignedZero,
    /// Powers of two and one NaN, of all ones; neither sign nor zero ("FNU").
    Scale,
}

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// Which format this row describes.
    pub id: FormatId,
    /// The name shown to people, such as "E4M3FN".
    pub name: Name,
    /// Width of the exponent field in bits.
    pub exponent_bits: u32,
    /// Width of the mantissa field in bits, without the implicit leading one.
    pub mantissa_bits: u32,
    /// What is subtracted from the exponent field.
    pub bias: i32,
    /// The meaning of the special codes.
    pub specials: Specials,
    /// The document that defines the format; empty for one that the reader made up.
    pub source: &'static str,
}

/// The table, in the order of [`FormatId::ALL`].
pub static FORMATS: [Format; 15] = [
    row(FormatId::Fp32, "FP32", (8, 23, 127), Specials::Ieee, "IEEE 754-2019, binary32"),
    row(FormatId::Tf32, "TF32", (8, 10, 127), Specials::Ieee, "NVIDIA A100 white paper, 2020"),
    row(FormatId::Bf16, "BF16", (8, 7, 127), Specials::Ieee, "Google bfloat16, arXiv 1905.12322"),
    row(FormatId::Fp16, "FP16", (5, 10, 15), Specials::Ieee, "IEEE 754-2019, binary16"),
    row(FormatId::E5m2, "E5M2", (5, 2, 15), Specials::Ieee, "OCP OFP8 1.0"),
    row(FormatId::E4m3fn, "E4M3FN", (4, 3, 7), Specials::FiniteWithNan, "OCP OFP8 1.0"),
    row(FormatId::E4m3, "E4M3", (4, 3, 7), Specials::Ieee, "LLVM APFloat, Float8E4M3"),
    row(FormatId::E4m3fnuz, "E4M3FNUZ", (4, 3, 8), Specials::UnsignedZero, "StableHLO RFC 20230321"),
    row(FormatId::E5m2fnuz, "E5M2FNUZ", (5, 2, 16), Specials::UnsignedZero, "StableHLO RFC 20230321"),
    row(FormatId::E4m3b11fnuz, "E4M3B11FNUZ", (4, 3, 11), Specials::UnsignedZero, "arXiv 1910.02105 (HFP8)"),
    row(FormatId::E3m4, "E3M4", (3, 4, 3), Specials::Ieee, "LLVM APFloat, Float8E3M4"),
    row(FormatId::E3m2fn, "E3M2FN", (3, 2, 3), Specials::Finite, "OCP MX 1.0, FP6"),
    row(FormatId::E2m3fn, "E2M3FN", (2, 3, 1), Specials::Finite, "OCP MX 1.0, FP6"),
    row(FormatId::E2m1fn, "E2M1FN", (2, 1, 1), Specials::Finite, "OCP MX 1.0, FP4"),
    row(FormatId::E8m0fnu, "E8M0FNU", (8, 0, 127), Specials::Scale, "OCP MX 1.0, E8M0"),
];

/// A row from `(exponent bits, mantissa bits, bias)`, so that the table above reads as a table.
const fn row(
    id: FormatId,
    name: &'static str,
    fields: (u32, u32, i32),
    specials: Specials,
    source: &'static str,
) -> Format {
    let name = Name::new(name.as_bytes());
    Format { id, name, exponent_bits: fields.0, mantissa_bits: fields.1, bias: fields.2, specials, source }
}

impl FormatId {
    /// Every format of the table, widest first; [`FormatId::Custom`] is not among them.
    pub const ALL: [Self; 15] = [
        Self::Fp32,
        Self::Tf32,
        Self::Bf16,
        Self::Fp16,
        Self::E5m2,
        Self::E4m3fn,
        Self::E4m3,
        Self::E4m3fnuz,
        Self::E5m2fnuz,
        Self::E4m3b11fnuz,
        Self::E3m4,
        Self::E3m2fn,
        Self::E2m3fn,
        Self::E2m1fn,
        Self::E8m0fnu,
    ];

    /// The stable word used in links and on the command line; `custom` for every format that a reader made up.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Fp32 => "fp32",
            Self::Tf32 => "tf32",
            Self::Bf16 => "bf16",
            Self::Fp16 => "fp16",
            Self::E5m2 => "e5m2",
            Self::E4m3fn => "e4m3fn",
            Self::E4m3 => "e4m3",
            Self::E4m3fnuz => "e4m3fnuz",
            Self::E5m2fnuz => "e5m2fnuz",
            Self::E4m3b11fnuz => "e4m3b11fnuz",
            Self::E3m4 => "e3m4",
            Self::E3m2fn => "e3m2fn",
            Self::E2m3fn => "e2m3fn",
            Self::E2m1fn => "e2m1fn",
            Self::E8m0fnu => "e8m0fnu",
            Self::Custom(_) => "custom",
        }
    }

    /// The format of the table whose [`key`](Self::key) is `key`; `None` for any other word (keys are lower case).
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.key() == key)
    }

    /// The format of a written name: a key of the table, or a format of one's own such as `e5m6`, `e3m3f`, `e4m2fn`, `e5m1fnuz`.
    ///
    /// The endings say what the topmost codes mean: none as IEEE 754, `f` finite only, `fn` finite with one NaN per sign, `fnuz` as
    /// in [`Specials::UnsignedZero`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::from_key(name).or_else(|| Custom::from_name(name).map(Self::Custom))
    }

    /// The format's row.
    pub const fn spec(self) -> Format {
        match self {
            Self::Custom(custom) => custom.spec(),
            named => FORMATS[named.place()],
        }
    }

    /// The name shown to people.
    pub const fn name(self) -> Name {
        self.spec().name
    }

    /// The row's place in the table.
    const fn place(self) -> usize {
        match self {
            Self::Fp32 => 0,
            Self::Tf32 => 1,
            Self::Bf16 => 2,
            Self::Fp16 => 3,
            Self::E5m2 => 4,
            Self::E4m3fn => 5,
            Self::E4m3 => 6,
            Self::E4m3fnuz => 7,
            Self::E5m2fnuz => 8,
            Self::E4m3b11fnuz => 9,
            Self::E3m4 => 10,
            Self::E3m2fn => 11,
            Self::E2m3fn => 12,
            Self::E2m1fn => 13,
            // A custom format makes its own row and never asks.
            Self::E8m0fnu | Self::Custom(_) => 14,
        }
    }
}

/// A format that the reader made up: 2 to 16 bits, one of them the sign.
///
/// The bias is the usual `2^(e-1) - 1`, one more with [`Specials::UnsignedZero`]. Every value is an `f32`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Custom {
    exponent_bits: u8,
    mantissa_bits: u8,
    specials: Specials,
}

impl Custom {
    /// Most bits of a code, the sign among them.
    pub const MOST_BITS: u32 = 16;

    /// Most bits of an exponent: the range of FP32.
    pub const MOST_EXPONENT_BITS: u32 = 8;

    /// The format with these fields; `None` where the rules leave no sensible one.
    ///
    /// IEEE rules need two exponent bits (one would leave only subnormals) and a mantissa bit (to tell NaN from infinity). Eight
    /// exponent bits that all count would pass the range of FP32, so finite rules allow seven. E3M2FN, E2M3FN and E2M1FN are OCP's
    /// and have no NaN, so there are none of one's own with it. Scales are no custom format.
    pub const fn new(exponent_bits: u32, mantissa_bits: u32, specials: Specials) -> Option<Self> {
        let bits = 1 + exponent_bits + mantissa_bits;
        let fits = match specials {
            Specials::Ieee => 2 <= exponent_bits && 1 <= mantissa_bits,
            Specials::FiniteWithNan => exponent_bits <= 7 && 3 <= bits && !is_taken(exponent_bits, mantissa_bits),
            Specials::Finite => exponent_bits <= 7,
            Specials::UnsignedZero => true,
            Specials::Scale => false,
        };
        let fits = fits && 1 <= exponent_bits && exponent_bits <= Self::MOST_EXPONENT_BITS && bits <= Self::MOST_BITS;
        if !fits {
            return None;
        }
        let [exponent_bits, ..] = exponent_bits.to_le_bytes();
        let [mantissa_bits, ..] = mantissa_bits.to_le_bytes();
        Some(Self { exponent_bits, mantissa_bits, specials })
    }

    /// The format with these fields, or the nearest that is allowed: exponent first, then the mantissa as far as there is room.
    ///
    /// Example: 9 exponent and 12 mantissa bits under IEEE rules give E8M7.
    pub fn nearest(exponent_bits: u32, mantissa_bits: u32, specials: Specials) -> Self {
        let wish = |exponent: u32| {
            let most = Self::MOST_BITS - 1 - exponent;
            let mantissas = (0..=mantissa_bits.min(most)).rev().chain(mantissa_bits.min(most)..=most);
            mantissas.into_iter().find_map(|mantissa| Self::new(exponent, mantissa, specials))
        };
        let exponent = exponent_bits.clamp(1, Self::MOST_EXPONENT_BITS);
        let exponents = (1..=exponent).rev().chain(exponent..=Self::MOST_EXPONENT_BITS);
        let fallback = Self { exponent_bits: 4, mantissa_bits: 3, specials: Specials::Ieee };
        exponents.into_iter().find_map(wish).unwrap_or(fallback)
    }

    /// The format of a name such as `e5m6fnuz`.
    fn from_name(name: &str) -> Option<Self> {
        let fields = name.strip_prefix('e')?;
        let (exponent, rest) = fields.split_once('m')?;
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (mantissa, ending) = rest.split_at(end);
        let specials = match ending {
            "" => Specials::Ieee,
            "fn" => Specials::FiniteWithNan,
            "f" => Specials::Finite,
            "fnuz" => Specials::UnsignedZero,
            _ => return None,
        };
        let field = |digits: &str| digits.parse().ok().filter(|_| digits.len() <= 2 && !digits.starts_with('+'));
        Self::new(field(exponent)?, field(mantissa)?, specials)
    }

    const fn spec(self) -> Format {
        let (exponent_bits, mantissa_bits) = (self.exponent_bits as u32, self.mantissa_bits as u32);
        let half = 1 << (exponent_bits - 1);
        let bias = match self.specials {
            Specials::UnsignedZero => half,
            Specials::Ieee | Specials::FiniteWithNan | Specials::Finite | Specials::Scale => half - 1,
        };
        let ending: &[u8] = match self.specials {
            Specials::Ieee | Specials::Scale => b"",
            Specials::FiniteWithNan => b"FN",
            Specials::Finite => b"F",
            Specials::UnsignedZero => b"FNUZ",
        };
        let name = Name::new(b"E").and_number(exponent_bits).and(b"M").and_number(mantissa_bits).and(ending);
        let specials = self.specials;
        Format { id: FormatId::Custom(self), name, exponent_bits, mantissa_bits, bias, specials, source: "" }
    }
}

/// Whether the table holds a format of these fields whose name ends in FN without having a NaN.
const fn is_taken(exponent_bits: u32, mantissa_bits: u32) -> bool {
    matches!((exponent_bits, mantissa_bits), (2, 1 | 3) | (3, 2))
}

#[cfg(test)]
mod tests {
    use super::{Custom, FORMATS, FormatId, Specials};

    #[test]
    fn the_table_is_in_the_order_of_the_list() {
        for (index, format) in FormatId::ALL.into_iter().enumerate() {
            assert_eq!(FORMATS[index].id, format);
            assert_eq!(format.spec().id, format);
            assert_eq!(FormatId::from_key(format.key()), Some(format));
            assert_eq!(FormatId::from_name(format.key()), Some(format));
            assert_eq!(format.spec().name.to_lowercase(), format.key());
        }
        assert_eq!(FormatId::from_key("E4M3FN"), None);
    }

    fn customs() -> impl Iterator<Item = Custom> {
        let rules =
            [Specials::Ieee, Specials::FiniteWithNan, Specials::Finite, Specials::UnsignedZero, Specials::Scale];
        let fields = (0..=20).flat_map(|exponent| (0..=20).map(move |mantissa| (exponent, mantissa)));
        fields.flat_map(move |(exponent, mantissa)| rules.map(|rule| Custom::new(exponent, mantissa, rule))).flatten()
    }

    #[test]
    fn a_name_of_ones_own_is_read_back() {
        let mut count = 0;
        for custom in customs() {
            let format = FormatId::Custom(custom);
            let name = format.name().to_lowercase();
            let read = FormatId::from_name(&name).unwrap();
            let same = |a: FormatId| (a.spec().exponent_bits, a.spec().mantissa_bits, a.spec().bias, a.spec().specials);
            assert_eq!(same(read), same(format), "{name}");
            let spec = format.spec();
            assert!((2..=16).contains(&spec.bits()), "{name}");
            assert!(spec.max_finite() <= f64::from(f32::MAX) && spec.max_finite() > 0.0, "{name}");
            assert!(spec.min_subnormal() >= f64::from(f32::from_bits(1)), "{name}");
            count += 1;
        }
        assert!(200 < count, "{count}");
        for refused in
            ["e4m3x", "e0m3", "e9m2", "e8m8", "e4", "em3", "e4m", "e+4m3", "e004m3", "e1m3", "e5m0", "custom"]
        {
            assert_eq!(FormatId::from_name(refused), None, "{refused}");
        }
    }

    #[test]
    fn the_nearest_format_is_an_allowed_one() {
        for rule in [Specials::Ieee, Specials::FiniteWithNan, Specials::Finite, Specials::UnsignedZero] {
            for (exponent, mantissa) in (0..=20).flat_map(|e| (0..=20).map(move |m| (e, m))) {
                let nearest = Custom::nearest(exponent, mantissa, rule);
                let spec = FormatId::Custom(nearest).spec();
                assert_eq!(spec.specials, rule);
                if let Some(custom) = Custom::new(exponent, mantissa, rule) {
                    assert_eq!(nearest, custom);
                }
            }
        }
        let name = |exponent, mantissa, rule| FormatId::Custom(Custom::nearest(exponent, mantissa, rule)).name();
        assert_eq!(name(9, 12, Specials::Ieee).as_str(), "E8M7");
        assert_eq!(name(1, 3, Specials::Ieee).as_str(), "E2M3");
        assert_eq!(name(8, 3, Specials::Finite).as_str(), "E7M3F");
        assert_eq!(name(5, 0, Specials::Ieee).as_str(), "E5M1");
    }

    #[test]
    fn formats_of_the_table_can_be_made_up_too() {
        for (id, written) in [(FormatId::E5m2, (5, 2)), (FormatId::E3m4, (3, 4)), (FormatId::E2m1fn, (2, 1))] {
            let custom = FormatId::Custom(Custom::new(written.0, written.1, id.spec().specials).unwrap()).spec();
            assert_eq!((custom.bias, custom.max_code()), (id.spec().bias, id.spec().max_code()), "{id:?}");
        }
    }
}
