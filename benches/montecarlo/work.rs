//! The default experiment of `#/economy` through the worker's own desk, and the model in JSON for those who are to follow it too.

use octet::economy::facts::named::{GDP_2024_TRILLION_RMB, MARKET_2024};
use octet::economy::levers::Lever;
use octet::economy::paths::Reading;
use octet::experiments::uncertainty::Params;
use octet::experiments::{Experiment, Outcome};
use octet::scenario::economy::Economy;
use octet::worker::desk::Desk;
use octet::worker::message::{JobId, Reply, Request, decode, encode};

/// One run from the request to the reply in bytes; what the worker does, but for handing the bytes over.
pub fn reply() -> Vec<u8> {
    answered(Economy::default().experiment())
}

/// What there is to agree on, in JSON: the model, and the bands of such a run, P5, P25, P50, P75, P95 of each reading and year.
pub fn agreement() -> String {
    format!("{{\"model\": {}, \"bands\": {}}}", model(), bands_of(Economy::default().experiment()))
}

/// Every lever with its limits and its range, what is counted beside them, and the bands without any range.
fn model() -> String {
    let Experiment::Uncertainty(params) = Economy::default().experiment() else { return "null".to_owned() };
    let levers = listed(Lever::ALL.iter().zip(&params.levers).map(|(lever, value)| {
        let (min, max) = lever.range();
        format!("\"{}\": {{\"value\": {value:?}, \"min\": {min:?}, \"max\": {max:?}}}", lever.key())
    }));
    let ranges = listed(params.ranges.iter().map(|(lever, spread)| {
        let (shape, low, high) = (spread.shape, spread.low, spread.high);
        format!("\"{}\": {{\"shape\": \"{shape:?}\", \"low\": {low:?}, \"high\": {high:?}}}", lever.key())
    }));
    let readings = listed(Reading::ALL.iter().map(|reading| format!("\"{reading:?}\"")));
    let (installed, gdp) = (MARKET_2024.eflops().get(), GDP_2024_TRILLION_RMB.number);
    let (money, path, paths) = (params.money, params.path, params.paths);
    let central = bands_of(Experiment::Uncertainty(Params { ranges: Vec::new(), ..params }));
    format!(
        "{{\"levers\": {{{levers}}}, \"ranges\": {{{ranges}}}, \"money\": \"{money:?}\", \"path\": \"{path:?}\", \"paths\": {paths}, \
         \"counted\": {{\"installed2024\": {installed:?}, \"gdp2024\": {gdp:?}}}, \"readings\": [{readings}], \"central\": {central}}}"
    )
}

fn bands_of(experiment: Experiment) -> String {
    let Ok(Reply::Finished { outcome, .. }) = decode(&answered(experiment)) else { return "null".to_owned() };
    let Outcome::Uncertainty(outcome) = *outcome else { return "null".to_owned() };
    // Finite numbers and lists look in Rust's `Debug` as they do in JSON.
    format!("{:?}", outcome.bands)
}

fn answered(experiment: Experiment) -> Vec<u8> {
    let mut desk = Desk::default();
    desk.receive(Request::Start { job: JobId(1), experiment });
    loop {
        match desk.step() {
            Some(Reply::Progress { .. }) => {}
            Some(reply) => return encode(&reply).unwrap_or_default(),
            None => return Vec::new(),
        }
    }
}

fn listed(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}
