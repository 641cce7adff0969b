//! Quantities with their units as types.
