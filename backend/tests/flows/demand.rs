//! What is missing on the menu: said by residents, counted by people, seen where the menu is kept.

use backend::flow::demand::{demand, settle};
use backend::flow::edit_menu::menu;
use backend::testing::{Case, World, both_databases, op};
use domain::Refusal;
use domain::form::{Demand, DemandForm};
use domain::member::{Role, Viewer};
use domain::time::DAY;

use crate::{not_found, refused};

both_databases!(
    what_many_want_comes_first_and_each_counts_once,
    what_is_settled_leaves_the_list_until_it_is_asked_for_again,
    it_is_seen_where_the_menu_is_kept_and_nowhere_else,
    one_person_says_so_much_in_a_day,
);

fn missing(words: &str) -> Demand {
    DemandForm { words: words.to_owned() }.parse().expect("words")
}

async fn wanted(world: &World, keeper: &Viewer) -> Vec<(String, i64)> {
    let menu = menu(&world.ctx, keeper).await.expect("a menu");
    menu.wanted.into_iter().map(|it| (it.words, it.people)).collect()
}

fn line(words: &str, people: i64) -> (String, i64) {
    (words.to_owned(), people)
}

async fn what_many_want_comes_first_and_each_counts_once(world: World) {
    let case = Case::placed(&world).await;
    let admin = world.staff("管", Role::CommunityAdmin, case.town.community, case.town.building).await;
    assert!(wanted(&world, &admin).await.is_empty());
    demand(&world.ctx, &case.resident, op(&world), &missing("修自行车")).await.expect("kept");
    world.pass(DAY);
    for words in ["磨剪刀", "磨 剪刀！"] {
        demand(&world.ctx, &case.resident, op(&world), &missing(words)).await.expect("kept");
    }
    demand(&world.ctx, &case.helper, op(&world), &missing("磨剪刀")).await.expect("kept");
    assert_eq!(wanted(&world, &admin).await, [line("磨剪刀", 2), line("修自行车", 1)]);
}

async fn what_is_settled_leaves_the_list_until_it_is_asked_for_again(world: World) {
    let case = Case::placed(&world).await;
    let admin = world.staff("管", Role::CommunityAdmin, case.town.community, case.town.building).await;
    for who in [&case.resident, &case.helper] {
        demand(&world.ctx, who, op(&world), &missing("磨剪刀")).await.expect("kept");
    }
    settle(&world.ctx, &admin, op(&world), "磨剪刀").await.expect("settled");
    assert!(wanted(&world, &admin).await.is_empty());
    not_found("what is settled", settle(&world.ctx, &admin, op(&world), "磨剪刀").await);
    demand(&world.ctx, &case.resident, op(&world), &missing("磨剪刀")).await.expect("kept");
    assert_eq!(wanted(&world, &admin).await, [line("磨剪刀", 1)]);
}

async fn it_is_seen_where_the_menu_is_kept_and_nowhere_else(world: World) {
    let case = Case::placed(&world).await;
    demand(&world.ctx, &case.resident, op(&world), &missing("磨剪刀")).await.expect("kept");
    let street = world.staff("街", Role::Coordinator, case.town.street, case.town.building).await;
    assert_eq!(wanted(&world, &street).await, [line("磨剪刀", 1)], "the street sees its communities");
    let elsewhere = world.staff("邻", Role::CommunityAdmin, case.town.neighbour, case.town.building).await;
    assert!(wanted(&world, &elsewhere).await.is_empty());
    for who in [&elsewhere, &case.dispatcher, &case.resident, &case.helper] {
        not_found("somebody else's list", settle(&world.ctx, who, op(&world), "磨剪刀").await);
    }
    assert_eq!(wanted(&world, &street).await, [line("磨剪刀", 1)]);
}

async fn one_person_says_so_much_in_a_day(world: World) {
    let case = Case::placed(&world).await;
    for number in 0..10 {
        demand(&world.ctx, &case.resident, op(&world), &missing(&format!("第{number}样")))
            .await
            .expect("kept");
    }
    let no = refused(demand(&world.ctx, &case.resident, op(&world), &missing("第十一样")).await);
    let Refusal::TooMany { again_at } = no else { panic!("{no:?}") };
    demand(&world.ctx, &case.helper, op(&world), &missing("第十一样"))
        .await
        .expect("others are not shut out");
    world.pass(again_at.since(world.now()));
    demand(&world.ctx, &case.resident, op(&world), &missing("第十一样")).await.expect("the next day");
}
