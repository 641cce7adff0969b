//! What the files around the code keep to: documents, page, manifest, data.

use std::collections::BTreeMap;

use crate::layers::LAYERS;
use crate::rules::BROWSER_CRATES;
use crate::source::ending;

/// The paths in backticks of a document: what has a folder in it, or a file's ending.
pub fn paths(text: &str) -> Vec<&str> {
    const ENDINGS: [&str; 12] = ["rs", "md", "toml", "csv", "json", "html", "css", "mjs", "js", "ts", "py", "png"];
    let is_path = |word: &&str| {
        let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || "._-/".contains(c));
        let ends = word.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && ENDINGS.contains(&ending));
        plain && !word.is_empty() && (word.contains('/') || ends)
    };
    let prose = text.split("```").step_by(2);
    prose.flat_map(|part| part.split('`').skip(1).step_by(2)).filter(is_path).collect()
}

/// Where the links and pictures of a document point inside the repository.
pub fn links(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.contains("://") && !target.starts_with('#')).collect()
}

/// The layer table as a document shows it, `### room ← imports`, against ours.
pub fn layer_headings(text: &str) -> Vec<String> {
    let shown: Vec<&str> = text.lines().filter(|line| line.starts_with("### ") && line.contains(" ← ")).collect();
    let row = |(room, allowed): (&str, &[&str])| {
        let allowed = if allowed.is_empty() { "nothing".to_owned() } else { allowed.join(", ") };
        format!("### {room} ← {allowed}")
    };
    let ours: Vec<String> = LAYERS.into_iter().filter(|(room, _)| *room != "lib").map(row).collect();
    let missing = ours.iter().filter(|row| !shown.contains(&row.as_str())).map(|row| format!("missing: {row}"));
    let wrong = shown.iter().filter(|row| !ours.iter().any(|ours| ours == *row)).map(|row| format!("not ours: {row}"));
    missing.chain(wrong).collect()
}

/// What a strict content security policy forbids in the page.
pub fn page(html: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let html = without_comments(html);
    let policy = html.split_once("http-equiv=\"Content-Security-Policy\" content=\"").map(|(_, rest)| rest);
    let policy = policy.and_then(|rest| rest.split('"').next()).unwrap_or_default();
    if !policy.contains("default-src 'none'") {
        problems.push("the policy does not begin with default-src 'none'".to_owned());
    }
    for word in policy.split([' ', ';']).filter(|word| !word.is_empty()) {
        let is_name = word.ends_with("-src") || matches!(word, "base-uri" | "form-action");
        let is_source = matches!(word, "'none'" | "'self'" | "'wasm-unsafe-eval'" | "data:" | "blob:");
        if !is_name && !is_source {
            problems.push(format!("the policy allows {word}"));
        }
    }
    for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let name = tag.split_whitespace().next().unwrap_or_default();
        if name == "style" || (name == "script" && !tag.contains(" src=")) {
            problems.push(format!("inline <{name}>"));
        }
        for attribute in tag.split_whitespace().filter_map(|word| word.split_once('=').map(|(attribute, _)| attribute))
        {
            let handles = attribute.strip_prefix("on").is_some_and(|rest| rest.chars().all(|c| c.is_ascii_lowercase()));
            if attribute == "style" || handles {
                problems.push(format!("inline {attribute}="));
            }
        }
        let address = tag
            .split(['"', '\''])
            .find(|value| value.starts_with("http") && value.contains("://") || value.starts_with("//"));
        if let Some(address) = address.filter(|address| *address != "http://www.w3.org/2000/svg") {
            problems.push(format!("another host: {address}"));
        }
    }
    problems
}

fn without_comments(html: &str) -> String {
    let mut parts = html.split("<!--");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once("-->").map_or("", |(_, rest)| rest))
}

/// Browser crates outside the wasm32 table of the manifest, and powers over the network among the browser's features.
pub fn manifest(toml: &str) -> Vec<String> {
    const TABLE: &str = "[target.'cfg(target_arch = \"wasm32\")'.dependencies]";
    const NETWORK: [&str; 6] =
        ["Request", "XmlHttpRequest", "WebSocket", "EventSource", "RtcPeerConnection", "RtcDataChannel"];
    let mut problems = Vec::new();
    let (mut section, mut seen) = ("", 0);
    for line in toml.lines() {
        if line.starts_with('[') {
            section = line.trim();
        }
        let name = line.split(['=', '.', ' ']).next().unwrap_or_default().replace('-', "_");
        if section.ends_with("dependencies]") && BROWSER_CRATES.contains(&name.as_str()) {
            seen += usize::from(section == TABLE);
            if section != TABLE {
                problems.push(format!("{name} stands in {section}, not in {TABLE}"));
            }
        }
        let feature = NETWORK.into_iter().find(|feature| line.contains(&format!("\"{feature}\"")));
        problems.extend(feature.map(|feature| format!("the feature {feature} reaches another host")));
    }
    if seen == 0 {
        problems.push(format!("no browser crate in {TABLE}: is the rule still looking at the right place?"));
    }
    problems
}

/// Differences between the data files that are there and those that their README describes, `**name.csv**`.
pub fn data(files: &[&str], readme: &str) -> Vec<String> {
    let described: Vec<&str> = readme.split("**").skip(1).step_by(2).filter(|name| ending(name) == "csv").collect();
    let unknown = files.iter().filter(|file| !described.contains(file)).map(|file| format!("{file} is not described"));
    let gone =
        described.iter().filter(|name| !files.contains(name)).map(|name| format!("{name} is described, but not there"));
    unknown.chain(gone).collect()
}

/// What a message file lacks of the words that the code may say, says beyond them, or says with other placeholders than the
/// English file.
pub fn messages(keys: &[&str], english: &str, other: &str) -> Vec<String> {
    let (english, other) = (sentences(english), sentences(other));
    let lacks = keys.iter().filter(|key| !other.contains_key(**key)).map(|key| format!("{key} is missing"));
    let unused = other.keys().filter(|key| !keys.contains(&key.as_str())).map(|key| format!("{key} is never said"));
    let differs = other.iter().filter(|(key, text)| english.get(*key).is_some_and(|ours| blanks(ours) != blanks(text)));
    let empty = other.iter().filter(|(_, text)| text.trim().is_empty()).map(|(key, _)| format!("{key} is empty"));
    lacks.chain(unused).chain(differs.map(|(key, _)| format!("{key} has other placeholders"))).chain(empty).collect()
}

/// The sentences of a message file by `room.key`.
fn sentences(json: &str) -> BTreeMap<String, String> {
    let rooms: BTreeMap<String, BTreeMap<String, String>> = serde_json::from_str(json).unwrap();
    let all = rooms.into_iter();
    all.flat_map(|(room, keys)| keys.into_iter().map(move |(key, text)| (format!("{room}.{key}"), text))).collect()
}

/// The `{placeholders}` of a sentence, sorted.
fn blanks(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> = text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
    names.sort_unstable();
    names.dedup();
    names
}
