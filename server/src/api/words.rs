//! Sentences that only programmers ever read: what is wrong with a request itself. Whatever a
//! resident may come to see is in the locale files of `app`.

/// The sentence to a key; none when the key is one of `app`'s.
pub fn of(key: &str, english: bool) -> Option<&'static str> {
    let (zh, en) = match key {
        "malformed_json" => ("请求正文不是有效的 JSON。", "The body is not valid JSON."),
        "wrong_shape" => ("请求正文的字段不符合要求。", "A field of the body is not what it has to be."),
        "wrong_query" => ("网址中的参数不符合要求。", "A parameter of the address is not what it has to be."),
        "not_json" => ("请求正文须为 application/json。", "The body has to be application/json."),
        "body_unread" => ("请求正文没有传完。", "The body did not arrive whole."),
        "body_too_large" => ("请求正文超过 256 KiB。", "The body is larger than 256 KiB."),
        "address_too_long" => ("网址超过 8 KiB。", "The address is longer than 8 KiB."),
        "headers_too_large" => ("请求头超过 16 KiB。", "The headers are larger than 16 KiB."),
        "other_site" => ("请求来自其他网站。", "The request comes from another site."),
        "method_not_allowed" => ("此地址不支持该方法。", "This address does not know that method."),
        "key_missing" => (
            "请在 Idempotency-Key 请求头中带上一个 UUID。",
            "The Idempotency-Key header has to carry a UUID.",
        ),
        "version_malformed" => {
            ("If-Match 须为上次得到的 ETag。", "If-Match has to be an ETag that was received before.")
        }
        "scope_missing" => ("令牌没有所需的权限范围。", "The token lacks the scope for this."),
        "token_needed" => ("请带上有效的令牌。", "A valid bearer token is needed."),
        _ => return None,
    };
    Some(if english { en } else { zh })
}
