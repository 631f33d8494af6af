//! Marks: what a printer, a folder and a binder look for around pages, single or on sheets.
//!
//! [`shapes`] knows which marks there are, how large they are and where they stand; [`plates`] is
//! the colour `All` in which they are drawn, and [`pen`] draws them with printpdf. [`page`] puts
//! them around single pages; [`super::impose`] puts them on sheets.

pub mod page;
pub(super) mod pen;
pub(super) mod plates;
pub mod shapes;
