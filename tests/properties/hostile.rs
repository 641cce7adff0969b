//! Links that nobody should have to read: random bytes, and valid links cut, doubled, escaped and filled with nasty words.
//!
//! One seed, so that the hundred thousand links of a run are always the same ones.

/// A generator of 64-bit numbers: `SplitMix64` (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).expect("a small number");
        usize::try_from(self.next() % limit).expect("a small number")
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }
}

const NASTY: &[&str] = &[
    "NaN",
    "-NaN",
    "inf",
    "-Infinity",
    "1e999",
    "-1e999",
    "1e39",
    "1e-999",
    "-0",
    "+1",
    "0x10",
    "1_000",
    "1,5",
    "９",
    "∞",
    "5e-324",
    "1.7976931348623157e308",
    "999999999999999999999999999999",
    "-1",
    "1e",
    "e5",
    ".",
    "-",
    "%",
    "%2",
    "%zz",
    "%00",
    "%25",
    "%26",
    "%3d",
    "%23",
    "%F0%9F",
    "&",
    "&&",
    "=",
    "==",
    "?",
    "#",
    "/",
    "//",
    "~",
    "~~",
    "\0",
    "\u{202e}",
    "\u{feff}",
    "\u{2028}",
    "\r\n",
    "🦀",
    "é",
    "&v=2",
    "&v=0",
    "&v=99999999999999",
    "&v=-1",
    "&v",
    "&m=2026-11",
    "&m=",
    "&m=2099-01",
    "&lang=fr",
    "&lang=xx",
    "&data=local",
    "&data=1~2~x~1e999",
    "&seed=1",
    "&seed=18446744073709551616",
    "&count=4194305",
    "&growth=0.4",
    "&measured=none",
    "&measured=8~123g12-30~1j0-0~14_12g0-0__1g1001-0~24.8_9p0-99999",
    "~14_1g0-0",
    "&format=e4m3fn",
    "&unknown=1",
    "&constructor=1",
    "&__proto__=x",
    "<script>",
    "\"",
    "'",
    "{growth}",
];

const VIEWS: &[&str] = &["#/", "#/quantize?", "#/compute?", "#/bandwidth?", "#/economy?", "#/nowhere?", ""];

/// One hostile link, most of them near one of `valid`.
pub fn link(dice: &mut Dice, valid: &[String]) -> String {
    match dice.below(64) {
        0 => long(dice),
        1..=8 => {
            let length = dice.below(200);
            String::from_utf8_lossy(&(0..length).map(|_| dice.byte()).collect::<Vec<_>>()).into_owned()
        }
        9..=14 => {
            let (view, length) = (dice.pick(VIEWS), dice.below(120));
            let letters = (0..length).map(|_| char::from(32 + dice.byte() % 95));
            view.chars().chain(letters).collect()
        }
        15..=20 => {
            let (view, count) = (dice.pick(VIEWS), dice.below(12));
            view.to_owned() + &(0..count).map(|_| dice.pick(NASTY)).collect::<String>()
        }
        _ => {
            let mut bytes = valid[dice.below(valid.len())].clone().into_bytes();
            for _ in 0..=dice.below(5) {
                mutate(dice, &mut bytes);
            }
            String::from_utf8_lossy(&bytes).into_owned()
        }
    }
}

/// One word over and over, up to half as long again as anything that is read.
fn long(dice: &mut Dice) -> String {
    let (view, word, bytes) = (dice.pick(VIEWS), dice.pick(NASTY), dice.below(12_000));
    view.to_owned() + &word.repeat(bytes / word.len())
}

fn mutate(dice: &mut Dice, bytes: &mut Vec<u8>) {
    let at = dice.below(bytes.len() + 1);
    let end = (at + dice.below(12)).min(bytes.len());
    match dice.below(8) {
        0 => bytes.insert(at, dice.byte()),
        1 => drop(bytes.drain(at..end)),
        2 => drop(bytes.splice(at..end, dice.pick(NASTY).bytes())),
        3 => drop(bytes.splice(at..at, dice.pick(NASTY).bytes())),
        4 => {
            let piece = bytes[at..end].to_vec();
            bytes.extend(piece);
        }
        5 => {
            let escaped: Vec<u8> = bytes[at..end].iter().flat_map(|byte| format!("%{byte:02X}").into_bytes()).collect();
            bytes.splice(at..end, escaped);
        }
        6 => bytes.truncate(at),
        _ => {
            // A digit more or another digit: the commonest slip of all.
            if let Some(digit) = bytes[at..].iter_mut().find(|byte| byte.is_ascii_digit()) {
                *digit = b'0' + dice.byte() % 10;
            }
        }
    }
}
