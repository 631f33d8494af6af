//! Paper: sheets that are turned, cut and folded by hand, and read leaf by leaf.
//!
//! The model knows nothing of schemes. It has printed sides, the axis about which the press turned
//! the sheet, and folds that put one half of a sheet on the other.

use neikan_press::impose::block::{Duplex, Grippers};
use neikan_press::impose::scheme::Spine;

/// A direction on the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    North,
    East,
    South,
    West,
}

impl Direction {
    fn across(self) -> Self {
        match self {
            Self::East => Self::West,
            Self::West => Self::East,
            other => other,
        }
    }

    fn along(self) -> Self {
        match self {
            Self::North => Self::South,
            Self::South => Self::North,
            other => other,
        }
    }

    fn clockwise(self) -> Self {
        match self {
            Self::North => Self::East,
            Self::East => Self::South,
            Self::South => Self::West,
            Self::West => Self::North,
        }
    }
}

/// A page as it is printed on one side of a sheet: its number, the middle of its trim, mm from
/// the lower left corner as the press sees this side, and where its head points.
#[derive(Debug, Clone, Copy)]
pub struct Print {
    pub page: usize,
    pub middle: [f64; 2],
    pub head: Direction,
}

/// A printed side of a leaf.
type Printed = Option<(usize, Direction)>;

/// A leaf that lies on the table.
#[derive(Debug, Clone, Copy)]
struct Leaf {
    up: Printed,
    down: Printed,
}

/// Piles of leaves that hang together, by row from the north and column from the west.
#[derive(Debug, Clone)]
pub struct Table {
    piles: Vec<Vec<Vec<Leaf>>>,
    /// On which side of the table the last fold is.
    fold: Option<Direction>,
}

/// Lays a printed sheet on the table, front up: `size` in mm.
pub fn lay(size: [f64; 2], duplex: Duplex, front: &[Print], back: &[Print]) -> Table {
    // The press turned the sheet over; seen through the paper, its back is mirrored.
    let seen_through = back.iter().map(|print| match duplex {
        Duplex::Sheetwise | Duplex::WorkAndTurn => Print {
            middle: [size[0] - print.middle[0], print.middle[1]],
            head: print.head.across(),
            ..*print
        },
        Duplex::Tumble | Duplex::WorkAndTumble => Print {
            middle: [print.middle[0], size[1] - print.middle[1]],
            head: print.head.along(),
            ..*print
        },
    });
    let back: Vec<Print> = seen_through.collect();
    let all = || front.iter().chain(&back);
    let mut columns = lines(all().map(|print| print.middle[0]));
    let mut rows = lines(all().map(|print| print.middle[1]));
    columns.sort_by(f64::total_cmp);
    rows.sort_by(|one, other| other.total_cmp(one));
    let at = |prints: &[Print], x: f64, y: f64| {
        let close =
            |print: &&Print| (print.middle[0] - x).abs() < 2.0 && (print.middle[1] - y).abs() < 2.0;
        let found: Vec<&Print> = prints.iter().filter(close).collect();
        assert!(found.len() <= 1, "two pages on one place: {found:?}");
        found.first().map(|print| (print.page, print.head))
    };
    let leaf = |x: f64, y: f64| vec![Leaf { up: at(front, x, y), down: at(&back, x, y) }];
    let row = |&y: &f64| columns.iter().map(|&x| leaf(x, y)).collect();
    Table { piles: rows.iter().map(row).collect(), fold: None }
}

/// The places that are not nearer to each other than 2 mm.
fn lines(places: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut out: Vec<f64> = Vec::new();
    for place in places {
        if out.iter().all(|known| (known - place).abs() > 2.0) {
            out.push(place);
        }
    }
    out
}

impl Table {
    /// Cuts a sheet that was printed twice with one plate in two, and lays both copies front up:
    /// the one farther from the grippers is turned over as the press turned the sheet.
    pub fn copies(self, duplex: Duplex, grippers: Grippers) -> [Self; 2] {
        let [front, mut other] = match (duplex, grippers) {
            (Duplex::WorkAndTumble, Grippers::Below) => self.cut_across(),
            (Duplex::WorkAndTumble, Grippers::Above) => {
                let [south, north] = self.cut_across();
                [north, south]
            }
            _ => self.cut(),
        };
        other.over();
        if duplex == Duplex::WorkAndTumble {
            other.quarter();
            other.quarter();
        }
        [front, other]
    }

    /// Cuts the sheet in two from west to east: the southern half, then the northern one.
    fn cut_across(mut self) -> [Self; 2] {
        let south = self.piles.split_off(self.piles.len() / 2);
        [Self { piles: south, fold: None }, self]
    }

    /// Cuts the sheet in two from north to south.
    fn cut(self) -> [Self; 2] {
        let half = self.piles[0].len() / 2;
        let part = |east: bool| {
            let cut = |row: &Vec<Vec<Leaf>>| {
                if east { row[half..].to_vec() } else { row[..half].to_vec() }
            };
            Self { piles: self.piles.iter().map(cut).collect(), fold: None }
        };
        [part(false), part(true)]
    }

    /// Turns the sheet by a quarter.
    fn quarter(&mut self) {
        let (rows, columns) = (self.piles.len(), self.piles[0].len());
        let turned = |side: Printed| side.map(|(page, head)| (page, head.clockwise()));
        let turn = |leaf: &Leaf| Leaf { up: turned(leaf.up), down: turned(leaf.down) };
        let pile = |row: usize, column: usize| self.piles[rows - 1 - column][row].iter().map(turn);
        let pile = &pile;
        let piles =
            (0..columns).map(|row| (0..rows).map(move |column| pile(row, column).collect()));
        let piles = piles.map(Iterator::collect).collect();
        self.piles = piles;
        self.fold = self.fold.map(Direction::clockwise);
    }

