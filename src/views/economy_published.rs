//! What others have published about AI and GDP, beside ours. Their metrics differ, so they are grouped by unit and never ranked.

use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::economy::calendar::CLAIM_YEAR;
use crate::economy::facts::output::{AiGdpForecast, ai_gdp_forecasts};
use crate::economy::project;
use crate::scenario::economy::Economy;
use crate::views::cells::source;
use crate::views::economy_scene::Scene;

/// One unit, and all that was published in it, in the order of the table of facts.
pub struct Group {
    /// The unit.
    pub unit: &'static str,
    /// The statements.
    pub rows: Vec<&'static AiGdpForecast>,
}

/// The statements by unit, in the order in which units first appear.
pub fn groups() -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for row in ai_gdp_forecasts() {
        match groups.iter_mut().find(|group| group.unit == row.unit) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { unit: row.unit, rows: vec![row] }),
        }
    }
    groups
}

/// What the model says in a group's unit, where it says the same sort of thing: the value of 2035, or its share.
pub fn ours(group: &Group, economy: &Economy, voice: &dyn Voice) -> Option<String> {
    let projection = project(&economy.side.assumptions());
    let year = projection.claimed();
    let significant = |value: f64| voice.number(value, NumberStyle::Significant { digits: 3 });
    match group.unit {
        "trillion RMB" => Some(significant(year.value.trillions())),
        "% of GDP" => Some(significant(year.ai_share.percent())),
        _ => None,
    }
}

/// A published value or range, in its own words.
pub fn printed(row: &AiGdpForecast) -> String {
    row.high.map_or_else(|| row.low.text.to_owned(), |high| format!("{}–{}", row.low.text, high.text))
}

/// The year that ours is about.
pub fn our_year() -> String {
    CLAIM_YEAR.to_string()
}

/// The statements, ours first in its two units.
pub fn published_table(scene: &Scene) -> Table {
    let column = |key, word| Column { key, label: scene.say(word) };
    let columns = vec![
        column("unit", Word::EconomyColumnUnit),
        column("who", Word::EconomyColumnWho),
        column("published", Word::EconomyColumnPublished),
        column("region", Word::WorldColumnRegion),
        column("low", Word::EconomyColumnFrom),
        column("high", Word::EconomyColumnTo),
        column("horizon", Word::EconomyColumnHorizon),
        column("metric", Word::EconomyColumnMetric),
        column("note", Word::ColumnsNote),
        column("source", Word::ColumnsSource),
    ];
    let text = |text: &str| Cell::Text(text.to_owned());
    let row = |row: &&AiGdpForecast| {
        vec![
            text(row.unit),
            text(row.who),
            text(row.year_published),
            text(row.region),
            Cell::Number(row.low.number),
            row.high.map_or(Cell::Empty, |high| Cell::Number(high.number)),
            text(row.horizon),
            text(row.metric),
            text(row.note),
            source(row.url, scene.voice),
        ]
    };
    Table { columns, rows: groups().iter().flat_map(|group| group.rows.iter().map(row).collect::<Vec<_>>()).collect() }
}

#[cfg(test)]
mod tests {
    use super::{groups, ours, printed};
    use crate::charts::voice::PlainVoice;
    use crate::economy::facts::output::ai_gdp_forecasts;
    use crate::scenario::economy::Economy;

    #[test]
    fn every_statement_is_in_one_group_of_one_unit() {
        let groups = groups();
        assert_eq!(groups.iter().map(|group| group.rows.len()).sum::<usize>(), ai_gdp_forecasts().len());
        assert!(groups.iter().all(|group| group.rows.iter().all(|row| row.unit == group.unit)));
        let beside: Vec<&str> = groups
            .iter()
            .filter(|group| ours(group, &Economy::default(), &PlainVoice).is_some())
            .map(|group| group.unit)
            .collect();
        assert_eq!(beside, ["trillion RMB", "% of GDP"]);
        assert!(printed(groups[1].rows[0]).contains('–'));
    }
}
