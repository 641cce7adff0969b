//! What a mark is drawn with: its meaning decides colour, dash and marker, so that no series rests on colour alone.

use crate::numerics::formats::FormatId;

/// The meaning of a mark's colour; the theme turns it into a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// A number format; the same colour, dash and marker everywhere.
    Format(FormatId),
    /// The one thing to look at.
    Accent,
    /// Something drawn in the colour of the text.
    Neutral,
    /// Context behind the subject; still three to one against the ground.
    Faint,
    /// A counted figure.
    Actual,
    /// Somebody's forecast.
    Forecast,
    /// A published target.
    Target,
    /// One of several equals, without a meaning of its own; the hues repeat after five, the dashes later.
    Series(u8),
}

/// The rhythm of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dash {
    /// Unbroken.
    Solid,
    /// Long strokes.
    Long,
    /// Middling strokes.
    Dashed,
    /// Dots.
    Dotted,
    /// Stroke, dot, stroke, dot.
    DashDot,
}

/// The shape at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// No shape.
    None,
    /// A disc.
    Circle,
    /// A square.
    Square,
    /// A square on its corner.
    Diamond,
    /// A triangle pointing up.
    TriangleUp,
    /// A triangle pointing down.
    TriangleDown,
    /// A diagonal cross.
    Cross,
    /// A disc's outline: something that is not there yet.
    Ring,
    /// A square's outline: the same.
    Frame,
    /// A hollow square on its corner.
    HollowDiamond,
    /// A hollow triangle pointing up.
    HollowTriangle,
}

impl Ink {
    /// The dash that goes with the ink.
    pub const fn dash(self) -> Dash {
        match self {
            Ink::Format(format) => of_format(format).0,
            Ink::Accent | Ink::Neutral | Ink::Faint | Ink::Actual => Dash::Solid,
            Ink::Forecast => Dash::Dashed,
            Ink::Target => Dash::Dotted,
            Ink::Series(index) => match index % 5 {
                0 => Dash::Solid,
                1 => Dash::Long,
                2 => Dash::Dashed,
                3 => Dash::DashDot,
                _ => Dash::Dotted,
            },
        }
    }

    /// The marker that goes with the ink.
    pub const fn marker(self) -> Marker {
        match self {
            Ink::Format(format) => of_format(format).1,
            Ink::Accent | Ink::Neutral | Ink::Faint | Ink::Actual => Marker::Circle,
            Ink::Forecast => Marker::TriangleUp,
            Ink::Target => Marker::Diamond,
            Ink::Series(index) => match index % 5 {
                0 => Marker::Circle,
                1 => Marker::Square,
                2 => Marker::TriangleUp,
                3 => Marker::TriangleDown,
                _ => Marker::Diamond,
            },
        }
    }
}

/// Dash and marker of a format. No two formats share both, so that all are told apart without colour; the theme gives
/// relatives the same hue, and among those neither is shared.
const fn of_format(format: FormatId) -> (Dash, Marker) {
    match format {
        FormatId::Fp32 => (Dash::Solid, Marker::Circle),
        FormatId::Tf32 => (Dash::Long, Marker::Diamond),
        FormatId::E8m0fnu => (Dash::Dotted, Marker::Square),
        FormatId::Bf16 => (Dash::Dashed, Marker::TriangleUp),
        FormatId::E2m1fn => (Dash::DashDot, Marker::Square),
        FormatId::Custom(_) => (Dash::Solid, Marker::Cross),
        FormatId::Fp16 => (Dash::Dotted, Marker::Diamond),
        FormatId::E3m2fn => (Dash::Solid, Marker::Square),
        FormatId::E2m3fn => (Dash::Dashed, Marker::Cross),
        FormatId::E5m2 => (Dash::DashDot, Marker::TriangleDown),
        FormatId::E5m2fnuz => (Dash::Long, Marker::Circle),
        FormatId::E3m4 => (Dash::Dotted, Marker::TriangleUp),
        FormatId::E4m3fn => (Dash::Long, Marker::Square),
        FormatId::E4m3 => (Dash::Solid, Marker::TriangleUp),
        FormatId::E4m3fnuz => (Dash::Dashed, Marker::Circle),
        FormatId::E4m3b11fnuz => (Dash::DashDot, Marker::Diamond),
    }
}
