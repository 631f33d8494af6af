//! The press profile: `layouts/press/<name>.yml`.

use pdfx_preflight::{Demands, Settings, Standard};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::impose::block::{Duplex, GripperEdge, SideLay};
use crate::impose::scheme::Half;
use neikan_base::Binding;

/// How a print shop prints, and on what paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PressProfile {
    /// Its display name.
    #[schemars(length(min = 1))]
    pub name: String,
    /// The ICC profile: a file next to the press profile.
    #[schemars(length(min = 1))]
    pub icc: String,
    /// The identifier of the output condition, e.g. FOGRA39.
    #[schemars(length(min = 1))]
    pub condition: String,
    /// The registry that defines the identifier.
    #[schemars(length(min = 1))]
    pub registry: String,
    /// The output condition in words.
    #[schemars(length(min = 1))]
    pub info: String,
    /// How colours that the press cannot print are mapped to ones it can.
    #[serde(default)]
    pub intent: Intent,
    /// The most ink on one spot: the sum of the four tints, %.
    #[schemars(range(min = 200, max = 400))]
    pub total_ink: f64,
    /// The lowest resolution of a picture as it is placed, pixels per inch.
    #[schemars(range(min = 72, max = 1200))]
    pub minimum_ppi: u16,
    /// The part of PDF/X that the print shop asks for.
    #[serde(default)]
    pub pdfx: Standard,
    /// The bleed that it asks for on every side, mm.
    #[serde(default = "three")]
    #[schemars(range(min = 0, max = 10))]
    pub bleed: f64,
    /// The marks that it asks for around single pages.
    #[serde(default)]
    pub marks: Marks,
    /// The papers.
    pub paper: Papers,
    /// The full sheet that the papers are bought in, if not the one that the trim size suggests.
    pub sheet: Option<Sheet>,
    /// 放数: the extra sheets for makeready and waste.
    #[serde(default)]
    pub spoilage: Spoilage,
    /// The bindings that it offers.
    #[serde(default)]
    pub bindings: Bindings,
    /// How it imposes, where a call of `neikan impose` does not say otherwise.
    #[serde(default)]
    pub imposition: Imposition,
    /// What files are checked against where that is not what they are made by: a set of demands to
    /// start from, limits and weights of rules, waivers.
    #[serde(default)]
    pub preflight: Demands,
}

impl PressProfile {
    /// What the preflight checks a file against; `standard` if it is not the profile's own.
    pub fn settings(&self, standard: Option<Standard>) -> Settings {
        let own = self.preflight.over(Settings {
            standard: self.pdfx.into(),
            total_ink: self.total_ink,
            minimum_ppi: f64::from(self.minimum_ppi),
            ..self.preflight.base()
        });
        match standard {
            Some(standard) => Settings { standard: standard.into(), ..own },
            None => own,
        }
    }
}

/// The rendering intent of the conversion.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Intent {
    /// All colours are moved together, so that differences remain.
    #[default]
    Perceptual,
    /// Colours within the gamut stay as they are, others are clipped; white is the paper.
    Relative,
}

/// Marks around single pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Marks {
    /// None: sheets get them during imposition.
    #[default]
    None,
    /// Crop marks.
    Crop,
    /// Crop marks, registration marks, colour bar and slug.
    Full,
}

/// The papers of an issue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Papers {
    /// The paper of the inside pages.
    pub body: Paper,
    /// The paper of the cover.
    pub cover: Paper,
}

/// A paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// The merchant's name for it.
    #[schemars(length(min = 1))]
    pub name: String,
    /// Weight, g/m².
    #[schemars(range(min = 30, max = 600))]
    pub grammage: f64,
    /// Thickness of a sheet, mm.
    #[schemars(range(min = 0.02, max = 2.0))]
    pub thickness: f64,
}

/// A full sheet of paper.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// The short side, mm.
    #[schemars(range(min = 300, max = 1500))]
    pub width: f64,
    /// The long side, mm.
    #[schemars(range(min = 300, max = 2000))]
    pub height: f64,
}

