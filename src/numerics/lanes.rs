//! Lanes: four 32-bit words, or sixteen bytes, handled at once; what `numerics::octets` is written in.
//!
//! These are arrays, lane by lane, for every machine and for native tests. In the browser `numerics::simd` stands in their place,
//! with the same names and the same results. A mask is a lane of all ones or all zeros. No operation here can differ between
//! machines: integers wrap around, and floats are only added, subtracted and compared.

/// Four 32-bit words, read as unsigned, signed or `f32` as each operation says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words([u32; 4]);

/// Sixteen bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bytes([u8; 16]);

impl Words {
    /// The same word in every lane.
    pub fn splat(word: u32) -> Self {
        Self([word; 4])
    }

    /// The patterns of four values.
    pub fn load(values: [f32; 4]) -> Self {
        Self(values.map(f32::to_bits))
    }

    /// Four patterns.
    pub fn of(words: [u32; 4]) -> Self {
        Self(words)
    }

    /// The same bits as bytes, the lowest of each word first.
    pub fn bytes(self) -> Bytes {
        Bytes(core::array::from_fn(|at| self.0[at / 4].to_le_bytes()[at % 4]))
    }

    /// The values of four patterns.
    pub fn store(self) -> [f32; 4] {
        self.0.map(f32::from_bits)
    }

    /// Four rows of four as four columns.
    pub fn turned(rows: [Self; 4]) -> [Self; 4] {
        core::array::from_fn(|column| Self(rows.map(|row| row.0[column])))
    }

    /// The bits that both have.
    pub fn and(self, other: Self) -> Self {
        self.with(other, |a, b| a & b)
    }

    /// The bits that `other` has not.
    pub fn without(self, other: Self) -> Self {
        self.with(other, |a, b| a & !b)
    }

    /// The bits that only one has.
    pub fn xor(self, other: Self) -> Self {
        self.with(other, |a, b| a ^ b)
    }

    /// `self` where the mask is set, else `other`.
    pub fn where_set(self, mask: Self, other: Self) -> Self {
        Self(core::array::from_fn(|lane| (self.0[lane] & mask.0[lane]) | (other.0[lane] & !mask.0[lane])))
    }

    /// The sum, wrapping around.
    pub fn plus(self, other: Self) -> Self {
        self.with(other, u32::wrapping_add)
    }

    /// The difference, wrapping around.
    pub fn minus(self, other: Self) -> Self {
        self.with(other, u32::wrapping_sub)
    }

    /// Shifted down by fewer than 32 bits; copies of the sign fill the gap.
    pub fn down(self, bits: u32) -> Self {
        Self(self.0.map(|word| (word.cast_signed() >> bits).cast_unsigned()))
    }

    /// The smaller one, as signed integers.
    pub fn least(self, other: Self) -> Self {
        self.with(other, |a, b| a.cast_signed().min(b.cast_signed()).cast_unsigned())
    }

    /// The larger one, as signed integers.
    pub fn most(self, other: Self) -> Self {
        self.with(other, |a, b| a.cast_signed().max(b.cast_signed()).cast_unsigned())
    }

    /// Shifted up by fewer than 32 bits.
    pub fn up(self, bits: u32) -> Self {
        Self(self.0.map(|word| word << bits))
    }

    /// Each half shifted up by fewer than 16 bits.
    pub fn halves_up(self, bits: u32) -> Self {
        self.halves(|half| half << bits)
    }

    /// Each half shifted down by fewer than 16 bits; copies of its sign fill the gap.
    pub fn halves_down(self, bits: u32) -> Self {
        self.halves(|half| (half.cast_signed() >> bits).cast_unsigned())
    }

    /// In each word the product of the lower halves and that of the upper ones, added; signed. Not for two products of -32,768 by
    /// itself.
    pub fn dot_halves(self, other: Self) -> Self {
        self.with(other, |a, b| {
            let product = |at: usize| i32::from(pair(a)[at].cast_signed()) * i32::from(pair(b)[at].cast_signed());
            product(0).wrapping_add(product(1)).cast_unsigned()
        })
    }

