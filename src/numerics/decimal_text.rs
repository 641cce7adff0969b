//! The double nearest to a decimal text, as `str::parse` gives it, but without that one's table of powers of ten: it weighs ten
//! kilobytes that do not compress, and a page would have to fetch them before it shows anything.
//!
//! Few digits take one division of whole numbers. Otherwise the digits stay digits and are multiplied or divided by powers of two,
//! exactly, until what stands before the point is a significand of 53 bits; what stands after it decides the rounding.

/// A size above 0: `digits[0] digits[1] …` with the point after `point` of them, so that 0.05 is `[5]` with a point of -1.
/// The first and the last digit are not 0.
struct Decimal {
    digits: Vec<u32>,
    point: i32,
}

/// The double nearest to a decimal, to the even one when two are equally near; `None` for any other text.
///
/// A sign, digits, a point and an exponent are read: `-1.5e-3`, `.5`, `+7.`. `0.1` gives `0x3FB9_9999_9999_999A`, `1e999` infinity.
pub fn read(text: &str) -> Option<f64> {
    let size = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, tens) = match size.split_once(['e', 'E']) {
        Some((mantissa, tens)) => (mantissa, exponent(tens)?),
        None => (size, 0),
    };
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = whole.chars().chain(part.chars()).map(|c| c.to_digit(10)).collect::<Option<Vec<u32>>>()?;
    if digits.is_empty() {
        return None;
    }
    let size = Decimal::new(&digits, places(whole.len()).saturating_add(tens)).map_or(0.0, Decimal::nearest);
    Some(if text.starts_with('-') { -size } else { size })
}

/// What follows the `e`; far beyond every double it is as good as any other.
fn exponent(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let far = if text.starts_with('-') { -FAR } else { FAR };
    is_plain.then(|| text.parse().unwrap_or(far).clamp(-FAR, FAR))
}

/// Longer than any text, so that an exponent beyond it decides alone.
const FAR: i32 = 1 << 30;

fn places(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(FAR)
}

/// No midpoint of two doubles has more digits, so that beyond them it only matters whether there is anything.
const MOST_DIGITS: usize = 800;

/// Below 2^53 a whole number is a double, and above 2^52 nothing lies between two of them.
const SIGNIFICAND: core::ops::Range<u64> = 1 << 52..1 << 53;

/// The power of two of the smallest double.
const LEAST_TWOS: i32 = -1074;

/// As many bits as are shifted at once where many are to go: nine of them fit a `u32` with what is carried.
const STRIDE: i32 = 24;

impl Decimal {
    /// `None` for 0.
    fn new(digits: &[u32], point: i32) -> Option<Self> {
        let first = digits.iter().position(|&digit| digit != 0)?;
        let last = digits.iter().rposition(|&digit| digit != 0)?;
        let mut digits = digits[first..=last].to_vec();
        if MOST_DIGITS < digits.len() {
            digits.truncate(MOST_DIGITS);
            digits.push(1);
        }
        Some(Self { digits, point: point.saturating_sub(places(first)) })
    }

    fn nearest(mut self) -> f64 {
        match self.point {
            311.. => return f64::INFINITY,
            ..=-324 => return 0.0,
            -323..=310 => {}
        }
        if let Some(nearest) = self.at_once() {
            return nearest;
        }
        let mut twos = 0;
        loop {
            let whole = self.whole();
            // A stride from further away does not reach the significand, so that it never goes too far.
            if SIGNIFICAND.end <= whole {
                let bits = if 25 < self.point { STRIDE } else { 1 };
                self.halve(bits);
                twos += bits;
            } else if whole < SIGNIFICAND.start && LEAST_TWOS < twos {
                let bits = if self.point <= 8 { STRIDE.min(twos - LEAST_TWOS) } else { 1 };
                self.double(bits);
                twos -= bits;
            } else {
                #[expect(clippy::cast_precision_loss, reason = "at most 2^53")]
                return libm::ldexp((whole + u64::from(self.rounds_up(whole))) as f64, twos);
            }
        }
    }

    /// Where digits and power of ten have 64 bits at most: one division, and what it leaves over counts as one more bit.
    #[expect(clippy::cast_precision_loss, reason = "this is the rounding")]
    fn at_once(&self) -> Option<f64> {
        let tens = self.point - places(self.digits.len());
        if 19 < self.digits.len() || 19 < tens.abs() {
            return None;
        }
        let digits = self.digits.iter().fold(0_u128, |sum, &digit| 10 * sum + u128::from(digit));
        let power = 10_u128.pow(tens.unsigned_abs());
        if 0 <= tens {
            return Some((digits * power) as f64);
        }
        let twos = digits.leading_zeros();
        let over = digits << twos;
        // At least 64 bits, so that the last one is none of those that are kept.
        let quotient = (over / power) | u128::from(over % power != 0);
        Some(libm::ldexp(quotient as f64, -twos.cast_signed()))
    }

