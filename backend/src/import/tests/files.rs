//! Encodings, workbooks, headers, and files that are none.

use domain::calendar::Day;
use domain::member::Gender;

use super::workbook::{Error, Formula, Nothing, Number, Serial, Text, ods, xlsx, zip};
use super::*;

const HEADERS: &str = "姓名,手机,性别,小区,楼栋,门号";
const FIRST: &str = "王桂芳,19900000101,女,盐都新村,1栋,2单元501";

#[test]
fn utf_8_with_and_without_a_mark_reads_the_same() {
    let plain = csv(&[HEADERS, FIRST]);
    let marked = [&b"\xEF\xBB\xBF"[..], &plain].concat();
    let reading = read(&plain);
    assert!(reading.is_good() && reading.len() == 1, "{reading:?}");
    assert_eq!(read(&marked), reading);
}

#[test]
fn gb18030_and_utf_16_read_the_same() {
    let text = [HEADERS, FIRST].join("\r\n");
    let (gb, _, lossy) = encoding_rs::GB18030.encode(&text);
    assert!(!lossy && std::str::from_utf8(&gb).is_err());
    let utf_16: Vec<u8> =
        [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let reading = read(text.as_bytes());
    assert_eq!(residents(&reading)[0].it.name, "王桂芳");
    assert_eq!(read(&gb), reading);
    assert_eq!(read(&utf_16), reading);
}

#[test]
fn tabs_semicolons_and_line_ends_do_not_matter() {
    let reading = read(&csv(&[HEADERS, FIRST]));
    for sign in ["\t", ";"] {
        for end in ["\n", "\r\n", "\r"] {
            let text = [HEADERS, FIRST].join(end).replace(',', sign);
            assert_eq!(residents(&read(text.as_bytes())), residents(&reading), "{text:?}");
        }
    }
}

#[test]
fn titles_above_the_headers_and_blank_lines_are_skipped() {
    let reading =
        read(&csv(&["红苕地社区居民名册,,,,,", "", "填表人：,,2026年,,,", HEADERS, ",,,,,", FIRST, ""]));
    assert!(reading.is_good(), "{:?}", reading.problems);
    assert_eq!(residents(&reading)[0].row, 6);
}

#[test]
fn rows_are_numbered_as_the_spreadsheet_does() {
    let quoted = "\"王\n桂芳\",19900000101,女,盐都新村,1栋,501";
    for end in ["\n", "\r\n"] {
        let text = ["", HEADERS, "", "", FIRST, "", quoted, ",,,,,", ",,,,,502"].join(end);
        let reading = read(text.as_bytes());
        assert_eq!(residents(&reading)[0].row, 5, "{end:?}");
        let rows: Vec<u32> = reading.problems.iter().map(|it| it.row).collect();
        assert_eq!(rows, [7, 9, 9, 9], "{end:?} {:?}", reading.problems);
    }
}

#[test]
fn headers_are_known_in_both_languages_in_any_order_and_with_remarks() {
    let reading =
        read(&csv(&["Phone,楼号,Full Name,*小区（必填）,Room,SEX", "19900000101,1,Anna Li,盐都新村,501,F"]));
    assert!(reading.is_good(), "{:?}", reading.problems);
    let it = &residents(&reading)[0].it;
    assert_eq!((it.name.as_str(), it.phone.as_deref()), ("Anna Li", Some("19900000101")));
    assert_eq!((it.gender, it.place.building.as_str()), (Some(Gender::Female), "1栋"));
}

#[test]
fn unknown_columns_are_noticed_and_repeated_ones_refused() {
    let reading = read(&csv(&["姓名,手机,小区,楼栋,门号,备注", "王桂芳,19900000101,盐都新村,1,501,独居"]));
    assert_eq!(notices(&reading), ["1 备注 unknown_column"]);
    assert!(reading.is_good() && reading.len() == 1);
    let reading = read(&csv(&["姓名,手机,联系电话,小区,楼栋,门号", "王桂芳,19900000101,,盐都新村,1,501"]));
    assert_eq!(problems(&reading), ["1 联系电话 duplicate_column"]);
}

#[test]
fn missing_columns_are_named_once() {
    let reading = read(&csv(&["姓名,手机,性别,年龄,楼栋", "王桂芳,19900000101,女,78,1", "李建国,1,男,64,2"]));
    assert_eq!(problems(&reading), ["1 小区 missing_column", "1 门号 missing_column"]);
    assert!(reading.is_empty());
}

#[test]
fn a_file_without_known_headers_is_one_problem() {
    assert_eq!(problems(&read(&csv(&["早上好", "a,b,c"]))), ["1 unknown_kind"]);
    assert_eq!(problems(&read(b"")), ["0 no_rows"]);
    assert_eq!(problems(&read(&csv(&[HEADERS, "", ",,"]))), ["0 no_rows"]);
}

#[test]
fn what_is_no_list_is_refused() {
    assert_eq!(problems(&read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")), ["0 unreadable"]);
    assert_eq!(problems(&read(b"PK\x03\x04 and then nothing")), ["0 unreadable"]);
    assert_eq!(problems(&read(&[0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3])), ["0 unreadable"]);
    assert_eq!(problems(&read(&[0xE5, 0xA7, 0xFF, 0xFF, 0x2C, 0x31])), ["0 undecodable"]);
    assert_eq!(problems(&read(&vec![b' '; MAX_BYTES + 1])), ["0 too_large"]);
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(problems(&read(&[&[0xD0, 0xCF, 0x11, 0xE0][..], &locked].concat())), ["0 protected"]);
    let document = zip(&[("word/document.xml".to_owned(), "<w/>".to_owned())]);
    assert_eq!(problems(&read(&document)), ["0 unreadable"]);
}

#[test]
fn a_workbook_reads_phones_doors_and_dates_out_of_number_cells() {
    let book = xlsx(&[(
        "居民",
        &[
            &[
                Text("姓名"),
                Text("手机"),
                Text("出生日期"),
                Text("小区"),
                Text("楼栋"),
                Text("单元"),
                Text("门号"),
            ],
            &[
                Text("王桂芳"),
                Number(19_900_000_101.0),
                Serial(17_605),
                Text("盐都新村"),
                Number(1.0),
                Number(2.0),
                Number(501.0),
            ],
            &[],
            &[
                Text("张素珍"),
                Nothing,
                Text("1940年3月"),
                Text("盐都新村"),
                Text("1栋"),
                Text("3单元"),
                Text("202"),
            ],
        ],
    )]);
    let reading = read(&book);
    assert!(reading.is_good(), "{:?}", reading.problems);
    let [first, second] = residents(&reading) else { panic!("two rows: {reading:?}") };
    assert_eq!(first.it.phone.as_deref(), Some("19900000101"));
    assert_eq!(first.it.birth_year, Some(1948));
    assert_eq!(first.it.place.door, "2单元501");
    assert_eq!((second.row, second.it.phone.as_ref(), second.it.birth_year), (4, None, Some(1940)));
}

#[test]
fn an_open_document_reads_the_same() {
    let rows: &[&[workbook::Put]] = &[
        &[Text("姓名"), Text("手机"), Text("小区"), Text("楼栋"), Text("门号")],
        &[Text("王桂芳"), Number(19_900_000_101.0), Text("盐都新村"), Number(1.0), Text("2单元501")],
    ];
    let reading = read(&ods(("居民", rows)));
    assert!(reading.is_good(), "{:?}", reading.problems);
    assert_eq!(read(&xlsx(&[("居民", rows)])), reading);
}

#[test]
fn sheets_are_told_by_their_headers_and_instructions_are_only_noticed() {
    let book = xlsx(&[
        ("填写说明", &[&[Text("请勿改动表头")]]),
        (
            "甲",
            &[
                &[Text("社区"), Text("小区"), Text("楼栋")],
                &[Text("红苕地社区"), Text("盐都新村"), Text("1栋")],
            ],
        ),
        (
            "乙",
            &[
                &[Text("姓名"), Text("手机"), Text("角色"), Text("社区")],
                &[Text("罗小琴"), Text("19900000001"), Text("派单员"), Text("红苕地社区")],
            ],
        ),
        ("空", &[]),
    ]);
    let reading = read(&book);
    assert!(reading.is_good(), "{:?}", reading.problems);
    let kinds: Vec<_> = reading.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.rows.kind())).collect();
    assert_eq!(kinds, [("甲", Kind::Areas), ("乙", Kind::Staff)]);
    assert_eq!(notices(&reading), ["1 unknown_sheet"]);
}

#[test]
fn formulas_count_by_their_result_and_broken_ones_are_named() {
    let book = xlsx(&[(
        "志愿者",
        &[
            &[Text("姓名"), Text("手机"), Text("技能"), Text("保险到期日")],
            &[
                Formula("CONCAT(\"李\",\"建国\")", "李建国"),
                Text("19900000105"),
                Text("水电"),
                Serial(46_568),
            ],
            &[Text("何晓峰"), Text("19900000107"), Error("#REF!"), Nothing],
        ],
    )]);
    let reading = read(&book);
    assert_eq!(problems(&reading), ["3 技能 broken_formula"]);
    assert_eq!(volunteers(&reading)[0].it.name, "李建国");
    assert_eq!(volunteers(&reading)[0].it.insured_until, Day::from_ymd(2027, 6, 30));
}

#[test]
fn a_cell_in_the_last_corner_does_not_fill_the_memory() {
    let sheet = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>"#;
    let mut files = workbook::parts(&[("a", &[])]);
    files.last_mut().expect("the sheet").1 = sheet.to_owned();
    assert_eq!(problems(&read(&zip(&files))), ["1 unknown_kind"]);
}

#[test]
fn a_hundred_thousand_rows_are_read_quickly_and_more_than_the_most_are_refused() {
    let mut text = format!("{HEADERS}\n");
    for n in 0..100_000 {
        writeln!(text, "王桂芳,199{n:08},女,盐都新村,{}栋,{}", n % 30 + 1, n / 30)
            .expect("a String takes anything");
    }
    let begun = std::time::Instant::now();
    let reading = read(text.as_bytes());
    // a debug build on a busy machine takes three or four seconds
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
    assert!(reading.is_good(), "{:?}", reading.problems.first());
    assert_eq!(reading.len(), 100_000);
    let mut twice = text.clone();
    twice.push_str(&text);
    twice.push_str(FIRST);
    let reading = read(twice.as_bytes());
    assert_eq!(reading.problems.len(), line::MAX_FINDINGS);
    assert!(reading.more > 0);
}

#[test]
fn every_template_can_be_read_back() {
    for kind in Kind::ALL {
        let mut rows = Vec::new();
        for format in Format::ALL {
            let file = template(*kind, *format).expect("a template");
            assert_eq!(file.starts_with(b"\xEF\xBB\xBF"), *format == Format::Csv, "a mark for Excel");
            let reading = read(&file);
            assert!(reading.is_good(), "{kind}.{format}: {:?}", reading.problems);
            assert_eq!(reading.notices, [], "{kind}.{format}");
            assert_eq!((reading.sheets[0].rows.kind(), reading.len()), (*kind, 2));
            rows.push(reading.sheets[0].rows.clone());
        }
        assert_eq!(rows[0], rows[1], "{kind}");
        assert_eq!(file_name(*kind, Format::Csv), format!("linli-{kind}.csv"));
    }
}
