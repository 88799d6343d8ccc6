//! `linli import` with files as spreadsheets write them, and the templates of the desk.

use std::path::Path;

use backend::testing::Case;
use domain::member::Role;
use reqwest::Method;
use reqwest::header::COOKIE;
use rust_xlsxwriter::Workbook;
use serde_json::Value;

use crate::app::{Answer, TestApp, read};
use crate::cli::{linli, out};
use crate::kill::Server;

const AREAS: &str = "区,街道,社区,社区代码,小区,楼栋
大安区,龙井街道,红苕地社区,510304090091,盐都新村,1栋
大安区,龙井街道,红苕地社区,510304090091,盐都新村,2栋";
const VOLUNTEERS: &str = "姓名,手机,小区,楼栋,门号,技能,党员
李建国,19900000105,盐都新村,2栋,402,水电维修,是";
const STAFF: &str = "姓名,手机,角色,负责区域
罗小琴,19900000001,派单员,红苕地社区";

/// A workbook with a list on each sheet; what looks like a number is one, as people leave it.
fn xlsx(path: &Path, sheets: &[(&str, &str)]) {
    let mut book = Workbook::new();
    for (name, list) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).expect("a name");
        for (row, line) in (0_u32..).zip(list.lines()) {
            for (column, text) in (0_u16..).zip(line.split(',')) {
                match text.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number),
                    Err(_) => sheet.write_string(row, column, text),
                }
                .expect("a cell");
            }
        }
    }
    book.save(path).expect("a file");
}

/// What Excel on a Chinese Windows calls CSV.
fn gb18030(path: &Path, list: &str) {
    let (bytes, _, lossy) = encoding_rs::GB18030.encode(list);
    assert!(!lossy);
    std::fs::write(path, bytes).expect("a file");
}

/// Areas and staff in a workbook, volunteers in GB18030.
fn lists(data: &Path) {
    xlsx(&data.join("社区.xlsx"), &[("工作人员", STAFF), ("楼栋", AREAS)]);
    gb18030(&data.join("志愿者.csv"), VOLUNTEERS);
}