    /// Signed integers as floats, to the nearest.
    #[expect(clippy::cast_precision_loss, reason = "rounding is what is asked for")]
    pub fn to_float(self) -> Self {
        Self(self.0.map(|word| (word.cast_signed() as f32).to_bits()))
    }

    /// The product of floats.
    pub fn float_times(self, other: Self) -> Self {
        self.with(other, |a, b| (f32::from_bits(a) * f32::from_bits(b)).to_bits())
    }

    /// The same words, hidden from the optimiser.
    ///
    /// Browsers make a vector known beforehand anew at each use, from two numbers of 64 bits, and wasm-opt puts it back to its uses:
    /// the loop over FP8 weights then takes twice the time. What comes out of memory stays in a register.
    pub fn kept(self) -> Self {
        core::hint::black_box(self)
    }

    /// Where `self` is greater, as signed integers.
    pub fn exceeds(self, other: Self) -> Self {
        self.with(other, |a, b| mask(a.cast_signed() > b.cast_signed()))
    }

    /// The lanes of a mask that are set: a bit for each, that of the first the lowest.
    pub fn set(self) -> usize {
        (0..4).map(|lane| usize::from(self.0[lane] >> 31 == 1) << lane).sum()
    }

    /// The sum of floats.
    pub fn float_plus(self, other: Self) -> Self {
        self.with(other, |a, b| (f32::from_bits(a) + f32::from_bits(b)).to_bits())
    }

    /// The difference of floats.
    pub fn float_minus(self, other: Self) -> Self {
        self.with(other, |a, b| (f32::from_bits(a) - f32::from_bits(b)).to_bits())
    }

    /// The quotient of floats.
    pub fn float_over(self, other: Self) -> Self {
        self.with(other, |a, b| (f32::from_bits(a) / f32::from_bits(b)).to_bits())
    }

    /// Floats without their fractions, toward zero.
    pub fn float_whole(self) -> Self {
        Self(self.0.map(|word| libm::truncf(f32::from_bits(word)).to_bits()))
    }

    /// Where `self` is greater, as floats.
    pub fn float_exceeds(self, other: Self) -> Self {
        self.with(other, |a, b| mask(f32::from_bits(a) > f32::from_bits(b)))
    }

    fn with(self, other: Self, operation: impl Fn(u32, u32) -> u32) -> Self {
        Self(core::array::from_fn(|lane| operation(self.0[lane], other.0[lane])))
    }

    fn halves(self, operation: impl Fn(u16) -> u16) -> Self {
        Self(self.0.map(|word| {
            let [low, high] = pair(word).map(&operation);
            u32::from(low) | u32::from(high) << 16
        }))
    }
}

impl Bytes {
    /// The same byte in every lane.
    pub fn splat(byte: u8) -> Self {
        Self([byte; 16])
    }

