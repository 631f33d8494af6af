//! Colours and strokes as elements and attributes (GB/T 33190, 8.3 and 9.1).

use typst::layout::{Abs, Ratio, Transform};
use typst::visualize::{Color, FixedStroke, Gradient, LineCap, LineJoin, RatioOrAngle};

use super::geometry::{Area, length, mm};

/// The steps in which a gradient is written besides its own stops.
const STEPS: usize = 16;

/// A colour: red, green, blue, opacity.
pub type Rgba = [u8; 4];

/// What something is painted with.
#[derive(Debug, Clone, PartialEq)]
pub enum Ink {
    /// One colour.
    Plain(Rgba),
    /// A gradient along a line or between two circles.
    Shading(Shading),
}

/// A gradient on the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Shading {
    /// Where it begins and ends, thousandths of a millimetre.
    pub from: (i64, i64),
    /// Where it ends.
    pub to: (i64, i64),
    /// The radii of its circles there, if it is between circles.
    pub radii: Option<(i64, i64)>,
    /// Its colours with their places, 0 to 1.
    pub stops: Vec<(f64, Rgba)>,
}

impl Shading {
    /// The colour in its middle, which stands for it where a reader does not know gradients.
    pub fn middle(&self) -> Rgba {
        self.stops.get(self.stops.len() / 2).map_or([0, 0, 0, 255], |(_, color)| *color)
    }
}

/// A colour on a screen.
pub fn rgba(color: &Color) -> Rgba {
    let own = color.to_rgb();
    [own.red, own.green, own.blue, own.alpha].map(|part| (part * 255.0).round() as u8)
}

/// The element of a colour, `FillColor` or `StrokeColor`.
pub fn color(element: &str, ink: &Ink, origin: (i64, i64)) -> String {
    match ink {
        Ink::Plain(color) => format!("<ofd:{element} {}/>", value(*color)),
        Ink::Shading(own) => {
            let inner = shading(own, origin);
            format!("<ofd:{element} {}>{inner}</ofd:{element}>", value(own.middle()))
        }
    }
}

fn value([red, green, blue, alpha]: Rgba) -> String {
    let value = format!("Value=\"{red} {green} {blue}\"");
    if alpha == u8::MAX { value } else { format!("{value} Alpha=\"{alpha}\"") }
}

fn shading(own: &Shading, origin: (i64, i64)) -> String {
    let place = |(x, y): (i64, i64)| format!("{} {}", mm(x - origin.0), mm(y - origin.1));
    let (name, circles) = match own.radii {
        None => ("AxialShd", String::new()),
        Some((from, to)) => {
            ("RadialShd", format!(" StartRadius=\"{}\" EndRadius=\"{}\"", mm(from), mm(to)))
        }
    };
    let (from, to) = (place(own.from), place(own.to));
    let stops: String = own
        .stops
        .iter()
        .map(|(at, color)| {
            format!(
                "<ofd:Segment Position=\"{at:.4}\"><ofd:Color {}/></ofd:Segment>",
                value(*color)
            )
        })
        .collect();
    format!(
        "<ofd:{name} StartPoint=\"{from}\" EndPoint=\"{to}\"{circles} Extend=\"3\">{stops}</ofd:{name}>"
    )
}

/// The gradient of something that fills a box, if this format has it: along a side of the box, or in
/// circles on a square one. `transform` leads from the box to the page.
pub fn gradient(gradient: &Gradient, own: [f64; 4], transform: Transform) -> Option<Shading> {
    let [left, top, width, height] = own;
    let place = |x: f64, y: f64| {
        let point = typst::layout::Point::new(Abs::pt(left + x * width), Abs::pt(top + y * height));
        let point = point.transform(transform);
        (length(point.x.to_pt()), length(point.y.to_pt()))
    };
    match gradient {
        Gradient::Linear(linear) => {
            let quarter = (linear.angle.to_deg() / 90.0).rem_euclid(4.0);
            if (quarter - quarter.round()).abs() > 1e-6 {
                return None;
            }
            let (from, to) = match quarter.round() as u8 % 4 {
                0 => (place(0.0, 0.0), place(1.0, 0.0)),
                1 => (place(0.0, 0.0), place(0.0, 1.0)),
                2 => (place(1.0, 0.0), place(0.0, 0.0)),
                _ => (place(0.0, 1.0), place(0.0, 0.0)),
            };
            Some(Shading { from, to, radii: None, stops: stops(gradient) })
        }
        Gradient::Radial(radial) => {
            let scale = scale(transform)?;
            let square = (width - height).abs() < 1e-3 * width.abs();
            let radius = |own: Ratio| length(own.get() * width * scale);
            let from = place(radial.focal_center.x.get(), radial.focal_center.y.get());
            let to = place(radial.center.x.get(), radial.center.y.get());
            let radii = Some((radius(radial.focal_radius), radius(radial.radius)));
            square.then(|| Shading { from, to, radii, stops: stops(gradient) })
        }
        Gradient::Conic(_) => None,
    }
}

