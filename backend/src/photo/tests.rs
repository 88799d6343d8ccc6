//! Nothing but pixels goes on, and nothing that is no picture is taken.

use image::metadata::Orientation;
use image::{ImageDecoder as _, ImageFormat, Rgb, Rgba, RgbaImage};
use proptest::prelude::*;

use super::*;
use crate::testing::picture::{jpeg, jpeg_of_a_phone, picture};

const FORMATS: [ImageFormat; 3] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];

fn seen(file: &[u8]) -> image::RgbImage {
    image::load_from_memory_with_format(file, ImageFormat::Jpeg).expect("a picture").to_rgb8()
}

fn near(pixel: &Rgb<u8>, wanted: [u8; 3]) -> bool {
    pixel.0.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) < 40)
}

/// The markers of all segments up to the pixels.
fn markers(file: &[u8]) -> Vec<u8> {
    let (mut at, mut found) = (2, Vec::new());
    while file[at + 1] != 0xDA {
        found.push(file[at + 1]);
        at += 2 + usize::from(u16::from_be_bytes([file[at + 2], file[at + 3]]));
    }
    found
}

fn has(file: &[u8], text: &[u8]) -> bool {
    file.windows(text.len()).any(|window| window == text)
}

#[test]
fn the_picture_of_a_phone_says_where_it_was_made() {
    // or the next test would find nothing to remove
    let file = jpeg_of_a_phone();
    let mut decoder = image::codecs::jpeg::JpegDecoder::new(std::io::Cursor::new(&file)).expect("a picture");
    assert_eq!(decoder.orientation().expect("an orientation"), Orientation::Rotate90);
    assert!(decoder.exif_metadata().expect("readable").is_some_and(|exif| has(&exif, &30_u32.to_be_bytes())));
    assert!(decoder.xmp_metadata().expect("readable").is_some());
    assert!(has(&file, "王秀英".as_bytes()) && has(&file, b"<script>"));
}

#[test]
fn nothing_but_pixels_goes_on() {
    let drawn = draw(&jpeg_of_a_phone()).expect("a picture");
    for file in [&drawn.large, &drawn.small] {
        for marker in markers(file) {
            // tables, the frame, and the 16 bytes of JFIF with the density
            assert!(matches!(marker, 0xC0 | 0xC4 | 0xDB | 0xDD | 0xE0), "segment {marker:02X} is left");
        }
        for text in [b"Exif".as_slice(), b"GPS", b"xmp", b"<script>", b"PK\x03\x04", "王秀英".as_bytes()] {
            assert!(!has(file, text), "{}", String::from_utf8_lossy(text));
        }
        assert!(file.ends_with(&[0xFF, 0xD9]), "nothing comes after the picture");
    }
}

#[test]
fn a_picture_that_lies_on_its_side_stands_upright() {
    let drawn = draw(&jpeg_of_a_phone()).expect("a picture");
    assert_eq!((drawn.measures.width, drawn.measures.height), (20, 40));
    let large = seen(&drawn.large);
    assert_eq!(large.dimensions(), (20, 40));
    assert!(near(large.get_pixel(10, 5), [220, 30, 30]), "what was on the left is at the top now");
    assert!(near(large.get_pixel(10, 35), [30, 30, 220]));
}

#[test]
fn a_large_picture_is_cut_down_and_a_small_one_stays() {
    for format in FORMATS {
        let it = draw(&picture(format, 3_000, 1_500)).expect("a picture").measures;
        assert_eq!((it.width, it.height, it.small_width, it.small_height), (1_600, 800, 320, 160));
        let drawn = draw(&picture(format, 40, 20)).expect("a picture");
        let it = drawn.measures;
        assert_eq!((it.width, it.height, it.small_width, it.small_height), (40, 20, 40, 20));
        assert_eq!((it.bytes, it.small_bytes), (whole(&drawn.large), whole(&drawn.small)));
        assert!(near(seen(&drawn.small).get_pixel(5, 10), [220, 30, 30]), "{format:?}");
    }
    let narrow = draw(&picture(ImageFormat::Png, 1, 8_000)).expect("a picture").measures;
    assert_eq!((narrow.width, narrow.height, narrow.small_height), (1, 1_600, 320));
}

fn whole(file: &[u8]) -> i32 {
    i32::try_from(file.len()).expect("a short file")
}

#[test]
fn what_can_be_seen_through_is_on_white_paper() {
    let glass = RgbaImage::from_pixel(32, 32, Rgba([0, 0, 0, 0]));
    let mut file = std::io::Cursor::new(Vec::new());
    glass.write_to(&mut file, ImageFormat::Png).expect("a picture");
    let drawn = draw(&file.into_inner()).expect("a picture");
    assert!(near(seen(&drawn.large).get_pixel(16, 16), [255, 255, 255]));
}

/// The check sum of a PNG chunk.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    })
}

