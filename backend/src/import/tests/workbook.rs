//! The smallest `.xlsx` and `.ods` that spreadsheets open: stored, not packed.

/// A cell of a workbook.
pub(super) enum Put {
    Nothing,
    Text(&'static str),
    Number(f64),
    /// A day as Excel keeps it, days since 1899-12-30.
    Serial(u32),
    Formula(&'static str, &'static str),
    Error(&'static str),
}

pub(super) use Put::{Error, Formula, Nothing, Number, Serial, Text};

/// A sheet with its name.
pub(super) type Rows<'a> = (&'a str, &'a [&'a [Put]]);

pub(super) fn xlsx(sheets: &[Rows<'_>]) -> Vec<u8> {
    zip(&parts(sheets))
}

/// The files of an `.xlsx`, the last sheet at the end.
pub(super) fn parts(sheets: &[Rows<'_>]) -> Vec<(String, String)> {
    let names: String = sheets
        .iter()
        .enumerate()
        .map(|(n, (name, _))| format!(r#"<sheet name="{name}" sheetId="{0}" r:id="rId{0}"/>"#, n + 1))
        .collect();
    let relations: String = (1..=sheets.len())
        .map(|n| format!(r#"<Relationship Id="rId{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{n}.xml"/>"#))
        .collect();
    let styles = r#"<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>"#;
    let types: String = (1..=sheets.len())
        .map(|n| format!(r#"<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"#))
        .collect();
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), format!(r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{types}</Types>"#)),
        ("_rels/.rels".to_owned(), r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#.to_owned()),
        ("xl/workbook.xml".to_owned(), format!(r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{names}</sheets></workbook>"#)),
        ("xl/_rels/workbook.xml.rels".to_owned(), format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}{styles}</Relationships>"#)),
        // style 1 is a date
        ("xl/styles.xml".to_owned(), r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>"#.to_owned()),
    ];
    for (n, (_, rows)) in sheets.iter().enumerate() {
        let data: String = rows.iter().enumerate().map(|(row, cells)| sheet_row(row + 1, cells)).collect();
        files.push((
            format!("xl/worksheets/sheet{}.xml", n + 1),
            format!(r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{data}</sheetData></worksheet>"#),
        ));
    }
    files
}

fn sheet_row(row: usize, cells: &[Put]) -> String {
    let cells: String = cells
        .iter()
        .enumerate()
        .map(|(column, cell)| {
            let at = format!("{}{row}", char::from(b'A' + u8::try_from(column).expect("few columns")));
            match cell {
                Nothing => String::new(),
                Text(text) => format!(r#"<c r="{at}" t="inlineStr"><is><t>{}</t></is></c>"#, escaped(text)),
                Number(number) => format!(r#"<c r="{at}"><v>{number:?}</v></c>"#),
                Serial(days) => format!(r#"<c r="{at}" s="1"><v>{days}</v></c>"#),
                Formula(formula, value) => {
                    format!(r#"<c r="{at}" t="str"><f>{}</f><v>{}</v></c>"#, escaped(formula), escaped(value))
                }
                Error(error) => format!(r#"<c r="{at}" t="e"><v>{error}</v></c>"#),
            }
        })
        .collect();
    format!(r#"<row r="{row}">{cells}</row>"#)
}

pub(super) fn ods((name, rows): Rows<'_>) -> Vec<u8> {
    let rows: String = rows
        .iter()
        .map(|cells| {
            let cells: String = cells
                .iter()
                .map(|cell| match cell {
                    Text(text) => format!(r#"<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>"#, escaped(text)),
                    Number(number) => format!(r#"<table:table-cell office:value-type="float" office:value="{number}"><text:p>{number}</text:p></table:table-cell>"#),
                    _ => "<table:table-cell/>".to_owned(),
                })
                .collect();
            format!("<table:table-row>{cells}</table:table-row>")
        })
        .collect();
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    zip(&[
        ("mimetype".to_owned(), kind.to_owned()),
        (
            "META-INF/manifest.xml".to_owned(),
            format!(
                r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>"#
            ),
        ),
        (
            "content.xml".to_owned(),
            format!(
                r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="{name}">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
            ),
        ),
    ])
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A zip of stored files.
pub(super) fn zip(files: &[(String, String)]) -> Vec<u8> {
    let (mut zip, mut directory) = (Vec::new(), Vec::new());
    let small = |it: usize| u32::try_from(it).expect("a small file").to_le_bytes();
    for (name, content) in files {
        let offset = small(zip.len());
        let sum = crc(content.as_bytes()).to_le_bytes();
        let length = u16::try_from(name.len()).expect("a short name").to_le_bytes();
        // version 2.0, no flags, stored, no time, then what both headers share
        let common = [
            &[20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0][..],
            &sum[..],
            &small(content.len())[..],
            &small(content.len())[..],
            &length[..],
            &[0, 0][..],
        ]
        .concat();
        zip.extend([b"PK\x03\x04", &common[..], name.as_bytes(), content.as_bytes()].concat());
        directory.extend([b"PK\x01\x02\x14\x00", &common[..], &[0; 10], &offset, name.as_bytes()].concat());
    }
    let count = u16::try_from(files.len()).expect("few files").to_le_bytes();
    let end =
        [b"PK\x05\x06\0\0\0\0", &count[..], &count, &small(directory.len()), &small(zip.len()), &[0, 0]]
            .concat();
    [zip, directory, end].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| {
                if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 }
            },
        )
    })
}
