//! The program in Python with PyTorch. PyTorch has no PCG64, so numbers are drawn by NumPy, as in its own program.

use crate::numerics::formats::FormatId;
use crate::views::snippets::codec::{Beyond, Codec};
use crate::views::snippets::linking::headed;
use crate::views::snippets::numpy::{end, filled, functions, input};
use crate::views::snippets::scale::{Plan, Sort, exponent_in_python};
use crate::views::snippets::{Task, Tongue};

/// The whole program.
pub fn text(task: &Task, link: &str) -> String {
    let (codec, plan) = (Codec::new(task.conversion), Plan::new(task));
    let mut text = functions(task);
    if plan.group.is_some() && plan.sort != Sort::None {
        text += include_str!("pytorch/peaks.py");
    }
    text += &input(task);
    text += "x32 = torch.from_numpy(x.astype(np.float32))\n\n";
    text += &scale(&codec, &plan);
    text += &conversion(&codec, task.words);
    headed(link, Tongue::PyTorch, &(text + &end(&codec, include_str!("pytorch/end.py"))))
}

fn scale(codec: &Codec, plan: &Plan) -> String {
    let amax = match plan.group {
        None => "x32.abs().max()".to_owned(),
        Some((rows, columns)) => format!("peaks(x32, {}, {rows}, {columns})", plan.columns),
    };
    let bounded = if plan.least.is_empty() { amax } else { format!("{amax}.clamp(min={})", plan.least) };
    let mut values = vec![
        ("amax", bounded),
        ("largest", format!("{:?}", codec.format.max_finite())),
        ("most", format!("{:?}", 448.0 * codec.format.max_finite())),
    ];
    let template = match plan.sort {
        Sort::None => "t, scale = x32, 1.0\n",
        Sort::Quotient => include_str!("pytorch/scale_f32.py"),
        Sort::Power(rule) => {
            values.push(("rule", exponent_in_python(rule, &codec.format, "torch.frexp")));
            include_str!("pytorch/scale_power.py")
        }
        Sort::TwoLevels => include_str!("pytorch/scale_nvfp4.py"),
    };
    filled(template, &values) + "\n"
}

fn conversion(codec: &Codec, words: u64) -> String {
    if codec.is_identity() {
        return "codes, result = t.view(torch.int32).long() & 0xFFFFFFFF, t * scale\n".to_owned();
    }
    match codec.torch_dtype() {
        Some(dtype) if !codec.is_table(Tongue::PyTorch) => cast(codec, dtype),
        Some(_) | None => table(codec, words),
    }
}

fn cast(codec: &Codec, dtype: &str) -> String {
    let largest = codec.format.max_finite();
    let (remark, bounded) = match codec.beyond() {
        Beyond::NanAfter if codec.rule.format == FormatId::E4m3fn => {
            return include_str!("pytorch/cast_nan.py").to_owned();
        }
        Beyond::Largest => {
            (" The clamp saturates in every version of PyTorch.", format!("t.clamp({:?}, {largest:?})", -largest))
        }
        Beyond::Infinity | Beyond::NanAfter | Beyond::NanForZero => ("", "t".to_owned()),
    };
    let codes = match codec.format.bytes_per_code() {
        1 => "q.view(torch.uint8)",
        _ => "q.view(torch.int16).int() & 0xFFFF",
    };
    let values =
        [("remark", remark.to_owned()), ("bounded", bounded), ("dtype", dtype.to_owned()), ("codes", codes.to_owned())];
    filled(include_str!("pytorch/cast.py"), &values)
}

fn table(codec: &Codec, words: u64) -> String {
    let mut values = codec.numbers();
    values.push(("away", codec.away_in_python().to_owned()));
    values.push(("rounding", codec.rounding_in_words().to_owned()));
    let drawn = if codec.is_random() {
        format!("words = torch.from_numpy((stream({words}).random_raw(x.size) >> np.uint64(32)).astype(float))\n")
    } else {
        String::new()
    };
    let list =
        if codec.format.has_zero() { include_str!("pytorch/values.py") } else { include_str!("pytorch/powers.py") };
    let signed = match (codec.format.has_sign(), codec.format.has_negative_zero()) {
        (false, _) => {
            "codes = torch.where(t > 0, magnitude, {nan})\nq = torch.where(t > 0, values[magnitude.clamp(max={top})], torch.nan)\n"
        }
        (true, true) => {
            "codes = torch.where(t.signbit(), magnitude | {sign}, magnitude)\nq = torch.copysign(values[magnitude.clamp(max={top})], t)\n"
        }
        (true, false) => {
            "codes = torch.where(t.signbit() & (magnitude > 0), magnitude | {sign}, magnitude)\nq = torch.copysign(values[magnitude.clamp(max={top})], t) + 0.0\n"
        }
    };
    let (before, after) = match codec.beyond() {
        Beyond::Largest => ("magnitude = magnitude.clamp(max={top})  # saturates\n", ""),
        Beyond::Infinity => ("", "q = torch.where(magnitude > {top}, t.double() * torch.inf, q)\n"),
        Beyond::NanAfter => ("", "q = torch.where(magnitude > {top}, torch.nan, q)\n"),
        Beyond::NanForZero => (
            "",
            "codes = torch.where(magnitude > {top}, {sign}, codes)\nq = torch.where(magnitude > {top}, torch.nan, q)\n",
        ),
    };
    let last = "result = q.float() * scale\n";
    let template = [list, &drawn, include_str!("pytorch/search.py"), before, signed, after, last].concat();
    filled(&template, &values)
}
