//! Pictures: they go with what happened, and only those see them who may see the door.

use backend::flow::place_order::place_order;
use backend::flow::{move_order, photos, serve};
use backend::photo::Size;
use backend::testing::{Case, World, both_databases, op, picture};
use backend::view;
use domain::Refusal;
use domain::event::EventKind;
use domain::form::{AtTheDoor, NewOrder, Problem};
use domain::id::{OrderId, PhotoId};
use domain::member::Viewer;
use domain::order::{Outcome, State};
use domain::photo::{PHOTOS_MAX, Upload};
use domain::time::{DAY, HOUR, MINUTE};

use crate::{not_found, refused, wrong_field};

both_databases!(
    a_picture_goes_with_the_order_and_stands_beside_what_happened,
    words_and_reports_have_pictures_too,
    the_same_form_with_the_same_files_is_the_same_order,
    other_files_under_the_same_id_are_refused,
    only_those_who_may_see_the_door_see_the_picture,
    who_looks_at_a_picture_has_opened_the_order,
    a_picture_has_one_place,
    nobody_uses_the_picture_of_somebody_else,
    a_picture_sent_before_signing_in_goes_with_the_order_after_it,
    a_picture_waits_a_day_and_is_swept_away,
    what_is_no_picture_is_told_so,
    twenty_in_ten_minutes_and_nobody_pays_for_another,
    what_was_refused_leaves_the_picture_to_be_sent_again,
);

async fn sent(world: &World, who: Option<&Viewer>) -> Upload {
    let file = std::io::Cursor::new(picture::jpeg());
    photos::take_in(&world.ctx, who, file).await.expect("a picture")
}

/// Her order, with so many pictures.
async fn with_pictures(case: &Case, count: usize) -> (OrderId, Vec<PhotoId>) {
    let mut photos = Vec::new();
    for _ in 0..count {
        photos.push(sent(&case.world, Some(&case.resident)).await);
    }
    let ids = photos.iter().map(|it| it.id).collect();
    let it = NewOrder { photos, ..case.new_order() };
    (place_order(&case.world.ctx, &case.resident, &it).await.expect("an order").id, ids)
}

async fn show(case: &Case, who: &Viewer, id: PhotoId) -> backend::Result<Vec<u8>> {
    let small = photos::show(&case.world.ctx, who, id, Size::Small).await;
    let large = photos::show(&case.world.ctx, who, id, Size::Large).await;
    assert_eq!(small.is_ok(), large.is_ok(), "both, or none");
    large
}

async fn a_picture_goes_with_the_order_and_stands_beside_what_happened(world: World) {
    let case = Case::placed(&world).await;
    let (order, ids) = with_pictures(&case, 3).await;
    let page = view::order::order_page(&world.ctx, &case.resident, order).await.expect("a page");
    let placed = page.timeline.iter().find(|it| it.kind == EventKind::Placed).expect("an event");
    assert_eq!(
        page.photos.iter().map(|it| it.id).collect::<Vec<_>>(),
        ids,
        "in the order in which they came"
    );
    assert!(page.photos.iter().all(|it| it.seq == placed.seq));
    assert_eq!((page.photos[0].small_width, page.photos[0].small_height), (40, 20));
    let bytes = show(&case, &case.resident, ids[0]).await.expect("her picture");
    assert!(bytes.starts_with(&[0xFF, 0xD8, 0xFF]));
    let desk = view::desk::desk_order(&world.ctx, &case.dispatcher, order).await.expect("a page");
    assert_eq!(desk.page.photos, page.photos);
    for statement in ["update photos set position = 7", "delete from photos"] {
        let refused = world.raw(statement).await.expect_err("append-only");
        assert!(refused.to_string().contains("append-only"), "{refused}");
    }
}

async fn words_and_reports_have_pictures_too(world: World) {
    let case = Case::in_state(&world, State::InService).await;
    let hers = [sent(&world, Some(&case.resident)).await];
    move_order::add_words(&world.ctx, &case.resident, op(&world), case.order, "", &hers)
        .await
        .expect("added");
    let photos = vec![sent(&world, Some(&case.helper)).await];
    let his = photos[0].id;
    let words = Some("换好了".to_owned());
    let it = AtTheDoor { outcome: Some(Outcome::Done), words, photos, ..case.at_the_door(None) };
    serve::check_out(&world.ctx, &case.helper, &it).await.expect("a report");
    let page = view::order::order_page(&world.ctx, &case.resident, case.order).await.expect("a page");
    let came_with: Vec<_> = page
        .photos
        .iter()
        .map(|photo| page.timeline.iter().find(|it| it.seq == photo.seq).expect("an event").kind)
        .collect();
    assert_eq!(came_with, [EventKind::Added, EventKind::CheckedOut]);
    let added = page.timeline.iter().find(|it| it.kind == EventKind::Added).expect("an event");
    assert_eq!(added.note, None, "no words are no empty words");
    show(&case, &case.resident, his).await.expect("she sees what was done");
}

