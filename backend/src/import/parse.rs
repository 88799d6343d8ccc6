//! A row of cells to a typed row, for each kind.

use domain::menu::{Doer, Risk, Urgency};

use super::line::Line;
use super::rows::{AreaRow, ItemRow, Place, ResidentRow, StaffRow, VolunteerRow};
use super::{times, words};
use domain::import::{Notice, Problem};

/// The longest name of a place.
const PLACE_MAX: usize = 40;

/// A building. `before` is the last row that was read, whose upper levels fill empty cells.
pub(super) fn area(line: &mut Line<'_>, before: Option<&AreaRow>) -> Option<AreaRow> {
    let district = line.text("district", PLACE_MAX);
    let street = line.text("street", PLACE_MAX);
    let community = line.text("community", PLACE_MAX);
    let same_community =
        community.is_none() || before.is_some_and(|it| community.as_ref() == Some(&it.community));
    let above = before.filter(|_| same_community);
    let estate = line.text("estate", PLACE_MAX);
    let same_estate = estate.is_none() || above.is_some_and(|it| estate.as_ref() == Some(&it.estate));
    let beside = above.filter(|_| same_estate);
    let own_code = code(line);
    let own_phone = line.call_back("phone");
    let grid = line.text("grid", PLACE_MAX);
    let building = line.needed("building", PLACE_MAX);

    let community = community.or_else(|| before.map(|it| it.community.clone()));
    if community.is_none() {
        line.wrong("community", Problem::Missing);
    }
    let estate = estate.or_else(|| above.map(|it| it.estate.clone()));
    if estate.is_none() {
        line.wrong("estate", Problem::Missing);
    }
    Some(AreaRow {
        district: district.or_else(|| before.and_then(|it| it.district.clone())),
        street: street.or_else(|| before.and_then(|it| it.street.clone())),
        code: own_code.or_else(|| above.and_then(|it| it.code.clone())),
        phone: own_phone.or_else(|| above.and_then(|it| it.phone.clone())),
        grid: grid.or_else(|| beside.and_then(|it| it.grid.clone())),
        community: community?,
        estate: estate?,
        building: with_counter(building?, "栋"),
        grid_worker: line.phone_in("grid_worker"),
        steward: line.phone_in("steward"),
    })
}

/// A division code of 12 digits; the register writes 510304001003, spreadsheets make a number of
/// it, and some lists leave off the zeros of a street.
fn code(line: &mut Line<'_>) -> Option<String> {
    let code = line.text("code", PLACE_MAX)?.replace(' ', "");
    if code.len() == 12 && code.bytes().all(|it| it.is_ascii_digit()) && !code.starts_with('0') {
        return Some(code);
    }
    line.wrong("code", Problem::NotACode);
    None
}

/// 3 栋 for a bare number; 3号楼 and A座 stay as they are.
fn with_counter(text: String, counter: &str) -> String {
    if text.bytes().all(|it| it.is_ascii_digit()) { format!("{text}{counter}") } else { text }
}

/// Where somebody lives, when the columns are there and filled.
fn place(line: &mut Line<'_>, needed: bool) -> Option<Place> {
    let community = line.text("community", PLACE_MAX);
    let mut part = |key: &str| {
        if needed { line.needed(key, PLACE_MAX) } else { line.text(key, PLACE_MAX) }
    };
    let (estate, building, door) = (part("estate"), part("building"), part("door"));
    let unit = line.text("unit", PLACE_MAX);
    let door = door.map(|door| match unit {
        Some(unit) => format!("{}{door}", with_counter(unit, "单元")),
        None => door,
    });
    Some(Place { community, estate: estate?, building: with_counter(building?, "栋"), door: door? })
}

pub(super) fn resident(line: &mut Line<'_>) -> Option<ResidentRow> {
    let name = line.name();
    let phone = line.phone();
    let mut gender = line.word("gender", words::gender);
    let mut birth_year = line.year("birth_year");
    let age = line.number("age", 0, 120);
    if let Some((year, of_the_number)) = identity(line) {
        birth_year = birth_year.or(Some(year));
        gender = gender.or(Some(of_the_number));
    }
    let place = place(line, true);
    Some(ResidentRow { name: name?, phone, gender, birth_year, age, place: place? })
}

