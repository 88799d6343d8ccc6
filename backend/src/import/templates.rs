//! The templates a community fills in: headers and two rows to be written over.

use domain::import::{Format, Kind};
use rust_xlsxwriter::{Format as Look, Workbook, XlsxError};

use super::cell::safe_cell;
use super::columns;

/// What a template is called when it is downloaded.
#[must_use]
pub fn file_name(kind: Kind, format: Format) -> String {
    format!("linli-{kind}.{format}")
}

/// The template of a kind.
///
/// # Errors
/// When the workbook cannot be put together.
pub fn template(kind: Kind, format: Format) -> Result<Vec<u8>, XlsxError> {
    match format {
        Format::Xlsx => workbook(kind),
        Format::Csv => Ok(text(kind)),
    }
}

/// The cells of the two rows, in the order of the columns.
fn example_rows(kind: Kind) -> [Vec<&'static str>; 2] {
    examples(kind).map(|example| {
        let value = |key| example.iter().find(|(name, _)| *name == key).map_or("", |(_, value)| *value);
        columns::of(kind).iter().map(|column| value(column.key)).collect()
    })
}

/// Every column is text, long after the last row as well: a spreadsheet that takes a phone or
/// division code for a number rounds it. Headers of columns that have to be filled in are red.
fn workbook(kind: Kind) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Look::new().set_num_format("@");
    let head = Look::new().set_num_format("@").set_bold();
    let needed = head.clone().set_font_color("B3261E");
    for (at, column) in (0_u16..).zip(columns::of(kind)) {
        // a Chinese character is two Latin ones wide
        let width = 4 + 2 * u32::try_from(column.header.chars().count()).unwrap_or(8);
        sheet.set_column_format(at, &plain)?.set_column_width(at, width.max(14))?;
        let look = if column.needed { &needed } else { &head };
        sheet.write_string_with_format(0, at, column.header, look)?;
    }
    for (row, cells) in (1_u32..).zip(example_rows(kind)) {
        for (at, text) in (0_u16..).zip(cells) {
            sheet.write_string_with_format(row, at, text, &plain)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    book.save_to_buffer()
}

/// In UTF-8 with a byte order mark, without which Excel on a Chinese Windows takes it for GBK.
fn text(kind: Kind) -> Vec<u8> {
    let mut file = "\u{FEFF}".to_owned();
    line(&mut file, columns::of(kind).iter().map(|column| column.header));
    for cells in example_rows(kind) {
        line(&mut file, cells.into_iter());
    }
    file.into_bytes()
}

fn line<'a>(file: &mut String, cells: impl Iterator<Item = &'a str>) {
    let cells: Vec<String> = cells.map(quoted).collect();
    file.push_str(&cells.join(","));
    file.push_str("\r\n");
}

fn quoted(text: &str) -> String {
    let safe = safe_cell(text);
    if safe.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe.into_owned()
    }
}

type Example = &'static [(&'static str, &'static str)];

/// Two rows of invented people and places.
const fn examples(kind: Kind) -> [Example; 2] {
    match kind {
        Kind::Areas => [
            &[
                ("district", "大安区"),
                ("street", "龙井街道"),
                ("community", "红苕地社区"),
                ("code", "510304090091"),
                ("phone", "0813-9990101"),
                ("grid", "第1居民小组"),
                ("estate", "盐都新村"),
                ("building", "1栋"),
                ("grid_worker", "19900000105"),
                ("steward", "19900000101"),
            ],
            &[
                ("community", "红苕地社区"),
                ("grid", "第1居民小组"),
                ("estate", "盐都新村"),
                ("building", "2栋"),
            ],
        ],
        Kind::Residents => [
            &[
                ("name", "王桂芳"),
                ("phone", "19900000101"),
                ("gender", "女"),
                ("birth_year", "1948"),
                ("community", "红苕地社区"),
                ("estate", "盐都新村"),
                ("building", "1栋"),
                ("unit", "2单元"),
                ("door", "501"),
            ],
            &[
                ("name", "张素珍"),
                ("gender", "女"),
                ("age", "86"),
                ("community", "红苕地社区"),
                ("estate", "盐都新村"),
                ("building", "1栋"),
                ("unit", "3单元"),
                ("door", "202"),
            ],
        ],
        Kind::Volunteers => [
            &[
                ("name", "李建国"),
                ("phone", "19900000105"),
                ("gender", "男"),
                ("birth_year", "1962"),
                ("community", "红苕地社区"),
                ("estate", "盐都新村"),
                ("building", "2栋"),
                ("unit", "1单元"),
                ("door", "402"),
                ("skills", "水电维修、家电"),
                ("times", "周一至周六 上午、下午"),
                ("party_member", "否"),
                ("insured_until", "2027-06-30"),
            ],
            &[
                ("name", "何晓峰"),
                ("phone", "19900000107"),
                ("gender", "男"),
                ("birth_year", "1992"),
                ("community", "红苕地社区"),
                ("skills", "手机、驾驶"),
                ("times", "星期天先锋"),
                ("party_member", "是"),
                ("branch", "灯彩文创园联合党支部"),
            ],
        ],
        Kind::Staff => [
            &[("name", "罗小琴"), ("phone", "19900000001"), ("role", "派单员"), ("area", "红苕地社区")],
            &[("name", "黄建平"), ("phone", "19900000013"), ("role", "协调员"), ("area", "龙井街道")],
        ],
        Kind::Items => [
            &[
                ("number", "1"),
                ("code", "canteen_meal"),
                ("name", "老年食堂送餐"),
                ("name_en", "Canteen meal to the door"),
                ("door", "便民服务"),
                ("summary", "腿脚不便就别下楼了，热饭热菜给您端上来。"),
                ("question", "有什么不能吃的？牙口怎么样？"),
                ("urgency", "当天"),
                ("minutes", "30"),
                ("points", "10"),
                ("doer", "志愿者"),
                ("risk", "一般"),
                ("required", "1"),
                ("home_visit", "是"),
                ("review", "否"),
                ("icon", "utensils"),
            ],
            &[
                ("number", "4"),
                ("code", "light_bulb"),
                ("name", "换灯泡"),
                ("name_en", "Change a light bulb"),
                ("door", "便民服务"),
                ("summary", "高处的灯别自己爬，叫人来换。"),
                ("question", "是哪种灯？新灯泡买好了吗？"),
                ("urgency", "48小时"),
                ("minutes", "30"),
                ("points", "12"),
                ("doer", "志愿者"),
                ("skill", "水电维修"),
                ("risk", "较高"),
                ("required", "1"),
                ("home_visit", "是"),
                ("review", "否"),
                ("icon", "lightbulb"),
            ],
        ],
    }
}
