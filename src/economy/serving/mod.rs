//! A language model on chips: what its weights and its context occupy, how many chips that takes, and which limit a step meets first.
//!
//! Every bound is an upper one, from published peaks and sizes; what is not published stays `None` all the way.

pub mod storage;
