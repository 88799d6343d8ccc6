//! The headers of the five kinds, in the order of the templates, and how a header row is
//! recognised: by what its cells mean, whatever their order and language.

use std::cmp::Reverse;

use super::cell::folded;
use domain::import::Kind;

/// A column of a template.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Its key; the English header.
    pub(super) key: &'static str,
    /// Its header in the template.
    pub(super) header: &'static str,
    /// Whether the sheet has to have it.
    pub(super) needed: bool,
    /// Other headers in use.
    aliases: &'static [&'static str],
}

const fn needed(key: &'static str, header: &'static str, aliases: &'static [&'static str]) -> Column {
    Column { key, header, needed: true, aliases }
}

const fn maybe(key: &'static str, header: &'static str, aliases: &'static [&'static str]) -> Column {
    Column { key, header, needed: false, aliases }
}

const NAME: &[&str] = &["名字", "姓名全称", "full name"];
const PHONE: &[&str] = &[
    "手机号",
    "手机号码",
    "电话",
    "电话号码",
    "联系电话",
    "联系方式",
    "mobile",
    "mobile phone",
    "telephone",
    "tel",
];
const COMMUNITY: &[&str] = &["所属社区", "社区名称", "居委会"];
const ESTATE: &[&str] = &["小区名称", "院落", "住宅小区", "小区院落", "residential estate"];
const BUILDING: &[&str] = &["楼号", "楼栋号", "栋", "栋号", "幢", "幢号", "楼", "block"];
const UNIT: &[&str] = &["单元号", "entrance", "staircase"];
const DOOR: &[&str] = &["门牌", "房号", "室", "房间号", "门牌号", "户号", "room", "flat"];
const GENDER: &[&str] = &["sex"];
const BIRTH_YEAR: &[&str] =
    &["出生年", "出生日期", "出生年月", "生日", "birth", "birthday", "year of birth", "date of birth"];

const AREAS: &[Column] = &[
    maybe("district", "区", &["区县", "区县名称", "县区"]),
    maybe("street", "街道", &["街道名称", "镇街", "乡镇街道", "sub-district", "subdistrict"]),
    needed("community", "社区", COMMUNITY),
    maybe("code", "社区代码", &["区划代码", "行政区划代码", "统计用区划代码", "编码", "division code"]),
    maybe(
        "phone",
        "社区电话",
        &["电话", "联系电话", "社区联系电话", "值班电话", "服务电话", "座机", "desk phone", "telephone"],
    ),
    maybe("grid", "居民小组", &["网格", "网格名称", "小组", "居民组"]),
    needed("estate", "小区", ESTATE),
    needed("building", "楼栋", BUILDING),
    maybe(
        "grid_worker",
        "网格员手机",
        &["网格员电话", "网格员联系电话", "组长手机", "组长电话", "grid worker phone"],
    ),
    maybe(
        "steward",
        "楼栋长手机",
        &["楼栋长电话", "楼栋长联系电话", "楼长手机", "楼长电话", "steward phone"],
    ),
];

const RESIDENTS: &[Column] = &[
    needed("name", "姓名", NAME),
    maybe("phone", "手机", PHONE),
    maybe("gender", "性别", GENDER),
    maybe("birth_year", "出生年份", BIRTH_YEAR),
    maybe("age", "年龄", &["周岁"]),
    maybe("identity", "身份证号", &["身份证", "身份证号码", "公民身份号码", "id number", "identity number"]),
    maybe("community", "社区", COMMUNITY),
    needed("estate", "小区", ESTATE),
    needed("building", "楼栋", BUILDING),
    maybe("unit", "单元", UNIT),
    needed("door", "门号", DOOR),
];

const VOLUNTEERS: &[Column] = &[
    needed("name", "姓名", NAME),
    needed("phone", "手机", PHONE),
    maybe("gender", "性别", GENDER),
    maybe("birth_year", "出生年份", BIRTH_YEAR),
    maybe("community", "社区", COMMUNITY),
    maybe("estate", "小区", ESTATE),
    maybe("building", "楼栋", BUILDING),
    maybe("unit", "单元", UNIT),
    maybe("door", "门号", DOOR),
    maybe("skills", "技能", &["特长", "专长", "服务技能", "技能特长", "skill"]),
    maybe(
        "times",
        "可服务时间",
        &["服务时间", "空闲时间", "有空时间", "availability", "available", "time", "available times"],
    ),
    maybe("party_member", "党员", &["是否党员", "政治面貌", "party"]),
    maybe("branch", "党支部", &["所在党支部", "党组织", "工作单位", "单位", "employer", "party branch"]),
    maybe("insured_until", "保险到期日", &["保险有效期", "保险到期", "insured", "insurance until"]),
];

const STAFF: &[Column] = &[
    needed("name", "姓名", NAME),
    needed("phone", "手机", PHONE),
    needed("role", "角色", &["岗位", "职责", "权限", "post"]),
    needed("area", "负责区域", &["区域", "社区", "所属社区", "管辖区域", "负责社区", "community"]),
];

