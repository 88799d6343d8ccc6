//! The sixteen members of staff, and the cast: the people a visitor of the demo signs in as.
//! Their names and numbers never change with the seed, so that a README can print them.

use domain::area::Level;
use domain::member::{Gender, Role};
use domain::menu::Skill;
use domain::time::{DAY, Timestamp};

use super::areas::{Area, AreaIx, COMMUNITIES, DISTRICT, HONGSHAODI, STREET};
use super::people::{Family, Grant, Home, Person, PersonIx, phone};
use super::volunteers::{Ability, PartyMember, Volunteer, slots};

/// The people of the demo's sign-in page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cast {
    /// 王桂芳, 78, lives alone, orders most things herself.
    pub elder: PersonIx,
    /// 张素珍, 86, has no phone: the desk orders for her.
    pub elder_without_phone: PersonIx,
    /// 刘敏, daughter of 王桂芳, lives in another city.
    pub daughter: PersonIx,
    /// 陈静, mother of a schoolboy.
    pub parent: PersonIx,
    /// 陈静's son.
    pub child: PersonIx,
    /// 李建国, retired fitter, mends everything.
    pub volunteer: PersonIx,
    /// 周红梅, in-service party member, verified.
    pub party_member: PersonIx,
    /// 何晓峰, 星期天先锋.
    pub weekend_pioneer: PersonIx,
    /// 唐志远, says that he is a party member; nobody has verified it yet.
    pub unverified: PersonIx,
    /// The dispatcher of 红苕地社区 who is on duty.
    pub dispatcher: PersonIx,
    /// The other dispatcher there.
    pub second_dispatcher: PersonIx,
    /// 社区管理员 there.
    pub community_admin: PersonIx,
    /// 街道 coordinator.
    pub street_coordinator: PersonIx,
    /// 区 coordinator.
    pub district_coordinator: PersonIx,
    /// 审计员.
    pub auditor: PersonIx,
    /// 系统管理员.
    pub system_admin: PersonIx,
}

/// Name, gender, year of birth; two dispatchers and an admin for each community.
const DESKS: [[(&str, Gender, i32); 3]; 4] = [
    [("罗小琴", Gender::Female, 1991), ("钟文杰", Gender::Male, 1988), ("曾丽华", Gender::Female, 1979)],
    [("邓晓燕", Gender::Female, 1990), ("宋海波", Gender::Male, 1985), ("廖永红", Gender::Female, 1976)],
    [("蒋婷", Gender::Female, 1994), ("谢志刚", Gender::Male, 1983), ("余正华", Gender::Male, 1974)],
    [("雷雪梅", Gender::Female, 1989), ("游俊", Gender::Male, 1992), ("龚明秀", Gender::Female, 1977)],
];

const ABOVE: [(&str, Gender, i32, Role, AreaIx); 4] = [
    ("黄建平", Gender::Male, 1975, Role::Coordinator, STREET),
    ("徐静", Gender::Female, 1980, Role::Coordinator, DISTRICT),
    ("彭国珍", Gender::Female, 1972, Role::Auditor, DISTRICT),
    ("范宇", Gender::Male, 1990, Role::SystemAdmin, DISTRICT),
];

/// The sixteen members of staff, in the order of the lists above.
pub(super) fn staff() -> Vec<Person> {
    let desks = COMMUNITIES.zip(DESKS).flat_map(|(area, [first, second, admin])| {
        [(first, Role::Dispatcher), (second, Role::Dispatcher), (admin, Role::CommunityAdmin)]
            .map(|((name, gender, year), role)| (name, gender, year, role, area))
    });
    desks
        .chain(ABOVE)
        .enumerate()
        .map(|(number, (name, gender, birth_year, role, area))| Person {
            name: name.to_owned(),
            gender,
            birth_year,
            phone: Some(phone(number + 1)),
            home: None,
            elder_mode: false,
            grants: vec![Grant { role, area }],
            volunteer: None,
        })
        .collect()
}

