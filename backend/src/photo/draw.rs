//! Draws a picture anew: a large one to look at and a small one for the page, as plain JPEG.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

use super::jpeg;

/// The longer side of what is kept, in pixels.
pub const LONG_SIDE: u32 = 1_600;
/// The longer side of the preview, in pixels.
pub const SMALL_SIDE: u32 = 320;
/// Of both, of 100: the eye sees no difference to more on a photograph.
const QUALITY: u8 = 80;

/// The longest side that is decoded (trust.md H11).
const SIDE_MAX: u32 = 8_192;
/// The most pixels that are decoded (trust.md H11).
const PIXELS_MAX: u64 = 40_000_000;
/// A progressive JPEG holds six bytes a pixel besides the picture itself.
const PROGRESSIVE_PIXELS_MAX: u64 = 16_000_000;
/// What a decoded picture may take in memory, in bytes (trust.md H11).
const MEMORY_MAX: u64 = 128 * 1024 * 1024;

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// No JPEG, PNG or WebP, or a broken one.
    #[error("no picture that can be read")]
    NotAPicture,
    /// HEIC or AVIF: pictures, but of a kind that is not decoded here.
    #[error("a picture of a kind that is not read")]
    OtherKind,
    /// More bytes or pixels than are decoded.
    #[error("larger than is taken")]
    TooLarge,
}

/// How large the two are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measures {
    /// Width in pixels.
    pub width: i32,
    /// Height in pixels.
    pub height: i32,
    /// Length of its file.
    pub bytes: i32,
    /// Width of the preview in pixels.
    pub small_width: i32,
    /// Height of the preview in pixels.
    pub small_height: i32,
    /// Length of its file.
    pub small_bytes: i32,
}

/// A picture, drawn anew.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The picture, a JPEG.
    pub large: Vec<u8>,
    /// The preview, a JPEG.
    pub small: Vec<u8>,
    /// How large they are.
    pub measures: Measures,
}

/// Decodes within bounds and draws anew, upright and without anything but pixels. Slow: seconds
/// for a large picture; never to be called where others wait.
///
/// # Errors
/// [`Unfit`].
pub fn draw(bytes: &[u8]) -> Result<Drawn, Unfit> {
    let (image, orientation) = decode(bytes)?;
    let mut large = fit(image, LONG_SIDE);
    large.apply_orientation(orientation);
    let small = on_white(&shrunk(&large, SMALL_SIDE));
    let large = on_white(&large);
    let (large_file, small_file) = (encoded(&large)?, encoded(&small)?);
    let measures = Measures {
        width: whole(large.width()),
        height: whole(large.height()),
        bytes: whole(large_file.len()),
        small_width: whole(small.width()),
        small_height: whole(small.height()),
        small_bytes: whole(small_file.len()),
    };
    Ok(Drawn { large: large_file, small: small_file, measures })
}

fn decode(bytes: &[u8]) -> Result<(DynamicImage, Orientation), Unfit> {
    let format = kind(bytes)?;
    let progressive = match format {
        ImageFormat::Jpeg => jpeg::make(bytes).ok_or(Unfit::NotAPicture)?.progressive,
        _ => false,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(MEMORY_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| unfit(&error))?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    let most = if progressive { PROGRESSIVE_PIXELS_MAX } else { PIXELS_MAX };
    if pixels == 0 {
        return Err(Unfit::NotAPicture);
    }
    if pixels > most || decoder.total_bytes() > MEMORY_MAX {
        return Err(Unfit::TooLarge);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(|error| unfit(&error))?;
    Ok((image, orientation))
}

/// By the first bytes: a name or a declared type proves nothing.
fn kind(bytes: &[u8]) -> Result<ImageFormat, Unfit> {
    match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => Ok(format),
        _ if is_heif(bytes) => Err(Unfit::OtherKind),
        _ => Err(Unfit::NotAPicture),
    }
}

/// HEIC and its family: an ISO file whose first box names one of these brands.
fn is_heif(bytes: &[u8]) -> bool {
    const BRANDS: [&[u8]; 8] = [b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"];
    bytes.get(4..8) == Some(b"ftyp") && bytes.get(8..12).is_some_and(|brand| BRANDS.contains(&brand))
}

fn unfit(error: &image::ImageError) -> Unfit {
    match error {
        image::ImageError::Limits(_) => Unfit::TooLarge,
        _ => Unfit::NotAPicture,
    }
}

/// As it is, or with its longer side cut down to `side`.
fn fit(image: DynamicImage, side: u32) -> DynamicImage {
    if image.width() <= side && image.height() <= side { image } else { shrunk(&image, side) }
}

/// Each pixel is the mean of those it stands for: no filter with a copy of the picture in floats.
fn shrunk(image: &DynamicImage, side: u32) -> DynamicImage {
    if image.width() <= side && image.height() <= side {
        return image.clone();
    }
    image.thumbnail(side, side)
}

/// JPEG knows no transparency, and what lies behind is white paper.
fn on_white(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let with_alpha = image.to_rgba8();
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [r, g, b, a] = with_alpha.get_pixel(x, y).0.map(u16::from);
        let mixed = [r, g, b].map(|ink| (ink * a + 255 * (255 - a) + 127) / 255);
        Rgb(mixed.map(|ink| u8::try_from(ink).unwrap_or(u8::MAX)))
    })
}

fn encoded(image: &RgbImage) -> Result<Vec<u8>, Unfit> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, QUALITY)
        .encode(image.as_raw(), image.width(), image.height(), ExtendedColorType::Rgb8)
        .map_err(|_| Unfit::NotAPicture)?;
    Ok(file)
}

/// Bounded by the sides above: never more than fits.
fn whole(number: impl TryInto<i32>) -> i32 {
    number.try_into().unwrap_or(i32::MAX)
}