const ITEMS: &[Column] = &[
    maybe("number", "编号", &["序号", "菜单号", "no", "no."]),
    maybe("code", "代码", &["服务代码", "key"]),
    needed("name", "服务名称", &["服务", "服务项目", "项目名称", "菜单", "service", "item", "item name"]),
    maybe("name_en", "英文名称", &["英文名", "english name"]),
    needed("door", "类别", &["大类", "服务类别", "门", "category"]),
    maybe("area", "适用区域", &["适用范围", "区域", "offered in"]),
    maybe("summary", "一句话说明", &["说明", "简介", "服务说明", "description"]),
    maybe("summary_en", "英文说明", &["english summary", "english description"]),
    maybe("question", "私下要问的", &["私下问题", "补充问题", "private question"]),
    maybe("question_en", "英文问题", &["english question"]),
    maybe("urgency", "时限", &["急缓", "办理时限", "promise"]),
    maybe("minutes", "预计分钟", &["时长", "预计时长", "分钟", "planned minutes", "duration"]),
    maybe("points", "每小时积分", &["积分", "points per hour"]),
    maybe("doer", "谁来做", &["服务人员", "承接人", "who"]),
    maybe("skill", "需要技能", &["技能", "skill needed"]),
    maybe("risk", "风险", &["风险等级", "风险程度"]),
    maybe("required", "需要人数", &["人数", "people", "people needed"]),
    maybe("home_visit", "入户", &["是否入户", "上门", "是否上门", "visit"]),
    maybe("review", "先审核", &["是否审核", "审核", "需要审核"]),
    maybe("icon", "图标", &[]),
];

/// The columns of a kind, in the order of its template.
pub(super) const fn of(kind: Kind) -> &'static [Column] {
    match kind {
        Kind::Areas => AREAS,
        Kind::Residents => RESIDENTS,
        Kind::Volunteers => VOLUNTEERS,
        Kind::Staff => STAFF,
        Kind::Items => ITEMS,
    }
}

/// The header of a column in the template.
pub fn header(kind: Kind, key: &str) -> Option<&'static str> {
    of(kind).iter().find(|column| column.key == key).map(|column| column.header)
}

/// Where the columns of a sheet stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) kind: Kind,
    /// For each column of [`of`], the cell it stands in.
    places: Vec<Option<usize>>,
    /// The headers as they stand in the file.
    pub(super) headers: Vec<String>,
    /// Headers nobody knows.
    pub(super) unknown: Vec<String>,
    /// Headers that mean what an earlier one means.
    pub(super) repeated: Vec<String>,
    /// Columns that are needed and not there.
    pub(super) missing: Vec<&'static str>,
}

impl Layout {
    /// The layout of a row of headers; none when it is not one. Of the kinds that fit, the one
    /// that explains most columns.
    pub(super) fn of(texts: &[Option<String>]) -> Option<Self> {
        Kind::ALL.iter().map(|kind| Self::read_as(*kind, texts)).filter(|it| it.known() >= 2).max_by_key(
            |it| {
                let complete = it.missing.is_empty();
                // on a tie the earlier of the list
                (complete && it.tells(), it.known(), complete, Reverse(it.kind))
            },
        )
    }

    fn read_as(kind: Kind, texts: &[Option<String>]) -> Self {
        let columns = of(kind);
        let mut it = Self {
            kind,
            places: vec![None; columns.len()],
            headers: texts.iter().map(|text| text.clone().unwrap_or_default()).collect(),
            unknown: Vec::new(),
            repeated: Vec::new(),
            missing: Vec::new(),
        };
        for (place, text) in texts.iter().enumerate() {
            let Some(text) = text else { continue };
            let header = bare(text);
            match columns.iter().position(|column| column.means(&header)) {
                None => it.unknown.push(text.clone()),
                Some(column) if it.places[column].is_some() => it.repeated.push(text.clone()),
                Some(column) => it.places[column] = Some(place),
            }
        }
        it.missing = columns
            .iter()
            .zip(&it.places)
            .filter(|(column, place)| column.needed && place.is_none())
            .map(|(column, _)| column.header)
            .collect();
        it
    }

    /// Whether it has a column that no other kind has: a roster of residents may well say who is
    /// in the party, but not who can mend a tap.
    fn tells(&self) -> bool {
        let telling: &[&str] = match self.kind {
            Kind::Volunteers => &["skills", "times"],
            Kind::Staff => &["role"],
            _ => &[],
        };
        telling.iter().any(|key| self.place(key).is_some())
    }

    fn known(&self) -> usize {
        self.places.iter().flatten().count()
    }

    /// The cell of the column with this key, if the sheet has it.
    pub(super) fn place(&self, key: &str) -> Option<usize> {
        let column = of(self.kind).iter().position(|column| column.key == key)?;
        self.places[column]
    }

    /// The header of the column with this key: as it stands in the file, else as in the template.
    pub(super) fn header(&self, key: &str) -> Option<String> {
        if let Some(place) = self.place(key) {
            return self.headers.get(place).cloned();
        }
        header(self.kind, key).map(ToOwned::to_owned)
    }
}

impl Column {
    fn means(&self, header: &str) -> bool {
        [self.key, self.header].iter().chain(self.aliases).any(|it| bare(it) == header)
    }
}

/// The header without what forms put around it: 手机号（必填）, *姓名, Phone:, birth_year.
fn bare(header: &str) -> String {
    let folded = folded(header);
    let before_remark = folded.split(['(', '[', '【', ':']).next().unwrap_or_default();
    before_remark.chars().filter(|it| !matches!(it, '*' | '_' | '-' | '"' | '\'' | '.')).collect()
}