async fn the_same_form_with_the_same_files_is_the_same_order(world: World) {
    let case = Case::placed(&world).await;
    let mut it = case.new_order();
    it.photos = vec![sent(&world, Some(&case.resident)).await];
    let first = place_order(&world.ctx, &case.resident, &it).await.expect("an order");
    // the browser sends the files again, and they are taken in again
    it.photos = vec![sent(&world, Some(&case.resident)).await];
    assert_eq!(place_order(&world.ctx, &case.resident, &it).await.expect("the same"), first);
    let page = view::order::order_page(&world.ctx, &case.resident, first.id).await.expect("a page");
    assert_eq!(page.photos.len(), 1);
    // or the page sends the ids of a try before, days later
    world.pass(3 * DAY);
    let again = photos::again(&world.ctx, Some(&case.resident), &[page.photos[0].id]).await;
    it.photos = again.expect("it has its place");
    assert_eq!(place_order(&world.ctx, &case.resident, &it).await.expect("the same"), first);
}

async fn other_files_under_the_same_id_are_refused(world: World) {
    let case = Case::placed(&world).await;
    let mut it = case.new_order();
    it.photos = vec![sent(&world, Some(&case.resident)).await];
    place_order(&world.ctx, &case.resident, &it).await.expect("an order");
    it.photos.clear();
    assert_eq!(refused(place_order(&world.ctx, &case.resident, &it).await), Refusal::OtherBody);
}

async fn only_those_who_may_see_the_door_see_the_picture(world: World) {
    let case = Case::placed(&world).await;
    let (order, ids) = with_pictures(&case, 1).await;
    let (case, id) = (case.about(order), ids[0]);
    let stranger = world.resident("陌生人", case.town.far_building).await;
    let auditor = world
        .staff("管", domain::member::Role::Auditor, case.town.street, case.town.neighbour_building)
        .await;
    for (what, who) in [("a stranger", &stranger), ("the auditor", &auditor), ("a helper", &case.helper)] {
        not_found(what, show(&case, who, id).await);
    }
    not_found("a picture that is not there", show(&case, &case.resident, PhotoId(order.0)).await);
    let waiting = sent(&world, Some(&case.resident)).await;
    not_found("one without a place", show(&case, &case.resident, waiting.id).await);
    show(&case, &case.dispatcher, id).await.expect("the desk");

    case.bring_to(State::Offered).await;
    not_found("before he says yes", show(&case, &case.helper, id).await);
    let page = view::order::order_page(&world.ctx, &case.helper, case.order).await;
    assert!(page.is_err() || page.is_ok_and(|page| page.photos.is_empty()), "not even that there are any");
    case.accept(&case.helper).await.expect("a yes");
    show(&case, &case.helper, id).await.expect("he has said yes");
    case.release(&case.helper).await.expect("handed back");
    not_found("after handing back", show(&case, &case.helper, id).await);
    show(&case, &case.resident, id).await.expect("it stays hers");
}

async fn who_looks_at_a_picture_has_opened_the_order(world: World) {
    let case = Case::placed(&world).await;
    let (order, ids) = with_pictures(&case, 1).await;
    let case = case.about(order);
    case.bring_to(State::Claimed).await;
    for who in [&case.helper, &case.helper, &case.resident] {
        show(&case, who, ids[0]).await.expect("the picture");
    }
    let page = view::order::order_page(&world.ctx, &case.dispatcher, order).await.expect("a page");
    let opened: Vec<_> = page.timeline.iter().filter(|it| it.kind == EventKind::DetailsOpened).collect();
    assert_eq!(opened.len(), 1, "the helper, once: {opened:?}");
    assert_eq!(opened[0].part, domain::order::Part::Helper);
}

async fn a_picture_has_one_place(world: World) {
    let case = Case::placed(&world).await;
    let photos = vec![sent(&world, Some(&case.resident)).await];
    let order = || NewOrder { photos: photos.clone(), ..case.new_order() };
    place_order(&world.ctx, &case.resident, &order()).await.expect("an order");
    assert_eq!(wrong_field(place_order(&world.ctx, &case.resident, &order()).await), "photos");
    let twice = vec![sent(&world, Some(&case.resident)).await; 2];
    let it = NewOrder { photos: twice, ..case.new_order() };
    assert_eq!(wrong_field(place_order(&world.ctx, &case.resident, &it).await), "photos");
    let mut seven = Vec::new();
    for _ in 0..=PHOTOS_MAX {
        seven.push(sent(&world, Some(&case.resident)).await);
    }
    let it = NewOrder { photos: seven, ..case.new_order() };
    assert_eq!(wrong_field(place_order(&world.ctx, &case.resident, &it).await), "photos");
    let mine = view::home::my_orders(&world.ctx, &case.resident, None, 50).await.expect("a list");
    assert_eq!(mine.len(), 2, "a refused order is no order");
}

