//! Made-up mathematics that needs every mark, axis and kind of label; no figure of the product is like these.

use octet::charts::axis::{Axis, Scale};
use octet::charts::cells::{Blocks, Cells};
use octet::charts::figure::{Along, BarStyle, Bin, Figure, Mark};
use octet::charts::ink::{Ink, Marker};
use octet::charts::number_line::{Interval, Strip};
use octet::charts::shade::Shade;
use octet::charts::table::{Cell, Column, Table};
use octet::charts::ticks::Ticks;
use octet::numerics::formats::FormatId;

/// All demos.
pub fn demos() -> Vec<Figure> {
    vec![
        sine(),
        powers(),
        histogram(),
        fan(),
        long_lines(),
        sectors(),
        formats(),
        years(),
        scatter(),
        matrix(),
        codes(),
        number_lines(),
    ]
}

fn column(key: &'static str) -> Column {
    Column { key, label: key.to_owned() }
}

fn table_of(points: &[(f64, f64)]) -> Table {
    let row = |&(x, y): &(f64, f64)| vec![Cell::Number(x), Cell::Number(y)];
    Table { columns: vec![column("x"), column("y")], rows: points.iter().map(row).collect() }
}

fn samples(count: u32, from: f64, to: f64, f: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
    let at = |index: u32| from + (to - from) * f64::from(index) / f64::from(count - 1);
    (0..count).map(|index| (at(index), f(at(index)))).collect()
}

fn figure(id: &'static str, title: &str, axes: (Axis, Axis), marks: Vec<Mark>) -> Figure {
    let points: Vec<(f64, f64)> =
        marks.iter().flat_map(|mark| (0..5).filter_map(|index| mark.reading(index))).collect();
    Figure {
        id,
        title: title.to_owned(),
        summary: format!("{title}, drawn from a formula."),
        caption: "Source: made up for this test; the numbers mean nothing and belong to nobody.".to_owned(),
        x: axes.0,
        y: axes.1,
        table: table_of(&points),
        marks,
    }
}

fn sine() -> Figure {
    let x = Axis::new(Scale::Linear, 0.0, 10.0, "Time (s)");
    let y = Axis::new(Scale::Linear, -1.2, 1.2, "Displacement (m)");
    let marks = vec![
        Mark::Span { axis: Along::X, from: 6.0, to: 8.0, label: "held".into(), ink: Ink::Faint },
        Mark::line("sine", Ink::Series(0), samples(101, 0.0, 10.0, libm::sin)),
        Mark::line("damped sine", Ink::Series(1), samples(101, 0.0, 10.0, |t| libm::sin(t) * libm::exp(-t / 4.0))),
        Mark::Rule { axis: Along::Y, at: 1.0, label: "amplitude".into(), ink: Ink::Neutral },
        Mark::Note { x: 1.6, y: 0.67, text: "first peak".into() },
    ];
    figure("sine", "A swing that dies away", (x, y), marks)
}

fn powers() -> Figure {
    let x = Axis::new(Scale::Log2, 16.0, 4_194_304.0, "Length of the sum");
    let y = Axis::new(Scale::Log10, 1e-9, 1.0, "Relative error");
    let line = |name: &str, ink: Ink, f: fn(f64) -> f64| {
        Mark::line(name, ink, (4..=22).map(|k| (libm::exp2(f64::from(k)), f(libm::exp2(f64::from(k))))).collect())
    };
    let marks = vec![
        line("FP32", Ink::Format(FormatId::Fp32), |n| 6e-8 * libm::sqrt(n)),
        line("FP16", Ink::Format(FormatId::Fp16), |n| 4.9e-4 * libm::sqrt(n)),
        line("bound n·u", Ink::Faint, |n| 6e-8 * n),
        line("E4M3FN, promoted", Ink::Format(FormatId::E4m3fn), |n| 2e-6 * libm::sqrt(n)),
        Mark::Rule { axis: Along::X, at: 4096.0, label: "K = 4096".into(), ink: Ink::Neutral },
        Mark::Rule { axis: Along::Y, at: 0.02, label: "2%".into(), ink: Ink::Accent },
    ];
    figure("powers", "Errors grow as sums grow longer", (x, y), marks)
}