/// Moves the cast in, right behind the staff, and says who is who.
pub(super) fn cast(areas: &[Area], now: Timestamp, people: &mut Vec<Person>) -> (Cast, Vec<Family>) {
    let first = people.len();
    let estate = |name: &str| areas.iter().position(|area| area.level == Level::Estate && area.name == name);
    let home = |name: &str, building: usize, door: &str, household: u32| {
        let estate = estate(name).expect("the cast lives in estates of the plan");
        // buildings stand right behind their estate
        Some(Home { building: estate + building, door: door.to_owned(), household })
    };
    let mut add = |name: &str, gender, birth_year, home: Option<Home>, has_phone: bool| {
        let number = people.len() - first + 101;
        people.push(Person {
            name: name.to_owned(),
            gender,
            birth_year,
            phone: has_phone.then(|| phone(number)),
            home,
            elder_mode: has_phone && birth_year < 1955,
            grants: Vec::new(),
            volunteer: None,
        });
        people.len() - 1
    };
    use Gender::{Female, Male};
    let elder = add("王桂芳", Female, 1948, home("盐都新村", 1, "2单元501", 1), true);
    let elder_without_phone = add("张素珍", Female, 1940, home("盐都新村", 1, "3单元202", 2), false);
    let parent = add("陈静", Female, 1989, home("盐卤苑", 1, "1单元301", 3), true);
    let child = add("林沐阳", Male, 2016, home("盐卤苑", 1, "1单元301", 3), false);
    let volunteer = add("李建国", Male, 1962, home("盐都新村", 2, "1单元402", 4), true);
    let party_member = add("周红梅", Female, 1978, home("天车花园", 1, "1单元803", 5), true);
    let weekend_pioneer = add("何晓峰", Male, 1992, home("釜溪苑", 1, "4单元601", 6), true);
    let unverified = add("唐志远", Male, 1990, home("盐卤苑", 2, "2单元102", 7), true);
    let daughter = add("刘敏", Female, 1974, None, true);
    report_in(now, people, [volunteer, party_member, weekend_pioneer, unverified]);
    let above = COMMUNITIES.len() * 3;
    let cast = Cast {
        elder,
        elder_without_phone,
        daughter,
        parent,
        child,
        volunteer,
        party_member,
        weekend_pioneer,
        unverified,
        dispatcher: 0,
        second_dispatcher: 1,
        community_admin: 2,
        street_coordinator: above,
        district_coordinator: above + 1,
        auditor: above + 2,
        system_admin: above + 3,
    };
    (cast, vec![Family { kin: daughter, elder }])
}

fn report_in(now: Timestamp, people: &mut [Person], who: [PersonIx; 4]) {
    let insured_until = Some(now.plus(300 * DAY));
    let ability =
        |skill, days: Option<i64>| Ability { skill, valid_until: days.map(|days| now.plus(days * DAY)) };
    let party = |branch: &str, verified| Some(PartyMember { branch: branch.to_owned(), verified });
    let base = Volunteer {
        community: HONGSHAODI,
        abilities: Vec::new(),
        party: None,
        slots: Vec::new(),
        weekend_only: false,
        urgent_opt_in: false,
        insured_until,
        paused: false,
        since: now.plus(-600 * DAY),
    };
    let [volunteer, party_member, weekend_pioneer, unverified] = who;
    people[volunteer].volunteer = Some(Volunteer {
        abilities: vec![ability(Skill::Repair, None), ability(Skill::Appliance, None)],
        slots: slots(&[1, 2, 3, 4, 5, 6], &["morning", "afternoon"]),
        urgent_opt_in: true,
        ..base.clone()
    });
    people[party_member].volunteer = Some(Volunteer {
        abilities: vec![ability(Skill::Care, Some(400)), ability(Skill::FirstAid, Some(210))],
        party: party("大安区政务服务中心机关党支部", true),
        slots: slots(&[1, 2, 3, 4, 5, 6, 7], &["morning", "afternoon", "evening"]),
        urgent_opt_in: true,
        ..base.clone()
    });
    people[weekend_pioneer].volunteer = Some(Volunteer {
        abilities: vec![ability(Skill::Phone, None), ability(Skill::Driving, Some(500))],
        party: party("灯彩文创园联合党支部", true),
        slots: slots(&[6, 7], &["morning", "afternoon"]),
        weekend_only: true,
        ..base.clone()
    });
    people[unverified].volunteer = Some(Volunteer {
        abilities: vec![ability(Skill::Tutoring, None)],
        party: party("井盐路小学党支部", false),
        slots: slots(&[2, 4], &["evening"]),
        since: now.plus(-2 * DAY),
        ..base
    });
}

/// The dispatcher with this turn, and a second member of staff who did not dispatch.
pub(super) fn desk(community: AreaIx, turn: usize) -> (PersonIx, PersonIx) {
    let first = (community - COMMUNITIES.start) * 3;
    if turn.is_multiple_of(2) { (first, first + 1) } else { (first + 1, first) }
}

/// 社区管理员 of a community.
pub(super) fn admin(community: AreaIx) -> PersonIx {
    (community - COMMUNITIES.start) * 3 + 2
}
