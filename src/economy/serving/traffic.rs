//! What chips have to send one another for a token.
//!
//! Unit: bytes. A mixture of experts sends the hidden state of each token to its experts and back, in every layer:
//! layers × width × experts × (dispatch bytes + combine bytes), and each chip does so for its own tokens. As DeepSeek counts it (arXiv
//! 2505.09343): 32 tokens × 9 experts × 7000 × (1 + 2) B at 50 GB/s take 120.96 µs a layer; with BF16 both ways it would be
//! 161.28 µs, so eight bits save a quarter of the traffic, not half, because what comes back stays in BF16. All layers are counted, also
//! the first few that have no experts. A dense model is cut across all its chips instead, which add up their parts twice a layer:
//! 2 × layers × width × 2 B × 2 (n − 1) / n through every chip for every token.

use crate::economy::serving::Serving;
use crate::economy::serving::shape::Shape;
use crate::economy::serving::width::Width;
use crate::units::data::{Bytes, TokensPerSecond};

/// What a token makes a chip send.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Traffic {
    /// One chip holds everything.
    Alone,
    /// Each chip sends this for each of its own tokens.
    OwnTokens(Bytes),
    /// Each chip sends this for every token of all.
    EveryToken(Bytes),
}

/// Sums over all chips in each layer: after attention and after the feed-forward part.
const SUMS_A_LAYER: f64 = 2.0;
/// A sum over a ring passes everything twice: once to add it up, once to hand it round.
const PASSES: f64 = 2.0;

/// The traffic of a model on so many chips; `None` where its active parameters, layers or width are not published.
pub fn traffic(shape: &Shape, serving: &Serving, chips: u32) -> Option<Traffic> {
    if chips <= 1 {
        return Some(Traffic::Alone);
    }
    let elements = shape.layers? * shape.hidden?;
    if shape.is_dense()? {
        let others = f64::from(chips - 1) / f64::from(chips);
        let sent = SUMS_A_LAYER * elements * Width::Sixteen.bytes() * PASSES * others;
        return Some(Traffic::EveryToken(Bytes::clamped(sent)));
    }
    let there_and_back = serving.dispatch.bytes() + Width::Sixteen.bytes();
    Some(Traffic::OwnTokens(Bytes::clamped(elements * serving.experts * there_and_back)))
}

impl Traffic {
    /// Bytes that pass a chip's link for a token.
    pub fn bytes(self) -> Bytes {
        match self {
            Self::Alone => Bytes::MIN,
            Self::OwnTokens(bytes) | Self::EveryToken(bytes) => bytes,
        }
    }

    /// The most tokens a second of all chips that their links let pass; `None` where nothing is sent.
    pub fn limit(self, serving: &Serving, chips: u32) -> Option<TokensPerSecond> {
        let through_one = |bytes: Bytes| TokensPerSecond::of(1.0, bytes.over(serving.link));
        match self {
            Self::Alone => None,
            Self::OwnTokens(bytes) => Some(through_one(bytes).of_all(chips)),
            Self::EveryToken(bytes) => Some(through_one(bytes)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Traffic, traffic};
    use crate::economy::serving::Serving;
    use crate::economy::serving::shape::Shape;
    use crate::economy::serving::width::Width;
    use crate::units::data::BytesPerSecond;

    /// DeepSeek's own count (arXiv 2505.09343, section 2.3.2): one layer, 32 tokens, 9 experts, a width of "7K", 50 GB/s.
    #[test]
    fn the_published_times_come_out() {
        let shape = Shape { total: 671e9, active: Some(37e9), layers: Some(1.0), hidden: Some(7000.0) };
        let serving = Serving { experts: 9.0, link: BytesPerSecond::from_gigabytes(50.0), ..Serving::default() };
        let micros = |dispatch: Width| {
            let serving = Serving { dispatch, ..serving };
            traffic(&shape, &serving, 16).unwrap().bytes().over(serving.link).get() * 32.0 * 1e6
        };
        assert!((micros(Width::Eight) - 120.96).abs() < 1e-9);
        assert!((micros(Width::Sixteen) - 161.28).abs() < 1e-9);
        assert!((micros(Width::Eight) / micros(Width::Sixteen) - 0.75).abs() < 1e-12);
    }

    #[test]
    fn a_dense_model_adds_up_its_parts_and_one_chip_sends_nothing() {
        let shape = Shape { total: 8e9, active: Some(8e9), layers: Some(10.0), hidden: Some(1000.0) };
        let serving = Serving::default();
        // By hand: 2 × 10 × 1000 × 2 B × 2 × 3/4 = 60 kB.
        let Some(Traffic::EveryToken(bytes)) = traffic(&shape, &serving, 4) else { panic!("a dense model") };
        assert!((bytes.get() - 60_000.0).abs() < 1e-6);
        assert_eq!(traffic(&shape, &serving, 1), Some(Traffic::Alone));
        assert_eq!(traffic(&Shape { layers: None, ..shape }, &serving, 4), None);
    }
}
