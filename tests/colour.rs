//! Colour: what neikan makes of RGB is held against Little CMS, the engine of the trade.
//!
//! Both engines turn the same colours into inks; Little CMS then says what those inks look like
//! in print, and the distance between the two is the error (ΔE, CIEDE2000).
#![allow(clippy::disallowed_methods, reason = "a judge only measures; nothing of this is written")]

use crate::common;

use std::io::Write;
use std::process::{Command, Stdio};

use common::judging::missing;
use common::project;
use neikan::diagnostic::Findings;
use neikan::press::Shop;
use neikan_press::Press;
use neikan_press::color::Engine;
use neikan_press::profile::Intent;

const PROFILES: [(&str, &str); 2] =
    [("coated", "fogra39l-coated.icc"), ("uncoated", "fogra29l-uncoated.icc")];

fn press(name: &str, intent: Intent) -> Press {
    let press = Shop::load(&project(), name, &mut Findings::default()).unwrap();
    let profile = neikan_press::PressProfile { intent, ..press.profile().clone() };
    Press::new(profile, press.icc().to_vec()).unwrap()
}

/// Sends colours, one a line, through `transicc`; nothing when it is not installed.
fn transicc(arguments: &[&str], colors: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let mut command = Command::new("transicc");
    command.arg("-n").args(arguments).current_dir(project().root().join("layouts/press"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let Ok(mut child) = command.spawn() else {
        return missing("transicc");
    };
    let line = |color: &Vec<f64>| {
        let parts: Vec<_> = color.iter().map(|part| format!("{part:.4}")).collect();
        parts.join(" ") + "\n"
    };
    let lines: String = colors.iter().map(line).collect();
    let mut input = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let rows = text.lines().filter(|line| !line.trim().is_empty()).map(|line| {
        line.split_whitespace().map(|number| number.parse().unwrap()).collect::<Vec<f64>>()
    });
    let rows: Vec<_> = rows.collect();
    assert_eq!(rows.len(), colors.len());
    Some(rows)
}

/// The corners and eighths of the RGB cube.
fn cube() -> Vec<[u8; 3]> {
    let step = |index: usize| (index * 255 / 8) as u8;
    let all = (0..9 * 9 * 9).map(|at| [step(at / 81), step(at / 9 % 9), step(at % 9)]);
    all.collect()
}

/// Some ten thousand pixels of a photograph, evenly over it.
fn photograph() -> Vec<[u8; 3]> {
    let path = project().root().join("issues/2026-01/images/autumn-hills.jpg");
    let picture = image::open(path).unwrap().into_rgb8();
    picture.pixels().step_by(641).map(|pixel| pixel.0).collect()
}

/// The mean and the largest distance of our inks from those of Little CMS.
fn distance(name: &str, icc: &str, intent: Intent, colors: &[[u8; 3]]) -> Option<(f64, f64)> {
    let rgb: Vec<Vec<f64>> =
        colors.iter().map(|color| color.iter().map(|&part| f64::from(part)).collect()).collect();
    let arguments: &[&str] = match intent {
        Intent::Perceptual => &["-i", "*sRGB", "-o", icc, "-t", "0"],
        Intent::Relative => &["-i", "*sRGB", "-o", icc, "-t", "1", "-b"],
    };
    let theirs = transicc(arguments, &rgb)?;
    let bytes: Vec<u8> = colors.iter().flatten().copied().collect();
    let ours = press(name, intent).engine().srgb().pixels(&bytes);
    let ours = ours.as_chunks::<4>().0.iter();
    let ours: Vec<Vec<f64>> =
        ours.map(|inks| inks.iter().map(|&ink| f64::from(ink) / 2.55).collect()).collect();
    let look = |inks: &[Vec<f64>]| transicc(&["-i", icc, "-o", "*Lab", "-t", "1"], inks);
    let (theirs, ours) = (look(&theirs)?, look(&ours)?);
    let all = theirs.iter().zip(&ours).map(|(a, b)| delta_e(a, b));
    let all: Vec<f64> = all.collect();
    Some((all.iter().sum::<f64>() / all.len() as f64, all.iter().copied().fold(0.0, f64::max)))
}

#[test]
fn colours_are_those_of_little_cms() {
    let (cube, photograph) = (cube(), photograph());
    for (name, icc) in PROFILES {
        for intent in [Intent::Perceptual, Intent::Relative] {
            for (what, colors) in [("cube", &cube), ("photograph", &photograph)] {
                let Some((mean, most)) = distance(name, icc, intent, colors) else { return };
                println!("{name}, {intent:?}, {what}: mean {mean:.3}, most {most:.3}");
                assert!(mean <= 0.5, "{name}, {intent:?}, {what}: mean {mean}");
                assert!(most <= 2.0, "{name}, {intent:?}, {what}: most {most}");
            }
        }
    }
}

/// Pictures for another press come with its profile: their darkest colour becomes that of this one, and
/// each ink is what Little CMS makes of it.
#[test]
fn inks_of_another_press_are_those_of_little_cms() {
    for [(name, icc), (_, other)] in [PROFILES, [PROFILES[1], PROFILES[0]]] {
        let profile = std::fs::read(project().root().join("layouts/press").join(other)).unwrap();
        for intent in [Intent::Perceptual, Intent::Relative] {
            let steps = (0..6 * 6 * 6 * 6).map(|at| [at / 216, at / 36 % 6, at / 6 % 6, at % 6]);
            let inks: Vec<[u8; 4]> =
                steps.map(|step: [usize; 4]| step.map(|part| (part * 51) as u8)).collect();
            let percent = |inks: &[u8; 4]| inks.iter().map(|&ink| f64::from(ink) / 2.55).collect();
            let sent: Vec<Vec<f64>> = inks.iter().map(percent).collect();
            let arguments: &[&str] = match intent {
                Intent::Perceptual => &["-i", other, "-o", icc, "-t", "0"],
                Intent::Relative => &["-i", other, "-o", icc, "-t", "1", "-b"],
            };
            let Some(theirs) = transicc(arguments, &sent) else { return };
            let press = press(name, intent);
            let ours = press.engine().embedded(&profile).unwrap();
            let ours = ours.pixels_within(inks.as_flattened(), 4 * 255);
            let ours: Vec<Vec<f64>> = ours.as_chunks::<4>().0.iter().map(percent).collect();
            let apart = theirs.iter().flatten().zip(ours.iter().flatten());
            let apart = apart.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            let look = |inks: &[Vec<f64>]| transicc(&["-i", icc, "-o", "*Lab", "-t", "1"], inks);
            let (Some(theirs), Some(ours)) = (look(&theirs), look(&ours)) else { return };
            let all: Vec<f64> = theirs.iter().zip(&ours).map(|(a, b)| delta_e(a, b)).collect();
            let mean = all.iter().sum::<f64>() / all.len() as f64;
            let most = all.iter().copied().fold(0.0, f64::max);
            let what = format!("{other} on {name}, {intent:?}");
            println!("{what}: mean {mean:.3}, most {most:.3}; an ink {apart:.2} % at most");
            assert!(mean <= 0.3, "{what}: mean {mean}");
            assert!(most <= 1.0, "{what}: most {most}");
            assert!(apart <= 1.0, "{what}: {apart} % of an ink");
        }
    }
}

/// Without compensation shadows are clipped: the test above can fail.
#[test]
fn black_point_compensation_is_more_than_the_tolerance() {
    let rgb: Vec<Vec<f64>> = (1..8).map(|grey| vec![f64::from(grey) * 6.0; 3]).collect();
    let icc = PROFILES[0].1;
    let shadows = |arguments: &[&str]| -> Option<Vec<Vec<f64>>> {
        let all = [&["-i", "*sRGB", "-o", icc, "-t", "1"], arguments].concat();
        transicc(&["-i", icc, "-o", "*Lab", "-t", "1"], &transicc(&all, &rgb)?)
    };
    let (Some(with), Some(without)) = (shadows(&["-b"]), shadows(&[])) else { return };
    let most = with.iter().zip(&without).map(|(a, b)| delta_e(a, b)).fold(0.0, f64::max);
    assert!(most > 2.0, "{most}");
}

/// CIEDE2000 (ISO/CIE 11664-6) of two colours in L*a*b*.
fn delta_e(one: &[f64], two: &[f64]) -> f64 {
    let ([l1, a1, b1], [l2, a2, b2]) = ([one[0], one[1], one[2]], [two[0], two[1], two[2]]);
    let mean_chroma = (a1.hypot(b1) + a2.hypot(b2)) / 2.0;
    let seventh = |chroma: f64| (chroma.powi(7) / (chroma.powi(7) + 25.0_f64.powi(7))).sqrt();
    let g = 0.5 * (1.0 - seventh(mean_chroma));
    let (a1, a2) = (a1 * (1.0 + g), a2 * (1.0 + g));
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let hue = |a: f64, b: f64| {
        if a == 0.0 && b == 0.0 { 0.0 } else { b.atan2(a).to_degrees().rem_euclid(360.0) }
    };
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let turn = match h2 - h1 {
        _ if c1 * c2 == 0.0 => 0.0,
        turn if turn > 180.0 => turn - 360.0,
        turn if turn < -180.0 => turn + 360.0,
        turn => turn,
    };
    let (dl, dc) = (l2 - l1, c2 - c1);
    let dh = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin();
    let (l, c) = ((l1 + l2) / 2.0, (c1 + c2) / 2.0);
    let h = match (h1 + h2, (h1 - h2).abs()) {
        (sum, _) if c1 * c2 == 0.0 => sum,
        (sum, apart) if apart <= 180.0 => sum / 2.0,
        (sum, _) if sum < 360.0 => (sum + 360.0) / 2.0,
        (sum, _) => (sum - 360.0) / 2.0,
    };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(h - 30.0) + 0.24 * cos(2.0 * h) + 0.32 * cos(3.0 * h + 6.0)
        - 0.20 * cos(4.0 * h - 63.0);
    let sl = 1.0 + 0.015 * (l - 50.0).powi(2) / (20.0 + (l - 50.0).powi(2)).sqrt();
    let (sc, sh) = (1.0 + 0.045 * c, 1.0 + 0.015 * c * t);
    let rotation = 30.0 * (-((h - 275.0) / 25.0).powi(2)).exp();
    let rt = -(2.0 * rotation).to_radians().sin() * 2.0 * seventh(c);
    let (dl, dc, dh) = (dl / sl, dc / sc, dh / sh);
    (dl * dl + dc * dc + dh * dh + rt * dc * dh).sqrt()
}

/// Pairs of the data that Sharma, Wu and Dalal published with the formula (2005).
#[test]
fn the_distance_is_ciede2000() {
    for (one, two, expected) in [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, -1.0, 2.0], [50.0, 0.0, 0.0], 2.3669),
        ([50.0, 2.5, 0.0], [61.0, -5.0, 29.0], 22.8977),
        ([2.0776, 0.0795, -1.1350], [0.9033, -0.0636, -0.5514], 0.9082),
    ] {
        assert!((delta_e(&one, &two) - expected).abs() < 1e-4, "{one:?} {two:?}");
    }
}

/// Pictures come with profiles whose words were taken out.
#[test]
fn the_profile_of_the_press_is_known_without_its_words() {
    let [coated, uncoated] = PROFILES
        .map(|(_, file)| std::fs::read(project().root().join("layouts/press").join(file)).unwrap());
    let intent = Shop::load(&project(), "coated", &mut Findings::default());
    let intent = intent.unwrap().profile().intent;
    let engine = Engine::new(&coated, intent, 300.0).unwrap();
    let bare = neikan_base::icc::bare(&coated).unwrap();
    assert_ne!(bare, coated);
    assert!(engine.is_of(&coated) && engine.is_of(&bare));
    assert!(!engine.is_of(&uncoated));
}
