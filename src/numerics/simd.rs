//! The lanes of `numerics::lanes` as WebAssembly's vectors of 128 bits, for the browser: the same names and the same results.
//!
//! Only fixed-width SIMD, which gives the same bits on every machine; relaxed SIMD need not. Every intrinsic used is a safe function:
//! vectors are made from arrays and taken apart into arrays, and the compiler makes single loads and stores of that.

use core::arch::wasm32 as wasm;
use core::arch::wasm32::v128;

/// Four 32-bit words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words(v128);

/// Sixteen bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bytes(v128);

#[rustfmt::skip]
impl Words {
    pub fn splat(word: u32) -> Self { Self(wasm::u32x4_splat(word)) }
    pub fn load(x: [f32; 4]) -> Self { Self(wasm::f32x4(x[0], x[1], x[2], x[3])) }
    pub fn and(self, other: Self) -> Self { Self(wasm::v128_and(self.0, other.0)) }
    pub fn without(self, other: Self) -> Self { Self(wasm::v128_andnot(self.0, other.0)) }
    pub fn xor(self, other: Self) -> Self { Self(wasm::v128_xor(self.0, other.0)) }
    pub fn plus(self, other: Self) -> Self { Self(wasm::i32x4_add(self.0, other.0)) }
    pub fn minus(self, other: Self) -> Self { Self(wasm::i32x4_sub(self.0, other.0)) }
    pub fn down(self, bits: u32) -> Self { Self(wasm::i32x4_shr(self.0, bits)) }
    pub fn where_set(self, mask: Self, other: Self) -> Self { Self(wasm::v128_bitselect(self.0, other.0, mask.0)) }
    pub fn most(self, other: Self) -> Self { Self(wasm::i32x4_max(self.0, other.0)) }
    pub fn float_over(self, other: Self) -> Self { Self(wasm::f32x4_div(self.0, other.0)) }
    pub fn float_whole(self) -> Self { Self(wasm::f32x4_trunc(self.0)) }
    pub fn least(self, other: Self) -> Self { Self(wasm::i32x4_min(self.0, other.0)) }
    pub fn exceeds(self, other: Self) -> Self { Self(wasm::i32x4_gt(self.0, other.0)) }
    pub fn float_plus(self, other: Self) -> Self { Self(wasm::f32x4_add(self.0, other.0)) }
    pub fn float_minus(self, other: Self) -> Self { Self(wasm::f32x4_sub(self.0, other.0)) }
    pub fn float_exceeds(self, other: Self) -> Self { Self(wasm::f32x4_gt(self.0, other.0)) }

    pub fn of(words: [u32; 4]) -> Self { Self(wasm::u32x4(words[0], words[1], words[2], words[3])) }
    pub fn bytes(self) -> Bytes { Bytes(self.0) }
    pub fn up(self, bits: u32) -> Self { Self(wasm::i32x4_shl(self.0, bits)) }
    pub fn halves_up(self, bits: u32) -> Self { Self(wasm::i16x8_shl(self.0, bits)) }
    pub fn halves_down(self, bits: u32) -> Self { Self(wasm::i16x8_shr(self.0, bits)) }
    pub fn dot_halves(self, other: Self) -> Self { Self(wasm::i32x4_dot_i16x8(self.0, other.0)) }
    pub fn to_float(self) -> Self { Self(wasm::f32x4_convert_i32x4(self.0)) }
    pub fn float_times(self, other: Self) -> Self { Self(wasm::f32x4_mul(self.0, other.0)) }
    pub fn set(self) -> usize { usize::from(wasm::u32x4_bitmask(self.0)) }
    pub fn kept(self) -> Self { core::hint::black_box(self) }

    // Pairs of rows are interleaved, then pairs of pairs.
    pub fn turned([a, b, c, d]: [Self; 4]) -> [Self; 4] {
        let low = |a: Self, b: Self| Self(wasm::u32x4_shuffle::<0, 4, 1, 5>(a.0, b.0));
        let high = |a: Self, b: Self| Self(wasm::u32x4_shuffle::<2, 6, 3, 7>(a.0, b.0));
        let ([first, second], [third, fourth]) = ([low(a, c), high(a, c)], [low(b, d), high(b, d)]);
        [low(first, third), high(first, third), low(second, fourth), high(second, fourth)]
    }

    pub fn store(self) -> [f32; 4] {
        [
            wasm::f32x4_extract_lane::<0>(self.0),
            wasm::f32x4_extract_lane::<1>(self.0),
            wasm::f32x4_extract_lane::<2>(self.0),
            wasm::f32x4_extract_lane::<3>(self.0),
        ]
    }
}

