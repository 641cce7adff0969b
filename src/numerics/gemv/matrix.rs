//! A matrix of stored weights, and its products.

use crate::numerics::blocks::{Quantized, Recipe, Scaling, dequantize, quantize};
use crate::numerics::formats::FormatId;
use crate::numerics::gemv::fixed::{self, BLOCK, Fixed, Tables};
use crate::numerics::gemv::operand::Operand;
use crate::numerics::gemv::packing::pack;
use crate::numerics::gemv::panels::{Bf16, Fp16, Fp32, Octet, Widen, sums};
use crate::numerics::gemv::{ROWS, SPAN, Storage, Unit, scaled, wide};
use crate::numerics::rng::Stream;
use crate::numerics::rounding::{Conversion, Overflow, Rounding};

/// The E8M0 code of NaN.
const NAN_SCALE: u8 = 0xFF;

/// Weights in storage, `rows` × `columns`.
#[derive(Clone, Debug)]
pub struct Matrix {
    storage: Storage,
    rows: usize,
    columns: usize,
    units: Vec<Unit>,
    /// FP8: one for each block of 128 × 128, row of blocks by row of blocks. Others: ones, a single row of them.
    factors: Vec<f32>,
    /// FP4: the E8M0 codes of eight rows, block by block of 32 columns, panel by panel.
    exponents: Vec<[u8; ROWS]>,
    /// The least and the greatest of those codes.
    codes: [u8; 2],
    /// Rows that hold NaN or infinity, with their values; they come again every `period` rows.
    special: Vec<(usize, Vec<f32>)>,
    period: usize,
}

impl Matrix {
    /// Stores `values`, row by row, rounding to the nearest; the last row is completed with zeros.
    ///
    /// FP8 has FP32 scales of blocks of 128 × 128, `amax / max`; FP4 has E8M0 scales of 32 in a row by the rule of OCP MX, floor.
    pub fn encode(storage: Storage, columns: usize, values: &[f32]) -> Self {
        let columns = columns.max(1);
        let rows = values.len().div_ceil(columns);
        let mut padded = values.to_vec();
        padded.resize(rows * columns, 0.0);
        let scaling = match storage {
            Storage::Fp32 | Storage::Fp16 | Storage::Bf16 => Scaling::None,
            Storage::E4m3fn | Storage::E5m2 => Scaling::Block128,
            Storage::Fp4 => Scaling::Mx32,
        };
        let recipe = Recipe::published(scaling, u32::try_from(columns).unwrap_or(u32::MAX));
        // A code beyond the range of FP16 is infinity; where there are scales, nothing is beyond.
        let overflow = if scaling == Scaling::None { Overflow::NonSaturate } else { Overflow::Saturate };
        let rule = Conversion { format: storage.format(), rounding: Rounding::NearestEven, overflow };
        let quantized = quantize(rule, recipe, &padded, &mut Stream::new(0));
        Self::packed(storage, [rows, columns], &quantized)
    }

    fn packed(storage: Storage, [rows, columns]: [usize; 2], quantized: &Quantized) -> Self {
        let format = storage.format();
        let width = format.spec().bytes_per_code();
        let code = |row: usize, column: usize| {
            let start = (row * columns + column) * width;
            quantized.codes[start..start + width].iter().rev().fold(0, |code, byte| code << 8 | u32::from(*byte))
        };
        let groups = quantized.scales.groups();
        let spans = columns.div_ceil(SPAN);
        let factors = match storage {
            Storage::E4m3fn | Storage::E5m2 => groups.iter().map(|scale| scale.value).collect(),
            Storage::Fp32 | Storage::Fp16 | Storage::Bf16 | Storage::Fp4 => vec![1.0; spans],
        };
        let exponents = if storage == Storage::Fp4 {
            let across = columns.div_ceil(BLOCK);
            let codes: Vec<u8> = groups.iter().map(|scale| scale.code.to_le_bytes()[0]).collect();
            block_codes(&codes, rows, across, spans * (SPAN / BLOCK))
        } else {
            Vec::new()
        };
        let used = exponents.as_flattened().iter().filter(|code| **code != NAN_SCALE);
        let codes = used.fold([NAN_SCALE, 0], |[low, high], code| [low.min(*code), high.max(*code)]);
        let special = special_rows(format, columns, quantized);
        let units = pack(storage, rows, columns, code);
        Self { storage, rows, columns, units, factors, exponents, codes, special, period: rows.max(1) }
    }

