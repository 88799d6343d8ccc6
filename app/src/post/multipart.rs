//! A form with files. Everything in it is bounded: how many parts, how long a text, how large a
//! file, how much in all. Files go to the disk as they come, into places without a name, so that
//! a slow or a large upload takes no memory.

use std::io::Seek as _;

use axum::body::{Body, Bytes};
use backend::Error;
use domain::Refusal;
use domain::form::{FieldErrors, Problem};
use domain::photo::{PHOTO_BYTES_MAX, PHOTOS_MAX};
use futures::{Stream, StreamExt as _};
use http::{HeaderMap, header};
use multer::{Constraints, Field, Multipart, SizeLimit};
use tokio::io::AsyncWriteExt as _;

/// What a form with pictures may take in all: each picture at its largest, and the words.
pub const FORM_BYTES_MAX: u64 = PHOTOS_MAX as u64 * PHOTO_BYTES_MAX + 256 * 1024;
/// The longest text: five hundred characters are two thousand bytes at most.
const TEXT_BYTES_MAX: usize = 8 * 1024;
/// Fields and files together; a form of ours has about twenty.
const PARTS_MAX: usize = 40;

/// A form as it came.
#[derive(Default)]
pub struct Parts {
    /// What was typed.
    pub fields: Vec<(String, String)>,
    /// The files of the field of pictures.
    pub files: Vec<Received>,
    /// Why it cannot be taken as it is: then the rest is what could be read of it.
    pub trouble: Option<Error>,
}

/// A file that came with a form.
#[derive(Debug)]
pub enum Received {
    /// On the disk, to be read from its start; gone when it is dropped.
    Whole(std::fs::File),
    /// Not taken.
    Wrong(Problem),
}

/// The boundary of a form with files; none when it is another kind of body.
pub fn boundary(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    multer::parse_boundary(kind).ok()
}

/// Reads it, as far as it goes. What comes after the files has grown too large is not read: forms have
/// their files last.
pub async fn read(boundary: String, body: Body) -> Parts {
    let limit = Constraints::new().size_limit(SizeLimit::new().whole_stream(FORM_BYTES_MAX));
    let mut form = Multipart::with_constraints(one_by_one(body), boundary, limit);
    let mut parts = Parts::default();
    for _ in 0..PARTS_MAX {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => return parts,
            Err(error) => return parts.cut_short(&error),
        };
        let Some(name) = field.name().map(str::to_owned) else { continue };
        if field.file_name().is_none() {
            if let Err(error) = parts.text(name, field).await {
                return parts.cut_short(&error);
            }
            continue;
        }
        match file(field, name == backend::flow::photos::FIELD).await {
            Ok(received) => parts.files.extend(received),
            Err(Trouble::Form(error)) => return parts.cut_short(&error),
            Err(Trouble::Disk(error)) => {
                parts.trouble = Some(Error::internal("keeping a file of a form", error));
                return parts;
            }
        }
    }
    parts.trouble.get_or_insert(Refusal::CutOff.into());
    parts
}

impl Parts {
    /// What was read is kept, so that nothing typed is lost.
    fn cut_short(mut self, error: &multer::Error) -> Self {
        if let multer::Error::StreamSizeExceeded { .. } = error {
            self.files.push(Received::Wrong(Problem::TooLarge));
        } else {
            self.trouble.get_or_insert(Refusal::CutOff.into());
        }
        self
    }

