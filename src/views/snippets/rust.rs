//! The program in Rust: the standard library, and `libm` where numbers are drawn, so that they are ours to the last bit.

use crate::charts::voice::fill;
use crate::experiments::inputs::Input;
use crate::numerics::blocks::ScaleRule;
use crate::numerics::formats::Specials;
use crate::numerics::rounding::Rounding;
use crate::views::snippets::codec::{Beyond, Codec};
use crate::views::snippets::linking::headed;
use crate::views::snippets::numpy::{end, filled, lines_of};
use crate::views::snippets::scale::{Plan, Sort, exponent_in_rust};
use crate::views::snippets::{MOST_INLINE, NUMBERS_FILE, Task, Tongue};

/// The line that the rules of powers of two read, all but the floor.
const SIGNIFICAND: &str = "        let significand = f64::from_bits(bits & ((1 << 52) - 1) | 1.0_f64.to_bits());\n";

/// The whole program.
pub fn text(task: &Task, link: &str) -> String {
    let (codec, plan) = (Codec::new(task.conversion), Plan::new(task));
    let is_drawn = !matches!(task.input, Input::Data(_));
    let is_random = codec.is_random();
    let mut text = String::new();
    if is_drawn || is_random {
        text += include_str!("rust/stream.txt");
    }
    text += match &task.input {
        Input::Normal { .. } | Input::LogNormal { .. } | Input::Outlier { .. } => include_str!("rust/normal.txt"),
        Input::Uniform { .. } => include_str!("rust/uniform.txt"),
        Input::StudentT { .. } => concat!(include_str!("rust/uniform.txt"), include_str!("rust/student.txt")),
        Input::Data(_) => "",
    };
    if plan.sort != Sort::None {
        text += include_str!("rust/peaks.txt");
    }
    if plan.sort == Sort::TwoLevels {
        text += include_str!("rust/nvfp4.txt");
    }
    if !codec.is_identity() {
        text += &encode(&codec);
    }
    text += "fn main() {\n";
    text += &input(task);
    text += "    let x32: Vec<f32> = x.iter().map(|&x| x as f32).collect();\n";
    text += &scale(&codec, &plan, task.input.count());
    text += &conversion(&codec, task.words);
    headed(link, Tongue::Rust, &(text + &end(&codec, include_str!("rust/end.txt"))))
}

fn input(task: &Task) -> String {
    let count = task.input.count();
    let drawn = |seed: u64, map: &str| {
        format!("    let x: Vec<f64> = normal(&mut Stream::new({seed}), {count}).into_iter(){map}.collect();\n")
    };
    let each = |seed: u64, value: &str| {
        format!(
            "    let mut stream = Stream::new({seed});\n    let x: Vec<f64> = (0..{count}).map(|_| {value}).collect();\n"
        )
    };
    match &task.input {
        Input::Normal { sigma, seed, .. } => drawn(*seed, &format!(".map(|z| z * {sigma:?})")),
        Input::Uniform { sigma, seed, .. } => {
            each(*seed, &format!("3_f64.sqrt() * (2.0 * uniform(&mut stream) - 1.0) * {sigma:?}"))
        }
        Input::LogNormal { sigma, spread, seed, .. } => {
            drawn(*seed, &format!(".map(|z| libm::exp({spread:?} * z) * {sigma:?})"))
        }
        Input::StudentT { sigma, freedom, seed, .. } => {
            each(*seed, &format!("student_t(&mut stream, {freedom:?}) * {sigma:?}"))
        }
        Input::Outlier { sigma, strength, columns, channels, outliers, seed, .. } => {
            let column = if *columns == 0 { String::new() } else { format!(" % {columns}") };
            let rule = format!(
                "    let factor = |at: usize| if at{column} % {channels} * {outliers} % {channels} < {outliers} {{ {strength:?} }} else {{ 1.0 }};\n"
            );
            rule + &drawn(*seed, &format!(".enumerate().map(|(at, z)| z * {sigma:?} * factor(at))"))
        }
        Input::Data(_) if MOST_INLINE < count => format!(
            "    let file = std::fs::read_to_string(\"{NUMBERS_FILE}\").expect(\"one number a line\");\n    let x: Vec<f64> = file.lines().map(|line| line.trim().parse().expect(\"a number\")).collect();\n"
        ),
        Input::Data(values) => format!("    let x: Vec<f64> = vec![\n{}    ];\n", lines_of(values)),
    }
}

