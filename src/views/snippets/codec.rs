//! What a program must know about a conversion: the numbers of the format, and the few expressions in which conversions differ.

use crate::numerics::formats::{Format, FormatId, Specials};
use crate::numerics::layout::Sign;
use crate::numerics::rounding::{Conversion, Overflow, Rounding};
use crate::views::snippets::Tongue;

/// A conversion as the programs see it.
pub struct Codec {
    /// The conversion.
    pub rule: Conversion,
    /// Its format's row.
    pub format: Format,
}

/// What a program does with values that are too large.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// They become the largest.
    Largest,
    /// They become infinities, whose codes follow the largest.
    Infinity,
    /// They become NaN, whose code follows the largest.
    NanAfter,
    /// They become NaN in the place of the negative zero.
    NanForZero,
}

impl Codec {
    pub fn new(rule: Conversion) -> Self {
        Self { rule, format: rule.format.spec() }
    }

    pub fn beyond(&self) -> Beyond {
        match (self.rule.overflow, self.format.specials) {
            (Overflow::Saturate, _) | (Overflow::NonSaturate, Specials::Finite) => Beyond::Largest,
            (Overflow::NonSaturate, Specials::Ieee) => Beyond::Infinity,
            (Overflow::NonSaturate, Specials::FiniteWithNan | Specials::Scale) => Beyond::NanAfter,
            (Overflow::NonSaturate, Specials::UnsignedZero) => Beyond::NanForZero,
        }
    }

    /// Whether words are drawn: values that stay as they are need none.
    pub fn is_random(&self) -> bool {
        self.rule.rounding == Rounding::Stochastic && !self.is_identity()
    }

    /// Whether values stay as they are.
    pub fn is_identity(&self) -> bool {
        self.rule.format == FormatId::Fp32
    }

    /// Whether the tongue's library has no such conversion, so that the program brings a table of its own.
    pub fn is_table(&self, tongue: Tongue) -> bool {
        let dtype = match tongue {
            Tongue::NumPy => self.numpy_dtype(),
            Tongue::PyTorch => self.torch_dtype(),
            Tongue::Rust => None,
        };
        !self.is_identity() && (dtype.is_none() || self.rule.rounding != Rounding::NearestEven)
    }

    /// The type in NumPy or `ml_dtypes`. E8M0 is left out: `ml_dtypes` takes some of its smallest values to the wrong neighbour.
    pub fn numpy_dtype(&self) -> Option<&'static str> {
        match self.rule.format {
            FormatId::Fp32 => Some("np.float32"),
            FormatId::Fp16 => Some("np.float16"),
            FormatId::Bf16 => Some("ml_dtypes.bfloat16"),
            FormatId::E5m2 => Some("ml_dtypes.float8_e5m2"),
            FormatId::E4m3fn => Some("ml_dtypes.float8_e4m3fn"),
            FormatId::E4m3 => Some("ml_dtypes.float8_e4m3"),
            FormatId::E4m3fnuz => Some("ml_dtypes.float8_e4m3fnuz"),
            FormatId::E5m2fnuz => Some("ml_dtypes.float8_e5m2fnuz"),
            FormatId::E4m3b11fnuz => Some("ml_dtypes.float8_e4m3b11fnuz"),
            FormatId::E3m4 => Some("ml_dtypes.float8_e3m4"),
            FormatId::E3m2fn => Some("ml_dtypes.float6_e3m2fn"),
            FormatId::E2m3fn => Some("ml_dtypes.float6_e2m3fn"),
            FormatId::E2m1fn => Some("ml_dtypes.float4_e2m1fn"),
            FormatId::Tf32 | FormatId::E8m0fnu | FormatId::Custom(_) => None,
        }
    }

    /// The type in PyTorch that values can be cast to.
    pub fn torch_dtype(&self) -> Option<&'static str> {
        match self.rule.format {
            FormatId::Fp32 => Some("torch.float32"),
            FormatId::Fp16 => Some("torch.float16"),
            FormatId::Bf16 => Some("torch.bfloat16"),
            FormatId::E5m2 => Some("torch.float8_e5m2"),
            FormatId::E4m3fn => Some("torch.float8_e4m3fn"),
            FormatId::E4m3fnuz => Some("torch.float8_e4m3fnuz"),
            FormatId::E5m2fnuz => Some("torch.float8_e5m2fnuz"),
            FormatId::Tf32
            | FormatId::E4m3
            | FormatId::E4m3b11fnuz
            | FormatId::E3m4
            | FormatId::E3m2fn
            | FormatId::E2m3fn
            | FormatId::E2m1fn
            | FormatId::E8m0fnu
            | FormatId::Custom(_) => None,
        }
    }

    /// The values that fill in the fragments of a table.
    pub fn numbers(&self) -> Vec<(&'static str, String)> {
        let row = &self.format;
        vec![
            ("name", row.name.as_str().to_owned()),
            ("top", row.max_code().to_string()),
            ("m", row.mantissa_bits.to_string()),
            ("mask", ((1 << row.mantissa_bits) - 1).to_string()),
            ("hidden", (1 << row.mantissa_bits).to_string()),
            ("shift", (row.bias + row.mantissa_width()).to_string()),
            ("min_exponent", row.min_exponent().to_string()),
            ("sign", format!("{:#x}", row.sign_bit())),
            ("nan", format!("{:#x}", row.nan_code(Sign::Plus))),
            ("largest", format!("{:?}", row.max_finite())),
            ("digits", row.bits().div_ceil(4).to_string()),
        ]
    }

    /// When a value moves to the neighbour farther from zero, in Python over whole arrays.
    pub fn away_in_python(&self) -> &'static str {
        match self.rule.rounding {
            // Without mantissa bits every value but zero is odd.
            Rounding::NearestEven if self.format.mantissa_bits == 0 => {
                "(share > 0.5) | ((share == 0.5) & (values[low] > 0))"
            }
            Rounding::NearestEven => "(share > 0.5) | ((share == 0.5) & (low % 2 == 1))",
            Rounding::TowardZero => "0",
            Rounding::Up => "(share > 0) & (t > 0)",
            Rounding::Down => "(share > 0) & (t < 0)",
            Rounding::Stochastic => "share * 2.0**32 > words",
        }
    }

    /// The same in Rust, for one value; toward zero it never does.
    pub fn away_in_rust(&self) -> Option<&'static str> {
        match self.rule.rounding {
            Rounding::NearestEven => Some("share > 0.5 || (share == 0.5 && low % 2.0 == 1.0)"),
            Rounding::TowardZero => None,
            Rounding::Up => Some("share > 0.0 && t > 0.0"),
            Rounding::Down => Some("share > 0.0 && t < 0.0"),
            Rounding::Stochastic => Some("share * 4_294_967_296.0 > f64::from(word)"),
        }
    }

    /// How the rounding is called in a comment.
    pub fn rounding_in_words(&self) -> &'static str {
        match self.rule.rounding {
            Rounding::NearestEven => "to nearest, ties to even",
            Rounding::TowardZero => "toward zero",
            Rounding::Up => "up",
            Rounding::Down => "down",
            Rounding::Stochastic => "stochastically, one word of 32 random bits a value",
        }
    }
}
