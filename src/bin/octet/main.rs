//! Door 3, the terminal: `octet convert | formats | facts | run`.

fn main() {}
