//! The command `octet` as a process: what it answers, and the whole contract for bad input.

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Runs `octet` with `stdin`.
pub fn octet(arguments: &[&str], stdin: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_octet"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses its options does not read stdin, and may be gone before we have written.
    child.stdin.take().unwrap().write_all(stdin).ok();
    child.wait_with_output().unwrap()
}

/// What a command that must succeed has to say.
#[track_caller]
pub fn answer(arguments: &[&str], stdin: &[u8]) -> Vec<u8> {
    let output = octet(arguments, stdin);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
    output.stdout
}

/// Status 2, nothing on stdout, one line that holds all of `words`.
#[track_caller]
pub fn check_refused(arguments: &[&str], stdin: &[u8], words: &[&str]) {
    let output = octet(arguments, stdin);
    let line = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {line}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    assert_eq!(line.trim_end().lines().count(), 1, "{line}");
    assert!(line.starts_with("octet: ") && line.ends_with('\n'), "{line}");
    for word in words {
        assert!(line.contains(word), "{arguments:?}: {line:?} does not say {word:?}");
    }
}