    /// Takes what was typed into a field, as much of it as may be; the rest is read past.
    async fn text(&mut self, name: String, mut field: Field<'_>) -> Result<(), multer::Error> {
        let mut bytes = Vec::new();
        let mut too_long = false;
        let end = loop {
            match field.chunk().await {
                Ok(Some(piece)) => {
                    let room = TEXT_BYTES_MAX - bytes.len();
                    too_long |= piece.len() > room;
                    bytes.extend_from_slice(&piece[..piece.len().min(room)]);
                }
                Ok(None) => break Ok(()),
                Err(error) => break Err(error),
            }
        };
        let text = String::from_utf8_lossy(&bytes);
        let wrong = match &text {
            _ if too_long => Some(Problem::TooLong),
            // bytes that are no text
            std::borrow::Cow::Owned(_) if end.is_ok() => Some(Problem::Malformed),
            _ => None,
        };
        // a sign may have been cut through
        self.fields.push((name.clone(), text.trim_end_matches('\u{FFFD}').to_owned()));
        if let Some(problem) = wrong {
            self.trouble.get_or_insert_with(|| FieldErrors::one(&name, problem).into());
        }
        end
    }
}

/// The parser takes whatever is there at once; this gives it one piece at a time.
fn one_by_one(body: Body) -> impl Stream<Item = Result<Bytes, axum::Error>> + Send {
    let mut pieces = body.into_data_stream();
    let mut given = false;
    futures::stream::poll_fn(move |cx| {
        if std::mem::take(&mut given) {
            cx.waker().wake_by_ref();
            return std::task::Poll::Pending;
        }
        let piece = pieces.poll_next_unpin(cx);
        given = matches!(piece, std::task::Poll::Ready(Some(Ok(_))));
        piece
    })
}

enum Trouble {
    Form(multer::Error),
    Disk(std::io::Error),
}

impl From<multer::Error> for Trouble {
    fn from(error: multer::Error) -> Self {
        Self::Form(error)
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::Disk(error)
    }
}