/// The press, the folder and the binding line, as far as sheets depend on them. What is left open
/// has the default of `neikan impose`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Imposition {
    /// The sheet on the press, such as `889x1194/2` (edges in mm) or `SRA3`.
    #[schemars(length(min = 1))]
    pub sheet: Option<String>,
    /// The sheets that it has: the one that is used best is taken if `sheet` names none, and
    /// proposed otherwise.
    #[serde(default)]
    pub sheets: Vec<String>,
    /// The edge that the grippers hold.
    pub gripper_edge: Option<GripperEdge>,
    /// What they hold of it, mm.
    #[schemars(range(min = 0, max = 50))]
    pub gripper: Option<f64>,
    /// The edge at which the side lay marks the sheet.
    pub side_lay: Option<SideLay>,
    /// How the back is printed.
    pub duplex: Option<Duplex>,
    /// How the backs of the last, smaller signatures are printed.
    pub rest: Option<Duplex>,
    /// How many covers stand on a sheet.
    #[schemars(range(min = 1, max = 16))]
    pub covers: Option<u8>,
    /// The lip of saddle-stitched signatures, mm.
    #[schemars(range(min = 0, max = 30))]
    pub lip: Option<f64>,
    /// The half of a signature that has it.
    pub lip_half: Option<Half>,
    /// What is milled off at a glued spine, mm.
    #[schemars(range(min = 0, max = 10))]
    pub mill: Option<f64>,
    /// The distance between the trims of different pieces on one sheet, mm.
    #[schemars(range(min = 0, max = 50))]
    pub gutter: Option<f64>,
}

/// How many more sheets are used than delivered, %.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spoilage {
    /// For the paper of the inside pages.
    #[schemars(range(min = 0, max = 100))]
    pub body: f64,
    /// For the paper of the cover.
    #[schemars(range(min = 0, max = 100))]
    pub cover: f64,
}

impl Default for Spoilage {
    /// 3 and 5 %: middle values for four-colour work; shops have their own rates.
    fn default() -> Self {
        Self { body: 3.0, cover: 5.0 }
    }
}

/// The bindings that a print shop offers, and their limits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bindings {
    /// 骑马订.
    pub saddle: Option<Reach>,
    /// 无线胶装.
    pub perfect: Option<Reach>,
    /// 平订.
    pub side: Option<Reach>,
}

impl Bindings {
    /// The limits of a binding, if it is offered.
    pub fn reach(&self, binding: Binding) -> Option<Reach> {
        match binding {
            Binding::Saddle => self.saddle,
            Binding::Perfect => self.perfect,
            Binding::Side => self.side,
        }
    }
}

impl Default for Bindings {
    /// The usual limits: folded sheets lie flat up to about 64 pages of 80 g/m² or a thickness of 4
    /// mm, staples go through some 6 mm of leaves, and glue holds from about 40 pages and a spine of 3 mm. These are the trade's rules of
    /// thumb, so exceeding them is a warning.
    fn default() -> Self {
        let saddle = Reach { max_pages: Some(64), max_thickness: Some(4.0), ..Reach::from(4) };
        let perfect = Reach { min_thickness: Some(3.0), ..Reach::from(40) };
        let side = Reach { max_thickness: Some(6.0), ..Reach::from(1) };
        Self { saddle: Some(saddle), perfect: Some(perfect), side: Some(side) }
    }
}

/// The limits of a binding.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reach {
    /// The number of inside pages must be a multiple of this, if not the binding's usual one.
    #[schemars(range(min = 1, max = 32))]
    pub multiple: Option<u8>,
    /// The fewest inside pages.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 2000))]
    pub min_pages: u16,
    /// The most inside pages.
    #[schemars(range(min = 1, max = 2000))]
    pub max_pages: Option<u16>,
    /// The least thickness of the inside pages, mm.
    #[schemars(range(min = 0, max = 100))]
    pub min_thickness: Option<f64>,
    /// The greatest thickness of the inside pages, mm.
    #[schemars(range(min = 0, max = 100))]
    pub max_thickness: Option<f64>,
    /// What glue and lining add to the spine, mm.
    #[serde(default)]
    #[schemars(range(min = 0, max = 5))]
    pub glue: f64,
}

impl Reach {
    /// With a minimum number of pages.
    fn from(min_pages: u16) -> Self {
        Self {
            multiple: None,
            min_pages,
            max_pages: None,
            min_thickness: None,
            max_thickness: None,
            glue: 0.0,
        }
    }
}

fn three() -> f64 {
    3.0
}

fn one() -> u16 {
    1
}
