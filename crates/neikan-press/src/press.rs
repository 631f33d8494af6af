//! A press profile together with its ICC profile, ready for work.

use std::sync::Arc;

use neikan_base::store::Store;
use neikan_base::{Failure, Finding};

use crate::PressProfile;
use crate::color::Engine;
use crate::finish::{self, Job};
use crate::inks::{Duotone, Inks};

/// A press profile, ready for work.
pub struct Press {
    profile: PressProfile,
    icc: Vec<u8>,
    engine: Engine,
    store: Arc<Store>,
}

impl Press {
    /// Creates a press from a profile and its ICC profile.
    ///
    /// # Errors
    /// A finding if the ICC profile is broken or not that of a CMYK press.
    pub fn new(profile: PressProfile, icc: Vec<u8>) -> Result<Self, Finding> {
        Self::with_store(profile, icc, Arc::default())
    }

    /// Creates a press, as [`Press::new`] does, that takes tables of colours and converted pictures
    /// from a store.
    ///
    /// # Errors
    /// Those of [`Press::new`].
    pub fn with_store(
        profile: PressProfile,
        icc: Vec<u8>,
        store: Arc<Store>,
    ) -> Result<Self, Finding> {
        whole(&icc)?;
        let engine = Engine::with_store(&icc, profile.intent, profile.total_ink, store.clone())?;
        Ok(Self { profile, icc, engine, store })
    }

    /// The colour engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The store of converted pictures.
    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// The same, to be shared.
    pub(crate) fn shared_store(&self) -> Arc<Store> {
        self.store.clone()
    }

    /// The press profile itself.
    pub fn profile(&self) -> &PressProfile {
        &self.profile
    }

    /// The ICC profile of the output condition.
    pub fn icc(&self) -> &[u8] {
        &self.icc
    }

    /// The screen colour (sRGB) of inks in percent: cyan, magenta, yellow, black.
    pub fn screen_rgb(&self, cmyk: [f64; 4]) -> [u8; 3] {
        self.engine.screen(cmyk)
    }

    /// The screen colours that pictures have where black is the only ink of the press, for each of 256
    /// greys; `None` where there are four.
    pub fn toned(&self, inks: &Inks) -> Option<Vec<[u8; 3]>> {
        if !inks.black_only {
            return None;
        }
        let duotone = inks.second().map(|spot| Duotone::new(spot, &self.engine));
        let shown = |grey: u16| {
            let tint = self.engine.tints().ink(f32::from(grey) / 255.0);
            let own = duotone.as_ref().map_or([0.0, 0.0, 0.0, tint], |own| own.shown(tint));
            self.engine.screen(own.map(|part| f64::from(part) * 100.0))
        };
        Some((0..256).map(shown).collect())
    }

    /// Turns a PDF written by Typst into the PDF for the print shop.
    ///
    /// # Errors
    /// [`Failure::Stopped`] if something in it cannot be expressed in the inks of the press.
    pub fn finish(&self, pdf: &[u8], job: &Job) -> Result<Vec<u8>, Failure> {
        finish::finish(self, pdf, job)
    }
}

/// Checks that a profile is complete: its first four bytes state its length (ICC.1:2010, 7.2.2).
///
/// # Errors
/// The finding `press-icc-broken` if the file is shorter.
fn whole(icc: &[u8]) -> Result<(), Finding> {
    match icc.first_chunk::<4>().map(|length| u32::from_be_bytes(*length) as usize) {
        Some(said) if said > icc.len() && icc.get(36..40) == Some(b"acsp") => {
            let reason = format!("{} < {said}", icc.len());
            Err(Finding::stop("press-icc-broken").with("reason", reason))
        }
        _ => Ok(()),
    }
}