#[rustfmt::skip]
impl Bytes {
    pub fn splat(byte: u8) -> Self { Self(wasm::u8x16_splat(byte)) }
    pub fn and(self, other: Self) -> Self { Self(wasm::v128_and(self.0, other.0)) }
    pub fn without(self, other: Self) -> Self { Self(wasm::v128_andnot(self.0, other.0)) }
    pub fn or(self, other: Self) -> Self { Self(wasm::v128_or(self.0, other.0)) }
    pub fn xor(self, other: Self) -> Self { Self(wasm::v128_xor(self.0, other.0)) }
    pub fn plus(self, other: Self) -> Self { Self(wasm::u8x16_add(self.0, other.0)) }
    pub fn less(self, other: Self) -> Self { Self(wasm::u8x16_sub_sat(self.0, other.0)) }
    pub fn looked_up(self, table: Self) -> Self { Self(wasm::u8x16_swizzle(table.0, self.0)) }
    pub fn least(self, other: Self) -> Self { Self(wasm::u8x16_min(self.0, other.0)) }
    pub fn most(self, other: Self) -> Self { Self(wasm::u8x16_max(self.0, other.0)) }
    pub fn exceeds(self, other: Self) -> Self { Self(wasm::u8x16_gt(self.0, other.0)) }
    pub fn equals(self, other: Self) -> Self { Self(wasm::u8x16_eq(self.0, other.0)) }
    pub fn where_set(self, mask: Self, other: Self) -> Self { Self(wasm::v128_bitselect(self.0, other.0, mask.0)) }

    pub fn words(self) -> Words { Words(self.0) }
    pub fn kept(self) -> Self { core::hint::black_box(self) }

    pub fn load(bytes: [u8; 16]) -> Self {
        let whole = u128::from_le_bytes(bytes);
        Self(wasm::u64x2(low(whole), low(whole >> 64)))
    }

    pub fn store(self) -> [u8; 16] {
        let (low, high) = (wasm::u64x2_extract_lane::<0>(self.0), wasm::u64x2_extract_lane::<1>(self.0));
        (u128::from(low) | u128::from(high) << 64).to_le_bytes()
    }

    // Both halves of each word are held to a byte: words within 16 bits come out as bytes beside empty ones, and those two halves
    // are words of 16 bits, held to bytes in turn. (The intrinsic that halves 32-bit words is compiled to a dozen others.)
    pub fn held_unsigned(words: [Words; 4]) -> Self {
        let [a, b, c, d] = words.map(|word| word.0);
        Self(wasm::u8x16_narrow_i16x8(wasm::u8x16_narrow_i16x8(a, b), wasm::u8x16_narrow_i16x8(c, d)))
    }

    // The upper half of a word keeps its sign, and then decides about the pair. (A comparison of bytes with zero would be compiled to
    // a shift of bytes, which x86 has not.)
    pub fn signs(words: [Words; 4]) -> Self {
        let [a, b, c, d] = words.map(|word| word.0);
        let (low, high) = (wasm::i8x16_narrow_i16x8(a, b), wasm::i8x16_narrow_i16x8(c, d));
        Self(wasm::i8x16_narrow_i16x8(wasm::i16x8_shr(low, 15), wasm::i16x8_shr(high, 15)))
    }

    pub fn masks(words: [Words; 4]) -> Self {
        let [a, b, c, d] = words.map(|word| word.0);
        Self(wasm::i8x16_narrow_i16x8(wasm::i8x16_narrow_i16x8(a, b), wasm::i8x16_narrow_i16x8(c, d)))
    }

    pub fn up(self, bits: u32) -> Self {
        Self(wasm::v128_and(wasm::u16x8_shl(self.0, bits), wasm::u8x16_splat(u8::MAX << bits)))
    }

    pub fn down(self, bits: u32) -> Self {
        Self(wasm::v128_and(wasm::u16x8_shr(self.0, bits), wasm::u8x16_splat(u8::MAX >> bits)))
    }

    pub fn halves(high: Self, low: Self) -> [Words; 2] {
        let (low, high) = (low.0, high.0);
        [
            Words(wasm::u8x16_shuffle::<0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23>(low, high)),
            Words(wasm::u8x16_shuffle::<8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31>(low, high)),
        ]
    }

    // Four interleavings, of bytes and then with nothing.
    pub fn upper_halves(high: Self, low: Self) -> [Words; 4] {
        let [Words(first), Words(second)] = Self::halves(high, low);
        let zero = wasm::u16x8_splat(0);
        [
            Words(wasm::u16x8_shuffle::<0, 8, 1, 9, 2, 10, 3, 11>(zero, first)),
            Words(wasm::u16x8_shuffle::<4, 12, 5, 13, 6, 14, 7, 15>(zero, first)),
            Words(wasm::u16x8_shuffle::<0, 8, 1, 9, 2, 10, 3, 11>(zero, second)),
            Words(wasm::u16x8_shuffle::<4, 12, 5, 13, 6, 14, 7, 15>(zero, second)),
        ]
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half is what is wanted")]
fn low(whole: u128) -> u64 {
    whole as u64
}
