//! The pictures of an issue as they are laid out, and the files behind them.

use typst::visualize::{ImageKind, RasterImage};

use super::compile::EditionPictures;
use super::tones::Tones;
use crate::manuscript::pictures::{PictureFile, Pictures};
use neikan_press::Originals;

/// What was laid out for every picture: the picture itself or its stand-in.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// What Typst was given.
    pub set: &'a EditionPictures,
    /// The pictures themselves, bare.
    pub files: &'a Pictures,
    /// The tones that they are printed in, if not in four inks.
    pub tones: Option<&'a Tones>,
}

impl<'a> Shown<'a> {
    /// The picture behind a raster on a page, with its path; `None` for one of the layout's own.
    pub fn behind(self, raster: &RasterImage) -> Option<(&'a str, &'a PictureFile)> {
        let (path, _) = self.set.iter().find(|(_, bytes)| *bytes == raster.data())?;
        Some((path, self.files.get(path)?))
    }

    /// The path of a picture on a page, drawings too; `None` for one of the layout's own.
    pub fn path(self, image: &ImageKind) -> Option<&'a str> {
        let data = match image {
            ImageKind::Raster(raster) => raster.data(),
            ImageKind::Svg(drawing) => drawing.data(),
            ImageKind::Pdf(_) => return None,
        };
        self.set.iter().find(|(_, bytes)| *bytes == data).map(|(path, _)| path.as_str())
    }

    /// The pictures that stand-ins were laid out for, by the stand-in.
    pub fn originals(self) -> Originals {
        let pairs = self.set.iter().filter_map(|(path, set)| Some((set, self.files.get(path)?)));
        let others = pairs.filter(|(set, file)| set.as_slice() != &*file.bytes);
        others.map(|(set, file)| (set.to_vec(), file.bytes.clone())).collect()
    }
}