fn histogram() -> Figure {
    let bell = |x: f64, width: f64| libm::exp(-x * x / (2.0 * width * width)) / width;
    let bins = |width: f64| {
        let bin = |index: i32| {
            let from = f64::from(index) * 0.25;
            Bin { from, to: from + 0.25, value: 400.0 * bell(from + 0.125, width) }
        };
        (-16..16).map(bin).collect()
    };
    let x = Axis::new(Scale::Linear, -4.0, 4.0, "Value");
    let y = Axis::new(Scale::Linear, 0.0, 500.0, "Count");
    let marks = vec![
        Mark::Bars { name: "before".into(), ink: Ink::Faint, style: BarStyle::Filled, bins: bins(1.0) },
        Mark::Bars {
            name: "after rounding".into(),
            ink: Ink::Format(FormatId::E4m3fn),
            style: BarStyle::Outlined,
            bins: bins(0.8),
        },
        Mark::Span { axis: Along::X, from: -0.25, to: 0.25, label: "underflow".into(), ink: Ink::Neutral },
    ];
    figure("histogram", "Two bells, one narrower", (x, y), marks)
}

fn fan() -> Figure {
    let x = Axis::new(Scale::Year, 2020.0, 2035.0, "");
    let y = Axis::new(Scale::Linear, 0.0, 20.0, "Value added (trillion)");
    let band = |spread: f64| {
        let at = |(t, v): (f64, f64)| {
            (t, v / (1.0 + spread * (t - 2025.0) / 10.0), v * (1.0 + spread * (t - 2025.0) / 10.0))
        };
        samples(41, 2025.0, 2035.0, |t| 4.0 * libm::exp2((t - 2025.0) / 7.0)).into_iter().map(at).collect()
    };
    let marks = vec![
        Mark::Band { ink: Ink::Forecast, points: band(0.6) },
        Mark::Band { ink: Ink::Forecast, points: band(0.25) },
        Mark::line("counted", Ink::Actual, samples(6, 2020.0, 2025.0, |t| 4.0 * libm::exp2((t - 2025.0) / 5.0))),
        Mark::line("projected", Ink::Forecast, samples(41, 2025.0, 2035.0, |t| 4.0 * libm::exp2((t - 2025.0) / 7.0))),
        Mark::Rule { axis: Along::Y, at: 11.0, label: "target: 11 trillion".into(), ink: Ink::Target },
    ];
    figure("fan", "A projection and how far it may be wrong", (x, y), marks)
}

fn long_lines() -> Figure {
    let x = Axis::new(Scale::Linear, 0.0, 1000.0, "Step");
    let y = Axis::new(Scale::Linear, 0.0, 1.0, "Loss");
    let wave = |phase: f64| {
        move |t: f64| 0.15 + 0.6 * libm::exp(-t / 250.0) + 0.05 * libm::sin(t * 12.9898 + phase) * libm::exp(-t / 900.0)
    };
    let marks = vec![
        Mark::line("FP32", Ink::Format(FormatId::Fp32), samples(1000, 0.0, 1000.0, wave(0.0))),
        Mark::line("BF16", Ink::Format(FormatId::Bf16), samples(1000, 0.0, 1000.0, wave(1.0))),
        Mark::line("E5M2", Ink::Format(FormatId::E5m2), samples(1000, 0.0, 1000.0, |t| 0.1 + wave(2.0)(t))),
    ];
    figure("long-lines", "Three thousand points", (x, y), marks)
}