/// A file, on the disk; none when no file was chosen. One that is too large, or that nobody asked
/// for, is read past and not kept.
async fn file(mut field: Field<'_>, wanted: bool) -> Result<Option<Received>, Trouble> {
    let mut length = 0;
    let mut disk = None;
    while let Some(piece) = field.chunk().await? {
        length += piece.len() as u64;
        if !wanted || length > PHOTO_BYTES_MAX {
            disk = None;
            continue;
        }
        let disk = match &mut disk {
            Some(disk) => disk,
            none => none.insert(tokio::fs::File::from_std(tempfile::tempfile()?)),
        };
        disk.write_all(&piece).await?;
    }
    if length > PHOTO_BYTES_MAX && wanted {
        return Ok(Some(Received::Wrong(Problem::TooLarge)));
    }
    // the parser may bring an empty file as one empty piece
    let Some(mut disk) = disk.filter(|_| length > 0) else { return Ok(None) };
    disk.flush().await?;
    let mut disk = disk.into_std().await;
    disk.rewind()?;
    Ok(Some(Received::Whole(disk)))
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    /// A body of these parts: name, file name, content.
    fn body(parts: &[(&str, Option<&str>, Vec<u8>)]) -> Body {
        let mut bytes = Vec::new();
        for (name, file, content) in parts {
            let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
            bytes.extend(
                format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").into_bytes(),
            );
            bytes.extend(content);
            bytes.extend(b"\r\n");
        }
        bytes.extend(b"--x--\r\n");
        // as a connection brings it
        let pieces: Vec<_> =
            bytes.chunks(16 * 1024).map(|piece| Ok::<_, std::io::Error>(piece.to_vec())).collect();
        Body::from_stream(futures::stream::iter(pieces))
    }

    async fn read_parts(parts: &[(&str, Option<&str>, Vec<u8>)]) -> Parts {
        read("x".to_owned(), body(parts)).await
    }

    fn is_cut_off(parts: &Parts) -> bool {
        matches!(parts.trouble, Some(Error::Refused(Refusal::CutOff)))
    }

    #[tokio::test]
    async fn words_and_files_arrive_and_an_empty_file_field_is_nothing() {
        let file: Vec<u8> = (0..=255).cycle().take(300_000).collect();
        let parts = read_parts(&[
            ("words", None, "水管\r\n漏水".into()),
            ("photos", Some("王.jpg"), file.clone()),
            ("photos", Some(""), Vec::new()),
            ("avatar", Some("a.jpg"), b"nobody asked".to_vec()),
        ])
        .await;
        assert!(parts.trouble.is_none(), "{:?}", parts.trouble);
        assert_eq!(parts.fields, [("words".to_owned(), "水管\r\n漏水".to_owned())]);
        let [Received::Whole(kept)] = parts.files.as_slice() else { panic!("{:?}", parts.files) };
        let mut read = Vec::new();
        (&*kept).read_to_end(&mut read).expect("the file");
        assert!(read == file, "the file came as it was sent");
    }

    #[tokio::test]
    async fn a_file_that_is_too_large_is_read_past_and_loses_nothing() {
        let most = usize::try_from(PHOTO_BYTES_MAX).expect("a size");
        let parts = read_parts(&[
            ("photos", Some("a"), vec![1; most + 1]),
            ("photos", Some("b"), vec![1; most]),
            ("words", None, b"after".to_vec()),
        ])
        .await;
        assert!(parts.trouble.is_none(), "{:?}", parts.trouble);
        assert!(matches!(parts.files.as_slice(), [Received::Wrong(Problem::TooLarge), Received::Whole(_)]));
        assert_eq!(parts.fields[0].1, "after");
    }

    #[tokio::test]
    async fn more_than_may_come_in_all_is_told_with_what_was_typed_before() {
        let most = usize::try_from(PHOTO_BYTES_MAX).expect("a size");
        let mut parts = vec![("words", None, b"before".to_vec())];
        parts.extend((0..=PHOTOS_MAX).map(|_| ("photos", Some("a"), vec![1; most])));
        let parts = read_parts(&parts).await;
        assert_eq!(parts.fields[0].1, "before");
        assert!(matches!(parts.files.last(), Some(Received::Wrong(Problem::TooLarge))));
    }

    #[tokio::test]
    async fn too_many_parts_are_refused() {
        let many = vec![("a", None, b"x".to_vec()); PARTS_MAX];
        assert!(is_cut_off(&read_parts(&many).await));
        assert!(read_parts(&many[1..]).await.trouble.is_none());
    }

    #[tokio::test]
    async fn a_text_that_is_too_long_or_none_is_named_and_the_rest_is_read() {
        // three bytes a sign: the last one is cut through
        let long = "长".repeat(TEXT_BYTES_MAX / 3 + 1);
        for (text, problem, kept) in [
            (long.clone().into_bytes(), Problem::TooLong, &long[..TEXT_BYTES_MAX / 3 * 3]),
            (b"abc\xFF".to_vec(), Problem::Malformed, "abc"),
        ] {
            let parts = read_parts(&[
                ("a", None, text),
                ("b", None, b"after".to_vec()),
                ("photos", Some("a"), b"picture".to_vec()),
            ])
            .await;
            let Some(Error::Invalid(errors)) = &parts.trouble else { panic!("{:?}", parts.trouble) };
            assert_eq!(errors.of("a"), Some(problem));
            assert!(parts.fields[0].1 == kept, "{} bytes are kept", parts.fields[0].1.len());
            assert_eq!(parts.fields[1].1, "after");
            assert!(matches!(parts.files.as_slice(), [Received::Whole(_)]));
        }
        let most = read_parts(&[("a", None, vec![b'x'; TEXT_BYTES_MAX])]).await;
        assert!(most.trouble.is_none() && most.fields[0].1.len() == TEXT_BYTES_MAX);
    }

    #[tokio::test]
    async fn a_body_that_was_cut_off_is_kept_as_far_as_it_came() {
        for body in ["", "--x", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx", "nothing"] {
            assert!(is_cut_off(&read("x".to_owned(), Body::from(body)).await), "{body}");
        }
        let part = |name: &str, text: &str| {
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
        };
        let body = format!("{}{}", part("a", "whole"), part("b", "half"));
        let parts = read("x".to_owned(), Body::from(body)).await;
        assert!(is_cut_off(&parts));
        assert_eq!(parts.fields[0], ("a".to_owned(), "whole".to_owned()));
    }
}