    /// What stands before the point; the largest number where that is far more than a significand.
    fn whole(&self) -> u64 {
        if 18 < self.point {
            return u64::MAX;
        }
        let digit = |place: i32| self.digit(place).map_or(0, u64::from);
        (0..self.point).fold(0, |sum, place| 10 * sum + digit(place))
    }

    fn digit(&self, place: i32) -> Option<u32> {
        self.digits.get(usize::try_from(place).ok()?).copied()
    }

    /// Whether what stands after the point is more than a half, or a half after an odd number.
    fn rounds_up(&self, whole: u64) -> bool {
        match self.digit(self.point) {
            Some(5) => self.digit(self.point + 1).is_some() || whole % 2 == 1,
            Some(digit) => 5 < digit,
            None => false,
        }
    }

    fn double(&mut self, bits: i32) {
        let mut carry = 0;
        for digit in self.digits.iter_mut().rev() {
            let sum = (*digit << bits) + carry;
            (*digit, carry) = (sum % 10, sum / 10);
        }
        let mut front = Vec::new();
        while 0 < carry {
            front.insert(0, carry % 10);
            carry /= 10;
        }
        self.point += places(front.len());
        self.digits.splice(0..0, front);
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
    }

    fn halve(&mut self, bits: i32) {
        let mut rest = 0;
        for digit in &mut self.digits {
            let sum = 10 * rest + *digit;
            (*digit, rest) = (sum >> bits, sum & ((1 << bits) - 1));
        }
        while 0 < rest {
            rest *= 10;
            self.digits.push(rest >> bits);
            rest &= (1 << bits) - 1;
        }
        let zeros = self.digits.iter().take_while(|&&digit| digit == 0).count();
        self.digits.drain(..zeros);
        self.point -= places(zeros);
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::numerics::rng::Stream;

    /// The standard library is the oracle.
    #[track_caller]
    fn check(text: &str) {
        let bits = |number: Option<f64>| number.map(|number| format!("{:016x}", number.to_bits()));
        assert_eq!(bits(read(text)), bits(text.parse().ok()), "{text:?}");
    }

    #[test]
    fn what_is_no_decimal_is_refused() {
        for text in
            ["", "+", "-", ".", "e5", "1e", "1e+", "--1", "1.2.3", "1e1.5", "0x10", " 1", "1 ", "1_0", "１", "-.e1"]
        {
            check(text);
        }
        // The standard library reads words too.
        assert_eq!((read("nan"), read("inf"), read("-infinity")), (None, None, None));
    }

    #[test]
    fn texts_of_every_shape_are_read() {
        for text in
            ["0", "-0", ".5", "5.", "+7", "007.50", "1E5", "1e+5", "0.1", "-1.5e-3", "123456789012345678901234567890"]
        {
            check(text);
        }
        for text in ["1e999", "-1e99999999999", "1e-99999999999", "0e99999999999", "1.8e308", "1.7976931348623158e308"]
        {
            check(text);
        }
        check(&format!("0.{}1e400", "0".repeat(400)));
        check(&format!("1{}e-400", "0".repeat(400)));
    }

    #[test]
    fn ties_and_their_neighbours_are_told_apart() {
        // 2^53 + 1 lies between two doubles; the smallest double is 2^-1074, and half of it is a tie with 0.
        for text in [
            "9007199254740993",
            "9007199254740993.0000000000000000000000001",
            "9007199254740995",
            "5e-324",
            "2.4703282292062328e-324",
        ] {
            check(text);
        }
        for bits in
            [1_u64, 2, (1 << 52) - 1, 1 << 52, 0x3FF0_0000_0000_0001, 0x7FEF_FFFF_FFFF_FFFF, 0x0123_4567_89AB_CDEF]
        {
            let below = f64::from_bits(bits);
            // The exact midpoint above a double, its last digit, and one digit less or more.
            let (whole, exponent) = (format!("{below:.800e}"), "e");
            let (digits, tens) = whole.split_once(exponent).unwrap();
            check(&whole);
            check(&format!("{digits}1e{tens}"));
            let middle = format!("{:.900e}", below / 2.0 + below.next_up().min(f64::MAX) / 2.0);
            check(&middle);
        }
    }

    #[test]
    fn random_doubles_and_random_digits_are_those_of_the_standard_library() {
        let mut rng = Stream::new(1);
        let mut word = || (u64::from(rng.word()) << 32) | u64::from(rng.word());
        for _ in 0..5_000 {
            let number = f64::from_bits(word());
            if number.is_finite() {
                check(&format!("{number:e}"));
                check(&format!("{number:.30e}"));
            }
            check(&format!("{}.{}e{}", word() % 1000, word(), word() % 350));
            check(&format!("{}e{}", word() >> (word() % 64), word() % 25));
            check(&format!("{}e-{}", word() >> (word() % 64), word() % 25));
            check(&format!("{}.{}e-{}", word() % 1000, word(), word() % 350));
        }
    }
}