fn sectors() -> Figure {
    let names = [
        "Health",
        "Finance",
        "Energy grid",
        "Smart city",
        "Generative AI",
        "Industrial production",
        "Education",
        "Agriculture",
    ];
    let places: Vec<(f64, String)> = (0_u8..8).map(f64::from).zip(names.map(str::to_owned)).collect();
    let x = Axis::new(Scale::Linear, -0.5, 7.5, "").with_ticks(Ticks::Named(places));
    let y = Axis::new(Scale::Linear, -60.0, 60.0, "Change (%)");
    let bins = (0_u8..8)
        .map(f64::from)
        .map(|k| Bin { from: k - 0.35, to: k + 0.35, value: 55.0 * libm::cos(k * 0.7) })
        .collect();
    let marks = vec![Mark::Bars { name: "change".into(), ink: Ink::Accent, style: BarStyle::Filled, bins }];
    figure("sectors", "Bars with names, some below zero", (x, y), marks)
}

fn formats() -> Figure {
    let inks = [
        ("FP32", FormatId::Fp32),
        ("BF16", FormatId::Bf16),
        ("FP16", FormatId::Fp16),
        ("E5M2", FormatId::E5m2),
        ("E4M3FN", FormatId::E4m3fn),
    ];
    let x = Axis::new(Scale::Linear, -12.0, 12.0, "Scale (powers of two)");
    let y = Axis::new(Scale::Linear, 0.0, 160.0, "SQNR (dB)");
    let marks = inks
        .iter()
        .zip(0_u8..)
        .map(|((name, ink), rank)| {
            let top = 150.0 - 29.0 * f64::from(rank);
            let width = 60.0 / (f64::from(rank) + 1.0);
            let f = move |t: f64| top - (t.abs() * 3.0 - width).max(0.0) * 0.5;
            Mark::line(*name, Ink::Format(*ink), samples(25, -12.0, 12.0, f))
        })
        .collect();
    figure("formats", "Five formats and how far they carry", (x, y), marks)
}

fn years() -> Figure {
    let counted = vec![(2022.96, 180.0), (2023.5, 197.0), (2023.96, 230.0), (2024.5, 246.0), (2024.96, 280.0)];
    let x = Axis::around(Scale::Year, counted.iter().map(|(t, _)| *t), "");
    let y = Axis::new(Scale::Log10, 80.0, 900.0, "EFLOPS");
    let marks = vec![
        Mark::line("one basis", Ink::Actual, counted.clone()),
        Mark::points("another basis", Ink::Target, counted.iter().map(|(t, v)| (t - 0.1, v * 2.1)).collect()),
    ];
    figure("years", "Two series that must not be joined", (x, y), marks)
}

fn scatter() -> Figure {
    // A full-period congruential walk: scattered, and the same everywhere.
    let walk =
        std::iter::successors(Some(1_u32), |seed| Some(seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223)));
    let unit: Vec<f64> = walk.take(1200).map(|seed| f64::from(seed >> 8) / f64::from(1_u32 << 24)).collect();
    let points = unit.chunks(2).map(|pair| (libm::exp10(4.0 * pair[0] - 3.0), (pair[1] - 0.5) * 0.12)).collect();
    let x = Axis::new(Scale::Log10, 1e-3, 10.0, "Value");
    let y = Axis::new(Scale::Linear, -0.08, 0.08, "Relative error");
    let marks = vec![
        Mark::Span { axis: Along::X, from: 1e-3, to: 0.0156, label: "subnormal".into(), ink: Ink::Neutral },
        Mark::points("elements", Ink::Format(FormatId::E4m3fn), points),
        Mark::Rule { axis: Along::Y, at: 0.0625, label: "half an ulp".into(), ink: Ink::Neutral },
    ];
    figure("scatter", "Six hundred points", (x, y), marks)
}