/// A PNG of a few bytes that says it has so many pixels.
fn png_that_says(width: u32, height: u32) -> Vec<u8> {
    let mut file = picture(ImageFormat::Png, 8, 8);
    file[16..20].copy_from_slice(&width.to_be_bytes());
    file[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&file[12..29]);
    file[29..33].copy_from_slice(&sum.to_be_bytes());
    file
}

#[test]
fn a_bomb_is_refused_before_it_takes_any_room() {
    assert_eq!(png_that_says(8, 8), picture(ImageFormat::Png, 8, 8), "the check sum is right");
    for (width, height) in [(50_000, 50_000), (30_000, 30_000), (8_193, 1), (8_000, 8_000)] {
        assert_eq!(draw(&png_that_says(width, height)).expect_err("a bomb"), Unfit::TooLarge, "{width}");
    }
}

#[test]
fn a_picture_in_many_scans_takes_more_room_and_may_have_less_pixels() {
    let plain = picture(ImageFormat::Jpeg, 64, 64);
    let frame = plain.windows(2).position(|pair| pair == [0xFF, 0xC0]).expect("a frame");
    let says = |marker: u8, side: u16| {
        let mut file = plain.clone();
        file[frame + 1] = marker;
        file[frame + 5..frame + 7].copy_from_slice(&side.to_be_bytes());
        file[frame + 7..frame + 9].copy_from_slice(&side.to_be_bytes());
        file
    };
    assert_eq!(draw(&says(0xC2, 4_100)).expect_err("too many"), Unfit::TooLarge);
    assert_eq!(draw(&says(0xC0, 6_400)).expect_err("too many"), Unfit::TooLarge);
    assert_eq!(says(0xC0, 64), plain);
    assert!(draw(&plain).is_ok());
}

#[test]
fn a_file_that_was_cut_off_is_refused() {
    for format in FORMATS {
        let file = picture(format, 200, 100);
        for tenth in 0..10 {
            let cut = &file[..file.len() * tenth / 10];
            assert_eq!(
                draw(cut).expect_err("cut off"),
                Unfit::NotAPicture,
                "{format:?} after {tenth} tenths"
            );
        }
        assert!(draw(&file).is_ok());
    }
    // the end of a preview inside of the file is not the end of the file
    let with_preview = jpeg_of_a_phone();
    assert!(draw(&with_preview[..with_preview.len() - 60]).is_err());
}

#[test]
fn what_is_no_picture_is_refused_whatever_its_name() {
    for file in [
        &b"hello, I am called photo.jpg"[..],
        b"",
        b"\xFF\xD8\xFF",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"%PDF-1.7",
    ] {
        assert_eq!(draw(file).expect_err("no picture"), Unfit::NotAPicture);
    }
    for brand in [b"heic", b"mif1", b"avif"] {
        let file = [b"\0\0\0\x18ftyp".as_slice(), brand, b"\0\0\0\0mif1heic"].concat();
        assert_eq!(draw(&file).expect_err("not read"), Unfit::OtherKind);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever is done to a file: a picture comes out, or a word.
    #[test]
    fn a_damaged_file_does_no_harm(
        format in 0..FORMATS.len(),
        damage in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut file = picture(FORMATS[format], 24, 16);
        for (at, byte) in damage {
            let at = at.index(file.len());
            file[at] = byte;
        }
        let _ = draw(&file);
    }
}

#[tokio::test]
async fn a_picture_is_kept_until_it_is_removed() {
    let folder = tempfile::tempdir().expect("a temp folder");
    let place = Photos::in_folder(&folder.path().join("photos")).expect("a place");
    let id = domain::id::PhotoId(uuid::Uuid::from_u128(7));
    assert_eq!(place.get(id, Size::Large).await.expect("an answer"), None);
    let (drawn, digest) =
        place.draw(std::io::Cursor::new(jpeg())).await.expect("an answer").expect("a picture");
    assert_eq!(digest, crate::hash::sha256(&jpeg()));
    place.put(id, drawn.clone()).await.expect("kept");
    // another process finds it as well
    let place = Photos::in_folder(&folder.path().join("photos")).expect("a place");
    assert_eq!(place.get(id, Size::Large).await.expect("an answer"), Some(drawn.large));
    assert_eq!(place.length(id, Size::Small).await.expect("an answer"), Some(drawn.small.len() as u64));
    for _ in 0..2 {
        place.remove(id).await.expect("removed");
    }
    assert_eq!(place.get(id, Size::Small).await.expect("an answer"), None);
}

#[tokio::test]
async fn a_file_that_is_too_long_is_not_read_to_its_end() {
    let place = Photos::in_memory();
    let endless = std::io::repeat(0xFF);
    assert_eq!(place.draw(endless).await.expect("an answer").expect_err("too long"), Unfit::TooLarge);
}
