//! Areas and the menu.

use backend::store::{self, areas::NewArea};
use backend::testing::{Case, World, both_databases, op};
use backend::{flow, view};
use domain::area::Level;
use domain::id::AreaId;
use domain::member::Role;
use domain::menu::Skill;

use super::{Tx, begin, commit};

both_databases!(areas_know_what_is_above_and_below_them, the_menu_is_written_found_and_closed,);

async fn areas_know_what_is_above_and_below_them(world: World) {
    areas(&Case::placed(&world).await).await;
}

pub async fn areas(case: &Case) {
    let (mut tx, town) = (begin(&case.world).await, case.town);
    let code = "510104001003-c1";
    store::areas::rewrite(&mut tx, town.building, code, "3号楼", Some("第二网格")).await.expect("rewritten");
    store::areas::set_phone(&mut tx, town.community, "0813-2234567").await.expect("said");
    let register = store::areas::register(&mut tx).await.expect("a list");
    assert_eq!(register.len(), 14);
    let desks: Vec<_> = register.iter().filter_map(|it| Some((it.id, it.phone.as_deref()?))).collect();
    assert_eq!(desks, [(town.community, "0813-2234567")]);
    let it = register.iter().find(|it| it.id == town.building).expect("the building");
    assert_eq!((it.code.as_str(), it.parent_id, it.valid_to), (code, Some(town.estate), None));
    in_memory(case, &mut tx).await;
    let found = store::areas::find_by_code(&mut tx, "510104001003").await.expect("a query");
    assert_eq!(found, Some(town.community));
    assert_eq!(store::areas::find_by_code(&mut tx, "none").await.expect("a query"), None);
    let above = store::areas::above(&mut tx, town.community).await.expect("a query");
    assert_eq!(above, Some((town.street, domain::area::Level::Street)));
    assert_eq!(store::areas::above(&mut tx, town.district).await.expect("a query"), None);
    let path = store::areas::ancestors(&mut tx, town.building).await.expect("a path");
    assert_eq!(path, [town.building, town.estate, town.community, town.street, town.district]);
    assert_eq!(store::areas::holders_below(&mut tx, town.street).await.expect("a list").len(), 3);
    assert_eq!(store::areas::buildings(&mut tx, town.community).await.expect("a list").len(), 3);
    assert_eq!(store::areas::count(&mut tx).await.expect("a count"), 15);
    orphans(case, &mut tx).await;
    commit(tx).await;
}

/// What is held in memory says the same as the tables.
async fn in_memory(case: &Case, tx: &mut Tx) {
    let (ctx, town) = (&case.world.ctx, case.town);
    ctx.tree.forget();
    let tree = backend::tree::with(ctx, tx, town.building).await.expect("the tree");
    for area in store::areas::register(tx).await.expect("a list") {
        let path = store::areas::ancestors(tx, area.id).await.expect("a path");
        assert_eq!(tree.ancestors(area.id), path);
        for level in Level::ALL {
            let above = store::areas::ancestor(tx, area.id, *level).await.expect("an answer");
            assert_eq!(tree.ancestor(area.id, *level), above);
        }
        for above in &path {
            assert!(tree.contains(*above, area.id));
            assert_eq!(tree.contains(area.id, *above), *above == area.id);
        }
    }
    let name = tree.name(town.building).expect("a name");
    assert_eq!((name.name.as_str(), name.estate.is_some(), name.community.is_some()), ("3号楼", true, true));
    assert_eq!(tree.short_code(town.community).as_deref(), Some("003"));
    for (area, phone) in [(town.building, Some("0813-2234567")), (town.street, None)] {
        assert_eq!(tree.phone(area).as_deref(), phone, "of the community, and of nothing above it");
    }
    assert_eq!(tree.of_level(Level::Street).collect::<Vec<_>>(), [town.street, town.other_street]);
    // what it does not know makes it be read again
    let late = AreaId(ctx.id());
    let area = NewArea {
        id: late,
        parent_id: Some(town.estate),
        level: Level::Courtyard,
        name: "9号楼".to_owned(),
        code: "late".to_owned(),
        grid: None,
    };
    assert!(store::areas::insert(tx, &area, case.world.now()).await.expect("an area"));
    let tree = backend::tree::with(ctx, tx, late).await.expect("the tree");
    assert!(tree.contains(town.community, late));
}

/// A node of a tree has its place; only one at the top can be put below another.
async fn orphans(case: &Case, tx: &mut Tx) {
    let town = case.town;
    let mut add = async |parent_id, code: &str| {
        let id = AreaId(case.world.ctx.id());
        let (code, level) = (code.to_owned(), Level::Community);
        let area = NewArea { id, parent_id, level, name: code.clone(), code, grid: None };
        assert!(store::areas::insert(tx, &area, case.world.now()).await.expect("an area"));
        id
    };
    let top = add(None, "orphan").await;
    let below = add(Some(top), "orphan-01").await;
    for (id, parent) in [(top, town.street), (top, town.other_street), (town.neighbour, town.other_street)] {
        store::areas::adopt(tx, id, parent).await.expect("an answer");
    }
    for (id, path) in [
        (below, vec![below, top, town.street, town.district]),
        (town.neighbour, vec![town.neighbour, town.street, town.district]),
    ] {
        assert_eq!(store::areas::ancestors(tx, id).await.expect("a path"), path);
    }
}

async fn the_menu_is_written_found_and_closed(world: World) {
    menu(&Case::placed(&world).await).await;
}

pub async fn menu(case: &Case) {
    let mut tx = begin(&case.world).await;
    let found = store::items::find_by_code(&mut tx, case.item.area_id, &case.item.code).await;
    assert_eq!(found.expect("a query").as_ref(), Some(&case.item));
    let changed = domain::view::MenuItem { no: 9, skill: Some(Skill::Care), ..case.item.clone() };
    store::items::upsert(&mut tx, &changed, case.world.now()).await.expect("the same item");
    assert_eq!(store::items::find(&mut tx, case.item.id).await.expect("a query"), Some(changed));
    store::items::upsert(&mut tx, &case.item, case.world.now()).await.expect("as it was");
    assert_eq!(store::items::offered_at(&mut tx, case.town.building).await.expect("a menu").len(), 1);
    let menus = store::items::register(&mut tx).await.expect("all menus");
    assert_eq!(menus, std::slice::from_ref(&case.item));
    commit(tx).await;
    // the item is the street's
    let keeper = case.world.staff("管", Role::Coordinator, case.town.street, case.town.building).await;
    flow::edit_menu::menu(&case.world.ctx, &keeper).await.expect("a menu");
    for open in [false, true] {
        flow::edit_menu::set_open(&case.world.ctx, &keeper, op(&case.world), case.item.id, open)
            .await
            .expect("changed");
        assert_eq!(view::menu::item(&case.world.ctx, case.item.id).await.expect("an item").open, open);
    }
    let missing = domain::form::DemandForm { words: "磨剪刀".into() }.parse().expect("words");
    flow::demand::demand(&case.world.ctx, &case.resident, op(&case.world), &missing).await.expect("kept");
    flow::demand::settle(&case.world.ctx, &keeper, op(&case.world), &missing.key).await.expect("settled");
    let item = case.world.new_item(77);
    let id = flow::edit_menu::save(&case.world.ctx, &keeper, None, &item).await.expect("a new item");
    flow::edit_menu::item(&case.world.ctx, &keeper, id).await.expect("opened");
}
