//! A community's own lists: all or nothing, again without doubling, and what they make can be used.

mod again;
mod good;
mod in_charge;
mod large;
mod used;
mod wrong;

use backend::flow::import_files::{Counts, Report, import_files};
use backend::import::{Reading, read};
use backend::testing::World;
use backend::{db::Tx, store};
use domain::import::Kind;
use domain::view::MenuItem;

const AREAS: &str = "区,街道,社区,社区代码,居民小组,小区,楼栋
大安区,龙井街道,红苕地社区,510304090091,第1居民小组,盐都新村,1栋
,,红苕地社区,,第1居民小组,盐都新村,2栋
,,广华社区,510304090092,第2居民小组,广华苑,1栋
";

const RESIDENTS: &str = "姓名,手机,性别,出生年份,年龄,社区,小区,楼栋,门号
王桂芳,19900000101,女,1948,,红苕地社区,盐都新村,1栋,2单元501
王小军,19900000102,男,1975,,红苕地社区,盐都新村,1栋,2单元501
张素珍,,女,,86,红苕地社区,盐都新村,1栋,3单元202
";

const VOLUNTEERS: &str = "姓名,手机,社区,小区,楼栋,门号,技能,可服务时间,党员,党支部,保险到期日
李建国,19900000105,红苕地社区,盐都新村,2栋,1单元402,水电维修、家电,,否,,2027-06-30
何晓峰,19900000107,广华社区,,,,手机,星期天先锋,是,联合党支部,
";

const STAFF: &str = "姓名,手机,角色,负责区域
罗小琴,19900000001,派单员,红苕地社区
罗小琴,19900000001,派单员,广华社区
黄建平,19900000013,协调员,龙井街道
许明,19900000014,社区管理员,510304090091
";

const ITEMS: &str = "编号,代码,服务名称,类别,私下要问的,时限,每小时积分,谁来做,需要技能,风险,入户,先审核
1,canteen_meal,老年食堂送餐,便民服务,有什么不能吃的？,48小时,10,志愿者,,一般,否,是
4,light_bulb,换灯泡,便民服务,,48小时,12,志愿者,水电维修,较高,是,是
,,政策讲解,政务服务,,7天,0,党员,,,,
";

const ALL: &[&str] = &[AREAS, RESIDENTS, VOLUNTEERS, STAFF, ITEMS];

/// Files, read and good.
fn files(texts: &[&str]) -> Vec<Reading> {
    let files: Vec<Reading> = texts.iter().map(|text| read(text.as_bytes())).collect();
    for file in &files {
        assert!(file.is_good(), "{:?}", file.problems);
    }
    files
}

async fn run(world: &World, texts: &[&str], dry_run: bool) -> Report {
    import_files(&world.ctx, &files(texts), dry_run, &[], |_| {}).await.expect("an import")
}

/// Imports what must be good.
async fn import(world: &World, texts: &[&str]) -> Report {
    let report = run(world, texts, false).await;
    assert!(report.is_good() && report.stored, "{:?}", report.problems);
    report
}

fn counts(new: usize, changed: usize, unchanged: usize) -> Counts {
    Counts { new, changed, unchanged }
}

/// What the report counts of a kind.
fn of(report: &Report, kind: Kind) -> Counts {
    report.counts.iter().find(|(it, _)| *it == kind).map(|(_, counts)| *counts).unwrap_or_default()
}

/// The problems, as `file row column word` and the row beside which it is one.
fn problems(report: &Report) -> Vec<String> {
    report
        .problems
        .iter()
        .map(|it| {
            let finding = &it.finding;
            let column = finding.column.as_deref().unwrap_or_default();
            let beside = it.other.as_ref().map(|it| format!(" {}:{}", it.file, it.row)).unwrap_or_default();
            format!("{}:{} {column} {}{beside}", it.file, finding.row, finding.what)
        })
        .collect()
}

fn notices(report: &Report) -> Vec<String> {
    report.notices.iter().map(|it| format!("{}:{} {}", it.file, it.finding.row, it.finding.what)).collect()
}

async fn tx(world: &World) -> Tx {
    world.ctx.db.read().await.expect("a transaction")
}

/// Everything an import writes, to be compared.
async fn written(world: &World) -> String {
    let mut tx = tx(world).await;
    let areas = store::areas::register(&mut tx).await.expect("areas");
    let people = store::people::register(&mut tx).await.expect("people");
    let items = store::items::register(&mut tx).await.expect("items");
    let staff = store::staff::numbers(&mut tx).await.expect("numbers");
    let mut rest = String::new();
    for person in &people {
        let grants = store::people::grants(&mut tx, person.id).await.expect("roles");
        let report_in = store::volunteers::find(&mut tx, person.id).await.expect("a report-in");
        let skills = store::volunteers::skills(&mut tx, person.id).await.expect("skills");
        let slots = store::volunteers::slots(&mut tx, person.id).await.expect("a week");
        rest.push_str(&format!("{grants:?} {report_in:?} {skills:?} {slots:?}\n"));
    }
    format!("{areas:#?}\n{people:#?}\n{items:#?}\n{staff:?}\n{rest}")
}

async fn item(world: &World, name: &str) -> MenuItem {
    let items = store::items::register(&mut tx(world).await).await.expect("items");
    items.into_iter().find(|it| it.name_zh == name).expect("on the menu")
}

async fn person(world: &World, phone: &str) -> store::people::Person {
    store::people::find_by_phone(&mut tx(world).await, phone).await.expect("a query").expect("registered")
}
