//! FNV-1a, 64 bits (Fowler, Noll and Vo): a short name for many bits, the same on every machine.

/// The hash of bytes, in their order: from an offset on, each byte is added without carry and the whole multiplied by a prime. No bytes give the
/// offset, `0xCBF29CE484222325`.
pub fn hash(bytes: impl IntoIterator<Item = u8>) -> u64 {
    const OFFSET: u64 = 0xCBF2_9CE4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01B3;
    bytes.into_iter().fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}
