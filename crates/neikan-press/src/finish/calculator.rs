//! PDF's calculator: functions of type 4 (ISO 32000-1, 7.10.5), a small subset of PostScript.
//!
//! Typst writes conic, repeating and reflecting gradients as such programs.

/// How many steps a program may take, and how many values it may hold.
const STEPS: usize = 100_000;
const STACK: usize = 100;
/// How deep braces may be nested.
const DEPTH: usize = 64;

/// A program.
#[derive(Debug, Clone, PartialEq)]
pub struct Program(Vec<Word>);

#[derive(Debug, Clone, PartialEq)]
enum Word {
    Number(f64),
    Call(String),
    Block(Program),
}

impl Program {
    /// Parses a program: words in braces.
    pub fn parse(source: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(source).ok()?;
        let text = text.replace('{', " { ").replace('}', " } ");
        let mut words = text.split_whitespace();
        (words.next()? == "{").then(|| block(&mut words, DEPTH)).flatten()
    }

    /// Runs the program on some values and returns what remains; `None` if it fails.
    pub fn run(&self, input: &[f64]) -> Option<Vec<f64>> {
        let mut stack = input.to_vec();
        execute(self, &mut stack, &mut 0)?;
        Some(stack)
    }
}

fn block<'a>(words: &mut impl Iterator<Item = &'a str>, depth: usize) -> Option<Program> {
    let depth = depth.checked_sub(1)?;
    let mut all = Vec::new();
    loop {
        all.push(match words.next()? {
            "}" => return Some(Program(all)),
            "{" => Word::Block(block(words, depth)?),
            word => word.parse().map_or_else(|_| Word::Call(word.to_owned()), Word::Number),
        });
    }
}

fn execute(program: &Program, stack: &mut Vec<f64>, steps: &mut usize) -> Option<()> {
    let mut blocks: Vec<&Program> = Vec::new();
    for word in &program.0 {
        *steps += 1;
        if *steps > STEPS || stack.len() > STACK {
            return None;
        }
        match word {
            Word::Number(number) => stack.push(*number),
            Word::Block(inner) => blocks.push(inner),
            Word::Call(name) => match name.as_str() {
                "if" => {
                    let then = blocks.pop()?;
                    if stack.pop()? != 0.0 {
                        execute(then, stack, steps)?;
                    }
                }
                "ifelse" => {
                    let (other, then) = (blocks.pop()?, blocks.pop()?);
                    let chosen = if stack.pop()? != 0.0 { then } else { other };
                    execute(chosen, stack, steps)?;
                }
                name => call(name, stack)?,
            },
        }
    }
    Some(())
}

fn call(name: &str, stack: &mut Vec<f64>) -> Option<()> {
    match name {
        "pop" | "dup" | "exch" | "copy" | "index" | "roll" => return arrange(name, stack),
        "true" => stack.push(1.0),
        "false" => stack.push(0.0),
        _ => {
            let last = stack.pop()?;
            let value = match one(name, last) {
                Some(value) => value,
                None => two(name, stack.pop()?, last)?,
            };
            stack.push(value);
        }
    }
    Some(())
}

/// Operators with one operand.
fn one(name: &str, x: f64) -> Option<f64> {
    Some(match name {
        "abs" => x.abs(),
        "neg" => -x,
        "sqrt" => x.max(0.0).sqrt(),
        "sin" => libm::sin(x.to_radians()),
        "cos" => libm::cos(x.to_radians()),
        "ln" => libm::log(x),
        "log" => libm::log10(x),
        "ceiling" => x.ceil(),
        "floor" => x.floor(),
        "round" => (x + 0.5).floor(),
        "truncate" | "cvi" => x.trunc(),
        "cvr" => x,
        // Booleans are 1 or 0 here; no program by Typst uses bitwise operators.
        "not" => f64::from(x == 0.0),
        _ => return None,
    })
}

/// Operators with two operands.
fn two(name: &str, x: f64, y: f64) -> Option<f64> {
    Some(match name {
        "add" => x + y,
        "sub" => x - y,
        "mul" => x * y,
        "div" => x / y,
        "idiv" => (x.trunc() / y.trunc()).trunc(),
        "mod" => x.trunc() % y.trunc(),
        "exp" => libm::pow(x, y),
        "atan" => libm::atan2(x, y).to_degrees().rem_euclid(360.0),
        "eq" => f64::from(x == y),
        "ne" => f64::from(x != y),
        "gt" => f64::from(x > y),
        "ge" => f64::from(x >= y),
        "lt" => f64::from(x < y),
        "le" => f64::from(x <= y),
        "and" => f64::from(x != 0.0 && y != 0.0),
        "or" => f64::from(x != 0.0 || y != 0.0),
        "xor" => f64::from((x != 0.0) != (y != 0.0)),
        _ => return None,
    })
}

/// Operators that rearrange the stack.
fn arrange(name: &str, stack: &mut Vec<f64>) -> Option<()> {
    let last = stack.pop()?;
    let count = last as usize;
    match name {
        "pop" => {}
        "dup" => stack.extend([last, last]),
        "exch" => {
            let below = stack.pop()?;
            stack.extend([last, below]);
        }
        "copy" => stack.extend_from_within(stack.len().checked_sub(count)?..),
        "index" => stack.push(*stack.get(stack.len().checked_sub(count + 1)?)?),
        _ => {
            let by = last as i64;
            let count = stack.pop()? as usize;
            let start = stack.len().checked_sub(count)?;
            if count > 0 {
                stack[start..].rotate_right(by.rem_euclid(count as i64) as usize);
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(source: &str, input: &[f64]) -> Option<Vec<f64>> {
        Program::parse(source.as_bytes())?.run(input)
    }

    #[test]
    fn programs_run() {
        assert_eq!(run("{ 360 mul sin 2 div exch pop }", &[9.0, 0.25]), Some(vec![0.5]));
        assert_eq!(run("{dup 0.5 gt {1 exch sub} {2 mul} ifelse}", &[0.75]), Some(vec![0.25]));
        assert_eq!(run("{dup 0.5 gt {1 exch sub} {2 mul} ifelse}", &[0.25]), Some(vec![0.5]));
        assert_eq!(run("{ 3 1 roll }", &[1.0, 2.0, 3.0]), Some(vec![3.0, 1.0, 2.0]));
        assert_eq!(run("{ 3 -1 roll }", &[1.0, 2.0, 3.0]), Some(vec![2.0, 3.0, 1.0]));
        assert_eq!(run("{ 2 copy 1 index }", &[1.0, 2.0]), Some(vec![1.0, 2.0, 1.0, 2.0, 1.0]));
        assert_eq!(run("{ -1 -1 atan }", &[]), Some(vec![225.0]));
    }

    #[test]
    fn what_is_no_program_fails() {
        for source in ["", "{", "{ add }", "{ nothing }", "{ 5 index }", "{ 9 copy }", "{ if }"] {
            assert_eq!(run(source, &[1.0]), None, "{source}");
        }
        assert_eq!(Program::parse("{".repeat(1000).as_bytes()), None);
        assert_eq!(run(&format!("{{ {} }}", "dup ".repeat(500)), &[1.0]), None);
    }
}
