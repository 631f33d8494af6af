//! Attributes: `{.full credit="何岸 摄"}`.

/// Classes and named values.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Attributes {
    /// Classes, without their dots.
    pub classes: Vec<String>,
    /// Names and values.
    pub pairs: Vec<(String, String)>,
}

impl Attributes {
    /// Removes a value and returns it.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let at = self.pairs.iter().position(|(key, _)| key == name)?;
        Some(self.pairs.remove(at).1)
    }

    /// Removes a class; returns whether it was there.
    pub fn take_class(&mut self, name: &str) -> bool {
        let before = self.classes.len();
        self.classes.retain(|class| class != name);
        self.classes.len() < before
    }

    /// What was not taken: classes with their dots, and the names of values.
    pub fn rest(&self) -> Vec<String> {
        let classes = self.classes.iter().map(|class| format!(".{class}"));
        classes.chain(self.pairs.iter().map(|(name, _)| name.clone())).collect()
    }
}

impl From<&comrak::nodes::Attributes> for Attributes {
    fn from(other: &comrak::nodes::Attributes) -> Self {
        let mut pairs = other.pairs.clone();
        if let Some(id) = &other.id {
            pairs.push((format!("#{id}"), String::new()));
        }
        Self { classes: other.classes.clone(), pairs }
    }
}

/// Reads attributes at the beginning of a text, braces included.
///
/// Returns them and their length in bytes; nothing if the braces do not hold attributes.
pub fn leading(text: &str) -> Option<(Attributes, usize)> {
    let mut cursor = Cursor { text, at: 0 };
    cursor.eat('{')?;
    let mut attributes = Attributes::default();
    loop {
        cursor.blanks();
        if cursor.eat('}').is_some() {
            return Some((attributes, cursor.at));
        }
        if cursor.eat('.').is_some() {
            attributes.classes.push(cursor.name()?);
        } else {
            let name = cursor.name()?;
            cursor.eat('=')?;
            attributes.pairs.push((name, cursor.value()?));
        }
    }
}

/// The first call of a note in a text: what is before it, its name, and what follows it.
pub fn note_call(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("[^")?;
    let (name, after) = rest.split_once(']')?;
    let is_name = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '[');
    is_name.then_some((before, name, after))
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn eat(&mut self, wanted: char) -> Option<()> {
        (self.peek()? == wanted).then(|| self.at += wanted.len_utf8())
    }

    fn blanks(&mut self) {
        while self.eat(' ').is_some() {}
    }

    fn name(&mut self) -> Option<String> {
        let start = self.at;
        while let Some(c) = self.peek().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)) {
            self.at += c.len_utf8();
        }
        (self.at > start).then(|| self.text[start..self.at].to_owned())
    }

    fn value(&mut self) -> Option<String> {
        if self.eat('"').is_none() {
            return self.name();
        }
        let mut value = String::new();
        loop {
            let mut c = self.peek()?;
            self.at += c.len_utf8();
            match c {
                '"' => return Some(value),
                '\n' => return None,
                '\\' => {
                    c = self.peek()?;
                    self.at += c.len_utf8();
                }
                _ => {}
            }
            value.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_classes_and_values() {
        let (mut found, length) =
            leading("{.full credit=\"何 \\\"岸\\\"\" columns=2} 后文").unwrap();
        assert_eq!(length, "{.full credit=\"何 \\\"岸\\\"\" columns=2}".len());
        assert!(found.take_class("full"));
        assert_eq!(found.take("credit").unwrap(), "何 \"岸\"");
        assert_eq!(found.rest(), ["columns"]);
        for wrong in ["{a b}", "{", "{x=\"", "文字", "{.}", "{#read()}"] {
            assert!(leading(wrong).is_none(), "{wrong}");
        }
    }
}
