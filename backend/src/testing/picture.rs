//! Pictures as phones send them, small enough for a test.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

/// Red on the left half, blue on the right.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(
        width,
        height,
        |x, _| if x < width / 2 { Rgb([220, 30, 30]) } else { Rgb([30, 30, 220]) },
    )
}

/// A picture of so many pixels: red on the left half, blue on the right.
#[must_use]
pub fn picture(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    halves(width, height).write_to(&mut file, format).expect("a picture");
    file.into_inner()
}

/// A JPEG, 40 by 20.
#[must_use]
pub fn jpeg() -> Vec<u8> {
    picture(ImageFormat::Jpeg, 40, 20)
}

/// A JPEG as a phone that knows where it is makes it: lying on its side (EXIF orientation 6: to be
/// turned to the right), with a position, the name of its owner, and a second file at its end.
#[must_use]
pub fn jpeg_of_a_phone() -> Vec<u8> {
    let plain = jpeg();
    let mut file = plain[..2].to_vec();
    file.extend(segment(0xE1, &[b"Exif\0\0", exif().as_slice()].concat()));
    file.extend(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPSLatitude</x:xmpmeta>"));
    file.extend(segment(0xFE, "王秀英的手机".as_bytes()));
    file.extend(&plain[2..]);
    file.extend(b"PK\x03\x04 <script>alert(1)</script>");
    file
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).expect("a short segment");
    [&[0xFF, marker], length.to_be_bytes().as_slice(), content].concat()
}

/// A TIFF with the orientation, and behind a pointer the latitude 30° 34′ 21″ north.
fn exif() -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value.to_be_bytes()].concat()
    };
    let (first, gps, numbers) = (8_u32, 38_u32, 68_u32);
    let mut tiff = [b"MM\0*".as_slice(), &first.to_be_bytes()].concat();
    tiff.extend(2_u16.to_be_bytes());
    tiff.extend(entry(0x0112, 3, 1, 6 << 16));
    tiff.extend(entry(0x8825, 4, 1, gps));
    tiff.extend(0_u32.to_be_bytes());
    tiff.extend(2_u16.to_be_bytes());
    tiff.extend(entry(0x0001, 2, 2, u32::from_be_bytes(*b"N\0\0\0")));
    tiff.extend(entry(0x0002, 5, 3, numbers));
    tiff.extend(0_u32.to_be_bytes());
    for number in [30_u32, 34, 21] {
        tiff.extend(number.to_be_bytes());
        tiff.extend(1_u32.to_be_bytes());
    }
    tiff
}