#[test]
fn a_community_is_tried_stored_and_found_unchanged() {
    let data = tempfile::tempdir().expect("a temp folder");
    lists(data.path());
    let import = |args: &[&str]| {
        let output = linli(data.path(), &[&["import", "志愿者.csv", "社区.xlsx"], args].concat());
        assert!(output.status.success(), "{}", out(&output));
        (out(&output), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (dry, steps) = import(&["--dry-run"]);
    for word in ["区域：新增 2", "志愿者：新增 1", "工作人员：新增 1", "什么都没有存入", "1 位工作人员"]
    {
        assert!(dry.contains(word), "{word}: {dry}");
    }
    assert!(steps.contains("志愿者 1") && !steps.contains('\r'), "a line a step: {steps}");
    assert!(!data.path().join("linli.db").exists(), "not even an empty database");
    let (real, _) = import(&["--lang", "en"]);
    assert!(real.contains("Everything is stored."), "{real}");
    assert_eq!(real.matches("otpauth://totp/Linli:19900000001?secret=").count(), 1, "{real}");
    let (again, _) = import(&[]);
    assert!(again.contains("新增 0，修改 0，不变 1"), "{again}");
    assert!(again.contains("完全一样") && !again.contains("otpauth"), "{again}");
    assert!(linli(data.path(), &["check"]).status.success());
}

#[test]
fn the_printed_password_is_a_program_s_to_read_and_no_log_s() {
    let data = tempfile::tempdir().expect("a temp folder");
    lists(data.path());
    let output = linli(data.path(), &["import", "志愿者.csv", "社区.xlsx", "--json"]);
    assert!(output.status.success(), "{}", out(&output));
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON and nothing else");
    assert_eq!(report["counts"]["areas"]["new"], 2);
    assert_eq!(report["stored"], true);
    let account = &report["accounts"][0];
    assert_eq!(account["phone"], "19900000001");
    let password = account["password"].as_str().expect("a password");
    assert_eq!(password.len(), 19);
    assert!(!String::from_utf8_lossy(&output.stderr).contains(password));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("1990000"));
    let again = ["import", "志愿者.csv", "社区.xlsx", "--renew", "19900000001", "--json"];
    let output = linli(data.path(), &again);
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON and nothing else");
    assert_eq!(report["accounts"][0]["phone"], "19900000001");
    assert_ne!(report["accounts"][0]["password"].as_str(), Some(password), "a new one");
}

#[test]
fn what_is_wrong_is_named_with_file_sheet_row_and_column_and_nothing_is_stored() {
    let data = tempfile::tempdir().expect("a temp folder");
    lists(data.path());
    gb18030(&data.path().join("志愿者.csv"), &VOLUNTEERS.replace("盐都新村", "盐都老村"));
    let import = |args: &[&str]| {
        let output = linli(data.path(), &[&["import", "社区.xlsx", "志愿者.csv"], args].concat());
        assert_eq!(output.status.code(), Some(1), "{}", out(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let said = import(&[]);
    assert!(said.contains("志愿者.csv · 第 2 行 · 小区: 没有这个地方"), "{said}");
    assert!(said.contains("「盐都老村」") && said.contains("有 1 处要先改好"), "{said}");
    let said: Value = serde_json::from_str(&import(&["--json", "--lang", "en"])).expect("JSON");
    let problem = &said["problems"][0];
    assert_eq!(problem["what"], "unknown_area");
    assert_eq!((problem["row"].as_u64(), problem["column"].as_str()), (Some(2), Some("小区")));
    assert_eq!(said["accounts"], serde_json::json!([]));
    assert!(!data.path().join("linli.db").exists());
    // wrong already as a file
    xlsx(&data.path().join("社区.xlsx"), &[("工作人员", &STAFF.replace("派单员", "厨师"))]);
    let said = import(&[]);
    assert!(said.contains("社区.xlsx · 工作人员 · 第 2 行 · 角色: 不认识这个词"), "{said}");
}

#[test]
fn a_wrong_call_is_code_two_and_the_help_says_so() {
    let data = tempfile::tempdir().expect("a temp folder");
    lists(data.path());
    let stranger = ["import", "志愿者.csv", "社区.xlsx", "--renew", "13900000000"];
    for args in [&["import"][..], &["import", "nowhere.csv"], &["import", "x.csv", "--lang", "fr"], &stranger]
    {
        let output = linli(data.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", out(&output));
    }
    assert!(!data.path().join("linli.db").exists());
    let help = out(&linli(data.path(), &["import", "--help"]));
    for word in ["--dry-run", "--json", "--lang", "with 1 when", "with 2 when"] {
        assert!(help.contains(word), "{word}: {help}");
    }
}

#[test]
fn nothing_is_imported_under_a_running_server() {
    let data = tempfile::tempdir().expect("a temp folder");
    lists(data.path());
    assert!(linli(data.path(), &["import", "社区.xlsx"]).status.success());
    let server = Server::start(data.path());
    let output = linli(data.path(), &["import", "志愿者.csv"]);
    assert_eq!(output.status.code(), Some(1), "{}", out(&output));
    assert!(out(&output).contains("stop it first"), "{}", out(&output));
    assert_eq!(server.ask_to_stop(), Some(0));
    assert!(linli(data.path(), &["import", "志愿者.csv"]).status.success());
}

/// As a browser asks.
async fn get(app: &TestApp, case: &Case, role: Option<(Role, &str)>, path: &str) -> Answer {
    let mut request = app.request(Method::GET, path);
    if let Some((role, kind)) = role {
        let (community, home) = (case.town.community, case.town.building);
        let who = app.world.staff("许明", role, community, home).await;
        request = request.header(COOKIE, format!("linli={}", app.token(who.id, kind, "").await));
    }
    read(request).await
}

#[tokio::test]
async fn templates_are_downloaded_by_those_who_may_and_are_not_there_for_others() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let admin = Some((Role::CommunityAdmin, "staff"));
    let page = get(&app, &case, admin, "/desk/import").await.expect(200);
    for kind in ["areas", "residents", "volunteers", "staff", "items"] {
        for (format, content) in [("xlsx", "spreadsheetml"), ("csv", "text/csv; charset=utf-8")] {
            let path = format!("/desk/templates/{kind}.{format}");
            assert!(page.text.contains(&path), "{path} is not on the page");
            let file = get(&app, &case, admin, &path).await.expect(200);
            assert!(file.header("content-type").contains(content), "{path}");
            assert_eq!(file.header("cache-control"), "no-store", "{path}");
            let name = format!("attachment; filename=\"linli-{kind}.{format}\"");
            assert_eq!(file.header("content-disposition"), name);
        }
    }
    let link = "href=\"/desk/import\"";
    assert!(get(&app, &case, admin, "/desk/people").await.expect(200).text.contains(link));
    assert!(get(&app, &case, admin, "/desk/menu").await.expect(200).text.contains(link));
    let dispatcher = Some((Role::Dispatcher, "staff"));
    assert!(!get(&app, &case, dispatcher, "/desk/people").await.expect(200).text.contains(link));
    get(&app, &case, dispatcher, "/desk/import").await.expect(404);
    for (who, path) in [
        (dispatcher, "/desk/templates/areas.xlsx"),
        // her own phone, without the second factor
        (Some((Role::CommunityAdmin, "resident")), "/desk/templates/areas.csv"),
        (None, "/desk/templates/areas.csv"),
        (admin, "/desk/templates/nothing.csv"),
        (admin, "/desk/templates/areas.exe"),
        (admin, "/desk/templates/areas"),
    ] {
        let missing = get(&app, &case, who, path).await.expect(404);
        let nowhere = get(&app, &case, who, "/desk/nowhere").await.expect(404);
        assert_eq!(missing.header("content-type"), nowhere.header("content-type"), "{path}");
        assert!(missing.header("content-disposition").is_empty(), "{path}");
    }
}
