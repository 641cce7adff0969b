//! The square root of FP32 by the processor's instruction, where many are taken.
//!
//! IEEE 754 rounds `√x` correctly, as it does sums and products, so the bits are those of `libm::sqrtf` on every machine; and a loop of
//! instructions becomes SIMD, which a loop of calls does not. Below zero both give NaN, whose sign and payload are not promised.

/// `√x`, to nearest even. Example: `√2 = 1.4142135`, the pattern `0x3FB504F3`.
#[inline]
pub fn square_root(x: f32) -> f32 {
    f32::sqrt(x)
}

#[cfg(test)]
mod tests {
    use super::square_root;

    /// Patterns a prime apart, so that every exponent comes with many significands; and the ends.
    #[test]
    fn the_bits_are_those_of_libm() {
        let ends = [0, 1, 0x007F_FFFF, 0x0080_0000, 0x3FFF_FFFF, 0x7F7F_FFFF, 0x7F80_0000, 0x8000_0000];
        for pattern in (0..0x7F80_0000_u32).step_by(1009).chain(ends) {
            let x = f32::from_bits(pattern);
            assert_eq!(square_root(x).to_bits(), libm::sqrtf(x).to_bits(), "{pattern:#x}");
        }
        assert!([-1.0, f32::NAN, f32::NEG_INFINITY].into_iter().all(|x| square_root(x).is_nan()));
        assert_eq!(square_root(2.0).to_bits(), 0x3FB5_04F3);
    }
}
