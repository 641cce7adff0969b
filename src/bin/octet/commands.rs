//! The list of subcommands, and which one a command line asks for.
//!
//! A subcommand is a module with one verb, `run(arguments) -> Result<Vec<u8>, Refusal>`: it returns everything it has to say, so
//! nothing reaches stdout before all input has proved good. Adding one means a module and a row in [`COMMANDS`].

use crate::refusal::{Refusal, allowed, quoted, unknown_option};
use crate::{convert, facts, formats, run};
use lexopt::Arg::{Long, Short, Value};

/// A subcommand: its name, what `octet help` says about it, and its verb.
struct Command {
    name: &'static str,
    summary: &'static str,
    run: fn(lexopt::Parser) -> Result<Vec<u8>, Refusal>,
}

const COMMANDS: [Command; 4] = [
    Command { name: "run", summary: "the figures behind a link of the page", run: run::run },
    Command { name: "facts", summary: "every fact with its source", run: facts::run },
    Command { name: "convert", summary: "numbers to codes and back, stdin to stdout", run: convert::run },
    Command { name: "formats", summary: "the table of number formats", run: formats::run },
];

/// What belongs on stdout, or why there is nothing to say.
pub fn answer(mut arguments: lexopt::Parser) -> Result<Vec<u8>, Refusal> {
    let names = || allowed(COMMANDS.iter().map(|command| command.name).chain(["help"]));
    match arguments.next()? {
        None => Err(Refusal(format!("no command given; allowed are {}", names()))),
        Some(Long("help") | Short('h')) => Ok(help().into_bytes()),
        Some(Long("version") | Short('V')) => Ok(concat!("octet ", env!("CARGO_PKG_VERSION"), "\n").into()),
        Some(Value(word)) if word == "help" => Ok(help().into_bytes()),
        Some(Value(word)) => match COMMANDS.iter().find(|command| word == command.name) {
            Some(command) => (command.run)(arguments),
            None => Err(Refusal(format!("unknown command {}; allowed are {}", quoted(&word), names()))),
        },
        Some(option) => Err(unknown_option(&option, "--help, --version")),
    }
}

fn help() -> String {
    let lines: Vec<String> =
        COMMANDS.iter().map(|Command { name, summary, .. }| format!("  {name:<9} {summary}\n")).collect();
    format!(
        "Octet: what eight-bit arithmetic costs and buys.\n\n\
         Usage: octet COMMAND [OPTIONS]\n\n{}\n\
         `octet COMMAND --help` tells more; `octet --version` gives the version.\n",
        lines.concat()
    )
}