fn stops(gradient: &Gradient) -> Vec<(f64, Rgba)> {
    let own = gradient.stops_ref().iter().map(|(_, at)| at.get());
    let steps = (0..=STEPS).map(|step| step as f64 / STEPS as f64);
    let mut places: Vec<f64> = own.chain(steps).collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    let sample = |at: f64| gradient.sample(RatioOrAngle::Ratio(Ratio::new(at)));
    places.into_iter().map(|at| (at, rgba(&sample(at)))).collect()
}

/// By how much a transformation enlarges, if by the same in all directions.
pub fn scale(transform: Transform) -> Option<f64> {
    let Transform { sx, ky, kx, sy, .. } = transform;
    let [sx, ky, kx, sy] = [sx, ky, kx, sy].map(Ratio::get);
    let (along, across) = (libm::hypot(sx, ky), libm::hypot(kx, sy));
    let upright = (sx * kx + ky * sy).abs() < 1e-6 * along * across;
    (upright && (along - across).abs() < 1e-6 * along).then_some(along)
}

/// How something is stroked.
#[derive(Debug, Clone, PartialEq)]
pub struct Pen {
    /// With what.
    pub ink: Ink,
    /// Its width, thousandths of a millimetre.
    pub width: i64,
    /// The attributes of its ends, corners and dashes.
    attributes: String,
}

impl Pen {
    /// A stroke in one colour, as it is after a transformation; `None` for one without width or colour.
    pub fn of(stroke: &FixedStroke, ink: Ink, transform: Transform) -> Option<Self> {
        let Transform { sx, ky, kx, sy, .. } = transform;
        let scale = (sx.get() * sy.get() - kx.get() * ky.get()).abs().sqrt();
        let width = length(stroke.thickness.to_pt() * scale);
        let mut attributes = String::new();
        match stroke.cap {
            LineCap::Butt => {}
            LineCap::Round => attributes.push_str(" Cap=\"Round\""),
            LineCap::Square => attributes.push_str(" Cap=\"Square\""),
        }
        match stroke.join {
            LineJoin::Miter => {
                let limit = super::geometry::list(&[stroke.miter_limit.get()]);
                attributes.push_str(&format!(" MiterLimit=\"{limit}\""));
            }
            LineJoin::Round => attributes.push_str(" Join=\"Round\""),
            LineJoin::Bevel => attributes.push_str(" Join=\"Bevel\""),
        }
        if let Some(dash) = stroke.dash.as_ref().filter(|dash| !dash.array.is_empty()) {
            // An odd number of dashes and gaps is the same as twice that number.
            let times = 1 + dash.array.len() % 2;
            let own = dash.array.iter().cycle().take(dash.array.len() * times);
            let list: Vec<String> = own.map(|own| mm(length(own.to_pt() * scale))).collect();
            attributes.push_str(&format!(" DashPattern=\"{}\"", list.join(" ")));
            let phase = length(dash.phase.to_pt() * scale);
            if phase != 0 {
                attributes.push_str(&format!(" DashOffset=\"{}\"", mm(phase)));
            }
        }
        (width > 0).then_some(Self { ink, width, attributes })
    }

    /// Its attributes.
    pub fn attributes(&self) -> String {
        format!(" LineWidth=\"{}\"{}", mm(self.width), self.attributes)
    }

    /// How far it may reach beyond the middle of the line, thousandths of a millimetre.
    pub fn reach(&self) -> i64 {
        2 * self.width
    }
}

/// An opaque colour beneath something that is not.
pub fn over([red, green, blue, alpha]: Rgba, ground: [u8; 3]) -> [u8; 3] {
    let blend = |own: u8, below: u8| {
        let (own, below, alpha) = (u32::from(own), u32::from(below), u32::from(alpha));
        ((own * alpha + below * (255 - alpha) + 127) / 255) as u8
    };
    [blend(red, ground[0]), blend(green, ground[1]), blend(blue, ground[2])]
}

/// A plain colour beneath a box.
#[derive(Debug, Clone, Copy)]
pub struct Ground {
    /// The box.
    pub area: Area,
    /// The colour.
    pub color: [u8; 3],
}
