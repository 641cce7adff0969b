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
}

impl Ink {
    /// The dash that goes with the ink.
    pub const fn dash(self) -> Dash {
        match self {
            Ink::Format(FormatId::Fp32 | FormatId::E8m0fnu | FormatId::Custom(_))
            | Ink::Accent
            | Ink::Neutral
            | Ink::Faint
            | Ink::Actual => Dash::Solid,
            Ink::Format(FormatId::E4m3fn | FormatId::E4m3 | FormatId::E4m3fnuz | FormatId::E4m3b11fnuz) => Dash::Long,
            Ink::Format(FormatId::Bf16 | FormatId::Tf32 | FormatId::E3m4) | Ink::Forecast => Dash::Dashed,
            Ink::Format(FormatId::E5m2 | FormatId::E5m2fnuz | FormatId::E3m2fn) => Dash::DashDot,
            Ink::Format(FormatId::Fp16 | FormatId::E2m3fn | FormatId::E2m1fn) | Ink::Target => Dash::Dotted,
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
            Ink::Format(FormatId::Fp32 | FormatId::E8m0fnu | FormatId::Custom(_))
            | Ink::Accent
            | Ink::Neutral
            | Ink::Faint
            | Ink::Actual => Marker::Circle,
            Ink::Format(FormatId::E4m3fn | FormatId::E4m3 | FormatId::E4m3fnuz | FormatId::E4m3b11fnuz) => {
                Marker::Square
            }
            Ink::Format(FormatId::Bf16 | FormatId::Tf32 | FormatId::E3m4) | Ink::Forecast => Marker::TriangleUp,
            Ink::Format(FormatId::E5m2 | FormatId::E5m2fnuz | FormatId::E3m2fn) => Marker::TriangleDown,
            Ink::Format(FormatId::Fp16 | FormatId::E2m3fn | FormatId::E2m1fn) | Ink::Target => Marker::Diamond,
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
