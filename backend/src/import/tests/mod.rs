//! Files as people send them. Workbooks are put together here, so that each test shows what
//! stands in them.

mod files;
mod people;
mod places;
mod workbook;

use std::fmt::Write;

use super::*;

/// A CSV in UTF-8 without a mark.
fn csv(lines: &[&str]) -> Vec<u8> {
    lines.join("\n").into_bytes()
}

/// What was found, as `row column word`.
fn problems(reading: &Reading) -> Vec<String> {
    found(&reading.problems)
}

fn notices(reading: &Reading) -> Vec<String> {
    found(&reading.notices)
}

fn found<W: std::fmt::Display>(findings: &[Finding<W>]) -> Vec<String> {
    findings
        .iter()
        .map(|it| {
            let mut text = it.row.to_string();
            if let Some(column) = &it.column {
                write!(text, " {column}").expect("a String takes anything");
            }
            write!(text, " {}", it.what).expect("a String takes anything");
            text
        })
        .collect()
}

fn residents(reading: &Reading) -> &[Row<ResidentRow>] {
    match &reading.sheets[..] {
        [Sheet { rows: Rows::Residents(rows), .. }] => rows,
        other => panic!("not a list of residents: {other:?}"),
    }
}

fn volunteers(reading: &Reading) -> &[Row<VolunteerRow>] {
    match &reading.sheets[..] {
        [Sheet { rows: Rows::Volunteers(rows), .. }] => rows,
        other => panic!("not a list of volunteers: {other:?}"),
    }
}
