//! The graphics states that content saves (q) and restores (Q).

/// How many states may be saved.
const SAVED: usize = 1_024;

/// States that are saved, the innermost last. Those beyond the limit are only counted, so that
/// what restores them restores nothing else.
#[derive(Debug)]
pub struct Saved<S> {
    states: Vec<S>,
    beyond: usize,
}

impl<S> Default for Saved<S> {
    fn default() -> Self {
        Self { states: Vec::new(), beyond: 0 }
    }
}

impl<S: Clone> Saved<S> {
    /// Saves a state.
    pub fn save(&mut self, state: &S) {
        if self.states.len() < SAVED {
            self.states.push(state.clone());
        } else {
            self.beyond += 1;
        }
    }

    /// Restores the state that was saved last; whether any had been.
    pub fn restore(&mut self, state: &mut S) -> bool {
        if self.beyond > 0 {
            self.beyond -= 1;
            return true;
        }
        let last = self.states.pop();
        let any = last.is_some();
        if let Some(last) = last {
            *state = last;
        }
        any
    }

    /// Whether every state that was saved has been restored.
    pub fn is_empty(&self) -> bool {
        self.beyond == 0 && self.states.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_beyond_the_limit_is_counted() {
        let (mut saved, mut state) = (Saved::default(), 0);
        for own in 0..SAVED + 5 {
            saved.save(&own);
        }
        for _ in 0..5 {
            assert!(saved.restore(&mut state) && state == 0);
        }
        assert!(saved.restore(&mut state) && state == SAVED - 1);
        (1..SAVED).for_each(|_| assert!(saved.restore(&mut state)));
        assert!(saved.is_empty() && !saved.restore(&mut state) && state == 0);
    }
}