    /// Sixteen bytes.
    pub fn load(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Sixteen bytes.
    pub fn store(self) -> [u8; 16] {
        self.0
    }

    /// The same bits as words: each from four bytes, the first the lowest.
    pub fn words(self) -> Words {
        Words(core::array::from_fn(|lane| {
            u32::from_le_bytes([self.0[4 * lane], self.0[4 * lane + 1], self.0[4 * lane + 2], self.0[4 * lane + 3]])
        }))
    }

    /// The same bytes, hidden from the optimiser as [`Words::kept`] does it.
    pub fn kept(self) -> Self {
        core::hint::black_box(self)
    }

    /// Words that are at least -32,768 and at most 32,767, held to 0 to 255.
    pub fn held_unsigned(words: [Words; 4]) -> Self {
        Self::of(words, |word| word.cast_signed().clamp(0, 0xFF).cast_unsigned())
    }

    /// Where words have their sign bit set.
    pub fn signs(words: [Words; 4]) -> Self {
        Self::of(words, |word| (word.cast_signed() >> 31).cast_unsigned())
    }

    /// Masks of words as masks of bytes.
    pub fn masks(words: [Words; 4]) -> Self {
        Self::of(words, |word| word)
    }

    /// Words that begin with a byte of each, the high one first, and end with two empty ones.
    pub fn upper_halves(high: Self, low: Self) -> [Words; 4] {
        let word = |lane: usize| u32::from_be_bytes([high.0[lane], low.0[lane], 0, 0]);
        core::array::from_fn(|quad| Words(core::array::from_fn(|lane| word(4 * quad + lane))))
    }

    /// Words of two halves, each a byte of `high` above one of `low`.
    pub fn halves(high: Self, low: Self) -> [Words; 2] {
        let word = |at: usize| u32::from_le_bytes([low.0[at], high.0[at], low.0[at + 1], high.0[at + 1]]);
        core::array::from_fn(|side| Words(core::array::from_fn(|lane| word(8 * side + 2 * lane))))
    }

    /// The bits that both have.
    pub fn and(self, other: Self) -> Self {
        self.with(other, |a, b| a & b)
    }

    /// The bits that `other` has not.
    pub fn without(self, other: Self) -> Self {
        self.with(other, |a, b| a & !b)
    }

    /// The bits that either has.
    pub fn or(self, other: Self) -> Self {
        self.with(other, |a, b| a | b)
    }

    /// The bits that only one has.
    pub fn xor(self, other: Self) -> Self {
        self.with(other, |a, b| a ^ b)
    }

    /// The sum, wrapping around.
    pub fn plus(self, other: Self) -> Self {
        self.with(other, u8::wrapping_add)
    }

    /// The difference, held to 0.
    pub fn less(self, other: Self) -> Self {
        self.with(other, u8::saturating_sub)
    }

    /// Every byte shifted up by fewer than 8 bits.
    pub fn up(self, bits: u32) -> Self {
        Self(self.0.map(|byte| byte << bits))
    }

    /// Every byte shifted down by fewer than 8 bits.
    pub fn down(self, bits: u32) -> Self {
        Self(self.0.map(|byte| byte >> bits))
    }

    /// Every byte replaced by the table's of that place; 0 from 16 on.
    pub fn looked_up(self, table: Self) -> Self {
        Self(self.0.map(|byte| table.0.get(usize::from(byte)).copied().unwrap_or(0)))
    }

    /// The larger one, unsigned.
    pub fn most(self, other: Self) -> Self {
        self.with(other, u8::max)
    }

    /// The smaller one, unsigned.
    pub fn least(self, other: Self) -> Self {
        self.with(other, u8::min)
    }

    /// Where `self` is greater, unsigned.
    pub fn exceeds(self, other: Self) -> Self {
        self.with(other, |a, b| byte_mask(a > b))
    }

    /// Where the bytes are the same.
    pub fn equals(self, other: Self) -> Self {
        self.with(other, |a, b| byte_mask(a == b))
    }

    /// `self` where the mask is set, else `other`.
    pub fn where_set(self, mask: Self, other: Self) -> Self {
        self.and(mask).or(other.without(mask))
    }

    fn with(self, other: Self, operation: impl Fn(u8, u8) -> u8) -> Self {
        Self(core::array::from_fn(|lane| operation(self.0[lane], other.0[lane])))
    }

    fn of(words: [Words; 4], byte: impl Fn(u32) -> u32) -> Self {
        Self(core::array::from_fn(|lane| byte(words[lane / 4].0[lane % 4]).to_le_bytes()[0]))
    }
}

/// The lower half, the upper half.
#[expect(clippy::cast_possible_truncation, reason = "the lower half is what is wanted")]
fn pair(word: u32) -> [u16; 2] {
    [word as u16, (word >> 16) as u16]
}

fn mask(is_set: bool) -> u32 {
    if is_set { u32::MAX } else { 0 }
}

fn byte_mask(is_set: bool) -> u8 {
    if is_set { u8::MAX } else { 0 }
}
