//! What somebody would order if it were on the menu (百姓点单、政府配菜).

use serde::{Deserialize, Serialize};

use super::{FieldErrors, Problem, Reader};

/// As long as the name of an item: that is what becomes of it.
pub const DEMAND_MAX: usize = super::ITEM_NAME_MAX;

/// The form as a browser sends it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DemandForm {
    /// What is missing, in a few words.
    pub words: String,
}

/// A well-formed demand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// What is missing, as it was written.
    pub words: String,
    /// The same for all who write the same, but for spaces, signs and capitals.
    pub key: String,
}

impl DemandForm {
    /// # Errors
    /// What is wrong with the words.
    pub fn parse(&self) -> Result<Demand, FieldErrors> {
        let mut read = Reader::new();
        let words = read.text("words", &self.words, DEMAND_MAX);
        let demand = words.map(|words| Demand { key: key(&words), words });
        if demand.as_ref().is_some_and(|it| it.key.is_empty()) {
            read.errors.add("words", Problem::Malformed);
        }
        read.errors.unless_wrong(demand)
    }
}

fn key(words: &str) -> String {
    words.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &str) -> Result<Demand, FieldErrors> {
        DemandForm { words: words.to_owned() }.parse()
    }

    #[test]
    fn spaces_signs_and_capitals_make_no_difference() {
        let keys: Vec<_> =
            ["磨剪刀", " 磨 剪刀！", "磨剪刀。"].iter().map(|it| parsed(it).expect("words").key).collect();
        assert_eq!(keys, ["磨剪刀"; 3]);
        assert_eq!(parsed("WiFi 修理").expect("words").key, parsed("wifi修理").expect("words").key);
        assert_eq!(parsed(" 磨 剪刀！").expect("words").words, "磨 剪刀！");
    }

    #[test]
    fn nothing_and_signs_alone_are_refused_and_so_is_what_is_too_long() {
        for words in ["", "  ", "？！", &"长".repeat(DEMAND_MAX + 1)] {
            assert!(parsed(words).expect_err("refused").of("words").is_some(), "{words}");
        }
        assert!(parsed(&"长".repeat(DEMAND_MAX)).is_ok());
    }
}
