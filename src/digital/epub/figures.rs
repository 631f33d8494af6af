//! Pictures, single and in groups.

use super::article::Writer;
use super::boxes::width_class;
use crate::manuscript::model::{Figure, Picture};

impl<'a> Writer<'a> {
    pub(super) fn figure(&mut self, figure: &'a Figure) {
        let width = width_class(figure.width);
        if let ([picture], true) = (figure.pictures.as_slice(), figure.caption.is_empty()) {
            return self.picture(picture, width);
        }
        let columns = figure.columns.clamp(1, 4);
        let story = if figure.lead.is_some() { " story" } else { "" };
        self.xml.open("figure").class(&format!("group{story} columns-{columns}{width}"));
        self.xml.open("div").class("cells");
        for (at, picture) in figure.pictures.iter().enumerate() {
            let leads = figure.lead == Some(at + 1);
            self.picture(picture, if leads { " lead" } else { "" });
        }
        self.xml.close();
        if !figure.caption.is_empty() {
            self.xml.open("figcaption");
            self.inlines(&figure.caption);
            self.xml.close();
        }
        self.xml.close();
    }

    pub(super) fn picture(&mut self, picture: &'a Picture, width: &str) {
        let shape = if picture.svg { "art" } else { "photo" };
        self.xml.open("figure").class(&format!("picture {shape}{width}"));
        image(self, picture);
        let beside = [("credit", &picture.credit), ("names", &picture.names)];
        let beside = beside.map(|(class, text)| text.as_ref().map(|text| (class, text)));
        if !picture.caption.is_empty() || beside.iter().any(Option::is_some) {
            self.xml.open("figcaption");
            self.inlines(&picture.caption);
            let mut is_first = picture.caption.is_empty();
            for (class, text) in beside.into_iter().flatten() {
                let gap = if std::mem::take(&mut is_first) { "" } else { "\u{2003}" };
                self.xml.text(gap).leaf("span", class, text);
            }
            self.xml.close();
        }
        self.xml.close();
    }
}

/// The picture itself, or its description if the picture was not prepared.
fn image(writer: &mut Writer<'_>, picture: &Picture) {
    let Some((file, data)) = writer.book.picture(picture) else {
        writer.xml.leaf("p", "missing", &picture.alt);
        return;
    };
    let (file, size) = (format!("../{file}"), (data.width, data.height));
    writer.xml.open("img").attr("src", &file).attr("alt", &picture.alt);
    writer.xml.attr("width", &size.0.to_string()).attr("height", &size.1.to_string()).close();
}