    /// The matrix `times` times below itself; `None` if there is no memory for it, or if its rows do not fill whole blocks of 128.
    ///
    /// Measurements need far more weights than can be rounded in the time they take: what is read is what counts there.
    pub fn repeated(&self, times: usize) -> Option<Self> {
        if !self.rows.is_multiple_of(SPAN) {
            return None;
        }
        let mut whole = Self { rows: self.rows * times, ..self.without_weights() };
        whole.units.try_reserve_exact(self.units.len().checked_mul(times)?).ok()?;
        whole.exponents.try_reserve_exact(self.exponents.len() * times).ok()?;
        for _ in 0..times {
            whole.units.extend_from_slice(&self.units);
            whole.exponents.extend_from_slice(&self.exponents);
        }
        whole.factors = match self.storage {
            Storage::E4m3fn | Storage::E5m2 => self.factors.repeat(times),
            Storage::Fp32 | Storage::Fp16 | Storage::Bf16 | Storage::Fp4 => self.factors.clone(),
        };
        Some(whole)
    }

    fn without_weights(&self) -> Self {
        let special = self.special.clone();
        Self { units: Vec::new(), factors: Vec::new(), exponents: Vec::new(), special, ..*self }
    }

    /// `y = W·x`. Elements that `x` lacks count as zeros; what either has too much is left alone.
    pub fn times(&self, x: &[f32], y: &mut [f32]) {
        match self.storage {
            Storage::Fp32 => self.floats(Fp32, x, y),
            Storage::Fp16 => self.floats(Fp16::new(), x, y),
            Storage::Bf16 => self.floats(Bf16::new(), x, y),
            Storage::E4m3fn => self.floats(Octet::<4>::new(), x, y),
            Storage::E5m2 => self.floats(Octet::<3>::new(), x, y),
            Storage::Fp4 => match Fixed::new(x, self.columns, self.codes) {
                Some(x) => self.integers(&x, y),
                None => wide::multiply(self, &[Operand::new(x, self.columns, 0)], &mut [&mut *y]),
            },
        }
        self.put_special(x, y);
    }

    /// `y = W·x` for several vectors: each weight is read and widened once for all of them.
    ///
    /// Every row of `ys` has the bits that [`times`](Self::times) gives, except for FP4, which is summed in FP32 here.
    pub fn times_each(&self, xs: &[&[f32]], ys: &mut [&mut [f32]]) {
        let bias = match self.storage {
            Storage::Fp32 | Storage::Bf16 | Storage::Fp4 => 0,
            Storage::Fp16 => <Fp16 as Widen<2>>::BIAS,
            Storage::E4m3fn => <Octet<4> as Widen<4>>::BIAS,
            Storage::E5m2 => <Octet<3> as Widen<4>>::BIAS,
        };
        let operands: Vec<Operand> = xs.iter().map(|x| Operand::new(x, self.columns, bias)).collect();
        wide::multiply(self, &operands, ys);
        for (x, y) in xs.iter().zip(ys) {
            self.put_special(x, y);
        }
    }

    fn floats<const K: usize, W: Widen<K>>(&self, widen: W, x: &[f32], y: &mut [f32]) {
        let x = Operand::new(x, self.columns, W::BIAS);
        let panel = |number: usize| (self.panel(number), self.row_of_factors(number));
        let rows = self.rows.min(y.len());
        for (number, y) in y[..rows].chunks_mut(2 * ROWS).enumerate() {
            // The second of the last two may be none: its sums are zeros, and there is no place for them.
            let sums = sums(widen, [panel(2 * number), panel(2 * number + 1)], &x.quads);
            for (place, sum) in y.iter_mut().zip(sums.as_flattened()) {
                *place = scaled(*sum, x.factor);
            }
        }
    }

