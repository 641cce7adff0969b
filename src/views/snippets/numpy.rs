//! The program in Python with NumPy and `ml_dtypes`.

use crate::charts::voice::fill;
use crate::experiments::inputs::Input;
use crate::views::snippets::codec::{Beyond, Codec};
use crate::views::snippets::linking::headed;
use crate::views::snippets::scale::{Plan, Sort, exponent_in_python};
use crate::views::snippets::{MOST_INLINE, NUMBERS_FILE, Task, Tongue};

/// The whole program.
pub fn text(task: &Task, link: &str) -> String {
    let (codec, plan) = (Codec::new(task.conversion), Plan::new(task));
    let mut text = functions(task);
    if plan.group.is_some() && plan.sort != Sort::None {
        text += include_str!("numpy/peaks.py");
    }
    text += &input(task);
    text += "x32 = x.astype(np.float32)\n\n";
    text += &scale(&codec, &plan);
    text += &conversion(&codec, task.words);
    headed(link, Tongue::NumPy, &(text + &end(&codec, include_str!("numpy/end.py"))))
}

/// The random stream and what is drawn from it, where it is needed; PyTorch's program has the same.
pub fn functions(task: &Task) -> String {
    let is_drawn = !matches!(task.input, Input::Data(_));
    let mut text = String::new();
    if is_drawn || Codec::new(task.conversion).is_random() {
        text += include_str!("numpy/stream.py");
    }
    text += match &task.input {
        Input::Normal { .. } | Input::LogNormal { .. } | Input::Outlier { .. } => include_str!("numpy/normal.py"),
        Input::Uniform { .. } => include_str!("numpy/uniform.py"),
        Input::StudentT { .. } => concat!(include_str!("numpy/uniform.py"), include_str!("numpy/student.py")),
        Input::Data(_) => "",
    };
    text
}

/// The input `x` in float64; PyTorch's program has the same.
pub fn input(task: &Task) -> String {
    let normal = |count: usize, sigma: f64, seed: u64| format!("x = normal(stream({seed}), {count}) * {sigma:?}\n");
    let count = task.input.count();
    match &task.input {
        Input::Normal { sigma, seed, .. } => normal(count, *sigma, *seed),
        Input::Uniform { sigma, seed, .. } => {
            format!("x = np.sqrt(3.0) * (2.0 * uniform(stream({seed}), {count}) - 1.0) * {sigma:?}\n")
        }
        Input::LogNormal { sigma, spread, seed, .. } => {
            format!("x = np.exp({spread:?} * normal(stream({seed}), {count})) * {sigma:?}\n")
        }
        Input::StudentT { sigma, freedom, seed, .. } => {
            format!("x = student_t(stream({seed}), {count}, {freedom:?}) * {sigma:?}\n")
        }
        Input::Outlier { sigma, strength, columns, channels, outliers, seed, .. } => {
            let column = if *columns == 0 { String::new() } else { format!(" % {columns}") };
            let values = [
                ("column", format!("(np.arange(x.size){column})")),
                ("channels", channels.to_string()),
                ("outliers", outliers.to_string()),
                ("strength", format!("{strength:?}")),
            ];
            normal(count, *sigma, *seed) + &filled(include_str!("numpy/outliers.py"), &values)
        }
        Input::Data(_) if MOST_INLINE < count => format!("x = np.loadtxt(\"{NUMBERS_FILE}\")  # one number a line\n"),
        Input::Data(values) => format!("x = np.array([\n{}])\n", lines_of(values)),
    }
}

/// Numbers as a list over several lines.
pub fn lines_of(values: &[f64]) -> String {
    let line = |line: &[f64]| line.iter().map(|x| format!("{x:?},")).collect::<Vec<_>>().join(" ");
    values.chunks(8).map(|chunk| "    ".to_owned() + &line(chunk) + "\n").collect()
}