async fn nobody_uses_the_picture_of_somebody_else(world: World) {
    let case = Case::placed(&world).await;
    let hers = sent(&world, Some(&case.resident)).await;
    for who in [Some(&case.helper), None] {
        assert_eq!(wrong_field(photos::again(&world.ctx, who, &[hers.id]).await), "photos");
    }
    let it = NewOrder { photos: vec![hers.clone()], ..case.new_order() };
    assert_eq!(wrong_field(place_order(&world.ctx, &case.helper, &it).await), "photos");
    let again = photos::again(&world.ctx, Some(&case.resident), &[hers.id]).await.expect("her own");
    assert_eq!(again, [hers]);
}

async fn a_picture_sent_before_signing_in_goes_with_the_order_after_it(world: World) {
    let case = Case::placed(&world).await;
    let before = sent(&world, None).await;
    let again = photos::again(&world.ctx, None, &[before.id]).await.expect("still there");
    assert_eq!(again.as_slice(), std::slice::from_ref(&before));
    let photos = photos::again(&world.ctx, Some(&case.resident), &[before.id]).await.expect("signed in now");
    let it = NewOrder { photos, ..case.new_order() };
    place_order(&world.ctx, &case.resident, &it).await.expect("an order");
    show(&case, &case.resident, before.id).await.expect("her picture");
}

async fn a_picture_waits_a_day_and_is_swept_away(world: World) {
    let case = Case::placed(&world).await;
    let (_, kept) = with_pictures(&case, 1).await;
    let waiting = sent(&world, Some(&case.resident)).await;
    world.pass(DAY - 1);
    let again = photos::again(&world.ctx, Some(&case.resident), &[waiting.id]).await;
    assert_eq!(again.expect("still there").len(), 1);
    world.pass(1);
    assert_eq!(wrong_field(photos::again(&world.ctx, Some(&case.resident), &[waiting.id]).await), "photos");
    let it = NewOrder { photos: vec![waiting.clone()], ..case.new_order() };
    assert_eq!(wrong_field(place_order(&world.ctx, &case.resident, &it).await), "photos");
    assert_eq!(photos::tick(&world.ctx).await.expect("a sweep"), 0, "an hour of grace");
    world.pass(HOUR + 1);
    assert_eq!(photos::tick(&world.ctx).await.expect("a sweep"), 1);
    assert_eq!(photos::tick(&world.ctx).await.expect("a sweep"), 0);
    assert_eq!(world.ctx.photos.length(waiting.id, Size::Large).await.expect("an answer"), None);
    show(&case, &case.resident, kept[0]).await.expect("what has its place stays");
}

async fn what_is_no_picture_is_told_so(world: World) {
    for (file, problem) in [
        (b"I am called photo.jpg".to_vec(), Problem::NotAPicture),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), Problem::OtherKind),
        (vec![0xFF; 10 * 1024 * 1024 + 1], Problem::TooLarge),
    ] {
        match photos::take_in(&world.ctx, None, std::io::Cursor::new(file)).await {
            Err(backend::Error::Invalid(errors)) => assert_eq!(errors.of("photos"), Some(problem)),
            other => panic!("{other:?}"),
        }
    }
}

async fn twenty_in_ten_minutes_and_nobody_pays_for_another(world: World) {
    let case = Case::placed(&world).await;
    let file = || std::io::Cursor::new(picture::jpeg());
    // the window is one of the clock: from its start on
    world.pass(10 * MINUTE - world.now().0.rem_euclid(10 * MINUTE));
    for _ in 0..20 {
        sent(&world, Some(&case.resident)).await;
    }
    let more = photos::take_in(&world.ctx, Some(&case.resident), file()).await;
    assert!(matches!(refused(more), Refusal::TooMany { .. }));
    sent(&world, Some(&case.helper)).await;
    sent(&world, None).await;
    world.pass(10 * MINUTE);
    sent(&world, Some(&case.resident)).await;
}

async fn what_was_refused_leaves_the_picture_to_be_sent_again(world: World) {
    let case = Case::in_state(&world, State::Cancelled).await;
    let hers = [sent(&world, Some(&case.resident)).await];
    let late = move_order::add_words(&world.ctx, &case.resident, op(&world), case.order, "嗨", &hers).await;
    assert!(matches!(refused(late), Refusal::NotNow { .. }));
    let open = case.place().await;
    move_order::add_words(&world.ctx, &case.resident, op(&world), open, "嗨", &hers).await.expect("added");
}
