//! What a browser transfers on its first visit: the page, and every file of ours that it, its styles
//! and its scripts name. Bodies as they come over the wire, brotli where the server has it.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use http_body_util::Full;
use hyper::Request;
use hyper::header::{ACCEPT_ENCODING, ACCEPT_LANGUAGE, CONTENT_ENCODING, CONTENT_TYPE};

use crate::Failure;
use crate::load::{Answer, Connection};

/// A file of a visit.
#[derive(Debug)]
pub struct File {
    /// Its path.
    pub path: String,
    /// Bytes of its body as transferred.
    pub bytes: usize,
    /// How it was compressed.
    pub encoding: String,
}

/// Visits a page for the first time.
pub async fn first(addr: SocketAddr, page: &str) -> Result<Vec<File>, Failure> {
    let mut connection = Connection::open(addr).await?;
    let mut files = Vec::new();
    let mut known = BTreeSet::from([page.to_owned()]);
    let mut ahead = vec![page.to_owned()];
    while let Some(path) = ahead.pop() {
        let sent = get(&mut connection, &path, "gzip, deflate, br").await?;
        let encoding = header(&sent, CONTENT_ENCODING);
        files.push(File { path: path.clone(), bytes: sent.body.len(), encoding });
        // once more as it is, to read what it names
        let plain = get(&mut connection, &path, "identity").await?;
        let text = String::from_utf8_lossy(&plain.body);
        let named = match header(&plain, CONTENT_TYPE).split(';').next().unwrap_or_default() {
            "text/html" => in_page(&text),
            "text/css" => between(&text, &["url("], &[')']),
            "text/javascript" | "application/javascript" => between(
                &text,
                &["from '", "from \"", "import('", "import(\"", "import '", "import \""],
                &['\'', '"'],
            ),
            _ => Vec::new(),
        };
        for name in named {
            let Some(name) = here(&path, name.trim_matches(['\'', '"', ' '])) else { continue };
            if known.insert(name.clone()) {
                ahead.push(name);
            }
        }
    }
    files.sort_by_key(|file| std::cmp::Reverse(file.bytes));
    Ok(files)
}

async fn get(connection: &mut Connection, path: &str, encoding: &str) -> Result<Answer, Failure> {
    let request = Request::get(path)
        .header(ACCEPT_ENCODING, encoding)
        .header(ACCEPT_LANGUAGE, "zh-CN,zh;q=0.9")
        .body(Full::default())?;
    let answer = connection.send(request).await?;
    if answer.status.is_success() {
        Ok(answer)
    } else {
        Err(format!("the first visit asks for {path}, which is answered with {}", answer.status).into())
    }
}

fn header(answer: &Answer, name: hyper::header::HeaderName) -> String {
    answer.headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned()
}

/// What the tags of a page make a browser fetch.
fn in_page(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in html.split('<') {
        let tag = tag.split('>').next().unwrap_or_default();
        let fetched = ["link ", "script ", "img "].iter().any(|name| tag.starts_with(name));
        let only_named = ["rel=\"canonical\"", "rel=\"alternate\""].iter().any(|rel| tag.contains(rel));
        if fetched && !only_named {
            found.extend(between(tag, &[" href=\"", " src=\""], &['"']));
        }
    }
    found
}

/// Every piece of text that stands between one of the beginnings and the end after it.
fn between(text: &str, beginnings: &[&str], ends: &[char]) -> Vec<String> {
    let rests = beginnings.iter().flat_map(|it| text.split(it).skip(1));
    rests.filter_map(|rest| rest.split(ends).next()).map(ToOwned::to_owned).collect()
}

/// The path of what a file names, if it is ours.
fn here(of: &str, name: &str) -> Option<String> {
    let name = name.split('#').next().unwrap_or_default();
    if name.is_empty() || name.starts_with("//") || name.contains(':') {
        return None;
    }
    if name.starts_with('/') {
        return Some(name.to_owned());
    }
    let mut path: Vec<&str> = of.split('/').collect();
    path.pop();
    for part in name.split('/') {
        match part {
            "." => {}
            ".." => drop(path.pop()),
            part => path.push(part),
        }
    }
    Some(path.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_its_files_and_not_its_links() {
        let html = r#"<link rel="stylesheet" href="/pkg/a.css"><link rel="canonical" href="/x">
            <a href="/menu">m</a><img alt="" src="/b.png"><script type="module" src="/c.js"></script>"#;
        assert_eq!(in_page(html), ["/pkg/a.css", "/b.png", "/c.js"]);
    }

    #[test]
    fn only_files_of_ours_are_followed() {
        assert_eq!(here("/pkg/a.js", "./snippets/b.js").as_deref(), Some("/pkg/snippets/b.js"));
        assert_eq!(here("/pkg/a.css", "../font.woff2").as_deref(), Some("/font.woff2"));
        assert_eq!(here("/", "/x.svg#icon").as_deref(), Some("/x.svg"));
        for foreign in ["https://a.example/x", "//a.example/x", "data:image/png;base64,x", "#icon"] {
            assert_eq!(here("/", foreign), None, "{foreign}");
        }
    }
}