fn scale(codec: &Codec, plan: &Plan, count: usize) -> String {
    let (columns, (rows, width)) = (plan.columns, plan.group.unwrap_or((1, plan.columns.max(count))));
    let least = if plan.least.is_empty() { String::new() } else { format!(".max({})", plan.least) };
    let mut values = vec![
        ("peaks", format!("peaks(&x32, {columns}, {rows}, {width})")),
        ("least", least),
        ("largest", format!("{:?}", codec.format.max_finite())),
        ("most", format!("{:?}", 448.0 * codec.format.max_finite())),
    ];
    let template = match plan.sort {
        Sort::None => "    let scales = vec![1.0_f32; x32.len()];\n    let scaled = x32.clone();\n",
        Sort::Quotient => include_str!("rust/scale_f32.txt"),
        Sort::Power(rule) => {
            let significand = if rule == ScaleRule::Floor { "" } else { SIGNIFICAND };
            values.push(("significand", significand.to_owned()));
            values.push(("rule", exponent_in_rust(rule, &codec.format)));
            include_str!("rust/scale_power.txt")
        }
        Sort::TwoLevels => include_str!("rust/scale_nvfp4.txt"),
    };
    filled(template, &values)
}

fn encode(codec: &Codec) -> String {
    let row = &codec.format;
    let is_scale = row.specials == Specials::Scale;
    let (turn, lift) = if row.min_exponent() < 0 { ("+", -row.min_exponent()) } else { ("-", row.min_exponent()) };
    let sum = format!("steps as u32 + (exponent {turn} {lift}) as u32 * {{hidden}}");
    let (guard, sum) = match (is_scale, row.has_negative_zero()) {
        (true, _) => {
            ("    if t <= 0.0 {\n        return ({nan}, f32::NAN);\n    }\n", format!("({sum}).saturating_sub(1)"))
        }
        (false, true) => ("    let sign = if t.is_sign_negative() { {sign} } else { 0 };\n", sum),
        (false, false) => ("    let sign = if t < 0.0 { {sign} } else { 0 };\n", sum),
    };
    let sign = if is_scale { "" } else { " | sign" };
    let beyond = match codec.beyond() {
        Beyond::Largest => format!("({{top}}{sign}, {{largest}}_f64.copysign(t) as f32)"),
        Beyond::Infinity => format!("({{top}} + 1{sign}, f32::INFINITY.copysign(t as f32))"),
        Beyond::NanAfter => format!("({{top}} + 1{sign}, f32::NAN)"),
        Beyond::NanForZero => "({nan}, f32::NAN)".to_owned(),
    };
    let result = match (is_scale, row.has_negative_zero()) {
        (true, _) => "(magnitude, (steps.max(1.0) * spacing) as f32)",
        (false, true) => "(magnitude | sign, (steps * spacing).copysign(t) as f32)",
        (false, false) => {
            "(if magnitude == 0 { 0 } else { magnitude | sign }, (steps * spacing).copysign(t) as f32 + 0.0)"
        }
    };
    let mut values = codec.numbers();
    values.extend([
        ("rounding", codec.rounding_in_words().to_owned()),
        ("steps", steps(codec)),
        ("word", if codec.is_random() { ", word: u32" } else { "" }.to_owned()),
        ("guard", filled(guard, &codec.numbers())),
        ("sum", filled(&sum, &codec.numbers())),
        ("beyond", filled(&beyond, &codec.numbers())),
        ("result", result.to_owned()),
    ]);
    filled(include_str!("rust/encode.txt"), &values)
}

/// Which multiple of the spacing a magnitude becomes.
fn steps(codec: &Codec) -> String {
    let low = "(t.abs() / spacing).floor()";
    codec.away_in_rust().map_or(format!("    let steps = {low};\n"), |away| {
        let share = "    let share = t.abs() / spacing - low;\n";
        format!("    let low = {low};\n{share}    let steps = if {away} {{ low + 1.0 }} else {{ low }};\n")
    })
}

fn conversion(codec: &Codec, words: u64) -> String {
    let encode = match codec.rule.rounding {
        _ if codec.is_identity() => "(t.to_bits(), *t)",
        Rounding::Stochastic => "encode(*t, (words.next() >> 32) as u32)",
        Rounding::NearestEven | Rounding::TowardZero | Rounding::Up | Rounding::Down => "encode(*t)",
    };
    let words = if codec.is_random() { format!("    let mut words = Stream::new({words});\n") } else { String::new() };
    words + &fill(include_str!("rust/convert.txt"), &[("encode", encode)])
}
