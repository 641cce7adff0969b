//! Published figures inside sentences: a message names them as `{placeholders}`, and the tables fill them.
//!
//! For the remarks beside knobs and the leads of views, which repeat what the source text says; so that a figure of the world is
//! typed in no message. Units stand in the message, the per-cent sign comes with the number.

use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::economy::facts::named::{
    A100_FP16_TFLOPS, A100_FP32_TFLOPS, AI_SHARE_PERCENT, DEMAND_TIMES, FP8_SPEED_UP_TIMES, GDP_2025_TRILLION_RMB,
    H20_FP16_TFLOPS, H20_FP32_TFLOPS, INTELLIGENT_GROWTH_PERCENT, INTERNET_PLAN_BILLION_RMB, INVESTMENT_GROWTH_PERCENT,
    OFFICIAL_GROWTH_PERCENT, PUE_2025, PUE_TARGET, RACK_OCCUPANCY_PERCENT, TOTAL_GROWTH_PERCENT,
};

/// A sentence with the published figures that it names.
pub fn told(word: Word, voice: &dyn Voice) -> String {
    let template = voice.say(word);
    if !template.contains('{') {
        return template.to_owned();
    }
    let number = |value: f64| voice.number(value, NumberStyle::Significant { digits: 2 });
    let exact = |value: f64| voice.number(value, NumberStyle::Significant { digits: 6 });
    let percent = |value: f64, decimals: u8| voice.number(value / 100.0, NumberStyle::Percent { decimals });
    let values = [
        ("h20", number(H20_FP16_TFLOPS.number / H20_FP32_TFLOPS.number)),
        ("a100", number(A100_FP16_TFLOPS.number / A100_FP32_TFLOPS.number)),
        ("total_growth", percent(TOTAL_GROWTH_PERCENT.low, 0)),
        ("ai_growth", percent(INTELLIGENT_GROWTH_PERCENT.low, 0)),
        ("demand_low", number(DEMAND_TIMES.low)),
        ("demand_high", number(DEMAND_TIMES.high)),
        ("official_growth", percent(OFFICIAL_GROWTH_PERCENT.number, 2)),
        ("share_low", percent(AI_SHARE_PERCENT.low, 0)),
        ("share_high", percent(AI_SHARE_PERCENT.high, 0)),
        ("plan", number(INTERNET_PLAN_BILLION_RMB.low)),
        ("growth", percent(INVESTMENT_GROWTH_PERCENT.low, 0)),
        ("pue", exact(PUE_2025.number)),
        ("pue_target", exact(PUE_TARGET.number)),
        ("occupancy", percent(RACK_OCCUPANCY_PERCENT.number, 1)),
        ("fp8_speed", number(FP8_SPEED_UP_TIMES.low)),
        ("gdp", exact(GDP_2025_TRILLION_RMB.number)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(template, &values)
}

#[cfg(test)]
mod tests {
    use super::told;
    use crate::charts::voice::{NumberStyle, PlainVoice, Voice};
    use crate::charts::words::Word;

    /// A voice whose every message names two figures.
    struct Template;

    impl Voice for Template {
        fn say(&self, _: Word) -> &'static str {
            "{h20}, {a100}; {share_low} to {share_high}; {official_growth}"
        }

        fn number(&self, value: f64, style: NumberStyle) -> String {
            PlainVoice.number(value, style)
        }
    }

    #[test]
    fn figures_come_from_the_tables() {
        // By hand: 148 / 44 = 3.36, 312 / 19.5 = 16.
        assert_eq!(told(Word::HelpRatio, &Template), "3.4, 16; 4% to 5%; 4.17%");
    }
}