/// Errors of both signs, in blocks, with what is no number and one sign.
fn matrix() -> Figure {
    let mut values: Vec<f64> =
        (0_u8..96).map(|k| libm::sin(f64::from(k) * 0.7) * libm::exp(-f64::from(k % 16) / 9.0)).collect();
    values[37] = f64::NAN;
    values[38] = f64::NAN;
    values[70] = f64::INFINITY;
    values[71] = f64::NEG_INFINITY;
    let cells = Cells {
        blocks: Blocks { rows: 3, columns: 8 },
        signs: vec![(20, Marker::Cross)],
        ..Cells::new(16, values, Shade::diverging(1.0, "Error (%)"))
    };
    let axes = (cells.x_axis("Column"), cells.y_axis("Row"));
    figure("matrix", "A matrix and what is wrong with it", axes, vec![Mark::Cells(cells)])
}

/// The codes of a made-up format, with words where there is room; the last code of each row has no value.
fn codes() -> Figure {
    let value = |code: u8| if code % 8 == 7 { f64::NAN } else { libm::exp2(f64::from(code) / 4.0) };
    let shade = Shade::sequential(Axis::new(Scale::Log2, 1.0, 256.0, "Value"));
    let cells = Cells {
        texts: (0..32).map(|code| format!("{code:02X}")).collect(),
        spoken: (0..32).map(|code| format!("0x{code:02X} = {}", value(code))).collect(),
        ..Cells::new(8, (0..32).map(value).collect(), shade)
    };
    let digits = |count: u8| Ticks::Named((0..count).map(|digit| (f64::from(digit), format!("{digit:X}"))).collect());
    let (x, y) = (cells.x_axis("Low digit").with_ticks(digits(8)), cells.y_axis("High digit").with_ticks(digits(4)));
    let note = Mark::Note { x: 3.0, y: 1.0, text: "one".into() };
    figure("codes", "Thirty-two codes and their values", (x, y), vec![Mark::Cells(cells), note])
}

/// Three formats over one axis: a value, its neighbours, and what rounds to it.
fn number_lines() -> Figure {
    // Sign-less toy formats: `steps` values in each binade from 2^-2 on.
    let values = |steps: u32| -> Vec<f64> {
        let value =
            |code: u32| libm::ldexp(1.0 + f64::from(code % steps) / f64::from(steps), (code / steps).cast_signed() - 2);
        (0..7 * steps).map(value).collect()
    };
    let strip = |(row, (name, ink, steps)): (f64, (&str, FormatId, u32))| {
        let values = values(steps);
        // Powers of two first, then what lies between.
        let mut labels: Vec<(usize, String)> = values.iter().map(f64::to_string).enumerate().collect();
        labels.sort_by_key(|(index, _)| index % steps as usize);
        Mark::Strip(Strip {
            name: name.to_owned(),
            ink: Ink::Format(ink),
            row,
            range: (0.0, 28.0),
            values,
            full: None,
            labels,
        })
    };
    let formats = [("E2M1FN", FormatId::E2m1fn, 2), ("E4M3FN", FormatId::E4m3fn, 8), ("BF16", FormatId::Bf16, 128)];
    let y = Axis::rows(formats.map(|(name, _, _)| name.to_owned()), "Format");
    let x = Axis::new(Scale::Linear, 0.0, 20.0, "Value");
    let interval =
        Interval { ink: Ink::Format(FormatId::E4m3fn), row: 1.0, from: 10.5, to: 11.5, label: "becomes 11".into() };
    let highlight =
        Mark::Points { name: String::new(), ink: Ink::Neutral, marker: Marker::Diamond, points: vec![(11.0, 1.0)] };
    let mut marks = vec![Mark::Interval(interval)];
    marks.extend([0.0, 1.0, 2.0].into_iter().zip(formats).map(strip));
    marks.extend([highlight, Mark::Rule { axis: Along::X, at: 11.2, label: "11.2".into(), ink: Ink::Accent }]);
    figure("number-lines", "Where the values of three formats lie", (x, y), marks)
}