fn scale(codec: &Codec, plan: &Plan) -> String {
    let amax = match plan.group {
        None => "np.abs(x32).max()".to_owned(),
        Some((rows, columns)) => format!("peaks(x32, {}, {rows}, {columns})", plan.columns),
    };
    let bounded =
        if plan.least.is_empty() { amax.clone() } else { format!("np.maximum({amax}, np.float32({}))", plan.least) };
    let mut values = vec![
        ("largest", format!("{:?}", codec.format.max_finite())),
        ("most", format!("{:?}", 448.0 * codec.format.max_finite())),
    ];
    let template = match plan.sort {
        Sort::None => "t, scale = x32, np.float32(1)\n",
        Sort::Quotient => include_str!("numpy/scale_f32.py"),
        Sort::Power(rule) => {
            values.push(("rule", exponent_in_python(rule, &codec.format, "np.frexp")));
            include_str!("numpy/scale_power.py")
        }
        Sort::TwoLevels => include_str!("numpy/scale_nvfp4.py"),
    };
    values.push(("amax", bounded));
    filled(template, &values) + "\n"
}

fn conversion(codec: &Codec, words: u64) -> String {
    if codec.is_identity() {
        return "codes, result = t.view(np.uint32), t * scale\n".to_owned();
    }
    match codec.numpy_dtype() {
        Some(dtype) if !codec.is_table(Tongue::NumPy) => {
            let largest = codec.format.max_finite();
            let (remark, bounded) = match codec.beyond() {
                Beyond::Largest => {
                    (" ml_dtypes does not saturate; np.clip does.", format!("np.clip(t, {:?}, {largest:?})", -largest))
                }
                Beyond::Infinity | Beyond::NanAfter | Beyond::NanForZero => ("", "t".to_owned()),
            };
            let width = if codec.format.bytes_per_code() == 1 { "8" } else { "16" };
            let values = [
                ("remark", remark.to_owned()),
                ("bounded", bounded),
                ("dtype", dtype.to_owned()),
                ("width", width.to_owned()),
            ];
            filled(include_str!("numpy/cast.py"), &values)
        }
        Some(_) | None => table(codec, words),
    }
}

fn table(codec: &Codec, words: u64) -> String {
    let mut values = codec.numbers();
    values.push(("away", codec.away_in_python().to_owned()));
    values.push(("rounding", codec.rounding_in_words().to_owned()));
    let drawn = if codec.is_random() {
        format!("words = stream({words}).random_raw(x.size) >> np.uint64(32)\n")
    } else {
        String::new()
    };
    let list = if codec.format.has_zero() { include_str!("numpy/values.py") } else { include_str!("numpy/powers.py") };
    let signed = match (codec.format.has_sign(), codec.format.has_negative_zero()) {
        (false, _) => {
            "codes = np.where(t > 0, magnitude, {nan})\nq = np.where(t > 0, values[np.minimum(magnitude, {top})], np.nan)\n"
        }
        (true, true) => {
            "codes = np.where(np.signbit(t), magnitude | {sign}, magnitude)\nq = np.copysign(values[np.minimum(magnitude, {top})], t)\n"
        }
        (true, false) => {
            "codes = np.where(np.signbit(t) & (magnitude > 0), magnitude | {sign}, magnitude)\nq = np.copysign(values[np.minimum(magnitude, {top})], t) + 0.0\n"
        }
    };
    let (before, after) = match codec.beyond() {
        Beyond::Largest => ("magnitude = np.minimum(magnitude, {top})  # saturates\n", ""),
        Beyond::Infinity => ("", "q = np.where(magnitude > {top}, np.copysign(np.inf, t), q)\n"),
        Beyond::NanAfter => ("", "q = np.where(magnitude > {top}, np.nan, q)\n"),
        Beyond::NanForZero => {
            ("", "codes = np.where(magnitude > {top}, {sign}, codes)\nq = np.where(magnitude > {top}, np.nan, q)\n")
        }
    };
    let last = "result = q.astype(np.float32) * scale\n";
    let template = [list, &drawn, include_str!("numpy/search.py"), before, signed, after, last].concat();
    filled(&template, &values)
}

/// The last lines, which print what can be compared.
pub fn end(codec: &Codec, template: &str) -> String {
    filled(template, &codec.numbers())
}

/// [`fill`] for values that were just made.
pub fn filled(template: &str, values: &[(&str, String)]) -> String {
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(template, &values)
}