    fn integers(&self, x: &Fixed, y: &mut [f32]) {
        let tables = Tables::new();
        let panels = self.units.chunks_exact(self.units_per_panel().max(1));
        let scales = self.exponents.chunks_exact((self.spans() * (SPAN / BLOCK)).max(1));
        for ((panel, scales), y) in panels.zip(scales).zip(y.chunks_mut(ROWS)) {
            for (place, sum) in y.iter_mut().zip(fixed::sums(tables, panel, scales, x)) {
                *place = scaled(sum, x.factor);
            }
        }
    }

    fn put_special(&self, x: &[f32], y: &mut [f32]) {
        for (row, values) in &self.special {
            let sum = values.iter().zip(x).fold(0.0, |sum, (weight, x)| sum + weight * x);
            for place in y.iter_mut().take(self.rows).skip(*row).step_by(self.period) {
                *place = scaled(sum, 1.0);
            }
        }
    }

    /// How its weights are stored.
    pub fn storage(&self) -> Storage {
        self.storage
    }

    /// Its height.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Its width.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Bytes of its codes, without scales.
    pub fn bytes_of_codes(&self) -> usize {
        size_of_val(self.units.as_slice())
    }

    pub(super) fn units(&self) -> &[Unit] {
        &self.units
    }

    pub(super) fn spans(&self) -> usize {
        self.columns.div_ceil(SPAN)
    }

    pub(super) fn span(&self, panel: usize, at: usize) -> &[Unit] {
        let per_span = self.storage.units_per_span() * ROWS;
        let start = panel * self.units_per_panel() + at * per_span;
        self.units.get(start..start + per_span).unwrap_or_default()
    }

    pub(super) fn factor(&self, panel: usize, at: usize) -> f32 {
        self.row_of_factors(panel).get(at).copied().unwrap_or(1.0)
    }

    pub(super) fn block_scales(&self, panel: usize, at: usize) -> &[[u8; ROWS]] {
        let per_span = SPAN / BLOCK;
        let start = (panel * self.spans() + at) * per_span;
        self.exponents.get(start..start + per_span).unwrap_or_default()
    }

    fn panel(&self, number: usize) -> &[Unit] {
        let start = number * self.units_per_panel();
        self.units.get(start..start + self.units_per_panel()).unwrap_or_default()
    }

    fn units_per_panel(&self) -> usize {
        self.spans() * self.storage.units_per_span() * ROWS
    }

    fn row_of_factors(&self, panel: usize) -> &[f32] {
        let row = match self.storage {
            Storage::E4m3fn | Storage::E5m2 => panel * ROWS / SPAN,
            Storage::Fp32 | Storage::Fp16 | Storage::Bf16 | Storage::Fp4 => 0,
        };
        self.factors.get(row * self.spans()..).unwrap_or_default()
    }
}

/// The codes of a matrix's scales, row by row with `across` in each, as those of eight rows with `blocks` each; missing ones are 1.
fn block_codes(codes: &[u8], rows: usize, across: usize, blocks: usize) -> Vec<[u8; ROWS]> {
    let one = 127;
    let code = |row: usize, block: usize| if row < rows && block < across { codes[row * across + block] } else { one };
    let panels = (0..rows).step_by(ROWS);
    panels
        .flat_map(|panel| (0..blocks).map(move |block| core::array::from_fn(|row| code(panel + row, block))))
        .collect()
}

/// The rows with a value that is not finite, and their values.
fn special_rows(format: FormatId, columns: usize, quantized: &Quantized) -> Vec<(usize, Vec<f32>)> {
    // FP32 and BF16 carry both through the loops.
    if matches!(format, FormatId::Fp32 | FormatId::Bf16) {
        return Vec::new();
    }
    let values = dequantize(format, &quantized.codes, &quantized.scales);
    let rows = values.chunks_exact(columns.max(1)).enumerate();
    let special = rows.filter(|(_, row)| !row.iter().all(|value| value.is_finite()));
    special.map(|(number, row)| (number, row.to_vec())).collect()
}