/// Year of birth and gender out of an identity number. The number itself goes no further: nothing
/// we do needs it (个人信息保护法 art. 6).
fn identity(line: &mut Line<'_>) -> Option<(i32, domain::member::Gender)> {
    use domain::member::Gender;
    let number = line.text("identity", 32)?.replace(' ', "");
    line.notice("identity", Notice::IdentityNotKept);
    if number.len() != 18 || !number.is_ascii() {
        return None;
    }
    let year: i32 = number[6..10].parse().ok().filter(|year| (1900..=2100).contains(year))?;
    let order: u32 = number[16..17].parse().ok()?;
    Some((year, if order % 2 == 1 { Gender::Male } else { Gender::Female }))
}

pub(super) fn volunteer(line: &mut Line<'_>) -> Option<VolunteerRow> {
    let name = line.name();
    let phone = line.needed_phone();
    let gender = line.word("gender", words::gender);
    let birth_year = line.year("birth_year");
    let community = line.text("community", PLACE_MAX);
    let place = place(line, false);
    let skills = line.word("skills", words::skills).unwrap_or_default();
    let week = line.word("times", times::read).unwrap_or_default();
    let party_member = line.word("party_member", words::party_member).unwrap_or(false);
    let branch = line.text("branch", 60);
    let insured_until = line.day("insured_until");
    Some(VolunteerRow {
        name: name?,
        phone: phone?,
        gender,
        birth_year,
        community,
        place,
        skills,
        slots: week.slots,
        weekend_only: week.weekend_only,
        party_member,
        branch,
        insured_until,
    })
}

pub(super) fn staff(line: &mut Line<'_>) -> Option<StaffRow> {
    let name = line.name();
    let phone = line.needed_phone();
    let role = line.needed("role", PLACE_MAX).and_then(|_| line.word("role", words::role));
    let area = line.needed("area", PLACE_MAX);
    Some(StaffRow { name: name?, phone: phone?, role: role?, area: area? })
}

pub(super) fn item(line: &mut Line<'_>) -> Option<ItemRow> {
    let number = line.number("number", 1, 999);
    let code = item_code(line);
    let name_zh = line.needed("name", 20);
    let name_en = line.text("name_en", 60);
    let door = line.needed("door", PLACE_MAX).and_then(|_| line.word("door", words::door));
    let it = ItemRow {
        number,
        code,
        name_en,
        area: line.text("area", PLACE_MAX),
        summary_zh: line.text("summary", 120),
        summary_en: line.text("summary_en", 240),
        question_zh: line.text("question", 120),
        question_en: line.text("question_en", 240),
        urgency: line.word("urgency", words::urgency).unwrap_or(Urgency::U3),
        planned_minutes: line.number("minutes", 1, 480).unwrap_or(60),
        points_per_hour: line.number("points", 0, 1000).unwrap_or(10),
        doer: line.word("doer", words::doer).unwrap_or(Doer::Volunteer),
        // 无 is an answer, not a skill
        skill: line
            .word("skill", |text| match text {
                "无" | "不需要" | "none" | "-" => Some(None),
                word => words::skill(word).map(Some),
            })
            .flatten(),
        risk: line.word("risk", words::risk).unwrap_or(Risk::Ordinary),
        required: line.number("required", 1, 20).unwrap_or(1),
        home_visit: line.word("home_visit", words::yes).unwrap_or(false),
        review: line.word("review", words::yes).unwrap_or(true),
        icon: line.text("icon", 40),
        name_zh: name_zh?,
        door: door?,
    };
    Some(it)
}

fn item_code(line: &mut Line<'_>) -> Option<String> {
    let code = line.text("code", 40)?;
    let good = code.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_');
    if !good {
        line.wrong("code", Problem::UnknownWord);
        return None;
    }
    Some(code)
}
