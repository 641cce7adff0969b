//! `#/compute`, the chips: how much of a fleet can compute in FP8, under the reader's three assumptions.
//!
//! Units: per cent of the fleet. The picture is one area: widths are parts of the fleet, heights the parts of them with FP8
//! units, so the filled area is the answer: 50 % × 6 % + 50 % × 79 % = 42.5 %.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Along, BarStyle, Bin, Figure, Mark};
use crate::charts::ink::Ink;
use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::economy::assumptions::Assumptions;
use crate::economy::chips::{Fleet, models_with_fp8};
use crate::economy::facts::machines::Origin;
use crate::economy::levers::Lever;
use crate::scenario::Scenario;
use crate::scenario::chips::Chips;
use crate::scenario::link::{Pin, print};
use crate::scenario::view::View;
use crate::units::{Multiple, Share};
use crate::views::compute::percent;
use crate::views::compute_world::filled;

/// The reader's fleet.
pub fn fleet(settings: &Chips) -> Fleet {
    Fleet {
        domestic: Share::clamped(settings.domestic),
        fp8_domestic: Share::clamped(settings.fp8_domestic),
        fp8_imported: Share::clamped(settings.fp8_imported),
    }
}

/// How much more the fleet does, in work worth FP16, with the economy's default share of work in FP8 and its speed-up.
fn gain(fleet: &Fleet) -> Multiple {
    let assumed = Assumptions::default().use_of_stock;
    assumed.fp8_speed_up.for_part(assumed.fp8_work * fleet.fp8())
}

/// The answer in words.
pub fn sentence(settings: &Chips, voice: &dyn Voice) -> String {
    let (fleet, assumed) = (fleet(settings), Assumptions::default().use_of_stock);
    let gain = gain(&fleet);
    let values = [
        ("domestic", percent(fleet.domestic.get(), voice)),
        ("own", percent(fleet.fp8_domestic.get(), voice)),
        ("imported", percent(fleet.fp8_imported.get(), voice)),
        ("share", percent(fleet.fp8().get(), voice)),
        ("work", percent(assumed.fp8_work.get(), voice)),
        ("speed", voice.number(assumed.fp8_speed_up.get(), NumberStyle::Significant { digits: 3 })),
        ("gain", voice.number(gain.get() - 1.0, NumberStyle::Percent { decimals: 1 })),
    ];
    filled(Word::ChipsFleetSay, &values, voice)
}

/// Where the defaults of the two FP8 knobs come from.
pub fn grounds(voice: &dyn Voice) -> String {
    let whole = |number: u32| voice.number(f64::from(number), NumberStyle::Plain { decimals: 0 });
    let (own, imported) = (models_with_fp8(Origin::Domestic), models_with_fp8(Origin::Foreign));
    let values = [
        ("own", whole(own.0)),
        ("own_all", whole(own.1)),
        ("imported", whole(imported.0)),
        ("imported_all", whole(imported.1)),
    ];
    filled(Word::ChipsFleetGrounds, &values, voice)
}

/// The links that take the answer into the economy, as its fleet of 2025 and as that of 2035.
pub fn links(settings: &Chips) -> [String; 2] {
    // Per mille are enough for an assumption and keep the link short.
    let share = libm::round(fleet(settings).fp8().get() * 1000.0) / 1000.0;
    [Lever::Fp8Fleet2025, Lever::Fp8Fleet2035].map(|lever| {
        let mut scenario = Scenario { view: View::Economy, ..Scenario::default() };
        scenario.economy.side.numbers[lever.place()] = share;
        print(&scenario, Pin::WhenChanged)
    })
}

/// The picture.
pub fn fleet_figure(settings: &Chips, voice: &dyn Voice) -> Figure {
    let fleet = fleet(settings);
    let (edge, whole) = (fleet.domestic.percent(), fleet.fp8().percent());
    let bar = |word, ink, style, bin| Mark::Bars { name: voice.say(word).to_owned(), ink, style, bins: vec![bin] };
    let own = Bin { from: 0.0, to: edge, value: fleet.fp8_domestic.percent() };
    let imported = Bin { from: edge, to: 100.0, value: fleet.fp8_imported.percent() };
    let label = fill(voice.say(Word::ChipsFleetRule), &[("share", &percent(fleet.fp8().get(), voice))]);
    Figure {
        id: "chips-fleet",
        title: voice.say(Word::ChipsFleetTitle).to_owned(),
        summary: sentence(settings, voice),
        caption: voice.say(Word::ChipsFleetCaption).to_owned(),
        x: Axis::new(Scale::Linear, 0.0, 100.0, voice.say(Word::ChipsAxisFleet)),
        y: Axis::new(Scale::Linear, 0.0, 100.0, voice.say(Word::ChipsAxisCapable)),
        marks: vec![
            bar(Word::ChipsDomestic, Ink::Accent, BarStyle::Filled, own),
            bar(Word::ChipsImported, Ink::Neutral, BarStyle::Outlined, imported),
            Mark::Rule { axis: Along::Y, at: whole, label, ink: Ink::Neutral },
        ],
        table: table(&fleet, voice),
    }
}

fn table(fleet: &Fleet, voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![
        column("part", Word::ChipsColumnPart),
        column("share_of_fleet_percent", Word::ChipsAxisFleet),
        column("fp8_of_part_percent", Word::ChipsAxisCapable),
        column("fp8_of_fleet_percent", Word::ChipsColumnCapableOfFleet),
        column("fp8_gain", Word::ChipsColumnGain),
    ];
    let term = |key, word| Cell::Term { key, label: voice.say(word).to_owned() };
    let part = |key, word, of_fleet: Share, with: Share, gain| {
        let of = |share: Share| Cell::Number(share.percent());
        vec![term(key, word), of(of_fleet), of(with), of(of_fleet * with), gain]
    };
    let rows = vec![
        part("domestic", Word::ChipsDomestic, fleet.domestic, fleet.fp8_domestic, Cell::Empty),
        part("imported", Word::ChipsImported, fleet.domestic.rest(), fleet.fp8_imported, Cell::Empty),
        part("fleet", Word::ChipsWholeFleet, Share::MAX, fleet.fp8(), Cell::Number(gain(fleet).get())),
    ];
    Table { columns, rows }
}

#[cfg(test)]
mod tests {
    use super::{fleet, gain, links};
    use crate::scenario::chips::Chips;

    #[test]
    fn the_gain_is_amdahls() {
        let settings = Chips { domestic: 0.5, fp8_domestic: 0.06, fp8_imported: 0.79, ..Chips::default() };
        // f = 0.5 × 0.425 = 0.2125 at twice the speed: 1 / (1 − 0.10625) = 1.11888
        assert!((gain(&fleet(&settings)).get() - 1.118_88).abs() < 1e-4);
        let none = Chips { domestic: 1.0, fp8_domestic: 0.0, ..settings };
        assert!((gain(&fleet(&none)).get() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn links_carry_the_answer() {
        let settings = Chips { domestic: 0.5, fp8_domestic: 0.06, fp8_imported: 0.79, ..Chips::default() };
        let [now, later] = links(&settings);
        assert!(now.starts_with("#/economy?fp8fleet2025=0.425&"), "{now}");
        assert!(later.starts_with("#/economy?fp8fleet2035=0.425&"), "{later}");
    }
}
