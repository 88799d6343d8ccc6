//! Every SQL text of `src/store`, picked out of the source: the literal or `concat!` in each
//! `exec!`, `later!`, `one!`, `opt!`, `all!`, `lock!` and `together!`, with the text macros of the
//! stores filled in.

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
    let mut sources = BTreeMap::new();
    for file in std::fs::read_dir(folder).expect("the folder of stores") {
        let path = file.expect("a file").path();
        let source = std::fs::read_to_string(&path).expect("a source");
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        sources.insert(name, without_comments(&source));
    }
    // a store may use what another one lends it
    let lent: BTreeMap<_, _> = sources.values().flat_map(|source| macros_of(source)).collect();
    sources.iter().flat_map(|(name, source)| of_source(name, source, &lent)).collect()
}

fn of_source(name: &str, source: &str, lent: &BTreeMap<String, String>) -> Vec<Statement> {
    let mut macros = lent.clone();
    macros.extend(macros_of(source));
    let mut found = together_of(name, source, &macros);
    // the arguments before the SQL: the transaction, and for reads the type of a row
    for (word, skip) in
        [("exec!(", 1), ("later!(", 1), ("one!(", 2), ("opt!(", 2), ("all!(", 2), ("lock!(", 2)]
    {
        for (start, _) in source.match_indices(word) {
            let before = source[..start].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let arguments = split(inside(&source[start + word.len() - 1..]), ',');
            let sql = evaluate(arguments[skip], &macros, "");
            found.push(Statement { sql, locks: word == "lock!(", at: format!("{name}: {word}…)") });
        }
    }
    found
}

/// The parts of each `together!(tx; how Row, sql, …; …)`.
fn together_of(name: &str, source: &str, macros: &BTreeMap<String, String>) -> Vec<Statement> {
    let word = "together!(";
    let each = |(start, _)| {
        let parts = split(inside(&source[start + word.len() - 1..]), ';');
        let statement = |part: &str| {
            let sql = evaluate(split(part, ',')[1], macros, "");
            Statement { sql, locks: part.starts_with("lock "), at: format!("{name}: {word}…)") }
        };
        parts.into_iter().skip(1).map(statement).collect::<Vec<_>>()
    };
    source.match_indices(word).flat_map(each).collect()
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

/// At the commas (or semicolons) outside of brackets and quotes.
fn split(text: &str, at_each: char) -> Vec<&str> {
    let (mut parts, mut from, mut depth, mut quoted, mut escaped) = (Vec::new(), 0, 0_i32, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '{' | '[' | '<' => depth += 1,
            ')' | '}' | ']' | '>' => depth -= 1,
            _ if c == at_each && depth == 0 => {
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
    let arguments = split(inside(rest), ',');
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
            lock!(tx, Row, rows!("id = $1 and x in ('a', 'b')"), id);
            together!(tx; all (i64,), lent!(), x; lock Row, "select ';'", f(a, b)); }
    "#;
    let source = without_comments(source);
    let lent = macros_of(r#"macro_rules! lent { () => { "select 1" }; }"#);
    let found: Vec<_> = of_source("x.rs", &source, &lent).into_iter().map(|it| (it.sql, it.locks)).collect();
    let expected = [
        ("select 1".to_owned(), false),
        ("select ';'".to_owned(), true),
        ("select a, b".to_owned(), false),
        ("select a, b where id = $1 and x in ('a', 'b')".to_owned(), true),
    ];
    assert_eq!(found, expected);
}
