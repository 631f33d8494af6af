//! Marks: what printers, folders and binders look for around single pages and on sheets.
//!
//! [`shapes`] defines which marks there are, how large they are and where they go; [`plates`] is
//! the colour `All` in which they are drawn, and [`pen`] draws them with printpdf. [`page`] puts
//! them around single pages; [`mod@super::impose`] puts them on sheets.

pub mod page;
pub(super) mod pen;
pub(super) mod plates;
pub mod shapes;