    /// Turns the sheet until the heads of its pages point to north or south.
    fn upright(&mut self) {
        let heads = || self.piles.iter().flatten().flatten().flat_map(|leaf| [leaf.up, leaf.down]);
        let level = |head| matches!(head, Direction::East | Direction::West);
        if heads().flatten().any(|(_, head)| level(head)) {
            self.quarter();
        }
    }

    /// Turns the whole sheet over, sideways.
    fn over(&mut self) {
        for row in &mut self.piles {
            row.reverse();
            row.iter_mut().for_each(|pile| turn_over(pile, Direction::across));
        }
        self.fold = self.fold.map(Direction::across);
    }

    /// Folds the eastern half onto the western half, or, for a spine at the right, the western onto
    /// the eastern.
    fn fold_across(&mut self, spine: Spine) {
        for row in &mut self.piles {
            if spine == Spine::Right {
                row.reverse();
            }
            for column in 0..row.len() / 2 {
                let mut moved = row.pop().unwrap();
                turn_over(&mut moved, Direction::across);
                row[column].extend(moved);
            }
            if spine == Spine::Right {
                row.reverse();
            }
        }
        self.fold = Some(if spine == Spine::Left { Direction::East } else { Direction::West });
    }

    /// Folds the northern half onto the southern half; of three rows, the northern one onto the next.
    fn fold_along(&mut self) {
        let moved = if self.piles.len() == 3 { 1 } else { self.piles.len() / 2 };
        let south = self.piles.split_off(moved);
        let north = std::mem::replace(&mut self.piles, south);
        for (row, moved) in self.piles.iter_mut().zip(north.into_iter().rev()) {
            for (pile, mut moved) in row.iter_mut().zip(moved) {
                turn_over(&mut moved, Direction::along);
                pile.extend(moved);
            }
        }
        self.fold = Some(Direction::North);
    }

    /// Folds the sheet as a folder does, across its longer side each time, its front outside and its
    /// spine last, and reads it.
    pub fn fold(mut self, spine: Spine) -> Vec<Option<usize>> {
        self.upright();
        self.over();
        while self.piles.len() > 1 || self.piles[0].len() > 1 {
            if self.piles[0].len() > self.piles.len() {
                self.fold_across(spine);
            } else {
                self.fold_along();
            }
        }
        self.turn_to_read(spine);
        let pile = &self.piles[0][0];
        pile.iter().rev().flat_map(|leaf| [leaf.up, leaf.down]).map(page).collect()
    }

    /// Turns a folded sheet until its heads are north and its spine is west, or east for a spine at
    /// the right.
    fn turn_to_read(&mut self, spine: Spine) {
        let wanted = if spine == Spine::Left { Direction::West } else { Direction::East };
        let heads = |table: &Self| {
            let sides = table.piles[0][0].iter().flat_map(|leaf| [leaf.up, leaf.down]);
            sides.flatten().map(|(_, head)| head).collect::<Vec<_>>()
        };
        if heads(self).contains(&Direction::South) {
            self.quarter();
            self.quarter();
        }
        if self.fold == Some(wanted.across()) {
            self.over();
        }
        assert_eq!(self.fold, Some(wanted), "the last fold is no spine");
    }
}

fn turn_over(pile: &mut [Leaf], turned: impl Fn(Direction) -> Direction) {
    pile.reverse();
    for leaf in pile {
        let side = |side: Printed| side.map(|(page, head)| (page, turned(head)));
        *leaf = Leaf { up: side(leaf.down), down: side(leaf.up) };
    }
}

/// The number of a page that stands upright.
fn page(side: Printed) -> Option<usize> {
    let (page, head) = side?;
    assert_eq!(head, Direction::North, "page {page} does not stand upright");
    Some(page)
}

/// Puts folded sheets into one another, the first one outermost.
pub fn nest(sheets: Vec<Vec<Option<usize>>>) -> Vec<Option<usize>> {
    sheets.into_iter().rev().fold(Vec::new(), |inside, mut outside| {
        let last = outside.split_off(outside.len() / 2);
        [outside, inside, last].concat()
    })
}

/// Puts sheets on one another, the first on top, cuts them into piles, and puts the piles on one
/// another as they are read. Of `up` piles that follow one another, each belongs to another copy.
pub fn cut_and_stack(sheets: Vec<Table>, up: usize) -> Vec<Vec<Option<usize>>> {
    let upright = |mut table: Table| {
        table.upright();
        let ups = table.piles.iter().flatten().flatten().filter_map(|leaf| leaf.up);
        if ups.map(|(_, head)| head).any(|head| head == Direction::South) {
            table.quarter();
            table.quarter();
        }
        table
    };
    let sheets: Vec<Table> = sheets.into_iter().map(upright).collect();
    let mut read = vec![Vec::new(); up];
    let columns = sheets[0].piles[0].len();
    for pile in 0..sheets[0].piles.len() * columns {
        for sheet in &sheets {
            let leaf = sheet.piles[pile / columns][pile % columns][0];
            read[pile % up].extend([page(leaf.up), page(leaf.down)]);
        }
    }
    read
}
