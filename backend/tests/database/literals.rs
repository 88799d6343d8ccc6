//! Every SQL text of `src/store`, picked out of the source: the literal or `concat!` in each
//! `exec!`, `one!`, `opt!`, `all!` and `lock!`, with the column macros of the file filled in.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A statement, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Statement {
    /// As sent to SQLite.
    pub sql: String,
    /// Whether PostgreSQL is sent it with `for update`.
    pub locks: bool,
    /// File and macro, for the message.
    pub at: String,
}

impl Statement {
    /// As sent to PostgreSQL.
    pub fn postgres(&self) -> String {
        if self.locks { format!("{} for update", self.sql) } else { self.sql.clone() }
    }
}

/// All of them.
pub fn statements() -> BTreeSet<Statement> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let mut found = BTreeSet::new();
    for file in std::fs::read_dir(folder).expect("the folder of stores") {
        let path = file.expect("a file").path();
        let source = std::fs::read_to_string(&path).expect("a source");
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        found.extend(of_source(&name, &source));
    }
    found
}

fn of_source(name: &str, source: &str) -> Vec<Statement> {
    let source = without_comments(source);
    let macros = macros_of(&source);
    let mut found = Vec::new();
    // the arguments before the SQL: the transaction, and for reads the type of a row
    for (word, skip) in [("exec!(", 1), ("one!(", 2), ("opt!(", 2), ("all!(", 2), ("lock!(", 2)] {
        for (start, _) in source.match_indices(word) {
            let before = source[..start].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let arguments = split(inside(&source[start + word.len() - 1..]));
            let sql = evaluate(arguments[skip], &macros, "");
            found.push(Statement { sql, locks: word == "lock!(", at: format!("{name}: {word}…)") });
        }
    }
    found
}

/// Line comments, doc comments with them. No store has `//` in a statement.
fn without_comments(source: &str) -> String {
    source.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// Name and body of each `macro_rules!` of the file; each has one arm, with `$which` or nothing.
fn macros_of(source: &str) -> BTreeMap<String, String> {
    source
        .split("macro_rules! ")
        .skip(1)
        .map(|rest| {
            let name = rest.split(' ').next().expect("a name").to_owned();
            let arm = &rest[rest.find("=> {").expect("an arm") + 3..];
            (name, inside(arm).trim().to_owned())
        })
        .collect()
}

/// What stands between the bracket with which `text` begins and the one that closes it.
fn inside(text: &str) -> &str {
    let mut depth = 0_i32;
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' => {
                depth -= 1;
                if depth == 0 {
                    return &text[1..at];
                }
            }
            _ => {}
        }
    }
    panic!("a bracket is not closed: {}", &text[..text.len().min(80)])
}

/// At the commas outside of brackets and quotes.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut from, mut depth, mut quoted, mut escaped) = (Vec::new(), 0, 0_i32, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '{' | '[' | '<' => depth += 1,
            ')' | '}' | ']' | '>' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(text[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[from..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// A literal, `concat!(…)`, one of the file's macros, or `$which`.
fn evaluate(text: &str, macros: &BTreeMap<String, String>, which: &str) -> String {
    let text = text.trim();
    if let Some(literal) = text.strip_prefix('"') {
        let literal = literal.strip_suffix('"').expect("a literal ends");
        return literal.replace("\\\"", "\"");
    }
    if text == "$which" {
        return which.to_owned();
    }
    let (name, rest) = text.split_once('!').unwrap_or_else(|| panic!("not a text: {text}"));
    let arguments = split(inside(rest));
    if name == "concat" {
        return arguments.into_iter().map(|part| evaluate(part, macros, which)).collect();
    }
    let body = macros.get(name).unwrap_or_else(|| panic!("no macro {name}"));
    let given = arguments.first().map(|it| evaluate(it, macros, which)).unwrap_or_default();
    evaluate(body, macros, &given)
}

#[test]
fn literals_are_read_as_the_compiler_reads_them() {
    let source = r#"
        macro_rules! columns { () => { "a, b" }; }
        macro_rules! rows { ($which:literal) => { concat!("select ", columns!(), " where ", $which) }; }
        async fn f() { one!(tx, (i64, Option<i32>), concat!("select ", columns!()), x)?; // all!(nothing)
            lock!(tx, Row, rows!("id = $1 and x in ('a', 'b')"), id) }
    "#;
    let found: Vec<_> = of_source("x.rs", source).into_iter().map(|it| (it.sql, it.locks)).collect();
    let expected = [
        ("select a, b".to_owned(), false),
        ("select a, b where id = $1 and x in ('a', 'b')".to_owned(), true),
    ];
    assert_eq!(found, expected);
}
