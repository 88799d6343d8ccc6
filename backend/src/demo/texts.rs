//! Reads `texts.txt` and fills the alternatives in its sentences.

use std::collections::BTreeMap;

use rand::Rng;
use rand::seq::IndexedRandom;

const RAW: &str = include_str!("texts.txt");

/// Everything that is said about one item.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// The resident's own words.
    pub(super) words: Vec<&'static str>,
    /// Her answer to the private question.
    pub(super) answers: Vec<&'static str>,
    /// What helpers may read before they accept.
    pub(super) notes: Vec<&'static str>,
    /// Said afterwards.
    pub(super) said: Vec<&'static str>,
    /// Question of the desk and its answer.
    pub(super) asked_back: Vec<(&'static str, &'static str)>,
}

/// The whole file, by section.
#[derive(Debug)]
pub(super) struct Texts(BTreeMap<&'static str, Section>);

impl Texts {
    pub(super) fn read() -> Self {
        let mut sections: BTreeMap<&str, Section> = BTreeMap::new();
        let mut current = "";
        for line in RAW.lines() {
            let (mark, rest) = line.split_at(line.chars().next().map_or(0, char::len_utf8));
            let rest = rest.trim();
            if mark == "[" {
                current = rest.trim_end_matches(']');
                continue;
            }
            let section = sections.entry(current).or_default();
            match mark {
                ">" => section.words.push(rest),
                "?" => section.answers.push(rest),
                "~" => section.notes.push(rest),
                "+" => section.said.push(rest),
                "!" => section.asked_back.extend(rest.split_once(" => ")),
                _ => {}
            }
        }
        Self(sections)
    }

    /// The section with this name, if there is one.
    pub(super) fn find(&self, name: &str) -> Option<&Section> {
        self.0.get(name)
    }

    /// The section of an item, or of a kind of saying.
    pub(super) fn of(&self, name: &str) -> &Section {
        self.0.get(name).expect("texts.txt has a section for every item, which a test checks")
    }
}

/// What the named slots stand for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Here<'a> {
    pub(super) estate: &'a str,
    pub(super) building: &'a str,
}

/// For sentences that name no place.
pub(super) const NOWHERE: Here<'static> = Here { estate: "", building: "" };

/// One of the sentences, filled; none when there are none.
pub(super) fn one_of(rng: &mut impl Rng, sentences: &[&str], here: Here<'_>) -> Option<String> {
    sentences.choose(rng).map(|sentence| fill(rng, sentence, here))
}

/// The sentence with one alternative chosen in every pair of braces.
pub(super) fn fill(rng: &mut impl Rng, sentence: &str, here: Here<'_>) -> String {
    let mut filled = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        let (choices, after) = after.split_once('}').expect("braces close, which a test checks");
        filled.push_str(before);
        filled.push_str(match choices {
            "estate" => here.estate,
            "building" => here.building,
            _ => {
                let choices: Vec<&str> = choices.split('|').collect();
                choices.choose(rng).expect("split gives at least one part")
            }
        });
        rest = after;
    }
    filled.push_str(rest);
    filled
}
