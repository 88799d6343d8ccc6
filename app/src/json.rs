//! JSON of what pages read. In the browser the browser reads it (`JSON.parse`): serde's own reader
//! brings a second way to read every struct, from a list, that no answer of ours has
//! (docs/decisions/018).

use leptos::server_fn::codec::Post;
use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// How server functions answer.
pub type Answers = Post<AnswerJson>;

/// JSON, read by [`read`].
pub struct AnswerJson;

impl ContentType for AnswerJson {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for AnswerJson {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for AnswerJson {
    type Error = serde_json::Error;

    fn encode(output: &T) -> serde_json::Result<Bytes> {
        serde_json::to_vec(output).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for AnswerJson {
    type Error = Unreadable;

    fn decode(text: Bytes) -> Result<T, Unreadable> {
        std::str::from_utf8(&text).ok().and_then(read).ok_or(Unreadable)
    }
}

/// It is no JSON of that type.
#[derive(Debug, thiserror::Error)]
#[error("unreadable answer")]
pub struct Unreadable;

/// What a text says, if it says anything of that type.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_wasm_bindgen::from_value(parsed(text)?).ok()
}

/// Once, not once a type.
#[cfg(target_arch = "wasm32")]
fn parsed(text: &str) -> Option<wasm_bindgen::JsValue> {
    js_sys::JSON::parse(text).ok()
}

/// What a text says, if it says anything of that type.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}
