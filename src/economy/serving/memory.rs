//! What has to be kept on chips: the weights, and for every sequence the keys and values of its context.
//!
//! Units: bytes. weights = parameters × bytes per weight; context = 2 × layers × width × share kept × bytes × tokens × sequences, the 2
//! for keys and values; chips = ⌈(weights + context) / (memory × usable share)⌉.
//! DeepSeek-V3.1 in BF16: 671 × 10^9 × 2 B = 1342 GB, which takes ⌈1342 / (80 × 0.9)⌉ = 19 chips of 80 GB.

use crate::economy::facts::machines::Chip;
use crate::economy::serving::Serving;
use crate::economy::serving::shape::Shape;
use crate::economy::serving::storage::Storage;
use crate::units::Share;
use crate::units::data::Bytes;

/// Keys and values: two vectors for each token and layer.
const KEY_AND_VALUE: f64 = 2.0;

/// What the weights occupy.
pub fn weights(shape: &Shape, storage: Storage) -> Bytes {
    Bytes::clamped(shape.total * storage.bytes_per_weight())
}

/// What the context of all sequences occupies; `None` where layers or width are not published. A reader who keeps no share of it
/// leaves the context out, whatever the shape.
pub fn context(shape: &Shape, serving: &Serving) -> Option<Bytes> {
    if serving.kept.get() <= 0.0 {
        return Some(Bytes::MIN);
    }
    let elements = KEY_AND_VALUE * shape.layers? * shape.hidden? * serving.kept.get();
    Some(Bytes::clamped(elements * serving.cached.bytes() * serving.context * serving.sequences))
}

/// How many chips it takes to keep so much; `None` where the chip's memory is not published.
pub fn chips(kept: Bytes, chip: &Chip, usable: Share) -> Option<u32> {
    let each = Bytes::from_gigabytes(chip.memory_gb?.number).get() * usable.get();
    let count = libm::ceil(kept.get() / each.max(1.0)).max(1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what a u32 holds")]
    let count = count.min(f64::from(u32::MAX)) as u32;
    Some(count)
}
