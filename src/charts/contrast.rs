//! Recomputes from the theme's constants what a reader can tell apart: contrast on the ground (WCAG 2.2), and the
//! distance of any two hues as seen with colour-blindness (Machado, Oliveira and Fernandes 2009, full severity, in `OKLab`).

use crate::charts::colour::{Triple, contrast, linear, oklab, times};
use crate::charts::ink::Ink;
use crate::charts::shade::{Palette, words_on};
use crate::charts::theme::{Rgb, Theme};
use crate::numerics::formats::FormatId;

const THEMES: [Theme; 2] = [Theme::Light, Theme::Dark];

/// Machado 2009, severity 1.0, on linear RGB: protanopia, deuteranopia, tritanopia.
const BLINDNESS: [[Triple; 3]; 3] = [
    [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
    [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
];

/// The smallest distance between two of `colours` under each kind of colour-blindness.
fn least_distances(colours: &[Rgb]) -> Triple {
    BLINDNESS.map(|matrix| {
        let seen: Vec<Triple> =
            colours.iter().map(|rgb| oklab(times(matrix, linear(*rgb)).map(|c| c.clamp(0.0, 1.0)))).collect();
        let apart = |a: &Triple, b: &Triple| libm::hypot(libm::hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
        let pairs = seen.iter().enumerate().flat_map(|(k, a)| seen[k + 1..].iter().map(move |b| apart(a, b)));
        pairs.fold(f64::INFINITY, f64::min)
    })
}

/// The inks of the table's formats and of one that a reader made up.
fn formats() -> Vec<Ink> {
    let own = FormatId::from_name("e5m6").expect("a format of twelve bits");
    FormatId::ALL.into_iter().chain([own]).map(Ink::Format).collect()
}

fn inks() -> Vec<Ink> {
    let named = [Ink::Accent, Ink::Neutral, Ink::Faint, Ink::Actual, Ink::Forecast, Ink::Target];
    formats().into_iter().chain(named).chain((0..7).map(Ink::Series)).collect()
}

#[test]
fn our_measures_give_the_published_values() {
    let near = |a: f64, b: f64, room: f64| assert!((a - b).abs() < room, "{a}, not {b}");
    // WCAG's own extreme, and the contrasts of Okabe and Ito's hues on white as measured elsewhere.
    near(contrast(Rgb(0, 0, 0), Rgb(255, 255, 255)), 21.0, 1e-9);
    let white = Theme::Light.ground();
    for (rgb, expect) in Theme::Light.hues().into_iter().zip([5.2, 3.9, 3.4, 21.0, 3.06]) {
        near(contrast(rgb, white), expect, 0.06);
    }
    // Ottosson: white is L = 1, a = b = 0.
    let [l, a, b] = oklab([1.0; 3]);
    near(l, 1.0, 1e-6);
    near(a, 0.0, 1e-6);
    near(b, 0.0, 1e-6);
    // All eight of Okabe and Ito.
    let orange_sky_yellow = [Rgb(0xE6, 0x9F, 0x00), Rgb(0x56, 0xB4, 0xE9), Rgb(0xF0, 0xE4, 0x42)];
    let eight: Vec<Rgb> = Theme::Light.hues().into_iter().chain(orange_sky_yellow).collect();
    for (got, expect) in least_distances(&eight).into_iter().zip([0.096, 0.076, 0.085]) {
        near(got, expect, 0.001);
    }
}

#[test]
fn every_ink_stands_out_from_its_ground() {
    for theme in THEMES {
        for ink in inks() {
            let (line, words) =
                (contrast(theme.ink(ink), theme.ground()), contrast(theme.ink_text(ink), theme.ground()));
            assert!(line >= 3.0, "{ink:?} on {theme:?}: {line:.2}");
            assert!(words >= 4.5, "words of {ink:?} on {theme:?}: {words:.2}");
        }
        for rgb in [theme.text(), theme.quiet_text()] {
            assert!(contrast(rgb, theme.ground()) >= 4.5, "{rgb:?} on {theme:?}");
        }
        assert!(contrast(theme.axis(), theme.ground()) >= 3.0);
    }
}

#[test]
fn hues_stay_apart_for_every_eye() {
    for theme in THEMES {
        for (distance, kind) in least_distances(&theme.hues()).into_iter().zip(["protan", "deutan", "tritan"]) {
            // The worst pair of the palette that we chose from: green and purple to a deuteranope.
            assert!(distance >= 0.075, "{theme:?}, {kind}: {distance:.3}");
        }
    }
}

#[test]
fn formats_are_told_apart_with_and_without_colour() {
    let formats = formats();
    assert_eq!(formats.len(), 16);
    let pairs = formats.iter().enumerate().flat_map(|(k, a)| formats[k + 1..].iter().map(move |b| (a, b)));
    for (a, b) in pairs.clone() {
        assert!(a.dash() != b.dash() || a.marker() != b.marker(), "{a:?} and {b:?} without colour");
        // Points and lines alone have only one of the two to show beside the hue.
        for theme in THEMES.iter().filter(|theme| theme.ink(*a) == theme.ink(*b)) {
            assert!(a.dash() != b.dash() && a.marker() != b.marker(), "{a:?} and {b:?} in {theme:?}");
        }
        // The pair of hues that a deuteranope confuses most easily needs another marker as well.
        let [green, purple] = [FormatId::Fp16, FormatId::E5m2].map(|format| Theme::Light.ink(Ink::Format(format)));
        let green_and_purple = [Theme::Light.ink(*a), Theme::Light.ink(*b)];
        if green_and_purple == [green, purple] || green_and_purple == [purple, green] {
            assert!(a.marker() != b.marker(), "{a:?} and {b:?} in green and purple");
        }
    }
    // The formats of most figures differ in everything.
    let everyday = [FormatId::Fp32, FormatId::Bf16, FormatId::Fp16, FormatId::E5m2, FormatId::E4m3fn].map(Ink::Format);
    for (a, b) in pairs.filter(|(a, b)| everyday.contains(a) && everyday.contains(b)) {
        assert!(a.dash() != b.dash() && a.marker() != b.marker(), "{a:?} and {b:?}");
        assert!(THEMES.iter().all(|theme| theme.ink(*a) != theme.ink(*b)), "{a:?} and {b:?}");
    }
}

#[test]
fn colour_scales_are_ordered_and_told_apart_by_every_eye() {
    // Lightness as seen with each kind of colour-blindness, and with none.
    let eyes = BLINDNESS.into_iter().chain([[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]]);
    for (eye, theme) in eyes.flat_map(|eye| THEMES.map(|theme| (eye, theme))) {
        let seen = |rgb: &Rgb| oklab(times(eye, linear(*rgb)).map(|c| c.clamp(0.0, 1.0)));
        let lightness =
            |palette: Palette| -> Vec<f64> { palette.colours(theme).iter().map(|rgb| seen(rgb)[0]).collect() };
        // Away from the ground, step by step; bytes round by up to 0.004.
        let away = if theme == Theme::Light { -1.0 } else { 1.0 };
        let ordered = |steps: &[f64], sign: f64| steps.windows(2).all(|pair| (pair[1] - pair[0]) * sign > -0.004);
        let amounts = lightness(Palette::Sequential);
        assert!(ordered(&amounts, away), "{theme:?}: {amounts:?}");
        assert!((amounts[64] - amounts[0]).abs() > 0.55, "{theme:?}: from {} to {}", amounts[0], amounts[64]);
        let signed = lightness(Palette::Diverging);
        let (below, above) = signed.split_at(33);
        assert!(ordered(below, -away) && ordered(above, away), "{theme:?}: {signed:?}");
        let colours = Palette::Diverging.colours(theme);
        for reach in [8, 16, 32] {
            let (a, b) = (seen(&colours[32 - reach]), seen(&colours[32 + reach]));
            let apart = libm::hypot(a[1] - b[1], a[2] - b[2]);
            // A quarter of the way out, the two signs differ in hue as much as the worst pair of the series' hues does.
            assert!(apart > 0.04, "{theme:?}, {reach} steps from neutral: {apart:.3}");
        }
    }
}

#[test]
fn words_can_be_read_on_every_step() {
    for colours in THEMES.iter().flat_map(|theme| [Palette::Sequential, Palette::Diverging].map(|p| p.colours(*theme)))
    {
        assert!(colours.iter().all(|rgb| contrast(words_on(*rgb), *rgb) >= 4.5));
    }
}
